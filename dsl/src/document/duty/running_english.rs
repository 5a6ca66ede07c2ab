//! Duties in running English text: `The X, in coordination with the Y and the Z, shall …`, `X shall be responsible for`.

use super::bodies::{self, Named, Names};
use super::holders::{self, Duty};
use super::running_led;
use crate::document::model::LeadBasis;
use crate::document::text::folded::Text;
use crate::document::text::words;
use std::ops::Range;

/// Words that call others in.
pub(super) const WITH: [&str; 18] = [
    "in coordination with",
    "in conjunction with",
    "in collaboration with",
    "in cooperation with",
    "in consultation with",
    "in partnership with",
    "together with",
    "jointly with",
    "acting with",
    "working with",
    "working closely with",
    "working jointly with",
    "with support from",
    "with the support of",
    "after consultation with",
    "after consulting with",
    "after consulting",
    "in concert with",
];
/// Words that name a body of its own that somebody acts through.
const THROUGH: [&str; 2] = ["acting through", "through"];
const MODALS: [&str; 5] = ["shall", "will", "must", "should", "may"];
/// The longest subject.
const LONGEST: usize = 600;

/// The duties of a sentence: of each part that has one, else of all of it.
pub(crate) fn duties(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Vec<(Duty, Range<usize>)> {
    let chars = text.chars();
    let stops = range.clone().filter(|at| chars.get(*at) == Some(&';'));
    let ends: Vec<usize> = stops.map(|at| at + 1).chain([range.end]).collect();
    let mut start = range.start;
    let mut found = Vec::new();
    for end in ends {
        let part = text.trim(start..end);
        found.extend(duty(text, &part, names).map(|duty| (duty, part)));
        start = end;
    }
    if found.is_empty() {
        found.extend(duty(text, range, names).map(|duty| (duty, range.clone())));
    }
    if let [(_, only)] = found.as_mut_slice() {
        *only = range.clone();
    }
    found
}

fn duty(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let mut duty = running_led::led(text, range, names)
        .or_else(|| with_others(text, range, names))
        .or_else(|| alone(text, range, names))?;
    holders::open_list(text, &mut duty);
    Some(duty)
}

/// The first place of one of these words, and where it ends.
pub(super) fn find(chars: &[char], range: &Range<usize>, words: &[&str]) -> Option<(usize, usize)> {
    let end = range.end.min(range.start + LONGEST);
    (range.start..end)
        .find_map(|at| words.iter().find_map(|word| words::word_at(chars, at, word).map(|to| (at, to))))
}

/// A word that calls others in or names a body acted through, at a place: where it ends, and which it is.
fn link(chars: &[char], at: usize) -> Option<(usize, bool)> {
    if let Some(to) = WITH.iter().find_map(|word| words::word_at(chars, at, word)) {
        return Some((to, false));
    }
    let (word, to) = THROUGH.iter().find_map(|word| Some((*word, words::word_at(chars, at, word)?)))?;
    // `through` alone is such a word only behind the comma after a subject.
    let comma = at >= 2 && chars.get(at - 2) == Some(&',') && words::word_at(chars, to + 1, "the").is_some();
    (word != "through" || comma).then_some((to, true))
}

/// Those called in, and those acted through, from the first link at `at` on.
fn parties(text: &Text, range: Range<usize>, names: &Names<'_>) -> (Vec<Named>, Vec<Named>) {
    let chars = text.chars();
    let links: Vec<(usize, usize, bool)> =
        range.clone().filter_map(|at| link(chars, at).map(|(to, through)| (at, to, through))).collect();
    let (mut others, mut own) = (Vec::new(), Vec::new());
    for (i, (_, from, through)) in links.iter().enumerate() {
        let mut to = links.get(i + 1).map_or(range.end, |next| next.0).max(*from);
        // `and in consultation with`: the word before a link joins the links.
        let and = text.trim(*from..to);
        if let Some(before) = and.end.checked_sub(3).filter(|at| *at > and.start)
            && words::word_at(chars, before, "and") == Some(and.end)
        {
            to = before;
        }
        let found = list(text, text.trim(*from..to), names);
        if *through { own.extend(found) } else { others.extend(found) }
    }
    (others, own)
}

fn with_others(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let near = range.start..range.end.min(range.start + LONGEST);
    let at = near.clone().find(|at| link(chars, *at).is_some())?;
    let (after, _) = link(chars, at)?;
    let mut subject = subject(text, range.start..at);
    // X should, together with Y, …: the word of duty stands before.
    let before = MODALS.iter().find_map(|word| {
        let from = subject.end.checked_sub(word.len()).filter(|from| *from > subject.start)?;
        words::word_at(chars, from, word).map(|_| from)
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
    let (others, through) = parties(text, at..modal, names);
    let named = !others.is_empty() || (!through.is_empty() && before.is_none());
    if lead.is_empty() || !named || !lead.iter().all(|named| is_body(text, named)) {
        return None;
    }
    let alone = others.is_empty() && lead.len() == 1;
    let (generic, cooperating) = apart(text, others);
    let basis = Some(if alone { LeadBasis::Sole } else { LeadBasis::Explicit });
    Some(Duty { lead, basis, cooperating, generic, through, ..Duty::default() })
}

/// The heads of bodies, which are a class, and the bodies.
pub(super) fn apart(text: &Text, others: Vec<Named>) -> (Vec<Named>, Vec<Named>) {
    others.into_iter().partition(|named| text.folded(&named.range).to_lowercase().starts_with("heads of"))
}

/// `X shall lead`, `X shall be responsible for`, `X is responsible for`; a body of the registry and a word of duty.
fn alone(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Duty> {
    let chars = text.chars();
    let short = range.start..range.end.min(range.start + 300);
    let modal =
        find(chars, &short, &["shall", "will", "must", "should", "is responsible", "are responsible"])?;
    let subject = subject(text, range.start..modal.0);
    let end = subject.clone().find(|at| link(chars, *at).is_some()).unwrap_or(subject.end);
    let subject = text.trim(subject.start..end);
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
    let jointly = found.len() > 1 && jointly(chars, modal.1, range.end);
    let known = found.iter().all(Named::is_registered) && words::word_at(chars, modal.0, "will").is_none();
    let mut duty = Duty::default();
    match (responsible, leads) {
        (_, Some(_)) => (duty.lead, duty.basis) = (found, Some(LeadBasis::Explicit)),
        (Some(_), None) => duty.co = found,
        (None, None) if known || jointly => duty.co = found,
        (None, None) => return None,
    }
    holders::sort_classes(&mut duty);
    holders::settle_lead(&mut duty, false);
    if !duty.lead.is_empty() && leads.is_some() {
        (duty.generic, duty.cooperating) =
            apart(text, running_led::supporters(text, modal.1..range.end, names));
    }
    Some(duty)
}

/// Whether `jointly` stands behind a word of duty, straight or behind words between commas.
fn jointly(chars: &[char], at: usize, end: usize) -> bool {
    let mut at = at;
    if chars.get(at) == Some(&',') {
        let close = (at + 1..end.min(at + 120)).find(|i| chars.get(*i) == Some(&','));
        at = close.map_or(at, |close| close + 1);
    }
    words::word_at(chars, at + 1, "jointly").is_some()
}

/// The subject of a part of a sentence: without what stands before it up to a comma (`Within 90 days of …,`).
pub(super) fn subject(text: &Text, range: Range<usize>) -> Range<usize> {
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
    // 6. Seed assistance.— The Department …: the heading before the dash is none of it.
    if let Some(dash) = range.clone().rev().find(|at| matches!(chars.get(*at), Some('—' | '–'))) {
        range = text.trim(dash + 1..range.end);
    }
    while range.start < range.end
        && opens.iter().any(|word| words::word_at(chars, range.start, word).is_some())
    {
        // A comma with `the` or a capital behind it begins the subject.
        let comma = range.clone().find(|at| {
            chars.get(*at) == Some(&',')
                && chars.get(*at + 1) == Some(&' ')
                && (words::word_at(chars, at + 2, "the").is_some()
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
pub(super) fn list(text: &Text, range: Range<usize>, names: &Names<'_>) -> Vec<Named> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        at = bodies::skip_separators(chars, at, range.end);
        while let Some(next) = ["as well as", "with", "other"]
            .iter()
            .find_map(|word| words::word_at(chars, at, word).filter(|_| *word != "other"))
        {
            at = bodies::skip_separators(chars, next, range.end);
        }
        if at >= range.end {
            break;
        }
        let known = bodies::within(names, chars, at, range.end).filter(|known| {
            let behind = bodies::behind_gloss(chars, at + known.length, range.end);
            behind >= range.end
                || matches!(chars.get(behind), Some(',' | ';'))
                || words::word_at(chars, behind + 1, "and").is_some()
        });
        if let Some(known) = known {
            found.push(Named::known(text, at, &known, names));
            at = bodies::behind_gloss(chars, at + known.length, range.end);
            continue;
        }
        let to = (at..range.end).find(|i| item_ends(chars, *i)).unwrap_or(range.end);
        // A name for what follows is no part of the name.
        let named = (at..to).find(|i| chars.get(*i) == Some(&'(') && bodies::is_naming(chars, i + 1));
        let item = text.trim(at..named.unwrap_or(to));
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
    let Some(and) = words::word_at(chars, at, "and").or_else(|| words::word_at(chars, at, "or")) else {
        return false;
    };
    let next = and + 1;
    let word: String =
        chars.iter().skip(next).take(10).take_while(|c| c.is_alphanumeric() || **c == '&').collect();
    [
        "the",
        "heads",
        "other",
        "others",
        "relevant",
        "such",
        "any",
        "appropriate",
        "ministry",
        "department",
        "departments",
        "office",
        "hm",
        "local",
    ]
    .iter()
    .any(|word| words::word_at(chars, next, word).is_some())
        || acronym(&word)
}

/// Whether a name can be that of a body: it begins with a capital, or names a class of bodies.
pub(super) fn is_body(text: &Text, named: &Named) -> bool {
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
        "point of contact",
        "hm ",
    ];
    let words = line.split(' ').count();
    let pronoun = matches!(
        lower.as_str(),
        "we" | "it" | "they" | "this" | "that" | "these" | "which" | "who" | "there" | "he" | "she"
    );
    !pronoun
        && !line.contains(':')
        && words <= 16
        && (named.is_registered() || class.iter().any(|word| lower.contains(word)) || acronym(&line))
}

/// `DSIT`, `UKRI`, `HMT`.
pub(super) fn acronym(line: &str) -> bool {
    (2..=8).contains(&line.len()) && line.chars().all(|c| c.is_ascii_uppercase() || c == '&')
}
