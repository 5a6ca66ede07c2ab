//! The ledger of sentences: each sentence of the text has exactly one status (design, section 7).

use super::Checker;
use crate::policy::{Score, SentenceStatus};
use crate::{Citation, ClauseSentence, SentenceId, SentenceKind};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What became of each sentence of the authentic or given text; empty where no text is at hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ledger {
    /// Every sentence, in the order of the text.
    pub entries: Vec<LedgerEntry>,
}

/// One sentence and its status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LedgerEntry {
    /// The sentence's id.
    pub id: SentenceId,
    /// Its clause.
    pub clause: Citation,
    /// Its number in the clause, from 1.
    pub number: usize,
    /// Its status; none where nobody has said anything.
    pub status: Option<SentenceStatus>,
}

impl Ledger {
    /// How many sentences have each status, in the order of the statuses; `None` first.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Option<SentenceStatus>, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.status).or_insert(0) += 1;
        }
        counts
    }
}

impl Checker<'_> {
    /// Gives each sentence its status and reports those without.
    ///
    /// What is said of one sentence by hand comes first; then the target, duty, rule or step that cites its clause;
    /// then what is said of the rest of the clause by hand.
    pub(super) fn ledger(&mut self) -> Ledger {
        let Some(clauses) = self.ground.clauses.filter(|clauses| clauses.text_available) else {
            self.sentences_by_number(&BTreeMap::new());
            return Ledger::default();
        };
        let by_hand = self.by_hand(clauses);
        let mut entries = Vec::new();
        let mut places = BTreeSet::new();
        for clause in &clauses.clauses {
            // Of two clauses with one number the first is what a citation means.
            let cited = places.insert(clause.citation.place_key());
            for sentence in &clause.sentences {
                let place = (clause.citation.clone(), sentence.number);
                let status = match by_hand.get(&place).filter(|_| cited) {
                    Some(status) => Some(*status),
                    None => self
                        .by_citation(&clause.citation, sentence)
                        .or_else(|| self.by_clause(&clause.citation)),
                };
                entries.push(LedgerEntry { id: sentence.id, clause: place.0, number: place.1, status });
            }
        }
        self.report(&entries);
        Ledger { entries }
    }

    /// The statuses given to single sentences.
    fn by_hand(&mut self, clauses: &crate::Clauses) -> BTreeMap<(Citation, usize), SentenceStatus> {
        let mut counts = BTreeMap::new();
        for clause in &clauses.clauses {
            counts.entry(clause.citation.clone()).or_insert(clause.sentences.len());
        }
        self.sentences_by_number(&counts);
        let mut statuses = BTreeMap::new();
        for classification in self.policy.classifications.clone() {
            let Some(number) = classification.sentence else { continue };
            let place = (classification.citation.clone(), number);
            if statuses.insert(place, classification.kind).is_some() {
                self.error(
                    "sentence-twice",
                    classification.at,
                    format!("sentence {number} of clause `{}` is classified twice", classification.citation),
                    "each sentence has one status",
                );
            }
        }
        statuses
    }

    /// Reports numbers of sentences that do not exist.
    fn sentences_by_number(&mut self, counts: &BTreeMap<Citation, usize>) {
        for classification in self.policy.classifications.clone() {
            let Some(number) = classification.sentence else { continue };
            if let Some(count) = counts.get(&classification.citation)
                && number > *count
            {
                self.error(
                    "unresolved-sentence",
                    classification.at,
                    format!(
                        "clause `{}` has {count} sentences, and this names sentence {number}",
                        classification.citation
                    ),
                    "`gradus read` lists the sentences of each clause; headings are not counted",
                );
            }
        }
    }

    fn by_citation(&self, clause: &Citation, sentence: &ClauseSentence) -> Option<SentenceStatus> {
        let policy = &self.policy;
        let cited = |citation: &Citation| clause.within(citation);
        if sentence.kind == SentenceKind::Target
            && policy.targets.iter().any(|target| cited(&target.citation))
        {
            return Some(SentenceStatus::Target);
        }
        let duty = policy.measures.iter().any(|measure| cited(&measure.citation));
        // A clause may hold a duty and a rule; then only what the reader takes for a criterion is the rule's.
        if duty && sentence.kind != SentenceKind::Criterion {
            return Some(SentenceStatus::Duty);
        }
        let rule = policy.criteria.iter().any(|criterion| cited(&criterion.citation))
            || policy.parameters.iter().any(|parameter| cited(&parameter.citation))
            || policy.scores.iter().flat_map(Score::lines).any(|line| cited(&line.citation))
            || policy.scores.iter().flat_map(|score| &score.groups).any(|group| cited(&group.citation))
            || policy.tables.iter().any(|table| cited(&table.citation));
        if rule {
            return Some(SentenceStatus::Rule);
        }
        let step = policy.workflows.iter().any(|workflow| {
            workflow.steps.iter().filter_map(|step| step.citation.as_ref()).any(&cited)
                || workflow.states.iter().filter_map(|state| state.citation.as_ref()).any(&cited)
                || workflow.annual.iter().filter_map(|annual| annual.citation.as_ref()).any(&cited)
        });
        if step {
            return Some(SentenceStatus::Step);
        }
        duty.then_some(SentenceStatus::Duty)
    }

    fn by_clause(&self, clause: &Citation) -> Option<SentenceStatus> {
        let whole =
            self.policy.classifications.iter().filter(|classification| classification.sentence.is_none());
        whole.filter(|classification| clause.within(&classification.citation)).map(|found| found.kind).next()
    }

    fn report(&mut self, entries: &[LedgerEntry]) {
        for entry in entries {
            let LedgerEntry { clause, number, .. } = entry;
            let at = crate::Position::default();
            match entry.status {
                // What accounts for it may be what could not be read.
                None if !self.unread.is_empty() => {}
                None => self.warning(
                    "sentence-unclassified",
                    at,
                    format!("sentence {number} of clause `{clause}` is accounted for by nothing"),
                    "cite its clause from a rule, measure, target or step, or classify it",
                ),
                Some(SentenceStatus::Unreviewed) => self.warning(
                    "sentence-unreviewed",
                    at,
                    format!("sentence {number} of clause `{clause}` has not been reviewed"),
                    "turn it into a rule, or classify it as purpose, discretion, cannot_compute or no_effect",
                ),
                Some(_) => {}
            }
        }
    }
}
