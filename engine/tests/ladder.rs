//! The ladder of an enterprise: the order of titles, what is said of each, and the next step up.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

mod support;

use gradus::{Decision, Engine, ErrorKind, Facts, Ladder, Language, Register, RungStanding, TitleId};
use gradus_dsl::Position;
use gradus_dsl::policy::*;
use support::*;

fn title(id: &str, after: Option<&str>) -> Title {
    Title {
        id: id.into(),
        at: Position::default(),
        citation: cite("2"),
        label: label("", &id.replace('_', " ")),
        after: after.map(Into::into),
    }
}

fn rule_for(id: &str, condition: Expr) -> Eligibility {
    Eligibility { title: id.into(), ..eligibility(condition) }
}

/// Two ladders: low - mid - high - top, and lone; top has a rule that has lapsed, mid none.
fn engine() -> Engine {
    let mut first = policy("a", "2022-01-01", None);
    first.titles =
        vec![title("high", Some("mid")), title("low", None), title("mid", Some("low")), title("lone", None)];
    first.facts = vec![fact("staff", Type::Count), fact("listed", Type::YesNo)];
    first.criteria =
        vec![criterion("enough", "2", at_least(given("staff", Type::Count), num("10", Type::Count)))];
    first.eligibilities = vec![
        rule_for("low", at_least(given("staff", Type::Count), num("5", Type::Count))),
        rule_for("high", met("enough")),
        rule_for("lone", given("listed", Type::YesNo)),
    ];
    let mut second = policy("b", "2020-01-01", Some("2021-01-01"));
    second.titles = vec![title("top", Some("high"))];
    second.facts = vec![fact("staff", Type::Count)];
    second.eligibilities =
        vec![rule_for("top", at_least(given("staff", Type::Count), num("100", Type::Count)))];
    Engine::new(vec![second, first]).unwrap()
}

fn ladder(register: Option<Register>, staff: i64) -> Ladder {
    let facts = Facts::new().with("staff", staff).with_subject("Example Ltd");
    let facts = match register {
        Some(register) => facts.with_register(register),
        None => facts,
    };
    engine().ladder(&facts, day("2025-06-01"), None).unwrap()
}

fn holding(titles: &[&str]) -> Register {
    let none = Register::complete_as_of(day("2025-06-01"));
    titles.iter().fold(none, |register, title| register.with(*title, day("2024-01-01"), None))
}

fn ids(titles: &[TitleId]) -> Vec<&str> {
    titles.iter().map(TitleId::as_str).collect()
}

#[test]
fn titles_stand_in_the_order_of_the_ladder_whatever_pack_names_them() {
    let titles: Vec<TitleId> = ladder(None, 1).rungs.into_iter().map(|rung| rung.title).collect();
    assert_eq!(ids(&titles), ["low", "mid", "high", "top", "lone"]);
}

#[test]
fn the_next_step_is_the_lowest_title_that_is_not_passed() {
    for (held, next) in [
        (&[][..], &["low"][..]),
        (&["low"], &["mid"]),
        // What lies below a title that is held is passed, held or not.
        (&["high"], &["top"]),
        (&["top"], &[]),
    ] {
        assert_eq!(ids(&ladder(Some(holding(held)), 1).next), next, "{held:?}");
    }
    // Without a register nothing is known to be held.
    assert_eq!(ids(&ladder(None, 1).next), ["low"]);
}

#[test]
fn each_title_says_how_the_enterprise_stands_to_it() {
    let ladder = ladder(Some(holding(&["low"])), 9);
    let decisions: Vec<_> =
        ladder.rungs.iter().map(|rung| rung.standing.ruling().map(|one| one.decision)).collect();
    assert_eq!(decisions, [None, None, Some(Decision::Ineligible), None, Some(Decision::Undetermined)]);
    assert_eq!(ladder.rungs[0].standing, RungStanding::Held);
    assert_eq!(ladder.rungs[1].standing, RungStanding::NoRule);
    assert!(matches!(&ladder.rungs[3].standing, RungStanding::NotInForce { texts } if texts.len() == 1));
    for language in [Language::En, Language::Zh] {
        insta::assert_snapshot!(format!("ladder_{language:?}"), ladder.render(language));
    }
    insta::assert_snapshot!("ladder_unknown", self::ladder(None, 10).render(Language::En));
    let json = serde_json::to_string(&ladder).unwrap();
    assert_eq!(serde_json::from_str::<Ladder>(&json).unwrap(), ladder);
}

#[test]
fn a_circle_of_titles_ends_and_comes_last() {
    let mut circle = policy("c", "2022-01-01", None);
    circle.titles =
        vec![title("x", Some("y")), title("y", Some("x")), title("z", None), title("above", Some("x"))];
    let engine = Engine::new(vec![circle]).unwrap();
    let on = day("2025-06-01");
    let ladder = engine.ladder(&Facts::new(), on, None).unwrap();
    let titles: Vec<TitleId> = ladder.rungs.iter().map(|rung| rung.title.clone()).collect();
    assert_eq!(ids(&titles), ["z", "above", "x", "y"]);
    let held = engine.ladder(&Facts::new().with_register(holding(&["x"])), on, None).unwrap();
    assert_eq!(ids(&held.next), ["above"]);
}

#[test]
fn what_is_wrong_with_the_facts_or_the_texts_is_an_error() {
    let on = day("2025-06-01");
    let wrong = engine().ladder(&Facts::new().with("stafff", 1), on, None).unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::UnknownFact);
    let twice = |id| {
        let mut policy = one_rule(vec![], expr(ExprKind::YesNo(true), Type::YesNo));
        policy.id = id;
        policy
    };
    let engine = Engine::new(vec![twice("p".into()), twice("q".into())]).unwrap();
    assert_eq!(engine.ladder(&Facts::new(), on, None).unwrap_err().kind(), ErrorKind::Ambiguous);
}
