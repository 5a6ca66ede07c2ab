//! Dates and document numbers as documents write them.

use super::text::is_han;
use crate::{Date, numeral};
use std::ops::Range;

/// A number of a document inside a line.
pub(super) struct NumberFound {
    pub(super) code: Option<Range<usize>>,
    /// None for an order, which has a running number only.
    pub(super) year: Option<u16>,
    pub(super) sequence: u32,
    pub(super) range: Range<usize>,
}

/// The date that begins at `at`, and where it ends.
pub(super) fn date(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let first = *chars.get(at)?;
    if first.is_ascii_digit() || numeral::chinese_digit(first).is_some() {
        if at > 0 && chars.get(at - 1).is_some_and(char::is_ascii_digit) {
            return None;
        }
        return figures(chars, at).or_else(|| day_month_year(chars, at));
    }
    month_day_year(chars, at)
}

/// The first date of a range.
pub(super) fn first_date(chars: &[char], range: &Range<usize>) -> Option<(Date, Range<usize>)> {
    range
        .clone()
        .find_map(|at| date(chars, at).filter(|(_, end)| *end <= range.end).map(|(d, end)| (d, at..end)))
}

/// The number of a document that a whole line consists of: `工信部联政法〔2021〕70号`, `AG (2021) No. 70`, also in
/// brackets; or that of an order: `国务院令第722号`, `Executive Order 14110`.
pub(super) fn number_line(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    if range.len() > 120 {
        return None;
    }
    let bracketed = chars.get(range.start) == Some(&'(') && chars.get(range.end - 1) == Some(&')');
    let range = if bracketed { range.start + 1..range.end - 1 } else { range.clone() };
    year_number(chars, &range).or_else(|| order(chars, &range)).or_else(|| executive_order(chars, &range))
}

fn year_number(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    let open = range.clone().find(|i| matches!(chars.get(*i), Some('〔' | '[' | '(' | '【')))?;
    let year = digits(chars, open + 1, 4)?;
    if !(1900..=2199).contains(&year.0) || !matches!(chars.get(year.1), Some('〕' | ']' | ')' | '】')) {
        return None;
    }
    let year_end = year.1 + 1;
    let mut at = skip(chars, year_end, &[' ', '第']);
    let english = matches!(chars.get(at..at + 2), Some(['N' | 'n', 'o']));
    if english {
        at = skip(chars, at + 2, &['.', ' ']);
    }
    let (sequence, mut end) = digits(chars, at, 6)?;
    let sign = chars.get(end) == Some(&'号');
    end += usize::from(sign);
    let chinese = sign && chars.get(range.start..open)?.iter().all(|c| is_han(*c));
    if end != range.end || !(english || chinese) || open == range.start {
        return None;
    }
    let code = chinese.then_some(range.start..open);
    Some(NumberFound { code, year: u16::try_from(year.0).ok(), sequence, range: range.clone() })
}

/// `国务院令第722号`, `第722号`: an order has a running number of its own and no year.
fn order(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    let at = range.clone().find(|i| chars.get(*i) == Some(&'第'))?;
    let (sequence, end) = digits(chars, at + 1, 6).or_else(|| date_part(chars, at + 1))?;
    let code = range.start..at;
    let order = chars.get(code.clone())?;
    let named = order.last() == Some(&'令') || matches!(order, [.., '公', '告']) || order.is_empty();
    let whole = chars.get(end) == Some(&'号') && end + 1 == range.end && order.iter().all(|c| is_han(*c));
    let code = Some(code).filter(|code| !code.is_empty());
    (named && whole).then(|| NumberFound { code, year: None, sequence, range: range.clone() })
}

/// `Executive Order 14110`, `Executive Order 14110 of October 30, 2023`.
fn executive_order(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    const NAME: [char; 15] = ['E', 'X', 'E', 'C', 'U', 'T', 'I', 'V', 'E', ' ', 'O', 'R', 'D', 'E', 'R'];
    let name = chars.get(range.start..range.start + NAME.len())?;
    if !name.iter().zip(NAME).all(|(c, wanted)| c.eq_ignore_ascii_case(&wanted)) {
        return None;
    }
    let at = skip(chars, range.start + NAME.len(), &[' ', 'N', 'o', '.']);
    let (sequence, end) = digits(chars, at, 6)?;
    let of = chars.get(end..end + 4) == Some(&[' ', 'o', 'f', ' ']);
    let day = of.then(|| date(chars, end + 4)).flatten();
    let whole = end == range.end || day.is_some_and(|(_, after)| after == range.end);
    whole.then(|| NumberFound { code: None, year: None, sequence, range: range.start..end })
}

fn skip(chars: &[char], mut at: usize, set: &[char]) -> usize {
    while chars.get(at).is_some_and(|c| set.contains(c)) {
        at += 1;
    }
    at
}

/// Up to `most` digits, never the first part of a longer row.
fn digits(chars: &[char], at: usize, most: usize) -> Option<(u32, usize)> {
    let length = chars.get(at..)?.iter().take(most + 1).take_while(|c| c.is_ascii_digit()).count();
    let number = chars.get(at..at + length)?.iter().collect::<String>().parse().ok()?;
    (length <= most).then_some((number, at + length))
}

/// A number before a date word: Arabic, a Chinese numeral, or Chinese digits in a row (`二〇二一`).
fn date_part(chars: &[char], at: usize) -> Option<(u32, usize)> {
    if let Some(found) = digits(chars, at, 4) {
        return Some(found);
    }
    let length = chars.get(at..)?.iter().take(5).take_while(|c| numeral::is_chinese_numeral(**c)).count();
    let part = chars.get(at..at + length)?;
    let value = match numeral::chinese_number(part) {
        Some(value) => u32::from(value),
        None if length == 4 => part
            .iter()
            .try_fold(0u32, |sum, c| numeral::chinese_digit(*c).map(|d| sum * 10 + u32::from(d)))?,
        None => return None,
    };
    Some((value, at + length))
}

fn make(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i32::try_from(year).ok().filter(|y| (1900..=2199).contains(y))?;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// `2021年6月1日`, `二○二一年六月一日`, `2021/8/31`, `2021-08-31`, `2021.8.31`.
fn figures(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let (year, end) = date_part(chars, at)?;
    let mark = *chars.get(end)?;
    let (month, end) = date_part(chars, end + 1)?;
    let second = *chars.get(end)?;
    let (day, end) = date_part(chars, end + 1)?;
    match (mark, second) {
        ('年', '月') => {
            let sign = matches!(chars.get(end), Some('日'));
            sign.then(|| make(year, month, day).map(|d| (d, end + 1)))?
        }
        ('/' | '-' | '.', _) if mark == second => make(year, month, day).map(|d| (d, end)),
        _ => None,
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let letters: String = chars.get(at..)?.iter().take(10).take_while(|c| c.is_ascii_alphabetic()).collect();
    let found = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(&letters))?;
    Some((u32::try_from(found).ok()? + 1, at + letters.len()))
}

/// `June 1, 2021`.
fn month_day_year(chars: &[char], at: usize) -> Option<(Date, usize)> {
    if at > 0 && chars.get(at - 1).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (month, end) = month(chars, at)?;
    let (day, end) = digits(chars, skip(chars, end, &[' ']), 2)?;
    let (year, end) = digits(chars, skip(chars, end, &[',', ' ']), 4)?;
    make(year, month, day).map(|d| (d, end))
}

/// `1 June 2021`.
fn day_month_year(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let (day, end) = digits(chars, at, 2)?;
    let (month, end) = month(chars, skip(chars, end, &[' ']))?;
    let (year, end) = digits(chars, skip(chars, end, &[',', ' ']), 4)?;
    make(year, month, day).map(|d| (d, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_day_is_one_day() {
        for text in [
            "2021年6月1日",
            "二○二一年六月一日",
            "二〇二一年六月一日",
            "2021/6/1",
            "2021-06-01",
            "June 1, 2021",
            "1 June 2021",
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found = date(&chars, 0).map(|(d, end)| (d.to_string(), end));
            assert_eq!(found, Some(("2021-06-01".to_owned(), chars.len())), "{text}");
        }
        for text in ["2021", "2021年6月", "13/13/2021", "2021-02-30", "May be", "二一年一月一日"] {
            assert_eq!(date(&text.chars().collect::<Vec<_>>(), 0), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_a_whole_line() {
        let read = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            number_line(&chars, &(0..chars.len()))
                .map(|n| (n.code.map(|r| chars[r].iter().collect::<String>()), n.year.unwrap_or(0), n.sequence))
        };
        assert_eq!(read("工信部联政法〔2021〕70号"), Some((Some("工信部联政法".into()), 2021, 70)));
        assert_eq!(read("国科发火[2008]172号"), Some((Some("国科发火".into()), 2008, 172)));
        assert_eq!(read("Guo Fa [2011] No. 42"), Some((None, 2011, 42)));
        assert_eq!(read("(粤府办〔2023〕5号)"), Some((Some("粤府办".into()), 2023, 5)));
        assert_eq!(read("国务院令第722号"), Some((Some("国务院令".into()), 0, 722)));
        assert_eq!(read("Executive Order 14110 of October 30, 2023"), Some((None, 0, 14110)));
        assert_eq!(read("按照国发〔2011〕42号执行"), None);
        assert_eq!(read("(2021) No. 70"), None);
    }
}
