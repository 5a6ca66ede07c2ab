//! What stands before a figure and says of what it is: the base of a share, the year of a level.

use super::comparators::{self, Before};
use super::units::{Kind, Unit};
use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;
use std::ops::Range;

/// The year right before a figure (`2025年的80%`, `2025年80%`), and where it begins.
pub(crate) fn year_of(chars: &[char], from: usize, at: usize) -> Option<(i32, usize)> {
    let end = at - usize::from(at > 0 && chars.get(at - 1) == Some(&'的'));
    let start = end.checked_sub(5).filter(|start| *start >= from)?;
    let inside = start.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let digits = chars.get(start..start + 4)?;
    let row = digits.iter().all(char::is_ascii_digit) && chars.get(start + 4) == Some(&'年');
    let year: i32 = digits.iter().collect::<String>().parse().ok().filter(|_| row && !inside)?;
    (1950..2200).contains(&year).then_some((year, start))
}

pub(crate) fn figure_is_share(unit: Option<&Unit>) -> bool {
    unit.is_some_and(|unit| unit.kind == Kind::Share)
}

/// `不超过总投资30%`: as with 的, where the word is one of a limit.
pub(crate) fn limit_of_base(
    chars: &[char],
    from: usize,
    at: usize,
) -> (Option<Before>, Option<Range<usize>>) {
    const LIMITS: [&str; 5] = ["不超过", "不高于", "不得超过", "不低于", "不少于"];
    let start = (from..at)
        .rev()
        .take(16)
        .take_while(|i| chars.get(*i).is_some_and(|c| is_han(*c) && !matches!(c, '、' | '平' | '均')));
    let limited = start.filter(|i| LIMITS.iter().any(|word| word_at(chars, *i, word).is_some())).last();
    match limited {
        Some(_) => base(chars, from, at),
        None => (None, None),
    }
}

/// `不超过项目总投资的30%`: the word that binds stands before the base of the share.
pub(crate) fn base(chars: &[char], from: usize, end: usize) -> (Option<Before>, Option<Range<usize>>) {
    for start in (from + 1..end).rev().take(30) {
        if matches!(chars.get(start), Some(',' | ';' | '。' | ':' | '(' | ')')) {
            break;
        }
        // 按 and 按照 name a base and bind nothing.
        if chars.get(start) == Some(&'按') {
            let start = start + 1 + usize::from(matches!(chars.get(start + 1), Some('照' | '其')));
            return (None, (start < end).then_some(start..end));
        }
        // Most characters end no word that binds; looking each up would cost more than the rest of the reader.
        let ends_word = chars
            .get(start - 1)
            .is_some_and(|c| "于过到至达满少低高多大长为约近在等足出破逾超≥≤><".contains(*c));
        if !ends_word {
            continue;
        }
        if let Some(before) =
            comparators::before_chinese(chars, from, start).filter(|b| b.bind.is_some() && start > from)
        {
            return (Some(before), Some(start..end));
        }
    }
    (None, None)
}
