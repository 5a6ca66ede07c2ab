//! What the figure of an English target measures or counts.

use super::noun;
use crate::document::duty::bodies::word_at;
use crate::document::quantity::quantities::{Quantity, Relation};
use crate::document::quantity::units::Kind;
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use std::ops::Range;

/// What an English figure measures or counts, and the range of the target.
pub(crate) fn object(
    text: &Text,
    quantity: &Quantity,
    ahead: Range<usize>,
    next: usize,
) -> (String, Range<usize>) {
    let measured = matches!(
        quantity.kind,
        Some(Kind::Share | Kind::Points | Kind::Times | Kind::Money | Kind::Long | Kind::Short)
    ) || matches!(quantity.relation, Relation::Times(_));
    let after = noun::behind(text, quantity.range.end, next);
    let of = word_at(text.chars(), after.start, "of");
    let ahead = wording::without_tail(
        text,
        wording::without_head(
            text,
            ahead,
            &["-", "*", "we will", "the government will", "and", "to", "we", "will", "it"],
        ),
        &[
            "to", "by", "of", "will", "be", "should", "shall", "must", "is", "are", "the", "a", "reach",
            "from",
        ],
    );
    let object = match (of, measured) {
        (_, true) if !ahead.is_empty() => ahead,
        (Some(of), true) if quantity.kind == Some(Kind::Share) => text.trim(of..after.end),
        _ => after,
    };
    let start = if object.is_empty() || object.start > quantity.range.start {
        quantity.range.start
    } else {
        object.start
    };
    let range = start..quantity.range.end.max(object.end);
    (text.written(&object), range)
}
