//! Comparisons: decided exactly where both sides are known, by the bounds where they suffice, open else.

use super::branch::may_be_none;
use super::evaluator::REPORT_STEPS;
use super::value::{Range, Texts};
use super::{Doubt, Entry, Evaluator, Truth, Value};
use crate::{Comparison, Error, Growth, Shown, Side};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{CompareOp, Expr, ExprKind, Type};
use gradus_dsl::{Date, Label, Number};
use std::cmp::Ordering;

impl<'a> Evaluator<'a> {
    pub(super) fn compare(
        &mut self,
        expr: &'a Expr,
        op: CompareOp,
        left: &'a Expr,
        right: &'a Expr,
    ) -> Result<Truth, Error> {
        match (&left.kind, &right.kind) {
            (ExprKind::Growth(..), ExprKind::Growth(..)) => {}
            (ExprKind::Growth(fact, year), _) => {
                return self.compare_growth(fact, (self.year(year)?, 1), op, right);
            }
            (_, ExprKind::Growth(fact, year)) => {
                return self.compare_growth(fact, (self.year(year)?, 1), op.mirrored(), left);
            }
            _ => {}
        }
        if self.quiet == 0 {
            self.step(REPORT_STEPS)?;
        }
        let (a, a_parts) = self.against(op, left, right)?;
        let (b, b_parts) = self.against(op, right, left)?;
        let truth = match (&a_parts, &b_parts, exactly(&a), exactly(&b)) {
            // The quotient is never formed where it decides; the other way round is the mirrored question.
            (Some((n, d)), _, _, Some(t)) => ratio(op, n, d, t),
            (_, Some((n, d)), Some(t), _) => ratio(op.mirrored(), n, d, t),
            _ => None,
        };
        let truth = match truth {
            Some(truth) => truth,
            None => self.decide(expr, op, &a, &b)?,
        };
        if !matches!(truth, Truth::Open(_)) {
            self.ignore(Some(a.doubt().and(b.doubt())));
        }
        self.report(op, (left, &a), (right, &b), &truth);
        Ok(truth)
    }

    /// A side of a comparison, with what it leaves behind turned to what is asked of it: of a condition that must
    /// not hold the opposite, and nothing where it is held against another condition.
    fn against(
        &mut self,
        op: CompareOp,
        side: &'a Expr,
        other: &'a Expr,
    ) -> Result<(Value, Option<(Number, Number)>), Error> {
        if !matches!(side.ty, Type::YesNo) {
            return self.side(side);
        }
        let ExprKind::YesNo(answer) = other.kind else { return self.select(|this| this.side(side)) };
        let place = self.place();
        let value = self.side(side)?;
        if answer != (op == CompareOp::Equal) {
            self.deny_since(place)?;
        }
        Ok(value)
    }

    /// A side of a comparison; of a known quotient also its two parts.
    fn side(&mut self, expr: &'a Expr) -> Result<(Value, Option<(Number, Number)>), Error> {
        let ExprKind::Arithmetic(Operator::Divide, n, d) = &expr.kind else {
            return Ok((self.subject(expr)?, None));
        };
        self.step(1)?;
        let (a, b) = (self.value(n)?, self.value(d)?);
        let parts = exactly(&a).cloned().zip(exactly(&b).cloned());
        Ok((self.combine(expr, Operator::Divide, (n, a), (d, b))?, parts))
    }

    fn decide(&self, expr: &Expr, op: CompareOp, a: &Value, b: &Value) -> Result<Truth, Error> {
        Ok(match (a, b) {
            (Value::None, _) | (_, Value::None) => Truth::No,
            (Value::Undefined(a), Value::Undefined(b)) => Truth::Open(a.clone().and(b.clone())),
            (Value::Undefined(undefined), other) | (other, Value::Undefined(undefined)) => {
                // It stays undefined whatever the other side is, unless that turns out to be none.
                let doubt = undefined.clone();
                Truth::Open(if may_be_none(other) { doubt.and(other.doubt()) } else { doubt })
            }
            (Value::Number(a), Value::Number(b)) => numbers(op, a, b),
            (Value::Text(a), Value::Text(b)) => texts(op, a, b),
            (Value::Truth(a), Value::Truth(b)) => truths(op, a, b),
            // None would make it false whatever the other side is.
            (Value::TruthOrNone(open), other @ (Value::Truth(_) | Value::TruthOrNone(_)))
            | (other @ Value::Truth(_), Value::TruthOrNone(open)) => {
                Truth::Open(open.clone().and(other.doubt()))
            }
            _ => return Err(self.mixed(expr)),
        })
    }

    /// Leaves a comparison behind for the ruling.
    pub(super) fn report(
        &mut self,
        op: CompareOp,
        (left, a): (&Expr, &Value),
        (right, b): (&Expr, &Value),
        truth: &Truth,
    ) {
        if self.quiet > 0 {
            return;
        }
        let margin = match (exactly(a), exactly(b)) {
            (Some(a), Some(b)) => Some(a.clone() - b.clone()),
            _ => None,
        };
        // A plain number takes the unit of what it is compared with.
        let ty = if matches!(left.ty, Type::Number) { &right.ty } else { &left.ty };
        let comparison = Comparison {
            left: Side { what: self.describe(left), value: shown(a, ty) },
            operator: op,
            right: Side { what: self.describe(right), value: shown(b, ty) },
            unit: unit(ty),
            outcome: truth.outcome(),
            margin,
            growth: None,
            selects: self.selecting > 0,
            missing: Vec::new(),
            blocked: Vec::new(),
        };
        self.leave_comparison(comparison, truth);
    }

    /// Leaves a comparison behind, with what it is in doubt about.
    pub(super) fn leave_comparison(&mut self, mut comparison: Comparison, truth: &Truth) {
        if let Truth::Open(doubt) = truth {
            comparison.missing = doubt.missing.keys().map(ToString::to_string).collect();
            comparison.blocked = doubt.blocked.iter().map(super::Cause::report).collect();
        }
        self.leave(Entry::Comparison(Box::new(comparison)));
    }

    /// Leaves behind what a question that is answered by yes or no came to.
    pub(super) fn report_answer(&mut self, what: Label, value: &Value, truth: &Truth) {
        let right = Side { what: super::trace::answered(true), value: Shown::YesNo(true) };
        let comparison = Comparison {
            left: Side { what, value: shown(value, &Type::YesNo) },
            operator: CompareOp::Equal,
            right,
            unit: Type::YesNo.to_string(),
            outcome: truth.outcome(),
            margin: None,
            growth: None,
            selects: self.selecting > 0,
            missing: Vec::new(),
            blocked: Vec::new(),
        };
        self.leave_comparison(comparison, truth);
    }

    /// Leaves the comparison of a growth rate behind.
    pub(super) fn report_growth(
        &mut self,
        (left, right): (Side, Side),
        op: CompareOp,
        growth: Option<Growth>,
        truth: &Truth,
    ) {
        let margin = growth.as_ref().map(|growth| growth.last.clone() - growth.required.clone());
        let comparison = Comparison {
            left,
            operator: op,
            right,
            unit: Type::Percentage.to_string(),
            outcome: truth.outcome(),
            margin,
            growth,
            selects: self.selecting > 0,
            missing: Vec::new(),
            blocked: Vec::new(),
        };
        self.leave_comparison(comparison, truth);
    }
}

fn ratio(op: CompareOp, n: &Number, d: &Number, threshold: &Number) -> Option<Truth> {
    Number::compare_ratio(n, d, threshold).map(|order| Truth::known(op.holds(order)))
}

fn exactly(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(range) => range.known(),
        _ => None,
    }
}

/// Compares two quantities by their bounds. A yes needs that neither can turn out to be none or undefined; a no
/// only that neither can be undefined, since a comparison with none is false.
pub(super) fn numbers(op: CompareOp, a: &Range, b: &Range) -> Truth {
    let undefined = a.undefined || b.undefined;
    let bounds = by_bounds(op, a, b);
    match bounds {
        Some(true) if !undefined && !a.none && !b.none => Truth::Yes,
        Some(false) if !undefined => Truth::No,
        _ => {
            let doubt = a.doubt.clone().and(b.doubt.clone());
            // Bounds say nothing of the gaps between them, so an equality may be out of reach.
            let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
            // A quotient without bounds, of what goes up from zero, is anything above zero and nothing below.
            let positive = |range: &Range| range.low.as_ref().is_some_and(|low| *low > Number::zero());
            let lost = |range: &Range| range.undefined && range.low.is_none() && range.high.is_none();
            let below = (lost(a) && !positive(b)) || (lost(b) && !positive(a));
            // Where they suffice, only what may turn out to be none or undefined still matters.
            let loose = equality || bounds.is_some() || below;
            Truth::Open(if loose { doubt.loosened() } else { doubt }.of_condition())
        }
    }
}

fn by_bounds(op: CompareOp, a: &Range, b: &Range) -> Option<bool> {
    let order = |x: &Option<Number>, y: &Option<Number>| Some(x.as_ref()?.cmp(y.as_ref()?));
    let (least, most) = (order(&a.low, &b.high), order(&a.high, &b.low));
    match op {
        CompareOp::AtLeast => sure(least.map(Ordering::is_ge), most.map(Ordering::is_lt)),
        CompareOp::Above => sure(least.map(Ordering::is_gt), most.map(Ordering::is_le)),
        CompareOp::AtMost => sure(most.map(Ordering::is_le), least.map(Ordering::is_gt)),
        CompareOp::Below => sure(most.map(Ordering::is_lt), least.map(Ordering::is_ge)),
        CompareOp::Equal | CompareOp::NotEqual => {
            let apart = least == Some(Ordering::Greater) || most == Some(Ordering::Less);
            let same = least == Some(Ordering::Equal) && a.low == a.high && b.low == b.high;
            let equal = if apart { Some(false) } else { same.then_some(true) };
            equal.map(|equal| equal == (op == CompareOp::Equal))
        }
    }
}

fn sure(yes: Option<bool>, no: Option<bool>) -> Option<bool> {
    match (yes, no) {
        (Some(true), _) => Some(true),
        (_, Some(true)) => Some(false),
        _ => None,
    }
}

pub(super) fn texts(op: CompareOp, a: &Texts, b: &Texts) -> Truth {
    let equal = match (a.only(), b.only(), &a.among, &b.among) {
        (Some(a), Some(b), ..) => Some(a == b),
        (_, _, Some(a), Some(b)) if a.is_disjoint(b) => Some(false),
        _ => None,
    };
    match equal.map(|equal| equal == (op == CompareOp::Equal)) {
        Some(true) if !a.none && !b.none => Truth::Yes,
        Some(false) => Truth::No,
        _ => {
            let doubt = a.doubt.clone().and(b.doubt.clone());
            // Which of several texts it is no longer matters where none of them can be the other's.
            let several = a.only().is_none() || b.only().is_none();
            Truth::Open(if equal.is_some() && several { doubt.loosened() } else { doubt })
        }
    }
}

pub(super) fn truths(op: CompareOp, a: &Truth, b: &Truth) -> Truth {
    match (a, b) {
        (Truth::Open(a), Truth::Open(b)) => Truth::Open(open_beside(a, b)),
        (Truth::Open(doubt), _) | (_, Truth::Open(doubt)) => Truth::Open(doubt.clone()),
        (a, b) => Truth::known((a == b) == (op == CompareOp::Equal)),
    }
}

/// Two open conditions compared: where one is undefined, nothing else can decide it.
fn open_beside(a: &Doubt, b: &Doubt) -> Doubt {
    let both = a.clone().and(b.clone());
    if a.is_undefined() || b.is_undefined() { both.only_blocked() } else { both }
}

/// A value as a ruling shows it.
pub(crate) fn shown(value: &Value, ty: &Type) -> Shown {
    match value {
        Value::None => Shown::None,
        Value::Undefined(_) => Shown::Undefined,
        Value::Truth(Truth::Yes) => Shown::YesNo(true),
        Value::Truth(Truth::No) => Shown::YesNo(false),
        Value::Truth(Truth::Open(_)) | Value::TruthOrNone(_) => Shown::Unknown,
        Value::Text(texts) => texts.exact().map_or(Shown::Unknown, |text| Shown::Text(text.to_owned())),
        Value::Number(range) => match range.known() {
            Some(day) if matches!(ty, Type::Date) => {
                day.to_i64().and_then(Date::from_days).map_or(Shown::Unknown, Shown::Date)
            }
            Some(number) => Shown::Number(number.clone()),
            None if matches!(ty, Type::Date) => Shown::Unknown,
            None if range.low.is_none() && range.high.is_none() => Shown::Unknown,
            None => Shown::Between { low: range.low.clone(), high: range.high.clone() },
        },
    }
}

/// The unit of a comparison; the values of a list are not repeated.
pub(crate) fn unit(ty: &Type) -> String {
    match ty {
        Type::OneOf(_) => "one_of".to_owned(),
        Type::Set(_) => "set_of".to_owned(),
        ty => ty.to_string(),
    }
}
