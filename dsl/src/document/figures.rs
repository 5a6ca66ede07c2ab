//! Figures as documents write them: `10,000`, `1.2亿`, `5,000万`, `万家`, `三分之二`, `一百五十`; exact, never rounded.

use crate::{Number, numeral};

/// A figure and where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) value: Number,
    pub(super) end: usize,
    /// 余, 多: more than the figure.
    pub(super) more: bool,
}

/// Longest run of digits that is read as a figure.
const LONGEST: usize = 40;

/// The figure that begins at a place. Digits inside a word (`5G`, `A4`) are no figure.
pub(super) fn figure(chars: &[char], at: usize) -> Option<Figure> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    if before.is_ascii_alphanumeric() || matches!(before, '.' | '〔' | '第') {
        return None;
    }
    let (mut value, mut end) =
        arabic(chars, at).or_else(|| fraction(chars, at)).or_else(|| chinese(chars, at))?;
    let mut more = matches!(chars.get(end), Some('余' | '多'));
    end += usize::from(more);
    while let Some(power) = chars.get(end).and_then(|c| multiplier(*c)) {
        value = value * Number::from(power);
        end += 1;
    }
    if !more && matches!(chars.get(end), Some('余' | '多')) {
        (more, end) = (true, end + 1);
    }
    let after = chars.get(end).copied().unwrap_or(' ');
    (!after.is_ascii_alphanumeric()).then_some(Figure { value, end, more })
}

fn multiplier(c: char) -> Option<i64> {
    Some(match c {
        '百' => 100,
        '千' => 1_000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// `10,000`, `3.5`: a comma is part of a figure only between groups of three digits.
fn arabic(chars: &[char], at: usize) -> Option<(Number, usize)> {
    let run = |from: usize| chars.iter().skip(from).take(LONGEST).take_while(|c| c.is_ascii_digit()).count();
    let mut end = at + run(at);
    if end == at {
        return None;
    }
    let mut written: String = chars.get(at..end)?.iter().collect();
    while written.len() < LONGEST && chars.get(end) == Some(&',') && run(end + 1) == 3 && end - at <= LONGEST
    {
        written.extend(chars.get(end + 1..end + 4)?);
        end += 4;
    }
    if chars.get(end) == Some(&'.') && run(end + 1) > 0 {
        let part = run(end + 1);
        written.push('.');
        written.extend(chars.get(end + 1..end + 1 + part)?);
        end += 1 + part;
    }
    Some((written.parse().ok()?, end))
}

/// `百分之三十` is 3/10, `三分之二` is 2/3.
fn fraction(chars: &[char], at: usize) -> Option<(Number, usize)> {
    let run = |from: usize| {
        let length = chars.iter().skip(from).take(9).take_while(|c| numeral::is_chinese_numeral(**c)).count();
        let part = chars.get(from..from + length)?;
        let hundred = part == ['百'];
        let value = if hundred { 100 } else { numeral::chinese_number(part)? };
        Some((i64::from(value), from + length))
    };
    let (denominator, end) = run(at)?;
    if chars.get(end..end + 2) != Some(&['分', '之']) {
        return None;
    }
    let (numerator, end) = run(end + 2)?;
    Some((Number::fraction(numerator, denominator)?, end))
}

/// `一百五十`, `万家` (a multiplier alone is one of it).
fn chinese(chars: &[char], at: usize) -> Option<(Number, usize)> {
    if chars.get(at).and_then(|c| multiplier(*c)).is_some() {
        return Some((Number::from(1), at));
    }
    let length = chars.iter().skip(at).take(9).take_while(|c| numeral::is_chinese_numeral(**c)).count();
    let value = numeral::chinese_number(chars.get(at..at + length)?)?;
    Some((Number::from(i64::from(value)), at + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_exact_and_words_are_none() {
        let read = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            figure(&chars, 0).map(|f| format!("{}{}", f.value, if f.more { "+" } else { "" }))
        };
        for (text, value) in [
            ("10,000 enterprises", "10000"),
            ("5,000万元", "50000000"),
            ("1.2亿", "120000000"),
            ("2万亿元", "2000000000000"),
            ("万家", "10000"),
            ("千家", "1000"),
            ("万余家", "10000+"),
            ("一百五十", "150"),
            ("三分之二", "2/3"),
            ("百分之三十", "0.3"),
            ("3.5%", "3.5"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text}");
        }
        for text in ["5G", "A4", "", "thousands", "家"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
