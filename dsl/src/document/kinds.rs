//! What a sentence does: one kind each, told from its words and its place.

use super::model::SentenceKind;

/// What is known of a sentence before its words are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    pub(super) heading: bool,
    pub(super) responsibility: bool,
    pub(super) target: bool,
    /// Holds a condition with a figure.
    pub(super) criterion: bool,
    /// In the paragraphs before the first section.
    pub(super) preamble: bool,
    /// Governed by a responsibility clause that is behind it.
    pub(super) governed: bool,
}

/// Longest part of a sentence that is looked at; the words that tell its kind stand near its beginning.
pub(super) const LOOKED_AT: usize = 2_000;

const DEFINITION: [&str; 7] =
    ["是指", "所称", "means ", "refers to", "shall mean", "as used in this", "the term \""];
const VALIDITY: [&str; 9] = [
    "起施行",
    "起实施",
    "起执行",
    "有效期",
    "同时废止",
    "停止执行",
    "come into force",
    "take effect",
    "shall be repealed",
];
const CRITERION: [&str; 12] = [
    "不低于",
    "不少于",
    "不超过",
    "不高于",
    "以上",
    "以下",
    "不得低于",
    "at least",
    "not less than",
    "not exceed",
    "no more than",
    "not exceeding",
];
const PROCEDURE: [&str; 16] = [
    "申请",
    "申报",
    "受理",
    "评审",
    "公示",
    "公告",
    "备案",
    "认定",
    "复核",
    "撤销",
    "工作日",
    "apply",
    "application",
    "working days",
    "shall submit",
    "publicized",
];
const MEASURE: [&str; 33] = [
    "应当",
    "必须",
    "不得",
    "可以",
    "鼓励",
    "支持",
    "引导",
    "推动",
    "促进",
    "加强",
    "完善",
    "建立",
    "严禁",
    "禁止",
    "要",
    "推进",
    "实施",
    "we will",
    "shall ",
    "should ",
    "must ",
    "are encouraged",
    "is encouraged",
    "encourage",
    "support",
    "promote",
    "strengthen",
    "improve",
    "establish",
    "build",
    "guide",
    "implement",
    "formulate",
];
const REFERENCE: [&str; 6] =
    ["根据《", "依据《", "按照《", "依照《", "in accordance with the", "pursuant to"];
const PURPOSE: [&str; 5] = ["为贯彻", "为了", "为深入", "为进一步", "in order to"];

/// The one kind of a sentence; `line` is its folded text in lower case, at most [`LOOKED_AT`] characters.
pub(super) fn kind(known: Known, line: &str) -> SentenceKind {
    let any = |words: &[&str]| words.iter().any(|word| line.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
    let figure = line.contains(|c: char| c.is_ascii_digit());
    if known.heading {
        SentenceKind::Heading
    } else if known.responsibility {
        SentenceKind::Responsibility
    } else if known.target {
        SentenceKind::Target
    } else if any(&DEFINITION) {
        SentenceKind::Definition
    } else if any(&VALIDITY) {
        SentenceKind::Validity
    } else if known.preamble {
        if begins(&REFERENCE) { SentenceKind::Reference } else { SentenceKind::Purpose }
    } else if known.governed {
        // What a clause allots to bodies is to be done, whatever its wording.
        SentenceKind::Measure
    } else if begins(&PURPOSE) {
        SentenceKind::Purpose
    } else if known.criterion || (figure && any(&CRITERION)) {
        SentenceKind::Criterion
    } else if any(&PROCEDURE) {
        SentenceKind::Procedure
    } else if any(&MEASURE) {
        SentenceKind::Measure
    } else if begins(&REFERENCE) {
        SentenceKind::Reference
    } else {
        SentenceKind::Other
    }
}
