//! English words that say how a figure binds, before it and behind it.

use crate::document::duty::bodies::word_at;
use crate::document::quantity::comparators::Bind::{self, About, From, UpTo};
use crate::document::quantity::comparators::Held::{No, Ruled, Yes};
use crate::document::quantity::comparators::{Before, MOST, MOVES, Marks, NONE};

const ENGLISH_BEFORE: [(&str, Bind, Marks); 45] = [
    ("at least", From(Yes), NONE),
    ("at a minimum", From(Yes), NONE),
    ("a minimum of", From(Yes), NONE),
    ("minimum of", From(Yes), NONE),
    ("minimum", From(Yes), NONE),
    ("less than", UpTo(No), NONE),
    ("fewer than", UpTo(No), NONE),
    ("lower than", UpTo(No), NONE),
    ("below", UpTo(No), NONE),
    ("under", UpTo(No), NONE),
    ("more than", From(No), NONE),
    ("greater than", From(No), NONE),
    ("higher than", From(No), NONE),
    ("older than", From(No), NONE),
    ("later than", From(No), NONE),
    ("over", From(No), NONE),
    ("above", From(No), NONE),
    ("in excess of", From(No), NONE),
    ("exceeds", From(No), NONE),
    ("exceed", From(No), NONE),
    ("exceeding", From(No), NONE),
    ("exceeded", From(No), NONE),
    ("at most", UpTo(Yes), NONE),
    ("up to", UpTo(Yes), MOST),
    ("upto", UpTo(Yes), MOST),
    ("a maximum of", UpTo(Yes), MOST),
    ("maximum of", UpTo(Yes), MOST),
    ("maximum", UpTo(Yes), MOST),
    ("capped at", UpTo(Yes), MOST),
    ("within", UpTo(Yes), NONE),
    ("about", About, NONE),
    ("around", About, NONE),
    ("approximately", About, NONE),
    ("roughly", About, NONE),
    ("nearly", About, NONE),
    ("almost", About, NONE),
    ("reach", From(Yes), NONE),
    ("reaches", From(Yes), NONE),
    ("amount to", From(Yes), NONE),
    ("amounts to", From(Yes), NONE),
    ("increase to", From(Yes), MOVES),
    ("rise to", From(Yes), MOVES),
    ("reduce to", UpTo(Yes), MOVES),
    ("reduced to", UpTo(Yes), MOVES),
    ("fall to", UpTo(Yes), MOVES),
];

/// The comparator words right before a figure in English text, turned round where `not` or `no` stands before them.
pub(crate) fn before_english(chars: &[char], from: usize, at: usize) -> Option<Before> {
    let skip_back = |mut at: usize| {
        while at > from && chars.get(at - 1) == Some(&' ') {
            at -= 1;
        }
        at
    };
    let ends = |word: &str, at: usize| {
        let start = at.checked_sub(word.len()).filter(|start| *start >= from)?;
        let same = word_at(chars, start, word)?;
        (same == at).then_some(start)
    };
    let mut place = skip_back(at);
    for filler in
        ["an aggregate limit of", "a total of", "an aggregate of", "a", "the", "of", "only", "NT$", "RMB"]
    {
        if let Some(start) = ends(filler, place) {
            place = skip_back(start);
        }
    }
    let (word, bind, marks, start) = ENGLISH_BEFORE
        .iter()
        .filter_map(|(word, bind, marks)| ends(word, place).map(|start| (*word, *bind, *marks, start)))
        .max_by_key(|(word, ..)| word.len())?;
    let mut before = skip_back(start);
    // should not be less than; may not exceed; no more than.
    for filler in ["be", "to", "have", "an"] {
        if let Some(start) = ends(filler, before) {
            before = skip_back(start);
        }
    }
    let negative = ["not", "no", "cannot", "never", "n't"].iter().find_map(|no| ends(no, before));
    // must not have fewer than 50 or more than 250: one negative word turns both.
    let shared = word.ends_with("than") && ends_word(chars, before, "or") && is_negated(chars, before);
    // shall not receive more than: a verb may stand between.
    let apart = if word.ends_with("than") || word.starts_with("exceed") {
        negated_verb(chars, from, before).map(|_| start)
    } else {
        None
    };
    let negative = negative.or(shared.then_some(start)).or(apart);
    let Some(start) = negative else { return Some(Before { start, bind: Some(bind), marks }) };
    let bind = match bind {
        From(Ruled(_) | No) => UpTo(Yes),
        UpTo(No) => From(Yes),
        other => other,
    };
    // `not over` holds nothing else, but `not within` is no bound that can be turned round.
    (word != "within").then_some(Before { start, bind: Some(bind), marks })
}

fn ends_word(chars: &[char], at: usize, word: &str) -> bool {
    at.checked_sub(word.len()).is_some_and(|start| word_at(chars, start, word) == Some(at))
}

/// Whether `not` stands before a place in the same clause, with another figure between them.
pub(crate) fn is_negated(chars: &[char], at: usize) -> bool {
    let clause = (at.saturating_sub(60)..at)
        .rev()
        .take_while(|i| chars.get(*i).is_some_and(|c| !matches!(c, ',' | ';' | '.' | ':' | '\n')));
    let mut figure = false;
    for i in clause {
        figure |= chars.get(i).is_some_and(char::is_ascii_digit);
        if figure && ["not", "no", "neither"].iter().any(|word| word_at(chars, i, word).is_some()) {
            return true;
        }
    }
    false
}

/// `or more`, `or fewer`, `and above` behind a figure in English text.
pub(crate) fn behind_english(chars: &[char], at: usize) -> Option<(Bind, usize)> {
    const WORDS: [(&str, Bind); 16] = [
        ("or more", From(Yes)),
        ("or above", From(Yes)),
        ("or over", From(Yes)),
        ("or older", From(Yes)),
        ("or higher", From(Yes)),
        ("or greater", From(Yes)),
        ("and above", From(Yes)),
        ("and over", From(Yes)),
        ("and more", From(Yes)),
        ("or less", UpTo(Yes)),
        ("or fewer", UpTo(Yes)),
        ("or below", UpTo(Yes)),
        ("or lower", UpTo(Yes)),
        ("or under", UpTo(Yes)),
        ("and below", UpTo(Yes)),
        ("or younger", UpTo(Yes)),
    ];
    let from = at + usize::from(chars.get(at) == Some(&' '));
    let (bind, end) =
        WORDS.iter().find_map(|(word, bind)| word_at(chars, from, word).map(|end| (*bind, end)))?;
    // 50 or more than 250: the word belongs to the figure that follows.
    word_at(chars, end + 1, "than").is_none().then_some((bind, end))
}

/// Where `not` stands before a verb and a word or two behind it, without a word that begins something else.
fn negated_verb(chars: &[char], from: usize, before: usize) -> Option<usize> {
    let mut end = before;
    for _ in 0..4 {
        while end > from && chars.get(end - 1) == Some(&' ') {
            end -= 1;
        }
        let letters =
            (from..end).rev().take_while(|at| chars.get(*at).is_some_and(char::is_ascii_alphabetic)).count();
        let word: String = chars.get(end - letters..end)?.iter().collect::<String>().to_ascii_lowercase();
        match word.as_str() {
            "not" | "cannot" | "never" => return Some(end - letters),
            "" | "and" | "or" | "but" | "if" | "with" | "which" | "that" | "who" | "only" | "unless"
            | "where" => return None,
            _ => end -= letters,
        }
    }
    None
}
