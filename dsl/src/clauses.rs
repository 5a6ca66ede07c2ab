//! Placeholder until the reader's branch lands: the clauses of a document.
use crate::{Citation, Label, Language};
/// The clauses of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// Whether the text is at hand.
    pub text_available: bool,
    /// Its language.
    pub language: Option<Language>,
    /// The clauses.
    pub clauses: Vec<Clause>,
}
/// One clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Where.
    pub citation: Citation,
    /// Heading.
    pub heading: Label,
    /// Summary in our own words.
    pub summary: Label,
    /// Text, empty where unavailable.
    pub text: String,
}
impl Clauses {
    /// The clause at a citation.
    #[must_use]
    pub fn resolve(&self, citation: &Citation) -> Option<&Clause> {
        self.clauses.iter().find(|c| c.citation == *citation)
    }
}
