//! What the figure of an English target measures or counts, and whether it is one.

use super::comparators::word_before;
use super::figures;
use super::noun;
use crate::document::model::Comparator;
use crate::document::quantity::quantities::{Quantity, Relation};
use crate::document::quantity::units::Kind;
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
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
        Some(
            Kind::Share | Kind::Points | Kind::Times | Kind::Money | Kind::Long | Kind::Short | Kind::Measure
        )
    ) || matches!(quantity.relation, Relation::Times(_));
    let after = noun::behind(text, quantity.range.end, next);
    let after = wording::without_head(
        text,
        after,
        &["a year", "per year", "each year", "annually", "per annum", "every year"],
    );
    let of = word_at(text.chars(), after.start, "of");
    let clause = ahead.clone();
    let ahead = subject(text, ahead, quantity);
    let part = of.filter(|_| quantity.kind == Some(Kind::Share) || matches!(&quantity.relation, Relation::Plain(v) | Relation::Bounds { low: Some(crate::document::quantity::quantities::Edge { value: v, .. }), .. } if !v.is_integer() && quantity.kind.is_none()));
    let moved = moves_to(text.chars(), quantity.range.start).is_some();
    let object = match part {
        Some(of) if ahead.is_empty() || clause.is_empty() => text.trim(of..after.end),
        _ if (measured || moved || after.is_empty()) && !ahead.is_empty() => ahead,
        _ => wording::without_head(text, after, &["of"]),
    };
    let start = if object.is_empty() || object.start > quantity.range.start {
        quantity.range.start
    } else {
        object.start
    };
    let range = start..quantity.range.end.max(object.end);
    (text.written(&object), range)
}

/// Those who will do something: what they do it to is the object.
const DOERS: [&str; 8] =
    ["we", "it", "they", "the government", "this", "this plan", "the scheme", "the programme"];

/// What stands before the verb (`emissions will fall to`), or behind it where someone does it (`we will cut X to`).
fn subject(text: &Text, clause: Range<usize>, quantity: &Quantity) -> Range<usize> {
    const HEADS: [&str; 6] = ["-", "*", "and", "to", "the", "that of"];
    const TAILS: [&str; 26] = [
        "of which",
        "account",
        "represent",
        "make up",
        "to",
        "by",
        "of",
        "will",
        "be",
        "should",
        "shall",
        "must",
        "is",
        "are",
        "the",
        "a",
        "reach",
        "from",
        "in",
        "at",
        "with",
        "for",
        "have",
        "been",
        "has",
        "it",
    ];
    let chars = text.chars();
    let clause = wording::without_tail(text, wording::without_head(text, clause, &HEADS), &TAILS);
    let changed = word_before(chars, quantity.range.start.saturating_sub(4), quantity.range.start)
        .is_some_and(|(word, _)| word == "by");
    let helper = clause.clone().rev().find_map(|at| {
        ["will", "shall", "should", "must", "to"]
            .iter()
            .find_map(|word| word_at(chars, at, word))
            .map(|end| (at, end))
    });
    let Some((at, end)) = helper else {
        let doer = DOERS.iter().any(|doer| text.folded(&clause).eq_ignore_ascii_case(doer));
        return if doer { clause.end..clause.end } else { clause };
    };
    let who = wording::without_head(text, text.trim(clause.start..at), &HEADS);
    let doer = DOERS.iter().any(|doer| text.folded(&who).eq_ignore_ascii_case(doer)) || who.is_empty();
    if doer {
        let what = wording::without_tail(text, text.trim(end..clause.end), &TAILS);
        // increase the number of loans to: the verb of change is no part of what changes.
        if moves_to(chars, quantity.range.start).is_some() {
            let verb = what.clone().find(|at| chars.get(*at) == Some(&' ')).unwrap_or(what.start);
            return wording::without_head(text, text.trim(verb..what.end), &HEADS);
        }
        return what;
    }
    // The Service will deploy robots in 90% of operations: the share is of what is named behind.
    let done = wording::without_tail(text, text.trim(end..clause.end), &TAILS);
    let of = word_at(chars, quantity.range.end + 1, "of").is_some();
    if of
        && !done.is_empty()
        && quantity.kind == Some(Kind::Share)
        && figures::rises(chars, quantity.range.start).is_none()
    {
        return clause.end..clause.end;
    }
    // A relative change is no level: the verb says which way it goes.
    if changed { clause } else { who }
}

/// Where `to` stands before a figure and a verb of change before that: how the figure binds.
pub(crate) fn moves_to(chars: &[char], at: usize) -> Option<Comparator> {
    let (to, start) = word_before(chars, at.saturating_sub(6), at)?;
    let rises = figures::rises(chars, start).filter(|_| to == "to")?;
    Some(if rises { Comparator::AtLeast } else { Comparator::AtMost })
}

/// Whether a sum is itself what is to be reached, and not what is spent on it.
pub(crate) fn is_aimed_at(text: &Text, quantity: &Quantity) -> bool {
    let start = quantity.range.start;
    let near = start.saturating_sub(60)..start;
    let bound = quantity.bound_before && !quantity.marks.most || moves_to(text.chars(), start).is_some();
    bound
        && !wording::has(
            text,
            &near,
            &["back", "backed", "fund", "funded", "funding", "worth", "using", "with"],
        )
}

/// Whether a figure stands behind the goal of reaching it.
pub(crate) fn is_goal(text: &Text, quantity: &Quantity) -> bool {
    let start = quantity.range.start;
    let near = start.saturating_sub(40)..start;
    quantity.binds()
        && ["goal", "target", "aim", "objective"].iter().any(|goal| {
            ["of", "is to", "to"]
                .iter()
                .any(|of| wording::find(text, &near, &format!("{goal} {of}")).is_some())
        })
}
