//! Calendars as versioned data: weekends, public holidays and adjusted working days, read from TOML.

use crate::policy::StatusKind;
use crate::toml_file::position;
use crate::{CalendarId, Date, Diagnostic, Label, Position};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// The largest calendar file that is read, in bytes.
const MAX_BYTES: usize = 256 * 1024;
/// The longest single holiday, in days; a longer one is a slip of the hand.
const MAX_HOLIDAY_DAYS: i64 = 62;
/// The most remarks on one file; reading stops there.
const MAX_REMARKS: usize = 20;

/// Which days are days of work: one version of one calendar.
///
/// ```
/// use gradus_dsl::{Calendar, DayKind};
/// let text = r#"
/// id = "sample"
/// version = "1"
/// weekends = ["saturday", "sunday"]
/// [[year]]
/// year = 2025
/// source = "a notice"
/// status = "confirmed"
/// holidays = [{ first = "2025-05-01", last = "2025-05-05", zh = "劳动节", en = "Labour Day" }]
/// working_days = ["2025-04-27"]
/// "#;
/// let calendar = Calendar::from_toml(text, "sample.toml").unwrap();
/// assert_eq!(calendar.day("2025-04-27".parse().unwrap()).kind, DayKind::AdjustedWorkingDay);
/// assert!(!calendar.covers("2026-01-01".parse().unwrap()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its id, for example `cn`.
    pub id: CalendarId,
    /// Which version of the data it is.
    pub version: String,
    /// Its name for people.
    pub name: Label,
    /// The weekdays without work, 1 for Monday to 7 for Sunday; never all seven.
    pub weekends: BTreeSet<u8>,
    /// What is known of each year.
    pub years: BTreeMap<i32, CalendarYear>,
    special: BTreeMap<Date, Special>,
}

/// What is known of one year, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYear {
    /// The document that arranges the holidays of the year.
    pub source: String,
    /// How sure the dates are.
    pub status: StatusKind,
    /// What was read, in words.
    pub note: String,
    /// The public holidays in order of time.
    pub holidays: Vec<Holiday>,
    /// Days of a weekend that are worked (调休), in order of time.
    pub working_days: Vec<Date>,
}

/// A public holiday, from its first to its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The first day off.
    pub first: Date,
    /// The last day off.
    pub last: Date,
    /// Its name.
    pub name: Label,
}

/// A day as the calendar sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// What it is.
    #[serde(flatten)]
    pub kind: DayKind,
    /// Whether the year is not covered, so that weekends alone were looked at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// What a day is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayKind {
    /// An ordinary day of work.
    WorkingDay,
    /// A day of a weekend that is worked (调休).
    AdjustedWorkingDay,
    /// A day of a weekend.
    Weekend,
    /// A public holiday.
    Holiday {
        /// Its name.
        name: Label,
    },
}

impl DayKind {
    /// Whether work is done on it.
    #[must_use]
    pub fn is_working(&self) -> bool {
        matches!(self, Self::WorkingDay | Self::AdjustedWorkingDay)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Special {
    Off(Label),
    Worked,
}

impl Calendar {
    /// Reads a calendar file; `file` is its name in messages.
    ///
    /// # Errors
    /// Every remark on the file (at most 20), with its place: not TOML, an unknown key, a date that is none, a
    /// holiday that ends before it begins or overlaps another, a working day that is one already.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        if text.len() > MAX_BYTES {
            let found = format!("the calendar has {} bytes", text.len());
            let help = format!("a calendar has at most {MAX_BYTES} bytes");
            return Err(vec![Diagnostic::error("calendar-too-large", found, help).located(
                file,
                "",
                Position::default(),
            )]);
        }
        let raw: RawCalendar = toml::from_str(text).map_err(|error| {
            let at = position(text, error.span().map_or(0, |span| span.start));
            let message = error.message().trim_end_matches('.').replace('\n', ", ");
            let help = "a calendar holds `id`, `version`, `weekends` and a `[[year]]` table for each year, \
                        dates as \"YYYY-MM-DD\"; see policies/calendars/cn.toml";
            vec![Diagnostic::error("calendar-form", message, help).located(file, text, at)]
        })?;
        let mut reader = Reader { text, file, remarks: Vec::new() };
        let calendar = reader.calendar(raw);
        if reader.remarks.is_empty() { Ok(calendar) } else { Err(reader.remarks) }
    }

    /// Whether the holidays of this day's year are known.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        self.years.contains_key(&date.year())
    }

    /// What a day is. Outside the years covered weekends alone are known, and the day says so.
    #[must_use]
    pub fn day(&self, date: Date) -> Day {
        let kind = match self.special.get(&date) {
            Some(Special::Off(name)) => DayKind::Holiday { name: name.clone() },
            Some(Special::Worked) => DayKind::AdjustedWorkingDay,
            None if self.weekends.contains(&date.weekday()) => DayKind::Weekend,
            None => DayKind::WorkingDay,
        };
        let provisional = !self.covers(date) && !self.special.contains_key(&date);
        Day { date, kind, provisional }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    id: Spanned<String>,
    version: Spanned<String>,
    #[serde(default)]
    name: Label,
    weekends: Spanned<Vec<Spanned<String>>>,
    #[serde(default, rename = "year")]
    years: Vec<RawYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: Spanned<i32>,
    source: String,
    status: StatusKind,
    #[serde(default)]
    note: String,
    #[serde(default)]
    holidays: Vec<RawHoliday>,
    #[serde(default)]
    working_days: Vec<Spanned<toml::Value>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    first: Spanned<toml::Value>,
    last: Option<Spanned<toml::Value>>,
    #[serde(default)]
    zh: String,
    #[serde(default)]
    en: String,
}

/// Turns the raw form into a calendar and gathers remarks.
struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    remarks: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn calendar(&mut self, raw: RawCalendar) -> Calendar {
        for (key, value) in [("id", &raw.id), ("version", &raw.version)] {
            if value.get_ref().trim().is_empty() {
                self.remark(value.span().start, "calendar-form", format!("`{key}` is empty"), "a short word");
            }
        }
        let weekends = self.weekends(&raw.weekends);
        let mut calendar = Calendar {
            id: CalendarId::new(raw.id.into_inner()),
            version: raw.version.into_inner(),
            name: raw.name,
            weekends,
            years: BTreeMap::new(),
            special: BTreeMap::new(),
        };
        for year in raw.years {
            self.year(&mut calendar, year);
            if self.remarks.len() >= MAX_REMARKS {
                break;
            }
        }
        calendar
    }

    fn weekends(&mut self, raw: &Spanned<Vec<Spanned<String>>>) -> BTreeSet<u8> {
        const NAMES: [&str; 7] =
            ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let mut weekends = BTreeSet::new();
        for name in raw.get_ref().iter().take(2 * MAX_REMARKS) {
            match (1u8..).zip(NAMES).find(|(_, known)| known == name.get_ref()) {
                Some((number, _)) => {
                    weekends.insert(number);
                }
                None => {
                    let found = format!("`{}` is no weekday", short(name.get_ref()));
                    self.remark(name.span().start, "calendar-weekend", found, "`monday` to `sunday`");
                }
            }
        }
        if weekends.len() == 7 {
            let found = "every weekday is a weekend, so no term would ever end";
            self.remark(raw.span().start, "calendar-weekend", found, "at most six weekdays without work");
        }
        weekends
    }

    fn year(&mut self, calendar: &mut Calendar, raw: RawYear) {
        let (year, at) = (*raw.year.get_ref(), raw.year.span().start);
        if !(1..=9999).contains(&year) || calendar.years.contains_key(&year) {
            let found = format!("the year {year} stands twice or is none");
            self.remark(at, "calendar-year", found, "each year once, from 1 to 9999");
            return;
        }
        let mut holidays = Vec::new();
        for holiday in raw.holidays {
            if let Some(holiday) = self.holiday(calendar, year, holiday) {
                holidays.push(holiday);
            }
            if self.remarks.len() >= MAX_REMARKS {
                return;
            }
        }
        let mut working_days = Vec::new();
        for day in raw.working_days {
            let Some(date) = self.date(year, &day) else { continue };
            let free = calendar.weekends.contains(&date.weekday()) && !calendar.special.contains_key(&date);
            if free {
                calendar.special.insert(date, Special::Worked);
                working_days.push(date);
            } else {
                let found =
                    format!("`{date}` is no free day of a weekend, so it cannot become a working day");
                let help = "a Saturday or Sunday outside every holiday, named once";
                self.remark(day.span().start, "calendar-working-day", found, help);
            }
            if self.remarks.len() >= MAX_REMARKS {
                return;
            }
        }
        holidays.sort_by_key(|holiday| holiday.first);
        working_days.sort_unstable();
        let (source, status, note) = (raw.source, raw.status, raw.note);
        calendar.years.insert(year, CalendarYear { source, status, note, holidays, working_days });
    }

    fn holiday(&mut self, calendar: &mut Calendar, year: i32, raw: RawHoliday) -> Option<Holiday> {
        let first = self.date(year, &raw.first)?;
        let last = match &raw.last {
            Some(last) => self.date(year, last)?,
            None => first,
        };
        let at = raw.first.span().start;
        let name = Label { zh: raw.zh, en: raw.en };
        if name.is_empty() {
            self.remark(at, "calendar-holiday", "the holiday has no name", "`zh`, `en` or both");
            return None;
        }
        if last < first || last.days() - first.days() >= MAX_HOLIDAY_DAYS {
            let found = format!("the holiday from `{first}` to `{last}` has no days or too many");
            let help = format!("`last` on or after `first`, at most {MAX_HOLIDAY_DAYS} days");
            self.remark(at, "calendar-holiday", found, help);
            return None;
        }
        let days: Vec<Date> = (first.days()..=last.days()).filter_map(Date::from_days).collect();
        if let Some(taken) = days.iter().find(|day| calendar.special.contains_key(*day)) {
            let found = format!("`{taken}` is in two holidays, or is named as a working day");
            self.remark(at, "calendar-holiday", found, "holidays that do not overlap");
            return None;
        }
        calendar.special.extend(days.into_iter().map(|day| (day, Special::Off(name.clone()))));
        Some(Holiday { first, last, name })
    }

    /// A date of the year, or of the December before it: a New Year holiday may begin there.
    fn date(&mut self, year: i32, raw: &Spanned<toml::Value>) -> Option<Date> {
        let at = raw.span().start;
        // TOML has dates of its own; both spellings are welcome.
        let text = match raw.get_ref() {
            toml::Value::String(text) => text.clone(),
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::Integer(number) => number.to_string(),
            other => other.type_str().to_owned(),
        };
        let date = match text.parse::<Date>() {
            Ok(date) => date,
            Err(error) => {
                self.remark(at, "calendar-date", error.to_string(), "a day that exists, as \"2025-05-01\"");
                return None;
            }
        };
        if date.year() == year || (date.year() == year - 1 && date.month() == 12) {
            return Some(date);
        }
        let found = format!("`{date}` does not belong to the year {year}");
        self.remark(at, "calendar-date", found, format!("a day of {year}, or of the December before it"));
        None
    }

    fn remark(&mut self, offset: usize, code: &str, message: impl Into<String>, help: impl Into<String>) {
        if self.remarks.len() < MAX_REMARKS {
            let at = position(self.text, offset);
            self.remarks.push(Diagnostic::error(code, message, help).located(self.file, self.text, at));
        }
    }
}

/// What is quoted of the reader's text in a message.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(year: &str) -> String {
        let text = format!(
            "id = \"t\"\nversion = \"1\"\nweekends = [\"saturday\", \"sunday\"]\n[[year]]\nyear = 2025\n\
             source = \"s\"\nstatus = \"confirmed\"\n{year}"
        );
        match Calendar::from_toml(&text, "t.toml") {
            Ok(_) => "accepted".to_owned(),
            Err(remarks) => remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        }
    }

    #[test]
    fn the_calendar_of_the_repository_reads() {
        let cn = Calendar::from_toml(include_str!("../../policies/calendars/cn.toml"), "cn.toml").unwrap();
        assert_eq!(cn.years.keys().copied().collect::<Vec<_>>(), [2025, 2026]);
        let working = |year: i32| {
            (1..=366)
                .filter_map(|n| Date::new(year, 1, 1)?.plus_days(n - 1))
                .filter(|date| date.year() == year && cn.day(*date).kind.is_working())
                .count()
        };
        // 365 days, 104 days of weekends, less or more by the notices: 2025 has 248 days of work.
        assert_eq!((working(2025), working(2026)), (248, 248));
        for year in cn.years.values() {
            assert_eq!(year.status, StatusKind::Confirmed);
            assert!(!year.source.is_empty());
        }
    }

    #[test]
    fn what_is_no_calendar_is_refused_with_a_place() {
        insta::assert_snapshot!(
            [
                "holidays = [{ first = \"2025-02-30\", zh = \"春节\" }]",
                "holidays = [{ first = 2025-01-01, zh = \"元旦\" }]",
                "holidays = [{ first = 20250101, zh = \"元旦\" }]",
                "holidays = [{ first = \"2025-05-05\", last = \"2025-05-01\", zh = \"劳动节\" }]",
                "holidays = [{ first = \"2025-05-01\", last = \"2025-12-01\", zh = \"劳动节\" }]",
                "holidays = [{ first = \"2025-05-01\", zh = \"一\" }, { first = \"2025-05-01\", zh = \"二\" }]",
                "holidays = [{ first = \"2025-05-01\" }]",
                "holidays = [{ first = \"2027-05-01\", zh = \"劳动节\" }]",
                "working_days = [\"2025-04-28\"]",
                "working_days = [\"2025-04-27\", \"2025-04-27\"]",
                "workdays = [\"2025-04-27\"]",
                "[[year]]\nyear = 2026\nsource = \"\"\nstatus = \"certain\"",
                "[[year]]\nyear = 2025\nsource = \"\"\nstatus = \"single\"",
            ]
            .map(remarks)
            .join("\n\n")
        );
    }

    #[test]
    fn a_calendar_without_an_end_of_terms_is_refused() {
        let week =
            "\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"";
        let text = format!("id = \"t\"\nversion = \"1\"\nweekends = [{week}]");
        assert_eq!(Calendar::from_toml(&text, "t").unwrap_err()[0].code, "calendar-weekend");
        let text = "id = \"t\"\nversion = \"1\"\nweekends = [\"sonntag\"]";
        assert_eq!(Calendar::from_toml(text, "t").unwrap_err()[0].code, "calendar-weekend");
        let large = " ".repeat(MAX_BYTES + 1);
        assert_eq!(Calendar::from_toml(&large, "t").unwrap_err()[0].code, "calendar-too-large");
        let many = format!(
            "id = \"t\"\nversion = \"1\"\nweekends = []\n[[year]]\nyear = 2025\nsource = \"\"\n\
             status = \"single\"\nworking_days = [{}]",
            "\"x\", ".repeat(10_000)
        );
        assert_eq!(Calendar::from_toml(&many, "t").unwrap_err().len(), MAX_REMARKS);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(?s).{0,200}") {
            let _ = Calendar::from_toml(&text, "t");
        }
    }
}
