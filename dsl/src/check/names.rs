//! What a name, a part of a fact or a year of a fact stands for.

use super::Checker;
use super::calls::size;
use super::exprs::described;
use super::symbols::{Place, Scope, Symbol, Variable};
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{Expr, ExprKind as K, Type, Year};
use crate::{CriterionId, FactId, NameId, ParameterId, Position, ScoreId, TableId, TitleId, did_you_mean};

impl Checker<'_> {
    pub(super) fn name(&mut self, name: &str, at: Position, scope: &Scope) -> Option<Expr> {
        match scope.variables.get(name) {
            Some(Variable::Argument(expr)) => {
                self.nodes += size(expr);
                return Some(Expr { at, ..expr.clone() });
            }
            Some(Variable::Year(_) | Variable::Record(..)) => {
                let message = format!("`{name}` stands for a year or a record, not for a value");
                self.error(
                    "misplaced",
                    at,
                    message,
                    format!("write `fact[{name}]` for a year, `{name}.field` for a record"),
                );
                return None;
            }
            None => {}
        }
        let symbol = self.symbols.names.get(name).map(|(symbol, _)| *symbol).filter(|_| !scope.closed);
        let Some(symbol) = symbol else {
            self.unknown_name(name, at, scope);
            return None;
        };
        self.used.insert(name.to_owned());
        let (kind, ty) = match symbol {
            Symbol::Fact => match self.fact_type(name)?.clone() {
                Type::Yearly(_) => {
                    self.error(
                        "year-missing",
                        at,
                        format!("`{name}` has a value for each year"),
                        format!(
                            "say which: `{name}.last`, `{name}.prior(1)`, or `each_year(2, |y| {name}[y] …)`"
                        ),
                    );
                    return None;
                }
                Type::List(_) => {
                    let help = format!("count its records: `count({name}, |p| …) >= 2`");
                    self.error("misplaced", at, format!("`{name}` is a list"), help);
                    return None;
                }
                Type::Set(_) => {
                    let help =
                        format!("ask what it holds: `includes({name}, \"…\")`, or how many: `count({name})`");
                    self.error("misplaced", at, format!("`{name}` is a set"), help);
                    return None;
                }
                ty => (K::Fact(FactId::new(name)), ty),
            },
            Symbol::Parameter => {
                let ty = self.policy.parameters.iter().find(|p| p.id.as_str() == name)?.value.ty.clone();
                (K::Parameter(ParameterId::new(name)), ty)
            }
            Symbol::Let => {
                let ty = self.let_type(name, at)?;
                (K::Name(NameId::new(name)), ty)
            }
            Symbol::Criterion => (K::Criterion(CriterionId::new(name)), Type::YesNo),
            Symbol::Score => (K::Score(ScoreId::new(name)), Type::Points),
            Symbol::Title if scope.place == Place::Guard => (K::Eligible(TitleId::new(name)), Type::YesNo),
            Symbol::Title => {
                self.error(
                    "wrong-kind",
                    at,
                    format!("`{name}` is a title, and a title is no value here"),
                    "a title that must be held already goes into the options, `#{ requires: … }`, or is asked for: `holds(title)`",
                );
                return None;
            }
            Symbol::Function => {
                let help = format!("call it: `{name}(…)`");
                self.error("wrong-kind", at, format!("`{name}` is a function"), help);
                return None;
            }
            Symbol::Table => {
                let ty = self.table_type(name, at)?;
                (K::Table(TableId::new(name)), ty)
            }
        };
        Some(Expr { kind, ty, at })
    }

    /// `fact.last` of a yearly fact, a group of a score, or a field of the record a variable stands for.
    pub(super) fn field(&mut self, base: &Written, field: &str, at: Position, scope: &Scope) -> Option<Expr> {
        if let W::Imported(pack, name) = &base.kind
            && let Some(Expr { kind: K::Score(id), .. }) = self.imported(pack, name, base.at, scope)
        {
            return self.group_points(id.as_str(), field, at);
        }
        let W::Name(name) = &base.kind else {
            self.error(
                "misplaced",
                at,
                "only facts and records have parts",
                "write `revenue.last` or `p.class`",
            );
            return None;
        };
        if let Some(Variable::Record(variable, fields)) = scope.variables.get(name) {
            let Some(found) = fields.iter().find(|known| known.name == field) else {
                let known = fields.iter().map(|field| field.name.as_str());
                let help = match did_you_mean(field, known.clone()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the fields are: {}", known.collect::<Vec<_>>().join(", ")),
                };
                self.error("unknown-field", at, format!("the records have no field `{field}`"), help);
                return None;
            };
            let kind = K::Field { variable: variable.clone(), field: field.to_owned() };
            return Some(Expr { kind, ty: found.ty.clone(), at });
        }
        if !scope.closed && matches!(self.symbols.names.get(name.as_str()), Some((Symbol::Score, _))) {
            return self.group_points(name, field, at);
        }
        let inner = self.yearly(name, at, scope)?;
        if field != "last" {
            let help = "a yearly fact has `.last` and `.prior(n)`";
            self.error("unknown-field", at, format!("`{name}` has no part `{field}`"), help);
            return None;
        }
        Some(Expr { kind: K::InYear(FactId::new(name), Year::Prior(0)), ty: inner, at })
    }

    pub(super) fn method(
        &mut self,
        base: &Written,
        method: &str,
        arguments: &[Written],
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let W::Name(name) = &base.kind else {
            self.error("misplaced", at, "only yearly facts have years", "write `revenue.prior(1)`");
            return None;
        };
        let inner = self.yearly(name, at, scope)?;
        let ("prior", [argument]) = (method, arguments) else {
            let help = "a yearly fact has `.last` and `.prior(n)`";
            self.error("unknown-field", at, format!("`{name}` has no part `{method}`"), help);
            return None;
        };
        let years = self.years(argument)?;
        Some(Expr { kind: K::InYear(FactId::new(name), Year::Prior(years)), ty: inner, at })
    }

    pub(super) fn index(
        &mut self,
        base: &Written,
        index: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let (W::Name(name), W::Name(variable)) = (&base.kind, &index.kind) else {
            self.error(
                "misplaced",
                at,
                "`[…]` takes a yearly fact and the year of `each_year`",
                "write `each_year(2, |y| rd_expense[y] / revenue[y] >= percent(3))`",
            );
            return None;
        };
        let inner = self.yearly(name, at, scope)?;
        let Some(Variable::Year(variable)) = scope.variables.get(variable) else {
            let help = "the variable of `each_year(n, |y| …)` stands here";
            self.error("unknown-name", index.at, format!("`{variable}` is not a year"), help);
            return None;
        };
        Some(Expr { kind: K::InYear(FactId::new(name), Year::Variable(variable.clone())), ty: inner, at })
    }

    pub(super) fn is_fact(&self, name: &str) -> bool {
        matches!(self.symbols.names.get(name), Some((Symbol::Fact, _)))
    }

    /// The type of a yearly fact in one year.
    pub(super) fn yearly(&mut self, name: &str, at: Position, scope: &Scope) -> Option<Type> {
        let ty = if scope.closed { None } else { self.fact_type(name).cloned() };
        match ty {
            Some(Type::Yearly(inner)) => {
                self.used.insert(name.to_owned());
                Some(*inner)
            }
            Some(ty) => {
                let message = format!("`{name}` is {}, with one value for all years", described(&ty));
                self.error("not-yearly", at, message, "declare it as `yearly(…)`, or use it without a year");
                None
            }
            None => {
                // A fact without a type has its own diagnostic.
                if self.is_fact(name) && !scope.closed {
                    return None;
                }
                if self.symbols.names.contains_key(name) && !scope.closed {
                    let message = format!("`{name}` is not a yearly fact");
                    self.error("not-yearly", at, message, "only facts declared as `yearly(…)` have years");
                } else {
                    self.unknown_name(name, at, scope);
                }
                None
            }
        }
    }
}
