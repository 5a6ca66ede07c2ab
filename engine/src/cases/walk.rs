//! A compact second evaluator, for complete values: what is open has the value of a sample, and each decision on it is
//! noted as a condition that holds there, with the ways it could have gone instead.

mod branch;
mod decide;
mod exception;
mod gather;
mod growth;
mod quantity;
mod score;
mod steps;
mod table;
mod tally;

use super::form::Quotient;
use super::space::{Sample, Space};
use super::variable::Literal;
use super::{Budget, Key, MOST_BITS, Outcome, Stop};
use crate::eval::{Need, Truth};
use crate::facts::{Given, Record};
use gradus_dsl::policy::{Expr, ExprKind, Quorum, Year};
use gradus_dsl::{CriterionId, FactId, GroupId, NameId, Number, ScoreId, TableId, TitleId};
use std::collections::{BTreeMap, BTreeSet};
use steps::{Stepped, Steps};
use tally::Tally;

/// Deepest nesting of expressions, through the declarations they name.
const MAX_DEPTH: u32 = 128;

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
    /// A quantity that moves in steps with what is open.
    Stepped(Stepped),
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
    /// Whether the case is given that an exception is made for.
    applies: BTreeMap<&'a CriterionId, Outcome>,
    scores: BTreeMap<&'a ScoreId, (Quotient, bool)>,
    groups: BTreeMap<(&'a ScoreId, &'a GroupId), (Quotient, bool)>,
    tables: BTreeMap<&'a TableId, Value>,
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
            applies: BTreeMap::new(),
            scores: BTreeMap::new(),
            groups: BTreeMap::new(),
            tables: BTreeMap::new(),
            years: Vec::new(),
            records: Vec::new(),
            depth: 0,
        }
    }

    /// The outcome of the question, the decisions it took, and the values of all that was asked for.
    pub(crate) fn run(mut self) -> Result<(Outcome, Vec<Decision>, Sample), Stop> {
        let ask = self.space.ask;
        let mut outcomes = Tally::new(Quorum::All, ask.held.len() + 1);
        for (title, _) in ask.held {
            let outcome = as_outcome(&self.held(title)?);
            if outcomes.add(outcome) {
                return Ok((outcomes.outcome(), self.decisions, self.sample));
            }
        }
        let outcome = self.truth(ask.condition)?;
        outcomes.add(outcome);
        Ok((outcomes.outcome(), self.decisions, self.sample))
    }

    /// Whether a title is held; split over where the register does not say, or where it is varied.
    fn held(&mut self, title: &TitleId) -> Result<Value, Stop> {
        let need = Need::Title(title.clone());
        match self.space.ask.given(&need) {
            Some(Given::YesNo(held)) => Ok(Value::YesNo(*held)),
            _ => self.open(Key::Need(need)),
        }
    }

    fn truth(&mut self, expr: &'a Expr) -> Result<Outcome, Stop> {
        if self.years.is_empty()
            && self.records.is_empty()
            && let Some(outcome) = self.space.decided(expr, self.budget)?
        {
            return Ok(outcome);
        }
        match self.value(expr)? {
            Value::Quantity(_) | Value::Stepped(_) | Value::Text(_) => Err(Stop::Outside),
            value @ (Value::None | Value::Undefined | Value::YesNo(_)) => Ok(as_outcome(&value)),
        }
    }

    fn value(&mut self, expr: &'a Expr) -> Result<Value, Stop> {
        self.budget.spend(1)?;
        let value = self.deeper(|this| this.form(expr))?;
        if let Value::Quantity(quotient) = &value
            && quotient.bits() > MOST_BITS
        {
            return Err(Stop::Outside);
        }
        Ok(value)
    }

    /// Evaluates one level deeper, as far as the language goes.
    fn deeper<T>(&mut self, evaluate: impl FnOnce(&mut Self) -> Result<T, Stop>) -> Result<T, Stop> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Stop::Outside);
        }
        let value = evaluate(self)?;
        self.depth -= 1;
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
            ExprKind::Group(score, id) => match self.group(score, id)? {
                (points, false) => Value::Quantity(points),
                (_, true) => return Err(Stop::Outside),
            },
            ExprKind::Table(id) => self.table(id)?,
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
            ExprKind::Holds(title) => self.held(title)?,
            ExprKind::Field { variable, field } => self.field(variable, field)?,
            ExprKind::Arithmetic(operator, left, right) => {
                let (a, b) = (self.value(left)?, self.value(right)?);
                self.arithmetic(*operator, (left, a), (right, b))?
            }
            ExprKind::Negate(inner) => match self.value(inner)? {
                Value::Quantity(quotient) => Value::Quantity(quotient.negated()),
                Value::Stepped(stepped) => Value::Stepped(stepped.scaled(&Number::from(-1))),
                other @ (Value::None | Value::Undefined) => other,
                _ => return Err(Stop::Outside),
            },
            ExprKind::Compare(op, left, right) => {
                match (&left.kind, &right.kind) {
                    (ExprKind::Growth(fact, year), kind) if !matches!(kind, ExprKind::Growth(..)) => {
                        let last = self.year(year)?;
                        return Ok(yes_no(self.compare_growth(fact, (last, 1), *op, right)?));
                    }
                    (kind, ExprKind::Growth(fact, year)) if !matches!(kind, ExprKind::Growth(..)) => {
                        let last = self.year(year)?;
                        return Ok(yes_no(self.compare_growth(fact, (last, 1), op.mirrored(), left)?));
                    }
                    _ => {}
                }
                let (a, b) = (self.value(left)?, self.value(right)?);
                yes_no(self.compare(*op, a, b)?)
            }
            ExprKind::CompareGrowth { fact, years, op, rate } => {
                yes_no(self.compare_growth(fact, (self.year_back(0), *years), *op, rate)?)
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
            ExprKind::MeanYears(fact, years) => self.mean_years(fact, *years)?,
            ExprKind::Count { list, variable, condition } => self.count(list, variable, condition)?,
            ExprKind::Bands(subject, bands) => self.bands(subject, bands)?,
            ExprKind::OverRecords { fold, list, variable, body } => {
                self.over_records(*fold, list, variable, body)?
            }
            ExprKind::Includes(fact, value) => yes_no(self.includes(fact, value)?),
            ExprKind::SetSize(fact) => self.set_size(fact)?,
            ExprKind::Among(subject, values) => {
                yes_no(self.text_is(subject, |text| values.contains(text), values)?)
            }
            ExprKind::StartsWith(subject, beginnings) => {
                let begins = |text: &String| beginnings.iter().any(|one| text.starts_with(one.as_str()));
                yes_no(self.text_is(subject, begins, &[])?)
            }
            ExprKind::HowMany(conditions) => self.how_many(conditions)?,
            ExprKind::Extreme(end, values) => self.extreme(*end, values)?,
            ExprKind::Round { rounding, digits, value } => {
                let step = expr.ty.step(*digits);
                self.moved(value, |of| Some((of, Steps::Rounded(*rounding, step))))?
            }
            ExprKind::EveryFull(value, amount) => {
                self.moved(value, |of| Some((of, Steps::EveryFull(amount.clone()))))?
            }
            ExprKind::ReferenceDate => number_value(Number::from(ask.reference.days())),
            ExprKind::Elapsed { unit, from, to } => self.elapsed(*unit, from, to)?,
            ExprKind::YearEnd(day) => self.moved(day, |of| Some((of, Steps::YearEnd)))?,
            ExprKind::Growth(fact, year) => {
                let year = self.year(year)?;
                self.growth(fact, year)?
            }
            ExprKind::MeanGrowth(fact, years) => self.mean_growth(fact, *years)?,
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
            let criterion = ask.model.criterion(id).map_err(|_| Stop::Outside)?;
            self.apart(|this| this.with_exceptions(criterion))?
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
        Value::None | Value::Quantity(_) | Value::Stepped(_) | Value::Text(_) => Outcome::No,
    }
}

fn known(given: &Given) -> Result<Value, Stop> {
    Ok(match given {
        Given::None => Value::None,
        Given::Number(number) => number_value(number.clone()),
        Given::YesNo(value) => Value::YesNo(*value),
        Given::Text(text) => Value::Text(Text::Known(text.clone())),
        // What reads a list or a set looks for itself.
        Given::Records(_) | Given::Set(_) => return Err(Stop::Outside),
    })
}
