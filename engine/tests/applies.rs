//! Which text decides: what newer documents declare, by title, act, day and round.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use gradus::{
    Agencies, Date, Decision, Engine, ErrorKind, FactValue, Facts, Form, Language, Length, Pack, Question,
    check_packs,
};

/// The old text: revenue of at least 100, from 2024 on 200, until the end of March 2026.
const OLD: &str = r#"
policy old #{ number: "No. 63", title: #{ zh: "旧办法", en: "old measures" }, in_force: #{ from: "2022-08-01", to: "2026-04-01" } };
fact revenue : yearly(money) #{ zh: "收入", en: "revenue" };
parameter floor "2" = yuan(100) to "2024-01-01";
parameter floor "2" = yuan(200) from "2024-01-01" to "2026-04-01";
criterion enough "2" { revenue.last >= floor }
title prize "2" #{ zh: "奖", en: "prize" };
eligibility prize "2" #{ act: [recognition, re_review] } { enough }
"#;

/// The new text: revenue of at least 300, and what it declares of the old one.
fn new(applies: &str) -> String {
    format!(
        r#"policy newer #{{ number: "No. 7", title: #{{ zh: "新办法", en: "new measures" }}, in_force: #{{ from: "2026-04-01", to: open }} }};
        fact revenue : yearly(money) #{{ zh: "收入", en: "revenue" }};
        criterion enough "2" {{ revenue.last >= yuan(300) }}
        title prize "2" #{{ zh: "奖", en: "prize" }};
        eligibility prize "2" #{{ act: [recognition, re_review] }} {{ enough }}
        {applies}"#
    )
}

const ROUND: &str = r#"applies "30" #{ title: prize, act: re_review, round: "2026", from: "2026-04-01", to: "2027-01-01", use: "old" };"#;

fn engine(applies: &str) -> Engine {
    Engine::load(vec![Pack::new("old", OLD), Pack::new("new", new(applies))], "").unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn ask(on: &str, revenue: i64) -> Question {
    let facts = FactValue::yearly((2020..2030).map(|year| (year, FactValue::from(revenue))));
    Question::new("prize", day(on), Facts::new().with("revenue", facts))
}

fn text(engine: &Engine, question: &Question) -> String {
    engine.rule(question).unwrap().policy.id.to_string()
}

fn remarks(packs: &[(&str, String)]) -> Vec<String> {
    let packs: Vec<Pack> = packs.iter().map(|(id, text)| Pack::new(*id, text.as_str())).collect();
    let all = check_packs(&packs, &Agencies::empty()).into_iter().flat_map(|checked| checked.diagnostics);
    all.filter(|remark| remark.is_error())
        .map(|remark| format!("{}: {}", remark.code, remark.message))
        .collect()
}

#[test]
fn a_text_past_its_end_decides_where_a_newer_one_says_so() {
    let engine = engine(ROUND);
    let asked = ask("2026-06-01", 250).act("re_review").in_round("2026");
    let ruling = engine.rule(&asked).unwrap();
    assert_eq!((ruling.policy.id.as_str(), ruling.decision), ("old", Decision::Eligible));
    assert_eq!(ruling.round.as_deref(), Some("2026"));
    assert_eq!(ruling.policy.figures_on, Some(day("2026-03-31")));
    insta::assert_snapshot!("applies_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("applies_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
    assert!(gradus::verify(&engine.record(&asked).unwrap().to_json().unwrap()).unwrap().holds());
}

/// Title, act, round and days all have to be those asked about; the days are half-open on both sides.
#[test]
fn a_declaration_is_for_what_it_names() {
    let engine = engine(ROUND);
    let re_review = |on: &str| ask(on, 400).act("re_review").in_round("2026");
    assert_eq!(text(&engine, &re_review("2026-04-01")), "old");
    assert_eq!(text(&engine, &re_review("2026-12-31")), "old");
    assert_eq!(text(&engine, &re_review("2027-01-01")), "new");
    assert_eq!(text(&engine, &ask("2026-06-01", 400).act("re_review")), "new");
    assert_eq!(text(&engine, &ask("2026-06-01", 400).act("re_review").in_round("2027")), "new");
    assert_eq!(text(&engine, &ask("2026-06-01", 400).in_round("2026")), "new");
    // Before the document is in force it declares nothing.
    assert_eq!(text(&engine, &re_review("2026-03-31")), "old");
    let early = ROUND.replace("from: \"2026-04-01\"", "from: \"2020-01-01\"").replace("\"old\"", "\"new\"");
    let engine = self::engine(&early);
    assert_eq!(text(&engine, &re_review("2026-03-31")), "old");
}

/// Figures of the text kept alive are those of its last day; years are counted back from the reference day.
#[test]
fn a_text_kept_alive_is_read_as_it_stood_last() {
    let engine = engine(ROUND);
    let re_review = |revenue| ask("2026-06-01", revenue).act("re_review").in_round("2026");
    let decide = |question: &Question| engine.rule(question).unwrap().decision;
    assert_eq!(decide(&re_review(200)), Decision::Eligible);
    assert_eq!(decide(&re_review(199)), Decision::Ineligible);
    let ruling = engine.rule(&re_review(200)).unwrap();
    assert_eq!(ruling.reference, day("2026-06-01"));
    assert!(ruling.findings[0].comparisons[0].left.what.en.contains("2025"));
    // An application made while the text was in force reads the figures of that day.
    let applied = re_review(150).applied_on(day("2023-05-01"));
    assert_eq!(decide(&applied), Decision::Eligible);
    assert_eq!(engine.rule(&applied).unwrap().policy.figures_on, None);
    assert_eq!(decide(&re_review(150).applied_on(day("2024-01-01"))), Decision::Ineligible);
    // Without the declaration the figure has lapsed, and is no last known value.
    let pinned = ask("2026-06-01", 250).under("old".into());
    assert_eq!(engine.rule(&pinned).unwrap_err().kind(), ErrorKind::NotInForce);
}

#[test]
fn the_most_specific_declaration_wins() {
    let line = |options: &str, text: &str| {
        format!("applies \"30\" #{{ title: prize, from: \"2026-04-01\", use: \"{text}\"{options} }};")
    };
    let (any, act, round, both) =
        ("", ", act: re_review", ", round: \"2026\"", ", act: re_review, round: \"2026\"");
    let re_review = ask("2026-06-01", 400).act("re_review").in_round("2026");
    for (weaker, stronger) in
        [(any, act), (any, round), (act, round), (round, both), (act, both), (any, both)]
    {
        for (first, second) in [("old", "new"), ("new", "old")] {
            let lines = [line(weaker, first), line(stronger, second)].concat();
            assert_eq!(text(&engine(&lines), &re_review), second, "{lines}");
            let lines = [line(stronger, second), line(weaker, first)].concat();
            assert_eq!(text(&engine(&lines), &re_review), second, "{lines}");
        }
    }
    for same in [any, act, round, both] {
        let lines = [line(same, "old"), line(same, "new")].concat();
        let error = engine(&lines).rule(&re_review).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Ambiguous);
        assert!(error.advice().contains("names `old`") && error.advice().contains("names `new`"), "{error}");
        // Two that agree are no difficulty.
        assert_eq!(text(&engine(&line(same, "old").repeat(2)), &re_review), "old");
    }
}

/// Two texts in force at once are told apart by what one declares, and by the round where it goes by rounds.
#[test]
fn a_declaration_settles_which_of_two_texts_in_force_decides() {
    let old = OLD.replace("to: \"2026-04-01\" }", "to: open }").replace(" to \"2026-04-01\";", ";");
    let load = |applies: &str| {
        Engine::load(vec![Pack::new("old", old.as_str()), Pack::new("new", new(applies))], "").unwrap()
    };
    let asked = ask("2026-06-01", 400);
    assert_eq!(load("").rule(&asked).unwrap_err().kind(), ErrorKind::Ambiguous);
    assert_eq!(text(&load("applies \"30\" #{ title: prize, from: \"2026-04-01\" };"), &asked), "new");
    let by_round = load(ROUND).rule(&asked.clone().act("re_review")).unwrap_err();
    assert!(by_round.advice().contains("name the round of the application: `2026`"), "{by_round}");
    let ruling = load(ROUND).rule(&asked.act("re_review").in_round("2026")).unwrap();
    assert_eq!(ruling.policy.figures_on, None);
}

#[test]
fn a_declaration_for_nothing_is_refused() {
    let old = ("old", OLD.to_owned());
    let with = |applies: &str| ("new", new(applies));
    let gone = ROUND.replace("\"old\"", "\"older\"");
    assert_eq!(remarks(&[old.clone(), with(&gone)]), ["unknown-pack: the pack `older` is not at hand"]);
    let only_recognition = ("old", OLD.replace("#{ act: [recognition, re_review] }", ""));
    assert_eq!(
        remarks(&[only_recognition.clone(), with(ROUND)]),
        ["applies-nothing: `old` is declared to apply, and has no rule for `prize` for `re_review`"]
    );
    assert!(remarks(&[old, with(ROUND)]).is_empty());
    // For every act, of which the text has one: the others are not left to another text.
    let any = ROUND.replace("act: re_review, ", "");
    assert!(remarks(&[only_recognition.clone(), with(&any)]).is_empty());
    let packs = vec![Pack::new("old", only_recognition.1), Pack::new("new", new(&any))];
    let engine = Engine::load(packs, "").unwrap();
    let asked = ask("2026-06-01", 400).in_round("2026");
    assert_eq!(text(&engine, &asked), "old");
    let error = engine.rule(&asked.act("re_review")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInForce);
    assert!(error.advice().contains("clause `30` of `new`"), "{error}");
    // An engine of policies checked one by one meets it only when it is asked.
    let alone = Pack::new("new", new(ROUND)).check(&Agencies::empty()).policy;
    let error =
        Engine::new(vec![alone]).unwrap().rule(&ask("2026-06-01", 400).act("re_review").in_round("2026"));
    assert_eq!(error.unwrap_err().kind(), ErrorKind::UnknownPolicy);
}

/// The ladder goes by rounds too.
#[test]
fn the_ladder_asks_under_the_text_of_the_round() {
    let engine = engine(
        r#"applies "30" #{ title: prize, act: recognition, round: "2026", from: "2026-04-01", to: "2027-01-01", use: "old" };"#,
    );
    let facts = ask("2026-06-01", 250).facts;
    let decision = |round| {
        let ladder = engine.ladder(&facts, day("2026-06-01"), round).unwrap();
        ladder.rungs[0].standing.ruling().unwrap().decision
    };
    assert_eq!(decision(None), Decision::Ineligible);
    assert_eq!(decision(Some("2026")), Decision::Eligible);
    assert_eq!(decision(Some("2027")), Decision::Ineligible);
}
