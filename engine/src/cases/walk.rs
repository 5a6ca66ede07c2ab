//! A compact second evaluator, for complete values: what is open has the value of a sample, and each decision on it is
//! noted as a condition that holds there, with the ways it could have gone instead.

mod branch;
mod quantity;
mod score;
mod tally;

use super::form::{Form, Quotient};
use super::solve::Relation;
use super::space::{Sample, Space};
use super::variable::{Atom, Kind, Literal};
use super::{Budget, Key, MOST_BITS, Outcome, Stop};
use crate::eval::{Need, Truth};
use crate::facts::{Given, Record};
use gradus_dsl::policy::{CompareOp, Criterion, Expr, ExprKind, Quorum, Year};
use gradus_dsl::{CriterionId, FactId, NameId, Number, ScoreId};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use tally::Tally;

/// Deepest nesting of expressions, through the declarations they name.
const MAX_DEPTH: u32 = 128;

/// Most decisions on one way.
const MOST_DECISIONS: usize = 256;

/// A decision on what is open: how it went, and how it could have gone. The ways exclude each other and are all
/// there are.
#[derive(Clone, Debug)]
pub(crate) struct Decision {
    pub(crate) taken: Literal,
    pub(crate) others: Vec<Literal>,
}

/// The value of an expression on complete facts.
#[derive(Clone, Debug)]
enum Value {
    None,
    Undefined,
    YesNo(bool),
    Quantity(Quotient),
    Text(Text),
}

#[derive(Clone, Debug)]
enum Text {
    Known(String),
    /// The value of a variable.
    Open(usize),
}

/// One walk through a condition.
pub(crate) struct Walk<'w, 'a> {
    space: &'w mut Space<'a>,
    sample: Sample,
    decisions: Vec<Decision>,
    /// What was decided already.
    taken: BTreeSet<Literal>,
    budget: &'w mut Budget,
    names: BTreeMap<&'a NameId, Value>,
    criteria: BTreeMap<&'a CriterionId, Outcome>,
    scores: BTreeMap<&'a ScoreId, (Quotient, bool)>,
    years: Vec<(&'a str, u8)>,
    records: Vec<(&'a str, &'a FactId, usize, &'a Record)>,
    depth: u32,
}

impl<'w, 'a> Walk<'w, 'a> {
    pub(crate) fn new(space: &'w mut Space<'a>, sample: Sample, budget: &'w mut Budget) -> Self {
        Self {
            space,
            sample,
            decisions: Vec::new(),
            taken: BTreeSet::new(),
            budget,
            names: BTreeMap::new(),
            criteria: BTreeMap::new(),
            scores: BTreeMap::new(),
            years: Vec::new(),
            records: Vec::new(),
            depth: 0,
        }
    }

    /// The outcome of the question, the decisions it took, and the values of all that was asked for.
    pub(crate) fn run(mut self) -> Result<(Outcome, Vec<Decision>, Sample), Stop> {
        let ask = self.space.ask;
        let mut outcomes = Tally::new(Quorum::All, ask.held.len() + 1);
        for (title, truth) in ask.held {
            let need = Need::Title(title.clone());
            let outcome = match truth {
                _ if ask.varied.contains(&need) => self.title(need)?,
                Truth::Yes => Outcome::Yes,
                Truth::No => Outcome::No,
                Truth::Open(_) => self.title(need)?,
            };
            if outcomes.add(outcome) {
                return Ok((outcomes.outcome(), self.decisions, self.sample));
            }
        }
        let outcome = self.truth(ask.condition)?;
        outcomes.add(outcome);
        Ok((outcomes.outcome(), self.decisions, self.sample))
    }

    fn title(&mut self, need: Need) -> Result<Outcome, Stop> {
        let value = self.open(Key::Need(need))?;
        Ok(as_outcome(&value))
    }

    fn truth(&mut self, expr: &'a Expr) -> Result<Outcome, Stop> {
        match self.value(expr)? {
            Value::Quantity(_) | Value::Text(_) => Err(Stop::Outside),
            value => Ok(as_outcome(&value)),
        }
    }

    fn value(&mut self, expr: &'a Expr) -> Result<Value, Stop> {
        self.budget.spend(1)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Stop::Outside);
        }
        let value = self.form(expr)?;
        self.depth -= 1;
        if let Value::Quantity(quotient) = &value
            && quotient.bits() > MOST_BITS
        {
            return Err(Stop::Outside);
        }
        Ok(value)
    }

    fn form(&mut self, expr: &'a Expr) -> Result<Value, Stop> {
        let ask = self.space.ask;
        Ok(match &expr.kind {
            ExprKind::Number(number) => number_value(number.clone()),
            ExprKind::YesNo(value) => Value::YesNo(*value),
            ExprKind::Text(text) => Value::Text(Text::Known(text.clone())),
            ExprKind::Date(date) => number_value(Number::from(date.days())),
            ExprKind::Fact(fact) => self.fact(fact, None)?,
            ExprKind::InYear(fact, year) => {
                let year = self.year(year)?;
                self.fact(fact, Some(year))?
            }
            ExprKind::Parameter(id) => {
                let of_another_text = ask.model.policy.import_of(id.as_str()).is_some();
                let day = if of_another_text { ask.reference } else { ask.figures };
                let parameter = ask.model.parameter(id, day).map_err(|_| Stop::Outside)?;
                self.value(&parameter.value)?
            }
            ExprKind::Name(id) => self.name(id)?,
            ExprKind::Criterion(id) => yes_no(self.criterion(id)?),
            ExprKind::Score(id) => match self.score(id)? {
                (points, false) => Value::Quantity(points),
                // Points between bounds for good: what that means is left to the direct evaluator.
                (_, true) => return Err(Stop::Outside),
            },
            ExprKind::Passes(id) => yes_no(self.passes(id)?),
            ExprKind::Eligible(title) => match ask.answers.eligible.get(title) {
                Some(Truth::Yes) => Value::YesNo(true),
                Some(Truth::No) => Value::YesNo(false),
                Some(Truth::Open(doubt)) if doubt.is_undefined() => Value::Undefined,
                // What would decide that other title is not part of this condition.
                Some(Truth::Open(_)) => return Err(Stop::Outside),
                None => self.open(Key::Need(Need::Title(title.clone())))?,
            },
            ExprKind::Holders(title) => match ask.answers.holders.get(title) {
                Some(count) => number_value(count.clone()),
                None => self.open(Key::Need(Need::Holders(title.clone())))?,
            },
            ExprKind::Field { variable, field } => self.field(variable, field)?,
            ExprKind::Arithmetic(operator, left, right) => {
                let (a, b) = (self.value(left)?, self.value(right)?);
                self.arithmetic(*operator, (left, a), (right, b))?
            }
            ExprKind::Negate(inner) => match self.value(inner)? {
                Value::Quantity(quotient) => Value::Quantity(quotient.negated()),
                other @ (Value::None | Value::Undefined) => other,
                _ => return Err(Stop::Outside),
            },
            ExprKind::Compare(op, left, right) => {
                let (a, b) = (self.value(left)?, self.value(right)?);
                yes_no(self.compare(*op, a, b)?)
            }
            ExprKind::CompareGrowth { fact, years, op, rate } => {
                yes_no(self.growth(fact, *years, *op, rate)?)
            }
            ExprKind::Not(inner) => match self.truth(inner)? {
                Outcome::Yes => Value::YesNo(false),
                Outcome::No => Value::YesNo(true),
                Outcome::Undefined => Value::Undefined,
            },
            ExprKind::Quorum(rule, parts) => {
                let mut tally = Tally::new(*rule, parts.len());
                for part in parts {
                    let outcome = self.truth(part)?;
                    if tally.add(outcome) {
                        break;
                    }
                }
                yes_no(tally.outcome())
            }
            ExprKind::If(branches, last) => self.branches(expr, branches, last)?,
            ExprKind::Switch(subject, arms, default) => {
                self.switch(expr, subject, arms, default.as_deref())?
            }
            ExprKind::EachYear { years, variable, condition } => {
                let mut tally = Tally::new(Quorum::All, usize::from(*years));
                for back in 0..*years {
                    self.years.push((variable, back));
                    let outcome = self.truth(condition);
                    self.years.pop();
                    if tally.add(outcome?) {
                        break;
                    }
                }
                yes_no(tally.outcome())
            }
            ExprKind::SumYears(fact, years) => self.sum_years(fact, *years)?,
            ExprKind::MeanYears(fact, years) => match self.sum_years(fact, *years)? {
                Value::Quantity(sum) => {
                    let share = Number::fraction(1, i64::from(*years)).ok_or(Stop::Outside)?;
                    Value::Quantity(sum.times(&Quotient::number(share)).ok_or(Stop::Outside)?)
                }
                other => other,
            },
            ExprKind::Count { list, variable, condition } => self.count(list, variable, condition)?,
            ExprKind::Bands(subject, bands) => self.bands(subject, bands)?,
            #[allow(unreachable_patterns, reason = "forms of the language that are not split")]
            _ => return Err(Stop::Outside),
        })
    }

    fn name(&mut self, id: &'a NameId) -> Result<Value, Stop> {
        if let Some(value) = self.names.get(id) {
            return Ok(value.clone());
        }
        let name = self.space.ask.model.name(id).map_err(|_| Stop::Outside)?;
        let value = self.apart(|this| this.value(&name.value))?;
        self.names.insert(id, value.clone());
        Ok(value)
    }

    fn criterion(&mut self, id: &'a CriterionId) -> Result<Outcome, Stop> {
        if let Some(outcome) = self.criteria.get(id) {
            return Ok(*outcome);
        }
        let ask = self.space.ask;
        let outcome = if ask.open.contains(id) {
            as_outcome(&self.open(Key::Criterion(id.clone()))?)
        } else {
            if !ask.model.exceptions(id).is_empty() {
                return Err(Stop::Outside);
            }
            let criterion = ask.model.criterion(id).map_err(|_| Stop::Outside)?;
            // INVARIANT: named field by field, so that whoever adds one to the language decides here what a walk
            // makes of it.
            let Criterion { id: _, at: _, citation: _, label: _, status: _, overrides: _, condition } =
                criterion;
            self.apart(|this| this.truth(condition))?
        };
        self.criteria.insert(id, outcome);
        Ok(outcome)
    }

    /// Variables of the place that asks do not reach into a declaration.
    fn apart<T>(&mut self, evaluate: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        let (years, records) = (std::mem::take(&mut self.years), std::mem::take(&mut self.records));
        let value = evaluate(self);
        (self.years, self.records) = (years, records);
        value
    }

    fn fact(&mut self, id: &'a FactId, year: Option<i32>) -> Result<Value, Stop> {
        let need = match year {
            Some(year) => Need::Year(id.clone(), year),
            None => Need::Fact(id.clone()),
        };
        match self.space.ask.given(&need) {
            Some(given) => known(given),
            None => self.open(Key::Need(need)),
        }
    }

    fn field(&mut self, variable: &str, field: &str) -> Result<Value, Stop> {
        let record = self.records.iter().rev().find(|(name, ..)| *name == variable);
        let (_, list, index, record) = record.copied().ok_or(Stop::Outside)?;
        match record.get(field) {
            Some(given) => known(given),
            None => self.open(Key::Need(Need::Field(list.clone(), index, field.to_owned()))),
        }
    }

    /// The value of something open, with the decision whether it is none; a yes or no is decided whole.
    fn open(&mut self, key: Key) -> Result<Value, Stop> {
        let id = self.space.read(key, &mut self.sample, self.budget)?;
        let variable = self.space.variable(id).ok_or(Stop::Outside)?;
        let (kind, nullable) = (variable.kind.clone(), variable.nullable);
        let given = self.sample.get(&id).cloned().ok_or(Stop::Outside)?;
        if kind == Kind::YesNo {
            let atom = match given {
                Given::YesNo(value) => Atom::YesNo(value),
                Given::None => Atom::None,
                _ => return Err(Stop::Outside),
            };
            let none = nullable.then_some(Atom::None);
            let all = [Atom::YesNo(true), Atom::YesNo(false)].into_iter().chain(none);
            let others = all.filter(|other| *other != atom).map(|other| Literal::is(id, other)).collect();
            self.decided(Literal::is(id, atom.clone()), others)?;
            return Ok(match atom {
                Atom::YesNo(value) => Value::YesNo(value),
                _ => Value::None,
            });
        }
        if nullable {
            let (is, is_not) = (Literal::is(id, Atom::None), Literal::is_not(id, Atom::None));
            if given == Given::None {
                self.decided(is, vec![is_not])?;
                return Ok(Value::None);
            }
            self.decided(is_not, vec![is])?;
        }
        Ok(match kind {
            Kind::Quantity { .. } => Value::Quantity(Quotient::of(Form::variable(id))),
            _ => Value::Text(Text::Open(id)),
        })
    }

    /// Notes a decision, once.
    fn decided(&mut self, taken: Literal, others: Vec<Literal>) -> Result<(), Stop> {
        if self.taken.insert(taken.clone()) {
            if self.decisions.len() >= MOST_DECISIONS {
                return Err(Stop::TooMuch);
            }
            self.decisions.push(Decision { taken, others });
        }
        Ok(())
    }

    fn year(&self, year: &Year) -> Result<i32, Stop> {
        let back = match year {
            Year::Prior(back) => Some(*back),
            Year::Variable(name) => {
                self.years.iter().rev().find(|(variable, _)| variable == name).map(|(_, back)| *back)
            }
        };
        Ok(self.year_back(back.ok_or(Stop::Outside)?))
    }

    fn year_back(&self, back: u8) -> i32 {
        self.space.ask.reference.year() - 1 - i32::from(back)
    }

    /// How a form stands to zero on the sample.
    fn sign(&mut self, form: &Form) -> Result<Ordering, Stop> {
        self.budget.spend(form.terms.len())?;
        if form.bits() > MOST_BITS {
            return Err(Stop::Outside);
        }
        let value = form.at(|id| match self.sample.get(&id) {
            Some(Given::Number(number)) => Some(number),
            _ => None,
        });
        Ok(value.ok_or(Stop::Outside)?.cmp(&Number::zero()))
    }

    /// Whether a comparison of a form with zero holds, noted as a decision where it speaks of what is open.
    fn holds(&mut self, form: &Form, op: CompareOp) -> Result<bool, Stop> {
        let order = self.sign(form)?;
        if form.known().is_none() {
            let below = Literal::row(form.clone(), Relation::Below);
            let at_most = Literal::row(form.clone(), Relation::AtMost);
            let above = Literal::row(form.negated(), Relation::Below);
            let at_least = Literal::row(form.negated(), Relation::AtMost);
            let zero = Literal::row(form.clone(), Relation::Zero);
            let two = |holds: Literal, fails: Literal| {
                if op.holds(order) { (holds, vec![fails]) } else { (fails, vec![holds]) }
            };
            let (taken, others) = match op {
                CompareOp::AtLeast => two(at_least, below),
                CompareOp::Above => two(above, at_most),
                CompareOp::AtMost => two(at_most, above),
                CompareOp::Below => two(below, at_least),
                CompareOp::Equal | CompareOp::NotEqual => match order {
                    Ordering::Less => (below, vec![zero, above]),
                    Ordering::Equal => (zero, vec![below, above]),
                    Ordering::Greater => (above, vec![below, zero]),
                },
            };
            self.decided(taken, others)?;
        }
        Ok(op.holds(order))
    }
}

fn number_value(number: Number) -> Value {
    Value::Quantity(Quotient::number(number))
}

fn outcome(holds: bool) -> Outcome {
    if holds { Outcome::Yes } else { Outcome::No }
}

fn yes_no(outcome: Outcome) -> Value {
    match outcome {
        Outcome::Yes => Value::YesNo(true),
        Outcome::No => Value::YesNo(false),
        Outcome::Undefined => Value::Undefined,
    }
}

/// A value as a condition; what exists not does not hold.
fn as_outcome(value: &Value) -> Outcome {
    match value {
        Value::YesNo(value) => outcome(*value),
        Value::Undefined => Outcome::Undefined,
        Value::None | Value::Quantity(_) | Value::Text(_) => Outcome::No,
    }
}

fn known(given: &Given) -> Result<Value, Stop> {
    Ok(match given {
        Given::None => Value::None,
        Given::Number(number) => number_value(number.clone()),
        Given::YesNo(value) => Value::YesNo(*value),
        Given::Text(text) => Value::Text(Text::Known(text.clone())),
        // Only `count` reads a list, and it looks for itself.
        Given::Records(_) | Given::Set(_) => return Err(Stop::Outside),
    })
}
