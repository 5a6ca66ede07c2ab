//! The other texts a rule takes part of its conditions from.

use super::{PolicyUsed, Question, TextUsed};
use crate::eval::{Model, span};
use crate::{Error, ErrorKind};
use gradus_dsl::Date;
use gradus_dsl::policy::{Expr, ExprKind, Import};
use std::collections::BTreeSet;

/// The texts a condition takes rules from, in the order of their names; whether a case leads there does not matter.
pub(super) fn texts<'p>(model: &Model<'p>, condition: &Expr) -> Vec<&'p Import> {
    let policy = model.policy;
    if policy.imports.is_empty() {
        return Vec::new();
    }
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut waiting = vec![condition];
    let mut aliases = BTreeSet::new();
    while let Some(expr) = waiting.pop() {
        let mut found: Vec<String> = Vec::new();
        expr.visit(&mut |part| match &part.kind {
            ExprKind::Parameter(id) => found.push(id.to_string()),
            ExprKind::Name(id) => found.push(id.to_string()),
            ExprKind::Criterion(id) => found.push(id.to_string()),
            ExprKind::Score(id) | ExprKind::Group(id, _) | ExprKind::Passes(id) => found.push(id.to_string()),
            ExprKind::Table(id) => found.push(id.to_string()),
            _ => {}
        });
        while let Some(id) = found.pop() {
            if !named.insert(id.clone()) {
                continue;
            }
            aliases.extend(policy.import_of(&id).map(|import| import.alias.as_str()));
            // Names of all kinds differ from each other, so that each leads to one declaration.
            if let Ok(name) = model.name(&id.as_str().into()) {
                waiting.push(&name.value);
            }
            if let Ok(criterion) = model.criterion(&id.as_str().into()) {
                waiting.push(&criterion.condition);
                for (exception, terms) in model.exceptions(&criterion.id) {
                    waiting.push(&terms.when);
                    found.push(exception.id.to_string());
                }
            }
            if let Ok(score) = model.score(&id.as_str().into()) {
                waiting.extend(score.lines().map(|indicator| &indicator.points));
            }
            if let Ok(table) = model.table(&id.as_str().into()) {
                waiting.extend(&table.columns);
                waiting.extend(table.rows.iter().map(|row| &row.result));
            }
        }
    }
    policy.imports.iter().filter(|import| aliases.contains(import.alias.as_str())).collect()
}

/// Refuses a question about a day on which a text that part of the rule comes from is not in force. A question that
/// is pinned to a text is pinned to what that text takes from others too.
pub(super) fn in_force(model: &Model<'_>, condition: &Expr, question: &Question) -> Result<(), Error> {
    if question.policy.is_some() {
        return Ok(());
    }
    let on: Date = question.on;
    let lapsed = texts(model, condition).into_iter().find(|text| !text.in_force.contains(on));
    let Some(text) = lapsed else { return Ok(()) };
    let user = &model.policy.id;
    let message =
        format!("`{user}` takes rules from `{}` ({}), which is not in force on {on}", text.pack, text.number);
    Err(Error::new(ErrorKind::NotInForce, message)
        .help(format!("it is in force {}; load a version of `{user}` for that day", span(&text.in_force))))
}

impl PolicyUsed {
    pub(super) fn of(model: &Model<'_>, condition: &Expr) -> Self {
        let policy = model.policy;
        Self {
            id: policy.id.clone(),
            number: policy.number.clone(),
            title: policy.title.clone(),
            version: policy.version.clone(),
            in_force: policy.in_force,
            why: gradus_dsl::Label::default(),
            figures_on: None,
            text_available: policy.clauses.text_available,
            uses: texts(model, condition).into_iter().map(TextUsed::of).collect(),
        }
    }
}

impl TextUsed {
    pub(crate) fn of(text: &Import) -> Self {
        Self {
            id: text.pack.clone(),
            number: text.number.clone(),
            title: text.title.clone(),
            version: text.version.clone(),
            in_force: text.in_force,
            text_available: text.clauses.text_available,
        }
    }
}
