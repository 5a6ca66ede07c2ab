//! What is asked of texts and of sets: among which a text is, how it begins, what a set holds.

use super::evaluator::REPORT_STEPS;
use super::value::Range;
use super::{Doubt, Evaluator, Need, Truth, Value};
use crate::facts::Given;
use crate::{Error, FlagKind};
use gradus_dsl::policy::{Expr, Type};
use gradus_dsl::{FactId, Number};
use std::collections::BTreeSet;

/// What is asked of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Whether it is one of some.
    Among,
    /// Whether it begins with one of some.
    Beginning,
}

impl<'a> Evaluator<'a> {
    /// Whether a text is one of some, or begins with one; none is and does neither.
    pub(super) fn text_is(
        &mut self,
        subject: &'a Expr,
        wanted: &'a [String],
        asked: Asked,
    ) -> Result<Truth, Error> {
        let value = self.subject(subject)?;
        let possible = match &value {
            Value::Text(texts) => texts.among.as_ref().map_or(1, BTreeSet::len),
            _ => 1,
        };
        self.step(u64::try_from(wanted.len().saturating_mul(possible)).unwrap_or(u64::MAX))?;
        let answers = |text: &String| match asked {
            Asked::Among => wanted.contains(text),
            Asked::Beginning => wanted.iter().any(|beginning| text.starts_with(beginning.as_str())),
        };
        let (truth, exact) = match &value {
            Value::None => (Truth::No, None),
            Value::Text(texts) => {
                let every =
                    texts.among.as_ref().map(|among| (among.iter().all(answers), among.iter().any(answers)));
                let truth = match every {
                    Some((true, _)) if !texts.none => Truth::Yes,
                    Some((_, false)) => Truth::No,
                    _ => Truth::Open(texts.doubt.clone()),
                };
                (truth, texts.exact())
            }
            _ => return Err(self.mixed(subject)),
        };
        if !matches!(truth, Truth::Open(_)) {
            self.ignore(Some(value.doubt()));
        }
        if self.quiet == 0 {
            self.step(REPORT_STEPS)?;
            let what = self.describe_text(subject, exact, wanted, asked);
            let answer = if matches!(value, Value::None) { Value::None } else { Value::Truth(truth.clone()) };
            self.report_answer(what, &answer, &truth);
        }
        Ok(truth)
    }

    /// Whether a set holds a value.
    pub(super) fn includes(&mut self, fact: &'a FactId, value: &'a str) -> Result<Truth, Error> {
        let truth = match self.set(fact)? {
            Some(values) => Truth::known(values.contains(value)),
            None => Truth::Open(Doubt::missing(Need::Fact(fact.clone()))),
        };
        if self.quiet == 0 {
            self.step(REPORT_STEPS)?;
            let what = self.describe_includes(fact, value);
            self.report_answer(what, &Value::Truth(truth.clone()), &truth);
        }
        Ok(truth)
    }

    /// How many values a set holds; of one that is not known, at most all there are.
    pub(super) fn set_size(&mut self, fact: &'a FactId) -> Result<Value, Error> {
        let size = |size: usize| Number::from(i64::try_from(size).unwrap_or(i64::MAX));
        if let Some(values) = self.set(fact)? {
            return Ok(Value::number(size(values.len())));
        }
        let high = match &self.model.fact(fact)?.ty {
            Type::Set(values) => Some(size(values.len())),
            _ => None,
        };
        let doubt = Doubt::missing(Need::Fact(fact.clone())).in_steps();
        Ok(Value::Number(Range { low: Some(Number::zero()), high, doubt, ..Range::default() }))
    }

    /// The values of a set; none where it is missing.
    fn set(&mut self, fact: &'a FactId) -> Result<Option<&'a BTreeSet<String>>, Error> {
        let declared = self.model.fact(fact)?;
        self.flag(FlagKind::Fact, fact.as_str(), declared.status.as_ref());
        match self.known.get(fact) {
            Some(Given::Set(values)) => Ok(Some(values)),
            None => Ok(None),
            Some(_) => {
                let message = format!(
                    "policy `{}` asks `{fact}` what it holds, and it is no set",
                    self.model.policy.id
                );
                Err(Error::new(crate::ErrorKind::Unchecked, message))
            }
        }
    }
}
