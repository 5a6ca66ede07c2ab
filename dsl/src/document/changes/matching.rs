//! The clauses of a document with what they hold, and which clause of one version is which of the other.

use super::pairs::NEAR;
use crate::document::model::*;
use crate::document::text::folded::Text;
use crate::document::text::source::Source;
use crate::likeness;
use std::collections::{BTreeMap, VecDeque};

/// A clause and what stands in it, without what stands in the clauses below it.
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    /// None for the preamble and the closing.
    pub(super) section: Option<&'a DocumentSection>,
    /// The place it stands under.
    pub(super) parent: Option<usize>,
    /// The heading, folded.
    pub(super) heading: String,
    pub(super) sentences: Vec<Said<'a>>,
    pub(super) responsibilities: Vec<&'a Responsibility>,
    pub(super) targets: Vec<&'a DocumentTarget>,
    pub(super) criteria: Vec<&'a DocumentCriterion>,
    pub(super) deadlines: Vec<&'a DocumentDeadline>,
}

/// A sentence.
pub(super) struct Said<'a> {
    /// As it stands in the text.
    pub(super) written: &'a str,
    /// Folded, without the number of its clause.
    pub(super) content: String,
}

impl Place<'_> {
    /// Whether it holds nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        let records =
            self.responsibilities.len() + self.targets.len() + self.criteria.len() + self.deadlines.len();
        self.section.is_none() && self.sentences.is_empty() && records == 0
    }

    /// Everything it says itself.
    fn whole(&self) -> String {
        let own = std::iter::once(self.heading.as_str());
        own.chain(self.sentences.iter().map(|said| said.content.as_str())).collect::<Vec<_>>().join("\n")
    }
}

/// The places of a document in its order: preamble, sections, closing.
pub(super) fn places<'a>(document: &'a Document, source: &Source<'a>) -> Vec<Place<'a>> {
    let mut places = vec![place("preamble", None)];
    let mut by_path: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for section in &document.sections {
        let start = section.span.start;
        let parent = section.path.rsplit_once('/').and_then(|(outer, _)| at(&by_path, outer, start));
        by_path.entry(&section.path).or_default().push((start, places.len()));
        places.push(Place {
            parent,
            heading: folded(&section.heading),
            ..place(&section.path, Some(section))
        });
    }
    let closing = places.len();
    places.push(place("closing", None));
    let find = |section: Option<&str>, span: Span| match section {
        Some("preamble") => Some(0),
        Some("closing") => Some(closing),
        Some(path) => at(&by_path, path, span.start),
        None => None,
    };
    for sentence in &document.sentences {
        let index = find(sentence.section.as_deref(), sentence.span);
        let Some(place) = index.and_then(|index| places.get_mut(index)) else { continue };
        let begins = place.section.filter(|section| section.span.start == sentence.span.start);
        // The heading of a section is compared as such.
        if sentence.kind == SentenceKind::Heading && begins.is_some_and(|s| !s.heading.is_empty()) {
            continue;
        }
        let written = source.cut(sentence.span);
        let content = without_sign(folded(written), begins.map(|section| folded(&section.sign)));
        place.sentences.push(Said { written, content });
    }
    for record in &document.responsibilities {
        let index = find(record.section.as_deref(), record.span);
        places.get_mut(index.unwrap_or(0)).into_iter().for_each(|place| place.responsibilities.push(record));
    }
    for record in &document.targets {
        let index = find(record.section.as_deref(), record.span);
        places.get_mut(index.unwrap_or(0)).into_iter().for_each(|place| place.targets.push(record));
    }
    for record in &document.criteria {
        let index = find(record.section.as_deref(), record.span);
        places.get_mut(index.unwrap_or(0)).into_iter().for_each(|place| place.criteria.push(record));
    }
    for record in &document.deadlines {
        let index = find(record.section.as_deref(), record.span);
        places.get_mut(index.unwrap_or(0)).into_iter().for_each(|place| place.deadlines.push(record));
    }
    places
}

fn place<'a>(path: &'a str, section: Option<&'a DocumentSection>) -> Place<'a> {
    Place {
        path,
        section,
        parent: None,
        heading: String::new(),
        sentences: Vec::new(),
        responsibilities: Vec::new(),
        targets: Vec::new(),
        criteria: Vec::new(),
        deadlines: Vec::new(),
    }
}

/// The last section of this path that begins no later; numbering may restart, so a path may be there twice.
fn at(by_path: &BTreeMap<&str, Vec<(usize, usize)>>, path: &str, start: usize) -> Option<usize> {
    let all = by_path.get(path)?;
    let before = all.partition_point(|(begins, _)| *begins <= start);
    all.get(before.saturating_sub(1)).map(|(_, index)| *index)
}

/// A text in one width, with single spaces.
pub(super) fn folded(text: &str) -> String {
    let text = Text::new(text);
    text.chars().iter().collect::<String>().trim().to_owned()
}

/// A sentence without the number of the clause it begins: a clause that is only renumbered says the same.
fn without_sign(content: String, sign: Option<String>) -> String {
    let rest = sign.filter(|sign| !sign.is_empty()).and_then(|sign| {
        let rest = content.strip_prefix(sign.as_str())?;
        Some(rest.trim_start_matches([' ', '.', '、', ',', ':', ')']).to_owned())
    });
    rest.unwrap_or(content)
}

/// For each old place the new place that is the same clause.
pub(super) fn matched(old: &[Place<'_>], new: &[Place<'_>]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { of: vec![None; old.len()], taken: vec![false; new.len()] };
    // The unnumbered paragraphs are each other's.
    pairs.join(0, 0);
    pairs.join(old.len() - 1, new.len() - 1);
    by_sentences(old, new, &mut pairs);
    // Of clauses that say the same several times over, each is the one at its own place, else in its own turn.
    by_key(old, new, &mut pairs, |place| Some(format!("{}\n{}", place.path, place.whole())));
    by_key(old, new, &mut pairs, |place| Some(place.heading.clone()).filter(|heading| !heading.is_empty()));
    by_key(old, new, &mut pairs, |place| Some(place.whole()).filter(|whole| !whole.is_empty()));
    by_likeness(old, new, &mut pairs);
    // A clause whose own words are all new is still the clause that holds the same clauses.
    by_parts(old, new, &mut pairs);
    pairs.of
}

struct Pairs {
    of: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs {
    /// Joins two places, unless one of them is joined already.
    fn join(&mut self, old: usize, new: usize) {
        if !self.is_free(old, new) {
            return;
        }
        if let (Some(of), Some(taken)) = (self.of.get_mut(old), self.taken.get_mut(new)) {
            (*of, *taken) = (Some(new), true);
        }
    }

    fn is_free(&self, old: usize, new: usize) -> bool {
        self.of.get(old) == Some(&None) && self.taken.get(new) == Some(&false)
    }

    /// Joins the places with the most votes for each other first.
    fn elect(&mut self, votes: BTreeMap<(usize, usize), usize>) {
        let mut votes: Vec<((usize, usize), usize)> = votes.into_iter().collect();
        votes.sort_by_key(|((old, new), count)| (usize::MAX - count, *old, *new));
        for ((old, new), _) in votes {
            self.join(old, new);
        }
    }
}

/// Every sentence that stands once in each text votes for the clauses it stands in.
fn by_sentences(old: &[Place<'_>], new: &[Place<'_>], pairs: &mut Pairs) {
    let once = |places: &[Place<'_>]| -> BTreeMap<String, Option<usize>> {
        let mut met: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for (index, place) in places.iter().enumerate() {
            for sentence in &place.sentences {
                met.entry(sentence.content.clone()).and_modify(|at| *at = None).or_insert(Some(index));
            }
        }
        met
    };
    let (old, new) = (once(old), once(new));
    let mut votes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (content, at) in old {
        if let (Some(at), Some(Some(there))) = (at, new.get(&content)) {
            *votes.entry((at, *there)).or_insert(0) += 1;
        }
    }
    pairs.elect(votes);
}

/// Of the others, clauses with one key, in their order.
fn by_key(
    old: &[Place<'_>],
    new: &[Place<'_>],
    pairs: &mut Pairs,
    key: impl Fn(&Place<'_>) -> Option<String>,
) {
    let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, place) in new.iter().enumerate().filter(|(index, _)| pairs.taken.get(*index) == Some(&false))
    {
        if let Some(key) = key(place) {
            waiting.entry(key).or_default().push_back(index);
        }
    }
    for (index, place) in old.iter().enumerate() {
        let key = key(place).filter(|_| pairs.of.get(index) == Some(&None));
        if let Some(there) = key.and_then(|key| waiting.get_mut(&key)).and_then(VecDeque::pop_front) {
            pairs.join(index, there);
        }
    }
}

/// Of the others, clauses between the same neighbours whose words are at least half the same; the most like first.
fn by_likeness(old: &[Place<'_>], new: &[Place<'_>], pairs: &mut Pairs) {
    let words = |place: &Place<'_>| {
        let mut words = likeness::words(&place.heading);
        for sentence in &place.sentences {
            if words.len() > likeness::MOST_WORDS {
                break;
            }
            words.extend(likeness::words(&sentence.content));
        }
        words
    };
    let new_words: Vec<Vec<String>> = new
        .iter()
        .zip(&pairs.taken)
        .map(|(place, taken)| if *taken { Vec::new() } else { words(place) })
        .collect();
    // Where the clause before stands in the newer text: what follows it is looked at.
    let mut after = 0;
    for (index, place) in old.iter().enumerate() {
        if let Some(there) = pairs.of.get(index).copied().flatten() {
            after = there;
            continue;
        }
        let mine = words(place);
        let mut best: Option<((usize, usize), usize)> = None;
        let free = (after + 1..new.len()).take(2 * NEAR).filter(|there| pairs.is_free(index, *there));
        for there in free.take(NEAR) {
            let Some(theirs) = new_words.get(there).filter(|theirs| likeness::alike(&mine, theirs)) else {
                continue;
            };
            let (shared, all) = likeness::likeness(&mine, theirs);
            if best.is_none_or(|((s, a), _)| shared * a > s * all) {
                best = Some(((shared, all), there));
            }
        }
        if let Some((_, there)) = best {
            pairs.join(index, there);
            after = there;
        }
    }
}

/// Of the others, clauses whose parts are each other's, from the innermost out.
fn by_parts(old: &[Place<'_>], new: &[Place<'_>], pairs: &mut Pairs) {
    let mut votes: BTreeMap<usize, BTreeMap<(usize, usize), usize>> = BTreeMap::new();
    let deepest = old.iter().filter_map(|place| place.section).map(|s| s.level).max().unwrap_or(0).min(12);
    for level in (1..=deepest).rev() {
        for (index, place) in old.iter().enumerate() {
            let here = place.section.is_some_and(|section| section.level.min(12) == level);
            let there = pairs.of.get(index).copied().flatten().and_then(|there| new.get(there));
            if let (true, Some(outer), Some(new_outer)) = (here, place.parent, there.and_then(|p| p.parent)) {
                *votes.entry(level).or_default().entry((outer, new_outer)).or_insert(0) += 1;
            }
        }
        pairs.elect(votes.remove(&level).unwrap_or_default());
    }
}
