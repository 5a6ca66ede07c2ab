//! The forms of the catalogue of document forms, one a row, with what each must give. A row is added to a file under
//! `catalogue/`; every row is a document of its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reading;

use gradus_dsl::{BodyMention, Document};
use std::fmt::Write as _;

/// All that a reading found besides the sentences, one line a record.
fn found(document: &Document) -> Vec<String> {
    let names = |word: &str, list: &[BodyMention]| {
        let names: Vec<String> = list
            .iter()
            .map(|body| body.id.as_ref().map_or(format!("`{}`", body.as_written), ToString::to_string))
            .collect();
        if names.is_empty() { String::new() } else { format!("; {word} {}", names.join(" ")) }
    };
    let duties = document.responsibilities.iter().map(|duty| {
        let flags = [(duty.open_ended, "; open"), (duty.division, "; division")];
        let flags: String = flags.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect();
        let scope = duty.scope.as_ref().map(|scope| format!("; scope {scope}")).unwrap_or_default();
        format!(
            "duty {:?}{}{}{}{}{}{flags}{scope}",
            duty.lead_basis,
            names("lead", &duty.lead),
            names("joint", &duty.co),
            names("support", &duty.cooperating),
            names("local", &duty.local),
            names("generic", &duty.generic)
        )
    });
    let targets = document.targets.iter().map(|target| format!("target {}", reading::target(target)));
    let criteria = document.criteria.iter().map(|one| format!("criterion {}", reading::criterion(one)));
    let deadlines = document.deadlines.iter().map(|term| {
        let length: Vec<String> =
            term.value.iter().map(ToString::to_string).chain(term.unit.clone()).collect();
        let mut line = format!("term {} {}", term.kind, length.join(" ")).trim().to_owned();
        for (word, text) in [("from", &term.from_event), ("by", &term.actor)] {
            if let Some(text) = text {
                let _ = write!(line, "; {word} {text}");
            }
        }
        let on = term.date.map(|date| format!("; on {date}"));
        line + on.as_deref().unwrap_or_default()
    });
    let references = document.references.iter().map(|named| {
        let parts = [named.title.clone(), named.number.clone()];
        format!("reference {}", parts.into_iter().flatten().collect::<Vec<_>>().join(" | "))
    });
    let warnings = document.warnings.iter().map(|warning| format!("warning {}", warning.code));
    duties.chain(targets).chain(criteria).chain(deadlines).chain(references).chain(warnings).collect()
}

/// Reads every row of a file below a title and gives the rows with what was found.
fn rows(rows: &str, head: &str) -> String {
    let mut out = String::new();
    for row in rows.lines().filter(|row| !row.is_empty()) {
        let document = reading::document(&format!("{head}{row}\n"));
        out += &format!("{row}\n");
        for line in found(&document) {
            out += &format!("    {line}\n");
        }
    }
    out
}

const MEASURES: &str = "甲省优质企业认定管理办法\n\n一、条件\n";
const PLAN: &str = "甲省促进优质企业发展规划\n\n一、任务\n";
const SCHEME: &str = "Recognition Scheme for Enterprises\n\n1. Conditions\n\n";

#[test]
fn chinese_duties() {
    insta::assert_snapshot!(rows(
        include_str!("catalogue/duties.zh.txt"),
        "国务院关于优质企业的意见\n\n一、任务\n"
    ));
}

#[test]
fn english_duties() {
    insta::assert_snapshot!(rows(
        include_str!("catalogue/duties.en.txt"),
        "Opinions on Enterprises\n\n1. Tasks\n\n"
    ));
}

#[test]
fn chinese_conditions() {
    insta::assert_snapshot!(rows(include_str!("catalogue/conditions.zh.txt"), MEASURES));
}

#[test]
fn english_conditions() {
    insta::assert_snapshot!(rows(include_str!("catalogue/conditions.en.txt"), SCHEME));
}

#[test]
fn chinese_targets() {
    insta::assert_snapshot!(rows(include_str!("catalogue/targets.zh.txt"), PLAN));
}

#[test]
fn english_targets() {
    insta::assert_snapshot!(rows(
        include_str!("catalogue/targets.en.txt"),
        "Plan for Enterprises\n\n1. Aims\n\n"
    ));
}

#[test]
fn chinese_terms() {
    insta::assert_snapshot!(rows(include_str!("catalogue/terms.zh.txt"), MEASURES));
}

#[test]
fn english_terms() {
    insta::assert_snapshot!(rows(include_str!("catalogue/terms.en.txt"), SCHEME));
}
