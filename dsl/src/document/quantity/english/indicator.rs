//! What the figure of an English criterion measures or counts: the noun phrase before the words that bind it.

use super::noun;
use crate::document::duty::bodies::word_at;
use crate::document::quantity::criteria::Role;
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
    let ahead = noun::before(text, ahead, behind_other);
    let after = noun::behind(text, quantity.range.end, next);
    // The subsidy shall be 25% of costs: what stands behind `of` is the base, where something is named before.
    let of = word_at(text.chars(), after.start, "of").is_some();
    let named = of
        && !ahead.is_empty()
        && !text.folded(&ahead).split(' ').next_back().is_some_and(|w| w.ends_with("ing"));
    let given = !named && matches!(role, Role::Benefit | Role::Cap) && quantity.kind == Some(Kind::Share);
    let counted = quantity.kind.is_none() || given;
    let after = wording::without_head(text, after, &["of", "the", "in", "its", "their"]);
    if !after.is_empty() && (counted || ahead.is_empty()) {
        return text.written(&after);
    }
    text.written(&ahead)
}
