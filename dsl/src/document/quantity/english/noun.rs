//! Noun phrases of English text: what stands behind a figure or before a word that binds it.

use crate::document::duty::bodies::word_at;
use crate::document::text::folded::Text;
use std::ops::Range;

/// The words behind an English figure that say what is counted: up to a comma, a verb, or the next `and`.
pub(crate) fn behind(text: &Text, from: usize, end: usize) -> Range<usize> {
    const ENDS: [&str; 25] = [
        "and", "will", "shall", "should", "by", "to", "in", "are", "is", "be", "for", "from", "at", "with",
        "through", "who", "which", "that", "must", "across", "on", "per", "or", "than", "if",
    ];
    let chars = text.chars();
    let most = end.min(from + 120);
    let stop = (from..most).find(|i| {
        matches!(chars.get(*i), Some(',' | ';' | '.' | '。' | '、' | '(' | ')' | ':'))
            || ENDS.iter().any(|word| word_at(chars, *i, word).is_some())
    });
    text.trim(from..stop.unwrap_or(most))
}
