//! A draft passes the check wherever it is saved: alone, it is read with the registry the command carries; beside its
//! text, every sentence is accounted for or left open by name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

mod support;

use std::fs;
use support::{answer, error, folder, gradus, seen, top};

const SEED: &str = "policies/miit-2021-70/source.en.txt";

#[test]
fn a_draft_saved_alone_passes_the_check() {
    let drafted = gradus(&["draft", SEED]);
    assert!(drafted.status.success());
    let file = folder("draft_alone").join("draft.rhai");
    fs::write(&file, drafted.stdout).unwrap();
    let checked = gradus(&["check", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(0), "{}", answer(&checked));
}

#[test]
fn every_text_of_the_packs_passes_with_its_draft() {
    let mut texts = 0;
    for pack in fs::read_dir(top().join("policies")).unwrap() {
        for code in ["zh", "en"] {
            let name = format!("source.{code}.txt");
            let source = pack.as_ref().unwrap().path().join(&name);
            if !source.is_file() {
                continue;
            }
            let folder = folder(&format!("draft_of_text_{texts}"));
            texts += 1;
            fs::copy(&source, folder.join(&name)).unwrap();
            let drafted = gradus(&["draft", source.to_str().unwrap()]);
            fs::write(folder.join("policy.rhai"), drafted.stdout).unwrap();
            let agencies = ["--agencies", "policies/agencies/agencies.toml"];
            let checked = gradus(&[&["check", folder.to_str().unwrap()], &agencies[..]].concat());
            assert_eq!(checked.status.code(), Some(0), "{}{}", answer(&checked), error(&checked));
            assert!(!answer(&checked).contains("sentence-unclassified"), "{}", answer(&checked));
        }
    }
    assert!(texts > 0, "no pack holds a text");
}

/// Two short versions of a scheme.
const OLD: &str = "Scheme for Grants\n\n1. Grants\n\nA grant is at most 500 pounds.\n\n2. Review\n\nThe Ministry of Finance is responsible for the review.\n";

#[test]
fn a_newer_text_names_what_cites_a_sentence_that_changed() {
    let folder = folder("newer_text");
    let policy = "policy scheme #{ title: #{ en: \"Scheme\" }, in_force: #{ from: \"2024-01-01\", to: open } };\nuse \"agencies\";\nparameter grant \"1\" = 500;\nmeasure review \"2\" lead mof;\n";
    fs::write(folder.join("policy.rhai"), policy).unwrap();
    let source = folder.join("source.en.txt");
    fs::write(&source, OLD).unwrap();
    let kept = gradus(&["draft", source.to_str().unwrap(), "--clauses"]);
    assert_eq!(kept.status.code(), Some(0));
    fs::write(folder.join("clauses.toml"), kept.stdout).unwrap();
    let agencies = ["--agencies", "policies/agencies/agencies.toml"];
    let check = || seen(&[&["check", folder.to_str().unwrap()], &agencies[..]].concat());
    assert!(!check().contains("sentence-changed"), "{}", check());
    fs::write(&source, OLD.replace("500", "750")).unwrap();
    insta::assert_snapshot!("newer_text", check());
}

#[test]
fn two_versions_are_compared() {
    let folder = folder("two_versions");
    let (old, new) = (folder.join("old.txt"), folder.join("new.txt"));
    fs::write(&old, OLD).unwrap();
    fs::write(&new, OLD.replace("500", "750").replace("Finance", "Commerce")).unwrap();
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    insta::assert_snapshot!("changes_en", seen(&["read", old, new, "--changes"]));
    insta::assert_snapshot!("changes_zh", seen(&["read", old, new, "--changes", "--lang", "zh"]));
    let json = gradus(&["read", old, new, "--changes", "--json"]);
    let changes: serde_json::Value = serde_json::from_str(answer(&json)).unwrap();
    assert_eq!(changes["format"], "gradus.changes/1");
    // One document has no changes, and two are compared only where that is asked.
    assert_eq!(gradus(&["read", old, "--changes"]).status.code(), Some(2));
    assert_eq!(gradus(&["read", old, new]).status.code(), Some(2));
}
