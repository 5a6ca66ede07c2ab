//! What is printed as JSON Schema, held against an independent validator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus::record::Record;
use gradus::{ErrorKind, Facts, Ruling, facts_schema};
use gradus_tests::{SAMPLES, ask, cases, engine, files, rule, sample, sample_text, stem, text};
use jsonschema::Validator;
use serde_json::{Value, json};

/// A validator of the facts one policy asks for.
fn facts_of(policy: &str) -> Validator {
    let schema = facts_schema(engine().policy(&policy.into()).unwrap());
    jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{policy}: {error}"));
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn passes(validator: &Validator, value: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:#?}");
}

fn eligible() -> Value {
    serde_json::from_str(&sample_text("eligible")).unwrap()
}

/// The facts files a pack ships pass its schema; of a case that gives the facts of two texts neither schema knows all.
#[test]
fn the_samples_and_the_facts_of_every_case_pass() {
    for policy in engine().policies().iter().filter(|policy| !policy.parameters.is_empty()) {
        let validator = facts_of(policy.id.as_str());
        for sample in files(&format!("policies/{}/samples", policy.id), "json") {
            let name = format!("policies/{}/samples/{}.json", policy.id, stem(&sample));
            let file = text(&name);
            passes(&validator, &serde_json::from_str(&file).unwrap(), &name);
            // What is stored of the facts passes as well.
            let stored = serde_json::to_value(Facts::from_json(&file).unwrap()).unwrap();
            passes(&validator, &stored, &name);
        }
        let cases = cases(policy.id.as_str());
        let own = cases.iter().filter(|case| {
            let facts = case.facts["facts"].as_object().unwrap();
            facts.keys().all(|name| policy.facts.iter().any(|fact| fact.id.as_str() == name))
        });
        let mut passed = 0;
        for case in own {
            passes(&validator, &case.facts, &case.id);
            passed += 1;
        }
        assert!(passed * 10 >= cases.len() * 8, "{}: {passed} of {}", policy.id, cases.len());
    }
    let other = facts_of("miit-2021-70");
    passes(&other, &json!({ "facts": { "designated_leading": true } }), "the pack of 2021");
    assert!(!other.is_valid(&eligible()), "the facts of one pack are not those of another");
}

/// A bad facts file: what is wrong with it, and the fact it is wrong about.
#[test]
fn bad_facts_are_refused_by_the_schema_as_by_the_engine() {
    let validator = facts_of("miit-2022-63");
    let bad: [(&str, &str, Value, ErrorKind); 10] = [
        ("a misspelt fact", "debt_ratoi", json!("40"), ErrorKind::UnknownFact),
        ("a number with a point", "debt_ratio", json!(42.5), ErrorKind::BadJson),
        ("an exponent in quotes", "debt_ratio", json!("4e1"), ErrorKind::WrongType),
        ("an exponent below one", "debt_ratio", json!(4e-1), ErrorKind::BadJson),
        ("a word for money", "revenue", json!({ "2024": "much", "2023": "1" }), ErrorKind::WrongType),
        ("a figure without its years", "revenue", json!("168000000"), ErrorKind::WrongType),
        ("a year of two digits", "revenue", json!({ "24": "168000000" }), ErrorKind::WrongType),
        ("a word for yes", "key_link", json!("yes"), ErrorKind::WrongType),
        ("no value of the list", "product_field", json!("toys"), ErrorKind::OutOfRange),
        ("null where something must be", "debt_ratio", Value::Null, ErrorKind::WrongType),
    ];
    for (what, fact, value, kind) in bad {
        let mut file = eligible();
        file["facts"][fact] = value;
        assert!(!validator.is_valid(&file), "the schema takes {what}");
        let error =
            Facts::from_json(&file.to_string()).and_then(|facts| engine().rule(&ask(facts))).unwrap_err();
        assert_eq!(error.kind(), kind, "{what}: {error}");
        assert!(error.path().starts_with(&format!("facts.{fact}")), "{what}: {error}");
    }
    for (place, value) in
        [("subjekt", json!("x")), ("register", json!({ "complete": "yes" })), ("facts", json!([]))]
    {
        let mut file = eligible();
        file[place] = value;
        assert!(!validator.is_valid(&file), "the schema takes a wrong `{place}`");
        assert_eq!(Facts::from_json(&file.to_string()).unwrap_err().kind(), ErrorKind::BadJson, "{place}");
    }
    assert!(!validator.is_valid(&json!({})), "facts are asked for");
}

/// To a JSON Schema `4e1` is the integer 40, so it cannot refuse the spelling; the reader of facts does.
#[test]
fn a_bare_exponent_is_refused_by_the_reader() {
    let file = sample_text("eligible").replace("\"42.5\"", "4e1");
    assert_ne!(file, sample_text("eligible"));
    let error = Facts::from_json(&file).unwrap_err();
    assert_eq!((error.kind(), error.path()), (ErrorKind::BadJson, "facts.debt_ratio"));
}

/// Rulings and records as they are emitted pass the schemas their types print.
#[test]
fn rulings_and_records_pass_their_schemas() {
    let schema = |schema: schemars::Schema| {
        let schema = schema.to_value();
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
        jsonschema::validator_for(&schema).unwrap()
    };
    let (rulings, records) = (schema(schemars::schema_for!(Ruling)), schema(schemars::schema_for!(Record)));
    let deciding = engine().policies().iter().filter(|policy| !policy.parameters.is_empty());
    let deciding = deciding.map(|policy| policy.id.as_str());
    for name in SAMPLES {
        let ruling = serde_json::to_value(rule(sample(name))).unwrap();
        passes(&rulings, &ruling, name);
        let record = engine().record(&ask(sample(name))).unwrap().to_json().unwrap();
        let record: Value = serde_json::from_str(&record).unwrap();
        passes(&records, &record, name);
        passes(&rulings, &record["ruling"], name);
        // Neither schema takes anything at all.
        for missing in ["decision", "findings", "policy", "on"] {
            let mut less = ruling.clone();
            less.as_object_mut().unwrap().remove(missing);
            assert!(!rulings.is_valid(&less), "a ruling without `{missing}`");
        }
        let mut other = ruling;
        other["decision"] = json!("perhaps");
        assert!(!rulings.is_valid(&other));
        for missing in ["inputs", "ruling", "digests", "format"] {
            let mut less = record.clone();
            less.as_object_mut().unwrap().remove(missing);
            assert!(!records.is_valid(&less), "a record without `{missing}`");
        }
    }
    for case in deciding.flat_map(cases) {
        let facts = Facts::from_json(&case.facts.to_string()).unwrap();
        let asked = gradus::Question::new(case.title.as_str(), case.on.parse().unwrap(), facts)
            .act(case.act.as_str());
        let asked = match &case.round {
            Some(round) => asked.in_round(round.as_str()),
            None => asked,
        };
        let Ok(ruling) = engine().rule(&asked) else { continue };
        passes(&rulings, &serde_json::to_value(&ruling).unwrap(), &case.id);
        passes(&records, &serde_json::to_value(engine().record(&asked).unwrap()).unwrap(), &case.id);
    }
}
