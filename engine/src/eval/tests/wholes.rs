//! Random small policies on partial facts against every way of filling them in, without the split by cases: what the
//! evaluator decides, the bounds it gives, and what it names.

use super::super::value::{Range, Texts};
use super::super::{Answers, Doubt, Evaluator, Model, Need, Truth, Value};
use crate::facts::{Known, validate};
use crate::small;
use crate::support::day;
use gradus_dsl::policy::{Expr, ExprKind, Policy};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Places = Vec<Option<usize>>;

fn known(policy: &Policy, places: &Places) -> Known {
    validate(&small::filled(places).unwrap(), std::slice::from_ref(policy), policy).unwrap()
}

/// Reads an expression; none where it needs a variable of a place around it.
fn read(policy: &Policy, known: &Known, expr: &Expr) -> Option<Value> {
    let (model, answers) = (Model::new(policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, known, &answers, day("2025-06-01"), BTreeMap::new());
    evaluator.read(expr).ok().map(|(value, _)| value)
}

fn judge(policy: &Policy, known: &Known, expr: &Expr) -> Truth {
    let (model, answers) = (Model::new(policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, known, &answers, day("2025-06-01"), BTreeMap::new());
    evaluator.judge(expr).unwrap().0
}

/// Whether what is known of a value allows what it comes to.
pub(super) fn allows(open: &Value, end: &Value) -> bool {
    let within = |range: &Range, end: &Value| match end {
        Value::None => range.none,
        Value::Undefined(_) => range.undefined,
        // Points stay between bounds for good where a line of a score has none.
        Value::Number(end) => {
            let low = range.low.is_none() || (range.low <= end.low && end.low.is_some());
            let high = range.high.is_none() || (end.high <= range.high && end.high.is_some());
            // Of an undefined way that leads to nothing or to what is undefined no number is left to lie within.
            let no_number = end.none && end.undefined && end.low.is_none() && end.high.is_none();
            ((low && high) || no_number) && (range.none || !end.none) && (range.undefined || !end.undefined)
        }
        _ => false,
    };
    let among = |texts: &Texts, end: &Value| match end {
        Value::None => texts.none,
        // It stays one of several where the way to it has no answer.
        Value::Text(end) => {
            let within = texts
                .among
                .as_ref()
                .is_none_or(|among| end.among.as_ref().is_some_and(|end| end.is_subset(among)));
            within && (texts.none || !end.none)
        }
        _ => false,
    };
    match open {
        Value::None => *end == Value::None,
        Value::Undefined(_) => matches!(end, Value::Undefined(_)),
        Value::Number(range) => within(range, end),
        Value::Text(texts) => among(texts, end),
        Value::Truth(Truth::Open(doubt)) if doubt.is_undefined() => is_undefined(end),
        Value::Truth(Truth::Open(_)) => matches!(end, Value::Truth(_) | Value::Undefined(_)),
        Value::Truth(_) => open == end,
        Value::TruthOrNone(_) => matches!(end, Value::Truth(_) | Value::None),
    }
}

fn is_undefined(value: &Value) -> bool {
    match value {
        Value::Undefined(_) => true,
        Value::Truth(Truth::Open(doubt)) => doubt.is_undefined(),
        _ => false,
    }
}

/// Whether it is settled; then nothing is in doubt, and else something is.
pub(super) fn is_settled(value: &Value) -> bool {
    match value {
        Value::None | Value::Truth(Truth::Yes | Truth::No) => true,
        Value::Number(range) => range.known().is_some(),
        Value::Text(texts) => texts.exact().is_some(),
        Value::Undefined(_) | Value::Truth(Truth::Open(_)) | Value::TruthOrNone(_) => false,
    }
}

/// What a value names is missing, and what is undefined has a cause.
fn names_what_is_missing(value: &Value, places: &Places) -> Result<(), TestCaseError> {
    let left_out: BTreeSet<String> = small::domain()
        .into_iter()
        .zip(places)
        .filter_map(|((name, _), place)| place.is_none().then(|| name.to_owned()))
        .collect();
    let doubt = value.doubt();
    for need in doubt.missing.keys() {
        prop_assert!(left_out.contains(&need.to_string()), "{need} is there");
    }
    if !is_settled(value) {
        prop_assert!(doubt != Doubt::default() && value.doubts() > 0, "{value:?}");
    }
    if is_undefined(value) {
        prop_assert!(!doubt.blocked.is_empty() && doubt.missing.is_empty(), "{value:?}");
    }
    prop_assert_eq!(value.doubts(), doubt.size());
    Ok(())
}

/// The expressions within one that have a value of their own.
fn parts<'e>(expr: &'e Expr, all: &mut Vec<&'e Expr>) {
    all.push(expr);
    let closed = matches!(
        expr.kind,
        ExprKind::EachYear { .. } | ExprKind::Count { .. } | ExprKind::OverRecords { .. }
    );
    if !closed {
        expr.parts().into_iter().for_each(|part| parts(part, all));
    }
}

/// Whether a ruling takes the list as exact without a split: nothing is undefined, and no fact bounds another.
fn is_exact(doubt: &Doubt) -> bool {
    let tied = |need: &Need| ["d", "e"].contains(&need.to_string().as_str());
    doubt.is_exact() && doubt.blocked.is_empty() && !doubt.missing.keys().any(tied)
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Every value is within what is known of it, is settled where all facts are, and names only what is missing.
    #[test]
    fn what_is_known_of_a_value_holds(condition in small::condition(), places in small::partly()) {
        let policy = small::small_policy(condition);
        let mut all = Vec::new();
        parts(&policy.eligibilities[0].condition, &mut all);
        let now = known(&policy, &places);
        let completions = small::completions(&places);
        let stride = completions.len() / 40 + 1;
        for expr in all {
            let Some(open) = read(&policy, &now, expr) else { continue };
            names_what_is_missing(&open, &places)?;
            for completion in completions.iter().step_by(stride) {
                let end = read(&policy, &known(&policy, completion), expr).unwrap();
                prop_assert!(allows(&open, &end), "{open:?} and then {end:?}: {expr:?}");
                prop_assert!(is_settled(&end) || (end.doubt().is_undefined() && end.doubts() > 0), "{end:?}");
            }
        }
    }

    /// Where every fact occurs once and the list is called exact, each thing it names decides for some values of the
    /// others; what is decided is so on every completion.
    #[test]
    fn a_condition_says_what_every_completion_says(condition in small::condition(), places in small::partly()) {
        let policy = small::small_policy(condition);
        let condition = &policy.eligibilities[0].condition;
        let truth = judge(&policy, &known(&policy, &places), condition);
        let ends: BTreeMap<Places, String> = small::completions(&places)
            .into_iter()
            .map(|all| {
                let end = judge(&policy, &known(&policy, &all), condition);
                let end = if matches!(end, Truth::Open(_)) { "undefined".to_owned() } else { format!("{end:?}") };
                (all, end)
            })
            .collect();
        let ways: BTreeSet<&str> = ends.values().map(String::as_str).collect();
        match &truth {
            Truth::Yes => prop_assert_eq!(ways, BTreeSet::from(["Yes"])),
            Truth::No => prop_assert_eq!(ways, BTreeSet::from(["No"])),
            Truth::Open(doubt) if doubt.is_undefined() => prop_assert_eq!(ways, BTreeSet::from(["undefined"])),
            Truth::Open(doubt) if is_exact(doubt) && ends.len() <= 200 => {
                for need in doubt.missing.keys() {
                    let place = small::domain().iter().position(|(name, _)| *name == need.to_string()).unwrap();
                    let decides = ends.iter().any(|(one, end)| {
                        ends.iter().any(|(other, other_end)| {
                            end != other_end
                                && one.iter().zip(other).enumerate().all(|(index, (a, b))| index == place || a == b)
                        })
                    });
                    prop_assert!(decides, "{need} does not matter: {ends:?}");
                }
            }
            Truth::Open(_) => {}
        }
    }
}
