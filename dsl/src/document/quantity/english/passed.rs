//! What holds figures in English text and is no quantity: spans of years, citations of codes, telephone numbers.

use crate::document::text::words::word_at;

/// Where what begins here ends, if it is to be passed over.
pub(crate) fn over(chars: &[char], at: usize) -> Option<usize> {
    let here = *chars.get(at)?;
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    if before.is_ascii_alphanumeric() {
        return None;
    }
    if here.is_ascii_alphabetic() {
        return fiscal(chars, at).or_else(|| contact(chars, at)).or_else(|| super::window::over(chars, at));
    }
    if here == '+' || here.is_ascii_digit() {
        return years(chars, at).or_else(|| citation(chars, at)).or_else(|| telephone(chars, at));
    }
    None
}

fn run(chars: &[char], at: usize) -> usize {
    chars.iter().skip(at).take(20).take_while(|c| c.is_ascii_digit()).count()
}

fn number(chars: &[char], at: usize, length: usize) -> Option<u32> {
    chars.get(at..at + length)?.iter().collect::<String>().parse().ok()
}

/// `2024-25`, `2024/25`, `2024–2028`.
fn years(chars: &[char], at: usize) -> Option<usize> {
    if run(chars, at) != 4 || !matches!(chars.get(at + 4), Some('-' | '–' | '—' | '/')) {
        return None;
    }
    let first = number(chars, at, 4).filter(|year| (1900..2200).contains(year))?;
    let length = run(chars, at + 5);
    let second = number(chars, at + 5, length)?;
    let follows = match length {
        2 => second == (first + 1) % 100 || second > first % 100,
        4 => second > first && second < first + 60,
        _ => false,
    };
    follows.then_some(at + 5 + length)
}

/// `FY2027`, `FY 2026-27`, `FY28`.
fn fiscal(chars: &[char], at: usize) -> Option<usize> {
    if chars.get(at..at + 2) != Some(&['F', 'Y']) {
        return None;
    }
    let from = at + 2 + usize::from(matches!(chars.get(at + 2), Some(' ' | '-')));
    let length = run(chars, from);
    matches!(length, 2 | 4).then(|| years(chars, from).unwrap_or(from + length))
}

/// `44 U.S.C. 3502(1)`, `21 CFR 11.10`, `85 Fed. Reg. 12345`, `110 Stat. 186`.
fn citation(chars: &[char], at: usize) -> Option<usize> {
    const CODES: [&str; 12] = [
        "U.S.C.",
        "U.S.C",
        "USC",
        "U.S. Code",
        "C.F.R.",
        "CFR",
        "Fed. Reg.",
        "F.R.",
        "FR",
        "Stat.",
        "L.R.",
        "U.S.",
    ];
    let end = at + run(chars, at);
    let from = end + usize::from(chars.get(end) == Some(&' '));
    let code = CODES.iter().find_map(|code| {
        let letters = chars.get(from..from + code.len())?;
        (letters.iter().copied().eq(code.chars())).then_some(from + code.len())
    })?;
    let number = code + usize::from(chars.get(code) == Some(&' '));
    let part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '(' | ')' | '.' | '-' | '§');
    let length = chars.iter().skip(number).take(30).take_while(part).count();
    (from > end && run(chars, number) > 0).then(|| {
        let end = number + length;
        end - usize::from(chars.get(end - 1) == Some(&'.'))
    })
}

/// `010-68200000`, `+44 20 7946 0000`, `1-800-555-0199`: digits no quantity would have.
fn telephone(chars: &[char], at: usize) -> Option<usize> {
    let plus = chars.get(at) == Some(&'+');
    let first = at + usize::from(plus);
    let mut groups = Vec::new();
    let (mut end, mut from) = (first, first);
    for _ in 0..6 {
        let length = run(chars, from);
        if length == 0 {
            break;
        }
        groups.push(length);
        end = from + length;
        let mark = matches!(chars.get(end), Some('-' | ' '));
        if !mark {
            break;
        }
        from = end + 1;
    }
    let led = plus || (chars.get(first) == Some(&'0') && groups.first().is_some_and(|length| *length >= 3));
    let dashes = chars.get(first..end)?.iter().filter(|c| **c == '-').count();
    let long = groups.iter().sum::<usize>() >= 7;
    (long && ((led && groups.len() > 1) || (dashes >= 2 && groups.len() == dashes + 1))).then_some(end)
}

/// `Telephone: 68200000 ext. 5`: the digits behind the word.
fn contact(chars: &[char], at: usize) -> Option<usize> {
    let word = ["telephone", "tel", "phone", "hotline", "fax", "postcode", "zip code", "mobile"]
        .iter()
        .find_map(|word| word_at(chars, at, word))?;
    let mark = |c: &&char| matches!(c, ':' | '.' | ' ' | '(' | ')' | '+' | '-') || c.is_ascii_digit();
    let end = word + chars.iter().skip(word).take(40).take_while(mark).count();
    let digits = chars.get(word..end)?.iter().filter(|c| c.is_ascii_digit()).count();
    (digits >= 5).then_some(end)
}
