//! Scores on a walk.

use super::{Value, Walk};
use crate::cases::form::Quotient;
use crate::cases::{Outcome, Stop};
use gradus_dsl::policy::{CompareOp, Indicator, Score};
use gradus_dsl::{Number, ScoreId};

impl<'a> Walk<'_, 'a> {
    /// The points of a score, and whether some of its lines are undefined: the points are then the most there can be.
    pub(super) fn score(&mut self, id: &'a ScoreId) -> Result<(Quotient, bool), Stop> {
        if let Some(points) = self.scores.get(id) {
            return Ok(points.clone());
        }
        let score = self.space.ask.model.score(id).map_err(|_| Stop::Outside)?;
        let points = self.apart(|this| this.total(score))?;
        self.scores.insert(id, points.clone());
        Ok(points)
    }

    fn total(&mut self, score: &'a Score) -> Result<(Quotient, bool), Stop> {
        // INVARIANT: named field by field, so that whoever adds one to the language decides here what a walk makes
        // of it.
        let Score { id: _, at: _, citation: _, of: most, pass: _, status: _, groups, indicators } = score;
        if !groups.is_empty() {
            return Err(Stop::Outside);
        }
        let mut sum = Quotient::number(Number::zero());
        let mut undefined = false;
        for line in indicators {
            let Indicator { id: _, at: _, citation: _, of, status: _, points } = line;
            let points = match self.value(points)? {
                Value::Quantity(points) => self.capped(points, of)?,
                Value::None => continue,
                Value::Undefined => {
                    undefined = true;
                    Quotient::number(of.clone())
                }
                _ => return Err(Stop::Outside),
            };
            sum = sum.plus(&points).ok_or(Stop::Outside)?;
        }
        Ok((self.capped(sum, most)?, undefined))
    }

    fn capped(&mut self, points: Quotient, most: &Number) -> Result<Quotient, Stop> {
        let most = Quotient::number(most.clone());
        let form = points.less(&most).ok_or(Stop::Outside)?;
        Ok(if self.holds(&form, CompareOp::Above)? { most } else { points })
    }

    pub(super) fn passes(&mut self, id: &'a ScoreId) -> Result<Outcome, Stop> {
        let (points, undefined) = self.score(id)?;
        let score = self.space.ask.model.score(id).map_err(|_| Stop::Outside)?;
        let Some(pass) = &score.pass else { return Ok(Outcome::Undefined) };
        let form = points.less(&Quotient::number(pass.clone())).ok_or(Stop::Outside)?;
        Ok(match self.holds(&form, CompareOp::AtLeast)? {
            false => Outcome::No,
            // The most it can be passes; the least is not known.
            true if undefined => Outcome::Undefined,
            true => Outcome::Yes,
        })
    }
}
