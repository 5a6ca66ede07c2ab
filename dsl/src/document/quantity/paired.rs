//! Values that pair with the things before them: 分别达到60%和40%, 均达到90%.

use super::quantities::{Quantity, Relation};
use super::remarks;
use super::wording;
use crate::document::model::Comparator;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// What a figure belongs to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pair {
    /// The things it is said of; empty where the list before it does not fit.
    pub(crate) subjects: Vec<String>,
    /// Its place among the figures of the pair, from 0, and how many they are.
    pub(crate) place: usize,
    pub(crate) of: usize,
    /// The word that binds the first figure binds the others too.
    pub(crate) comparator: Option<Comparator>,
}

/// For each quantity, what 分别 or 均 before it pairs it with. Indexed like the quantities.
pub(crate) struct Pairs(Vec<Option<Pair>>);

impl Pairs {
    pub(crate) fn get(&self, i: usize) -> Option<&Pair> {
        self.0.get(i)?.as_ref()
    }
}

/// How far the first figure may stand from 分别.
const NEAR: usize = 14;

/// The pairs of a sentence. Linear in its length.
pub(crate) fn pairs(text: &Text, sentence: &Range<usize>, quantities: &[Quantity]) -> Pairs {
    let chars = text.chars();
    let mut pairs: Vec<Option<Pair>> = vec![None; quantities.len()];
    let mut next = 0;
    for at in sentence.clone() {
        let respectively = word_at(chars, at, "分别");
        let Some(end) = respectively.or_else(|| word_at(chars, at, "均")) else { continue };
        while quantities.get(next).is_some_and(|q| q.range.end <= at) {
            next += 1;
        }
        let ends = |i: Option<usize>| {
            i.and_then(|i| quantities.get(i)).map_or(sentence.start, |q| q.range.end.max(sentence.start))
        };
        let halved = next
            .checked_sub(1)
            .and_then(|i| quantities.get(i))
            .is_some_and(|q| matches!(q.relation, Relation::Times(_)) && q.range.end + 1 == at);
        let before = ends(next.checked_sub(1 + usize::from(halved)));
        let Some(first) = quantities.get(next).filter(|q| q.range.start <= end + NEAR) else { continue };
        let mut named = if halved { at..at } else { wording::before(text, before, at) };
        if named.is_empty() && respectively.is_some() {
            // 将甲、乙时限压缩一半，分别减至…: the list stands in the clause before.
            let comma = if halved { at - 1 } else { named.start.saturating_sub(1) };
            let clause = wording::before(text, before, comma.max(before));
            let verb = ["压缩", "缩短", "减少", "提高", "提升"]
                .iter()
                .find_map(|verb| wording::find(text, &clause, verb));
            named = text.trim(clause.start..verb.map_or(clause.end, |verb| verb.start));
        }
        if named.is_empty() && respectively.is_some() {
            named = named_before_rate(text, sentence, at).unwrap_or(named);
        }
        let named = behind_year(text, named);
        let named = wording::without_head(text, named, &["对", "将", "力争", "使", "确保", "实现", "其中"]);
        if respectively.is_none() {
            // 每年均 and 人均 say nothing of a list.
            let subjects = wording::subjects(text, &named);
            let list = subjects.len() > 1 && first.bound_before;
            if list && let Some(pair) = pairs.get_mut(next) {
                *pair = Some(Pair { subjects, ..Pair::default() });
            }
            continue;
        }
        let mut last = next;
        while let (Some(a), Some(b)) = (quantities.get(last), quantities.get(last + 1))
            && joined(text, a.range.end..b.range.start)
        {
            last += 1;
        }
        let of = last + 1 - next;
        let subjects = wording::subjects(text, &named);
        let comparator = first.binds().then(|| first.records().first().map(|r| r.0)).flatten();
        for (place, slot) in (next..=last).enumerate() {
            let own = if subjects.len() == of { subjects.get(place).cloned() } else { None };
            let label = quantities.get(slot).and_then(|q| remarks::bracket(text, q.range.end));
            let own = match (label, subjects.as_slice()) {
                (Some(label), [one]) if of > 1 => {
                    Some(format!("{one}{}", text.written(&(label.start - 1..label.end + 1))))
                }
                _ => own,
            };
            if let Some(pair) = pairs.get_mut(slot) {
                *pair = Some(Pair { subjects: own.into_iter().collect(), place, of, comparator });
            }
        }
    }
    // 突破1亿元、5亿元、10亿元: the word that binds the first of a list binds the others.
    for i in 1..quantities.len() {
        let (Some(a), Some(b)) = (quantities.get(i - 1), quantities.get(i)) else { continue };
        let bound = match pairs.get(i - 1).and_then(Option::as_ref) {
            Some(pair) => pair.comparator,
            None => a.binds().then(|| a.records().first().map(|r| r.0)).flatten(),
        };
        let run = bound.is_some() && a.kind == b.kind && a.unit == b.unit && !b.binds();
        if run
            && joined(text, a.range.end..b.range.start)
            && let Some(slot) = pairs.get_mut(i).filter(|slot| slot.is_none())
        {
            *slot = Some(Pair { comparator: bound, ..Pair::default() });
        }
    }
    Pairs(pairs)
}

/// `对甲、乙，按实际投入的20%，分别给予…`: the list stands before the clause that says at what rate.
fn named_before_rate(text: &Text, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let rate = wording::before(text, sentence.start, at.checked_sub(1)?);
    word_at(text.chars(), rate.start, "按")?;
    let named = wording::before(text, sentence.start, rate.start.checked_sub(1)?);
    word_at(text.chars(), named.start, "对").map(|_| named)
}

/// The words behind a year and behind 将 (2020年底前将甲、乙…).
fn behind_year(text: &Text, range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let digit = |at: usize| at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let year = range.clone().rev().find(|at| chars.get(*at) == Some(&'年') && digit(*at));
    let start = year.map_or(range.start, |at| at + 1);
    let start = wording::find(text, &(start..range.end), "将").map_or(start, |found| found.end);
    wording::without_head(text, text.trim(start..range.end), &["底", "末", "前", "以前"])
}

/// Whether only a list mark stands between two figures.
fn joined(text: &Text, between: Range<usize>) -> bool {
    // 60%(东部)、45%(中部).
    let label = remarks::bracket(text, between.start).map_or(between.start, |inner| inner.end + 1);
    let part = text.part(&(label.min(between.end)..between.end));
    !part.is_empty()
        && part.len() <= 3
        && part.iter().all(|c| matches!(c, '、' | '和' | '与' | '及' | ',' | '以'))
}
