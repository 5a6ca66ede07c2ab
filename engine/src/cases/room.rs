//! Where one quantity may lie, and which value of it is taken.

use super::form::Form;
use super::solve::{Relation, Row};
use gradus_dsl::Number;

/// What is wanted of the value of a variable beside the conditions.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    /// Whole numbers only; else any finite decimal.
    pub(crate) whole: bool,
    /// The value it should be near.
    pub(crate) near: Number,
    /// How far beyond a bound that is not reached itself; smaller where the room is smaller.
    pub(crate) step: Number,
    /// Whether being near comes before the same wish of others.
    pub(crate) first: bool,
}

/// Where a value may lie: a bound and whether it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Room {
    pub(crate) low: Option<(Number, bool)>,
    pub(crate) high: Option<(Number, bool)>,
}

impl Room {
    /// Takes one more bound in, from below or from above.
    pub(crate) fn narrow(&mut self, edge: Number, from_below: bool, strict: bool) {
        let (bound, order) = if from_below {
            (&mut self.low, std::cmp::Ordering::Greater)
        } else {
            (&mut self.high, std::cmp::Ordering::Less)
        };
        let tighter = bound.as_ref().is_none_or(|(before, left_out)| {
            let here = edge.cmp(before);
            here == order || (here.is_eq() && strict && !left_out)
        });
        if tighter {
            *bound = Some((edge, strict));
        }
    }

    /// The bounds as conditions on a form.
    pub(crate) fn rows(&self, form: &Form) -> Vec<Row> {
        let row = |form: Form, left_out: &bool| Row {
            form,
            relation: if *left_out { Relation::Below } else { Relation::AtMost },
        };
        let low = self.low.as_ref().map(|(low, out)| row(Form::constant(low.clone()).minus(form), out));
        let high = self.high.as_ref().map(|(high, out)| row(form.minus(&Form::constant(high.clone())), out));
        low.into_iter().chain(high).collect()
    }

    pub(crate) fn holds(&self, value: &Number) -> bool {
        let above = |(low, strict): &(Number, bool)| if *strict { value > low } else { value >= low };
        let below = |(high, strict): &(Number, bool)| if *strict { value < high } else { value <= high };
        self.low.as_ref().is_none_or(above) && self.high.as_ref().is_none_or(below)
    }

    /// Whether the two have a value in common or meet without a gap.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let apart = |one: &Self, two: &Self| match (&one.high, &two.low) {
            (Some((high, a)), Some((low, b))) => high < low || (high == low && *a && *b),
            _ => false,
        };
        !apart(self, other) && !apart(other, self)
    }

    /// From the lower of the two lower bounds to the higher of the two upper ones.
    pub(crate) fn joined(&self, other: &Self) -> Self {
        // Where two bounds are equal, the one that is not left out reaches further.
        let low = self.low.clone().zip(other.low.clone()).map(|(a, b)| a.min(b));
        let high = self.high.clone().zip(other.high.clone()).map(|(a, b)| {
            let further = a.0 > b.0 || (a.0 == b.0 && !a.1);
            if further { a } else { b }
        });
        Self { low, high }
    }

    /// Leaves another room out, of which a value of this one lies on one side.
    pub(crate) fn leave(&mut self, other: &Self, value: &Number) {
        if let Some((high, left_out)) = other.high.as_ref().filter(|(high, _)| high <= value) {
            self.narrow(high.clone(), true, !left_out);
        } else if let Some((low, left_out)) = &other.low {
            self.narrow(low.clone(), false, !left_out);
        }
    }

    /// With the nearest whole number within in the place of a bound that is none.
    pub(crate) fn in_whole_numbers(self) -> Self {
        let whole = |number: &Number| number.floor() == *number;
        let low = self.low.map(
            |(low, out)| {
                if whole(&low) { (low, out) } else { (low.floor() + Number::from(1), false) }
            },
        );
        let high =
            self.high.map(|(high, out)| if whole(&high) { (high, out) } else { (high.floor(), false) });
        Self { low, high }
    }

    /// Whether some value lies in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let apart = |low: &Option<(Number, bool)>, high: &Option<(Number, bool)>| match (low, high) {
            (Some((low, a)), Some((high, b))) => low > high || (low == high && (*a || *b)),
            _ => false,
        };
        !apart(&self.low, &other.high) && !apart(&other.low, &self.high)
    }
}

pub(super) enum Picked {
    Value(Number),
    /// There is no whole number in it; the one below.
    NoWhole(Number),
    Nothing,
}

/// The admissible value of a room that is nearest to the wish; beyond a bound that is left out, one step.
pub(super) fn pick(room: &Room, wish: &Wish) -> Picked {
    if wish.whole {
        let low = room.low.as_ref().map(|(low, strict)| {
            let floor = low.floor();
            if floor == *low && !strict { floor } else { floor + Number::from(1) }
        });
        let high = room.high.as_ref().map(|(high, strict)| {
            let floor = high.floor();
            if floor == *high && *strict { floor - Number::from(1) } else { floor }
        });
        let mut value = wish.near.floor();
        if let Some(high) = high {
            value = value.min(high);
        }
        if let Some(low) = low {
            value = value.max(low);
        }
        return if room.holds(&value) {
            Picked::Value(value)
        } else {
            let below = room.low.as_ref().map_or_else(Number::zero, |(low, _)| low.floor());
            Picked::NoWhole(below)
        };
    }
    if room.holds(&wish.near) && admissible(&wish.near, false) {
        return Picked::Value(wish.near.clone());
    }
    let from_below = room.low.as_ref().filter(|(low, _)| wish.near <= *low);
    let (edge, upwards) = match (from_below, &room.high) {
        (Some((low, _)), _) => (low, true),
        (None, Some((high, _))) => (high, false),
        (None, None) => return Picked::Nothing,
    };
    if room.holds(edge) && admissible(edge, false) {
        return Picked::Value(edge.clone());
    }
    let (exact, ten) = (admissible(edge, false), Number::from(10));
    let mut step = wish.step.clone();
    for _ in 0..40 {
        let from = if exact {
            Some(edge.clone())
        } else {
            // The grid line below the edge, or above where the way is down.
            let by = if upwards { step.clone() } else { -step.clone() };
            edge.divided_by(&by).map(|times| times.floor() * by)
        };
        let Some(from) = from else { return Picked::Nothing };
        let value = if upwards { from + step.clone() } else { from - step.clone() };
        if room.holds(&value) {
            return Picked::Value(value);
        }
        let Some(smaller) = step.divided_by(&ten) else { return Picked::Nothing };
        step = smaller;
    }
    Picked::Nothing
}

/// Whether a facts file can hold the value.
pub(super) fn admissible(value: &Number, whole: bool) -> bool {
    if whole { value.is_integer() } else { value.is_integer() || !value.to_string().contains('/') }
}
