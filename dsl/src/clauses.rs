//! The clauses of a document by citation: cut from its text, or listed by hand where the text is not at hand.

use crate::document::{Document, SentenceId, SentenceKind, Source, Span};
use crate::policy::StatusKind;
use crate::toml_file;
use crate::{Citation, Diagnostic, Label, Language};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// What citations resolve to.
///
/// ```
/// use gradus_dsl::Clauses;
/// let clauses = Clauses::from_toml(
///     r#"
///     text = "unavailable"
///     language = "zh"
///     [[clause]]
///     number = "annex 3/4/(1)/1"
///     heading = { zh = "研发费用占比", en = "R&D intensity" }
///     summary = { en = "share of R&D expense in revenue, by size of revenue" }
///     status = "single"
///     "#,
///     "clauses.toml",
/// )
/// .unwrap();
/// let clause = clauses.resolve(&"附件3 四（一）1".parse().unwrap()).unwrap();
/// assert_eq!(clause.heading.en, "R&D intensity");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// Whether the official text is at hand.
    pub text_available: bool,
    /// The language of the text, or of the text the summaries are made from.
    pub language: Option<Language>,
    /// In document order.
    pub clauses: Vec<Clause>,
}

/// One numbered clause, or the paragraphs before the first (`preamble`) or after the last (`closing`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its place.
    pub citation: Citation,
    /// What it is called; empty where it has no heading.
    pub heading: Label,
    /// What it says, in our own words; empty where the text is at hand.
    pub summary: Label,
    /// What it says, word for word, with everything below it; empty where the text is not at hand.
    pub text: String,
    /// Its own sentences without headings and without those of clauses below it.
    pub sentences: Vec<ClauseSentence>,
    /// How sure the summary is; none where the text is at hand.
    pub status: Option<StatusKind>,
    /// What else a reader should know; empty where nothing.
    pub note: String,
}

/// One sentence of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseSentence {
    /// The id of the sentence in the document.
    pub id: SentenceId,
    /// What it does.
    pub kind: SentenceKind,
    /// Word for word.
    pub text: String,
    /// Its place in the clause, from 1; headings are not counted.
    pub number: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClauses {
    text: Spanned<String>,
    language: Language,
    #[serde(default)]
    clause: Vec<RawClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClause {
    number: Spanned<String>,
    #[serde(default)]
    heading: Label,
    #[serde(default)]
    summary: Label,
    status: Option<StatusKind>,
    #[serde(default)]
    note: String,
}

impl Clauses {
    /// The clauses of a document that was read from this text.
    #[must_use]
    pub fn from_document(document: &Document, text: &str) -> Self {
        let source = Source::new(text);
        let language = document.language.language();
        let mut clauses: Vec<Clause> = Vec::new();
        let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
        for section in &document.sections {
            // A section that cannot be cited is part of the one above it.
            let Ok(citation) = Citation::parse(&section.path) else {
                let above = Citation::of_section(&section.path).map(|citation| citation.without_chapters());
                let held =
                    above.and_then(|above| clauses.iter().rposition(|clause| clause.citation == above));
                if let Some(index) = held {
                    by_path.entry(&section.path).or_insert(index);
                }
                continue;
            };
            // Two sections with one path (a numbering that restarts): the first is what a citation means.
            by_path.entry(&section.path).or_insert(clauses.len());
            let heading = match language {
                Language::Zh => Label { zh: section.heading.clone(), en: String::new() },
                Language::En => Label { zh: String::new(), en: section.heading.clone() },
            };
            let text = source.cut(section.span).to_owned();
            clauses.push(Clause::new(citation.without_chapters(), heading, text));
        }
        for sentence in document.sentences.iter().filter(|s| s.kind != SentenceKind::Heading) {
            let Some(section) = sentence.section.as_deref() else { continue };
            let index = *by_path.entry(section).or_insert_with(|| {
                let citation = Citation::parse(section).unwrap_or_else(|_| Citation::preamble());
                clauses.push(Clause::new(citation, Label::default(), String::new()));
                clauses.len() - 1
            });
            let Some(clause) = clauses.get_mut(index) else { continue };
            let number = clause.sentences.len() + 1;
            let text = source.cut(sentence.span).to_owned();
            clause.sentences.push(ClauseSentence { id: sentence.id, kind: sentence.kind, text, number });
        }
        fill_unnumbered(document, &source, &by_path, &mut clauses);
        if let Some(at) = clauses.iter().position(|c| c.citation == Citation::preamble()) {
            let preamble = clauses.remove(at);
            clauses.insert(0, preamble);
        }
        Self { text_available: true, language: Some(language), clauses }
    }

    /// Reads the `clauses.toml` of a pack whose text is not at hand.
    ///
    /// # Errors
    /// Everything in the file that is not of the form, unknown keys, numbers that are no citation, places listed
    /// twice.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        const HELP: &str = "a clause table holds `text = \"unavailable\"`, `language`, and `[[clause]]` tables with \
                            `number`, `heading`, `summary`, `status`, `note`";
        let raw: RawClauses = toml_file::read(text, file, HELP)?;
        let mut problems = Vec::new();
        if raw.text.get_ref() != "unavailable" {
            let at = toml_file::position(text, raw.text.span().start);
            let found = format!("`text = \"{}\"` in a clause table", raw.text.get_ref());
            let help = "write `text = \"unavailable\"`; a text at hand is kept as `source.<lang>.txt`";
            problems.push(Diagnostic::error("clause-text", found, help).located(file, text, at));
        }
        let mut clauses: Vec<Clause> = Vec::new();
        let mut places = BTreeSet::new();
        for entry in raw.clause {
            if problems.len() >= toml_file::MAX_PROBLEMS {
                break;
            }
            let start = entry.number.span().start;
            let at = || toml_file::position(text, start);
            match Citation::parse(entry.number.get_ref()) {
                Err(error) => {
                    let help = "write a counter path such as `annex 3/4/(1)/1`, `art. 3` or `2`";
                    problems.push(Diagnostic::error("citation", error.to_string(), help).located(
                        file,
                        text,
                        at(),
                    ));
                }
                Ok(citation) => {
                    if !places.insert(citation.place_key()) {
                        let found = format!("clause `{citation}` is listed twice");
                        let help = "give each place one `[[clause]]` table";
                        problems.push(Diagnostic::error("duplicate-clause", found, help).located(
                            file,
                            text,
                            at(),
                        ));
                        continue;
                    }
                    let mut clause = Clause::new(citation, entry.heading, String::new());
                    clause.summary = entry.summary;
                    clause.status = entry.status;
                    clause.note = entry.note;
                    clauses.push(clause);
                }
            }
        }
        if problems.is_empty() {
            Ok(Self { text_available: false, language: Some(raw.language), clauses })
        } else {
            Err(problems)
        }
    }

    /// The clause at a place, whichever style either number was written in; never a clause above it.
    #[must_use]
    pub fn resolve(&self, citation: &Citation) -> Option<&Clause> {
        let wanted = citation.without_chapters();
        self.clauses.iter().find(|clause| clause.citation.same_place(&wanted))
    }
}

impl Clause {
    fn new(citation: Citation, heading: Label, text: String) -> Self {
        Self {
            citation,
            heading,
            summary: Label::default(),
            text,
            sentences: Vec::new(),
            status: None,
            note: String::new(),
        }
    }
}

/// The paragraphs outside numbered sections have no section span: their text runs from their first sentence to
/// their last.
fn fill_unnumbered(
    document: &Document,
    source: &Source<'_>,
    by_path: &BTreeMap<&str, usize>,
    clauses: &mut [Clause],
) {
    for name in ["preamble", "closing"] {
        let Some(clause) = by_path.get(name).and_then(|index| clauses.get_mut(*index)) else { continue };
        let inside = || document.sentences.iter().filter(|s| s.section.as_deref() == Some(name));
        if let (Some(first), Some(last)) = (inside().next(), inside().next_back()) {
            clause.text = source.cut(Span::between(first.span.start, last.span.end())).to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "text = \"unavailable\"\nlanguage = \"zh\"\n";

    #[test]
    fn a_table_resolves_in_every_style_and_never_to_a_clause_above() {
        let text = format!(
            "{HEAD}[[clause]]\nnumber = \"第三条\"\n[[clause]]\nnumber = \"annex 3/4/(1)/1\"\nstatus = \"single\"\n"
        );
        let clauses = Clauses::from_toml(&text, "clauses.toml").unwrap();
        assert!(!clauses.text_available);
        assert!(clauses.resolve(&Citation::parse("3").unwrap()).is_some());
        assert!(clauses.resolve(&Citation::parse("第一章第三条").unwrap()).is_some());
        let found = clauses.resolve(&Citation::parse("附件3 四 1 1").unwrap()).unwrap();
        assert_eq!(found.status, Some(StatusKind::Single));
        assert!(clauses.resolve(&Citation::parse("annex 3/4").unwrap()).is_none());
        assert!(clauses.resolve(&Citation::parse("3(1)").unwrap()).is_none());
    }

    #[test]
    fn bad_tables_are_refused_with_the_line() {
        let shown = |text: &str| {
            let problems = Clauses::from_toml(text, "clauses.toml").unwrap_err();
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        insta::assert_snapshot!(
            [
                shown(&format!("{HEAD}[[clause]]\nnumber = \"1\"\nsumary = {{ zh = \"x\" }}\n")),
                shown(&format!("{HEAD}[[clause]]\nnumber = \"1\"\n[[clause]]\nnumber = \"第一条\"\n")),
                shown(&format!("{HEAD}[[clause]]\nnumber = \"one\"\n")),
                shown("text = \"here\"\nlanguage = \"zh\"\n"),
                shown(&format!("{HEAD}[[clause]]\nnumber = \"1\"\nstatus = \"sure\"\n")),
                shown("language = \"zh\"\n"),
            ]
            .join("\n\n")
        );
    }
}
