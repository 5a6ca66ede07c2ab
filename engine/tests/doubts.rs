//! What a missing answer may turn out to be: an optional or yearly yes-or-no fact may not exist at all, and a
//! register speaks of its own day.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{Decision, FactValue, Facts, Register};
use gradus_dsl::policy::*;
use support::*;

fn flag() -> Fact {
    Fact { optional: true, ..fact("flag", Type::YesNo) }
}

fn yes(value: bool) -> Expr {
    expr(ExprKind::YesNo(value), Type::YesNo)
}

fn switch(subject: Expr) -> Expr {
    let x = || at_least(given("x", Type::Number), num("1", Type::Number));
    let arms = vec![(vec![yes(true)], x()), (vec![yes(false)], x())];
    expr(ExprKind::Switch(Box::new(subject), arms, None), Type::YesNo)
}

/// Conditions that treat an answer that does not exist otherwise than yes and no alike.
fn conditions() -> Vec<Expr> {
    let flag = || given("flag", Type::YesNo);
    let equal = |op| cmp(op, flag(), yes(true));
    vec![
        switch(flag()),
        some_of([equal(CompareOp::Equal), equal(CompareOp::NotEqual)]),
        not(quorum(Quorum::AtMost(0), [equal(CompareOp::Equal), equal(CompareOp::NotEqual)])),
        cmp(CompareOp::Equal, flag(), flag()),
        either(vec![(switch(flag()), yes(true))], yes(false)),
        switch(either(vec![(given("c", Type::YesNo), flag())], flag())),
    ]
}

#[test]
fn a_missing_answer_that_may_not_exist_decides_nothing() {
    for condition in conditions() {
        let policy = one_rule(
            vec![flag(), fact("x", Type::Number), fact("c", Type::YesNo)],
            all([condition.clone(), at_least(given("x", Type::Number), num("1", Type::Number))]),
        );
        let base = Facts::new().with("x", 1);
        for c in [None, Some(true), Some(false)] {
            let with_c = |facts: Facts| match c {
                Some(value) => facts.with("c", value),
                None => facts,
            };
            let missing = rule(&policy, with_c(base.clone()));
            let after: Vec<Decision> = [FactValue::None, true.into(), false.into()]
                .into_iter()
                .map(|value| rule(&policy, with_c(base.clone()).with("flag", value)).decision)
                .collect();
            let named = missing.missing.iter().any(|one| one.path == "flag");
            let same = after.iter().all(|decision| *decision == missing.decision);
            let open = missing.decision == Decision::Undetermined;
            assert!(same || (open && named), "{condition:?} {c:?}: {:?} then {after:?}", missing.decision);
        }
    }
    let policy = one_rule(vec![flag(), fact("x", Type::Number)], switch(given("flag", Type::YesNo)));
    let ruling = rule(&policy, Facts::new().with("x", 1));
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.missing[0].path, "flag");
    let null = rule(&policy, Facts::new().with("x", 1).with("flag", FactValue::None));
    assert_eq!(null.decision, Decision::Ineligible);
}

#[test]
fn a_yearly_answer_may_not_exist_either() {
    let yearly = fact("audited", Type::Yearly(Box::new(Type::YesNo)));
    let subject = expr(ExprKind::InYear("audited".into(), Year::Prior(0)), Type::YesNo);
    let policy = one_rule(vec![yearly, fact("x", Type::Number)], switch(subject));
    let ruling = rule(&policy, Facts::new().with("x", 1));
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.missing[0].path, "audited.2024");
}

#[test]
fn a_register_speaks_of_its_own_day() {
    let sme = "specialised_sme".into();
    let complete = Register::complete_as_of(day("2025-06-01"));
    assert_eq!(complete.holds(&sme, day("2025-06-01")), Some(false));
    // What ended in 2024 is rightly not on a list of 2025, and what was granted since is not on it yet.
    assert_eq!(complete.holds(&sme, day("2023-06-01")), None);
    assert_eq!(complete.holds(&sme, day("2025-06-02")), None);
    let open_ended = complete.clone().with("specialised_sme", day("2020-05-01"), None);
    assert_eq!(open_ended.holds(&sme, day("2020-04-30")), None);
    assert_eq!(open_ended.holds(&sme, day("2023-06-01")), Some(true));
    assert_eq!(open_ended.holds(&sme, day("2025-06-01")), Some(true));
    assert_eq!(open_ended.holds(&sme, day("2025-06-02")), None);
    let ended = complete.with("specialised_sme", day("2023-05-01"), Some(day("2026-05-01")));
    assert_eq!(ended.holds(&sme, day("2026-04-30")), Some(true));
    assert_eq!(ended.holds(&sme, day("2026-05-01")), None);
}
