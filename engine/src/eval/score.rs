//! Scores: the sum of their lines, an interval while some of them are not known.

use super::compare::shown;
use super::value::Range;
use super::{Declared, Doubt, Evaluator, Points, Truth, Value};
use crate::{Error, FlagKind, IndicatorFinding, Why};
use gradus_dsl::policy::{CompareOp, Expr, ExprKind, Score, Type};
use gradus_dsl::{Number, ScoreId};

impl<'a> Evaluator<'a> {
    pub(super) fn score(&mut self, id: &'a ScoreId) -> Result<Value, Error> {
        let score = self.model.score(id)?;
        self.declared(Declared::Score(id.clone()), |this| this.total(score))
    }

    /// The sum of the lines, each at most its own most, the whole at most the most there is.
    fn total(&mut self, score: &'a Score) -> Result<Value, Error> {
        self.flag(FlagKind::Score, score.id.as_str(), score.status.as_ref());
        let mut sum = Range::exact(Number::zero());
        let mut indicators = Vec::new();
        for line in &score.indicators {
            self.flag(FlagKind::Indicator, line.id.as_str(), line.status.as_ref());
            let points = match self.value(&line.points)? {
                Value::Number(range) => range.capped(&line.of),
                // Points of something that exists not are no points.
                Value::None => Range::exact(Number::zero()),
                // Something undefined gives at most what the line gives; it may still not matter.
                Value::Undefined(doubt) => Range { doubt, ..Range::default() }.capped(&line.of),
                Value::Truth(_) | Value::TruthOrNone(_) | Value::Text(_) => {
                    return Err(self.mixed(&line.points));
                }
            };
            let points = at_worst(points, &line.of);
            indicators.push(IndicatorFinding {
                id: line.id.clone(),
                citation: line.citation.to_string(),
                points: shown(&Value::Number(points.clone()), &Type::Points),
                of: line.of.clone(),
            });
            sum = sum.plus(&points);
        }
        let mut sum = sum.capped(&score.of);
        sum.doubt = sum.doubt.put_together();
        let total = Value::Number(sum);
        self.points(Points { total: shown(&total, &Type::Points), indicators });
        Ok(total)
    }

    /// Whether a score reaches its pass mark.
    pub(super) fn passes(&mut self, expr: &'a Expr, id: &'a ScoreId) -> Result<Truth, Error> {
        let value = self.score(id)?;
        let score = self.model.score(id)?;
        let truth = match (&score.pass, &value) {
            (Some(pass), Value::Number(range)) => {
                super::compare::numbers(CompareOp::AtLeast, range, &Range::exact(pass.clone()))
            }
            (None, _) => Truth::Open(Doubt::blocked(Why::NoPassMark, vec![id.to_string()])),
            _ => return Err(self.mixed(expr)),
        };
        if !matches!(truth, Truth::Open(_)) {
            self.ignore(Some(value.doubt()));
        }
        let points = |kind| Expr { kind, ty: Type::Points, at: expr.at };
        let left = points(ExprKind::Score(id.clone()));
        let mark = score.pass.clone().unwrap_or_else(Number::zero);
        let right = points(ExprKind::Number(mark.clone()));
        self.report(CompareOp::AtLeast, (&left, &value), (&right, &Value::number(mark)), &truth);
        Ok(truth)
    }
}

/// A line that may turn out to be none may give no points; one that may turn out to be undefined is then taken
/// to give anything up to its most, so the bounds say so from the start.
fn at_worst(mut points: Range, most: &Number) -> Range {
    if points.none {
        let zero = Number::zero();
        points.low = points.low.map(|low| low.min(zero.clone()));
        points.high = points.high.map(|high| high.max(zero));
    }
    if points.undefined {
        (points.low, points.high) = (None, Some(most.clone()));
    }
    Range { none: false, undefined: false, ..points }
}
