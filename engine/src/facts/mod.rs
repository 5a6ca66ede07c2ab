//! Facts about an enterprise as a host gives them: a file in JSON, or a builder.

mod known;
mod read;
mod schema;
mod validate;
mod value;

pub use schema::facts_schema;
pub use value::FactValue;

pub(crate) use known::{Given, Known, Record};
pub(crate) use validate::{consistent, validate};

use crate::Register;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Facts about one enterprise, as given; nothing is checked until a policy is asked.
///
/// A fact left out is *missing*: a ruling says whether it still matters. A fact given as null is *none*: it
/// exists not. In a file, numbers are whole or stand in quotes; `"12.5"` for a percentage is 12.5 %.
///
/// ```
/// use gradus::{FactValue, Facts};
/// let file = r#"{ "facts": { "years_in_niche": 4, "revenue": { "2024": "93000000" } } }"#;
/// let built = Facts::new()
///     .with("years_in_niche", 4)
///     .with("revenue", FactValue::yearly([(2024, "93000000")]));
/// assert_eq!(Facts::from_json(file).unwrap(), built);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Facts {
    /// The enterprise, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The facts by name.
    facts: BTreeMap<String, FactValue>,
    /// Where a fact was taken from, in words, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(default)]
    sources: BTreeMap<String, String>,
    /// The titles it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    register: Option<Register>,
}

impl Facts {
    /// No facts at all.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same facts and this one; a fact given before under this name is replaced.
    #[must_use]
    pub fn with(mut self, fact: impl Into<String>, value: impl Into<FactValue>) -> Self {
        self.facts.insert(fact.into(), value.into());
        self
    }

    /// The same facts without this one.
    #[must_use]
    pub fn without(mut self, fact: &str) -> Self {
        self.facts.remove(fact);
        self
    }

    /// The same facts, saying where one of them was taken from.
    #[must_use]
    pub fn with_source(mut self, fact: impl Into<String>, source: impl Into<String>) -> Self {
        self.sources.insert(fact.into(), source.into());
        self
    }

    /// The same facts about an enterprise with this name.
    #[must_use]
    pub fn with_subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same facts with the titles the enterprise holds.
    #[must_use]
    pub fn with_register(mut self, register: Register) -> Self {
        self.register = Some(register);
        self
    }

    /// The enterprise, for people.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// One fact as given.
    #[must_use]
    pub fn get(&self, fact: &str) -> Option<&FactValue> {
        self.facts.get(fact)
    }

    /// Every fact as given, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.facts.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Where each fact was taken from, by name.
    #[must_use]
    pub fn sources(&self) -> &BTreeMap<String, String> {
        &self.sources
    }

    /// The titles the enterprise holds, where the host said so.
    #[must_use]
    pub fn register(&self) -> Option<&Register> {
        self.register.as_ref()
    }
}
