//! What is yes or no in a policy as written, and the policy rewritten for Rhai so that it asks for just that.

use super::cells::ANY;
use super::facts::Shape;
use gradus_dsl::ast::{Expr, ExprKind, File};
use std::collections::BTreeSet;

/// The function put around operands that must be yes or no; no policy can use the name.
pub(crate) const HOLDS: &str = "holds_for_rhai";

/// The name a value of another pack has for Rhai.
pub(crate) fn imported(alias: &str, name: &str) -> String {
    format!("{alias}__{name}")
}

/// The expression with [`HOLDS`] around it.
pub(crate) fn holds(expr: Expr) -> Expr {
    Expr { at: expr.at, kind: ExprKind::Call(HOLDS.to_owned(), vec![expr]) }
}

/// What is yes or no, by name: facts, criteria, named values and functions.
pub(crate) struct Conditions(BTreeSet<String>);

impl Conditions {
    pub(crate) fn of(file: &File, used: &[(String, &File)]) -> Self {
        let mut known = Self(BTreeSet::new());
        for (alias, other) in used {
            known.0.extend(Self::of(other, &[]).0.iter().map(|name| imported(alias, name)));
        }
        loop {
            let before = known.0.len();
            for declaration in &file.declarations {
                let Some((name, _)) = declaration.word("name") else { continue };
                let is = |label: &str| declaration.expr(label).is_some_and(|expr| known.is_condition(expr));
                let condition = match declaration.keyword {
                    "fact" => Shape::of(declaration).is_yes_no(),
                    "criterion" => true,
                    "let" => is("value"),
                    "fn" => is("body"),
                    "table" => declaration
                        .items()
                        .iter()
                        .any(|row| row.expr("then").is_some_and(|then| known.is_condition(then))),
                    _ => false,
                };
                if condition {
                    known.0.insert(name.to_owned());
                }
            }
            if known.0.len() == before {
                return known;
            }
        }
    }

    /// Whether a name stands for one.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn is_condition(&self, expr: &Expr) -> bool {
        const FUNCTIONS: [&str; 10] = [
            "not",
            "all",
            "any",
            "at_least",
            "at_most",
            "exactly",
            "each_year",
            "includes",
            "among",
            "starts_with",
        ];
        match &expr.kind {
            ExprKind::YesNo(_) | ExprKind::And(_) | ExprKind::Or(_) => true,
            ExprKind::Name(name) => self.0.contains(name),
            ExprKind::Imported(alias, name) => self.0.contains(&imported(alias, name)),
            ExprKind::Field(base, _) | ExprKind::Index(base, _) | ExprKind::Method(base, ..) => {
                self.is_condition(base)
            }
            ExprKind::Call(name, _) => FUNCTIONS.contains(&name.as_str()) || self.0.contains(name),
            ExprKind::Binary(operator, ..) => {
                use gradus_dsl::ast::Operator::{Add, Divide, Multiply, Subtract};
                !matches!(operator, Add | Subtract | Multiply | Divide)
            }
            ExprKind::If(branches, otherwise) => {
                branches.iter().any(|(_, then)| self.is_condition(then))
                    || otherwise.as_deref().is_some_and(|otherwise| self.is_condition(otherwise))
            }
            ExprKind::Switch(_, arms) => arms.iter().any(|(_, result)| self.is_condition(result)),
            _ => false,
        }
    }

    /// The expression for Rhai: as written, but for [`HOLDS`] around what must be yes or no. Rhai's own `and`, `or` and
    /// `if` ask their operands to be a truth and nothing else; and a condition that branches is yes or no, never none.
    pub(crate) fn rewritten(&self, expr: &Expr) -> Expr {
        let one = |expr: &Expr| Box::new(self.rewritten(expr));
        let many = |exprs: &[Expr]| exprs.iter().map(|expr| self.rewritten(expr)).collect::<Vec<_>>();
        let truths =
            |exprs: &[Expr]| exprs.iter().map(|expr| holds(self.rewritten(expr))).collect::<Vec<_>>();
        let kind = match &expr.kind {
            // The one cell that is a word.
            ExprKind::Name(name) if name == "any" => ExprKind::Call(ANY.to_owned(), Vec::new()),
            ExprKind::Imported(alias, name) => ExprKind::Name(imported(alias, name)),
            ExprKind::Call(name, arguments) if name == "growth" => {
                let number = |number: i64| Expr { at: expr.at, kind: ExprKind::Number(number.into()) };
                let (fact, year) = match &arguments[0].kind {
                    ExprKind::Field(fact, _) => (fact, number(0)),
                    ExprKind::Method(fact, _, back) => (fact, back[0].clone()),
                    ExprKind::Index(fact, year) => (fact, (**year).clone()),
                    other => panic!("{other:?} is no year of a fact"),
                };
                ExprKind::Call(name.clone(), vec![(**fact).clone(), year])
            }
            ExprKind::Field(base, field) => ExprKind::Field(one(base), field.clone()),
            ExprKind::Index(base, index) => ExprKind::Index(one(base), one(index)),
            ExprKind::Call(name, arguments) => ExprKind::Call(name.clone(), many(arguments)),
            ExprKind::Method(base, name, arguments) => {
                ExprKind::Method(one(base), name.clone(), many(arguments))
            }
            ExprKind::Lambda(variables, body) => ExprKind::Lambda(variables.clone(), one(body)),
            ExprKind::Array(items) => ExprKind::Array(many(items)),
            ExprKind::Binary(operator, left, right) => ExprKind::Binary(*operator, one(left), one(right)),
            ExprKind::Negate(inner) => ExprKind::Negate(one(inner)),
            ExprKind::And(parts) => ExprKind::And(truths(parts)),
            ExprKind::Or(parts) => ExprKind::Or(truths(parts)),
            ExprKind::If(branches, otherwise) => ExprKind::If(
                branches
                    .iter()
                    .map(|(when, then)| (holds(self.rewritten(when)), self.rewritten(then)))
                    .collect(),
                otherwise.as_deref().map(one),
            ),
            ExprKind::Switch(subject, arms) => ExprKind::Switch(
                one(subject),
                arms.iter().map(|(values, result)| (values.clone(), self.rewritten(result))).collect(),
            ),
            // Names, literals, and what stands in no rule.
            other => other.clone(),
        };
        let branches = matches!(kind, ExprKind::If(..) | ExprKind::Switch(..));
        let rewritten = Expr { at: expr.at, kind };
        if branches && self.is_condition(expr) { holds(rewritten) } else { rewritten }
    }
}
