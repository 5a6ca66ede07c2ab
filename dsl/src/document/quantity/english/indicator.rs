//! What the figure of an English criterion measures or counts: the noun phrase before the words that bind it.

use super::noun;
use crate::document::duty::bodies::word_at;
use crate::document::quantity::criteria::Role;
use crate::document::quantity::indicator::{HEADS, TAILS};
use crate::document::quantity::quantities::Quantity;
use crate::document::quantity::units::Kind;
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use std::ops::Range;

/// What the figure of an English criterion measures or counts.
pub(crate) fn indicator(
    text: &Text,
    quantity: &Quantity,
    ahead: Range<usize>,
    next: usize,
    role: Role,
    behind_other: bool,
) -> String {
    // The sign of an item is no word of it.
    let close = (ahead.start..ahead.end.min(ahead.start + 5)).find(|at| text.chars().get(*at) == Some(&')'));
    let sign = close.filter(|_| text.chars().get(ahead.start) == Some(&'('));
    let ahead = sign.map_or(ahead.clone(), |close| text.trim(close + 1..ahead.end));
    let joins =
        ["and", "or"].iter().any(|word| wording::without_tail(text, ahead.clone(), &[word]).end < ahead.end);
    let ahead = if joins && behind_other { ahead.end..ahead.end } else { ahead };
    let ahead = wording::without_tail(text, wording::without_head(text, ahead, &HEADS), &TAILS);
    // companies with a net worth of: the last part names the measure.
    let last = ahead.clone().rev().find_map(|at| {
        ["with", "whose", "having", "which", "have", "has"]
            .iter()
            .find_map(|word| word_at(text.chars(), at, word))
    });
    let ahead = wording::without_head(text, text.trim(last.unwrap_or(ahead.start)..ahead.end), &HEADS);
    // Behind another figure only what follows and belongs to this one.
    let joined = ahead
        .clone()
        .rev()
        .filter(|_| behind_other)
        .find_map(|at| ["and", "or"].iter().find_map(|word| word_at(text.chars(), at, word)));
    let ahead = wording::without_tail(
        text,
        wording::without_head(
            text,
            text.trim(joined.unwrap_or(ahead.start).min(ahead.end)..ahead.end),
            &HEADS,
        ),
        &TAILS,
    );
    let after = noun::behind(text, quantity.range.end, next);
    let given = matches!(role, Role::Benefit | Role::Cap) && quantity.kind == Some(Kind::Share);
    let counted = quantity.kind.is_none() || given;
    let after = wording::without_head(text, after, &["of", "the", "in"]);
    if counted && !after.is_empty() {
        return text.written(&after);
    }
    if ahead.is_empty() && !after.is_empty() {
        let after = wording::without_head(text, after, &["of", "in"]);
        return text.written(&after);
    }
    text.written(&ahead)
}
