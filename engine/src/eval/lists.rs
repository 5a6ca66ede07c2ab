//! Over years and over records: every year, sums and means; how many records meet a condition, and what they sum to.

use super::amounts::{Gathered, outermost, tally};
use super::evaluator::REPORT_STEPS;
use super::truth::quorum;
use super::value::Range;
use super::{Doubt, Evaluator, Need, Truth, Value};
use crate::facts::{Given, Record};
use crate::{Error, FlagKind};
use gradus_dsl::policy::{CompareOp, Expr, ExprKind, Fold, Quorum, Type};
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
        let Some(records) = self.records_of(list)? else {
            if self.known.get(list).is_some() {
                return Ok(Value::None);
            }
            // How long an unknown list is, is not known either; that there is none, an empty one says.
            let doubt = Doubt::missing(Need::Fact(list.clone()));
            return Ok(Value::Number(Range { low: Some(Number::zero()), doubt, ..Range::default() }));
        };
        let truths = self.each_record(list, variable, records, |this| this.truth(condition))?;
        let (low, high, doubt) = tally(truths);
        let doubt = doubt.summed_up(list);
        Ok(Value::Number(Range { low: Some(low), high: Some(high), none: false, undefined: false, doubt }))
    }

    /// A sum, the least or the greatest over the records of a list, or whether one or each meets a condition.
    pub(super) fn over_records(
        &mut self,
        expr: &'a Expr,
        fold: Fold,
        (list, variable): (&'a FactId, &'a str),
        body: &'a Expr,
    ) -> Result<Value, Error> {
        let quorum_of = |fold| match fold {
            Fold::Any => Some(Quorum::Any),
            Fold::All => Some(Quorum::All),
            Fold::Sum | Fold::Extreme(_) => None,
        };
        let Some(records) = self.records_of(list)? else {
            if self.known.get(list).is_some() {
                return Err(self.mixed(expr));
            }
            let doubt = Doubt::missing(Need::Fact(list.clone())).loosened();
            let Some(rule) = quorum_of(fold) else {
                return Ok(Value::Number(any_quantity(fold, body, doubt)));
            };
            let truth = Truth::Open(doubt);
            let hold = Range { low: Some(Number::zero()), ..Range::default() };
            self.report_records(expr, rule, list, (hold, Range::default()), &truth)?;
            return Ok(Value::Truth(truth));
        };
        if let Some(rule) = quorum_of(fold) {
            let truths = self.each_record(list, variable, records, |this| this.truth(body))?;
            let (low, high, _) = tally(truths.clone());
            let hold = Range { low: Some(low), high: Some(high), ..Range::default() };
            let truth = match self.settle(quorum(rule, truths)) {
                Truth::Open(doubt) => Truth::Open(doubt.summed_up(list)),
                decided => decided,
            };
            let every = Number::from(i64::try_from(records.len()).unwrap_or(i64::MAX));
            self.report_records(expr, rule, list, (hold, Range::exact(every)), &truth)?;
            return Ok(Value::Truth(truth));
        }
        let values = self.each_record(list, variable, records, |this| this.value(body))?;
        let value = match (self.gathered(expr, values)?, fold) {
            (Gathered::Settled(value), _) => value,
            (Gathered::Ranges(ranges), Fold::Extreme(end)) => outermost(end, ranges),
            (Gathered::Ranges(ranges), _) => Value::Number(self.sum(ranges)?),
        };
        let summed_up = |doubt: Doubt| doubt.put_together().summed_up(list);
        Ok(match value {
            Value::Number(range) => Value::Number(Range { doubt: summed_up(range.doubt), ..range }),
            Value::Undefined(doubt) => Value::Undefined(summed_up(doubt)),
            other => other,
        })
    }

    /// The records of a list; none where it is missing, or given as something else.
    fn records_of(&mut self, list: &'a FactId) -> Result<Option<&'a [Record]>, Error> {
        let fact = self.model.fact(list)?;
        self.flag(FlagKind::Fact, list.as_str(), fact.status.as_ref());
        Ok(match self.known.get(list) {
            Some(Given::Records(records)) => Some(records),
            _ => None,
        })
    }

    /// What something comes to for each record; what it compares is not reported, since each record would add some.
    fn each_record<T>(
        &mut self,
        list: &'a FactId,
        variable: &'a str,
        records: &'a [Record],
        mut evaluate: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut found = Vec::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            self.records.push((variable, list, index, record));
            self.quiet += 1;
            let one = evaluate(self);
            self.quiet -= 1;
            self.records.pop();
            found.push(one?);
        }
        Ok(found)
    }

    /// Reports how many records meet a condition of which one must, or each.
    fn report_records(
        &mut self,
        expr: &Expr,
        rule: Quorum,
        list: &FactId,
        (hold, every): (Range, Range),
        truth: &Truth,
    ) -> Result<(), Error> {
        if self.quiet > 0 {
            return Ok(());
        }
        self.step(REPORT_STEPS)?;
        let made = |kind| Expr { kind, ty: Type::Count, at: expr.at };
        let condition = Box::new(Expr { kind: ExprKind::YesNo(true), ty: Type::YesNo, at: expr.at });
        let counted = ExprKind::Count { list: list.clone(), variable: String::new(), condition };
        let (least, what) = match rule {
            Quorum::All => (every, ExprKind::SetSize(list.clone())),
            _ => (Range::exact(Number::from(1)), ExprKind::Number(Number::from(1))),
        };
        let (left, right) = (made(counted), made(what));
        let (hold, least) = (Value::Number(hold), Value::Number(least));
        self.report(CompareOp::AtLeast, (&left, &hold), (&right, &least), truth);
        Ok(())
    }
}

/// What is made of the records of a list that is not known: any quantity, and of none of them perhaps none.
fn any_quantity(fold: Fold, body: &Expr, doubt: Doubt) -> Range {
    // What is read off a record as it stands is neither none nor undefined.
    let read = matches!(body.kind, ExprKind::Field { .. });
    let zero = Number::zero();
    let low = match (fold, &body.ty) {
        (_, Type::Count) if read => Some(zero),
        (Fold::Extreme(_), Type::Rank) if read => Some(Number::from(1)),
        _ => None,
    };
    let none = !read || matches!(fold, Fold::Extreme(_));
    Range { low, high: None, none, undefined: !read, doubt }
}
