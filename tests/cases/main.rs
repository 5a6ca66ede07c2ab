//! The cases of the packs: what a drafter worked out by hand, asked in every way a host can ask it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus::{Decision, Engine, Error, ErrorKind, Facts, Form, Length, Outcome, Question, Ruling};
use gradus_dsl::parse;
use gradus_tests::{Case, cases, engine, files, load, packs, project, stem, text};
use serde_json::Value;
use std::sync::LazyLock;

/// The least number of cases of a pack with figures.
const LEAST: usize = 25;

/// The only function that asks the engine.
fn answer(engine: &Engine, case: &Case, facts: &str) -> Result<Ruling, Error> {
    let question = Question::new(case.title.as_str(), case.on.parse().unwrap(), Facts::from_json(facts)?);
    let question = question.act(case.act.as_str());
    engine.rule(&match &case.round {
        Some(round) => question.in_round(round.as_str()),
        None => question,
    })
}

/// The packs with figures; where one judgement decides alone there is nothing to try.
fn deciding() -> impl Iterator<Item = &'static str> {
    let deciding = engine().policies().iter().filter(|policy| !policy.parameters.is_empty());
    deciding.map(|policy| policy.id.as_str())
}

fn every_case() -> Vec<Case> {
    deciding().flat_map(cases).collect()
}

/// The kind of an error as a case writes it: `NotInForce` is `not_in_force`.
fn kind(error: &Error) -> String {
    let mut text = String::new();
    for c in format!("{:?}", error.kind()).chars() {
        if c.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(c.to_lowercase());
    }
    text
}

fn decision(ruling: &Ruling) -> String {
    match ruling.decision {
        Decision::Eligible => "eligible",
        Decision::Ineligible => "ineligible",
        Decision::Undetermined => "undetermined",
    }
    .to_owned()
}

fn missing(ruling: &Ruling) -> Vec<String> {
    ruling.missing.iter().map(|missing| missing.path.clone()).collect()
}

fn bytes(ruling: &Ruling) -> String {
    serde_json::to_string(ruling).unwrap()
}

/// Rulings that should be one, or errors that should be.
fn same(case: &Case, way: &str, one: &Result<Ruling, Error>, other: &Result<Ruling, Error>) {
    match (one, other) {
        (Ok(one), Ok(other)) => assert_eq!(bytes(one), bytes(other), "{}, {way}", case.id),
        (Err(one), Err(other)) => assert_eq!(one, other, "{}, {way}", case.id),
        _ => panic!("{}, {way}: {one:?} became {other:?}", case.id),
    }
}

/// A pack with figures has cases, and a pack that has cases is loaded and has figures.
#[test]
fn every_pack_has_its_cases() {
    for pack in deciding() {
        let found = cases(pack).len();
        assert!(found >= LEAST, "{pack} has {found} cases; at least {LEAST} are expected");
    }
    for policy in engine().policies() {
        let has_folder = project(&format!("policies/{}/cases", policy.id)).is_dir();
        assert_eq!(has_folder, !policy.parameters.is_empty(), "{}", policy.id);
    }
    let all = every_case();
    for wanted in ["eligible", "ineligible", "undetermined"] {
        let count = all.iter().filter(|case| case.expect.decision.as_deref() == Some(wanted)).count();
        assert!(count >= 3, "only {count} cases are {wanted}");
    }
}

#[test]
fn every_case_gets_the_answer_worked_out_by_hand() {
    for case in every_case() {
        let (id, expect) = (&case.id, &case.expect);
        let answer = answer(engine(), &case, &case.facts.to_string());
        if let Some(wanted) = &expect.error {
            let error = answer.expect_err(id);
            assert_eq!(&kind(&error), wanted, "{id}: {error}");
            continue;
        }
        let ruling = answer.unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(
            Some(decision(&ruling)),
            expect.decision,
            "{id}:\n{}",
            ruling.render(Length::Full, Form::Text, gradus::Language::En)
        );
        if let Some(text) = &expect.text {
            assert_eq!(ruling.policy.id.as_str(), text, "{id}");
        }
        if let Some(failing) = &expect.failing {
            assert_eq!(&ruling.decided_by, failing, "{id}");
            for finding in ruling.findings.iter().filter(|finding| failing.contains(&finding.id)) {
                assert_eq!(finding.outcome, Outcome::Fails, "{id}: {}", finding.id);
            }
        }
        if let Some(wanted) = &expect.missing {
            assert_eq!(&missing(&ruling), wanted, "{id}");
        }
        if let Some(wanted) = &expect.blocked {
            let facts: Vec<&String> = ruling.blocked.iter().flat_map(|blocked| &blocked.facts).collect();
            assert_eq!(facts, wanted.iter().collect::<Vec<_>>(), "{id}");
        }
    }
}

#[test]
fn the_facts_and_the_ruling_of_a_case_go_through_json_and_back() {
    for case in every_case() {
        let file = case.facts.to_string();
        let plain = answer(engine(), &case, &file);
        let stored = serde_json::to_string(&Facts::from_json(&file).unwrap()).unwrap();
        same(&case, "facts stored and read again", &plain, &answer(engine(), &case, &stored));
        let Ok(ruling) = plain else { continue };
        let back: Ruling = serde_json::from_str(&bytes(&ruling)).unwrap();
        assert_eq!(back, ruling, "{}", case.id);
        for language in [gradus::Language::En, gradus::Language::Zh] {
            assert_eq!(
                back.render(Length::Full, Form::Text, language),
                ruling.render(Length::Full, Form::Text, language),
                "{}",
                case.id
            );
        }
    }
}

/// An engine whose policies are printed from their declarations.
static PRINTED: LazyLock<Engine> = LazyLock::new(|| {
    let mut packs = packs();
    for pack in &mut packs {
        let (file, remarks) = parse(&pack.policy, "policy.rhai");
        assert!(remarks.is_empty(), "{}", remarks[0]);
        let printed = file.to_string();
        assert_ne!(printed, pack.policy, "printing drops the comments, so the texts differ");
        pack.policy = printed;
    }
    load(packs)
});

#[test]
fn a_case_is_ruled_the_same_with_the_policy_printed_from_its_declarations() {
    for case in every_case() {
        let file = case.facts.to_string();
        same(&case, "policy printed", &answer(engine(), &case, &file), &answer(&PRINTED, &case, &file));
    }
}

#[test]
fn a_case_without_one_fact_is_decided_alike_or_asks_for_that_fact() {
    let (mut alike, mut asked) = (0, 0);
    for case in every_case() {
        let Ok(before) = answer(engine(), &case, &case.facts.to_string()) else { continue };
        for (path, facts) in without_one(&case.facts) {
            let place = format!("{} without {path}", case.id);
            let after = answer(engine(), &case, &facts.to_string())
                .unwrap_or_else(|error| panic!("{place}: {error}"));
            if after.decision == before.decision {
                alike += 1;
                continue;
            }
            asked += 1;
            assert_eq!(after.decision, Decision::Undetermined, "{place}");
            let paths = missing(&after);
            let named = |named: &String| *named == path || named.starts_with(&format!("{path}."));
            assert!(paths.iter().any(named), "{place}: only {paths:?} is said to be missing");
        }
    }
    assert!(alike > 100 && asked > 100, "{alike} alike, {asked} asked: one of the two ways is hardly tried");
}

/// The facts file without one fact, without one year of a yearly fact, and without its register.
fn without_one(file: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let facts = file["facts"].as_object().unwrap();
    for (name, value) in facts {
        let mut less = file.clone();
        less["facts"].as_object_mut().unwrap().remove(name);
        all.push((name.clone(), less));
        for year in value.as_object().into_iter().flat_map(|years| years.keys()) {
            let mut less = file.clone();
            less["facts"][name].as_object_mut().unwrap().remove(year);
            all.push((format!("{name}.{year}"), less));
        }
    }
    let mut less = file.clone();
    less.as_object_mut().unwrap().remove("register");
    all.push(("register".to_owned(), less));
    all
}

#[test]
fn the_same_case_gives_the_same_bytes_whatever_the_order_of_its_facts() {
    for case in every_case() {
        let file = case.facts.to_string();
        let first = answer(engine(), &case, &file);
        same(&case, "asked twice", &first, &answer(engine(), &case, &file));
        let turned = reversed(&case.facts);
        assert_ne!(turned, file, "{}", case.id);
        same(&case, "facts in reversed order", &first, &answer(engine(), &case, &turned));
        // The builder in reversed order as well.
        let facts = Facts::from_json(&file).unwrap();
        let mut given: Vec<_> = facts.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
        given.reverse();
        let empty = match facts.register() {
            Some(register) => Facts::new().with_register(register.clone()),
            None => Facts::new(),
        };
        let built = given.into_iter().fold(empty, |facts, (name, value)| facts.with(name, value));
        assert_eq!(
            serde_json::to_value(&built).unwrap(),
            serde_json::to_value(&facts).unwrap(),
            "{}",
            case.id
        );
    }
}

/// The JSON text of a value with the keys of every object in reversed order.
fn reversed(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().rev().map(|(key, value)| format!("{key:?}: {}", reversed(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(reversed).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}

/// The names of errors a case may expect are those of the engine.
#[test]
fn the_kind_of_an_error_is_spelt_in_words() {
    assert_eq!(kind(&Error::new(ErrorKind::NotInForce, "")), "not_in_force");
    assert_eq!(kind(&Error::new(ErrorKind::BadJson, "")), "bad_json");
}

/// A sample is named by its decision: some title of its pack is ruled so, on the day its register is complete for.
#[test]
fn the_samples_of_every_pack_are_what_they_are_called() {
    for policy in engine().policies().iter().filter(|policy| !policy.parameters.is_empty()) {
        for sample in files(&format!("policies/{}/samples", policy.id), "json") {
            let wanted = stem(&sample);
            let file = text(&format!("policies/{}/samples/{wanted}.json", policy.id));
            let facts = Facts::from_json(&file).unwrap();
            let last: Vec<i32> = YEARS.filter(|year| file.contains(&format!("\"{year}\":"))).collect();
            let on = facts.register().and_then(|register| register.as_of);
            let after = || format!("{}-06-30", last.last().unwrap() + 1).parse().unwrap();
            let on = on.unwrap_or_else(after);
            let titles = policy.eligibilities.iter().map(|rule| &rule.title);
            let decisions: Vec<String> = titles
                .map(|title| {
                    let question = Question::new(title.clone(), on, facts.clone()).under(policy.id.clone());
                    engine().rule(&question).map_or_else(|error| kind(&error), |ruling| decision(&ruling))
                })
                .collect();
            assert!(decisions.contains(&wanted), "{}/{wanted} on {on}: {decisions:?}", policy.id);
        }
    }
}

/// The years a sample may give figures of.
const YEARS: std::ops::Range<i32> = 2015..2030;
