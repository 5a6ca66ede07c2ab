//! The time an English figure is looked at over: `in the previous year`, `for each of the last three financial years`.

use crate::Number;
use crate::document::quantity::criteria::Found;
use crate::document::quantity::figures;
use crate::document::quantity::lists::List;
use crate::document::quantity::never;
use crate::document::quantity::quantities::Quantity;
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Words before a window that are no part of it.
const LEADS: [&str; 8] = ["in", "over", "during", "for", "within", "throughout", "from", "of"];

/// Longest window with what is said behind it (`since its incorporation`).
const LONGEST: usize = 90;

/// A window that begins here, and where it ends: `the last three financial years`, `any financial year`.
fn window_at(chars: &[char], at: usize) -> Option<usize> {
    let space = |at: usize| at + usize::from(chars.get(at) == Some(&' '));
    let any =
        |at: usize, words: &[&str]| words.iter().filter_map(|word| word_at(chars, at, word)).max().map(space);
    const EACH: [&str; 4] = ["any of", "each of", "all of", "any one of"];
    let each = any(at, &EACH);
    let from = each.unwrap_or(at);
    let the = any(from, &["the", "its", "their"]);
    let from = the.unwrap_or(from);
    let past = any(
        from,
        &[
            "last",
            "past",
            "previous",
            "preceding",
            "prior",
            "latest",
            "most recent",
            "immediately preceding",
            "recent",
            "first",
        ],
    );
    let single = if past.is_none() && the.is_none() { any(at, &["any", "each", "every"]) } else { None };
    let mut from = past.or(single).or(each.filter(|_| the.is_some()).map(|_| from))?;
    let begun = chars.get(from).is_some_and(|c| c.is_ascii_digit() || c.is_ascii_alphabetic());
    if begun && let Some(figure) = figures::figure(chars, from).filter(|f| f.scale == Number::from(1)) {
        from = space(figure.end);
    }
    let mut kinds = false;
    while let Some(next) = any(
        from,
        &[
            "consecutive",
            "full",
            "complete",
            "completed",
            "financial",
            "fiscal",
            "calendar",
            "accounting",
            "assessment",
        ],
    ) {
        from = next;
        kinds = true;
    }
    let end = ["years", "year", "months", "month", "quarters", "quarter"]
        .iter()
        .find_map(|word| word_at(chars, from, word))?;
    // each year alone is a recurrence.
    (single.is_none() || kinds).then_some(end)
}

/// A window in a range, from its first word; what leads it in is not part of it.
pub(crate) fn find(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    range.clone().find_map(|at| {
        let letter = chars.get(at).is_some_and(char::is_ascii_alphabetic);
        let end = if letter { window_at(chars, at) } else { None };
        end.filter(|end| *end <= range.end).map(|end| at..end)
    })
}

/// Where a window that begins here ends, for what passes over it; only one that a figure of its own gives.
pub(crate) fn over(chars: &[char], at: usize) -> Option<usize> {
    let end = ["the", "last", "past", "previous", "preceding"]
        .iter()
        .any(|word| word_at(chars, at, word).is_some())
        .then(|| window_at(chars, at))
        .flatten()?;
    Some(end)
}

/// The words with which a window is led in, back from where it begins.
pub(crate) fn led_in(text: &Text, window: &Range<usize>, from: usize) -> usize {
    let before = text.trim(from.min(window.start)..window.start);
    wording::without_tail(text, before.clone(), &LEADS).end.min(window.start)
}

/// A window behind a figure, with what is said of it up to the comma.
pub(crate) fn behind(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let near = range.start..range.end.min(range.start + LONGEST);
    let window = find(text, &near).filter(|window| window.start < range.start + 40)?;
    // Of another figure that stands between, or the event a length of time begins with.
    let between = range.start..window.start;
    let event = wording::has(text, &between, &["from", "end of", "after", "before"]);
    if event || text.part(&between).iter().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';')) {
        return None;
    }
    let goes_on = ["since", "of", "from", "preceding", "before", "after"]
        .iter()
        .any(|word| word_at(chars, window.end + 1, word).is_some());
    if !goes_on {
        return Some(window);
    }
    let stop = (window.end..range.end)
        .find(|i| matches!(chars.get(*i), Some(',' | ';' | '.' | ':' | ')')))
        .unwrap_or(range.end);
    Some(text.trim(window.start..stop))
}

/// A window before a figure, with what is said of it up to the verb.
pub(crate) fn before(text: &Text, clause: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let window = find(text, clause)?;
    let any = |at: usize, words: &[&str]| words.iter().any(|word| word_at(chars, at, word).is_some());
    if !any(window.end + 1, &["since", "preceding", "before"]) {
        return Some(window);
    }
    let verbs =
        ["has", "have", "had", "is", "are", "was", "were", "does", "did", "shall", "must", "should", "not"];
    let end = (window.end + 1..clause.end).find(|at| any(*at, &verbs)).unwrap_or(clause.end);
    Some(text.trim(window.start..end))
}

/// Conditions that something has not happened in a time looked at: `no serious violation in the last three years`.
pub(crate) fn none_of(
    text: &Text,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    list: Option<&List>,
) -> Vec<Found> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut from = sentence.start;
    while let Some(window) = find(text, &(from..sentence.end)) {
        let least = from.max(window.start.saturating_sub(LONGEST));
        from = window.end;
        let begun = (least..window.start)
            .rev()
            .find(|i| matches!(chars.get(*i), Some(',' | ';' | ':' | '.')))
            .map_or(least, |i| i + 1);
        let ahead = begun..window.start;
        // With a figure of its own the clause is a bound.
        let first = quantities.partition_point(|q| q.range.end <= begun);
        let figure = quantities.get(first).is_some_and(|q| q.range.start < window.end + 40 && q.binds());
        let denied = ahead.clone().find_map(|at| {
            [
                "no",
                "not have been",
                "not been",
                "not have had",
                "not had",
                "not have",
                "never been",
                "without any",
                "without",
            ]
            .iter()
            .filter_map(|word| word_at(chars, at, word))
            .max()
        });
        let Some(start) = denied.filter(|_| !figure) else { continue };
        let mut event = text.trim(start..led_in(text, &window, start).max(start));
        event = wording::without_head(text, event, &["been", "had", "any", "record of", "a", "an"]);
        let of_time =
            ["less", "more", "fewer", "later"].iter().any(|word| word_at(chars, event.start, word).is_some());
        if event.is_empty() || of_time {
            continue;
        }
        found.push(never::never(text, event.start..window.end, &event, &window, list, false));
    }
    found
}
