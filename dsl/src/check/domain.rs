//! What values an expression can have: the ground on which bands and tables must leave no gap.

use super::Checker;
use super::intervals::interval_as_written;
use crate::policy::{Expr, ExprKind as K, Fact, Interval, Type};
use crate::{Date, Number, ast::Operator};

/// How far names are followed to see what values an expression can have; further on, any.
const MAX_DEPTH: usize = 16;

/// The quantities or days an expression can come to. Too wide is safe: more must then be covered.
#[derive(Clone, Debug)]
pub(super) struct Domain {
    /// The type.
    pub(super) ty: Type,
    /// The values; of whole numbers in the form of [`Interval::of_whole_numbers`].
    pub(super) interval: Interval,
    /// Whether they are whole numbers.
    pub(super) whole: bool,
}

impl Domain {
    /// A step of a size people use, to name a value beyond an end.
    pub(super) fn step(&self) -> Number {
        match self.ty {
            Type::Money => Number::from(10_000),
            Type::Percentage => Number::fraction(1, 100).unwrap_or_else(Number::zero),
            _ => Number::from(1),
        }
    }

    /// A part of it in words, or the whole.
    pub(super) fn shown(&self, part: Option<&Interval>) -> String {
        format!("`{}`", interval_as_written(part.unwrap_or(&self.interval), self))
    }

    /// A value of a part of it.
    pub(super) fn example(&self, part: &Interval) -> Number {
        match (&part.low, &part.high) {
            // Of whole numbers the upper end itself never belongs to an interval.
            (None, Some(high)) if self.whole => high.at.clone() - Number::from(1),
            _ => part.example(&self.step()),
        }
    }
}

impl Checker<'_> {
    /// The values of a quantity or a date.
    pub(super) fn domain(&self, expr: &Expr) -> Domain {
        let (interval, whole) = self.range_of(expr, MAX_DEPTH);
        let interval = if whole { interval.of_whole_numbers() } else { interval };
        // Bounds that leave nothing are reported where the fact is declared.
        let interval = if interval.is_empty() { Interval::all() } else { interval };
        Domain { ty: expr.ty.clone(), interval, whole }
    }

    /// The values of an expression, and whether they are whole numbers.
    fn range_of(&self, expr: &Expr, depth: usize) -> (Interval, bool) {
        let Some(depth) = depth.checked_sub(1) else { return (Interval::all(), false) };
        match &expr.kind {
            K::Number(number) => (Interval::exactly(number.clone()), number.is_integer()),
            K::Date(date) => (Interval::exactly(Number::from(date.days())), true),
            K::Fact(id) | K::InYear(id, _) => self.policy.fact(id).map_or((Interval::all(), false), bounds),
            K::MeanYears(id, _) => {
                (self.policy.fact(id).map_or(Interval::all(), |fact| bounds(fact).0), false)
            }
            K::SumYears(id, years) => {
                let (interval, whole) = self.policy.fact(id).map_or((Interval::all(), false), bounds);
                (times(&interval, &Interval::exactly(Number::from(i64::from(*years)))), whole)
            }
            K::Field { .. } => natural(&expr.ty),
            K::Count { .. } | K::Holders(_) => (Interval::at_least(Number::zero()), true),
            K::Name(id) => match self.policy.name(id) {
                Some(named) => self.range_of(&named.value, depth),
                None => (Interval::all(), false),
            },
            K::Negate(inner) => {
                let (interval, whole) = self.range_of(inner, depth);
                (negated(&interval), whole)
            }
            K::Arithmetic(operator, left, right) => {
                let ((a, a_whole), (b, b_whole)) = (self.range_of(left, depth), self.range_of(right, depth));
                let whole = a_whole && b_whole && *operator != Operator::Divide;
                let interval = match operator {
                    Operator::Add => plus(&a, &b),
                    Operator::Subtract => plus(&a, &negated(&b)),
                    Operator::Multiply => times(&a, &b),
                    Operator::Divide if from_zero(&a) && from_zero(&b) => Interval::at_least(Number::zero()),
                    _ => Interval::all(),
                };
                (interval, whole)
            }
            _ => (Interval::all(), false),
        }
    }

    /// Whether an expression may turn out to be none; yes where that is not plain to see.
    pub(super) fn may_be_none(&self, expr: &Expr) -> bool {
        self.none_within(expr, MAX_DEPTH)
    }

    fn none_within(&self, expr: &Expr, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return true };
        match &expr.kind {
            K::Fact(id) => self.policy.fact(id).is_none_or(|fact| fact.optional),
            K::Name(id) => self.policy.name(id).is_none_or(|named| self.none_within(&named.value, depth)),
            K::Negate(inner) => self.none_within(inner, depth),
            K::Arithmetic(_, left, right) => self.none_within(left, depth) || self.none_within(right, depth),
            K::Number(_) | K::YesNo(_) | K::Text(_) | K::Date(_) | K::Parameter(_) => false,
            K::Criterion(_) | K::Compare(..) | K::CompareGrowth { .. } | K::Not(_) | K::Quorum(..) => false,
            K::Score(_) | K::Group(..) | K::Passes(_) | K::Bands(..) | K::EachYear { .. } => false,
            K::Field { .. } | K::Holders(_) | K::Holds(_) => false,
            _ => true,
        }
    }
}

/// The values of a fact, in one year where it is yearly.
fn bounds(fact: &Fact) -> (Interval, bool) {
    let ty = if let Type::Yearly(inner) = &fact.ty { inner } else { &fact.ty };
    let (natural, whole) = natural(ty);
    let declared = Interval::between(fact.min.clone(), fact.max.clone());
    (natural.overlap(&declared).unwrap_or(natural), whole)
}

/// The values of a type: a count from 0, a rank from 1, days of the calendar.
pub(super) fn natural(ty: &Type) -> (Interval, bool) {
    match ty {
        Type::Count => (Interval::at_least(Number::zero()), true),
        Type::Rank => (Interval::at_least(Number::from(1)), true),
        Type::Date => (Interval::at_least(Number::from(Date::FIRST.days())), true),
        _ => (Interval::all(), false),
    }
}

fn from_zero(interval: &Interval) -> bool {
    interval.low.as_ref().is_some_and(|low| !low.at.is_negative())
}

fn negated(interval: &Interval) -> Interval {
    let end = |end: &Option<crate::policy::End>| {
        end.clone().map(|end| crate::policy::End { at: -end.at, included: end.included })
    };
    Interval { low: end(&interval.high), high: end(&interval.low) }
}

/// The sums of values of both. An end that may not belong counts as belonging.
fn plus(a: &Interval, b: &Interval) -> Interval {
    let sum = |a: &Option<crate::policy::End>, b: &Option<crate::policy::End>| {
        Some(a.as_ref()?.at.clone() + b.as_ref()?.at.clone())
    };
    Interval::between(sum(&a.low, &b.low), sum(&a.high, &b.high))
}

/// The products of values of both, where neither is negative; else any.
fn times(a: &Interval, b: &Interval) -> Interval {
    if !from_zero(a) || !from_zero(b) {
        return Interval::all();
    }
    let product = |a: &Option<crate::policy::End>, b: &Option<crate::policy::End>| {
        Some(a.as_ref()?.at.clone() * b.as_ref()?.at.clone())
    };
    Interval::between(product(&a.low, &b.low), product(&a.high, &b.high))
}
