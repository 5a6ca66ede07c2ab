//! Decision tables on a walk: the rows that match, asked cell by cell.

use super::{Text, Value, Walk, as_outcome, number_value, yes_no};
use crate::cases::form::Quotient;
use crate::cases::variable::Atom;
use crate::cases::{Outcome, Stop};
use gradus_dsl::policy::{Cell, Expr, Hit, Row, Table, Type};
use gradus_dsl::{Number, TableId};
use std::collections::BTreeSet;

/// Whether a row matches; of a column that is undefined it cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    No,
    May,
    Sure,
}

impl<'a> Walk<'_, 'a> {
    pub(super) fn table(&mut self, id: &'a TableId) -> Result<Value, Stop> {
        if let Some(value) = self.tables.get(id) {
            return Ok(value.clone());
        }
        let table = self.space.ask.model.table(id).map_err(|_| Stop::Outside)?;
        let value = self.apart(|this| this.result(table))?;
        self.tables.insert(id, value.clone());
        Ok(value)
    }

    fn result(&mut self, table: &'a Table) -> Result<Value, Stop> {
        // INVARIANT: named field by field, so that whoever adds one to the language decides here what a walk makes of
        // it.
        let Table { id: _, at: _, citation: _, status: _, hit, columns, rows, ty } = table;
        let mut values: Vec<Option<Value>> = vec![None; columns.len()];
        let mut found: Vec<(&Expr, bool)> = Vec::new();
        for row in rows {
            let Row { at: _, cells, result } = row;
            let whole = self.row(columns, &mut values, cells)?;
            match (whole, hit) {
                (Match::No, _) => {}
                (Match::May, _) => found.push((result, false)),
                // Of rows that exclude each other, or agree, one that surely matches is all there is to know.
                (Match::Sure, Hit::Unique | Hit::Any) => {
                    found = vec![(result, true)];
                    break;
                }
                (Match::Sure, Hit::First) => {
                    found.push((result, true));
                    break;
                }
                (Match::Sure, Hit::CollectSum) => found.push((result, true)),
            }
        }
        if *hit == Hit::CollectSum {
            return self.sum_of_rows(&found);
        }
        let condition = *ty == Type::YesNo;
        let value = match found.as_slice() {
            [] => Value::None,
            [(result, true)] => self.value(result)?,
            // Between the results of rows for good: what that means is left to the direct evaluator.
            _ if !condition => return Err(Stop::Outside),
            _ => {
                let mut reached: BTreeSet<Outcome> = BTreeSet::new();
                for (result, _) in &found {
                    reached.insert(self.truth(result)?);
                }
                if !found.iter().any(|(_, sure)| *sure) && self.missed(columns, &mut values, rows)? {
                    reached.insert(Outcome::No);
                }
                let mut reached = reached.into_iter();
                match (reached.next(), reached.next()) {
                    (Some(one), None) => yes_no(one),
                    _ => Value::Undefined,
                }
            }
        };
        // A condition is yes or no, never none.
        Ok(match value {
            Value::None if condition => yes_no(as_outcome(&Value::None)),
            value => value,
        })
    }

    /// The sum of the rows that match; none absorbs.
    fn sum_of_rows(&mut self, found: &[(&'a Expr, bool)]) -> Result<Value, Stop> {
        let mut values = Vec::with_capacity(found.len());
        for (result, sure) in found {
            if !sure {
                return Err(Stop::Outside);
            }
            values.push(self.value(result)?);
        }
        self.sum(values)
    }

    fn row(
        &mut self,
        columns: &'a [Expr],
        values: &mut [Option<Value>],
        cells: &'a [Cell],
    ) -> Result<Match, Stop> {
        let mut whole = Match::Sure;
        for ((column, value), cell) in columns.iter().zip(values).zip(cells) {
            self.budget.spend(1)?;
            if *cell == Cell::Any {
                continue;
            }
            let value = self.column(column, value)?;
            whole = whole.min(self.cell(&value, cell)?);
            if whole == Match::No {
                break;
            }
        }
        Ok(whole)
    }

    /// What a column comes to, evaluated when it is first asked.
    fn column(&mut self, column: &'a Expr, value: &mut Option<Value>) -> Result<Value, Stop> {
        match value {
            Some(value) => Ok(value.clone()),
            None => Ok(value.insert(self.value(column)?).clone()),
        }
    }

    /// Whether a row that would match does not because a column is none.
    fn missed(
        &mut self,
        columns: &'a [Expr],
        values: &mut [Option<Value>],
        rows: &'a [Row],
    ) -> Result<bool, Stop> {
        for row in rows {
            let (mut whole, mut none) = (Match::Sure, false);
            for ((column, value), cell) in columns.iter().zip(values.iter_mut()).zip(&row.cells) {
                self.budget.spend(1)?;
                if *cell == Cell::Any {
                    continue;
                }
                match self.column(column, value)? {
                    Value::None => none = true,
                    value => whole = whole.min(self.cell(&value, cell)?),
                }
            }
            if none && whole != Match::No {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn cell(&mut self, value: &Value, cell: &'a Cell) -> Result<Match, Stop> {
        let matches = match (cell, value) {
            (Cell::Any, _) => true,
            (_, Value::None) => false,
            (_, Value::Undefined) => return Ok(Match::May),
            (Cell::Within(intervals), Value::Quantity(_) | Value::Stepped(_)) => {
                let mut inside = false;
                for interval in intervals {
                    inside = inside || self.lies_in(value, interval)?;
                }
                inside
            }
            (Cell::Among(texts), Value::YesNo(value)) => {
                texts.contains(if *value { "true" } else { "false" })
            }
            (Cell::Among(texts), Value::Text(Text::Known(text))) => texts.contains(text),
            (Cell::Among(texts), Value::Text(Text::Open(id))) => {
                self.among(*id, texts.iter().cloned().map(Atom::Text).collect())?
            }
            (Cell::Within(_), Value::YesNo(_) | Value::Text(_))
            | (Cell::Among(_), Value::Quantity(_) | Value::Stepped(_)) => return Err(Stop::Outside),
        };
        Ok(if matches { Match::Sure } else { Match::No })
    }

    /// The sum of quantities: none absorbs everything, then what is undefined.
    pub(super) fn sum(&mut self, values: Vec<Value>) -> Result<Value, Stop> {
        let mut undefined = false;
        let mut quantities = Vec::with_capacity(values.len());
        for value in values {
            match value {
                Value::None => return Ok(Value::None),
                Value::Undefined => undefined = true,
                value @ (Value::Quantity(_) | Value::Stepped(_)) => quantities.push(value),
                Value::YesNo(_) | Value::Text(_) => return Err(Stop::Outside),
            }
        }
        if undefined {
            return Ok(Value::Undefined);
        }
        // One by itself keeps its steps.
        if let [one] = quantities.as_slice() {
            return Ok(one.clone());
        }
        let mut sum = Quotient::number(Number::zero());
        for quantity in quantities {
            self.budget.spend(1)?;
            sum = sum.plus(&self.number(quantity)?).ok_or(Stop::Outside)?;
        }
        Ok(match sum.known() {
            Some(known) => number_value(known.clone()),
            None => Value::Quantity(sum),
        })
    }
}
