//! What a reading of a document found, one line a record, for the tests of targets and criteria.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and uses what it needs"
)]

use gradus_dsl::{Agencies, Comparator, Document, DocumentCriterion, DocumentTarget, Number};
use std::fmt::Debug;
use std::sync::LazyLock;

const REGISTRY: &str = include_str!("../../../policies/agencies/agencies.toml");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

pub(crate) fn document(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

pub(crate) fn sign(comparator: Option<Comparator>) -> &'static str {
    comparator.map_or("?", Comparator::sign)
}

/// `object >= 10..20 unit`, what is absent left out.
pub(crate) fn figure(
    object: &str,
    comparator: Option<Comparator>,
    value: Option<&Number>,
    upper: Option<&Number>,
    unit: Option<&String>,
) -> String {
    let mut line = format!("{object} {}", sign(comparator));
    if let Some(value) = value {
        line += &format!(" {value}");
    }
    if let Some(upper) = upper {
        line += &format!("..{upper}");
    }
    if let Some(unit) = unit {
        line += &format!(" {unit}");
    }
    line
}

pub(crate) fn target(target: &DocumentTarget) -> String {
    let mut line = figure(
        &target.object,
        target.comparator,
        target.value.as_ref(),
        target.upper.as_ref(),
        target.unit.as_ref(),
    );
    if let Some(date) = target.deadline {
        line += &format!(" by {date}");
    }
    if let Some(hedge) = &target.hedge {
        line += &format!(" ({hedge})");
    }
    line
}

pub(crate) fn criterion(one: &DocumentCriterion) -> String {
    let mut line =
        figure(&one.indicator, one.comparator, one.value.as_ref(), one.upper.as_ref(), one.unit.as_ref());
    line += &format!(" [{}]", one.role);
    for (word, text) in [
        ("when", &one.when),
        ("in", &one.window),
        ("of", &one.of),
        ("any", &one.alternative_group),
        ("hedge", &one.hedge),
    ] {
        if let Some(text) = text {
            line += &format!(" {word} {text};");
        }
    }
    line.trim_end_matches(';').to_owned()
}

/// The records of a text of one section, targets first.
pub(crate) fn read(text: &str) -> Vec<String> {
    let han = text.chars().any(|c| c > '\u{2E80}');
    let source = if han { format!("一、任务\n{text}") } else { format!("1. Tasks\n\n{text}") };
    let document = document(&source);
    document.targets.iter().map(target).chain(document.criteria.iter().map(criterion)).collect()
}

pub(crate) fn check(cases: &[(&str, &[&str])]) {
    check_by(read, cases);
}

pub(crate) fn check_by(read: impl Fn(&str) -> Vec<String>, cases: &[(&str, &[&str])]) {
    compare(read, cases);
}

/// Rows of a text and the one line it gives.
pub(crate) fn check_lines(read: impl Fn(&str) -> String, cases: &[(&str, &str)]) {
    compare(read, cases);
}

/// Reads every row and fails with all that differ.
pub(crate) fn compare<T: PartialEq<E> + Debug, E: Debug>(read: impl Fn(&str) -> T, cases: &[(&str, E)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = read(text);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:#?}\n  found    {found:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
