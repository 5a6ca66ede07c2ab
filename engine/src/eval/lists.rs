//! Over years and over records: every year, sums and means, and how many records meet a condition.

use super::truth::quorum;
use super::value::Range;
use super::{Doubt, Evaluator, Need, Truth, Value};
use crate::facts::Given;
use crate::{Error, FlagKind};
use gradus_dsl::policy::{Expr, Quorum};
use gradus_dsl::{FactId, Number};

impl<'a> Evaluator<'a> {
    pub(super) fn each_year(
        &mut self,
        years: u8,
        variable: &'a str,
        condition: &'a Expr,
    ) -> Result<Truth, Error> {
        let mut truths = Vec::new();
        for back in 0..years {
            self.years.push((variable, back));
            let truth = self.truth(condition);
            self.years.pop();
            truths.push(truth?);
        }
        Ok(self.settle(quorum(Quorum::All, truths)))
    }

    pub(super) fn sum_years(&mut self, expr: &'a Expr, fact: &'a FactId, years: u8) -> Result<Value, Error> {
        let mut sum = Range::exact(Number::zero());
        let mut none = false;
        for back in 0..years {
            match self.fact(fact, Some(self.year_back(back)))? {
                Value::Number(year) => sum = sum.plus(&year),
                // A year in which the enterprise did not exist has no figure, and so has the sum.
                Value::None => none = true,
                _ => return Err(self.mixed(expr)),
            }
        }
        Ok(if none { Value::None } else { Value::Number(sum) })
    }

    pub(super) fn mean_years(&mut self, expr: &'a Expr, fact: &'a FactId, years: u8) -> Result<Value, Error> {
        let sum = self.sum_years(expr, fact, years)?;
        match (sum, Number::fraction(1, i64::from(years))) {
            (Value::Number(sum), Some(share)) => Ok(Value::Number(sum.times(&Range::exact(share)))),
            (Value::None, _) => Ok(Value::None),
            _ => Err(self.mixed(expr)),
        }
    }

    /// How many records meet a condition: between those that do and those that still may.
    pub(super) fn count(
        &mut self,
        list: &'a FactId,
        variable: &'a str,
        condition: &'a Expr,
    ) -> Result<Value, Error> {
        let fact = self.model.fact(list)?;
        self.flag(FlagKind::Fact, list.as_str(), fact.status.as_ref());
        let known = self.known;
        let records = match known.get(list) {
            Some(Given::Records(records)) => records,
            Some(_) => return Ok(Value::None),
            None => {
                // How long an unknown list is, is not known either.
                let doubt = Doubt::missing(Need::Fact(list.clone()));
                let low = Some(Number::zero());
                return Ok(Value::Number(Range { low, none: fact.optional, doubt, ..Range::default() }));
            }
        };
        let (mut yes, mut may) = (0i64, 0i64);
        let mut doubt = Doubt::default();
        for (index, record) in records.iter().enumerate() {
            self.records.push((variable, list, index, record));
            self.quiet += 1;
            let truth = self.truth(condition);
            self.quiet -= 1;
            self.records.pop();
            match truth? {
                Truth::Yes => yes += 1,
                Truth::No => {}
                Truth::Open(more) => {
                    may += 1;
                    doubt = doubt.and(more);
                }
            }
        }
        let (low, high) = (Some(Number::from(yes)), Some(Number::from(yes + may)));
        let doubt = doubt.put_together().summed_up(list);
        Ok(Value::Number(Range { low, high, none: false, undefined: false, doubt }))
    }
}
