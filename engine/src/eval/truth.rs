//! Three-valued truth, and how many of a list of conditions hold.

use super::Doubt;
use crate::Outcome;
use gradus_dsl::policy::Quorum;

/// Whether a condition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    Yes,
    No,
    /// Not decided; undefined where nothing that is missing could decide it.
    Open(Doubt),
}

impl Truth {
    pub(crate) fn known(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            open @ Self::Open(_) => open,
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        match self {
            Self::Yes => Outcome::Holds,
            Self::No => Outcome::Fails,
            Self::Open(doubt) if doubt.is_undefined() => Outcome::Undefined,
            Self::Open(_) => Outcome::Open,
        }
    }
}

/// Whether so many hold, with what was undefined but cannot affect the outcome.
///
/// With `y` that hold, `o` open and `u` undefined, the number that hold lies between `y` and `y + o + u`:
/// decided where the whole span is within the bounds, or outside. Where no way of settling what is open
/// decides it, it is undefined; else open.
pub(crate) fn quorum(rule: Quorum, truths: Vec<Truth>) -> (Truth, Option<Doubt>) {
    let count = u64::try_from(truths.len()).unwrap_or(u64::MAX);
    let (low, high) = match rule {
        Quorum::All => (count, count),
        Quorum::Any => (1, u64::MAX),
        Quorum::AtLeast(n) => (u64::from(n), u64::MAX),
        Quorum::AtMost(n) => (0, u64::from(n)),
        Quorum::Exactly(n) => (u64::from(n), u64::from(n)),
    };
    let (mut yes, mut open, mut undefined) = (0u64, 0u64, 0u64);
    let mut doubt = Doubt::default();
    for truth in truths {
        match truth {
            Truth::Yes => yes += 1,
            Truth::No => {}
            Truth::Open(more) => {
                if more.is_undefined() {
                    undefined += 1
                } else {
                    open += 1
                };
                doubt = doubt.and(more);
            }
        }
    }
    let decided = |least: u64, most: u64| {
        if most < low || least > high {
            Some(Truth::No)
        } else {
            (least >= low && most <= high).then_some(Truth::Yes)
        }
    };
    if let Some(truth) = decided(yes, yes + open + undefined) {
        let ignored = (!doubt.blocked.is_empty()).then(|| doubt.only_blocked());
        return (truth, ignored);
    }
    let settled = (0..=open).any(|more| decided(yes + more, yes + more + undefined).is_some());
    (Truth::Open(if settled { doubt } else { doubt.only_blocked() }), None)
}
