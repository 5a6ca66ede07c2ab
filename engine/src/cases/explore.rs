//! Depth first over the ways a condition can go: disjoint cells that cover every way of filling in what is missing.

use super::space::{Sample, Space};
use super::variable::Literal;
use super::walk::{Decision, Walk};
use super::{Ask, Budget, Key, MOST_CELLS, Outcome, Stop};
use crate::eval::{Answers, Cause, Need, Truth, held, quorum};
use crate::facts::{Given, Known};
use gradus_dsl::FactId;
use gradus_dsl::policy::Quorum;
use std::collections::{BTreeMap, BTreeSet};

/// A set of completions on which every decision goes the same way.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The decisions.
    pub(crate) literals: Vec<Literal>,
    /// What the condition comes to on all of it.
    pub(crate) outcome: Outcome,
    /// One completion in it: values of all that was asked for.
    pub(crate) sample: Sample,
}

/// The cells of a question.
pub(crate) struct Cells<'a> {
    pub(crate) space: Space<'a>,
    pub(crate) cells: Vec<Cell>,
    /// What makes it undefined, on the cells where it is.
    pub(crate) causes: BTreeSet<Cause>,
}

/// Splits a condition into cells, as long as whoever looks at them wants more.
pub(crate) fn explore<'a>(
    ask: &'a Ask<'a>,
    budget: &mut Budget,
    mut more: impl FnMut(&Cell) -> bool,
) -> Result<Cells<'a>, Stop> {
    let mut found = Cells { space: Space::new(ask), cells: Vec::new(), causes: BTreeSet::new() };
    // What is still to be walked: the decisions that are settled, and values under which they hold.
    let mut open: Vec<(Vec<Literal>, Sample)> = vec![(Vec::new(), Sample::new())];
    while let Some((settled, sample)) = open.pop() {
        if found.cells.len() >= MOST_CELLS {
            return Err(Stop::TooMuch);
        }
        let (outcome, decisions, sample) = Walk::new(&mut found.space, sample, budget).run()?;
        let cell = Cell {
            literals: decisions.iter().map(|decision| decision.taken.clone()).collect(),
            outcome,
            sample,
        };
        // The same values give the same decisions, up to where the last one was turned.
        if cell.literals.get(..settled.len()) != Some(settled.as_slice()) {
            return Err(Stop::Outside);
        }
        found.replay(&cell, budget)?;
        found.turn(&cell, &decisions, settled.len(), &mut open, budget)?;
        let go_on = more(&cell);
        found.cells.push(cell);
        if !go_on {
            break;
        }
    }
    Ok(found)
}

impl Cells<'_> {
    /// Turns each decision a walk was free to make, keeping those before it.
    fn turn(
        &self,
        cell: &Cell,
        decisions: &[Decision],
        settled: usize,
        open: &mut Vec<(Vec<Literal>, Sample)>,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        for (place, decision) in decisions.iter().enumerate().skip(settled) {
            for other in &decision.others {
                let before = cell.literals.iter().take(place);
                let literals: Vec<&Literal> = before.chain([other]).collect();
                budget.spend(literals.len())?;
                if let Some(sample) = self.space.turned(&literals, &cell.sample, budget)? {
                    if open.len() >= MOST_CELLS {
                        return Err(Stop::TooMuch);
                    }
                    open.push((literals.into_iter().cloned().collect(), sample));
                }
            }
        }
        Ok(())
    }

    /// Has the direct evaluator decide one completion of a cell; where it says otherwise, nothing is concluded.
    fn replay(&mut self, cell: &Cell, budget: &mut Budget) -> Result<(), Stop> {
        let ask = self.space.ask;
        if !ask.open.is_empty() {
            return Ok(());
        }
        let (truth, steps) = replayed(&self.space, &cell.sample)?;
        budget.spend(steps.saturating_add(ask.known.len()))?;
        let agrees = match (&truth, cell.outcome) {
            (Truth::Yes, Outcome::Yes) | (Truth::No, Outcome::No) => true,
            (Truth::Open(doubt), Outcome::Undefined) if doubt.is_undefined() => {
                self.causes.extend(doubt.blocked.iter().cloned());
                true
            }
            _ => false,
        };
        if agrees { Ok(()) } else { Err(Stop::Outside) }
    }
}

/// What is known once what is open has the values of a sample.
pub(crate) struct Filled {
    pub(crate) known: Known,
    answers: Answers,
    held: Vec<Truth>,
}

/// Fills in the values of a sample.
pub(crate) fn filled(space: &Space<'_>, sample: &Sample) -> Result<Filled, Stop> {
    let ask = space.ask;
    let mut known: Known = ask.known.clone();
    let mut answers: Answers = ask.answers.clone();
    let mut sets: BTreeMap<&FactId, BTreeSet<String>> = BTreeMap::new();
    for (id, value) in sample {
        let need = match space.variable(*id).map(|variable| &variable.key) {
            Some(Key::Need(need)) => need,
            // A set that is open holds what is said of it, and nothing that is asked nowhere.
            Some(Key::Member(Need::Fact(fact), member)) => {
                let set = sets.entry(fact).or_default();
                if *value == Given::YesNo(true) {
                    set.insert(member.clone());
                }
                continue;
            }
            Some(Key::Member(..)) => return Err(Stop::Outside),
            Some(Key::Criterion(_)) | None => continue,
        };
        match (need, value) {
            (Need::Fact(fact), value) => known.insert(fact.clone(), value.clone()),
            (Need::Year(fact, year), value) => {
                let year = u16::try_from(*year).map_err(|_| Stop::Outside)?;
                known.insert_year(fact.clone(), year, value.clone());
            }
            (Need::Field(list, index, field), value) => {
                known.insert_field(list, *index, field.clone(), value.clone());
            }
            (Need::Title(title), Given::YesNo(held)) => {
                known.insert_title(title.clone(), *held);
                answers.eligible.entry(title.clone()).or_insert(Truth::known(*held));
            }
            (Need::Holders(title), Given::Number(count)) => {
                answers.holders.insert(title.clone(), count.clone());
            }
            _ => return Err(Stop::Outside),
        }
    }
    for (fact, set) in sets {
        known.insert(fact.clone(), Given::Set(set));
    }
    let held = ask.held.iter().map(|(title, _)| held(&known, title)).collect();
    Ok(Filled { known, answers, held })
}

/// What the direct evaluator says where what is open has the values of a sample, and how many steps it takes.
pub(crate) fn replayed(space: &Space<'_>, sample: &Sample) -> Result<(Truth, usize), Stop> {
    let ask = space.ask;
    let Filled { known, answers, held } = filled(space, sample)?;
    let mut evaluator = ask.evaluator(&known, &answers);
    let (condition, _) = evaluator.judge(ask.condition).map_err(|_| Stop::Outside)?;
    let steps = usize::try_from(evaluator.steps()).unwrap_or(usize::MAX);
    Ok((quorum(Quorum::All, held.into_iter().chain([condition]).collect()).0, steps))
}
