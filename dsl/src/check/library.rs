//! The functions of the language over lists, sets, texts, dates and years, and those that round: which is called.

use super::Checker;
use super::symbols::Scope;
use crate::ast::Expr as Written;
use crate::policy::{Expr, ExprKind as K, Extreme, Fold, Type, Unit};
use crate::{Position, Rounding};

impl Checker<'_> {
    /// A call of one of these functions; none where the name, or the number of arguments, is another.
    pub(super) fn library(
        &mut self,
        name: &str,
        arguments: &[Written],
        at: Position,
        scope: &Scope,
    ) -> Option<Option<Expr>> {
        let fold = |name| match name {
            "sum" => Some(Fold::Sum),
            "min" => Some(Fold::Extreme(Extreme::Least)),
            "max" => Some(Fold::Extreme(Extreme::Greatest)),
            "any" => Some(Fold::Any),
            "all" => Some(Fold::All),
            _ => None,
        };
        let rounding = |name| match name {
            "round_down" => Some(Rounding::Down),
            "round_up" => Some(Rounding::Up),
            "round_half_up" => Some(Rounding::HalfUp),
            "round_half_even" => Some(Rounding::HalfEven),
            _ => None,
        };
        Some(match (name, arguments) {
            ("count", [list, lambda]) => self.count(list, lambda, at, scope),
            ("count", [set]) => self.set_size(set, at, scope),
            ("includes", [set, value]) => self.includes(set, value, at, scope),
            ("among", [subject, values]) => self.among(subject, values, at, scope),
            ("starts_with", [subject, beginnings]) => self.starts_with(subject, beginnings, at, scope),
            ("how_many", [list]) => self.how_many(list, at, scope),
            ("least", [list]) => self.extreme(Extreme::Least, list, at, scope),
            ("greatest", [list]) => self.extreme(Extreme::Greatest, list, at, scope),
            ("every_full", [amount, unit]) => self.every_full(amount, unit, at, scope),
            ("reference_date", []) => Some(Expr { kind: K::ReferenceDate, ty: Type::Date, at }),
            ("years_between", [from, to]) => self.elapsed(Unit::Years, from, to, at, scope),
            ("months_between", [from, to]) => self.elapsed(Unit::Months, from, to, at, scope),
            ("year_end", [day]) => self.year_end(day, at, scope),
            ("growth", [year]) => self.yearly_growth(year, at, scope),
            ("mean_growth", [fact, years]) => self.mean_growth(fact, years, at, scope),
            (name, [list, lambda]) if fold(name).is_some() => {
                fold(name).and_then(|fold| self.over_records(name, fold, (list, lambda), at, scope))
            }
            (name, [value, digits]) if rounding(name).is_some() => {
                rounding(name).and_then(|rounding| self.round(rounding, value, digits, at, scope))
            }
            _ => return None,
        })
    }
}
