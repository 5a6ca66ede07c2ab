//! What is asked of lists of records and of sets.

use super::Checker;
use super::exprs::described;
use super::symbols::{Scope, Variable};
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{Expr, ExprKind as K, Field, Fold, Type};
use crate::{FactId, Position};

impl Checker<'_> {
    /// A closure of one variable: its name as written, the name it has in the typed expression, and its body.
    ///
    /// The second is used nowhere else, so that an argument put in place of a function's parameter never falls
    /// under a closure of the function.
    pub(super) fn lambda<'w>(
        &mut self,
        written: &'w Written,
        scope: &Scope,
        example: &str,
    ) -> Option<(String, String, &'w Written)> {
        if let W::Lambda(variables, body) = &written.kind
            && let [variable] = variables.as_slice()
        {
            let taken = self.symbols.names.contains_key(variable.as_str());
            if taken || scope.variables.contains_key(variable) {
                let whose = if taken { "a name of the policy" } else { "another variable" };
                self.error(
                    "shadowed",
                    written.at,
                    format!("the variable `{variable}` hides {whose}"),
                    "give the variable a name of its own",
                );
            }
            self.closures += 1;
            return Some((variable.clone(), format!("{variable}#{}", self.closures), body));
        }
        self.error(
            "wrong-arguments",
            written.at,
            "a closure of one variable is expected here",
            format!("write `{example}`"),
        );
        None
    }

    pub(super) fn count(
        &mut self,
        list: &Written,
        lambda: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let example = "count(patents, |p| p.in_use)";
        let (list, fields) = self.list(list, scope, example)?;
        let (written, variable, body) = self.lambda(lambda, scope, example)?;
        let mut inner = scope.clone();
        inner.variables.insert(written, Variable::Record(variable.clone(), fields));
        let condition = Box::new(self.condition(body, &inner)?);
        self.unused_variable(&condition, &variable, lambda.at, "record");
        Some(Expr { kind: K::Count { list, variable, condition }, ty: Type::Count, at })
    }

    /// `sum`, `min`, `max`, `any` or `all` over the records of a list.
    pub(super) fn over_records(
        &mut self,
        name: &str,
        fold: Fold,
        (list, lambda): (&Written, &Written),
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let taken = if matches!(fold, Fold::Any | Fold::All) { "open" } else { "amount" };
        let example = format!("{name}(contracts, |c| c.{taken})");
        let (list, fields) = self.list(list, scope, &example)?;
        let (written, variable, body) = self.lambda(lambda, scope, &example)?;
        let mut inner = scope.clone();
        inner.variables.insert(written, Variable::Record(variable.clone(), fields));
        let body = match fold {
            Fold::Any | Fold::All => self.condition(body, &inner)?,
            Fold::Sum | Fold::Extreme(_) => self.expr(body, &inner)?,
        };
        self.unused_variable(&body, &variable, lambda.at, "record");
        let fits = match fold {
            Fold::Any | Fold::All => true,
            Fold::Sum => body.ty.is_quantity() && body.ty != Type::Rank,
            Fold::Extreme(_) => body.ty.is_quantity() || body.ty == Type::Date,
        };
        if !fits {
            let message = format!("`{name}` is not defined for {}", described(&body.ty));
            let help = match fold {
                Fold::Sum => "amounts, counts, points and lengths of time have a sum",
                _ => "quantities and dates have a least and a greatest",
            };
            self.error("type-mismatch", body.at, message, help);
            return None;
        }
        let ty = body.ty.clone();
        Some(Expr { kind: K::OverRecords { fold, list, variable, body: Box::new(body) }, ty, at })
    }

    /// A list fact and the fields of its records.
    fn list(&mut self, written: &Written, scope: &Scope, example: &str) -> Option<(FactId, Vec<Field>)> {
        if let W::Name(name) = &written.kind
            && !scope.closed
            && let Some(Type::List(fields)) = self.fact_type(name).cloned()
        {
            self.used.insert(name.clone());
            return Some((FactId::new(name), fields));
        }
        if self.of_unread_fact(written, scope) {
            return None;
        }
        self.error(
            "not-a-list",
            written.at,
            "a fact of type list is expected here",
            format!("write `{example}`"),
        );
        None
    }

    /// Whether it names a fact that could not be read, or that has no type: that has its own diagnostic.
    fn of_unread_fact(&self, written: &Written, scope: &Scope) -> bool {
        let W::Name(name) = &written.kind else { return false };
        let typed = self.fact_type(name).is_some();
        !typed && !scope.closed && (self.unread.may_declare(name) || self.is_fact(name))
    }

    pub(super) fn includes(
        &mut self,
        set: &Written,
        value: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let example = "includes(certificates, \"ISO9001\")";
        let (fact, values) = self.set(set, scope, example)?;
        let W::Text(text) = &value.kind else {
            self.error(
                "not-a-literal",
                value.at,
                "a value of the set is expected here",
                format!("write it in double quotes: `{example}`"),
            );
            return None;
        };
        self.known_value(&values, text, value.at)?;
        Some(Expr { kind: K::Includes(fact, text.clone()), ty: Type::YesNo, at })
    }

    pub(super) fn set_size(&mut self, set: &Written, at: Position, scope: &Scope) -> Option<Expr> {
        let (fact, _) = self.set(set, scope, "count(certificates)")?;
        Some(Expr { kind: K::SetSize(fact), ty: Type::Count, at })
    }

    /// A set fact and the values it may hold.
    fn set(&mut self, written: &Written, scope: &Scope, example: &str) -> Option<(FactId, Vec<String>)> {
        let ty = match &written.kind {
            W::Name(name) if !scope.closed => self.fact_type(name).cloned().map(|ty| (name, ty)),
            _ => None,
        };
        let help = match ty {
            Some((name, Type::Set(values))) => {
                self.used.insert(name.clone());
                return Some((FactId::new(name), values));
            }
            Some((_, Type::List(_))) => {
                "the records of a list are counted by a condition: `count(patents, |p| p.in_use)`".to_owned()
            }
            _ => format!("write `{example}`"),
        };
        if self.of_unread_fact(written, scope) {
            return None;
        }
        self.error("type-mismatch", written.at, "a fact of type set_of is expected here", help);
        None
    }
}
