//! Reading the TOML files a drafter edits, with diagnostics that carry the line.

use crate::{Diagnostic, Position};
use serde::de::DeserializeOwned;

/// Largest TOML file that is read, in bytes; a limit of the language.
const MAX_TOML: usize = 1 << 20;

/// After this many problems a reader stops: finding the line of each is not free.
pub(crate) const MAX_PROBLEMS: usize = 100;

/// Reads a whole file into its raw form.
pub(crate) fn read<T: DeserializeOwned>(text: &str, file: &str, help: &str) -> Result<T, Vec<Diagnostic>> {
    if text.len() > MAX_TOML {
        let found = format!("the file has {} bytes, at most {MAX_TOML} are read", text.len());
        let mut diagnostic = Diagnostic::error("file-too-large", found, "split it into several files");
        diagnostic.file = file.to_owned();
        return Err(vec![diagnostic]);
    }
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or_else(Position::default, |span| position(text, span.start));
        let message = error.message().lines().collect::<Vec<_>>().join("; ");
        vec![Diagnostic::error("toml", message, help).located(file, text, at)]
    })
}

/// The line and column of a byte of a text.
pub(crate) fn position(text: &str, byte: usize) -> Position {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    Position::new(u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
