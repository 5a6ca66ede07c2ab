//! What the test suites share: finding the project's own files.

use std::path::{Path, PathBuf};

/// A path inside the project, whatever folder the tests run in.
#[must_use]
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The text of a file of the project.
///
/// # Panics
/// Where the file is missing: a test cannot go on without it.
#[must_use]
#[allow(clippy::disallowed_methods, clippy::panic, reason = "tests read the project's files")]
pub fn text(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files of a folder of the project with this ending, sorted by name.
///
/// # Panics
/// Where the folder is missing or empty: a test over no file would prove nothing.
#[must_use]
#[allow(clippy::disallowed_methods, clippy::panic, reason = "tests read the project's files")]
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(project(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    assert!(!paths.is_empty(), "no .{ending} file in {folder}");
    paths
}

/// The name of a file without its ending.
#[must_use]
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
