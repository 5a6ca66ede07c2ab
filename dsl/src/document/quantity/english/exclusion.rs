//! English conditions that shut out: what they say of a figure holds for those who are not eligible.

use crate::document::quantity::quantities::{Edge, Relation};
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use std::ops::Range;

/// Words that shut out those who meet a condition.
const SHUT_OUT: [&str; 23] = [
    "not eligible",
    "not be eligible",
    "ineligible",
    "not qualify",
    "not qualified",
    "not be qualified",
    "not entitled",
    "not be entitled",
    "excluded",
    "disqualified",
    "not be recognised",
    "not be recognized",
    "not be accepted",
    "not be considered",
    "not be granted to",
    "not be awarded to",
    "not be given to",
    "may not apply",
    "shall not apply for",
    "cannot apply",
    "not be approved",
    "not be supported",
    "be rejected",
];

/// Words behind which such a condition holds for those who are let in again.
const EXCEPT: [&str; 3] = ["unless", "except", "until"];

/// Whether the figures of a sentence, or of the list it leads in, stand in a condition that shuts out.
pub(crate) fn shuts_out(text: &Text, range: &Range<usize>, leads: bool) -> bool {
    if wording::has(text, range, &EXCEPT) {
        return false;
    }
    if wording::has(text, range, &SHUT_OUT) {
        return true;
    }
    // shall not fall under any of the following; must not:
    let any = [
        "any of the following",
        "one of the following",
        "either of the following",
        "any one of the following",
    ];
    let none = wording::has(text, range, &["none of the following", "neither of the following"]);
    let of_any = any.iter().filter_map(|word| wording::find(text, range, word)).map(|r| r.start).min();
    let denied = of_any.is_some_and(|at| wording::has(text, &(range.start..at), &["not", "cannot", "never"]));
    let bare = leads
        && ["not:", "cannot:", "never:"].iter().any(|word| {
            let tail = text.folded(&text.trim(range.clone()));
            tail.ends_with(word)
        });
    none || denied || bare
}

/// What holds for those who are let in, where this shuts out; none where two ends are shut out at once.
pub(crate) fn turned(relation: &Relation) -> Option<Relation> {
    let turn = |edge: &Edge| Some(Edge { held: !edge.held, firm: true, value: edge.value.clone() });
    match relation {
        Relation::Bounds { low: Some(_), high: Some(_) } => None,
        Relation::Bounds { low, high } => {
            Some(Relation::Bounds { low: high.as_ref().and_then(turn), high: low.as_ref().and_then(turn) })
        }
        other => Some(other.clone()),
    }
}
