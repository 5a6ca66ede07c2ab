//! Which first words of a section are its heading, and which are its text.

use super::counter::Style;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::sentences::Split;
use std::collections::BTreeMap;
use std::ops::Range;

/// The first words of a section that may be its heading.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// The words without sign and stop.
    pub(crate) range: Range<usize>,
    /// The sentence they are, by place among the sentences.
    pub(crate) unit: usize,
    /// Whether they stand alone on their line and end in no stop.
    alone: bool,
    /// Whether they are the first part of a sentence: `Recognition.— The process …`.
    pub(crate) part: bool,
    /// In characters, letters counted as a quarter.
    length: usize,
    /// Whether they say what somebody shall do.
    says: bool,
    comma: bool,
    han: bool,
}

impl Candidate {
    pub(crate) fn at(self, unit: usize) -> Self {
        Self { unit, ..self }
    }
}

/// The longest heading that stands alone on its line, and behind which text follows.
const LONGEST_ALONE: usize = 90;
const LONGEST_BEFORE_TEXT: usize = 46;
/// In a list whose first sentences are longer than this on the whole, they are text.
const LIKELY: usize = 26;
/// The same for articles, of which so many must have first words that may be titles.
const TITLED: usize = 12;
const ARTICLES: usize = 3;

/// What may be the heading of a section that begins with these sentences; none where it is text for sure. `followed`
/// says whether an item of the section begins on the same line.
pub(crate) fn candidate(text: &Text, style: Style, splits: &[Split], followed: bool) -> Option<Candidate> {
    let first = splits.first().filter(|split| split.clause.is_none())?;
    let chars = text.chars();
    // 第三条 【适用范围】…, （二）【场租补贴】…: the heading stands in a bracket of its own.
    if let Some(range) = bracketed(text, style, &first.range) {
        let length = range.len();
        return Some(Candidate {
            range,
            unit: 0,
            alone: true,
            part: false,
            length,
            says: false,
            comma: false,
            han: true,
        });
    }
    if let Some(range) = dashed(text, &first.range) {
        let length = range.len() / 4;
        return Some(Candidate {
            range,
            unit: 0,
            alone: true,
            part: true,
            length,
            says: false,
            comma: false,
            han: false,
        });
    }
    let part = text.part(&first.range);
    let last = part.last().copied().unwrap_or(' ');
    let stop = matches!(last, '。' | '.' | '!' | '?');
    if matches!(last, ';' | ':' | ',' | '—') && !(style == Style::Annex && last == ':') {
        return None;
    }
    // A sentence that only a clause follows is what the clause governs, not its heading.
    let more = splits.iter().skip(1).any(|split| split.clause.is_none()) || (followed && splits.len() == 1);
    // A question alone on its line is a heading.
    let asks = splits.len() == 1 && last == '?' && first.range.len() <= 160;
    let alone = splits.len() == 1 && (!stop || asks);
    let outer = matches!(style, Style::Annex | Style::Part | Style::Chapter | Style::Section);
    // 一、污染处置组。由…: text of the same line follows, or of the next.
    let own_line = splits.len() == 1 && style == Style::Chinese;
    if !(alone || more || outer || own_line) {
        return None;
    }
    let han = part.iter().filter(|c| is_han(**c)).count();
    let chinese = han * 3 > part.len();
    let end = if stop && !asks { first.range.end - 1 } else { first.range.end };
    let mut range = text.trim(first.range.start..end);
    // Part A - General
    if !asks && part.iter().take(2).eq(['-', ' '].iter()) || part.iter().take(2).eq(['–', ' '].iter()) {
        range = text.trim(range.start + 1..range.end);
    }
    let line = text.folded(&range).to_lowercase();
    let asks = asks
        || (alone
            && ["what ", "who ", "how ", "when ", "where ", "why "]
                .iter()
                .any(|word| line.starts_with(word)));
    let says = !asks
        && [" shall ", " must ", " may ", " will ", " should ", " are ", " is "]
            .iter()
            .any(|word| line.contains(word))
        || [
            "应当",
            "不得",
            "是指",
            "适用于",
            "适用本",
            "按照本",
            "所称",
            "负责",
            "牵头",
            "会同",
            "不予",
            "本政策",
            "每年",
            "之日起",
        ]
        .iter()
        .any(|word| line.contains(word))
        || asked_to(text.part(&range))
        || line.chars().filter(|c| *c == ',').count() > 2
        || figure_first(chars, &range);
    let length = if chinese { range.len() } else { range.len() / 4 };
    Some(Candidate {
        range,
        unit: 0,
        alone,
        part: false,
        length,
        says,
        comma: line.contains(','),
        han: chinese,
    })
}

/// `Recognition.— The process …`, `Exemption.—(1) …`: the heading before the dash.
fn dashed(text: &Text, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let dash = (range.start..range.end.min(range.start + 100)).find(|at| {
        chars.get(*at) == Some(&'.')
            && (matches!(chars.get(*at + 1), Some('—' | '–'))
                || chars.get(*at + 1..*at + 3) == Some(&['-', '-']))
    })?;
    let heading = text.trim(range.start..dash);
    let part = text.part(&heading);
    let plain = !part.iter().any(|c| is_han(*c) || matches!(c, ';' | ':' | '.'));
    (plain && part.first().is_some_and(|c| c.is_uppercase())).then_some(heading)
}

/// `司法部要…`, `各地区要…`: who is to do something is named first; 重要 and 机构要素 are other words.
fn asked_to(line: &[char]) -> bool {
    let bodies = [
        '部', '委', '局', '署', '厅', '办', '院', '会', '行', '府', '门', '位', '构', '关', '区', '地', '方',
        '市', '县', '省', '级',
    ];
    line.windows(3).any(|part| {
        matches!(part, [body, '要', next] if bodies.contains(body) && !matches!(next, '求' | '素' | '点' | '件'))
    })
}

/// 2020年底前…: a sentence that begins with a date says when something is to be done.
fn figure_first(chars: &[char], range: &Range<usize>) -> bool {
    let digits = range.clone().take_while(|at| chars.get(*at).is_some_and(char::is_ascii_digit)).count();
    digits == 4 && chars.get(range.start + 4) == Some(&'年')
}

fn bracketed(text: &Text, style: Style, range: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let close = match chars.get(range.start)? {
        '【' => '】',
        '(' if style == Style::Article => ')',
        '[' if style == Style::Article => ']',
        _ => return None,
    };
    let end = (range.start + 1..range.end.min(range.start + 80)).find(|at| chars.get(*at) == Some(&close))?;
    (end > range.start + 1).then_some(range.start + 1..end)
}

/// For each section, whether its candidate is its heading. First sentences with text behind them are judged by all
/// sections of their style: a list has headings or it has none.
pub(crate) fn settle<'a>(
    sections: impl Iterator<Item = (Style, Option<&'a Candidate>)> + Clone,
) -> Vec<bool> {
    let mut lengths: BTreeMap<Style, Vec<usize>> = BTreeMap::new();
    for (style, candidate) in sections.clone() {
        if let Some(candidate) = candidate.filter(|c| !c.alone) {
            let says = if candidate.says { LONGEST_ALONE } else { 0 };
            lengths.entry(style).or_default().push(candidate.length + says);
        }
    }
    let many = lengths.get(&Style::Article).is_some_and(|lengths| lengths.len() >= ARTICLES);
    let medians: BTreeMap<Style, usize> = lengths
        .into_iter()
        .filter_map(|(style, mut lengths)| {
            lengths.sort_unstable();
            lengths.get(lengths.len() / 2).map(|median| (style, *median))
        })
        .collect();
    let articles_titled = many && medians.get(&Style::Article).is_some_and(|median| *median <= TITLED);
    sections
        .map(|(style, candidate)| {
            let Some(candidate) = candidate else { return false };
            let outer = matches!(style, Style::Annex | Style::Part | Style::Chapter | Style::Section);
            let article = style == Style::Article && candidate.han;
            if candidate.alone || outer {
                return candidate.length <= LONGEST_ALONE
                    && !(article && candidate.length > 20)
                    && (!candidate.says || candidate.han);
            }
            let likely = medians.get(&style).is_some_and(|median| *median <= LIKELY);
            // 第三条 启动资助。对…: in a text whose articles have titles; those of a law begin with their rule.
            let titled = !article || (articles_titled && candidate.length <= 20 && !candidate.comma);
            likely && titled && !candidate.says && candidate.length <= LONGEST_BEFORE_TEXT
        })
        .collect()
}
