//! An application from its first day to the title, and what may not be done to it.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

mod support;

use std::fs;
use support::{facts_of, folder, gradus, seen};

/// Opens a case and takes these steps, each on its day; gives all that was printed.
fn taken(log: &str, steps: &[&[&str]], lang: &str) -> String {
    let mut shown = vec![seen(&opening(log, lang))];
    shown.extend(steps.iter().map(|step| seen(&doing(log, step, lang))));
    shown.join("\n")
}

fn opening<'a>(log: &'a str, lang: &'a str) -> Vec<&'a str> {
    let what = [
        "case",
        "open",
        "--policy",
        "policies",
        "--workflow",
        "miit-2022-63/recognition",
        "--id",
        "A-2025-1",
    ];
    [&what[..], &["--on", "2025-04-10", "--log", log, "--lang", lang]].concat()
}

fn doing<'a>(log: &'a str, step: &[&'a str], lang: &'a str) -> Vec<&'a str> {
    let [step, person, role, on, more @ ..] = step else { return Vec::new() };
    let who = ["--step", *step, "--person", *person, "--role", *role, "--on", *on, "--lang", lang];
    [&["case", "do", "--log", log], &who[..], more].concat()
}

const TO_PUBLICITY: [&[&str]; 4] = [
    &["submit", "chen", "applicant", "2025-04-11"],
    &["recommend", "liu", "provincial_authority", "2025-04-28"],
    &["review", "zhao", "miit", "2025-05-20"],
    &["publicise", "zhao", "miit", "2025-06-03"],
];

#[test]
fn a_case_goes_from_application_to_title() {
    let eligible = facts_of("eligible");
    let recognise = ["recognise", "zhao", "miit", "2025-07-15", "--facts", &eligible];
    let steps: Vec<&[&str]> = TO_PUBLICITY.iter().copied().chain([&recognise[..]]).collect();
    for lang in ["en", "zh"] {
        let log = folder(&format!("case_{lang}")).join("log.json");
        let log = log.to_str().unwrap();
        insta::assert_snapshot!(format!("case_{lang}"), taken(log, &steps, lang));
        insta::assert_snapshot!(
            format!("case_show_{lang}"),
            seen(&["case", "show", "--log", log, "--lang", lang])
        );
        let later = ["case", "show", "--log", log, "--on", "2026-05-01", "--lang", lang];
        insta::assert_snapshot!(format!("case_show_later_{lang}"), seen(&later));
    }
}

/// The province evaluates an innovative SME and announces it; the ministry takes no part.
#[test]
fn a_province_announces_an_innovative_sme() {
    let eligible = facts_of("eligible");
    let log = folder("case_innovative").join("log.json");
    let log = log.to_str().unwrap();
    let what = ["case", "open", "--policy", "policies", "--workflow", "innovative_evaluation", "--id", "B-1"];
    let opened = [&what[..], &["--on", "2025-04-10", "--log", log]].concat();
    let by_ministry = ["review", "zhao", "miit", "2025-04-28"];
    let steps: [&[&str]; 5] = [
        &["submit", "chen", "applicant", "2025-04-11"],
        &by_ministry,
        &["review", "liu", "provincial_authority", "2025-04-28"],
        &["publicise", "liu", "provincial_authority", "2025-05-06"],
        &["recognise", "liu", "provincial_authority", "2025-05-20", "--facts", &eligible],
    ];
    let mut shown = vec![seen(&opened)];
    shown.extend(steps.iter().map(|step| seen(&doing(log, step, "en"))));
    insta::assert_snapshot!("case_innovative", shown.join("\n"));
}

#[test]
fn a_refused_step_leaves_the_log_as_it_was_and_says_why() {
    let folder = folder("case_refused");
    let log = folder.join("log.json");
    let name = log.to_str().unwrap();
    taken(name, &TO_PUBLICITY, "en");
    let before = fs::read(&log).unwrap();
    let (ineligible, undetermined, eligible) =
        (facts_of("ineligible"), facts_of("undetermined"), facts_of("eligible"));
    let refused: [(&str, &[&str]); 5] = [
        ("wrong_state", &["submit", "chen", "applicant", "2025-07-01"]),
        ("wrong_role", &["recognise", "chen", "applicant", "2025-07-01", "--facts", &eligible]),
        ("not_met", &["recognise", "zhao", "miit", "2025-07-01", "--facts", &ineligible]),
        ("undetermined", &["recognise", "zhao", "miit", "2025-07-01", "--facts", &undetermined]),
        ("day_before", &["recognise", "zhao", "miit", "2025-05-01", "--facts", &eligible]),
    ];
    let shown: Vec<String> = refused.iter().map(|(_, step)| seen(&doing(name, step, "en"))).collect();
    assert!(shown.iter().all(|shown| shown.ends_with("--- exit code 1\n")), "{shown:#?}");
    insta::assert_snapshot!("case_refused", shown.join("\n"));
    insta::assert_snapshot!("case_not_met_zh", seen(&doing(name, refused[2].1, "zh")));
    assert_eq!(fs::read(&log).unwrap(), before);
    // Nothing half-written lies beside it.
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_case_is_data_too() {
    let log = folder("case_json").join("log.json");
    let name = log.to_str().unwrap();
    taken(name, &TO_PUBLICITY[..1], "en");
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&gradus(arguments).stdout).unwrap()
    };
    assert_eq!(json(&["case", "show", "--log", name, "--json"])["next"][0]["step"], "recommend");
    let refused = json(&[&doing(name, TO_PUBLICITY[2], "en")[..], &["--json"]].concat());
    assert_eq!(refused["refusals"][0]["refusal"], "wrong_state");
    let done = json(&[&doing(name, TO_PUBLICITY[1], "en")[..], &["--json"]].concat());
    assert_eq!(done["snapshot"]["state"], "recommended");
}

#[test]
fn a_step_can_be_refused_by_who_may_take_it() {
    let log = folder("case_refusal").join("log.json");
    let refuse =
        ["recommend", "liu", "provincial_authority", "2025-04-28", "--refuse", "--because", "incomplete"];
    let shown = taken(log.to_str().unwrap(), &[TO_PUBLICITY[0], &refuse], "en");
    insta::assert_snapshot!("case_refusal", shown);
}

#[test]
fn a_log_is_pinned_to_its_packs_and_never_replaced() {
    let folder = folder("case_pinned");
    let log = folder.join("log.json");
    let name = log.to_str().unwrap();
    taken(name, &TO_PUBLICITY[..1], "en");
    let again = seen(&opening(name, "en"));
    assert!(again.ends_with("--- exit code 2\n") && again.contains("a log is there already"), "{again}");

    // The same pack with one figure changed is another text.
    let packs = folder.join("packs");
    let pack = packs.join("miit-2022-63");
    for used in ["miit-2022-63", "sme-size-2011-300"] {
        fs::create_dir_all(packs.join(used)).unwrap();
        let own = support::top().join("policies").join(used);
        for file in ["policy.rhai", "clauses.toml"] {
            fs::copy(own.join(file), packs.join(used).join(file)).unwrap();
        }
    }
    let (agencies, calendars) = (packs.join("agencies"), packs.join("calendars"));
    for (folder, file) in [(&agencies, "agencies/agencies.toml"), (&calendars, "calendars/cn.toml")] {
        fs::create_dir_all(folder).unwrap();
        let from = support::top().join("policies").join(file);
        fs::copy(&from, folder.join(from.file_name().unwrap())).unwrap();
    }
    let moved = ["case", "show", "--log", name, "--policy", packs.to_str().unwrap()];
    assert_eq!(gradus(&moved).status.code(), Some(0));
    let policy = fs::read_to_string(pack.join("policy.rhai")).unwrap();
    fs::write(pack.join("policy.rhai"), policy.replace("percent(10) from", "percent(12) from")).unwrap();
    insta::assert_snapshot!("case_other_text", seen(&moved));
}

#[test]
fn a_log_changed_by_hand_is_refused_with_the_event() {
    let log = folder("case_changed").join("log.json");
    let name = log.to_str().unwrap();
    taken(name, &TO_PUBLICITY[..2], "en");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.replace("provincial_authority", "applicant")).unwrap();
    insta::assert_snapshot!("case_changed", seen(&["case", "show", "--log", name]));
}
