//! `gradus fmt`: in place, checked only, from standard input, and files that cannot be read.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test of a host writes files of its own"
)]

mod support;

use std::fs;
use support::{answer, error, folder, gradus, gradus_reading};

const UNTIDY: &str = "fact a:money;  // why\r\nlet b = [1,2,];\r\n";
const TIDY: &str = "fact a : money; // why\nlet b = [1, 2];\n";

#[test]
fn files_are_laid_out_in_place_and_only_once() {
    let folder = folder("fmt");
    let (untidy, tidy) = (folder.join("untidy.rhai"), folder.join("tidy.rhai"));
    fs::write(&untidy, UNTIDY).unwrap();
    fs::write(&tidy, TIDY).unwrap();
    let (first, second) = (untidy.to_str().unwrap(), tidy.to_str().unwrap());
    let checked = gradus(&["fmt", "--check", first, second]);
    assert_eq!((checked.status.code(), answer(&checked)), (Some(1), format!("{first}\n").as_str()));
    assert_eq!(fs::read_to_string(&untidy).unwrap(), UNTIDY);
    let written = gradus(&["fmt", first, second]);
    assert_eq!((written.status.code(), answer(&written), error(&written)), (Some(0), "", ""));
    assert_eq!(fs::read_to_string(&untidy).unwrap(), TIDY);
    assert_eq!(gradus(&["fmt", "--check", first, second]).status.code(), Some(0));
}

#[test]
fn standard_input_is_printed() {
    let printed = gradus_reading(&["fmt", "-"], UNTIDY.as_bytes());
    assert_eq!((printed.status.code(), answer(&printed)), (Some(0), TIDY));
    let checked = gradus_reading(&["fmt", "--check", "-"], UNTIDY.as_bytes());
    assert_eq!((checked.status.code(), answer(&checked)), (Some(1), "-\n"));
}

#[test]
fn a_file_that_cannot_be_read_leaves_all_alone() {
    let folder = folder("fmt_bad");
    let (untidy, broken) = (folder.join("untidy.rhai"), folder.join("broken.rhai"));
    fs::write(&untidy, UNTIDY).unwrap();
    fs::write(&broken, "let a = ;\nlet b = 1;\nlet c = (;\n").unwrap();
    let output = gradus(&["fmt", untidy.to_str().unwrap(), broken.to_str().unwrap()]);
    assert_eq!((output.status.code(), answer(&output)), (Some(2), ""));
    assert_eq!(error(&output).matches("error[syntax]").count(), 2, "{}", error(&output));
    assert!(error(&output).contains("broken.rhai:3:"), "{}", error(&output));
    assert_eq!(fs::read_to_string(&untidy).unwrap(), UNTIDY);
}
