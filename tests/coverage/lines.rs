//! The tables of a pack's README, line by line: which rows a line is about, what it says they are encoded as, how sure.

use gradus_tests::text;
use std::collections::BTreeSet;

/// One line of a table of rows.
pub(crate) struct Line {
    pub(crate) pack: String,
    /// The ids in its first cell.
    pub(crate) ids: Vec<String>,
    /// What it says the rows are encoded as.
    pub(crate) encoded: String,
    pub(crate) status: String,
}

/// How far a row is in a pack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Share {
    Encoded,
    InPart,
    NotEncoded,
}

/// What is written before the reason.
const NOT: &str = "**not encoded**";

/// The lines of every table whose first column is `row`.
pub(crate) fn lines(pack: &str) -> Vec<Line> {
    let page = text(&format!("policies/{pack}/README.md"));
    let mut found = Vec::new();
    let mut heads: Option<Vec<String>> = None;
    for line in page.lines() {
        if !line.starts_with('|') {
            heads = None;
            continue;
        }
        let cells: Vec<String> = cells(line);
        let Some(heads) = &heads else {
            heads = Some(cells);
            continue;
        };
        let column = |names: &[&str]| {
            let at = heads.iter().position(|head| names.contains(&head.as_str()))?;
            cells.get(at).cloned()
        };
        if heads.first().is_none_or(|head| head != "row") || cells.iter().all(|cell| cell.starts_with("--")) {
            continue;
        }
        let (encoded, status) = (column(&["encoded as", "how it is used here"]), column(&["status"]));
        let (Some(encoded), Some(status)) = (encoded, status) else {
            panic!(
                "policies/{pack}/README.md: a table of rows says what each is encoded as, and its status: {line}"
            )
        };
        let ids = cells[0].split(", ").map(str::to_owned).filter(|id| id != "-").collect();
        found.push(Line { pack: pack.to_owned(), ids, encoded, status });
    }
    assert!(!found.is_empty(), "policies/{pack}/README.md has no table of rows");
    found
}

/// The cells of a line.
fn cells(line: &str) -> Vec<String> {
    line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

impl Line {
    /// The names it gives, as far as the policy uses them. Paths are none.
    pub(crate) fn names(&self, used: &BTreeSet<String>) -> Vec<String> {
        let spans = self.encoded.split('`').skip(1).step_by(2).filter(|span| !span.contains('/'));
        let words = spans.flat_map(|span| span.split(|c: char| !c.is_alphanumeric() && c != '_'));
        words.filter(|word| used.contains(*word)).map(str::to_owned).collect()
    }

    /// How far its rows are encoded; none where it neither names anything of the policy nor says why not.
    pub(crate) fn share(&self, used: &BTreeSet<String>) -> Option<Share> {
        let named = !self.names(used).is_empty();
        let Some((_, why)) = self.encoded.split_once(NOT) else { return named.then_some(Share::Encoded) };
        // Names behind "not encoded" belong to the reason.
        let before = self.encoded.split_once(NOT).map(|(before, _)| before.to_owned()).unwrap_or_default();
        let before = Self { encoded: before, pack: String::new(), ids: Vec::new(), status: String::new() };
        let reason = why.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        match (reason >= 3, before.names(used).is_empty()) {
            (false, _) => None,
            (true, true) => Some(Share::NotEncoded),
            (true, false) => Some(Share::InPart),
        }
    }
}

/// Every word a policy uses, comments left out.
pub(crate) fn used(pack: &str) -> BTreeSet<String> {
    let policy = text(&format!("policies/{pack}/policy.rhai"));
    let code = policy.lines().filter(|line| !line.trim_start().starts_with("//"));
    let words = code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).map(str::to_owned).collect()
}
