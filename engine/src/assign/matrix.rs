//! The whole matrix: measures down, bodies across, aligned for wide East Asian characters.

use super::{Assignment, Body, Directory, Role, assignments};
use gradus_dsl::policy::Policy;
use gradus_dsl::{AgencyId, Citation, Date, Label, Language, MeasureId, PolicyId, columns};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The widest text of one cell of the first columns, in terminal columns; the rest is cut off.
const MAX_LABEL_COLUMNS: usize = 60;
/// The widest head of a column, in terminal columns; a body of a longer name gets a letter that the legend explains.
const MAX_HEAD_COLUMNS: usize = 12;

/// Every measure of a policy against every body it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Matrix {
    /// The policy.
    pub policy: PolicyId,
    /// The day bodies were looked up for.
    pub as_of: Date,
    /// The bodies, in the order they are first named.
    pub bodies: Vec<Body>,
    /// The measures, in the order of the policy.
    pub rows: Vec<Row>,
}

/// One measure of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Row {
    /// The measure.
    pub measure: MeasureId,
    /// The clause it comes from.
    pub citation: Citation,
    /// Its name.
    pub label: Label,
    /// What each body is in it; a body that takes no part has no cell.
    pub cells: Vec<Cell>,
    /// Whether the text means bodies it does not name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

/// One body in one measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// The body.
    pub body: AgencyId,
    /// What it is.
    pub role: Role,
}

impl Matrix {
    /// The matrix of a policy, bodies being looked up as of a day.
    #[must_use]
    pub fn of(policy: &Policy, as_of: Date, directory: &dyn Directory) -> Self {
        let all = assignments(policy, as_of, directory);
        let mut bodies: BTreeMap<&AgencyId, (usize, &Body)> = BTreeMap::new();
        for body in all.iter().flat_map(|assignment| assignment.bodies()) {
            let place = bodies.len();
            bodies.entry(&body.id).or_insert((place, body));
        }
        let mut in_order: Vec<(usize, &Body)> = bodies.into_values().collect();
        in_order.sort_unstable_by_key(|(place, _)| *place);
        Self {
            policy: policy.id.clone(),
            as_of,
            bodies: in_order.into_iter().map(|(_, body)| body.clone()).collect(),
            rows: all.iter().map(row).collect(),
        }
    }

    /// The matrix as a table, with the marks explained below it.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let mut table: Vec<Vec<String>> = Vec::with_capacity(self.rows.len() + 1);
        let mut head = vec![String::new(), (if zh { "事项" } else { "measure" }).to_owned()];
        head.extend(self.heads(language));
        head.push(String::new());
        table.push(head);
        for row in &self.rows {
            let marks: BTreeMap<&AgencyId, &str> =
                row.cells.iter().map(|cell| (&cell.body, cell.role.mark())).collect();
            let label = row.label.in_language(language);
            let named = if label.is_empty() { row.measure.as_str() } else { label };
            let mut line = vec![row.citation.in_language(language), named.to_owned()];
            line.extend(
                self.bodies.iter().map(|body| marks.get(&body.id).copied().unwrap_or(".").to_owned()),
            );
            line.push(match (row.cells.is_empty(), row.open) {
                (true, _) => (if zh { "未指明责任单位" } else { "no body named" }).to_owned(),
                (_, true) => (if zh { "等" } else { "and others" }).to_owned(),
                _ => String::new(),
            });
            table.push(line);
        }
        let mut out = aligned(&table);
        out.push('\n');
        self.legend(language, &mut out);
        out
    }

    /// The head of each column.
    fn heads(&self, language: Language) -> Vec<String> {
        // `l` is the mark of a lead by convention.
        let mut letters = ('a'..='z').filter(|letter| *letter != 'l');
        let head = |body: &Body| {
            let head = body.head(language);
            let width: usize = head.chars().map(columns).sum();
            let letter = if width > MAX_HEAD_COLUMNS { letters.next() } else { None };
            letter.map_or_else(|| head.to_owned(), String::from)
        };
        self.bodies.iter().map(head).collect()
    }

    /// What the marks used mean, and who the bodies are.
    fn legend(&self, language: Language, out: &mut String) {
        let zh = language == Language::Zh;
        let mut roles: Vec<Role> =
            self.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.role)).collect();
        roles.sort_unstable();
        roles.dedup();
        let mut lines: Vec<Vec<String>> =
            roles.iter().map(|role| vec![role.mark().to_owned(), role.text(language).to_owned()]).collect();
        lines.extend(
            self.heads(language)
                .into_iter()
                .zip(&self.bodies)
                .map(|(head, body)| vec![head, body.title(language).to_owned()]),
        );
        out.push_str(&aligned(&lines));
        let as_of = self.as_of;
        let _ = if zh {
            writeln!(out, "机构状况截至{as_of}")
        } else {
            writeln!(out, "bodies as of {as_of}")
        };
    }
}

impl Role {
    /// The mark of the role in a matrix.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Leads => "L",
            Self::LeadsByConvention => "l",
            Self::NamedFirst => "1",
            Self::Joint => "J",
            Self::Supports => "S",
            Self::Local => "lo",
        }
    }
}

fn row(assignment: &Assignment) -> Row {
    let cells = assignment.bodies().into_iter().filter_map(|body| {
        let role = assignment.role_of(&body.id)?;
        Some(Cell { body: body.id.clone(), role })
    });
    Row {
        measure: assignment.measure.clone(),
        citation: assignment.citation.clone(),
        label: assignment.label.clone(),
        cells: cells.collect(),
        open: assignment.leaves_open(),
    }
}

/// Lines of cells, each column as wide as its widest cell, two spaces apart.
fn aligned(table: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    let cut: Vec<Vec<(String, usize)>> =
        table.iter().map(|line| line.iter().map(|cell| clip(cell)).collect()).collect();
    for line in &cut {
        widths.resize(widths.len().max(line.len()), 0);
        for (width, (_, cell)) in widths.iter_mut().zip(line) {
            *width = (*width).max(*cell);
        }
    }
    let mut out = String::new();
    for line in &cut {
        let mut text = String::new();
        for (width, (cell, own)) in widths.iter().zip(line) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - own + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

/// A cell of bounded width on one line, and its width in terminal columns.
fn clip(text: &str) -> (String, usize) {
    let (mut kept, mut width) = (String::new(), 0);
    for c in text.chars() {
        if width + columns(c) > MAX_LABEL_COLUMNS {
            kept.push('…');
            return (kept, width + 1);
        }
        kept.push(if c.is_control() { ' ' } else { c });
        width += columns(c);
    }
    (kept, width)
}
