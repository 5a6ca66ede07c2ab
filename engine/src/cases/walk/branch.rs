//! `if` and `switch` on a walk.

use super::{Text, Value, Walk, yes_no};
use crate::cases::variable::Atom;
use crate::cases::{Outcome, Stop};
use gradus_dsl::policy::{CompareOp, Expr, Type};
use std::collections::BTreeSet;

impl<'a> Walk<'_, 'a> {
    pub(super) fn branches(
        &mut self,
        expr: &'a Expr,
        branches: &'a [(Expr, Expr)],
        last: &'a Expr,
    ) -> Result<Value, Stop> {
        let condition = matches!(expr.ty, Type::YesNo);
        // Where the way itself has no answer, those that can be reached decide together.
        let mut reached: BTreeSet<Outcome> = BTreeSet::new();
        let mut sure = true;
        for (when, value) in branches.iter().map(|(when, value)| (Some(when), value)).chain([(None, last)]) {
            let taken = match when {
                Some(when) => self.truth(when)?,
                None => Outcome::Yes,
            };
            if taken == Outcome::No {
                continue;
            }
            sure &= taken == Outcome::Yes;
            if sure && !condition {
                return self.value(value);
            }
            if !condition {
                return Err(Stop::Outside);
            }
            reached.insert(self.truth(value)?);
            if taken == Outcome::Yes {
                break;
            }
        }
        let mut reached = reached.into_iter();
        Ok(match (reached.next(), reached.next()) {
            (Some(one), None) => yes_no(one),
            _ => Value::Undefined,
        })
    }

    pub(super) fn switch(
        &mut self,
        expr: &'a Expr,
        subject: &'a Expr,
        arms: &'a [(Vec<Expr>, Expr)],
        default: Option<&'a Expr>,
    ) -> Result<Value, Stop> {
        let value = self.value(subject)?;
        let mut result = default;
        for (values, here) in arms {
            if self.arm(&value, values)? {
                result = Some(here);
                break;
            }
        }
        let value = match result {
            Some(result) => self.value(result)?,
            None => Value::None,
        };
        // A condition that branches is yes or no, never none.
        Ok(match (value, &expr.ty) {
            (Value::None, Type::YesNo) => Value::YesNo(false),
            (value, _) => value,
        })
    }

    /// Whether the subject of a switch is one of the values of an arm.
    fn arm(&mut self, subject: &Value, values: &'a [Expr]) -> Result<bool, Stop> {
        let mut texts = BTreeSet::new();
        for value in values {
            let value = self.value(value)?;
            match (subject, value) {
                (Value::None, _) => {}
                (Value::YesNo(a), Value::YesNo(b)) => {
                    if *a == b {
                        return Ok(true);
                    }
                }
                (
                    a @ (Value::Quantity(_) | Value::Stepped(_)),
                    b @ (Value::Quantity(_) | Value::Stepped(_)),
                ) => {
                    if self.compare(CompareOp::Equal, a.clone(), b)? == Outcome::Yes {
                        return Ok(true);
                    }
                }
                (Value::Text(Text::Known(a)), Value::Text(Text::Known(b))) => {
                    if *a == b {
                        return Ok(true);
                    }
                }
                (Value::Text(Text::Open(_)), Value::Text(Text::Known(text))) => {
                    texts.insert(Atom::Text(text));
                }
                _ => return Err(Stop::Outside),
            }
        }
        match subject {
            Value::Text(Text::Open(id)) if !texts.is_empty() => self.among(*id, texts),
            _ => Ok(false),
        }
    }
}
