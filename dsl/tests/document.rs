//! The seed document as a reader must read it, and hostile texts.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Clauses, Document, SentenceKind, Source};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

const SEED: &str = include_str!("../../policies/miit-2021-70/source.en.txt");
const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| match Agencies::from_toml(REGISTRY, "agencies.toml") {
        Ok(agencies) => agencies,
        Err(problems) => panic!("{}", problems.iter().map(ToString::to_string).collect::<String>()),
    });

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

#[test]
fn the_seed_as_json() {
    insta::assert_snapshot!(serde_json::to_string_pretty(&read(SEED)).unwrap());
}

#[test]
fn the_seed_for_people() {
    let document = read(SEED);
    insta::assert_snapshot!("the_seed_in_english", document.to_text(SEED, gradus_dsl::Language::En));
    insta::assert_snapshot!("the_seed_in_chinese", document.to_text(SEED, gradus_dsl::Language::Zh));
}

#[test]
fn the_seed_as_a_draft() {
    let script = gradus_dsl::draft(&read(SEED), SEED, &"miit-2021-70".into());
    insta::assert_snapshot!(script);
}

#[test]
fn the_seed_by_citation() {
    let document = read(SEED);
    let clauses = Clauses::from_document(&document, SEED);
    let clause = |citation: &str| clauses.resolve(&citation.parse().unwrap()).unwrap();
    let shown: Vec<String> = clauses
        .clauses
        .iter()
        .map(|clause| {
            format!("{} · {} · {} sentences", clause.citation, clause.heading.en, clause.sentences.len())
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
    assert!(clause("八").text.starts_with("Eighth, enhance"));
    assert_eq!(clause("Eighth").citation.to_string(), "8");
    assert!(clause("9").sentences[6].text.starts_with("Local governments are encouraged"));
    assert!(clause("closing").text.starts_with("Local industrial and information technology departments"));
    assert!(clause("closing").text.ends_with("do a good job of implementation."));
    assert!(clauses.resolve(&"11".parse().unwrap()).is_none());
    assert!(clauses.resolve(&"2(1)".parse().unwrap()).is_none());
}

#[test]
fn json_goes_there_and_back() {
    let document = read(SEED);
    let json = serde_json::to_string(&document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), document);
    assert_eq!(serde_json::to_string(&read(SEED)).unwrap(), json);
    // A byte-order mark and the line ends of another system change no id and no kind.
    let marked = format!("\u{FEFF}{SEED}");
    assert_eq!(serde_json::to_string(&read(&marked)).unwrap(), json);
    let other = read(&SEED.replace('\n', "\r\n"));
    let ids = |d: &Document| d.sentences.iter().map(|s| (s.id, s.kind)).collect::<Vec<_>>();
    assert_eq!(ids(&other), ids(&document));
    assert_eq!(other.responsibilities.len(), document.responsibilities.len());
}

/// The characters no sentence, no unread block and no page furniture takes up.
fn uncovered(document: &Document, text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let chars: Vec<char> = text.chars().collect();
    let mut covered = vec![false; chars.len()];
    let furniture = document.warnings.iter().filter(|w| w.code == "page-furniture").map(|w| w.span);
    let spans = document.sentences.iter().map(|s| s.span).chain(document.unread.iter().map(|u| u.span));
    for span in spans.chain(furniture) {
        assert!(span.end() <= chars.len(), "{span:?} ends outside the text of {} characters", chars.len());
        covered[span.start..span.end()].fill(true);
    }
    let chars = without_tags(&chars);
    // Marks of Markdown and signs without width are no text.
    let mark = |c: char| matches!(c, '\\' | '*' | '[' | ']' | '\u{200B}'..='\u{200D}' | '\u{FEFF}');
    let left = chars
        .iter()
        .zip(covered)
        .filter(|(c, covered)| !covered && !c.is_whitespace() && !c.is_control() && !mark(**c));
    left.map(|(c, _)| c).collect()
}

/// The tags of a page are no text: blanks stand in their place.
fn without_tags(chars: &[char]) -> Vec<char> {
    let mut out = chars.to_vec();
    for at in 0..chars.len() {
        let tag = chars[at] == '<'
            && chars.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(*c));
        if tag && let Some(length) = chars[at..].iter().position(|c| *c == '>') {
            out[at..=at + length].fill(' ');
        }
    }
    out
}

#[test]
fn nothing_of_the_seed_is_dropped() {
    let document = read(SEED);
    assert_eq!(uncovered(&document, SEED), "");
    let mut ids: Vec<_> = document.sentences.iter().map(|s| s.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), document.sentences.len(), "every sentence has an id of its own");
    assert!(document.sentences.iter().all(|s| s.kind != SentenceKind::Other));
    let governs = document.responsibilities.iter().flat_map(|r| &r.governs);
    assert!(governs.into_iter().all(|id| ids.binary_search(id).is_ok()));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let utf16: Vec<u8> = "关于通知".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16).collect();
    let ascii16: Vec<u8> = "A notice of a policy".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: [(&str, Vec<u8>); 8] = [
        ("empty", Vec::new()),
        ("only a mark", "\u{FEFF}".into()),
        ("blank", b" \n\t\n".to_vec()),
        ("random bytes", (0..255u8).rev().cycle().take(1000).collect()),
        ("UTF-16 with a mark", marked),
        ("UTF-16 without a mark", ascii16),
        ("too large", vec![b'a'; (4 << 20) + 1]),
        ("no letter", vec![b'('; 1 << 20]),
    ];
    let said = cases.map(|(name, bytes)| match Document::read(&bytes, &AGENCIES) {
        Ok(document) => format!("{name}: read as {}", document.title),
        Err(problem) => format!("{name}: [{}] {}; {}", problem.code, problem.message, problem.help),
    });
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test of time reads a clock")]
fn hostile_texts_are_read_in_linear_time() {
    // A quadratic pass over any of these takes minutes.
    let size = 1 << 20;
    let texts = [
        format!("a{}", "(".repeat(size)),
        format!("a{}{}", "(".repeat(size / 2), ")".repeat(size / 2)),
        "一、".repeat(size / 6),
        "（一）".repeat(size / 9),
        "到2025年，达到1家。".repeat(size / 27),
        format!("到2025年，{}", "达到1家，".repeat(size / 13)),
        format!("关于{}", "财政部、".repeat(size / 12)),
        format!("一、甲。{}", "（财政部负责）".repeat(size / 21)),
        format!("一、甲。（{}负责）", "财政部、".repeat(size / 12)),
        format!("1. A.\n\n{}", "(The Ministry of Finance is responsible) ".repeat(size / 41)),
        "1.\n".repeat(size / 3),
        format!("a{}", "\n".repeat(size)),
        format!("一{}", "《".repeat(size / 3)),
        format!("1. A ({})", "hereinafter, ".repeat(size / 13)),
        "(hereinafter ".repeat(size / 13),
        "By 2025 ".repeat(size / 8),
        "9".repeat(size),
        "十".repeat(size / 3),
        "Ministry of Finance and x ".repeat(size / 26),
        "June 1, 2021\n".repeat(size / 13),
        "First, a.\n".repeat(size / 10),
    ];
    for text in texts {
        let begun = std::time::Instant::now();
        let document = read(&text);
        let shown: String = text.chars().take(20).collect();
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(30), "`{shown}…` took {taken:?}");
        assert_eq!(uncovered(&document, &text), "");
    }
}

#[test]
fn four_megabytes_are_read() {
    let body = SEED.split_once("Second, ").unwrap().1;
    let text = body.repeat((4 << 20) / body.len());
    let document = read(&text);
    assert!(document.sentences.len() > 10_000);
    assert_eq!(uncovered(&document, &text), "");
}

#[test]
fn a_mark_with_nothing_behind_it_is_text() {
    for text in ["甲乙丙。\n#\n", "\u{11000}A0a0 ΣAaaAૐ.\n#\n", "Grants.\n\n## \n\n- \n\n一、任务\n#\n"]
    {
        assert_eq!(uncovered(&read(text), text), "", "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_whole(text in "[\\PC\n ]{0,300}") {
        if let Ok(document) = Document::read(text.as_bytes(), &AGENCIES) {
            prop_assert_eq!(uncovered(&document, &text), "");
            check_spans(&document, &text);
        }
    }

    #[test]
    fn any_text_of_policy_words_is_read_whole(words in prop::collection::vec(prop::sample::select(WORDS), 0..80)) {
        let text = words.concat();
        if let Ok(document) = Document::read(text.as_bytes(), &AGENCIES) {
            prop_assert_eq!(uncovered(&document, &text), "");
            check_spans(&document, &text);
        }
    }
}

const WORDS: &[&str] = &[
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "3.2.1 ",
    "第一条　",
    "附件2",
    "First, ",
    "Second, ",
    "5. ",
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
    "会同",
    "有关部门",
    "各地区",
    "按职责分工",
    "到2025年",
    "达到",
    "1万家",
    "企业",
    "《",
    "》",
    "（以下简称“",
    "”",
    "〔2021〕",
    "70号",
    "2021年6月1日",
    "By 2025, ",
    "10,000 ",
    "enterprises ",
    "will be ",
    "Ministry of Finance",
    " and ",
    "Commerce",
    ". ",
    "(",
    ")",
    "takes the lead",
    "shall be responsible",
    "together with ",
    "relevant departments",
    "等",
    "\u{FEFF}",
    "\u{3000}",
    "\r\n",
    "\u{0}",
    "☃",
    "жЧ†йЪЬ",
];

/// Every span lies inside the text and cuts out something.
fn check_spans(document: &Document, text: &str) {
    let source = Source::new(text);
    let spans = (document.sections.iter().map(|s| s.span))
        .chain(document.responsibilities.iter().map(|r| r.span))
        .chain(document.targets.iter().map(|t| t.span))
        .chain(document.definitions.iter().flat_map(|d| [d.span, d.meaning_span]))
        .chain(document.references.iter().map(|r| r.span));
    for span in spans {
        assert!(span.end() <= source.length(), "{span:?}");
    }
    for sentence in &document.sentences {
        let cut = source.cut(sentence.span);
        assert!(!cut.is_empty() && cut.trim() == cut, "{cut:?}");
    }
    let _ = document.to_text(text, gradus_dsl::Language::En);
    let _ = Clauses::from_document(document, text);
    let _ = gradus_dsl::draft(document, text, &"x".into());
}
