//! Why a value is not known: what is missing, and what is undefined.

use crate::{Blocked, Why};
use gradus_dsl::{FactId, TitleId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One thing that was not supplied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// A fact that is not yearly.
    Fact(FactId),
    /// A yearly fact in a year.
    Year(FactId, i32),
    /// A field of a record.
    Field(FactId, usize, String),
    /// A field of further records of a list, which are too many to name one by one.
    Fields(FactId, String),
    /// Whether a title is held.
    Title(TitleId),
    /// How many hold a title.
    Holders(TitleId),
}

/// Most records of one list that are named one by one for one field they lack; of more, one path stands for the rest.
const MOST_RECORDS: usize = 20;

/// The path in a facts file.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => write!(f, "{fact}"),
            Self::Year(fact, year) => write!(f, "{fact}.{year:04}"),
            Self::Field(fact, index, field) => write!(f, "{fact}.{index}.{field}"),
            Self::Fields(fact, field) => write!(f, "{fact}.*.{field}"),
            Self::Title(title) => write!(f, "register.{title}"),
            Self::Holders(title) => write!(f, "holders.{title}"),
        }
    }
}

/// One thing that is undefined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cause {
    pub(crate) facts: Vec<String>,
    pub(crate) why: Why,
}

impl Cause {
    pub(crate) fn report(&self) -> Blocked {
        Blocked { facts: self.facts.clone(), why: self.why }
    }
}

/// Why a value is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// What is missing, and whether it occurs more than once.
    pub(crate) missing: BTreeMap<Need, bool>,
    /// What is undefined.
    pub(crate) blocked: BTreeSet<Cause>,
    /// Whether some of `missing` may not matter even though each occurs once: see [`Doubt::is_exact`].
    pub(crate) loose: bool,
    /// Whether it is of a quantity that moves in steps, as a rounded one does: what is missing in it surely matters
    /// while it is compared alone, and only may once it is put together with something else that is missing.
    pub(crate) stepped: bool,
}

impl Doubt {
    pub(crate) fn missing(need: Need) -> Self {
        Self { missing: BTreeMap::from([(need, false)]), ..Self::default() }
    }

    pub(crate) fn blocked(why: Why, facts: Vec<String>) -> Self {
        Self { blocked: BTreeSet::from([Cause { facts, why }]), ..Self::default() }
    }

    /// Both doubts at once: what occurs in both occurs more than once.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.loose |= other.loose;
        self.stepped |= other.stepped;
        self.loose |= self.stepped && !self.missing.is_empty() && !other.missing.is_empty();
        self.blocked.extend(other.blocked);
        for (need, twice) in other.missing {
            self.missing.entry(need).and_modify(|seen| *seen = true).or_insert(twice);
        }
        self
    }

    /// The same doubt where the way it is put together can hide that a missing fact does not matter, as in a
    /// sum of points: exact only while one thing is missing.
    pub(crate) fn put_together(mut self) -> Self {
        self.loose |= self.missing.len() > 1;
        self
    }

    /// The same doubt with one path for the rest of the records of a list that lack a field: what is handed on and
    /// reported stays small however long the list is.
    pub(crate) fn summed_up(mut self, list: &FactId) -> Self {
        if self.blocked.len() > MOST_RECORDS {
            let causes = std::mem::take(&mut self.blocked).into_iter().enumerate();
            // The list itself stands for what further records leave undefined.
            self.blocked.extend(causes.map(|(index, cause)| match index {
                0..MOST_RECORDS => cause,
                _ => Cause { facts: vec![list.to_string()], why: cause.why },
            }));
        }
        if self.missing.len() <= MOST_RECORDS {
            return self;
        }
        let mut named: BTreeMap<(FactId, String), usize> = BTreeMap::new();
        for (need, twice) in std::mem::take(&mut self.missing) {
            let Need::Field(list, index, field) = need else {
                self.missing.insert(need, twice);
                continue;
            };
            let count = named.entry((list.clone(), field.clone())).or_default();
            *count += 1;
            if *count <= MOST_RECORDS {
                self.missing.insert(Need::Field(list, index, field), twice);
            } else {
                self.loose = true;
                self.missing.insert(Need::Fields(list, field), twice);
            }
        }
        self
    }

    /// How many things it names.
    pub(crate) fn size(&self) -> usize {
        self.missing.len().saturating_add(self.blocked.len())
    }

    /// The same doubt, never exact.
    pub(crate) fn loosened(mut self) -> Self {
        self.loose = true;
        self
    }

    /// The same doubt about a quantity that moves in steps.
    pub(crate) fn in_steps(mut self) -> Self {
        self.stepped = !self.missing.is_empty();
        self
    }

    /// The same doubt about a condition, which can go either way whatever made it up.
    pub(crate) fn of_condition(mut self) -> Self {
        self.stepped = false;
        self
    }

    /// Only what is undefined.
    pub(crate) fn only_blocked(mut self) -> Self {
        self.missing.clear();
        self
    }

    /// Whether nothing that is missing could decide it.
    pub(crate) fn is_undefined(&self) -> bool {
        self.missing.is_empty()
    }

    /// Whether each missing thing surely matters.
    ///
    /// INVARIANT: three-valued logic over conditions that share no fact is exact: each open condition can go
    /// either way whatever the others do (a read-once formula), so each decides for some values of the others.
    /// It is not exact once a fact occurs twice, since two occurrences cannot differ (`x >= 3 or x < 3`).
    pub(crate) fn is_exact(&self) -> bool {
        !self.loose && self.missing.values().all(|twice| !twice)
    }
}
