//! Decision tables: rows of cells over the columns, a result for each row, and which of several rows counts.

use super::{Expr, Interval, Status, Type};
use crate::{Citation, Position, TableId};
use std::collections::BTreeSet;

/// A decision table. The checker has seen to it that each input meets as many rows as `hit` allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its id.
    pub id: TableId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// How sure it is.
    pub status: Option<Status>,
    /// Which of several matching rows counts.
    pub hit: Hit,
    /// What the columns look at.
    pub columns: Vec<Expr>,
    /// The rows, in written order.
    pub rows: Vec<Row>,
    /// The type of every result.
    pub ty: Type,
}

/// Which of several matching rows counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// No input meets two rows.
    Unique,
    /// The first row that matches, in written order.
    First,
    /// Rows that match together have the same result.
    Any,
    /// The sum of all rows that match; zero where none does.
    CollectSum,
}

/// One row of a decision table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it is declared.
    pub at: Position,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// The result.
    pub result: Expr,
}

/// What a column must be for its row to match. What exists not (none) matches [`Cell::Any`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Anything.
    Any,
    /// A quantity or a day in one of these intervals.
    Within(Vec<Interval>),
    /// One of these texts; of a column that is yes or no, `true` or `false`.
    Among(BTreeSet<String>),
}

impl Hit {
    /// Every hit policy with its spelling.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::Unique, "unique"),
        (Self::First, "first"),
        (Self::Any, "any"),
        (Self::CollectSum, "collect_sum"),
    ];
}
