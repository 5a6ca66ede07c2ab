//! Lengths of time as documents write them: `15个工作日`, `两年`, `半年`, `three (3) years`, `90-day`; exact, never rounded.

use crate::document::quantity::figures::number_word;
use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;
use crate::{Number, numeral};
use std::ops::Range;

/// A length of time and where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) value: Number,
    /// The words of the unit.
    pub(crate) unit: Range<usize>,
    pub(crate) end: usize,
    /// `3至5日`: the value is the upper figure.
    pub(crate) ranged: bool,
    /// Counted in days or hours, as a time to act usually is; a time to hold a title or support is not.
    pub(crate) short: bool,
}

/// Longer ones first.
const UNITS: [&str; 26] = [
    "个工作日",
    "个自然日",
    "个日历日",
    "个日历天",
    "个交易日",
    "个自然月",
    "个日历月",
    "工作日",
    "自然日",
    "日历日",
    "日历天",
    "交易日",
    "工作天",
    "个小时",
    "小时",
    "分钟",
    "个星期",
    "星期",
    "个季度",
    "个月",
    "周年",
    "年",
    "月",
    "周",
    "日",
    "天",
];

/// The Chinese length that begins at a place. A year, a day of a date and a number of an article are none.
pub(crate) fn chinese(line: &[char], at: usize) -> Option<Length> {
    let before = at.checked_sub(1).and_then(|i| line.get(i)).copied().unwrap_or(' ');
    if before.is_ascii_alphanumeric() || is_numeral(before) || matches!(before, '.' | '第' | '/' | ':') {
        return None;
    }
    let (mut value, mut end) = count(line, at)?;
    let year = end == at + 4 && value >= Number::from(1900);
    let mut ranged = false;
    if matches!(line.get(end), Some('-' | '—' | '–' | '~' | '至' | '到')) {
        let next = end + line.iter().skip(end).take(2).take_while(|c| matches!(c, '-' | '—' | '–')).count();
        let next = next.max(end + 1);
        (value, end) = count(line, next)?;
        ranged = true;
    }
    // 三(3)年
    if line.get(end) == Some(&'(')
        && let Some((_, close)) = count(line, end + 1)
        && line.get(close) == Some(&')')
    {
        end = close + 1;
    }
    let (word, mut unit_end) =
        UNITS.iter().find_map(|unit| word_at(line, end, unit).map(|to| (*unit, to)))?;
    let after = line.get(unit_end).copied().unwrap_or(' ');
    let date_goes_on = after.is_ascii_digit() || is_numeral(after);
    let none = match word {
        "年" => year || after == '度' || date_goes_on,
        "月" => date_goes_on || matches!(after, '底' | '末' | '份' | '初' | '中' | '上' | '下' | '租'),
        "日" => before == '月' || after == '元',
        "周" => after == '岁',
        "天" => after == '然',
        _ => false,
    };
    if none {
        return None;
    }
    let unit = end..unit_end;
    // 一年半
    if matches!(word, "年" | "个月") && after == '半' {
        value = value + half();
        unit_end += 1;
    }
    let short = matches!(word, "日" | "天" | "小时" | "个小时" | "分钟")
        || word.ends_with("日")
        || word.ends_with("天");
    Some(Length { value, unit, end: unit_end, ranged, short })
}

fn half() -> Number {
    Number::fraction(1, 2).unwrap_or_else(|| Number::from(0))
}

fn is_numeral(c: char) -> bool {
    numeral::is_chinese_numeral(c)
}

/// A count without unit: Arabic digits, a Chinese numeral, or 半.
fn count(line: &[char], at: usize) -> Option<(Number, usize)> {
    let rest = line.get(at..)?;
    if rest.first() == Some(&'半') {
        return Some((half(), at + 1));
    }
    let digits = rest.iter().take(7).take_while(|c| c.is_ascii_digit()).count();
    if digits > 6 {
        return None;
    }
    if digits > 0 {
        let mut end = at + digits;
        // `1.5年`; more digits behind a point are a number sign and a year (`3.2020年`).
        let part = line.iter().skip(end + 1).take(4).take_while(|c| c.is_ascii_digit()).count();
        if line.get(end) == Some(&'.') && (1..=2).contains(&part) {
            end += 1 + part;
        }
        return Some((line.get(at..end)?.iter().collect::<String>().parse().ok()?, end));
    }
    let length = rest.iter().take(9).take_while(|c| is_numeral(**c)).count();
    let value = numeral::chinese_number(rest.get(..length)?)?;
    Some((Number::from(i64::from(value)), at + length))
}

/// The English length that begins at a place.
pub(crate) fn english(line: &[char], at: usize) -> Option<Length> {
    let before = at.checked_sub(1).and_then(|i| line.get(i)).copied().unwrap_or(' ');
    if before.is_ascii_alphanumeric() || matches!(before, '.' | '$' | '-' | '/' | ',') {
        return None;
    }
    let (mut value, mut end) = english_count(line, at)?;
    let mut ranged = false;
    let to = ["-", "–", " to ", " or "].into_iter().find_map(|mark| literal(line, end, mark));
    if let Some((upper, next)) = to.and_then(|next| english_count(line, next)) {
        (value, end, ranged) = (upper, next, true);
    }
    if let Some(open) = literal(line, end, " (").or_else(|| literal(line, end, "("))
        && let Some((_, close)) = english_count(line, open)
        && line.get(close) == Some(&')')
    {
        end = close + 1;
    }
    end += usize::from(matches!(line.get(end), Some(' ' | '-')));
    let start = end;
    let kinds = ["working ", "business ", "calendar ", "consecutive ", "natural ", "full ", "clear "];
    end = kinds.iter().find_map(|kind| literal(line, end, kind)).unwrap_or(end);
    let units =
        ["days", "day", "weeks", "week", "months", "month", "years", "year", "hours", "hour", "minutes"];
    let (word, end) = units.iter().find_map(|unit| word_at(line, end, unit).map(|to| (*unit, to)))?;
    let short = matches!(word, "days" | "day" | "hours" | "hour" | "minutes");
    Some(Length { value, unit: start..end, end, ranged, short })
}

fn english_count(line: &[char], at: usize) -> Option<(Number, usize)> {
    if line.get(at).is_some_and(char::is_ascii_digit) {
        let (value, end) = count(line, at)?;
        return (!line.get(end).is_some_and(char::is_ascii_alphabetic)).then_some((value, end));
    }
    if line.get(at).is_none_or(|c| is_han(*c)) {
        return None;
    }
    for half_of in ["half a ", "half an "] {
        if let Some(end) = literal(line, at, half_of) {
            return Some((half(), end));
        }
    }
    if let Some(end) = word_at(line, at, "a").or_else(|| word_at(line, at, "an")) {
        return Some((Number::from(1), end));
    }
    let (mut value, mut end) = below_hundred(line, at)?;
    if let Some(hundred) = literal(line, end, " hundred") {
        (value, end) = (value * 100, hundred);
        let rest = literal(line, end, " and ").or_else(|| literal(line, end, " "));
        if let Some((more, next)) = rest.and_then(|next| below_hundred(line, next)) {
            (value, end) = (value + more, next);
        }
    }
    Some((Number::from(value), end))
}

fn below_hundred(line: &[char], at: usize) -> Option<(i64, usize)> {
    // A half is no count here.
    let word = |at: usize| number_word(line, at).filter(|(n, _)| *n > 0);
    let (value, end) = word(at)?;
    let next = (value >= 20 && matches!(line.get(end), Some('-' | ' '))).then_some(end + 1);
    let ones = next.and_then(word).filter(|(one, _)| *one < 10);
    Some(ones.map_or((value, end), |(one, end)| (value + one, end)))
}

/// Whether these characters stand at a place, in any case; where they end.
pub(crate) fn literal(line: &[char], at: usize, text: &str) -> Option<usize> {
    let mut end = at;
    for expected in text.chars() {
        if !line.get(end).is_some_and(|c| c.eq_ignore_ascii_case(&expected)) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact_and_dates_are_none() {
        let read = |text: &str| {
            let line: Vec<char> = text.chars().collect();
            let length = chinese(&line, 0).or_else(|| english(&line, 0))?;
            let unit: String = line[length.unit].iter().collect();
            Some(format!("{} {unit}{}", length.value, if length.ranged { " upper" } else { "" }))
        };
        for (text, expected) in [
            ("15个工作日内", "15 个工作日"),
            ("十五日内", "15 日"),
            ("两年", "2 年"),
            ("三(3)年", "3 年"),
            ("半年", "0.5 年"),
            ("半个月", "0.5 个月"),
            ("一年半", "1.5 年"),
            ("3至5日", "5 日 upper"),
            ("7—10个工作日", "10 个工作日 upper"),
            ("72小时", "72 小时"),
            ("three (3) years", "3 years"),
            ("90-day period", "90 day"),
            ("twenty-one working days", "21 working days"),
            ("one hundred and eighty days", "180 days"),
            ("60 business days", "60 business days"),
            ("half a year", "0.5 year"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2021年内",
            "6月30日",
            "12月底",
            "18周岁",
            "3年度",
            "1年12月",
            "",
            "3",
            "10 kilometres",
            "twenty",
            "第3年",
            "5日元",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
