//! Whether linear conditions can hold together, with an exact point where they do: Fourier-Motzkin elimination over
//! rationals with strictness, tightened for whole numbers, within a budget.

use super::form::Form;
use super::room::{Picked, Room, Wish, admissible, pick};
use super::{Budget, Stop};
use gradus_dsl::Number;
use std::collections::{BTreeMap, BTreeSet};

/// Most rows of one system; what grows beyond is not worked out.
const MOST_ROWS: usize = 300;

/// Most times a whole number is looked for on both sides of a fraction.
const MOST_BRANCHES: usize = 48;

/// What a term of a row costs beside a step of evaluation.
const STEPS_OF_A_ROW: usize = 3;

/// How a form stands to zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// It is zero.
    Zero,
    /// It is zero or below.
    AtMost,
    /// It is below zero.
    Below,
}

/// A linear condition: a form that stands to zero in some way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row {
    pub(crate) form: Form,
    pub(crate) relation: Relation,
}

impl Row {
    /// Takes in what the row says of a variable, where it says it of that one alone.
    pub(crate) fn narrow(&self, id: usize, room: &mut Room) {
        let Some(factor) = self.form.terms.get(&id).filter(|_| self.form.terms.len() == 1) else { return };
        let Some(edge) = (-self.form.constant.clone()).divided_by(factor) else { return };
        if self.relation == Relation::Zero {
            room.narrow(edge.clone(), true, false);
            room.narrow(edge, false, false);
        } else {
            room.narrow(edge, factor.is_negative(), self.relation == Relation::Below);
        }
    }
}

/// What became of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It holds at this point.
    Point(BTreeMap<usize, Number>),
    /// It holds nowhere.
    Never,
    /// It may hold, but no point that could be written in a facts file was found.
    NotKnown,
}

/// A point where all rows hold, for every variable that has a wish. A point has whole and finite decimal values only;
/// `Never` is exact.
pub(crate) fn solve(
    rows: &[Row],
    wishes: &BTreeMap<usize, Wish>,
    budget: &mut Budget,
) -> Result<Verdict, Stop> {
    let mut unknown = false;
    let mut branches = 0;
    let mut open: Vec<Vec<Row>> = vec![Vec::new()];
    while let Some(extra) = open.pop() {
        branches += 1;
        if branches > MOST_BRANCHES {
            return Ok(Verdict::NotKnown);
        }
        let all: Vec<Row> = rows.iter().chain(&extra).cloned().collect();
        match relaxed(all, wishes, budget)? {
            Found::Point(point) => return Ok(Verdict::Point(point)),
            Found::Never => {}
            Found::NotKnown => unknown = true,
            Found::Between(id, floor) => {
                let below = Form::variable(id).minus(&Form::constant(floor.clone()));
                let above = Form::constant(floor + Number::from(1)).minus(&Form::variable(id));
                for form in [above, below] {
                    let row = Row { form, relation: Relation::AtMost };
                    open.push(extra.iter().cloned().chain([row]).collect());
                }
            }
        }
    }
    Ok(if unknown { Verdict::NotKnown } else { Verdict::Never })
}

enum Found {
    Point(BTreeMap<usize, Number>),
    Never,
    NotKnown,
    /// A variable that must be whole lies above this whole number and below the next one.
    Between(usize, Number),
}

/// Rows by the direction of their form, of each direction the tightest; none where a row never holds.
struct System {
    rows: BTreeSet<Row>,
    tightest: BTreeMap<BTreeMap<usize, Number>, (Number, Relation)>,
}

impl System {
    /// Takes a row in; false where it never holds.
    fn add(&mut self, row: Row, wishes: &BTreeMap<usize, Wish>) -> bool {
        let Some(row) = tightened(row, wishes) else { return false };
        if row.form.terms.is_empty() {
            return holds(&row.form.constant, row.relation);
        }
        if row.relation == Relation::Zero {
            self.rows.insert(row);
            return true;
        }
        let here = (row.form.constant, row.relation);
        let tighter = |before: &(Number, Relation)| *before < here;
        if self.tightest.get(&row.form.terms).is_none_or(tighter) {
            // The larger the constant, the less room; `Below` comes after `AtMost`.
            self.tightest.insert(row.form.terms, here);
        }
        true
    }

    /// Takes rows in and hands them on, each direction once; none where one never holds.
    fn add_all(
        &mut self,
        rows: Vec<Row>,
        wishes: &BTreeMap<usize, Wish>,
        budget: &mut Budget,
    ) -> Result<Option<Vec<Row>>, Stop> {
        for row in rows {
            budget.spend(STEPS_OF_A_ROW * (1 + row.form.terms.len()))?;
            if row.form.bits() > super::MOST_BITS {
                return Err(Stop::TooMuch);
            }
            if !self.add(row, wishes) {
                return Ok(None);
            }
        }
        Ok(Some(self.take()))
    }

    fn take(&mut self) -> Vec<Row> {
        let loose = std::mem::take(&mut self.tightest).into_iter();
        let loose =
            loose.map(|(terms, (constant, relation))| Row { form: Form { terms, constant }, relation });
        std::mem::take(&mut self.rows).into_iter().chain(loose).collect()
    }
}

fn relaxed(rows: Vec<Row>, wishes: &BTreeMap<usize, Wish>, budget: &mut Budget) -> Result<Found, Stop> {
    let mut system = System { rows: BTreeSet::new(), tightest: BTreeMap::new() };
    let Some(mut rows) = system.add_all(rows, wishes, budget)? else { return Ok(Found::Never) };

    // An equation gives one of its variables by the others.
    let mut equal: Vec<(usize, Form)> = Vec::new();
    while let Some((place, id)) =
        rows.iter().enumerate().find_map(|(place, row)| Some((place, solvable(row, wishes)?)))
    {
        let row = rows.remove(place);
        let Some(factor) = row.form.terms.get(&id) else { continue };
        let Some(by) = Number::from(-1).divided_by(factor) else { continue };
        let mut rest = row.form.clone();
        rest.terms.remove(&id);
        let value = rest.scaled(&by);
        let rest = rows.iter().map(|row| Row { form: row.form.with(id, &value), relation: row.relation });
        let rest: Vec<Row> = rest.collect();
        equal.push((id, value));
        match system.add_all(rest, wishes, budget)? {
            Some(left) => rows = left,
            None => return Ok(Found::Never),
        }
    }
    // What equations are left are two conditions each.
    let halves = |row: Row| match row.relation {
        Relation::Zero => {
            let other = Row { form: row.form.negated(), relation: Relation::AtMost };
            vec![Row { relation: Relation::AtMost, ..row }, other]
        }
        _ => vec![row],
    };
    let split = rows.into_iter().flat_map(halves).collect();
    let Some(mut rows) = system.add_all(split, wishes, budget)? else {
        return Ok(Found::Never);
    };

    let mut eliminated: Vec<(usize, Vec<Row>)> = Vec::new();
    while let Some(id) = next_variable(&rows, wishes) {
        let (with, mut rest): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.form.terms.contains_key(&id));
        let sign = |row: &&Row| row.form.terms.get(&id).is_some_and(Number::is_negative);
        let (from_below, from_above): (Vec<&Row>, Vec<&Row>) = with.iter().partition(sign);
        for low in &from_below {
            for high in &from_above {
                let (Some(a), Some(b)) = (low.form.terms.get(&id), high.form.terms.get(&id)) else {
                    continue;
                };
                let form = low.form.scaled(b).plus(&high.form.scaled(&-a.clone()));
                let strict = low.relation == Relation::Below || high.relation == Relation::Below;
                let relation = if strict { Relation::Below } else { Relation::AtMost };
                budget.spend(STEPS_OF_A_ROW * (1 + form.terms.len()))?;
                rest.push(Row { form, relation });
            }
        }
        eliminated.push((id, with));
        match system.add_all(rest, wishes, budget)? {
            Some(left) if left.len() <= MOST_ROWS => rows = left,
            Some(_) => return Ok(Found::NotKnown),
            None => return Ok(Found::Never),
        }
    }
    Ok(point(&eliminated, &equal, wishes))
}

/// The values, from the variable eliminated last to the first, then those that equations give.
fn point(eliminated: &[(usize, Vec<Row>)], equal: &[(usize, Form)], wishes: &BTreeMap<usize, Wish>) -> Found {
    let mut point: BTreeMap<usize, Number> = BTreeMap::new();
    let bound_by: BTreeSet<usize> =
        eliminated.iter().map(|(id, _)| *id).chain(equal.iter().map(|(id, _)| *id)).collect();
    for (id, wish) in wishes.iter().filter(|(id, _)| !bound_by.contains(id)) {
        match pick(&Room::default(), wish) {
            Picked::Value(value) => point.insert(*id, value),
            _ => return Found::NotKnown,
        };
    }
    for (id, rows) in eliminated.iter().rev() {
        let Some(wish) = wishes.get(id) else { return Found::NotKnown };
        let mut room = Room::default();
        for row in rows {
            let mut rest = row.form.clone();
            let Some(factor) = rest.terms.remove(id) else { continue };
            let Some(rest) = rest.at(|id| point.get(&id)) else { return Found::NotKnown };
            let Some(edge) = (-rest).divided_by(&factor) else { continue };
            room.narrow(edge, factor.is_negative(), row.relation == Relation::Below);
        }
        match pick(&room, wish) {
            Picked::Value(value) => point.insert(*id, value),
            Picked::NoWhole(floor) => return Found::Between(*id, floor),
            Picked::Nothing => return Found::NotKnown,
        };
    }
    for (id, form) in equal.iter().rev() {
        let Some(value) = form.at(|id| point.get(&id)) else { return Found::NotKnown };
        if !admissible(&value, wishes.get(id).is_some_and(|wish| wish.whole)) {
            return Found::NotKnown;
        }
        point.insert(*id, value);
    }
    Found::Point(point)
}

fn holds(constant: &Number, relation: Relation) -> bool {
    match relation {
        Relation::Zero => constant.is_zero(),
        Relation::AtMost => *constant <= Number::zero(),
        Relation::Below => constant.is_negative(),
    }
}

/// The row with factors in lowest terms, and a tighter constant where all its variables are whole; none where it
/// then never holds.
fn tightened(mut row: Row, wishes: &BTreeMap<usize, Wish>) -> Option<Row> {
    let Some((_, first)) = row.form.terms.first_key_value() else { return Some(row) };
    let whole = row.form.terms.keys().all(|id| wishes.get(id).is_some_and(|wish| wish.whole));
    let size = |number: &Number| if number.is_negative() { -number.clone() } else { number.clone() };
    let divisor = if whole { row.form.terms.values().map(size).reduce(common_divisor)? } else { size(first) };
    row.form = row.form.scaled(&Number::from(1).divided_by(&divisor)?);
    if !whole {
        return Some(row);
    }
    match row.relation {
        Relation::Zero => return row.form.constant.is_integer().then_some(row),
        // The sum of the terms is whole: at most the whole number below what it may reach.
        Relation::AtMost => row.form.constant = -(-row.form.constant).floor(),
        Relation::Below => row.form.constant = row.form.constant.floor() + Number::from(1),
    }
    row.relation = Relation::AtMost;
    Some(row)
}

/// The largest number that goes into both a whole number of times.
fn common_divisor(mut a: Number, mut b: Number) -> Number {
    while !b.is_zero() {
        let times = a.divided_by(&b).map_or_else(Number::zero, |times| times.floor());
        let rest = a - b.clone() * times;
        a = b;
        b = rest;
    }
    a
}

/// The variable an equation gives: one that need not be whole, or whose factor is one; those with a wish last.
fn solvable(row: &Row, wishes: &BTreeMap<usize, Wish>) -> Option<usize> {
    if row.relation != Relation::Zero {
        return None;
    }
    let all_whole = row.form.terms.keys().all(|id| wishes.get(id).is_some_and(|wish| wish.whole));
    let one = |factor: &Number| *factor == Number::from(1) || *factor == Number::from(-1);
    let can = |id: &usize, factor: &Number| match wishes.get(id) {
        Some(wish) if wish.whole => all_whole && one(factor),
        Some(_) => true,
        None => false,
    };
    let candidates = row.form.terms.iter().filter(|(id, factor)| can(id, factor)).map(|(id, _)| *id);
    candidates.min_by_key(|id| (wishes.get(id).is_some_and(|wish| wish.first), *id))
}

/// The variable whose elimination makes the fewest rows; those whose wish comes first stay longest.
fn next_variable(rows: &[Row], wishes: &BTreeMap<usize, Wish>) -> Option<usize> {
    let mut sides: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for row in rows {
        for (id, factor) in &row.form.terms {
            let side = sides.entry(*id).or_default();
            if factor.is_negative() { side.0 += 1 } else { side.1 += 1 }
        }
    }
    let cost = |(id, (low, high)): &(usize, (usize, usize))| {
        (wishes.get(id).is_some_and(|wish| wish.first), low * high, *id)
    };
    sides.into_iter().min_by_key(cost).map(|(id, _)| id)
}
