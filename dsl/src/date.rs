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

    /// The last day there is.
    pub const LAST: Self = Self { year: 9999, month: 12, day: 31 };

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

    /// How many whole months have gone by from this day to another: the largest `n` with this day and `n` months, as
    /// [`Date::plus_months`] counts them, not after the other. Below zero where the other day is earlier.
    ///
    /// ```
    /// use gradus_dsl::Date;
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// assert_eq!(day("2024-01-31").whole_months_to(day("2024-02-28")), 0);
    /// assert_eq!(day("2024-01-31").whole_months_to(day("2024-02-29")), 1);
    /// assert_eq!(day("2024-03-15").whole_months_to(day("2024-03-14")), -1);
    /// ```
    #[must_use]
    pub fn whole_months_to(self, other: Self) -> i32 {
        let months = (other.year - self.year) * 12 + i32::from(other.month) - i32::from(self.month);
        // That many months later it is a day of the other's month, the last of it at most.
        let reached = self.day.min(days_in_month(other.year, other.month)) <= other.day;
        if reached { months } else { months - 1 }
    }

    /// How many whole years have gone by from this day to another: the largest `n` with this day and `n` years, as
    /// [`Date::plus_years`] counts them, not after the other. Below zero where the other day is earlier.
    ///
    /// Who is born on 29 February completes a year on 28 February where the year has no leap day: from 2004-02-29 to
    /// 2005-02-28 is one year.
    ///
    /// ```
    /// use gradus_dsl::Date;
    /// let day = |text: &str| text.parse::<Date>().unwrap();
    /// assert_eq!(day("2004-02-29").whole_years_to(day("2005-02-28")), 1);
    /// assert_eq!(day("2004-02-29").whole_years_to(day("2008-02-28")), 3);
    /// ```
    #[must_use]
    pub fn whole_years_to(self, other: Self) -> i32 {
        self.whole_months_to(other).div_euclid(12)
    }

    /// 31 December of its year.
    #[must_use]
    pub fn year_end(self) -> Self {
        Self { month: 12, day: 31, ..self }
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

    /// The largest count with the first day and so many months or years not after the second, by trying each.
    fn counted(from: Date, to: Date, years: bool) -> i32 {
        let theirs = |day: Date| {
            jiff::civil::date(i16::try_from(day.year()).unwrap(), day.month() as i8, day.day() as i8)
        };
        let (from, to) = (theirs(from), theirs(to));
        let after = |count: i32| {
            let span = jiff::Span::new();
            let span = if years { span.years(count) } else { span.months(count) };
            from.checked_add(span).unwrap()
        };
        let mut count = (i32::from(to.year()) - i32::from(from.year())) * if years { 1 } else { 12 } + 12;
        while after(count) > to {
            count -= 1;
        }
        count
    }

    proptest::proptest! {
        #[test]
        fn whole_years_and_months_are_the_largest_that_fit(from in -20_000i64..40_000, days in -3_000i64..6_000) {
            let from = Date::from_days(from).unwrap();
            let to = from.plus_days(days).unwrap();
            let (years, months) = (from.whole_years_to(to), from.whole_months_to(to));
            proptest::prop_assert!(from.plus_years(years).unwrap() <= to && to < from.plus_years(years + 1).unwrap());
            proptest::prop_assert!(from.plus_months(months).unwrap() <= to && to < from.plus_months(months + 1).unwrap());
            proptest::prop_assert_eq!(years, counted(from, to, true));
            proptest::prop_assert_eq!(months, counted(from, to, false));
        }
    }

    #[test]
    fn whole_years_from_a_leap_day_and_at_the_ends_of_the_calendar() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let leap = day("2004-02-29");
        for (to, years, months) in [
            ("2005-02-27", 0, 11),
            ("2005-02-28", 1, 12),
            ("2008-02-28", 3, 47),
            ("2008-02-29", 4, 48),
            ("2004-02-29", 0, 0),
            ("2004-02-28", -1, -1),
            ("2003-02-28", -1, -12),
            ("2003-02-27", -2, -13),
        ] {
            assert_eq!(
                (leap.whole_years_to(day(to)), leap.whole_months_to(day(to))),
                (years, months),
                "{to}"
            );
        }
        assert_eq!(Date::FIRST.whole_years_to(Date::LAST), 9_998);
        assert_eq!(Date::LAST.whole_months_to(Date::FIRST), -119_988);
        assert_eq!(leap.year_end(), day("2004-12-31"));
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
