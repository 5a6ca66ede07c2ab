//! One thing that is open: what values it may have, and what is decided about them.

use super::form::Form;
use super::room::{Room, Wish};
use super::solve::{Relation, Row};
use super::{Key, Stop};
use crate::facts::Given;
use gradus_dsl::policy::Type;
use gradus_dsl::{Date, Number};
use std::collections::BTreeSet;

/// One thing that is not settled.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) key: Key,
    pub(crate) kind: Kind,
    /// Whether it may turn out to be none.
    pub(crate) nullable: bool,
    /// Where a quantity may lie.
    pub(crate) room: Room,
    /// What it is today, where it is given and varied all the same.
    pub(crate) today: Option<Given>,
    /// The quantities it cannot exceed.
    pub(super) at_most: BTreeSet<usize>,
}

/// What values a variable has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A quantity or a day, and how far apart two of its values are for people.
    Quantity {
        whole: bool,
        step: Number,
    },
    YesNo,
    OneOf(Vec<String>),
    Text,
}

/// One decision on the values of variables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Literal {
    Row(Row),
    /// A variable has one of these values.
    In(usize, BTreeSet<Atom>),
    /// It has none of them.
    Out(usize, BTreeSet<Atom>),
}

/// A value that is no quantity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Atom {
    None,
    YesNo(bool),
    Text(String),
}

impl Literal {
    pub(crate) fn row(form: Form, relation: Relation) -> Self {
        Self::Row(Row { form, relation })
    }

    pub(crate) fn is(id: usize, atom: Atom) -> Self {
        Self::In(id, BTreeSet::from([atom]))
    }

    pub(crate) fn is_not(id: usize, atom: Atom) -> Self {
        Self::Out(id, BTreeSet::from([atom]))
    }

    /// What it takes for a variable to have a value; nothing is said of a list or a set.
    pub(crate) fn has(id: usize, value: &Given) -> Vec<Self> {
        let is = |atom| vec![Self::is(id, atom)];
        match value {
            Given::Number(number) => {
                let form = Form::variable(id).minus(&Form::constant(number.clone()));
                vec![Self::row(form, Relation::Zero), Self::is_not(id, Atom::None)]
            }
            Given::None => is(Atom::None),
            Given::YesNo(value) => is(Atom::YesNo(*value)),
            Given::Text(text) => is(Atom::Text(text.clone())),
            Given::Records(_) | Given::Set(_) => Vec::new(),
        }
    }

    /// The variables it speaks of.
    pub(crate) fn variables(&self) -> Vec<usize> {
        match self {
            Self::Row(row) => row.form.terms.keys().copied().collect(),
            Self::In(id, _) | Self::Out(id, _) => vec![*id],
        }
    }
}

impl Variable {
    pub(super) fn of(key: Key, kind: Kind) -> Self {
        Self { key, kind, nullable: false, room: Room::default(), today: None, at_most: BTreeSet::new() }
    }

    pub(crate) fn is_quantity(&self) -> bool {
        matches!(self.kind, Kind::Quantity { .. })
    }

    /// The quantities it cannot exceed.
    pub(crate) fn ceilings(&self) -> impl Iterator<Item = usize> {
        self.at_most.iter().copied()
    }

    pub(crate) fn wish(&self) -> Option<Wish> {
        let Kind::Quantity { whole, step } = &self.kind else { return None };
        let near = match &self.today {
            Some(Given::Number(today)) => Some(today.clone()),
            _ => None,
        };
        let first = near.is_some();
        Some(Wish { whole: *whole, near: near.unwrap_or_else(Number::zero), step: step.clone(), first })
    }
}

pub(super) fn of_type(key: Key, ty: &Type, scale: &Number) -> Result<Variable, Stop> {
    let quantity = |whole: bool, step: Number, low: Option<i64>, high: Option<i64>| Variable {
        room: Room {
            low: low.map(|low| (Number::from(low), false)),
            high: high.map(|high| (Number::from(high), false)),
        },
        ..Variable::of(key.clone(), Kind::Quantity { whole, step })
    };
    Ok(match ty {
        Type::Count => quantity(true, Number::from(1), Some(0), None),
        Type::Rank => quantity(true, Number::from(1), Some(1), None),
        Type::Date => {
            let day = |year, month, day| Date::new(year, month, day).map(Date::days);
            quantity(true, Number::from(1), day(1, 1, 1), day(9999, 12, 31))
        }
        Type::Percentage => {
            let step = Number::fraction(1, 10_000).unwrap_or_else(|| Number::from(1));
            quantity(false, step, None, None)
        }
        Type::Money | Type::Number | Type::Points | Type::Duration(_) => {
            quantity(false, scale.clone(), None, None)
        }
        Type::YesNo => Variable::of(key, Kind::YesNo),
        Type::OneOf(values) => Variable::of(key, Kind::OneOf(values.clone())),
        Type::Text => Variable::of(key, Kind::Text),
        _ => return Err(Stop::Outside),
    })
}
