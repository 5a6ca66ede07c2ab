//! A newer text beside a policy: every declaration whose sentence changed, moved or went is named, and no other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Diagnostic, Document, Language, Pack, draft, kept_clauses};
use proptest::prelude::*;
use std::sync::LazyLock;

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");
const SEED: &str = include_str!("../../policies/miit-2021-70/source.en.txt");
const SEED_POLICY: &str = include_str!("../../policies/miit-2021-70/policy.rhai");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

fn kept(text: &str) -> String {
    kept_clauses(&read(text), text)
}

/// What is said of a policy written against the older text, beside the newer one.
fn said(policy: &str, old: &str, new: &str) -> Vec<Diagnostic> {
    let language = read(new).language.language();
    let pack = Pack::new("sample", policy).with_clauses(kept(old)).with_source(language, new);
    let all = pack.check(&AGENCIES).diagnostics;
    all.into_iter()
        .filter(|remark| remark.code.starts_with("sentence-changed") || remark.code == "sentence-new")
        .collect()
}

/// The declarations named: `measure gradient`.
fn named(remarks: &[Diagnostic]) -> Vec<String> {
    let changed = remarks.iter().filter(|remark| remark.code == "sentence-changed");
    changed
        .map(|remark| {
            let (name, _) = remark.message.split_once(" cites clause").unwrap();
            name.trim_start_matches("the ").trim_start_matches("a ").replace('`', "")
        })
        .collect()
}

const POLICY: &str = r#"
policy sample #{ title: #{ zh: "样例" }, in_force: #{ from: "2022-08-01", to: open } };
fact revenue : money #{ zh: "营业收入" };
fact staff : count #{ zh: "职工" };
criterion income "art. 2/(1)" { revenue >= wan(1000) }
criterion people "art. 2/(2)" { staff >= 10 }
title prize "art. 2" #{ zh: "奖" };
eligibility prize "art. 2" { all([income, people]) }
parameter bonus "art. 3" = wan(80);
classify "art. 1" sentence 1 as purpose because "aim";
classify "art. 1" sentence 2 as no_effect because "frame";
classify "art. 4" as no_effect because "frame";
"#;

const TEXT: &str = "认定办法

第一条　为了培育企业，制定本办法。本办法适用于本市。

第二条　申请的企业应当具备下列条件：
（一）营业收入不低于1000万元；
（二）职工不少于10人。

第三条　认定后给予80万元奖励。

第四条　本办法由市局负责解释。
";

#[test]
fn the_declarations_of_a_sentence_that_changed_are_named_and_no_other() {
    let cases: [(&str, &str, &str, &[&str]); 8] = [
        ("nothing", "", "", &[]),
        ("width and breaks", "1000万元；\n", "１０００万元；\r\n", &[]),
        ("a figure", "1000万元", "2000万元", &["criterion income", "title prize", "eligibility prize"]),
        ("another figure", "10人", "20人", &["criterion people", "title prize", "eligibility prize"]),
        ("an amount", "80万元", "120万元", &["parameter bonus"]),
        ("one of two sentences", "本办法适用于本市。", "本办法适用于本省。", &["classify"]),
        ("a sentence that went", "为了培育企业，制定本办法。", "", &["classify", "classify"]),
        ("another wording", "由市局负责解释", "由市财政局负责解释", &["classify"]),
    ];
    for (name, old, new, expected) in cases {
        let newer = if old.is_empty() { TEXT.to_owned() } else { TEXT.replacen(old, new, 1) };
        assert!(old.is_empty() || newer != TEXT, "{name}");
        let remarks = said(POLICY, TEXT, &newer);
        assert_eq!(named(&remarks), expected, "{name}: {remarks:#?}");
        assert!(
            remarks.iter().all(|remark| !remark.is_error() && remark.code == "sentence-changed"),
            "{name}"
        );
    }
}

#[test]
fn the_old_and_the_new_wording_are_shown() {
    let newer = TEXT
        .replace("1000万元", "2000万元")
        .replace("（二）职工不少于10人。\n", "")
        .replace(
            "第三条　认定后给予80万元奖励。",
            "第三条　市局每年公布名单。\n\n第四条　认定后给予80万元奖励。",
        )
        .replace("第四条　本办法由", "第五条　本办法由");
    let remarks = said(POLICY, TEXT, &newer);
    insta::assert_snapshot!(remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn one_figure_of_the_seed_names_the_rules_of_its_clause() {
    assert!(said(SEED_POLICY, SEED, SEED).is_empty());
    let newer = SEED.replacen("10,000", "12,000", 1);
    let remarks = said(SEED_POLICY, SEED, &newer);
    // Every declaration of the pack that cites section 2, found by another way: by the lines of the script.
    let lines = SEED_POLICY.lines().filter(|line| {
        let mut words = line.split_whitespace();
        let keyword = words.next().unwrap_or_default();
        let known = ["title", "criterion", "eligibility", "measure", "target", "classify", "parameter"];
        known.contains(&keyword) && line.contains(" \"2\"")
    });
    let expected: Vec<String> = lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().take(2).collect();
            if words[0] == "classify" { "classify".to_owned() } else { words.join(" ") }
        })
        .collect();
    assert!(expected.len() >= 5, "{expected:?}");
    let unnumbered: Vec<String> = named(&remarks).into_iter().filter(|name| name != "classify").collect();
    let expected: Vec<String> = expected.into_iter().filter(|name| name != "classify").collect();
    assert_eq!(unnumbered, expected);
    assert!(remarks.iter().all(|remark| remark.message.contains("(10,000 → 12,000)")), "{remarks:#?}");
}

#[test]
fn a_table_that_is_none_is_refused_with_its_line() {
    let check = |table: &str| {
        let pack = Pack::new("sample", POLICY).with_clauses(table).with_source(Language::Zh, TEXT);
        let errors = pack.check(&AGENCIES).diagnostics.into_iter().filter(Diagnostic::is_error);
        errors.map(|remark| remark.to_string()).collect::<Vec<_>>().join("\n")
    };
    let head = "text = \"kept\"\nlanguage = \"zh\"\n";
    insta::assert_snapshot!(
        [
            check("text = \"unavailable\"\nlanguage = \"zh\"\n"),
            check(&format!("{head}[[clause]]\nnumber = \"one\"\nsentences = []\n")),
            check(&format!("{head}[[clause]]\nnumber = \"1\"\nsentences = []\n[[clause]]\nnumber = \"第一条\"\nsentences = []\n")),
            check(&format!("{head}[[clause]]\nnumber = \"1\"\nsummary = \"x\"\n")),
        ]
        .join("\n\n")
    );
}

const WORDS: &[&str] = &[
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "第一条　",
    "第二条　",
    "附件2",
    "First, ",
    "财政部",
    "、",
    "，",
    "。",
    "\n",
    "\n\n",
    "负责",
    "到2025年",
    "达到",
    "1万家",
    "企业",
    "By 2025, ",
    "enterprises ",
    "will be ",
    ". ",
    "\r\n",
    "☃",
    "\"",
    "\\",
    "'''",
    "\u{0}",
    "\u{7f}",
    "\u{202E}",
];

proptest! {
    #[test]
    fn a_text_held_against_itself_has_not_changed(
        words in prop::collection::vec(prop::sample::select(WORDS), 1..60),
        other in prop::collection::vec(prop::sample::select(WORDS), 1..60),
    ) {
        let (text, other) = (words.concat(), other.concat());
        let read = |text: &str| Document::read(text.as_bytes(), &AGENCIES).ok();
        if let (Some(document), Some(newer)) = (read(&text), read(&other)) {
            let script = draft(&document, &text, &"sample".into());
            let kept = kept_clauses(&document, &text);
            let pack = |document: &Document, text: &str| {
                let beside = Pack::new("sample", script.as_str()).with_clauses(kept.as_str());
                beside.with_source(document.language.language(), text).check(&AGENCIES).diagnostics
            };
            for remark in pack(&document, &text) {
                prop_assert!(!remark.is_error() && remark.code != "sentence-changed" && remark.code != "sentence-new", "{}", remark);
            }
            let _ = pack(&newer, &other);
        }
    }
}
