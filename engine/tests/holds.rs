//! Titles asked for in a condition: one of two is enough, one stands in the way, and the register has the word.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::{Date, Decision, Engine, Facts, Form, Language, Length, Pack, Question, Register, Ruling};

const POLICY: &str = r#"
    policy titles #{ title: #{ en: "Titles", zh: "称号办法" }, in_force: #{ from: "2022-01-01", to: open } };
    title first "1" #{ en: "first title", zh: "甲称号" };
    title second "1" #{ en: "second title", zh: "乙称号" };
    title prize "1" #{ en: "prize", zh: "奖" };
    fact staff : count #{ en: "staff", zh: "人数", changeable: true };
    criterion either "1" #{ en: "either title", zh: "任一称号" } { holds(first) or holds(second) }
    criterion not_yet "1" #{ en: "not yet a prize", zh: "未获奖" } { not(holds(prize)) }
    criterion enough "1" #{ en: "enough staff", zh: "人数" } { staff >= 10 }
    eligibility prize "1" { all([either, not_yet, enough]) }
"#;

fn engine() -> Engine {
    let clauses =
        "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\nsummary = { en = \"S.\" }";
    Engine::load(vec![Pack::new("titles", POLICY).with_clauses(clauses)], "").unwrap()
}

fn on() -> Date {
    "2025-06-01".parse().unwrap()
}

fn question(register: Option<Register>) -> Question {
    let facts = Facts::new().with("staff", 12);
    let facts = match register {
        Some(register) => facts.with_register(register),
        None => facts,
    };
    Question::new("prize", on(), facts)
}

fn rule(register: Option<Register>) -> Ruling {
    engine().rule(&question(register)).unwrap()
}

fn holding(titles: &[&str]) -> Register {
    let none = Register::complete_as_of(on());
    titles.iter().fold(none, |register, title| register.with(*title, "2024-01-01".parse().unwrap(), None))
}

fn missing(ruling: &Ruling) -> Vec<&str> {
    ruling.missing.iter().map(|missing| missing.path.as_str()).collect()
}

#[test]
fn one_of_two_titles_is_enough_and_one_stands_in_the_way() {
    for (titles, decision, failing) in [
        (&["first"][..], Decision::Eligible, &[][..]),
        (&["second"], Decision::Eligible, &[]),
        (&["first", "second"], Decision::Eligible, &[]),
        (&[], Decision::Ineligible, &["either"]),
        (&["first", "prize"], Decision::Ineligible, &["not_yet"]),
    ] {
        let ruling = rule(Some(holding(titles)));
        assert_eq!(ruling.decision, decision, "{titles:?}");
        if decision == Decision::Ineligible {
            assert_eq!(ruling.decided_by, failing, "{titles:?}");
        }
    }
}

#[test]
fn what_the_register_does_not_say_is_missing() {
    let ruling = rule(None);
    assert_eq!(ruling.decision, Decision::Undetermined);
    assert_eq!(missing(&ruling), ["register.first", "register.prize", "register.second"]);
    assert!(ruling.missing_is_exact);
    // A line that vouches for one title leaves the others open; the second no longer matters.
    let until = "2027-01-01".parse().unwrap();
    let line = Register::default().with("first", "2024-01-01".parse().unwrap(), Some(until));
    let ruling = rule(Some(line));
    assert_eq!((ruling.decision, missing(&ruling)), (Decision::Undetermined, vec!["register.prize"]));
    // One that is held stands in the way whatever else is.
    let held = Register::default().with("prize", "2024-01-01".parse().unwrap(), Some(until));
    assert_eq!(rule(Some(held)).decision, Decision::Ineligible);
}

#[test]
fn a_title_to_be_gained_is_advice_and_none_is_given_up() {
    let advice = engine().advise(&question(Some(holding(&[])))).unwrap();
    let ways: Vec<Vec<&str>> = advice
        .ways
        .iter()
        .map(|way| way.changes.iter().map(|change| change.path.as_str()).collect())
        .collect();
    assert_eq!(ways, [["register.first"], ["register.second"]]);
    let advice = engine().advise(&question(Some(holding(&["first", "prize"])))).unwrap();
    assert!(advice.ways.is_empty());
}

#[test]
fn the_page_says_what_is_held() {
    let ruling = rule(Some(holding(&["second", "prize"])));
    for language in [Language::En, Language::Zh] {
        insta::assert_snapshot!(
            format!("page_{language:?}"),
            ruling.render(Length::Full, Form::Text, language)
        );
    }
}

#[test]
fn a_title_nobody_declares_is_refused() {
    let policy = POLICY.replace("holds(second)", "holds(secnd)");
    let error = Engine::load(vec![Pack::new("titles", policy)], "").unwrap_err();
    assert!(error.to_string().contains("no pack declares the title `secnd`"), "{error}");
}
