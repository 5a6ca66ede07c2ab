//! P26 and P28: the same question gives the same bytes everywhere, and whatever is emitted is canonical JSON by an
//! independent writer, without a number that a reader could round.

use crate::given::{complete, complete_or_case, places, without};
use gradus::assign::{Matrix, agency_view, assignments};
use gradus::workflow::{self, Event};
use gradus::{Calendar, Engine, Question, Term, TermUnit, canonical, explain_term, facts_schema, verify};
use gradus_dsl::Document;
use gradus_tests::{ask, engine, load, packs, rule, sample_day, text};
use proptest::prelude::*;
use serde::Serialize;
use serde_json::Value;
use std::sync::LazyLock;

/// A second engine, its packs handed over in the other order.
static OTHER: LazyLock<Engine> = LazyLock::new(|| {
    let mut packs = packs();
    packs.reverse();
    load(packs)
});

/// A facts file as text with the facts in another order.
fn shuffled(file: &Value, order: &[prop::sample::Index]) -> String {
    let mut facts: Vec<(&String, &Value)> = file["facts"].as_object().unwrap().iter().collect();
    for (place, index) in order.iter().enumerate().take(facts.len()) {
        let other = index.index(facts.len());
        facts.swap(place, other);
    }
    let facts: Vec<String> = facts.iter().map(|(name, value)| format!("{name:?}: {value}")).collect();
    let others = file.as_object().unwrap().iter().filter(|(key, _)| *key != "facts");
    let others: String = others.map(|(key, value)| format!(", {key:?}: {value}")).collect();
    format!("{{ \"facts\": {{ {} }}{others} }}", facts.join(", "))
}

fn bytes(engine: &Engine, question: &Question) -> String {
    serde_json::to_string(&engine.rule(question).unwrap()).unwrap()
}

/// Canonical by both writers, and without a bare number that is no exact integer everywhere.
#[track_caller]
fn canonical_by_both(what: &str, document: &impl Serialize) {
    let value = serde_json::to_value(document).unwrap();
    let ours = canonical::to_bytes(&value).unwrap();
    let theirs = serde_json_canonicalizer::to_vec(&value).unwrap();
    assert_eq!(String::from_utf8(ours), String::from_utf8(theirs), "{what}");
    let mut waiting = vec![&value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Number(number) => {
                let exact = number.as_i64().is_some_and(|number| number.unsigned_abs() <= 1 << 53);
                assert!(exact, "{what}: a bare number {number}");
            }
            Value::Array(items) => waiting.extend(items),
            Value::Object(entries) => waiting.extend(entries.values()),
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// P26: another run, another engine, another thread, another order of facts - the same bytes.
    #[test]
    fn p26_the_same_file_gives_the_same_bytes(
        (rule, base, file) in complete_or_case(),
        taken in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        order in prop::collection::vec(any::<prop::sample::Index>(), 40),
    ) {
        let places = places(&file);
        let taken: Vec<Vec<String>> = taken.iter().map(|index| index.get(&places).clone()).collect();
        let file = without(&file, &taken);
        let plain = rule.question(base, &file);
        let turned = rule.question_of_text(base, &shuffled(&file, &order));
        let first = bytes(engine(), &plain);
        prop_assert_eq!(&bytes(engine(), &plain), &first);
        prop_assert_eq!(&bytes(engine(), &turned), &first);
        prop_assert_eq!(&bytes(&OTHER, &plain), &first);
        let threads = std::thread::scope(|scope| {
            let one = scope.spawn(|| bytes(engine(), &plain));
            let two = scope.spawn(|| bytes(&OTHER, &turned));
            [one.join().unwrap(), two.join().unwrap()]
        });
        prop_assert_eq!(&threads[0], &first);
        prop_assert_eq!(&threads[1], &first);
    }

    /// P28 on records: our canonical bytes are those of RFC 8785, and the record verifies.
    #[test]
    fn p28_a_record_is_canonical((rule, base, file) in complete()) {
        let record = engine().record(&rule.question(base, &file)).unwrap();
        canonical_by_both("record", &record);
        let stored = record.to_json().unwrap();
        prop_assert_eq!(stored.as_bytes(), &serde_json_canonicalizer::to_vec(&record).unwrap()[..]);
        prop_assert!(verify(&stored).unwrap().holds());
    }
}

/// P28 on everything else a host stores or sends.
#[test]
fn p28_every_document_is_canonical() {
    let (engine, day) = (engine(), sample_day());
    for policy in engine.policies() {
        canonical_by_both("schema", &facts_schema(policy));
        canonical_by_both("matrix", &Matrix::of(policy, day, engine.agencies()));
        canonical_by_both("assignments", &assignments(policy, day, engine.agencies()));
        if let Ok(view) = agency_view(policy, &"miit".into(), day, engine.agencies()) {
            canonical_by_both("agency", &view);
        }
    }
    for name in gradus_tests::SAMPLES {
        let facts = gradus_tests::sample(name);
        canonical_by_both("ruling", &rule(facts.clone()));
        canonical_by_both("facts", &facts);
        let record = engine.record(&ask(facts)).unwrap().to_json().unwrap();
        canonical_by_both(
            "verification",
            &verify(&record.replacen("little", "big", 3)).map_err(|e| e.to_string()),
        );
    }
    let seed = text("policies/miit-2021-70/source.en.txt");
    canonical_by_both("document", &Document::read(seed.as_bytes(), engine.agencies()).unwrap());
    let calendar = Calendar::from_toml(&text("policies/calendars/cn.toml"), "cn.toml").unwrap();
    let term = Term { count: 20, unit: TermUnit::WorkingDays };
    canonical_by_both("term", &explain_term(day, term, &calendar).unwrap());
    let flow = engine.workflow(&"miit-2022-63".into(), &"recognition".into()).unwrap();
    let opening = engine.opening(&"miit-2022-63".into(), "case".into(), day, Vec::new()).unwrap();
    let opened = workflow::open(flow, &opening, &calendar).unwrap();
    let event = Event::Take {
        step: "submit".into(),
        person: "li".into(),
        role: "applicant".into(),
        on: day,
        facts: None,
    };
    let next = engine.step(&opened.snapshot, &event, &calendar).unwrap();
    canonical_by_both("opening", &opening);
    canonical_by_both("transition", &next);
    canonical_by_both("event", &event);
    canonical_by_both("standing", &workflow::standing(flow, &next.snapshot, day, &calendar).unwrap());
}

/// The check above does see a number that is not exact.
#[test]
#[should_panic(expected = "")]
fn a_number_beyond_the_limit_is_seen() {
    canonical_by_both("too large", &((1u64 << 53) + 1));
}
