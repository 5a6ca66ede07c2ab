//! The functions of the language and of the policy.

use super::Checker;
use super::exprs::described;
use super::symbols::{Place, Scope, Variable, parameters};
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{CompareOp, Expr, ExprKind as K, Quorum, Type, Unit, Year};
use crate::{FactId, Number, Position, TitleId, did_you_mean};

/// The functions of the language, with one call each for help texts.
pub(crate) const FUNCTIONS: &[(&str, &str)] = &[
    ("percent", "percent(3)"),
    ("per_mille", "per_mille(3)"),
    ("yuan", "yuan(100)"),
    ("wan", "wan(5000)"),
    ("yi", "yi(1)"),
    ("years", "years(3)"),
    ("months", "months(6)"),
    ("days", "days(30)"),
    ("points", "points(60)"),
    ("date", "date(\"2025-12-31\")"),
    ("not", "not(x)"),
    ("all", "all([a, b])"),
    ("any", "any([a, b])"),
    ("at_least", "at_least(2, [a, b, c])"),
    ("at_most", "at_most(1, [a, b])"),
    ("exactly", "exactly(1, [a, b])"),
    ("count", "count(patents, |p| p.in_use)"),
    ("each_year", "each_year(2, |y| rd_expense[y] >= wan(100))"),
    ("sum_years", "sum_years(rd_expense, 2)"),
    ("mean_years", "mean_years(rd_expense, 2)"),
    ("compound_growth", "compound_growth(main_revenue, 2) >= percent(5)"),
    ("bands", "bands(share, [[percent(0), 0], [percent(10), 5]])"),
    ("holders", "holders(little_giant) >= 10000"),
    ("holds", "holds(innovative_sme)"),
    ("sum", "sum(contracts, |c| c.amount)"),
    ("min", "min(contracts, |c| c.amount)"),
    ("max", "max(contracts, |c| c.amount)"),
    ("includes", "includes(certificates, \"ISO9001\")"),
    ("among", "among(level, [\"A\", \"B\"])"),
    ("starts_with", "starts_with(industry_code, [\"C39\", \"C40\"])"),
    ("how_many", "how_many([a, b, c]) >= 2"),
    ("least", "least([x, y])"),
    ("greatest", "greatest([x, y])"),
    ("round_down", "round_down(x, 1)"),
    ("round_up", "round_up(x, 1)"),
    ("round_half_up", "round_half_up(x, 1)"),
    ("round_half_even", "round_half_even(x, 1)"),
    ("every_full", "every_full(years_in_niche, years(2))"),
    ("reference_date", "reference_date()"),
    ("years_between", "years_between(founded, reference_date())"),
    ("months_between", "months_between(founded, reference_date())"),
    ("year_end", "year_end(founded)"),
    ("growth", "growth(revenue.last)"),
    ("mean_growth", "mean_growth(revenue, 2)"),
];

/// How deep functions of a policy may call each other.
const MAX_CALL_DEPTH: usize = 16;

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        arguments: &[Written],
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let quantity = |factor: Option<Number>, ty: Type| factor.map(|factor| (factor, ty));
        let unit = match name {
            "percent" => quantity(Number::fraction(1, 100), Type::Percentage),
            "per_mille" => quantity(Number::fraction(1, 1000), Type::Percentage),
            "yuan" => Some((Number::from(1), Type::Money)),
            "wan" => Some((Number::from(10_000), Type::Money)),
            "yi" => Some((Number::from(100_000_000), Type::Money)),
            "years" => Some((Number::from(1), Type::Duration(Unit::Years))),
            "months" => Some((Number::from(1), Type::Duration(Unit::Months))),
            "days" => Some((Number::from(1), Type::Duration(Unit::Days))),
            "points" => Some((Number::from(1), Type::Points)),
            _ => None,
        };
        if let (Some((factor, ty)), [argument]) = (unit, arguments) {
            let number = self.literal(argument)?;
            return Some(Expr { kind: K::Number(number * factor), ty, at });
        }
        let yes_no = |kind| Some(Expr { kind, ty: Type::YesNo, at });
        match (name, arguments) {
            ("date", [argument]) => {
                let text = super::plain(argument).unwrap_or_default();
                let date = self.date(text, argument.at)?;
                Some(Expr { kind: K::Date(date), ty: Type::Date, at })
            }
            ("not", [argument]) => {
                let inner = self.condition(argument, scope)?;
                yes_no(K::Not(Box::new(inner)))
            }
            ("all", [list]) => self.quorum_list(Quorum::All, list, at, scope),
            ("any", [list]) => self.quorum_list(Quorum::Any, list, at, scope),
            ("at_least" | "at_most" | "exactly", [count, list]) => {
                let count_at = count.at;
                let Some(n) = self.literal(count)?.to_i64().and_then(|n| u32::try_from(n).ok()) else {
                    self.error(
                        "bad-count",
                        count_at,
                        "a count is expected here",
                        "write a whole number from 0",
                    );
                    return None;
                };
                if n == 0 && name == "at_least" {
                    let help = "at least none of them always hold; write a whole number from 1";
                    self.error("bad-count", count_at, "no condition is asked for", help);
                    return None;
                }
                let quorum = match name {
                    "at_least" => Quorum::AtLeast(n),
                    "at_most" => Quorum::AtMost(n),
                    _ => Quorum::Exactly(n),
                };
                if let W::Array(items) = &list.kind
                    && items.len() < n as usize
                {
                    let message = format!("{n} of a list of {}", items.len());
                    self.error(
                        "bad-count",
                        count_at,
                        message,
                        "the count cannot be more than the list holds",
                    );
                    return None;
                }
                if let W::Array(items) = &list.kind
                    && name == "at_most"
                    && !items.is_empty()
                    && items.len() == n as usize
                {
                    let message = format!("at most {n} of {n} always hold");
                    let help = "write a smaller count, or leave the condition out";
                    self.error("bad-count", count_at, message, help);
                    return None;
                }
                self.quorum_list(quorum, list, at, scope)
            }
            ("each_year", [years, lambda]) => {
                let years = self.years(years)?;
                let (written, variable, body) =
                    self.lambda(lambda, scope, "each_year(2, |y| rd_expense[y] >= wan(100))")?;
                let mut inner = scope.clone();
                inner.variables.insert(written, Variable::Year(variable.clone()));
                let condition = Box::new(self.condition(body, &inner)?);
                self.unused_variable(&condition, &variable, lambda.at, "year");
                yes_no(K::EachYear { years, variable, condition })
            }
            ("sum_years" | "mean_years", [fact, years]) => {
                let (fact, ty) = self.yearly_fact(fact, scope, "sum_years(rd_expense, 2)")?;
                let years = self.years(years)?;
                if !ty.is_quantity() {
                    let message = format!("the years of `{fact}` are {}, and have no sum", described(&ty));
                    self.error("type-mismatch", at, message, "sum and mean are taken of quantities");
                    return None;
                }
                let kind =
                    if name == "sum_years" { K::SumYears(fact, years) } else { K::MeanYears(fact, years) };
                Some(Expr { kind, ty, at })
            }
            ("compound_growth", _) => {
                self.error(
                    "growth-misplaced",
                    at,
                    "`compound_growth` may stand only on one side of a comparison",
                    "write `compound_growth(main_revenue, 2) >= percent(5)`: it is decided without taking a root",
                );
                None
            }
            ("bands", [subject, list]) => self.bands(subject, list, at, scope),
            ("holders", [title]) => {
                if scope.place != Place::Target {
                    self.error(
                        "misplaced",
                        at,
                        "`holders` counts title holders for a target",
                        "it stands in a `target`; a rule asks what one enterprise holds with `requires` or `holds(title)`",
                    );
                    return None;
                }
                let (name, _) = self.names(title).into_iter().next()?;
                Some(Expr { kind: K::Holders(TitleId::new(name)), ty: Type::Count, at })
            }
            ("holds", [title]) => {
                if scope.place == Place::Target {
                    self.error(
                        "misplaced",
                        at,
                        "`holds` asks of one enterprise whether it holds a title",
                        "a target counts those that do: `holders(little_giant) >= 10000`",
                    );
                    return None;
                }
                let (name, _) = self.names(title).into_iter().next()?;
                Some(Expr { kind: K::Holds(TitleId::new(name)), ty: Type::YesNo, at })
            }
            ("working_days", _) => {
                self.error(
                    "misplaced",
                    at,
                    "`working_days` is a term of a workflow",
                    "it stands after `within` or `after` of a step; a rule uses `days(n)`",
                );
                None
            }
            _ => match self.library(name, arguments, at, scope) {
                Some(found) => found,
                None => self.user_call(name, arguments, at, scope),
            },
        }
    }

    pub(super) fn quorum_list(
        &mut self,
        quorum: Quorum,
        list: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let W::Array(items) = &list.kind else {
            self.error("not-a-list", list.at, "a list of conditions is expected here", "write `all([a, b])`");
            return None;
        };
        if items.is_empty() {
            self.error(
                "empty-list",
                list.at,
                "the list of conditions is empty",
                "an empty `all` always holds and an empty `any` never does; write the conditions",
            );
        }
        self.quorum(quorum, items, at, scope)
    }

    /// Warns of a body that does not look at its variable: it comes to the same for every year or record.
    pub(super) fn unused_variable(&mut self, body: &Expr, variable: &str, at: Position, what: &str) {
        let mut used = false;
        body.visit(&mut |part| {
            used |= match &part.kind {
                K::Field { variable: of, .. } => of == variable,
                K::InYear(_, Year::Variable(of)) | K::Growth(_, Year::Variable(of)) => of == variable,
                _ => false,
            };
        });
        if !used {
            let name = variable.split('#').next().unwrap_or(variable);
            let message = format!("the variable `{name}` is not used, so every {what} is asked the same");
            let help = match what {
                "year" => format!("write `fact[{name}]` where the year counts, or leave out the closure"),
                _ => format!("write `{name}.field` where the record counts, or leave out the closure"),
            };
            self.warning("unused", at, message, help);
        }
    }

    /// The name of a yearly fact, and its type in one year.
    pub(super) fn yearly_fact(
        &mut self,
        written: &Written,
        scope: &Scope,
        example: &str,
    ) -> Option<(FactId, Type)> {
        let W::Name(name) = &written.kind else {
            let help = format!("write `{example}`");
            self.error("not-a-name", written.at, "a yearly fact is expected here", help);
            return None;
        };
        let ty = self.yearly(name, written.at, scope)?;
        Some((FactId::new(name), ty))
    }

    pub(super) fn growth(
        &mut self,
        op: CompareOp,
        arguments: &[Written],
        rate: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let [fact, years] = arguments else {
            return self.wrong_arguments("compound_growth", at);
        };
        let (fact, ty) = self.yearly_fact(fact, scope, "compound_growth(main_revenue, 2)")?;
        let years = self.years(years)?;
        let rate = self.expr(rate, scope)?;
        if rate.ty != Type::Percentage || !ty.is_quantity() {
            let message = format!("a growth rate is a percentage, and this is {}", described(&rate.ty));
            self.error(
                "type-mismatch",
                rate.at,
                message,
                "write `compound_growth(main_revenue, 2) >= percent(5)`",
            );
            return None;
        }
        Some(Expr { kind: K::CompareGrowth { fact, years, op, rate: Box::new(rate) }, ty: Type::YesNo, at })
    }

    /// A function of the policy, put in place with its arguments: pure, not recursive.
    fn user_call(&mut self, name: &str, arguments: &[Written], at: Position, scope: &Scope) -> Option<Expr> {
        let Some(declaration) = self.symbols.functions.get(name).copied() else {
            if is_function(name) {
                return self.wrong_arguments(name, at);
            }
            if self.unread.may_declare(name) {
                return None;
            }
            let known =
                FUNCTIONS.iter().map(|(known, _)| *known).chain(self.symbols.functions.keys().copied());
            let help = match did_you_mean(name, known.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the functions are: {}", known.collect::<Vec<_>>().join(", ")),
            };
            self.error("unknown-function", at, format!("`{name}` is not a function"), help);
            return None;
        };
        let names = parameters(declaration);
        if names.len() != arguments.len() {
            let message =
                format!("`{name}` takes {} arguments, and {} are given", names.len(), arguments.len());
            self.error("wrong-arguments", at, message, format!("write `{name}({})`", names.join(", ")));
            return None;
        }
        if self.calls.iter().any(|calling| calling == name) || self.calls.len() >= MAX_CALL_DEPTH {
            self.error(
                "recursive",
                at,
                format!(
                    "`{name}` calls itself, or functions call each other more than {MAX_CALL_DEPTH} deep"
                ),
                "a function of the policy is a short name for one expression; it cannot repeat itself",
            );
            return None;
        }
        self.used.insert(name.to_owned());
        let mut inner = Scope { closed: true, place: scope.place, ..Scope::default() };
        for (parameter, argument) in names.iter().zip(arguments) {
            let argument = self.expr(argument, scope)?;
            self.nodes += size(&argument);
            inner.variables.insert((*parameter).to_owned(), Variable::Argument(argument));
        }
        self.calls.push(name.to_owned());
        let result = declaration.expr("body").and_then(|body| self.expr(body, &inner));
        self.calls.pop();
        result.map(|expr| Expr { at, ..expr })
    }

    fn wrong_arguments(&mut self, name: &str, at: Position) -> Option<Expr> {
        let example = FUNCTIONS.iter().find(|(known, _)| *known == name).map_or(name, |(_, example)| example);
        self.error(
            "wrong-arguments",
            at,
            format!("`{name}` is not called like this"),
            format!("write `{example}`"),
        );
        None
    }
}

/// Whether the language has a function of this name.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.iter().any(|(known, _)| *known == name)
}

/// How many nodes an expression has; what a function puts in place is counted each time.
pub(super) fn size(expr: &Expr) -> usize {
    let mut count = 0;
    expr.visit(&mut |_| count += 1);
    count
}
