//! Conditions that something has not happened in a time looked at: `近三年未发生重大事故`.

use super::comparators::Marks;
use super::criteria::{Found, Role};
use super::lists::List;
use super::quantities::{Quantity, Relation};
use super::wording;
use crate::Number;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Conditions that something has not happened in a time looked at: no figure stands there, and the figure is none.
pub(crate) fn none_of(text: &Text, sentence: &Range<usize>, list: Option<&List>) -> Vec<Found> {
    const NOT: [&str; 12] = [
        "未发生过",
        "未发生",
        "没有发生",
        "未出现过",
        "未出现",
        "未受到过",
        "未受到",
        "未受过",
        "未因",
        "未被",
        "无重大",
        "无严重",
    ];
    let chars = text.chars();
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(end) = NOT.iter().find_map(|word| word_at(chars, at, word)) else {
            at += 1;
            continue;
        };
        let phrase = wording::before(text, sentence.start, at);
        let comma = wording::before(text, sentence.start, phrase.start.saturating_sub(1).max(sentence.start));
        let window = wording::window(text, &phrase)
            .or_else(|| wording::window(text, &comma).filter(|w| w.end >= comma.end));
        let Some(window) = window else {
            at = end;
            continue;
        };
        let what_from = if matches!(chars.get(end - 1), Some('大' | '重')) {
            end - 2
        } else if matches!(chars.get(end - 1), Some('被' | '因')) {
            end - 1
        } else {
            end
        };
        let event = behind_gloss(text, wording::behind(text, what_from, sentence.end), sentence.end);
        let event = wording::without_tail(text, event, &["的"]);
        let range = phrase.start..event.end.max(end);
        found.push(never(text, range, &event, &window, list, true));
        at = event.end.max(end);
    }
    found
}

/// The event with a bracket in it that says what else it holds: `重大安全（含网络安全）、质量事故`.
fn behind_gloss(text: &Text, event: Range<usize>, end: usize) -> Range<usize> {
    let chars = text.chars();
    let holds = chars.get(event.end) == Some(&'(')
        && ["含", "包括", "包含"].iter().any(|word| word_at(chars, event.end + 1, word).is_some());
    let close = (event.end..end.min(event.end + 40)).find(|at| chars.get(*at) == Some(&')'));
    match close.filter(|close| holds && matches!(chars.get(close + 1), Some('、' | '和' | '或' | '及'))) {
        Some(close) => event.start..wording::behind(text, close + 1, end).end,
        None => event,
    }
}

/// The condition that an event of this range has not happened in the time looked at.
pub(crate) fn never(
    text: &Text,
    range: Range<usize>,
    event: &Range<usize>,
    window: &Range<usize>,
    list: Option<&List>,
    chinese: bool,
) -> Found {
    let relation = Relation::Exactly(Number::zero());
    let quantity = Quantity {
        figure: range.start,
        range: range.clone(),
        relation: relation.clone(),
        unit: None,
        kind: None,
        marks: Marks::default(),
        bound_before: true,
        worded: true,
        of: None,
        year: None,
        chinese,
    };
    Found {
        range,
        indicator: text.written(event),
        relation,
        quantity,
        role: Role::Eligibility,
        when: None,
        window: Some(text.written(window)),
        group: list.and_then(|list| list.any.clone()),
        of: None,
        hedge: None,
        unsure: false,
    }
}
