//! Years to reach: `到2025年`, `2025年底前`, `“十四五”末`, `by 2030`; each as its last day.

use super::english;
use super::told;
use crate::Date;
use crate::document::frame::dates;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// A time by which something is to be reached; several where a sentence pairs them with figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Horizon {
    pub(crate) range: Range<usize>,
    pub(crate) dates: Vec<Date>,
}

/// The horizons of a sentence in order. `year` is that of the document: a bare year is one to reach only where it is
/// later.
pub(crate) fn horizons(text: &Text, sentence: &Range<usize>, year: Option<i32>) -> Vec<Horizon> {
    let chars = text.chars();
    let mut found: Vec<Horizon> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        // Behind a year to reach a later one is to be reached too.
        let known = found.last().and_then(|earlier| earlier.dates.last()).map(|date| date.year());
        match horizon(chars, sentence, at, year, known).filter(|h| h.range.end <= sentence.end) {
            Some(horizon) => {
                at = horizon.range.end.max(at + 1);
                found.push(horizon);
            }
            None => at += 1,
        }
    }
    found
}

fn horizon(
    chars: &[char],
    sentence: &Range<usize>,
    at: usize,
    year: Option<i32>,
    earlier: Option<i32>,
) -> Option<Horizon> {
    let here = *chars.get(at)?;
    let one = |(date, end): (Date, usize)| Horizon { range: at..end, dates: vec![date] };
    match here {
        '到' | '至' => reached(chars, at),
        '今' => this_year(chars, at, year?).map(one),
        '展' if chars.get(at + 1) == Some(&'望') => {
            year_end(chars, at + 2).map(|(date, end)| Horizon { range: at..end, dates: vec![date] })
        }
        '“' | '"' | '十' => {
            plan_period(chars, at).filter(|(date, _)| year.is_none_or(|year| date.year() >= year)).map(one)
        }
        '0'..='9' => before_day(chars, at).or_else(|| bare(chars, sentence, at, year.or(earlier))).map(
            |(date, end)| {
                let (dates, end) = listed(chars, date, end);
                Horizon { range: at..end, dates }
            },
        ),
        'b' | 'B' | 'u' | 'U' | 'n' | 'N' => english(chars, at).map(one),
        'd' | 'D' | 'i' | 'I' => english::plan::within(chars, at).map(one),
        _ => None,
    }
}

/// `到2025年`, `到2025年底`, `到2025年6月`, `到2025年、2030年`; no span (`2021年到2025年`) and no level (`截至`).
fn reached(chars: &[char], at: usize) -> Option<Horizon> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    if matches!(before, '截' | '年' | '月') || before.is_ascii_digit() {
        return None;
    }
    let (first, mut end) = year_end(chars, at + 1)?;
    let (dates, next) = listed(chars, first, end);
    end = next;
    if chars.get(end..end + 2) == Some(&['以', '来']) {
        return None;
    }
    end += usize::from(chars.get(end) == Some(&'前'));
    Some(Horizon { range: at..end, dates })
}

/// The years that follow in a list (`、2030年`), and where the last ends.
fn listed(chars: &[char], first: Date, mut end: usize) -> (Vec<Date>, usize) {
    let mut dates = vec![first];
    while matches!(chars.get(end), Some('、' | '和' | '与')) && dates.len() < 6 {
        let Some((date, next)) = year_end(chars, end + 1) else { break };
        dates.push(date);
        end = next;
    }
    (dates, end)
}

/// A year with 年, and what of it: 底, 末, a month, a day.
fn year_end(chars: &[char], at: usize) -> Option<(Date, usize)> {
    if let Some((date, end)) = dates::date(chars, at) {
        return Some((date, end));
    }
    let (year, end) = year(chars, at)?;
    let end = (chars.get(end) == Some(&'年')).then_some(end + 1)?;
    if let Some((month, next)) = number(chars, end).filter(|(_, next)| chars.get(*next) == Some(&'月')) {
        let next = next + 1 + usize::from(matches!(chars.get(next + 1), Some('底' | '末')));
        return Some((last_day(year, month)?, next));
    }
    let end = end + usize::from(matches!(chars.get(end), Some('底' | '末')));
    Some((Date::new(year, 12, 31)?, end))
}

/// `2025年底前`, `2025年6月底前`, `2025年前`.
fn before_day(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let (date, end) = year_end(chars, at)?;
    let end =
        end + usize::from(matches!(chars.get(end), Some('以' | '之')) && chars.get(end + 1) == Some(&'前'));
    (chars.get(end) == Some(&'前')).then_some((date, end + 1))
}

/// `今年底前`, `今年年底前`, `今年年底`.
fn this_year(chars: &[char], at: usize, year: i32) -> Option<(Date, usize)> {
    let end = word_at(chars, at, "今年")?;
    let end = ["年底前", "底前", "年底", "末前", "年末"].iter().find_map(|word| word_at(chars, end, word))?;
    Some((Date::new(year, 12, 31)?, end))
}

/// `2025年，` and `2021—2025年，` at the head of a clause, where the year is still to come.
fn bare(chars: &[char], sentence: &Range<usize>, at: usize, document: Option<i32>) -> Option<(Date, usize)> {
    // 确保2021年 in a document of that year.
    let strives = at
        .checked_sub(2)
        .is_some_and(|i| ["力争", "确保", "争取"].iter().any(|word| word_at(chars, i, word).is_some()));
    let head = strives
        || at == sentence.start
        || at
            .checked_sub(1)
            .and_then(|i| chars.get(i))
            .is_some_and(|c| matches!(c, ',' | ';' | '。' | ':' | '争'));
    if !head {
        return None;
    }
    let (first, end) = year(chars, at)?;
    let (last, next) = match chars.get(end) {
        Some('-' | '—' | '–' | '~' | '至') => {
            let (last, next) = year(chars, end + 1)?;
            (last, (chars.get(next) == Some(&'年')).then_some(next + 1)?)
        }
        Some('年') => (first, end + 1),
        _ => return None,
    };
    let next = next + usize::from(matches!(chars.get(next), Some('底' | '末')));
    let span = last > first;
    let coming = document.map_or(span, |document| last > document || ((span || strives) && last >= document));
    let base = matches!(chars.get(next), Some('以' | '度' | '版' | '起'));
    (coming && !base).then(|| Date::new(last, 12, 31).map(|date| (date, next)))?
}

/// `十四五` with 末, 期间 or 时期 behind the closing quote.
fn plan_period(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let (year, end) = told::plan_end(chars, at)?;
    let end =
        ["期末", "末期", "时期末", "末", "期间", "时期"].iter().find_map(|word| word_at(chars, end, word))?;
    Some((Date::new(year, 12, 31)?, end))
}

/// `By 2030`, `by the end of 2025`, `by 31 March 2026`, `by March 2026`, `no later than 2030`, `before 2030`.
fn english(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let word = ["by", "before", "no later than", "until"].iter().find_map(|word| word_at(chars, at, word))?;
    let space = |at: usize| at + usize::from(chars.get(at) == Some(&' '));
    let mut from = space(word);
    for lead in [
        "the end of",
        "end of",
        "the end",
        "end",
        "the year",
        "year",
        "fiscal year",
        "financial year",
        "FY",
        "late",
    ] {
        if let Some(next) = word_at(chars, from, lead) {
            from = space(next);
        }
    }
    if let Some(plan) = english::plan::period(chars, from) {
        return Some(plan);
    }
    // FY2027.
    if chars.get(from..from + 2) == Some(&['F', 'Y']) {
        from += 2;
    }
    if let Some((date, end)) = dates::date(chars, from) {
        return Some((date, end));
    }
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if let Some((month, next)) =
        (1u8..).zip(MONTHS).find_map(|(number, name)| word_at(chars, from, name).map(|end| (number, end)))
    {
        let (year, end) = year(chars, space(next))?;
        return Some((last_day(year, month)?, end));
    }
    let (first, end) = year(chars, from)?;
    // 2030/31 and 2030-31 end in the second year.
    let second = matches!(chars.get(end), Some('/' | '-' | '–'))
        .then(|| {
            number(chars, end + 1)
                .filter(|(two, next)| *next == end + 3 && i32::from(*two) == (first + 1) % 100)
        })
        .flatten();
    match second {
        Some((_, next)) => Some((Date::new(first + 1, 12, 31)?, next)),
        None => Some((Date::new(first, 12, 31)?, end)),
    }
}

fn year(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let digits = chars.get(at..at + 4)?;
    let row = digits.iter().all(char::is_ascii_digit);
    if before || !row || chars.get(at + 4).is_some_and(char::is_ascii_digit) {
        return None;
    }
    let year: i32 = digits.iter().collect::<String>().parse().ok()?;
    (1950..=2199).contains(&year).then_some((year, at + 4))
}

fn number(chars: &[char], at: usize) -> Option<(u8, usize)> {
    let length = chars.iter().skip(at).take(3).take_while(|c| c.is_ascii_digit()).count();
    let digits: String = chars.get(at..at + length)?.iter().collect();
    (length < 3).then(|| digits.parse().ok().map(|n| (n, at + length)))?
}

fn last_day(year: i32, month: u8) -> Option<Date> {
    [31, 30, 29, 28].into_iter().find_map(|day| Date::new(year, month, day))
}
