//! How many of a list of conditions hold, while they are asked one after the other.

use super::Outcome;
use gradus_dsl::policy::Quorum;

/// How many of a list of conditions hold, while they are asked one after the other.
pub(super) struct Tally {
    low: usize,
    high: usize,
    yes: usize,
    undefined: usize,
    rest: usize,
}

impl Tally {
    pub(super) fn new(rule: Quorum, count: usize) -> Self {
        let of = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        let (low, high) = match rule {
            Quorum::All => (count, count),
            Quorum::Any => (1, usize::MAX),
            Quorum::AtLeast(n) => (of(n), usize::MAX),
            Quorum::AtMost(n) => (0, of(n)),
            Quorum::Exactly(n) => (of(n), of(n)),
        };
        Self { low, high, yes: 0, undefined: 0, rest: count }
    }

    /// Takes one more in; whether the others no longer matter.
    pub(super) fn add(&mut self, outcome: Outcome) -> bool {
        self.rest = self.rest.saturating_sub(1);
        match outcome {
            Outcome::Yes => self.yes += 1,
            Outcome::No => {}
            Outcome::Undefined => self.undefined += 1,
        }
        self.outcome() != Outcome::Undefined
    }

    pub(super) fn outcome(&self) -> Outcome {
        let most = self.yes + self.undefined + self.rest;
        if most < self.low || self.yes > self.high {
            Outcome::No
        } else if self.yes >= self.low && most <= self.high {
            Outcome::Yes
        } else {
            Outcome::Undefined
        }
    }
}
