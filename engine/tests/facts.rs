//! Facts files: what is read, what is refused and with which words, and the schema a host gets.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{Decision, Engine, ErrorKind, FactValue, Facts, Outcome, Policy, Shown, facts_schema};
use gradus_dsl::AgencyId;
use gradus_dsl::policy::*;
use support::*;

/// A policy that asks for a fact of every type.
fn every_type() -> Policy {
    let mut turnover = fact("turnover", Type::Money);
    (turnover.scale, turnover.min) = (n("10000"), Some(n("0")));
    turnover.label = label("营业额", "turnover");
    let mut award = fact("award", Type::Rank);
    award.optional = true;
    let mut share = fact("share", Type::Percentage);
    (share.min, share.max) = (Some(n("0")), Some(n("1")));
    share.as_of = "year end".into();
    let mut main = yearly("main_revenue");
    main.at_most = Some("revenue".into());
    let mut link = fact("link", Type::YesNo);
    link.kind = FactKind::Judgement(AgencyId::from("miit"));
    let mut score = fact("score", Type::Points);
    score.kind = FactKind::External("the platform".into());
    let class = Field { name: "class".into(), ty: Type::OneOf(vec!["I".into(), "II".into()]) };
    let in_use = Field { name: "in_use".into(), ty: Type::YesNo };
    let facts = vec![
        turnover,
        award,
        share,
        yearly("revenue"),
        main,
        link,
        score,
        fact("staff", Type::Count),
        fact("founded", Type::Date),
        fact("age", Type::Duration(Unit::Years)),
        fact("grade", Type::OneOf(vec!["A".into(), "B".into()])),
        fact("note", Type::Text),
        fact("patents", Type::List(vec![class, in_use])),
    ];
    one_rule(facts, expr(ExprKind::YesNo(true), Type::YesNo))
}

/// The error of a facts file, as a person reads it.
fn refused(file: &str) -> String {
    let read = Facts::from_json(file);
    let error = match read {
        Err(error) => error,
        Ok(facts) => Engine::new(vec![every_type()]).unwrap().rule(&ask(facts)).unwrap_err(),
    };
    format!("{:?}\n    {error}", error.kind())
}

#[test]
fn bad_files_get_one_clear_error() {
    let deep = format!(r#"{{ "facts": {{ "note": {}{} }} }}"#, "[".repeat(500), "]".repeat(500));
    let files = [
        r#"{ "facts": { "staff": 1.0 } }"#,
        r#"{ "facts": { "staff": 1e3 } }"#,
        r#"{ "facts": { "staff": 9223372036854775808 } }"#,
        r#"{ "facts": { "staff": 123456789012345678901234567890 } }"#,
        r#"{ "facts": { "staff": 1e999 } }"#,
        r#"{ "facts": { "staff": 1, "staff": 2 } }"#,
        r#"{ "facts": { "patents": [ { "class": "I" }, { "class": "I", "class": "II" } ] } }"#,
        r#"{ "facts": {}, "facts": {} }"#,
        r#"{ "facts": {}, "fact": {} }"#,
        r#"{ "facts": {}, "register": { "complete": true } }"#,
        r#"{ "facts": {}, "register": { "titles": [ { "title": "x", "form": "2024-01-01" } ] } }"#,
        r#"{ "facts": {}, "register": { "titles": [ { "title": "little_giant", "from": "2024-02-30" } ] } }"#,
        r#"{ "facts": { "staff": 1 "#,
        r#"{ "facts": { "staff": 1 } } x"#,
        r#"[]"#,
        deep.as_str(),
        r#"{ "facts": { "stafff": 1 } }"#,
        r#"{ "facts": { "weather": "fine" } }"#,
        r#"{ "facts": {}, "sources": { "stff": "payroll" } }"#,
        r#"{ "facts": { "staff": -1 } }"#,
        r#"{ "facts": { "staff": "2.5" } }"#,
        r#"{ "facts": { "staff": true } }"#,
        r#"{ "facts": { "staff": null } }"#,
        r#"{ "facts": { "staff": "１２" } }"#,
        r#"{ "facts": { "award": 0 } }"#,
        r#"{ "facts": { "share": "100.5" } }"#,
        r#"{ "facts": { "share": "1/3" } }"#,
        r#"{ "facts": { "share": "12.5%" } }"#,
        r#"{ "facts": { "turnover": "-0.01" } }"#,
        r#"{ "facts": { "grade": "C" } }"#,
        r#"{ "facts": { "founded": "2024/01/01" } }"#,
        r#"{ "facts": { "revenue": 5 } }"#,
        r#"{ "facts": { "revenue": { "24": 5 } } }"#,
        r#"{ "facts": { "revenue": { "0000": 5 } } }"#,
        r#"{ "facts": { "revenue": null } }"#,
        r#"{ "facts": { "patents": [ { "clas": "I" } ] } }"#,
        r#"{ "facts": { "patents": [ { "class": null } ] } }"#,
        r#"{ "facts": { "patents": { "class": "I" } } }"#,
        r#"{ "facts": { "revenue": { "2024": 5 }, "main_revenue": { "2024": 6 } } }"#,
        r#"{ "facts": { "note": 5 } }"#,
        r#"{ "facts": { "link": "yes" } }"#,
    ];
    let mut page = String::new();
    for file in files {
        let shown: String = file.chars().take(100).collect();
        page.push_str(&format!("{shown}\n  {}\n", refused(file)));
    }
    insta::assert_snapshot!("bad_files", page);
    let large = format!(r#"{{ "subject": "{}" }}"#, "x".repeat(1 << 20));
    assert_eq!(Facts::from_json(&large).unwrap_err().kind(), ErrorKind::LimitExceeded);
}

#[test]
fn units_are_read_as_the_schema_says() {
    let condition = all([
        cmp(CompareOp::Equal, given("share", Type::Percentage), percent("12.5")),
        cmp(CompareOp::Equal, given("turnover", Type::Money), money("15000")),
        cmp(
            CompareOp::Equal,
            given("founded", Type::Date),
            expr(ExprKind::Date(day("2020-02-29")), Type::Date),
        ),
        cmp(CompareOp::AtMost, given("award", Type::Rank), num("3", Type::Rank)),
    ]);
    let mut policy = every_type();
    policy.eligibilities[0].condition = condition;
    let file = r#"{ "facts": { "share": "12.50", "turnover": "1.5", "founded": "2020-02-29", "award": 3 } }"#;
    assert_eq!(rule(&policy, Facts::from_json(file).unwrap()).decision, Decision::Eligible);
}

#[test]
fn a_fact_of_another_loaded_policy_is_no_error() {
    let mut other = every_type();
    other.id = "q".into();
    other.in_force.to = Some(day("2023-01-01"));
    other.facts.push(fact("elsewhere", Type::Count));
    let engine = Engine::new(vec![every_type(), other]).unwrap();
    let facts = Facts::new().with("elsewhere", 3).with_source("elsewhere", "payroll");
    assert_eq!(engine.rule(&ask(facts)).unwrap().decision, Decision::Eligible);
}

#[test]
fn facts_survive_being_stored() {
    let file = r#"{ "subject": "Example", "facts": { "staff": 12, "award": null, "patents": [{ "class": "I" }] },
        "sources": { "staff": "payroll" },
        "register": { "complete": true, "as_of": "2025-06-01", "titles": [ { "title": "little_giant", "from": "2023-05-01" } ] } }"#;
    let facts = Facts::from_json(file).unwrap();
    let stored = serde_json::to_string(&facts).unwrap();
    assert!(stored.contains(r#""staff":"12""#), "{stored}");
    let back: Facts = serde_json::from_str(&stored).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), stored);
    assert_eq!(rule(&every_type(), back), rule(&every_type(), facts));
    assert!(serde_json::from_str::<Facts>(r#"{ "facts": { "a": 1, "a": 1 } }"#).is_err());
}

#[test]
fn the_schema_of_facts_reads_in_both_languages() {
    insta::assert_snapshot!("schema", serde_json::to_string_pretty(&facts_schema(&every_type())).unwrap());
}

#[test]
fn a_record_with_a_field_left_out_may_count() {
    let condition = all([
        cmp(
            CompareOp::Equal,
            expr(ExprKind::Field { variable: "p".into(), field: "class".into() }, Type::OneOf(vec![])),
            text("I"),
        ),
        expr(ExprKind::Field { variable: "p".into(), field: "in_use".into() }, Type::YesNo),
    ]);
    let count =
        ExprKind::Count { list: "patents".into(), variable: "p".into(), condition: Box::new(condition) };
    let mut policy = every_type();
    policy.eligibilities[0].condition = at_least(expr(count, Type::Count), num("2", Type::Count));
    let patent = |class: &str| FactValue::record([("class", class)]);
    let used = |class: &str| FactValue::record([("class", FactValue::from(class)), ("in_use", true.into())]);
    let decide = |patents: Vec<FactValue>| rule(&policy, Facts::new().with("patents", patents));
    assert_eq!(decide(vec![used("I"), used("I"), patent("II")]).decision, Decision::Eligible);
    assert_eq!(decide(vec![used("I"), patent("II")]).decision, Decision::Ineligible);
    let open = decide(vec![used("I"), patent("I"), patent("II")]);
    assert_eq!(open.decision, Decision::Undetermined);
    assert_eq!(open.missing[0].path, "patents.1.in_use");
    let between = Shown::Between { low: Some(n("1")), high: Some(n("2")) };
    assert_eq!(open.findings[0].comparisons[0].left.value, between);
    assert_eq!(decide(vec![]).decision, Decision::Ineligible);
    assert_eq!(rule(&policy, Facts::new()).missing[0].path, "patents");
}

#[test]
fn a_year_before_founding_is_none_and_a_year_left_out_is_missing() {
    let each = |condition| {
        let each = ExprKind::EachYear { years: 2, variable: "y".into(), condition: Box::new(condition) };
        one_rule(vec![yearly("revenue")], expr(each, Type::YesNo))
    };
    let policy = each(at_least(in_year("revenue", "y"), money("10")));
    let founded = |year_before| FactValue::yearly([(2024, FactValue::from(20)), (2023, year_before)]);
    let ruling = rule(&policy, Facts::new().with("revenue", founded(FactValue::None)));
    assert_eq!(ruling.decision, Decision::Ineligible);
    assert_eq!(ruling.findings[1].comparisons[0].left.value, Shown::None);
    assert_eq!(ruling.findings[1].outcome, Outcome::Fails);
    let earlier = FactValue::yearly([(2024, 20), (2022, 20)]);
    let ruling = rule(&policy, Facts::new().with("revenue", earlier));
    assert_eq!(ruling.missing[0].path, "revenue.2023");
}
