//! English days of effect and of repeal: `shall come into force on DT`, `is hereby revoked`.

use super::length::{self, literal};
use super::periods::{Found, Kind};
use super::periods_en::{REACH, Term, ends, event, lower, one_of, own, skip, with_length};
use crate::document::frame::dates;

const IN_FORCE: [&str; 22] = [
    "come into force",
    "comes into force",
    "coming into force",
    "enter into force",
    "enters into force",
    "come into effect",
    "comes into effect",
    "go into effect",
    "goes into effect",
    "take effect",
    "takes effect",
    "be effective",
    "is effective",
    "are effective",
    "become effective",
    "becomes effective",
    "be implemented",
    "is implemented",
    "are implemented",
    "be in force",
    "apply",
    "have effect",
];

/// `shall come into force on DT`, `take effect upon promulgation`, `comes into force 30 days after X`.
pub(crate) fn in_force(line: &[char], at: usize) -> Term {
    let verb = one_of(line, at, &IN_FORCE)?;
    let weak =
        one_of(line, at, &["apply", "be implemented", "is implemented", "are implemented", "have effect"])
            .is_some();
    // `…, except for Article 6, which shall be in force from DT`: of a part only.
    let except = lower(line, at.saturating_sub(80)..at).contains(", except ");
    let own = own(line, at) && !except;
    let make = |end: usize| {
        let mut found = Found::new(Kind::Effective, at..end);
        found.own = own;
        found
    };
    if let Some(end) = one_of(line, skip(line, verb, &[]), &["immediately", "forthwith"]).filter(|_| !weak) {
        let mut found = make(end);
        found.event = Some(end - if lower(line, end - 9..end) == "forthwith" { 9 } else { 11 }..end);
        return Some((Some(found), end));
    }
    if let Some(length) =
        length::english(line, skip(line, verb, &["on the date that is ", "on the date ", "on the day "]))
        && let Some((event, false)) = event(line, length.end)
    {
        let mut found = with_length(Kind::Effective, at..event.end, &length);
        found.own = own;
        let end = event.end;
        found.event = Some(event);
        return Some((Some(found), end));
    }
    let lead = one_of(
        line,
        skip(line, verb, &["retroactively "]),
        &[
            "on and from",
            "on",
            "as of",
            "as from",
            "from",
            "upon",
            "starting from",
            "starting on",
            "beginning on",
            "since",
        ],
    )?;
    let start = skip(line, lead, &["and after "]);
    if let Some((Some(date), end)) = dates::english_day(line, start, None) {
        let mut found = make(end);
        found.date = Some(date);
        return Some((Some(found), end));
    }
    // An event: the day of promulgation, and not any place or condition.
    let limit = line.len().min(start + 80);
    let stop = (start..limit).find(|i| {
        matches!(line.get(*i), Some(',' | ';' | '.' | '(')) || literal(line, *i, " and ").is_some()
    });
    let end = stop.unwrap_or(limit);
    let words = lower(line, start..end);
    let events = [
        "date of",
        "day of",
        "promulgation",
        "publication",
        "issuance",
        "issue",
        "approval",
        "signature",
        "royal assent",
        "date hereof",
        "day on which",
        "date on which",
        "the day after",
    ];
    if !events.iter().any(|word| words.contains(word)) {
        return None;
    }
    let mut found = make(end);
    found.event = Some(start..end);
    Some((Some(found), end))
}

/// Names of kinds of documents; a licence or a title that is revoked is no repeal.
const DOCUMENTS: [&str; 24] = [
    "Order",
    "Act",
    "Measures",
    "Regulations",
    "Regulation",
    "Rules",
    "Rule",
    "Notice",
    "Provisions",
    "Circular",
    "Guidelines",
    "Decree",
    "Directive",
    "Memorandum",
    "Code",
    "Ordinance",
    "Statute",
    "Standards",
    "Notification",
    "Opinions",
    "Decision",
    "Proclamation",
    "Law",
    "Policy",
];

fn document_at(line: &[char], at: usize) -> Option<usize> {
    line.get(at).filter(|c| c.is_ascii_uppercase())?;
    one_of(line, at, &DOCUMENTS)
}

/// `X is hereby repealed`, `revokes Executive Order N`.
pub(crate) fn repeal(line: &[char], at: usize) -> Term {
    let passive = one_of(
        line,
        at,
        &["repealed", "revoked", "rescinded", "abolished", "annulled", "superseded", "invalidated"],
    );
    let lapse = one_of(
        line,
        at,
        &[
            "cease to have effect",
            "ceases to have effect",
            "cease to be effective",
            "cease to be in force",
            "no longer be in force",
            "cease to be valid",
        ],
    );
    if let Some(end) = passive.or(lapse) {
        let be = ends(
            line,
            at,
            &[
                "is",
                "are",
                "be",
                "hereby",
                "simultaneously",
                "thereupon",
                "thereby",
                "is also",
                "be simultaneously",
            ],
        );
        if (be.is_none() && lapse.is_none())
            || one_of(line, skip(line, end, &[]), &["by"]).is_some_and(|_| passive.is_some() && be.is_none())
        {
            return None;
        }
        let floor = at.saturating_sub(REACH);
        let document = (floor..at).rev().find_map(|i| {
            let begins =
                !i.checked_sub(1).and_then(|i| line.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
            begins.then(|| document_at(line, i)).flatten().map(|end| (i, end))
        });
        let (from, to) = document?;
        // Between the document and its verb stands its number or name, and no other subject.
        let small = [
            "of",
            "no",
            "and",
            "the",
            "on",
            "for",
            "dated",
            "shall",
            "is",
            "are",
            "be",
            "hereby",
            "simultaneously",
            "at",
            "same",
            "time",
            "also",
            "thereupon",
            "as",
            "amended",
            "from",
            "by",
            "issued",
            "in",
            "its",
            "entirety",
            "therefore",
            "promulgated",
        ];
        let between = line.get(to..at)?;
        let plain =
            between.split(|c: &char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).all(|word| {
                let text: String = word.iter().collect();
                !word.first().is_some_and(char::is_ascii_lowercase) || small.contains(&text.as_str())
            });
        if !plain {
            return None;
        }
        let mut found = Found::new(Kind::Repeal, name_start(line, from)..end);
        let on = one_of(line, skip(line, end, &[]), &["on", "as of", "with effect from", "from"]);
        let day = on.and_then(|on| dates::english_day(line, skip(line, on, &[]), None));
        let end = day.as_ref().map_or(end, |(_, end)| *end);
        (found.date, found.range.end) = (day.and_then(|(date, _)| date), end);
        found.own = lower(line, from.saturating_sub(6)..from).contains("this ");
        return Some((Some(found), end));
    }
    let active = one_of(
        line,
        at,
        &[
            "repeals",
            "revokes",
            "rescinds",
            "supersedes",
            "revoked",
            "hereby revoke",
            "hereby repeal",
            "hereby rescind",
        ],
    )?;
    let limit = line.len().min(active + 60);
    let start = skip(
        line,
        active,
        &["the ", "and replaces ", "and supersedes ", "and rescinds ", "in full ", "all "],
    );
    // Straight behind the verb stands the name of a document.
    line.get(start).filter(|c| c.is_ascii_uppercase())?;
    let (_, end) = (start..limit)
        .take_while(|i| !matches!(line.get(*i), Some('.' | ',' | ';')))
        .find_map(|i| document_at(line, i).map(|end| (i, end)))?;
    Some((Some(Found::new(Kind::Repeal, at..end)), end))
}

/// The head of the capitalised name that a word belongs to.
fn name_start(line: &[char], at: usize) -> usize {
    let floor = at.saturating_sub(120);
    let mut start = at;
    let mut i = at;
    while i > floor {
        i -= 1;
        let c = line.get(i).copied().unwrap_or(' ');
        if matches!(c, ',' | ';' | '.' | '(' | ')') {
            break;
        }
        let begins = i == 0 || line.get(i - 1) == Some(&' ');
        if begins && c.is_ascii_uppercase() {
            start = i;
        } else if begins
            && c.is_ascii_lowercase()
            && one_of(line, i, &["of", "for", "on", "the", "and", "in"]).is_none()
        {
            break;
        }
    }
    start
}
