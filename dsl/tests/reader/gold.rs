//! A gold file: what a person reads in one document.

use gradus_dsl::Date;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gold {
    pub(crate) text: String,
    sha256: String,
    /// Path and heading.
    pub(crate) sections: Vec<(String, String)>,
    pub(crate) frame: Frame,
    #[serde(default, rename = "responsibility")]
    pub(crate) responsibilities: Vec<Responsibility>,
    #[serde(default, rename = "target")]
    pub(crate) targets: Vec<Quantity>,
    #[serde(default, rename = "criterion")]
    pub(crate) criteria: Vec<Quantity>,
    #[serde(default, rename = "deadline")]
    pub(crate) deadlines: Vec<Deadline>,
    #[serde(default, rename = "definition")]
    pub(crate) definitions: Vec<Definition>,
    #[serde(default, rename = "reference")]
    pub(crate) references: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frame {
    pub(crate) title: String,
    pub(crate) number: Option<Number>,
    #[serde(default)]
    pub(crate) issuers: Vec<String>,
    pub(crate) signed: Option<Date>,
    pub(crate) published: Option<Date>,
    pub(crate) effective: Option<Date>,
    pub(crate) repealed: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Number {
    pub(crate) code: Option<String>,
    pub(crate) year: Option<u16>,
    pub(crate) sequence: Option<u32>,
}

/// The place of a record: words of the text, and which time they occur.
#[derive(Deserialize)]
pub(crate) struct Place {
    pub(crate) section: String,
    pub(crate) quote: String,
    #[serde(default = "first")]
    pub(crate) occurrence: usize,
}

fn first() -> usize {
    1
}

#[derive(Deserialize)]
pub(crate) struct Responsibility {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) form: String,
    pub(crate) basis: String,
    #[serde(default)]
    pub(crate) lead: Vec<String>,
    #[serde(default)]
    pub(crate) co: Vec<String>,
    #[serde(default)]
    pub(crate) cooperating: Vec<String>,
    #[serde(default)]
    pub(crate) local: Vec<String>,
    #[serde(default)]
    pub(crate) generic: Vec<String>,
    #[serde(default)]
    pub(crate) open_ended: bool,
    #[serde(default)]
    pub(crate) division: bool,
    pub(crate) scope: Option<String>,
}

/// A target, or a criterion: what is compared of it. What is measured is in the words of the text, and not compared.
#[derive(Deserialize)]
pub(crate) struct Quantity {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) comparator: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) upper: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) deadline: Option<Date>,
    pub(crate) role: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Deadline {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) kind: String,
    pub(crate) value: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) date: Option<Date>,
}

#[derive(Deserialize)]
pub(crate) struct Definition {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) term: String,
}

#[derive(Deserialize)]
pub(crate) struct Reference {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) title: Option<String>,
    pub(crate) number: Option<String>,
}

pub(crate) fn read(file: &Path) -> Gold {
    let text = std::fs::read_to_string(file).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

impl Gold {
    /// The text is the one the file was made from.
    pub(crate) fn check(&self, bytes: &[u8]) {
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, self.sha256, "{} is not the text its gold file was made from", self.text);
    }
}
