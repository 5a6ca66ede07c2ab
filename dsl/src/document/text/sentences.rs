//! Sentences: where one ends, and the brackets that are clauses of their own.

use super::folded::{Text, is_blank, is_han};
use crate::document::duty::labels_english;
use std::ops::Range;

/// A sentence, or a bracketed clause that stands as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    pub(crate) range: Range<usize>,
    /// The inside of the bracket, where this is a responsibility clause.
    pub(crate) clause: Option<Range<usize>>,
}

/// A bracket longer than this is text, not a remark: sentences are looked for inside it.
const LONGEST_REMARK: usize = 500;
/// A responsibility clause is not longer than this.
const LONGEST_CLAUSE: usize = 2_000;

/// Splits a range into sentences. `is_clause` says whether the inside of a bracket is a responsibility clause.
/// Every character that is no blank is in exactly one sentence. Linear in the length.
pub(crate) fn split(
    text: &Text,
    range: Range<usize>,
    is_clause: impl Fn(&Range<usize>) -> bool,
) -> Vec<Split> {
    let chars = text.chars();
    let closes = closing_brackets(chars, &range);
    let mut splits = Vec::new();
    let mut start = range.start;
    let mut push = |from: usize, to: usize, clause: Option<Range<usize>>| {
        let sentence = text.trim(from..to);
        if sentence.is_empty() {
            return;
        }
        // 责任单位：…: a clause by its label.
        let labelled =
            clause.is_none() && labelled(chars, sentence.start) && sentence.len() <= LONGEST_CLAUSE;
        let stop = usize::from(matches!(chars.get(sentence.end - 1), Some('。' | '.' | ';')));
        let inner = sentence.start..sentence.end - stop;
        let clause = if labelled && is_clause(&inner) { Some(inner) } else { clause };
        splits.push(Split { range: sentence, clause });
    };
    let mut at = range.start;
    while at < range.end {
        let close = closes.get(at - range.start).copied().filter(|close| *close > at);
        if let Some(close) = close {
            let inner = at + 1..close;
            if inner.len() <= LONGEST_CLAUSE
                && stands_free(text, start, at, close, range.end)
                && is_clause(&inner)
            {
                push(start, at, None);
                // A stop behind the bracket belongs to it.
                let mut end = close + 1;
                while end < range.end && matches!(chars.get(end), Some('。' | '.' | ';' | '!' | ',')) {
                    end += 1;
                }
                push(at, end, Some(inner));
                (start, at) = (end, end);
                continue;
            }
            if inner.len() <= LONGEST_REMARK {
                at = close + 1;
                continue;
            }
        }
        if !ends_sentence(chars, at, &range) {
            at += 1;
            continue;
        }
        at += 1;
        // Quotes, brackets and further stops behind the stop belong to the sentence.
        while at < range.end
            && matches!(
                chars.get(at),
                Some('”' | '’' | '"' | '\'' | ')' | '」' | '』' | '》' | '。' | '!' | '?' | '.')
            )
        {
            at += 1;
        }
        push(start, at, None);
        start = at;
    }
    push(start, range.end, None);
    splits
}

/// The brackets a clause may stand in.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

/// For each character of the range, the place of the bracket that closes it, 0 where it opens none.
fn closing_brackets(chars: &[char], range: &Range<usize>) -> Vec<usize> {
    let mut closes = vec![0; range.len()];
    let mut open: [Vec<usize>; 4] = Default::default();
    for at in range.clone() {
        let Some(c) = chars.get(at) else { break };
        let Some(kind) = BRACKETS.iter().position(|(from, to)| c == from || c == to) else { continue };
        if *c == BRACKETS[kind].0 {
            open[kind].push(at);
        } else if let Some(from) = open[kind].pop()
            && let Some(place) = closes.get_mut(from - range.start)
        {
            *place = at;
        }
    }
    closes
}

/// Labels of a clause that stands without a bracket; a colon follows.
const LABELS: [&str; 26] = [
    "责任单位",
    "责任部门",
    "责任主体",
    "牵头单位",
    "牵头部门",
    "牵头责任单位",
    "配合单位",
    "配合部门",
    "配合责任单位",
    "负责单位",
    "负责部门",
    "主办单位",
    "协办单位",
    "主责单位",
    "落实单位",
    "实施单位",
    "参加单位",
    "参与单位",
    "协同单位",
    "牵头负责单位",
    "责任部门(单位)",
    "责任单位(部门)",
    "牵头部门(单位)",
    "牵头单位(部门)",
    "主责部门",
    "主办部门",
];

/// Whether a sentence begins with a label, in Chinese or English.
fn labelled(chars: &[char], at: usize) -> bool {
    label(chars, at).is_some() || labels_english::names_bodies(chars, at)
}

/// Where the label ends that a sentence begins with.
fn label(chars: &[char], at: usize) -> Option<usize> {
    LABELS.iter().find_map(|label| {
        let end = at + label.chars().count();
        let same = chars.get(at..end).is_some_and(|part| part.iter().copied().eq(label.chars()));
        (same && chars.get(end) == Some(&':')).then_some(end + 1)
    })
}

/// A clause stands behind a full sentence, at the end of its sentence or paragraph, at the end of a part that
/// ends in a comma or semicolon and says who leads, or behind such a semicolon; another bracket inside a sentence is a
/// remark.
fn stands_free(text: &Text, start: usize, open: usize, close: usize, end: usize) -> bool {
    let chars = text.chars();
    let next = (close + 1..end).find(|i| chars.get(*i).is_some_and(|c| !is_blank(*c)));
    let ends = next.is_none_or(|i| matches!(chars.get(i), Some('。' | '.')));
    let part = next.is_some_and(|i| matches!(chars.get(i), Some(',' | ';')));
    let last = text.folded(&(close.saturating_sub(4).max(open + 1)..close));
    let role = ["牵头", "负责", "配合", "参与", "参加", "落实"].iter().any(|word| last.ends_with(word));
    let before = (start..open).rev().filter_map(|i| chars.get(i)).find(|c| !is_blank(**c));
    let part = part || before == Some(&';');
    ends || (part && role && chars.get(open + 1) != Some(&'由')) || text.trim(start..open).is_empty()
}

/// Whether a sentence ends with the character at `at`.
fn ends_sentence(chars: &[char], at: usize, range: &Range<usize>) -> bool {
    let Some(&c) = chars.get(at) else { return false };
    match c {
        '。' => true,
        '!' | '?' => true,
        '.' => ends_english(chars, at, range),
        _ => false,
    }
}

/// `etc.` is not among them: before a capital it ends its sentence, and before a small letter no stop does.
const ABBREVIATIONS: [&str; 19] = [
    "no", "nos", "mr", "mrs", "ms", "dr", "art", "sec", "e.g", "i.e", "vs", "inc", "ltd", "co", "rs", "st",
    "para", "fig", "cf",
];

fn ends_english(chars: &[char], at: usize, range: &Range<usize>) -> bool {
    let mut next = at + 1;
    while next < range.end && matches!(chars.get(next), Some('"' | '”' | '’' | ')' | '\'')) {
        next += 1;
    }
    if next >= range.end {
        return true;
    }
    if !chars.get(next).is_some_and(|c| is_blank(*c) || is_han(*c)) {
        return false;
    }
    let follows = chars.get(next + 1).copied().unwrap_or(' ');
    if follows.is_lowercase() {
        return false;
    }
    let word: Vec<char> = (range.start..at)
        .rev()
        .map_while(|i| chars.get(i))
        .take(12)
        .take_while(|c| c.is_ascii_alphanumeric() || **c == '.')
        .copied()
        .collect();
    let word: String = word.into_iter().rev().collect::<String>().to_ascii_lowercase();
    let initial = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
    // G.S.R. 364(E): letters with points before a figure.
    let dotted =
        word.contains('.') && word.split('.').all(|part| part.len() == 1) && follows.is_ascii_digit();
    !(initial || dotted || ABBREVIATIONS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<String> {
        let text = Text::new(source);
        let range = 0..text.chars().len();
        let is_clause = |inner: &Range<usize>| text.folded(inner).contains("负责");
        split(&text, range, is_clause).iter().map(|s| text.folded(&s.range)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        assert_eq!(
            read("See No. 70 of Mr. Xu. We will act. (A acts.)"),
            ["See No. 70 of Mr. Xu.", "We will act.", "(A acts.)"]
        );
        assert_eq!(
            read("推进改革。（财政部负责）加强管理（不含税）。"),
            ["推进改革。", "(财政部负责)", "加强管理(不含税)。"]
        );
        assert_eq!(read("推进改革（财政部负责）。加强管理。"), ["推进改革", "(财政部负责)。", "加强管理。"]);
        assert_eq!(
            read("企业、学校（内部由人社部门负责）、医院。"),
            ["企业、学校(内部由人社部门负责)、医院。"]
        );
        assert_eq!(read("达3.5%。“好！”他说。"), ["达3.5%。", "“好!”", "他说。"]);
    }
}
