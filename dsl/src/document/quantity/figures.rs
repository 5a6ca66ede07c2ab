//! Figures as documents write them, in Chinese and English: exact, never rounded; and what looks like one and is none.

use super::units;
use crate::document::text::folded::is_han;
use crate::document::text::words::word_at;
use crate::{Number, numeral};

/// A figure and where it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) value: Number,
    pub(crate) end: usize,
    /// 余, 多: more than the figure.
    pub(crate) more: bool,
    /// The product of its multipliers (`5,000万` has 10,000), which a range hands to its first figure.
    pub(crate) scale: Number,
    /// Written in words, where a figure is often none (`一个窗口`).
    pub(crate) worded: bool,
    /// `百分之三十` carries its unit in itself.
    pub(crate) share: Option<&'static str>,
}

/// Longest run of digits that is read as a figure.
const LONGEST: usize = 40;
/// Longest run of Chinese numerals.
const LONGEST_CHINESE: usize = 12;

/// The figure that begins at a place. Digits inside a word or a number of something (`5G`, `A4`, `第3`, `3.2.1`,
/// `020-12345678`) are no figure.
pub(crate) fn figure(chars: &[char], at: usize) -> Option<Figure> {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let second = at.checked_sub(2).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let here = *chars.get(at)?;
    if here.is_ascii_alphabetic() {
        return english(chars, at);
    }
    let inside = before.is_ascii_alphanumeric() || matches!(before, '.' | '〔' | '第' | '+' | '#' | '*');
    let counted = matches!(before, ',' | '-' | '/' | ':') && (second.is_ascii_alphanumeric());
    // 数十家 and 几百家 give no figure, 上百家 none to rely on.
    let vague = !here.is_ascii_digit()
        && (matches!(before, '数' | '几') || (before == '上' && multiplier(here).is_some()));
    let inside_numeral = !here.is_ascii_digit() && is_numeral(before);
    if inside || vague || inside_numeral || (counted && !matches!(before, '-' if second.is_ascii_digit())) {
        return None;
    }
    let read = arabic(chars, at).or_else(|| fraction(chars, at)).or_else(|| chinese(chars, at))?;
    let read = multiplied(chars, read);
    let after = chars.get(read.end).copied().unwrap_or(' ');
    let next = chars.get(read.end + 1).copied().unwrap_or(' ');
    let goes_on = matches!(after, '.' | '+' | '*') && next.is_ascii_alphanumeric();
    let times = matches!(after, 'x' | 'X') && !next.is_ascii_alphanumeric();
    let word = after.is_ascii_alphanumeric() && !times && units::symbol(chars, read.end).is_none();
    let numeral = is_numeral(after) && !begins_unit(chars, read.end);
    (!word && !goes_on && !numeral).then_some(read)
}

/// Whether a character can stand in a Chinese numeral of any size.
pub(crate) fn is_numeral(c: char) -> bool {
    numeral::is_chinese_numeral(c) || multiplier(c).is_some()
}

fn plain(value: Number, end: usize, worded: bool) -> Figure {
    Figure { value, end, more: false, scale: Number::from(1), worded, share: None }
}

/// The multipliers behind a figure, and the words by which it is more than it says.
fn multiplied(chars: &[char], mut read: Figure) -> Figure {
    let more = |at: usize| matches!(chars.get(at), Some('余' | '多'));
    if read.share.is_some() {
        return read;
    }
    read.more = more(read.end);
    read.end += usize::from(read.more);
    while let Some(power) =
        chars.get(read.end).and_then(|c| multiplier(*c)).filter(|_| !begins_unit(chars, read.end))
    {
        read.value = read.value * Number::from(power);
        read.scale = read.scale * Number::from(power);
        read.end += 1;
    }
    if !read.more && more(read.end) {
        read.more = true;
        read.end += 1;
    }
    // Rs. 1 lakh crore.
    for _ in 0..2 {
        let Some(scaled) = western(chars, read.end).filter(|_| read.end > 0) else { break };
        read.value = read.value * Number::from(scaled.0);
        read.scale = read.scale * Number::from(scaled.0);
        read.end = scaled.1;
    }
    read
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

/// 千克, 千瓦 and 千米 are units of their own.
fn begins_unit(chars: &[char], at: usize) -> bool {
    chars.get(at) == Some(&'千')
        && matches!(chars.get(at + 1), Some('克' | '瓦' | '米' | '伏' | '卡' | '焦' | '帕' | '赫'))
}

/// ` million`, `bn`, ` crore` behind a figure.
fn western(chars: &[char], at: usize) -> Option<(i64, usize)> {
    const WORDS: [(&str, i64); 13] = [
        ("hundred", 100),
        ("thousand", 1_000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("trillion", 1_000_000_000_000),
        ("crores", 10_000_000),
        ("crore", 10_000_000),
        ("lakhs", 100_000),
        ("lakh", 100_000),
        ("lacs", 100_000),
        ("bn", 1_000_000_000),
        ("mn", 1_000_000),
        ("m", 1_000_000),
    ];
    let spaced = chars.get(at) == Some(&' ');
    let from = at + usize::from(spaced);
    WORDS.iter().find_map(|(word, power)| {
        // `5 m` is a length, `5m` behind a currency a sum; a single letter is read where it touches its figure.
        if word.len() == 1 && spaced {
            return None;
        }
        let letters = chars.get(from..from + word.len())?;
        let same = letters.iter().zip(word.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
        let after = chars.get(from + word.len()).is_some_and(|c| c.is_ascii_alphanumeric());
        (same && !after).then_some((*power, from + word.len()))
    })
}

/// `10,000`, `3.5`: a comma is part of a figure only between groups of three digits.
fn arabic(chars: &[char], at: usize) -> Option<Figure> {
    let run = |from: usize| chars.iter().skip(from).take(LONGEST).take_while(|c| c.is_ascii_digit()).count();
    let mut end = at + run(at);
    if end == at {
        return None;
    }
    let mut written: String = chars.get(at..end)?.iter().collect();
    let grouped = written.len() <= 3;
    while grouped && written.len() < LONGEST && chars.get(end) == Some(&',') && run(end + 1) == 3 {
        written.extend(chars.get(end + 1..end + 4)?);
        end += 4;
    }
    // EUR 15 000 000: groups of three set apart by a space.
    while grouped && chars.get(end) == Some(&' ') && run(end + 1) == 3 && written.len() < LONGEST {
        written.extend(chars.get(end + 1..end + 4)?);
        end += 4;
    }
    if chars.get(end) == Some(&'.') && run(end + 1) > 0 {
        let part = run(end + 1);
        written.push('.');
        written.extend(chars.get(end + 1..end + 1 + part)?);
        end += 1 + part;
    }
    // `5m` and `1.5bn` are read by their letters, `5G` is a name.
    let scaled = western(chars, end).is_some();
    let letter = chars.get(end).is_some_and(|c| c.is_ascii_alphabetic() && !is_han(*c))
        && units::symbol(chars, end).is_none();
    let times = matches!(chars.get(end), Some('x' | 'X' | '×'));
    if letter && !scaled {
        let after = chars.get(end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
        if !times || after {
            return None;
        }
        // The sign of a multiple stays behind the figure; its unit is read from it.
        return Some(plain(written.parse().ok()?, end, false));
    }
    Some(plain(written.parse().ok()?, end, false))
}

/// `百分之三十` is 30 with its unit, `三分之二` is 2/3.
fn fraction(chars: &[char], at: usize) -> Option<Figure> {
    let whole = |from: usize| {
        let part = chinese_run(chars, from)?;
        let hundred = match part {
            ['百'] => Some(100),
            ['千'] => Some(1_000),
            ['万'] => Some(10_000),
            _ => None,
        };
        let value = hundred.or_else(|| numeral::chinese_number(part).map(i64::from))?;
        Some((value, from + part.len()))
    };
    let (denominator, end) = whole(at)?;
    if chars.get(end..end + 2) != Some(&['分', '之']) {
        return None;
    }
    let numerator = arabic(chars, end + 2).or_else(|| decimal(chars, end + 2)).or_else(|| {
        let (value, end) = whole(end + 2)?;
        Some(plain(Number::from(value), end, true))
    })?;
    let share = match denominator {
        100 => Some("%"),
        1_000 => Some("‰"),
        _ => None,
    };
    let value = match share {
        Some(_) => numerator.value,
        None => numerator.value.divided_by(&Number::from(denominator))?,
    };
    Some(Figure { share, ..plain(value, numerator.end, true) })
}

/// `三点五`.
fn decimal(chars: &[char], at: usize) -> Option<Figure> {
    let whole = chinese_run(chars, at)?;
    let point = at + whole.len();
    if chars.get(point) != Some(&'点') {
        return None;
    }
    let digits: String = chars
        .iter()
        .skip(point + 1)
        .take(LONGEST_CHINESE)
        .map_while(|c| numeral::chinese_digit(*c))
        .map(|digit| digit.to_string())
        .collect();
    let before = if whole == ['零'] { 0 } else { numeral::chinese_number(whole)? };
    let value = format!("{before}.{digits}").parse().ok()?;
    Some(plain(value, point + 1 + digits.len(), true))
}

fn chinese_run(chars: &[char], at: usize) -> Option<&[char]> {
    let length = chars
        .iter()
        .skip(at)
        .take(LONGEST_CHINESE)
        .take_while(|c| numeral::is_chinese_numeral(**c) || **c == '万')
        .count();
    // 万 is a denominator, elsewhere a multiplier that is read behind the run.
    let run = chars.get(at..at + length)?;
    let run = if run.len() > 1 { run.split(|c| *c == '万').next()? } else { run };
    (!run.is_empty()).then_some(run)
}

/// `一百五十`, `两亿五千万`, `半`, `万家` (a multiplier alone is one of it).
fn chinese(chars: &[char], at: usize) -> Option<Figure> {
    let here = *chars.get(at)?;
    if here == '半' {
        return Some(plain(Number::fraction(1, 2)?, at + 1, true));
    }
    if chars.get(at..at + 2) == Some(&['一', '半']) {
        return Some(plain(Number::fraction(1, 2)?, at + 2, true));
    }
    if multiplier(here).is_some() {
        if begins_unit(chars, at) {
            return None;
        }
        return Some(plain(Number::from(1), at, true));
    }
    if let Some(read) = decimal(chars, at) {
        return Some(read);
    }
    let mut total = Number::zero();
    let mut from = at;
    // Each round reads one part with its multiplier: 两亿 | 五千万 | 三百.
    for _ in 0..3 {
        let length = chars
            .iter()
            .skip(from)
            .take(LONGEST_CHINESE)
            .take_while(|c| numeral::is_chinese_numeral(**c))
            .count();
        let Some(value) = chars.get(from..from + length).and_then(numeral::chinese_number) else { break };
        let end = from + length;
        let mut next = end;
        let mut part = Number::from(i64::from(value));
        while let Some(power @ ('万' | '萬' | '亿' | '億')) = chars.get(next) {
            part = part * Number::from(multiplier(*power).unwrap_or(1));
            next += 1;
        }
        let goes_on = next > end && chars.get(next).is_some_and(|c| numeral::is_chinese_numeral(*c));
        if !goes_on {
            // A numeral of one part leaves its multiplier to be read behind it, as behind digits.
            let alone = from == at;
            return Some(if alone {
                plain(Number::from(i64::from(value)), end, true)
            } else {
                plain(total + part, next, true)
            });
        }
        total = total + part;
        from = next;
    }
    None
}

const WORDS: [(&str, i64); 28] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("half", 0),
];

/// The English number word at a place, and where it ends; `half` is 0.
pub(crate) fn number_word(chars: &[char], at: usize) -> Option<(i64, usize)> {
    WORDS.iter().find_map(|(word, n)| word_at(chars, at, word).map(|end| (*n, end)))
}

/// `twenty (20)`, `thirty-five`, `one hundred`, `two-thirds`, `half`; a word alone is often no figure, and is marked.
fn english(chars: &[char], at: usize) -> Option<Figure> {
    let word = |at: usize| number_word(chars, at);
    let (first, mut end) = word(at)?;
    let hyphen = at.checked_sub(1).and_then(|i| chars.get(i)) == Some(&'-');
    if hyphen {
        return None;
    }
    if first == 0 {
        return Some(plain(Number::fraction(1, 2)?, end, true));
    }
    let mut value = first;
    let joined = |end: usize| matches!(chars.get(end), Some('-' | ' ')).then_some(end + 1);
    if first >= 20
        && let Some((second, next)) = joined(end).and_then(word)
        && (1..10).contains(&second)
    {
        (value, end) = (value + second, next);
    }
    for (part, denominator) in [
        ("half", 2),
        ("third", 3),
        ("thirds", 3),
        ("quarter", 4),
        ("quarters", 4),
        ("fifth", 5),
        ("fifths", 5),
    ] {
        if let Some(next) = joined(end).and_then(|i| word_at(chars, i, part)) {
            return Some(plain(Number::fraction(value, denominator)?, next, true));
        }
    }
    let mut read = cardinal(chars, value, end);
    // The digits in the bracket say the same again.
    if chars.get(read.end..read.end + 2) == Some(&[' ', '('])
        && let Some(again) = arabic(chars, read.end + 2)
        && chars.get(again.end) == Some(&')')
        && again.value == read.value
    {
        read.end = again.end + 1;
        read.worded = false;
    }
    Some(read)
}

/// `one hundred crore`, `two hundred and fifty`, `one thousand two hundred`.
fn cardinal(chars: &[char], first: i64, at: usize) -> Figure {
    let (mut whole, mut part, mut end) = (Number::zero(), Number::from(first), at);
    let (mut scale, mut added) = (Number::from(1), false);
    // Each round reads a multiplier, or the number that goes on behind hundred or thousand.
    for _ in 0..8 {
        if let Some((power, next)) = western(chars, end) {
            let power = Number::from(power);
            scale = scale * power.clone();
            if power == Number::from(100) {
                part = part * power;
            } else {
                whole = (whole + part) * power;
                part = Number::zero();
            }
            end = next;
            continue;
        }
        let space = |at: usize| (chars.get(at) == Some(&' ')).then_some(at + 1);
        let goes_on = scale >= Number::from(100) && !added;
        let from =
            space(end).filter(|_| goes_on).map(|at| word_at(chars, at, "and").and_then(space).unwrap_or(at));
        let Some((more, next)) = from.and_then(|at| number_word(chars, at)).filter(|(n, _)| *n > 0) else {
            break;
        };
        let digit = (more >= 20)
            .then(|| space(next).or_else(|| (chars.get(next) == Some(&'-')).then_some(next + 1)))
            .flatten()
            .and_then(|at| number_word(chars, at))
            .filter(|(n, _)| (1..10).contains(n));
        let (more, next) = digit.map_or((more, next), |(n, next)| (more + n, next));
        part = part + Number::from(more);
        end = next;
        added = western(chars, end).is_none();
    }
    let scale = if added { Number::from(1) } else { scale };
    Figure { scale, ..plain(whole + part, end, true) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        figure(&chars, 0)
            .map(|f| format!("{}{}{}", f.value, f.share.unwrap_or_default(), if f.more { "+" } else { "" }))
    }

    #[test]
    fn figures_are_exact_and_words_are_none() {
        for (text, value) in [
            ("10,000 enterprises", "10000"),
            ("5,000万元", "50000000"),
            ("1.2亿", "120000000"),
            ("10亿", "1000000000"),
            ("2万亿元", "2000000000000"),
            ("万家", "10000"),
            ("千家", "1000"),
            ("万余家", "10000+"),
            ("十多家", "10+"),
            ("3000余万元", "30000000+"),
            ("一百五十", "150"),
            ("三百", "300"),
            ("两年", "2"),
            ("半年", "0.5"),
            ("一半,", "0.5"),
            ("十万人", "100000"),
            ("一千二百万元", "12000000"),
            ("三分之二", "2/3"),
            ("百分之三十", "30%"),
            ("百分之三点五", "3.5%"),
            ("百分之30", "30%"),
            ("千分之五", "5‰"),
            ("3.5%", "3.5"),
            ("0.3 billion", "300000000"),
            ("100 Crore", "1000000000"),
            ("10 Lakh", "1000000"),
            ("5m in grants", "5000000"),
            ("1.5bn", "1500000000"),
            ("20x by", "20"),
            ("one crore rupees", "10000000"),
            ("twenty (20) days", "20"),
            ("thirty-five staff", "35"),
            ("two-thirds of", "2/3"),
            ("one third", "1/3"),
            ("one hundred persons", "100"),
            ("one hundred crore rupees", "1000000000"),
            ("two hundred and fifty staff", "250"),
            ("one thousand two hundred", "1200"),
            ("one hundred and twenty-five thousand", "125000"),
            ("1 lakh crore", "1000000000000"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text}");
        }
        for text in
            ["5G", "A4", "", "thousands", "家", "3.2.1", "十四五", "3D", "4K", "1+3", "none", "tension"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_figure_inside_something_longer_is_none() {
        for (text, at) in
            [("十二条", 1), ("第3条", 1), ("COVID-19", 6), ("〔2021〕", 1), ("12,345", 3), ("1.5", 2)]
        {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(figure(&chars, at), None, "{text}");
        }
    }
}
