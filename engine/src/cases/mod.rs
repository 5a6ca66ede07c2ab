//! Decisions by cases: what three-valued logic leaves open is split into cells, in each of which every decision on the
//! way goes one way, until the cells cover every way of filling in what is missing.
//!
//! `walk` evaluates on one complete set of values and notes each decision as a condition on what is open; `solve` finds
//! values for which the next decision goes the other way; `explore` does so until nothing is left; `matter` reads off
//! which facts can change the outcome. All of it stays within a budget and within conditions that are linear in
//! what is open: outside, the ruling stays as the direct evaluator left it. Each cell is replayed by that evaluator
//! before anything is concluded from it.

mod explore;
mod form;
mod matter;
mod room;
mod solve;
mod space;
#[cfg(test)]
mod tests;
mod variable;
mod walk;

pub(crate) use explore::{Cell, explore, filled, replayed};
pub(crate) use form::Form;
pub(crate) use room::Room;
pub(crate) use solve::{Relation, Row};
pub(crate) use space::{Sample, Space};
pub(crate) use variable::{Atom, Kind, Literal};

use crate::eval::{Answers, Cause, Evaluator, Model, Need, Truth};
use crate::facts::{Given, Known};
use gradus_dsl::policy::Expr;
use gradus_dsl::{CriterionId, Date, TitleId};
use std::collections::{BTreeMap, BTreeSet};

/// Most cells one question is split into; a limit of the language.
pub(crate) const MOST_CELLS: usize = 512;

/// Most steps of one split, of walking, solving and replaying together; a limit of the language.
const MOST_STEPS: u64 = 500_000;

/// Most things that may be open in one split.
const MOST_VARIABLES: usize = 64;

/// Most binary digits of a number in a condition on what is open.
const MOST_BITS: usize = 2_048;

/// Why a split came to no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A condition on what is open is not linear, or of a kind that is not split.
    Outside,
    /// It takes more cells or more steps than the limits allow.
    TooMuch,
}

/// What is left of the steps.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    steps: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: MOST_STEPS }
    }
}

impl Budget {
    pub(crate) fn of(steps: u64) -> Self {
        Self { steps }
    }

    /// A part of it, at most so many steps.
    pub(crate) fn part(&mut self, most: u64) -> Self {
        let steps = self.steps.min(most);
        self.steps -= steps;
        Self { steps }
    }

    /// Takes back what is left of a part.
    pub(crate) fn give_back(&mut self, part: &Self) {
        self.steps = self.steps.saturating_add(part.steps);
    }

    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), Stop> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let left = self.steps.checked_sub(steps);
        // Once it is spent, less work does not fit either.
        self.steps = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Stop::TooMuch)
    }
}

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Need(Need),
    /// Whether a set that is open holds a value.
    Member(Need, String),
    /// A criterion taken to go either way, to see whether it decides.
    Criterion(CriterionId),
}

impl Key {
    /// What would have to be supplied to settle it.
    pub(crate) fn need(&self) -> Option<&Need> {
        match self {
            Self::Need(need) | Self::Member(need, _) => Some(need),
            Self::Criterion(_) => None,
        }
    }
}

/// A condition with what is known.
pub(crate) struct Ask<'a> {
    pub(crate) model: &'a Model<'a>,
    pub(crate) known: &'a Known,
    pub(crate) answers: &'a Answers,
    pub(crate) reference: Date,
    /// The day figures of the text itself are read on.
    pub(crate) figures: Date,
    /// Whether the titles that are required are held.
    pub(crate) held: &'a [(TitleId, Truth)],
    pub(crate) condition: &'a Expr,
    /// What is given and taken as open all the same.
    pub(crate) varied: BTreeSet<Need>,
    /// Criteria taken to go either way.
    pub(crate) open: BTreeSet<CriterionId>,
}

impl Ask<'_> {
    /// The direct evaluator of the same text and day.
    pub(crate) fn evaluator<'e>(&'e self, known: &'e Known, answers: &'e Answers) -> Evaluator<'e> {
        Evaluator::new(self.model, known, answers, self.reference, BTreeMap::new()).figures_on(self.figures)
    }

    /// What is given for a need, unless it is varied.
    pub(crate) fn given(&self, need: &Need) -> Option<&Given> {
        if self.varied.contains(need) { None } else { self.stored(need) }
    }

    fn stored(&self, need: &Need) -> Option<&Given> {
        match need {
            Need::Fact(fact) => self.known.get(fact),
            Need::Year(fact, year) => self.known.in_year(fact, *year),
            Need::Title(title) => self.known.title(title),
            _ => None,
        }
    }

    /// What a varied need is today.
    pub(crate) fn known_today(&self, need: &Need) -> Option<Given> {
        self.stored(need).cloned()
    }
}

/// What is known where some facts and years are taken as not known.
pub(crate) fn without(known: &Known, open: &BTreeSet<Need>) -> Known {
    let mut known = known.clone();
    for need in open {
        match need {
            Need::Fact(fact) => known.remove(fact),
            Need::Year(fact, year) => known.remove_year(fact, *year),
            Need::Title(title) => known.remove_title(title),
            _ => {}
        }
    }
    known
}

/// What a condition comes to on complete facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    Yes,
    No,
    Undefined,
}

/// What a split says of a condition that was left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    /// Every way of filling in what is missing gives this answer.
    Decided(bool),
    /// Whatever is filled in there is no answer; what makes it so for some values.
    Undefined(Vec<Cause>),
    /// It can go either way; what can change the outcome by itself, and whether the list is complete as it stands.
    Open { matter: BTreeSet<Need>, exact: bool },
}

/// Splits a condition into cases.
pub(crate) fn settle(ask: &Ask<'_>) -> Result<Settled, Stop> {
    let mut budget = Budget::default();
    let cells = explore(ask, &mut budget, |_| true)?;
    let Some(first) = cells.cells.first() else { return Err(Stop::Outside) };
    if cells.cells.iter().any(|cell| cell.outcome != first.outcome) {
        let (matter, exact) = matter::matter(&cells, &mut budget)?;
        return Ok(Settled::Open { matter, exact });
    }
    Ok(match first.outcome {
        Outcome::Yes => Settled::Decided(true),
        Outcome::No => Settled::Decided(false),
        Outcome::Undefined => Settled::Undefined(cells.causes.iter().cloned().collect()),
    })
}

/// Whether the answer stays the same whichever way these criteria and all that is missing go.
pub(crate) fn stays(ask: &Ask<'_>, yes: bool) -> bool {
    let wanted = if yes { Outcome::Yes } else { Outcome::No };
    let mut same = true;
    let explored = explore(ask, &mut Budget::of(MOST_STEPS / 8), |cell| {
        same &= cell.outcome == wanted;
        same
    });
    explored.is_ok() && same
}
