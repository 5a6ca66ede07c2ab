//! What the figure of an English criterion measures or counts: the noun phrase before the words that bind it.

use super::noun;
use crate::document::quantity::criteria::Role;
use crate::document::quantity::quantities::Quantity;
use crate::document::quantity::units::Kind;
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// What the figure of an English criterion measures or counts. `earlier` is what the figure before it measures.
pub(crate) fn indicator(
    text: &Text,
    quantity: &Quantity,
    clause: Range<usize>,
    next: usize,
    role: Role,
    earlier: Option<&str>,
    behind_other: bool,
) -> String {
    let start = quantity.range.start;
    let fined =
        wording::has(text, &(clause.start..start.max(clause.start)), &["fined", "fine of", "fines of"]);
    if fined && role == Role::Cap {
        return "fine".to_owned();
    }
    let ahead = noun::before(text, clause.clone(), behind_other);
    // use at least 15% of: a verb alone is no measure.
    let verb =
        ["use", "match", "score", "hold", "own", "set", "total"].contains(&text.folded(&ahead).as_str());
    let ahead = if verb { ahead.end..ahead.end } else { ahead };
    let share = quantity.kind == Some(Kind::Share);
    let after = if share {
        noun::base(text, quantity.range.end, next, usize::MAX)
    } else {
        noun::behind(text, quantity.range.end, next)
    };
    let elided = ahead.is_empty()
        && wording::has(
            text,
            &clause,
            &["account", "accounts", "accounted", "represented", "represents", "constitutes"],
        );
    // The subsidy shall be 25% of costs: what stands behind `of` is the base, where the subject is the measure. One
    // that uses or covers 25% of costs is not.
    let of = word_at(text.chars(), after.start, "of").is_some();
    let linked =
        ["is", "are", "be", "exceed", "exceeds", "exceeding", "limited", "capped", "amount", "amounts"];
    let named = of
        && !ahead.is_empty()
        && wording::has(text, &(clause.start..quantity.figure.max(clause.start)), &linked);
    let given = !named && matches!(role, Role::Benefit | Role::Cap) && quantity.kind == Some(Kind::Share);
    let counted = quantity.kind.is_none() || given;
    let after = wording::without_head(text, after, &["of", "the", "in", "its", "their"]);
    // A limit or a length without a name of its own is of what stands before.
    let bare =
        ahead.is_empty() || ["maximum", "ceiling", "limit", "cap"].contains(&text.folded(&ahead).as_str());
    let length = role == Role::Period
        && text.folded(&text.trim(clause.start..start.max(clause.start))).ends_with("for");
    if let Some(earlier) = earlier.filter(|_| {
        (bare && !counted && !of) || elided || (bare && after.is_empty()) || (length && behind_other)
    }) {
        return earlier.to_owned();
    }
    if !after.is_empty() && (counted || ahead.is_empty()) {
        return text.written(&after);
    }
    if !ahead.is_empty() {
        return text.written(&ahead);
    }
    // It scores 60 points: nothing else is named.
    let verb = wording::without_head(
        text,
        clause,
        &["it", "they", "he", "she", "you", "and", "or", "its", "the", "a"],
    );
    text.written(&verb)
}
