//! What the document of 2021 says, in plain words, held against what the reader makes of it as JSON.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus::{Engine, Language};
use gradus_dsl::{Document, Source, Span};
use gradus_tests::{engine, text};
use serde_json::{Value, json};

fn source() -> String {
    text("policies/miit-2021-70/source.en.txt")
}

/// The document as JSON, as a host sees it.
fn seed() -> Value {
    let document = Document::read(source().as_bytes(), engine().agencies()).unwrap();
    serde_json::to_value(&document).unwrap()
}

/// The texts at a pointer of every item of a list.
fn each<'a>(list: &'a Value, pointer: &str) -> Vec<&'a str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item.pointer(pointer).and_then(Value::as_str).unwrap_or("-")).collect()
}

/// Who stands in one role of a responsibility.
fn ids(record: &Value, role: &str) -> Vec<String> {
    each(&record[role], "/id").into_iter().map(str::to_owned).collect()
}

/// Everybody a record names: the first, the others, those who cooperate, classes and local bodies.
fn everybody(record: &Value) -> Vec<String> {
    ["lead", "co", "cooperating", "generic", "local"].iter().flat_map(|role| ids(record, role)).collect()
}

fn records(seed: &Value) -> &Vec<Value> {
    seed["responsibilities"].as_array().unwrap()
}

fn record<'a>(seed: &'a Value, section: &str) -> &'a Value {
    records(seed)
        .iter()
        .find(|record| record["section"] == section)
        .unwrap_or_else(|| panic!("none in {section}"))
}

#[test]
fn it_has_ten_numbered_sections_in_three_styles_of_numbering() {
    let seed = seed();
    let signs = ["First", "Second", "Third", "Fourth", "5.", "6.", "7.", "Eighth", "9.", "10."];
    assert_eq!(each(&seed["sections"], "/sign"), signs);
    assert_eq!(each(&seed["sections"], "/path"), signs);
    assert!(seed["sections"].as_array().unwrap().iter().all(|section| section["level"] == 1));
    assert!(each(&seed["sections"], "/heading").iter().all(|heading| heading.len() > 20));
}

#[test]
fn nine_clauses_in_brackets_name_their_bodies_in_listed_order() {
    let seed = seed();
    let clauses: Vec<&Value> = records(&seed).iter().filter(|record| record["form"] == "clause").collect();
    let named: Vec<(&str, Vec<String>)> =
        clauses.iter().map(|record| (record["section"].as_str().unwrap(), everybody(record))).collect();
    let expected: [(&str, &[&str]); 9] = [
        ("Second", &["miit", "sasac"]),
        ("Third", &["most", "miit", "sasac"]),
        ("Fourth", &["miit", "mof", "mofcom", "sasac", "csrc"]),
        ("5.", &["miit", "sasac"]),
        ("6.", &["miit", "sasac"]),
        ("7.", &["miit", "sasac"]),
        ("Eighth", &["mofcom", "miit", "most", "sasac"]),
        ("9.", &["mof", "csrc", "miit", "sasac"]),
        ("10.", &["miit", "industry_associations", "relevant_departments"]),
    ];
    let expected: Vec<(&str, Vec<String>)> = expected
        .iter()
        .map(|(section, bodies)| (*section, bodies.iter().map(|body| (*body).to_owned()).collect()))
        .collect();
    assert_eq!(named, expected);
    assert!(records(&seed).iter().all(|record| record["section"] != "First"), "nobody answers for section 1");
    assert!(clauses.iter().all(|record| record["division"] == true), "each divides the duties by remit");
}

#[test]
fn only_section_ten_says_who_leads_among_the_clauses() {
    let seed = seed();
    for record in records(&seed).iter().filter(|record| record["form"] == "clause") {
        let basis = if record["section"] == "10." { "explicit" } else { "first_listed" };
        assert_eq!(record["lead_basis"], basis, "{}", record["section"]);
    }
    let ten = record(&seed, "10.");
    assert_eq!(ids(ten, "lead"), ["miit"]);
    assert_eq!(ids(ten, "generic"), ["relevant_departments"]);
    assert_eq!(ids(ten, "cooperating"), ["industry_associations"]);
    assert_eq!(seed["lead_convention"], Value::Null, "the document declares no rule about who leads");
}

#[test]
fn the_last_paragraph_is_a_duty_of_local_departments_in_running_text() {
    let seed = seed();
    let last = records(&seed).last().unwrap();
    assert_eq!((&last["section"], &last["form"]), (&json!("closing"), &json!("sentence")));
    assert_eq!(
        (ids(last, "lead"), &last["lead_basis"]),
        (vec!["local_iit_departments".to_owned()], &json!("explicit"))
    );
    assert_eq!(ids(last, "cooperating"), ["relevant_departments"]);
    assert_eq!(records(&seed).iter().filter(|record| record["form"] == "sentence").count(), 1);
}

#[test]
fn it_is_number_70_of_2021_signed_by_six_bodies() {
    let seed = seed();
    assert_eq!(each(&seed["issuers"], "/id"), ["miit", "most", "mof", "mofcom", "sasac", "csrc"]);
    assert_eq!(seed["issuers"][2]["as_written"], "Exchequer", "the words of the text are kept");
    assert_eq!(seed["dates"], json!({ "signed": "2021-06-01", "published": "2021-08-31" }));
    assert_eq!((&seed["number"]["year"], &seed["number"]["sequence"]), (&json!(2021), &json!(70)));
    assert_eq!((&seed["format"], &seed["language"]), (&json!("gradus.document/1"), &json!("en")));
    assert!(seed["title"].as_str().unwrap().starts_with("Guiding Opinions on Accelerating the Cultivation"));
}

#[test]
fn it_aims_at_ten_thousand_little_giants_and_gives_no_other_figure() {
    let seed = seed();
    let targets = &seed["targets"];
    assert_eq!(each(targets, "/value"), ["10000", "-", "-"]);
    assert_eq!(each(targets, "/comparator"), ["=", "-", "-"]);
    assert_eq!(each(targets, "/hedge"), ["-", "thousands of", "a large number of"]);
    assert_eq!(each(targets, "/deadline"), ["2025-12-31"; 3]);
    assert_eq!(each(targets, "/section"), ["Second"; 3]);
    let objects = each(targets, "/object");
    for (object, words) in objects.iter().zip(["small giant", "champion", "leading"]) {
        assert!(object.contains(words), "{object}");
    }
}

#[test]
fn what_is_odd_about_the_text_is_told() {
    let seed = seed();
    let mut codes = each(&seed["warnings"], "/code");
    codes.sort_unstable();
    let count = |code: &str| codes.iter().filter(|found| **found == code).count();
    assert_eq!(count("numbering-style-changes"), 3, "Fourth to 5., 7. to Eighth, Eighth to 9.");
    assert_eq!(count("issuers-differ"), 1, "the heading names four, the signature six");
    assert_eq!(count("unknown-agency"), 1, "Ministry of Finance and Commerce");
    assert_eq!(count("dates-differ"), 1);
    assert_eq!(
        count("unusual-agency-name"),
        3,
        "Exchequer, Commerce Department, and a commission without its supervision"
    );
    assert_eq!(count("page-furniture"), 5);
    assert_eq!(codes.len(), 14, "{codes:?}");
    assert_eq!(seed["unread"], json!([]));
}

#[test]
fn every_sentence_has_an_id_of_its_own_and_one_kind() {
    let seed = seed();
    let sentences = seed["sentences"].as_array().unwrap();
    let kinds = [
        "measure",
        "responsibility",
        "target",
        "criterion",
        "procedure",
        "definition",
        "validity",
        "reference",
        "purpose",
        "heading",
    ];
    for sentence in sentences {
        let id = sentence["id"].as_str().unwrap();
        let (hash, occurrence) = id.split_once('-').unwrap();
        assert!(hash.len() == 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        assert!(occurrence.parse::<u32>().unwrap() >= 1, "{id}");
        assert!(kinds.contains(&sentence["kind"].as_str().unwrap()), "{sentence}");
    }
    let mut ids = each(&seed["sentences"], "/id");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), sentences.len());
    assert_eq!(sentences.iter().filter(|sentence| sentence["kind"] == "responsibility").count(), 10);
    // What a clause governs is what stands before it in its section.
    for record in records(&seed) {
        for id in record["governs"].as_array().unwrap() {
            let sentence = sentences.iter().find(|sentence| sentence["id"] == *id).unwrap();
            assert_eq!(sentence["section"], record["section"]);
        }
    }
}

/// The spans of sections, clauses, targets and sentences cut the words out of the text.
#[test]
fn spans_cut_the_text() {
    let (seed, text) = (seed(), source());
    let chars: Vec<char> = text.strip_prefix('\u{FEFF}').unwrap_or(&text).chars().collect();
    let cut = |item: &Value| -> String {
        let [start, length]: [usize; 2] = serde_json::from_value(item["span"].clone()).unwrap();
        assert_eq!(
            Source::new(&text).cut(Span { start, length }),
            chars[start..start + length].iter().collect::<String>()
        );
        chars[start..start + length].iter().collect()
    };
    let list = |name: &str| seed[name].as_array().unwrap().iter();
    for section in list("sections") {
        assert!(cut(section).starts_with(section["sign"].as_str().unwrap()), "{section}");
        assert!(cut(section).contains(section["heading"].as_str().unwrap()), "{section}");
    }
    for record in list("responsibilities") {
        let words = cut(record);
        for role in ["lead", "co", "cooperating", "generic", "local"] {
            for body in record[role].as_array().unwrap() {
                assert!(words.contains(body["as_written"].as_str().unwrap()), "{body} is not in `{words}`");
            }
        }
        let bracketed = words.starts_with('(') && words.ends_with(')');
        assert_eq!(bracketed, record["form"] == "clause", "`{words}`");
    }
    for target in list("targets") {
        let words = cut(target);
        assert!(words.contains(target["object"].as_str().unwrap()), "`{words}`");
    }
    for sentence in list("sentences") {
        let words = cut(sentence);
        assert!(!words.is_empty() && words.trim() == words, "`{words}`");
    }
    // Sentences stand in the order of the text and none runs into the next.
    let spans: Vec<[usize; 2]> =
        list("sentences").map(|sentence| serde_json::from_value(sentence["span"].clone()).unwrap()).collect();
    assert!(spans.windows(2).all(|pair| pair[0][0] + pair[0][1] <= pair[1][0]));
}

/// The pack and the reader agree: each measure lists the bodies of its clause in the same order and the same roles.
#[test]
fn the_measures_of_the_pack_list_the_bodies_of_their_clauses() {
    let (engine, seed): (&Engine, Value) = (engine(), seed());
    let policy = engine.policy(&"miit-2021-70".into()).unwrap();
    assert_eq!(policy.measures.len(), 11);
    let signs = ["First", "Second", "Third", "Fourth", "5.", "6.", "7.", "Eighth", "9.", "10.", "closing"];
    for (place, (measure, sign)) in policy.measures.iter().zip(signs).enumerate() {
        let citation = if sign == "closing" { sign.to_owned() } else { (place + 1).to_string() };
        assert_eq!(measure.citation.to_string(), citation, "{}", measure.id);
        let names = |ids: &[gradus::AgencyId]| ids.iter().map(ToString::to_string).collect::<Vec<String>>();
        let (lead, joint, support) =
            (names(&measure.lead), names(&measure.joint.listed), names(&measure.support.listed));
        let Some(record) = records(&seed).iter().find(|record| record["section"] == sign) else {
            assert_eq!(sign, "First", "every section but the first has a clause");
            assert_eq!((lead.len(), joint.len(), support.len()), (0, 0, 0));
            continue;
        };
        if record["lead_basis"] == "explicit" {
            assert_eq!(lead, ids(record, "lead"), "{sign}");
            let others = [ids(record, "co"), ids(record, "generic")].concat();
            assert_eq!(joint, others, "{sign}");
        } else {
            assert_eq!(lead, Vec::<String>::new(), "{sign}");
            assert_eq!(joint, [ids(record, "lead"), ids(record, "co")].concat(), "{sign}");
        }
        assert_eq!(support, ids(record, "cooperating"), "{sign}");
        assert_eq!(measure.division, record["division"] == true, "{sign}");
    }
}

/// The rest of the pack agrees with the document too: number, issuers, days, targets.
#[test]
fn the_other_declarations_of_the_pack_agree_with_the_document() {
    let seed = seed();
    let policy = engine().policy(&"miit-2021-70".into()).unwrap();
    let issuers: Vec<&str> = policy.issuers.iter().map(gradus::AgencyId::as_str).collect();
    assert_eq!(issuers, each(&seed["issuers"], "/id"));
    assert_eq!(policy.in_force.from.to_string(), seed["dates"]["signed"].as_str().unwrap());
    assert!(policy.number.contains("2021") && policy.number.contains("70"));
    assert_eq!(policy.authentic, Some(Language::Zh), "the text at hand is a translation");
    // Of the targets of the pack the first three are those with an object of their own in the text.
    let found = seed["targets"].as_array().unwrap();
    for (target, read) in policy.targets.iter().zip(found) {
        assert_eq!(target.citation.to_string(), "2");
        assert_eq!(target.by.unwrap().to_string(), read["deadline"].as_str().unwrap());
        assert_eq!(target.condition.is_some(), read["value"].is_string(), "{}", target.id);
        assert_eq!(target.words, read["hedge"].as_str().unwrap_or_default(), "{}", target.id);
    }
    assert!(policy.targets.len() >= found.len());
}
