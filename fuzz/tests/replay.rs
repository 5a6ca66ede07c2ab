//! Every file of the corpus goes through its target: what once broke stays mended, without a fuzzer.

use std::path::Path;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no corpus in {}", folder.display());
    for file in files {
        println!("{}", file.display());
        run(&std::fs::read(&file).unwrap());
    }
}

#[test]
fn documents() {
    replay("document", gradus_fuzz::document);
}

#[test]
fn splices() {
    replay("spliced", gradus_fuzz::spliced);
}

#[test]
fn policies() {
    replay("policy", gradus_fuzz::policy);
}

#[test]
fn layouts() {
    replay("format", gradus_fuzz::layout);
}

#[test]
fn facts() {
    replay("facts", gradus_fuzz::facts);
}

#[test]
fn checkers() {
    replay("checker", gradus_fuzz::checker);
}

#[test]
fn evaluators() {
    replay("evaluators", gradus_fuzz::evaluators);
}
