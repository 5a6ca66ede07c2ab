//! Facts where they stand in an expression: the value given, or what the schema says of a missing one.

use super::evaluator::{MAX_DEPTH, REPORT_STEPS};
use super::value::{Range, Texts};
use super::{Declared, Doubt, Evaluator, Need, Truth, Value};
use crate::facts::{Given, Known};
use crate::{Error, FlagKind};
use gradus_dsl::policy::{CompareOp, Expr, ExprKind, Fact, Type, Year};
use gradus_dsl::{Date, FactId, Number, TitleId};
use std::collections::BTreeSet;

impl<'a> Evaluator<'a> {
    /// A fact; one that is yes or no is a condition of its own, and is reported like a comparison with the answer yes.
    pub(super) fn fact_as_condition(
        &mut self,
        expr: &'a Expr,
        fact: &'a FactId,
        year: Option<i32>,
    ) -> Result<Value, Error> {
        let value = self.fact(fact, year)?;
        if matches!(expr.ty, Type::YesNo) {
            let truth = self.as_truth(expr, value.clone())?;
            let yes = Expr { kind: ExprKind::YesNo(true), ty: Type::YesNo, at: expr.at };
            let answer = Value::Truth(Truth::Yes);
            self.report(CompareOp::Equal, (expr, &value), (&yes, &answer), &truth);
        }
        Ok(value)
    }

    /// Whether a title is held, by the register.
    pub(super) fn holds(&mut self, expr: &'a Expr, title: &TitleId) -> Result<Truth, Error> {
        let truth = held(self.known, title);
        if self.quiet == 0 {
            self.step(REPORT_STEPS)?;
            self.report_answer(self.describe(expr), &Value::Truth(truth.clone()), &truth);
        }
        Ok(truth)
    }

    /// `not(a)`: what `a` leaves behind is turned to what is required of it, so that of a bare fact "no" is the answer
    /// that is wanted.
    pub(super) fn denied(&mut self, inner: &'a Expr) -> Result<Truth, Error> {
        let place = self.place();
        let value = self.value(inner)?;
        self.deny_since(place)?;
        self.as_truth(inner, value).map(Truth::negated)
    }

    /// What something else asks about: a yes-or-no fact here is reported with the question, not by itself.
    pub(super) fn subject(&mut self, expr: &'a Expr) -> Result<Value, Error> {
        match &expr.kind {
            ExprKind::Fact(fact) => self.fact(fact, None),
            ExprKind::InYear(fact, year) => {
                let year = self.year(year)?;
                self.fact(fact, Some(year))
            }
            _ => self.value(expr),
        }
    }

    /// The value of a fact, in a year where it is yearly.
    pub(super) fn fact(&mut self, id: &'a FactId, year: Option<i32>) -> Result<Value, Error> {
        let fact = self.model.fact(id)?;
        self.flag(FlagKind::Fact, id.as_str(), fact.status.as_ref());
        let (given, need) = match year {
            Some(year) => (self.known.in_year(id, year), Need::Year(id.clone(), year)),
            None => (self.known.get(id), Need::Fact(id.clone())),
        };
        let ty = if let Type::Yearly(of) = &fact.ty { of } else { &fact.ty };
        let none = fact.optional || year.is_some();
        Ok(match given {
            Some(given) => known(given),
            None => missing(ty, Some(fact), none, need),
        })
    }

    /// A field of the record a variable stands for; left out, it is missing.
    pub(super) fn field(&mut self, expr: &'a Expr, variable: &str, field: &str) -> Result<Value, Error> {
        let record = self.records.iter().rev().find(|(name, ..)| *name == variable);
        let Some((_, list, index, record)) = record.copied() else { return Err(self.mixed(expr)) };
        Ok(match record.get(field) {
            Some(given) => known(given),
            None => missing(&expr.ty, None, false, Need::Field(list.clone(), index, field.to_owned())),
        })
    }

    /// The calendar year an expression means: `last` is the year before the reference date.
    pub(super) fn year(&self, year: &Year) -> Result<i32, Error> {
        let back = match year {
            Year::Prior(back) => Some(*back),
            Year::Variable(name) => {
                self.years.iter().rev().find(|(variable, _)| variable == name).map(|(_, back)| *back)
            }
        };
        let back = back.ok_or_else(|| {
            let message = format!("policy `{}` uses a year that is bound nowhere", self.model.policy.id);
            Error::new(crate::ErrorKind::Unchecked, message)
        })?;
        Ok(self.year_back(back))
    }

    pub(super) fn year_back(&self, back: u8) -> i32 {
        self.reference.year() - 1 - i32::from(back)
    }

    /// The paths of the facts an expression reads, to name what makes it undefined.
    pub(super) fn paths(&self, expr: &Expr) -> Vec<String> {
        let mut found = Paths::default();
        self.collect_paths(expr, MAX_DEPTH, &mut found);
        found.paths.into_iter().collect()
    }

    fn collect_paths(&self, expr: &Expr, depth: u32, found: &mut Paths) {
        let Some(depth) = depth.checked_sub(1).filter(|_| found.paths.len() < MOST_PATHS) else { return };
        let paths = &mut found.paths;
        match &expr.kind {
            ExprKind::Fact(fact) => {
                paths.insert(fact.to_string());
            }
            ExprKind::InYear(fact, year) => {
                let path = match self.year(year) {
                    Ok(year) => Need::Year(fact.clone(), year).to_string(),
                    Err(_) => fact.to_string(),
                };
                paths.insert(path);
            }
            ExprKind::SumYears(fact, years) | ExprKind::MeanYears(fact, years) => {
                for back in 0..*years {
                    paths.insert(Need::Year(fact.clone(), self.year_back(back)).to_string());
                }
            }
            ExprKind::Growth(fact, year) => {
                if let Ok(year) = self.year(year) {
                    paths.extend([year - 1, year].map(|year| Need::Year(fact.clone(), year).to_string()));
                }
            }
            ExprKind::MeanGrowth(fact, years) => {
                for back in 0..=*years {
                    paths.insert(Need::Year(fact.clone(), self.year_back(back)).to_string());
                }
            }
            ExprKind::Count { list: fact, .. }
            | ExprKind::OverRecords { list: fact, .. }
            | ExprKind::Includes(fact, _)
            | ExprKind::SetSize(fact) => {
                paths.insert(fact.to_string());
            }
            ExprKind::Field { variable, field } => {
                if let Some((_, list, index, _)) =
                    self.records.iter().rev().find(|(name, ..)| name == variable)
                {
                    paths.insert(Need::Field((*list).clone(), *index, field.clone()).to_string());
                }
            }
            ExprKind::Table(id) if found.followed.insert(Declared::Table(id.clone())) => {
                for part in
                    self.model.table(id).into_iter().flat_map(|table| {
                        table.columns.iter().chain(table.rows.iter().map(|row| &row.result))
                    })
                {
                    self.collect_paths(part, depth, found);
                }
            }
            ExprKind::Name(id) if found.followed.insert(Declared::Name(id.clone())) => {
                if let Ok(name) = self.model.name(id) {
                    self.collect_paths(&name.value, depth, found);
                }
            }
            _ => {
                for part in expr.parts() {
                    self.collect_paths(part, depth, found);
                }
            }
        }
    }
}

/// Most paths that are named as what makes something undefined.
const MOST_PATHS: usize = 16;

/// The facts an expression reads.
#[derive(Default)]
struct Paths {
    paths: BTreeSet<String>,
    /// The names and tables followed so far: each once, so that the walk is no longer than the policy.
    followed: BTreeSet<Declared>,
}

/// Whether a title is held, as far as the register says.
pub(crate) fn held(known: &Known, title: &TitleId) -> Truth {
    match known.title(title) {
        Some(Given::YesNo(held)) => Truth::known(*held),
        _ => Truth::Open(Doubt::missing(Need::Title(title.clone()))),
    }
}

/// A value as it was given.
pub(crate) fn known(given: &Given) -> Value {
    match given {
        Given::None => Value::None,
        Given::Number(number) => Value::number(number.clone()),
        Given::YesNo(value) => Value::Truth(Truth::known(*value)),
        Given::Text(text) => Value::text(text),
        // What reads a list or a set looks for itself.
        Given::Records(_) | Given::Set(_) => Value::None,
    }
}

/// What the schema says of something that is missing.
fn missing(ty: &Type, fact: Option<&Fact>, none: bool, need: Need) -> Value {
    let mut doubt = Doubt::missing(need);
    // Values tied to each other by `at_most` are not free to go either way.
    doubt.loose = fact.is_some_and(|fact| fact.at_most.is_some());
    match ty {
        Type::YesNo if none => Value::TruthOrNone(doubt),
        Type::YesNo => Value::Truth(Truth::Open(doubt)),
        Type::Text => Value::Text(Texts { among: None, none, doubt }),
        Type::OneOf(values) => {
            let among = Some(values.iter().cloned().collect());
            Value::Text(Texts { among, none, doubt })
        }
        _ => {
            let (least, most) = match ty {
                Type::Count => (Some(Number::zero()), None),
                Type::Rank => (Some(Number::from(1)), None),
                Type::Date => (Some(Number::from(Date::FIRST.days())), Some(Number::from(Date::LAST.days()))),
                _ => (None, None),
            };
            let low = fact.and_then(|fact| fact.min.clone()).max(least);
            let high = fact.and_then(|fact| fact.max.clone()).into_iter().chain(most).min();
            // Whole numbers and days jump over what lies between, so that another thing may hide them.
            let whole = matches!(ty, Type::Count | Type::Rank | Type::Date);
            let doubt = if whole { doubt.in_steps() } else { doubt };
            Value::Number(Range { low, high, none, undefined: false, doubt })
        }
    }
}
