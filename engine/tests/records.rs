//! A ruling is stored with everything it follows from, and verified byte for byte years later.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::record::{Inputs, Record, Software, verify};
use gradus::{Error, ErrorKind, FactValue, Facts, Language, Pack, Question, Register};
use proptest::prelude::*;
use serde_json::{Value, json};

fn inputs() -> Inputs {
    let facts = Facts::new()
        .with("revenue", FactValue::yearly([(2024, "12.5")]))
        .with("award", FactValue::None)
        .with_source("revenue", "audit report 2024");
    Inputs {
        semantics: 1,
        packs: vec![
            Pack::new("sample", "policy sample #{};\n").with_clauses("[[clause]]\nat = \"1\"\n"),
            Pack::new("size", "policy size #{};\n").with_source(Language::Zh, "第一条 目的。\n"),
        ],
        agencies: "[[agency]]\nid = \"miit\"\n".to_owned(),
        question: Question::new("little_giant", "2025-06-01".parse().unwrap(), facts),
    }
}

/// A ruling that depends on the inputs, in place of the evaluator.
fn rule(inputs: &Inputs) -> Result<Value, Error> {
    let facts = serde_json::to_value(&inputs.question.facts).unwrap();
    Ok(json!({
        "decision": "eligible",
        "title": inputs.question.title.as_str(),
        "criteria": [{ "id": "revenue", "value": facts["facts"]["revenue"]["2024"] }, { "id": "a/b" }],
    }))
}

fn record() -> Record {
    let engine = Software { name: "gradus".to_owned(), version: "0.1.0".to_owned() };
    let inputs = inputs();
    let ruling = rule(&inputs).unwrap();
    Record::new(engine, inputs, ruling).unwrap()
}

#[test]
fn a_record_is_read_by_people_too() {
    insta::assert_json_snapshot!("record", record());
}

#[test]
fn a_record_recomputes_byte_for_byte() {
    let text = record().to_json().unwrap();
    let verified = verify(&text, rule).unwrap();
    assert!(verified.holds() && verified.differences.is_empty());
    assert_eq!(Record::from_json(&text).unwrap(), record());
    insta::assert_snapshot!(
        "verified",
        [verified.render(Language::En), verified.render(Language::Zh)].concat()
    );
}

#[test]
fn another_engine_version_changes_no_digest() {
    let mut later = record();
    later.engine.version = "0.9.7".to_owned();
    assert_eq!(later.digests, record().digests);
    assert!(verify(&later.to_json().unwrap(), rule).unwrap().holds());
    let mut semantics = inputs();
    semantics.semantics = 2;
    let other = Record::new(later.engine, semantics, later.ruling).unwrap();
    assert_ne!(other.digests.inputs, record().digests.inputs);
    assert_eq!(other.digests.ruling, record().digests.ruling);
}

#[test]
fn what_differs_is_named() {
    let mut changed = record();
    changed.ruling["criteria"][0]["value"] = json!("99");
    changed.ruling["criteria"][1] = json!({ "id": "a/b", "more/less": true });
    changed.ruling["decision"] = json!("ineligible");
    let verified = verify(&changed.to_json().unwrap(), rule).unwrap();
    assert!(
        !verified.holds() && verified.inputs.same() && !verified.ruling.same() && verified.recomputed.same()
    );
    insta::assert_snapshot!(
        "differs",
        [verified.render(Language::En), verified.render(Language::Zh)].concat()
    );
    // Digests that were made to fit a changed ruling do not help: it no longer follows from the inputs.
    let forged = Record::new(changed.engine, changed.inputs, changed.ruling).unwrap();
    let verified = verify(&forged.to_json().unwrap(), rule).unwrap();
    assert!(verified.ruling.same() && !verified.recomputed.same() && !verified.holds());
}

#[test]
fn a_record_of_another_form_is_refused() {
    let good = record().to_json().unwrap();
    let bad = [
        good.replace("gradus.ruling/1", "gradus.ruling/2"),
        good.replace("sha-256", "md5"),
        good.replacen("{", "{\"note\":\"\",", 1),
        good.replacen("\"format\":", "\"format\":\"gradus.ruling/1\",\"format\":", 1),
        good.replace("\"award\":null", "\"award\":null,\"award\":null"),
        good.replace("\"award\":null", "\"award\":0.5"),
        good.replace("\"act\":\"recognition\"", "\"act\":\"recognition\",\"applied\":null"),
        good.replace("\"on\":\"2025-06-01\"", "\"on\":\"2025-06-31\""),
        format!("{good} {good}"),
        String::new(),
    ];
    for text in bad {
        assert_ne!(text, good);
        assert_eq!(Record::from_json(&text).unwrap_err().kind(), ErrorKind::BadJson, "{text}");
    }
}

#[test]
fn inexact_numbers_never_enter_a_record() {
    let refused = Record::new(record().engine, inputs(), json!({ "value": 0.1 }));
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::BadJson);
}

#[test]
fn what_is_written_can_be_read() {
    for register in [Register::default(), Register::complete_as_of("2025-06-01".parse().unwrap())] {
        let mut inputs = inputs();
        inputs.question.facts = inputs.question.facts.with_register(register);
        let record = Record::new(record().engine, inputs, json!(null)).unwrap();
        assert_eq!(Record::from_json(&record.to_json().unwrap()).unwrap(), record);
    }
}

#[test]
fn a_failure_to_recompute_is_told() {
    let text = record().to_json().unwrap();
    let error = verify(&text, |_| Err(Error::new(ErrorKind::Unchecked, "the policy no longer loads")));
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Unchecked);
}

proptest! {
    // P27: no byte outside the engine's name and version can be changed unnoticed.
    #[test]
    fn every_changed_byte_is_noticed(place in any::<prop::sample::Index>(), byte in 0x20u8..0x7f) {
        let good = record().to_json().unwrap();
        let engine = good.find("\"engine\":").unwrap()..good.find(",\"format\"").unwrap();
        let at = place.index(good.len());
        prop_assume!(!engine.contains(&at) && good.as_bytes()[at] != byte);
        let mut bytes = good.clone().into_bytes();
        bytes[at] = byte;
        let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
        // An escape may be written in two ways (`\n` has no other in canonical form, so there is none here).
        if let Ok(verified) = verify(&text, rule) {
            prop_assert!(!verified.holds(), "{}", text);
        }
    }

    #[test]
    fn the_order_of_members_and_spaces_do_not_matter(indent in any::<bool>()) {
        let value: Value = serde_json::from_str(&record().to_json().unwrap()).unwrap();
        let text = if indent { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        prop_assert!(verify(&text, rule).unwrap().holds());
    }

    #[test]
    fn no_text_panics(text in "(?s).{0,120}") {
        let _ = Record::from_json(&text);
    }
}
