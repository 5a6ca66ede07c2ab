//! The geometry of decision tables: rows are boxes over the columns; which inputs no row holds, and which two hold.

use crate::policy::{Cell, Cut, Interval, Row, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Most comparisons for all tables of a file; a limit of the language.
pub(super) const MAX_COMPARED: u64 = 5_000_000;

/// A table whose rows cannot be compared within [`MAX_COMPARED`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// What a column looks at.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The quantities or days it can be; none where it is no quantity.
    pub(super) line: Option<Interval>,
    /// Its type.
    pub(super) ty: Type,
    /// Whether it may be none, which only `any` holds.
    pub(super) none: bool,
}

/// A part of a column whose values every row treats alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// All values the column has.
    Anything,
    Stretch(Interval),
    Value(String),
    /// Any text that no row names.
    OtherText,
    None,
}

/// The rows that begin and those that end at a place.
type Turns = BTreeMap<usize, (Vec<usize>, Vec<usize>)>;

/// Pieces from the first of a range up to and without the second.
type Ranges = Vec<(usize, usize)>;

/// One column cut into pieces, and the pieces of each row.
struct Axis {
    pieces: Vec<Piece>,
    /// How many of the pieces are values; the one after them, if any, is none.
    values: usize,
    rows: Vec<Ranges>,
}

/// The rows of a table as boxes of pieces.
pub(super) struct Boxes<'c> {
    axes: Vec<Axis>,
    rows: usize,
    compared: &'c mut u64,
}

impl<'c> Boxes<'c> {
    pub(super) fn new(columns: &[Column], rows: &[Row], compared: &'c mut u64) -> Self {
        let cells = |index: usize| rows.iter().map(move |row| row.cells.get(index).unwrap_or(&Cell::Any));
        let axes = columns.iter().enumerate().map(|(index, column)| axis(column, &cells(index)));
        Self { axes: axes.collect(), rows: rows.len(), compared }
    }

    /// An input that no row holds.
    pub(super) fn gap(&mut self) -> Result<Option<Vec<Piece>>, TooMuch> {
        let whole: Vec<Ranges> = self.axes.iter().map(|axis| vec![(0, axis.values)]).collect();
        let all: Vec<usize> = (0..self.rows).collect();
        let found = self.hole(0, &whole, &all)?;
        Ok(found.map(|places| self.named(&places)))
    }

    /// An input that two rows both hold.
    pub(super) fn shared(&mut self, one: usize, other: usize) -> Result<Option<Vec<Piece>>, TooMuch> {
        let mut places = Vec::with_capacity(self.axes.len());
        let mut work = 0;
        for axis in &self.axes {
            let (a, b) = (ranges(axis, one), ranges(axis, other));
            work += a.len() + b.len();
            match common(a, b) {
                Some(place) => places.push(place),
                None => {
                    places.clear();
                    break;
                }
            }
        }
        let found = places.len() == self.axes.len();
        self.count(work + 1)?;
        Ok(found.then(|| self.named(&places)))
    }

    /// Whether some input reaches a row past all rows before it.
    pub(super) fn reached(&mut self, row: usize) -> Result<bool, TooMuch> {
        let region: Vec<Ranges> = self.axes.iter().map(|axis| ranges(axis, row).to_vec()).collect();
        let before: Vec<usize> = (0..row).collect();
        Ok(self.hole(0, &region, &before)?.is_some())
    }

    /// A place in a region, from an axis on, that none of these rows holds: the axis is walked from one end to the
    /// other, and wherever the rows that hold the place change, the same is asked of them on the next axis.
    ///
    /// It goes as deep as the table has columns, of which there are few (`MAX_COLUMNS` of the tables).
    fn hole(
        &mut self,
        axis: usize,
        region: &[Ranges],
        rows: &[usize],
    ) -> Result<Option<Vec<usize>>, TooMuch> {
        let firsts = |region: &[Ranges]| -> Vec<usize> {
            region.iter().map(|ranges| ranges.first().map_or(0, |range| range.0)).collect()
        };
        let Some((here, rest)) = region.split_first() else {
            return Ok(rows.is_empty().then(Vec::new));
        };
        self.count(rows.len() + 1)?;
        if rows.is_empty() {
            return Ok(Some(firsts(region)));
        }
        let mut work = 0;
        let mut covered = false;
        for row in rows {
            let axes = self.axes.iter().skip(axis);
            covered = axes.zip(region).all(|(axis, region)| {
                work += region.len();
                within(region, ranges(axis, *row))
            });
            if covered {
                break;
            }
        }
        self.count(work)?;
        if covered {
            return Ok(None);
        }
        let turns = self.turns(axis, here, rows)?;
        let inside = |place: usize| within(&[(place, place + 1)], here);
        let mut holding: BTreeSet<usize> = BTreeSet::new();
        let mut asked: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (place, (begin, end)) in turns {
            for row in &end {
                holding.remove(row);
            }
            holding.extend(begin);
            if !inside(place) {
                continue;
            }
            let holding: Vec<usize> = holding.iter().copied().collect();
            self.count(holding.len() + 1)?;
            if !asked.insert(holding.clone()) {
                continue;
            }
            if let Some(mut places) = self.hole(axis + 1, rest, &holding)? {
                places.insert(0, place);
                return Ok(Some(places));
            }
        }
        Ok(None)
    }

    /// The rows that begin and those that end at each place of a region where something changes.
    fn turns(&mut self, axis: usize, region: &[(usize, usize)], rows: &[usize]) -> Result<Turns, TooMuch> {
        let mut turns = Turns::new();
        for (from, to) in region {
            turns.entry(*from).or_default();
            for row in rows {
                let all = self.axes.get(axis).map_or(&[][..], |axis| ranges(axis, *row));
                let first = all.partition_point(|(_, high)| high <= from);
                let mut work = 1;
                for (low, high) in all.iter().skip(first).take_while(|(low, _)| low < to) {
                    work += 1;
                    turns.entry(*low.max(from)).or_default().0.push(*row);
                    turns.entry(*high.min(to)).or_default().1.push(*row);
                }
                self.count(work)?;
            }
        }
        Ok(turns)
    }

    fn named(&self, places: &[usize]) -> Vec<Piece> {
        let pieces = self.axes.iter().zip(places);
        pieces.map(|(axis, place)| axis.pieces.get(*place).cloned().unwrap_or(Piece::Anything)).collect()
    }

    fn count(&mut self, work: usize) -> Result<(), TooMuch> {
        *self.compared = self.compared.saturating_add(u64::try_from(work).unwrap_or(u64::MAX));
        if *self.compared > MAX_COMPARED { Err(TooMuch) } else { Ok(()) }
    }
}

fn ranges(axis: &Axis, row: usize) -> &[(usize, usize)] {
    axis.rows.get(row).map_or(&[], Vec::as_slice)
}

/// A place two rows have in common; the ranges of each ascend.
fn common(a: &[(usize, usize)], b: &[(usize, usize)]) -> Option<usize> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some((a_low, a_high)), Some((b_low, b_high))) = (a.peek(), b.peek()) {
        let (low, high) = (a_low.max(b_low), a_high.min(b_high));
        if low < high {
            return Some(*low);
        }
        if a_high < b_high {
            a.next()
        } else {
            b.next()
        };
    }
    None
}

/// Whether ranges lie within others; both ascend, and ranges that touch are joined.
fn within(inner: &[(usize, usize)], outer: &[(usize, usize)]) -> bool {
    inner.iter().all(|(from, to)| {
        let next = outer.partition_point(|(low, _)| low <= from);
        next.checked_sub(1).and_then(|last| outer.get(last)).is_some_and(|(_, high)| to <= high)
    })
}

fn axis<'a, I: Iterator<Item = &'a Cell> + Clone>(column: &Column, cells: &I) -> Axis {
    let mut axis = match &column.line {
        Some(line) => line_axis(line, cells),
        None => value_axis(&column.ty, cells),
    };
    axis.values = axis.pieces.len();
    if let ([_], 1) = (axis.pieces.as_slice(), axis.values)
        && cells.clone().all(|cell| *cell == Cell::Any)
    {
        axis.pieces = vec![Piece::Anything];
    }
    if column.none {
        axis.pieces.push(Piece::None);
    }
    for (ranges, cell) in axis.rows.iter_mut().zip(cells.clone()) {
        if *cell == Cell::Any {
            *ranges = vec![(0, axis.pieces.len())];
        }
    }
    axis
}

/// A column of quantities or days, cut wherever an interval of some row begins or ends.
fn line_axis<'a, I: Iterator<Item = &'a Cell> + Clone>(line: &Interval, cells: &I) -> Axis {
    let intervals = |cell: &'a Cell| match cell {
        Cell::Within(intervals) => intervals.as_slice(),
        _ => &[],
    };
    let ends = |interval: &'a Interval| (interval.start().max(line.start()), interval.end().min(line.end()));
    let mut cuts: BTreeSet<Cut<'_>> = BTreeSet::from([line.start(), line.end()]);
    for interval in cells.clone().flat_map(intervals) {
        let (start, end) = ends(interval);
        if start < end {
            cuts.extend([start, end]);
        }
    }
    let cuts: Vec<Cut<'_>> = cuts.into_iter().collect();
    let between = cuts.iter().zip(cuts.iter().skip(1));
    let pieces =
        between.map(|(start, end)| Piece::Stretch(Interval::from_cuts(*start, *end).unwrap_or_default()));
    let place = |cut: Cut<'_>| cuts.binary_search(&cut).ok();
    let rows = cells.clone().map(|cell| {
        let found = intervals(cell).iter().filter_map(|interval| {
            let (start, end) = ends(interval);
            let range = (place(start)?, place(end)?);
            (range.0 < range.1).then_some(range)
        });
        joined(found.collect())
    });
    Axis { pieces: pieces.collect(), values: 0, rows: rows.collect() }
}

/// A column of values: those there are, or for free texts those named and one piece for all others.
fn value_axis<'a, I: Iterator<Item = &'a Cell> + Clone>(ty: &Type, cells: &I) -> Axis {
    let named = |cell: &'a Cell| match cell {
        Cell::Among(values) => Some(values),
        _ => None,
    };
    let mut pieces: Vec<Piece> = match ty {
        Type::OneOf(values) => values.iter().cloned().map(Piece::Value).collect(),
        Type::YesNo => ["true", "false"].into_iter().map(|value| Piece::Value(value.to_owned())).collect(),
        _ => {
            let values: BTreeSet<&String> = cells.clone().filter_map(named).flatten().collect();
            values.into_iter().cloned().map(Piece::Value).chain([Piece::OtherText]).collect()
        }
    };
    pieces.dedup();
    let places: BTreeMap<&str, usize> = pieces
        .iter()
        .enumerate()
        .filter_map(|(place, piece)| match piece {
            Piece::Value(value) => Some((value.as_str(), place)),
            _ => None,
        })
        .collect();
    let rows = cells.clone().map(|cell| {
        let values = named(cell).into_iter().flatten();
        let found = values.filter_map(|value| places.get(value.as_str()));
        joined(found.map(|place| (*place, place + 1)).collect())
    });
    let rows = rows.collect();
    Axis { pieces, values: 0, rows }
}

/// Ranges in ascending order, those that touch or overlap made one.
fn joined(mut ranges: Ranges) -> Ranges {
    ranges.sort_unstable();
    let mut joined: Ranges = Vec::with_capacity(ranges.len());
    for (low, high) in ranges {
        match joined.last_mut() {
            Some((_, end)) if low <= *end => *end = high.max(*end),
            _ => joined.push((low, high)),
        }
    }
    joined
}
