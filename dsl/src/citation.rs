//! Where in a document a rule comes from: a counter path in one canonical form, whatever style it was written in.

use crate::Language;
use crate::numeral::{self, MAX_COUNTER};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Most characters a citation may be written with; a limit of the language.
pub const MAX_CITATION_LENGTH: usize = 200;
/// Most steps a citation may have; a limit of the language.
pub const MAX_CITATION_STEPS: usize = 12;

/// A place in a document: the counters that lead to it, outermost first.
///
/// Every numbering style is read; one form is printed, steps joined by `/`.
///
/// ```
/// use gradus_dsl::Citation;
/// let one: Citation = "附件3 四（一）1".parse().unwrap();
/// let other: Citation = "annex 3, 4(1)1".parse().unwrap();
/// assert_eq!(one, other);
/// assert_eq!(one.to_string(), "annex 3/4/(1)/1");
/// assert!(one.same_place(&"annex 3/4/1/1".parse().unwrap()));
/// assert!(one.within(&"annex 3".parse().unwrap()));
/// let plan: Citation = "3/3.2/3.2.1".parse().unwrap();
/// assert_eq!(plan, "3.2.1".parse().unwrap());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// INVARIANT: at least one, at most `MAX_CITATION_STEPS`.
    steps: Vec<Step>,
}

/// One counter of the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Step {
    /// The unnumbered paragraphs before the first numbered section.
    Preamble,
    /// `附件`, `annex 3`; 0 where the only annex carries no number.
    Annex(u16),
    /// `第一编`, `part 1`.
    Part(u16),
    /// `第一章`, `chapter 1`.
    Chapter(u16),
    /// `第一节`, `section 1`.
    Section(u16),
    /// `第三条`, `article 3`.
    Article(u16),
    /// `第二款`, `paragraph 2`: a paragraph that carries no sign.
    Paragraph(u16),
    /// `一、`, `1.`, `First,`.
    Plain(u16),
    /// `（一）`, `(1)`, `①`.
    Bracketed(u16),
    /// `(a)`.
    Letter(char),
    /// The unnumbered paragraphs after the last numbered section.
    Closing,
}

/// Why a text is not a citation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CitationError {
    /// Nothing was written.
    #[error("an empty citation names no place; write for example `2`, `annex 3, 4(1)1` or `第三条`")]
    Empty,
    /// Longer than the language allows.
    #[error(
        "a citation has at most {MAX_CITATION_LENGTH} characters, {MAX_CITATION_STEPS} steps and counters up to {MAX_COUNTER}"
    )]
    TooLong,
    /// Something that is no counter.
    #[error("`{found}` in `{citation}` is no counter; write for example `2`, `annex 3, 4(1)1` or `第三条`")]
    NotACounter {
        /// The citation as written.
        citation: String,
        /// From where on it could not be read.
        found: String,
    },
}

/// A decimal sign holds the signs above it: `3/3.2/3.2.1` is `3.2.1`.
fn without_repeats(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/') {
        let held = |above: &&str| {
            let decimal = part.split('.').count() > 1 && part.chars().all(|c| c.is_ascii_digit() || c == '.');
            decimal && part.strip_prefix(*above).is_some_and(|rest| rest.starts_with('.'))
        };
        if kept.last().is_some_and(held) {
            kept.pop();
        }
        kept.push(part);
    }
    kept.join("/")
}

impl Citation {
    /// Reads a citation in any numbering style: `annex 3, 4(1)1`, `附件3 四（一）1`, `第三条`, `3.2.1`,
    /// `preamble`, `closing`.
    ///
    /// # Errors
    /// Where the text is empty, too long, or holds something that is no counter.
    pub fn parse(text: &str) -> Result<Self, CitationError> {
        if text.chars().nth(MAX_CITATION_LENGTH).is_some() {
            return Err(CitationError::TooLong);
        }
        let chars: Vec<char> =
            without_repeats(text).chars().map(|c| numeral::half_width(c).to_ascii_lowercase()).collect();
        let mut steps = Vec::new();
        let mut at = skip_separators(&chars, 0);
        while at < chars.len() {
            let Some((step, length)) = step(&chars[at..]) else {
                return Err(CitationError::NotACounter {
                    citation: text.to_owned(),
                    found: chars[at..].iter().take(20).collect(),
                });
            };
            if steps.len() == MAX_CITATION_STEPS || counter(step) > MAX_COUNTER {
                return Err(CitationError::TooLong);
            }
            steps.push(step);
            at = skip_separators(&chars, at + length);
        }
        if steps.is_empty() { Err(CitationError::Empty) } else { Ok(Self { steps }) }
    }

    /// The place of a section of a document: its path as a citation, or that of the nearest section above it whose sign
    /// can be cited (`(ii)` cannot). None where no part of the path is a counter.
    pub(crate) fn of_section(path: &str) -> Option<Self> {
        let mut path = path;
        loop {
            if let Ok(citation) = Self::parse(path) {
                return Some(citation);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    /// The unnumbered paragraphs before the first numbered section.
    #[must_use]
    pub fn preamble() -> Self {
        Self { steps: vec![Step::Preamble] }
    }

    /// The unnumbered paragraphs after the last numbered section.
    #[must_use]
    pub fn closing() -> Self {
        Self { steps: vec![Step::Closing] }
    }

    /// Whether both name one place: brackets and the word for article do not count, so `annex 3/4/1/1` is
    /// `annex 3/4/(1)/1` and `第三条` is `3`.
    #[must_use]
    pub fn same_place(&self, other: &Self) -> bool {
        self.place().eq(other.place())
    }

    /// Whether this place is the other one or lies below it.
    #[must_use]
    pub fn within(&self, outer: &Self) -> bool {
        self.steps.len() >= outer.steps.len() && self.place().take(outer.steps.len()).eq(outer.place())
    }

    /// The place one step up; none where this is a top place.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (_, upper) = self.steps.split_last()?;
        (!upper.is_empty()).then(|| Self { steps: upper.to_vec() })
    }

    /// The same place without the chapters around an article, whose numbers run through all chapters.
    #[must_use]
    pub fn without_chapters(&self) -> Self {
        let article = self.steps.iter().position(|step| matches!(step, Step::Article(_)));
        let keep = |(i, step): (usize, &Step)| {
            let chapter = matches!(step, Step::Part(_) | Step::Chapter(_) | Step::Section(_));
            (!chapter || article.is_none_or(|a| i > a)).then_some(*step)
        };
        Self { steps: self.steps.iter().enumerate().filter_map(keep).collect() }
    }

    /// The one spelling all citations of a place share: equal exactly where [`Citation::same_place`] holds.
    pub(crate) fn place_key(&self) -> Self {
        Self { steps: self.place().collect() }
    }

    /// The place as people of a language write it: the canonical form in English; `附件3 四（一）1`, `第三条` in
    /// Chinese. Both read back as the same place, but for the Chinese words for preamble and closing.
    ///
    /// ```
    /// use gradus_dsl::{Citation, Language};
    /// let clause: Citation = "annex 3, 4(1)1".parse().unwrap();
    /// assert_eq!(clause.in_language(Language::Zh), "附件3 四（一）1");
    /// assert_eq!(clause.in_language(Language::En), "annex 3/4/(1)/1");
    /// ```
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        if language == Language::En {
            return self.to_string();
        }
        let mut text = String::new();
        for (i, step) in self.steps.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|i| self.steps.get(i));
            let han = numeral::in_chinese;
            let plain_beside = |step: Option<&Step>| matches!(step, Some(Step::Plain(_)));
            match (before, step) {
                (None, _) => {}
                (Some(Step::Plain(_)), Step::Plain(_)) => text.push('.'),
                // 附件 四 would be the fourth annex.
                (Some(Step::Annex(0)), Step::Plain(_)) => text.push('，'),
                // 附件3 四: what has no word of its own is set off from what stands before it.
                (Some(Step::Bracketed(_) | Step::Letter(_)), Step::Plain(_)) | (_, Step::Bracketed(_)) => {}
                (_, Step::Plain(_) | Step::Letter(_)) => text.push(' '),
                _ => {}
            }
            match *step {
                Step::Preamble => text.push_str("引言"),
                Step::Closing => text.push_str("结尾部分"),
                Step::Annex(0) => text.push_str("附件"),
                Step::Annex(n) => text.push_str(&format!("附件{n}")),
                Step::Part(n) => text.push_str(&format!("第{}编", han(n))),
                Step::Chapter(n) => text.push_str(&format!("第{}章", han(n))),
                Step::Section(n) => text.push_str(&format!("第{}节", han(n))),
                Step::Article(n) => text.push_str(&format!("第{}条", han(n))),
                Step::Paragraph(n) => text.push_str(&format!("第{}款", han(n))),
                Step::Plain(n) => {
                    let outermost = matches!(before, None | Some(Step::Annex(_)));
                    let numeral = outermost && !plain_beside(self.steps.get(i + 1));
                    text.push_str(&if numeral { han(n) } else { n.to_string() });
                }
                Step::Bracketed(n) if matches!(before, Some(Step::Article(_) | Step::Paragraph(_))) => {
                    text.push_str(&format!("第（{}）项", han(n)));
                }
                Step::Bracketed(n) => text.push_str(&format!("（{}）", han(n))),
                Step::Letter(letter) => text.push_str(&format!("({letter})")),
            }
        }
        text
    }

    fn place(&self) -> impl Iterator<Item = Step> {
        self.steps.iter().map(|step| match *step {
            Step::Article(n) | Step::Bracketed(n) => Step::Plain(n),
            other => other,
        })
    }
}

fn skip_separators(chars: &[char], mut at: usize) -> usize {
    while let Some(c) = chars.get(at) {
        if !(c.is_whitespace() || matches!(c, '/' | ',' | '、' | '.' | '。' | ':' | '．' | '，' | ';')) {
            break;
        }
        at += 1;
    }
    at
}

type MakeStep = fn(u16) -> Step;

/// Words that stand before their number: `annex 3`, `art. 3`. Longer spellings first.
const WORDS: [(&str, MakeStep); 21] = [
    ("attachment", Step::Annex),
    ("appendix", Step::Annex),
    ("annex", Step::Annex),
    ("附件", Step::Annex),
    ("附录", Step::Annex),
    ("chapter", Step::Chapter),
    ("ch.", Step::Chapter),
    ("section", Step::Section),
    ("sec.", Step::Section),
    ("article", Step::Article),
    ("art.", Step::Article),
    ("art", Step::Article),
    ("paragraph", Step::Paragraph),
    ("para.", Step::Paragraph),
    ("para", Step::Paragraph),
    ("part", Step::Part),
    ("measure", Step::Plain),
    ("item", Step::Plain),
    ("point", Step::Plain),
    ("no.", Step::Plain),
    ("§", Step::Section),
];

/// One counter at the start of the text, and how many characters it took.
fn step(chars: &[char]) -> Option<(Step, usize)> {
    if let Some(length) = starts(chars, "preamble") {
        return Some((Step::Preamble, length));
    }
    if let Some(length) = starts(chars, "closing") {
        return Some((Step::Closing, length));
    }
    if let Some(&c) = chars.first() {
        if c == '第' {
            return of_its_kind(chars);
        }
        if let Some(n) = numeral::circled(c) {
            return Some((Step::Bracketed(n), 1));
        }
        if c == '(' {
            return bracketed(chars);
        }
    }
    for (word, make) in WORDS {
        let Some(length) = starts(chars, word) else { continue };
        let spaces = chars[length..].iter().take_while(|c| c.is_whitespace() || **c == '.').count();
        if let Some((n, digits)) = number(&chars[length + spaces..]) {
            return Some((make(n), length + spaces + digits));
        }
        // 附件 alone: the only annex of a document carries no number.
        let alone = matches!(make(0), Step::Annex(_));
        return alone.then_some((Step::Annex(0), length));
    }
    let (n, length) = number(chars).or_else(|| ordinal_word(chars))?;
    Some((Step::Plain(n), length))
}

/// `第三条`, `第二款`, `第（三）项`.
fn of_its_kind(chars: &[char]) -> Option<(Step, usize)> {
    let (n, length) = match number(&chars[1..]) {
        Some(found) => found,
        None => match bracketed(&chars[1..])? {
            (Step::Bracketed(n), length) => (n, length),
            _ => return None,
        },
    };
    let step = match chars.get(1 + length)? {
        '编' => Step::Part(n),
        '章' => Step::Chapter(n),
        '节' => Step::Section(n),
        '条' | '條' => Step::Article(n),
        '款' => Step::Paragraph(n),
        '项' | '項' => Step::Bracketed(n),
        '目' => Step::Plain(n),
        _ => return None,
    };
    Some((step, 2 + length))
}

/// `(1)`, `(一)`, `(a)`.
fn bracketed(chars: &[char]) -> Option<(Step, usize)> {
    let inner = chars.strip_prefix(&['('])?;
    let before = inner.iter().take_while(|c| c.is_whitespace()).count();
    let inner = &inner[before..];
    let (step, length) = match number(inner) {
        Some((n, length)) => (Step::Bracketed(n), length),
        None => {
            let letter = *inner.first().filter(|c| c.is_ascii_lowercase())?;
            (Step::Letter(letter), 1)
        }
    };
    let after = inner[length..].iter().take_while(|c| c.is_whitespace()).count();
    (inner.get(length + after) == Some(&')')).then_some((step, 2 + before + length + after))
}

/// Arabic digits or one whole Chinese numeral, from 1; one above the limit is given back as just above it.
fn number(chars: &[char]) -> Option<(u16, usize)> {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let read = chars[..digits].iter().collect::<String>().parse::<u16>();
        let n = read.unwrap_or(u16::MAX).min(MAX_COUNTER + 1);
        return (n > 0).then_some((n, digits));
    }
    let length = chars.iter().take_while(|c| numeral::is_chinese_numeral(**c)).count();
    numeral::chinese_number(&chars[..length]).map(|n| (n, length))
}

fn ordinal_word(chars: &[char]) -> Option<(u16, usize)> {
    let length = chars.iter().take_while(|c| c.is_ascii_alphabetic()).count();
    let word: String = chars[..length].iter().collect();
    numeral::ordinal(&word).map(|n| (n, length))
}

/// The length of `word` where the text starts with it. A word of letters must end there, or go on with a digit.
fn starts(chars: &[char], word: &str) -> Option<usize> {
    let mut length = 0;
    for expected in word.chars() {
        if chars.get(length) != Some(&expected) {
            return None;
        }
        length += 1;
    }
    let letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
    let goes_on = chars.get(length).is_some_and(char::is_ascii_alphabetic);
    (!(letters && goes_on)).then_some(length)
}

fn counter(step: Step) -> u16 {
    match step {
        Step::Annex(n)
        | Step::Part(n)
        | Step::Chapter(n)
        | Step::Section(n)
        | Step::Article(n)
        | Step::Paragraph(n)
        | Step::Plain(n)
        | Step::Bracketed(n) => n,
        Step::Preamble | Step::Letter(_) | Step::Closing => 0,
    }
}

impl FromStr for Citation {
    type Err = CitationError;

    fn from_str(text: &str) -> Result<Self, CitationError> {
        Self::parse(text)
    }
}

/// Prints the canonical form.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            match step {
                Step::Preamble => f.write_str("preamble"),
                Step::Annex(0) => f.write_str("annex"),
                Step::Annex(n) => write!(f, "annex {n}"),
                Step::Part(n) => write!(f, "part {n}"),
                Step::Chapter(n) => write!(f, "ch. {n}"),
                Step::Section(n) => write!(f, "sec. {n}"),
                Step::Article(n) => write!(f, "art. {n}"),
                Step::Paragraph(n) => write!(f, "para. {n}"),
                Step::Plain(n) => write!(f, "{n}"),
                Step::Bracketed(n) => write!(f, "({n})"),
                Step::Letter(letter) => write!(f, "({letter})"),
                Step::Closing => f.write_str("closing"),
            }?;
        }
        Ok(())
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Citation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Citation {
    fn schema_name() -> Cow<'static, str> {
        "Citation".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "maxLength": MAX_CITATION_LENGTH,
            "description": "a counter path such as `annex 3/4/(1)/1`, `art. 3`, `preamble` or `closing`"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(text: &str) -> String {
        Citation::parse(text).map_or_else(|e| e.to_string(), |c| c.to_string())
    }

    #[test]
    fn every_style_comes_to_one_form() {
        for (written, canonical) in [
            ("annex 3, 4(1)1", "annex 3/4/(1)/1"),
            ("annex 3 / 4 / (1) / 1", "annex 3/4/(1)/1"),
            ("annex3.4(1)1", "annex 3/4/(1)/1"),
            ("附件3 四（一）1", "annex 3/4/(1)/1"),
            ("附件３、四、（一）１．", "annex 3/4/(1)/1"),
            ("附件3 第四条（一）1", "annex 3/art. 4/(1)/1"),
            ("附件", "annex"),
            ("附件（二）", "annex/(2)"),
            ("2", "2"),
            ("10.", "10"),
            ("十", "10"),
            ("九十九、", "99"),
            ("Eighth,", "8"),
            ("第三条", "art. 3"),
            ("第十一条第二款第（三）项", "art. 11/para. 2/(3)"),
            ("art.3", "art. 3"),
            ("Article 3", "art. 3"),
            ("第二章", "ch. 2"),
            ("3.2.1", "3/2/1"),
            ("5 ②", "5/(2)"),
            ("Sec. 4(a)", "sec. 4/(a)"),
            ("Preamble", "preamble"),
            ("closing", "closing"),
        ] {
            assert_eq!(printed(written), canonical, "{written}");
        }
    }

    #[test]
    fn what_is_no_counter_is_named() {
        insta::assert_snapshot!(
            ["", " / ", "four", "2 of the notice", "(1", "第三", "0", "10000", "二一", "preambles", "1-2"]
                .map(printed)
                .join("\n")
        );
        assert_eq!(Citation::parse(&"1/".repeat(101)), Err(CitationError::TooLong));
        assert_eq!(Citation::parse(&"1/".repeat(13)), Err(CitationError::TooLong));
    }

    #[test]
    fn brackets_and_the_word_article_do_not_move_a_place() {
        let at = |text: &str| Citation::parse(text).unwrap();
        assert!(at("annex 3/4/1/1").same_place(&at("附件3 第四条（一）1")));
        assert!(at("第三条").same_place(&at("3")));
        assert!(!at("annex 3").same_place(&at("3")));
        assert!(!at("ch. 3").same_place(&at("3")));
        assert!(at("annex 3/4/(1)").within(&at("annex 3, 4")));
        assert!(at("4").within(&at("第四条")));
        assert!(!at("4").within(&at("4(1)")));
        assert!(!at("41").within(&at("4")));
        assert_eq!(at("第一章 第三条（二）").without_chapters(), at("art. 3/(2)"));
        assert_eq!(at("第一章").without_chapters(), at("ch. 1"));
        assert_eq!(at("2(1)").parent(), Some(at("2")));
        assert_eq!(at("2").parent(), None);
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let n = 1..=MAX_COUNTER;
        prop_oneof![
            Just(Step::Preamble),
            Just(Step::Closing),
            Just(Step::Annex(0)),
            n.clone().prop_map(Step::Annex),
            n.clone().prop_map(Step::Part),
            n.clone().prop_map(Step::Chapter),
            n.clone().prop_map(Step::Section),
            n.clone().prop_map(Step::Article),
            n.clone().prop_map(Step::Paragraph),
            n.clone().prop_map(Step::Plain),
            n.prop_map(Step::Bracketed),
            proptest::char::range('a', 'z').prop_map(Step::Letter),
        ]
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(steps in prop::collection::vec(any_step(), 1..=MAX_CITATION_STEPS)) {
            let citation = Citation { steps };
            prop_assert_eq!(Citation::parse(&citation.to_string()), Ok(citation.clone()));
            let json = serde_json::to_string(&citation).unwrap();
            prop_assert_eq!(serde_json::from_str::<Citation>(&json).unwrap(), citation.clone());
            let chinese = citation.in_language(Language::Zh);
            if !citation.steps.iter().any(|step| matches!(step, Step::Preamble | Step::Closing)) {
                prop_assert_eq!(Citation::parse(&chinese), Ok(citation), "{}", chinese);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "[\\PC]{0,40}|[(（）第条章附件一二十百0-9a-z/., ]{0,40}") {
            if let Ok(citation) = Citation::parse(&text) {
                prop_assert_eq!(Citation::parse(&citation.to_string()), Ok(citation));
            }
        }
    }
}
