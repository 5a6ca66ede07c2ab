//! The search for smallest sets of changes: by size, each set split into cases, each way replayed.

use super::condition::{self, Chosen};
use super::{Change, ChangeKind, MOST_CHANGES, Way};
use crate::cases::{
    Ask, Budget, Cell, Key, Outcome, Sample, Space, Stop, explore, filled, replayed, without,
};
use crate::eval::{Answers, Evaluator, Model, Need, Truth, quorum, unit};
use crate::facts::{Given, Known, consistent};
use crate::ruling::{Report, required};
use crate::{Engine, Error, Question};
use gradus_dsl::policy::{Eligibility, Quorum, Type};
use gradus_dsl::{Date, FactId, Label, Number, TitleId};
use std::collections::{BTreeMap, BTreeSet};

/// Most steps of one search; a limit of the language.
const MOST_STEPS: u64 = 800_000;

/// Most steps spent on one set of changes.
const MOST_STEPS_OF_A_SET: u64 = 50_000;

/// Most ways that are given.
const MOST_WAYS: usize = 32;

/// What was not searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Some conditions are not linear in what would change.
    Kind,
    /// Some sets take too many cases.
    Cases,
    /// There are too many sets.
    Sets,
    /// Lists and free texts are not varied.
    Lists,
    /// There are more ways than are given.
    Ways,
}

impl Gap {
    pub(super) fn label(self) -> Label {
        let (zh, en) = match self {
            Self::Kind => (
                "部分条件对可变事实并非线性，未作分析",
                "some conditions are not linear in what would change, and were not worked out",
            ),
            Self::Cases => ("部分组合情形过多，未逐一分析", "some sets of changes take too many cases"),
            Self::Sets => {
                ("可变事实的组合过多，未全部分析", "there are more sets of changes than were tried")
            }
            Self::Lists => ("清单和文字类事实不作变更分析", "lists and free texts are not varied"),
            Self::Ways => ("可行方案过多，仅列出一部分", "there are more ways than are listed"),
        };
        Label { zh: zh.to_owned(), en: en.to_owned() }
    }
}

/// What a search found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) ways: Vec<Way>,
    pub(super) not_searched: BTreeSet<Gap>,
}

struct Search<'a> {
    report: Report<'a, 'a>,
    model: &'a Model<'a>,
    known: &'a Known,
    rule: &'a Eligibility,
    held: &'a [(TitleId, Truth)],
    reference: Date,
    /// The day figures of the text are read on.
    figures: Date,
    budget: Budget,
    found: Found,
    /// The sets that were found to do.
    sets: Vec<BTreeSet<Need>>,
}

/// Searches for the smallest sets of changes under which a title can be reached.
pub(super) fn search(engine: &Engine, question: &Question) -> Result<Found, Error> {
    let (chosen, model, known) = engine.asked(question)?;
    let rule = chosen.rule;
    let (answers, reference) = (Answers::default(), question.reference());
    let figures = chosen.figures_on(reference);
    let evaluator = Evaluator::new(&model, &known, &answers, reference, BTreeMap::new()).figures_on(figures);
    let held = required(rule, &known);
    let mut search = Search {
        report: Report { engine, model: &model, evaluator: &evaluator },
        model: &model,
        known: &known,
        rule,
        held: &held,
        reference,
        figures,
        budget: Budget::of(MOST_STEPS),
        found: Found::default(),
        sets: Vec::new(),
    };
    if search.all().is_err() {
        search.found.not_searched.insert(Gap::Sets);
    }
    Ok(search.found)
}

impl Search<'_> {
    fn all(&mut self) -> Result<(), Stop> {
        let (changeable, fixed) = self.changeable();
        let all: BTreeSet<Need> = changeable.iter().chain(&fixed).cloned().collect();
        let relevant: BTreeSet<Need> = match self.left(&all)? {
            Truth::Open(doubt) => self.with_ties(doubt.missing.into_keys().collect(), &all),
            // Whatever is changed, the answer is the same.
            Truth::Yes | Truth::No => BTreeSet::new(),
        };
        if fixed.iter().any(|need| relevant.contains(need)) {
            self.found.not_searched.insert(Gap::Lists);
        }
        let changeable: BTreeSet<Need> =
            changeable.into_iter().filter(|need| relevant.contains(need)).collect();
        // Where everything else is free and the answer is no, this one is part of every set.
        let mut always = BTreeSet::new();
        for need in &changeable {
            let mut others = changeable.clone();
            others.remove(need);
            if self.left(&others)? == Truth::No {
                always.insert(need.clone());
            }
        }
        let most = usize::from(MOST_CHANGES);
        if always.len() > most {
            return Ok(());
        }
        let rest: Vec<Need> = changeable.difference(&always).cloned().collect();
        for size in always.len()..=most {
            let mut places: Vec<usize> = (0..size - always.len()).collect();
            while places.last().is_none_or(|last| *last < rest.len()) {
                let chosen = places.iter().filter_map(|place| rest.get(*place)).cloned();
                let set: BTreeSet<Need> = always.iter().cloned().chain(chosen).collect();
                self.set(set)?;
                if !next(&mut places, rest.len()) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// What matters, with what of all there is bounds something that matters.
    fn with_ties(&self, mut matters: BTreeSet<Need>, all: &BTreeSet<Need>) -> BTreeSet<Need> {
        let of = |need: &Need| match need {
            Need::Fact(fact) | Need::Year(fact, _) => Some(fact.clone()),
            _ => None,
        };
        let mut beside: BTreeMap<&FactId, Vec<&FactId>> = BTreeMap::new();
        for fact in &self.model.policy.facts {
            if let Some(ceiling) = &fact.at_most {
                beside.entry(&fact.id).or_default().push(ceiling);
                beside.entry(ceiling).or_default().push(&fact.id);
            }
        }
        let mut facts: BTreeSet<FactId> = matters.iter().filter_map(of).collect();
        let mut open: Vec<FactId> = facts.iter().cloned().collect();
        while let Some(fact) = open.pop() {
            for other in beside.get(&fact).into_iter().flatten() {
                if facts.insert((*other).clone()) {
                    open.push((*other).clone());
                }
            }
        }
        matters.extend(all.iter().filter(|need| of(need).is_some_and(|fact| facts.contains(&fact))).cloned());
        matters
    }

    /// What can be changed: facts marked so, of yearly ones each year that is given, and titles that are required or
    /// asked for and not held; then those marked that are not varied.
    fn changeable(&self) -> (BTreeSet<Need>, BTreeSet<Need>) {
        let (mut can, mut cannot) = (BTreeSet::new(), BTreeSet::new());
        for fact in self.model.policy.facts.iter().filter(|fact| fact.changeable) {
            let whole = Need::Fact(fact.id.clone());
            match (&fact.ty, self.known.get(&fact.id)) {
                (Type::Yearly(_), given) => {
                    let years = self.known.years(&fact.id).map(|(year, _)| year);
                    can.extend(years.map(|year| Need::Year(fact.id.clone(), i32::from(year))));
                    cannot.extend(given.map(|_| whole));
                }
                (_, None) => {}
                (Type::List(_) | Type::Text, Some(_)) => {
                    cannot.insert(whole);
                }
                (ty, Some(_))
                    if ty.is_quantity() || matches!(ty, Type::Date | Type::YesNo | Type::OneOf(_)) =>
                {
                    can.insert(whole);
                }
                (_, Some(_)) => {
                    cannot.insert(whole);
                }
            }
        }
        // A title is gained, and none is given up for another.
        let asked = self.known.titles().filter(|(_, held)| **held == Given::YesNo(false));
        can.extend(asked.map(|(title, _)| Need::Title(title.clone())));
        (can, cannot)
    }

    /// What three-valued logic leaves of the question where these things are taken as not known.
    fn left(&mut self, open: &BTreeSet<Need>) -> Result<Truth, Stop> {
        let known = without(self.known, open);
        let answers = Answers::default();
        let evaluator = Evaluator::new(self.model, &known, &answers, self.reference, BTreeMap::new());
        let mut evaluator = evaluator.figures_on(self.figures);
        let (condition, _) = evaluator.judge(&self.rule.condition).map_err(|_| Stop::TooMuch)?;
        let steps = usize::try_from(evaluator.steps()).unwrap_or(usize::MAX);
        self.budget.spend(steps.saturating_add(known.len()))?;
        let held = required(self.rule, &known).into_iter().map(|(_, truth)| truth);
        Ok(quorum(Quorum::All, held.chain([condition]).collect()).0)
    }

    /// Tries one set; a set that contains one that does is not smallest.
    fn set(&mut self, set: BTreeSet<Need>) -> Result<(), Stop> {
        if self.sets.iter().any(|found| found.is_subset(&set)) || self.left(&set)? == Truth::No {
            return Ok(());
        }
        let answers = Answers::default();
        let ask = Ask {
            model: self.model,
            known: self.known,
            answers: &answers,
            reference: self.reference,
            figures: self.figures,
            held: self.held,
            condition: &self.rule.condition,
            varied: set,
            open: BTreeSet::new(),
        };
        // A set that takes too long by itself does not take the steps of the others.
        let mut own = self.budget.part(MOST_STEPS_OF_A_SET);
        let tried = self.ways(&ask, &mut own);
        self.budget.give_back(&own);
        match tried {
            Ok(Some((way, changed))) => {
                if self.found.ways.len() >= MOST_WAYS {
                    self.found.not_searched.insert(Gap::Ways);
                } else if !self.sets.iter().any(|found| found.is_subset(&changed)) {
                    self.found.ways.push(way);
                    self.sets.push(changed);
                }
            }
            Ok(None) => {}
            Err(Stop::Outside) => {
                self.found.not_searched.insert(Gap::Kind);
            }
            Err(Stop::TooMuch) => {
                self.found.not_searched.insert(Gap::Cases);
            }
        }
        Ok(())
    }

    /// The nearest way by one set of changes, with what of it is really changed.
    fn ways(&self, ask: &Ask<'_>, budget: &mut Budget) -> Result<Option<(Way, BTreeSet<Need>)>, Stop> {
        let cells = explore(ask, budget, |_| true)?;
        let space = &cells.space;
        let yes: Vec<&Cell> = cells.cells.iter().filter(|cell| cell.outcome == Outcome::Yes).collect();
        let mut best: Option<((Number, usize), &Cell, Sample)> = None;
        for cell in &yes {
            let literals: Vec<_> = cell.literals.iter().collect();
            let Some(point) = space.nearest(&literals, budget)? else { continue };
            let cost = (distance(space, &point), point.len());
            if best.as_ref().is_none_or(|(before, ..)| cost < *before) {
                best = Some((cost, cell, point));
            }
        }
        let Some((_, cell, point)) = best else { return Ok(None) };
        // Never one that does not hold: the evaluator that rules has the last word.
        let (truth, steps) = replayed(space, &point)?;
        budget.spend(steps)?;
        if truth != Truth::Yes || !consistent(self.model.policy, &filled(space, &point)?.known) {
            return Err(Stop::Outside);
        }
        let (kept, also_needed) = self.needed(space, &point, &ask.varied, budget)?;
        let other: Vec<&Cell> = cells.cells.iter().filter(|cell| cell.outcome != Outcome::Yes).collect();
        let (report, model) = (&self.report, self.model);
        let chosen = Chosen { space, model, report, yes: &yes, other: &other, cell, kept: &kept };
        let mut changes = Vec::new();
        let mut changed = BTreeSet::new();
        for (id, value) in &point {
            let Some(variable) = space.variable(*id) else { continue };
            let Key::Need(need) = &variable.key else { continue };
            if !ask.varied.contains(need) || variable.today.as_ref() == Some(value) {
                continue;
            }
            changed.insert(need.clone());
            changes.push(self.change(&chosen, *id, need, value, budget)?);
        }
        let together = chosen.together();
        let also_needed = also_needed.iter().map(|need| self.report.missing(need)).collect();
        Ok(Some((Way { changes, together, also_needed }, changed)))
    }

    fn change(
        &self,
        chosen: &Chosen<'_>,
        id: usize,
        need: &Need,
        value: &Given,
        budget: &mut Budget,
    ) -> Result<Change, Stop> {
        let ty = condition::type_of(self.model, need);
        let missing = self.report.missing(need);
        let today = chosen.space.variable(id).and_then(|variable| variable.today.as_ref());
        Ok(Change {
            kind: if matches!(need, Need::Title(_)) { ChangeKind::Title } else { ChangeKind::Fact },
            path: missing.path,
            label: missing.label,
            unit: unit(&ty),
            from: today.map(|today| condition::shown(today, &ty)),
            to: chosen.target(id, value, &ty, budget)?,
            example: condition::shown(value, &ty),
        })
    }

    /// What is missing and was given a value, less what the answer does not need; before it, the values that are left.
    fn needed(
        &self,
        space: &Space<'_>,
        point: &Sample,
        varied: &BTreeSet<Need>,
        budget: &mut Budget,
    ) -> Result<(Sample, Vec<Need>), Stop> {
        let mut kept = point.clone();
        let mut needed = Vec::new();
        let mut seen: BTreeSet<&Need> = BTreeSet::new();
        for id in point.keys() {
            let need_of = |id: usize| space.variable(id).and_then(|variable| variable.key.need());
            let Some(need) = need_of(*id).filter(|need| !varied.contains(need)) else { continue };
            if !seen.insert(need) {
                continue;
            }
            let mut without = kept.clone();
            without.retain(|id, _| need_of(*id) != Some(need));
            let (truth, steps) = replayed(space, &without)?;
            budget.spend(steps)?;
            if truth == Truth::Yes {
                kept = without;
            } else {
                needed.push(need.clone());
            }
        }
        needed.sort();
        Ok((kept, needed))
    }
}

/// The next choice of places below a number, in order; false after the last.
fn next(places: &mut [usize], below: usize) -> bool {
    let count = places.len();
    let movable =
        (0..count).rev().find(|at| places.get(*at).is_some_and(|place| *place < below - (count - at)));
    let Some(at) = movable else { return false };
    let first = places.get(at).map_or(0, |place| place + 1);
    for (value, place) in (first..).zip(places.iter_mut().skip(at)) {
        *place = value;
    }
    true
}

/// How far a point is from what is given today: each quantity by the part of itself it changes by, all else by one.
fn distance(space: &Space<'_>, point: &Sample) -> Number {
    let one = || Number::from(1);
    let size = |number: &Number| if number.is_negative() { -number.clone() } else { number.clone() };
    let mut sum = Number::zero();
    for (id, value) in point {
        let Some(today) = space.variable(*id).and_then(|variable| variable.today.as_ref()) else { continue };
        let moved = match (today, value) {
            (today, value) if today == value => continue,
            (Given::Number(before), Given::Number(after)) => {
                let moved = size(&(after.clone() - before.clone()));
                moved.divided_by(&(size(before) + one())).unwrap_or_else(one)
            }
            _ => one(),
        };
        sum = sum + moved;
    }
    sum
}
