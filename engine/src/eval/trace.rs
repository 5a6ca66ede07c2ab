//! What an evaluation leaves behind for the ruling: comparisons, flags and points, in the order they were made.

use super::Cause;
use crate::{Comparison, FlagKind, IndicatorFinding, Shown};
use gradus_dsl::policy::Status;
use gradus_dsl::{CriterionId, NameId, ScoreId};
use std::collections::BTreeSet;

/// A declaration that is evaluated once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Declared {
    Name(NameId),
    Criterion(CriterionId),
    Score(ScoreId),
}

/// What was left behind while one declaration was evaluated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    pub(crate) entries: Vec<Entry>,
    /// The points, where the declaration is a score.
    pub(crate) points: Option<Points>,
    /// What is already among the entries: a thing asked a thousand times is one entry.
    seen: BTreeSet<(u8, String)>,
}

impl Frame {
    /// Leaves one thing behind, once.
    pub(crate) fn leave(&mut self, entry: Entry) {
        let key = match &entry {
            Entry::Comparison(_) => None,
            Entry::Asked(Declared::Name(id)) => Some((0, id.to_string())),
            Entry::Asked(Declared::Criterion(id)) => Some((1, id.to_string())),
            Entry::Asked(Declared::Score(id)) => Some((2, id.to_string())),
            Entry::Flag(mark) => Some((3, format!("{:?} {}", mark.about, mark.id))),
            Entry::Ignored(cause) => Some((4, format!("{cause:?}"))),
        };
        if key.is_none_or(|key| self.seen.insert(key)) {
            self.entries.push(entry);
        }
    }
}

/// One thing left behind.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Comparison(Box<Comparison>),
    /// Another declaration was asked; its own frame has the rest.
    Asked(Declared),
    Flag(Mark),
    /// Undefined, but it could not affect the outcome.
    Ignored(Cause),
}

/// Something not sure that took part.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) about: FlagKind,
    pub(crate) id: String,
    pub(crate) status: Status,
}

/// The points of a score and of its lines.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    pub(crate) total: Shown,
    pub(crate) indicators: Vec<IndicatorFinding>,
}
