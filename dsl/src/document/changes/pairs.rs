//! Which sentence of a clause is which of the other version: the same words, else the most like.

use super::matching::{Place, Said};
use super::{Change, ClauseChange};
use crate::likeness;
use std::collections::{BTreeMap, VecDeque};

/// How many clauses or sentences one without its equal is compared with.
pub(super) const NEAR: usize = 8;

/// A sentence of the older version, one of the newer, or both where one stands for the other.
#[derive(Clone, Copy)]
pub(super) struct SentencePair<'a> {
    pub(super) old: Option<&'a Said<'a>>,
    pub(super) new: Option<&'a Said<'a>>,
}

/// The sentences of two clauses that differ, in the order of the newer clause, then those that went.
pub(super) fn sentence_pairs<'a>(
    old: Option<&'a Place<'a>>,
    new: Option<&'a Place<'a>>,
) -> Vec<SentencePair<'a>> {
    let list = |place: Option<&'a Place<'a>>| -> &'a [Said<'a>] { place.map_or(&[], |p| &p.sentences) };
    let (old, new) = (list(old), list(new));
    let olds: Vec<&str> = old.iter().map(|said| said.content.as_str()).collect();
    let news: Vec<&str> = new.iter().map(|said| said.content.as_str()).collect();
    let mut pairs = Vec::new();
    for (a, b) in pair_up(&olds, &news) {
        let (old, new) = (a.and_then(|a| old.get(a)), b.and_then(|b| new.get(b)));
        if let (Some(old), Some(new)) = (old, new)
            && old.content == new.content
        {
            continue;
        }
        pairs.push(SentencePair { old, new });
    }
    pairs
}

/// Pairs two lists of wordings: equal ones first, then of the rest the most like of those near. What is left stands
/// alone. In the order of the second list, then what is left of the first.
pub(crate) fn pair_up(old: &[&str], new: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (index, content) in new.iter().enumerate() {
        waiting.entry(content).or_default().push_back(index);
    }
    let mut of: Vec<Option<usize>> = vec![None; new.len()];
    let mut left: Vec<usize> = Vec::new();
    for (index, content) in old.iter().enumerate() {
        match waiting.get_mut(content).and_then(VecDeque::pop_front).and_then(|there| of.get_mut(there)) {
            Some(of) => *of = Some(index),
            None => left.push(index),
        }
    }
    let mut free: Vec<(usize, Vec<String>)> = Vec::new();
    for (index, content) in new.iter().enumerate() {
        if of.get(index) == Some(&None) {
            free.push((index, likeness::words(content)));
        }
    }
    let mut gone: Vec<usize> = Vec::new();
    for (place, index) in left.into_iter().enumerate() {
        let words = old.get(index).map(|content| likeness::words(content)).unwrap_or_default();
        let near = place.saturating_sub(NEAR / 2);
        let mut best: Option<((usize, usize), usize)> = None;
        for (there, theirs) in free.iter().skip(near).take(NEAR) {
            if of.get(*there) != Some(&None) || !likeness::alike(&words, theirs) {
                continue;
            }
            let (shared, all) = likeness::likeness(&words, theirs);
            if best.is_none_or(|((s, a), _)| shared * a > s * all) {
                best = Some(((shared, all), *there));
            }
        }
        match best.and_then(|(_, there)| of.get_mut(there)) {
            Some(of) => *of = Some(index),
            None => gone.push(index),
        }
    }
    let paired = of.into_iter().enumerate().map(|(new, old)| (old, Some(new)));
    paired.chain(gone.into_iter().map(|old| (Some(old), None))).collect()
}

/// Says of sentences that went from one clause and came in another, word for word, where they went and came from.
pub(super) fn moved(clauses: &mut [ClauseChange]) {
    let mut went: BTreeMap<String, VecDeque<(usize, usize)>> = BTreeMap::new();
    for (clause, change) in clauses.iter().enumerate() {
        for (at, sentence) in change.sentences.iter().enumerate() {
            if let Change { old: Some(words), new: None } = &sentence.words {
                went.entry(super::matching::folded(words)).or_default().push_back((clause, at));
            }
        }
    }
    for index in 0..clauses.len() {
        let Some(change) = clauses.get(index) else { continue };
        let here = change.path.new.clone();
        let mut found = Vec::new();
        for (at, sentence) in change.sentences.iter().enumerate() {
            if let Change { old: None, new: Some(words) } = &sentence.words
                && let Some(from) =
                    went.get_mut(&super::matching::folded(words)).and_then(VecDeque::pop_front)
            {
                found.push((at, from));
            }
        }
        for (at, (from, sentence)) in found {
            let old_path = clauses.get(from).and_then(|clause| clause.path.old.clone());
            if let Some(sentence) = clauses.get_mut(index).and_then(|clause| clause.sentences.get_mut(at)) {
                sentence.moved = old_path;
            }
            let old = clauses.get_mut(from).and_then(|clause| clause.sentences.get_mut(sentence));
            if let Some(old) = old {
                old.moved.clone_from(&here);
            }
        }
    }
}
