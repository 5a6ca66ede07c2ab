//! `if`, `switch` and bands: where the way is not known, the branches that can still be reached decide together.

use super::value::{Range, Texts};
use super::{Doubt, Evaluator, Truth, Value};
use crate::Error;
use gradus_dsl::Number;
use gradus_dsl::policy::{Band, Expr, Interval, Type};
use std::collections::BTreeSet;

impl<'a> Evaluator<'a> {
    pub(super) fn branches(
        &mut self,
        expr: &'a Expr,
        branches: &'a [(Expr, Expr)],
        last: &'a Expr,
    ) -> Result<Value, Error> {
        let mut doubt = Doubt::default();
        let mut reached = Vec::new();
        for (condition, value) in branches {
            match self.select(|this| this.truth(condition))? {
                Truth::No => {}
                Truth::Yes => {
                    reached.push(self.value(value)?);
                    return self.together(expr, doubt, reached);
                }
                Truth::Open(more) => {
                    doubt = doubt.and(more);
                    reached.push(self.value(value)?);
                }
            }
        }
        reached.push(self.value(last)?);
        self.together(expr, doubt, reached)
    }

    pub(super) fn switch(
        &mut self,
        expr: &'a Expr,
        subject: &'a Expr,
        arms: &'a [(Vec<Expr>, Expr)],
        default: Option<&'a Expr>,
    ) -> Result<Value, Error> {
        let subject_value = self.select(|this| this.subject(subject))?;
        let doubt = subject_value.doubt();
        let mut reached = Vec::new();
        // Values no arm above has taken; none where there is no telling which there are.
        let mut left = possible(&subject_value);
        let anything = left.is_none();
        let mut taken = false;
        for (values, result) in arms {
            let mut here = BTreeSet::new();
            for value in values {
                let value = self.value(value)?;
                here.extend(possible(&value).into_iter().flatten());
            }
            let reachable = match &mut left {
                None => true,
                Some(left) => {
                    let before = left.len();
                    left.retain(|value| !here.contains(value));
                    left.len() < before
                }
            };
            if reachable {
                taken = true;
                reached.push(self.value(result)?);
            }
        }
        let rest = left.as_ref().is_none_or(|left| !left.is_empty());
        let none = may_be_none(&subject_value);
        match default {
            Some(default) if rest || none || !taken => reached.push(self.value(default)?),
            // Nothing is listed for what exists not: false as a condition, none as a value.
            None if none || !taken => reached.push(Value::None),
            _ => {}
        }
        let doubt = if anything { doubt.loosened() } else { doubt };
        self.together(expr, doubt, reached)
    }

    /// The points of the band the subject lies in; zero where it lies in none, and for none.
    pub(super) fn bands(
        &mut self,
        expr: &'a Expr,
        subject: &'a Expr,
        bands: &'a [Band],
    ) -> Result<Value, Error> {
        let range = match self.value(subject)? {
            Value::None => return Ok(Value::number(Number::zero())),
            Value::Number(range) => range,
            Value::Undefined(doubt) => return Ok(Value::Undefined(doubt)),
            _ => return Err(self.mixed(expr)),
        };
        self.step(u64::try_from(bands.len()).unwrap_or(u64::MAX))?;
        let all = Interval::between(range.low.clone(), range.high.clone());
        let reached: Vec<&Band> = bands.iter().filter(|band| band.interval.overlap(&all).is_some()).collect();
        let mut points: Vec<&Number> = reached.iter().map(|band| &band.points).collect();
        let zero = Number::zero();
        let covered = matches!(reached.as_slice(), [one] if one.interval.covers(&all));
        let between = || !Interval::gaps(reached.iter().map(|band| &band.interval), &all).is_empty();
        if range.none || points.is_empty() || (!covered && between()) {
            points.push(&zero);
        }
        let (low, high) = (points.iter().min(), points.iter().max());
        let (low, high) = (low.map(|n| (*n).clone()), high.map(|n| (*n).clone()));
        let doubt = range.doubt.in_steps();
        // None gives zero points, so that the points themselves are never none.
        Ok(Value::Number(Range { low, high, none: false, undefined: range.undefined, doubt }))
    }

    /// What the branches that can be reached say together.
    pub(super) fn together(
        &mut self,
        expr: &Expr,
        doubt: Doubt,
        mut reached: Vec<Value>,
    ) -> Result<Value, Error> {
        let sure = doubt == Doubt::default();
        if sure && reached.len() == 1 {
            let value = reached.pop().unwrap_or(Value::None);
            // A condition that branches is yes or no, never none: the same as where the way is still open.
            let condition = matches!(expr.ty, Type::YesNo);
            return if condition { self.as_truth(expr, value).map(Value::Truth) } else { Ok(value) };
        }
        if matches!(expr.ty, Type::YesNo) {
            return self.truths_together(expr, doubt, reached).map(Value::Truth);
        }
        if reached.iter().all(|value| matches!(value, Value::None)) {
            self.ignore(Some(doubt));
            return Ok(Value::None);
        }
        let undefined = reached.iter().any(|value| matches!(value, Value::Undefined(_)));
        let none = reached.iter().any(|value| matches!(value, Value::None));
        let all =
            reached.iter().fold(doubt.clone(), |all, value| all.and(value.doubt())).put_together().in_steps();
        let (mut numbers, mut texts) = (Vec::new(), Vec::new());
        for value in reached {
            match value {
                Value::Number(range) => numbers.push(range),
                Value::Text(text) => texts.push(text),
                Value::None | Value::Undefined(_) => {}
                Value::Truth(_) | Value::TruthOrNone(_) => return Err(self.mixed(expr)),
            }
        }
        if numbers.is_empty() && texts.is_empty() {
            // Only undefined and none are left: undefined where none is not among them.
            let value = Range { none, undefined, doubt: all.clone(), ..Range::default() };
            return Ok(if none { Value::Number(value) } else { Value::Undefined(all.only_blocked()) });
        }
        if !numbers.is_empty() && !texts.is_empty() {
            return Err(self.mixed(expr));
        }
        if texts.is_empty() { Ok(hull(numbers, none, undefined, all)) } else { Ok(union(texts, none, all)) }
    }

    fn truths_together(&mut self, expr: &Expr, doubt: Doubt, reached: Vec<Value>) -> Result<Truth, Error> {
        let (mut yes, mut no, mut open) = (false, false, false);
        let mut all = doubt.clone();
        let mut undefined = true;
        for value in reached {
            match value {
                Value::Truth(Truth::Yes) => yes = true,
                Value::Truth(Truth::No) | Value::None => no = true,
                Value::Truth(Truth::Open(more)) | Value::TruthOrNone(more) | Value::Undefined(more) => {
                    open = true;
                    undefined &= more.is_undefined();
                    all = all.and(more);
                }
                Value::Number(_) | Value::Text(_) => return Err(self.mixed(expr)),
            }
        }
        if !open && yes != no {
            self.ignore(Some(doubt));
            return Ok(Truth::known(yes));
        }
        // Whichever way it goes there is no answer, or the way itself has none and what is left differs.
        let stuck = open && undefined && !yes && !no;
        Ok(Truth::Open(if stuck { all.only_blocked() } else { all }))
    }
}

/// The values a subject may have, as text; none where there is no telling.
pub(super) fn possible(value: &Value) -> Option<BTreeSet<String>> {
    match value {
        Value::None => Some(BTreeSet::new()),
        Value::Truth(Truth::Yes) => Some(BTreeSet::from(["true".to_owned()])),
        Value::Truth(Truth::No) => Some(BTreeSet::from(["false".to_owned()])),
        Value::Truth(Truth::Open(_)) | Value::TruthOrNone(_) => {
            Some(BTreeSet::from(["true".to_owned(), "false".to_owned()]))
        }
        Value::Text(texts) => texts.among.clone(),
        Value::Number(range) => range.known().map(|n| BTreeSet::from([n.to_string()])),
        Value::Undefined(_) => None,
    }
}

pub(super) fn may_be_none(value: &Value) -> bool {
    match value {
        Value::None | Value::TruthOrNone(_) => true,
        Value::Truth(_) | Value::Undefined(_) => false,
        Value::Number(range) => range.none,
        Value::Text(texts) => texts.none,
    }
}

fn hull(numbers: Vec<Range>, none: bool, undefined: bool, doubt: Doubt) -> Value {
    let low = numbers.iter().map(|range| range.low.clone()).min().flatten();
    let unbounded = numbers.iter().any(|range| range.high.is_none());
    let high = numbers.iter().filter_map(|range| range.high.clone()).max().filter(|_| !unbounded);
    let none = none || numbers.iter().any(|range| range.none);
    let undefined = undefined || numbers.iter().any(|range| range.undefined);
    Value::Number(Range { low, high, none, undefined, doubt })
}

fn union(texts: Vec<Texts>, mut none: bool, doubt: Doubt) -> Value {
    let mut among = Some(BTreeSet::new());
    for text in texts {
        none |= text.none;
        among = among.zip(text.among).map(|(mut all, more): (BTreeSet<String>, _)| {
            all.extend(more);
            all
        });
    }
    Value::Text(Texts { among, none, doubt })
}
