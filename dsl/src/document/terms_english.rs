//! Terms that an English text explains: `"X" means Y`, `The term 'X' refers to Y`.

use super::terms::{Term, without_stop};
use super::text::folded::Text;
use super::text::words::word_at;
use std::ops::Range;

const MEANS: [&str; 19] = [
    "shall have the same meaning",
    "has the same meaning",
    "have the same meaning",
    "shall have the meaning",
    "has the meaning",
    "have the meaning",
    "shall mean",
    "shall refer to",
    "shall include",
    "is defined as",
    "are defined as",
    "refers to",
    "refer to",
    "as used in",
    "as referred to in",
    "means",
    "mean",
    "includes",
    "include",
];

/// `"X" means Y`, `The term "X" as used in these Measures refers to Y`, `X means Y` at the head of a sentence.
pub(super) fn explained_in_english(text: &Text, words: &Range<usize>) -> Option<Vec<Term>> {
    let chars = text.chars();
    let end = without_stop(text, words.end, words.start);
    let limit = words.end.min(words.start + 300);
    let head = head_of_definition(text, words.start, limit);
    let verb = (head.start..limit).find_map(|at| {
        let word = MEANS.iter().find_map(|word| word_at(chars, at, word).map(|end| (*word, end)));
        word.map(|(word, end)| (at, word, end))
    });
    let (at, word, mut to) = verb?;
    let quotes = in_quotes(text, head.start..at);
    let quoted = quotes.last().cloned();
    // `as used in this Part, means`: the verb stands behind.
    if word.starts_with("as ") {
        let verb = (to..limit).find_map(|at| {
            MEANS.iter().filter(|word| !word.starts_with("as ")).find_map(|word| word_at(chars, at, word))
        });
        to = verb?;
    } else if quoted.is_none()
        && !head.certain
        && !matches!(word, "means" | "shall mean" | "is defined as" | "are defined as")
    {
        return None;
    }
    if quoted.is_none()
        && matches!(word, "mean" | "include" | "includes" | "refer to" | "shall include")
        && !head.certain
    {
        return None;
    }
    let terms = match quoted {
        Some(_) => joined_terms(text, quotes),
        None => {
            let mut term = text.trim(head.start..at);
            // `Storage system: means …`
            if text.part(&term).last() == Some(&':') {
                term = text.trim(term.start..term.end - 1);
            }
            let plain = text.folded(&term).to_lowercase();
            let other = ["this", "that", "which", "it", "by", "there", "no", "any"].contains(&plain.as_str())
                || plain.ends_with(" by")
                || plain.contains(',')
                || plain.ends_with("this")
                || plain.ends_with("which");
            if other || term.len() > 80 {
                return None;
            }
            vec![term]
        }
    };
    let meaning = text.trim(to..end);
    // `are defined as follows:` and `means more to firms` explain nothing.
    let follows = ["follows", "as follows", "more", "less", "that"]
        .iter()
        .any(|word| word_at(chars, meaning.start, word).is_some());
    let terms = terms.into_iter().filter(|term| !term.is_empty()).map(|term| Term {
        range: words.start..end,
        term: without_comma(text, term),
        meaning: meaning.clone(),
    });
    let terms: Vec<Term> = terms.collect();
    (!terms.is_empty() && !meaning.is_empty() && !follows).then_some(terms)
}

/// What stands in quotes, double or single. An apostrophe is no quote: a single quote opens before a word and closes
/// behind one.
fn in_quotes(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let (mut found, mut open) = (Vec::new(), None::<(usize, bool)>);
    for at in range {
        let double = matches!(chars.get(at), Some('"' | '“' | '”'));
        let single = matches!(chars.get(at), Some('\'' | '‘' | '’'));
        match open {
            None if double => open = Some((at + 1, false)),
            None if single && letter(at + 1) && !(at > 0 && letter(at - 1)) => open = Some((at + 1, true)),
            Some((from, false)) if double => {
                found.push(from..at);
                open = None;
            }
            Some((from, true)) if single && !letter(at + 1) => {
                found.push(from..at);
                open = None;
            }
            _ => {}
        }
    }
    found
}

/// The last quoted term, and those before it that only `or`, `and` or a comma stands between.
fn joined_terms(text: &Text, mut quotes: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut terms = Vec::new();
    while let Some(last) = quotes.pop() {
        let joined = quotes.last().is_some_and(|before| {
            let between = text.folded(&(before.end + 1..last.start.saturating_sub(1)));
            matches!(between.trim().trim_matches(',').trim(), "or" | "and" | "")
        });
        terms.push(last);
        if !joined {
            break;
        }
    }
    terms.reverse();
    terms
}

/// American style puts a comma inside the quotes.
fn without_comma(text: &Text, range: Range<usize>) -> Range<usize> {
    let comma = range.len() > 1 && matches!(text.chars().get(range.end - 1), Some(',' | '.'));
    if comma { range.start..range.end - 1 } else { range }
}

/// Where the term of an English definition can begin.
struct Head {
    start: usize,
    /// The text says `the term` or `for the purposes of`.
    certain: bool,
}

fn head_of_definition(text: &Text, start: usize, limit: usize) -> Head {
    let chars = text.chars();
    let (mut start, mut certain) = (start, false);
    let purposes =
        ["for the purposes of", "for the purpose of", "for purposes of", "as used in", "in this", "in these"];
    if purposes.iter().any(|word| word_at(chars, start, word).is_some())
        && let Some(comma) = (start..limit).find(|i| matches!(chars.get(*i), Some(',' | ':' | '-' | '—')))
    {
        (start, certain) = (text.trim(comma + 1..limit).start, true);
    }
    for lead in ["the term", "the terms", "the expression", "the phrase"] {
        if let Some(end) = word_at(chars, start, lead) {
            (start, certain) = (text.trim(end..limit).start, true);
        }
    }
    Head { start, certain }
}
