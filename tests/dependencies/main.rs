//! How many packages a host takes in with `gradus`, and that none of them is for tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use std::collections::BTreeSet;
use std::process::Command;

/// The most packages in the tree of `gradus`, itself and `gradus-dsl` included.
const MOST: usize = 60;

/// The packages of the tree; none where cargo cannot be asked.
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn tree() -> Option<BTreeSet<String>> {
    let arguments = ["tree", "-p", "gradus", "-e", "normal", "--prefix", "none", "--offline", "--locked"];
    let asked = Command::new(env!("CARGO")).args(arguments).current_dir(gradus_tests::project("")).output();
    match asked {
        Ok(output) if output.status.success() => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            // `name v1.2.3 (path) (*)`: two versions of one package are two packages.
            let package = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
            Some(text.lines().filter(|line| !line.is_empty()).map(package).collect())
        }
        Ok(output) => {
            eprintln!("skipped: `cargo tree` failed: {}", String::from_utf8_lossy(&output.stderr));
            None
        }
        Err(error) => {
            eprintln!("skipped: cargo cannot be run: {error}");
            None
        }
    }
}

#[test]
fn a_host_takes_in_few_packages() {
    let Some(packages) = tree() else { return };
    let named = |name: &str| packages.iter().any(|package| package.split(' ').next() == Some(name));
    assert!(named("gradus") && named("gradus-dsl") && named("rhai") && named("serde_json"), "{packages:?}");
    assert!(packages.len() <= MOST, "{} packages, at most {MOST}: {packages:#?}", packages.len());
    for only_tests in
        ["insta", "proptest", "jsonschema", "jiff", "num-rational", "serde_json_canonicalizer", "clap"]
    {
        assert!(!named(only_tests), "`{only_tests}` is for tests or for the command line");
    }
}
