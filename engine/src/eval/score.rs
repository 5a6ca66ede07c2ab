//! Scores: the sum of their groups and lines, an interval while some of them are not known.

use super::compare::{numbers, shown};
use super::truth::quorum;
use super::value::Range;
use super::{Declared, Doubt, Evaluator, Points, Truth, Value};
use crate::{Error, FlagKind, IndicatorFinding, Why};
use gradus_dsl::policy::{CompareOp, Expr, ExprKind, Group, Indicator, Quorum, Score, Type};
use gradus_dsl::{GroupId, Number, ScoreId};

impl<'a> Evaluator<'a> {
    pub(super) fn score(&mut self, id: &'a ScoreId) -> Result<Value, Error> {
        let score = self.model.score(id)?;
        self.declared(Declared::Score(id.clone()), |this| this.total(score))
    }

    /// The points of one group. The whole score is looked at, so that a ruling shows it.
    pub(super) fn group_of(&mut self, score: &'a ScoreId, group: &GroupId) -> Result<Value, Error> {
        self.score(score)?;
        let group = self.model.group(score, group)?;
        self.group(score, group)
    }

    /// The sum of the lines of a group, at most the most it counts for.
    fn group(&mut self, score: &ScoreId, group: &'a Group) -> Result<Value, Error> {
        self.declared(Declared::Group(score.clone(), group.id.clone()), |this| {
            this.flag(FlagKind::Group, group.id.as_str(), group.status.as_ref());
            let (sum, indicators) = this.lines(&group.indicators)?;
            Ok(this.summed(sum.capped(&group.of), indicators))
        })
    }

    /// The sum of the groups and lines, at most the most there is.
    fn total(&mut self, score: &'a Score) -> Result<Value, Error> {
        self.flag(FlagKind::Score, score.id.as_str(), score.status.as_ref());
        let mut groups = Range::exact(Number::zero());
        for group in &score.groups {
            if let Value::Number(points) = self.group(&score.id, group)? {
                groups = groups.plus(&points);
            }
        }
        let (lines, indicators) = self.lines(&score.indicators)?;
        Ok(self.summed(groups.plus(&lines).capped(&score.of), indicators))
    }

    /// Leaves the points behind for the ruling.
    fn summed(&mut self, mut sum: Range, indicators: Vec<IndicatorFinding>) -> Value {
        sum.doubt = sum.doubt.put_together().in_steps();
        let total = Value::Number(sum);
        self.points(Points { total: shown(&total, &Type::Points), indicators });
        total
    }

    /// The sum of some lines, each at most its own most.
    fn lines(&mut self, lines: &'a [Indicator]) -> Result<(Range, Vec<IndicatorFinding>), Error> {
        let mut sum = Range::exact(Number::zero());
        let mut indicators = Vec::with_capacity(lines.len());
        for line in lines {
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
        Ok((sum, indicators))
    }

    /// Whether a score reaches its pass mark, and each of its groups its own.
    pub(super) fn passes(&mut self, expr: &'a Expr, id: &'a ScoreId) -> Result<Truth, Error> {
        let value = self.score(id)?;
        let score = self.model.score(id)?;
        let points = |kind| Expr { kind, ty: Type::Points, at: expr.at };
        let whole = points(ExprKind::Score(id.clone()));
        let mut truths = vec![self.reaches(id, whole, &value, score.pass.as_ref())?];
        for group in score.groups.iter().filter(|group| group.pass.is_some()) {
            let value = self.group(id, group)?;
            let left = points(ExprKind::Group(id.clone(), group.id.clone()));
            truths.push(self.reaches(id, left, &value, group.pass.as_ref())?);
        }
        Ok(self.settle(quorum(Quorum::All, truths)))
    }

    /// Whether points reach a mark.
    fn reaches(
        &mut self,
        score: &ScoreId,
        left: Expr,
        value: &Value,
        pass: Option<&Number>,
    ) -> Result<Truth, Error> {
        let truth = match (pass, value) {
            (Some(pass), Value::Number(range)) => {
                numbers(CompareOp::AtLeast, range, &Range::exact(pass.clone()))
            }
            (None, _) => Truth::Open(Doubt::blocked(Why::NoPassMark, vec![score.to_string()])),
            _ => return Err(self.mixed(&left)),
        };
        if !matches!(truth, Truth::Open(_)) {
            self.ignore(Some(value.doubt()));
        }
        let mark = pass.cloned().unwrap_or_else(Number::zero);
        let right = Expr { kind: ExprKind::Number(mark.clone()), ty: Type::Points, at: left.at };
        self.report(CompareOp::AtLeast, (&left, value), (&right, &Value::number(mark)), &truth);
        Ok(truth)
    }
}

/// A line that may turn out to be none may give no points; one that may turn out to be undefined is then taken
/// to give anything up to its most, so the bounds say so from the start.
fn at_worst(mut points: Range, most: &Number) -> Range {
    if points.none {
        points = points.or_zero();
    }
    if points.undefined {
        (points.low, points.high) = (None, Some(most.clone()));
    }
    Range { none: false, undefined: false, ..points }
}
