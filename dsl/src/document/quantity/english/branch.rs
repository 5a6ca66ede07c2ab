//! The branch an English figure holds for: `If turnover is below 5 million, …`, `For firms in rural areas, …`.

use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Longest branch.
const LONGEST: usize = 240;

/// Words that open a branch; what of them stands in the record.
const OPENS: [(&str, bool); 12] = [
    ("where", false),
    ("if", false),
    ("when", false),
    ("for", false),
    ("provided that", false),
    ("in the case of", true),
    ("in case of", true),
    ("in respect of", true),
    ("with respect to", true),
    ("in the case where", true),
    ("in cases where", true),
    ("in the event that", true),
];

/// For these is no branch.
const NONE: [&str; 13] = [
    "the purpose",
    "the purposes",
    "example",
    "instance",
    "this",
    "these",
    "that",
    "further",
    "more",
    "any questions",
    "information",
    "all",
    "the avoidance",
];

/// The branch at the head of a part of a sentence, and where it ends.
pub(crate) fn leading(text: &Text, part: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let chars = text.chars();
    let start = head(text, part);
    let (word, end, kept) = OPENS
        .iter()
        .filter_map(|(word, kept)| word_at(chars, start, word).map(|end| (*word, end, *kept)))
        .max_by_key(|(word, ..)| word.len())?;
    let rest = text.trim(end..part.end);
    if word == "for" && NONE.iter().any(|none| word_at(chars, rest.start, none).is_some()) {
        return None;
    }
    let most = part.end.min(start + LONGEST);
    let mut depth = 0usize;
    let comma = (rest.start..most).find(|at| {
        match chars.get(*at) {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            Some(',') => {
                let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
                return depth == 0 && !(digit(at - 1) && digit(at + 1));
            }
            _ => {}
        }
        false
    })?;
    // For firms in the North the subsidy shall be 25%, …: no comma parts the branch from what holds for it.
    let modal = (rest.start..comma)
        .find(|at| ["shall", "must", "will", "may"].iter().any(|word| word_at(chars, *at, word).is_some()))
        .filter(|_| word == "for");
    let comma = match modal {
        Some(modal) => (rest.start + 1..modal)
            .rev()
            .find(|at| ["the", "its", "their"].iter().any(|word| word_at(chars, *at, word).is_some()))?,
        None => comma,
    };
    let branch = text.trim(if kept { start } else { rest.start }..comma);
    (!branch.is_empty()).then_some((branch, comma))
}

/// Behind the sign of an item and the words that join a sentence to the one before.
fn head(text: &Text, part: &Range<usize>) -> usize {
    let chars = text.chars();
    let mut range = text.trim(part.clone());
    let close = (range.start..range.end.min(range.start + 6)).find(|at| chars.get(*at) == Some(&')'));
    if let Some(close) = close.filter(|_| chars.get(range.start) == Some(&'(')) {
        range = text.trim(close + 1..range.end);
    }
    wording::without_head(text, range, &["and", "however,", "provided, however, that", "-", "*"]).start
}
