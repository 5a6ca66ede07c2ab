//! The limits of one evaluation, each at its edge, and what steps are counted for.

use super::super::evaluator::{MAX_BITS, MAX_DEPTH, REPORT_STEPS};
use super::super::{Answers, Doubt, Evaluator, Model, Need, Truth, Value};
use super::forms::{known, policy};
use super::missing;
use crate::support::day;
use crate::{ErrorKind, Why};
use gradus_dsl::Number;
use gradus_dsl::policy::{Expr, ExprKind, Type};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Asks something of an evaluator without facts.
fn with_evaluator<T>(ask: impl FnOnce(&mut Evaluator<'_>) -> T) -> T {
    let policy = policy("");
    let (known, model, answers) = (known(&policy, &BTreeMap::new()), Model::new(&policy), Answers::default());
    ask(&mut Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new()))
}

fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr { kind, ty, at: Default::default() }
}

/// A condition so many levels deep.
fn nested(levels: u32) -> Expr {
    let innermost = expr(ExprKind::YesNo(true), Type::YesNo);
    (1..levels).fold(innermost, |inner, _| expr(ExprKind::Not(Box::new(inner)), Type::YesNo))
}

fn read(expr: &Expr) -> Result<Value, ErrorKind> {
    let policy = policy("");
    let (known, model, answers) = (known(&policy, &BTreeMap::new()), Model::new(&policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new());
    evaluator.read(expr).map(|(value, _)| value).map_err(|error| error.kind())
}

#[test]
fn a_condition_is_read_as_deep_as_the_language_goes() {
    assert!(read(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(read(&nested(MAX_DEPTH + 1)), Err(ErrorKind::LimitExceeded));
    assert_eq!(read(&nested(MAX_DEPTH + 2)), Err(ErrorKind::LimitExceeded));
}

#[test]
fn digits_cost_steps_and_too_many_are_refused() {
    with_evaluator(|evaluator| {
        assert_eq!(evaluator.steps(), 0);
        evaluator.spend_bits(640).unwrap();
        assert_eq!(evaluator.steps(), 10);
        evaluator.spend_bits(MAX_BITS).unwrap();
        for bits in [MAX_BITS + 1, MAX_BITS + 2, usize::MAX] {
            assert_eq!(evaluator.spend_bits(bits).unwrap_err().kind(), ErrorKind::LimitExceeded);
        }
    });
}

#[test]
fn how_many_hold_a_title_is_from_nothing_up_until_it_is_told() {
    let holders = expr(ExprKind::Holders("t".into()), Type::Count);
    let Ok(Value::Number(range)) = read(&holders) else { panic!("a quantity") };
    assert_eq!((range.low, range.high), (Some(Number::zero()), None));
    assert_eq!(range.doubt, Doubt::missing(Need::Holders("t".into())));
}

#[test]
fn what_a_known_way_leads_to_stays_what_it_is() {
    let value = it("let it = if c { a } else { b };", &[("c", json!(true))]);
    assert_eq!(value.doubt(), missing("a"));
}

/// What is said of `it` on these facts.
fn it(declarations: &str, facts: &[(&str, Json)]) -> Value {
    let policy = policy(declarations);
    let known = known(&policy, &facts.iter().map(|(place, value)| (*place, Some(value))).collect());
    let (model, answers) = (Model::new(&policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new());
    let named = policy.names.iter().find(|name| name.id.as_str() == "it").map(|name| &name.value);
    let criterion = policy.criteria.iter().find(|one| one.id.as_str() == "it").map(|one| &one.condition);
    evaluator.read(named.or(criterion).unwrap()).unwrap().0
}

#[test]
fn a_row_that_surely_matches_leaves_what_it_leads_to_as_it_is() {
    let rows = "table pay \"2\" first on [c] { row [true] => a; row [false] => b; } let it = pay;";
    assert_eq!(it(rows, &[("c", json!(true))]).doubt(), missing("a"));
    let sum = "table pay \"2\" collect_sum on [c] { row [any] => yuan(1) / p * yuan(1); row [true] => yuan(2); } let it = pay;";
    assert!(matches!(it(sum, &[("c", json!(true)), ("p", json!("0"))]), Value::Undefined(_)));
}

#[test]
fn of_a_quotient_each_part_matters_where_both_go_up_from_zero() {
    let loose =
        |quotient: &str, facts: &[(&str, Json)]| it(&format!("let it = {quotient};"), facts).doubt().loose;
    assert!(!loose("p / q", &[]));
    // With an end, or on both sides of zero, the bounds are lost, and one part may hide the other.
    for quotient in ["zz / q", "p / zz", "z_one / q", "p / a", "a / q"] {
        assert!(loose(quotient, &[]), "{quotient}");
    }
    assert!(loose("p / q", &[("p", json!("1"))]));
}

#[test]
fn a_missing_day_is_a_day_of_the_calendar() {
    for (condition, truth) in [
        ("f >= date(\"0001-01-01\")", Truth::Yes),
        ("f > date(\"9999-12-31\")", Truth::No),
        ("f <= date(\"9999-12-31\")", Truth::Yes),
    ] {
        let declarations = format!("criterion it \"2\" {{ {condition} }}");
        assert_eq!(it(&declarations, &[]), Value::Truth(truth), "{condition}");
    }
}

#[test]
fn a_score_without_a_mark_is_undefined_as_a_condition() {
    let mut policy =
        policy("score sum \"2\" of 4 pass 2 { indicator i \"2\" of 4 { if c { 4 } else { 0 } } }");
    policy.scores[0].pass = None;
    let known = known(&policy, &BTreeMap::new());
    let (model, answers) = (Model::new(&policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new());
    let passes = expr(ExprKind::Passes("sum".into()), Type::YesNo);
    let Truth::Open(doubt) = evaluator.judge(&passes).unwrap().0 else { panic!("it is not decided") };
    assert!(doubt.blocked.iter().any(|cause| cause.why == Why::NoPassMark));
}

#[test]
fn what_makes_a_quotient_undefined_is_found_through_names_and_named_once() {
    // Each name twice in the next: a walk that followed each again would take 2^40 steps.
    let mut names = "let n0 = p - yuan(0) * 2;".to_owned();
    for index in 1..=40 {
        names += &format!("let n{index} = n{0} - n{0};", index - 1);
    }
    let value = it(&format!("{names} let it = a / n40;"), &[("a", json!("1")), ("p", json!("1"))]);
    let Value::Undefined(doubt) = value else { panic!("it is defined: {value:?}") };
    assert_eq!(doubt.blocked.first().unwrap().facts, ["p"]);
    let mut tables = "table t0 \"2\" first on [c] { row [any] => p - yuan(0) * 2; }".to_owned();
    for index in 1..=40 {
        let before = index - 1;
        tables += &format!("table t{index} \"2\" first on [c] {{ row [any] => t{before} - t{before}; }}");
    }
    let value = it(&format!("{tables} let it = a / t40;"), &[("a", json!("1")), ("p", json!("1"))]);
    assert!(value.doubt().blocked.iter().any(|cause| cause.facts == ["c", "p"]), "{value:?}");
    // Of a great many the first are named.
    let facts: String = (0..40).map(|index| format!("fact z{index} : money #{{ en: \"z\" }};")).collect();
    let sum: Vec<String> = (0..40).map(|index| format!("z{index}")).collect();
    let given: Vec<(String, Json)> = sum.iter().map(|name| (name.clone(), json!("0"))).collect();
    let given: Vec<(&str, Json)> = given.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let halves: Vec<String> = sum.chunks(10).map(|some| format!("({})", some.join(" + "))).collect();
    let declarations = format!("{facts} let it = p / ({});", halves.join(" + "));
    let Value::Undefined(doubt) = it(&declarations, &[&given[..], &[("p", json!("1"))]].concat()) else {
        panic!("it is defined")
    };
    assert_eq!(doubt.blocked.first().unwrap().facts.len(), 16);
}

#[test]
fn what_is_shown_costs_more_than_what_is_only_looked_at() {
    let steps = |condition: &str| {
        let policy = policy(&format!("criterion it \"2\" {{ {condition} }}"));
        let (one, two) = (json!("1"), json!("5"));
        let places = BTreeMap::from([("l.0.v", Some(&one)), ("l.1.v", Some(&two)), ("p", Some(&one))]);
        let known = known(&policy, &places);
        let (model, answers) = (Model::new(&policy), Answers::default());
        let mut evaluator = Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new());
        let it = policy.criteria.iter().find(|one| one.id.as_str() == "it").unwrap();
        evaluator.read(&it.condition).unwrap();
        evaluator.steps()
    };
    let once = REPORT_STEPS..2 * REPORT_STEPS;
    for condition in [
        "p > yuan(0)",
        "count(l, |x| x.v > yuan(2)) >= 1",
        "any(l, |x| x.v > yuan(2))",
        "count(l, |x| any(l, |z| z.v > x.v)) >= 1",
        "count(l, |x| among(if x.v > yuan(2) { \"x\" } else { \"y\" }, [\"x\"])) >= 1",
    ] {
        let steps = steps(condition);
        assert!(once.contains(&steps), "{condition}: {steps}");
    }
    assert!(steps("p > yuan(0) and p < yuan(9)") > 2 * REPORT_STEPS);
}

#[test]
fn a_doubt_that_may_not_matter_stays_one() {
    let loose = |doubt: Doubt| doubt.loose;
    assert!(!loose(Doubt::default().put_together()));
    assert!(!loose(missing("a").put_together()));
    assert!(loose(missing("a").loosened().put_together()));
    assert!(loose(missing("a").and(missing("b")).put_together()));
    // In steps alone it matters; beside something else that is missing it may not.
    assert!(!loose(missing("a").in_steps().and(Doubt::default())));
    assert!(loose(missing("a").in_steps().and(missing("b"))));
    assert!(loose(missing("b").and(missing("a").in_steps())));
    assert!(!loose(missing("a").in_steps().of_condition().and(missing("b"))));
    assert!(loose(missing("a").loosened().and(missing("b"))));
    assert!(loose(missing("b").and(missing("a").loosened())));
    assert!(!missing("a").and(missing("a")).is_exact());
    assert!(missing("a").and(missing("b")).is_exact());
    assert!(!missing("a").loosened().is_exact());
    assert_eq!(missing("a").and(super::blocked("b")).size(), 2);
}
