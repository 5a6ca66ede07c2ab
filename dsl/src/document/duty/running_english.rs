//! Duties in running English text: `The X, in coordination with the Y and the Z, shall …`, `X shall be responsible for`.

use super::bodies::{self, Named, Names};
use super::holders::{self, Duty};
use crate::document::model::LeadBasis;
use crate::document::text::folded::Text;
use std::ops::Range;

/// Words that call others in.
const WITH: [&str; 14] = [
    "in coordination with",
    "in conjunction with",
    "in collaboration with",
    "in cooperation with",
    "in consultation with",
    "in partnership with",
    "together with",
    "jointly with",
    "acting with",
    "acting through",
    "after consultation with",
    "after consulting with",
    "after consulting",
    "in concert with",
];
const MODALS: [&str; 5] = ["shall", "will", "must", "should", "may"];
/// The longest subject.
const LONGEST: usize = 600;

/// The duties of a sentence.
pub(crate) fn duties(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Vec<(Duty, Range<usize>)> {
    with_others(text, range, names)
        .or_else(|| alone(text, range, names))
        .map(|duty| (duty, range.clone()))
        .into_iter()
        .collect()
}

/// The first place of one of these words, and where it ends.
fn find(chars: &[char], range: &Range<usize>, words: &[&str]) -> Option<(usize, usize)> {
    let end = range.end.min(range.start + LONGEST);
    (range.start..end)
        .find_map(|at| words.iter().find_map(|word| bodies::word_at(chars, at, word).map(|to| (at, to))))
}

fn with_others(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let (at, after) = find(chars, range, &WITH)?;
    let mut subject = subject(text, range.start..at);
    // X should, together with Y, …: the word of duty stands before.
    let before = MODALS.iter().find_map(|word| {
        let from = subject.end.checked_sub(word.len()).filter(|from| *from > subject.start)?;
        bodies::word_at(chars, from, word).map(|_| from)
    });
    let modal = match before {
        Some(from) => {
            subject = text.trim(subject.start..from);
            (after..range.end).find(|i| matches!(chars.get(*i), Some(',' | ';' | '.'))).unwrap_or(range.end)
        }
        None => {
            find(
                chars,
                &(after..range.end),
                &[
                    "shall",
                    "will",
                    "must",
                    "should",
                    "may",
                    "is responsible",
                    "are responsible",
                    "is in charge",
                    "leads",
                ],
            )?
            .0
        }
    };
    // What is done with others by nobody is no duty; a word of duty before says what is to be done so.
    if subject.is_empty() || find(chars, &subject, &MODALS).is_some() {
        return None;
    }
    let lead = list(text, subject, names);
    let others = list(text, after..modal, names);
    if lead.is_empty() || others.is_empty() || !lead.iter().all(|named| is_body(text, named)) {
        return None;
    }
    let (generic, cooperating): (Vec<Named>, Vec<Named>) = others
        .into_iter()
        .partition(|named| text.folded(&named.range).to_lowercase().starts_with("heads of"));
    Some(Duty { lead, basis: Some(LeadBasis::Explicit), cooperating, generic, ..Duty::default() })
}

/// `X shall lead`, `X shall be responsible for`, `X is responsible for`; a body of the registry and a word of duty.
fn alone(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let short = range.start..range.end.min(range.start + 300);
    let modal =
        find(chars, &short, &["shall", "will", "must", "should", "is responsible", "are responsible"])?;
    let subject = subject(text, range.start..modal.0);
    let found = list(text, subject, names);
    let behind = modal.0..range.end.min(modal.1 + 40);
    let responsible = find(
        chars,
        &behind,
        &["be responsible for", "is responsible for", "are responsible for", "be in charge of"],
    );
    let leads = find(
        chars,
        &(modal.1..range.end.min(modal.1 + 20)),
        &["lead", "take the lead", "take overall responsibility"],
    );
    // A word of duty within the first words; `shall` further on is about something else.
    let responsible = responsible.filter(|(at, _)| *at <= modal.1 + 12);
    let leads = leads.filter(|(at, _)| *at <= modal.1 + 4);
    if found.is_empty() || !found.iter().all(|named| is_body(text, named)) {
        return None;
    }
    let known = found.iter().all(Named::is_registered) && bodies::word_at(chars, modal.0, "will").is_none();
    let mut duty = Duty::default();
    match (responsible, leads) {
        (_, Some(_)) => (duty.lead, duty.basis) = (found, Some(LeadBasis::Explicit)),
        (Some(_), None) => duty.co = found,
        (None, None) if known => duty.co = found,
        (None, None) => return None,
    }
    holders::sort_classes(&mut duty);
    holders::settle_lead(&mut duty, false);
    Some(duty)
}

/// The subject of a part of a sentence: without what stands before it up to a comma (`Within 90 days of …,`).
fn subject(text: &Text, range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let opens = [
        "within",
        "not later than",
        "no later than",
        "by",
        "on",
        "in",
        "to",
        "for",
        "upon",
        "after",
        "before",
        "as",
        "at",
        "under",
        "if",
        "when",
        "where",
        "except",
    ];
    let mut range = text.trim(range);
    while range.start < range.end
        && opens.iter().any(|word| bodies::word_at(chars, range.start, word).is_some())
    {
        // A comma with `the` or a capital behind it begins the subject.
        let comma = range.clone().find(|at| {
            chars.get(*at) == Some(&',')
                && chars.get(*at + 1) == Some(&' ')
                && (bodies::word_at(chars, at + 2, "the").is_some()
                    || chars.get(*at + 2).is_some_and(|c| c.is_uppercase()))
        });
        let Some(comma) = comma else { return range.end..range.end };
        range = text.trim(comma + 1..range.end);
    }
    while range.start < range.end && matches!(chars.get(range.end - 1), Some(',' | ' ')) {
        range.end -= 1;
    }
    range
}

/// A list parted at commas and at `and the`; names of the registry hold their own.
fn list(text: &Text, range: Range<usize>, names: &Names<'_>) -> Vec<Named> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        at = bodies::skip_separators(chars, at, range.end);
        while let Some(next) = ["as well as", "with", "other"]
            .iter()
            .find_map(|word| bodies::word_at(chars, at, word).filter(|_| *word != "other"))
        {
            at = bodies::skip_separators(chars, next, range.end);
        }
        if at >= range.end {
            break;
        }
        let known = bodies::within(names, chars, at, range.end).filter(|known| {
            let behind = at + known.length;
            behind >= range.end
                || matches!(chars.get(behind), Some(',' | ';'))
                || bodies::word_at(chars, behind + 1, "and").is_some()
        });
        if let Some(known) = known {
            found.push(Named::known(text, at, &known, names));
            at += known.length;
            continue;
        }
        let to = (at..range.end).find(|i| item_ends(chars, *i)).unwrap_or(range.end);
        let item = text.trim(at..to);
        if !item.is_empty() {
            found.push(Named::unknown(text, item));
        }
        at = to.max(at + 1);
    }
    found
}

/// Whether an item of a list ends at a place: at a comma, or before `and the` and `and` with a name of its own.
fn item_ends(chars: &[char], at: usize) -> bool {
    if matches!(chars.get(at), Some(',' | ';')) {
        return true;
    }
    let Some(and) = bodies::word_at(chars, at, "and").or_else(|| bodies::word_at(chars, at, "or")) else {
        return false;
    };
    let next = and + 1;
    ["the", "heads", "other", "relevant", "such", "any", "appropriate"]
        .iter()
        .any(|word| bodies::word_at(chars, next, word).is_some())
}

/// Whether a name can be that of a body: it begins with a capital, or names a class of bodies.
fn is_body(text: &Text, named: &Named) -> bool {
    let line = text.folded(&named.range);
    let lower = line.to_lowercase();
    let class = [
        "department",
        "agenc",
        "authorit",
        "minist",
        "government",
        "secretar",
        "commission",
        "council",
        "head",
        "board",
        "committee",
        "office",
        "bureau",
        "director",
        "administrator",
        "chair",
        "attorney general",
        "assistant",
        "representative",
        "officer",
        "administration",
        "institut",
        "regulator",
        "treasury",
        "liquidator",
        "professional",
        "facilitator",
        "corporation",
        "bank",
        "unit",
        "director-general",
    ];
    let words = line.split(' ').count();
    let pronoun = matches!(
        lower.as_str(),
        "we" | "it" | "they" | "this" | "that" | "these" | "which" | "who" | "there" | "he" | "she"
    );
    !pronoun
        && words <= 16
        && (named.is_registered() || class.iter().any(|word| lower.contains(word)) || acronym(&line))
}

/// `DSIT`, `UKRI`, `HMT`.
fn acronym(line: &str) -> bool {
    (2..=8).contains(&line.len()) && line.chars().all(|c| c.is_ascii_uppercase() || c == '&')
}
