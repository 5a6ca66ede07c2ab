//! Five-year plans by their number (`the 14th Five-Year Plan period`), as the last day of their period.

use crate::Date;
use crate::document::text::words::word_at;

/// The plan named here, and where its name ends.
pub(crate) fn period(chars: &[char], at: usize) -> Option<(Date, usize)> {
    const PLANS: [(&str, &str, i32); 6] = [
        ("11th", "eleventh", 2010),
        ("12th", "twelfth", 2015),
        ("13th", "thirteenth", 2020),
        ("14th", "fourteenth", 2025),
        ("15th", "fifteenth", 2030),
        ("16th", "sixteenth", 2035),
    ];
    let from = word_at(chars, at, "the").map_or(at, |end| end + 1);
    let (year, end) = PLANS.iter().find_map(|(digits, word, year)| {
        [digits, word].into_iter().find_map(|name| word_at(chars, from, name)).map(|end| (*year, end))
    })?;
    let end = ["five-year plan", "five year plan", "five-year"]
        .iter()
        .find_map(|plan| word_at(chars, end + 1, plan))?;
    let end =
        ["period", "programme period"].iter().find_map(|word| word_at(chars, end + 1, word)).unwrap_or(end);
    Some((Date::new(year, 12, 31)?, end))
}

/// `During the 14th Five-Year Plan period`.
pub(crate) fn within(chars: &[char], at: usize) -> Option<(Date, usize)> {
    let end = ["during", "in"].iter().find_map(|word| word_at(chars, at, word))?;
    let (date, end) = period(chars, end + 1)?;
    let named =
        chars.get(end.checked_sub(6)?..end)?.iter().collect::<String>().eq_ignore_ascii_case("period");
    named.then_some((date, end))
}
