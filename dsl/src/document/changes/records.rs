//! What the records of a clause were and what they are: the same, about the same thing, new or gone.

use super::Change;
use crate::document::model::*;
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// A record that may stand elsewhere in the text and still say the same.
pub(super) trait Record: Clone + Serialize {
    /// The record without the place it stands at.
    fn placeless(&self) -> Self;
    /// What it is about: a record about the same thing is the same record with other figures.
    fn subject(&self) -> String;
}

const NOWHERE: Span = Span { start: 0, length: 0 };

impl Record for Responsibility {
    fn placeless(&self) -> Self {
        // A body by another of its names is the same body.
        let bodies = |list: &[BodyMention]| -> Vec<BodyMention> {
            list.iter()
                .map(|body| BodyMention { as_written: id_or_words(body), id: body.id.clone() })
                .collect()
        };
        Self {
            section: None,
            ordinal_in_section: 0,
            span: NOWHERE,
            governs: Vec::new(),
            lead: bodies(&self.lead),
            co: bodies(&self.co),
            cooperating: bodies(&self.cooperating),
            local: bodies(&self.local),
            generic: bodies(&self.generic),
            ..self.clone()
        }
    }

    fn subject(&self) -> String {
        self.scope.clone().unwrap_or_default()
    }
}

impl Record for DocumentTarget {
    fn placeless(&self) -> Self {
        Self { section: None, span: NOWHERE, ..self.clone() }
    }

    fn subject(&self) -> String {
        self.object.clone()
    }
}

impl Record for DocumentCriterion {
    fn placeless(&self) -> Self {
        // The name of a group says only which criteria belong together.
        let alternative_group = self.alternative_group.as_ref().map(|_| String::new());
        Self { section: None, span: NOWHERE, alternative_group, ..self.clone() }
    }

    fn subject(&self) -> String {
        format!("{}\n{}\n{}", self.role, self.when.as_deref().unwrap_or_default(), self.indicator)
    }
}

impl Record for DocumentDeadline {
    fn placeless(&self) -> Self {
        Self { section: None, span: NOWHERE, ..self.clone() }
    }

    fn subject(&self) -> String {
        format!("{}\n{}", self.kind, self.from_event.as_deref().unwrap_or_default())
    }
}

/// A body by its id, else by its name as written.
pub(super) fn id_or_words(body: &BodyMention) -> String {
    body.id.as_ref().map_or_else(|| body.as_written.clone(), |id| id.as_str().to_owned())
}

/// The records of two clauses that differ: those about the same thing side by side, in their order.
pub(super) fn changes_of<T: Record>(old: Option<&[&T]>, new: Option<&[&T]>) -> Vec<Change<T>> {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    // Two records are equal where they print alike.
    let printed = |record: &&T| serde_json::to_string(&record.placeless()).unwrap_or_default();
    let (old, new) = without_equal(old, new, printed);
    let mut waiting: BTreeMap<String, VecDeque<&T>> = BTreeMap::new();
    for record in old.iter().copied() {
        waiting.entry(record.subject()).or_default().push_back(record);
    }
    let mut changes: Vec<Change<T>> = Vec::new();
    for record in new {
        let before = waiting.get_mut(&record.subject()).and_then(VecDeque::pop_front);
        changes.push(Change { old: before.cloned(), new: Some(record.clone()) });
    }
    for record in old {
        let left = waiting.get_mut(&record.subject()).and_then(VecDeque::pop_front);
        changes.extend(left.map(|left| Change { old: Some(left.clone()), new: None }));
    }
    changes
}

/// The records that have no equal on the other side.
fn without_equal<'t, T>(
    old: &[&'t T],
    new: &[&'t T],
    printed: impl Fn(&&T) -> String,
) -> (Vec<&'t T>, Vec<&'t T>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for record in new {
        *counts.entry(printed(record)).or_insert(0) += 1;
    }
    let mut both: BTreeMap<String, usize> = BTreeMap::new();
    let mut left = Vec::new();
    for record in old {
        let key = printed(record);
        match counts.get_mut(&key).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                *both.entry(key).or_insert(0) += 1;
            }
            None => left.push(*record),
        }
    }
    let mut fresh = Vec::new();
    for record in new {
        match both.get_mut(&printed(record)).filter(|count| **count > 0) {
            Some(count) => *count -= 1,
            None => fresh.push(*record),
        }
    }
    (left, fresh)
}
