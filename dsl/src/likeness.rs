//! How like two wordings are: the words they share in order, counted exactly, and the figures that differ.

use crate::numeral::half_width;
use std::collections::BTreeMap;
use std::ops::Range;

/// Words of a wording that are compared; what is longer is compared by its beginning.
///
/// Comparing two wordings takes at most words × `MOST_WORDS` / 64 steps, so that comparing every sentence of a text
/// with a bounded number of others is linear in the text.
pub(crate) const MOST_WORDS: usize = 1_024;
/// Words on either side for which it is worked out which word stands for which.
const MOST_PAIRED: usize = 256;

/// A wording as words: a run of letters and figures is one word, each Chinese character is one, a figure with its
/// multiplier and per cent sign is one. Stops and spaces are none.
pub(crate) fn words(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let end = match kind(*c) {
            Kind::Figure => figure(&chars, at),
            Kind::Numeral => numeral(&chars, at),
            Kind::Letter => run(&chars, at, |kind| kind == Kind::Letter),
            Kind::Single => at + 1,
            Kind::Nothing => {
                at += 1;
                continue;
            }
        };
        words.push(chars.get(at..end).unwrap_or_default().iter().collect::<String>().to_lowercase());
        at = end;
    }
    words
}

/// Whether a word is a figure.
fn is_figure(word: &str) -> bool {
    word.chars().next().is_some_and(|c| matches!(kind(c), Kind::Figure | Kind::Numeral))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Figure,
    Numeral,
    Letter,
    Single,
    Nothing,
}

fn kind(c: char) -> Kind {
    match c {
        c if c.is_ascii_digit() => Kind::Figure,
        '〇' | '零' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
        | '千' | '万' | '亿' | '半' => Kind::Numeral,
        c if !c.is_alphanumeric() => Kind::Nothing,
        c if u32::from(c) >= 0x2E80 => Kind::Single,
        _ => Kind::Letter,
    }
}

fn run(chars: &[char], from: usize, of: impl Fn(Kind) -> bool) -> usize {
    from + chars.iter().skip(from).take_while(|c| of(kind(**c))).count()
}

/// `5,000万`, `3.5%`, `12`: digits, points and commas between digits, then a multiplier and a per cent sign.
fn figure(chars: &[char], from: usize) -> usize {
    let mut at = run(chars, from, |kind| kind == Kind::Figure);
    while matches!(chars.get(at), Some('.' | ',')) && chars.get(at + 1).is_some_and(char::is_ascii_digit) {
        at = run(chars, at + 1, |kind| kind == Kind::Figure);
    }
    while matches!(chars.get(at), Some('百' | '千' | '万' | '亿')) {
        at += 1;
    }
    if matches!(chars.get(at), Some('%' | '‰')) { at + 1 } else { at }
}

/// `三十`, `百分之三十`, `三分之一`.
fn numeral(chars: &[char], from: usize) -> usize {
    let at = run(chars, from, |kind| kind == Kind::Numeral);
    let part = chars.get(at) == Some(&'分') && chars.get(at + 1) == Some(&'之');
    if part && chars.get(at + 2).is_some_and(|c| kind(*c) == Kind::Numeral) {
        run(chars, at + 2, |kind| kind == Kind::Numeral)
    } else {
        at
    }
}

/// Whether at least half of the words of two wordings are shared, in order.
pub(crate) fn alike(a: &[String], b: &[String]) -> bool {
    let (a, b) = (start(a), start(b));
    let both = a.len() + b.len();
    // The shared words are at most those of the shorter wording.
    both > 0 && 4 * a.len().min(b.len()) >= both && 4 * shared(a, b) >= both
}

/// How like two wordings are, to tell the most like of several: shared words against all words, as a fraction.
pub(crate) fn likeness(a: &[String], b: &[String]) -> (usize, usize) {
    let (a, b) = (start(a), start(b));
    (2 * shared(a, b), a.len() + b.len())
}

fn start(words: &[String]) -> &[String] {
    words.get(..MOST_WORDS).unwrap_or(words)
}

/// The length of the longest common subsequence, exactly: one machine word holds 64 columns of the table
/// (Hyyrö's form of the row-wise method), so that a row takes `a.len() / 64` steps.
fn shared(a: &[String], b: &[String]) -> usize {
    let limbs = a.len().div_ceil(64);
    let mut places: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (at, word) in a.iter().enumerate() {
        let mask = places.entry(word).or_insert_with(|| vec![0; limbs]);
        if let Some(limb) = mask.get_mut(at / 64) {
            *limb |= 1 << (at % 64);
        }
    }
    // A zero bit says that the row grows by one there.
    let mut row = vec![u64::MAX; limbs];
    for word in b {
        let Some(mask) = places.get(word.as_str()) else { continue };
        let mut carry = false;
        for (limb, mask) in row.iter_mut().zip(mask) {
            let matched = *limb & mask;
            let (sum, over) = limb.overflowing_add(matched);
            let (sum, more) = sum.overflowing_add(u64::from(carry));
            carry = over || more;
            *limb = sum | (*limb & !mask);
        }
    }
    let zeros: usize = row.iter().map(|limb| limb.count_zeros() as usize).sum();
    zeros.min(a.len())
}

/// The figures that differ between two wordings: old and new, paired where they stand between the same words.
pub(crate) fn figures(old: &str, new: &str) -> Vec<(Option<String>, Option<String>)> {
    let (old, new) = (words(old), words(new));
    let mut changed = Vec::new();
    for (a, b) in gaps(&old, &new) {
        let figures = |words: &[String], range: Range<usize>| -> Vec<String> {
            let part = words.get(range).unwrap_or_default();
            part.iter().filter(|word| is_figure(word)).cloned().collect()
        };
        let (a, b) = (figures(&old, a), figures(&new, b));
        for at in 0..a.len().max(b.len()) {
            let (a, b) = (a.get(at).cloned(), b.get(at).cloned());
            if a != b {
                changed.push((a, b));
            }
        }
    }
    changed
}

/// The parts of two wordings between the words they share. Of very long ones the common beginning and end are cut
/// off, and the rest is one part.
fn gaps(a: &[String], b: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let left = a.len().min(b.len()) - same;
    let tail = a.iter().rev().zip(b.iter().rev()).take(left).take_while(|(x, y)| x == y).count();
    let (a_end, b_end) = (a.len() - tail, b.len() - tail);
    let (rows, columns) = (a_end - same, b_end - same);
    if rows > MOST_PAIRED || columns > MOST_PAIRED {
        return vec![(same..a_end, same..b_end)];
    }
    // The table of common subsequences from here to the end.
    let width = columns + 1;
    let mut table = vec![0u16; (rows + 1) * width];
    let word = |list: &'_ [String], at: usize| list.get(same + at).cloned();
    for row in (0..rows).rev() {
        let x = word(a, row);
        for column in (0..columns).rev() {
            let cell = |r: usize, c: usize| table.get(r * width + c).copied().unwrap_or(0);
            let value = if x.as_ref() == b.get(same + column) {
                cell(row + 1, column + 1) + 1
            } else {
                cell(row + 1, column).max(cell(row, column + 1))
            };
            if let Some(here) = table.get_mut(row * width + column) {
                *here = value;
            }
        }
    }
    let cell = |r: usize, c: usize| table.get(r * width + c).copied().unwrap_or(0);
    let mut gaps = Vec::new();
    let (mut row, mut column) = (0, 0);
    let (mut from_row, mut from_column) = (0, 0);
    while row < rows && column < columns {
        if a.get(same + row) == b.get(same + column) {
            gaps.push((same + from_row..same + row, same + from_column..same + column));
            (row, column) = (row + 1, column + 1);
            (from_row, from_column) = (row, column);
        } else if cell(row + 1, column) >= cell(row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    gaps.push((same + from_row..a_end, same + from_column..b_end));
    gaps.retain(|(a, b)| !a.is_empty() || !b.is_empty());
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_letters_characters_and_figures() {
        let shown = |text: &str| words(text).join("|");
        assert_eq!(shown("At least 10,000 firms, by 2025."), "at|least|10,000|firms|by|2025");
        assert_eq!(shown("达到１．５万家、3.5%，百分之三十。"), "达|到|1.5万|家|3.5%|百分之三十");
        assert_eq!(shown("三年内，三分之一以上"), "三|年|内|三分之一|以|上");
        assert_eq!(shown(" ，。"), "");
    }

    #[test]
    fn figures_that_differ_are_paired_between_the_same_words() {
        let shown = |old: &str, new: &str| {
            let side = |figure: Option<String>| figure.unwrap_or_else(|| "-".to_owned());
            let all = figures(old, new).into_iter().map(|(a, b)| format!("{}>{}", side(a), side(b)));
            all.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown("不低于3%，不少于10人", "不低于5%，不少于10人"), "3%>5%");
        assert_eq!(shown("10 firms in 3 years", "20 firms in 5 years"), "10>20 3>5");
        assert_eq!(shown("10 firms", "10 firms"), "");
        assert_eq!(shown("支持企业", "支持10家企业"), "->10");
        assert_eq!(shown("3年内完成", "尽快完成"), "3>-");
        let long = "字 ".repeat(2_000);
        assert_eq!(shown(&format!("a 1 {long}"), &format!("b 2 {long}")), "1>2");
        assert_eq!(shown(&format!("1 {long} 3"), &format!("2 {long} 4")), "1>2 3>4");
    }

    /// The textbook table, as the meaning.
    fn table(a: &[String], b: &[String]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (at, y) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn shared_words_are_counted_exactly(a in "[甲乙丙丁 ab]{0,200}", b in "[甲乙丙丁 ab]{0,200}") {
            let (a, b) = (words(&a), words(&b));
            prop_assert_eq!(shared(&a, &b), table(&a, &b));
            prop_assert_eq!(shared(&a, &b), shared(&b, &a));
            prop_assert_eq!(alike(&a, &a), !a.is_empty());
        }

        #[test]
        fn any_two_texts_can_be_compared(a in "\\PC{0,60}", b in "\\PC{0,60}") {
            let _ = figures(&a, &b);
            let _ = likeness(&words(&a), &words(&b));
        }
    }
}
