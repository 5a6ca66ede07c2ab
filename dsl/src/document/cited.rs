//! The documents a text names: 《T》 with the number behind it, a number alone, an English title with its year or number.

use super::cited_english;
use super::period::length::literal;
use super::text::folded::{Text, is_han};
use super::text::words::word_at;
use std::ops::Range;

/// A document named in the text.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) range: Range<usize>,
    pub(super) title: Option<Range<usize>>,
    pub(super) number: Option<Range<usize>>,
}

/// The documents a sentence names, in its order. Nested marks belong to the outer title.
pub(super) fn references(text: &Text, sentence: &Range<usize>) -> Vec<Named> {
    let titled = titled(text, sentence);
    let (mut found, mut at) = (Vec::new(), sentence.start);
    for named in titled {
        untitled(text, sentence, at..named.range.start, &mut found);
        at = named.range.end;
        found.push(named);
    }
    untitled(text, sentence, at..sentence.end, &mut found);
    found
}

/// The documents named without marks in the part of a sentence between two titles.
fn untitled(text: &Text, sentence: &Range<usize>, part: Range<usize>, found: &mut Vec<Named>) {
    let chars = text.chars();
    let mut at = part.start;
    while at < part.end {
        let named = numbered(chars, at, sentence)
            .or_else(|| order(chars, at, sentence))
            .or_else(|| english(text, at, sentence));
        at = named.as_ref().map_or(at + 1, |named| named.range.end.max(at + 1));
        let apart = |named: &Named| found.last().is_none_or(|last| last.range.end <= named.range.start);
        if let Some(named) = named.filter(|named| named.range.end <= part.end && apart(named)) {
            found.push(named);
        }
    }
}

/// `《T》（N号）`, `《T》N号`, `N号《T》`.
fn titled(text: &Text, sentence: &Range<usize>) -> Vec<Named> {
    let chars = text.chars();
    let (mut found, mut depth, mut open) = (Vec::new(), 0usize, 0);
    for at in sentence.clone() {
        match chars.get(at) {
            Some('《') => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            Some('》') if depth > 0 => {
                depth -= 1;
                // 以下简称《办法》 gives a name and points to nothing.
                if depth == 0 && at > open + 1 && !short_name(chars, open, sentence.start) {
                    let behind = number_behind(chars, at + 1, sentence.end);
                    let before = number_before(chars, open, sentence);
                    let end = behind.as_ref().map_or(at + 1, |(_, end)| *end);
                    let start = if behind.is_none() {
                        before.as_ref().map_or(open, |number| number.start)
                    } else {
                        open
                    };
                    let number = behind.map(|(number, _)| number).or(before);
                    found.push(Named { range: start..end, title: Some(open + 1..at), number });
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether a title only serves as the short name of another: `以下简称《办法》`, `以下简称省《办法》`.
fn short_name(chars: &[char], open: usize, start: usize) -> bool {
    let floor = start.max(open.saturating_sub(12));
    let stop = |i: &usize| matches!(chars.get(*i), Some('(' | ')' | ',' | '。' | ';' | '》'));
    let from = (floor..open).rev().find(stop).map_or(floor, |i| i + 1);
    (from..open).any(|i| {
        ["以下简称", "以下称", "以下统称", "下称"].iter().any(|word| word_at(chars, i, word).is_some())
    })
}

/// The number in the bracket behind a title, or straight behind it; where the number ends and where all ends.
fn number_behind(chars: &[char], at: usize, end: usize) -> Option<(Range<usize>, usize)> {
    if chars.get(at) != Some(&'(') {
        let number = bracketed_year(chars, at, end.min(at + 30)).filter(|number| number.start == at)?;
        return Some((number.clone(), number.end));
    }
    let limit = end.min(at + 80);
    let mut depth = 0usize;
    let close = (at..limit).find(|i| {
        match chars.get(*i) {
            Some('(') => depth += 1,
            Some(')') => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let stop = (at + 1..close).find(|i| matches!(chars.get(*i), Some(',' | ';' | '、'))).unwrap_or(close);
    let part = chars.get(at + 1..stop)?;
    let digit = part.iter().any(char::is_ascii_digit);
    let ends = part.ends_with(&['号'])
        || part.ends_with(&['號'])
        || part.ends_with(&['号', '令'])
        || part.ends_with(&['公', '告']);
    let standard = part.first().is_some_and(char::is_ascii_uppercase)
        && part.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '—' | '.' | ' '));
    (digit && (ends || standard)).then(|| (without_lead(chars, at + 1..stop), close + 1))
}

/// A number that ends straight before a title: `国发〔2011〕42号《T》`, `财政部令第94号《T》`.
fn number_before(chars: &[char], open: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    if !matches!(open.checked_sub(1).and_then(|i| chars.get(i)), Some('号' | '令')) {
        return None;
    }
    let from = sentence.start.max(open.saturating_sub(30));
    (from..open).find_map(|at| {
        let found = numbered(chars, at, sentence).or_else(|| order(chars, at, sentence))?;
        found.number.filter(|number| number.end == open)
    })
}

/// Words that stand before a number and are no part of it.
const LEADS: [&str; 34] = [
    "按照", "根据", "依据", "依照", "遵照", "参照", "执行", "落实", "贯彻", "废止", "印发", "转发", "关于",
    "以及", "现行", "文件", "详见", "对照", "通知", "原", "和", "与", "及", "或", "按", "据", "见", "由",
    "以", "的", "将", "对", "在", "经",
];

/// A number without the words before it.
fn without_lead(chars: &[char], mut range: Range<usize>) -> Range<usize> {
    loop {
        let cut = LEADS
            .iter()
            .find_map(|word| word_at(chars, range.start, word))
            .filter(|end| *end + 1 < range.end);
        // 财政部经…: 经 leads only where it stands first.
        let Some(end) = cut else { return range };
        range.start = end;
    }
}

/// `国发〔2011〕42号` whose bracket stands at `at`, with its code of at most twelve characters.
fn numbered(chars: &[char], at: usize, sentence: &Range<usize>) -> Option<Named> {
    let number = if matches!(chars.get(at), Some('〔' | '[' | '(' | '【')) {
        let end = year_and_sequence(chars, at, sentence.end)?;
        let floor = sentence.start.max(at.saturating_sub(12));
        let first = (floor..at)
            .rev()
            .find(|i| !is_han(chars.get(*i).copied().unwrap_or(' ')))
            .map_or(floor, |i| i + 1);
        // The code begins behind the last word that leads it in.
        let leads = (first..at).filter_map(|i| LEADS.iter().find_map(|word| word_at(chars, i, word)));
        let from = leads.filter(|end| *end < at).fold(first, usize::max);
        // A longer run of characters is running text, and where its code begins is not known.
        let cut =
            from == floor && floor > sentence.start && is_han(chars.get(floor - 1).copied().unwrap_or(' '));
        (from < at && !cut).then_some(from..end)?
    } else {
        return None;
    };
    Some(Named { range: number.clone(), title: None, number: Some(number) })
}

/// `〔2011〕42号`: where it ends.
fn year_and_sequence(chars: &[char], open: usize, end: usize) -> Option<usize> {
    let year = chars.get(open + 1..open + 5)?;
    if !year.iter().all(char::is_ascii_digit) || !matches!(year.first(), Some('1' | '2')) {
        return None;
    }
    let mut at = (matches!(chars.get(open + 5), Some('〕' | ']' | ')' | '】'))).then_some(open + 6)?;
    at += usize::from(chars.get(at) == Some(&'第'));
    let digits = chars.iter().skip(at).take(6).take_while(|c| c.is_ascii_digit()).count();
    at += digits;
    (digits > 0 && at < end && matches!(chars.get(at), Some('号' | '號'))).then_some(at + 1)
}

/// The whole of a number that begins at `at`.
fn bracketed_year(chars: &[char], at: usize, end: usize) -> Option<Range<usize>> {
    let code = chars.iter().skip(at).take(13).take_while(|c| is_han(**c)).count();
    (1..=12).contains(&code).then_some(())?;
    year_and_sequence(chars, at + code, end + 1).map(|to| at..to)
}

/// `国务院令第722号`, `财政部公告2020年第5号`, `2020年第5号公告`: an order or announcement, its body before it.
fn order(chars: &[char], at: usize, sentence: &Range<usize>) -> Option<Named> {
    let word = ["令", "公告"].iter().find_map(|word| word_at(chars, at, word))?;
    let digits = |from: usize| {
        let count = chars.iter().skip(from).take(5).take_while(|c| c.is_ascii_digit()).count();
        (count > 0).then_some(from + count)
    };
    let year = digits(word).filter(|end| *end == word + 4 && chars.get(*end) == Some(&'年'));
    let from = year.map_or(word, |end| end + 1);
    let end = digits(from + usize::from(chars.get(from) == Some(&'第')))?;
    let end = (matches!(chars.get(end), Some('号' | '號')) && end < sentence.end).then_some(end + 1)?;
    let floor = sentence.start.max(at.saturating_sub(20));
    let first =
        (floor..at).rev().find(|i| !is_han(chars.get(*i).copied().unwrap_or(' '))).map_or(floor, |i| i + 1);
    // A name of a body may hold 和: only the longer words lead an order in.
    let leads = (first..at).filter_map(|i| LEADS.iter().take(19).find_map(|word| word_at(chars, i, word)));
    let start = leads.filter(|end| *end < at).fold(first, usize::max);
    let number = start..end;
    Some(Named { range: number.clone(), title: None, number: Some(number) })
}

/// Kinds of English documents that are named with a number.
const NUMBERED: [&str; 14] = [
    "Executive Order",
    "Proclamation",
    "Presidential Policy Directive",
    "National Security Memorandum",
    "National Security Presidential Memorandum",
    "Public Law",
    "OMB Circular",
    "Circular",
    "Notification",
    "Decree",
    "Directive",
    "Presidential Decree",
    "Memorandum",
    "Resolution",
];
/// Kinds of English documents that are named with a year.
const DATED: [&str; 12] = [
    "Act",
    "Code",
    "Rules",
    "Regulations",
    "Order",
    "Ordinance",
    "Policy",
    "Guidelines",
    "Scheme",
    "Statute",
    "Law",
    "Regulation",
];

fn english(text: &Text, at: usize, sentence: &Range<usize>) -> Option<Named> {
    let chars = text.chars();
    let here = *chars.get(at)?;
    if here == '[' || here == '(' {
        return english_number(chars, at, sentence);
    }
    let begins = !at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
    if !here.is_ascii_uppercase() || !begins {
        return None;
    }
    if let Some(found) = cited_english::act(chars, at, sentence.end)
        .or_else(|| cited_english::of_year(chars, at, sentence.end))
        .or_else(|| cited_english::gazette(chars, at, sentence.end))
    {
        return Some(found);
    }
    if let Some((word, end)) =
        NUMBERED.iter().find_map(|word| word_at(chars, at, word).map(|end| (word, end)))
        && same_case(chars, at, word)
        && let Some(found) = with_number(chars, at, end, sentence)
    {
        return Some(found);
    }
    let end =
        DATED.iter().find_map(|word| word_at(chars, at, word).filter(|_| same_case(chars, at, word)))?;
    let of = literal(chars, end, ", ")
        .or_else(|| literal(chars, end, " of "))
        .or_else(|| literal(chars, end, " "))?;
    let year = chars.get(of..of + 4)?;
    let next = chars.get(of + 4).copied().unwrap_or(' ');
    if of + 4 > sentence.end
        || !year.iter().all(char::is_ascii_digit)
        || !matches!(year.first(), Some('1' | '2'))
        || next.is_ascii_alphanumeric()
    {
        return None;
    }
    let start = name_start(chars, at, sentence.start);
    // `Act, 2016` without a name names nothing.
    (start < at).then(|| Named { range: start..of + 4, title: Some(start..of + 4), number: None })
}

fn same_case(chars: &[char], at: usize, word: &str) -> bool {
    literal(chars, at, word).is_some() && word.chars().zip(chars.iter().skip(at)).all(|(a, b)| a == *b)
}

/// `Executive Order 14110`, `Executive Order No. 14110 of October 30, 2023 (Safe, Secure …)`, `Public Law 115-123`.
fn with_number(chars: &[char], at: usize, end: usize, sentence: &Range<usize>) -> Option<Named> {
    let mut from = end + usize::from(chars.get(end) == Some(&' '));
    for word in ["No. ", "No.", "Nos. ", "No "] {
        from = literal(chars, from, word).unwrap_or(from);
    }
    let count = chars
        .iter()
        .skip(from)
        .take(20)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))
        .count();
    let number = from..from + count;
    let part = chars.get(number.clone())?;
    if number.end > sentence.end || !part.iter().any(char::is_ascii_digit) {
        return None;
    }
    let mut range = at..number.end;
    // A day and a title in a bracket belong to the order they follow.
    if literal(chars, range.end, " of ").is_some()
        && let Some((_, day)) =
            super::frame::dates::date(chars, range.end + 4).filter(|(_, day)| *day <= sentence.end)
    {
        range.end = day;
    }
    let mut title = range.clone();
    if literal(chars, range.end, " (").is_some()
        && chars.get(range.end + 2).is_some_and(char::is_ascii_uppercase)
        && let Some(close) =
            (range.end..sentence.end.min(range.end + 160)).find(|i| chars.get(*i) == Some(&')'))
        && close > range.end + 8
    {
        title = range.end + 2..close;
        range.end = close + 1;
    }
    Some(Named { range, title: Some(title), number: Some(number) })
}

/// `Guo Fa [2011] No. 42`, `State Council Letter (2021) No. 70`: the bracket stands at `at`.
fn english_number(chars: &[char], at: usize, sentence: &Range<usize>) -> Option<Named> {
    let year = chars.get(at + 1..at + 5)?;
    if !year.iter().all(char::is_ascii_digit) || !matches!(chars.get(at + 5), Some(']' | ')')) {
        return None;
    }
    let from = literal(chars, at + 6, " No. ")
        .or_else(|| literal(chars, at + 6, " No."))
        .or_else(|| literal(chars, at + 6, "No. "))?;
    let count = chars.iter().skip(from).take(6).take_while(|c| c.is_ascii_digit()).count();
    let end = from + count;
    if count == 0 || end > sentence.end {
        return None;
    }
    // The code: capitalised words straight before the bracket.
    let code = at.checked_sub(1).filter(|i| chars.get(*i) == Some(&' '))?;
    let start = name_start(chars, code, sentence.start);
    let number = start..end;
    if start >= code {
        return None;
    }
    // `Guiding Opinions on X (Guo Fa [2021] No. 3)`: a title with its number in a bracket.
    let open =
        start.checked_sub(2).filter(|open| literal(chars, *open, " (").is_some() && *open > sentence.start);
    let title = open.map(|open| cited_english::title_start(chars, open, sentence.start)..open);
    let title = title.filter(|title| chars.get(end) == Some(&')') && cited_english::names_kind(chars, title));
    Some(match title {
        Some(title) => Named { range: title.start..end + 1, title: Some(title), number: Some(number) },
        None => Named { range: number.clone(), title: None, number: Some(number) },
    })
}

/// The head of a capitalised name before `at`: capitalised words, what binds them, and brackets among them.
pub(super) fn name_start(chars: &[char], at: usize, floor: usize) -> usize {
    const BINDING: [&str; 8] = ["of", "and", "for", "on", "in", "to", "with", "&"];
    const PARTS: [&str; 14] = [
        "Section", "Sections", "Article", "Part", "Chapter", "Schedule", "Clause", "Under", "In", "As",
        "The", "See", "By", "Per",
    ];
    let floor = floor.max(at.saturating_sub(200));
    let mut start = at;
    let mut pos = at;
    loop {
        // The word before `pos`, and the marks behind it.
        let mut end = pos;
        while end > floor && matches!(chars.get(end - 1), Some(' ')) {
            end -= 1;
        }
        if end <= floor {
            return start;
        }
        if chars.get(end - 1) == Some(&')') {
            let Some(open) = (floor..end).rev().find(|i| chars.get(*i) == Some(&'(')) else { return start };
            pos = open;
            continue;
        }
        let comma = chars.get(end - 1) == Some(&',');
        let word_end = end - usize::from(comma);
        let begin = (floor..word_end).rev().find(|i| {
            !chars.get(*i).is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '&' | '\\'))
        });
        let begin = begin.map_or(floor, |i| i + 1);
        let word: String = chars.get(begin..word_end).unwrap_or_default().iter().collect();
        if word.is_empty() || PARTS.contains(&word.as_str()) {
            return start;
        }
        let capital = word.starts_with(|c: char| c.is_uppercase());
        if capital {
            start = begin;
        } else if !BINDING.contains(&word.as_str()) || comma {
            return start;
        }
        pos = begin;
        // A word is bound to the one before it by a blank or a bracket only.
        if begin > floor && !matches!(chars.get(begin - 1), Some(' ' | '(' | ')')) {
            return start;
        }
    }
}
