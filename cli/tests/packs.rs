//! Packs that use each other: found beside one another, said aloud, and asked by round.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host writes files")]

mod support;

use std::fs;
use std::path::PathBuf;
use support::{answer, error, folder, gradus};

const SIZES: &str = r#"
policy sizes #{ number: "No. 300", version: "2", title: #{ en: "size standards" }, in_force: #{ from: "2011-07-01", to: open } };
fact staff : count #{ en: "staff" };
criterion is_sme "4" #{ en: "is an SME" } { staff < 1000 }
eligibility sme "4" { is_sme }
title sme "4" #{ en: "SME" };
"#;

const OLD: &str = r#"
policy older #{ number: "No. 63", title: #{ en: "old measures" }, in_force: #{ from: "2022-08-01", to: "2026-04-01" } };
use "sizes" version "2" as size;
title prize "2" #{ en: "prize" };
eligibility prize "2" { size::is_sme }
"#;

const NEW: &str = r#"
policy newer #{ number: "No. 7", title: #{ en: "new measures" }, in_force: #{ from: "2026-04-01", to: open } };
fact staff : count #{ en: "staff" };
title prize "2" #{ en: "prize" };
eligibility prize "2" { staff < 100 }
applies "30" #{ title: prize, round: "2026", from: "2026-04-01", to: "2027-01-01", use: "older" };
"#;

/// A folder with these packs and a facts file.
fn packs(name: &str, packs: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    for (id, policy) in packs {
        fs::create_dir_all(folder.join(id)).unwrap();
        fs::write(folder.join(id).join("policy.rhai"), policy).unwrap();
    }
    fs::write(folder.join("facts.json"), r#"{ "facts": { "staff": 500 } }"#).unwrap();
    folder
}

fn rule(folder: &std::path::Path, pack: &str, on: &str, more: &[&str]) -> std::process::Output {
    let (policy, facts) = (folder.join(pack), folder.join("facts.json"));
    let mut arguments = vec!["rule", "prize", "--policy", policy.to_str().unwrap()];
    arguments.extend(["--facts", facts.to_str().unwrap(), "--on", on]);
    arguments.extend(more);
    gradus(&arguments)
}

#[test]
fn a_single_pack_finds_the_packs_it_uses_beside_itself_and_says_so() {
    let folder = packs("beside", &[("sizes", SIZES), ("older", OLD), ("newer", NEW)]);
    let output = rule(&folder, "older", "2025-06-01", &[]);
    assert!(answer(&output).starts_with("ELIGIBLE"), "{}", error(&output));
    assert!(answer(&output).contains("with rules of sizes: No. 300 size standards, version 2"));
    assert!(
        error(&output).contains("note: `older` uses the pack `sizes`, which was read from "),
        "{}",
        error(&output)
    );
    // What is found beside may use others in turn.
    let output = rule(&folder, "newer", "2026-06-01", &["--round", "2026"]);
    assert!(answer(&output).starts_with("ELIGIBLE: prize, recognition, round 2026"), "{}", error(&output));
    assert!(error(&output).contains("`newer` uses the pack `older`"), "{}", error(&output));
    assert!(error(&output).contains("`older` uses the pack `sizes`"), "{}", error(&output));
    let output = rule(&folder, "newer", "2026-06-01", &[]);
    assert!(answer(&output).starts_with("NOT ELIGIBLE: prize, recognition, as of"), "{}", error(&output));
}

#[test]
fn a_record_by_round_verifies() {
    let folder = packs("by_round", &[("sizes", SIZES), ("older", OLD), ("newer", NEW)]);
    let output = rule(&folder, "newer", "2026-06-01", &["--round", "2026", "--json"]);
    let record = folder.join("record.json");
    fs::write(&record, &output.stdout).unwrap();
    let verified = gradus(&["verify", record.to_str().unwrap()]);
    assert_eq!(verified.status.code(), Some(0), "{}", error(&verified));
}

#[test]
fn a_pack_that_is_nowhere_is_refused_by_name() {
    let folder = packs("nowhere", &[("older", OLD)]);
    let output = rule(&folder, "older", "2025-06-01", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        error(&output).contains("error[unknown-pack]: the pack `sizes` is not at hand"),
        "{}",
        error(&output)
    );
    // An id leads to a folder beside, and nowhere else.
    let outside = OLD.replace("\"sizes\"", "\"../sizes\"");
    let folder = packs("outside/inner", &[("older", &outside)]);
    fs::create_dir_all(folder.join("../sizes")).unwrap();
    fs::write(folder.join("../sizes/policy.rhai"), SIZES).unwrap();
    let output = rule(&folder, "older", "2025-06-01", &[]);
    assert!(error(&output).contains("error[unknown-pack]"), "{}", error(&output));
}

/// Rules taken in are counted where they are stated.
#[test]
fn a_check_counts_the_criteria_of_each_pack_once() {
    let folder = packs("counted", &[("sizes", SIZES), ("older", OLD), ("newer", NEW)]);
    let output = gradus(&["check", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}{}", answer(&output), error(&output));
    assert!(answer(&output).contains("older: 1 rule, 0 criteria"), "{}", answer(&output));
    assert!(answer(&output).contains("sizes: 1 rule, 1 criterion"), "{}", answer(&output));
}
