//! What a bracket right behind a figure adds to it: for whom it is softened, and which births an age means.

use super::wording;
use crate::document::text::folded::Text;
use std::ops::Range;

/// Longest bracket that is looked at.
const LONGEST: usize = 60;

/// The words in the bracket that opens here.
pub(crate) fn bracket(text: &Text, at: usize) -> Option<Range<usize>> {
    let chars = text.chars();
    if chars.get(at) != Some(&'(') {
        return None;
    }
    let close = (at + 1..at + LONGEST).find(|i| matches!(chars.get(*i), Some('(' | ')' | '。' | '\n')))?;
    (chars.get(close) == Some(&')')).then(|| text.trim(at + 1..close))
}

/// `(特殊行业可适当放宽)`: the waiver with its class.
pub(crate) fn waiver(text: &Text, at: usize) -> Option<String> {
    let inner = bracket(text, at)?;
    wording::has(text, &inner, &["可放宽", "可适当放宽", "适当放宽", "可以放宽", "可以适当放宽", "可酌情"])
        .then(|| text.written(&inner))
}

/// `(1979年1月1日及以后出生)`: the births that an age means.
pub(crate) fn births(text: &Text, at: usize) -> Option<String> {
    let inner = bracket(text, at)?;
    let dated = text.part(&inner).iter().any(char::is_ascii_digit);
    (dated && wording::has(text, &inner, &["出生"])).then(|| text.written(&inner))
}
