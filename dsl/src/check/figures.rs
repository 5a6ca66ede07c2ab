//! Figures of a text and the days they hold.

use super::Checker;
use super::symbols::Scope;
use crate::ast::Declaration;
use crate::policy::{ExprKind as K, Parameter, Type};
use crate::{Date, ParameterId};

impl Checker<'_> {
    pub(super) fn parameter(&mut self, declaration: &Declaration) {
        let (Some((name, at)), Some(written)) = (declaration.word("name"), declaration.expr("value")) else {
            return;
        };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let value = self.expr(written, &Scope::default());
        let from = match declaration.word("from") {
            Some((text, at)) => self.date(text, at),
            None => Some(self.policy.in_force.from),
        };
        let to = match declaration.word("to") {
            Some((text, at)) => self.date(text, at),
            None => None,
        };
        let (Some(citation), Some(value), Some(from)) = (citation, value, from) else { return };
        if !matches!(value.kind, K::Number(_) | K::Date(_) | K::Text(_) | K::YesNo(_)) {
            self.error(
                "not-a-literal",
                written.at,
                "a figure of the text is a literal",
                "write the figure itself, with its unit: `percent(3)`",
            );
            return;
        }
        let Some(in_force) = self.period(from, to, at) else { return };
        self.policy.parameters.push(Parameter {
            id: ParameterId::new(name),
            at,
            citation,
            value,
            in_force,
            status,
        });
    }

    /// Entries of one figure must follow each other without gap or overlap, and agree in type.
    pub(super) fn parameter_periods(&mut self) {
        let mut entries: Vec<(String, Date, Option<Date>, crate::Position, Type)> = self
            .policy
            .parameters
            .iter()
            .map(|p| (p.id.to_string(), p.in_force.from, p.in_force.to, p.at, p.value.ty.clone()))
            .collect();
        entries.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for pair in entries.windows(2) {
            let [first, second] = pair else { continue };
            if first.0 != second.0 {
                continue;
            }
            let name = &first.0;
            if first.4 != second.4 {
                let message = format!("`{name}` is {} before and {} after", first.4, second.4);
                self.error("type-mismatch", second.3, message, "a figure keeps its unit when it changes");
            }
            match first.2 {
                Some(to) if to == second.1 => {}
                // The entry between them may be the one that could not be read.
                Some(to) if to < second.1 && self.unread.may_declare(name) => {}
                Some(to) if to < second.1 => self.error(
                    "gap-in-figure",
                    second.3,
                    format!("`{name}` has no value from {to} to {}", second.1),
                    "let the first entry run `to` the day the second begins",
                ),
                _ => self.error(
                    "overlapping-figures",
                    second.3,
                    format!("`{name}` has two values from {}", second.1),
                    format!("end the first entry with `to \"{}\"`", second.1),
                ),
            }
        }
        self.figures_cover_the_policy(&entries);
    }

    /// A figure has a value on every day the policy is in force.
    fn figures_cover_the_policy(&mut self, entries: &[(String, Date, Option<Date>, crate::Position, Type)]) {
        if self.unread.may_be_header() {
            return;
        }
        let in_force = self.policy.in_force;
        for (index, (name, from, to, at, _)) in entries.iter().enumerate() {
            if self.unread.may_declare(name) {
                continue;
            }
            let first = index == 0 || entries.get(index - 1).is_none_or(|before| before.0 != *name);
            let last = entries.get(index + 1).is_none_or(|after| after.0 != *name);
            if first && *from > in_force.from {
                self.error(
                    "gap-in-figure",
                    *at,
                    format!("`{name}` has no value from {} to {from}", in_force.from),
                    "the policy is in force then; add the earlier value, or let this one begin earlier",
                );
            }
            if last && to.is_some_and(|to| in_force.to.is_none_or(|end| to < end)) {
                let from = to.map_or(String::new(), |to| to.to_string());
                self.error(
                    "gap-in-figure",
                    *at,
                    format!("`{name}` has no value from {from} on"),
                    "the policy is in force then; add the later value, or leave out `to`",
                );
            }
        }
    }
}
