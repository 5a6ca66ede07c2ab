//! Civil dates and the arithmetic of terms: no clock, no time zone. Checked against an independent calendar in tests.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar, years 1 to 9999, written `YYYY-MM-DD`.
///
/// ```
/// use gradus_dsl::Date;
/// let signed: Date = "2024-01-31".parse().unwrap();
/// // End-of-month rule: a day that does not exist becomes the last day of its month.
/// assert_eq!(signed.plus_months(1).unwrap().to_string(), "2024-02-29");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date of the form YYYY-MM-DD")]
pub struct DateError(String);

impl Date {
    /// The first day there is.
    pub const FIRST: Self = Self { year: 1, month: 1, day: 1 };

    /// The day of this year (1 to 9999), month and day; none where there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1;
        (real && day <= days_in_month(year, month)).then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01, negative before it.
    #[must_use]
    pub fn days(self) -> i64 {
        // Counts in years that start on 1 March, so that the leap day comes last.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day this many days after 1970-01-01; none outside the years 1 to 9999.
    #[must_use]
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day `count` days later (earlier where negative); none outside the years 1 to 9999.
    #[must_use]
    pub fn plus_days(self, count: i64) -> Option<Self> {
        Self::from_days(self.days().checked_add(count)?)
    }

    /// The same day of the month `count` months later. A day that does not exist becomes the last day of that
    /// month (31 January plus a month is 28 or 29 February).
    #[must_use]
    pub fn plus_months(self, count: i32) -> Option<Self> {
        let months = self.year.checked_mul(12)?.checked_add(i32::from(self.month) - 1)?.checked_add(count)?;
        let (year, month) = (months.div_euclid(12), u8::try_from(months.rem_euclid(12)).ok()? + 1);
        if !(1..=9999).contains(&year) {
            return None;
        }
        Self::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// The same day `count` years later; 29 February becomes 28 February where there is none.
    #[must_use]
    pub fn plus_years(self, count: i32) -> Option<Self> {
        self.plus_months(count.checked_mul(12)?)
    }

    /// The weekday, 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.days() + 3).rem_euclid(7)).unwrap_or(0) + 1
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.chars().take(40).collect());
        let digits = |part: &str, width: usize| -> Option<i32> {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next(), parts.next(), parts.next());
        if parts.next().is_some() {
            return Err(error());
        }
        let read = || {
            let (year, month, day) = (digits(year?, 4)?, digits(month?, 2)?, digits(day?, 2)?);
            Self::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        };
        read().ok_or_else(error)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_agrees_with_an_independent_calendar() {
        let mut theirs = jiff::civil::date(1800, 1, 1);
        let mut ours = Date::new(1800, 1, 1).unwrap();
        while theirs.year() < 2201 {
            assert_eq!(ours.to_string(), theirs.to_string());
            assert_eq!(i64::from(ours.weekday()), i64::from(theirs.weekday().to_monday_one_offset()));
            assert_eq!(Date::from_days(ours.days()), Some(ours));
            for months in [1, 2, 12, 13, -1, -12, 36] {
                let expected = theirs.checked_add(jiff::Span::new().months(months)).unwrap();
                assert_eq!(ours.plus_months(months).unwrap().to_string(), expected.to_string());
            }
            ours = ours.plus_days(1).unwrap();
            theirs = theirs.tomorrow().unwrap();
        }
    }

    #[test]
    fn a_leap_day_birth_has_its_year_end_on_28_february() {
        let born: Date = "2024-02-29".parse().unwrap();
        assert_eq!(born.plus_years(1).unwrap().to_string(), "2025-02-28");
        assert_eq!(born.plus_years(4).unwrap().to_string(), "2028-02-29");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2025-02-29",
            "2025-13-01",
            "2025-1-1",
            "25-01-01",
            "2025-01-01-01",
            "",
            "2025/01/01",
            "0000-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert_eq!(Date::new(9999, 12, 31).unwrap().plus_days(1), None);
    }
}
