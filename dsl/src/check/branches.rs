//! `if` and `switch`: every case has a result, and all results are of one type.

use super::Checker;
use super::exprs::described;
use super::symbols::Scope;
use crate::Position;
use crate::ast::Expr as Written;
use crate::policy::{Expr, ExprKind as K, Type};

impl Checker<'_> {
    pub(super) fn branches(
        &mut self,
        branches: &[(Written, Written)],
        otherwise: Option<&Written>,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let Some(otherwise) = otherwise else {
            self.error(
                "missing-else",
                at,
                "an `if` without `else` leaves a case open",
                "add `else { … }`; write `else { false }` if nothing else meets the condition",
            );
            return None;
        };
        let conditions: Vec<Option<Expr>> =
            branches.iter().map(|(condition, _)| self.condition(condition, scope)).collect();
        let results = self.same_type(branches.iter().map(|(_, result)| result).chain([otherwise]), at, scope);
        let mut results = results?;
        let last = results.pop()?;
        let ty = last.ty.clone();
        let conditions: Option<Vec<Expr>> = conditions.into_iter().collect();
        let pairs = conditions?.into_iter().zip(results).collect();
        Some(Expr { kind: K::If(pairs, Box::new(last)), ty, at })
    }

    /// Results that stand for one another, brought to one type.
    pub(super) fn same_type<'w>(
        &mut self,
        results: impl Iterator<Item = &'w Written>,
        at: Position,
        scope: &Scope,
    ) -> Option<Vec<Expr>> {
        let checked: Vec<Option<Expr>> = results.map(|result| self.expr(result, scope)).collect();
        let mut checked: Vec<Expr> = checked.into_iter().collect::<Option<_>>()?;
        // The first result that has a unit gives the type; plain numbers follow it.
        let model = checked.iter().find(|expr| expr.ty != Type::Number).or(checked.first())?.clone();
        for expr in &mut checked {
            let (_, alike) =
                self.alike(model.clone(), expr.clone(), if expr.at.line == 0 { at } else { expr.at })?;
            *expr = alike;
        }
        Some(checked)
    }

    pub(super) fn switch(
        &mut self,
        subject: &Written,
        cases: &[(Option<Vec<Written>>, Written)],
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let subject = self.expr(subject, scope)?;
        if !matches!(subject.ty, Type::OneOf(_) | Type::YesNo | Type::Text) {
            let message = format!(
                "`switch` looks at a value of a list, a text or yes_no, and this is {}",
                described(&subject.ty)
            );
            self.error("type-mismatch", subject.at, message, "write `if … else if … else …` for quantities");
            return None;
        }
        let mut seen: Vec<K> = Vec::new();
        let mut arms: Vec<Option<Vec<Expr>>> = Vec::new();
        let mut default = false;
        for (values, result) in cases {
            if default {
                self.error("switch-order", result.at, "nothing can follow `_`", "put `_ => …` last");
                return None;
            }
            let Some(values) = values else {
                default = true;
                arms.push(None);
                continue;
            };
            let mut arm = Vec::new();
            for value in values {
                let value = self.expr(value, scope)?;
                let place = value.at;
                let (_, value) = self.alike(subject.clone(), value, place)?;
                if !matches!(value.kind, K::Text(_) | K::YesNo(_)) {
                    self.error(
                        "not-a-literal",
                        place,
                        "an arm names a value",
                        "write the value itself: `\"A\" => 1`",
                    );
                    return None;
                }
                if seen.contains(&value.kind) {
                    self.error(
                        "switch-duplicate",
                        place,
                        "this value has an arm already",
                        "keep one arm a value",
                    );
                    return None;
                }
                seen.push(value.kind.clone());
                arm.push(value);
            }
            arms.push(Some(arm));
        }
        if !default {
            self.covered(&subject.ty, &seen, at)?;
        }
        let mut results = self.same_type(cases.iter().map(|(_, result)| result), at, scope)?;
        let ty = results.first()?.ty.clone();
        let otherwise = if default { results.pop().map(Box::new) } else { None };
        let arms = arms.into_iter().flatten().zip(results).collect();
        Some(Expr { kind: K::Switch(Box::new(subject), arms, otherwise), ty, at })
    }

    /// Every value of the subject has an arm, where there is no default.
    fn covered(&mut self, ty: &Type, seen: &[K], at: Position) -> Option<()> {
        let missing: Vec<String> = match ty {
            Type::OneOf(values) => {
                values.iter().filter(|value| !seen.contains(&K::Text((*value).clone()))).cloned().collect()
            }
            Type::YesNo => [true, false]
                .into_iter()
                .filter(|v| !seen.contains(&K::YesNo(*v)))
                .map(|v| v.to_string())
                .collect(),
            _ => vec!["any other text".to_owned()],
        };
        if missing.is_empty() {
            return Some(());
        }
        self.error(
            "switch-not-covered",
            at,
            format!("no arm for: {}", missing.join(", ")),
            "add an arm for each, or `_ => …` for all others",
        );
        None
    }
}
