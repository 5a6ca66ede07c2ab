//! The seed document as a reader must read it, and hostile texts.

use gradus_dsl::{Agencies, Clauses, Document, SentenceKind, Source};
use proptest::prelude::*;
use std::sync::LazyLock;

const SEED: &str = include_str!("../../policies/miit-2021-70/source.en.txt");
const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

static AGENCIES: LazyLock<Agencies> = LazyLock::new(|| match Agencies::from_toml(REGISTRY, "agencies.toml") {
    Ok(agencies) => agencies,
    Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<String>()),
});

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

#[test]
fn the_seed_as_json() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&read(SEED)).unwrap());
}
