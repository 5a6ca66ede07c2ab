//! What each verb prints, in both languages.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

mod support;

use std::fs;
use support::{SAMPLES, answer, command, facts_of, folder, gradus, rule, seen, top};

const SEED: &str = "policies/miit-2021-70/source.en.txt";

#[test]
fn the_help_says_what_exit_codes_mean() {
    insta::assert_snapshot!("help", seen(&["--help"]));
}

#[test]
fn the_seed_is_read() {
    insta::assert_snapshot!("read_en", seen(&["read", SEED]));
    insta::assert_snapshot!("read_zh", seen(&["read", SEED, "--lang", "zh"]));
}

#[test]
fn the_seed_as_data_is_the_document_and_nothing_else() {
    let output = gradus(&["read", SEED, "--json"]);
    let document: gradus_dsl::Document = serde_json::from_str(answer(&output)).unwrap();
    assert_eq!(document.format, "gradus.document/1");
    assert_eq!(answer(&output), serde_json::to_string_pretty(&document).unwrap() + "\n");
    assert_eq!(document.sections.len(), 10);
}

#[test]
fn the_packs_of_the_repository_pass_a_strict_check() {
    insta::assert_snapshot!("check_en", seen(&["check", "policies", "--strict"]));
    insta::assert_snapshot!("check_zh", seen(&["check", "policies", "--strict", "--lang", "zh"]));
    insta::assert_snapshot!("check_json", seen(&["check", "policies/miit-2021-70", "--json"]));
}

#[test]
fn a_draft_of_the_seed_passes_the_check_and_not_the_strict_one() {
    let folder = folder("draft");
    let drafted = gradus(&["draft", SEED]);
    assert_eq!(drafted.status.code(), Some(0));
    fs::write(folder.join("policy.rhai"), &drafted.stdout).unwrap();
    fs::copy(top().join(SEED), folder.join("source.en.txt")).unwrap();
    let folder = folder.to_str().unwrap();
    let agencies = ["--agencies", "policies/agencies/agencies.toml"];
    let check = |more: &[&str]| seen(&[&["check", folder], &agencies[..], more].concat());
    insta::assert_snapshot!("check_draft", check(&[]));
    assert!(check(&["--strict"]).ends_with("--- exit code 1\n"));
}

#[test]
fn who_answers_for_what() {
    for lang in ["en", "zh"] {
        insta::assert_snapshot!(format!("who_{lang}"), seen(&["who", "policies", "--lang", lang]));
        let measure = ["who", "policies/miit-2021-70", "targeted_services", "--lang", lang];
        insta::assert_snapshot!(format!("who_measure_{lang}"), seen(&measure));
        let agency = ["who", "policies", "--agency", "sasac", "--lang", lang];
        insta::assert_snapshot!(format!("who_agency_{lang}"), seen(&agency));
    }
}

#[test]
fn who_answers_as_data() {
    let list = |arguments: &[&str]| -> Vec<serde_json::Value> {
        serde_json::from_str(answer(&gradus(arguments))).unwrap()
    };
    let matrix = list(&["who", "policies", "--json"]);
    assert_eq!(matrix[0]["rows"].as_array().unwrap().len(), 11);
    // Without a day the policy's own first day is meant: the command reads no clock.
    assert_eq!(matrix[0]["as_of"], "2021-06-01");
    let on = list(&["who", "policies", "--json", "--on", "2024-01-01"]);
    assert_eq!(on[0]["as_of"], "2024-01-01");
    let measure = list(&["who", "policies", "targeted_services", "--json"]);
    assert_eq!(measure[0]["lead"][0]["id"], "miit");
}

#[test]
fn three_enterprises_are_ruled_on() {
    for sample in SAMPLES {
        let facts = facts_of(sample);
        for lang in ["en", "zh"] {
            let shown = seen(&rule(&facts, &["--lang", lang]));
            insta::assert_snapshot!(format!("rule_{sample}_{lang}"), shown);
        }
    }
}

#[test]
fn a_no_is_an_answer_unless_a_yes_was_asked_for() {
    for (sample, code) in [("eligible", 0), ("ineligible", 1), ("undetermined", 1)] {
        let facts = facts_of(sample);
        assert_eq!(gradus(&rule(&facts, &[])).status.code(), Some(0));
        assert_eq!(gradus(&rule(&facts, &["--fail-on-no"])).status.code(), Some(code));
    }
}

#[test]
fn the_act_decides_which_rule_is_asked() {
    let facts = facts_of("eligible");
    let output = gradus(&rule(&facts, &["--act", "re_review"]));
    assert!(answer(&output).starts_with("ELIGIBLE: little giant enterprise, re-review"));
}

#[test]
fn the_schema_names_every_fact_and_the_samples_follow_it() {
    let output = gradus(&["schema", "policies/miit-2022-63"]);
    let schema: serde_json::Value = serde_json::from_str(answer(&output)).unwrap();
    let names = schema["properties"]["facts"]["properties"].as_object().unwrap();
    for sample in SAMPLES {
        let facts = fs::read_to_string(top().join(facts_of(sample))).unwrap();
        let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        assert!(facts["facts"].as_object().unwrap().keys().all(|name| names.contains_key(name)));
    }
}

#[test]
fn the_demo_runs_in_an_empty_folder() {
    for lang in ["en", "zh"] {
        insta::assert_snapshot!(format!("demo_{lang}"), seen(&["demo", "--lang", lang]));
        let elsewhere = command(&["demo", "--lang", lang]).current_dir(folder("demo")).output().unwrap();
        assert_eq!(elsewhere.stdout, gradus(&["demo", "--lang", lang]).stdout);
    }
}
