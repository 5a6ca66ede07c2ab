//! From a document to a first policy script: what the reader is sure of as declarations, the rest `unreviewed`.

mod duties;
mod facts;
mod header;
mod procedure;
mod rest;
mod rules;
mod words;

use crate::{Citation, Clauses, Document, DocumentSection, Language, PolicyId, Source, Span};
use facts::Facts;
use std::collections::{BTreeMap, BTreeSet};
use words::Names;

/// A policy script for a drafter to go on from: the policy header, a fact for each indicator, a rule for each clause
/// that sets conditions, the procedure, a measure for each record of responsibility, the targets, and every other
/// sentence as `unreviewed` with its words. `text` is the text the document was read from.
///
/// Nothing is invented. A body that is only named first is never written as lead: the measure says `lead unstated`
/// and lists it under `joint`. Bodies outside the registry cannot be named in a script; they stand in a comment. A
/// figure the language has no words for stays in its sentence. The script has no more declarations and bytes than a
/// policy file may have; where a text holds more, a comment says what was left out.
#[must_use]
pub fn draft(document: &Document, text: &str, id: &PolicyId) -> String {
    let mut drafter = Drafter::new(document, text);
    let head = drafter.header(id);
    drafter.room.take(&head, 2);
    let rules = drafter.rules();
    let procedure = drafter.procedure(&rules);
    let duties = drafter.duties();
    let targets = drafter.targets();
    let rest = drafter.rest();
    let blocks = [
        ("// ---- facts: what the rules measure; each in the words of the text", rules.facts),
        (
            "// ---- rules: give each title its name, and check each condition against its sentence",
            rules.rules,
        ),
        ("// ---- figures of the text that decide no title", rules.figures),
        ("// ---- the procedure, as far as the text names its steps", procedure),
        ("// ---- who is responsible; give each measure a name that says what it does", duties),
        ("// ---- targets; replace a figure by a condition where it can be counted", targets),
        ("// ---- what no declaration accounts for yet", rest),
    ];
    let mut out = head;
    for (heading, block) in blocks.iter().filter(|(_, block)| !block.is_empty()) {
        out.push_str(&format!("\n{heading}\n{block}"));
    }
    out
}

/// Room of a script, below the limits of the language so that a drafter can add to it.
const MOST_BYTES: usize = 240 * 1024;
const MOST_DECLARATIONS: usize = 4_000;

/// How much of a script is left.
#[derive(Clone, Copy, Debug)]
struct Room {
    bytes: usize,
    declarations: usize,
}

impl Room {
    /// Takes room for a part of the script, if there is enough.
    fn take(&mut self, part: &str, declarations: usize) -> bool {
        let fits = part.len() <= self.bytes && declarations <= self.declarations;
        if fits {
            self.bytes -= part.len();
            self.declarations -= declarations;
        }
        fits
    }
}

struct Drafter<'a> {
    document: &'a Document,
    source: Source<'a>,
    clauses: Clauses,
    /// The clause each place leads to, as a citation resolves it.
    places: BTreeMap<Citation, usize>,
    sections: BTreeMap<&'a str, &'a DocumentSection>,
    /// Where each sentence begins, with its number.
    starts: Vec<(usize, usize)>,
    names: Names,
    facts: Facts,
    room: Room,
    /// The sentences a declaration accounts for.
    covered: BTreeSet<usize>,
    /// The sentences that hold something no declaration says.
    open: BTreeSet<usize>,
}

impl<'a> Drafter<'a> {
    fn new(document: &'a Document, text: &'a str) -> Self {
        let clauses = Clauses::from_document(document, text);
        let mut places = BTreeMap::new();
        for (index, clause) in clauses.clauses.iter().enumerate() {
            places.entry(clause.citation.place_key()).or_insert(index);
        }
        let mut sections = BTreeMap::new();
        for section in &document.sections {
            sections.entry(&*section.path).or_insert(section);
        }
        let mut starts: Vec<(usize, usize)> =
            document.sentences.iter().enumerate().map(|(index, s)| (s.span.start, index)).collect();
        starts.sort_unstable();
        Self {
            document,
            source: Source::new(text),
            clauses,
            places,
            sections,
            starts,
            names: Names::default(),
            facts: Facts::default(),
            room: Room { bytes: MOST_BYTES, declarations: MOST_DECLARATIONS },
            covered: BTreeSet::new(),
            open: BTreeSet::new(),
        }
    }

    /// The citation of a section that leads to a clause, in the clause's own spelling.
    fn citation(&self, section: Option<&str>) -> Option<Citation> {
        let citation = Citation::of_section(section?)?.without_chapters();
        let index = self.places.get(&citation.place_key())?;
        self.clauses.clauses.get(*index).map(|clause| clause.citation.clone())
    }

    /// The sentence a place of the text stands in.
    fn sentence_at(&self, span: Span) -> Option<usize> {
        let before = self.starts.partition_point(|(start, _)| *start <= span.start);
        let (_, index) = *self.starts.get(before.checked_sub(1)?)?;
        let sentence = self.document.sentences.get(index)?;
        (span.start < sentence.span.end()).then_some(index)
    }

    /// The words of a sentence.
    fn words_of(&self, sentence: usize) -> &str {
        self.document.sentences.get(sentence).map_or("", |sentence| self.source.cut(sentence.span))
    }

    /// Marks the sentence of a record: accounted for, or holding what no declaration says. A record that stands in
    /// another section than its sentence accounts for nothing there.
    fn mark(&mut self, span: Span, section: Option<&str>, said: bool) {
        if let Some(index) = self.sentence_at(span) {
            let own = self.document.sentences.get(index).is_some_and(|s| s.section.as_deref() == section);
            if said && own {
                self.covered.insert(index)
            } else {
                self.open.insert(index)
            };
        }
    }

    fn language(&self) -> &'static str {
        match self.document.language.language() {
            Language::En => "en",
            Language::Zh => "zh",
        }
    }

    /// One of two wordings, by the language of the text.
    fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        if self.language() == "zh" { zh } else { en }
    }
}
