//! What an evaluation leaves behind for the ruling: comparisons, flags and points, in the order they were made.

use super::Cause;
use crate::{Comparison, FlagKind, IndicatorFinding, Outcome, Shown, Side, TableInput};
use gradus_dsl::policy::{CompareOp, Status};
use gradus_dsl::{CriterionId, GroupId, Label, NameId, ScoreId, TableId};
use std::collections::BTreeSet;
use std::fmt::Display;

/// A declaration that is evaluated once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Declared {
    Name(NameId),
    Criterion(CriterionId),
    Score(ScoreId),
    Group(ScoreId, GroupId),
    Table(TableId),
    /// Whether the case is given that a criterion is an exception for.
    Exception(CriterionId),
}

/// What was left behind while one declaration was evaluated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    pub(crate) entries: Vec<Entry>,
    /// The points, where the declaration is a score or a group of one.
    pub(crate) points: Option<Points>,
    /// The rows, where the declaration is a table.
    pub(crate) matched: Option<Matched>,
    /// What is already among the entries: a thing asked a thousand times is one entry.
    seen: BTreeSet<(u8, String)>,
}

impl Frame {
    /// Leaves one thing behind, once.
    pub(crate) fn leave(&mut self, entry: Entry) {
        if key(&entry).is_none_or(|key| self.seen.insert(key)) {
            self.entries.push(entry);
        }
    }

    /// Turns what was left since a place into what is required for the opposite: not more than 3 is at most 3.
    /// What selects a branch inside is no requirement and stays, unless all of it `selects`.
    pub(crate) fn deny_since(&mut self, place: usize, selects: bool) {
        for entry in self.entries.iter_mut().skip(place) {
            match entry {
                Entry::Comparison(comparison) if selects || !comparison.selects => deny(comparison),
                Entry::Asked(_, how) if selects || !how.selects => {
                    let before = key(entry);
                    if let Entry::Asked(_, how) = entry {
                        how.denied = !how.denied;
                    }
                    if let Some(before) = before {
                        self.seen.remove(&before);
                    }
                    self.seen.extend(key(entry));
                }
                _ => {}
            }
        }
    }
}

/// How something takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct How {
    /// It only selects a branch.
    pub(crate) selects: bool,
    /// What is required is that it does not hold.
    pub(crate) denied: bool,
}

/// One thing left behind.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Comparison(Box<Comparison>),
    /// Another declaration was asked; its own frame has the rest.
    Asked(Declared, How),
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

/// The points of a score or a group, and of its lines.
#[derive(Clone, Debug)]
pub(crate) struct Points {
    pub(crate) total: Shown,
    pub(crate) indicators: Vec<IndicatorFinding>,
}

/// What a table looked at, the rows that match or still may (from 1), and what came of them.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    pub(crate) inputs: Vec<TableInput>,
    pub(crate) rows: Vec<usize>,
    pub(crate) open: bool,
    pub(crate) value: Shown,
}

/// What makes an entry the same as another; none where each counts.
fn key(entry: &Entry) -> Option<(u8, String)> {
    let asked = |kind: u8, id: &dyn Display, how: &How| {
        Some((kind, format!("{} {} {id}", u8::from(how.selects), u8::from(how.denied))))
    };
    match entry {
        Entry::Comparison(_) => None,
        Entry::Asked(Declared::Name(id), how) => asked(0, id, how),
        Entry::Asked(Declared::Criterion(id), how) => asked(1, id, how),
        Entry::Asked(Declared::Score(id), how) => asked(2, id, how),
        Entry::Asked(Declared::Group(score, id), how) => asked(5, &format!("{score}.{id}"), how),
        Entry::Asked(Declared::Table(id), how) => asked(6, id, how),
        Entry::Asked(Declared::Exception(id), how) => asked(7, id, how),
        Entry::Flag(mark) => Some((3, format!("{:?} {}", mark.about, mark.id))),
        Entry::Ignored(cause) => Some((4, format!("{cause:?}"))),
    }
}

/// A comparison as what is required where it must not hold; what became of it is turned with it, so that one
/// with none still says what the condition came to.
pub(crate) fn deny(comparison: &mut Comparison) {
    comparison.outcome = match comparison.outcome {
        Outcome::Holds => Outcome::Fails,
        Outcome::Fails => Outcome::Holds,
        other => other,
    };
    let answer = matches!(comparison.right.what.en.as_str(), "yes" | "no");
    if let (Shown::YesNo(wanted), CompareOp::Equal, true) =
        (&comparison.right.value, comparison.operator, answer)
    {
        // That it must be yes turns into that it must be no.
        let wanted = !wanted;
        comparison.right = Side { what: answered(wanted), value: Shown::YesNo(wanted) };
        return;
    }
    comparison.operator = match comparison.operator {
        CompareOp::AtLeast => CompareOp::Below,
        CompareOp::Below => CompareOp::AtLeast,
        CompareOp::AtMost => CompareOp::Above,
        CompareOp::Above => CompareOp::AtMost,
        CompareOp::Equal => CompareOp::NotEqual,
        CompareOp::NotEqual => CompareOp::Equal,
    };
}

/// The word for an answer.
pub(super) fn answered(yes: bool) -> Label {
    let (zh, en) = if yes { ("是", "yes") } else { ("否", "no") };
    Label { zh: zh.to_owned(), en: en.to_owned() }
}
