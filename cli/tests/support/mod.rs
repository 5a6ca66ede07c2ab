//! Runs the built command the way a person does: from the top of the repository, or from an empty folder.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part of it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The sample facts of an enterprise that may be a little giant, of one that may not, and of one that is open.
pub const SAMPLES: [&str; 3] = ["eligible", "ineligible", "undetermined"];

/// The top of the repository: paths in what is printed are then the same on every machine.
pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// An empty folder of this name.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.args(arguments).current_dir(top()).stdin(Stdio::null());
    command
}

pub fn gradus(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// The command with something on standard input.
pub fn gradus_reading(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = command(arguments);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// Standard output.
pub fn answer(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// Standard error.
pub fn error(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// All a person sees of a run, with the folder of the test named `TMP`.
pub fn seen(arguments: &[&str]) -> String {
    let output = gradus(arguments);
    let mut seen = format!("$ gradus {}\n{}", arguments.join(" "), answer(&output));
    if !output.stderr.is_empty() {
        seen.push_str(&format!("--- standard error\n{}", error(&output)));
    }
    seen.push_str(&format!("--- exit code {}\n", output.status.code().unwrap()));
    seen.replace(env!("CARGO_TARGET_TMPDIR"), "TMP")
}

pub fn facts_of(sample: &str) -> String {
    format!("policies/miit-2022-63/samples/{sample}.json")
}

/// The arguments of a ruling on a little giant.
pub fn rule<'a>(facts: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments =
        vec!["rule", "little_giant", "--policy", "policies", "--facts", facts, "--on", "2025-06-01"];
    arguments.extend(more);
    arguments
}
