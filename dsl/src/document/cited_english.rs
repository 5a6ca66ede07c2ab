//! English documents named by a number of their own form: `Regulation (EU) 2018/1724`, `Regulation No. 12 of 2020`,
//! `Notification No. G.S.R. 364(E)`.

use super::cited::{Named, name_start};
use super::period::length::literal;
use super::text::words::word_at;
use std::ops::Range;

/// Kinds of acts that are named with a number.
const ACTS: [&str; 6] =
    ["Regulation", "Directive", "Decision", "Recommendation", "Framework Decision", "Opinion"];
const MAKERS: [&str; 7] = [
    "Commission Implementing ",
    "Commission Delegated ",
    "Council Implementing ",
    "Commission ",
    "Council ",
    "Implementing ",
    "Delegated ",
];
/// Kinds of documents whose title a number may stand behind.
const KINDS: [&str; 16] = [
    "Opinions",
    "Opinion",
    "Measures",
    "Notice",
    "Plan",
    "Regulations",
    "Guidelines",
    "Provisions",
    "Catalogue",
    "Standards",
    "Rules",
    "Policies",
    "Scheme",
    "Outline",
    "Decision",
    "Announcement",
];

/// `Commission Recommendation 2003/361/EC`, `Regulation (EU) No 347/2013`.
pub(super) fn act(chars: &[char], at: usize, end: usize) -> Option<Named> {
    let kind = MAKERS.iter().find_map(|maker| exact(chars, at, maker)).unwrap_or(at);
    let behind = ACTS.iter().find_map(|word| exact(chars, kind, word))?;
    let mut from = exact(chars, behind, " ")?;
    for word in ["(EU) ", "(EC) ", "(EEC) ", "(EU, Euratom) ", "No ", "No. "] {
        from = exact(chars, from, word).unwrap_or(from);
    }
    let first = digits(chars, from)?;
    let second = digits(chars, exact(chars, first, "/")?)?;
    let to =
        ["/EC", "/EEC", "/EU", "/JHA"].iter().find_map(|word| exact(chars, second, word)).unwrap_or(second);
    // One of the two figures is a year.
    let year = |range: Range<usize>| range.len() == 4;
    let dated = year(from..first) || second - first == 5 || to > second;
    (dated && to <= end).then_some(Named { range: at..to, title: Some(at..to), number: Some(from..to) })
}

/// `Regulation No. 12 of 2020`.
pub(super) fn of_year(chars: &[char], at: usize, end: usize) -> Option<Named> {
    let kinds = ["Regulation", "Act", "Law", "Decree", "Ordinance", "Order", "Circular", "Notice", "Statute"];
    let behind = kinds.iter().find_map(|word| exact(chars, at, word))?;
    let from = exact(chars, behind, " No. ").or_else(|| exact(chars, behind, " No "))?;
    let year = exact(chars, digits(chars, from)?, " of ")?;
    let to = digits(chars, year).filter(|to| to - year == 4 && *to <= end)?;
    Some(Named { range: at..to, title: Some(at..to), number: Some(from..to) })
}

/// `Notification No. G.S.R. 364(E)`.
pub(super) fn gazette(chars: &[char], at: usize, end: usize) -> Option<Named> {
    let behind = ["Gazette Notification", "Notification"].iter().find_map(|word| exact(chars, at, word))?;
    let from = exact(chars, behind, " No. ").or_else(|| exact(chars, behind, " "))?;
    let series = ["G.S.R. ", "G.S.R.", "S.O. ", "GSR "].iter().find_map(|word| exact(chars, from, word))?;
    let figure = digits(chars, series)?;
    let to = exact(chars, figure, "(E)").unwrap_or(figure);
    (to <= end).then_some(Named { range: at..to, title: Some(at..to), number: Some(from..to) })
}

/// The head of a title before `at`: a capitalised name, also with `the` inside (`Plan for Promoting the Growth of X`) and
/// with the number of a plan before it (`14th Five-Year Plan`).
pub(super) fn title_start(chars: &[char], at: usize, floor: usize) -> usize {
    let mut start = name_start(chars, at, floor);
    for _ in 0..6 {
        let Some(the) =
            start.checked_sub(4).filter(|the| *the > floor && exact(chars, *the, "the ").is_some())
        else {
            break;
        };
        let word: String = chars
            .get(floor..the - 1)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(20)
            .take_while(|c| c.is_alphanumeric())
            .collect();
        let word: String = word.chars().rev().collect();
        let inside = matches!(word.as_str(), "of" | "on" | "for")
            || (word.ends_with("ing") && word.starts_with(|c: char| c.is_ascii_uppercase()));
        let before = name_start(chars, the, floor);
        if !inside || before >= the {
            break;
        }
        start = before;
    }
    // 14th Five-Year Plan
    let ordinal =
        start.checked_sub(5).filter(|from| *from >= floor && exact(chars, from + 2, "th ").is_some());
    ordinal
        .filter(|from| chars.get(*from..from + 2).is_some_and(|two| two.iter().all(char::is_ascii_digit)))
        .unwrap_or(start)
}

/// Whether a capitalised name holds a kind of document.
pub(super) fn names_kind(chars: &[char], range: &Range<usize>) -> bool {
    range.clone().any(|at| {
        KINDS.iter().any(|word| word_at(chars, at, word).is_some() && exact(chars, at, word).is_some())
    })
}

/// Where these characters end, as they are written.
fn exact(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let same = word.chars().zip(chars.get(at..)?).all(|(a, b)| a == *b);
    same.then(|| literal(chars, at, word)).flatten()
}

fn digits(chars: &[char], at: usize) -> Option<usize> {
    let count = chars.iter().skip(at).take(7).take_while(|c| c.is_ascii_digit()).count();
    (1..=6).contains(&count).then_some(at + count)
}
