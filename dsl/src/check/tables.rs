//! Decision tables: columns, rows and cells, and whether each input meets as many rows as the table says.

use super::Checker;
use super::boxes::{Boxes, Column, MAX_COMPARED, Piece, TooMuch};
use super::domain::Domain;
use super::exprs::described;
use super::intervals::{as_written, is_word, words};
use super::symbols::{LetState, MAX_REFERENCE_DEPTH, Scope};
use crate::ast::{Declaration, Expr as Written, ExprKind as W};
use crate::policy::{Cell, Expr, ExprKind as K, Hit, Row, Table, Type};
use crate::{Position, TableId};
use std::collections::BTreeSet;

/// Most columns of a table; a limit of the language.
const MAX_COLUMNS: usize = 32;

/// One column: as written, as an expression, and the quantities it can be.
struct Looked<'w> {
    written: &'w Written,
    expr: Expr,
    domain: Option<Domain>,
}

impl<'a> Checker<'a> {
    pub(super) fn table(&mut self, declaration: &Declaration) {
        if let Some((name, at)) = declaration.word("name") {
            self.table_type(name, at);
        }
    }

    /// The type of the results of a table; its meaning is worked out once, and kept in the policy.
    pub(super) fn table_type(&mut self, name: &str, at: Position) -> Option<Type> {
        match self.lets.get(name) {
            Some(LetState::Done(ty)) => return ty.clone(),
            Some(LetState::Visiting) => {
                let help = "break the circle: a table is built from facts and figures";
                self.error("recursive", at, format!("`{name}` is defined by itself"), help);
                return None;
            }
            None => {}
        }
        let declaration: &'a Declaration = self.symbols.written.get(name).copied()?;
        let depth = self.lets.values().filter(|state| matches!(state, LetState::Visiting)).count();
        if depth >= MAX_REFERENCE_DEPTH {
            self.too_deep(at);
            return None;
        }
        self.lets.insert(name.to_owned(), LetState::Visiting);
        let table = self.table_of(declaration);
        let ty = table.as_ref().map(|table| table.ty.clone());
        self.lets.insert(name.to_owned(), LetState::Done(ty.clone()));
        self.policy.tables.extend(table);
        ty
    }

    fn table_of(&mut self, declaration: &'a Declaration) -> Option<Table> {
        let (name, at) = declaration.word("name")?;
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        self.not_from_memory(status.as_ref(), declaration);
        let hit = self.hit(declaration);
        let columns = self.columns(declaration, at);
        let items = declaration.items();
        if items.is_empty() {
            let help = "write `row [cell, …] => result;` for each case";
            self.error("empty-list", at, "the table has no row", help);
            return None;
        }
        let columns = columns?;
        let cells: Vec<Option<Vec<Cell>>> = items.iter().map(|item| self.cells(item, &columns)).collect();
        let written: Vec<&Written> = items.iter().filter_map(|item| item.expr("then")).collect();
        let results = self.same_type(written.iter().copied(), at, &Scope::default());
        let cells: Option<Vec<Vec<Cell>>> = cells.into_iter().collect();
        let (hit, cells, results) = (hit?, cells?, results?);
        let ty = results.first()?.ty.clone();
        if hit == Hit::CollectSum && (!ty.is_quantity() || ty == Type::Rank) {
            let message = format!("`collect_sum` adds results up, and these are {}", described(&ty));
            self.error(
                "type-mismatch",
                at,
                message,
                "give each row a quantity, or write `unique` or `first`",
            );
            return None;
        }
        let rows: Vec<Row> = items
            .iter()
            .zip(cells)
            .zip(results)
            .map(|((item, cells), result)| Row { at: item.at, cells, result })
            .collect();
        self.complete(name, at, hit, &columns, &rows, &written)?;
        let columns = columns.into_iter().map(|column| column.expr).collect();
        Some(Table { id: TableId::new(name), at, citation: citation?, status, hit, columns, rows, ty })
    }

    fn hit(&mut self, declaration: &Declaration) -> Option<Hit> {
        let (word, at) = declaration.word("hit")?;
        let found = Hit::ALL.iter().find(|(_, spelling)| *spelling == word).map(|(hit, _)| *hit);
        if found.is_none() {
            let known: Vec<&str> = Hit::ALL.iter().map(|(_, spelling)| *spelling).collect();
            let message = format!("`{word}` does not say which row counts");
            self.error("unknown-hit", at, message, format!("write one of: {}", known.join(", ")));
        }
        found
    }

    fn columns(&mut self, declaration: &'a Declaration, at: Position) -> Option<Vec<Looked<'a>>> {
        let on = declaration.expr("on")?;
        let W::Array(items) = &on.kind else {
            let help = "write `on [revenue.last, share]`";
            self.error("not-a-list", on.at, "a table looks at a list of columns", help);
            return None;
        };
        if items.is_empty() {
            self.error("empty-list", on.at, "the table looks at nothing", "name its columns: `on [share]`");
            return None;
        }
        if items.len() > MAX_COLUMNS {
            let message =
                format!("the table has {} columns, and at most {MAX_COLUMNS} are allowed", items.len());
            self.error("table-too-large", on.at, message, "divide it into tables of fewer columns");
            return None;
        }
        let looked: Vec<Option<Looked<'a>>> = items.iter().map(|item| self.column(item, at)).collect();
        looked.into_iter().collect()
    }

    fn column(&mut self, written: &'a Written, table: Position) -> Option<Looked<'a>> {
        let expr = self.expr(written, &Scope::default())?;
        let line = expr.ty.is_quantity() || expr.ty == Type::Date;
        if !line && !matches!(expr.ty, Type::OneOf(_) | Type::YesNo | Type::Text) {
            let message = format!(
                "a column is a quantity, a date, a text or yes_no, and this is {}",
                described(&expr.ty)
            );
            let at = if expr.at.line == 0 { table } else { expr.at };
            self.error("type-mismatch", at, message, "look at one value, for example `revenue.last`");
            return None;
        }
        let domain = line.then(|| self.domain(&expr));
        Some(Looked { written, expr, domain })
    }

    fn cells(&mut self, row: &Declaration, columns: &[Looked<'_>]) -> Option<Vec<Cell>> {
        let when = row.expr("when")?;
        let W::Array(written) = &when.kind else {
            let help = "write `row [within(wan(0), wan(5000)), any] => 0;`";
            self.error("not-a-list", when.at, "a row has a list of cells", help);
            return None;
        };
        if written.len() != columns.len() {
            let message =
                format!("the row has {} cells, and the table {} columns", written.len(), columns.len());
            let help = "write one cell a column; `any` where it does not matter";
            self.error("row-width", when.at, message, help);
            return None;
        }
        let cells: Vec<Option<Cell>> =
            written.iter().zip(columns).map(|(cell, column)| self.cell(cell, column)).collect();
        cells.into_iter().collect()
    }

    /// A cell: `any`, an interval, a literal, or a list of these.
    fn cell(&mut self, written: &Written, column: &Looked<'_>) -> Option<Cell> {
        if matches!(&written.kind, W::Name(name) if name == "any") {
            return Some(Cell::Any);
        }
        let parts = match &written.kind {
            W::Array(parts) => parts.as_slice(),
            _ => std::slice::from_ref(written),
        };
        if parts.is_empty() {
            self.error("empty-list", written.at, "this cell lists no value", "list values, or write `any`");
            return None;
        }
        if let Some(domain) = &column.domain {
            let scope = Scope::default();
            let intervals: Vec<_> = parts.iter().map(|part| self.interval(part, domain, &scope)).collect();
            return Some(Cell::Within(intervals.into_iter().collect::<Option<_>>()?));
        }
        let mut values = BTreeSet::new();
        for part in parts {
            let value = self.cell_value(part, &column.expr.ty)?;
            if !values.insert(value) {
                self.error("listed-twice", part.at, "this value is listed twice", "list each value once");
            }
        }
        Some(Cell::Among(values))
    }

    /// One value of a column that is no quantity, as the text it is.
    fn cell_value(&mut self, written: &Written, ty: &Type) -> Option<String> {
        if let W::Call(name, _) = &written.kind
            && is_word(name)
        {
            let message = format!("{} has no order, so there are no intervals of it", described(ty));
            self.error("type-mismatch", written.at, message, "write a value, a list of values, or `any`");
            return None;
        }
        let value = self.expr(written, &Scope::default())?;
        let at = value.at;
        let stand_in = Expr { kind: K::YesNo(false), ty: ty.clone(), at };
        let (_, value) = self.alike(stand_in, value, at)?;
        match value.kind {
            K::Text(text) => Some(text),
            K::YesNo(value) => Some(value.to_string()),
            _ => {
                let help = format!("write the value itself, or of quantities an interval: {}", words());
                self.error("not-a-literal", at, "a cell names a value", help);
                None
            }
        }
    }

    /// Whether each input meets as many rows as the table says. What is wrong is reported once a row.
    fn complete(
        &mut self,
        name: &str,
        at: Position,
        hit: Hit,
        columns: &[Looked<'_>],
        rows: &[Row],
        results: &[&Written],
    ) -> Option<()> {
        let looked: Vec<Column> = columns
            .iter()
            .map(|column| Column {
                line: column.domain.as_ref().map(|domain| domain.interval.clone()),
                ty: column.expr.ty.clone(),
                none: self.may_be_none(&column.expr),
            })
            .collect();
        let mut compared = self.compared;
        let faults = faults(&looked, hit, rows, results, &mut compared);
        self.compared = compared;
        let Ok(faults) = faults else {
            self.error(
                "table-too-large",
                at,
                format!(
                    "whether each input meets a row of `{name}` takes more than {MAX_COMPARED} comparisons"
                ),
                "nothing can be said of the table then; divide it into smaller ones",
            );
            return None;
        };
        for fault in &faults {
            self.fault(name, at, hit, columns, rows, fault);
        }
        faults.is_empty().then_some(())
    }

    fn fault(
        &mut self,
        name: &str,
        at: Position,
        hit: Hit,
        columns: &[Looked<'_>],
        rows: &[Row],
        fault: &Fault,
    ) {
        let place = |row: usize| rows.get(row).map_or(at, |row| row.at);
        match fault {
            Fault::Gap(input) => {
                let message = format!("no row of `{name}` takes {}", example(columns, input));
                let help = match hit {
                    Hit::First => "add a row for it; a last row of `any` cells takes what is left",
                    _ => {
                        "add a row for it, or give the fact a `min` or a `max` that leaves it out; in a `first` table a last row of `any` cells takes what is left"
                    }
                };
                self.error("gap-in-table", at, message, help);
            }
            Fault::Overlap(one, other, input) => {
                let line = place(*one).line;
                let message =
                    format!("this row and the one on line {line} both take {}", example(columns, input));
                let help = "in a `unique` table no input meets two rows; narrow one of them, or write `first` where the order decides";
                self.error("overlapping-rows", place(*other), message, help);
            }
            Fault::Disagree(one, other, input) => {
                let line = place(*one).line;
                let message = format!(
                    "this row and the one on line {line} both take {}, and their results differ",
                    example(columns, input)
                );
                let help = "in an `any` table rows that take the same input have the same result; narrow one of them, or write `first` where the order decides";
                self.error("rows-disagree", place(*other), message, help);
            }
            Fault::Unreachable(row) => {
                let message = "the rows above take every input this row takes";
                self.error("unreachable-row", place(*row), message, "put it above them, or take it out");
            }
        }
    }
}

/// What is wrong with the rows of a table, with an input that shows it.
enum Fault {
    Gap(Vec<Piece>),
    Overlap(usize, usize, Vec<Piece>),
    Disagree(usize, usize, Vec<Piece>),
    Unreachable(usize),
}

fn faults(
    columns: &[Column],
    hit: Hit,
    rows: &[Row],
    results: &[&Written],
    compared: &mut u64,
) -> Result<Vec<Fault>, TooMuch> {
    let mut faults = Vec::new();
    if hit == Hit::CollectSum {
        return Ok(faults);
    }
    let mut boxes = Boxes::new(columns, rows, compared);
    for row in 0..rows.len() {
        if hit == Hit::First {
            if !boxes.reached(row)? {
                faults.push(Fault::Unreachable(row));
            }
            continue;
        }
        for before in 0..row {
            let Some(input) = boxes.shared(before, row)? else { continue };
            if hit == Hit::Unique {
                faults.push(Fault::Overlap(before, row, input));
                break;
            }
            if !same_result(rows, results, before, row) {
                faults.push(Fault::Disagree(before, row, input));
                break;
            }
        }
    }
    faults.extend(boxes.gap()?.map(Fault::Gap));
    Ok(faults)
}

/// Whether two rows give the same: the same figure, or what is written alike.
fn same_result(rows: &[Row], results: &[&Written], one: usize, other: usize) -> bool {
    let (Some(a), Some(b)) = (rows.get(one), rows.get(other)) else { return false };
    a.result.kind == b.result.kind || results.get(one) == results.get(other)
}

/// An input as a drafter writes it, for example `` `revenue.last` = wan(5000), `level` = "B" ``.
fn example(columns: &[Looked<'_>], input: &[Piece]) -> String {
    let parts = columns.iter().zip(input).filter_map(|(column, piece)| {
        let value = match (piece, &column.domain) {
            (Piece::Anything, _) => return None,
            (Piece::Stretch(stretch), Some(domain)) => as_written(&domain.example(stretch), &domain.ty),
            (Piece::Stretch(_), None) => return None,
            (Piece::Value(value), _) if column.expr.ty == Type::YesNo => value.clone(),
            (Piece::Value(value), _) => format!("{value:?}"),
            (Piece::OtherText, _) => "any other text".to_owned(),
            (Piece::None, _) => "none".to_owned(),
        };
        let mut name = column.written.to_string();
        if name.chars().count() > 60 {
            name = name.chars().take(60).chain(['…']).collect();
        }
        Some(format!("`{name}` = {value}"))
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { "any input".to_owned() } else { format!("an input such as {}", parts.join(", ")) }
}
