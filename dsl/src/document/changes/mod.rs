//! What changed between two versions of a document: clause by clause and figure by figure.
//!
//! Clauses are matched by what they hold: by sentences that stand in both texts, then by heading, then by likeness of
//! words, then by the clauses inside them. The work is linear in the two texts: a clause or sentence without its equal
//! is compared with at most [`pairs::NEAR`] others, each comparison bounded in the words it looks at.

mod matching;
mod pairs;
mod records;
mod show;

use super::model::*;
use super::section::counter;
use super::text::source::Source;
use crate::likeness;
use matching::{Place, places};
pub(crate) use pairs::pair_up;
use pairs::{SentencePair, moved, sentence_pairs};
use records::{changes_of, id_or_words};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The format id of [`Changes`] as JSON.
pub const CHANGES_FORMAT: &str = "gradus.changes/1";

/// What changed from one version of a document to a newer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// Always [`CHANGES_FORMAT`].
    pub format: String,
    /// The title of the older version.
    pub old_title: String,
    /// The title of the newer version.
    pub new_title: String,
    /// What the documents say of themselves, where it differs: `title`, `number`, `issuers` and the dates.
    pub head: Vec<HeadChange>,
    /// The clauses that changed, in the order of the newer text; one that went stands where it stood.
    pub clauses: Vec<ClauseChange>,
    /// How many clauses are the same in both.
    pub unchanged: usize,
}

/// A particular of the document that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HeadChange {
    /// Which: `title`, `number`, `issuers`, `signed`, `published`, `effective` or `repealed`.
    pub what: String,
    /// From what to what.
    pub change: Change<String>,
}

/// What something was and what it is; one of the two is none where it is new or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change<T> {
    /// In the older version.
    pub old: Option<T>,
    /// In the newer version.
    pub new: Option<T>,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClauseStatus {
    /// Only the newer version has it.
    Added,
    /// Only the older version has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

/// A clause that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClauseChange {
    /// What became of it.
    pub status: ClauseStatus,
    /// Its path in each version; `preamble` and `closing` are paths too.
    pub path: Change<String>,
    /// Whether it has another number or stands under another clause. What lies below a clause with another number
    /// has only the path of that clause changed, and is not renumbered itself.
    pub renumbered: bool,
    /// Its heading, where it differs; of a clause that is new or went, its heading.
    pub heading: Option<Change<String>>,
    /// The sentences that differ.
    pub sentences: Vec<SentenceChange>,
    /// Who is responsible, where it differs.
    pub responsibilities: Vec<Change<Responsibility>>,
    /// The targets that differ.
    pub targets: Vec<Change<DocumentTarget>>,
    /// The criteria that differ.
    pub criteria: Vec<Change<DocumentCriterion>>,
    /// The deadlines that differ.
    pub deadlines: Vec<Change<DocumentDeadline>>,
}

/// A sentence that was reworded, is new or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SentenceChange {
    /// Its words in each version.
    pub words: Change<String>,
    /// The figures that differ, in the order of the sentence.
    pub figures: Vec<Change<String>>,
    /// The path of the clause a new sentence came from, or one that went stands in now, word for word.
    pub moved: Option<String>,
}

impl Document {
    /// What changed from this version of a document to a newer one. `text` and `newer_text` are the texts the two
    /// were read from.
    #[must_use]
    pub fn changes(&self, text: &str, newer: &Document, newer_text: &str) -> Changes {
        let (old_source, new_source) = (Source::new(text), Source::new(newer_text));
        let old = places(self, &old_source);
        let new = places(newer, &new_source);
        let matched = matching::matched(&old, &new);
        let comparison = Comparison { old: &old, new: &new, matched: &matched };
        comparison.changes(self, newer)
    }
}

/// What a sentence says, in one width and without the number of the clause it begins: the same where the clause is
/// only renumbered.
pub(crate) fn content(sentence: &str) -> String {
    // A sentence that is kept elsewhere stands there in one line.
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let line: Vec<&str> = sentence.split(blank).filter(|part| !part.is_empty()).collect();
    let folded = matching::folded(&line.join(" "));
    let head: Vec<char> = folded.chars().take(24).collect();
    let text = counter::sign(&head, 0).map_or(0, |sign| sign.text);
    let rest = folded.chars().skip(text).collect::<String>().trim_start().to_owned();
    if rest.is_empty() { folded } else { rest }
}

struct Comparison<'a> {
    old: &'a [Place<'a>],
    new: &'a [Place<'a>],
    /// For each old place the new one.
    matched: &'a [Option<usize>],
}

impl Comparison<'_> {
    fn changes(&self, older: &Document, newer: &Document) -> Changes {
        let mut back: Vec<Option<usize>> = vec![None; self.new.len()];
        // After which new place a clause that went is told; before all of them under none.
        let mut went: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut after = None;
        for (old, new) in self.matched.iter().enumerate() {
            match new {
                Some(new) => {
                    if let Some(back) = back.get_mut(*new) {
                        *back = Some(old);
                    }
                    after = Some(*new);
                }
                None => went.entry(after).or_default().push(old),
            }
        }
        let mut clauses: Vec<(ClauseChange, Option<usize>, Option<usize>)> = Vec::new();
        let removed = |clauses: &mut Vec<_>, after: Option<usize>| {
            for old in went.get(&after).into_iter().flatten() {
                clauses.push((self.clause(Some(*old), None), Some(*old), None));
            }
        };
        removed(&mut clauses, None);
        for (new, old) in back.iter().enumerate() {
            clauses.push((self.clause(*old, Some(new)), *old, Some(new)));
            removed(&mut clauses, Some(new));
        }
        let mut clauses: Vec<ClauseChange> = clauses.into_iter().map(|(clause, _, _)| clause).collect();
        moved(&mut clauses);
        let all = clauses.len();
        clauses.retain(differs);
        // Unnumbered paragraphs that neither text has are no clause.
        let none = |end: Option<(&Place<'_>, &Place<'_>)>| {
            usize::from(end.is_some_and(|(old, new)| old.is_empty() && new.is_empty()))
        };
        let empty = none(self.old.first().zip(self.new.first())) + none(self.old.last().zip(self.new.last()));
        Changes {
            format: CHANGES_FORMAT.to_owned(),
            old_title: older.title.clone(),
            new_title: newer.title.clone(),
            head: head(older, newer),
            unchanged: (all - clauses.len()).saturating_sub(empty),
            clauses,
        }
    }

    fn clause(&self, old: Option<usize>, new: Option<usize>) -> ClauseChange {
        let (a, b) = (old.and_then(|i| self.old.get(i)), new.and_then(|i| self.new.get(i)));
        let status = match (a, b) {
            (None, _) => ClauseStatus::Added,
            (_, None) => ClauseStatus::Removed,
            _ => ClauseStatus::Changed,
        };
        let heading = |place: &Place<'_>| {
            place.section.map(|s| s.heading.clone()).filter(|heading| !heading.is_empty())
        };
        let headings = Change { old: a.and_then(heading), new: b.and_then(heading) };
        let same = match (a, b) {
            (Some(a), Some(b)) => a.heading == b.heading,
            _ => headings.old.is_none() && headings.new.is_none(),
        };
        let renumbered = match (a, b) {
            (Some(a), Some(b)) => {
                let sign = |place: &Place<'_>| place.section.map(|section| section.sign.clone());
                let parent = a.parent.and_then(|parent| self.matched.get(parent).copied().flatten());
                // A clause whose upper clause went or came stands under another one.
                sign(a) != sign(b) || parent != b.parent
            }
            _ => false,
        };
        let sentences = sentence_pairs(a, b).into_iter().map(|pair| sentence(&pair)).collect();
        ClauseChange {
            status,
            path: Change { old: a.map(|a| a.path.to_owned()), new: b.map(|b| b.path.to_owned()) },
            renumbered,
            heading: (!same).then_some(headings),
            sentences,
            responsibilities: changes_of(a.map(|a| &*a.responsibilities), b.map(|b| &*b.responsibilities)),
            targets: changes_of(a.map(|a| &*a.targets), b.map(|b| &*b.targets)),
            criteria: changes_of(a.map(|a| &*a.criteria), b.map(|b| &*b.criteria)),
            deadlines: changes_of(a.map(|a| &*a.deadlines), b.map(|b| &*b.deadlines)),
        }
    }
}

fn sentence(pair: &SentencePair<'_>) -> SentenceChange {
    let figures = match (pair.old, pair.new) {
        (Some(old), Some(new)) => likeness::figures(&old.content, &new.content),
        _ => Vec::new(),
    };
    SentenceChange {
        words: Change {
            old: pair.old.map(|old| old.written.to_owned()),
            new: pair.new.map(|new| new.written.to_owned()),
        },
        figures: figures.into_iter().map(|(old, new)| Change { old, new }).collect(),
        moved: None,
    }
}

fn differs(clause: &ClauseChange) -> bool {
    clause.status != ClauseStatus::Changed
        || clause.renumbered
        || clause.heading.is_some()
        || !clause.sentences.is_empty()
        || !clause.responsibilities.is_empty()
        || !clause.targets.is_empty()
        || !clause.criteria.is_empty()
        || !clause.deadlines.is_empty()
}

/// What the documents say of themselves, where it differs.
fn head(older: &Document, newer: &Document) -> Vec<HeadChange> {
    let of = |document: &Document| -> [(&'static str, Option<String>); 7] {
        let number = document.number.as_ref().map(|number| number.as_written.clone());
        let issuers: Vec<String> = document.issuers.iter().map(id_or_words).collect();
        let dates = &document.dates;
        let day = |day: Option<crate::Date>| day.map(|day| day.to_string());
        [
            ("title", Some(document.title.clone()).filter(|title| !title.is_empty())),
            ("number", number),
            ("issuers", (!issuers.is_empty()).then(|| issuers.join(", "))),
            ("signed", day(dates.signed)),
            ("published", day(dates.published)),
            ("effective", day(dates.effective)),
            ("repealed", day(dates.repealed)),
        ]
    };
    let both = of(older).into_iter().zip(of(newer));
    both.filter(|((_, old), (_, new))| old != new)
        .map(|((what, old), (_, new))| HeadChange { what: what.to_owned(), change: Change { old, new } })
        .collect()
}
