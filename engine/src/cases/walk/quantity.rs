//! Quantities on a walk: arithmetic, comparisons, dates moved, bands.

use super::{Text, Value, Walk, number_value, outcome};
use crate::cases::form::Quotient;
use crate::cases::variable::{Atom, Kind, Literal};
use crate::cases::{Outcome, Stop};
use crate::facts::Given;
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Band, CompareOp, Expr, Interval, Type, Unit};
use gradus_dsl::{Date, Number};
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
            (Value::YesNo(_) | Value::Text(_), _) | (_, Value::YesNo(_) | Value::Text(_)) => {
                return Err(Stop::Outside);
            }
            (Value::Undefined, _) | (_, Value::Undefined) => return Ok(Value::Undefined),
            (a, b) => (a, b),
        };
        if let (Type::Date, Type::Duration(unit)) = (&left.ty, &right.ty) {
            return self.shifted(operator, *unit, a, b);
        }
        let (a, b) = match in_place(operator, a, b) {
            Ok(value) => return Ok(value),
            Err(both) => (self.number(both.0)?, self.number(both.1)?),
        };
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
            (a @ Value::Stepped(_), b @ (Value::Quantity(_) | Value::Stepped(_))) => {
                let b = self.number(b)?;
                match b.known() {
                    Some(known) => outcome(self.against(&a, op, known)?),
                    None => {
                        let a = self.number(a)?;
                        return self.compare(op, Value::Quantity(a), Value::Quantity(b));
                    }
                }
            }
            (a @ Value::Quantity(_), b @ Value::Stepped(_)) => return self.compare(op.mirrored(), b, a),
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

    pub(super) fn bands(&mut self, subject: &'a Expr, bands: &'a [Band]) -> Result<Value, Stop> {
        let quantity = match self.value(subject)? {
            Value::None => return Ok(number_value(Number::zero())),
            Value::Undefined => return Ok(Value::Undefined),
            quantity @ (Value::Quantity(_) | Value::Stepped(_)) => quantity,
            Value::YesNo(_) | Value::Text(_) => return Err(Stop::Outside),
        };
        for band in bands {
            if self.lies_in(&quantity, &band.interval)? {
                return Ok(number_value(band.points.clone()));
            }
        }
        Ok(number_value(Number::zero()))
    }

    /// Whether a quantity lies in an interval.
    pub(super) fn lies_in(&mut self, quantity: &Value, interval: &Interval) -> Result<bool, Stop> {
        let ends = [
            (&interval.low, CompareOp::AtLeast, CompareOp::Above),
            (&interval.high, CompareOp::AtMost, CompareOp::Below),
        ];
        for (end, included, excluded) in ends {
            let Some(end) = end else { continue };
            if !self.against(quantity, if end.included { included } else { excluded }, &end.at)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A date some time later or earlier: by a whole number of days, or of months that is known. What is no whole
    /// number, and what leaves the calendar, is undefined.
    fn shifted(&mut self, operator: Operator, unit: Unit, day: Value, length: Value) -> Result<Value, Stop> {
        let length = self.number(length)?;
        let length = if operator == Operator::Subtract { length.negated() } else { length };
        match (length.known(), unit) {
            (Some(known), _)
                if !(known.clone() * Number::from(if unit == Unit::Years { 12 } else { 1 })).is_integer() =>
            {
                Ok(Value::Undefined)
            }
            (Some(known), Unit::Years | Unit::Months) => {
                let parts = Number::from(if unit == Unit::Years { 12 } else { 1 });
                let months = (known.clone() * parts).to_i64().and_then(|count| i32::try_from(count).ok());
                let Some(months) = months else { return Ok(Value::Undefined) };
                let day = self.number(day)?;
                self.months_after(day, months)
            }
            (None, Unit::Years | Unit::Months) => Err(Stop::Outside),
            (_, Unit::Days) => {
                if !self.is_whole(&length) {
                    return Err(Stop::Outside);
                }
                let moved = match in_place(Operator::Add, day, Value::Quantity(length)) {
                    Ok(moved) => moved,
                    Err(both) => {
                        let (day, length) = (self.number(both.0)?, self.number(both.1)?);
                        Value::Quantity(day.plus(&length).ok_or(Stop::Outside)?)
                    }
                };
                let (first, last) = (Number::from(Date::FIRST.days()), Number::from(Date::LAST.days()));
                let inside = self.against(&moved, CompareOp::AtLeast, &first)?
                    && self.against(&moved, CompareOp::AtMost, &last)?;
                Ok(if inside { moved } else { Value::Undefined })
            }
        }
    }

    /// Whether a quantity is a whole number whatever is filled in.
    fn is_whole(&self, quantity: &Quotient) -> bool {
        let whole = |id: &usize| {
            let kind = self.space.variable(*id).map(|variable| &variable.kind);
            matches!(kind, Some(Kind::Quantity { whole: true, .. }))
        };
        quantity.bottom.known() == Some(&Number::from(1))
            && quantity.top.constant.is_integer()
            && quantity.top.terms.iter().all(|(id, factor)| factor.is_integer() && whole(id))
    }
}

/// Arithmetic of a quantity that moves in steps with a known number keeps the steps; else both are handed back.
fn in_place(operator: Operator, a: Value, b: Value) -> Result<Value, Box<(Value, Value)>> {
    let minus = Number::from(-1);
    match (a, b) {
        (Value::Stepped(a), Value::Quantity(b)) => {
            let Some(by) = b.known() else { return Err(Box::new((Value::Stepped(a), Value::Quantity(b)))) };
            let inverse = Number::from(1).divided_by(by);
            Ok(Value::Stepped(match (operator, inverse) {
                (Operator::Add, _) => a.plus(by),
                (Operator::Subtract, _) => a.plus(&-by.clone()),
                (Operator::Multiply, Some(_)) => a.scaled(by),
                (Operator::Divide, Some(inverse)) => a.scaled(&inverse),
                _ => return Err(Box::new((Value::Stepped(a), Value::Quantity(b)))),
            }))
        }
        (Value::Quantity(a), Value::Stepped(b)) => {
            let Some(by) = a.known() else { return Err(Box::new((Value::Quantity(a), Value::Stepped(b)))) };
            Ok(Value::Stepped(match operator {
                Operator::Add => b.plus(by),
                Operator::Subtract => b.scaled(&minus).plus(by),
                Operator::Multiply if !by.is_zero() => b.scaled(by),
                _ => return Err(Box::new((Value::Quantity(a), Value::Stepped(b)))),
            }))
        }
        both => Err(Box::new(both)),
    }
}
