//! What holds figures and is no quantity: dates, years, numbers of things, quoted names, titles.

use super::english;
use super::figures;
use super::wording;
use crate::document::frame::dates;
use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;
use crate::numeral;

/// Longest quoted name; longer quotes are text.
const LONGEST_NAME: usize = 40;
/// Longest title in 《》.
const LONGEST_TITLE: usize = 200;

/// Where what begins here ends, if it is to be passed over.
pub(crate) fn over(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let close = |mark: char, longest: usize| {
        (at + 1..end.min(at + longest)).find(|i| chars.get(*i) == Some(&mark)).map(|i| i + 1)
    };
    match chars.get(at)? {
        '《' => title(chars, at, end),
        '“' => close('”', LONGEST_NAME),
        '‘' => close('’', LONGEST_NAME),
        '"' => close('"', LONGEST_NAME),
        '〔' => close('〕', 8),
        '[' => close(']', 8),
        '+' => english::passed::over(chars, at).map(|next| next.min(end)),
        '近' | '最' | '前' | '上' | '过' | '申' | '认' | '第' => {
            wording::window_at(chars, at).filter(|next| *next <= end)
        }
        c if c.is_ascii_digit() || figures::is_numeral(*c) || c.is_ascii_alphabetic() => calendar(chars, at)
            .or_else(|| english::passed::over(chars, at).map(|next| next.min(end)))
            .or_else(|| wording::counted_window(chars, at))
            .or_else(|| class(chars, at))
            .filter(|next| *next <= end),
        _ => None,
    }
}

/// A number that says which class and not how many: `1类创新药`, `二级及以上企业`, 分`三批`, `3人及以上户`.
fn class(chars: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let figure = |c: &char| c.is_ascii_digit() || numeral::is_chinese_numeral(*c);
    let second = at.checked_sub(2).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    if figure(&before) || (second && matches!(before, '.' | ',')) {
        return None;
    }
    let length = chars.iter().skip(at).take(3).take_while(|c| figure(c)).count();
    let noun = |at: usize| {
        chars
            .get(at)
            .is_some_and(|c| is_han(*c) && !matches!(c, '的' | '以' | '或' | '及' | '和' | '与' | '、'))
    };
    let up = |at: usize| {
        ["及以上", "以上", "及以下", "以下"].iter().find_map(|word| word_at(chars, at, word)).unwrap_or(at)
    };
    let end = at + length + 1;
    // Up to three classes are named by their number; what is counted is more, or bound by a word.
    let small = length == 1 && matches!(chars.get(at), Some('1' | '2' | '3' | '一' | '二' | '三'));
    let counted = matches!(before, '于' | '到' | '过' | '达' | '少' | '共');
    let class = match chars.get(at + length).filter(|_| length > 0)? {
        '级' if noun(up(end)) => up(end),
        '级' if up(end) == end => end,
        '类' if small && !counted && noun(end) => end,
        '批' if before == '分' => end,
        '人' if chars.get(up(end)) == Some(&'户') => up(end) + 1,
        _ => return None,
    };
    Some(class)
}

/// 《…》 with nested marks.
fn title(chars: &[char], at: usize, end: usize) -> Option<usize> {
    let mut depth = 0usize;
    for i in at..end.min(at + LONGEST_TITLE) {
        match chars.get(i) {
            Some('《') => depth += 1,
            Some('》') => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Days, months, years and spans of years; where they end.
fn calendar(chars: &[char], at: usize) -> Option<usize> {
    if let Some((_, end)) = dates::date(chars, at) {
        return Some(end);
    }
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    if before.is_ascii_digit() || !chars.get(at)?.is_ascii_digit() {
        let digits = chars.get(at..at + 5)?;
        let row = digits[..4].iter().all(|c| numeral::chinese_digit(*c).is_some());
        return (row && digits[4] == '年').then_some(at + 5);
    }
    let run = digits(chars, at, chars.len());
    let length = run - at;
    // 2021—2025年, 2021至2025年.
    if length == 4 && matches!(chars.get(run), Some('-' | '—' | '–' | '~' | '至')) {
        let second = digits(chars, run + 1, chars.len());
        if second == run + 5 && chars.get(second) == Some(&'年') {
            return Some(second + 1);
        }
    }
    if length == 4 && chars.get(run) == Some(&'年') && matches!(chars.get(at), Some('1' | '2')) {
        return Some(month(chars, run + 1).unwrap_or(run + 1));
    }
    if length <= 2
        && matches!(chars.get(run), Some(':' | '时' | '號'))
        && chars.get(run + 1).is_some_and(char::is_ascii_digit)
    {
        return Some(digits(chars, run + 1, chars.len()));
    }
    month(chars, at)
}

/// `6月`, `6月30日`, `3-5月`.
fn month(chars: &[char], at: usize) -> Option<usize> {
    let run = digits(chars, at, chars.len());
    let mut end = run;
    if matches!(chars.get(end), Some('-' | '—' | '至')) {
        end = digits(chars, end + 1, chars.len());
    }
    if run == at || run > at + 2 || chars.get(end) != Some(&'月') {
        return None;
    }
    let day = digits(chars, end + 1, chars.len());
    Some(if day > end + 1 && chars.get(day) == Some(&'日') { day + 1 } else { end + 1 })
}

/// Where a run of digits ends.
pub(crate) fn digits(chars: &[char], at: usize, end: usize) -> usize {
    let length = chars.iter().skip(at).take(40).take_while(|c| c.is_ascii_digit()).count();
    (at + length).min(end)
}

/// Whether a figure is the number of something (`Section 56`, `No. 70`).
pub(crate) fn is_numbered(chars: &[char], at: usize) -> bool {
    const WORDS: [&str; 33] = [
        "no",
        "nos",
        "section",
        "sections",
        "sec",
        "article",
        "articles",
        "art",
        "order",
        "chapter",
        "part",
        "annex",
        "table",
        "figure",
        "schedule",
        "category",
        "phase",
        "tier",
        "form",
        "act",
        "rule",
        "regulation",
        "clause",
        "paragraph",
        "subsection",
        "title",
        "appendix",
        "page",
        "version",
        "box",
        "recommendation",
        "step",
        "item",
    ];
    let mut end = at;
    while end > 0 && matches!(chars.get(end - 1), Some(' ' | '.')) {
        end -= 1;
    }
    let start = (end.saturating_sub(16)..end)
        .rev()
        .take_while(|i| chars.get(*i).is_some_and(char::is_ascii_alphabetic))
        .last();
    start.is_some_and(|start| WORDS.iter().any(|word| word_at(chars, start, word) == Some(end)))
}

/// Whether a figure is a day or a year beside the name of a month.
pub(crate) fn is_in_date(chars: &[char], start: usize, end: usize) -> bool {
    let back = dates::MONTHS.iter().any(|month| {
        start.checked_sub(month.len() + 1).is_some_and(|at| word_at(chars, at, month) == Some(start - 1))
    });
    // 5 may be a number before the verb; a month is written with a capital.
    let ahead = dates::MONTHS.iter().any(|month| word_at(chars, end + 1, month).is_some())
        && chars.get(end + 1).is_some_and(char::is_ascii_uppercase);
    back || ahead
}
