//! Citations of declarations: read, and resolved to a clause.

use super::Checker;
use crate::ast::Declaration;
use crate::{Citation, Position, did_you_mean};

impl Checker<'_> {
    /// The citation of a declaration, resolved where the clauses are at hand.
    pub(super) fn citation(&mut self, declaration: &Declaration) -> Option<Citation> {
        let (text, at) = declaration.word("citation")?;
        self.resolve(text, at)
    }

    /// Reads a citation; reports it where it is none or leads nowhere. The clause's own spelling is what is kept.
    pub(super) fn resolve(&mut self, text: &str, at: Position) -> Option<Citation> {
        let citation = match Citation::parse(text) {
            Ok(citation) => citation,
            Err(error) => {
                self.error(
                    "bad-citation",
                    at,
                    error.to_string(),
                    "cite a counter path such as \"2\", \"art. 3\" or \"annex 3, 4(1)1\"; `preamble` and `closing` stand for the unnumbered paragraphs",
                );
                return None;
            }
        };
        let Some(clauses) = self.ground.clauses else { return Some(citation) };
        if let Some(clause) = clauses.resolve(&citation) {
            return Some(clause.citation.clone());
        }
        let known: Vec<String> = clauses.clauses.iter().map(|clause| clause.citation.to_string()).collect();
        let wanted = citation.to_string();
        let help = match did_you_mean(&wanted, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "the document has no clause that could be cited".to_owned(),
            None => {
                let shown: Vec<&str> = known.iter().take(12).map(String::as_str).collect();
                let more = if known.len() > shown.len() { ", …" } else { "" };
                format!("the document has: {}{more}", shown.join(", "))
            }
        };
        self.error("unresolved-citation", at, format!("the document has no clause `{wanted}`"), help);
        None
    }
}
