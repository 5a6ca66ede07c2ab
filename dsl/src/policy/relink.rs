//! Walking an expression to change it: the names it refers to, and the places of its parts.
//!
//! INVARIANT: the matches here list every form of expression, so that a new form does not compile until somebody has
//! said what it refers to. A reference left out would lead to nothing, or to a rule of another text.

use super::{Expr, ExprKind};
use crate::{CriterionId, FactId, NameId, ParameterId, Position, ScoreId, TableId};

/// One name an expression refers to.
#[derive(Debug)]
pub(crate) enum Reference<'e> {
    Fact(&'e mut FactId),
    Parameter(&'e mut ParameterId),
    Name(&'e mut NameId),
    Criterion(&'e mut CriterionId),
    Score(&'e mut ScoreId),
    Table(&'e mut TableId),
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
            | Self::Growth(id, _)
            | Self::MeanGrowth(id, _)
            | Self::Includes(id, _)
            | Self::SetSize(id)
            | Self::OverRecords { list: id, .. }
            | Self::CompareGrowth { fact: id, .. }
            | Self::Count { list: id, .. } => Some(Reference::Fact(id)),
            Self::Parameter(id) => Some(Reference::Parameter(id)),
            Self::Name(id) => Some(Reference::Name(id)),
            Self::Criterion(id) => Some(Reference::Criterion(id)),
            Self::Score(id) | Self::Group(id, _) | Self::Passes(id) => Some(Reference::Score(id)),
            Self::Table(id) => Some(Reference::Table(id)),
            // Titles are shared by all packs and keep their names.
            Self::Eligible(_)
            | Self::Holders(_)
            | Self::Holds(_)
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
            | Self::Bands(..)
            | Self::Among(..)
            | Self::StartsWith(..)
            | Self::HowMany(_)
            | Self::Extreme(..)
            | Self::Round { .. }
            | Self::EveryFull(..)
            | Self::ReferenceDate
            | Self::Elapsed { .. }
            | Self::YearEnd(_) => None,
        }
    }

    fn push_parts<'e>(&'e mut self, waiting: &mut Vec<&'e mut Expr>) {
        match self {
            Self::Arithmetic(_, a, b) | Self::Compare(_, a, b) | Self::Elapsed { from: a, to: b, .. } => {
                waiting.extend([&mut **a, &mut **b])
            }
            Self::Negate(a)
            | Self::Not(a)
            | Self::Bands(a, _)
            | Self::CompareGrowth { rate: a, .. }
            | Self::EachYear { condition: a, .. }
            | Self::Count { condition: a, .. }
            | Self::OverRecords { body: a, .. }
            | Self::Among(a, _)
            | Self::StartsWith(a, _)
            | Self::Round { value: a, .. }
            | Self::EveryFull(a, _)
            | Self::YearEnd(a) => waiting.push(a),
            Self::Quorum(_, list) | Self::HowMany(list) | Self::Extreme(_, list) => waiting.extend(list),
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
            | Self::Holds(_)
            | Self::Field { .. }
            | Self::SumYears(..)
            | Self::MeanYears(..)
            | Self::Growth(..)
            | Self::MeanGrowth(..)
            | Self::Includes(..)
            | Self::SetSize(_)
            | Self::Group(..)
            | Self::Table(_)
            | Self::ReferenceDate => {}
        }
    }
}
