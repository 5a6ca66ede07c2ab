//! What a document says of itself in labelled lines, in a file register, or in the line of its adoption.

use super::dates;
use crate::Date;
use crate::document::text::folded::{Text, is_blank, is_han};
use crate::document::text::words;
use std::ops::Range;

/// A particular that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Number,
    Signed,
    Published,
    Effective,
    Repealed,
    Issuer,
    Title,
    Other,
}

/// Labels, longer ones of one beginning first; a colon or a wide space follows.
const LABELS: [(&str, Field); 60] = [
    ("发文字号", Field::Number),
    ("发文文号", Field::Number),
    ("文件编号", Field::Number),
    ("文件字号", Field::Number),
    ("文号", Field::Number),
    ("成文日期", Field::Signed),
    ("发文日期", Field::Signed),
    ("印发日期", Field::Signed),
    ("签署日期", Field::Signed),
    ("生成日期", Field::Other),
    ("公布日期", Field::Published),
    ("公开日期", Field::Published),
    ("发布日期", Field::Published),
    ("发布时间", Field::Published),
    ("发文时间", Field::Published),
    ("时间", Field::Published),
    ("日期", Field::Published),
    ("published on", Field::Published),
    ("published", Field::Published),
    ("date published", Field::Published),
    ("last updated", Field::Other),
    ("updated", Field::Other),
    ("生效日期", Field::Effective),
    ("生效时间", Field::Effective),
    ("施行日期", Field::Effective),
    ("实施日期", Field::Effective),
    ("执行日期", Field::Effective),
    ("施行时间", Field::Effective),
    ("实施时间", Field::Effective),
    ("effective date", Field::Effective),
    ("date of effect", Field::Effective),
    ("废止时间", Field::Repealed),
    ("有效期截止", Field::Repealed),
    ("expiry date", Field::Repealed),
    ("废止日期", Field::Repealed),
    ("失效日期", Field::Repealed),
    ("失效时间", Field::Repealed),
    ("有效期至", Field::Repealed),
    ("发文机关", Field::Issuer),
    ("发布机关", Field::Issuer),
    ("发布机构", Field::Issuer),
    ("制发机关", Field::Issuer),
    ("制定机关", Field::Issuer),
    ("发文单位", Field::Issuer),
    ("发布单位", Field::Issuer),
    ("标题", Field::Title),
    ("文件名称", Field::Title),
    ("名称", Field::Title),
    ("索引号", Field::Other),
    ("统一编号", Field::Other),
    ("主题分类", Field::Other),
    ("主题词", Field::Other),
    ("公文种类", Field::Other),
    ("文件状态", Field::Other),
    ("有效性", Field::Other),
    ("时效性", Field::Other),
    ("效力状态", Field::Other),
    ("来源", Field::Other),
    ("source", Field::Other),
    ("信息来源", Field::Other),
];

/// The labelled particulars of a line, each with the place of its value. Empty for any other line.
pub(crate) fn fields(text: &Text, range: &Range<usize>) -> Vec<(Field, Range<usize>)> {
    if range.len() > 300 {
        return Vec::new();
    }
    let chars = text.chars();
    let mut starts: Vec<(Field, usize, usize)> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let begins = at == range.start
            || text.apart(at)
            || is_blank(chars[at - 1])
            || matches!(chars[at - 1], '】' | '[' | '【');
        let found = LABELS.iter().find_map(|(label, field)| {
            let end = label_at(text, at, label)?;
            begins.then_some((*field, at, end))
        });
        match found {
            Some(found) => {
                at = found.2;
                starts.push(found);
            }
            None => at += 1,
        }
    }
    // A line of prose holds no label at its head.
    if starts.first().is_none_or(|(_, from, _)| *from > range.start + 1) {
        return english_label(text, range).into_iter().collect();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(_, from, _)| *from).chain([range.end]).collect();
    starts.iter().zip(ends).map(|((field, _, from), end)| (*field, text.trim(*from..end))).collect()
}

/// `Announced Date: 2022-05-18`, `Category: …`: a label by its noun. Any other line with a colon may be a title.
fn english_label(text: &Text, range: &Range<usize>) -> Option<(Field, Range<usize>)> {
    let chars = text.chars();
    let colon = (range.start..range.end.min(range.start + 48)).find(|at| chars.get(*at) == Some(&':'))?;
    let value = text.trim(colon + 1..range.end);
    let label = text.folded(&text.trim(range.start..colon)).to_lowercase();
    let words: Vec<&str> = label.split(' ').collect();
    let plain = label.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, ' ' | '/' | '-'));
    if value.is_empty() || !plain || words.len() > 5 {
        return None;
    }
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if label == "title" {
        return Some((Field::Title, value));
    }
    if has(&["date", "dates", "time", "on"])
        || matches!(label.as_str(), "announced" | "promulgated" | "issued")
    {
        let day = if has(&["published", "announced", "issued", "released", "promulgated", "publication"]) {
            Field::Published
        } else if has(&["effective", "commencement"]) {
            Field::Effective
        } else if has(&["expiry"]) {
            Field::Repealed
        } else {
            Field::Other
        };
        return (label != "date").then_some((day, value));
    }
    let nouns = [
        "category",
        "reference",
        "ref",
        "version",
        "author",
        "entity",
        "entities",
        "status",
        "enquiries",
        "contact",
        "type",
        "subject",
        "topic",
        "keywords",
        "url",
        "language",
        "organisation",
        "source",
        "id",
        "issn",
        "isbn",
    ];
    words.last().is_some_and(|last| nouns.contains(last)).then_some((Field::Other, value))
}

/// Where a label with its colon ends, where it stands at a place.
fn label_at(text: &Text, at: usize, label: &str) -> Option<usize> {
    let chars = text.chars();
    let mut end = at;
    for wanted in label.chars() {
        if !chars.get(end).is_some_and(|c| c.eq_ignore_ascii_case(&wanted)) {
            return None;
        }
        end += 1;
    }
    let mut behind = end;
    while chars.get(behind).is_some_and(|c| is_blank(*c) && *c != '\n' || *c == '】') {
        behind += 1;
    }
    (chars.get(behind) == Some(&':')).then_some(behind + 1)
}

/// The line of an adoption or revision: the day, the body, and where the body stands.
pub(crate) struct Adoption {
    pub(crate) day: Date,
    pub(crate) body: Range<usize>,
}

/// Adoptions and revisions in a line that holds nothing else: `2017年9月1日第十二届…第二十九次会议修订`.
pub(crate) fn adoptions(text: &Text, range: &Range<usize>) -> Vec<Adoption> {
    let chars = text.chars();
    let start = range.start + usize::from(chars.get(range.start) == Some(&'('));
    if range.len() > 1_500 || dates::date(chars, start).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = start;
    while at < range.end {
        let Some((day, from)) = dates::date(chars, at) else {
            at += 1;
            continue;
        };
        let next =
            (from..range.end.min(from + 200)).find(|i| dates::date(chars, *i).is_some()).unwrap_or(range.end);
        let act = (from..next).find(|i| {
            ["通过", "修订", "修正", "公布", "批准", "发布", "修改"]
                .iter()
                .any(|word| words::word_at(chars, *i, word).is_some())
        });
        if let Some(act) = act {
            found.push(Adoption { day, body: adopting_body(text, from..act) });
        }
        at = next.max(from);
    }
    found
}

/// The body in `第十二届全国人民代表大会常务委员会第二十九次会议`, without its term and its session.
fn adopting_body(text: &Text, range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let mut range = text.trim(range);
    let numbered = |at: usize| -> Option<usize> {
        (chars.get(at) == Some(&'第')).then_some(())?;
        (at + 1..range.end.min(at + 8))
            .find(|i| !crate::numeral::is_chinese_numeral(chars[*i]) && !chars[*i].is_ascii_digit())
    };
    let term = numbered(range.start).filter(|end| chars.get(*end) == Some(&'届')).map(|end| end + 1);
    let from = term.unwrap_or(range.start);
    let session = (from..range.end)
        .find(|at| numbered(*at).is_some_and(|end| matches!(chars.get(end), Some('次' | '号'))));
    range = from..session.unwrap_or(range.end);
    // 根据…决定: what the revision rests on is no body.
    let basis = range.clone().find(|at| matches!(chars.get(*at..*at + 2), Some(['根', '据'] | ['以', '('])));
    text.trim(range.start..basis.unwrap_or(range.end))
}

/// Two days in a row above the title: the register of the file says from when to when it is in force.
pub(crate) fn register(days: &[(Date, Range<usize>)]) -> Option<(Date, Date)> {
    match days {
        [(from, a), (to, b), ..] if from < to && b.start <= a.end + 2 => Some((*from, *to)),
        _ => None,
    }
}

/// Whether a line only says where and when a print was made: `…秘书处 2021年12月6日印发`, `抄送：…`, `公开方式：主动公开`.
pub(crate) fn print_line(text: &Text, range: &Range<usize>) -> bool {
    if range.len() > 200 {
        return false;
    }
    let line = text.folded(range);
    let dated = dates::first_date(text.chars(), range).is_some();
    (dated && line.ends_with("印发") && !line.contains('。') && line.chars().next().is_some_and(is_han))
        || (dated && line.ends_with("印发。") && line.chars().count() < 60)
        || [
            "公开方式:",
            "信息公开选项:",
            "公开属性:",
            "抄送:",
            "抄报:",
            "主送:",
            "联系人:",
            "联系电话:",
            "校对:",
        ]
        .iter()
        .any(|label| line.starts_with(label))
}
