//! Words at a place of a text.

use super::folded::is_han;

/// Where a word of letters begins, or any Chinese character stands.
pub(crate) fn begins_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let here = chars.get(at).copied().unwrap_or(' ');
    is_han(here) || (here.is_alphanumeric() && !before.is_alphanumeric())
}

/// Where this word ends if it stands at a place as a whole word; letters in either case.
#[inline]
pub(crate) fn word_at(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    for expected in word.chars() {
        if !chars.get(end).is_some_and(|c| c.eq_ignore_ascii_case(&expected)) {
            return None;
        }
        end += 1;
    }
    let letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| c.is_ascii_alphanumeric());
    let after = chars.get(end).is_some_and(|c| c.is_ascii_alphanumeric());
    (!(letters && (before || after))).then_some(end)
}

/// Where the first of these words ends that stands at a place and ends before `end`.
pub(crate) fn word(chars: &[char], at: usize, end: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let mut to = at;
        for wanted in word.chars() {
            if to >= end || chars.get(to) != Some(&wanted) {
                return None;
            }
            to += 1;
        }
        Some(to)
    })
}
