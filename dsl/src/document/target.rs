//! Targets: what is to be reached by a year, with the figure, or with the words that stand in its place.

use super::bodies::word_at;
use super::figures::{self, Figure};
use super::model::Comparator;
use super::text::{Text, is_han};
use crate::{Date, Number};
use std::ops::Range;

/// A target inside a sentence.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) object: Range<usize>,
    pub(super) comparator: Option<Comparator>,
    pub(super) value: Option<Number>,
    pub(super) unit: Option<String>,
    pub(super) deadline: Option<Date>,
    pub(super) hedge: Option<String>,
}

/// The targets of a sentence. A sentence without a year to reach sets none: its figures are conditions, past
/// results or names.
pub(super) fn targets(text: &Text, sentence: &Range<usize>) -> Vec<Found> {
    let chars = text.chars();
    let Some((mut deadline, mut at)) = next_deadline(chars, sentence.start, sentence.end) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut quoted = false;
    while at < sentence.end {
        let c = chars.get(at).copied().unwrap_or(' ');
        // A figure inside a quoted name is part of the name.
        quoted = match c {
            '“' => true,
            '”' => false,
            '"' => !quoted,
            _ => quoted,
        };
        if !quoted {
            if let Some((next, end)) = deadline_at(chars, at, sentence.end) {
                (deadline, at) = (next, end);
                continue;
            }
            if let Some((target, end)) = quantity(text, sentence, at, deadline) {
                found.push(target);
                at = end;
                continue;
            }
        }
        at += 1;
    }
    found
}

fn next_deadline(chars: &[char], from: usize, end: usize) -> Option<(Date, usize)> {
    (from..end).find_map(|at| deadline_at(chars, at, end))
}

/// `By 2025`, `By the end of 2025`, `到2025年底`, `2025年底前`, `“十四五”末`: the last day, and where it ends.
fn deadline_at(chars: &[char], at: usize, end: usize) -> Option<(Date, usize)> {
    let (year, next) = if let Some(by) = word_at(chars, at, "by") {
        let by = skip_space(chars, by);
        let by = word_at(chars, by, "the end of").map_or(by, |i| skip_space(chars, i));
        year(chars, by)?
    } else if chars.get(at) == Some(&'到') {
        let (year, next) = year(chars, at + 1)?;
        (year, chinese_year_end(chars, next, false)?)
    } else if chars.get(at) == Some(&'十') {
        plan_period(chars, at)?
    } else {
        let (year, next) = year(chars, at)?;
        (year, chinese_year_end(chars, next, true)?)
    };
    (next <= end).then(|| Date::new(year, 12, 31).map(|date| (date, next)))?
}

fn skip_space(chars: &[char], at: usize) -> usize {
    at + usize::from(chars.get(at) == Some(&' '))
}

fn year(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let digits = chars.get(at..at + 4)?;
    if before
        || !digits.iter().all(char::is_ascii_digit)
        || chars.get(at + 4).is_some_and(char::is_ascii_digit)
    {
        return None;
    }
    let year: i32 = digits.iter().collect::<String>().parse().ok()?;
    (1950..=2199).contains(&year).then_some((year, at + 4))
}

/// Behind the digits: 年, 年底, 年末, and 前 where no 到 stood before.
fn chinese_year_end(chars: &[char], at: usize, before: bool) -> Option<usize> {
    let mut at = (chars.get(at) == Some(&'年')).then_some(at + 1)?;
    at += usize::from(matches!(chars.get(at), Some('底' | '末')));
    match (before, chars.get(at)) {
        (_, Some('前')) => Some(at + 1),
        (true, _) => None,
        (false, _) => Some(at),
    }
}

/// `十四五` with 末, 期间 or 时期 behind the closing quote.
fn plan_period(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let year = match chars.get(at..at + 3)? {
        ['十', '一', '五'] => 2010,
        ['十', '二', '五'] => 2015,
        ['十', '三', '五'] => 2020,
        ['十', '四', '五'] => 2025,
        ['十', '五', '五'] => 2030,
        _ => return None,
    };
    let at = at + 3 + usize::from(matches!(chars.get(at + 3), Some('”' | '"')));
    match (chars.get(at), chars.get(at + 1)) {
        (Some('末'), _) => Some((year, at + 1)),
        (Some('期'), Some('末')) => Some((year, at + 2)),
        _ => None,
    }
}

/// Words that stand in the place of a figure. Longer ones first.
const VAGUE: [&str; 14] = [
    "tens of thousands of",
    "hundreds of thousands of",
    "thousands of",
    "hundreds of",
    "millions of",
    "dozens of",
    "a large number of",
    "a number of",
    "数千家",
    "数百家",
    "一大批",
    "一批",
    "若干家",
    "若干",
];

fn quantity(text: &Text, sentence: &Range<usize>, at: usize, deadline: Date) -> Option<(Found, usize)> {
    let chars = text.chars();
    let vague = VAGUE.iter().find_map(|word| word_at(chars, at, word).map(|end| (*word, end)));
    if let Some((word, end)) = vague {
        let object = object_after(text, end, sentence.end);
        let target = Found {
            range: at..object.end,
            comparator: None,
            value: None,
            unit: None,
            deadline: Some(deadline),
            hedge: Some(text.written(&(at..end)).trim().to_owned())
                .filter(|w| !w.is_empty())
                .or(Some(word.into())),
            object: object.clone(),
        };
        return Some((target, object.end.max(end)));
    }
    let figure = figures::figure(chars, at).filter(|figure| figure.end <= sentence.end)?;
    if chars.get(at).is_some_and(|c| is_han(*c)) && !is_quantity_in_words(chars, &figure) {
        return None;
    }
    let han = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| is_han(*c));
    if han(Some(figure.end)) || han(at.checked_sub(1)) || han(Some(at)) {
        chinese(text, sentence, at, figure, deadline)
    } else {
        english(text, sentence, at, figure, deadline)
    }
}

/// A Chinese numeral is a quantity only before a unit: 一 and 十 are parts of many words.
fn is_quantity_in_words(chars: &[char], figure: &Figure) -> bool {
    unit(chars, figure.end).is_some_and(|(_, end)| end > figure.end)
}

fn english(
    text: &Text,
    sentence: &Range<usize>,
    at: usize,
    figure: Figure,
    deadline: Date,
) -> Option<(Found, usize)> {
    let chars = text.chars();
    let percent = chars.get(figure.end) == Some(&'%');
    let head = text.folded(&(at.saturating_sub(24).max(sentence.start)..at)).to_lowercase();
    let head = head.trim_end();
    let comparator = [
        ("at least", Comparator::AtLeast),
        ("not less than", Comparator::AtLeast),
        ("more than", Comparator::MoreThan),
        ("exceed", Comparator::MoreThan),
        ("over", Comparator::MoreThan),
        ("no more than", Comparator::AtMost),
        ("up to", Comparator::AtMost),
        ("about", Comparator::About),
        ("around", Comparator::About),
    ]
    .into_iter()
    .filter(|(word, _)| head.ends_with(word))
    .max_by_key(|(word, _)| word.len())
    .map_or(Comparator::AtLeast, |(_, comparator)| comparator);
    if percent {
        let object = object_before(text, sentence.start, at);
        let end = figure.end + 1;
        let target = found(at..end, object, comparator, figure, Some("%".to_owned()), deadline, None);
        return Some((target, end));
    }
    let object = object_after(text, figure.end, sentence.end);
    // A figure that counts nothing (a year, a number of an article) is no target.
    if object.is_empty()
        || chars.get(object.start).is_some_and(|c| !c.is_alphabetic() && !matches!(c, '"' | '“'))
    {
        return None;
    }
    let end = object.end;
    Some((found(at..end, object, comparator, figure, None, deadline, None), end))
}

/// Comparator words before the figure, and what they mean.
const BEFORE: [(&str, Comparator); 17] = [
    ("压缩至", Comparator::AtMost),
    ("减至", Comparator::AtMost),
    ("降至", Comparator::AtMost),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("达到", Comparator::AtLeast),
    ("超过", Comparator::MoreThan),
    ("突破", Comparator::MoreThan),
    ("高于", Comparator::MoreThan),
    ("低于", Comparator::LessThan),
    ("大约", Comparator::About),
    ("控制在", Comparator::AtMost),
    ("达", Comparator::AtLeast),
    ("约", Comparator::About),
    ("近", Comparator::About),
];

fn chinese(
    text: &Text,
    sentence: &Range<usize>,
    at: usize,
    figure: Figure,
    deadline: Date,
) -> Option<(Found, usize)> {
    let chars = text.chars();
    let (unit, mut end) = unit(chars, figure.end)?;
    let ends = |word: &str| {
        let length = word.chars().count();
        at.checked_sub(length).filter(|from| *from >= sentence.start && word_at(chars, *from, word).is_some())
    };
    let before = BEFORE.iter().find_map(|(word, comparator)| ends(word).map(|from| (from, *comparator)));
    let after = [
        ("左右", Comparator::About),
        ("以上", Comparator::AtLeast),
        ("以下", Comparator::AtMost),
        ("以内", Comparator::AtMost),
    ];
    let after =
        after.iter().find_map(|(word, comparator)| word_at(chars, end, word).map(|to| (to, *comparator)));
    let change = unit.as_deref() == Some("个百分点");
    let comparator = match (before, after) {
        _ if change => Comparator::Change,
        (_, Some((to, comparator))) => {
            end = to;
            comparator
        }
        _ if figure.more => Comparator::MoreThan,
        (Some((_, comparator)), None) => comparator,
        (None, None) => Comparator::AtLeast,
    };
    let counted =
        matches!(unit.as_deref(), Some("家" | "户" | "个" | "名" | "人" | "项" | "件" | "次" | "批" | "位"));
    let measured = object_before(text, sentence.start, before.map_or(at, |(from, _)| from));
    let counts = before.is_none() && counted;
    let behind = if counts { object_after(text, end, sentence.end) } else { end..end };
    let object = if behind.is_empty() { without_verb(text, measured) } else { behind };
    let line = text.folded(&(sentence.start.max(at.saturating_sub(80))..at));
    let hedge =
        ["力争", "原则上", "努力", "基本"].into_iter().find(|word| line.contains(word)).map(str::to_owned);
    let range =
        at.min(object.start.max(sentence.start))..end.max(if object.start >= end { object.end } else { end });
    let next = range.end;
    Some((found(range, object, comparator, figure, unit, deadline, hedge), next))
}

fn found(
    range: Range<usize>,
    object: Range<usize>,
    comparator: Comparator,
    figure: Figure,
    unit: Option<String>,
    deadline: Date,
    hedge: Option<String>,
) -> Found {
    Found {
        range,
        object,
        comparator: Some(comparator),
        value: Some(figure.value),
        unit,
        deadline: Some(deadline),
        hedge,
    }
}

/// The object of `力争培育示范企业` without the words that only say that it is to come about.
fn without_verb(text: &Text, mut range: Range<usize>) -> Range<usize> {
    let verbs = ["力争", "累计", "培育", "新增", "建成", "建设", "形成", "打造", "认定", "实现"];
    while let Some(end) = verbs.iter().find_map(|verb| word_at(text.chars(), range.start, verb))
        && end < range.end
    {
        range.start = end;
    }
    range
}

/// Units, longer ones first.
const UNITS: [&str; 28] = [
    "个百分点",
    "个工作日",
    "平方米",
    "千瓦时",
    "工作日",
    "周岁",
    "千瓦",
    "美元",
    "个月",
    "小时",
    "家",
    "户",
    "个",
    "名",
    "人",
    "项",
    "件",
    "次",
    "批",
    "位",
    "元",
    "%",
    "‰",
    "倍",
    "吨",
    "亩",
    "台",
    "套",
];

fn unit(chars: &[char], at: usize) -> Option<(Option<String>, usize)> {
    UNITS.iter().find_map(|unit| word_at(chars, at, unit).map(|end| (Some((*unit).to_owned()), end)))
}

/// The words behind a figure that say what is counted: up to a comma, a verb, or the next `and`.
fn object_after(text: &Text, from: usize, end: usize) -> Range<usize> {
    let chars = text.chars();
    let stop = (from..end.min(from + 120)).find(|i| {
        matches!(chars.get(*i), Some(',' | ';' | '.' | '。' | '、' | '(' | ':'))
            || ["and", "will", "shall", "should", "by"].iter().any(|word| word_at(chars, *i, word).is_some())
    });
    text.trim(from..stop.unwrap_or(end.min(from + 120)))
}

/// The words before a figure that say what is measured: back to the last comma.
fn object_before(text: &Text, from: usize, end: usize) -> Range<usize> {
    let chars = text.chars();
    let stop = (from.max(end.saturating_sub(80))..end)
        .rev()
        .find(|i| matches!(chars.get(*i), Some(',' | ';' | '。' | ':' | '、')));
    text.trim(stop.map_or(from.max(end.saturating_sub(80)), |i| i + 1)..end)
}
