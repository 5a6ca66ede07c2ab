//! English terms: `within N days of X`, `no later than DT`, `valid for N years`, `shall come into force on DT`, `is repealed`.

use super::closing_en::{clock, closing, ending, lapse};
use super::force_en::{in_force, repeal};
use super::length::{self, Length, literal};
use super::periods::{Doubt, Found, Kind};
use super::spans_en::{by_length, every};
use crate::Date;
use crate::document::frame::dates;
use crate::document::text::words::word_at;
use std::ops::Range;

/// How far the words of one term reach.
pub(crate) const REACH: usize = 160;

/// The terms of a line.
pub(crate) fn terms(line: &[char], year: Option<i32>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let inside = at.checked_sub(1).and_then(|i| line.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
        if inside || !line.get(at).is_some_and(char::is_ascii_alphanumeric) {
            at += 1;
            continue;
        }
        let term = within(line, at)
            .or_else(|| closing(line, at, year))
            .or_else(|| dated(line, at, year))
            .or_else(|| ending(line, at, year))
            .or_else(|| lapse(line, at))
            .or_else(|| looked_back(line, at))
            .or_else(|| in_force(line, at))
            .or_else(|| repeal(line, at))
            .or_else(|| every(line, at))
            .or_else(|| by_length(line, at));
        match term {
            Some((term, end)) => {
                found.extend(term);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

pub(crate) type Term = Option<(Option<Found>, usize)>;

pub(crate) fn one_of(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| word_at(line, at, word))
}

/// Where the last of these words begins that ends at a place, blanks between left out.
pub(crate) fn ends(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    let mut end = at;
    while end > 0 && line.get(end - 1) == Some(&' ') {
        end -= 1;
    }
    words.iter().find_map(|word| {
        let start = end.checked_sub(word.chars().count())?;
        word_at(line, start, word).map(|_| start)
    })
}

pub(crate) fn skip(line: &[char], at: usize, words: &[&str]) -> usize {
    let next = |at: usize| words.iter().find_map(|word| literal(line, at, word));
    // Marks of emphasis stand between words.
    let mut at = at + line.iter().skip(at).take(4).take_while(|c| matches!(c, ' ' | '*')).count();
    while let Some(end) = next(at) {
        at = end;
    }
    at
}

pub(crate) fn lower(line: &[char], range: Range<usize>) -> String {
    line.get(range).unwrap_or_default().iter().collect::<String>().to_ascii_lowercase()
}

pub(crate) fn with_length(kind: Kind, range: Range<usize>, length: &Length) -> Found {
    let mut found = Found::new(kind, range);
    found.value = Some(length.value.clone());
    found.unit = Some(length.unit.clone());
    found.doubt = length.ranged.then_some(Doubt::Ranged);
    found
}

const AT_MOST: [&str; 9] = [
    "a period of ",
    "a maximum of ",
    "the period of ",
    "no more than ",
    "not more than ",
    "at most ",
    "up to ",
    "the ",
    "approximately ",
];
/// How an event is tied to a length, and whether the length ends at it.
const TIES: [(&str, bool); 17] = [
    ("after the date on which", false),
    ("after the date of", false),
    ("from the date on which", false),
    ("from the date of", false),
    ("of the date of", false),
    ("as of", false),
    ("starting from", false),
    ("counted from", false),
    ("following", false),
    ("after", false),
    ("from", false),
    ("since", false),
    ("of", false),
    ("immediately preceding", true),
    ("prior to", true),
    ("preceding", true),
    ("before", true),
];

/// What a length runs from: its words, whether the length ends there, and where the event ends.
pub(crate) fn event(line: &[char], at: usize) -> Option<(Range<usize>, bool)> {
    let at = at + usize::from(line.get(at) == Some(&' '));
    let (word, back) = TIES.iter().find(|(word, _)| word_at(line, at, word).is_some())?;
    // The words `the date of` belong to the event.
    let tied = word.find(" the date").map_or(word.len(), |cut| cut);
    let start = skip(line, at + tied, &[]);
    let stops = [
        " shall ",
        " must ",
        " will ",
        " may ",
        " should ",
        " unless ",
        " and shall ",
        " if ",
        " by means",
        " in order to ",
        " in accordance",
        " to the ",
        " and notify",
        " and submit",
        " or within ",
        " in writing",
        " and publish",
        " and report",
        " in the form",
    ];
    let limit = line.len().min(start + REACH);
    let end = (start..limit)
        .find(|i| match line.get(*i) {
            // The comma of a date is part of the event.
            Some(',') => !line.get(*i + 2).is_some_and(char::is_ascii_digit),
            Some(';' | ':' | '。') => true,
            Some('.') => line.get(*i + 1).is_none_or(|c| matches!(c, ' ' | '"' | '”')),
            Some(' ') => stops.iter().any(|word| literal(line, *i, word).is_some()) || second_verb(line, *i),
            // A bracket that opens a remark; `subsection (a)` belongs to the event.
            Some('(') => !matches!(line.get(*i + 2), Some(')')) && !matches!(line.get(*i + 3), Some(')')),
            Some(')') => {
                !matches!(line.get(i.wrapping_sub(2)), Some('('))
                    && !matches!(line.get(i.wrapping_sub(3)), Some('('))
            }
            _ => false,
        })
        .unwrap_or(limit);
    let end = (start..end).rev().find(|i| line.get(*i) != Some(&' ')).map(|last| last + 1)?;
    Some((start..end, *back))
}

/// Whether a second verb with its object begins at a place: ` and keep the vouchers`, ` and retain records`.
fn second_verb(line: &[char], at: usize) -> bool {
    const VERBS: [&str; 20] = [
        "keep", "retain", "store", "preserve", "maintain", "notify", "inform", "submit", "file", "publish",
        "report", "provide", "send", "pay", "repay", "return", "apply", "issue", "complete", "make",
    ];
    let objects = [
        "the",
        "a",
        "an",
        "all",
        "any",
        "its",
        "their",
        "his",
        "it",
        "them",
        "such",
        "records",
        "copies",
        "documents",
        "to",
        "for",
    ];
    let verb = literal(line, at, " and ").and_then(|from| one_of(line, from, &VERBS));
    verb.is_some_and(|end| one_of(line, end + 1, &objects).is_some())
}

/// `within 30 days of X`, `no later than 60 days after X`.
fn within(line: &[char], at: usize) -> Term {
    let lead = one_of(
        line,
        at,
        &["within", "no later than", "not later than", "in no more than", "in not more than"],
    )?;
    let late = word_at(line, at, "within").is_none();
    let length = length::english(line, skip(line, lead, &AT_MOST))?;
    let tied = event(line, length.end);
    let end = tied.as_ref().map_or(length.end, |(event, _)| event.end);
    // Who is within ten years of founding has an age; the last three years are looked back on by a criterion.
    let state = ends(line, at, &["is", "are", "be", "been", "being", "was", "were"]).is_some();
    if !late && !length.short && tied.is_some() && state {
        return Some((None, end));
    }
    let yearly = tied.as_ref().is_some_and(|(event, _)| {
        let words = lower(line, event.clone());
        ["each ", "every ", "the fiscal year", "the financial year"].iter().any(|word| words.contains(word))
            && !words.contains("this ")
    });
    let kind = match &tied {
        Some((event, true)) => window_or_term(line, event),
        _ if yearly => Kind::Recurring,
        _ => Kind::Deadline,
    };
    let mut found = with_length(kind, at..end, &length);
    found.event = tied.map(|(event, _)| event);
    Some((Some(found), end))
}

pub(crate) fn window_or_term(line: &[char], event: &Range<usize>) -> Kind {
    let words = lower(line, event.clone());
    let to_come =
        ["expir", "end of", "meeting", "deadline", "commence", "closing", "termination", "effective"];
    let applied = ["appl", "submission", "filing", "recognition", "assessment", "date of this"];
    let holds = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if holds(&applied) && !holds(&to_come) { Kind::Window } else { Kind::Deadline }
}

/// `in the 12 months before the application`, `during the three years preceding X`.
fn looked_back(line: &[char], at: usize) -> Term {
    let lead = one_of(line, at, &["in", "during", "over", "for"])?;
    let length = length::english(line, skip(line, lead, &["the ", "a period of "]))?;
    let (event, back) = event(line, length.end)?;
    let end = event.end;
    let mut found = with_length(Kind::Window, at..end, &length);
    found.event = Some(event);
    back.then_some((Some(found), end))
}

/// `by 30 June 2024`, `no later than the end of 2024`, `valid until DT`, `from DT to DT`, `by March 31 of each year`.
fn dated(line: &[char], at: usize, year: Option<i32>) -> Term {
    let leads = [
        "on or before",
        "no later than",
        "not later than",
        "by no later than",
        "at the latest by",
        "prior to",
        "before",
        "by",
        "until",
        "till",
        "from",
        "commencing on",
        "commencing from",
        "starting on",
        "starting from",
        "beginning on",
        "beginning from",
        "with effect from",
        "effective as of",
        "effective from",
        "effective on",
        "effective date",
        "expires on",
        "expire on",
    ];
    let (word, lead) = leads.iter().find_map(|word| word_at(line, at, word).map(|end| (*word, end)))?;
    let start = skip(line, lead, &[": ", "the close of business on ", "close of business on "]);
    let start = clock(line, start);
    let (date, mut end) = dates::english_day(line, start, year)?;
    let tail = skip(line, end, &[", "]);
    let yearly = one_of(
        line,
        tail,
        &[
            "of each year",
            "each year",
            "every year",
            "of every year",
            "annually",
            "in each year",
            "of each calendar year",
            "of the following year",
            "of the next year",
        ],
    );
    let found = |kind: Kind, from: usize, end: usize, date: Option<Date>| {
        let mut found = Found::new(kind, from..end);
        found.date = date;
        Some((Some(found), end))
    };
    let own = own(line, at);
    match word {
        "until" | "till" => {
            let from = ends(line, at, &["valid", "in force", "in effect", "effective", "remain in force"])?;
            let mut found = Found::new(Kind::Validity, from..end);
            (found.date, found.own) = (date, own);
            Some((Some(found), end))
        }
        "expires on" | "expire on" => {
            let mut found = Found::new(Kind::Validity, at..end);
            (found.date, found.own) = (date, own);
            Some((Some(found), end))
        }
        "with effect from" | "effective as of" | "effective from" | "effective on" | "effective date" => {
            let mut found = Found::new(Kind::Effective, at..end);
            (found.date, found.own) = (date, own || word == "effective date");
            Some((Some(found), end))
        }
        "from" | "commencing on" | "commencing from" | "starting on" | "starting from" | "beginning on"
        | "beginning from" => {
            // `take effect from DT` is read at its verb; a past span of days is none of ours.
            found(Kind::Start, at, end, date)
        }
        _ => {
            // What was founded before a day has an age.
            let aged = ends(
                line,
                at,
                &[
                    "established",
                    "incorporated",
                    "registered",
                    "born",
                    "founded",
                    "issued",
                    "made",
                    "published",
                    "amended",
                    "approved",
                    "promulgated",
                    "formed",
                    "set up",
                    "signed",
                    "granted",
                ],
            );
            if matches!(word, "before" | "prior to" | "on or before") && aged.is_some() {
                return Some((None, end));
            }
            let annual = ends(line, at, &["each year", "every year", "annually", "each calendar year"]);
            if let Some(yearly) = yearly.or(annual.map(|_| end)) {
                end = yearly;
                return found(Kind::Recurring, annual.unwrap_or(at), end, None);
            }
            found(Kind::Deadline, at, end, date)
        }
    }
}

/// Whether the sentence speaks of the document itself: `these Measures`, `this order`.
pub(crate) fn own(line: &[char], at: usize) -> bool {
    let before = lower(line, at.saturating_sub(200)..at);
    let pronoun = ["they ", "it "]
        .iter()
        .any(|word| before.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(word));
    let kinds = [
        "order",
        "act",
        "measures",
        "regulations",
        "rules",
        "notice",
        "provisions",
        "circular",
        "guidelines",
        "decree",
        "law",
        "code",
        "policy",
        "scheme",
        "notification",
        "standards",
        "plan",
        "opinions",
        "section",
    ];
    pronoun
        || ["this ", "these ", "the present "].iter().any(|word| {
            before.match_indices(word).any(|(i, _)| {
                let rest = before.get(i + word.len()..).unwrap_or_default();
                kinds.iter().any(|kind| rest.starts_with(kind) && *kind != "section")
            })
        })
}
