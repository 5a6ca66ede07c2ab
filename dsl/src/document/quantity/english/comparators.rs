//! English words that say how a figure binds, before it and behind it.

use crate::document::quantity::comparators::Bind::{self, About, From, UpTo};
use crate::document::quantity::comparators::Held::{No, Ruled, Yes};
use crate::document::quantity::comparators::{Before, HOLDS, MOST, MOVES, Marks, NONE, Word};
use crate::document::text::words::word_at;

/// Words right before a figure. Where the document rules on a word (`"above" includes the number`), that decides.
const BEFORE: [(&str, Bind, Marks); 92] = [
    ("at least", From(Yes), NONE),
    ("at a minimum", From(Yes), NONE),
    ("a minimum of", From(Yes), NONE),
    ("minimum of", From(Yes), NONE),
    ("minimum", From(Yes), NONE),
    ("less than", UpTo(Ruled(Word::English("less than"))), NONE),
    ("fewer than", UpTo(Ruled(Word::English("fewer than"))), NONE),
    ("lower than", UpTo(Ruled(Word::English("lower than"))), NONE),
    ("smaller than", UpTo(No), NONE),
    ("shorter than", UpTo(No), NONE),
    ("younger than", UpTo(No), NONE),
    ("below", UpTo(Ruled(Word::English("below"))), NONE),
    ("under", UpTo(Ruled(Word::English("under"))), NONE),
    ("more than", From(Ruled(Word::English("more than"))), NONE),
    ("greater than", From(Ruled(Word::English("greater than"))), NONE),
    ("higher than", From(Ruled(Word::English("higher than"))), NONE),
    ("larger than", From(No), NONE),
    ("longer than", From(No), NONE),
    ("older than", From(No), NONE),
    ("later than", From(No), NONE),
    ("over", From(Ruled(Word::English("over"))), NONE),
    ("above", From(Ruled(Word::English("above"))), NONE),
    ("in excess of", From(No), NONE),
    ("exceeds", From(Ruled(Word::English("exceed"))), NONE),
    ("exceed", From(Ruled(Word::English("exceed"))), NONE),
    ("exceeding", From(Ruled(Word::English("exceed"))), NONE),
    ("exceeded", From(Ruled(Word::English("exceed"))), NONE),
    ("≥", From(Yes), NONE),
    (">=", From(Yes), NONE),
    (">", From(No), NONE),
    ("≤", UpTo(Yes), NONE),
    ("<=", UpTo(Yes), NONE),
    ("<", UpTo(No), NONE),
    ("at most", UpTo(Yes), NONE),
    ("up to", UpTo(Yes), MOST),
    ("upto", UpTo(Yes), MOST),
    ("up to a maximum of", UpTo(Yes), MOST),
    ("a maximum of", UpTo(Yes), MOST),
    ("maximum of", UpTo(Yes), MOST),
    ("maximum", UpTo(Yes), MOST),
    ("a ceiling of", UpTo(Yes), MOST),
    ("ceiling of", UpTo(Yes), MOST),
    ("a cap of", UpTo(Yes), MOST),
    ("cap of", UpTo(Yes), MOST),
    ("a limit of", UpTo(Yes), MOST),
    ("limit of", UpTo(Yes), MOST),
    ("limited to", UpTo(Yes), MOST),
    ("restricted to", UpTo(Yes), MOST),
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
    ("reached", From(Yes), NONE),
    ("reaching", From(Yes), NONE),
    ("amount to", From(Yes), NONE),
    ("amounts to", From(Yes), NONE),
    ("increase to", From(Yes), MOVES),
    ("increased to", From(Yes), MOVES),
    ("increasing to", From(Yes), MOVES),
    ("rise to", From(Yes), MOVES),
    ("rising to", From(Yes), MOVES),
    ("raise to", From(Yes), MOVES),
    ("raised to", From(Yes), MOVES),
    ("grow to", From(Yes), MOVES),
    ("growing to", From(Yes), MOVES),
    ("expand to", From(Yes), MOVES),
    ("expanded to", From(Yes), MOVES),
    ("climb to", From(Yes), MOVES),
    ("reduce to", UpTo(Yes), MOVES),
    ("reduced to", UpTo(Yes), MOVES),
    ("fall to", UpTo(Yes), MOVES),
    ("falling to", UpTo(Yes), MOVES),
    ("drop to", UpTo(Yes), MOVES),
    ("decrease to", UpTo(Yes), MOVES),
    ("decreased to", UpTo(Yes), MOVES),
    ("decline to", UpTo(Yes), MOVES),
    ("cut to", UpTo(Yes), MOVES),
    ("lowered to", UpTo(Yes), MOVES),
    ("shortened to", UpTo(Yes), MOVES),
    ("kept below", UpTo(No), HOLDS),
    ("kept under", UpTo(No), HOLDS),
    ("kept within", UpTo(Yes), HOLDS),
    ("kept above", From(No), HOLDS),
    ("remain above", From(No), HOLDS),
    ("remain below", UpTo(No), HOLDS),
    ("stay below", UpTo(No), HOLDS),
];

/// Words between one that binds and its figure.
const FILLERS: [&str; 9] =
    ["an aggregate limit of", "a total of", "an aggregate of", "a", "the", "of", "only", "NT$", "RMB"];

/// The comparator words right before a figure in English text, turned round where `not` or `no` stands before them.
pub(crate) fn before(chars: &[char], from: usize, at: usize) -> Option<Before> {
    let ends = |word: &str, at: usize| {
        // The last letter tells most of them apart.
        let last = at.checked_sub(1).and_then(|i| chars.get(i))?.to_ascii_lowercase();
        word.chars().next_back().filter(|c| *c == last)?;
        let start = at.checked_sub(word.chars().count()).filter(|start| *start >= from)?;
        (word_at(chars, start, word)? == at).then_some(start)
    };
    let blank = |at: usize| blanks_back(chars, from, at);
    let direct = |place: usize| {
        BEFORE
            .iter()
            .filter_map(|(word, bind, marks)| ends(word, place).map(|start| (*word, *bind, *marks, start)))
            .max_by_key(|(word, ..)| word.chars().count())
    };
    let mut place = blank(at);
    let fillers: &[&str] = if direct(place).is_some() { &[] } else { &FILLERS };
    for filler in fillers {
        if let Some(start) = ends(filler, place) {
            place = blank(start);
        }
    }
    // does not exceed, twenty five crore: the comma is a slip of the printer.
    let comma = || {
        let end = place.checked_sub(1).filter(|i| chars.get(*i) == Some(&',')).map(blank)?;
        direct(end).filter(|(word, ..)| word.starts_with("exceed"))
    };
    let Some((word, bind, marks, start)) = direct(place).or_else(comma) else {
        return measure(chars, from, place);
    };
    let mut before = blank(start);
    // should not be less than; may not exceed; no more than.
    for filler in ["be", "to", "have", "an"] {
        if let Some(start) = ends(filler, before) {
            before = blank(start);
        }
    }
    let negative = ["not", "no", "cannot", "never", "n't"].iter().find_map(|no| ends(no, before));
    // must not have fewer than 50 or more than 250: one negative word turns both.
    let shared = word.ends_with("than") && ends("or", before).is_some() && is_negated(chars, before);
    // shall not receive more than: a verb may stand between.
    let apart = (word.ends_with("than") || word.starts_with("exceed") || word == "over")
        && negated_verb(chars, from.min(before.saturating_sub(FAR)), before)
        || forbids_holding(chars, before);
    let Some(start) = negative.or((shared || apart).then_some(start)) else {
        return Some(Before { start, bind: Some(bind), marks });
    };
    let bind = match bind {
        From(Ruled(_) | No) => UpTo(Yes),
        UpTo(Ruled(_) | No) => From(Yes),
        From(Yes) if word.starts_with("reach") => UpTo(No),
        other => other,
    };
    // `not over` holds nothing else, but `not within` is no bound that can be turned round.
    (word != "within").then_some(Before { start, bind: Some(bind), marks })
}

/// How far back a negative word is looked for.
const FAR: usize = 80;

/// Most words between the name of a limit and its figure (`the maximum amount of the subsidy for one firm shall be`).
const MOST_WORDS: usize = 10;

/// `The maximum grant amount is`, `the ceiling on loans shall be`: what is measured is itself the limit.
fn measure(chars: &[char], from: usize, place: usize) -> Option<Before> {
    const NAMES: [(&str, Bind, Marks); 8] = [
        ("maximum", UpTo(Yes), MOST),
        ("ceiling", UpTo(Yes), MOST),
        ("cap", UpTo(Yes), MOST),
        ("limit", UpTo(Yes), MOST),
        ("highest", UpTo(Yes), MOST),
        ("minimum", From(Yes), NONE),
        ("floor", From(Yes), NONE),
        ("lowest", From(Yes), NONE),
    ];
    let (copula, mut end) = word_before(chars, from, place)?;
    if !["is", "are", "be", "of", "at"].contains(&copula.as_str()) {
        return None;
    }
    let start = end;
    for _ in 0..MOST_WORDS {
        let (word, begin) = word_before(chars, from.min(place.saturating_sub(FAR)), end)?;
        if let Some((_, bind, marks)) = NAMES.iter().find(|(name, ..)| *name == word) {
            let none = word_before(chars, 0, begin).is_some_and(|(word, _)| word == "no");
            return (!none).then_some(Before { start, bind: Some(*bind), marks: *marks });
        }
        if ["and", "or", "if", "which", "that", "who", "whose", "with"].contains(&word.as_str()) {
            return None;
        }
        end = begin;
    }
    None
}

fn blanks_back(chars: &[char], from: usize, mut at: usize) -> usize {
    while at > from && chars.get(at - 1) == Some(&' ') {
        at -= 1;
    }
    at
}

/// The word that ends before a place, in small letters, and where it begins; none behind a mark of punctuation.
pub(crate) fn word_before(chars: &[char], from: usize, at: usize) -> Option<(String, usize)> {
    let end = blanks_back(chars, from, at);
    let letter =
        |i: &usize| chars.get(*i).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '\''));
    let start = (from..end).rev().take_while(letter).last()?;
    Some((chars.get(start..end)?.iter().collect::<String>().to_ascii_lowercase(), start))
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
pub(crate) fn behind(chars: &[char], at: usize) -> Option<(Bind, usize)> {
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
    // 20+ staff.
    if chars.get(at) == Some(&'+') && chars.get(at + 1).is_none_or(|c| !c.is_ascii_alphanumeric()) {
        return Some((From(Yes), at + 1));
    }
    let from = at + usize::from(chars.get(at) == Some(&' '));
    let (bind, end) =
        WORDS.iter().find_map(|(word, bind)| word_at(chars, from, word).map(|end| (*bind, end)))?;
    // 50 or more than 250: the word belongs to the figure that follows.
    word_at(chars, end + 1, "than").is_none().then_some((bind, end))
}

/// Words that begin something else than what `not` stands before.
const BEGINS: [&str; 18] = [
    "and", "or", "but", "if", "with", "which", "that", "who", "whose", "only", "unless", "where", "when",
    "because", "until", "than", "however", "while",
];

/// Whether `not` stands before a verb and a few words behind it, without a word that begins something else.
fn negated_verb(chars: &[char], from: usize, before: usize) -> bool {
    let mut end = before;
    for _ in 0..7 {
        let Some((word, start)) = word_before(chars, from, end) else { return false };
        match word.as_str() {
            "not" | "cannot" | "never" | "no" => return true,
            word if BEGINS.contains(&word) => return false,
            _ => end = start,
        }
    }
    false
}

/// `shall not invest in land, vehicles above`: everything that is listed behind the verb is forbidden.
pub(crate) fn forbids_holding(chars: &[char], before: usize) -> bool {
    const HOLDS: [&str; 12] = [
        "invest",
        "investing",
        "invested",
        "hold",
        "holding",
        "own",
        "owning",
        "possess",
        "possessing",
        "acquire",
        "acquiring",
        "purchase",
    ];
    let (mut end, mut verb) = (before, None);
    for place in 0..14 {
        // A list goes on over its commas; a bracket or stop ends what is looked at.
        let at = blanks_back(chars, 0, end);
        let at = at - usize::from(at > 0 && chars.get(at - 1) == Some(&','));
        let Some((word, start)) = word_before(chars, at.saturating_sub(FAR), at) else { return false };
        match word.as_str() {
            "not" | "cannot" | "never" => return verb.is_some_and(|verb| place - verb <= 2),
            word if BEGINS.contains(&word) => return false,
            word if HOLDS.contains(&word) => verb = Some(place),
            _ => {}
        }
        end = start;
    }
    false
}
