//! Who leads in running English text, where others are called in behind the word of duty: `is led by X, with support
//! from Y`, `X takes the lead in …, with Y and Z cooperating`, `X shall work with Y`, `shall be prescribed by X in
//! consultation with Y`.

use super::bodies::{Named, Names};
use super::holders::{self, Duty};
use super::running_english::{WITH, apart, find, is_body, list, subject};
use crate::document::model::LeadBasis;
use crate::document::text::folded::Text;
use crate::document::text::words;
use std::ops::Range;

const MODALS: [&str; 6] = ["shall", "will", "must", "should", "is", "are"];
/// Words behind a comma or a verb that name who supports.
const SUPPORT: [&str; 7] = [
    "supported by",
    "with the participation of",
    "with participation of",
    "with participation from",
    "with input from",
    "with support of",
    "and supported by",
];
/// How `, with A and B …` ends.
const ENDS: [&str; 7] = [
    "cooperating",
    "participating",
    "in support",
    "assisting",
    "in a supporting role",
    "providing support",
    "supporting",
];

/// A duty that says who leads behind its verb, or with whom.
pub(super) fn led(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    done_by(text, range, names)
        .or_else(|| takes_lead(text, range, names))
        .or_else(|| works_with(text, range, names))
}

/// `is led by X`, `shall be prescribed by X in consultation with Y`, `shall be jointly prescribed by X and Y`.
fn done_by(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let modal = find(chars, range, &MODALS)?;
    let be = words::word_at(chars, modal.1 + 1, "be")
        .or_else(|| ["is", "are"].iter().find_map(|word| words::word_at(chars, modal.0, word)))?;
    // The verb stands within a few words.
    let (by, from) = find(chars, &(be..range.end.min(be + 48)), &["by"])?;
    let verb = text.trim(be..by);
    if text.part(&verb).iter().any(|c| matches!(c, ',' | ';' | '.' | '(')) {
        return None;
    }
    let jointly = words::word_at(chars, verb.start, "jointly");
    let led = words::word_at(chars, jointly.map_or(verb.start, |at| at + 1), "led") == Some(verb.end);
    let rest = from..range.end;
    let agents = text.trim(from..agents_end(chars, &rest));
    if ["a", "an"].iter().any(|word| words::word_at(chars, agents.start, word).is_some()) {
        return None;
    }
    let found = list(text, agents, names);
    if found.is_empty() || !found.iter().all(|named| is_body(text, named)) {
        return None;
    }
    let others = supporters(text, rest, names);
    if led || (!others.is_empty() && jointly.is_none()) {
        return Some(explicit(text, found, others));
    }
    (jointly.is_some() && found.len() > 1).then(|| {
        let (generic, cooperating) = apart(text, others);
        let mut duty = Duty { co: found, cooperating, generic, ..Duty::default() };
        holders::sort_classes(&mut duty);
        holders::settle_lead(&mut duty, false);
        duty
    })
}

/// `X takes the lead in …, with A cooperating`, `X is the lead department for …`.
fn takes_lead(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let (at, after) = find(
        chars,
        range,
        &["takes the lead", "take the lead", "is the lead", "are the lead", "is the leading"],
    )?;
    let lead = list(text, without_modal(text, subject(text, range.start..at)), names);
    let registered = lead.iter().all(Named::is_registered);
    let noun = find(
        chars,
        &(after..range.end.min(after + 16)),
        &["department", "agency", "body", "ministry", "unit", "authority", "organisation"],
    );
    let takes = chars.get(at).is_some_and(|c| c.eq_ignore_ascii_case(&'t'));
    if lead.is_empty() || !lead.iter().all(|named| is_body(text, named)) {
        return None;
    }
    (takes || registered || noun.is_some())
        .then(|| explicit(text, lead, supporters(text, after..range.end, names)))
}

/// `X shall work with Y to …`, where both are bodies.
fn works_with(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let (at, after) =
        find(chars, range, &["work with", "work closely with", "work together with", "work jointly with"])?;
    let found = subject(text, range.start..at);
    let bare = without_modal(text, found.clone());
    if bare == found {
        return None;
    }
    let lead = list(text, bare, names);
    let others = list(text, text.trim(after..agents_end(chars, &(after..range.end))), names);
    let sure = |list: &[Named]| !list.is_empty() && list.iter().all(|named| is_body(text, named));
    (sure(&lead) && sure(&others)).then(|| explicit(text, lead, others))
}

fn explicit(text: &Text, lead: Vec<Named>, others: Vec<Named>) -> Duty {
    let (generic, cooperating) = apart(text, others);
    Duty { lead, basis: Some(LeadBasis::Explicit), cooperating, generic, ..Duty::default() }
}

/// A subject without the word of duty at its end.
fn without_modal(text: &Text, range: Range<usize>) -> Range<usize> {
    let from = ["shall", "will", "must", "should", "to"].iter().find_map(|word| {
        let from = range.end.checked_sub(word.len()).filter(|from| *from > range.start)?;
        (words::word_at(text.chars(), from, word) == Some(range.end)).then_some(from)
    });
    from.map_or(range.clone(), |from| text.trim(range.start..from))
}

/// Who supports, behind a word of duty. None where one of them is no name of a body.
pub(super) fn supporters(text: &Text, range: Range<usize>, names: &Names<'_>) -> Vec<Named> {
    let chars = text.chars();
    let near = range.start..range.end.min(range.start + 600);
    let named = near.clone().find_map(|at| {
        let words = SUPPORT.iter().chain(&WITH);
        words.into_iter().find_map(|word| words::word_at(chars, at, word))
    });
    let list_of = |range: Range<usize>| {
        let found = list(text, text.trim(range), names);
        let sure = found.iter().all(|named| is_body(text, named) || proper(text, named));
        if sure { found } else { Vec::new() }
    };
    if let Some(from) = named {
        return list_of(from..agents_end(chars, &(from..range.end)));
    }
    // …, with A and B cooperating
    let with = near.clone().find_map(|at| {
        let behind = at >= 2 && chars.get(at - 2) == Some(&',');
        words::word_at(chars, at, "with").filter(|_| behind)
    });
    let Some(from) = with else { return Vec::new() };
    match find(chars, &(from..range.end), &ENDS) {
        Some((end, _)) => list_of(from..end),
        None => Vec::new(),
    }
}

/// Where a list of bodies behind a verb ends: at a stop, a word that calls others in, or a small word with a small
/// word behind it (`to deliver`, `in line with`).
fn agents_end(chars: &[char], range: &Range<usize>) -> usize {
    let end = range.end.min(range.start + 600);
    (range.start..end)
        .find(|at| {
            if matches!(chars.get(*at), Some(';' | ':' | '.')) {
                return true;
            }
            let calls = |at: usize| {
                SUPPORT
                    .iter()
                    .chain(&WITH)
                    .chain(&["with"])
                    .any(|word| words::word_at(chars, at, word).is_some())
            };
            if calls(*at) {
                return true;
            }
            const SMALL: [&str; 15] = [
                "to", "for", "in", "on", "by", "as", "so", "that", "which", "who", "when", "where", "at",
                "under", "from",
            ];
            let Some(to) = SMALL.iter().find_map(|word| words::word_at(chars, *at, word)) else {
                return false;
            };
            let next = chars.get(to + 1).copied().unwrap_or(' ');
            let article = words::word_at(chars, to + 1, "the").is_some();
            (next.is_lowercase() || next.is_ascii_digit()) && !article
                || chars.get(at.wrapping_sub(2)) == Some(&',')
        })
        .unwrap_or(end)
}

/// Whether a name is written with capitals throughout: `Innovate UK`.
fn proper(text: &Text, named: &Named) -> bool {
    let line = text.folded(&named.range);
    let small = ["of", "and", "the", "for"];
    line.split(' ').count() <= 8
        && line.split(' ').all(|word| small.contains(&word) || word.starts_with(|c: char| c.is_uppercase()))
}
