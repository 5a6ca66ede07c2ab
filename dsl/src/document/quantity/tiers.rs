//! Whether a bound holds its figure: by a rule of the document, else by its neighbour in a list of tiers.

use super::comparators::Word;
use super::criteria::Found;
use super::english;
use super::quantities::Relation;
use crate::document::model::DocumentWarning;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a document rules on the words that bound a figure (`本办法所称以上包括本数`).
#[derive(Debug, Default)]
pub(crate) struct Bounds {
    ruled: BTreeMap<Word, bool>,
    /// Where it is ruled, and what is said there.
    pub(crate) evidence: Vec<(Range<usize>, String)>,
}

const WORDS: [(&str, Word); 24] = [
    ("不超过", Word::AtMost),
    ("不高于", Word::AtMost),
    ("不多于", Word::AtMost),
    ("最高", Word::AtMost),
    ("最多", Word::AtMost),
    ("不低于", Word::AtLeast),
    ("不少于", Word::AtLeast),
    ("最低", Word::AtLeast),
    ("至少", Word::AtLeast),
    ("以上", Word::Above),
    ("以下", Word::Below),
    ("以内", Word::Within),
    ("之内", Word::Within),
    ("超过", Word::Over),
    ("高于", Word::Over),
    ("大于", Word::Over),
    ("多于", Word::Over),
    ("超出", Word::Over),
    ("低于", Word::Under),
    ("少于", Word::Under),
    ("小于", Word::Under),
    ("不足", Word::Under),
    ("不满", Word::Under),
    ("届满", Word::AtLeast),
];

const VERBS: [(&str, bool); 12] = [
    ("均不包括", false),
    ("均不含", false),
    ("不包括", false),
    ("不包含", false),
    ("不含", false),
    ("均包括", true),
    ("均包含", true),
    ("均含", true),
    ("都包括", true),
    ("包括", true),
    ("包含", true),
    ("含", true),
];

/// Longest sentence that is looked at for a rule.
const LONGEST: usize = 200;

impl Bounds {
    /// The rules of a document.
    pub(crate) fn of(text: &Text) -> Self {
        let chars = text.chars();
        let mut bounds = Self::default();
        let mut read = 0;
        for at in 0..chars.len() {
            if at >= read && matches!(chars.get(at), Some('i' | 'e')) {
                if let Some((range, rules)) = english::rules::at(text, at) {
                    read = range.end;
                    bounds.add(text, range, rules);
                }
                continue;
            }
            if chars.get(at..at + 2) != Some(&['本', '数']) || at < read {
                continue;
            }
            // In a bracket it holds for the figure before it, unless it says 下同.
            let local = chars.get(at + 2) == Some(&')');
            if local {
                continue;
            }
            let stop = |i: &usize| matches!(chars.get(*i), Some('。' | '\n'));
            let start = (read.max(at.saturating_sub(LONGEST))..at)
                .rev()
                .find(stop)
                .map_or(read.max(at.saturating_sub(LONGEST)), |i| i + 1);
            let end = (at..chars.len().min(at + LONGEST)).find(stop).unwrap_or(chars.len().min(at + LONGEST));
            bounds.rule(text, &(start..end));
            read = end;
        }
        bounds
    }

    /// Rules that are read already: a word, and whether it holds its figure.
    fn add(&mut self, text: &Text, sentence: Range<usize>, rules: Vec<(&'static str, bool)>) {
        let said: Vec<String> = rules
            .iter()
            .map(|(word, held)| {
                format!("`{word}` {}", if *held { "holds its figure" } else { "does not hold it" })
            })
            .collect();
        for (word, held) in rules {
            self.ruled.entry(Word::English(word)).or_insert(held);
        }
        self.evidence.push((text.trim(sentence), said.join(", ")));
    }

    fn rule(&mut self, text: &Text, sentence: &Range<usize>) {
        let chars = text.chars();
        let (mut named, mut said): (Vec<(&str, Word)>, Vec<String>) = (Vec::new(), Vec::new());
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some((word, kind, end)) =
                WORDS.iter().find_map(|(word, kind)| word_at(chars, at, word).map(|end| (*word, *kind, end)))
            {
                named.push((word, kind));
                at = end;
                continue;
            }
            if let Some((held, end)) =
                VERBS.iter().find_map(|(verb, held)| word_at(chars, at, verb).map(|end| (*held, end)))
            {
                for (word, kind) in named.drain(..) {
                    self.ruled.entry(kind).or_insert(held);
                    said.push(format!(
                        "`{word}` {}",
                        if held { "holds its figure" } else { "does not hold it" }
                    ));
                }
                at = end;
                continue;
            }
            at += 1;
        }
        if !said.is_empty() {
            self.evidence.push((text.trim(sentence.clone()), said.join(", ")));
        }
    }

    /// Whether a word holds its figure, and whether the document says so.
    pub(crate) fn held(&self, word: Word) -> (bool, bool) {
        match self.ruled.get(&word) {
            Some(held) => (*held, true),
            // What the words mean without a rule is firm where they say it themselves (超过, 不超过).
            None => (word.usually(), !matches!(word, Word::Above | Word::Below | Word::Within)),
        }
    }
}

/// How many records back an adjoining tier is looked for.
const NEIGHBOURS: usize = 3;

/// Settles tiers that meet in one figure: where one side says that it holds it, the other does not; where neither
/// says so, a drafter is asked.
pub(crate) fn settle(text: &Text, criteria: &mut [(Option<String>, Found)]) -> Vec<DocumentWarning> {
    let mut warnings = Vec::new();
    for i in 1..criteria.len() {
        let (earlier, rest) = criteria.split_at_mut(i);
        let Some((_, b)) = rest.first_mut() else { continue };
        for (_, a) in earlier.iter_mut().rev().take(NEIGHBOURS) {
            let same = a.indicator == b.indicator && a.quantity.unit == b.quantity.unit && a.role == b.role;
            if !same || a.group.is_some() && a.group == b.group {
                continue;
            }
            let (
                Relation::Bounds { low: a_low, high: a_high },
                Relation::Bounds { low: b_low, high: b_high },
            ) = (&mut a.relation, &mut b.relation)
            else {
                continue;
            };
            for pair in [(a_high, b_low), (b_high, a_low)] {
                let (Some(high), Some(low)) = pair else { continue };
                if high.value != low.value || !(high.held && low.held) {
                    continue;
                }
                match (high.firm, low.firm) {
                    (true, false) => (low.held, low.firm) = (false, true),
                    (false, true) => (high.held, high.firm) = (false, true),
                    _ => warnings.push(DocumentWarning {
                        code: "tiers-overlap".to_owned(),
                        message: format!(
                            "two tiers of `{}` both hold {}; nothing in the text says which of them does",
                            b.indicator, high.value
                        ),
                        span: text.span(&b.range),
                    }),
                }
            }
        }
    }
    warnings
}
