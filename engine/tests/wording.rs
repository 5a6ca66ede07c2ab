//! How a ruling and a refused step are worded: what must not be is said so, and a no comes with its reasons.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::workflow::{Event, open};
use gradus::{Calendar, Engine, Facts, Form, Language, Length, Pack, Question};

const POLICY: &str = r#"
    policy sample #{ title: #{ en: "Sample", zh: "示例" }, in_force: #{ from: "2022-08-01", to: open } };
    fact listed : yes_no #{ en: "is on the list", zh: "被列入名录" };
    fact debt_ratio : percentage #{ en: "debt ratio", zh: "资产负债率" };
    criterion not_listed "1" #{ en: "not on the list", zh: "未被列入名录" } { not(listed) }
    criterion debt "2" { debt_ratio <= percent(70) }
    title prize "1" #{ en: "prize", zh: "奖" };
    eligibility prize "1" { all([not_listed, debt]) }
    workflow award of prize {
        state draft initial;
        state held final grants prize;
        step grant from draft to held by judge when prize;
    }
"#;

fn engine() -> Engine {
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n[[clause]]\nnumber = \"2\"\nsummary = { en = \"debt\", zh = \"负债\" }\n";
    Engine::load(vec![Pack::new("sample", POLICY).with_clauses(clauses)], "").unwrap()
}

fn shown(facts: &str) -> String {
    let facts = Facts::from_json(facts).unwrap();
    let ruling = engine().rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap();
    let both = [Language::En, Language::Zh];
    both.map(|language| {
        format!(
            "{}\n{}",
            ruling.render(Length::Short, Form::Text, language),
            ruling.render(Length::Full, Form::Text, language)
        )
    })
    .join("\n----\n\n")
}

#[test]
fn a_fact_that_must_not_hold_is_said_to_be_one_that_must_be_no() {
    insta::assert_snapshot!("must_be_no", shown(r#"{ "facts": { "listed": true, "debt_ratio": "71" } }"#));
    insta::assert_snapshot!("is_no", shown(r#"{ "facts": { "listed": false, "debt_ratio": "69" } }"#));
    insta::assert_snapshot!("not_known", shown(r#"{ "facts": { "debt_ratio": "70" } }"#));
}

#[test]
fn a_step_refused_for_a_ruling_says_what_decided_the_ruling() {
    let engine = engine();
    let calendar = "id = \"t\"\nversion = \"1\"\nweekends = [\"saturday\", \"sunday\"]";
    let calendar = Calendar::from_toml(calendar, "t.toml").unwrap();
    let day = "2025-06-01".parse().unwrap();
    let opening = engine.opening(&"sample".into(), "c".into(), day, Vec::new()).unwrap();
    let workflow = engine.workflow(&"sample".into(), &"award".into()).unwrap();
    let opened = open(workflow, &opening, &calendar).unwrap();
    let facts = serde_json::json!({ "facts": { "listed": true, "debt_ratio": "71" } });
    let (step, person, role) = ("grant".into(), "p".into(), "judge".into());
    let event = Event::Take { step, person, role, on: day, facts: Some(facts) };
    let refused = engine.step(&opened.snapshot, &event, &calendar).unwrap();
    assert!(!refused.accepted());
    insta::assert_snapshot!(
        "refused_step",
        [Language::En, Language::Zh].map(|l| refused.render(workflow, l)).join("\n")
    );
}

/// A title that is granted on one standard and kept on another, each by the growth of the last year.
const KEPT: &str = r#"
    policy sample #{ title: #{ en: "Sample", zh: "示例" }, in_force: #{ from: "2022-08-01", to: open } };
    fact revenue : yearly(money) #{ en: "revenue", zh: "营业收入" };
    title prize "1" #{ en: "prize", zh: "奖" };
    eligibility prize "1" { revenue.last >= yuan(100) }
    eligibility prize "2" #{ act: [re_review] } { revenue.last >= yuan(50) }
    workflow award of prize {
        state draft initial;
        state held grants prize;
        state kept final grants prize;
        step grant from draft to held by judge when prize;
        step keep from held to kept by judge when prize;
    }
"#;

#[test]
fn a_title_that_is_held_is_kept_by_the_rule_of_its_re_review_on_the_day_of_the_step() {
    let clauses =
        "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n[[clause]]\nnumber = \"2\"\n";
    let engine = Engine::load(vec![Pack::new("sample", KEPT).with_clauses(clauses)], "").unwrap();
    let calendar = "id = \"t\"\nversion = \"1\"\nweekends = [\"saturday\", \"sunday\"]";
    let calendar = Calendar::from_toml(calendar, "t.toml").unwrap();
    let opened_on = "2024-12-01".parse().unwrap();
    let opening = engine.opening(&"sample".into(), "c".into(), opened_on, Vec::new()).unwrap();
    let workflow = engine.workflow(&"sample".into(), &"award".into()).unwrap();
    let opened = open(workflow, &opening, &calendar).unwrap();
    let take = |step: &str, on: &str, revenue: [u32; 3]| Event::Take {
        step: step.into(),
        person: "p".into(),
        role: "judge".into(),
        on: on.parse().unwrap(),
        facts: Some(serde_json::json!({ "facts": { "revenue": {
            "2023": revenue[0], "2024": revenue[1], "2027": revenue[2]
        } } })),
    };
    // An application counts back from the day it was made, even when it is granted in the next year.
    let refused =
        engine.step(&opened.snapshot, &take("grant", "2025-02-01", [99, 500, 0]), &calendar).unwrap();
    assert!(!refused.accepted());
    let granted =
        engine.step(&opened.snapshot, &take("grant", "2025-02-01", [100, 0, 0]), &calendar).unwrap();
    assert!(granted.accepted());
    // Its re-review, three years later, counts back from its own day and has a lower floor.
    let refused =
        engine.step(&granted.snapshot, &take("keep", "2028-02-01", [500, 500, 49]), &calendar).unwrap();
    assert!(!refused.accepted());
    let kept = engine.step(&granted.snapshot, &take("keep", "2028-02-01", [0, 0, 50]), &calendar).unwrap();
    assert!(kept.accepted(), "{}", kept.render(workflow, Language::En));
}
