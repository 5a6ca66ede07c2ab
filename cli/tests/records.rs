//! Records: the same question gives the same bytes, and a changed record does not hold.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

mod support;

use std::fs;
use support::{SAMPLES, answer, facts_of, folder, gradus, gradus_reading, rule, seen};

#[test]
fn the_same_question_gives_the_same_bytes() {
    for sample in SAMPLES {
        let facts = facts_of(sample);
        for form in [&["--json"][..], &["--lang", "zh"]] {
            let first = gradus(&rule(&facts, form));
            assert_eq!(first.status.code(), Some(0));
            assert_eq!(first.stdout, gradus(&rule(&facts, form)).stdout);
        }
    }
}

#[test]
fn the_order_of_the_paths_of_packs_changes_nothing() {
    let facts = facts_of("eligible");
    let asked = |paths: &[String]| {
        let packs = paths.iter().flat_map(|path| ["--policy", path.as_str()]);
        let rest = ["--facts", &facts, "--on", "2025-06-01", "--json"];
        gradus(&["rule", "little_giant"].into_iter().chain(packs).chain(rest).collect::<Vec<_>>()).stdout
    };
    let folders = fs::read_dir("../policies").unwrap().map(|entry| entry.unwrap().path());
    let packs = folders.filter(|path| path.join("policy.rhai").is_file());
    let name = |path: std::path::PathBuf| format!("policies/{}", path.file_name().unwrap().to_string_lossy());
    let mut paths: Vec<String> = packs.map(name).collect();
    paths.sort();
    let in_order = asked(&paths);
    assert_eq!(in_order, gradus(&rule(&facts, &["--json"])).stdout);
    paths.reverse();
    assert_eq!(in_order, asked(&paths));
}

#[test]
fn a_record_is_verified_from_a_pipe() {
    for sample in SAMPLES {
        let record = gradus(&rule(&facts_of(sample), &["--json"])).stdout;
        let verified = gradus_reading(&["verify", "-"], &record);
        assert_eq!(verified.status.code(), Some(0), "{}", answer(&verified));
    }
}

#[test]
fn a_changed_record_does_not_hold() {
    let record = gradus(&rule(&facts_of("ineligible"), &["--json"])).stdout;
    let record = String::from_utf8(record).unwrap();
    let file = folder("record").join("changed.json");
    let name = file.to_str().unwrap();
    for (what, from, to) in [
        ("fact", r#""debt_ratio":"73.5""#, r#""debt_ratio":"63.5""#),
        ("decision", r#""decision":"ineligible""#, r#""decision":"eligible""#),
        ("policy", "percent(70) from", "percent(75) from"),
    ] {
        assert!(record.contains(from), "{what}");
        fs::write(&file, record.replacen(from, to, 1)).unwrap();
        let shown = seen(&["verify", name]);
        assert!(shown.ends_with("--- exit code 1\n"), "{shown}");
        insta::assert_snapshot!(format!("changed_{what}"), without_digests(&shown));
        assert_eq!(gradus(&["verify", name, "--json"]).status.code(), Some(1));
    }
}

/// Digests change with every word of a pack; that they differ is said in words beside them.
fn without_digests(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        out.push_str(if run.len() >= 16 { "DIGEST" } else { &run });
        run.clear();
        out.push(c);
    }
    out
}
