//! What people read of a ruling, of a name of a policy and of the ladder: each verb, form, length and language.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]
#![allow(clippy::disallowed_methods, reason = "a test of a host reads and writes files")]

mod support;

use std::fs;
use support::{SAMPLES, answer, error, facts_of, folder, gradus, rule, seen};

const ON: [&str; 2] = ["--on", "2025-06-01"];

#[test]
fn a_ruling_is_told_in_short_to_the_applicant() {
    for sample in SAMPLES {
        let facts = facts_of(sample);
        for lang in ["en", "zh"] {
            let shown = seen(&rule(&facts, &["--short", "--lang", lang]));
            insta::assert_snapshot!(format!("short_{sample}_{lang}"), shown);
        }
    }
}

#[test]
fn a_ruling_is_told_in_markdown() {
    let facts = facts_of("ineligible");
    for lang in ["en", "zh"] {
        let markdown = ["--form", "markdown", "--lang", lang];
        insta::assert_snapshot!(format!("markdown_{lang}"), seen(&rule(&facts, &markdown)));
        let short = [&markdown[..], &["--short"]].concat();
        insta::assert_snapshot!(format!("markdown_short_{lang}"), seen(&rule(&facts, &short)));
    }
}

#[test]
fn a_ruling_as_data_is_the_record_by_either_name() {
    let facts = facts_of("eligible");
    let (flag, form) = (gradus(&rule(&facts, &["--json"])), gradus(&rule(&facts, &["--form", "json"])));
    assert_eq!(answer(&flag), answer(&form));
    assert!(answer(&flag).contains("\"format\":\"gradus.ruling/1\""));
    for more in [&["--json", "--short"][..], &["--json", "--form", "text"], &["--form", "json", "--short"]] {
        let refused = gradus(&rule(&facts, more));
        assert_eq!((refused.status.code(), answer(&refused)), (Some(2), ""), "{more:?}");
    }
    let short = gradus(&rule(&facts, &["--form", "json", "--short"]));
    assert!(error(&short).contains("a record is not shortened"), "{}", error(&short));
}

#[test]
fn a_name_is_explained_from_the_policy() {
    for lang in ["en", "zh"] {
        for name in ["rd_intensity", "little_giant", "debt_ceiling", "average_growth"] {
            let shown = seen(&["why", name, "--policy", "policies", "--on", "2025-06-01", "--lang", lang]);
            insta::assert_snapshot!(format!("why_{name}_{lang}"), shown);
        }
    }
}

#[test]
fn a_name_is_explained_on_facts() {
    let facts = facts_of("ineligible");
    for lang in ["en", "zh"] {
        for name in ["debt", "rd_intensity", "revenue"] {
            let base = ["why", name, "--policy", "policies/miit-2022-63", "--facts", &facts, "--lang", lang];
            insta::assert_snapshot!(format!("why_now_{name}_{lang}"), seen(&[&base[..], &ON[..]].concat()));
        }
    }
    let base = ["why", "debt", "--policy", "policies/miit-2022-63", "--json", "--facts", &facts];
    let explained: Vec<gradus::Explanation> =
        serde_json::from_str(answer(&gradus(&[&base[..], &ON[..]].concat()))).unwrap();
    let [debt] = explained.as_slice() else { panic!("{explained:?}") };
    assert_eq!(debt.says[0].text.zh, "资产负债率不超过70%");
    assert_eq!(debt.now.as_ref().unwrap().rulings[0].through, ["debt"]);
}

#[test]
fn a_name_nobody_declares_is_refused_with_the_nearest() {
    let shown = [
        seen(&["why", "rd_intensty", "--policy", "policies"]),
        seen(&["why", "x", "--policy", "policies"]),
        seen(&["why", "debt", "--policy", "policies", "--facts", &facts_of("eligible")]),
    ];
    insta::assert_snapshot!("why_unknown", shown.join("\n"));
}

#[test]
fn advice_says_what_to_change() {
    for sample in SAMPLES {
        let facts = facts_of(sample);
        let base = ["advise", "little_giant", "--policy", "policies", "--facts", &facts];
        for lang in ["en", "zh"] {
            let shown = seen(&[&base[..], &ON[..], &["--lang", lang]].concat());
            insta::assert_snapshot!(format!("advise_{sample}_{lang}"), shown);
        }
        let json = gradus(&[&base[..], &ON[..], &["--json"]].concat());
        let advice: gradus::Advice = serde_json::from_str(answer(&json)).unwrap();
        assert_eq!(advice.title.as_str(), "little_giant");
    }
}

#[test]
fn the_targets_of_the_opinions_against_the_holders_of_titles() {
    let folder = folder("targets");
    let (counts, registers) = (folder.join("holders.json"), folder.join("registers.json"));
    fs::write(&counts, r#"{ "little_giant": 9999 }"#).unwrap();
    let extract = r#"{ "complete": true, "as_of": "2025-12-31", "titles": [{ "title": "little_giant", "from": "2024-09-01" }] }"#;
    fs::write(&registers, format!("[{}]", vec![extract; 10_000].join(","))).unwrap();
    let (counts, registers) = (counts.to_str().unwrap(), registers.to_str().unwrap());
    for lang in ["en", "zh"] {
        let base = ["targets", "--policy", "policies", "--lang", lang];
        let one_short = seen(&[&base[..], &["--holders", counts, "--on", "2025-06-01"]].concat());
        let just_met = seen(&[&base[..], &["--registers", registers, "--on", "2025-12-31"]].concat());
        insta::assert_snapshot!(format!("targets_{lang}"), format!("{one_short}\n{just_met}"));
    }
    // What a facts file may not say, an extract may not either, and a count stands once.
    let bad = [
        (r#"[{ "titles": [{ "title": "litle_giant", "from": "2024-01-01" }] }]"#, "--registers"),
        (
            r#"[{ "titles": [{ "title": "little_giant", "from": "2029-01-01", "to": "2024-01-01" }] }]"#,
            "--registers",
        ),
        (r#"{ "little_giant": 5, "little_giant": 20000 }"#, "--holders"),
        (r#"{ "litle_giant": 5 }"#, "--holders"),
        (r#"{ "little_giant": -1 }"#, "--holders"),
    ];
    let refused = bad.map(|(text, flag)| {
        let file = folder.join("bad.json");
        fs::write(&file, text).unwrap();
        seen(&["targets", "--policy", "policies", flag, file.to_str().unwrap(), "--on", "2025-12-31"])
    });
    assert!(refused.iter().all(|shown| shown.ends_with("--- exit code 2\n")), "{refused:#?}");
    insta::assert_snapshot!("targets_refused", refused.join("\n"));
    let before = ["targets", "--policy", "policies", "--holders", counts, "--on", "2020-06-01"];
    assert!(seen(&before).contains("no target is in force"));
    // An extract of another day says nothing, and nothing is counted from it.
    let late = ["targets", "--policy", "policies", "--registers", registers, "--on", "2026-01-01"];
    insta::assert_snapshot!("targets_unknown", seen(&late));
}

#[test]
fn three_enterprises_are_matched_with_every_title() {
    for sample in SAMPLES {
        let facts = facts_of(sample);
        for lang in ["en", "zh"] {
            let base =
                ["match", "--policy", "policies", "--facts", &facts, "--on", "2025-06-01", "--lang", lang];
            insta::assert_snapshot!(format!("match_{sample}_{lang}"), seen(&base));
        }
    }
    let facts = "policies/miit-2026-117/samples/ineligible.json";
    let base = ["match", "--policy", "policies", "--facts", facts, "--on", "2026-05-20", "--round", "2026"];
    insta::assert_snapshot!("match_round", seen(&base));
    let json = gradus(&[&base[..], &["--json"]].concat());
    let matches: gradus::Matches = serde_json::from_str(answer(&json)).unwrap();
    assert_eq!(matches.of(gradus::Reach::Held).count(), 1);
}

#[test]
fn the_ladder_of_three_enterprises() {
    for sample in SAMPLES {
        let facts = facts_of(sample);
        let base = ["ladder", "--policy", "policies", "--facts", &facts];
        for lang in ["en", "zh"] {
            let shown = seen(&[&base[..], &ON[..], &["--lang", lang]].concat());
            insta::assert_snapshot!(format!("ladder_{sample}_{lang}"), shown);
        }
        let json = gradus(&[&base[..], &ON[..], &["--json"]].concat());
        let ladder: gradus::Ladder = serde_json::from_str(answer(&json)).unwrap();
        assert_eq!(ladder.next[0].as_str(), "little_giant");
    }
    // After the measures have lapsed no text is in force, and the ladder says so.
    let facts = facts_of("eligible");
    let late = ["ladder", "--policy", "policies/miit-2022-63", "--facts", &facts, "--on", "2027-01-01"];
    insta::assert_snapshot!("ladder_late", seen(&late));
}
