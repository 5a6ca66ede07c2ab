//! Which facts can change the outcome: those in which alone two completions of different outcome can differ.

use super::explore::{Cell, Cells};
use super::form::Form;
use super::room::Room;
use super::solve::{Row, Verdict, solve};
use super::variable::{Atom, Literal, Variable};
use super::{Budget, Stop};
use crate::eval::Need;
use std::collections::{BTreeMap, BTreeSet};

/// The facts that matter, and whether the list says all. Where a fact that does not matter bounds one that does,
/// supplying it may narrow what is left, so it is listed too and the list is no longer exact.
pub(super) fn matter(cells: &Cells<'_>, budget: &mut Budget) -> Result<(BTreeSet<Need>, bool), Stop> {
    let boxes: Vec<BTreeMap<usize, Outline>> = cells.cells.iter().map(outline).collect();
    let bundles = bundles(cells);
    let read: BTreeSet<usize> =
        boxes.iter().flat_map(|one| one.keys().map(|id| first_of(&bundles, *id))).collect();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    'pairs: for (place, (a, a_box)) in cells.cells.iter().zip(&boxes).enumerate() {
        for (b, b_box) in cells.cells.iter().zip(&boxes).skip(place + 1) {
            if found.len() == read.len() {
                break 'pairs;
            }
            if a.outcome == b.outcome {
                continue;
            }
            budget.spend(1)?;
            for id in candidates(a_box, b_box, &bundles) {
                let mine = |other: usize| first_of(&bundles, other) == id;
                if !found.contains(&id) && differ_only_in(cells, (id, &mine), a, b, budget)? {
                    found.insert(id);
                }
            }
        }
    }
    let mut needs: BTreeSet<Need> = found.iter().filter_map(|id| need(cells, *id)).collect();
    let mut exact = true;
    let tied = |id: usize| cells.space.variable(id).into_iter().flat_map(|one| one.ceilings());
    for id in 0..cells.space.len() {
        let beside = tied(id).any(|other| found.contains(&other))
            || found.iter().any(|other| tied(*other).any(|ceiling| ceiling == id));
        if beside && !found.contains(&id) {
            exact = false;
            needs.extend(need(cells, id));
        }
    }
    Ok((needs, exact))
}

fn need(cells: &Cells<'_>, id: usize) -> Option<Need> {
    cells.space.variable(id).and_then(|variable| variable.key.need()).cloned()
}

/// Of each variable the first one that is settled with it: a set that is open is supplied whole.
fn bundles(cells: &Cells<'_>) -> Vec<usize> {
    let mut first: BTreeMap<&Need, usize> = BTreeMap::new();
    let of = |id: usize| match cells.space.variable(id).and_then(|variable| variable.key.need()) {
        Some(need) => *first.entry(need).or_insert(id),
        None => id,
    };
    (0..cells.space.len()).map(of).collect()
}

fn first_of(bundles: &[usize], id: usize) -> usize {
    bundles.get(id).copied().unwrap_or(id)
}

/// What a cell says of one variable by itself, coarsely.
#[derive(Clone, Debug, Default)]
struct Outline {
    room: Room,
    within: Option<BTreeSet<Atom>>,
    without: BTreeSet<Atom>,
}

impl Outline {
    /// Whether no value fits both.
    fn excludes(&self, other: &Self) -> bool {
        if !self.room.meets(&other.room) {
            return true;
        }
        let gone = |atom: &Atom| self.without.contains(atom) || other.without.contains(atom);
        match (&self.within, &other.within) {
            (None, None) => false,
            (Some(a), Some(b)) => !a.iter().any(|atom| b.contains(atom) && !gone(atom)),
            (Some(one), None) | (None, Some(one)) => one.iter().all(gone),
        }
    }
}

fn outline(cell: &Cell) -> BTreeMap<usize, Outline> {
    let mut all: BTreeMap<usize, Outline> = BTreeMap::new();
    for literal in &cell.literals {
        for id in literal.variables() {
            let outline = all.entry(id).or_default();
            match literal {
                Literal::In(_, atoms) => {
                    outline.within = Some(match outline.within.take() {
                        Some(before) => before.intersection(atoms).cloned().collect(),
                        None => atoms.clone(),
                    });
                }
                Literal::Out(_, atoms) => outline.without.extend(atoms.iter().cloned()),
                Literal::Row(row) => row.narrow(id, &mut outline.room),
            }
        }
    }
    all
}

/// The variables in which alone completions of two cells may differ: one they exclude each other by, if that is the
/// only one seen; where none is seen, since the outlines are coarse, any that both speak of. Those that are settled
/// together count as one.
fn candidates(
    a: &BTreeMap<usize, Outline>,
    b: &BTreeMap<usize, Outline>,
    bundles: &[usize],
) -> BTreeSet<usize> {
    let excludes =
        |(id, outline): &(&usize, &Outline)| b.get(id).is_some_and(|other| outline.excludes(other));
    let mut excluded = a.iter().filter(excludes).map(|(id, _)| first_of(bundles, *id));
    match excluded.next() {
        Some(only) if excluded.all(|other| other == only) => BTreeSet::from([only]),
        Some(_) => BTreeSet::new(),
        None => {
            let also: BTreeSet<usize> = b.keys().map(|id| first_of(bundles, *id)).collect();
            a.keys().map(|id| first_of(bundles, *id)).filter(|id| also.contains(id)).collect()
        }
    }
}

/// Whether there is a completion in each of two cells so that they differ in one variable at most, or in those that
/// are settled with it.
fn differ_only_in(
    cells: &Cells<'_>,
    (id, mine): (usize, &dyn Fn(usize) -> bool),
    a: &Cell,
    b: &Cell,
    budget: &mut Budget,
) -> Result<bool, Stop> {
    let space = &cells.space;
    budget.spend(a.literals.len() + b.literals.len())?;
    let others = |cell: &'_ Cell| -> Vec<Literal> {
        cell.literals
            .iter()
            .filter(|one| !matches!(one, Literal::In(v, _) | Literal::Out(v, _) if mine(*v)))
            .cloned()
            .collect()
    };
    let (a_rest, b_rest) = (others(a), others(b));
    let both: Vec<&Literal> = a_rest.iter().chain(&b_rest).collect();
    // What is no quantity, and whether a quantity is none, must fit both.
    let spoken_of: BTreeSet<usize> = both.iter().flat_map(|literal| literal.variables()).collect();
    for other in spoken_of.iter().filter(|other| !mine(**other)) {
        let fits = match space.variable(*other) {
            Some(variable) if variable.is_quantity() => space.none_or_not(*other, &both) != (true, true),
            Some(_) => space.atom_for(*other, &both).is_some(),
            None => false,
        };
        if !fits {
            return Ok(false);
        }
    }
    let quantity = space.variable(id).is_some_and(Variable::is_quantity);
    let numeric = |cell: &Cell| {
        let literals: Vec<&Literal> = cell.literals.iter().collect();
        quantity && space.active(&literals).contains(&id)
    };
    let (in_a, in_b) = (numeric(a), numeric(b));
    let copy = space.len();
    let mut active: BTreeSet<usize> = space.active(&both);
    if in_a {
        active.insert(id);
    } else {
        active.remove(&id);
    }
    let mut rows = space.bounds(&active, &active);
    let renamed = |form: &Form| form.with(id, &Form::variable(copy));
    rows.extend(rows_of(&a_rest).cloned());
    rows.extend(rows_of(&b_rest).map(|row| Row { form: renamed(&row.form), relation: row.relation }));
    let mut wishes = space.wishes(&active);
    if in_b {
        // The copy has the bounds and ties of the original.
        let mut beside = active.clone();
        beside.insert(id);
        let tied = space.bounds(&beside, &beside);
        let tied = tied.into_iter().filter(|row| row.form.terms.contains_key(&id));
        rows.extend(tied.map(|row| Row { form: renamed(&row.form), relation: row.relation }));
        if let Some(wish) = space.variable(id).and_then(Variable::wish) {
            wishes.insert(copy, wish);
        }
    }
    match solve(&rows, &wishes, budget)? {
        Verdict::Point(_) => Ok(true),
        Verdict::Never => Ok(false),
        Verdict::NotKnown => Err(Stop::Outside),
    }
}

fn rows_of(literals: &[Literal]) -> impl Iterator<Item = &Row> {
    literals.iter().filter_map(|literal| match literal {
        Literal::Row(row) => Some(row),
        _ => None,
    })
}
