//! Dates: moved by a length of time, how many whole years or months lie between two, the end of a year.

use super::amounts::Gathered;
use super::evaluator::undefined_beside;
use super::value::Range;
use super::{Doubt, Evaluator, Value};
use crate::{Error, Why};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Expr, Unit};
use gradus_dsl::{Date, Number};

impl<'a> Evaluator<'a> {
    /// A date some years, months or days later or earlier. Moving keeps the order of days and of lengths, so that
    /// bounds carry over; what may leave the calendar, or be no whole number of months or days, may be undefined.
    pub(super) fn shift_date(
        &self,
        operator: Operator,
        unit: Unit,
        day: &Range,
        length: &Range,
        written: &Expr,
    ) -> Value {
        let length = if operator == Operator::Subtract { length.negated() } else { length.clone() };
        let parts = Range::exact(Number::from(if unit == Unit::Years { 12 } else { 1 }));
        let length = length.times(&parts);
        let broken = length.known().is_some_and(|length| !length.is_integer());
        let (low, within) = moved(first_of(day), unit, length.low.as_ref().map(Number::floor));
        let up = length.high.as_ref().map(|high| -(-high.clone()).floor());
        let (high, also_within) = moved(last_of(day), unit, up);
        let outside = day.known().is_some() && length.known().is_some() && !within;
        if broken || outside {
            let blocked = Doubt::blocked(Why::NoSuchDay, self.paths(written));
            return if day.none { undefined_beside(blocked, day.clone()) } else { Value::Undefined(blocked) };
        }
        // Of a length that is not known it is not known either whether it is whole.
        let sure = within && also_within && length.known().is_some();
        let doubt = day.doubt.clone().and(length.doubt.clone());
        Value::Number(Range {
            low: Some(number(low.unwrap_or(Date::FIRST))),
            high: Some(number(high.unwrap_or(Date::LAST))),
            none: day.none || length.none,
            undefined: day.undefined || length.undefined || !sure,
            doubt: if length.known().is_some() { doubt } else { doubt.loosened() },
        })
    }

    /// Whole years or months from one day to another: the later the second and the earlier the first, the more.
    pub(super) fn elapsed(
        &mut self,
        expr: &'a Expr,
        unit: Unit,
        from: &'a Expr,
        to: &'a Expr,
    ) -> Result<Value, Error> {
        let days = vec![self.value(from)?, self.value(to)?];
        let ranges = match self.gathered(expr, days)? {
            Gathered::Settled(value) => return Ok(value),
            Gathered::Ranges(ranges) => ranges,
        };
        let [from, to] = ranges.as_slice() else { return Err(self.mixed(expr)) };
        let between = |from: Date, to: Date| match unit {
            Unit::Years => Ok(Number::from(i64::from(from.whole_years_to(to)))),
            Unit::Months => Ok(Number::from(i64::from(from.whole_months_to(to)))),
            Unit::Days => Err(self.mixed(expr)),
        };
        Ok(Value::Number(Range {
            low: Some(between(last_of(from), first_of(to))?),
            high: Some(between(first_of(from), last_of(to))?),
            none: from.none || to.none,
            undefined: from.undefined || to.undefined,
            doubt: from.doubt.clone().and(to.doubt.clone()).put_together().in_steps(),
        }))
    }

    pub(super) fn year_end(&mut self, expr: &'a Expr, day: &'a Expr) -> Result<Value, Error> {
        match self.value(day)? {
            Value::Number(range) => {
                let (low, high) = (first_of(&range).year_end(), last_of(&range).year_end());
                let range = Range { low: Some(number(low)), high: Some(number(high)), ..range };
                Ok(Value::Number(range.stepped(Number::clone)))
            }
            other @ (Value::None | Value::Undefined(_)) => Ok(other),
            _ => Err(self.mixed(expr)),
        }
    }
}

fn number(day: Date) -> Number {
    Number::from(day.days())
}

/// The first day it can be.
fn first_of(range: &Range) -> Date {
    date(range.low.as_ref()).unwrap_or(Date::FIRST)
}

/// The last day it can be.
fn last_of(range: &Range) -> Date {
    date(range.high.as_ref()).unwrap_or(Date::LAST)
}

fn date(bound: Option<&Number>) -> Option<Date> {
    bound.and_then(Number::to_i64).and_then(Date::from_days)
}

/// A day so many months or days later, where there is such a day, and whether there is; lengths in years are
/// counted in months. Past an end of the calendar it is that end.
fn moved(day: Date, unit: Unit, length: Option<Number>) -> (Option<Date>, bool) {
    let Some(length) = length else { return (None, false) };
    let later = length.to_i64().and_then(|count| match unit {
        Unit::Years | Unit::Months => day.plus_months(i32::try_from(count).ok()?),
        Unit::Days => day.plus_days(count),
    });
    match later {
        Some(day) => (Some(day), true),
        None if length.is_negative() => (Some(Date::FIRST), false),
        None => (Some(Date::LAST), false),
    }
}
