//! How a ruling and a refused step are worded: what must not be is said so, and a no comes with its reasons.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::workflow::{Event, open};
use gradus::{Calendar, Engine, Facts, Language, Pack, Question};

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
    both.map(|language| format!("{}\n{}", ruling.brief(language), ruling.explain(language)))
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
        [Language::En, Language::Zh].map(|l| refused.render(l)).join("\n")
    );
}
