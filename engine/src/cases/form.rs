//! Linear forms over open quantities, and quotients of them: what a quantity is on one path, exactly.

use gradus_dsl::Number;
use std::collections::BTreeMap;

/// A sum of variables, each with its factor, and a constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Form {
    /// The factor of each variable, never zero.
    pub(crate) terms: BTreeMap<usize, Number>,
    pub(crate) constant: Number,
}

impl Form {
    pub(crate) fn constant(constant: Number) -> Self {
        Self { terms: BTreeMap::new(), constant }
    }

    pub(crate) fn variable(id: usize) -> Self {
        Self { terms: BTreeMap::from([(id, Number::from(1))]), constant: Number::zero() }
    }

    /// The one number it is, where it has no variable.
    pub(crate) fn known(&self) -> Option<&Number> {
        self.terms.is_empty().then_some(&self.constant)
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        sum.constant = sum.constant + other.constant.clone();
        for (id, factor) in &other.terms {
            let factor = match sum.terms.remove(id) {
                Some(before) => before + factor.clone(),
                None => factor.clone(),
            };
            if !factor.is_zero() {
                sum.terms.insert(*id, factor);
            }
        }
        sum
    }

    pub(crate) fn scaled(&self, by: &Number) -> Self {
        if by.is_zero() {
            return Self::constant(Number::zero());
        }
        let terms = self.terms.iter().map(|(id, factor)| (*id, factor.clone() * by.clone())).collect();
        Self { terms, constant: self.constant.clone() * by.clone() }
    }

    pub(crate) fn negated(&self) -> Self {
        self.scaled(&Number::from(-1))
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// The product, where it is linear: one of the two has no variable.
    pub(crate) fn times(&self, other: &Self) -> Option<Self> {
        match (self.known(), other.known()) {
            (Some(by), _) => Some(other.scaled(by)),
            (_, Some(by)) => Some(self.scaled(by)),
            _ => None,
        }
    }

    /// With another form in the place of a variable.
    pub(crate) fn with(&self, id: usize, other: &Self) -> Self {
        let mut rest = self.clone();
        match rest.terms.remove(&id) {
            Some(factor) => rest.plus(&other.scaled(&factor)),
            None => rest,
        }
    }

    /// Its value where every variable has one.
    pub(crate) fn at<'n>(&self, value: impl Fn(usize) -> Option<&'n Number>) -> Option<Number> {
        let mut sum = self.constant.clone();
        for (id, factor) in &self.terms {
            sum = sum + factor.clone() * value(*id)?.clone();
        }
        Some(sum)
    }

    /// How many binary digits its longest number takes.
    pub(crate) fn bits(&self) -> usize {
        self.terms.values().chain([&self.constant]).map(Number::bits).max().unwrap_or(0)
    }

    /// The number this form is that many times another one with variables, if there is one.
    fn multiple_of(&self, other: &Self) -> Option<Number> {
        let (id, factor) = other.terms.first_key_value()?;
        let times = self.terms.get(id)?.divided_by(factor)?;
        (other.scaled(&times) == *self).then_some(times)
    }
}

/// A quotient of two forms; the lower one is above zero wherever the quotient is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotient {
    pub(crate) top: Form,
    pub(crate) bottom: Form,
}

impl Quotient {
    pub(crate) fn of(top: Form) -> Self {
        Self { top, bottom: Form::constant(Number::from(1)) }
    }

    pub(crate) fn number(number: Number) -> Self {
        Self::of(Form::constant(number))
    }

    /// In its plainest form: a known denominator is divided out, and so is a form it is a multiple of.
    fn plain(top: Form, bottom: Form) -> Self {
        if let Some(by) = bottom.known().and_then(|bottom| Number::from(1).divided_by(bottom)) {
            return Self::of(top.scaled(&by));
        }
        if let Some(times) = top.multiple_of(&bottom) {
            return Self::number(times);
        }
        if top.known().is_some_and(Number::is_zero) {
            return Self::number(Number::zero());
        }
        Self { top, bottom }
    }

    pub(crate) fn known(&self) -> Option<&Number> {
        // The denominator of a plain quotient without variables is one.
        self.bottom.known().and(self.top.known())
    }

    pub(crate) fn negated(&self) -> Self {
        Self { top: self.top.negated(), bottom: self.bottom.clone() }
    }

    /// The sum, where it is a quotient of linear forms.
    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        if self.bottom == other.bottom {
            return Some(Self::plain(self.top.plus(&other.top), self.bottom.clone()));
        }
        let top = self.top.times(&other.bottom)?.plus(&other.top.times(&self.bottom)?);
        Some(Self::plain(top, self.bottom.times(&other.bottom)?))
    }

    /// The product, where it is a quotient of linear forms.
    pub(crate) fn times(&self, other: &Self) -> Option<Self> {
        if self.bottom == other.top {
            return Some(Self::plain(self.top.clone(), other.bottom.clone()));
        }
        if other.bottom == self.top {
            return Some(Self::plain(other.top.clone(), self.bottom.clone()));
        }
        Some(Self::plain(self.top.times(&other.top)?, self.bottom.times(&other.bottom)?))
    }

    /// One divided by it, where its numerator is known to be above zero or, if `negative`, below.
    pub(crate) fn inverted(&self, negative: bool) -> Self {
        if negative {
            Self::plain(self.bottom.negated(), self.top.negated())
        } else {
            Self::plain(self.bottom.clone(), self.top.clone())
        }
    }

    /// A form with the sign of this quotient less another one, where it is linear.
    pub(crate) fn less(&self, other: &Self) -> Option<Form> {
        if self.bottom == other.bottom {
            return Some(self.top.minus(&other.top));
        }
        Some(self.top.times(&other.bottom)?.minus(&other.top.times(&self.bottom)?))
    }

    pub(crate) fn bits(&self) -> usize {
        self.top.bits().max(self.bottom.bits())
    }
}
