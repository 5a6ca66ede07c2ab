//! Numbers of documents in English: `Regulation (EU) 2025/1180`, `No. 12(4)/2024-P&G/Policy`, `G.S.R. 127(E)`,
//! `CP 1378`, `Scheme No. 7 of 2024`.

use super::dates::NumberFound;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Series that number their papers through, with what follows.
const SERIES: [&str; 9] = ["CP", "Cm", "Cmd", "Cmnd", "HC", "HL", "G.S.R.", "S.O.", "SRO"];

/// The number that a whole line consists of.
pub(super) fn line(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    series(chars, range)
        .filter(|found| found.range.end == range.end)
        .or_else(|| of_year(chars, range))
        .or_else(|| file(chars, range))
}

/// `G.S.R. 127(E)`, `CP 1378` at the head of a line.
pub(super) fn series(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    let from = SERIES.iter().find_map(|word| word_at(chars, range.start, word))?;
    let at = skip_blanks(chars, from);
    let (sequence, mut end) = digits(chars, at)?;
    if chars.get(end..end + 3) == Some(&['(', 'E', ')']) {
        end += 3;
    }
    let free = !chars.get(end).is_some_and(|c| c.is_alphanumeric());
    (at > from || !chars.get(from - 1).is_some_and(char::is_ascii_alphabetic))
        .then_some(())
        .filter(|()| free && end <= range.end)
        .map(|()| found(None, Some(sequence), range.start..end))
}

/// `Scheme No. 7 of 2024`: a kind of document, a number and its year.
fn of_year(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    let no = range.clone().take(60).find(|at| word_at(chars, *at, "No.").is_some())?;
    let (sequence, end) = digits(chars, skip_blanks(chars, no + 3))?;
    let of = word_at(chars, skip_blanks(chars, end), "of")?;
    let (year, end) = digits(chars, skip_blanks(chars, of))?;
    let words = chars.get(range.start..no)?.iter().all(|c| c.is_ascii_alphabetic() || *c == ' ');
    (words && end == range.end)
        .then_some(u16::try_from(year).ok())
        .flatten()
        .filter(|year| (1900..=2199).contains(year))
        .map(|year| found(Some(year), Some(sequence), no..end))
}

/// `No. 12(4)/2024-P&G/Policy`, `F. No. 5/1/2023`: the number of a file, with the year in it.
fn file(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    let from =
        ["File No.", "F. No.", "F.No.", "O.M. No.", "Order No.", "Circular No.", "Notification No.", "No."]
            .iter()
            .find_map(|word| word_at(chars, range.start, word))?;
    let at = skip_blanks(chars, from);
    let part = chars.get(at..range.end)?;
    let marks = part
        .iter()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '(' | ')' | '.' | '&' | '_'));
    let figures = part.iter().any(char::is_ascii_digit) && part.contains(&'/');
    if !marks || !figures || range.len() > 80 {
        return None;
    }
    let year = (at..range.end).find_map(|i| {
        let apart = !chars.get(i - 1).is_some_and(char::is_ascii_digit);
        let (year, end) = digits(chars, i).filter(|(_, end)| apart && *end == i + 4)?;
        let year = u16::try_from(year).ok().filter(|year| (1950..=2099).contains(year))?;
        (!chars.get(end).is_some_and(char::is_ascii_digit)).then_some(year)
    });
    Some(found(year, None, range.clone()))
}

/// `REGULATION (EU) 2025/1180`, `Directive (EC) No 45/2001` at the head of a title: a year stands before or behind
/// the stroke, by the custom of its time.
pub(super) fn of_act(chars: &[char], range: &Range<usize>) -> Option<NumberFound> {
    let near = range.start..range.end.min(range.start + 60);
    let behind = near.clone().find_map(|at| {
        ["(EU)", "(EC)", "(EEC)", "(EU, Euratom)"].iter().find_map(|word| word_at(chars, at, word))
    })?;
    let at = skip_blanks(chars, behind);
    let old = word_at(chars, at, "No")
        .map(|end| skip_blanks(chars, end + usize::from(chars.get(end) == Some(&'.'))));
    let from = old.unwrap_or(at);
    let (first, end) = digits(chars, from)?;
    let (second, end) = digits(chars, end + 1).filter(|_| chars.get(end) == Some(&'/'))?;
    let (year, sequence) = if old.is_some() { (second, first) } else { (first, second) };
    Some(found(u16::try_from(year).ok(), Some(sequence), from..end))
}

pub(super) fn found(year: Option<u16>, sequence: Option<u32>, range: Range<usize>) -> NumberFound {
    NumberFound { code: None, year, sequence, range }
}

fn skip_blanks(chars: &[char], mut at: usize) -> usize {
    while chars.get(at) == Some(&' ') {
        at += 1;
    }
    at
}

/// A figure of at most nine digits.
pub(super) fn digits(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let length = chars.get(at..)?.iter().take(10).take_while(|c| c.is_ascii_digit()).count();
    let number = chars.get(at..at + length)?.iter().collect::<String>().parse().ok()?;
    (length < 10).then_some((number, at + length))
}
