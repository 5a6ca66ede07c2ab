//! Decision tables: the rows that match, or still may, and what they come to together.

use super::branch::{may_be_none, possible};
use super::compare::{shown, unit};
use super::value::Range;
use super::{Declared, Doubt, Evaluator, Matched, Value};
use crate::{Error, FlagKind, TableInput};
use gradus_dsl::policy::{Cell, Expr, Hit, Interval, Table};
use gradus_dsl::{Number, TableId};

/// Whether a row matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    No,
    May,
    Sure,
}

impl<'a> Evaluator<'a> {
    /// The result of a table.
    ///
    /// While a column is open, every row it may still come to takes part. A column that is none matches `any` alone;
    /// where no row matches, the result is none (of `collect_sum`: zero).
    pub(super) fn table(&mut self, expr: &'a Expr, id: &'a TableId) -> Result<Value, Error> {
        let table = self.model.table(id)?;
        self.declared(Declared::Table(id.clone()), |this| this.result(expr, table))
    }

    fn result(&mut self, expr: &'a Expr, table: &'a Table) -> Result<Value, Error> {
        self.flag(FlagKind::Table, table.id.as_str(), table.status.as_ref());
        let mut columns = Vec::with_capacity(table.columns.len());
        for column in &table.columns {
            columns.push(self.select(|this| this.subject(column))?);
        }
        let mut rows = Vec::new();
        let mut doubt = Doubt::default();
        // Whether a row that would match does not, or may turn out not to, because a column is none.
        let mut none = false;
        for (index, row) in table.rows.iter().enumerate() {
            self.step(u64::try_from(row.cells.len()).unwrap_or(u64::MAX))?;
            let (mut whole, mut where_given) = (Match::Sure, Match::Sure);
            let (mut is_none, mut open) = (false, Vec::new());
            for ((cell, value), column) in row.cells.iter().zip(&columns).zip(&table.columns) {
                let here = self.matches(column, cell, value)?;
                whole = whole.min(here);
                if here != Match::Sure && matches!(value, Value::None) {
                    is_none = true;
                    continue;
                }
                where_given = where_given.min(here);
                if here == Match::May {
                    open.push(value);
                }
            }
            none |= is_none && where_given != Match::No;
            if whole == Match::No {
                continue;
            }
            // A column that is `any` here takes the row whether it is none or not.
            none |= open.iter().any(|value| may_be_none(value));
            rows.push((index, whole));
            if whole == Match::Sure && table.hit == Hit::First {
                break;
            }
            for value in open {
                self.step(u64::try_from(value.doubts()).unwrap_or(u64::MAX))?;
                doubt = doubt.and(value.doubt());
            }
        }
        // Of rows that exclude each other, or agree, one that surely matches is all there is to know.
        if matches!(table.hit, Hit::Unique | Hit::Any)
            && let Some(sure) = rows.iter().find(|(_, whole)| *whole == Match::Sure).copied()
        {
            rows = vec![sure];
            doubt = Doubt::default();
        }
        // Rows exclude each other in ways their columns do not show, so what is named may not matter.
        let doubt = if doubt == Doubt::default() { doubt } else { doubt.loosened() };
        let value = if table.hit == Hit::CollectSum {
            self.sum_of_rows(table, &rows, doubt)?
        } else {
            let mut reached = Vec::with_capacity(rows.len());
            for (index, _) in &rows {
                if let Some(row) = table.rows.get(*index) {
                    reached.push(self.value(&row.result)?);
                }
            }
            let sure = rows.iter().any(|(_, whole)| *whole == Match::Sure);
            if !sure && (reached.is_empty() || none) {
                reached.push(Value::None);
            }
            self.together(expr, doubt, reached)?
        };
        let inputs = table.columns.iter().zip(&columns).map(|(column, value)| TableInput {
            what: self.describe(column),
            value: shown(value, &column.ty),
            unit: unit(&column.ty),
        });
        let matched = Matched {
            inputs: inputs.collect(),
            rows: rows.iter().map(|(index, _)| index + 1).collect(),
            open: rows.iter().any(|(_, whole)| *whole == Match::May),
            value: shown(&value, &table.ty),
        };
        self.matched(matched);
        Ok(value)
    }

    /// Whether a column has a value its cell takes.
    fn matches(&self, column: &Expr, cell: &Cell, value: &Value) -> Result<Match, Error> {
        Ok(match (cell, value) {
            (Cell::Any, _) => Match::Sure,
            (_, Value::None) => Match::No,
            // What is undefined may be said to be anything, so that it decides nothing.
            (_, Value::Undefined(_)) => Match::May,
            (Cell::Within(_), Value::Number(range)) if range.undefined => Match::May,
            (Cell::Within(intervals), Value::Number(range)) => {
                let all = Interval::between(range.low.clone(), range.high.clone());
                if intervals.iter().all(|interval| interval.overlap(&all).is_none()) {
                    Match::No
                } else if !range.none && Interval::gaps(intervals, &all).is_empty() {
                    Match::Sure
                } else {
                    Match::May
                }
            }
            (Cell::Among(values), Value::Text(_) | Value::Truth(_) | Value::TruthOrNone(_)) => {
                match possible(value) {
                    Some(possible) if possible.is_disjoint(values) => Match::No,
                    Some(possible) if possible.is_subset(values) && !may_be_none(value) => Match::Sure,
                    _ => Match::May,
                }
            }
            _ => return Err(self.mixed(column)),
        })
    }

    /// The sum of the rows that match, between what it is without those that only may and what it is with them.
    fn sum_of_rows(
        &mut self,
        table: &'a Table,
        rows: &[(usize, Match)],
        doubt: Doubt,
    ) -> Result<Value, Error> {
        let mut sum = Range::exact(Number::zero());
        let (mut none, mut undefined) = (false, false);
        let mut all = doubt;
        for (index, whole) in rows {
            let Some(row) = table.rows.get(*index) else { continue };
            let value = self.value(&row.result)?;
            all = all.and(value.doubt());
            let sure = *whole == Match::Sure;
            match value {
                Value::Number(range) => {
                    self.spend_bits(sum.bits().saturating_add(range.bits()))?;
                    sum = sum.plus(&if sure { range } else { range.or_zero() });
                }
                // None absorbs, as in any sum; a row that only may match may bring it in.
                Value::None if sure => none = true,
                Value::None => sum.none = true,
                Value::Undefined(_) if sure => undefined = true,
                Value::Undefined(_) => sum.undefined = true,
                _ => return Err(self.mixed(&row.result)),
            }
        }
        let all = all.put_together().in_steps();
        Ok(if none {
            self.ignore(Some(all));
            Value::None
        } else if undefined && sum.none {
            Value::Number(Range { none: true, undefined: true, doubt: all, ..Range::default() })
        } else if undefined {
            Value::Undefined(all.only_blocked())
        } else {
            Value::Number(Range { doubt: all, ..sum })
        })
    }
}
