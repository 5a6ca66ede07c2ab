//! Dates and years: how much time has gone by, the end of a year, and growth from year to year.

use super::Checker;
use super::exprs::described;
use super::symbols::Scope;
use crate::Position;
use crate::ast::{Expr as Written, Operator};
use crate::policy::{Expr, ExprKind as K, Type, Unit};

/// What adding or subtracting dates and lengths of time gives; none where the operands are no such pair.
pub(super) fn date_arithmetic(operator: Operator, left: &Type, right: &Type) -> Option<Type> {
    match (operator, left, right) {
        (Operator::Add | Operator::Subtract, Type::Date, Type::Duration(_)) => Some(Type::Date),
        (Operator::Subtract, Type::Date, Type::Date) => Some(Type::Duration(Unit::Days)),
        _ => None,
    }
}

impl Checker<'_> {
    pub(super) fn elapsed(
        &mut self,
        unit: Unit,
        from: &Written,
        to: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let word = if unit == Unit::Years { "years_between" } else { "months_between" };
        let example = format!("{word}(founded, reference_date())");
        let (from, to) = (self.day(from, scope, &example), self.day(to, scope, &example));
        let (from, to) = (Box::new(from?), Box::new(to?));
        Some(Expr { kind: K::Elapsed { unit, from, to }, ty: Type::Duration(unit), at })
    }

    pub(super) fn year_end(&mut self, day: &Written, at: Position, scope: &Scope) -> Option<Expr> {
        let day = self.day(day, scope, "year_end(founded)")?;
        Some(Expr { kind: K::YearEnd(Box::new(day)), ty: Type::Date, at })
    }

    fn day(&mut self, written: &Written, scope: &Scope, example: &str) -> Option<Expr> {
        let day = self.expr(written, scope)?;
        if day.ty == Type::Date {
            return Some(day);
        }
        let message = format!("a date is expected here, and this is {}", described(&day.ty));
        self.error("type-mismatch", day.at, message, format!("write `{example}`"));
        None
    }

    /// `growth(fact.last)`, `growth(fact.prior(n))` or `growth(fact[year])`.
    pub(super) fn yearly_growth(&mut self, year: &Written, at: Position, scope: &Scope) -> Option<Expr> {
        let year = self.expr(year, scope)?;
        let example = "write `growth(revenue.last)`, `growth(revenue.prior(1))` or `growth(revenue[y])`";
        match year.kind {
            K::InYear(fact, of) if year.ty.is_quantity() => {
                Some(Expr { kind: K::Growth(fact, of), ty: Type::Percentage, at })
            }
            K::InYear(..) => {
                let message = format!("{} does not grow", described(&year.ty));
                self.error("type-mismatch", year.at, message, "growth is taken of quantities");
                None
            }
            _ => {
                self.error("not-yearly", year.at, "growth is taken of one year of a yearly fact", example);
                None
            }
        }
    }

    /// The mean of the growth of the last years.
    pub(super) fn mean_growth(
        &mut self,
        fact: &Written,
        years: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let (fact, ty) = self.yearly_fact(fact, scope, "mean_growth(revenue, 2)")?;
        let years = self.years(years)?;
        if !ty.is_quantity() {
            let message = format!("the years of `{fact}` are {}, and do not grow", described(&ty));
            self.error("type-mismatch", at, message, "growth is taken of quantities");
            return None;
        }
        Some(Expr { kind: K::MeanGrowth(fact, years), ty: Type::Percentage, at })
    }
}
