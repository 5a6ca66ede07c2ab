//! The things left open, as variables: what values each may have, how they are tied, and which choice satisfies a list of
//! decisions.

use super::form::Form;
use super::room::{Room, Wish};
use super::solve::{Relation, Row, Verdict, solve};
use super::variable::{Atom, Kind, Literal, Variable, of_type};
use super::{Ask, Budget, Key, MOST_VARIABLES, Outcome, Stop, without};
use crate::eval::{Need, Truth};
use crate::facts::{Given, Known};
use gradus_dsl::policy::{Expr, Fact, Type};
use gradus_dsl::{FactId, Number};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A value for each variable that was asked for.
pub(crate) type Sample = BTreeMap<usize, Given>;

/// The variables of one question.
pub(crate) struct Space<'a> {
    pub(crate) ask: &'a Ask<'a>,
    variables: Vec<Variable>,
    index: BTreeMap<Key, usize>,
    /// The facts that cannot exceed a fact.
    parts_of: BTreeMap<&'a FactId, Vec<&'a Fact>>,
    /// What is known of itself.
    known: Cow<'a, Known>,
    /// What three-valued logic says of a condition whatever is filled in, by where the condition lies in memory; it is
    /// looked up, never listed.
    decided: BTreeMap<*const Expr, Option<Outcome>>,
}

impl<'a> Space<'a> {
    pub(crate) fn new(ask: &'a Ask<'a>) -> Self {
        let mut parts_of: BTreeMap<&FactId, Vec<&Fact>> = BTreeMap::new();
        for fact in &ask.model.policy.facts {
            if let Some(whole) = &fact.at_most {
                parts_of.entry(whole).or_default().push(fact);
            }
        }
        let known = if ask.varied.is_empty() {
            Cow::Borrowed(ask.known)
        } else {
            Cow::Owned(without(ask.known, &ask.varied))
        };
        let (variables, index, decided) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Self { ask, variables, index, parts_of, known, decided }
    }

    /// What a condition outside any list or year comes to whatever is filled in, where three-valued logic says so: then
    /// nothing need be split for it, and it may be of a kind that is not.
    pub(crate) fn decided(&mut self, expr: &'a Expr, budget: &mut Budget) -> Result<Option<Outcome>, Stop> {
        if !self.ask.open.is_empty() {
            return Ok(None);
        }
        if let Some(outcome) = self.decided.get(&std::ptr::from_ref(expr)) {
            return Ok(*outcome);
        }
        let mut evaluator = self.ask.evaluator(&self.known, self.ask.answers);
        let (truth, _) = evaluator.judge(expr).map_err(|_| Stop::Outside)?;
        budget.spend(usize::try_from(evaluator.steps()).unwrap_or(usize::MAX))?;
        let outcome = match truth {
            Truth::Yes => Some(Outcome::Yes),
            Truth::No => Some(Outcome::No),
            Truth::Open(doubt) => doubt.is_undefined().then_some(Outcome::Undefined),
        };
        self.decided.insert(expr, outcome);
        Ok(outcome)
    }

    pub(crate) fn len(&self) -> usize {
        self.variables.len()
    }

    pub(crate) fn variable(&self, id: usize) -> Option<&Variable> {
        self.variables.get(id)
    }

    /// The variable of a key, made where it is new, with a value in the sample that keeps to its bounds and ties.
    pub(crate) fn read(&mut self, key: Key, sample: &mut Sample, budget: &mut Budget) -> Result<usize, Stop> {
        let id = self.make(key)?;
        if !sample.contains_key(&id) {
            self.choose(id, sample, budget)?;
        }
        Ok(id)
    }

    /// Makes a variable, and with it those it is tied to that cannot be none.
    fn make(&mut self, key: Key) -> Result<usize, Stop> {
        if let Some(id) = self.index.get(&key) {
            return Ok(*id);
        }
        let first = self.add(key)?;
        let mut open = vec![first];
        while let Some(id) = open.pop() {
            for (need, above) in self.ties_of(id) {
                let key = Key::Need(need.clone());
                if self.ask.given(&need).is_some() {
                    continue;
                }
                let other = match self.index.get(&key) {
                    Some(other) => *other,
                    // One that may be none leaves room until it is asked for.
                    None if self.domain(&need)?.nullable && !self.ask.varied.contains(&need) => continue,
                    None => {
                        let other = self.add(key)?;
                        open.push(other);
                        other
                    }
                };
                let (low, high) = if above { (id, other) } else { (other, id) };
                if let Some(low) = self.variables.get_mut(low) {
                    low.at_most.insert(high);
                }
            }
        }
        Ok(first)
    }

    fn add(&mut self, key: Key) -> Result<usize, Stop> {
        if self.variables.len() >= MOST_VARIABLES {
            return Err(Stop::TooMuch);
        }
        let mut variable = match &key {
            Key::Need(need) => self.domain(need)?,
            Key::Member(..) | Key::Criterion(_) => Variable::of(key.clone(), Kind::YesNo),
        };
        variable.today = match &key {
            Key::Need(need) => self.ask.known_today(need),
            Key::Member(need, value) => match self.ask.known_today(need) {
                Some(Given::Set(values)) => Some(Given::YesNo(values.contains(value))),
                _ => None,
            },
            Key::Criterion(_) => None,
        };
        let id = self.variables.len();
        self.index.insert(key, id);
        self.variables.push(variable);
        // What is given beside it and tied to it is a bound.
        for (need, above) in self.ties_of(id) {
            if let Some(Given::Number(bound)) = self.ask.given(&need)
                && let Some(variable) = self.variables.get_mut(id)
            {
                variable.room.narrow(bound.clone(), !above, false);
            }
        }
        Ok(id)
    }

    /// What a quantity is tied to, and whether that lies above it.
    fn ties_of(&self, id: usize) -> Vec<(Need, bool)> {
        let Some(Variable { key: Key::Need(need), .. }) = self.variables.get(id) else { return Vec::new() };
        let (fact, year) = match need {
            Need::Fact(fact) => (fact, None),
            Need::Year(fact, year) => (fact, Some(*year)),
            _ => return Vec::new(),
        };
        let beside = |other: &FactId| match year {
            Some(year) => Need::Year(other.clone(), year),
            None => Need::Fact(other.clone()),
        };
        let above = self.ask.model.fact(fact).ok().and_then(|fact| fact.at_most.as_ref());
        let below = self.parts_of.get(fact).into_iter().flatten();
        let above = above.map(|other| (beside(other), true)).into_iter();
        above.chain(below.map(|other| (beside(&other.id), false))).collect()
    }

    /// What the schema says of one thing.
    fn domain(&self, need: &Need) -> Result<Variable, Stop> {
        let key = Key::Need(need.clone());
        let whole = |low: i64| Variable {
            room: Room { low: Some((Number::from(low), false)), high: None },
            ..Variable::of(key.clone(), Kind::Quantity { whole: true, step: Number::from(1) })
        };
        match need {
            Need::Title(_) => Ok(Variable::of(key, Kind::YesNo)),
            Need::Holders(_) => Ok(whole(0)),
            Need::Fact(id) | Need::Year(id, _) => {
                let fact = self.ask.model.fact(id).map_err(|_| Stop::Outside)?;
                let ty = if let Type::Yearly(of) = &fact.ty { of } else { &fact.ty };
                let mut variable = of_type(key, ty, &fact.scale)?;
                variable.nullable = fact.optional || matches!(need, Need::Year(..));
                if let Some(min) = &fact.min {
                    variable.room.narrow(min.clone(), true, false);
                }
                if let Some(max) = &fact.max {
                    variable.room.narrow(max.clone(), false, false);
                }
                Ok(variable)
            }
            Need::Field(list, _, name) => {
                let fact = self.ask.model.fact(list).map_err(|_| Stop::Outside)?;
                let Type::List(fields) = &fact.ty else { return Err(Stop::Outside) };
                let field = fields.iter().find(|field| field.name == *name).ok_or(Stop::Outside)?;
                of_type(key, &field.ty, &Number::from(1))
            }
            Need::Fields(..) => Err(Stop::Outside),
        }
    }

    /// Chooses a value for a variable, beside those chosen before; a quantity together with those it is tied to.
    fn choose(&self, id: usize, sample: &mut Sample, budget: &mut Budget) -> Result<(), Stop> {
        let variable = self.variables.get(id).ok_or(Stop::Outside)?;
        let Kind::Quantity { .. } = variable.kind else {
            let value = self.atom(id, &[], variable.today.as_ref()).ok_or(Stop::Outside)?;
            sample.insert(id, value);
            return Ok(());
        };
        if let (true, Some(Given::None)) = (variable.nullable, &variable.today) {
            sample.insert(id, Given::None);
            return Ok(());
        }
        let mut active: BTreeSet<usize> = self.must_be().collect();
        active
            .extend(sample.iter().filter(|(_, value)| matches!(value, Given::Number(_))).map(|(id, _)| *id));
        active.insert(id);
        let mut group = self.tied_to(BTreeSet::from([id]), &active);
        let mut rows = self.bounds(&group, &active);
        group.retain(|id| !sample.contains_key(id));
        // What was chosen before stays.
        for row in &mut rows {
            for (other, value) in sample.iter() {
                if let Given::Number(value) = value {
                    row.form = row.form.with(*other, &Form::constant(value.clone()));
                }
            }
        }
        match solve(&rows, &self.wishes(&group), budget)? {
            Verdict::Point(point) => {
                sample.extend(point.into_iter().map(|(id, value)| (id, Given::Number(value))));
                Ok(())
            }
            _ if variable.nullable => {
                sample.insert(id, Given::None);
                Ok(())
            }
            _ => Err(Stop::Outside),
        }
    }

    /// A value of a variable that is no quantity, as the decisions want it, near to what it was.
    fn atom(&self, id: usize, literals: &[&Literal], before: Option<&Given>) -> Option<Given> {
        let variable = self.variables.get(id)?;
        let fits = |atom: &Atom| {
            literals.iter().all(|literal| match literal {
                Literal::In(other, atoms) if *other == id => atoms.contains(atom),
                Literal::Out(other, atoms) if *other == id => !atoms.contains(atom),
                _ => true,
            })
        };
        let before = before.and_then(|given| match given {
            Given::YesNo(value) => Some(Atom::YesNo(*value)),
            Given::Text(text) => Some(Atom::Text(text.clone())),
            Given::None if variable.nullable => Some(Atom::None),
            _ => None,
        });
        let mut values: Vec<Atom> = before.into_iter().collect();
        match &variable.kind {
            Kind::YesNo => values.extend([Atom::YesNo(true), Atom::YesNo(false)]),
            Kind::OneOf(texts) => values.extend(texts.iter().cloned().map(Atom::Text)),
            Kind::Text => {
                // Those named, and as many others as it takes to find one that is not.
                let named = literals.iter().filter_map(|literal| match literal {
                    Literal::In(other, atoms) if *other == id => Some(atoms),
                    _ => None,
                });
                let named: Vec<Atom> = named.flatten().filter(|atom| **atom != Atom::None).cloned().collect();
                values.extend(named);
                values.extend((0..=literals.len()).map(|n| Atom::Text("?".repeat(n + 1))));
            }
            Kind::Quantity { .. } => return None,
        }
        if variable.nullable {
            values.push(Atom::None);
        }
        values.into_iter().find(fits).map(|atom| match atom {
            Atom::None => Given::None,
            Atom::YesNo(value) => Given::YesNo(value),
            Atom::Text(text) => Given::Text(text),
        })
    }

    /// Whether some value of a variable that is no quantity is as the decisions want it.
    pub(crate) fn atom_for(&self, id: usize, literals: &[&Literal]) -> Option<Given> {
        self.atom(id, literals, None)
    }

    /// Values under which the decisions hold, of which the last is new and the others hold for the sample. What the
    /// decisions do not speak of is left out.
    pub(crate) fn turned(
        &self,
        literals: &[&Literal],
        before: &Sample,
        budget: &mut Budget,
    ) -> Result<Option<Sample>, Stop> {
        let Some(last) = literals.last() else { return Ok(Some(Sample::new())) };
        let spoken_of: BTreeSet<usize> = literals.iter().flat_map(|literal| literal.variables()).collect();
        let tied = |id: &usize| self.must_be().any(|other| other == *id);
        let mut sample: Sample = before.clone();
        sample.retain(|id, _| spoken_of.contains(id) || tied(id));
        let id = match last {
            Literal::In(id, _) | Literal::Out(id, _) => Some(*id),
            Literal::Row(_) => None,
        };
        if let Some(id) = id
            && !self.variables.get(id).is_some_and(Variable::is_quantity)
        {
            let value = self.atom(id, literals, before.get(&id));
            return Ok(value.map(|value| {
                sample.insert(id, value);
                sample
            }));
        }
        if let Some(id) = id {
            match self.none_or_not(id, literals) {
                (true, true) => return Ok(None),
                (true, false) => {
                    sample.insert(id, Given::None);
                    return Ok(Some(sample));
                }
                _ => {}
            }
        }
        let active = self.active(literals);
        let start = last.variables().into_iter().collect();
        let (group, rows) = self.system(start, literals, &active);
        match solve(&rows, &self.wishes(&group), budget)? {
            Verdict::Point(point) => {
                sample.extend(point.into_iter().map(|(id, value)| (id, Given::Number(value))));
                Ok(Some(sample))
            }
            Verdict::Never => Ok(None),
            Verdict::NotKnown => Err(Stop::Outside),
        }
    }

    /// Values under which all decisions hold, each quantity as near as can be to what it is today: the first of them
    /// nearest, the others as near as that leaves them.
    pub(crate) fn nearest(&self, literals: &[&Literal], budget: &mut Budget) -> Result<Option<Sample>, Stop> {
        let spoken_of: BTreeSet<usize> = literals.iter().flat_map(|literal| literal.variables()).collect();
        let mut active = self.active(literals);
        let mut sample = Sample::new();
        let mut quantities = BTreeSet::new();
        for id in spoken_of {
            let Some(variable) = self.variables.get(id) else { continue };
            if !variable.is_quantity() {
                let Some(value) = self.atom(id, literals, variable.today.as_ref()) else { return Ok(None) };
                sample.insert(id, value);
            } else {
                match self.none_or_not(id, literals) {
                    (true, true) => return Ok(None),
                    (true, false) => {
                        sample.insert(id, Given::None);
                    }
                    (false, _) => {
                        quantities.insert(id);
                    }
                }
            }
        }
        // What nothing speaks of stays what it is today, and still bounds what it is tied to.
        let stays = |(id, variable): (usize, &Variable)| {
            let given = matches!(variable.today, Some(Given::Number(_)));
            (given && !sample.contains_key(&id)).then_some(id)
        };
        active.extend(self.variables.iter().enumerate().filter_map(stays));
        let (group, rows) = self.system(quantities, literals, &active);
        match solve(&rows, &self.wishes(&group), budget)? {
            Verdict::Point(point) => {
                sample.extend(point.into_iter().map(|(id, value)| (id, Given::Number(value))));
                Ok(Some(sample))
            }
            Verdict::Never => Ok(None),
            Verdict::NotKnown => Err(Stop::Outside),
        }
    }

    /// Whether a quantity is said to be none, and whether it is said not to be.
    pub(crate) fn none_or_not(&self, id: usize, literals: &[&Literal]) -> (bool, bool) {
        let none = literals.iter().any(|one| matches!(one, Literal::In(other, _) if *other == id));
        let not = literals.iter().any(|one| matches!(one, Literal::Out(other, _) if *other == id));
        (none, not)
    }

    /// The quantities that have a number under these decisions.
    pub(crate) fn active(&self, literals: &[&Literal]) -> BTreeSet<usize> {
        let decided = literals.iter().filter_map(|literal| match literal {
            Literal::Out(id, _) => Some(*id),
            _ => None,
        });
        let decided = decided.filter(|id| self.variables.get(*id).is_some_and(Variable::is_quantity));
        self.must_be().chain(decided).collect()
    }

    /// The quantities that cannot be none.
    fn must_be(&self) -> impl Iterator<Item = usize> {
        let quantities = self.variables.iter().enumerate();
        quantities.filter(|(_, one)| one.is_quantity() && !one.nullable).map(|(id, _)| id)
    }

    /// The rows that bind some quantities, with all other quantities that stand in them.
    pub(crate) fn system(
        &self,
        start: BTreeSet<usize>,
        literals: &[&Literal],
        active: &BTreeSet<usize>,
    ) -> (BTreeSet<usize>, Vec<Row>) {
        let rows: Vec<&Row> = literals
            .iter()
            .filter_map(|literal| match literal {
                Literal::Row(row) => Some(row),
                _ => None,
            })
            .collect();
        let mut group = start;
        loop {
            let before = group.len();
            for row in &rows {
                if row.form.terms.keys().any(|id| group.contains(id)) {
                    group.extend(row.form.terms.keys());
                }
            }
            group = self.tied_to(group, active);
            if group.len() == before {
                break;
            }
        }
        let mut all = self.bounds(&group, active);
        let mine = rows.into_iter().filter(|row| row.form.terms.keys().any(|id| group.contains(id)));
        all.extend(mine.cloned());
        (group, all)
    }

    /// Some quantities and those they are tied to.
    fn tied_to(&self, mut group: BTreeSet<usize>, active: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut open: Vec<usize> = group.iter().copied().collect();
        while let Some(id) = open.pop() {
            for other in active {
                let tied = |a: usize, b: usize| {
                    self.variables.get(a).is_some_and(|variable| variable.at_most.contains(&b))
                };
                if (tied(id, *other) || tied(*other, id)) && group.insert(*other) {
                    open.push(*other);
                }
            }
        }
        group
    }

    /// The bounds of some quantities and the ties between them.
    pub(crate) fn bounds(&self, group: &BTreeSet<usize>, active: &BTreeSet<usize>) -> Vec<Row> {
        let mut rows = Vec::new();
        for id in group {
            let Some(variable) = self.variables.get(*id) else { continue };
            rows.extend(variable.room.rows(&Form::variable(*id)));
            let above = variable.at_most.iter().filter(|other| active.contains(other));
            rows.extend(above.map(|other| Row {
                form: Form::variable(*id).minus(&Form::variable(*other)),
                relation: Relation::AtMost,
            }));
        }
        rows
    }

    /// What is wanted of the values of some quantities.
    pub(crate) fn wishes(&self, group: &BTreeSet<usize>) -> BTreeMap<usize, Wish> {
        let wish = |id: &usize| self.variables.get(*id).and_then(Variable::wish).map(|wish| (*id, wish));
        group.iter().filter_map(wish).collect()
    }
}
