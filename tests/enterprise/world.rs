//! The facts of one enterprise as they are worked out: a quantity set to a figure, or so many smallest units beside it.

use super::threshold::Threshold;
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::{Expr, ExprKind, Fact, Interval, Policy, Type, Unit, Year};
use gradus_dsl::{Date, Number};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Facts that are changed so that a quantity of the policy comes out as wanted.
#[derive(Clone, Debug)]
pub struct World {
    pub(super) policy: &'static Policy,
    pub(super) figures: Date,
    /// The day asked about.
    on: Date,
    /// The year before it.
    pub last: i32,
    /// The facts.
    pub facts: Map<String, Value>,
    /// The facts that were set: those that bound them give way.
    set: BTreeSet<String>,
}

pub(super) fn number(text: &str) -> Number {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// The smallest step of a quantity, in base units: a fen, a hundredth of a percent or of a year, one head, one day.
pub(super) fn unit(ty: &Type) -> Option<Number> {
    match ty {
        Type::Money | Type::Points | Type::Number | Type::Duration(Unit::Years | Unit::Months) => {
            Some(number("0.01"))
        }
        Type::Percentage => Some(number("0.0001")),
        Type::Count | Type::Rank | Type::Date | Type::Duration(Unit::Days) => Some(number("1")),
        Type::Yearly(of) => unit(of),
        _ => None,
    }
}

impl World {
    /// The facts of a file, asked about on a day.
    #[must_use]
    pub fn new(policy: &'static Policy, file: &Value, on: Date, figures: Date) -> Self {
        let facts = file["facts"].as_object().cloned().unwrap_or_default();
        Self { policy, figures, on, last: on.year() - 1, facts, set: BTreeSet::new() }
    }

    pub(super) fn fact(&self, id: &str) -> Option<&'static Fact> {
        self.policy.facts.iter().find(|fact| fact.id.as_str() == id)
    }

    fn year(&self, year: &Year, back: u8) -> i32 {
        match year {
            Year::Prior(back) => self.last - i32::from(*back),
            Year::Variable(_) => self.last - i32::from(back),
        }
    }

    /// A quantity as given, in base units.
    fn get(&self, id: &str, year: Option<i32>) -> Option<Number> {
        let fact = self.fact(id)?;
        let given = match year {
            Some(year) => self.facts.get(id)?.get(year.to_string())?,
            None => self.facts.get(id)?,
        };
        let text = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
        if *of(&fact.ty) == Type::Date {
            return Some(Number::from(text.parse::<Date>().ok()?.days()));
        }
        let written: Number = text.parse().ok()?;
        Some(if *of(&fact.ty) == Type::Percentage {
            written * number("0.01")
        } else {
            written * fact.scale.clone()
        })
    }

    /// Gives a quantity; none where the fact does not admit it.
    pub(super) fn put(&mut self, id: &str, year: Option<i32>, value: &Number) -> Option<()> {
        let fact = self.fact(id)?;
        let written = written(of(&fact.ty), value, fact)?;
        match year {
            Some(year) => {
                let years = self.facts.entry(id).or_insert_with(|| json!({}));
                if !years.is_object() {
                    *years = json!({});
                }
                years[year.to_string()] = written;
            }
            None => {
                self.facts.insert(id.to_owned(), written);
            }
        }
        self.set.insert(id.to_owned());
        Some(())
    }

    /// The smallest unit of the fact that [`World::set`] changes.
    #[must_use]
    pub fn unit(&self, subject: &Expr) -> Option<Number> {
        match &subject.kind {
            ExprKind::Name(id) => self.unit(&self.policy.name(id)?.value),
            ExprKind::Fact(id)
            | ExprKind::InYear(id, _)
            | ExprKind::SumYears(id, _)
            | ExprKind::MeanYears(id, _)
            | ExprKind::Growth(id, _)
            | ExprKind::CompareGrowth { fact: id, .. } => unit(&self.fact(id.as_str())?.ty),
            ExprKind::Arithmetic(Operator::Divide, above, _) => self.unit(above),
            ExprKind::Count { .. } | ExprKind::SetSize(_) | ExprKind::Elapsed { .. } => Some(number("1")),
            ExprKind::Field { .. } => unit(&subject.ty),
            _ => None,
        }
    }

    /// Sets the subject of a threshold so many units beside its figure. The units are those of the fact that is
    /// changed: of a quotient, of what stands above. Gives how far the subject is from the figure then.
    pub fn beside(&mut self, threshold: &Threshold, units: i64) -> Option<Number> {
        let step = self.unit(threshold.subject)? * Number::from(units);
        if let Some(records) = threshold.site.records
            && matches!(threshold.subject.kind, ExprKind::Field { .. })
        {
            self.field_beside(records, threshold.subject, &(threshold.figure.clone() + step.clone()))?;
            return Some(step);
        }
        self.set(threshold.subject, &threshold.figure, &step, threshold.back)
    }

    /// Sets a quantity to a value exactly.
    pub fn at(&mut self, subject: &Expr, value: &Number) -> Option<()> {
        self.set(subject, value, &Number::zero(), 0).map(|_| ())
    }

    /// Gives a text, or yes or no.
    pub fn say(&mut self, subject: &Expr, text: &str) -> Option<()> {
        match &subject.kind {
            ExprKind::Name(id) => self.say(&self.policy.name(id)?.value, text),
            ExprKind::Fact(fact) => {
                let value = if subject.ty == Type::YesNo { json!(text == "true") } else { json!(text) };
                self.facts.insert(fact.to_string(), value);
                Some(())
            }
            _ => None,
        }
    }

    /// Sets a quantity to a figure and a difference of the fact that is changed; gives the difference of the quantity.
    pub(super) fn set(
        &mut self,
        subject: &Expr,
        figure: &Number,
        difference: &Number,
        back: u8,
    ) -> Option<Number> {
        match &subject.kind {
            ExprKind::Name(id) => {
                let value = &self.policy.name(id)?.value;
                return self.set(value, figure, difference, back);
            }
            ExprKind::Fact(fact) => {
                self.put(fact.as_str(), None, &(figure.clone() + difference.clone()))?;
            }
            ExprKind::InYear(fact, at) => {
                let year = self.year(at, back);
                self.put(fact.as_str(), Some(year), &(figure.clone() + difference.clone()))?;
            }
            ExprKind::SumYears(fact, years) => {
                self.sum(fact.as_str(), *years, &(figure.clone() + difference.clone()))?;
            }
            ExprKind::MeanYears(fact, years) => {
                let count = Number::from(i64::from(*years));
                self.sum(fact.as_str(), *years, &(figure.clone() * count.clone() + difference.clone()))?;
                return difference.divided_by(&count);
            }
            ExprKind::Growth(fact, at) => {
                let year = self.year(at, back);
                self.grown(fact.as_str(), year, 1, figure, difference)?;
            }
            ExprKind::CompareGrowth { fact, years, .. } => {
                self.grown(fact.as_str(), self.last, *years, figure, difference)?;
            }
            ExprKind::Arithmetic(Operator::Divide, above, below) => {
                let step = self.unit(above)?;
                let given = self.value(below, back).unwrap_or_else(Number::zero);
                let fits = denominator(&given, figure, &step, &self.unit(below)?);
                if fits != given {
                    self.set(below, &fits, &Number::zero(), back)?;
                }
                return self
                    .set(above, &(figure.clone() * fits.clone()), difference, back)?
                    .divided_by(&fits);
            }
            ExprKind::Elapsed { unit, from, to } if matches!(to.kind, ExprKind::ReferenceDate) => {
                let ExprKind::Fact(fact) = &from.kind else { return None };
                return self.elapsed(fact.as_str(), *unit, figure, difference);
            }
            ExprKind::Count { list, variable, condition } => {
                let wanted = usize::try_from((figure.clone() + difference.clone()).to_i64()?).ok()?;
                let record = self.record(list.as_str(), variable, condition)?;
                self.facts.insert(list.to_string(), vec![Value::Object(record); wanted].into());
            }
            ExprKind::SetSize(fact) => {
                let Type::Set(values) = &self.fact(fact.as_str())?.ty else { return None };
                let wanted = usize::try_from((figure.clone() + difference.clone()).to_i64()?).ok()?;
                self.facts.insert(fact.to_string(), json!(values.get(..wanted)?));
            }
            _ => return None,
        }
        Some(difference.clone())
    }

    /// Sets the sum of the last years by the last of them; the others keep what they have where that leaves enough.
    fn sum(&mut self, fact: &str, years: u8, whole: &Number) -> Option<()> {
        let before: Vec<i32> = (1..years).map(|back| self.last - i32::from(back)).collect();
        let others: Option<Vec<Number>> = before.iter().map(|year| self.get(fact, Some(*year))).collect();
        let rest = others.map(|all| all.into_iter().fold(whole.clone(), |rest, one| rest - one));
        let rest = match rest.filter(|rest| !rest.is_negative()) {
            Some(rest) => rest,
            None => {
                for year in before {
                    self.put(fact, Some(year), &Number::zero())?;
                }
                whole.clone()
            }
        };
        self.put(fact, Some(self.last), &rest)
    }

    /// Sets a day so that whole years or months have gone by since, and so many days more. A day less, and one of them is
    /// not complete; a day more completes no further one.
    fn elapsed(&mut self, fact: &str, unit: Unit, figure: &Number, days: &Number) -> Option<Number> {
        let months = i32::try_from(figure.to_i64()?).ok()?;
        let since = match unit {
            Unit::Years => self.on.plus_years(-months)?,
            Unit::Months => self.on.plus_months(-months)?,
            Unit::Days => return None,
        };
        let day = since.plus_days(-days.to_i64()?)?;
        self.put(fact, None, &Number::from(day.days()))?;
        Some(if days.is_negative() { Number::from(-1) } else { Number::zero() })
    }

    /// Sets a year to what the base year has grown to at a rate, and a difference.
    fn grown(&mut self, fact: &str, year: i32, years: u8, rate: &Number, difference: &Number) -> Option<()> {
        let base = year - i32::from(years);
        let step = unit(&self.fact(fact)?.ty)?;
        let factor = (Number::from(1) + rate.clone()).power(years);
        let given = self.get(fact, Some(base)).unwrap_or_else(Number::zero);
        let fits = denominator(&given, &factor, &step, &step);
        self.put(fact, Some(base), &fits)?;
        self.put(fact, Some(year), &(fits * factor + difference.clone()))
    }

    /// What a plain quantity comes to.
    pub fn value(&self, expr: &Expr, back: u8) -> Option<Number> {
        let years = |fact: &gradus_dsl::FactId, years: u8| {
            let mut all = (0..years).map(|back| self.get(fact.as_str(), Some(self.last - i32::from(back))));
            all.try_fold(Number::zero(), |sum, one| Some(sum + one?))
        };
        match &expr.kind {
            ExprKind::Number(number) => Some(number.clone()),
            ExprKind::Name(id) => self.value(&self.policy.name(id)?.value, back),
            ExprKind::Fact(fact) => self.get(fact.as_str(), None),
            ExprKind::InYear(fact, at) => self.get(fact.as_str(), Some(self.year(at, back))),
            ExprKind::SumYears(fact, n) => years(fact, *n),
            ExprKind::MeanYears(fact, n) => years(fact, *n)?.divided_by(&Number::from(i64::from(*n))),
            ExprKind::Arithmetic(Operator::Divide, above, below) => {
                self.value(above, back)?.divided_by(&self.value(below, back)?)
            }
            _ => None,
        }
    }

    /// The facts, with those that cannot exceed others below them: what was set stays, the other one gives way.
    #[must_use]
    pub fn facts(&self) -> Map<String, Value> {
        let mut world = self.clone();
        // Facts may be bounded by facts that are bounded themselves.
        for fact in world.policy.facts.iter().chain(&world.policy.facts) {
            let Some(most) = &fact.at_most else { continue };
            let (lower, upper) = (fact.id.as_str(), most.as_str());
            let years: Vec<Option<i32>> = match world.facts.get(lower) {
                Some(Value::Object(years)) => years.keys().map(|year| year.parse().ok()).collect(),
                _ => vec![None],
            };
            for year in years {
                let (Some(low), Some(high)) = (world.get(lower, year), world.get(upper, year)) else {
                    continue;
                };
                if low > high {
                    let _ = if self.set.contains(lower) {
                        world.put(upper, year, &low)
                    } else {
                        world.put(lower, year, &high)
                    };
                }
            }
        }
        world.facts
    }
}

/// The type of a fact, or of each of its years.
pub(super) fn of(ty: &Type) -> &Type {
    if let Type::Yearly(of) = ty { of } else { ty }
}

/// A quantity as a facts file has it; none where a fact of this type and these bounds cannot be so.
pub(super) fn written(ty: &Type, value: &Number, fact: &Fact) -> Option<Value> {
    let within = Interval::between(fact.min.clone(), fact.max.clone()).contains(value);
    let least = match ty {
        Type::Count => Some(0),
        Type::Rank => Some(1),
        _ => None,
    };
    if !within || least.is_some_and(|least| !value.is_integer() || *value < Number::from(least)) {
        return None;
    }
    if *ty == Type::Date {
        return Some(json!(Date::from_days(value.to_i64()?)?.to_string()));
    }
    let shown = match ty {
        Type::Percentage => value.clone() * number("100"),
        _ => value.divided_by(&fact.scale)?,
    };
    let text = shown.to_string();
    (!text.contains('/')).then(|| json!(text))
}

/// The least denominator from the one given on of which the figure is a whole number of steps; never zero.
fn denominator(given: &Number, figure: &Number, step: &Number, own: &Number) -> Number {
    let is_whole = |below: &Number| {
        (figure.clone() * below.clone()).divided_by(step).is_some_and(|steps| steps.is_integer())
    };
    if *given > Number::zero() && is_whole(given) {
        return given.clone();
    }
    // A figure of the texts has at most four digits after the point.
    let coarse = own.clone() * number("10000");
    let times = given.divided_by(&coarse).map_or_else(Number::zero, |times| times.floor());
    let rounded = (times + Number::from(1)) * coarse;
    let fine = own.clone() * number("100");
    let times = given.divided_by(&fine).map_or_else(Number::zero, |times| times.floor());
    let closer = (times + Number::from(1)) * fine;
    if is_whole(&closer) { closer } else { rounded }
}

/// Whether a value lies in an interval, said anew of its ends.
#[must_use]
pub fn inside(interval: &Interval, value: &Number) -> bool {
    let low = interval.low.as_ref().is_none_or(|end| match value.cmp(&end.at) {
        Ordering::Less => false,
        Ordering::Equal => end.included,
        Ordering::Greater => true,
    });
    let high = interval.high.as_ref().is_none_or(|end| match value.cmp(&end.at) {
        Ordering::Less => true,
        Ordering::Equal => end.included,
        Ordering::Greater => false,
    });
    low && high
}
