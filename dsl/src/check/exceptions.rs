//! Exceptions: which criterion comes before which, in which cases, and whether two of them may meet.

use super::Checker;
use super::exclusive::{Case, said};
use super::symbols::{Scope, Symbol};
use crate::ast::{Declaration, ExprKind};
use crate::policy::{Criterion, Exception, Expr};
use crate::{CriterionId, Position, did_you_mean};
use std::collections::BTreeMap;

/// Most pairs of exceptions to one criterion a file may have; a limit of the language.
const MOST_PAIRS: usize = 4_096;

impl Checker<'_> {
    /// `overrides Y because "…" when COND`.
    pub(super) fn exception(&mut self, name: &str, declaration: &Declaration) -> Option<Exception> {
        let Some(written) = declaration.expr("overrides") else {
            for tail in ["because", "when"] {
                if let Some(part) = declaration.part(tail) {
                    self.error(
                        "option-misplaced",
                        part.at,
                        format!("`{tail}` belongs to an exception, and `{name}` overrides nothing"),
                        "add `overrides CRITERION`, or put the case into the condition itself",
                    );
                }
            }
            return None;
        };
        let named = self.names(written);
        let mut of: Vec<CriterionId> = Vec::new();
        let mut known = !named.is_empty();
        if let ExprKind::Array(items) = &written.kind
            && items.is_empty()
        {
            self.error(
                "empty-list",
                written.at,
                format!("`{name}` overrides nothing"),
                "name the criterion it comes before: `overrides debt`; of several, `overrides [debt, size]`",
            );
            return None;
        }
        for (other, at) in &named {
            if of.iter().any(|id| id.as_str() == *other) {
                self.error(
                    "listed-twice",
                    *at,
                    format!("`{other}` is listed twice"),
                    "name each criterion once",
                );
                continue;
            }
            known &= self.known_criterion(other, *at);
            of.push(CriterionId::new(*other));
        }
        // An exception is asked wherever the rule is that it comes before.
        self.used.insert(name.to_owned());
        let others: Vec<String> = of.iter().map(|id| format!("`{id}`")).collect();
        let others = others.join(", ");
        let because = declaration.word("because").map_or(String::new(), |(why, _)| why.to_owned());
        if because.is_empty() {
            self.error(
                "missing-because",
                written.at,
                format!("`{name}` comes before {others}, and the policy does not say why"),
                "add `because \"…\"`: the clause that says which comes first",
            );
        }
        let Some(when) = declaration.expr("when") else {
            self.error(
                "missing-when",
                written.at,
                format!("`{name}` comes before {others}, and the policy does not say in which cases"),
                "add `when CONDITION` before the body: the cases the text makes the exception for",
            );
            return None;
        };
        let when = self.condition(when, &Scope::default())?;
        known.then_some(Exception { of, because, when })
    }

    fn known_criterion(&mut self, name: &str, at: Position) -> bool {
        if matches!(self.symbols.names.get(name), Some((Symbol::Criterion, _))) {
            return true;
        }
        if self.unread.may_declare(name) {
            return false;
        }
        let known = self.symbols.names.iter().filter(|(_, (symbol, _))| *symbol == Symbol::Criterion);
        let help = match did_you_mean(name, known.map(|(name, _)| *name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a criterion of this policy".to_owned(),
        };
        self.error("unknown-name", at, format!("`{name}` is not a criterion"), help);
        false
    }

    /// What can be said of exceptions only when all of them are known. Gives whether each comes before others in an
    /// order without a circle.
    pub(super) fn exceptions_together(&mut self) -> bool {
        if self.exceptions_in_a_circle() {
            return false;
        }
        let mut by_rule: BTreeMap<&CriterionId, Vec<(&Criterion, &Exception)>> = BTreeMap::new();
        for criterion in &self.policy.criteria {
            let Some(exception) = &criterion.overrides else { continue };
            for of in &exception.of {
                by_rule.entry(of).or_default().push((criterion, exception));
            }
        }
        let mut cases: BTreeMap<&CriterionId, (Case, Option<Expr>)> = BTreeMap::new();
        let mut looked = 0;
        let mut meet = Vec::new();
        for (rule, all) in by_rule {
            let pairs = all
                .iter()
                .enumerate()
                .flat_map(|(index, first)| all.iter().skip(index + 1).map(move |second| (first, second)));
            for ((first, a), (second, b)) in pairs {
                // One that comes before the other decides where both apply.
                if a.of.contains(&second.id) || b.of.contains(&first.id) {
                    continue;
                }
                looked += 1;
                if looked > MOST_PAIRS {
                    break;
                }
                for (one, exception) in [(first, a), (second, b)] {
                    cases.entry(&one.id).or_insert_with(|| {
                        (Case::of(&self.policy, &exception.when), said(&self.policy, &one.condition))
                    });
                }
                let (Some((a, body)), Some((b, other))) = (cases.get(&first.id), cases.get(&second.id))
                else {
                    continue;
                };
                let alike = body.is_some() && body == other;
                if !alike && !a.excludes(b) {
                    let message = format!(
                        "`{}` and `{}` are both exceptions to `{rule}`, and both may apply",
                        first.id, second.id
                    );
                    meet.push((second.at, message, first.id.clone(), second.id.clone()));
                }
            }
        }
        if looked > MOST_PAIRS {
            let message = format!("more than {MOST_PAIRS} pairs of exceptions could meet");
            self.error(
                "too-complex",
                Position::default(),
                message,
                "join exceptions that say the same, or say which comes first",
            );
        }
        for (at, message, first, second) in meet {
            let help = format!(
                "where they disagree no ruling is given; let the cases exclude each other, or say which comes first: `criterion {second} … overrides [RULE, {first}]`"
            );
            self.warning("exceptions-may-meet", at, message, help);
        }
        true
    }

    /// Exceptions that come before each other, all in a circle: reported once.
    fn exceptions_in_a_circle(&mut self) -> bool {
        let before: BTreeMap<&CriterionId, (&[CriterionId], Position)> = self
            .policy
            .criteria
            .iter()
            .filter_map(|one| Some((&one.id, (one.overrides.as_ref()?.of.as_slice(), one.at))))
            .collect();
        // Those that come before nothing that is left cannot be in a circle.
        let mut left = before.clone();
        loop {
            let free: Vec<&CriterionId> = left
                .iter()
                .filter(|(_, (of, _))| !of.iter().any(|other| left.contains_key(other)))
                .map(|(id, _)| *id)
                .collect();
            if free.is_empty() {
                break;
            }
            for id in free {
                left.remove(id);
            }
        }
        // Each one left leads to another one left, so that following them comes back somewhere.
        let Some((first, (_, at))) = left.first_key_value() else { return false };
        let mut chain: Vec<&CriterionId> = vec![first];
        let circle = loop {
            let next = chain
                .last()
                .and_then(|last| left.get(*last))
                .and_then(|(of, _)| of.iter().find(|other| left.contains_key(other)));
            let Some(next) = next else { break chain.as_slice() };
            if let Some(place) = chain.iter().position(|known| *known == next) {
                chain.push(next);
                break chain.get(place..).unwrap_or_default();
            }
            chain.push(next);
        };
        let words: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
        let (message, at) = (format!("the exceptions form a circle: {}", words.join(" overrides ")), *at);
        self.error(
            "overrides-circle",
            at,
            message,
            "one of them comes first; take the other `overrides` out",
        );
        true
    }
}
