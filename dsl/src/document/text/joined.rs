//! Paragraphs that lost their breaks: title, number, addressees, signature and annexes run together in one line are
//! taken apart again, at marks that stand nowhere else.

use super::folded::{Text, is_han};
use crate::document::duty::bodies::{self, Names};
use crate::document::frame::dates;
use crate::document::section::counter::{self, Style};
use crate::document::text::words::word_at;
use std::ops::Range;

/// A paragraph shorter than this has lost no break; a gap in it is a gap in a title or a name.
const JOINED: usize = 160;
/// How far into a joined paragraph a number, an addressee or a signature is looked for.
const HEAD: usize = 600;

/// The paragraphs of a text, each with its lost breaks put back.
pub(crate) fn paragraphs(text: &Text, names: &Names<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(text.paragraphs.len());
    for (i, paragraph) in text.paragraphs.iter().enumerate() {
        for piece in at_gaps(text, paragraph) {
            let pieces = if i < 8 || piece.start > paragraph.start || piece.len() >= JOINED {
                at_marks(text, piece, names)
            } else {
                vec![piece]
            };
            out.extend(pieces.into_iter().filter(|piece| !piece.is_empty()));
        }
    }
    out
}

/// Cuts at wide gaps: in a long paragraph at every one, in a short one only before a number sign behind a stop.
fn at_gaps(text: &Text, range: &Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let mut pieces = Vec::new();
    let mut start = range.start;
    let gaps = text.gaps(range);
    for (i, &gap) in gaps.iter().enumerate() {
        let next = gaps.get(i + 1).copied().unwrap_or(range.end);
        // 总　　则: single characters set apart are one word.
        let single = gap - start <= 1 || (next - gap <= 1 && is_han(chars[gap]));
        let sign = counter::sign(chars, gap);
        let before = gap.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let stopped = matches!(before, '。' | ';' | ':' | ')' | '!' | '?' | '”');
        let annex = chars.get(gap) == Some(&'附');
        let cut = if annex {
            sign.as_ref().is_some_and(|s| s.style == Style::Annex) && (stopped || range.len() >= JOINED)
        } else {
            !single && (range.len() >= JOINED || (stopped && sign.is_some()))
        };
        // 附件：1.甲　　2.乙 is one list of names.
        let list = text.part(&(start..gap)).starts_with(&['附', '件', ':']) && !annex && !stopped;
        if cut && !list {
            pieces.push(text.trim(start..gap));
            start = gap;
        }
    }
    pieces.push(text.trim(start..range.end));
    pieces
}

/// Cuts around the number, behind the addressees, and around the signature of a notice.
fn at_marks(text: &Text, range: Range<usize>, names: &Names<'_>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let end = range.end.min(range.start + HEAD);
    let mut cuts: Vec<usize> = Vec::new();
    for at in range.start..end {
        // …的通知国办发〔2020〕43号各省…
        if matches!(chars[at], '〔' | '[' | '【')
            && let Some((code, after)) = number(chars, at, &range)
        {
            cuts.extend([code, after]);
        }
        // 省财政厅：负责…: who does what, and nobody is written to.
        let does = ["负责", "牵头", "承担", "组织", "指导", "协调", "会同", "配合", "做好"];
        let said = does.iter().any(|word| word_at(chars, at + 1, word).is_some());
        if chars[at] == ':' && !said && addressees(chars, cuts.last().copied().unwrap_or(range.start), at) {
            cuts.push(at + 1);
        }
    }
    signatures(text, &range, names, &mut cuts);
    cuts.retain(|cut| range.contains(cut) && *cut > range.start);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces = Vec::new();
    let mut start = range.start;
    for cut in cuts {
        pieces.push(text.trim(start..cut));
        start = cut;
    }
    pieces.push(text.trim(start..range.end));
    pieces
}

/// What the name of a document ends in.
pub(crate) const KINDS: [&str; 30] = [
    "通知", "意见", "决定", "方案", "办法", "规定", "公告", "通告", "通报", "批复", "复函", "函", "纲要",
    "规划", "细则", "命令", "条例", "计划", "指引", "措施", "报告", "请示", "决议", "准则", "令", "标准",
    "指南", "预案", "要点", "章程",
];

/// Whether the name of a document ends at a place.
pub(crate) fn ends_title(chars: &[char], at: usize, start: usize) -> bool {
    KINDS.iter().any(|kind| {
        let length = kind.chars().count();
        at >= start + length
            && chars.get(at - length..at).is_some_and(|part| part.iter().copied().eq(kind.chars()))
    })
}

/// The document number whose year is in the bracket at `open`, where it follows a title: its code and its end.
fn number(chars: &[char], open: usize, range: &Range<usize>) -> Option<(usize, usize)> {
    let sign = (open..range.end.min(open + 16)).find(|at| matches!(chars.get(*at), Some('号')))?;
    let from = open.saturating_sub(16).max(range.start);
    // The code begins where the title before it ends.
    let after_title = (from..open.saturating_sub(1)).rev().find(|at| ends_title(chars, *at, range.start));
    let code = after_title.or_else(|| (from == range.start).then_some(from))?;
    let found = dates::number_line(chars, &(code..sign + 1))?;
    // A sentence may begin with a number too: 试发〔2016〕3号不再执行。
    let heads =
        code == range.start && matches!(chars.get(found.range.end), None | Some('各' | '(' | '国' | '\n'));
    let title = code > range.start && text_before(chars, range.start, code);
    (heads || title).then_some((code, found.range.end))
}

/// Whether what stands before a place can be a title: without a stop and without an opening quotation of one.
fn text_before(chars: &[char], start: usize, at: usize) -> bool {
    at - start <= 120
        && !chars[start..at].iter().any(|c| matches!(c, '。' | ';' | ':'))
        && !open_bracket(chars, start, at)
}

fn open_bracket(chars: &[char], start: usize, at: usize) -> bool {
    let count = |open: char, close: char| {
        let part = chars.get(start..at).unwrap_or_default();
        part.iter().filter(|c| **c == open).count() > part.iter().filter(|c| **c == close).count()
    };
    count('《', '》') || count('(', ')') || count('“', '”')
}

/// Whether a line up to a colon addresses somebody: 各省、自治区、直辖市人民政府，国务院各部委：
pub(crate) fn addressees(chars: &[char], start: usize, colon: usize) -> bool {
    let Some(line) = chars.get(start..colon).filter(|line| (2..=200).contains(&line.len())) else {
        return false;
    };
    let line: String = line.iter().collect();
    let first = ["各", "国务院各", "有关", "省", "市", "县", "区", "中央", "你"]
        .iter()
        .any(|word| line.starts_with(word));
    let bodies = [
        "政府", "部门", "机构", "单位", "委", "局", "厅", "部委", "企业", "公司", "办", "银行", "大学",
        "协会", "院",
    ];
    let named = bodies.iter().any(|word| line.ends_with(word)) || line.ends_with(')');
    // A verb or a stop makes it a sentence.
    let sentence = ["。", ";", "如下", "应当", "负责", "包括", "按照", "以下", "措施"]
        .iter()
        .any(|word| line.contains(word));
    first && named && !sentence
}

/// Release marks, and an issuer with a date behind the last stop of a wrapper.
fn signatures(text: &Text, range: &Range<usize>, names: &Names<'_>, cuts: &mut Vec<usize>) {
    let chars = text.chars();
    let mut at = range.start;
    while at < range.end {
        if chars[at] == '('
            && let Some(end) = release_mark(chars, at)
        {
            cuts.extend([at, end]);
            at = end;
            continue;
        }
        let stopped = at > range.start && matches!(chars[at - 1], '。' | ')');
        if stopped
            && is_han(chars[at])
            && let Some((day, end)) = signature(text, at, range.end, names)
        {
            cuts.extend([at, day, end]);
            at = end;
            continue;
        }
        at += 1;
    }
}

/// `（此件公开发布）`, and where it ends.
pub(crate) fn release_mark(chars: &[char], at: usize) -> Option<usize> {
    let begins =
        chars.get(at + 1..at + 3) == Some(&['此', '件']) || chars.get(at + 1..at + 3) == Some(&['本', '文']);
    let close = (at..chars.len().min(at + 30)).find(|i| chars.get(*i) == Some(&')'))?;
    begins.then_some(close + 1)
}

/// Issuers and a full date in a row: where the date begins and ends.
fn signature(text: &Text, at: usize, end: usize, names: &Names<'_>) -> Option<(usize, usize)> {
    let chars = text.chars();
    let (found, rest) = bodies::leading(text, &(at..end.min(at + 120)), names);
    if found.is_empty() || rest > at + 120 {
        return None;
    }
    let (_, after) = dates::date(chars, rest).filter(|(_, after)| *after <= end)?;
    // A date in a sentence goes on: …财政部2021年6月1日印发的通知
    let next = chars.get(after).copied().unwrap_or(' ');
    (after == end || matches!(next, '(' | '附') || !is_han(next)).then_some((rest, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Agencies;

    const REGISTRY: &str = "[[agency]]\nid = \"gosc\"\nname = { zh = \"国务院办公厅\" }\n";

    fn read(source: &str) -> Vec<String> {
        let agencies = Agencies::from_toml(REGISTRY, "agencies.toml").unwrap_or_else(|_| Agencies::empty());
        let text = Text::new(source);
        paragraphs(&text, &Names { agencies: &agencies, local: false })
            .iter()
            .map(|range| text.folded(range))
            .collect()
    }

    #[test]
    fn title_number_addressees_and_signature_are_taken_apart() {
        assert_eq!(
            read(
                "国务院办公厅关于印发工作方案的通知国办发〔2020〕4号各省、自治区、直辖市人民政府：方案已经同意，现印发给你们。国务院办公厅2020年1月1日（此件公开发布）工作方案"
            ),
            [
                "国务院办公厅关于印发工作方案的通知",
                "国办发〔2020〕4号",
                "各省、自治区、直辖市人民政府:",
                "方案已经同意,现印发给你们。",
                "国务院办公厅",
                "2020年1月1日",
                "(此件公开发布)",
                "工作方案",
            ]
        );
    }

    #[test]
    fn a_cited_number_and_an_article_are_left_alone() {
        for line in [
            "根据《关于加强管理的通知》（国办发〔2020〕4号）和国发〔2019〕1号文件要求，现就有关事项通知如下。",
            "第一章　总　　则",
            "国务院办公厅2020年1月1日印发的通知同时废止。",
            "申请材料包括：申请表、证明。",
        ] {
            assert_eq!(read(line).len(), 1, "{line}: {:?}", read(line));
        }
    }
}
