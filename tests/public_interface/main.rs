//! What a host does, with nothing but `gradus`: load, rule, explain, record, verify, assign, run a case, count a term.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus::assign::{self, Basis, Matrix};
use gradus::workflow::{self, Action, Case, Event, Snapshot};
use gradus::{
    Agencies, Calendar, Decision, Engine, ErrorKind, FactValue, Facts, Form, Language, Length, Pack,
    PolicyId, Question, Register, Ruling, Severity, Term, TermUnit, WorkflowId, check_packs, explain_term,
    facts_schema, term_end, verify,
};
use gradus_tests::{code_of, pack, rust_files, text, tokens};

fn packs() -> Vec<Pack> {
    ["miit-2021-70", "miit-2022-63", "sme-size-2011-300"].map(pack).to_vec()
}

fn engine() -> Engine {
    Engine::load(packs(), &text("policies/agencies/agencies.toml")).unwrap()
}

fn calendar() -> Calendar {
    Calendar::from_toml(&text("policies/calendars/cn.toml"), "cn.toml").unwrap()
}

fn day(text: &str) -> gradus::Date {
    text.parse().unwrap()
}

fn facts(sample: &str) -> Facts {
    Facts::from_json(&text(&format!("policies/miit-2022-63/samples/{sample}.json"))).unwrap()
}

#[test]
fn a_host_rules_and_explains_in_both_languages() {
    let engine = engine();
    let rule = |facts| engine.rule(&Question::new("little_giant", day("2025-06-01"), facts)).unwrap();
    let samples = [
        ("eligible", Decision::Eligible, "ELIGIBLE: little giant", "符合条件："),
        ("ineligible", Decision::Ineligible, "NOT ELIGIBLE: little giant", "不符合条件："),
        ("undetermined", Decision::Undetermined, "UNDETERMINED: little giant", "尚不能确定："),
    ];
    for (sample, decision, english, chinese) in samples {
        let ruling: Ruling = rule(facts(sample));
        assert_eq!(ruling.decision, decision, "{sample}");
        assert!(
            ruling.render(Length::Full, Form::Text, Language::En).starts_with(english),
            "{}",
            ruling.render(Length::Full, Form::Text, Language::En)
        );
        assert!(
            ruling.render(Length::Full, Form::Text, Language::Zh).starts_with(chinese),
            "{}",
            ruling.render(Length::Full, Form::Text, Language::Zh)
        );
    }
    // The same with a fact built in the host's own code, and the error a host matches on.
    let more = facts("undetermined").with("average_growth", "8").with("key_link", true);
    assert_eq!(rule(more).decision, Decision::Eligible);
    let wrong = facts("eligible").with("debt_ratoi", FactValue::from(40));
    let error = engine.rule(&Question::new("little_giant", day("2025-06-01"), wrong)).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::UnknownFact, "facts.debt_ratoi"));
    assert_eq!(error.advice(), "did you mean `debt_ratio`?");
    let registered = Register::complete_as_of(day("2025-06-01"));
    assert_eq!(rule(facts("eligible").with_register(registered)).decision, Decision::Ineligible);
}

#[test]
fn a_host_records_a_ruling_and_verifies_it_later() {
    let question = Question::new("little_giant", day("2025-06-01"), facts("ineligible"));
    let stored = engine().record(&question).unwrap().to_json().unwrap();
    let verified = verify(&stored).unwrap();
    assert!(verified.holds(), "{}", verified.render(Language::En));
    let touched = stored.replacen("ineligible", "eligible", 1);
    assert_ne!(touched, stored);
    assert!(!verify(&touched).unwrap().holds());
}

#[test]
fn a_host_asks_who_answers_for_what() {
    let engine = engine();
    let policy = engine.policy(&"miit-2021-70".into()).unwrap();
    let on = day("2021-06-01");
    let ten = assign::assignment(policy, &"targeted_services".into(), on, engine.agencies()).unwrap();
    assert_eq!((ten.basis, ten.lead[0].id.as_str()), (Basis::Explicit, "miit"));
    let two = assign::assignment(policy, &"gradient_pattern".into(), on, engine.agencies()).unwrap();
    assert_eq!((two.basis, two.lead.len()), (Basis::Unstated, 0));
    let matrix = Matrix::of(policy, on, engine.agencies());
    assert_eq!(matrix.rows.len(), 11);
    let view = assign::agency_view(policy, &"mofcom".into(), on, engine.agencies()).unwrap();
    assert_eq!(view.duties.len(), 2);
    assert!(view.render(Language::Zh).contains("商务部"));
}

#[test]
fn a_host_runs_a_case_and_replays_its_log() {
    let (engine, calendar) = (engine(), calendar());
    let (policy, name): (PolicyId, WorkflowId) = ("miit-2022-63".into(), "recognition".into());
    let flow = engine.workflow(&policy, &name).unwrap();
    let opening = engine.opening(&policy, "case-1".into(), day("2025-03-03"), Vec::new()).unwrap();
    let opened = workflow::open(flow, &opening, &calendar).unwrap();
    let given = serde_json::from_str(&text("policies/miit-2022-63/samples/eligible.json")).unwrap();
    let take = |step: &str, person: &str, role: &str, on: &str| Event::Take {
        step: step.into(),
        person: person.into(),
        role: role.into(),
        on: day(on),
        facts: (step == "recognise").then(|| serde_json::Value::clone(&given)),
    };
    let events = vec![
        take("submit", "li", "applicant", "2025-03-04"),
        take("recommend", "wang", "provincial_authority", "2025-03-20"),
        take("review", "zhao", "miit", "2025-04-10"),
        take("publicise", "zhao", "miit", "2025-04-20"),
        take("recognise", "zhao", "miit", "2025-05-10"),
    ];
    let mut snapshot: Snapshot = opened.snapshot;
    for event in &events {
        let next = engine.step(&snapshot, event, &calendar).unwrap();
        assert!(next.accepted(), "{}", next.render(flow, Language::En));
        // A host stores the snapshot between two events.
        snapshot = serde_json::from_str(&serde_json::to_string(&next.snapshot).unwrap()).unwrap();
        if snapshot.state.as_str() == "recognised" {
            assert!(
                matches!(&next.actions[0], Action::GrantTitle { title, .. } if title.as_str() == "little_giant")
            );
        }
    }
    assert_eq!(snapshot.titles[0].period.to, Some(day("2028-05-10")));
    let log = Case { opened: opening, events };
    assert_eq!(engine.replay(&name, &log, &calendar).unwrap().unwrap(), snapshot);
    let standing = workflow::standing(flow, &snapshot, day("2026-02-01"), &calendar).unwrap();
    assert_eq!(standing.updates[0].due, Some(day("2026-04-30")));
    assert!(standing.render(flow, Language::En).starts_with("case `case-1` on 2026-02-01: in “recognised”"));
    // A step by somebody else is refused and changes nothing.
    let refused =
        engine.step(&snapshot, &take("open_re_review", "li", "applicant", "2028-01-10"), &calendar).unwrap();
    assert!(!refused.accepted());
    assert_eq!(refused.snapshot, snapshot);
}

#[test]
fn a_host_counts_a_term_and_shows_its_days() {
    let term = Term { count: 5, unit: TermUnit::WorkingDays };
    let end = term_end(day("2025-04-28"), term, &calendar()).unwrap();
    assert_eq!((end.last, end.provisional), (day("2025-05-08"), false));
    let shown = explain_term(day("2025-04-28"), term, &calendar()).unwrap();
    assert_eq!(shown.days.iter().filter(|day| day.counted.is_some()).count(), 5);
    assert!(shown.render(Language::En).contains("Labour Day"));
}

#[test]
fn a_host_checks_a_pack_and_prints_what_facts_it_asks_for() {
    let registry = Agencies::from_toml(&text("policies/agencies/agencies.toml"), "agencies.toml").unwrap();
    let mut packs = packs();
    assert!(check_packs(&packs, &registry).iter().all(|checked| checked.diagnostics.is_empty()));
    packs[1].policy = packs[1].policy.replace("debt_ratio <= debt_ceiling", "debt_ratio <= debt_celing");
    let checked = check_packs(&packs, &registry);
    let remark = &checked[1].diagnostics[0];
    assert_eq!((remark.code.as_str(), remark.severity), ("unknown-name", Severity::Error));
    assert_eq!(
        Engine::load(packs, &text("policies/agencies/agencies.toml")).unwrap_err().kind(),
        ErrorKind::BadPolicy
    );
    let engine = engine();
    let schema = facts_schema(engine.policy(&"miit-2022-63".into()).unwrap());
    assert!(schema["properties"]["facts"]["properties"]["debt_ratio"].is_object());
}

/// This file is what a host may write: it names no other crate of the project.
#[test]
fn this_file_names_no_other_crate_of_the_project() {
    let own = code_of(&text("tests/public_interface/main.rs"));
    assert!(tokens(&own).contains(&"gradus"));
    assert!(!tokens(&own).contains(&concat!("gradus", "_dsl")));
}

/// Rhai is nowhere in what a host sees: the engine does not name it, and the language names it in one private folder
/// whose exports are a function and two limits.
#[test]
fn no_public_type_mentions_rhai() {
    for (path, source) in rust_files("engine/src") {
        assert!(!tokens(&code_of(&source)).contains(&"rhai"), "{path}");
    }
    let contents = code_of(&text("dsl/src/lib.rs"));
    let words = tokens(&contents);
    assert!(!words.contains(&"rhai"));
    let place = words.iter().position(|word| *word == "script").unwrap();
    assert_eq!(words[place - 1..place + 2], ["mod", "script", ";"], "`script` is private");
    assert_ne!(words[place - 2], "pub", "`script` is private");
    let exports: Vec<&str> =
        contents.split("script::{").nth(1).unwrap().split('}').next().unwrap().split(", ").collect();
    assert_eq!(exports, ["MAX_DECLARATIONS", "MAX_SOURCE_BYTES", "parse"]);
    let parse = code_of(&text("dsl/src/script/mod.rs"));
    assert!(parse.contains("pub fn parse(source: &str, name: &str) -> (File, Vec<Diagnostic>)"));
}
