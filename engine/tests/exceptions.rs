//! Exceptions: `criterion X overrides Y when …`, chains of them, and what becomes of two that disagree.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{
    Agencies, Decision, Engine, ErrorKind, Facts, Form, Language, Length, Outcome, Pack, Policy, Why,
};
use gradus_dsl::policy::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::*;

/// The facts the small policies below are about.
const FACTS: [&str; 6] = ["own", "case", "body", "case2", "body2", "other"];

fn yes(id: &str) -> Expr {
    given(id, Type::YesNo)
}

/// A criterion that comes before others in the cases one fact says, with the value of another fact.
fn exception(id: &str, citation: &str, of: &[&str], when: Expr, body: Expr) -> Criterion {
    let because = format!("clause {citation} says so");
    let overrides = Exception { of: of.iter().map(|of| (*of).into()).collect(), because, when };
    Criterion { overrides: Some(overrides), ..criterion(id, citation, body) }
}

/// A policy whose rule asks for `rule`, of its own value `own`, and has these exceptions.
fn policy_with(exceptions: Vec<Criterion>, condition: Expr) -> Policy {
    let mut policy = one_rule(FACTS.iter().map(|id| fact(id, Type::YesNo)).collect(), condition);
    policy.criteria = vec![criterion("rule", "art. 5", yes("own"))];
    policy.criteria.extend(exceptions);
    policy
}

fn one_exception() -> Policy {
    policy_with(vec![exception("young", "art. 6", &["rule"], yes("case"), yes("body"))], met("rule"))
}

fn two_exceptions(condition: Expr) -> Policy {
    let young = exception("young", "art. 6", &["rule"], yes("case"), yes("body"));
    let large = exception("large", "art. 7", &["rule"], yes("case2"), yes("body2"));
    policy_with(vec![young, large], condition)
}

/// Facts from words: `own` is yes, `!own` is no, what is not named is missing.
fn known(words: &str) -> Facts {
    words.split_whitespace().fold(Facts::new(), |facts, word| match word.strip_prefix('!') {
        Some(no) => facts.with(no, false),
        None => facts.with(word, true),
    })
}

fn missing(policy: &Policy, words: &str) -> Vec<String> {
    rule(policy, known(words)).missing.into_iter().map(|missing| missing.path).collect()
}

#[test]
fn an_exception_takes_the_place_of_the_rule_in_its_case_only() {
    use Decision::{Eligible, Ineligible, Undetermined};
    let policy = one_exception();
    for (words, decision) in [
        ("own !case !body", Eligible),
        ("!own !case body", Ineligible),
        ("own case !body", Ineligible),
        ("!own case body", Eligible),
        // The rule's own condition is not asked where the exception surely applies, nor the other way round.
        ("case body", Eligible),
        ("!case !own", Ineligible),
        // Where it is not known whether it applies, both ways decide together.
        ("own body", Eligible),
        ("!own !body", Ineligible),
        ("own !body", Undetermined),
        ("own", Undetermined),
        ("case", Undetermined),
        ("", Undetermined),
    ] {
        assert_eq!(rule(&policy, known(words)).decision, decision, "{words}");
    }
    assert_eq!(missing(&policy, "own !body"), ["case"]);
    assert_eq!(missing(&policy, "own"), ["body", "case"]);
    assert_eq!(missing(&policy, "case"), ["body"]);
}

#[test]
fn exceptions_have_exceptions() {
    let young = exception("young", "art. 6", &["rule"], yes("case"), yes("body"));
    let former = exception("former", "art. 8", &["young"], yes("case2"), yes("body2"));
    let policy = policy_with(vec![young, former], met("rule"));
    let holds = |words: &str| rule(&policy, known(words)).decision == Decision::Eligible;
    assert!(holds("!own case !body case2 body2"));
    assert!(!holds("!own case body case2 !body2"));
    assert!(holds("!own case body !case2 !body2"));
    // The exception to the exception says nothing where the first does not apply.
    assert!(holds("own !case !body case2 !body2"));
    let ruling = rule(&policy, known("!own case !body case2 body2"));
    let named: Vec<_> =
        ruling.findings[0].exceptions.iter().map(|one| (one.id.as_str(), one.of.as_str())).collect();
    assert_eq!(named, [("young", "rule"), ("former", "young")]);
}

#[test]
fn the_finding_names_the_exception_and_why() {
    let ruling = rule(&one_exception(), known("!own case body"));
    let exception = &ruling.findings[0].exceptions[0];
    assert_eq!((exception.applies, exception.outcome), (Outcome::Holds, Outcome::Holds));
    assert_eq!(exception.because, "clause art. 6 says so");
    assert_eq!(exception.clause.citation, "art. 6");
    insta::assert_snapshot!("exception_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("exception_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
    let open = rule(&one_exception(), known("own !body"));
    assert_eq!(open.findings[0].exceptions[0].applies, Outcome::Open);
    insta::assert_snapshot!("exception_open_en", open.render(Length::Full, Form::Text, Language::En));
    // One that does not apply is not named.
    assert!(rule(&one_exception(), known("own !case")).findings[0].exceptions.is_empty());
}

#[test]
fn exceptions_that_agree_are_no_conflict() {
    let policy = two_exceptions(met("rule"));
    assert_eq!(rule(&policy, known("!own case body case2 body2")).decision, Decision::Eligible);
    assert_eq!(rule(&policy, known("own case !body case2 !body2")).decision, Decision::Ineligible);
    // Whether the second applies does not matter where it would say the same.
    assert_eq!(rule(&policy, known("case body body2")).decision, Decision::Eligible);
}

#[test]
fn a_conflict_that_blocks_the_question_is_an_error_that_names_both_clauses() {
    let engine = Engine::new(vec![two_exceptions(met("rule"))]).unwrap();
    let error = engine.rule(&ask(known("own case body case2 !body2"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(
        error.message().contains("young (art. 6)") && error.message().contains("large (art. 7)"),
        "{error}"
    );
    // While it is not known whether both apply, what is missing is named.
    let ruling = engine.rule(&ask(known("own case body !body2"))).unwrap();
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.missing[0].path, "case2");
}

#[test]
fn a_conflict_that_cannot_matter_is_ignored_and_listed() {
    let policy = two_exceptions(some_of([met("rule"), yes("other")]));
    let ruling = rule(&policy, known("own case body case2 !body2 other"));
    assert_eq!(ruling.decision, Decision::Eligible);
    assert_eq!(ruling.ignored[0].why, Why::Conflict);
    assert_eq!(ruling.ignored[0].facts, ["young (art. 6)", "large (art. 7)"]);
    // Where another fact would decide in spite of it, the question is open and the conflict is said.
    let ruling = rule(&policy, known("own case body case2 !body2"));
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(ruling.missing[0].path, "other");
    assert_eq!(ruling.blocked[0].why, Why::Conflict);
    let engine = Engine::new(vec![policy]).unwrap();
    let error = engine.rule(&ask(known("own case body case2 !body2 !other"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
}

/// An exception that comes before another one too decides where both apply.
#[test]
fn an_exception_to_both_comes_first() {
    let young = exception("young", "art. 6", &["rule"], yes("case"), yes("body"));
    let large = exception("large", "art. 7", &["rule", "young"], yes("case2"), yes("body2"));
    let policy = policy_with(vec![young, large], met("rule"));
    assert_eq!(rule(&policy, known("own case body case2 !body2")).decision, Decision::Ineligible);
    assert_eq!(rule(&policy, known("own !case !body case2 body2")).decision, Decision::Eligible);
    assert_eq!(rule(&policy, known("!own case body !case2 !body2")).decision, Decision::Eligible);
}

/// An undefined case leaves the rule undefined, unless both ways say the same.
#[test]
fn a_case_without_an_answer_blocks_unless_it_cannot_matter() {
    let nothing = num("0", Type::Money);
    let undefined = at_least(over(money("1"), nothing), percent("1"));
    let policy = |body: Expr| {
        policy_with(vec![exception("young", "art. 6", &["rule"], undefined.clone(), body)], met("rule"))
    };
    let ruling = rule(&policy(yes("body")), known("own body"));
    assert_eq!(ruling.decision, Decision::Eligible);
    assert_eq!(ruling.ignored[0].why, Why::ZeroDenominator);
    let ruling = rule(&policy(yes("body")), known("own !body"));
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert!(ruling.missing.is_empty());
}

/// What surely decides and has no answer leaves none, whatever else may turn out to decide beside it: nothing that is
/// missing is asked for.
#[test]
fn an_exception_without_an_answer_leaves_none() {
    let undefined = at_least(over(money("1"), num("0", Type::Money)), percent("1"));
    let young = exception("young", "art. 6", &["rule"], yes("case"), undefined);
    let large = exception("large", "art. 7", &["rule"], yes("case2"), yes("body2"));
    let policy = policy_with(vec![young, large], met("rule"));
    for words in ["own case body2", "own case !body2"] {
        let ruling = rule(&policy, known(words));
        assert_eq!(ruling.decision, Decision::Undetermined);
        assert!(ruling.missing.is_empty(), "{words}: {:?}", ruling.missing);
        assert_eq!(ruling.blocked[0].why, Why::ZeroDenominator);
    }
}

/// A policy that never passed the checker may have a circle; it is refused, not followed for ever.
#[test]
fn a_circle_that_nobody_checked_ends_in_an_error() {
    let a = exception("a", "art. 6", &["rule", "b"], yes("case"), yes("body"));
    let b = exception("b", "art. 7", &["a"], yes("case"), yes("body"));
    let engine = Engine::new(vec![policy_with(vec![a, b], met("rule"))]).unwrap();
    let error = engine.rule(&ask(known("own case body"))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::LimitExceeded);
}

#[test]
fn exceptions_are_written_in_the_policy() {
    let text = r#"
        policy p #{ title: #{ en: "p" }, in_force: #{ from: "2022-01-01", to: open } };
        fact profit : money #{ en: "profit" };
        fact founded : date #{ en: "founded" };
        fact orders : money #{ en: "orders" };
        criterion sound "art. 5" #{ en: "makes a profit" } { profit > yuan(0) }
        criterion young "art. 6" #{ en: "has orders" } overrides sound because "notwithstanding article 5" when founded >= date("2023-01-01") { orders >= wan(100) }
        title little_giant "art. 2" #{ en: "little giant" };
        eligibility little_giant "art. 2" { sound }
    "#;
    let checked = Pack::new("p", text).check(&Agencies::empty());
    let policy = checked.usable().unwrap();
    let facts = Facts::new().with("founded", "2024-05-01").with("orders", "999999").with("profit", "5");
    let ruling = rule(&policy, facts.clone());
    assert_eq!(ruling.decision, Decision::Ineligible);
    insta::assert_snapshot!("exception_written_en", ruling.render(Length::Full, Form::Text, Language::En));
    assert_eq!(rule(&policy, facts.with("founded", "2022-12-31")).decision, Decision::Eligible);
}

/// What a set of exceptions means where everything is known, written as directly as it can be: none for a conflict.
fn meaning(id: &str, exceptions: &[Shape], facts: &BTreeMap<String, bool>) -> Option<bool> {
    let said: Vec<Option<bool>> = exceptions
        .iter()
        .filter(|one| one.of.iter().any(|of| of == id) && facts[&one.case])
        .map(|one| meaning(&one.id, exceptions, facts))
        .collect();
    if said.is_empty() {
        return Some(exceptions.iter().find(|one| one.id == id).map_or(facts["own"], |one| facts[&one.body]));
    }
    let first = said[0]?;
    said.iter().all(|value| *value == Some(first)).then_some(first)
}

/// An exception in a random policy: what it comes before, the fact that says when, and the fact that says what.
#[derive(Clone, Debug)]
struct Shape {
    id: String,
    of: Vec<String>,
    case: String,
    body: String,
}

/// Up to four exceptions, each to the rule or to some before it, so that there is no circle.
fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let shape = (1u8..16, 0usize..6, 0usize..6);
    prop::collection::vec(shape, 0..5).prop_map(|all| {
        let shape = |(index, (of, case, body)): (usize, (u8, usize, usize))| {
            let before = std::iter::once("rule".to_owned()).chain((0..index).map(|one| format!("e{one}")));
            let mut of: Vec<String> =
                before.enumerate().filter(|(bit, _)| of & (1 << bit) != 0).map(|(_, id)| id).collect();
            if of.is_empty() {
                of.push("rule".to_owned());
            }
            Shape { id: format!("e{index}"), of, case: FACTS[case].to_owned(), body: FACTS[body].to_owned() }
        };
        all.into_iter().enumerate().map(shape).collect()
    })
}

fn written(shapes: &[Shape], condition: Expr) -> Policy {
    let exceptions = shapes.iter().map(|one| {
        let of: Vec<&str> = one.of.iter().map(String::as_str).collect();
        exception(&one.id, "art. 6", &of, yes(&one.case), yes(&one.body))
    });
    policy_with(exceptions.collect(), condition)
}

fn facts(bits: u8) -> BTreeMap<String, bool> {
    FACTS.iter().enumerate().map(|(bit, id)| ((*id).to_owned(), bits & (1 << bit) != 0)).collect()
}

/// The decision, or none for a conflict that blocks.
fn decided(engine: &Engine, facts: Facts) -> Option<Decision> {
    match engine.rule(&ask(facts)) {
        Ok(ruling) => Some(ruling.decision),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// On complete facts a criterion with exceptions means what the direct reading says.
    #[test]
    fn exceptions_mean_what_the_direct_reading_says(shapes in shapes(), bits in 0u8..64) {
        let facts = facts(bits);
        let given = facts.iter().fold(Facts::new(), |all, (id, value)| all.with(id, *value));
        let decision = decided(&Engine::new(vec![written(&shapes, met("rule"))]).unwrap(), given);
        let expected = meaning("rule", &shapes, &facts).map(|yes| if yes { Decision::Eligible } else { Decision::Ineligible });
        prop_assert_eq!(decision, expected);
    }

    /// P8 and P10: what is decided, and a conflict that blocks, stays so on every way of filling in what is missing;
    /// P11: while it is open, something that is missing is named.
    #[test]
    fn p8_p10_exceptions_survive_every_completion(shapes in shapes(), bits in 0u8..64, left_out in 0u8..64) {
        let engine = Engine::new(vec![written(&shapes, met("rule"))]).unwrap();
        let given = |bits: u8, left_out: u8| {
            let known = facts(bits).into_iter().enumerate().filter(|(bit, _)| left_out & (1 << bit) == 0);
            known.fold(Facts::new(), |all, (_, (id, value))| all.with(id, value))
        };
        // The facts of a map stand in the order of their names.
        let order: Vec<String> = facts(0).into_keys().collect();
        let now = decided(&engine, given(bits, left_out));
        if now == Some(Decision::Undetermined) {
            prop_assert!(!engine.rule(&ask(given(bits, left_out))).unwrap().missing.is_empty());
            return Ok(());
        }
        for completion in 0u8..64 {
            let same = order.iter().enumerate().all(|(bit, id)| {
                left_out & (1 << bit) != 0 || facts(completion)[id] == facts(bits)[id]
            });
            if same {
                prop_assert_eq!(decided(&engine, given(completion, 0)), now);
            }
        }
    }
}
