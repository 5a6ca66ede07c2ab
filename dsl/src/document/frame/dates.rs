//! Dates and document numbers as documents write them.

use super::numbers_english;
use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;
use crate::{Date, numeral};
use std::ops::Range;

/// A number of a document inside a line.
pub(crate) struct NumberFound {
    pub(crate) code: Option<Range<usize>>,
    /// None for an order, which has a running number only.
    pub(crate) year: Option<u16>,
    /// None where only a file is numbered.
    pub(crate) sequence: Option<u32>,
    pub(crate) range: Range<usize>,
}

/// The date that begins at `at`, and where it ends.
pub(crate) fn date(chars: &[char], at: usize) -> Option<(Date, usize)> {
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
pub(crate) fn first_date(chars: &[char], range: &Range<usize>) -> Option<(Date, Range<usize>)> {
    range
        .clone()
        .find_map(|at| date(chars, at).filter(|(_, end)| *end <= range.end).map(|(d, end)| (d, at..end)))
}

/// The number of a document that a whole line consists of: `工信部联政法〔2021〕70号`, `AG (2021) No. 70`, also in
/// brackets; or that of an order: `国务院令第722号`, `Executive Order 14110`.
pub(crate) fn number_line(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    if range.len() > 120 {
        return None;
    }
    let bracketed = chars.get(range.start) == Some(&'(') && chars.get(range.end - 1) == Some(&')');
    let range = if bracketed { range.start + 1..range.end - 1 } else { range.clone() };
    year_number(chars, &range)
        .or_else(|| order(chars, &range))
        .or_else(|| executive_order(chars, &range))
        .or_else(|| numbers_english::line(chars, &range))
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
    Some(NumberFound {
        code,
        year: u16::try_from(year.0).ok(),
        sequence: Some(sequence),
        range: range.clone(),
    })
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
    (named && whole).then(|| NumberFound { code, year: None, sequence: Some(sequence), range: range.clone() })
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
    whole.then_some(NumberFound { code: None, year: None, sequence: Some(sequence), range: range.start..end })
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

/// A day that a text sets by the calendar, also without its year or day: `2021年6月底前`, `M月D日17:30前`, `年底前`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// The last day of what is named; none where the year is only relative (`次年`) or known from nowhere.
    pub(crate) date: Option<Date>,
    pub(crate) end: usize,
    /// Whether 前, 之前 or 内 stands behind.
    pub(crate) before: bool,
    /// The year the text names here.
    pub(crate) year: Option<i32>,
    /// `2025年前`, `2021年6月前`: the last day, or the day before its first.
    pub(crate) loose: bool,
}

/// The calendar day that begins at `at`; `known` is the year that holds where the text names none.
pub(crate) fn calendar(line: &[char], at: usize, known: Option<i32>) -> Option<Calendar> {
    let first = *line.get(at)?;
    let digit = |c: char| c.is_ascii_digit() || numeral::is_chinese_numeral(c);
    let before = at.checked_sub(1).and_then(|i| line.get(i)).copied().unwrap_or(' ');
    // Behind a number sign (`3.2020年底前`) a year of four digits is still a year.
    let year_begins = line
        .get(at..at + 5)
        .is_some_and(|part| part.iter().take(4).all(char::is_ascii_digit) && part.last() == Some(&'年'));
    let inside = matches!(before, '第' | '-' | '/' | '年' | '每') || (before == '.' && !year_begins);
    if digit(first) && (digit(before) || inside) {
        return None;
    }
    let word = |at: usize, words: &[&str]| words.iter().find_map(|word| word_at(line, at, word));
    let named = date_part(line, at)
        .filter(|(year, end)| (1900..=2199).contains(year) && line.get(*end) == Some(&'年'))
        .and_then(|(year, end)| Some((i32::try_from(year).ok()?, end + 1)));
    let (year, mut end, spoken) = if let Some((year, end)) = named {
        (Some(year), end, true)
    } else if let Some(end) = word(at, &["今年", "本年度", "本年"]) {
        (known, end, true)
    } else if let Some(end) = word(at, &["明年"]) {
        (known.and_then(|year| year.checked_add(1)), end, true)
    } else if let Some(end) =
        word(at, &["次年度", "次年", "翌年", "下一年度", "下一年", "当年", "每年度", "每年"])
    {
        (None, end + usize::from(line.get(end) == Some(&'的')), true)
    } else {
        (known, at, false)
    };
    let (mut month, mut day, mut loose) = (12, None, false);
    if let Some((m, next)) =
        date_part(line, end).filter(|(m, next)| (1..=12).contains(m) && line.get(*next) == Some(&'月'))
    {
        month = m;
        end = next + 1;
        match date_part(line, end).filter(|(_, next)| matches!(line.get(*next), Some('日' | '号'))) {
            Some((d, next)) => {
                day = Some(d);
                end = time_of_day(line, next + 1);
            }
            None => {
                end += usize::from(line.get(end) == Some(&'份'));
                let last = word(end, &["底", "末", "下旬"]);
                loose = last.is_none();
                end = last.unwrap_or(end);
                // 6月中旬, 6月初: no day is said.
                if matches!(line.get(end), Some('上' | '中' | '初')) {
                    return None;
                }
            }
        }
    } else if let Some((quarter, next)) = quarter(line, end) {
        month = quarter * 3;
        loose = line.get(next - 1) == Some(&'度');
        end = next;
    } else if let Some(next) = word(end, &["上半年"]) {
        (month, end, loose) = (6, next, true);
    } else if let Some(next) = word(end, &["下半年"]) {
        (end, loose) = (next, true);
    } else if spoken {
        let last = word(end, &["年底", "年末", "底", "末"]);
        loose = last.is_none();
        end = last.unwrap_or(end);
    } else {
        // 年底前, 年内: of the year of the document. 当年, 近年, 两年 and the like are other words.
        let alone = !digit(before)
            && !matches!(before, '当' | '近' | '每' | '半' | '次' | '前' | '几' | '数' | '多' | '整' | '度');
        end = word(end, &["年底", "年末"])
            .or_else(|| word(end, &["年内"]).map(|next| next - 1))
            .filter(|_| alone)?;
    }
    let inside = word(end, &["以内", "之内", "内"]);
    let until = word(end, &["之前", "以前", "前", "或之前", "或以前"]).or(inside);
    let date = year.and_then(|year| {
        let year = u32::try_from(year).ok()?;
        match day {
            Some(day) => make(year, month, day),
            None => (28..=31).rev().find_map(|day| make(year, month, day)),
        }
    });
    let bare = end == at || (day.is_some() && year.is_some() && date.is_none());
    (!bare).then_some(Calendar {
        date,
        end: until.unwrap_or(end),
        before: until.is_some(),
        year: named.map(|(year, _)| year),
        loose: loose && inside.is_none() && until.is_some(),
    })
}

/// `第一季度`, `3季度末`.
fn quarter(line: &[char], at: usize) -> Option<(u32, usize)> {
    let at = at + usize::from(line.get(at) == Some(&'第'));
    let (quarter, end) = date_part(line, at).filter(|(quarter, _)| (1..=4).contains(quarter))?;
    let end = word_at(line, end, "季度")?;
    Some((quarter, end + usize::from(matches!(line.get(end), Some('末' | '底')))))
}

/// Behind a day: `(星期五)`, `17:30`, `下午5点`, `24时`.
pub(crate) fn time_of_day(line: &[char], mut at: usize) -> usize {
    if line.get(at) == Some(&'(')
        && let Some(close) = (at..at + 6).find(|i| line.get(*i) == Some(&')'))
        && matches!(line.get(at + 1), Some('星' | '周'))
    {
        at = close + 1;
    }
    let from = at;
    at = ["上午", "中午", "下午", "晚上", "晚"].iter().find_map(|word| word_at(line, at, word)).unwrap_or(at);
    let Some((_, mut end)) = date_part(line, at) else { return from };
    match line.get(end) {
        Some(':') => end = digits(line, end + 1, 2).map_or(end, |(_, end)| end),
        Some('点' | '时') => {
            end += 1;
            end += usize::from(matches!(line.get(end), Some('半' | '整')));
            if let Some((_, next)) = date_part(line, end).filter(|(_, next)| line.get(*next) == Some(&'分'))
            {
                end = next + 1;
            }
        }
        _ => return from,
    }
    end
}

/// The months by their English names, in order.
pub(crate) const MONTHS: [&str; 12] = [
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
    let (year, end) = digits(chars, skip(chars, ordinal_end(chars, end), &[',', ' ']), 4)?;
    make(year, month, day).map(|d| (d, end))
}

/// `1 June 2021`, `1st of June, 2021`.
fn day_month_year(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let (day, end) = digits(chars, at, 2)?;
    let end = skip(chars, ordinal_end(chars, end), &[' ']);
    let end = word_end(chars, end, "of").map_or(end, |end| skip(chars, end, &[' ']));
    let (month, end) = month(chars, end)?;
    let (year, end) = digits(chars, skip(chars, end, &[',', ' ']), 4)?;
    make(year, month, day).map(|d| (d, end))
}

/// An English day without its year, or the end of a month or year: `June 30`, `30 June`, `the end of June 2024`,
/// `the end of the year`. `known` is the year that holds where the text names none.
pub(crate) fn english_day(line: &[char], at: usize, known: Option<i32>) -> Option<(Option<Date>, usize)> {
    if let Some((day, end)) = date(line, at) {
        return Some((Some(day), end));
    }
    let word = |at: usize, words: &[&str]| words.iter().find_map(|word| word_at(line, at, word));
    let known = known.and_then(|year| u32::try_from(year).ok());
    let last = |year: u32, month: u32| (28..=31).rev().find_map(|day| make(year, month, day));
    let year_at = |at: usize| digits(line, at, 4).filter(|(year, _)| (1900..=2199).contains(year));
    if let Some(end) = word(at, &["the end of ", "end of ", "end-", "year-end ", "the close of "]) {
        if let Some((month, end)) = month(line, end) {
            let year = year_at(skip(line, end, &[',', ' ']));
            let date = year.map(|(year, _)| year).or(known).and_then(|year| last(year, month));
            return Some((date, year.map_or(end, |(_, end)| end)));
        }
        if let Some((year, end)) = year_at(end) {
            return Some((last(year, 12), end));
        }
        let end = word(end, &["the calendar year", "the year", "this year"])?;
        return Some((known.and_then(|year| last(year, 12)), end));
    }
    let (month, day, end) = match digits(line, at, 2) {
        Some((day, end)) => {
            let (month, end) = month(line, skip(line, ordinal_end(line, end), &[' ']))?;
            (month, day, end)
        }
        None => {
            let (month, end) = month(line, at)?;
            let from = skip(line, end, &[' ']);
            match digits(line, from, 2) {
                Some((day, end)) => (month, day, ordinal_end(line, end)),
                None => {
                    // `June 2024`: its last day.
                    let (year, end) = year_at(skip(line, end, &[',', ' ']))?;
                    return Some((last(year, month), end));
                }
            }
        }
    };
    Some((known.and_then(|year| make(year, month, day)), end))
}

/// Behind the digits of `1st`, `22nd`, `3rd`, `15th`.
fn ordinal_end(chars: &[char], at: usize) -> usize {
    ["st", "nd", "rd", "th"].iter().find_map(|word| word_end(chars, at, word)).unwrap_or(at)
}

fn word_end(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let end = at + word.len();
    let same = word.chars().zip(chars.get(at..end)?).all(|(a, b)| a.eq_ignore_ascii_case(b));
    (same && !chars.get(end).is_some_and(char::is_ascii_alphanumeric)).then_some(end)
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
            "June 1st, 2021",
            "1st of June, 2021",
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
    fn a_calendar_day_is_the_last_day_of_what_is_named() {
        let read = |text: &str| {
            let line: Vec<char> = text.chars().collect();
            let found = calendar(&line, 0, Some(2020))?;
            let date = found.date.map_or("-".to_owned(), |date| date.to_string());
            Some((date, found.before, found.loose, line[found.end..].iter().collect::<String>()))
        };
        for (text, date, before, loose, rest) in [
            ("2021年6月底前完成", "2021-06-30", true, false, "完成"),
            ("2021年2月底之前", "2021-02-28", true, false, ""),
            ("2021年6月前", "2021-06-30", true, true, ""),
            ("2025年前", "2025-12-31", true, true, ""),
            ("2021年内", "2021-12-31", true, false, ""),
            ("6月30日17:30前", "2020-06-30", true, false, ""),
            ("6月30日(星期二)下午5点前", "2020-06-30", true, false, ""),
            ("年底前", "2020-12-31", true, false, ""),
            ("年内完成", "2020-12-31", true, false, "完成"),
            ("今年年底前", "2020-12-31", true, false, ""),
            ("明年3月底前", "2021-03-31", true, false, ""),
            ("次年3月底前", "-", true, false, ""),
            ("2021年第一季度末前", "2021-03-31", true, false, ""),
            ("上半年前", "2020-06-30", true, true, ""),
            ("2021年全面", "2021-12-31", false, false, "全面"),
        ] {
            assert_eq!(read(text), Some((date.to_owned(), before, loose, rest.to_owned())), "{text}");
        }
        for text in ["6月中旬", "年度", "3年内", "2021", "", "月底前", "2021年2月30日前"] {
            assert_eq!(read(text), None, "{text}");
        }
        let english = |text: &str| {
            let line: Vec<char> = text.chars().collect();
            english_day(&line, 0, Some(2020)).and_then(|(date, _)| date).map(|date| date.to_string())
        };
        for (text, date) in [
            ("30 June 2024", "2024-06-30"),
            ("June 30", "2020-06-30"),
            ("31st March", "2020-03-31"),
            ("the end of 2024", "2024-12-31"),
            ("the end of February 2024", "2024-02-29"),
            ("June 2024", "2024-06-30"),
        ] {
            assert_eq!(english(text).as_deref(), Some(date), "{text}");
        }
        assert_eq!(english("2024"), None);
        assert_eq!(english("May be"), None);
    }

    #[test]
    fn a_number_is_a_whole_line() {
        let read = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            number_line(&chars, &(0..chars.len())).map(|n| {
                (
                    n.code.map(|r| chars[r].iter().collect::<String>()),
                    n.year.unwrap_or(0),
                    n.sequence.unwrap_or(0),
                )
            })
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
