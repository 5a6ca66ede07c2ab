//! Rulings as a person reads them, and what each part of one means.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{
    Decision, Engine, ErrorKind, FactValue, Facts, FindingKind, Form, Language, Length, Needs, Outcome,
    Ruling,
};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use support::*;

fn complete() -> Facts {
    Facts::new()
        .with_subject("Example Bearings Ltd")
        .with("years_in_niche", 4)
        .with("revenue", FactValue::yearly([(2022, "100000000"), (2023, "98000000"), (2024, "115500000")]))
        .with("rd_expense", FactValue::yearly([(2023, "2940000"), (2024, "4000000.50")]))
        .with("key_link", true)
        .with("platform_score", 72)
        .with_register(holds_sme())
}

#[test]
fn an_eligible_ruling_reads_well() {
    let ruling = rule(&little_giant(), complete());
    assert_eq!(ruling.decision, Decision::Eligible);
    insta::assert_snapshot!("eligible_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("eligible_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
    insta::assert_snapshot!("eligible_json", serde_json::to_string_pretty(&ruling).unwrap());
}

#[test]
fn an_ineligible_ruling_says_by_how_much() {
    let facts = complete()
        .with("years_in_niche", "2.5")
        .with("rd_expense", FactValue::yearly([(2023, "2939999"), (2024, "4000000.50")]));
    let ruling = rule(&little_giant(), facts);
    assert_eq!(ruling.decision, Decision::Ineligible);
    assert_eq!(ruling.decided_by, ["niche_years", "rd_intensity"]);
    insta::assert_snapshot!("ineligible_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("ineligible_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
}

#[test]
fn an_undetermined_ruling_names_what_is_missing_and_who_supplies_it() {
    let facts = Facts::new()
        .with("years_in_niche", 4)
        .with("revenue", FactValue::yearly([(2022, "100000000"), (2023, "98000000"), (2024, "115500000")]))
        .with("rd_expense", FactValue::yearly([(2024, "4000000")]));
    let ruling = rule(&little_giant(), facts);
    assert_eq!(ruling.decision, Decision::Undetermined);
    let paths: Vec<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!(paths, ["key_link", "platform_score", "rd_expense.2023", "register.specialised_sme"]);
    assert!(ruling.missing_is_exact);
    assert!(matches!(&ruling.missing[0].needs, Needs::Judgement { body, .. } if body.as_str() == "miit"));
    insta::assert_snapshot!("undetermined_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("undetermined_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
}

#[test]
fn a_zero_denominator_blocks_and_names_the_fact() {
    let facts = complete()
        .with("revenue", FactValue::yearly([(2022, "100000000"), (2023, "0"), (2024, "115500000")]));
    let ruling = rule(&little_giant(), facts);
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert!(ruling.missing.is_empty());
    assert_eq!(ruling.blocked[0].facts, ["revenue.2023"]);
    insta::assert_snapshot!("blocked_en", ruling.render(Length::Full, Form::Text, Language::En));
}

#[test]
fn what_is_undefined_and_cannot_matter_is_ignored_and_listed() {
    let facts = complete()
        .with("years_in_niche", 1)
        .with("revenue", FactValue::yearly([(2022, "100000000"), (2023, "0"), (2024, "115500000")]));
    let ruling = rule(&little_giant(), facts);
    assert_eq!(ruling.decision, Decision::Ineligible);
    assert_eq!(ruling.ignored.len(), 1);
    assert!(ruling.blocked.is_empty());
}

#[test]
fn a_ruling_survives_json_and_the_order_of_facts_does_not_matter() {
    let ruling = rule(&little_giant(), complete());
    let text = serde_json::to_string(&ruling).unwrap();
    assert_eq!(serde_json::from_str::<Ruling>(&text).unwrap(), ruling);
    let revenue = complete().get("revenue").unwrap().clone();
    let reordered =
        complete().without("revenue").without("key_link").with("key_link", true).with("revenue", revenue);
    assert_eq!(serde_json::to_string(&rule(&little_giant(), reordered)).unwrap(), text);
}

#[test]
fn removing_one_fact_leaves_the_decision_or_asks_for_that_fact() {
    let policy = little_giant();
    for name in ["years_in_niche", "revenue", "rd_expense", "key_link", "platform_score"] {
        for given in [complete(), complete().with("years_in_niche", 1)] {
            let before = rule(&policy, given.clone());
            let after = rule(&policy, given.without(name));
            let asked = after.missing.iter().any(|missing| missing.path.split('.').next() == Some(name));
            assert!(after.decision == before.decision || (after.decision == Decision::Undetermined && asked));
        }
    }
}

#[test]
fn which_text_applies_is_half_open_and_explained() {
    let mut newer = little_giant();
    newer.id = "sample-2026".into();
    newer.in_force = Period { from: day("2026-04-01"), to: None };
    let engine = Engine::new(vec![little_giant(), newer.clone()]).unwrap();
    let mut question = ask(complete());
    for (on, text) in
        [("2022-08-01", "sample-2022"), ("2026-03-31", "sample-2022"), ("2026-04-01", "sample-2026")]
    {
        question.on = day(on);
        let ruling = engine.rule(&question).unwrap();
        assert_eq!(ruling.policy.id.as_str(), text);
        assert!(ruling.policy.why.en.contains(on));
    }
    question.on = day("2022-07-31");
    insta::assert_snapshot!("not_in_force", engine.rule(&question).unwrap_err());
    newer.in_force.from = day("2026-03-01");
    question.on = day("2026-03-15");
    let overlapping = Engine::new(vec![little_giant(), newer]).unwrap();
    insta::assert_snapshot!("ambiguous", overlapping.rule(&question).unwrap_err());
    let pinned = overlapping.rule(&question.clone().under("sample-2022".into())).unwrap();
    assert_eq!(pinned.policy.id.as_str(), "sample-2022");
    question.title = "litle_giant".into();
    insta::assert_snapshot!("unknown_title", overlapping.rule(&question).unwrap_err());
    let other_act = engine.rule(&ask(complete()).act("re_review")).unwrap_err();
    assert_eq!(other_act.kind(), ErrorKind::NotInForce);
}

#[test]
fn a_lapsed_figure_is_an_error_and_never_the_last_known_value() {
    let mut policy = little_giant();
    policy.parameters[0].in_force.to = Some(day("2025-01-01"));
    let error = Engine::new(vec![policy]).unwrap().rule(&ask(complete())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInForce);
    assert!(error.to_string().contains("rd_floor"));
}

#[test]
fn the_day_of_application_sets_the_years() {
    let ruling = Engine::new(vec![little_giant()])
        .unwrap()
        .rule(&ask(complete()).applied_on(day("2024-12-31")))
        .unwrap();
    assert_eq!(ruling.missing[0].path, "rd_expense.2022");
}

#[test]
fn the_register_says_no_only_where_it_is_complete() {
    let policy = little_giant();
    let without = |register| rule(&policy, complete().with_register(register)).decision;
    let day_before = gradus::Register::complete_as_of(day("2025-05-31"));
    assert_eq!(without(gradus::Register::default()), Decision::Undetermined);
    assert_eq!(without(day_before), Decision::Undetermined);
    assert_eq!(without(gradus::Register::complete_as_of(day("2025-06-01"))), Decision::Ineligible);
    let lapsed = gradus::Register::complete_as_of(day("2025-06-01"));
    let lapsed = lapsed.with("specialised_sme", day("2022-06-01"), Some(day("2025-06-01")));
    assert_eq!(without(lapsed), Decision::Ineligible);
    let typo = gradus::Register::default().with("specialized_sme", day("2022-06-01"), None);
    let error = Engine::new(vec![policy]).unwrap().rule(&ask(complete().with_register(typo))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownTitle);
    assert!(error.advice().contains("specialised_sme"), "{error}");
}

#[test]
fn a_criterion_the_rule_does_not_reach_is_not_needed() {
    let mut policy = one_rule(
        vec![fact("a", Type::YesNo), fact("b", Type::YesNo), fact("c", Type::YesNo)],
        either(vec![(met("first"), met("second"))], met("third")),
    );
    policy.criteria = vec![
        criterion("first", "1", given("a", Type::YesNo)),
        criterion("second", "2", given("b", Type::YesNo)),
        criterion("third", "3", given("c", Type::YesNo)),
    ];
    let ruling = rule(&policy, Facts::new().with("a", true).with("b", true));
    let outcomes: Vec<Outcome> = ruling.findings.iter().map(|finding| finding.outcome).collect();
    assert_eq!(outcomes, [Outcome::Holds, Outcome::Holds, Outcome::NotNeeded]);
    assert_eq!(ruling.decided_by, ["first", "second"]);
    // With the way unknown, the branches that can be reached decide together.
    let facts = Facts::new().with("b", true).with("c", true);
    assert_eq!(rule(&policy, facts).decision, Decision::Eligible);
    let open = rule(&policy, Facts::new().with("b", true).with("c", false));
    assert_eq!(open.missing.len(), 1);
    assert_eq!(open.missing[0].path, "a");
}

#[test]
fn one_of_several_ways_that_suffices_is_named_as_deciding() {
    let yes_no = || fact("x", Type::YesNo);
    let mut policy = one_rule(vec![yes_no()], some_of([met("a"), all([met("b"), met("c")])]));
    let truth = |value| expr(ExprKind::YesNo(value), Type::YesNo);
    policy.criteria = vec![
        criterion("a", "1", truth(false)),
        criterion("b", "2", truth(true)),
        criterion("c", "3", truth(true)),
    ];
    assert_eq!(rule(&policy, Facts::new()).decided_by, ["b", "c"]);
    policy.criteria[2].condition = truth(false);
    // No single criterion forces the no: `a` does together with `b` or `c`.
    assert_eq!(rule(&policy, Facts::new()).decided_by, ["a", "c"]);
}

#[test]
fn what_every_case_says_is_decided() {
    let x = || given("x", Type::Number);
    let three = || num("3", Type::Number);
    let mut policy =
        one_rule(vec![fact("x", Type::Number)], some_of([met("large"), met("small"), met("other")]));
    policy.facts.push(fact("other", Type::YesNo));
    policy.criteria = vec![
        criterion("large", "1", at_least(x(), three())),
        criterion("small", "2", cmp(CompareOp::Below, x(), three())),
        criterion("other", "3", given("other", Type::YesNo)),
    ];
    let ruling = rule(&policy, Facts::new());
    assert_eq!(ruling.decision, Decision::Eligible);
    assert!(ruling.decided_by_cases && ruling.missing_is_exact && ruling.missing.is_empty());
    // The third is not needed: the first two cover every case.
    assert_eq!(ruling.decided_by, ["large", "small"]);
    insta::assert_snapshot!("decided_by_cases_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("decided_by_cases_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
    // With a fact that tells the cases apart it is decided as any other ruling.
    let ruling = rule(&policy, Facts::new().with("x", 5));
    assert_eq!((ruling.decision, ruling.decided_by_cases), (Decision::Eligible, false));
}

#[test]
fn past_what_is_split_a_fact_read_twice_only_may_matter() {
    let (x, y) = (|| given("x", Type::Number), || given("y", Type::Number));
    let four = || num("4", Type::Number);
    let product = || op(Operator::Multiply, x(), y());
    let policy = one_rule(
        vec![fact("x", Type::Number), fact("y", Type::Number)],
        some_of([at_least(product(), four()), cmp(CompareOp::Below, product(), four())]),
    );
    let ruling = rule(&policy, Facts::new());
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert!(!ruling.missing_is_exact && !ruling.decided_by_cases);
    // Once one factor is known, all of it is linear.
    assert_eq!(rule(&policy, Facts::new().with("x", 2)).decision, Decision::Eligible);
}

#[test]
fn too_deep_and_too_large_are_refused_and_nothing_overflows() {
    let limit = |policy: Policy, facts| {
        let error = Engine::new(vec![policy]).unwrap().rule(&ask(facts)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded, "{error}");
    };
    let mut chain =
        one_rule(vec![fact("x", Type::Number)], at_least(given("x", Type::Number), num("1", Type::Number)));
    chain.eligibilities[0].condition = at_least(name("n3999"), num("1", Type::Number));
    let square = |of: Expr| op(Operator::Multiply, of.clone(), of);
    chain.names = (0..4000)
        .map(|index: u32| Named {
            id: format!("n{index}").as_str().into(),
            at: Default::default(),
            value: match index.checked_sub(1) {
                Some(before) => square(name(&format!("n{before}"))),
                None => given("x", Type::Number),
            },
        })
        .collect();
    limit(chain.clone(), Facts::new().with("x", 3));
    // The same squares, few enough to walk but far too many digits.
    chain.eligibilities[0].condition = at_least(name("n30"), num("1", Type::Number));
    limit(chain, Facts::new().with("x", 3));
}

fn name(id: &str) -> Expr {
    expr(ExprKind::Name(id.into()), Type::Number)
}

#[test]
fn every_form_can_be_nested_too_deep_without_harm() {
    let yes = || expr(ExprKind::YesNo(true), Type::YesNo);
    let one = || num("1", Type::Number);
    let switch = |inner: Expr| {
        expr(
            ExprKind::Switch(Box::new(inner), vec![(vec![yes()], yes())], Some(Box::new(yes()))),
            Type::YesNo,
        )
    };
    let each = |inner: Expr| {
        expr(ExprKind::EachYear { years: 1, variable: "y".into(), condition: Box::new(inner) }, Type::YesNo)
    };
    let wraps: [&dyn Fn(Expr) -> Expr; 6] = [
        &not,
        &|inner| all([inner]),
        &|inner| either(vec![(inner, yes())], yes()),
        &switch,
        &each,
        &|inner| cmp(CompareOp::Equal, inner, yes()),
    ];
    for wrap in wraps {
        let deep = (0..500).fold(yes(), |inner, _| wrap(inner));
        let error = Engine::new(vec![one_rule(vec![], deep)]).unwrap().rule(&ask(Facts::new())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        let fine = (0..60).fold(yes(), |inner, _| wrap(inner));
        assert_ne!(rule(&one_rule(vec![], fine), Facts::new()).decision, Decision::Undetermined);
    }
    let numbers: [&dyn Fn(Expr) -> Expr; 3] = [
        &|inner| op(Operator::Add, inner, one()),
        &|inner| edges(inner, &[("0", "1")], Type::Number),
        &|inner| expr(ExprKind::Negate(Box::new(inner)), Type::Number),
    ];
    for wrap in numbers {
        let deep = at_least((0..500).fold(one(), |inner, _| wrap(inner)), one());
        let error = Engine::new(vec![one_rule(vec![], deep)]).unwrap().rule(&ask(Facts::new())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    }
}

/// A score of three lines that passes at six of ten points.
fn scored() -> Policy {
    let line = |id: &str, subject: Expr, bands: &[(&str, &str)]| Indicator {
        id: id.into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("5"),
        status: None,
        points: edges(subject, bands, Type::Points),
    };
    let share = || given("share", Type::Percentage);
    let ratio = over(given("patents", Type::Count), given("staff", Type::Count));
    let mut policy = one_rule(
        vec![fact("share", Type::Percentage), fact("patents", Type::Count), fact("staff", Type::Count)],
        expr(ExprKind::Passes("development".into()), Type::YesNo),
    );
    policy.scores = vec![Score {
        id: "development".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("10"),
        pass: Some(n("6")),
        status: Some(Status { kind: StatusKind::Disputed, note: "two copies differ".into() }),
        groups: vec![],
        indicators: vec![
            line("market", share(), &[("0.1", "3"), ("0.3", "5")]),
            line("patents_per_head", ratio, &[("0", "1"), ("0.5", "5")]),
        ],
    }];
    policy
}

#[test]
fn a_score_decides_as_soon_as_its_interval_does() {
    let decide = |facts: Facts| rule(&scored(), facts);
    let open = decide(Facts::new().with("share", "12"));
    assert_eq!(open.decision, Decision::Undetermined);
    insta::assert_snapshot!("score_open_en", open.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("score_open_zh", open.render(Length::Full, Form::Text, Language::Zh));
    // No points of the other line reach six, whatever it comes to, even though it is undefined.
    let failed = decide(Facts::new().with("share", "5").with("patents", 3).with("staff", 0));
    assert_eq!(failed.decision, Decision::Ineligible);
    assert_eq!(failed.ignored.len(), 1);
    let blocked = decide(Facts::new().with("share", "12").with("patents", 3).with("staff", 0));
    assert_eq!(blocked.decision, Decision::Undetermined);
    assert_eq!(blocked.blocked[0].facts, ["patents", "staff"].map(String::from)[1..]);
    let passed = decide(Facts::new().with("share", "12").with("patents", 3).with("staff", 6));
    assert_eq!(
        (passed.decision, passed.decided_by.as_slice()),
        (Decision::Eligible, &["condition.1".to_owned()][..])
    );
}

#[test]
fn a_ruling_has_a_schema() {
    let schema = serde_json::to_value(schemars::schema_for!(Ruling)).unwrap();
    for field in ["decision", "findings", "missing", "policy", "flags"] {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
}

#[test]
fn a_guard_that_names_a_title_stands_for_its_ruling() {
    let policy = little_giant();
    let engine = Engine::new(vec![policy.clone()]).unwrap();
    let guard = expr(ExprKind::Eligible("little_giant".into()), Type::YesNo);
    let judge = |facts| engine.judge(&policy, &guard, &ask(facts), &Default::default()).unwrap();
    assert_eq!(judge(complete()).outcome, Outcome::Holds);
    assert_eq!(judge(complete().with("years_in_niche", 1)).outcome, Outcome::Fails);
    let open = judge(complete().without("years_in_niche"));
    assert_eq!((open.outcome, open.missing[0].path.as_str()), (Outcome::Open, "years_in_niche"));
    let target =
        at_least(expr(ExprKind::Holders("little_giant".into()), Type::Count), num("10000", Type::Count));
    let met = |count: i64| {
        let holders = [("little_giant".into(), count.into())].into();
        engine.judge(&policy, &target, &ask(Facts::new()), &holders).unwrap().outcome
    };
    assert_eq!((met(9999), met(10000)), (Outcome::Fails, Outcome::Holds));
}

#[test]
fn findings_stand_in_the_order_of_the_rule() {
    let ruling = rule(&little_giant(), complete());
    let kinds: Vec<FindingKind> = ruling.findings.iter().map(|finding| finding.kind).collect();
    use FindingKind::{Condition, Criterion, Register};
    assert_eq!(kinds, [Register, Criterion, Criterion, Criterion, Criterion, Condition]);
}
