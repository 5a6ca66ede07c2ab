//! English lengths of time that no `within` leads in: `valid for three years`, `every two years`, `30 days before X`.

use super::length;
use super::periods::{Found, Kind};
use super::periods_en::{Term, event, lower, one_of, own, skip, window_or_term, with_length};
use crate::document::text::words::word_at;

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

/// `every three years`, `on a quarterly basis`.
pub(crate) fn every(line: &[char], at: usize) -> Term {
    // `every year`, `once in every quarter`, `and annually thereafter`: with a duty before or behind.
    let once = one_of(
        line,
        at,
        &[
            "once in every year",
            "once in every quarter",
            "once in every month",
            "once every year",
            "once every quarter",
            "once every month",
            "once a year",
            "once a quarter",
            "once a month",
            "once per year",
            "every year",
            "every quarter",
            "every month",
            "annually thereafter",
            "quarterly thereafter",
            "every year thereafter",
        ],
    );
    if let Some(end) = once {
        let start = at.saturating_sub(200);
        let before = lower(line, start..at);
        let before = before.rsplit(". ").next().unwrap_or_default().to_owned();
        let duty = ["shall", "must", "should", "will"].iter().any(|word| before.contains(word));
        let by = one_of(line, skip(line, end, &[]), &["by", "before", "on"]).is_some();
        let grows =
            ["grow", "rise", "increase", "percent", "%", "per cent"].iter().any(|word| before.contains(word));
        return (duty && !by && !grows).then(|| (Some(Found::new(Kind::Recurring, at..end)), end));
    }
    if let Some(lead) = word_at(line, at, "every") {
        let length = length::english(line, skip(line, lead, &[]))?;
        let around = lower(line, at.saturating_sub(80)..line.len().min(length.end + 40));
        let acts = [
            "review", "report", "evaluat", "assess", "renew", "reapply", "submit", "update", "audit",
            "inspect", "revis",
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
pub(crate) fn by_length(line: &[char], at: usize) -> Term {
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
        || (["publish", "posted", "publiciz", "publicis"].iter().any(|word| head.contains(word))
            && says(&["for"]))
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
            || ["shall", "must", "may", "should"].iter().any(|word| before.contains(word));
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
