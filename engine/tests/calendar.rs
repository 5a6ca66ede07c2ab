//! Terms of days, months and working days, counted by the calendar of the repository.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::calendar::{explain_term, term_end};
use gradus::{Calendar, ErrorKind};
use gradus_dsl::policy::{Term, TermUnit};
use gradus_dsl::{Date, Language};
use proptest::prelude::*;

fn cn() -> Calendar {
    Calendar::from_toml(include_str!("../../policies/calendars/cn.toml"), "cn.toml").unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn end(start: &str, count: u32, unit: TermUnit) -> String {
    term_end(date(start), Term { count, unit }, &cn()).unwrap().last.to_string()
}

#[test]
fn the_day_of_the_event_is_not_counted() {
    assert_eq!(end("2025-03-03", 1, TermUnit::WorkingDays), "2025-03-04");
    assert_eq!(end("2025-03-03", 1, TermUnit::Days), "2025-03-04");
    assert_eq!(end("2025-03-08", 1, TermUnit::WorkingDays), "2025-03-10");
    assert_eq!(end("2025-03-08", 0, TermUnit::WorkingDays), "2025-03-08");
}

#[test]
fn a_worked_sunday_counts_and_a_holiday_does_not() {
    // Thursday 24 April: Friday is 1, the worked Sunday 2, Monday to Wednesday 3 to 5, then five days off.
    assert_eq!(end("2025-04-24", 5, TermUnit::WorkingDays), "2025-04-30");
    assert_eq!(end("2025-04-24", 6, TermUnit::WorkingDays), "2025-05-06");
    // 29 September to the day after the National Day week, which is a Thursday.
    assert_eq!(end("2025-09-29", 2, TermUnit::WorkingDays), "2025-10-09");
    assert_eq!(end("2025-09-29", 4, TermUnit::WorkingDays), "2025-10-11");
}

#[test]
fn every_day_can_be_shown() {
    let term = Term { count: 6, unit: TermUnit::WorkingDays };
    let counted = explain_term(date("2025-04-24"), term, &cn()).unwrap();
    insta::assert_snapshot!("term_en", counted.render(Language::En));
    insta::assert_snapshot!("term_zh", counted.render(Language::Zh));
    let beyond =
        explain_term(date("2026-12-30"), Term { count: 2, unit: TermUnit::WorkingDays }, &cn()).unwrap();
    insta::assert_snapshot!("term_provisional_en", beyond.render(Language::En));
    let json = serde_json::to_string(&counted).unwrap();
    assert_eq!(serde_json::from_str::<gradus::TermCount>(&json).unwrap(), counted);
}

#[test]
fn beyond_the_years_covered_a_term_is_provisional() {
    let working =
        |count| term_end(date("2026-12-30"), Term { count, unit: TermUnit::WorkingDays }, &cn()).unwrap();
    assert!(!working(1).provisional);
    assert!(working(2).provisional);
    // A term of plain days needs no calendar and is never provisional.
    let days = Term { count: 40, unit: TermUnit::Days };
    assert!(!term_end(date("2026-12-30"), days, &cn()).unwrap().provisional);
}

#[test]
fn a_term_that_ends_on_a_day_off_does_not_move() {
    let end = term_end(date("2025-09-05"), Term { count: 1, unit: TermUnit::Months }, &cn()).unwrap();
    assert_eq!((end.last, end.on_day_off), (date("2025-10-05"), true));
    let end = term_end(date("2025-09-09"), Term { count: 1, unit: TermUnit::Months }, &cn()).unwrap();
    assert_eq!((end.last, end.on_day_off), (date("2025-10-09"), false));
}

#[test]
fn months_and_years_end_by_the_rule_of_dates() {
    assert_eq!(end("2025-01-31", 1, TermUnit::Months), "2025-02-28");
    assert_eq!(end("2024-02-29", 3, TermUnit::Years), "2027-02-28");
}

#[test]
fn a_term_without_end_is_refused() {
    for (count, unit) in [
        (u32::MAX, TermUnit::WorkingDays),
        (u32::MAX, TermUnit::Days),
        (u32::MAX, TermUnit::Months),
        (9_000, TermUnit::Years),
        (36_526, TermUnit::Days),
    ] {
        let error = term_end(date("2025-01-01"), Term { count, unit }, &cn()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    }
    let last =
        term_end(date("9999-12-30"), Term { count: 5, unit: TermUnit::WorkingDays }, &cn()).unwrap_err();
    assert_eq!(last.message(), "a term of 5 working days from `9999-12-30` is too long to count");
}

proptest! {
    #[test]
    fn terms_add_up(start in 0i64..2_500, a in 0u32..60, b in 0u32..60) {
        let cn = cn();
        let start = date("2023-01-01").plus_days(start).unwrap();
        let working = |start, count| term_end(start, Term { count, unit: TermUnit::WorkingDays }, &cn).unwrap().last;
        prop_assert_eq!(working(working(start, a), b), working(start, a + b));
    }

    #[test]
    fn the_last_day_is_the_counted_day(start in 0i64..2_500, count in 1u32..80) {
        let cn = cn();
        let start = date("2023-01-01").plus_days(start).unwrap();
        let shown = explain_term(start, Term { count, unit: TermUnit::WorkingDays }, &cn).unwrap();
        let counted: Vec<u32> = shown.days.iter().filter_map(|day| day.counted).collect();
        prop_assert_eq!(counted, (1..=count).collect::<Vec<_>>());
        prop_assert_eq!(shown.days.last().map(|day| day.day.date), Some(shown.end.last));
        let (days, _) = gradus::calendar::working_days_between(start, shown.end.last, &cn);
        prop_assert_eq!(days, count);
    }
}
