//! Quantities that move in steps on a walk: rounded ones, whole times, whole years and months, days moved by months.
//! Against a known number each is a condition on what moves it; where more is asked of it, its step is decided.

use super::{Value, Walk, number_value};
use crate::cases::Stop;
use crate::cases::form::Quotient;
use gradus_dsl::policy::{CompareOp, Expr, Unit};
use gradus_dsl::{Date, Number, Rounding};

/// Most steps that are decided one by one of one quantity.
const MOST_STEPS_ON_A_WAY: usize = 64;

/// A quantity that moves in steps: so many times a step, and so much.
#[derive(Clone, Debug)]
pub(super) struct Stepped {
    /// What moves it: the larger, the higher the step.
    of: Quotient,
    steps: Steps,
    /// Never zero.
    times: Number,
    plus: Number,
}

/// How steps follow what moves them.
#[derive(Clone, Debug)]
pub(super) enum Steps {
    /// How many whole times an amount goes into it; into less than nothing not once.
    EveryFull(Number),
    /// Rounded to whole multiples of a step.
    Rounded(Rounding, Number),
    /// The last day of the year of a day.
    YearEnd,
    /// The day so many months after a day.
    Months(i32),
    /// Whole years or months from a known day to a day.
    Since(Date, Unit),
    /// Whole years or months from a day to a known one; moved by the opposite of the day.
    Until(Date, Unit),
}

/// From where on a step is reached.
enum Edge {
    Always,
    Never,
    /// From this number on, and whether it is reached there itself.
    At(Number, bool),
}

impl Stepped {
    /// So many times it; by zero it is left as it is.
    pub(super) fn scaled(mut self, by: &Number) -> Self {
        self.times = self.times * by.clone();
        self.plus = self.plus * by.clone();
        self
    }

    pub(super) fn plus(mut self, more: &Number) -> Self {
        self.plus = self.plus + more.clone();
        self
    }

    fn value(&self, step: Number) -> Number {
        step * self.times.clone() + self.plus.clone()
    }
}

impl Steps {
    /// The step where what moves it has a value; none where there is no such day.
    fn at(&self, value: &Number) -> Option<Number> {
        let day = || value.to_i64().filter(|_| value.is_integer()).and_then(Date::from_days);
        let months = |from: Date, to: Date, unit: Unit| match unit {
            Unit::Years => Some(Number::from(i64::from(from.whole_years_to(to)))),
            Unit::Months => Some(Number::from(i64::from(from.whole_months_to(to)))),
            Unit::Days => None,
        };
        match self {
            Self::EveryFull(amount) => Some(value.divided_by(amount)?.floor().max(Number::zero())),
            Self::Rounded(rounding, step) => Some(rounding.apply(value, step)),
            Self::YearEnd => Some(Number::from(day()?.year_end().days())),
            Self::Months(count) => Some(Number::from(day()?.plus_months(*count)?.days())),
            Self::Since(from, unit) => months(*from, day()?, *unit),
            Self::Until(to, unit) => {
                let day = (-value.clone()).to_i64().and_then(Date::from_days)?;
                months(day, *to, *unit)
            }
        }
    }

    /// The least step above a number.
    fn next(&self, above: &Number) -> Option<Number> {
        let one = Number::from(1);
        Some(match self {
            Self::Rounded(_, step) => (above.divided_by(step)?.floor() + one) * step.clone(),
            Self::EveryFull(_) | Self::YearEnd | Self::Months(_) | Self::Since(..) | Self::Until(..) => {
                above.floor() + one
            }
        })
    }

    /// From where on a step is at least so high; none where it cannot be told.
    fn reaching(&self, least: &Number) -> Option<Edge> {
        let (first, last) = (Date::FIRST.days(), Date::LAST.days());
        match self {
            Self::EveryFull(amount) => {
                let times = -(-least.clone()).floor();
                let ever = times <= Number::zero();
                Some(if ever { Edge::Always } else { Edge::At(times * amount.clone(), true) })
            }
            Self::Rounded(rounding, step) => {
                let steps = -(-least.divided_by(step)?).floor();
                let half = Number::fraction(1, 2)?;
                let below = steps.clone() - Number::from(1);
                let above_zero = steps > Number::zero();
                let even = steps.divided_by(&Number::from(2))?.is_integer();
                // Numbers below zero round as their opposites do.
                let (edge, included) = match rounding {
                    Rounding::Down if above_zero => (steps, true),
                    Rounding::Down => (below, false),
                    Rounding::Up if above_zero => (below, false),
                    Rounding::Up => (steps, true),
                    Rounding::HalfUp => (steps - half, above_zero),
                    Rounding::HalfEven => (steps - half, even),
                };
                Some(Edge::At(edge * step.clone(), included))
            }
            Self::YearEnd | Self::Since(..) => self.search(first, last, least),
            Self::Months(count) => {
                let (first, last) = days_moved_by(*count)?;
                self.search(first, last, least)
            }
            Self::Until(..) => self.search(-last, -first, least),
        }
    }

    /// The first whole number between two whose step is at least so high.
    fn search(&self, first: i64, last: i64, least: &Number) -> Option<Edge> {
        let reaches = |at: i64| self.at(&Number::from(at)).map(|step| step >= *least);
        if reaches(first)? {
            return Some(Edge::Always);
        }
        if !reaches(last)? {
            return Some(Edge::Never);
        }
        // `low` does not reach it and `high` does.
        let (mut low, mut high) = (first, last);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if reaches(middle)? { high = middle } else { low = middle }
        }
        Some(Edge::At(Number::from(high), true))
    }
}

/// The first and the last day for which there is a day so many months later.
fn days_moved_by(months: i32) -> Option<(i64, i64)> {
    let back = months.checked_neg()?;
    let (first, last) = (Date::FIRST.days(), Date::LAST.days());
    // Moved back from an end of the calendar it is the same day of the month, or the last one: the first day that can
    // be moved back is the first of a month, and the last one that can be moved on the last of a month.
    Some(if months >= 0 {
        let last_month = Date::LAST.plus_months(back)?;
        let next_month = Date::new(last_month.year(), last_month.month(), 1)?.plus_months(1);
        (first, next_month.map_or(last, |next| next.days() - 1))
    } else {
        (Date::FIRST.plus_months(back)?.days(), last)
    })
}

impl<'a> Walk<'_, 'a> {
    /// A quantity that moves in steps with another one.
    pub(super) fn moved(
        &mut self,
        value: &'a Expr,
        steps: impl FnOnce(Quotient) -> Option<(Quotient, Steps)>,
    ) -> Result<Value, Stop> {
        match self.value(value)? {
            other @ (Value::None | Value::Undefined) => Ok(other),
            value @ (Value::Quantity(_) | Value::Stepped(_)) => {
                let (of, steps) = steps(self.number(value)?).ok_or(Stop::Outside)?;
                in_steps(of, steps)
            }
            Value::YesNo(_) | Value::Text(_) => Err(Stop::Outside),
        }
    }

    /// Whole years or months from one day to another, of which one at least is known.
    pub(super) fn elapsed(&mut self, unit: Unit, from: &'a Expr, to: &'a Expr) -> Result<Value, Stop> {
        let (from, to) = match (self.value(from)?, self.value(to)?) {
            (Value::None, _) | (_, Value::None) => return Ok(Value::None),
            (Value::YesNo(_) | Value::Text(_), _) | (_, Value::YesNo(_) | Value::Text(_)) => {
                return Err(Stop::Outside);
            }
            (Value::Undefined, _) | (_, Value::Undefined) => return Ok(Value::Undefined),
            (from, to) => (self.number(from)?, self.number(to)?),
        };
        let day = |quotient: &Quotient| quotient.known().and_then(Number::to_i64).and_then(Date::from_days);
        match (day(&from), day(&to)) {
            (Some(known), _) => in_steps(to, Steps::Since(known, unit)),
            (None, Some(known)) => in_steps(from.negated(), Steps::Until(known, unit)),
            (None, None) => Err(Stop::Outside),
        }
    }

    /// The day some months after another one; undefined where there is none.
    pub(super) fn months_after(&mut self, day: Quotient, months: i32) -> Result<Value, Stop> {
        let Some((first, last)) = days_moved_by(months) else { return Ok(Value::Undefined) };
        let day = Value::Quantity(day);
        if self.against(&day, CompareOp::Below, &Number::from(first))?
            || self.against(&day, CompareOp::Above, &Number::from(last))?
        {
            return Ok(Value::Undefined);
        }
        let day = self.number(day)?;
        in_steps(day, Steps::Months(months))
    }

    /// Whether a quantity stands so to a known number.
    pub(super) fn against(&mut self, value: &Value, op: CompareOp, number: &Number) -> Result<bool, Stop> {
        match value {
            Value::Quantity(quotient) => {
                let form = quotient.less(&Quotient::number(number.clone())).ok_or(Stop::Outside)?;
                self.holds(&form, op)
            }
            Value::Stepped(stepped) => self.step_against(stepped, op, number),
            Value::None | Value::Undefined | Value::YesNo(_) | Value::Text(_) => Err(Stop::Outside),
        }
    }

    /// The quantity itself; of one that moves in steps, the step is decided.
    pub(super) fn number(&mut self, value: Value) -> Result<Quotient, Stop> {
        let stepped = match value {
            Value::Quantity(quotient) => return Ok(quotient),
            Value::Stepped(stepped) => stepped,
            Value::None | Value::Undefined | Value::YesNo(_) | Value::Text(_) => return Err(Stop::Outside),
        };
        let unit = match &stepped.steps {
            Steps::Rounded(_, step) => step.clone(),
            Steps::EveryFull(_) | Steps::Since(..) | Steps::Until(..) => Number::from(1),
            Steps::YearEnd | Steps::Months(_) => return Err(Stop::Outside),
        };
        // Step by step from zero, so that what is asked depends on the answers alone.
        let mut step = Number::zero();
        let upwards = self.reaches(&stepped, &step)?;
        for _ in 0..MOST_STEPS_ON_A_WAY {
            let next = if upwards { step.clone() + unit.clone() } else { step.clone() - unit.clone() };
            let reached = self.reaches(&stepped, &next)?;
            if upwards && !reached {
                return Ok(Quotient::number(stepped.value(step)));
            }
            if !upwards && reached {
                return Ok(Quotient::number(stepped.value(next)));
            }
            step = next;
        }
        Err(Stop::TooMuch)
    }

    fn step_against(&mut self, stepped: &Stepped, op: CompareOp, number: &Number) -> Result<bool, Stop> {
        let number = (number.clone() - stepped.plus.clone()).divided_by(&stepped.times);
        let number = number.ok_or(Stop::Outside)?;
        let op = if stepped.times.is_negative() { op.mirrored() } else { op };
        let next = stepped.steps.next(&number).ok_or(Stop::Outside)?;
        Ok(match op {
            CompareOp::AtLeast => self.reaches(stepped, &number)?,
            CompareOp::Below => !self.reaches(stepped, &number)?,
            CompareOp::Above => self.reaches(stepped, &next)?,
            CompareOp::AtMost => !self.reaches(stepped, &next)?,
            CompareOp::Equal => self.reaches(stepped, &number)? && !self.reaches(stepped, &next)?,
            CompareOp::NotEqual => !self.reaches(stepped, &number)? || self.reaches(stepped, &next)?,
        })
    }

    fn reaches(&mut self, stepped: &Stepped, least: &Number) -> Result<bool, Stop> {
        self.budget.spend(32)?;
        match stepped.steps.reaching(least).ok_or(Stop::Outside)? {
            Edge::Always => Ok(true),
            Edge::Never => Ok(false),
            Edge::At(edge, included) => {
                let op = if included { CompareOp::AtLeast } else { CompareOp::Above };
                self.against(&Value::Quantity(stepped.of.clone()), op, &edge)
            }
        }
    }
}

fn in_steps(of: Quotient, steps: Steps) -> Result<Value, Stop> {
    let fits = match &steps {
        Steps::EveryFull(amount) => *amount > Number::zero(),
        Steps::Rounded(_, step) => *step > Number::zero(),
        Steps::Since(_, unit) | Steps::Until(_, unit) => *unit != Unit::Days,
        Steps::YearEnd | Steps::Months(_) => true,
    };
    if !fits {
        return Err(Stop::Outside);
    }
    if let Some(known) = of.known() {
        return Ok(number_value(steps.at(known).ok_or(Stop::Outside)?));
    }
    Ok(Value::Stepped(Stepped { of, steps, times: Number::from(1), plus: Number::zero() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn kinds() -> impl Strategy<Value = Steps> {
        let rounding =
            prop::sample::select(vec![Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven]);
        let unit = || prop::sample::select(vec![Unit::Years, Unit::Months]);
        let known = || (-800i64..800).prop_map(|days| Date::from_days(days).unwrap());
        prop_oneof![
            (1i64..5).prop_map(|amount| Steps::EveryFull(Number::fraction(amount, 2).unwrap())),
            (rounding, 1i64..4)
                .prop_map(|(mode, step)| Steps::Rounded(mode, Number::fraction(step, 2).unwrap())),
            Just(Steps::YearEnd),
            (-30i32..30).prop_map(Steps::Months),
            (known(), unit()).prop_map(|(day, unit)| Steps::Since(day, unit)),
            (known(), unit()).prop_map(|(day, unit)| Steps::Until(day, unit)),
        ]
    }

    proptest! {
        /// The edge of a step is where it is first reached, and no step lies between a number and the next step.
        #[test]
        fn an_edge_is_where_a_step_begins(steps in kinds(), at in -900i64..900, least in -1000i64..1000, quarter in 0i64..4) {
            let days = !matches!(steps, Steps::EveryFull(_) | Steps::Rounded(..));
            let (at, least) = if days { (Number::from(at), Number::from(least)) } else {
                (Number::fraction(at * 4 + quarter, 48).unwrap(), Number::fraction(least, 60).unwrap())
            };
            let step = steps.at(&at).unwrap();
            let reached = match steps.reaching(&least).unwrap() {
                Edge::Always => true,
                Edge::Never => false,
                Edge::At(edge, included) => at > edge || (included && at == edge),
            };
            prop_assert_eq!(reached, step >= least);
            prop_assert_eq!(step > least, step >= steps.next(&least).unwrap());
        }
    }

    #[test]
    fn days_that_can_be_moved_are_those_with_a_day_to_move_to() {
        for months in [-119_988, -25, -12, -1, 0, 1, 2, 3, 11, 12, 14, 119_987, 119_988, i32::MAX, i32::MIN] {
            let Some((first, last)) = days_moved_by(months) else {
                assert!(day("0001-01-01").plus_months(months).is_none(), "{months}");
                assert!(day("9999-12-31").plus_months(months).is_none(), "{months}");
                continue;
            };
            let moves = |day: i64| Date::from_days(day).is_some_and(|day| day.plus_months(months).is_some());
            assert!(moves(first) && moves(last) && !moves(first - 1) && !moves(last + 1), "{months}");
        }
    }
}
