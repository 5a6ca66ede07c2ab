//! Values that may be known, open within bounds, none or undefined, and exact arithmetic on them.

use super::{Doubt, Truth};
use gradus_dsl::Number;
use std::collections::BTreeSet;

/// The value of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// It exists not: every comparison with it is false, and so is it as a condition.
    None,
    Truth(Truth),
    /// Yes, no, or none: a missing answer that may turn out not to exist. As a condition it is open.
    TruthOrNone(Doubt),
    Number(Range),
    Text(Texts),
    /// It has no value, and no further fact gives it one.
    Undefined(Doubt),
}

/// A quantity between bounds; exact where both are the same and nothing is in doubt. Dates are days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) low: Option<Number>,
    pub(crate) high: Option<Number>,
    /// Whether it may turn out to be none.
    pub(crate) none: bool,
    /// Whether it may turn out to be undefined.
    pub(crate) undefined: bool,
    pub(crate) doubt: Doubt,
}

/// A text out of some; any text where `among` is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) among: Option<BTreeSet<String>>,
    /// Whether it may turn out to be none. Nothing makes a text undefined; which one it is may be.
    pub(crate) none: bool,
    pub(crate) doubt: Doubt,
}

impl Value {
    pub(crate) fn number(number: Number) -> Self {
        Self::Number(Range::exact(number))
    }

    pub(crate) fn text(text: &str) -> Self {
        let among = Some(BTreeSet::from([text.to_owned()]));
        Self::Text(Texts { among, none: false, doubt: Doubt::default() })
    }

    /// How many things it is in doubt about.
    pub(crate) fn doubts(&self) -> usize {
        match self {
            Self::None | Self::Truth(Truth::Yes | Truth::No) => 0,
            Self::Truth(Truth::Open(doubt)) | Self::TruthOrNone(doubt) | Self::Undefined(doubt) => {
                doubt.size()
            }
            Self::Number(range) => range.doubt.size(),
            Self::Text(texts) => texts.doubt.size(),
        }
    }

    /// What it is in doubt about.
    pub(crate) fn doubt(&self) -> Doubt {
        match self {
            Self::None | Self::Truth(Truth::Yes | Truth::No) => Doubt::default(),
            Self::Truth(Truth::Open(doubt)) | Self::TruthOrNone(doubt) | Self::Undefined(doubt) => {
                doubt.clone()
            }
            Self::Number(range) => range.doubt.clone(),
            Self::Text(texts) => texts.doubt.clone(),
        }
    }
}

impl Texts {
    /// The one text it is.
    pub(crate) fn exact(&self) -> Option<&str> {
        self.only().filter(|_| !self.none)
    }

    /// The one text it is, where it is one.
    pub(super) fn only(&self) -> Option<&str> {
        self.among.as_ref().filter(|among| among.len() == 1)?.first().map(String::as_str)
    }
}

impl Range {
    pub(crate) fn exact(number: Number) -> Self {
        Self { low: Some(number.clone()), high: Some(number), ..Self::default() }
    }

    /// The one number it is.
    pub(crate) fn known(&self) -> Option<&Number> {
        self.only().filter(|_| !self.none && !self.undefined)
    }

    /// The one number it is, where it is one.
    fn only(&self) -> Option<&Number> {
        self.low.as_ref().filter(|low| self.high.as_ref() == Some(low))
    }

    /// How many binary digits its longer bound takes.
    pub(crate) fn bits(&self) -> usize {
        let of = |bound: &Option<Number>| bound.as_ref().map_or(0, Number::bits);
        of(&self.low).max(of(&self.high))
    }

    /// With other bounds, keeping what is in doubt in either.
    fn bounded(low: Option<Number>, high: Option<Number>, a: &Self, b: &Self) -> Self {
        Self {
            low,
            high,
            none: a.none || b.none,
            undefined: a.undefined || b.undefined,
            doubt: a.doubt.clone().and(b.doubt.clone()),
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let add = |a: &Option<Number>, b: &Option<Number>| Some(a.clone()? + b.clone()?);
        Self::bounded(add(&self.low, &other.low), add(&self.high, &other.high), self, other)
    }

    pub(crate) fn negated(&self) -> Self {
        let (low, high) = (self.high.clone().map(|n| -n), self.low.clone().map(|n| -n));
        Self { low, high, ..self.clone() }
    }

    /// The product. Where bounds are missing, those that remain are still sound.
    pub(crate) fn times(&self, other: &Self) -> Self {
        let (low, high) = product(self, other);
        Self::bounded(low, high, self, other)
    }

    /// One divided by it; none where it may be zero. A bound that is never reached counts as reached, which at
    /// worst leaves open what could be decided.
    pub(crate) fn inverted(&self) -> Option<Self> {
        let one = Number::from(1);
        let positive = self.low.as_ref().is_some_and(|low| !low.is_negative() && !low.is_zero());
        let negative = self.high.as_ref().is_some_and(Number::is_negative);
        if !positive && !negative {
            return None;
        }
        let over = |bound: &Option<Number>| match bound {
            Some(bound) => one.divided_by(bound),
            None => Some(Number::zero()),
        };
        let mut inverse = Self { low: over(&self.high), high: over(&self.low), ..self.clone() };
        if self.low.is_none() || self.high.is_none() {
            inverse.doubt.loose = true;
        }
        Some(inverse)
    }

    /// Each bound put through something that keeps the order of numbers and moves in steps.
    pub(crate) fn stepped(self, step: impl Fn(&Number) -> Number) -> Self {
        let (low, high) = (self.low.as_ref().map(&step), self.high.as_ref().map(&step));
        Self { low, high, none: self.none, undefined: self.undefined, doubt: self.doubt.in_steps() }
    }

    /// It, or zero: what counts only where something holds that is not known.
    pub(crate) fn or_zero(mut self) -> Self {
        let zero = Number::zero();
        self.low = self.low.map(|low| low.min(zero.clone()));
        self.high = self.high.map(|high| high.max(zero));
        self
    }

    /// At most a number.
    pub(crate) fn capped(mut self, most: &Number) -> Self {
        let cap = |bound: Number| if bound > *most { most.clone() } else { bound };
        self.low = self.low.map(cap);
        self.high = Some(self.high.map_or_else(|| most.clone(), cap));
        self
    }
}

/// The bounds of a product; an absent bound is infinite.
fn product(a: &Range, b: &Range) -> (Option<Number>, Option<Number>) {
    let zero = Number::zero();
    if a.only() == Some(&zero) || b.only() == Some(&zero) {
        return (Some(zero.clone()), Some(zero));
    }
    if let (Some(al), Some(ah), Some(bl), Some(bh)) = (&a.low, &a.high, &b.low, &b.high) {
        let mut corners = [(al, bl), (al, bh), (ah, bl), (ah, bh)].map(|(x, y)| x.clone() * y.clone());
        corners.sort();
        let [low, _, _, high] = corners;
        return (Some(low), Some(high));
    }
    let from_zero = |range: &Range| range.low.as_ref().is_some_and(|low| !low.is_negative());
    let up_to_zero = |range: &Range| range.high.as_ref().is_some_and(|high| *high <= zero);
    let both = |x: &Option<Number>, y: &Option<Number>| Some(x.clone()? * y.clone()?);
    match (from_zero(a), from_zero(b), up_to_zero(a), up_to_zero(b)) {
        (true, true, ..) => (both(&a.low, &b.low), both(&a.high, &b.high)),
        (_, _, true, true) => (both(&a.high, &b.high), both(&a.low, &b.low)),
        (true, _, _, true) => (both(&a.high, &b.low), both(&a.low, &b.high)),
        (_, true, true, _) => (both(&a.low, &b.high), both(&a.high, &b.low)),
        _ => match (a.only(), b.only()) {
            // An exact factor scales the bounds there are.
            (Some(by), _) => scaled(b, by),
            (_, Some(by)) => scaled(a, by),
            _ => (None, None),
        },
    }
}

fn scaled(range: &Range, by: &Number) -> (Option<Number>, Option<Number>) {
    let (low, high) = (range.low.clone().map(|n| n * by.clone()), range.high.clone().map(|n| n * by.clone()));
    if by.is_negative() { (high, low) } else { (low, high) }
}
