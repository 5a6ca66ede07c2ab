//! Scores on a walk.

use super::tally::Tally;
use super::{Value, Walk};
use crate::cases::form::Quotient;
use crate::cases::{Outcome, Stop};
use gradus_dsl::policy::{CompareOp, Group, Indicator, Quorum, Score};
use gradus_dsl::{GroupId, Number, ScoreId};

impl<'a> Walk<'_, 'a> {
    /// The points of a score, and whether some of its lines are undefined: the points are then the most there can be.
    pub(super) fn score(&mut self, id: &'a ScoreId) -> Result<(Quotient, bool), Stop> {
        if let Some(points) = self.scores.get(id) {
            return Ok(points.clone());
        }
        let score = self.space.ask.model.score(id).map_err(|_| Stop::Outside)?;
        // INVARIANT: named field by field, so that whoever adds one to the language decides here what a walk makes
        // of it.
        let Score { id: _, at: _, citation: _, of, pass: _, status: _, groups, indicators } = score;
        let (mut sum, mut undefined) = self.apart(|this| this.lines(indicators))?;
        for group in groups {
            let (points, more) = self.group(id, &group.id)?;
            sum = sum.plus(&points).ok_or(Stop::Outside)?;
            undefined |= more;
        }
        let points = (self.capped(Value::Quantity(sum), of)?, undefined);
        self.scores.insert(id, points.clone());
        Ok(points)
    }

    /// The points of one group of a score.
    pub(super) fn group(&mut self, score: &'a ScoreId, id: &'a GroupId) -> Result<(Quotient, bool), Stop> {
        if let Some(points) = self.groups.get(&(score, id)) {
            return Ok(points.clone());
        }
        let group = self.space.ask.model.group(score, id).map_err(|_| Stop::Outside)?;
        let Group { id: _, at: _, citation: _, of, pass: _, status: _, indicators } = group;
        let (sum, undefined) = self.apart(|this| this.lines(indicators))?;
        let points = (self.capped(Value::Quantity(sum), of)?, undefined);
        self.groups.insert((score, id), points.clone());
        Ok(points)
    }

    /// The sum of some lines, each at most its own most.
    fn lines(&mut self, lines: &'a [Indicator]) -> Result<(Quotient, bool), Stop> {
        let mut sum = Quotient::number(Number::zero());
        let mut undefined = false;
        for line in lines {
            let Indicator { id: _, at: _, citation: _, of, status: _, points } = line;
            let points = match self.value(points)? {
                points @ (Value::Quantity(_) | Value::Stepped(_)) => self.capped(points, of)?,
                Value::None => continue,
                Value::Undefined => {
                    undefined = true;
                    Quotient::number(of.clone())
                }
                Value::YesNo(_) | Value::Text(_) => return Err(Stop::Outside),
            };
            sum = sum.plus(&points).ok_or(Stop::Outside)?;
        }
        Ok((sum, undefined))
    }

    fn capped(&mut self, points: Value, most: &Number) -> Result<Quotient, Stop> {
        if self.against(&points, CompareOp::Above, most)? {
            return Ok(Quotient::number(most.clone()));
        }
        self.number(points)
    }

    /// Whether a score reaches its pass mark, and each of its groups its own.
    pub(super) fn passes(&mut self, id: &'a ScoreId) -> Result<Outcome, Stop> {
        let score = self.space.ask.model.score(id).map_err(|_| Stop::Outside)?;
        let marked = score.groups.iter().filter(|group| group.pass.is_some());
        let mut tally = Tally::new(Quorum::All, 1 + marked.clone().count());
        let points = self.score(id)?;
        if tally.add(self.reaches_mark(points, score.pass.as_ref())?) {
            return Ok(tally.outcome());
        }
        for group in marked {
            let points = self.group(id, &group.id)?;
            if tally.add(self.reaches_mark(points, group.pass.as_ref())?) {
                break;
            }
        }
        Ok(tally.outcome())
    }

    fn reaches_mark(
        &mut self,
        (points, undefined): (Quotient, bool),
        pass: Option<&Number>,
    ) -> Result<Outcome, Stop> {
        let Some(pass) = pass else { return Ok(Outcome::Undefined) };
        Ok(match self.against(&Value::Quantity(points), CompareOp::AtLeast, pass)? {
            false => Outcome::No,
            // The most it can be passes; the least is not known.
            true if undefined => Outcome::Undefined,
            true => Outcome::Yes,
        })
    }
}
