//! Decisions of a walk: on the value of something open, and on how quantities stand to zero.

use super::{Decision, Text, Value, Walk};
use crate::cases::form::{Form, Quotient};
use crate::cases::solve::Relation;
use crate::cases::variable::{Atom, Kind, Literal};
use crate::cases::{Key, MOST_BITS, Stop};
use crate::facts::Given;
use gradus_dsl::Number;
use gradus_dsl::policy::CompareOp;
use std::cmp::Ordering;

/// Most decisions on one way.
const MOST_DECISIONS: usize = 256;

impl Walk<'_, '_> {
    /// The value of something open, with the decision whether it is none; a yes or no is decided whole.
    pub(super) fn open(&mut self, key: Key) -> Result<Value, Stop> {
        let id = self.space.read(key, &mut self.sample, self.budget)?;
        let variable = self.space.variable(id).ok_or(Stop::Outside)?;
        let (kind, nullable) = (variable.kind.clone(), variable.nullable);
        let given = self.sample.get(&id).cloned().ok_or(Stop::Outside)?;
        if kind == Kind::YesNo {
            let atom = match given {
                Given::YesNo(value) => Atom::YesNo(value),
                Given::None => Atom::None,
                _ => return Err(Stop::Outside),
            };
            let none = nullable.then_some(Atom::None);
            let all = [Atom::YesNo(true), Atom::YesNo(false)].into_iter().chain(none);
            let others = all.filter(|other| *other != atom).map(|other| Literal::is(id, other)).collect();
            self.decided(Literal::is(id, atom.clone()), others)?;
            return Ok(match atom {
                Atom::YesNo(value) => Value::YesNo(value),
                _ => Value::None,
            });
        }
        if nullable {
            let (is, is_not) = (Literal::is(id, Atom::None), Literal::is_not(id, Atom::None));
            if given == Given::None {
                self.decided(is, vec![is_not])?;
                return Ok(Value::None);
            }
            self.decided(is_not, vec![is])?;
        }
        Ok(match kind {
            Kind::Quantity { .. } => Value::Quantity(Quotient::of(Form::variable(id))),
            _ => Value::Text(Text::Open(id)),
        })
    }

    /// Notes a decision, once.
    pub(super) fn decided(&mut self, taken: Literal, others: Vec<Literal>) -> Result<(), Stop> {
        if self.taken.insert(taken.clone()) {
            if self.decisions.len() >= MOST_DECISIONS {
                return Err(Stop::TooMuch);
            }
            self.decisions.push(Decision { taken, others });
        }
        Ok(())
    }

    /// How a form stands to zero on the sample.
    fn sign(&mut self, form: &Form) -> Result<Ordering, Stop> {
        self.budget.spend(form.terms.len())?;
        if form.bits() > MOST_BITS {
            return Err(Stop::Outside);
        }
        let value = form.at(|id| match self.sample.get(&id) {
            Some(Given::Number(number)) => Some(number),
            _ => None,
        });
        Ok(value.ok_or(Stop::Outside)?.cmp(&Number::zero()))
    }

    /// Whether a comparison of a form with zero holds, noted as a decision where it speaks of what is open.
    pub(super) fn holds(&mut self, form: &Form, op: CompareOp) -> Result<bool, Stop> {
        let order = self.sign(form)?;
        if form.known().is_none() && !self.always(form, op) {
            let below = Literal::row(form.clone(), Relation::Below);
            let at_most = Literal::row(form.clone(), Relation::AtMost);
            let above = Literal::row(form.negated(), Relation::Below);
            let at_least = Literal::row(form.negated(), Relation::AtMost);
            let zero = Literal::row(form.clone(), Relation::Zero);
            let two = |holds: Literal, fails: Literal| {
                if op.holds(order) { (holds, vec![fails]) } else { (fails, vec![holds]) }
            };
            let (taken, others) = match op {
                CompareOp::AtLeast => two(at_least, below),
                CompareOp::Above => two(above, at_most),
                CompareOp::AtMost => two(at_most, above),
                CompareOp::Below => two(below, at_least),
                CompareOp::Equal | CompareOp::NotEqual => match order {
                    Ordering::Less => (below, vec![zero, above]),
                    Ordering::Equal => (zero, vec![below, above]),
                    Ordering::Greater => (above, vec![below, zero]),
                },
            };
            self.decided(taken, others)?;
        }
        Ok(op.holds(order))
    }

    /// Whether the bounds of the one variable of a form alone say how it stands to zero.
    fn always(&self, form: &Form, op: CompareOp) -> bool {
        let mut terms = form.terms.iter();
        let (Some((id, factor)), None) = (terms.next(), terms.next()) else { return false };
        let Some(variable) = self.space.variable(*id) else { return false };
        let zero = Number::zero();
        let at = |bound: &Option<(Number, bool)>| {
            bound.as_ref().map(|(bound, _)| bound.clone() * factor.clone() + form.constant.clone())
        };
        let (low, high) = (at(&variable.room.low), at(&variable.room.high));
        let (low, high) = if factor.is_negative() { (high, low) } else { (low, high) };
        let above = |bound: Option<Number>| bound.map(|bound| bound.cmp(&zero));
        let (low, high) = (above(low), above(high));
        match op {
            CompareOp::AtLeast | CompareOp::Below => {
                low.is_some_and(Ordering::is_ge) || high.is_some_and(Ordering::is_lt)
            }
            CompareOp::Above | CompareOp::AtMost => {
                low.is_some_and(Ordering::is_gt) || high.is_some_and(Ordering::is_le)
            }
            CompareOp::Equal | CompareOp::NotEqual => {
                low.is_some_and(Ordering::is_gt) || high.is_some_and(Ordering::is_lt)
            }
        }
    }
}
