//! Reads policy text into declarations with Rhai's parser. The only folder that names Rhai.

mod lower;
mod names;
mod pieces;
mod recover;
mod syntax;
#[cfg(test)]
mod tests;
mod tokens;

pub(crate) use names::is_free_name;
pub(crate) use tokens::{Token, TokenKind, tokens};

use crate::ast::File;
use crate::{Diagnostic, Position};

/// Most bytes a policy file may have; a limit of the language.
pub const MAX_SOURCE_BYTES: usize = 256 * 1024;

/// Most declarations a policy file may have; a limit of the language.
pub const MAX_DECLARATIONS: usize = 4_096;

/// Reads a policy file into its declarations.
///
/// What can be read is read: the declarations come back beside the diagnostics. A declaration that is broken gets one
/// diagnostic and is left out; the others are read as if it were not there.
///
/// ```
/// let (file, remarks) = gradus_dsl::parse("let one_more = 1 + 1;", "example.rhai");
/// assert!(remarks.is_empty());
/// assert_eq!(file.declarations.len(), 1);
/// ```
#[must_use]
pub fn parse(source: &str, name: &str) -> (File, Vec<Diagnostic>) {
    if source.len() > MAX_SOURCE_BYTES {
        let found = source.len();
        let remark = Diagnostic::error(
            "file-too-large",
            format!("the policy has {found} bytes; at most {MAX_SOURCE_BYTES} are read"),
            "split the policy by document; one file holds one document",
        );
        return (File::unread(), vec![remark.located(name, "", Position::default())]);
    }
    if source.trim().is_empty() {
        let remark = empty("the policy is empty");
        return (File::unread(), vec![remark.located(name, "", Position::default())]);
    }
    if let Some(at) = too_far(source) {
        let remark = Diagnostic::error(
            "line-too-long",
            format!("more than {MAX_LINE} lines, or characters in a line"),
            "break long lines; places beyond this cannot be told apart",
        );
        return (File::unread(), vec![remark.located(name, "", at)]);
    }
    if let Some(at) = lone_return(source) {
        let remark = Diagnostic::error(
            "lone-return",
            "a carriage return stands here without a line feed: some programs end the line here, and some do not",
            "end lines with a line feed, or with both",
        );
        return (File::unread(), vec![remark.located(name, source, at)]);
    }
    if let Some(at) = hidden(source) {
        let remark = Diagnostic::error(
            "hidden-direction",
            "a sign that cannot be seen turns the direction of writing here, so that the text looks other than it is",
            "take it out: Chinese and English are written without it",
        );
        return (File::unread(), vec![remark.located(name, source, at)]);
    }
    recover::read(source, name)
}

/// Rhai counts places up to 65535 and stops there; a number is read again from its place, so no place may lie beyond.
const MAX_LINE: usize = 60_000;

fn too_far(source: &str) -> Option<Position> {
    let mut lines = (1u32..).zip(source.lines());
    let long = lines.find(|(number, line)| *number as usize > MAX_LINE || line.chars().count() > MAX_LINE);
    long.map(|(number, _)| Position::new(number, 0))
}

/// Rhai ends a `//` comment at a carriage return, so what a reader takes for a comment could be a rule; and its lines
/// would be other lines than ours.
fn lone_return(source: &str) -> Option<Position> {
    let bytes = source.as_bytes();
    let at =
        (0..bytes.len()).find(|at| bytes.get(*at) == Some(&b'\r') && bytes.get(at + 1) != Some(&b'\n'))?;
    place_at(source, at)
}

/// Signs that turn the direction of writing: what a reader takes for a comment could be a rule.
fn hidden(source: &str) -> Option<Position> {
    let turns = |c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    place_at(source, source.find(turns)?)
}

fn place_at(source: &str, at: usize) -> Option<Position> {
    let before = source.get(..at)?;
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    Some(Position::new(u32::try_from(line).ok()?, u32::try_from(column).ok()?))
}

fn empty(found: &str) -> Diagnostic {
    Diagnostic::error(
        "empty-file",
        found,
        "begin with `policy ID #{ … };` - `gradus draft` writes a first version from a document",
    )
}
