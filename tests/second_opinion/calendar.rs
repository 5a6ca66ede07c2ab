//! The calendar of the second opinion, by another crate's days: moving a day, and how much time has gone by.

use super::number::{Day, Exact, Fallible, Kind, Quantity, fraction, undefined};
use jiff::{Span, civil};

/// A day moved by a length of time: undefined where the length is no whole number of months or of days, and outside the
/// years 1 to 9999.
pub(crate) fn moved(day: Day, length: &Quantity) -> Fallible<Day> {
    let parts = if length.1 == Kind::Years { 12 } else { 1 };
    let whole = length.0.clone() * fraction(parts, 1);
    let Some(whole) = whole.is_integer().then(|| i32::try_from(whole.to_integer()).ok()).flatten() else {
        return undefined();
    };
    let span = match length.1 {
        Kind::Days => Span::new().try_days(whole),
        Kind::Years | Kind::Months => Span::new().try_months(whole),
        other => return Err(format!("a day is not moved by {other:?}").into()),
    };
    match span.and_then(|span| day.0.checked_add(span)) {
        Ok(later) if (1..=9999).contains(&later.year()) => Ok(Day(later)),
        _ => undefined(),
    }
}

/// The days from one day to another.
pub(crate) fn days(from: Day, to: Day) -> i64 {
    let between = from.0.until(to.0).unwrap_or_else(|error| panic!("{error}"));
    i64::from(between.get_days())
}

/// The most times a step of years or months can be taken from one day without passing another, by trying.
pub(crate) fn elapsed(from: Day, to: Day, kind: Kind) -> Exact {
    let not_after = |n: i32| {
        let span = if kind == Kind::Years { Span::new().years(n) } else { Span::new().months(n) };
        from.0.checked_add(span).is_ok_and(|reached| reached <= to.0)
    };
    let years = i32::from(to.0.year()) - i32::from(from.0.year());
    let guess = if kind == Kind::Years { years } else { years * 12 + 12 };
    let most = (guess - 30..=guess + 2).filter(|n| not_after(*n)).max();
    fraction(i64::from(most.unwrap_or_else(|| panic!("{from:?} and {to:?}"))), 1)
}

/// 31 December of its year.
pub(crate) fn year_end(day: Day) -> Day {
    Day(civil::date(day.0.year(), 12, 31))
}
