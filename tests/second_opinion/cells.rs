//! Intervals and cells of bands and tables for the second opinion.

use super::number::{Fallible, order};
use rhai::{Dynamic, Engine};
use std::cmp::Ordering;

/// Whether an edge lets a value pass, by how the value stands to it.
type Holds = fn(Ordering) -> bool;

/// The function the reader writes for `any`.
pub(crate) const ANY: &str = "any_for_rhai";

/// What a cell of a table, or the interval of a band, asks.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Any,
    /// Each bound, with the orders of the value to it that fit.
    Bounds(Vec<(Dynamic, Holds)>),
    /// One of these.
    Among(Vec<Cell>),
}

impl Cell {
    /// The cell as evaluated: an interval, a list, or a value.
    pub(crate) fn of(written: &Dynamic) -> Fallible<Self> {
        if let Some(cell) = written.read_lock::<Self>() {
            return Ok(cell.clone());
        }
        if let Some(list) = written.read_lock::<rhai::Array>() {
            return Ok(Self::Among(list.iter().map(Self::of).collect::<Fallible<_>>()?));
        }
        Ok(Self::Bounds(vec![(written.clone(), Ordering::is_eq)]))
    }

    /// Whether a value lies in it. What is none lies in `any` alone.
    pub(crate) fn holds(&self, value: &Dynamic) -> Fallible<bool> {
        match self {
            Self::Any => Ok(true),
            Self::Bounds(bounds) => {
                for (bound, fits) in bounds {
                    if !order(value, bound)?.is_some_and(fits) {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Among(cells) => {
                for cell in cells {
                    if cell.holds(value)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

/// Teaches Rhai the words for intervals.
pub(crate) fn teach_cells(engine: &mut Engine) {
    engine.register_fn(ANY, || Cell::Any);
    let one: [(&str, Holds); 4] = [
        ("at_least", Ordering::is_ge),
        ("above", Ordering::is_gt),
        ("at_most", Ordering::is_le),
        ("below", Ordering::is_lt),
    ];
    for (name, fits) in one {
        engine.register_fn(name, move |edge: Dynamic| Cell::Bounds(vec![(edge, fits)]));
    }
    type Fits = fn(Ordering) -> bool;
    let two: [(&str, Fits, Fits); 2] =
        [("within", Ordering::is_ge, Ordering::is_lt), ("above_up_to", Ordering::is_gt, Ordering::is_le)];
    for (name, low, high) in two {
        engine
            .register_fn(name, move |from: Dynamic, to: Dynamic| Cell::Bounds(vec![(from, low), (to, high)]));
    }
}
