//! What is left behind for the ruling: what is required, what must not hold, and what only selects a way.

use super::super::{Answers, Entry, Evaluator, Model, Truth};
use super::forms::{known, policy};
use crate::Shown;
use crate::support::day;
use gradus_dsl::policy::CompareOp;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// The comparisons and the declarations asked, a line each.
fn left_behind(declarations: &str) -> Vec<String> {
    let policy = policy(declarations);
    let facts: BTreeMap<&str, Json> = BTreeMap::from([
        ("a", json!("3")),
        ("b", json!("0")),
        ("p", json!("1")),
        ("q", json!("4")),
        ("c", json!(true)),
        ("k", json!(false)),
        ("h.2024", json!(true)),
        ("l.0.v", json!("1")),
        ("l.1.v", json!("5")),
    ]);
    let places = facts.iter().map(|(place, value)| (*place, Some(value))).collect();
    let (known, model, answers) = (known(&policy, &places), Model::new(&policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new());
    let it = policy.criteria.iter().find(|one| one.id.as_str() == "it").unwrap();
    let (_, frame) = evaluator.judge(&it.condition).unwrap();
    let word = |is: bool, word: &'static str| if is { word } else { "" };
    let lines = frame.entries.iter().filter_map(|entry| match entry {
        Entry::Comparison(one) => {
            let operator = match one.operator {
                CompareOp::AtLeast => ">=",
                CompareOp::Above => ">",
                CompareOp::AtMost => "<=",
                CompareOp::Below => "<",
                CompareOp::Equal => "==",
                CompareOp::NotEqual => "!=",
            };
            let line = format!(
                "{} {operator} {}{}",
                one.left.what.en,
                one.right.what.en,
                word(one.selects, ", selects")
            );
            Some(line)
        }
        Entry::Ignored(cause) => Some(format!("{:?} does not matter", cause.facts)),
        Entry::Asked(declared, how) => {
            let how = format!("{}{}", word(how.selects, ", selects"), word(how.denied, ", denied"));
            Some(format!("{declared:?}{how}"))
        }
        _ => None,
    });
    lines.collect()
}

#[track_caller]
fn leaves(condition: &str, expected: &[&str]) {
    let declarations = format!("criterion big \"2\" {{ p > yuan(0) }} criterion it \"2\" {{ {condition} }}");
    assert_eq!(left_behind(&declarations), expected, "{condition}");
}

const BIG: &str = "Criterion(CriterionId(\"big\"))";

#[test]
fn what_must_not_hold_is_turned_round() {
    leaves("a > yuan(1)", &["a > 1 yuan"]);
    leaves("not(a > yuan(1))", &["a <= 1 yuan"]);
    leaves("not(not(a > yuan(1)))", &["a > 1 yuan"]);
    leaves("not(c)", &["c == no"]);
    leaves("not(big)", &[&format!("{BIG}, denied")]);
    leaves("big == false", &[&format!("{BIG}, denied"), "big == no"]);
    leaves("big != true", &[&format!("{BIG}, denied"), "big != yes"]);
    leaves("big == true", &[BIG, "big == yes"]);
}

#[test]
fn of_at_most_and_of_too_many_each_that_does_not_hold_counts() {
    leaves("at_most(1, [a > yuan(1), q > yuan(1)])", &["a <= 1 yuan", "q <= 1 yuan"]);
    leaves("at_least(1, [a > yuan(1), q > yuan(1)])", &["a > 1 yuan", "q > 1 yuan"]);
    // One holds, as it should: they are shown as they are written.
    leaves("exactly(1, [a > yuan(1), q < yuan(1)])", &["a > 1 yuan", "q < 1 yuan"]);
    leaves("exactly(1, [a > yuan(1), q > yuan(1)])", &["a <= 1 yuan", "q <= 1 yuan"]);
    leaves("exactly(1, [a < yuan(1), q < yuan(1)])", &["a < 1 yuan", "q < 1 yuan"]);
}

#[test]
fn what_selects_a_way_is_no_requirement() {
    leaves("if big { a > yuan(1) } else { q > yuan(1) }", &[&format!("{BIG}, selects"), "a > 1 yuan"]);
    // What is denied is what the way asks, not what selects it.
    leaves("not(if big { a > yuan(1) } else { q > yuan(1) })", &[&format!("{BIG}, selects"), "a <= 1 yuan"]);
    leaves(
        "if not(big) { a > yuan(1) } else { q > yuan(1) }",
        &[&format!("{BIG}, selects, denied"), "q > 1 yuan"],
    );
    leaves("if not(a > yuan(1)) { c } else { q > yuan(1) }", &["a <= 1 yuan, selects", "q > 1 yuan"]);
    leaves(
        "how_many([big, a > yuan(1)]) >= 1",
        &[&format!("{BIG}, selects"), "a > 1 yuan, selects", "number of 2 conditions that hold >= 1"],
    );
}

#[test]
fn a_fact_that_is_compared_is_left_behind_with_what_it_is_compared_with() {
    leaves("c", &["c == yes"]);
    leaves("h.last", &["h 2024 == yes"]);
    leaves("c == k", &["c == k"]);
    leaves("h.last != k", &["h 2024 != k"]);
}

#[test]
fn what_is_undefined_and_does_not_matter_is_left_behind() {
    let either = "if a / b > percent(100) { \"y\" } else { \"y\" }";
    let quotient = "a / b > 100%, selects";
    leaves(
        &format!("({either}) == \"y\""),
        &[quotient, "[\"b\"] does not matter", "the value of the case that applies == y"],
    );
    leaves(
        &format!("among({either}, [\"x\", \"y\"])"),
        &[
            quotient,
            "[\"b\"] does not matter",
            "the value of the case that applies (y) is one of x, y == yes",
        ],
    );
    // Where it matters nothing is said to be ignored.
    leaves("a / b > percent(100)", &["a / b > 100%"]);
}

#[test]
fn a_growth_that_is_decided_by_bounds_is_not_known() {
    let policy = policy("criterion it \"2\" { compound_growth(o, 1) < percent(-200) }");
    let last = json!("5");
    let known = known(&policy, &BTreeMap::from([("o.2024", Some(&last))]));
    let (model, answers) = (Model::new(&policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, &known, &answers, day("2025-06-01"), BTreeMap::new());
    let (truth, frame) = evaluator.judge(&policy.criteria[0].condition).unwrap();
    assert_eq!(truth, Truth::No);
    let [Entry::Comparison(comparison)] = &frame.entries[..] else { panic!("one comparison") };
    assert_eq!(comparison.left.value, Shown::Unknown);
}

#[test]
fn what_is_compared_for_each_record_is_not_left_behind() {
    leaves("count(l, |x| x.v > yuan(2)) >= 1", &["number of l that qualify >= 1"]);
    leaves("count(l, |x| growth(r.last) > percent(5)) >= 1", &["number of l that qualify >= 1"]);
    leaves("any(l, |x| x.v > yuan(2))", &["number of l that qualify >= 1"]);
}
