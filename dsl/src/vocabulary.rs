//! The words of the language, for editors and for the tests that see to it that each is documented.

use crate::ast::forms;
use crate::check::{FUNCTIONS, INTERVALS, TYPES};

/// The keywords of declarations, those inside braces included.
///
/// ```
/// assert!(gradus_dsl::vocabulary::declarations().contains(&"criterion"));
/// ```
#[must_use]
pub fn declarations() -> Vec<&'static str> {
    // Rhai's own two have no form of ours.
    forms().iter().map(|form| form.keyword).chain(["let", "fn"]).collect()
}

/// The types of facts, and what may be written around one.
#[must_use]
pub fn types() -> Vec<&'static str> {
    TYPES.iter().copied().chain(["judgement"]).collect()
}

/// The functions, with those that give a figure its unit.
#[must_use]
pub fn functions() -> Vec<&'static str> {
    FUNCTIONS.iter().map(|(name, _)| *name).collect()
}

/// The words for intervals in the cells of bands and tables.
#[must_use]
pub fn intervals() -> Vec<&'static str> {
    INTERVALS.iter().map(|(word, _)| *word).collect()
}
