//! Facts after they were held against a policy: typed, in base units, ready to be evaluated.

use gradus_dsl::{FactId, Number, TitleId};
use std::collections::{BTreeMap, BTreeSet};

/// One value that was given; dates are days since 1970-01-01, so that they compare as numbers do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// Given as null: it exists not.
    None,
    Number(Number),
    YesNo(bool),
    Text(String),
    Records(Vec<Record>),
    /// The values of a set.
    Set(BTreeSet<String>),
}

/// One record of a list; a field left out is missing.
pub(crate) type Record = BTreeMap<String, Given>;

/// Every fact of one policy that was given, and which titles the register says are held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    whole: BTreeMap<FactId, Given>,
    yearly: BTreeMap<FactId, BTreeMap<u16, Given>>,
    /// Whether titles are held, as far as the register says.
    titles: BTreeMap<TitleId, Given>,
}

impl Known {
    /// The value of a fact that is not yearly; none where it is missing.
    pub(crate) fn get(&self, fact: &FactId) -> Option<&Given> {
        self.whole.get(fact)
    }

    /// The value of a yearly fact in a year; none where it is missing. A yearly fact given as null as a whole
    /// is none in every year.
    pub(crate) fn in_year(&self, fact: &FactId, year: i32) -> Option<&Given> {
        let year = u16::try_from(year).ok()?;
        self.yearly.get(fact).and_then(|years| years.get(&year)).or_else(|| self.whole.get(fact))
    }

    /// Whether a title is held; none where the register does not say.
    pub(crate) fn title(&self, title: &TitleId) -> Option<&Given> {
        self.titles.get(title)
    }

    /// The titles the register says something of.
    pub(crate) fn titles(&self) -> impl Iterator<Item = (&TitleId, &Given)> {
        self.titles.iter()
    }

    pub(crate) fn insert_title(&mut self, title: TitleId, held: bool) {
        self.titles.insert(title, Given::YesNo(held));
    }

    /// Takes out what the register says of a title.
    pub(crate) fn remove_title(&mut self, title: &TitleId) {
        self.titles.remove(title);
    }

    /// The years given of a yearly fact.
    pub(crate) fn years(&self, fact: &FactId) -> impl Iterator<Item = (u16, &Given)> {
        self.yearly.get(fact).into_iter().flatten().map(|(year, given)| (*year, given))
    }

    pub(crate) fn insert(&mut self, fact: FactId, given: Given) {
        self.whole.insert(fact, given);
    }

    /// How many values there are, records counted one by one.
    pub(crate) fn len(&self) -> usize {
        let of = |given: &Given| match given {
            Given::Records(records) => records.len(),
            _ => 1,
        };
        self.whole.values().map(of).sum::<usize>() + self.yearly.values().map(BTreeMap::len).sum::<usize>()
    }

    /// Takes a fact out.
    pub(crate) fn remove(&mut self, fact: &FactId) {
        self.whole.remove(fact);
    }

    /// Takes the value of a year out.
    pub(crate) fn remove_year(&mut self, fact: &FactId, year: i32) {
        if let (Ok(year), Some(years)) = (u16::try_from(year), self.yearly.get_mut(fact)) {
            years.remove(&year);
        }
    }

    /// Fills in a field of a record; of a record that is not there nothing is filled in.
    pub(crate) fn insert_field(&mut self, list: &FactId, index: usize, field: String, given: Given) {
        if let Some(Given::Records(records)) = self.whole.get_mut(list)
            && let Some(record) = records.get_mut(index)
        {
            record.insert(field, given);
        }
    }

    pub(crate) fn insert_year(&mut self, fact: FactId, year: u16, given: Given) {
        self.yearly.entry(fact).or_default().insert(year, given);
    }
}
