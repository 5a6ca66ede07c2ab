//! Noun phrases of English text: what stands behind a figure or before a word that binds it.

use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// The words behind an English figure that say what is counted: up to a comma, a verb, or the next `and`.
pub(crate) fn behind(text: &Text, from: usize, end: usize) -> Range<usize> {
    const ENDS: [&str; 28] = [
        "and", "will", "shall", "should", "by", "to", "in", "are", "is", "be", "for", "from", "at", "with",
        "through", "who", "which", "that", "must", "across", "on", "per", "or", "than", "if", "against",
        "subject", "as",
    ];
    let chars = text.chars();
    let most = end.min(from + 120);
    let stop = (from..most).find(|i| {
        matches!(chars.get(*i), Some(',' | ';' | '.' | '。' | '、' | '(' | ')' | ':'))
            || ENDS.iter().any(|word| word_at(chars, *i, word).is_some())
    });
    text.trim(from..stop.unwrap_or(most))
}

/// What a share is of: as `behind`, and on through `and` where no figure and no clause of its own begins behind it.
pub(crate) fn base(text: &Text, from: usize, end: usize, next: usize) -> Range<usize> {
    let chars = text.chars();
    let first = behind(text, from, end);
    let Some(and) = word_at(chars, first.end + 1, "and").filter(|_| !first.is_empty()) else { return first };
    let second = behind(text, and, end);
    let apart = [
        "the", "a", "an", "its", "has", "have", "not", "up", "no", "at", "then", "is", "are", "more", "less",
        "fewer", "over",
    ]
    .iter()
    .any(|word| word_at(chars, second.start, word).is_some());
    let verb = word_at(chars, second.end + 1, "to").is_some();
    if second.is_empty() || apart || verb || next <= second.end + 1 { first } else { first.start..second.end }
}

/// Words behind which what is measured begins.
const OPENS: [&str; 25] = [
    "with",
    "whose",
    "having",
    "which",
    "have",
    "has",
    "had",
    "where",
    "if",
    "that",
    "when",
    "who",
    "provided that",
    "such that",
    "ensure",
    "means",
    "unless",
    "provide",
    "provides",
    "providing",
    "offer",
    "offers",
    "give",
    "gives",
    "receive",
];

/// Words before what is measured that are no part of it.
const HEADS: [&str; 38] = [
    "the",
    "a",
    "an",
    "and",
    "or",
    "if",
    "that",
    "its",
    "whose",
    "should",
    "must",
    "have",
    "has",
    "with",
    "which",
    "hires",
    "of",
    "having",
    "is",
    "*",
    "**",
    "either",
    "both",
    "their",
    "be",
    "-",
    "been",
    "in",
    "not",
    "availed of",
    "availed itself of",
    "availed",
    "but",
    "then",
    "it",
    "they",
    "you",
    "such",
];

/// Verbs, helpers and prepositions between what is measured and the words that bind its figure.
const TAILS: [&str; 104] = [
    "should",
    "shall",
    "must",
    "may",
    "will",
    "would",
    "does",
    "do",
    "did",
    "can",
    "cannot",
    "not",
    "no",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "of",
    "to",
    "a",
    "an",
    "the",
    "has",
    "have",
    "had",
    "that",
    "at",
    "on",
    "and",
    "for",
    "for any",
    "for a period",
    "for a period of",
    "provided",
    "with",
    "by",
    "in",
    "up",
    "as",
    "than",
    "it",
    "generally",
    "normally",
    "only",
    "also",
    "each",
    "currently",
    "in principle",
    "typically",
    "from",
    "account",
    "accounts",
    "accounted",
    "accounting",
    "reach",
    "reaches",
    "reached",
    "amounted",
    "represent",
    "represents",
    "represented",
    "constitute",
    "constitutes",
    "constituted",
    "make up",
    "makes up",
    "stand",
    "stands",
    "stood",
    "totals",
    "totalled",
    "totaled",
    "subject",
    "kept",
    "maintained",
    "equal",
    "equals",
    "employ",
    "employs",
    "employed",
    "spend",
    "spends",
    "spent",
    "holds",
    "held",
    "owns",
    "receive",
    "receives",
    "derive",
    "derives",
    "invest",
    "invests",
    "invested",
    "scores",
    "of which",
    "uses",
    "provided by",
    "scoring",
    "keep",
    "keeps",
    "accounting for",
];

/// The noun phrase at the end of a clause that leads up to a figure. Behind another figure the words up to the first
/// `and` or `or` are of that one.
pub(crate) fn before(text: &Text, clause: Range<usize>, behind_other: bool) -> Range<usize> {
    let chars = text.chars();
    // The sign of an item is no word of it.
    let close = (clause.start..clause.end.min(clause.start + 5)).find(|at| chars.get(*at) == Some(&')'));
    let sign = close.filter(|_| chars.get(clause.start) == Some(&'('));
    let mut range = sign.map_or(clause.clone(), |close| text.trim(close + 1..clause.end));
    // Behind another figure its words end at and, at the last where a noun phrase of its own begins.
    if behind_other {
        let joins: Vec<usize> = range
            .clone()
            .filter_map(|at| ["and", "or"].iter().find_map(|word| word_at(chars, at, word)))
            .collect();
        let article = |end: &&usize| {
            ["a", "an", "the", "its", "their", "has", "have", "whose", "total", "annual"]
                .iter()
                .any(|word| word_at(chars, **end + 1, word).is_some())
        };
        let cut = joins.iter().rev().find(article).or(joins.first());
        range = text.trim(cut.copied().unwrap_or(range.start).min(range.end)..range.end);
    }
    let tailless =
        |range: Range<usize>| crate::document::quantity::wording::without_tail(text, range, &TAILS);
    let headless =
        |range: Range<usize>| crate::document::quantity::wording::without_head(text, range, &HEADS);
    // raised from 30% to.
    if let Some(from) = range.clone().rev().find(|at| {
        word_at(chars, *at, "from").is_some_and(|end| chars.get(end + 1).is_some_and(char::is_ascii_digit))
    }) {
        range = text.trim(range.start..from);
    }
    range = tailless(range);
    // companies with a net worth of: the last part names the measure.
    let last = range.clone().rev().find_map(|at| {
        OPENS.iter().filter_map(|word| word_at(chars, at, word)).max().filter(|end| *end < range.end)
    });
    range = headless(text.trim(last.unwrap_or(range.start)..range.end));
    // The applicant shall employ: what stands before the helper is the subject.
    let helper = range.clone().find(|at| {
        ["shall", "must", "should", "will", "may"].iter().any(|word| word_at(chars, *at, word).is_some())
    });
    if let Some(helper) = helper.filter(|at| *at > range.start) {
        range = text.trim(range.start..helper);
    }
    headless(tailless(range))
}
