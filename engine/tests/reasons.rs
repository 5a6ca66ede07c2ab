//! What a ruling says decided it: requirements only, stated so that no mark contradicts them.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::{Decision, Engine, Facts, Form, Language, Length, Outcome, Pack, Question, Ruling};

fn ruled(body: &str, facts: &str) -> Ruling {
    let policy = format!(
        r#"
    policy sample #{{ title: #{{ en: "Sample", zh: "示例" }}, in_force: #{{ from: "2022-08-01", to: open }} }};
    fact revenue : yearly(money) #{{ en: "operating revenue", zh: "营业收入" }};
    fact share : percentage #{{ en: "market share", zh: "市场占有率" }};
    fact debt : percentage #{{ en: "debt ratio", zh: "资产负债率" }};
    fact staff : count #{{ en: "staff", zh: "职工人数" }};
    fact listed : yes_no #{{ en: "is on the list", zh: "被列入名录" }};
    title prize "1" #{{ en: "prize", zh: "奖" }};
    {body}
"#
    );
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    let engine = Engine::load(vec![Pack::new("sample", &policy).with_clauses(clauses)], "").unwrap();
    let facts = Facts::from_json(&format!("{{ \"facts\": {facts} }}")).unwrap();
    engine.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap()
}

fn page(ruling: &Ruling) -> String {
    [Language::En, Language::Zh]
        .map(|l| {
            format!(
                "{}\n{}",
                ruling.render(Length::Short, Form::Text, l),
                ruling.render(Length::Full, Form::Text, l)
            )
        })
        .join("\n")
}

const TIERS: &str = "if revenue.last >= yi(1) { share >= percent(5) } else { share >= percent(10) }";

#[test]
fn what_selects_a_branch_is_no_requirement() {
    let facts = r#"{ "revenue": { "2024": 80000000 }, "share": "8" }"#;
    let ruling = ruled(&format!("eligibility prize \"1\" {{ {TIERS} }}"), facts);
    assert_eq!(ruling.decision, Decision::Ineligible);
    assert_eq!(ruling.decided_by, ["condition.2"]);
    assert!(ruling.findings[0].comparisons[0].selects);
    assert_eq!(ruling.findings[0].outcome, Outcome::NotNeeded);
    insta::assert_snapshot!("selects", page(&ruling));
    let text = ruling.findings[0].text(Language::En);
    assert_eq!(text, "→ [1] operating revenue 2024: 80,000,000 yuan, at least 100,000,000 yuan: no");
    // Inside a criterion too.
    let criterion = format!("criterion tier \"1\" {{ {TIERS} }} eligibility prize \"1\" {{ tier }}");
    let ruling = ruled(&criterion, facts);
    assert_eq!(ruling.decided_by, ["tier"]);
    insta::assert_snapshot!("selects_in_a_criterion", page(&ruling));
}

#[test]
fn a_denied_comparison_is_shown_as_what_is_required() {
    let rule = "eligibility prize \"1\" { not(any([debt > percent(80), listed])) }";
    let ruling = ruled(rule, r#"{ "debt": "85", "listed": false }"#);
    assert_eq!(ruling.decision, Decision::Ineligible);
    assert_eq!(
        ruling.findings[0].text(Language::En),
        "✗ [1] debt ratio: 85%, at most 80% (over by 5 percentage points)"
    );
    assert_eq!(ruling.findings[1].text(Language::En), "✓ [1] is on the list: no");
    assert_eq!(ruling.decided_by, ["condition.1", "condition.2"][..1]);
    let named = "let heavy = debt > percent(80); eligibility prize \"1\" { not(heavy) }";
    let ruling = ruled(named, r#"{ "debt": "80" }"#);
    assert_eq!(ruling.findings[0].outcome, Outcome::Holds);
    assert_eq!(
        ruling.findings[0].text(Language::En),
        "✓ [1] debt ratio: 80%, at most 80% (exactly at the limit)"
    );
}

#[test]
fn too_many_that_hold_are_what_decides() {
    let parts = "[share >= percent(5), debt >= percent(50), staff >= 10]";
    let facts = r#"{ "share": "6", "debt": "60", "staff": 3 }"#;
    for rule in ["at_most(1,", "exactly(1,"] {
        let ruling = ruled(&format!("eligibility prize \"1\" {{ {rule} {parts}) }}"), facts);
        assert_eq!(ruling.decision, Decision::Ineligible);
        assert_eq!(ruling.decided_by, ["condition.1", "condition.2"], "{rule}");
    }
    let ruling = ruled(&format!("eligibility prize \"1\" {{ exactly(3, {parts}) }}"), facts);
    assert_eq!(ruling.decided_by, ["condition.3"]);
    let criteria = "criterion a \"1\" { share >= percent(5) } criterion b \"1\" { staff >= 10 }
        eligibility prize \"1\" { at_most(0, [a, b]) }";
    assert_eq!(ruled(criteria, facts).decided_by, ["a"]);
}

#[test]
fn a_no_that_only_selections_lead_to_names_them() {
    let rule = "eligibility prize \"1\" { if staff >= 10 { true } else { false } }";
    let ruling = ruled(rule, r#"{ "staff": 3 }"#);
    assert_eq!(ruling.decision, Decision::Ineligible);
    assert_eq!(ruling.decided_by, ["condition.1"]);
}

#[test]
fn a_fall_is_cut_towards_zero() {
    let rule = "eligibility prize \"1\" { compound_growth(revenue, 1) >= percent(5) }";
    let shown = |last: &str| {
        let facts = format!(r#"{{ "revenue": {{ "2024": {last}, "2023": 30000 }} }}"#);
        ruled(rule, &facts).findings[0].text(Language::En)
    };
    assert!(shown("29000").contains(": -3.33…%, at least 5%"), "{}", shown("29000"));
    assert!(shown("29999").contains(": -0…%"), "{}", shown("29999"));
    assert!(shown("27000").contains(": -10%,"), "{}", shown("27000"));
    assert!(shown("31000").contains(": 3.33…%,"), "{}", shown("31000"));
}
