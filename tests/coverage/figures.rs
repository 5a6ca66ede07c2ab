//! The thresholds that were collected, looked for in what a line of a README names.

use crate::bands::quantity;
use gradus::{Number, Policy};
use gradus_dsl::policy::{Cell, Expr, ExprKind};
use std::collections::BTreeSet;

/// The first figure that none of the names leads to; none where each is found.
pub(crate) fn missing<'f>(policy: &Policy, names: &[String], wanted: &'f [String]) -> Option<&'f String> {
    let mut found = Found { policy, numbers: Vec::new(), names: BTreeSet::new() };
    names.iter().for_each(|name| found.name(name));
    wanted.iter().find(|figure| !found.numbers.contains(&quantity(figure)))
}

/// The numbers some names lead to.
struct Found<'p> {
    policy: &'p Policy,
    numbers: Vec<Number>,
    /// What was looked at.
    names: BTreeSet<String>,
}

impl Found<'_> {
    /// What is declared under a name. A group of a score is found by its own name.
    fn name(&mut self, name: &str) {
        if !self.names.insert(name.to_owned()) {
            return;
        }
        let policy = self.policy;
        for parameter in policy.parameters.iter().filter(|one| one.id.as_str() == name) {
            self.expr(&parameter.value);
        }
        for criterion in policy.criteria.iter().filter(|one| one.id.as_str() == name) {
            self.expr(&criterion.condition);
        }
        for named in policy.names.iter().filter(|one| one.id.as_str() == name) {
            self.expr(&named.value);
        }
        for score in &policy.scores {
            let of_score = score.pass.iter().filter(|_| score.id.as_str() == name);
            self.numbers.extend(of_score.cloned());
            let groups = score.groups.iter().filter(|group| group.id.as_str() == name);
            self.numbers.extend(groups.filter_map(|group| group.pass.clone()));
        }
        for table in policy.tables.iter().filter(|one| one.id.as_str() == name) {
            for cell in table.rows.iter().flat_map(|row| &row.cells) {
                if let Cell::Within(intervals) = cell {
                    let ends = intervals.iter().flat_map(|one| [&one.low, &one.high]);
                    self.numbers.extend(ends.flatten().map(|end| end.at.clone()));
                }
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        expr.visit(&mut |part| match &part.kind {
            ExprKind::Number(number) => self.numbers.push(number.clone()),
            ExprKind::Parameter(id) => self.name(id.as_str()),
            ExprKind::Name(id) => self.name(id.as_str()),
            ExprKind::Criterion(id) => self.name(id.as_str()),
            _ => {}
        });
    }
}
