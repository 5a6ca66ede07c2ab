//! `gradus read A B --changes`: what changed between two versions of a document.

use crate::answer::{Answer, Failure};
use crate::{document, read};
use gradus::Language;
use std::path::Path;

pub(crate) fn run(
    older: &Path,
    newer: &Path,
    options: &document::Options,
    json: bool,
    language: Language,
) -> Result<Answer, Failure> {
    let (old, old_text) = options.read(older)?;
    let (new, new_text) = options.read(newer)?;
    let changes = old.changes(&old_text, &new, &new_text);
    if json {
        return read::json(&changes);
    }
    Ok(Answer::given(changes.to_text(language)))
}
