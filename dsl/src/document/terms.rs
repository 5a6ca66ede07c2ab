//! Short names and the documents a text refers to.

use super::bodies::word_at;
use super::dates;
use super::text::{Text, is_blank};
use std::ops::Range;

/// A short name: where it is introduced, the name, and what it stands for.
pub(super) struct Term {
    pub(super) range: Range<usize>,
    pub(super) term: Range<usize>,
    pub(super) meaning: Range<usize>,
}

/// A document named in the text.
pub(super) struct Named {
    pub(super) range: Range<usize>,
    pub(super) title: Range<usize>,
    pub(super) number: Option<Range<usize>>,
}

const SHORT_NAMES: [&str; 7] = [
    "hereinafter referred to as",
    "hereinafter collectively referred to as",
    "hereinafter",
    "以下统称为",
    "以下统称",
    "以下简称",
    "以下称",
];

/// The short names a sentence introduces in brackets. One bracket may name several things in the order in which
/// the words before it list them.
pub(super) fn short_names(text: &Text, sentence: &Range<usize>) -> Vec<Term> {
    let chars = text.chars();
    let mut terms = Vec::new();
    let mut before = sentence.start;
    for open in sentence.clone().filter(|i| chars.get(*i) == Some(&'(')) {
        let inner = open + 1;
        let Some(from) = SHORT_NAMES.iter().find_map(|word| word_at(chars, inner, word)) else { continue };
        let limit = sentence.end.min(from + 300);
        let Some(close) = (from..limit).find(|i| chars.get(*i) == Some(&')')) else { continue };
        let names = listed(text, from..close);
        let mut meanings = listed(text, before.max(open.saturating_sub(400))..open);
        let spare = meanings.len().saturating_sub(names.len());
        meanings.drain(..spare);
        for (i, name) in names.iter().enumerate() {
            let meaning = meanings.get(i).cloned().unwrap_or(name.clone());
            let meaning = if i == 0 { introduced(text, meaning) } else { meaning };
            terms.push(Term { range: open..close + 1, term: unquoted(text, name.clone()), meaning });
        }
        before = close + 1;
    }
    terms
}

/// The items of a list, split at commas and `and`.
fn listed(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let (mut items, mut start, mut at) = (Vec::new(), range.start, range.start);
    while at < range.end {
        if matches!(chars.get(at), Some(',' | '、' | ';')) {
            items.push(text.trim(start..at));
            start = at + 1;
        } else if at == text.trim(start..range.end).start
            && let Some(next) = word_at(chars, at, "and")
        {
            (start, at) = (next, next);
            continue;
        }
        at += 1;
    }
    items.push(text.trim(start..range.end));
    items.retain(|item| !item.is_empty());
    items
}

/// What stands behind the word that introduces a list ("represented by …").
fn introduced(text: &Text, range: Range<usize>) -> Range<usize> {
    let words = ["represented by", "such as", "including", "namely", "that is"];
    let last =
        range.clone().rev().find_map(|at| words.iter().find_map(|word| word_at(text.chars(), at, word)));
    text.trim(last.unwrap_or(range.start)..range.end)
}

/// A name without quotes around all of it.
fn unquoted(text: &Text, mut range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    while range.start < range.end
        && chars.get(range.start).is_some_and(|c| matches!(c, '为' | ':') || is_blank(*c))
    {
        range.start += 1;
    }
    let quote = |at: usize, set: [char; 2]| chars.get(at).is_some_and(|c| set.contains(c));
    let inside = range.start + 1..range.end.saturating_sub(1);
    let whole = range.len() > 2 && quote(range.start, ['“', '"']) && quote(range.end - 1, ['”', '"']);
    let plain = whole && !inside.clone().any(|at| quote(at, ['“', '"']));
    if plain { inside } else { range }
}

/// The documents a sentence names in 《》, with the number in the bracket behind. Nested marks belong to the outer
/// title.
pub(super) fn references(text: &Text, sentence: &Range<usize>) -> Vec<Named> {
    let chars = text.chars();
    let (mut found, mut depth, mut open) = (Vec::new(), 0usize, 0);
    for at in sentence.clone() {
        match chars.get(at) {
            Some('《') => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            Some('》') if depth > 0 => {
                depth -= 1;
                if depth == 0 && at > open + 1 {
                    let number = number_behind(text, at + 1, sentence.end);
                    let end = number.as_ref().map_or(at + 1, |number| number.end + 1);
                    found.push(Named { range: open..end, title: open + 1..at, number });
                }
            }
            _ => {}
        }
    }
    found
}

fn number_behind(text: &Text, at: usize, end: usize) -> Option<Range<usize>> {
    let chars = text.chars();
    if chars.get(at) != Some(&'(') {
        return None;
    }
    let close = (at + 1..end.min(at + 60))
        .find(|i| chars.get(*i) == Some(&')') && chars.get(*i - 1) == Some(&'号'))?;
    dates::number_line(chars, &(at + 1..close)).map(|number| number.range)
}
