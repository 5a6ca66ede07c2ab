//! Long lists with gaps: a ruling names some of what is missing and says so, and stays within its limits.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "the test times the engine, not an answer"
)]

mod support;

use gradus::{Decision, Engine, ErrorKind, Facts, Ruling};
use gradus_dsl::policy::*;
use std::time::{Duration, Instant};
use support::*;

const RECORDS: usize = 10_000;

/// `comparisons` times whether so many patents are in use, the count taken once and named.
fn policy(comparisons: usize, condition: Expr) -> Policy {
    let field = |name: &str, ty| Field { name: name.into(), ty };
    let fields = vec![field("in_use", Type::YesNo), field("sales", Type::Money), field("cost", Type::Money)];
    let count = expr(
        ExprKind::Count { list: "patents".into(), variable: "p".into(), condition: Box::new(condition) },
        Type::Count,
    );
    let counted = || expr(ExprKind::Name("counted".into()), Type::Count);
    let parts = (0..comparisons).map(|_| at_least(counted(), num("9990", Type::Count)));
    let mut policy = one_rule(vec![fact("patents", Type::List(fields))], all(parts));
    policy.names = vec![Named { id: "counted".into(), at: Default::default(), value: count }];
    policy
}

fn of_patent(field: &str, ty: Type) -> Expr {
    expr(ExprKind::Field { variable: "p".into(), field: field.into() }, ty)
}

fn ruled(policy: Policy, record: &str) -> Result<Ruling, gradus::Error> {
    let records = vec![record; RECORDS].join(",");
    let facts = Facts::from_json(&format!("{{ \"facts\": {{ \"patents\": [{records}] }} }}")).unwrap();
    let engine = Engine::new(vec![policy]).unwrap();
    let begun = Instant::now();
    let ruling = engine.rule(&ask(facts));
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    ruling
}

#[test]
fn many_records_without_a_field_are_summed_up() {
    let ruling = ruled(policy(1_000, of_patent("in_use", Type::YesNo)), r#"{ "sales": 1 }"#).unwrap();
    assert_eq!(ruling.decision, Decision::Undetermined);
    let paths: Vec<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!(paths.len(), 21);
    assert_eq!(
        (paths[0], paths[19], paths[20]),
        ("patents.0.in_use", "patents.19.in_use", "patents.*.in_use")
    );
    assert!(!ruling.missing_is_exact);
}

#[test]
fn many_records_without_an_answer_are_summed_up() {
    let share = at_least(
        over(of_patent("sales", Type::Money), of_patent("cost", Type::Money)),
        num("1", Type::Percentage),
    );
    let ruling = ruled(policy(1_000, share), r#"{ "sales": 1, "cost": 0 }"#).unwrap();
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.blocked.len(), 21);
    assert!(ruling.blocked.iter().any(|blocked| blocked.facts == ["patents"]));
}

#[test]
fn much_that_is_missing_is_much_work() {
    // Each of these facts is in doubt, and each sum hands on the doubts of those before it.
    let facts: Vec<Fact> = (0..3_000).map(|index| fact(&format!("f{index}"), Type::Number)).collect();
    let name = |index: usize| format!("n{index}");
    let given = |index: usize| given(&format!("f{index}"), Type::Number);
    let mut policy = one_rule(
        facts,
        all((0..3_000).map(|index| {
            let named = expr(ExprKind::Name(name(index).as_str().into()), Type::Number);
            at_least(named, num("1", Type::Number))
        })),
    );
    policy.names = (0..3_000)
        .map(|index| {
            let before = match index {
                0 => num("0", Type::Number),
                _ => expr(ExprKind::Name(name(index - 1).as_str().into()), Type::Number),
            };
            let value = op(gradus_dsl::ast::Operator::Add, before, given(index));
            Named { id: name(index).as_str().into(), at: Default::default(), value }
        })
        .collect();
    let engine = Engine::new(vec![policy]).unwrap();
    let begun = Instant::now();
    let error = engine.rule(&ask(Facts::new())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}
