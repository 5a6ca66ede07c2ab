//! Several things put together on a walk: the least and the greatest, how many hold, records of a list, texts and sets.

use super::tally::Tally;
use super::{Text, Value, Walk, number_value, outcome};
use crate::cases::variable::{Atom, Kind};
use crate::cases::{Key, Outcome, Stop};
use crate::eval::Need;
use crate::facts::{Given, Record};
use gradus_dsl::policy::{CompareOp, Expr, Extreme, Fold, Quorum};
use gradus_dsl::{FactId, Number};

impl<'a> Walk<'_, 'a> {
    pub(super) fn how_many(&mut self, conditions: &'a [Expr]) -> Result<Value, Stop> {
        let mut count = 0i64;
        for condition in conditions {
            count += counted(self.truth(condition)?)?;
        }
        Ok(number_value(Number::from(count)))
    }

    pub(super) fn extreme(&mut self, end: Extreme, values: &'a [Expr]) -> Result<Value, Stop> {
        let values = values.iter().map(|value| self.value(value)).collect::<Result<Vec<_>, _>>()?;
        self.outermost(end, values)
    }

    /// The least or the greatest of several values: none absorbs, then what is undefined; of nothing there is none.
    fn outermost(&mut self, end: Extreme, values: Vec<Value>) -> Result<Value, Stop> {
        if values.iter().any(|value| matches!(value, Value::None)) {
            return Ok(Value::None);
        }
        if values.iter().any(|value| matches!(value, Value::YesNo(_) | Value::Text(_))) {
            return Err(Stop::Outside);
        }
        if values.iter().any(|value| matches!(value, Value::Undefined)) {
            return Ok(Value::Undefined);
        }
        let further = if end == Extreme::Least { CompareOp::Below } else { CompareOp::Above };
        let mut values = values.into_iter();
        let Some(mut found) = values.next() else { return Ok(Value::None) };
        for value in values {
            self.budget.spend(1)?;
            if self.compare(further, value.clone(), found.clone())? == Outcome::Yes {
                found = value;
            }
        }
        Ok(found)
    }

    pub(super) fn count(
        &mut self,
        list: &'a FactId,
        variable: &'a str,
        condition: &'a Expr,
    ) -> Result<Value, Stop> {
        let ask = self.space.ask;
        let records = match ask.known.get(list) {
            Some(Given::Records(records)) => records,
            Some(_) => return Ok(Value::None),
            // How long an unknown list is, is not known either.
            None => return Err(Stop::Outside),
        };
        let mut count = 0i64;
        for (index, record) in records.iter().enumerate() {
            let found = self.of_record((variable, list, index, record), |this| this.truth(condition))?;
            count += counted(found)?;
        }
        Ok(number_value(Number::from(count)))
    }

    pub(super) fn over_records(
        &mut self,
        fold: Fold,
        list: &'a FactId,
        variable: &'a str,
        body: &'a Expr,
    ) -> Result<Value, Stop> {
        let ask = self.space.ask;
        let Some(Given::Records(records)) = ask.known.get(list) else { return Err(Stop::Outside) };
        let rule = match fold {
            Fold::Any => Some(Quorum::Any),
            Fold::All => Some(Quorum::All),
            Fold::Sum | Fold::Extreme(_) => None,
        };
        if let Some(rule) = rule {
            let mut tally = Tally::new(rule, records.len());
            for (index, record) in records.iter().enumerate() {
                let found = self.of_record((variable, list, index, record), |this| this.truth(body))?;
                if tally.add(found) {
                    break;
                }
            }
            return Ok(super::yes_no(tally.outcome()));
        }
        let mut values = Vec::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            values.push(self.of_record((variable, list, index, record), |this| this.value(body))?);
        }
        match fold {
            Fold::Extreme(end) => self.outermost(end, values),
            Fold::Sum | Fold::Any | Fold::All => self.sum(values),
        }
    }

    fn of_record<T>(
        &mut self,
        record: (&'a str, &'a FactId, usize, &'a Record),
        evaluate: impl FnOnce(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.records.push(record);
        let value = evaluate(self);
        self.records.pop();
        value
    }

    /// Whether a text is as asked; one that is open and may be anything is as asked where it is one of some.
    pub(super) fn text_is(
        &mut self,
        subject: &'a Expr,
        asked: impl Fn(&String) -> bool,
        named: &'a [String],
    ) -> Result<Outcome, Stop> {
        let id = match self.value(subject)? {
            Value::None => return Ok(Outcome::No),
            Value::Undefined => return Ok(Outcome::Undefined),
            Value::Text(Text::Known(text)) => return Ok(outcome(asked(&text))),
            Value::Text(Text::Open(id)) => id,
            Value::YesNo(_) | Value::Quantity(_) | Value::Stepped(_) => return Err(Stop::Outside),
        };
        let values = match self.space.variable(id).map(|variable| &variable.kind) {
            Some(Kind::OneOf(values)) => values.as_slice(),
            Some(Kind::Text) if !named.is_empty() => named,
            _ => return Err(Stop::Outside),
        };
        let atoms = values.iter().filter(|text| asked(text)).cloned().map(Atom::Text).collect();
        self.among(id, atoms).map(outcome)
    }

    pub(super) fn includes(&mut self, fact: &'a FactId, value: &'a str) -> Result<Outcome, Stop> {
        let need = Need::Fact(fact.clone());
        match self.space.ask.given(&need) {
            Some(Given::Set(values)) => Ok(outcome(values.contains(value))),
            Some(_) => Err(Stop::Outside),
            None => match self.open(Key::Member(need, value.to_owned()))? {
                Value::YesNo(holds) => Ok(outcome(holds)),
                _ => Err(Stop::Outside),
            },
        }
    }

    pub(super) fn set_size(&mut self, fact: &'a FactId) -> Result<Value, Stop> {
        match self.space.ask.given(&Need::Fact(fact.clone())) {
            Some(Given::Set(values)) => {
                let size = i64::try_from(values.len()).map_err(|_| Stop::Outside)?;
                Ok(number_value(Number::from(size)))
            }
            // What else an open set may hold is asked nowhere.
            _ => Err(Stop::Outside),
        }
    }
}

/// What a condition adds to a count; undefined, it leaves the count between bounds for good.
fn counted(found: Outcome) -> Result<i64, Stop> {
    match found {
        Outcome::Yes => Ok(1),
        Outcome::No => Ok(0),
        Outcome::Undefined => Err(Stop::Outside),
    }
}
