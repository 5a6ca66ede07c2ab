//! Growth and years on a walk: `last OP base * (1 + rate)^years`, rates as quotients, sums over years.

use super::{Value, Walk, outcome};
use crate::cases::form::Quotient;
use crate::cases::{MOST_BITS, Outcome, Stop};
use gradus_dsl::policy::{CompareOp, Expr};
use gradus_dsl::{FactId, Number};

impl<'a> Walk<'_, 'a> {
    pub(super) fn compare_growth(
        &mut self,
        fact: &'a FactId,
        (last_year, years): (i32, u8),
        op: CompareOp,
        rate: &'a Expr,
    ) -> Result<Outcome, Stop> {
        let last = self.fact(fact, Some(last_year))?;
        let base = self.fact(fact, Some(last_year - i32::from(years)))?;
        let rate = self.value(rate)?;
        let (last, base, rate) = match (last, base, rate) {
            (Value::None, ..) | (_, Value::None, _) | (.., Value::None) => return Ok(Outcome::No),
            (
                Value::Quantity(last),
                Value::Quantity(base),
                rate @ (Value::Quantity(_) | Value::Stepped(_)),
            ) => (last, base, self.number(rate)?),
            (.., Value::Undefined) => return Ok(Outcome::Undefined),
            _ => return Err(Stop::Outside),
        };
        if !self.holds(&base.top, CompareOp::Above)? {
            return Ok(Outcome::Undefined);
        }
        let factor = rate.plus(&Quotient::number(Number::from(1))).ok_or(Stop::Outside)?;
        let factor = match factor.known() {
            _ if years == 1 => factor,
            Some(known) if known.bits().saturating_mul(usize::from(years)) <= MOST_BITS => {
                Quotient::number(known.power(years))
            }
            _ => return Err(Stop::Outside),
        };
        let required = base.times(&factor).ok_or(Stop::Outside)?;
        let form = last.less(&required).ok_or(Stop::Outside)?;
        Ok(outcome(self.holds(&form, op)?))
    }

    /// The growth of one year over the year before.
    pub(super) fn growth(&mut self, fact: &'a FactId, year: i32) -> Result<Value, Stop> {
        let (last, base) = match (self.fact(fact, Some(year))?, self.fact(fact, Some(year - 1))?) {
            (Value::None, _) | (_, Value::None) => return Ok(Value::None),
            (Value::Quantity(last), Value::Quantity(base)) => (last, base),
            _ => return Err(Stop::Outside),
        };
        if !self.holds(&base.top, CompareOp::Above)? {
            return Ok(Value::Undefined);
        }
        let factor = last.times(&base.inverted(false)).ok_or(Stop::Outside)?;
        let rate = factor.plus(&Quotient::number(Number::from(-1))).ok_or(Stop::Outside)?;
        Ok(Value::Quantity(rate))
    }

    /// The arithmetic mean of the growth of the last years.
    pub(super) fn mean_growth(&mut self, fact: &'a FactId, years: u8) -> Result<Value, Stop> {
        let mut rates = Vec::new();
        for back in 0..years {
            rates.push(self.growth(fact, self.year_back(back))?);
        }
        let sum = self.sum(rates)?;
        self.share(sum, years)
    }

    pub(super) fn sum_years(&mut self, fact: &'a FactId, years: u8) -> Result<Value, Stop> {
        let mut values = Vec::new();
        for back in 0..years {
            values.push(self.fact(fact, Some(self.year_back(back)))?);
        }
        self.sum(values)
    }

    pub(super) fn mean_years(&mut self, fact: &'a FactId, years: u8) -> Result<Value, Stop> {
        let sum = self.sum_years(fact, years)?;
        self.share(sum, years)
    }

    fn share(&mut self, sum: Value, years: u8) -> Result<Value, Stop> {
        let share = Number::fraction(1, i64::from(years)).ok_or(Stop::Outside)?;
        match sum {
            Value::Quantity(sum) => {
                sum.times(&Quotient::number(share)).map(Value::Quantity).ok_or(Stop::Outside)
            }
            other => Ok(other),
        }
    }
}
