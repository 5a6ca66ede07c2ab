//! One policy with its declarations by name, so that a lookup costs the same whatever the size of the policy.

use crate::{Error, ErrorKind};
use gradus_dsl::policy::{Criterion, Exception, Fact, Group, Named, Parameter, Policy, Score, Table};
use gradus_dsl::{CriterionId, Date, FactId, GroupId, NameId, ParameterId, ScoreId, TableId};
use std::collections::BTreeMap;
use std::fmt::Display;

pub(crate) struct Model<'p> {
    pub(crate) policy: &'p Policy,
    facts: BTreeMap<&'p FactId, &'p Fact>,
    parameters: BTreeMap<&'p ParameterId, Vec<&'p Parameter>>,
    names: BTreeMap<&'p NameId, &'p Named>,
    criteria: BTreeMap<&'p CriterionId, &'p Criterion>,
    scores: BTreeMap<&'p ScoreId, &'p Score>,
    tables: BTreeMap<&'p TableId, &'p Table>,
    exceptions: BTreeMap<&'p CriterionId, Vec<(&'p Criterion, &'p Exception)>>,
}

impl<'p> Model<'p> {
    pub(crate) fn new(policy: &'p Policy) -> Self {
        let mut parameters: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for parameter in &policy.parameters {
            parameters.entry(&parameter.id).or_default().push(parameter);
        }
        let mut exceptions: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (criterion, terms) in
            policy.criteria.iter().filter_map(|one| Some((one, one.overrides.as_ref()?)))
        {
            for of in &terms.of {
                exceptions.entry(of).or_default().push((criterion, terms));
            }
        }
        Self {
            policy,
            facts: policy.facts.iter().map(|fact| (&fact.id, fact)).collect(),
            parameters,
            names: policy.names.iter().map(|name| (&name.id, name)).collect(),
            criteria: policy.criteria.iter().map(|criterion| (&criterion.id, criterion)).collect(),
            scores: policy.scores.iter().map(|score| (&score.id, score)).collect(),
            tables: policy.tables.iter().map(|table| (&table.id, table)).collect(),
            exceptions,
        }
    }

    pub(crate) fn fact(&self, id: &FactId) -> Result<&'p Fact, Error> {
        self.facts.get(id).copied().ok_or_else(|| self.undeclared("fact", id))
    }

    pub(crate) fn name(&self, id: &NameId) -> Result<&'p Named, Error> {
        self.names.get(id).copied().ok_or_else(|| self.undeclared("name", id))
    }

    pub(crate) fn criterion(&self, id: &CriterionId) -> Result<&'p Criterion, Error> {
        self.criteria.get(id).copied().ok_or_else(|| self.undeclared("criterion", id))
    }

    /// The exceptions to a criterion, in the order of the policy.
    pub(crate) fn exceptions(&self, id: &CriterionId) -> &[(&'p Criterion, &'p Exception)] {
        self.exceptions.get(id).map_or(&[], Vec::as_slice)
    }

    /// A criterion with its clause, for people.
    pub(crate) fn cited(&self, criterion: &Criterion) -> String {
        let (id, clause) = (&criterion.id, &criterion.citation);
        match self.policy.import_of(id.as_str()) {
            Some(text) => format!("{id} ({}: {clause})", text.pack),
            None => format!("{id} ({clause})"),
        }
    }

    pub(crate) fn score(&self, id: &ScoreId) -> Result<&'p Score, Error> {
        self.scores.get(id).copied().ok_or_else(|| self.undeclared("score", id))
    }

    pub(crate) fn group(&self, score: &ScoreId, id: &GroupId) -> Result<&'p Group, Error> {
        self.score(score)?.group(id).ok_or_else(|| self.undeclared("group", id))
    }

    pub(crate) fn table(&self, id: &TableId) -> Result<&'p Table, Error> {
        self.tables.get(id).copied().ok_or_else(|| self.undeclared("table", id))
    }

    /// The figure in force on a day; what has lapsed is an error, never the last known value.
    pub(crate) fn parameter(&self, id: &ParameterId, on: Date) -> Result<&'p Parameter, Error> {
        let all = self.parameters.get(id).ok_or_else(|| self.undeclared("parameter", id))?;
        all.iter().find(|parameter| parameter.in_force.contains(on)).copied().ok_or_else(|| {
            let spans: Vec<String> = all.iter().map(|one| span(&one.in_force)).collect();
            let message = format!("the figure `{id}` of `{}` is not in force on {on}", self.policy.id);
            Error::new(ErrorKind::NotInForce, message).help(format!("it is in force {}", spans.join(", ")))
        })
    }

    fn undeclared(&self, kind: &str, id: &dyn Display) -> Error {
        let message = format!("policy `{}` uses the {kind} `{id}` and does not declare it", self.policy.id);
        Error::new(ErrorKind::Unchecked, message).help("load policies that passed `gradus check`")
    }
}

/// A span of days in words.
pub(crate) fn span(period: &gradus_dsl::policy::Period) -> String {
    match period.to {
        Some(to) => format!("from {} until before {to}", period.from),
        None => format!("from {}", period.from),
    }
}
