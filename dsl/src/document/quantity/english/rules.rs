//! What an English document rules on the words that bound a figure (`"above" includes the number itself`).

use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Words, and whether each holds its figure.
pub(crate) type Rules = Vec<(&'static str, bool)>;

/// The words a document may rule on, as `Word::English` names them.
const WORDS: [&str; 11] = [
    "above",
    "below",
    "more than",
    "less than",
    "fewer than",
    "greater than",
    "higher than",
    "lower than",
    "over",
    "under",
    "exceed",
];

/// Longest sentence that is looked at for a rule.
const LONGEST: usize = 200;

/// The rules of the sentence a verb of ruling stands in here (`include the number itself`).
pub(crate) fn at(text: &Text, at: usize) -> Option<(Range<usize>, Rules)> {
    const VERBS: [&str; 9] = [
        "include",
        "includes",
        "including",
        "inclusive of",
        "exclude",
        "excludes",
        "excluding",
        "is inclusive",
        "exclusive of",
    ];
    const NUMBERS: [&str; 12] = [
        "the number",
        "the given number",
        "the number itself",
        "the figure",
        "the given figure",
        "the figure itself",
        "the given amount",
        "the amount itself",
        "the number given",
        "the stated figure",
        "this number",
        "the said number",
    ];
    let chars = text.chars();
    let verb = VERBS.iter().filter_map(|verb| word_at(chars, at, verb)).max()?;
    NUMBERS.iter().find(|number| word_at(chars, verb + 1, number).is_some())?;
    let stop = |i: &usize| matches!(chars.get(*i), Some('.' | '。' | '\n'));
    let start =
        (at.saturating_sub(LONGEST)..at).rev().find(stop).map_or(at.saturating_sub(LONGEST), |i| i + 1);
    let most = chars.len().min(at + LONGEST);
    let end = (at..most).find(stop).unwrap_or(most);
    let (mut named, mut rules) = (Vec::new(), Vec::new());
    let mut place = start;
    while place < end {
        // A word that is ruled on stands in quotation marks; `not` behind one of them says the contrary.
        let quoted = place.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| "\"“‘'”’".contains(*c));
        if quoted
            && let Some((word, next)) = WORDS
                .iter()
                .filter_map(|word| word_at(chars, place, word).map(|next| (*word, next)))
                .max_by_key(|(_, next)| *next)
        {
            named.push(word);
            place = next;
            continue;
        }
        let held =
            ["include", "includes", "inclusive"].iter().any(|word| word_at(chars, place, word).is_some());
        let not = ["does not", "do not", "exclude", "excludes", "not inclusive", "exclusive"]
            .iter()
            .find_map(|word| word_at(chars, place, word));
        if let Some(next) = not {
            rules.extend(named.drain(..).map(|word| (word, false)));
            place = next;
            // does not include: the verb belongs to the same rule.
            continue;
        }
        if held {
            rules.extend(named.drain(..).map(|word| (word, true)));
        }
        place += 1;
    }
    (!rules.is_empty()).then_some((start..end, rules))
}
