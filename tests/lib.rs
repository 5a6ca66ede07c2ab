//! What the test suites share: finding the project's own files, its packs, its cases, enterprises worked out from them, and
//! texts of Rust read as tokens.
#![allow(clippy::panic, clippy::expect_used, reason = "tests read the project's files and fail without them")]

mod case;
pub mod drawn;
pub mod enterprise;
mod rust_text;

pub use case::{Case, Expect, cases};
pub use rust_text::{code_of, tokens};

use gradus::{Date, Engine, Facts, Language, Pack, Question, Ruling};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

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
#[allow(clippy::disallowed_methods, reason = "tests read the project's files")]
pub fn text(path: &str) -> String {
    std::fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files of a folder of the project with this ending, sorted by name.
///
/// # Panics
/// Where the folder is missing or empty: a test over no file would prove nothing.
#[must_use]
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut paths = entries(&project(folder));
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    assert!(!paths.is_empty(), "no .{ending} file in {folder}");
    paths
}

/// The Rust files of a folder of the project and of every folder below it, sorted by path, with their texts. Paths
/// are written from `folder` on.
///
/// # Panics
/// As [`files`].
#[must_use]
#[allow(clippy::disallowed_methods, reason = "tests read the project's files")]
pub fn rust_files(folder: &str) -> Vec<(String, String)> {
    let (mut found, mut waiting) = (Vec::new(), vec![project(folder)]);
    while let Some(next) = waiting.pop() {
        for path in entries(&next) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{error}"));
                let short = path.strip_prefix(project("")).unwrap_or(&path);
                found.push((short.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no Rust file in {folder}");
    found
}

#[allow(clippy::disallowed_methods, reason = "tests read the project's files")]
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths
}

/// The name of a file without its ending.
#[must_use]
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The packs of `policies/`, as a host hands them over: every folder with a policy.
///
/// # Panics
/// Where a folder or a file cannot be read.
#[must_use]
pub fn packs() -> Vec<Pack> {
    let folders = entries(&project("policies"));
    let ids = folders.iter().filter(|path| path.join("policy.rhai").is_file()).map(|path| stem(path));
    ids.map(|id| pack(&id)).collect()
}

/// One pack of `policies/`, with its source or its clause table.
///
/// # Panics
/// Where a file cannot be read.
#[must_use]
pub fn pack(id: &str) -> Pack {
    let file = |name: &str| {
        let path = format!("policies/{id}/{name}");
        project(&path).is_file().then(|| text(&path))
    };
    let mut pack = Pack::new(id, text(&format!("policies/{id}/policy.rhai")));
    for (language, name) in [(Language::En, "source.en.txt"), (Language::Zh, "source.zh.txt")] {
        if let Some(source) = file(name) {
            pack = pack.with_source(language, source);
        }
    }
    match file("clauses.toml") {
        Some(clauses) => pack.with_clauses(clauses),
        None => pack,
    }
}

/// An engine with these packs and the agency registry of the project.
///
/// # Panics
/// Where the packs have errors.
#[must_use]
pub fn load(packs: Vec<Pack>) -> Engine {
    Engine::load(packs, &text("policies/agencies/agencies.toml")).unwrap_or_else(|error| panic!("{error}"))
}

/// An engine with the packs of `policies/`, loaded once.
#[must_use]
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| load(packs()))
}

/// The three samples of `policies/miit-2022-63/samples`, by name.
pub const SAMPLES: [&str; 3] = ["eligible", "ineligible", "undetermined"];

/// The facts file of a sample.
#[must_use]
pub fn sample_text(name: &str) -> String {
    text(&format!("policies/miit-2022-63/samples/{name}.json"))
}

/// A sample read by the engine.
///
/// # Panics
/// Where it cannot be read.
#[must_use]
pub fn sample(name: &str) -> Facts {
    Facts::from_json(&sample_text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The day the samples are asked about; their registers are complete on it.
///
/// # Panics
/// Never.
#[must_use]
pub fn sample_day() -> Date {
    "2025-06-01".parse().expect("a day")
}

/// The question about the little giant on the day of the samples.
#[must_use]
pub fn ask(facts: Facts) -> Question {
    Question::new("little_giant", sample_day(), facts)
}

/// The ruling on the little giant, under the packs of the project.
///
/// # Panics
/// Where the question cannot be answered.
#[must_use]
pub fn rule(facts: Facts) -> Ruling {
    engine().rule(&ask(facts)).unwrap_or_else(|error| panic!("{error}"))
}
