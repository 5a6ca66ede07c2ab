//! What is made of several values: how many conditions hold, the least and the greatest; rounding; full times.

use super::Checker;
use super::exprs::described;
use super::symbols::Scope;
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{Expr, ExprKind as K, Extreme, Quorum, Type};
use crate::{Position, Rounding};

/// Most digits after the point a text rounds to.
const MAX_DIGITS: u8 = 12;

impl Checker<'_> {
    pub(super) fn how_many(&mut self, list: &Written, at: Position, scope: &Scope) -> Option<Expr> {
        let quorum = self.quorum_list(Quorum::All, list, at, scope)?;
        let K::Quorum(_, conditions) = quorum.kind else { return None };
        Some(Expr { kind: K::HowMany(conditions), ty: Type::Count, at })
    }

    /// `least` or `greatest` of quantities or dates of one type.
    pub(super) fn extreme(
        &mut self,
        end: Extreme,
        list: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let word = if end == Extreme::Least { "least" } else { "greatest" };
        let W::Array(items) = &list.kind else {
            let help = format!("write `{word}([a, b])`");
            self.error("not-a-list", list.at, "a list of values is expected here", help);
            return None;
        };
        if items.is_empty() {
            let help = format!("write `{word}([a, b])`");
            self.error("empty-list", list.at, format!("`{word}` of nothing has no value"), help);
            return None;
        }
        let values = self.same_type(items.iter(), at, scope)?;
        let ty = values.first()?.ty.clone();
        if !ty.is_quantity() && ty != Type::Date {
            let message = format!("{} has no order", described(&ty));
            let help = "quantities and dates have a least and a greatest";
            self.error("type-mismatch", list.at, message, help);
            return None;
        }
        Some(Expr { kind: K::Extreme(end, values), ty, at })
    }

    pub(super) fn round(
        &mut self,
        rounding: Rounding,
        value: &Written,
        digits: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let value = self.expr(value, scope)?;
        if !value.ty.is_quantity() || value.ty == Type::Rank {
            let message = format!("{} cannot be rounded", described(&value.ty));
            self.error("type-mismatch", value.at, message, "quantities are rounded: `round_down(x, 1)`");
            return None;
        }
        let places = self.literal(digits)?.to_i64().and_then(|digits| u8::try_from(digits).ok());
        let Some(digits) = places.filter(|digits| *digits <= MAX_DIGITS) else {
            self.error(
                "bad-count",
                digits.at,
                "a number of digits after the point is expected here",
                format!("write a whole number from 0 to {MAX_DIGITS}"),
            );
            return None;
        };
        let ty = value.ty.clone();
        Some(Expr { kind: K::Round { rounding, digits, value: Box::new(value) }, ty, at })
    }

    pub(super) fn every_full(
        &mut self,
        amount: &Written,
        unit: &Written,
        at: Position,
        scope: &Scope,
    ) -> Option<Expr> {
        let (amount, unit) = (self.expr(amount, scope), self.expr(unit, scope));
        let (amount, unit) = self.alike(amount?, unit?, at)?;
        if !amount.ty.is_quantity() || amount.ty == Type::Rank {
            let message = format!("`every_full` is not defined for {}", described(&amount.ty));
            let help = "write `every_full(years_in_niche, years(2))`";
            self.error("type-mismatch", amount.at, message, help);
            return None;
        }
        match unit.kind {
            K::Number(times) if !times.is_negative() && !times.is_zero() => {
                Some(Expr { kind: K::EveryFull(Box::new(amount), times), ty: Type::Number, at })
            }
            _ => {
                self.error(
                    "not-a-literal",
                    unit.at,
                    "a figure above zero is expected here",
                    "write the figure itself, with its unit: `every_full(years_in_niche, years(2))`",
                );
                None
            }
        }
    }
}
