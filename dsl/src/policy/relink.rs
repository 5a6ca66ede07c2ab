//! Walking an expression to change it: the names it refers to, and the places of its parts.
//!
//! INVARIANT: the matches here list every form of expression, so that a new form does not compile until somebody has
//! said what it refers to. A reference left out would lead to nothing, or to a rule of another text.

use super::{Expr, ExprKind};
use crate::{CriterionId, FactId, NameId, ParameterId, Position, ScoreId};

/// One name an expression refers to.
#[derive(Debug)]
pub(crate) enum Reference<'e> {
    Fact(&'e mut FactId),
    Parameter(&'e mut ParameterId),
    Name(&'e mut NameId),
    Criterion(&'e mut CriterionId),
    Score(&'e mut ScoreId),
}

impl Expr {
    /// Calls `change` on every name the expression itself refers to.
    pub(crate) fn relink(&mut self, change: &mut impl FnMut(Reference<'_>)) {
        self.walk_mut(&mut |part| {
            if let Some(reference) = part.kind.reference() {
                change(reference);
            }
        });
    }

    /// Takes out the places of its parts, so that expressions are equal where they say the same.
    pub(crate) fn forget_places(&mut self) {
        self.walk_mut(&mut |part| part.at = Position::default());
    }

    /// Calls `change` on the expression and then on every part of it.
    fn walk_mut(&mut self, change: &mut impl FnMut(&mut Self)) {
        let mut waiting = vec![self];
        while let Some(expr) = waiting.pop() {
            change(expr);
            expr.kind.push_parts(&mut waiting);
        }
    }
}

impl ExprKind {
    fn reference(&mut self) -> Option<Reference<'_>> {
        match self {
            Self::Fact(id)
            | Self::InYear(id, _)
            | Self::SumYears(id, _)
            | Self::MeanYears(id, _)
            | Self::CompareGrowth { fact: id, .. }
            | Self::Count { list: id, .. } => Some(Reference::Fact(id)),
            Self::Parameter(id) => Some(Reference::Parameter(id)),
            Self::Name(id) => Some(Reference::Name(id)),
            Self::Criterion(id) => Some(Reference::Criterion(id)),
            Self::Score(id) | Self::Passes(id) => Some(Reference::Score(id)),
            // Titles are shared by all packs and keep their names.
            Self::Eligible(_)
            | Self::Holders(_)
            | Self::Number(_)
            | Self::YesNo(_)
            | Self::Text(_)
            | Self::Date(_)
            | Self::Field { .. }
            | Self::Arithmetic(..)
            | Self::Negate(_)
            | Self::Compare(..)
            | Self::Not(_)
            | Self::Quorum(..)
            | Self::If(..)
            | Self::Switch(..)
            | Self::EachYear { .. }
            | Self::Bands(..) => None,
        }
    }

    fn push_parts<'e>(&'e mut self, waiting: &mut Vec<&'e mut Expr>) {
        match self {
            Self::Arithmetic(_, a, b) | Self::Compare(_, a, b) => waiting.extend([&mut **a, &mut **b]),
            Self::Negate(a)
            | Self::Not(a)
            | Self::Bands(a, _)
            | Self::CompareGrowth { rate: a, .. }
            | Self::EachYear { condition: a, .. }
            | Self::Count { condition: a, .. } => waiting.push(a),
            Self::Quorum(_, list) => waiting.extend(list),
            Self::If(branches, otherwise) => {
                waiting.extend(branches.iter_mut().flat_map(|(condition, result)| [condition, result]));
                waiting.push(otherwise);
            }
            Self::Switch(subject, cases, otherwise) => {
                waiting.push(subject);
                waiting
                    .extend(cases.iter_mut().flat_map(|(values, result)| values.iter_mut().chain([result])));
                waiting.extend(otherwise.as_deref_mut());
            }
            Self::Number(_)
            | Self::YesNo(_)
            | Self::Text(_)
            | Self::Date(_)
            | Self::Fact(_)
            | Self::InYear(..)
            | Self::Parameter(_)
            | Self::Name(_)
            | Self::Criterion(_)
            | Self::Score(_)
            | Self::Passes(_)
            | Self::Eligible(_)
            | Self::Holders(_)
            | Self::Field { .. }
            | Self::SumYears(..)
            | Self::MeanYears(..) => {}
        }
    }
}
