//! Several quantities put together: sums, the least and the greatest; how many conditions hold; rounding.

use super::evaluator::undefined_beside;
use super::value::Range;
use super::{Doubt, Evaluator, Truth, Value};
use crate::Error;
use gradus_dsl::policy::{Expr, Extreme};
use gradus_dsl::{Number, Rounding};

/// What several values come to before anything is made of them.
pub(super) enum Gathered {
    /// All of them are quantities.
    Ranges(Vec<Range>),
    /// One is none, which absorbs the others, or undefined.
    Settled(Value),
}

impl<'a> Evaluator<'a> {
    /// Quantities that are put together, as arithmetic does: none absorbs everything, then what is undefined.
    pub(super) fn gathered(&self, expr: &Expr, values: Vec<Value>) -> Result<Gathered, Error> {
        let mut ranges = Vec::with_capacity(values.len());
        let mut undefined: Option<Doubt> = None;
        for value in values {
            match value {
                Value::None => return Ok(Gathered::Settled(Value::None)),
                Value::Number(range) => ranges.push(range),
                Value::Undefined(doubt) => {
                    undefined = Some(match undefined {
                        Some(before) => before.and(doubt),
                        None => doubt,
                    });
                }
                _ => return Err(self.mixed(expr)),
            }
        }
        let Some(undefined) = undefined else { return Ok(Gathered::Ranges(ranges)) };
        let may_be_none = ranges.into_iter().filter(|range| range.none);
        let beside = may_be_none.map(|range| range.doubt).reduce(Doubt::and);
        Ok(Gathered::Settled(match beside {
            Some(doubt) => undefined_beside(undefined, Range { none: true, doubt, ..Range::default() }),
            None => Value::Undefined(undefined),
        }))
    }

    /// The sum of quantities.
    pub(super) fn sum(&mut self, ranges: Vec<Range>) -> Result<Range, Error> {
        let mut sum = Range::exact(Number::zero());
        let mut doubts = Doubt::default();
        for mut range in ranges {
            // What is in doubt is put together once: copied into each sum it would be copied a thousand times.
            doubts = doubts.and(std::mem::take(&mut range.doubt));
            self.spend(&sum, &range)?;
            sum = sum.plus(&range);
        }
        Ok(Range { doubt: doubts, ..sum })
    }

    /// The least or the greatest of several values.
    pub(super) fn extreme(
        &mut self,
        expr: &'a Expr,
        end: Extreme,
        values: &'a [Expr],
    ) -> Result<Value, Error> {
        let values = values.iter().map(|value| self.value(value)).collect::<Result<Vec<_>, _>>()?;
        Ok(match self.gathered(expr, values)? {
            Gathered::Settled(value) => value,
            Gathered::Ranges(ranges) => outermost(end, ranges),
        })
    }

    /// How many conditions hold: between those that do and those that still may. None of them is required by
    /// itself, so what they compare is only looked at.
    pub(super) fn how_many(&mut self, conditions: &'a [Expr]) -> Result<Value, Error> {
        let mut truths = Vec::with_capacity(conditions.len());
        for condition in conditions {
            truths.push(self.select(|this| this.truth(condition))?);
        }
        let (low, high, doubt) = tally(truths);
        Ok(Value::Number(Range { low: Some(low), high: Some(high), doubt, ..Range::default() }))
    }

    /// A quantity rounded to digits of the unit it is written in. Rounding keeps the order, so it keeps bounds.
    pub(super) fn round(
        &mut self,
        expr: &'a Expr,
        rounding: Rounding,
        digits: u8,
        value: &'a Expr,
    ) -> Result<Value, Error> {
        let step = expr.ty.step(digits);
        match self.value(value)? {
            Value::Number(range) => Ok(Value::Number(range.stepped(|number| rounding.apply(number, &step)))),
            other @ (Value::None | Value::Undefined(_)) => Ok(other),
            _ => Err(self.mixed(expr)),
        }
    }

    /// How many whole times an amount goes into a quantity; into less than nothing not once.
    pub(super) fn every_full(
        &mut self,
        expr: &'a Expr,
        quantity: &'a Expr,
        amount: &Number,
    ) -> Result<Value, Error> {
        if *amount <= Number::zero() {
            return Err(self.mixed(expr));
        }
        let times = |number: &Number| {
            number.divided_by(amount).map_or_else(Number::zero, |times| times.floor().max(Number::zero()))
        };
        match self.value(quantity)? {
            Value::Number(range) => {
                let times = range.stepped(times);
                // Without a least it is still not less than not once.
                Ok(Value::Number(Range { low: times.low.or_else(|| Some(Number::zero())), ..times }))
            }
            other @ (Value::None | Value::Undefined(_)) => Ok(other),
            _ => Err(self.mixed(expr)),
        }
    }
}

/// The least or the greatest of quantities; of nothing there is none. The least lies at or above every least there
/// can be, and at or below each greatest that is known.
pub(super) fn outermost(end: Extreme, ranges: Vec<Range>) -> Value {
    if ranges.is_empty() {
        return Value::None;
    }
    let mut found = Range::default();
    let (mut near, mut far, mut unbounded) = (None, None, false);
    for range in ranges {
        found.none |= range.none;
        found.undefined |= range.undefined;
        found.doubt = found.doubt.and(range.doubt);
        let (outer, inner) = match end {
            Extreme::Least => (range.low, range.high),
            Extreme::Greatest => (range.high, range.low),
        };
        unbounded |= outer.is_none();
        far = further(end, far, outer);
        near = further(end, near, inner);
    }
    let far = far.filter(|_| !unbounded);
    (found.low, found.high) = match end {
        Extreme::Least => (far, near),
        Extreme::Greatest => (near, far),
    };
    found.doubt = found.doubt.put_together();
    Value::Number(found)
}

fn further(end: Extreme, a: Option<Number>, b: Option<Number>) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if end == Extreme::Least { a.min(b) } else { a.max(b) }),
        (a, b) => a.or(b),
    }
}

/// How many conditions hold at least and at most, and what is in doubt about it.
pub(super) fn tally(truths: Vec<Truth>) -> (Number, Number, Doubt) {
    let (mut yes, mut may) = (0i64, 0i64);
    let mut doubt = Doubt::default();
    for truth in truths {
        match truth {
            Truth::Yes => yes += 1,
            Truth::No => {}
            Truth::Open(more) => {
                may += 1;
                doubt = doubt.and(more);
            }
        }
    }
    (Number::from(yes), Number::from(yes + may), doubt.put_together().in_steps())
}
