//! English terms: `within N days of X`, `no later than DT`, `valid for N years`, `shall come into force on DT`, `is repealed`.

use super::bodies::word_at;
use super::dates;
use super::length::{self, Length, literal};
use super::periods::{Doubt, Found, Kind};
use crate::Date;
use std::ops::Range;

/// How far the words of one term reach.
const REACH: usize = 160;

/// The terms of a line.
pub(super) fn terms(line: &[char], year: Option<i32>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let inside = at.checked_sub(1).and_then(|i| line.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
        if inside || !line.get(at).is_some_and(char::is_ascii_alphanumeric) {
            at += 1;
            continue;
        }
        let term = within(line, at)
            .or_else(|| dated(line, at, year))
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

type Term = Option<(Option<Found>, usize)>;

fn one_of(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| word_at(line, at, word))
}

/// Where the last of these words begins that ends at a place, blanks between left out.
fn ends(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    let mut end = at;
    while end > 0 && line.get(end - 1) == Some(&' ') {
        end -= 1;
    }
    words.iter().find_map(|word| {
        let start = end.checked_sub(word.chars().count())?;
        word_at(line, start, word).map(|_| start)
    })
}

fn skip(line: &[char], at: usize, words: &[&str]) -> usize {
    let next = |at: usize| words.iter().find_map(|word| literal(line, at, word));
    // Marks of emphasis stand between words.
    let mut at = at + line.iter().skip(at).take(4).take_while(|c| matches!(c, ' ' | '*')).count();
    while let Some(end) = next(at) {
        at = end;
    }
    at
}

fn lower(line: &[char], range: Range<usize>) -> String {
    line.get(range).unwrap_or_default().iter().collect::<String>().to_ascii_lowercase()
}

fn with_length(kind: Kind, range: Range<usize>, length: &Length) -> Found {
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
const AT_LEAST: [&str; 8] = [
    "at least ",
    "not less than ",
    "no less than ",
    "a minimum of ",
    "a period of ",
    "no fewer than ",
    "up to ",
    "not fewer than ",
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
fn event(line: &[char], at: usize) -> Option<(Range<usize>, bool)> {
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
            Some(',' | ';' | ':' | '。') => true,
            Some('.') => line.get(*i + 1).is_none_or(|c| matches!(c, ' ' | '"' | '”')),
            Some(' ') => stops.iter().any(|word| literal(line, *i, word).is_some()),
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

fn window_or_term(line: &[char], event: &Range<usize>) -> Kind {
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
    let start = skip(
        line,
        lead,
        &[": ", "the close of business on ", "close of business on ", "5 pm on ", "midnight on "],
    );
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
fn in_force(line: &[char], at: usize) -> Term {
    let verb = one_of(line, at, &IN_FORCE)?;
    let weak =
        one_of(line, at, &["apply", "be implemented", "is implemented", "are implemented", "have effect"])
            .is_some();
    let own = own(line, at);
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
fn repeal(line: &[char], at: usize) -> Term {
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

/// `every three years`, `on a quarterly basis`.
fn every(line: &[char], at: usize) -> Term {
    if let Some(lead) = word_at(line, at, "every") {
        let length = length::english(line, skip(line, lead, &[]))?;
        let around = lower(line, at.saturating_sub(80)..line.len().min(length.end + 40));
        let acts = [
            "review", "report", "evaluat", "assess", "renew", "reapply", "submit", "update", "audit",
            "inspect",
        ];
        let found = with_length(Kind::Recurring, at..length.end, &length);
        return acts.iter().any(|word| around.contains(word)).then_some((Some(found), length.end));
    }
    let end = one_of(
        line,
        at,
        &[
            "quarterly",
            "monthly",
            "annually",
            "on a quarterly basis",
            "on an annual basis",
            "on a monthly basis",
        ],
    )?;
    let around = lower(line, at.saturating_sub(80)..line.len().min(end + 40));
    let reports = ["report", "submit", "publish"];
    // `quarterly reports` are things; `report quarterly` is a duty that comes again.
    let thing = one_of(
        line,
        skip(line, end, &[]),
        &["report", "reports", "reporting", "meeting", "meetings", "updates", "basis"],
    )
    .is_some();
    let duty = ["shall", "must", "should", "will"].iter().any(|word| around.contains(word));
    (!thing && duty && reports.iter().any(|word| around.contains(word)))
        .then(|| (Some(Found::new(Kind::Recurring, at..end)), end))
}

/// A length whose words before and behind say what it is: `valid for three years`, `30 days before X`.
fn by_length(line: &[char], at: usize) -> Term {
    let length = length::english(line, at)?;
    let floor = at.saturating_sub(90);
    let start = (floor..at)
        .rev()
        .find(|i| {
            matches!(line.get(*i), Some(',' | ';' | ':'))
                || (line.get(*i) == Some(&'.') && line.get(*i + 1) == Some(&' '))
        })
        .map_or(floor, |i| i + 1);
    let before = lower(line, start..at);
    let head = strip_end(&before);
    let behind = lower(line, length.end..line.len().min(length.end + 40));
    let says = |words: &[&str]| words.iter().any(|word| head.ends_with(word));
    let follows =
        |words: &[&str]| words.iter().any(|word| behind.trim_start_matches([' ', '-']).starts_with(word));
    let tied = event(line, length.end);
    let validity = [
        "valid for",
        "validity of",
        "validity is",
        "validity shall be",
        "valid period of",
        "valid period is",
        "in force for",
        "in effect for",
        "effective for",
        "validity period of",
        "term of validity of",
        "validity",
        "valid period shall be",
        "remain valid for",
        "validity period is",
        "validity period shall be",
    ];
    let publicity = [
        "publicized for",
        "publicised for",
        "public notice for",
        "public notice period of",
        "publicity period of",
        "publicity period is",
        "publicity period shall be",
        "posted for",
        "announced publicly for",
        "public comment for",
        "public announcement period of",
        "announcement for",
        "publicity for",
        "made public for",
        "public comment period of",
    ];
    let kind = if says(&validity)
        || (head.contains("valid") && says(&["for", "of", "is", "be"]) && !head.contains("invalid"))
        || follows(&["validity", "term of validity"])
    {
        Kind::Validity
    } else if says(&publicity)
        || (head.contains("public") && head.contains("notice") && says(&["for", "of"]))
        || follows(&["public notice", "publicity", "public comment period", "publication period"])
    {
        Kind::Publicity
    } else if ["retain", "kept", "keep", "preserv", "maintain", "archiv", "stored"]
        .iter()
        .any(|word| head.contains(word))
        && says(&["for", "than", "least"])
        && !head.contains("employ")
    {
        Kind::Retention
    } else if (["extend", "extension", "prolong", "grace", "postpone"].iter().any(|word| head.contains(word))
        && says(&["by", "for", "of", "to", "is"]))
        || follows(&["grace period", "extension", "transition period", "transitional period"])
        || says(&["transition period of", "transitional period of"])
    {
        Kind::Grace
    } else if let Some((event, true)) = &tied {
        // `30 days before the expiry` is a time to act; `five years before` in a story is none.
        let advance = says(&["least", "than", "than the"])
            || length.short
            || before.contains("shall")
            || before.contains("must");
        let mut found = with_length(window_or_term(line, event), at..event.end, &length);
        found.event = Some(event.clone());
        let end = event.end;
        return advance.then_some((Some(found), end)).filter(|_| !before.trim_end().ends_with("more than"));
    } else if follows(&["in advance"]) {
        let found = with_length(Kind::Deadline, at..length.end + 11, &length);
        return Some((Some(found), length.end + 11));
    } else {
        return None;
    };
    let tied = tied.filter(|(_, back)| !back);
    let end = tied.as_ref().map_or(length.end, |(event, _)| event.end);
    let mut found = with_length(kind, at..end, &length);
    found.event = tied.map(|(event, _)| event);
    found.own = kind == Kind::Validity && own(line, at);
    Some((Some(found), end))
}

/// The words before a length without those that only say how it binds.
fn strip_end(before: &str) -> &str {
    let mut head = before.trim_end();
    while let Some(rest) = AT_LEAST
        .iter()
        .chain(&[
            "another ",
            "an additional ",
            "a further ",
            "a ",
            "the ",
            "(",
            "not exceeding ",
            "not exceed ",
        ])
        .find_map(|word| head.strip_suffix(word.trim_end()))
    {
        // `a` is the end of many words.
        if !rest.is_empty() && !rest.ends_with(' ') {
            break;
        }
        head = rest.trim_end();
    }
    head
}

/// Whether the sentence speaks of the document itself: `these Measures`, `this order`.
fn own(line: &[char], at: usize) -> bool {
    let before = lower(line, at.saturating_sub(200)..at);
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
    ["this ", "these ", "the present "].iter().any(|word| {
        before.match_indices(word).any(|(i, _)| {
            let rest = before.get(i + word.len()..).unwrap_or_default();
            kinds.iter().any(|kind| rest.starts_with(kind) && *kind != "section")
        })
    })
}
