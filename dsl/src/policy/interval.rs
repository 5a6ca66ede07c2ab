//! Intervals of quantities and days, with ends that belong to them or not: what bands and rows are made of.

use crate::Number;
use std::cmp::Ordering;

/// An unbroken range of quantities, or of days counted as numbers; without an end it goes on for ever.
///
/// ```
/// use gradus_dsl::Number;
/// use gradus_dsl::policy::Interval;
/// let middle = Interval::within(Number::from(5), Number::from(10));
/// assert!(middle.contains(&Number::from(5)) && !middle.contains(&Number::from(10)));
/// let above = Interval::at_least(Number::from(10));
/// assert!(middle.overlap(&above).is_none());
/// assert!(Interval::gaps([&middle, &above], &Interval::at_least(Number::from(5))).is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// Where it begins.
    pub low: Option<End>,
    /// Where it ends.
    pub high: Option<End>,
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The value, in base units.
    pub at: Number,
    /// Whether the value itself belongs to the interval.
    pub included: bool,
}

/// A cut between values: just before or just after a number. What makes ends of both kinds comparable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut<'a> {
    /// Before every number.
    First,
    /// Before a number, or after it.
    At(&'a Number, bool),
    /// After every number.
    Last,
}

impl Interval {
    /// Every value.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// `value` alone.
    #[must_use]
    pub fn exactly(value: Number) -> Self {
        Self { low: End::some(value.clone(), true), high: End::some(value, true) }
    }

    /// From `low`, which belongs to it, to `high`, which does not.
    #[must_use]
    pub fn within(low: Number, high: Number) -> Self {
        Self { low: End::some(low, true), high: End::some(high, false) }
    }

    /// Above `low` and up to `high`, which belongs to it.
    #[must_use]
    pub fn above_up_to(low: Number, high: Number) -> Self {
        Self { low: End::some(low, false), high: End::some(high, true) }
    }

    /// `low` and everything above it.
    #[must_use]
    pub fn at_least(low: Number) -> Self {
        Self { low: End::some(low, true), high: None }
    }

    /// Everything above `low`.
    #[must_use]
    pub fn above(low: Number) -> Self {
        Self { low: End::some(low, false), high: None }
    }

    /// `high` and everything below it.
    #[must_use]
    pub fn at_most(high: Number) -> Self {
        Self { low: None, high: End::some(high, true) }
    }

    /// Everything below `high`.
    #[must_use]
    pub fn below(high: Number) -> Self {
        Self { low: None, high: End::some(high, false) }
    }

    /// From one value to another, both belonging to it; without a value it goes on for ever.
    #[must_use]
    pub fn between(low: Option<Number>, high: Option<Number>) -> Self {
        let end = |at| End { at, included: true };
        Self { low: low.map(end), high: high.map(end) }
    }

    /// Whether no value lies in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start() >= self.end()
    }

    /// Whether a value lies in it.
    #[must_use]
    pub fn contains(&self, value: &Number) -> bool {
        self.start() <= Cut::At(value, false) && Cut::At(value, true) <= self.end()
    }

    /// Whether every value of another lies in it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.is_empty() || (self.start() <= other.start() && other.end() <= self.end())
    }

    /// What it has in common with another; none where that is nothing.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Option<Self> {
        Self::from_cuts(self.start().max(other.start()), self.end().min(other.end()))
    }

    /// The parts of `whole` that none of the intervals covers, in ascending order.
    #[must_use]
    pub fn gaps<'a>(intervals: impl IntoIterator<Item = &'a Self>, whole: &Self) -> Vec<Self> {
        let mut sorted: Vec<&Self> = intervals.into_iter().filter(|one| !one.is_empty()).collect();
        sorted.sort_by(|a, b| a.start().cmp(&b.start()));
        let mut gaps = Vec::new();
        let mut reached = whole.start();
        for one in sorted {
            gaps.extend(Self::from_cuts(reached, one.start().min(whole.end())));
            reached = reached.max(one.end());
        }
        gaps.extend(Self::from_cuts(reached, whole.end()));
        gaps
    }

    /// The same of whole numbers alone: of counts, `at_most(2)` and `below(3)` are one interval.
    ///
    /// Both are put as `below(3)`, so that intervals of whole numbers meet without a gap between them.
    #[must_use]
    pub fn of_whole_numbers(&self) -> Self {
        let one = || Number::from(1);
        // The least whole number at or above, or above, a value.
        let from = |end: &End, strictly: bool| {
            let floor = end.at.floor();
            if floor == end.at && !strictly { floor } else { floor + one() }
        };
        Self {
            low: self.low.as_ref().and_then(|end| End::some(from(end, !end.included), true)),
            high: self.high.as_ref().and_then(|end| End::some(from(end, end.included), false)),
        }
    }

    /// Whether it holds one value alone; of whole numbers, in the form of [`Interval::of_whole_numbers`].
    pub(crate) fn is_one(&self, whole: bool) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if whole => low.at.clone() + Number::from(1) == high.at,
            (Some(low), Some(high)) => low.at == high.at,
            _ => false,
        }
    }

    /// A value in it: an end where one belongs to it, else the middle, else one `step` away from its only end.
    #[must_use]
    pub fn example(&self, step: &Number) -> Number {
        match (&self.low, &self.high) {
            (Some(end), _) if end.included => end.at.clone(),
            (_, Some(end)) if end.included => end.at.clone(),
            (Some(low), Some(high)) => {
                let sum = low.at.clone() + high.at.clone();
                sum.divided_by(&Number::from(2)).unwrap_or_else(|| low.at.clone())
            }
            (Some(low), None) => low.at.clone() + step.clone(),
            (None, Some(high)) => high.at.clone() - step.clone(),
            (None, None) => Number::zero(),
        }
    }

    /// The cut it begins at.
    pub(crate) fn start(&self) -> Cut<'_> {
        self.low.as_ref().map_or(Cut::First, |end| Cut::At(&end.at, !end.included))
    }

    /// The cut it ends at.
    pub(crate) fn end(&self) -> Cut<'_> {
        self.high.as_ref().map_or(Cut::Last, |end| Cut::At(&end.at, end.included))
    }

    /// What lies between two cuts; none where that is nothing.
    pub(crate) fn from_cuts(start: Cut<'_>, end: Cut<'_>) -> Option<Self> {
        if start.cmp(&end) != Ordering::Less {
            return None;
        }
        let low = match start {
            Cut::At(at, after) => End::some(at.clone(), !after),
            Cut::First | Cut::Last => None,
        };
        let high = match end {
            Cut::At(at, after) => End::some(at.clone(), after),
            Cut::First | Cut::Last => None,
        };
        Some(Self { low, high })
    }
}

impl End {
    fn some(at: Number, included: bool) -> Option<Self> {
        Some(Self { at, included })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn interval() -> impl Strategy<Value = Interval> {
        let end = || prop::option::of((-3i64..4, any::<bool>()));
        (end(), end()).prop_map(|(low, high)| {
            let end = |end: Option<(i64, bool)>| {
                end.and_then(|(at, included)| End::some(Number::fraction(at, 2)?, included))
            };
            Interval { low: end(low), high: end(high) }
        })
    }

    /// Every value that can tell intervals with ends of halves apart: the halves and what lies between them.
    fn values() -> Vec<Number> {
        (-20..21).filter_map(|quarter| Number::fraction(quarter, 4)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn operations_agree_with_membership(a in interval(), b in interval(), c in interval()) {
            let gaps = Interval::gaps([&a, &b], &c);
            for value in values() {
                let of_both = a.overlap(&b).is_some_and(|both| both.contains(&value));
                prop_assert_eq!(of_both, a.contains(&value) && b.contains(&value));
                let open = gaps.iter().filter(|gap| gap.contains(&value)).count();
                let expected = c.contains(&value) && !a.contains(&value) && !b.contains(&value);
                prop_assert_eq!(open, usize::from(expected), "{} of {:?}", value, gaps);
                if value.is_integer() {
                    prop_assert_eq!(a.of_whole_numbers().contains(&value), a.contains(&value));
                }
            }
            prop_assert_eq!(a.is_empty(), !values().iter().any(|value| a.contains(value)));
            let covered = values().iter().all(|value| a.contains(value) || !b.contains(value));
            prop_assert_eq!(a.covers(&b), covered);
        }

        /// Of whole numbers, no gap and no overlap is left between intervals that share every whole number.
        #[test]
        fn whole_numbers_leave_no_gap(cut in -3i64..4, a in interval()) {
            let (low, high) = (Interval::at_most(cut.into()), Interval::at_least((cut + 1).into()));
            let (low, high) = (low.of_whole_numbers(), high.of_whole_numbers());
            prop_assert!(low.overlap(&high).is_none());
            prop_assert!(Interval::gaps([&low, &high], &a).is_empty());
        }

        #[test]
        fn an_example_lies_inside(a in interval()) {
            prop_assume!(!a.is_empty());
            prop_assert!(a.contains(&a.example(&Number::from(1))));
        }
    }
}
