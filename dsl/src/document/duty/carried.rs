//! What a clause declares for the clauses behind it: that the first of a list leads, which local bodies stand beside
//! the named ones, for which places they hold.

use super::bodies::{Named, Names};
use super::{listed, places};
use crate::document::text::folded::Text;
use crate::document::text::words;
use std::ops::Range;

/// What holds from a clause on.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// Where it says that the first of a list leads.
    pub(crate) convention: Option<Range<usize>>,
    /// Local bodies that no later clause repeats.
    pub(crate) local: Vec<Named>,
    /// Whether its scope is that of every later clause without one.
    pub(crate) scope: bool,
}

/// Cuts off what a clause declares; its words are no roles of this clause.
pub(crate) fn carried(text: &Text, inner: &Range<usize>, names: &Names<'_>) -> (usize, Carried) {
    let mut carried = Carried::default();
    let mut end = inner.end;
    for part in parts(text, inner).into_iter().skip(1).rev() {
        let line = text.folded(&part);
        let on = line.contains("以下") || line.contains("下同");
        if on && ["不再", "均需", "均涉及", "均由"].iter().any(|word| line.contains(word)) {
            let local = local_in(text, &part, names);
            if !local.is_empty() {
                (carried.local, end) = (local, part.start);
                continue;
            }
        }
        if line.contains("以下除") {
            (carried.scope, end) = (true, part.start);
        }
    }
    let (before, convention) = convention(text, &(inner.start..end));
    carried.convention = convention;
    (before, carried)
}

/// The sentences of a clause, and what begins with 以下 behind a comma.
fn parts(text: &Text, inner: &Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let (mut parts, mut start) = (Vec::new(), inner.start);
    for at in inner.clone() {
        let next = words::word(chars, at + 1, inner.end, &["以下"]).is_some();
        if matches!(chars.get(at), Some('。' | ';')) || (chars.get(at) == Some(&',') && next) {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..inner.end);
    parts
}

/// The local bodies a sentence names.
fn local_in(text: &Text, part: &Range<usize>, names: &Names<'_>) -> Vec<Named> {
    let found = part.clone().find_map(|at| places::local_at(text.chars(), at, part.end).map(|to| at..to));
    let listed = found.and_then(|found| listed::list(text, found.start, found.end, names));
    listed.map(|listed| listed.names).unwrap_or_default()
}

/// Cuts off the part of a clause that declares who leads from now on.
fn convention(text: &Text, inner: &Range<usize>) -> (usize, Option<Range<usize>>) {
    let line = text.folded(inner);
    let marks = [("第一位", "牵头"), ("首位", "牵头"), ("listed first", "lead"), ("first listed", "lead")];
    let declared = marks.iter().any(|(first, lead)| line.contains(first) && line.contains(lead));
    if !declared {
        return (inner.end, None);
    }
    let chars = text.chars();
    let first = inner.clone().find(|i| {
        ["第一位", "首位", "listed first", "first listed"]
            .iter()
            .any(|word| words::word_at(chars, *i, word).is_some())
    });
    let from = first
        .and_then(|at| (inner.start..at).rev().find(|i| matches!(chars.get(*i), Some(',' | '。' | ';'))));
    match from {
        Some(from) => (from, Some(text.trim(from + 1..inner.end))),
        None => (inner.end, None),
    }
}
