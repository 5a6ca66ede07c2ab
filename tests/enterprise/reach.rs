//! Facts worked out so that a threshold is asked about, and alone decides what is around it, as far as that is plain.

use super::threshold::{Threshold, constant};
use super::world::{World, of, unit};
use gradus_dsl::Number;
use gradus_dsl::policy::{CompareOp, Expr, ExprKind, Quorum, Type};
use serde_json::{Map, Value, json};
use std::cmp::Ordering;

/// What an operator says of a left side that is less, equal or more; said here anew, so that the law does not ask the
/// code it is about.
#[must_use]
pub fn holds(op: CompareOp, left: Ordering) -> bool {
    match op {
        CompareOp::AtLeast => left != Ordering::Less,
        CompareOp::Above => left == Ordering::Greater,
        CompareOp::AtMost => left != Ordering::Greater,
        CompareOp::Below => left == Ordering::Less,
        CompareOp::Equal => left == Ordering::Equal,
        CompareOp::NotEqual => left != Ordering::Equal,
    }
}

impl World {
    /// Makes what stands around a threshold ask for it: its branch is taken, and no other part decides first.
    pub fn reach(&mut self, threshold: &Threshold) {
        for pair in threshold.site.path.windows(2) {
            self.step(pair[0], pair[1]);
        }
    }

    fn step(&mut self, around: &Expr, inner: &Expr) {
        let is_inner = |expr: &Expr| std::ptr::eq(expr, inner);
        match &around.kind {
            ExprKind::If(branches, _) => {
                for (condition, result) in branches {
                    if is_inner(condition) {
                        return;
                    }
                    self.make(condition, is_inner(result), 0);
                    if is_inner(result) {
                        return;
                    }
                }
            }
            ExprKind::Switch(subject, arms, _) => {
                let arm = arms.iter().find(|(_, result)| is_inner(result));
                if let (Some((values, _)), ExprKind::Fact(fact)) = (arm, &subject.kind)
                    && let Some(ExprKind::Text(value)) = values.first().map(|value| &value.kind)
                {
                    self.facts.insert(fact.to_string(), json!(value));
                }
            }
            ExprKind::Quorum(rule @ (Quorum::All | Quorum::Any), parts) => {
                for part in parts.iter().filter(|part| !is_inner(part)) {
                    self.make(part, *rule == Quorum::All, 0);
                }
            }
            ExprKind::EachYear { years, condition, .. } => {
                for back in 0..*years {
                    self.make(condition, true, back);
                }
            }
            _ => {}
        }
    }

    /// Works the facts out so that a condition holds or fails; what is not plain stays as it is.
    pub(super) fn make(&mut self, condition: &Expr, wanted: bool, back: u8) {
        match &condition.kind {
            ExprKind::Name(id) => {
                if let Some(name) = self.policy.name(id) {
                    self.make(&name.value, wanted, back);
                }
            }
            ExprKind::Criterion(id) => {
                if let Some(criterion) = self.policy.criterion(id) {
                    self.make(&criterion.condition, wanted, back);
                }
            }
            ExprKind::Fact(fact) if condition.ty == Type::YesNo => {
                self.facts.insert(fact.to_string(), json!(wanted));
            }
            ExprKind::Not(inner) => self.make(inner, !wanted, back),
            ExprKind::Compare(op, left, right) => {
                if let (ExprKind::Fact(fact), ExprKind::Text(text)) = (&left.kind, &right.kind) {
                    let other = match self.fact(fact.as_str()).map(|fact| &fact.ty) {
                        Some(Type::OneOf(values)) => values.iter().find(|value| *value != text),
                        _ => None,
                    };
                    let equal = wanted == (*op == CompareOp::Equal);
                    let value = if equal { Some(text) } else { other };
                    self.facts.extend(value.map(|value| (fact.to_string(), json!(value))));
                    return;
                }
                let Some((_, figure)) = constant(self.policy, self.figures, right) else { return };
                let Some(step) = self.unit(left) else { return };
                for (times, order) in [(0, Ordering::Equal), (1, Ordering::Greater), (-1, Ordering::Less)] {
                    let difference = step.clone() * Number::from(times);
                    if holds(*op, order) == wanted && self.set(left, &figure, &difference, back).is_some() {
                        return;
                    }
                }
            }
            ExprKind::EachYear { years, condition, .. } => {
                for back in 0..*years {
                    self.make(condition, wanted, back);
                }
            }
            ExprKind::Quorum(Quorum::All | Quorum::Any, parts) => {
                for part in parts {
                    self.make(part, wanted, back);
                }
            }
            _ => {}
        }
    }

    /// A record of a list of which a condition holds.
    pub(super) fn record(&self, list: &str, variable: &str, condition: &Expr) -> Option<Map<String, Value>> {
        let Type::List(fields) = &self.fact(list)?.ty else { return None };
        let mut record = Map::new();
        for field in fields {
            let value = match &field.ty {
                Type::YesNo => json!(false),
                Type::OneOf(values) => json!(values.first()?),
                Type::Text => json!("text"),
                Type::Date => json!("2020-01-01"),
                _ => json!("1"),
            };
            record.insert(field.name.clone(), value);
        }
        self.suit(&mut record, variable, condition, true)?;
        Some(record)
    }

    fn suit(
        &self,
        record: &mut Map<String, Value>,
        variable: &str,
        condition: &Expr,
        wanted: bool,
    ) -> Option<()> {
        let is_field = |expr: &Expr| match &expr.kind {
            ExprKind::Field { variable: of, field } if of == variable => Some(field.clone()),
            _ => None,
        };
        match &condition.kind {
            ExprKind::Not(inner) => self.suit(record, variable, inner, !wanted)?,
            ExprKind::Quorum(Quorum::All | Quorum::Any, parts) => {
                for part in parts {
                    self.suit(record, variable, part, wanted)?;
                }
            }
            ExprKind::Compare(op, left, right) => {
                let field = is_field(left)?;
                if let ExprKind::Text(text) = &right.kind {
                    if wanted == (*op == CompareOp::Equal) {
                        record.insert(field, json!(text));
                    }
                    return Some(());
                }
                let (_, figure) = constant(self.policy, self.figures, right)?;
                let tried = [(0, Ordering::Equal), (1, Ordering::Greater), (-1, Ordering::Less)];
                let (times, _) = tried.into_iter().find(|(_, order)| holds(*op, *order) == wanted)?;
                let value = figure + unit(&left.ty)? * Number::from(times);
                record.insert(field, in_record(&left.ty, &value)?);
            }
            _ => {
                record.insert(is_field(condition)?, json!(wanted));
            }
        }
        Some(())
    }

    /// One record that meets what is asked of records, but for a field with a value of its own.
    pub(super) fn field_beside(&mut self, records: &Expr, field: &Expr, value: &Number) -> Option<()> {
        let (list, variable, condition) = match &records.kind {
            ExprKind::Count { list, variable, condition } => (list, variable, condition),
            ExprKind::OverRecords { list, variable, body, .. } => (list, variable, body),
            _ => return None,
        };
        let mut record = self.record(list.as_str(), variable, condition)?;
        let ExprKind::Field { field: name, .. } = &field.kind else { return None };
        record.insert(name.clone(), in_record(&field.ty, value)?);
        self.facts.insert(list.to_string(), json!([record]));
        Some(())
    }
}

/// A quantity as a record has it.
fn in_record(ty: &Type, value: &Number) -> Option<Value> {
    let fits = match of(ty) {
        Type::Rank => *value >= Number::from(1),
        Type::Count => !value.is_negative(),
        _ => true,
    };
    let shown = if *ty == Type::Percentage { value.clone() * Number::from(100) } else { value.clone() };
    let text = shown.to_string();
    (fits && !text.contains('/')).then(|| json!(text))
}
