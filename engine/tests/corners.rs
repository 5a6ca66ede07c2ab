//! Corners of the language that a reader who had not built it found: what is called exact is exact, and what is said of
//! growth is true.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use gradus::{Decision, Engine, Facts, Form, Language, Length, Pack, Question, Ruling};
use std::collections::BTreeSet;

const FACTS: &str = r#"
    policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
    fact a : yes_no;
    fact b : yes_no;
    fact few : count #{ max: 3 };
    fact one : count #{ max: 1 };
    fact amount : money;
    fact other : money;
    fact rate : percentage;
    fact founded : date;
    fact revenue : yearly(money);
    fact patents : list(#{ in_use: yes_no });
    score s "2" of 5 { indicator i "2" of 5 { if a { 5 } else { 0 } } }
    table t "2" unique on [a] { row [true] => points(5); row [false] => points(0); }
    title prize "1" #{ en: "prize" };
"#;

fn ruled(condition: &str, facts: &str) -> Ruling {
    let text = format!("{FACTS} eligibility prize \"1\" {{ {condition} }}");
    let engine = Engine::load(vec![Pack::new("sample", text)], "").unwrap();
    let facts = Facts::from_json(&format!("{{ \"facts\": {facts} }}")).unwrap();
    engine.rule(&Question::new("prize", "2025-06-30".parse().unwrap(), facts)).unwrap()
}

/// Two quantities that move in steps can be compared so that the steps of one never matter (P11).
#[test]
fn a_list_that_is_called_exact_names_only_what_matters() {
    let no_facts = "{}";
    for (condition, facts, matter) in [
        ("(if a { 1 } else { 2 }) < (if b { 5 } else { 0 })", no_facts, "b"),
        ("few >= one * 10 - 5", no_facts, "one"),
        ("how_many([a]) >= one * 10 - 5", no_facts, "one"),
        ("count(patents, |p| p.in_use) >= one * 10 - 5", r#"{ "patents": [{}] }"#, "one"),
        ("s > bands(few, [[0, 0], [2, 1]])", no_facts, "a"),
        ("s > points(1) + bands(few, [[0, 0], [2, 1]])", no_facts, "a"),
        ("t > points(1) + bands(few, [[0, 0], [2, 1]])", no_facts, "a"),
        (
            "bands(amount, [[below(yuan(0)), 0], [at_least(yuan(0)), 5]]) > bands(other, [[below(yuan(3)), 2], [at_least(yuan(3)), 3]])",
            no_facts,
            "amount",
        ),
    ] {
        let ruling = ruled(condition, facts);
        assert_eq!(ruling.decision, Decision::Undetermined, "{condition}");
        let named: BTreeSet<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
        let matter: BTreeSet<&str> = matter.split(' ').collect();
        assert!(named.is_superset(&matter), "{condition}: {named:?}");
        assert!(!ruling.missing_is_exact || named == matter, "{condition}: {named:?} is called exact");
    }
}

/// Nothing shrinks by more than all of it: a rate below -100 % is below every growth, over an even number of years too.
#[test]
fn a_rate_below_all_of_it_is_below_every_growth() {
    let years =
        |last: &str| format!(r#"{{ "revenue": {{ "2024": "{last}", "2022": "100", "2021": "100" }} }}"#);
    for last in ["0", "1", "100", "1000"] {
        for (condition, holds) in [
            ("compound_growth(revenue, 2) >= percent(-300)", true),
            ("compound_growth(revenue, 2) > percent(-101)", true),
            ("compound_growth(revenue, 2) < percent(-300)", false),
            ("compound_growth(revenue, 2) == percent(-200)", false),
            ("compound_growth(revenue, 3) >= percent(-300)", true),
            ("compound_growth(revenue, 2) >= percent(-100)", true),
        ] {
            let wanted = if holds { Decision::Eligible } else { Decision::Ineligible };
            assert_eq!(ruled(condition, &years(last)).decision, wanted, "{condition} with {last}");
        }
    }
    let page = ruled("compound_growth(revenue, 2) >= percent(-300)", &years("1"));
    let page = page.render(Length::Full, Form::Text, Language::En);
    assert!(!page.contains("(1 + -300%)^2 = "), "{page}");
}

/// A share of figures of the text, and a day no calendar has, name no fact.
#[test]
fn what_is_undefined_of_itself_is_said_without_a_list_of_facts() {
    for condition in ["1 / (2 - 2) >= 1", r#"date("2024-02-29") + years(9000) > founded"#] {
        let page = ruled(condition, r#"{ "founded": "2020-01-01" }"#);
        let page = page.render(Length::Full, Form::Text, Language::En);
        assert!(!page.contains(": )") && !page.lines().any(|line| line.trim_end().ends_with(':')), "{page}");
    }
}
