//! Hostile sizes: the split into cases and the search for ways stop at their limits, and say so.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the test times the engine, not an answer"
)]

mod support;

use gradus::{Advice, Decision, Engine, FactValue, Facts, Policy, Ruling};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use std::time::{Duration, Instant};
use support::*;

/// Generous for a machine that builds beside it; alone each takes a fraction of a second.
const MOST: Duration = Duration::from_secs(5);

fn timed<T>(what: &str, of: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let value = of();
    println!("{what}: {:?}", begun.elapsed());
    assert!(begun.elapsed() < MOST, "{what}: {:?}", begun.elapsed());
    value
}

fn ruled(what: &str, policy: Policy, facts: Facts) -> Ruling {
    let engine = Engine::new(vec![policy]).unwrap();
    timed(what, || engine.rule(&ask(facts)).unwrap())
}

fn advised(what: &str, policy: Policy, facts: Facts) -> Advice {
    let engine = Engine::new(vec![policy]).unwrap();
    timed(what, || engine.advise(&ask(facts)).unwrap())
}

fn x(index: usize) -> String {
    format!("x{index}")
}

fn numbers(count: usize) -> Vec<Fact> {
    (0..count).map(|index| Fact { min: Some(n("0")), ..fact(&x(index), Type::Number) }).collect()
}

fn number(value: i64) -> Expr {
    num(&value.to_string(), Type::Number)
}

/// A score of lines of three bands, of which each fact has one.
fn score_of(count: usize) -> Policy {
    let mut policy = one_rule(numbers(count), expr(ExprKind::Passes("s".into()), Type::YesNo));
    let line = |index: usize| Indicator {
        id: format!("line{index}").as_str().into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("5"),
        status: None,
        points: edges(given(&x(index), Type::Number), &[("0", "0"), ("10", "3"), ("20", "5")], Type::Points),
    };
    policy.scores = vec![Score {
        id: "s".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("100"),
        pass: Some(n("60")),
        status: None,
        groups: Vec::new(),
        indicators: (0..count).map(line).collect(),
    }];
    policy
}

#[test]
fn more_cases_than_are_split_leave_the_list_as_it_was() {
    let ruling = ruled("score", score_of(20), Facts::new());
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!((ruling.missing.len(), ruling.missing_is_exact), (20, false));
}

#[test]
fn a_thousand_equations_on_one_fact() {
    let same = |value| cmp(CompareOp::Equal, given("x0", Type::Number), number(value));
    let ruling = ruled("equations", one_rule(numbers(1), some_of((0..1000).map(same))), Facts::new());
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.missing.len(), 1);
}

#[test]
fn dense_sums_do_not_explode() {
    let sum = |row: i64| {
        (0..14)
            .map(|index| {
                let factor = number((row * 7 + i64::try_from(index).unwrap() * 5) % 11 - 5);
                op(Operator::Multiply, given(&x(index), Type::Number), factor)
            })
            .reduce(|a, b| op(Operator::Add, a, b))
            .unwrap()
    };
    let rule = all((0..14).map(|row| at_least(sum(row), number(row % 3))));
    let ruling = ruled("sums", one_rule(numbers(14), rule), Facts::new());
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert!(!ruling.missing.is_empty());
}

#[test]
fn many_facts_tied_to_one() {
    let yearly =
        |id: String| Fact { at_most: Some("x0".into()), ..fact(&id, Type::Yearly(Box::new(Type::Money))) };
    let mut facts: Vec<Fact> = (1..40).map(|index| yearly(x(index))).collect();
    facts.push(fact("x0", Type::Yearly(Box::new(Type::Money))));
    let rule = all((1..40).map(|index| {
        cmp(CompareOp::Above, prior(&x(index), 0), op(Operator::Multiply, prior("x0", 0), number(2)))
    }));
    let ruling = ruled("ties", one_rule(facts, rule), Facts::new());
    // A part is never above twice the whole, unless the whole is below zero.
    assert_eq!(ruling.decision, Decision::Undetermined);
}

#[test]
fn many_facts_that_change() {
    let mut policy = score_of(20);
    for fact in &mut policy.facts {
        fact.changeable = true;
    }
    let facts = (0..20).fold(Facts::new(), |facts, index| facts.with(x(index), 5));
    let advice = advised("advice on a score", policy.clone(), facts);
    // Sixty points take twelve lines of five, far more than three.
    assert_eq!(advice.decision, Decision::Ineligible);
    assert!(advice.ways.is_empty());
    let near =
        (0..20).fold(Facts::new(), |facts, index| facts.with(x(index), if index < 10 { 20 } else { 5 }));
    let advice = advised("advice near the mark", policy, near);
    // Ten points are missing: two lines to twenty; all pairs of the ten that are low.
    assert_eq!(advice.ways.first().map(|way| way.changes.len()), Some(2));
    assert!(advice.ways.len() >= 20, "{}", advice.ways.len());
}

#[test]
fn long_lists_beside_a_condition_that_is_split() {
    let fields = vec![Field { name: "in_use".into(), ty: Type::YesNo }];
    let mut facts = numbers(8);
    facts.push(fact("l", Type::List(fields)));
    let twice = (0..8).map(|index| {
        let at = given(&x(index), Type::Number);
        some_of([at_least(at.clone(), number(3)), cmp(CompareOp::Below, at, number(2))])
    });
    let records = vec![FactValue::record([("in_use", true)]); 10_000];
    let ruling = ruled("list", one_rule(facts, all(twice)), Facts::new().with("l", records));
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.missing.len(), 8);
}
