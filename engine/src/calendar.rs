//! Counting terms: the last day of a term, and every day that was counted or skipped on the way.
//!
//! A term is counted from the day after its start; its last day is the day on which it may still be met. A term
//! that ends on a day without work **does not move**: no text read so far says it does, so the answer only says
//! that the last day is no day of work.

use crate::{Error, ErrorKind};
use gradus_dsl::policy::{Term, TermUnit};
use gradus_dsl::{Calendar, Date, Day, DayKind, Language};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// The longest term that is counted in days or in working days.
pub const MAX_TERM_DAYS: u32 = 36_525;

/// Where a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TermEnd {
    /// The last day of the term.
    pub last: Date,
    /// Whether working days were counted in years the calendar does not cover, by weekends alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Whether the last day is a day without work; the term ends on it all the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_day_off: bool,
}

/// A term with each of its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TermCount {
    /// The day it starts, which is not counted.
    pub start: Date,
    /// The term.
    pub term: Term,
    /// Where it ends.
    pub end: TermEnd,
    /// The calendar and its version.
    pub calendar: String,
    /// Every day after the start to the last day, in order of time.
    pub days: Vec<CountedDay>,
}

/// One day of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CountedDay {
    /// The day and what it is.
    #[serde(flatten)]
    pub day: Day,
    /// The how-manieth day of the term it is; none where it is skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<u32>,
}

/// The last day of a term that starts on a day. A term of nothing ends on its first day.
///
/// ```
/// use gradus::{Calendar, term_end};
/// use gradus_dsl::policy::{Term, TermUnit};
/// let calendar = Calendar::from_toml(
///     "id = \"t\"\nversion = \"1\"\nweekends = [\"saturday\", \"sunday\"]",
///     "t.toml",
/// ).unwrap();
/// let term = Term { count: 5, unit: TermUnit::WorkingDays };
/// let end = term_end("2025-05-09".parse().unwrap(), term, &calendar).unwrap();
/// assert_eq!(end.last.to_string(), "2025-05-16");
/// assert!(end.provisional); // no year is covered
/// ```
///
/// # Errors
/// [`ErrorKind::LimitExceeded`] where the term has more than [`MAX_TERM_DAYS`] days or ends after the year 9999.
pub fn term_end(start: Date, term: Term, calendar: &Calendar) -> Result<TermEnd, Error> {
    let (last, provisional) = match term.unit {
        TermUnit::WorkingDays => count_working_days(start, term, calendar, |_| ())?,
        _ => (civil_end(start, term)?, false),
    };
    Ok(TermEnd { last, provisional, on_day_off: !calendar.day(last).kind.is_working() })
}

/// The same with every counted and skipped day.
///
/// # Errors
/// As [`term_end`].
pub fn explain_term(start: Date, term: Term, calendar: &Calendar) -> Result<TermCount, Error> {
    let mut days = Vec::new();
    let end = term_end(start, term, calendar)?;
    if term.unit == TermUnit::WorkingDays {
        count_working_days(start, term, calendar, |day| days.push(day))?;
    } else {
        let dates = (start.days() + 1..=end.last.days()).take(MAX_TERM_DAYS as usize);
        for (number, date) in (1..).zip(dates.filter_map(Date::from_days)) {
            // Every day counts, whatever the calendar says of it.
            let day = Day { provisional: false, ..calendar.day(date) };
            days.push(CountedDay { day, counted: Some(number) });
        }
    }
    let calendar = calendar_version(calendar);
    Ok(TermCount { start, term, end, calendar, days })
}

/// How many days of work lie after one day, up to another, and whether a year not covered was met.
#[must_use]
pub fn working_days_between(after: Date, to: Date, calendar: &Calendar) -> (u32, bool) {
    let dates = (after.days() + 1..=to.days()).filter_map(Date::from_days);
    dates.map(|date| calendar.day(date)).fold((0, false), |(count, provisional), day| {
        (count + u32::from(day.kind.is_working()), provisional || day.provisional)
    })
}

/// The calendar and its version in one word, for example `cn 2026.1`.
#[must_use]
pub fn calendar_version(calendar: &Calendar) -> String {
    format!("{} {}", calendar.id, calendar.version)
}

impl TermCount {
    /// The count as a person reads it, a line a day.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let mut out = String::new();
        let term = term_text(self.term, language);
        let (start, last, calendar) = (self.start, self.end.last, &self.calendar);
        let _ = if zh {
            writeln!(out, "{term}，自{start}的次日起算，末日为{last}（日历 {calendar}）")
        } else {
            writeln!(out, "{term}, counted from the day after {start}, last day {last} (calendar {calendar})")
        };
        for counted in &self.days {
            let number = counted.counted.map_or_else(|| "-".to_owned(), |number| number.to_string());
            let what = day_text(&counted.day, language);
            let _ = writeln!(out, "{number:>4}  {}  {what}", counted.day.date);
        }
        if self.end.provisional {
            out.push_str(if zh {
                "暂定：所及年份的放假安排未知，仅按周末计算\n"
            } else {
                "provisional: the holidays of a year it reaches are not known, weekends alone were counted\n"
            });
        }
        if self.end.on_day_off {
            out.push_str(if zh {
                "末日为非工作日，期限不顺延\n"
            } else {
                "the last day is no day of work; the term does not move\n"
            });
        }
        out
    }
}

/// A term in words.
#[must_use]
pub fn term_text(term: Term, language: Language) -> String {
    let count = term.count;
    let (one, many, zh) = match term.unit {
        TermUnit::Days => ("day", "days", "日"),
        TermUnit::WorkingDays => ("working day", "working days", "个工作日"),
        TermUnit::Months => ("month", "months", "个月"),
        TermUnit::Years => ("year", "years", "年"),
    };
    match language {
        Language::Zh => format!("{count}{zh}"),
        Language::En => format!("{count} {}", if count == 1 { one } else { many }),
    }
}

/// What a day is, in words.
fn day_text(day: &Day, language: Language) -> String {
    let zh = language == Language::Zh;
    let text = match &day.kind {
        DayKind::WorkingDay if zh => "工作日".to_owned(),
        DayKind::WorkingDay => "working day".to_owned(),
        DayKind::AdjustedWorkingDay if zh => "调休上班".to_owned(),
        DayKind::AdjustedWorkingDay => "weekend, worked by adjustment".to_owned(),
        DayKind::Weekend if zh => "周末".to_owned(),
        DayKind::Weekend => "weekend".to_owned(),
        DayKind::Holiday { name } => name.in_language(language).to_owned(),
    };
    match (day.provisional, zh) {
        (true, true) => text + "（暂定）",
        (true, false) => text + " (provisional)",
        _ => text,
    }
}

/// Walks from the day after the start to the last working day, showing each day to `see`.
fn count_working_days(
    start: Date,
    term: Term,
    calendar: &Calendar,
    mut see: impl FnMut(CountedDay),
) -> Result<(Date, bool), Error> {
    if term.count > MAX_TERM_DAYS {
        return Err(too_long(start, term));
    }
    let (mut date, mut counted, mut provisional) = (start, 0, false);
    while counted < term.count {
        date = date.plus_days(1).ok_or_else(|| too_long(start, term))?;
        let day = calendar.day(date);
        provisional |= day.provisional;
        let counts = day.kind.is_working();
        counted += u32::from(counts);
        see(CountedDay { day, counted: counts.then_some(counted) });
    }
    Ok((date, provisional))
}

fn civil_end(start: Date, term: Term) -> Result<Date, Error> {
    let count = i32::try_from(term.count).ok();
    let end = match term.unit {
        TermUnit::Months => count.and_then(|count| start.plus_months(count)),
        TermUnit::Years => count.and_then(|count| start.plus_years(count)),
        TermUnit::Days | TermUnit::WorkingDays if term.count > MAX_TERM_DAYS => None,
        TermUnit::Days | TermUnit::WorkingDays => start.plus_days(i64::from(term.count)),
    };
    end.ok_or_else(|| too_long(start, term))
}

fn too_long(start: Date, term: Term) -> Error {
    let found = format!("a term of {} from `{start}` is too long to count", term_text(term, Language::En));
    Error::new(ErrorKind::LimitExceeded, found)
        .help(format!("a term of at most {MAX_TERM_DAYS} days that ends before the year 10000"))
}
