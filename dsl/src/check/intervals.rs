//! The words for intervals in bands and tables, read against what they speak of, and written for people.

use super::Checker;
use super::domain::Domain;
use super::symbols::Scope;
use crate::ast::{Expr as Written, ExprKind as W};
use crate::policy::{Expr, ExprKind as K, Interval, Type};
use crate::{Date, Number, Position};

/// The words, with one use each for help texts.
pub(crate) const WORDS: [(&str, &str); 6] = [
    ("within", "within(a, b)"),
    ("above_up_to", "above_up_to(a, b)"),
    ("at_least", "at_least(a)"),
    ("above", "above(a)"),
    ("at_most", "at_most(a)"),
    ("below", "below(a)"),
];

impl Checker<'_> {
    /// An interval as written: a word of intervals, `any`, or one figure. None where something is wrong with it.
    pub(super) fn interval(&mut self, written: &Written, domain: &Domain, scope: &Scope) -> Option<Interval> {
        let interval = match &written.kind {
            W::Name(name) if name == "any" => return Some(domain.interval.clone()),
            W::Call(word, arguments) if is_word(word) => {
                let mut edges = Vec::new();
                for argument in arguments {
                    edges.push(self.edge(argument, domain, scope)?);
                }
                let mut edges = edges.into_iter();
                match (word.as_str(), edges.next(), edges.next(), edges.next()) {
                    ("within", Some(low), Some(high), None) => Interval::within(low, high),
                    ("above_up_to", Some(low), Some(high), None) => Interval::above_up_to(low, high),
                    ("at_least", Some(low), None, None) => Interval::at_least(low),
                    ("above", Some(low), None, None) => Interval::above(low),
                    ("at_most", Some(high), None, None) => Interval::at_most(high),
                    ("below", Some(high), None, None) => Interval::below(high),
                    _ => {
                        self.error(
                            "wrong-arguments",
                            written.at,
                            format!("`{word}` is not called like this"),
                            format!("an interval is {}, or `any`", words()),
                        );
                        return None;
                    }
                }
            }
            _ => Interval::exactly(self.edge(written, domain, scope)?),
        };
        self.held(interval, domain, written.at)
    }

    /// An interval in the form its domain has, where values of the domain lie in it.
    pub(super) fn held(&mut self, interval: Interval, domain: &Domain, at: Position) -> Option<Interval> {
        let kept = if domain.whole { interval.of_whole_numbers() } else { interval.clone() };
        if !interval.is_empty() && kept.overlap(&domain.interval).is_some() {
            return Some(kept);
        }
        let message = if interval.is_empty() {
            "no value lies in this interval".to_owned()
        } else if kept.is_empty() {
            "no whole number lies in this interval".to_owned()
        } else {
            format!("no value lies in this interval: all are in {}", domain.shown(None))
        };
        let help = "`within(a, b)` holds a and not b, `above_up_to(a, b)` holds b and not a; check both ends";
        self.error("empty-interval", at, message, help);
        None
    }

    /// A figure written out, of the type of what is looked at, in base units.
    pub(super) fn edge(&mut self, written: &Written, domain: &Domain, scope: &Scope) -> Option<Number> {
        let value = self.expr(written, scope)?;
        let at = value.at;
        // Only the type of what is looked at counts here.
        let stand_in = Expr { kind: K::YesNo(false), ty: domain.ty.clone(), at };
        let (_, value) = self.alike(stand_in, value, at)?;
        let figure = figure(&value);
        if figure.is_none() {
            let help = "write the figure itself, for example `percent(3)`; a figure that changes over time needs a table for each time";
            self.error("not-a-literal", at, "the edge of an interval is a figure", help);
        }
        figure
    }
}

/// Whether a call is a word of intervals.
pub(super) fn is_word(name: &str) -> bool {
    WORDS.iter().any(|(word, _)| *word == name)
}

/// The words of intervals, for help texts.
pub(super) fn words() -> String {
    let words: Vec<String> = WORDS.iter().map(|(_, example)| format!("`{example}`")).collect();
    words.join(", ")
}

/// The number a literal stands for; days are counted.
fn figure(expr: &Expr) -> Option<Number> {
    match &expr.kind {
        K::Number(number) => Some(number.clone()),
        K::Date(date) => Some(Number::from(date.days())),
        K::Negate(inner) => match &inner.kind {
            K::Number(number) => Some(-number.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A quantity as a drafter writes it: `wan(5000)`, `percent(3)`, `date("2025-01-01")`.
pub(super) fn as_written(number: &Number, ty: &Type) -> String {
    let times = |unit: i64| number.divided_by(&Number::from(unit));
    match ty {
        Type::Money => {
            let large = [(100_000_000, "yi"), (10_000, "wan")].into_iter().find_map(|(unit, word)| {
                let amount = times(unit).filter(|amount| amount.is_integer() && !amount.is_zero())?;
                Some(format!("{word}({amount})"))
            });
            large.unwrap_or_else(|| format!("yuan({number})"))
        }
        Type::Percentage => format!("percent({})", number.clone() * Number::from(100)),
        Type::Duration(crate::policy::Unit::Years) => format!("years({number})"),
        Type::Duration(crate::policy::Unit::Months) => format!("months({number})"),
        Type::Duration(crate::policy::Unit::Days) => format!("days({number})"),
        Type::Date => match number.to_i64().and_then(Date::from_days) {
            Some(date) => format!("date(\"{date}\")"),
            None => number.to_string(),
        },
        _ => number.to_string(),
    }
}

/// An interval in words, as a drafter writes it.
pub(super) fn interval_as_written(interval: &Interval, domain: &Domain) -> String {
    let shown = |number: &Number| as_written(number, &domain.ty);
    let alone = interval.example(&domain.step());
    if interval.is_one(domain.whole) {
        return shown(&alone);
    }
    match (&interval.low, &interval.high) {
        (None, None) => "any".to_owned(),
        (Some(low), None) if low.included => format!("at_least({})", shown(&low.at)),
        (Some(low), None) => format!("above({})", shown(&low.at)),
        (None, Some(high)) if high.included => format!("at_most({})", shown(&high.at)),
        (None, Some(high)) => format!("below({})", shown(&high.at)),
        (Some(low), Some(high)) => {
            let (from, to) = (shown(&low.at), shown(&high.at));
            match (low.included, high.included) {
                (true, false) => format!("within({from}, {to})"),
                (false, true) => format!("above_up_to({from}, {to})"),
                (true, true) => format!("at_least({from})` up to and with `{to}"),
                (false, false) => format!("above({from})` and `below({to})"),
            }
        }
    }
}
