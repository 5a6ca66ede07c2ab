//! Growth over the year before and over some years, decided as `last OP base * (1 + rate)^years`: no root is taken.

use super::amounts::Gathered;
use super::compare::{numbers, shown};
use super::evaluator::{REPORT_STEPS, undefined_beside};
use super::value::Range;
use super::{Doubt, Evaluator, Need, Truth, Value};
use crate::{Error, Growth, Shown, Side, Why};
use gradus_dsl::policy::{CompareOp, Expr, Type};
use gradus_dsl::{FactId, Number};

/// The rate shown to people is cut off after this many parts of one: 0.01 %.
const PARTS: i64 = 10_000;

/// A rate of growth above this many parts is not worked out for display.
const MOST_PARTS: i64 = 1 << 40;

impl<'a> Evaluator<'a> {
    pub(super) fn compare_growth(
        &mut self,
        fact: &'a FactId,
        (last_year, years): (i32, u8),
        op: CompareOp,
        rate: &'a Expr,
    ) -> Result<Truth, Error> {
        self.step(REPORT_STEPS)?;
        let base_year = last_year - i32::from(years);
        let last = self.fact(fact, Some(last_year))?;
        let base = self.fact(fact, Some(base_year))?;
        let wanted = self.value(rate)?;
        let left_what = if years == 1 {
            self.describe_yearly_growth(fact, last_year)
        } else {
            self.describe_growth(fact, base_year, last_year)
        };
        let right = Side { what: self.describe(rate), value: shown(&wanted, &Type::Percentage) };
        let mut growth = None;
        let truth = match (&last, &base, &wanted) {
            (Value::None, ..) | (_, Value::None, _) | (.., Value::None) => Truth::No,
            (Value::Number(last), Value::Number(base), Value::Number(rate)) => {
                let factor = rate.bits().saturating_add(2).saturating_mul(usize::from(years));
                self.spend_bits(factor.saturating_add(base.bits()).saturating_add(last.bits()))?;
                let path = Need::Year(fact.clone(), base_year).to_string();
                let truth = decide(op, last, base, rate, years, path);
                growth = workings(last, base, rate, years);
                truth
            }
            // It stays undefined, unless one of the years turns out not to exist.
            (Value::Number(last), Value::Number(base), Value::Undefined(doubt)) => {
                let years = [last, base].into_iter().filter(|year| year.none);
                Truth::Open(years.fold(doubt.clone(), |doubt, year| doubt.and(year.doubt.clone())))
            }
            _ => return Err(self.mixed(rate)),
        };
        let value = match (&growth, &truth) {
            // Over one year the rate is a number like others.
            (Some(Growth { years: 1, last, base, .. }), _) => {
                last.divided_by(base).map_or(Shown::Unknown, |factor| Shown::Number(factor - Number::from(1)))
            }
            (Some(growth), _) => growth
                .rate_from
                .clone()
                .zip(growth.rate_below.clone())
                .map_or(Shown::Unknown, |(low, high)| Shown::Between { low: Some(low), high: Some(high) }),
            (None, Truth::Open(doubt)) if doubt.is_undefined() => Shown::Undefined,
            (None, Truth::Open(_)) => Shown::Unknown,
            (None, _) if matches!(last, Value::None) || matches!(base, Value::None) => Shown::None,
            (None, _) => Shown::Unknown,
        };
        self.report_growth((Side { what: left_what, value }, right), op, growth, &truth);
        Ok(truth)
    }
}

impl<'a> Evaluator<'a> {
    /// The growth of one year over the year before.
    pub(super) fn growth(&mut self, expr: &'a Expr, fact: &'a FactId, year: i32) -> Result<Value, Error> {
        let (this, before) = (self.fact(fact, Some(year))?, self.fact(fact, Some(year - 1))?);
        match (this, before) {
            (Value::None, _) | (_, Value::None) => Ok(Value::None),
            (Value::Number(this), Value::Number(before)) => {
                self.spend(&this, &before)?;
                let path = Need::Year(fact.clone(), year - 1).to_string();
                Ok(rate_of(&this, &before, path))
            }
            _ => Err(self.mixed(expr)),
        }
    }

    /// The arithmetic mean of the growth of the last years.
    pub(super) fn mean_growth(
        &mut self,
        expr: &'a Expr,
        fact: &'a FactId,
        years: u8,
    ) -> Result<Value, Error> {
        let mut rates = Vec::new();
        for back in 0..years {
            rates.push(self.growth(expr, fact, self.year_back(back))?);
        }
        let sum = match self.gathered(expr, rates)? {
            Gathered::Settled(value) => return Ok(value),
            Gathered::Ranges(rates) => self.sum(rates)?,
        };
        let share = Number::fraction(1, i64::from(years)).ok_or_else(|| self.mixed(expr))?;
        Ok(Value::Number(sum.times(&Range::exact(share))))
    }
}

/// `this / before - 1`; undefined from zero or less.
pub(super) fn rate_of(this: &Range, before: &Range, before_path: String) -> Value {
    if before.known().is_some_and(|before| *before <= Number::zero()) {
        let blocked = Doubt::blocked(Why::GrowthFromNothing, vec![before_path]);
        return if this.none { undefined_beside(blocked, this.clone()) } else { Value::Undefined(blocked) };
    }
    let positive = before.low.as_ref().is_some_and(|low| *low > Number::zero());
    match before.inverted().filter(|_| positive) {
        Some(inverse) => Value::Number(this.times(&inverse).plus(&Range::exact(Number::from(-1)))),
        None => {
            let doubt = this.doubt.clone().and(before.doubt.clone()).loosened();
            Value::Number(Range {
                none: this.none || before.none,
                undefined: true,
                doubt,
                ..Range::default()
            })
        }
    }
}

pub(super) fn decide(
    op: CompareOp,
    last: &Range,
    base: &Range,
    rate: &Range,
    years: u8,
    base_path: String,
) -> Truth {
    if base.high.as_ref().is_some_and(|high| *high <= Number::zero()) && base.known().is_some() {
        let blocked = Doubt::blocked(Why::GrowthFromNothing, vec![base_path]);
        // A last year or a rate that does not exist makes the comparison false whatever the base is.
        let may_be_none = [last, rate].into_iter().filter(|range| range.none);
        return Truth::Open(may_be_none.fold(blocked, |blocked, range| blocked.and(range.doubt.clone())));
    }
    let positive = base.low.as_ref().is_some_and(|low| *low > Number::zero());
    let never = base.high.as_ref().is_some_and(|high| *high <= Number::zero());
    let required = base.times(&power(&Range::exact(Number::from(1)).plus(rate), years));
    let required = if never { Range { doubt: required.doubt.loosened(), ..required } } else { required };
    let required = Range { undefined: required.undefined || !positive, ..required };
    numbers(op, last, &required)
}

fn power(factor: &Range, years: u8) -> Range {
    if years == 1 {
        return factor.clone();
    }
    let raise = |bound: &Option<Number>| bound.as_ref().map(|bound| raised(bound, years));
    Range { low: raise(&factor.low), high: raise(&factor.high), ..factor.clone() }
}

/// The power of a factor, with the sign of the factor: nothing shrinks by more than all of it, so a rate below -100 % is
/// below every growth there is, and an even power must not turn it into a rate above.
pub(crate) fn raised(factor: &Number, years: u8) -> Number {
    let power = factor.power(years);
    if factor.is_negative() && !power.is_negative() { -power } else { power }
}

/// The exact inequality, where all of it is known.
fn workings(last: &Range, base: &Range, rate: &Range, years: u8) -> Option<Growth> {
    let (last, base, rate) = (last.known()?, base.known()?, rate.known()?);
    if *base <= Number::zero() {
        return None;
    }
    let required = base.clone() * raised(&(Number::from(1) + rate.clone()), years);
    let parts = rate_in_parts(last, base, years);
    let share = |parts: i64| Number::fraction(parts, PARTS);
    Some(Growth {
        last: last.clone(),
        base: base.clone(),
        years,
        rate: rate.clone(),
        required,
        rate_from: parts.and_then(share),
        rate_below: parts.and_then(|parts| share(parts + 1)),
    })
}

/// The largest whole `p` with `base * (1 + p / PARTS)^years <= last`; none where growth is not a real number.
fn rate_in_parts(last: &Number, base: &Number, years: u8) -> Option<i64> {
    if years == 1 {
        let factor = (last.divided_by(base)? * Number::from(PARTS)).floor().to_i64()?;
        return factor.checked_sub(PARTS).filter(|parts| *parts <= MOST_PARTS);
    }
    if last.is_negative() || years == 0 {
        return None;
    }
    let target = last.divided_by(base)? * Number::from(PARTS).power(years);
    let fits = |factor: i64| Number::from(factor).power(years) <= target;
    let (mut low, mut high) = (0i64, 1i64);
    while fits(high) {
        low = high;
        high = high.checked_mul(2).filter(|high| *high <= MOST_PARTS)?;
    }
    // `low` fits and `high` does not.
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) { low = middle } else { high = middle }
    }
    Some(low - PARTS)
}
