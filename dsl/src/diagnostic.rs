//! What a drafter is told: a stable code, a place, the source line, and what would be accepted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a text: line and column count from 1, columns in characters.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Position {
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 where the whole line is meant.
    pub column: u32,
}

impl Position {
    /// The place at this line and column, both from 1.
    #[must_use]
    pub fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }
}

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The policy cannot be used as it stands.
    Error,
    /// The policy can be used; a strict check refuses it.
    Warning,
}

/// One remark about a text, for the person who drafts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// Stable code in words, for example `unknown-name`; `docs/diagnostics.md` explains each.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What was found, in the reader's words, lower case, no final stop.
    pub message: String,
    /// The file, as the host named it.
    pub file: String,
    /// Where in the file.
    pub at: Position,
    /// The line of the file, empty where there is none.
    pub source_line: String,
    /// How many characters of the line are meant, at least 1.
    pub length: u32,
    /// What would be accepted.
    pub help: String,
}

impl Diagnostic {
    /// An error without a place yet; [`Diagnostic::located`] adds it.
    #[must_use]
    pub fn error(code: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            severity: Severity::Error,
            message: message.into(),
            file: String::new(),
            at: Position::default(),
            source_line: String::new(),
            length: 1,
            help: help.into(),
        }
    }

    /// A warning without a place yet.
    #[must_use]
    pub fn warning(code: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, help) }
    }

    /// The same remark at a place; the full source line is kept, and the word at the place is what is marked.
    #[must_use]
    pub fn located(mut self, file: &str, source: &str, at: Position) -> Self {
        self.file = file.to_owned();
        self.at = at;
        let line = source.lines().nth((at.line as usize).wrapping_sub(1)).unwrap_or("");
        // A hostile line may be a mebibyte long; what is shown stays readable.
        self.source_line = line.chars().take(400).collect();
        let word = line
            .chars()
            .skip((at.column as usize).saturating_sub(1))
            .take(60)
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .count();
        self.length = u32::try_from(word.max(1)).unwrap_or(1);
        self
    }

    /// Whether the policy cannot be used as it stands.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Prints as a person reads it: message, place, the line with a mark under it, help.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{word}[{}]: {}", self.code, self.message)?;
        if self.at.line == 0 {
            writeln!(f, "  --> {}", self.file)?;
        } else {
            writeln!(f, "  --> {}:{}:{}", self.file, self.at.line, self.at.column)?;
            let number = self.at.line.to_string();
            let pad = " ".repeat(number.len());
            writeln!(f, "{pad} |")?;
            writeln!(f, "{number} | {}", self.source_line)?;
            if self.at.column > 0 {
                let before: usize =
                    self.source_line.chars().take(self.at.column as usize - 1).map(columns).sum();
                let mark: usize = self
                    .source_line
                    .chars()
                    .skip(self.at.column as usize - 1)
                    .take(self.length as usize)
                    .map(columns)
                    .sum();
                writeln!(f, "{pad} | {}{}", " ".repeat(before), "^".repeat(mark.max(1)))?;
            }
        }
        write!(f, "  = help: {}", self.help)
    }
}

/// Terminal columns of a character: wide East Asian characters take two, so that marks stand under them
/// and tables align.
#[must_use]
pub fn columns(c: char) -> usize {
    match u32::from(c) {
        0x1100..=0x115F
        | 0x2E80..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// The known name nearest to `found`, if it is near enough to be a slip of the hand.
#[must_use]
pub fn did_you_mean<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    // A short name is near to everything; a guess would be noise.
    let most = match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=64 => 1 + length / 4,
        _ => return None,
    };
    known
        .into_iter()
        .map(|name| (distance(found, name), name))
        .filter(|(d, _)| *d <= most)
        .min()
        .map(|(_, name)| name)
}

/// Edits (insert, delete, replace one character) from one word to another.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_does_not() {
        assert_eq!(did_you_mean("revenu", ["revenue", "rd_expense"]), Some("revenue"));
        assert_eq!(did_you_mean("营业收人", ["营业收入"]), Some("营业收入"));
        assert_eq!(did_you_mean("weather", ["revenue", "rd_expense"]), None);
    }

    #[test]
    fn the_mark_stands_under_wide_characters() {
        let d = Diagnostic::error("x", "m", "h").located("f", "甲乙 丙", Position::new(1, 4));
        assert!(d.to_string().contains("\n  |      ^^\n"), "{d}");
    }
}
