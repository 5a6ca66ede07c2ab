//! English days on which something closes or ends: `close on DT`, `the deadline is DT`, `in force up to DT`, `from DT to
//! DT`, `shall terminate 2 years after X`.

use super::length;
use super::periods::{Found, Kind};
use super::periods_en::{Term, ends, event, lower, one_of, own, skip, with_length};
use crate::document::frame::dates;
use crate::document::text::words::word_at;

/// What says that something is in force.
const HOLDS: [&str; 12] = [
    "valid",
    "in force",
    "in effect",
    "effective",
    "implemented",
    "operational",
    "in operation",
    "applicable",
    "remain open",
    "remains open",
    "extended",
    "continue",
];

/// `Applications close on DT`, `will close at 5 pm on DT`, `The deadline for applications is DT`.
pub(crate) fn closing(line: &[char], at: usize, year: Option<i32>) -> Term {
    let start = match one_of(
        line,
        at,
        &["close on", "closes on", "closing on", "close at", "closes at", "closing at"],
    ) {
        Some(end) if word_at(line, end - 2, "at").is_some() => {
            let from = skip(line, end, &[]);
            let behind = clock(line, from);
            (behind > from).then_some(behind)?
        }
        Some(end) => skip(line, end, &[]),
        None => {
            let end = one_of(line, at, &["is", "will be", "shall be"])?;
            let before = lower(line, at.saturating_sub(60)..at);
            let clause = before.rsplit(['.', ';', ',']).next().unwrap_or_default();
            let named = ["deadline", "closing date", "cut-off date"].iter().any(|word| clause.contains(word));
            named.then(|| clock(line, skip(line, end, &[])))?
        }
    };
    let (date, end) = dates::english_day(line, start, year)?;
    let mut found = Found::new(Kind::Deadline, at..end);
    (found.date, found.closes) = (date, true);
    Some((Some(found), end))
}

/// `up to DT`, `until DT`, `through DT` behind words that say that something holds, and the second day of `from DT to
/// DT` in such a sentence.
pub(crate) fn ending(line: &[char], at: usize, year: Option<i32>) -> Term {
    let lead = one_of(line, at, &["up to and including", "up to", "until", "till", "through", "to"])?;
    let to = word_at(line, at, "to").is_some();
    let (date, end) = dates::english_day(line, skip(line, lead, &[]), year)?;
    let held = if to {
        let floor = at.saturating_sub(120);
        let clause = lower(line, floor..at);
        let clause = clause.rsplit(['.', ';']).next().unwrap_or_default();
        let first = behind_date(line, at, year);
        first && HOLDS.iter().any(|word| clause.contains(word))
    } else {
        ends(line, at, &HOLDS).is_some()
    };
    if !held {
        return None;
    }
    let mut found = Found::new(Kind::Validity, at..end);
    (found.date, found.own) = (date, !to && own(line, at));
    Some((Some(found), end))
}

/// `shall terminate 2 years after the date of this order`.
pub(crate) fn lapse(line: &[char], at: usize) -> Term {
    let verb = one_of(line, at, &["terminate", "terminates", "expire", "expires", "lapse", "lapses"])?;
    let length = length::english(line, skip(line, verb, &[]))?;
    let (event, back) = event(line, length.end)?;
    let end = event.end;
    let mut found = with_length(Kind::Validity, at..end, &length);
    found.event = Some(event);
    found.own = own(line, at);
    (!back).then_some((Some(found), end))
}

/// Whether a date ends before a place.
fn behind_date(line: &[char], at: usize, year: Option<i32>) -> bool {
    let end = at.saturating_sub(1);
    (at.saturating_sub(24)..end)
        .any(|from| dates::english_day(line, from, year).is_some_and(|(_, to)| to == end))
}

/// Behind a time of the clock and the words that say whose it is: `5.00pm Australian Eastern Time on`, `noon on`.
pub(crate) fn clock(line: &[char], at: usize) -> usize {
    let figures = |at: usize| line.iter().skip(at).take(3).take_while(|c| c.is_ascii_digit()).count();
    let mut end = match one_of(line, at, &["noon", "midnight", "the close of business", "close of business"])
    {
        Some(end) => end,
        None => {
            let hours = figures(at);
            if !(1..=2).contains(&hours) {
                return at;
            }
            let mut end = at + hours;
            let minutes = matches!(line.get(end), Some(':' | '.')) && figures(end + 1) == 2;
            end += if minutes { 3 } else { 0 };
            let half = end + usize::from(line.get(end) == Some(&' '));
            let meridian =
                ["am", "pm", "a.m.", "p.m.", "noon", "midnight", "hours", "hrs"].iter().find_map(|word| {
                    let to = half + word.len();
                    let same =
                        line.get(half..to)?.iter().zip(word.chars()).all(|(c, w)| c.eq_ignore_ascii_case(&w));
                    (same && !line.get(to).is_some_and(|c| c.is_ascii_alphanumeric())).then_some(to)
                });
            match meridian {
                Some(to) => to,
                None if minutes => end,
                None => return at,
            }
        }
    };
    // The name of the time is a few words; `on` or a comma ends it.
    let limit = line.len().min(end + 60);
    while end < limit {
        if let Some(on) = word_at(line, end, "on") {
            return skip(line, on, &[]);
        }
        match line.get(end) {
            Some(c) if c.is_ascii_alphabetic() || matches!(c, ' ' | '(' | ')' | '+') => end += 1,
            Some(',') => return skip(line, end + 1, &["on "]),
            _ => return end,
        }
    }
    end
}
