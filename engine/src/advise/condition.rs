//! What a fact must become, read off the cases that say yes: a condition on the fact alone where there is one, else the
//! conditions between facts in words.

use super::{Edge, Target};
use crate::Shown;
use crate::cases::{Atom, Budget, Cell, Form, Key, Kind, Literal, Relation, Room, Row, Sample, Space, Stop};
use crate::eval::{Model, Need, unit};
use crate::facts::Given;
use crate::ruling::{Report, quantity};
use gradus_dsl::policy::Type;
use gradus_dsl::{Date, Label, Language, Number};
use std::collections::BTreeSet;

/// The case that was chosen among those that say yes.
pub(super) struct Chosen<'c> {
    pub(super) space: &'c Space<'c>,
    pub(super) model: &'c Model<'c>,
    pub(super) report: &'c Report<'c, 'c>,
    pub(super) yes: &'c [&'c Cell],
    /// The cases that do not say yes.
    pub(super) other: &'c [&'c Cell],
    pub(super) cell: &'c Cell,
    /// The values the answer needs: of what can be changed, and of what is missing and decides.
    pub(super) kept: &'c Sample,
}

impl Chosen<'_> {
    /// What one variable must become, the others having the values that are kept and what is free whatever it turns
    /// out to be.
    pub(super) fn target(
        &self,
        id: usize,
        value: &Given,
        ty: &Type,
        budget: &mut Budget,
    ) -> Result<Target, Stop> {
        Ok(match (value, self.space.variable(id).map(|variable| &variable.kind)) {
            (Given::Number(_), Some(Kind::Quantity { .. })) if self.shared(id) => Target::Together,
            (Given::Number(number), Some(Kind::Quantity { .. })) => self.within(id, number, ty, budget)?,
            (Given::Text(_), Some(Kind::OneOf(values))) => {
                let mut fitting = Vec::new();
                for text in values {
                    let atom = Atom::Text(text.clone());
                    let joins_on = self.alike(id).any(|cell| allows(cell, id, &atom));
                    let is = [Literal::is(id, atom)];
                    if joins_on && self.spoilt(id, &is, budget)?.is_empty() {
                        fitting.push(text.clone());
                    }
                }
                if fitting.len() > 1 { Target::OneOf(fitting) } else { Target::Is(shown(value, ty)) }
            }
            _ => Target::Is(shown(value, ty)),
        })
    }

    /// The cases that do not say yes and can come about all the same where one variable is as these decisions want it.
    fn spoilt(&self, id: usize, wanted: &[Literal], budget: &mut Budget) -> Result<Vec<&Cell>, Stop> {
        let mut fixed: Vec<Literal> = wanted.to_vec();
        for other in (0..self.space.len()).filter(|other| *other != id) {
            let today = self.space.variable(other).and_then(|variable| variable.today.as_ref());
            let value = self.kept.get(&other).or(today);
            fixed.extend(value.into_iter().flat_map(|value| Literal::has(other, value)));
        }
        let mut found = Vec::new();
        for cell in self.other {
            let literals: Vec<&Literal> = cell.literals.iter().chain(&fixed).collect();
            match self.space.nearest(&literals, budget) {
                Ok(None) => {}
                // What cannot be told may come about.
                Ok(Some(_)) | Err(Stop::Outside) => found.push(*cell),
                Err(stop) => return Err(stop),
            }
        }
        Ok(found)
    }

    /// The conditions between several quantities, and the bounds of these by themselves, in words.
    pub(super) fn together(&self) -> Vec<Label> {
        let rows: BTreeSet<&Row> = self.cell.literals.iter().filter_map(shared_row).collect();
        let ids: BTreeSet<usize> = rows.iter().flat_map(|row| row.form.terms.keys().copied()).collect();
        let bounds = ids.into_iter().flat_map(|id| room(self.cell, id).rows(&Form::variable(id)));
        let bounds: Vec<Row> = bounds.collect();
        rows.into_iter().chain(&bounds).map(|row| self.words(row)).collect()
    }

    fn shared(&self, id: usize) -> bool {
        self.cell.literals.iter().filter_map(shared_row).any(|row| row.form.terms.contains_key(&id))
    }

    /// The cases that say yes and differ from the chosen one in a variable only.
    fn alike(&self, id: usize) -> impl Iterator<Item = &Cell> {
        let others = move |cell: &Cell| -> BTreeSet<Literal> {
            cell.literals.iter().filter(|one| one.variables() != [id]).cloned().collect()
        };
        let mine = others(self.cell);
        self.yes.iter().copied().filter(move |cell| others(cell) == mine)
    }

    /// The bounds of a quantity: those of the case, and of the cases that join on, less what another case spoils.
    fn within(&self, id: usize, value: &Number, ty: &Type, budget: &mut Budget) -> Result<Target, Stop> {
        let is = |value: &Number| Target::Is(shown(&Given::Number(value.clone()), ty));
        let has_number = |cell: &&Cell| !allows_none(cell, id);
        let mut rest: Vec<Room> = self.alike(id).filter(has_number).map(|cell| room(cell, id)).collect();
        let mut all = room(self.cell, id);
        while let Some(place) = rest.iter().position(|other| all.touches(other)) {
            all = all.joined(&rest.remove(place));
        }
        let rows = all.rows(&Form::variable(id)).into_iter().map(Literal::Row);
        let wanted: Vec<Literal> = rows.chain([Literal::is_not(id, Atom::None)]).collect();
        for cell in self.spoilt(id, &wanted, budget)? {
            let taken = room(cell, id);
            if taken.holds(value) {
                // Where it does so depends on more than this quantity.
                return Ok(is(value));
            }
            all.leave(&taken, value);
        }
        if matches!(
            self.space.variable(id).map(|variable| &variable.kind),
            Some(Kind::Quantity { whole: true, .. })
        ) {
            all = all.in_whole_numbers();
        }
        let edge = |bound: Option<(Number, bool)>| {
            bound.map(|(value, left_out)| Edge {
                value: shown(&Given::Number(value), ty),
                included: !left_out,
            })
        };
        Ok(match (&all.low, &all.high) {
            (Some((low, _)), Some((high, _))) if low == high => is(low),
            _ => Target::Within { low: edge(all.low), high: edge(all.high) },
        })
    }

    /// `a + b is at least 3 × c + 4`: what counts for it on the left, against it on the right.
    fn words(&self, row: &Row) -> Label {
        let first = row.form.terms.values().find(|factor| factor.is_negative());
        let first = first.or_else(|| row.form.terms.values().next());
        let size = |number: &Number| if number.is_negative() { -number.clone() } else { number.clone() };
        let scale = first.and_then(|factor| Number::from(1).divided_by(&size(factor)));
        let form = scale.map_or_else(|| row.form.clone(), |scale| row.form.scaled(&scale));
        let (mut left, mut right) = (Form::constant(Number::zero()), Form::constant(Number::zero()));
        for (id, factor) in &form.terms {
            let one = Form::variable(*id).scaled(factor);
            if factor.is_negative() { left = left.plus(&one.negated()) } else { right = right.plus(&one) }
        }
        let mut downwards = false;
        if left.terms.is_empty() {
            // Only what counts against it: then it is at most so much.
            (left, right) = (right, Form::constant(-form.constant.clone()));
            downwards = true;
        } else if form.constant.is_negative() {
            left.constant = -form.constant.clone();
        } else {
            right.constant = form.constant.clone();
        }
        let unit = self.unit_of(&form);
        let side = |form: &Form, language| self.side(form, &unit, language);
        let en = match (row.relation, downwards) {
            (Relation::Zero, _) => "equal to",
            (Relation::AtMost, false) => "at least",
            (Relation::Below, false) => "more than",
            (Relation::AtMost, true) => "at most",
            (Relation::Below, true) => "less than",
        };
        let zh = match (row.relation, downwards) {
            (Relation::Zero, _) => "等于",
            (Relation::AtMost, false) => "不低于",
            (Relation::Below, false) => "高于",
            (Relation::AtMost, true) => "不超过",
            (Relation::Below, true) => "低于",
        };
        Label {
            zh: format!("{}{zh}{}", side(&left, Language::Zh), side(&right, Language::Zh)),
            en: format!("{} is {en} {}", side(&left, Language::En), side(&right, Language::En)),
        }
    }

    fn side(&self, form: &Form, unit: &str, language: Language) -> String {
        let mut parts = Vec::new();
        for (id, factor) in &form.terms {
            let Some(need) = self.need(*id) else { continue };
            let missing = self.report.missing(need);
            let name = missing.label.in_language(language);
            let name = if name.is_empty() { missing.path.as_str() } else { name };
            let factor = (*factor != Number::from(1)).then(|| quantity(factor, "number", language) + " × ");
            parts.push(factor.unwrap_or_default() + name);
        }
        if !form.constant.is_zero() || parts.is_empty() {
            // A day by itself is a date; beside another one it is a number of days.
            let day = (unit == "date" && parts.is_empty())
                .then(|| form.constant.to_i64().and_then(Date::from_days));
            let day = day.flatten().map(|day| day.to_string());
            parts.push(day.unwrap_or_else(|| quantity(&form.constant, unit, language)));
        }
        parts.join(" + ")
    }

    /// The unit of the constant of a form: that of its terms, where they have the same.
    fn unit_of(&self, form: &Form) -> String {
        let needs = form.terms.keys().filter_map(|id| self.need(*id));
        let units: BTreeSet<String> = needs.map(|need| unit(&type_of(self.model, need))).collect();
        let mut units = units.into_iter();
        match (units.next(), units.next()) {
            (Some(one), None) => one,
            _ => "number".to_owned(),
        }
    }

    fn need(&self, id: usize) -> Option<&Need> {
        match self.space.variable(id).map(|variable| &variable.key) {
            Some(Key::Need(need)) => Some(need),
            _ => None,
        }
    }
}

/// What the decisions of a case say of one quantity by itself.
fn room(cell: &Cell, id: usize) -> Room {
    let mut room = Room::default();
    for literal in &cell.literals {
        if let Literal::Row(row) = literal {
            row.narrow(id, &mut room);
        }
    }
    room
}

fn shared_row(literal: &Literal) -> Option<&Row> {
    match literal {
        Literal::Row(row) if row.form.terms.len() > 1 => Some(row),
        _ => None,
    }
}

fn allows(cell: &Cell, id: usize, atom: &Atom) -> bool {
    cell.literals.iter().all(|literal| match literal {
        Literal::In(other, atoms) if *other == id => atoms.contains(atom),
        Literal::Out(other, atoms) if *other == id => !atoms.contains(atom),
        _ => true,
    })
}

fn allows_none(cell: &Cell, id: usize) -> bool {
    cell.literals.iter().any(|literal| matches!(literal, Literal::In(other, _) if *other == id))
}

/// The type of the value of something.
pub(super) fn type_of(model: &Model<'_>, need: &Need) -> Type {
    let of = |id| model.fact(id).map(|fact| fact.ty.clone()).ok();
    match need {
        Need::Fact(id) => of(id).unwrap_or(Type::Number),
        Need::Year(id, _) => match of(id) {
            Some(Type::Yearly(inner)) => *inner,
            _ => Type::Number,
        },
        Need::Field(list, _, name) => match of(list) {
            Some(Type::List(fields)) => {
                fields.into_iter().find(|field| field.name == *name).map_or(Type::Number, |field| field.ty)
            }
            _ => Type::Number,
        },
        Need::Title(_) => Type::YesNo,
        Need::Fields(..) | Need::Holders(_) => Type::Count,
    }
}

pub(super) fn shown(given: &Given, ty: &Type) -> Shown {
    match given {
        Given::None => Shown::None,
        Given::YesNo(value) => Shown::YesNo(*value),
        Given::Text(text) => Shown::Text(text.clone()),
        Given::Number(day) if matches!(ty, Type::Date) => {
            day.to_i64().and_then(Date::from_days).map_or(Shown::Unknown, Shown::Date)
        }
        Given::Number(number) => Shown::Number(number.clone()),
        _ => Shown::Unknown,
    }
}
