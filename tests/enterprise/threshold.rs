//! Every figure a rule compares something with: parameters and other numbers, edges of bands, edges of cells of tables.

use super::Base;
use gradus_dsl::policy::{
    Band, Cell, CompareOp, Eligibility, Expr, ExprKind, Interval, Parameter, Policy, Table, Year,
};
use gradus_dsl::{CriterionId, Date, FactId, IndicatorId, Number, ScoreId};
use std::collections::{BTreeMap, BTreeSet};

/// One figure and what is held against it.
#[derive(Clone, Debug)]
pub struct Threshold {
    /// Where it stands.
    pub site: Site,
    /// What asks.
    pub asks: Asks,
    /// What is held against the figure.
    pub subject: &'static Expr,
    /// The year before the last, where the subject is of a year that varies.
    pub back: u8,
    /// The figure, in base units; a day as its number.
    pub figure: Number,
    /// The parameter it is the value of.
    pub parameter: Option<&'static Parameter>,
}

/// Where a figure stands.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The expressions around it, from the declaration inwards; those of names and tables among them.
    pub path: Vec<&'static Expr>,
    /// The criterion.
    pub criterion: Option<&'static CriterionId>,
    /// The line of a score.
    pub line: Option<(&'static ScoreId, &'static IndicatorId)>,
    /// What goes over the records it is asked of.
    pub records: Option<&'static Expr>,
    /// The years of the variables around it.
    years: Vec<(String, u8)>,
}

/// What asks for a figure.
#[derive(Clone, Debug)]
pub enum Asks {
    /// A comparison, with the subject on the left.
    Comparison(CompareOp, bool),
    /// Points by band.
    Bands(&'static [Band]),
    /// A cell of a table: row and column.
    Cell(&'static Table, usize, usize),
}

/// The thresholds of a rule on the days of its bases, and the years it reads of each fact.
pub(super) fn of(
    policy: &'static Policy,
    rule: &'static Eligibility,
    bases: &[Base],
) -> (Vec<Threshold>, BTreeMap<String, u8>) {
    let days: BTreeSet<Date> = bases.iter().map(|base| base.figures).collect();
    let (mut found, mut years, mut known) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for on in days {
        let mut walk =
            Walk { policy, on, seen: BTreeSet::new(), found: Vec::new(), years: std::mem::take(&mut years) };
        walk.expr(&rule.condition, &Site::default());
        years = walk.years;
        found.extend(walk.found.into_iter().filter(|one| known.insert(one.key())));
    }
    (found, years)
}

/// The number on one side of a comparison.
pub(super) fn constant(
    policy: &'static Policy,
    on: Date,
    expr: &Expr,
) -> Option<(Option<&'static Parameter>, Number)> {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Number(number) => Some(number.clone()),
        ExprKind::Date(day) => Some(Number::from(day.days())),
        _ => None,
    };
    if let ExprKind::Parameter(id) = &expr.kind {
        let parameter = policy.parameter(id, on)?;
        return Some((Some(parameter), number(&parameter.value)?));
    }
    Some((None, number(expr)?))
}

impl Threshold {
    /// What makes it another one.
    #[must_use]
    pub fn key(&self) -> String {
        let place = match &self.asks {
            Asks::Cell(table, row, column) => format!("{} {row} {column}", table.id),
            Asks::Comparison(op, _) => format!("{op:?}"),
            Asks::Bands(_) => "bands".to_owned(),
        };
        let line = self.site.line.map(|(score, line)| format!("{score}.{line}")).unwrap_or_default();
        format!("{place} {line} {:?} {} {}", self.subject.at, self.back, self.figure)
    }

    /// It in words, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        let site = match (&self.asks, self.site.line, self.site.criterion) {
            (Asks::Cell(table, row, column), ..) => {
                format!("row {} column {} of {}", row + 1, column + 1, table.id)
            }
            (_, Some((score, line)), _) => format!("{score}.{line}"),
            (_, None, Some(criterion)) => criterion.to_string(),
            _ => "the rule".to_owned(),
        };
        match self.parameter {
            Some(parameter) => format!("`{}` ({}) in {site}", parameter.id, self.figure),
            None => format!("{} in {site}", self.figure),
        }
    }
}

struct Walk {
    policy: &'static Policy,
    on: Date,
    seen: BTreeSet<String>,
    found: Vec<Threshold>,
    years: BTreeMap<String, u8>,
}

impl Walk {
    fn expr(&mut self, expr: &'static Expr, around: &Site) {
        let mut site = around.clone();
        site.path.push(expr);
        match &expr.kind {
            ExprKind::Compare(op, left, right) => {
                if let Some((parameter, figure)) = constant(self.policy, self.on, right) {
                    self.leave(&site, Asks::Comparison(*op, true), left, &figure, parameter);
                } else if let Some((parameter, figure)) = constant(self.policy, self.on, left) {
                    let asks = Asks::Comparison(op.mirrored(), false);
                    self.leave(&site, asks, right, &figure, parameter);
                }
            }
            ExprKind::CompareGrowth { op, rate, fact, years } => {
                self.reads(fact, *years);
                if let Some((parameter, figure)) = constant(self.policy, self.on, rate) {
                    self.leave(&site, Asks::Comparison(*op, true), expr, &figure, parameter);
                }
            }
            ExprKind::Bands(subject, bands) => {
                for figure in edges(bands.iter().map(|band| &band.interval)) {
                    self.leave(&site, Asks::Bands(bands), subject, &figure, None);
                }
            }
            ExprKind::InYear(fact, year) | ExprKind::Growth(fact, year) => {
                let back = match year {
                    Year::Prior(back) => *back,
                    Year::Variable(name) => years_of(&site, name).saturating_sub(1),
                };
                self.reads(fact, back + u8::from(matches!(expr.kind, ExprKind::Growth(..))));
            }
            ExprKind::SumYears(fact, years) | ExprKind::MeanYears(fact, years) => {
                self.reads(fact, years - 1);
            }
            ExprKind::MeanGrowth(fact, years) => self.reads(fact, *years),
            ExprKind::EachYear { years, variable, .. } => site.years.push((variable.clone(), *years)),
            ExprKind::Count { .. } | ExprKind::OverRecords { .. } => site.records = Some(expr),
            _ => self.declared(expr, &site),
        }
        for part in expr.parts() {
            self.expr(part, &site);
        }
    }

    /// What a name stands for.
    fn declared(&mut self, expr: &'static Expr, site: &Site) {
        let mut new = |kind: &str, id: &str| self.seen.insert(format!("{kind} {id} {:?}", site.line));
        match &expr.kind {
            ExprKind::Name(id) if new("name", id.as_str()) => {
                self.policy.name(id).into_iter().for_each(|name| self.expr(&name.value, site));
            }
            ExprKind::Criterion(id) if new("criterion", id.as_str()) => {
                let Some(criterion) = self.policy.criterion(id) else { return };
                let inner = Site { criterion: Some(&criterion.id), ..Site::default() };
                self.expr(&criterion.condition, &inner);
                for (exception, terms) in self.policy.exceptions(id) {
                    self.expr(&terms.when, &inner);
                    let inner = Site { criterion: Some(&exception.id), ..Site::default() };
                    self.expr(&exception.condition, &inner);
                }
            }
            ExprKind::Score(id) | ExprKind::Passes(id) | ExprKind::Group(id, _)
                if new("score", id.as_str()) =>
            {
                let Some(score) = self.policy.score(id) else { return };
                for line in score.lines() {
                    let inner = Site {
                        line: Some((&score.id, &line.id)),
                        criterion: site.criterion,
                        ..Site::default()
                    };
                    self.expr(&line.points, &inner);
                }
            }
            ExprKind::Table(id) if new("table", id.as_str()) => {
                let Some(table) = self.policy.table(id) else { return };
                for column in &table.columns {
                    self.expr(column, site);
                }
                for (index, row) in table.rows.iter().enumerate() {
                    for (column, cell) in row.cells.iter().enumerate() {
                        let Cell::Within(intervals) = cell else { continue };
                        for figure in edges(intervals.iter()) {
                            let asks = Asks::Cell(table, index, column);
                            self.leave(site, asks, &table.columns[column], &figure, None);
                        }
                    }
                    self.expr(&row.result, site);
                }
            }
            _ => {}
        }
    }

    fn reads(&mut self, fact: &FactId, back: u8) {
        let deepest = self.years.entry(fact.to_string()).or_default();
        *deepest = back.max(*deepest);
    }

    fn leave(
        &mut self,
        site: &Site,
        asks: Asks,
        subject: &'static Expr,
        figure: &Number,
        parameter: Option<&'static Parameter>,
    ) {
        let mut years = 1;
        subject.visit(&mut |part| {
            if let ExprKind::InYear(_, Year::Variable(name)) | ExprKind::Growth(_, Year::Variable(name)) =
                &part.kind
            {
                years = years.max(years_of(site, name));
            }
        });
        self.found.extend((0..years).map(|back| Threshold {
            site: site.clone(),
            asks: asks.clone(),
            subject,
            back,
            figure: figure.clone(),
            parameter,
        }));
    }
}

fn years_of(site: &Site, variable: &str) -> u8 {
    site.years.iter().rev().find(|(name, _)| name == variable).map_or(1, |(_, years)| *years)
}

/// Where intervals begin and end, each number once.
fn edges<'i>(intervals: impl Iterator<Item = &'i Interval>) -> BTreeSet<Number> {
    intervals.flat_map(|one| [&one.low, &one.high]).flatten().map(|end| end.at.clone()).collect()
}
