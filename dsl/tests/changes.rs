//! What changed between two versions of a document: small texts of our own, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Changes, ClauseStatus, Document, Language};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");
const SEED: &str = include_str!("../../policies/miit-2021-70/source.en.txt");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

fn changes(old: &str, new: &str) -> Changes {
    read(old).changes(old, &read(new), new)
}

const OLD: &str = "工业和信息化部 财政部
关于做好示范工作的通知
工信部联示〔2023〕8号

现就做好示范工作通知如下。
一、总体目标
到2025年，培育示范企业1万家以上。
二、重点任务
（一）加强培育。完善培育标准，建立企业清单。（工业和信息化部牵头，财政部按职责分工负责）
（二）强化支持。对示范企业给予80万元奖励。（财政部负责）
（三）开展宣传。组织现场交流活动。（工业和信息化部负责）
三、组织实施
各地区要加强领导。每年报送一次工作总结。

工业和信息化部　财政部
2023年3月5日
";

const NEW: &str = "工业和信息化部 财政部
关于做好示范工作的通知
工信部联示〔2025〕3号

现就做好示范工作通知如下。
一、总体目标
到2027年，培育示范企业1.5万家以上。
二、主要举措
（一）健全机制。各地明确一名联络员。
（二）加强培育。完善培育标准，建立企业清单。（财政部牵头，工业和信息化部、商务部按职责分工负责）
（三）强化支持。对示范企业给予120万元奖励。每年报送一次工作总结。（财政部负责）
三、组织实施
各地区要加强领导。

工业和信息化部　财政部
2025年2月1日
";

#[test]
fn a_notice_and_the_one_that_follows_it() {
    let changes = changes(OLD, NEW);
    insta::assert_snapshot!("notice_zh", changes.to_text(Language::Zh));
    insta::assert_snapshot!("notice_en", changes.to_text(Language::En));
    insta::assert_snapshot!("notice_json", serde_json::to_string_pretty(&changes).unwrap());
}

const OLD_PLAN: &str = "Plan for Small Firms

First, aims

By 2025, 10,000 firms will be trained.

Second, support

The Ministry of Finance, together with the Ministry of Commerce, is responsible for grants. Each grant is at most 500 pounds.

Third, review

The plan is reviewed each year.
";

const NEW_PLAN: &str = "Plan for Small Firms

First, aims

By 2027, 12,000 firms will be trained.

Second, definitions

A firm is small where it says so.

Third, support

The Ministry of Commerce, together with the Ministry of Finance, is responsible for grants. Each grant is at most 750 pounds.
";

#[test]
fn a_plan_and_the_one_that_follows_it() {
    insta::assert_snapshot!("plan_en", changes(OLD_PLAN, NEW_PLAN).to_text(Language::En));
}

/// Each changed clause in a line: paths, what became of it, how many sentences, which figures.
fn shown(changes: &Changes) -> Vec<String> {
    let line = |clause: &gradus_dsl::ClauseChange| {
        let side = |path: &Option<String>| path.clone().unwrap_or_else(|| "-".to_owned());
        let figures: Vec<String> = clause
            .sentences
            .iter()
            .flat_map(|sentence| &sentence.figures)
            .map(|figure| format!(" {}>{}", side(&figure.old), side(&figure.new)))
            .collect();
        let marks = format!(
            "{}{}",
            if clause.renumbered { " renumbered" } else { "" },
            if clause.heading.is_some() && clause.status == ClauseStatus::Changed { " heading" } else { "" }
        );
        let (old, new) = (side(&clause.path.old), side(&clause.path.new));
        format!("{old} {new}{marks} {}{}", clause.sentences.len(), figures.concat())
    };
    changes.clauses.iter().map(line).collect()
}

#[test]
fn each_kind_of_change_is_told_and_nothing_else() {
    let cases: [(&str, &str, &str, &[&str]); 9] = [
        ("nothing", "一、甲\n推进甲。\n", "一、甲\n推进甲。\n", &[]),
        ("width and breaks", "一、甲\n推进 甲1项。\n", "一、甲\r\n推进甲１项。\r\n", &[]),
        ("a figure", "一、甲\n推进甲10项。\n", "一、甲\n推进甲20项。\n", &["一、 一、 1 10>20"]),
        (
            "a clause more",
            "一、甲\n推进甲工作。\n二、乙\n推进乙工作。\n",
            "一、甲\n推进甲工作。\n二、丙\n支持青年创业。\n三、乙\n推进乙工作。\n",
            &["- 二、 1", "二、 三、 renumbered 0"],
        ),
        (
            "a clause less",
            "一、甲\n推进甲工作。\n二、丙\n支持青年创业。\n三、乙\n推进乙工作。\n",
            "一、甲\n推进甲工作。\n二、乙\n推进乙工作。\n",
            &["二、 - 1", "三、 二、 renumbered 0"],
        ),
        (
            "two clauses change places",
            "一、甲\n推进甲工作。\n二、乙\n支持青年创业。\n",
            "一、乙\n支持青年创业。\n二、甲\n推进甲工作。\n",
            &["二、 一、 renumbered 0", "一、 二、 renumbered 0"],
        ),
        ("a heading", "一、总体要求\n推进甲。\n", "一、总的要求\n推进甲。\n", &["一、 一、 heading 0"]),
        (
            "an article renumbered keeps its words",
            "第一条　推进甲工作。\n第二条　支持青年创业。\n",
            "第一条　支持青年创业。\n",
            &["第一条 - 1", "第二条 第一条 renumbered 0"],
        ),
        (
            "what lies below a renumbered clause is not renumbered itself",
            "一、甲\n推进甲工作。\n二、乙\n（一）支持青年创业。\n",
            "一、乙\n（一）支持青年创业。\n",
            &["一、 - 1", "二、 一、 renumbered 0"],
        ),
    ];
    for (name, old, new, expected) in cases {
        assert_eq!(shown(&changes(old, new)), expected, "{name}");
    }
}

#[test]
fn a_sentence_that_moved_says_where() {
    let old = "一、甲\n推进甲工作。每年报送一次总结。\n二、乙\n支持青年创业。\n";
    let new = "一、甲\n推进甲工作。\n二、乙\n支持青年创业。每年报送一次总结。\n";
    let changes = changes(old, new);
    let moved: Vec<Option<&str>> =
        changes.clauses.iter().flat_map(|c| &c.sentences).map(|s| s.moved.as_deref()).collect();
    assert_eq!(moved, [Some("二、"), Some("一、")]);
}

#[test]
fn one_figure_of_the_seed_is_one_change() {
    let new = SEED.replacen("10,000", "12,000", 1);
    let changes = changes(SEED, &new);
    assert_eq!(shown(&changes), ["Second Second 1 10,000>12,000"]);
    assert_eq!(changes.clauses[0].targets.len(), 1);
    assert!(changes.head.is_empty() && changes.clauses[0].responsibilities.is_empty());
}

#[test]
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test of time reads a clock")]
fn large_texts_are_compared_in_linear_time() {
    let size = 1 << 20;
    let body = SEED.split_once("Second, ").unwrap().1;
    let sentence = |n: usize| format!("推进第{n}项工作并做好服务。");
    let texts = [
        (body.repeat(size / body.len()), body.replace("enterprises", "firms").repeat(size / body.len())),
        ((0..20_000).map(sentence).collect(), (20_000..40_000).map(sentence).collect()),
        ("一、甲。\n".repeat(size / 13), "一、乙。\n".repeat(size / 13)),
        (
            (0..9_000).map(|n| format!("{n}. 甲{n}\n")).collect(),
            (0..9_000).map(|n| format!("{n}. 乙{n}\n")).collect(),
        ),
        ("甲".repeat(size / 3), "乙".repeat(size / 3)),
        ("甲乙".repeat(size / 6), "乙甲".repeat(size / 6)),
    ];
    for (old, new) in texts {
        let (a, b) = (read(&old), read(&new));
        let begun = std::time::Instant::now();
        let changes = a.changes(&old, &b, &new);
        let _ = changes.to_text(Language::En);
        let taken = begun.elapsed();
        let shown: String = old.chars().take(20).collect();
        assert!(taken < Duration::from_secs(20), "`{shown}…` took {taken:?}");
    }
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
    "商务部",
    "、",
    "，",
    "。",
    "\n",
    "\n\n",
    "（",
    "）",
    "负责",
    "牵头",
    "到2025年",
    "达到",
    "1万家",
    "企业",
    "2021年6月1日",
    "By 2025, ",
    "10,000 ",
    "enterprises ",
    "will be ",
    "Ministry of Finance",
    ". ",
    "takes the lead",
    "\r\n",
    "☃",
];

/// The sentences of clauses, without the headings that are told as such.
fn sentences(document: &Document) -> usize {
    let heads = |sentence: &gradus_dsl::Sentence| {
        document
            .sections
            .iter()
            .any(|section| section.span.start == sentence.span.start && !section.heading.is_empty())
    };
    let all = document.sentences.iter().filter(|s| s.section.is_some());
    all.filter(|s| !(s.kind == gradus_dsl::SentenceKind::Heading && heads(s))).count()
}

proptest! {
    #[test]
    fn a_text_has_no_changes_to_itself_and_every_pair_can_be_compared(
        old in prop::collection::vec(prop::sample::select(WORDS), 1..60),
        new in prop::collection::vec(prop::sample::select(WORDS), 1..60),
    ) {
        let (old, new) = (old.concat(), new.concat());
        let read = |text: &str| Document::read(text.as_bytes(), &AGENCIES).ok();
        if let (Some(a), Some(b)) = (read(&old), read(&new)) {
            let same = a.changes(&old, &a, &old);
            prop_assert!(same.clauses.is_empty() && same.head.is_empty(), "{:?}", same);
            let there = a.changes(&old, &b, &new);
            let _ = there.to_text(Language::Zh);
            // What stands in one text only is told: without it the two have as many sentences.
            let told = || there.clauses.iter().flat_map(|clause| &clause.sentences);
            let without = |document: &Document, told: usize| sentences(document) - told;
            let old_told = told().filter(|sentence| sentence.words.old.is_some()).count();
            let new_told = told().filter(|sentence| sentence.words.new.is_some()).count();
            prop_assert_eq!(without(&a, old_told), without(&b, new_told));
        }
    }
}
