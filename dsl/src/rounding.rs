//! Rounding: only where a text names it, to a step, in one of four modes.

use crate::Number;

/// How a number between two steps is rounded. Each mode keeps the order of numbers: of two, the larger never rounds
/// to less. Numbers below zero round as their opposites do, so that a loss rounds like a gain of the same size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the step nearer to zero.
    Down,
    /// To the step farther from zero.
    Up,
    /// To the nearest step; half way, to the one farther from zero (四舍五入).
    HalfUp,
    /// To the nearest step; half way, to the even one.
    HalfEven,
}

impl Rounding {
    /// The number rounded to a whole multiple of a step; the number itself where the step is zero or less.
    ///
    /// ```
    /// use gradus_dsl::{Number, Rounding};
    /// let (number, step) = ("-2.45".parse::<Number>().unwrap(), "0.1".parse().unwrap());
    /// assert_eq!(Rounding::Down.apply(&number, &step).to_string(), "-2.4");
    /// assert_eq!(Rounding::Up.apply(&number, &step).to_string(), "-2.5");
    /// assert_eq!(Rounding::HalfUp.apply(&number, &step).to_string(), "-2.5");
    /// assert_eq!(Rounding::HalfEven.apply(&number, &step).to_string(), "-2.4");
    /// ```
    #[must_use]
    pub fn apply(self, number: &Number, step: &Number) -> Number {
        if number.is_negative() {
            return -self.apply(&-number.clone(), step);
        }
        let Some(steps) = number.divided_by(step).filter(|steps| !steps.is_negative()) else {
            return number.clone();
        };
        let below = steps.floor();
        let above = below.clone() + Number::from(1);
        // Twice the rest against one: below half way, half way, above it.
        let rest = steps - below.clone();
        let half = (rest.clone() + rest.clone()).cmp(&Number::from(1));
        let even = || below.divided_by(&Number::from(2)).is_some_and(|half| half.is_integer());
        let up = match self {
            _ if rest.is_zero() => false,
            Self::Down => false,
            Self::Up => true,
            Self::HalfUp => half.is_ge(),
            Self::HalfEven => half.is_gt() || (half.is_eq() && !even()),
        };
        (if up { above } else { below }) * step.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MODES: [Rounding; 4] = [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven];

    #[test]
    fn each_mode_at_each_kind_of_place() {
        let rounded = |text: &str| {
            let number: Number = text.parse().unwrap();
            MODES.map(|mode| mode.apply(&number, &Number::from(1)).to_string())
        };
        assert_eq!(rounded("2"), ["2", "2", "2", "2"]);
        assert_eq!(rounded("2.4"), ["2", "3", "2", "2"]);
        assert_eq!(rounded("2.5"), ["2", "3", "3", "2"]);
        assert_eq!(rounded("3.5"), ["3", "4", "4", "4"]);
        assert_eq!(rounded("7/3"), ["2", "3", "2", "2"]);
        assert_eq!(rounded("-2.5"), ["-2", "-3", "-3", "-2"]);
        assert_eq!(rounded("-0.4"), ["0", "-1", "0", "0"]);
        assert_eq!(rounded("0"), ["0", "0", "0", "0"]);
    }

    #[test]
    fn a_step_that_is_none_changes_nothing() {
        let number: Number = "2.5".parse().unwrap();
        for step in ["0", "-1"] {
            assert_eq!(Rounding::Up.apply(&number, &step.parse().unwrap()), number);
        }
    }

    proptest! {
        /// A multiple of the step, less than a step away, never past half a step in the half modes, and in order.
        #[test]
        fn rounding_is_near_and_keeps_the_order(
            a in -10_000i64..10_000, b in -10_000i64..10_000, parts in 1i64..300, digits in 0usize..3,
        ) {
            let step: Number = ["1", "0.1", "0.01"][digits].parse().unwrap();
            let (a, b) = (Number::fraction(a, parts).unwrap(), Number::fraction(b, parts).unwrap());
            for mode in MODES {
                let rounded = mode.apply(&a, &step);
                prop_assert!(rounded.divided_by(&step).unwrap().is_integer());
                let off = rounded.clone() - a.clone();
                let off = if off.is_negative() { -off } else { off };
                match mode {
                    Rounding::Down | Rounding::Up => prop_assert!(off < step),
                    _ => prop_assert!(off.clone() + off <= step),
                }
                if a <= b {
                    prop_assert!(rounded <= mode.apply(&b, &step));
                }
                prop_assert_eq!(mode.apply(&rounded, &step), rounded);
            }
        }
    }
}
