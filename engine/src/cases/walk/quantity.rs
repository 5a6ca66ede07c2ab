//! Quantities on a walk: arithmetic, comparisons, growth, sums, counts and bands.

use super::{Text, Value, Walk, number_value, outcome};
use crate::cases::form::Quotient;
use crate::cases::variable::{Atom, Kind, Literal};
use crate::cases::{MOST_BITS, Outcome, Stop};
use crate::eval::raised;
use crate::facts::Given;
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Band, CompareOp, Expr, Interval, Type, Unit};
use gradus_dsl::{Date, FactId, Number};
use std::collections::BTreeSet;

impl<'a> Walk<'_, 'a> {
    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        (left, a): (&'a Expr, Value),
        (right, b): (&'a Expr, Value),
    ) -> Result<Value, Stop> {
        let (a, b) = match (a, b) {
            (Value::None, _) | (_, Value::None) => return Ok(Value::None),
            (Value::Quantity(a), Value::Quantity(b)) => (a, b),
            (Value::Undefined, Value::Undefined | Value::Quantity(_))
            | (Value::Quantity(_), Value::Undefined) => return Ok(Value::Undefined),
            _ => return Err(Stop::Outside),
        };
        if let (Type::Date, Type::Duration(unit @ (Unit::Years | Unit::Months))) = (&left.ty, &right.ty) {
            return shifted(operator, *unit, &a, &b);
        }
        let value = match operator {
            Operator::Add => a.plus(&b),
            Operator::Subtract => a.plus(&b.negated()),
            Operator::Multiply => a.times(&b),
            Operator::Divide => {
                if self.holds(&b.top, CompareOp::Above)? {
                    a.times(&b.inverted(false))
                } else if self.holds(&b.top, CompareOp::Below)? {
                    a.times(&b.inverted(true))
                } else {
                    return Ok(Value::Undefined);
                }
            }
            _ => None,
        };
        value.map(Value::Quantity).ok_or(Stop::Outside)
    }

    pub(super) fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result<Outcome, Stop> {
        Ok(match (a, b) {
            (Value::None, _) | (_, Value::None) => Outcome::No,
            (Value::Undefined, _) | (_, Value::Undefined) => Outcome::Undefined,
            (Value::Quantity(a), Value::Quantity(b)) => {
                let form = a.less(&b).ok_or(Stop::Outside)?;
                outcome(self.holds(&form, op)?)
            }
            (Value::YesNo(a), Value::YesNo(b)) => outcome((a == b) == (op == CompareOp::Equal)),
            (Value::Text(a), Value::Text(b)) => {
                let same = match (a, b) {
                    (Text::Known(a), Text::Known(b)) => a == b,
                    (Text::Open(id), Text::Known(text)) | (Text::Known(text), Text::Open(id)) => {
                        self.among(id, BTreeSet::from([Atom::Text(text)]))?
                    }
                    (Text::Open(a), Text::Open(b)) => a == b || self.exactly(a)? == self.exactly(b)?,
                };
                outcome(same == (op == CompareOp::Equal))
            }
            _ => return Err(Stop::Outside),
        })
    }

    /// Whether a text that is open is one of these, noted as a decision.
    pub(super) fn among(&mut self, id: usize, texts: BTreeSet<Atom>) -> Result<bool, Stop> {
        let Some(Given::Text(text)) = self.sample.get(&id) else { return Err(Stop::Outside) };
        let inside = texts.contains(&Atom::Text(text.clone()));
        let (is, is_not) = (Literal::In(id, texts.clone()), Literal::Out(id, texts));
        let (taken, other) = if inside { (is, is_not) } else { (is_not, is) };
        self.decided(taken, vec![other])?;
        Ok(inside)
    }

    /// Which of its values a text out of some is, decided whole.
    fn exactly(&mut self, id: usize) -> Result<String, Stop> {
        let Some(Kind::OneOf(values)) = self.space.variable(id).map(|variable| variable.kind.clone()) else {
            return Err(Stop::Outside);
        };
        let Some(Given::Text(text)) = self.sample.get(&id).cloned() else { return Err(Stop::Outside) };
        let others = values.into_iter().filter(|value| *value != text);
        let others = others.map(|value| Literal::is(id, Atom::Text(value))).collect();
        self.decided(Literal::is(id, Atom::Text(text.clone())), others)?;
        Ok(text)
    }

    pub(super) fn growth(
        &mut self,
        fact: &'a FactId,
        years: u8,
        op: CompareOp,
        rate: &'a Expr,
    ) -> Result<Outcome, Stop> {
        let last = self.fact(fact, Some(self.year_back(0)))?;
        let base = self.fact(fact, Some(self.year_back(years)))?;
        let rate = self.value(rate)?;
        let (last, base, rate) = match (last, base, rate) {
            (Value::None, ..) | (_, Value::None, _) | (.., Value::None) => return Ok(Outcome::No),
            (Value::Quantity(last), Value::Quantity(base), Value::Quantity(rate)) => (last, base, rate),
            (.., Value::Undefined) => return Ok(Outcome::Undefined),
            _ => return Err(Stop::Outside),
        };
        if !self.holds(&base.top, CompareOp::Above)? {
            return Ok(Outcome::Undefined);
        }
        let factor = Number::from(1) + rate.known().ok_or(Stop::Outside)?.clone();
        if factor.bits().saturating_mul(usize::from(years)) > MOST_BITS {
            return Err(Stop::Outside);
        }
        let required = base.times(&Quotient::number(raised(&factor, years))).ok_or(Stop::Outside)?;
        let form = last.less(&required).ok_or(Stop::Outside)?;
        Ok(outcome(self.holds(&form, op)?))
    }

    pub(super) fn sum_years(&mut self, fact: &'a FactId, years: u8) -> Result<Value, Stop> {
        let mut sum = Quotient::number(Number::zero());
        let mut none = false;
        for back in 0..years {
            match self.fact(fact, Some(self.year_back(back)))? {
                Value::Quantity(year) => sum = sum.plus(&year).ok_or(Stop::Outside)?,
                Value::None => none = true,
                _ => return Err(Stop::Outside),
            }
        }
        Ok(if none { Value::None } else { Value::Quantity(sum) })
    }

    pub(super) fn count(
        &mut self,
        list: &'a FactId,
        variable: &'a str,
        condition: &'a Expr,
    ) -> Result<Value, Stop> {
        let ask = self.space.ask;
        let records = match ask.known.get(list) {
            Some(Given::Records(records)) => records,
            Some(_) => return Ok(Value::None),
            // How long an unknown list is, is not known either.
            None => return Err(Stop::Outside),
        };
        let mut count = 0i64;
        for (index, record) in records.iter().enumerate() {
            self.records.push((variable, list, index, record));
            let outcome = self.truth(condition);
            self.records.pop();
            match outcome? {
                Outcome::Yes => count += 1,
                Outcome::No => {}
                // The count is then between bounds for good.
                Outcome::Undefined => return Err(Stop::Outside),
            }
        }
        Ok(number_value(Number::from(count)))
    }

    pub(super) fn bands(&mut self, subject: &'a Expr, bands: &'a [Band]) -> Result<Value, Stop> {
        let quantity = match self.value(subject)? {
            Value::None => return Ok(number_value(Number::zero())),
            Value::Undefined => return Ok(Value::Undefined),
            Value::Quantity(quantity) => quantity,
            _ => return Err(Stop::Outside),
        };
        for band in bands {
            if self.lies_in(&quantity, &band.interval)? {
                return Ok(number_value(band.points.clone()));
            }
        }
        Ok(number_value(Number::zero()))
    }

    fn lies_in(&mut self, quantity: &Quotient, interval: &Interval) -> Result<bool, Stop> {
        let ends = [
            (&interval.low, CompareOp::AtLeast, CompareOp::Above),
            (&interval.high, CompareOp::AtMost, CompareOp::Below),
        ];
        for (end, included, excluded) in ends {
            let Some(end) = end else { continue };
            let form = quantity.less(&Quotient::number(end.at.clone())).ok_or(Stop::Outside)?;
            if !self.holds(&form, if end.included { included } else { excluded })? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// A date some months or years later: of known values only, since months differ in length.
fn shifted(operator: Operator, unit: Unit, day: &Quotient, count: &Quotient) -> Result<Value, Stop> {
    let (Some(day), Some(count)) = (day.known(), count.known()) else { return Err(Stop::Outside) };
    let months = count.to_i64().and_then(|count| i32::try_from(count).ok());
    let months = months.and_then(|count| count.checked_mul(if unit == Unit::Years { 12 } else { 1 }));
    let months = months.and_then(|n| if operator == Operator::Subtract { n.checked_neg() } else { Some(n) });
    let day = day.to_i64().and_then(Date::from_days);
    let shifted = day.and_then(|day| months.and_then(|months| day.plus_months(months)));
    Ok(shifted.map_or(Value::Undefined, |day| number_value(Number::from(day.days()))))
}
