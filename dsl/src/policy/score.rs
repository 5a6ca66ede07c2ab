//! Scores: lines that give points, groups of them, and the marks that pass.

use super::{Expr, Interval, Status};
use crate::{Citation, GroupId, IndicatorId, Number, Position, ScoreId};

/// A scoring table: the sum of its groups and indicators, and the mark that passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Its id.
    pub id: ScoreId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// The most points there are.
    pub of: Number,
    /// The points that pass, if the text sets a mark. It passes where each group reaches its own mark too.
    pub pass: Option<Number>,
    /// How sure it is.
    pub status: Option<Status>,
    /// The groups of lines.
    pub groups: Vec<Group>,
    /// The lines outside any group.
    pub indicators: Vec<Indicator>,
}

/// Some lines of a score that together give at most so many points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id, unique in its score.
    pub id: GroupId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// The most points its lines count for together.
    pub of: Number,
    /// The points it must reach for the score to pass, whatever the total.
    pub pass: Option<Number>,
    /// How sure it is.
    pub status: Option<Status>,
    /// The lines.
    pub indicators: Vec<Indicator>,
}

/// One line of a scoring table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its id, unique in its score.
    pub id: IndicatorId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// The most points it gives.
    pub of: Number,
    /// How sure it is.
    pub status: Option<Status>,
    /// The points it gives.
    pub points: Expr,
}

/// One band of `bands(…)`: the values it takes in, and the points it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The values.
    pub interval: Interval,
    /// The points.
    pub points: Number,
}

impl Score {
    /// The group with this id.
    #[must_use]
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == *id)
    }

    /// Every line, those of the groups first.
    pub fn lines(&self) -> impl Iterator<Item = &Indicator> {
        self.groups.iter().flat_map(|group| &group.indicators).chain(&self.indicators)
    }
}
