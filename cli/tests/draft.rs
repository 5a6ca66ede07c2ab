//! A draft passes the check wherever it is saved: alone, it is read with the registry the command carries; beside its
//! text, every sentence is accounted for or left open by name.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

mod support;

use std::fs;
use support::{answer, error, folder, gradus, top};

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
