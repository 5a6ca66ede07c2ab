//! The folded copy of a text: one width, single spaces, broken lines joined, and for each character its origin.

use super::counter;
use super::model::Span;
use crate::numeral::half_width;
use std::ops::Range;

/// A text folded for matching. Every folded character comes from exactly one original character, so a range of
/// it leads back to a span of the original.
pub(super) struct Text {
    raw: Vec<char>,
    folded: Vec<char>,
    origin: Vec<usize>,
    /// The paragraphs in order; none is empty, none begins or ends with a blank.
    pub(super) paragraphs: Vec<Range<usize>>,
}

impl Text {
    /// Folds a text without byte-order mark. Linear in its length.
    pub(super) fn new(source: &str) -> Self {
        let raw: Vec<char> = source.chars().collect();
        let mut text = Self { raw, folded: Vec::new(), origin: Vec::new(), paragraphs: Vec::new() };
        let lines = text.lines();
        let mut at = 0;
        while at < lines.len() {
            let start = text.folded.len();
            text.fold_line(lines[at].clone(), start);
            while at + 1 < lines.len() && text.continues(&lines[at], &lines[at + 1]) {
                at += 1;
                text.fold_line(lines[at].clone(), start);
            }
            if text.folded.len() > start {
                text.paragraphs.push(start..text.folded.len());
                // A look back from the head of a paragraph must not see the end of the one before.
                text.folded.push('\n');
                text.origin.push(lines[at].end);
            }
            at += 1;
        }
        text
    }

    /// The folded characters.
    pub(super) fn chars(&self) -> &[char] {
        &self.folded
    }

    /// The folded characters of a range.
    pub(super) fn part(&self, range: &Range<usize>) -> &[char] {
        self.folded.get(range.clone()).unwrap_or_default()
    }

    /// The folded characters of a range as a string.
    pub(super) fn folded(&self, range: &Range<usize>) -> String {
        self.part(range).iter().collect()
    }

    /// A range in its original width, without the blanks that folding dropped.
    pub(super) fn written(&self, range: &Range<usize>) -> String {
        let original = |i: usize| {
            let c = self.origin.get(i).and_then(|at| self.raw.get(*at)).copied().unwrap_or(' ');
            if is_blank(c) { ' ' } else { c }
        };
        range.clone().map(original).collect()
    }

    /// Where a range stands in the original; a range of no characters has no length.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let at = |i: usize| self.origin.get(i).copied().unwrap_or(self.raw.len());
        if range.is_empty() {
            return Span { start: at(range.start), length: 0 };
        }
        Span::between(at(range.start), at(range.end - 1) + 1)
    }

    /// The range without blanks at its ends.
    pub(super) fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && self.folded.get(range.start).is_none_or(|c| is_blank(*c)) {
            range.start += 1;
        }
        while range.start < range.end && self.folded.get(range.end - 1).is_none_or(|c| is_blank(*c)) {
            range.end -= 1;
        }
        range
    }

    /// How many characters of Markdown stand at the head of a paragraph.
    pub(super) fn marks(&self, range: &Range<usize>) -> usize {
        self.part(range).iter().take(8).take_while(|c| matches!(c, '#' | ' ')).count()
    }

    /// Lines as ranges of the original, without blanks at their ends; an empty range is a blank line.
    fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (i, c) in self.raw.iter().enumerate() {
            // After \r\n the \n ends an empty line, which would read as a blank one.
            let second = *c == '\n' && i > 0 && self.raw[i - 1] == '\r';
            if second {
                start = i + 1;
            } else if matches!(c, '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}') {
                lines.push(self.trim_raw(start..i));
                start = i + 1;
            }
        }
        lines.push(self.trim_raw(start..self.raw.len()));
        lines
    }

    fn trim_raw(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && is_blank(self.raw[range.start]) {
            range.start += 1;
        }
        while range.start < range.end && is_blank(self.raw[range.end - 1]) {
            range.end -= 1;
        }
        range
    }

    /// Whether a line breaks off inside a sentence that the next line goes on with: a full line of text that
    /// ends in no stop, followed at once by a line that starts with no number sign.
    fn continues(&self, line: &Range<usize>, next: &Range<usize>) -> bool {
        let (line, next) = (&self.raw[line.clone()], &self.raw[next.clone()]);
        let (Some(last), Some(first)) = (line.last(), next.first()) else { return false };
        let open = |c: char| matches!(c, '，' | ',' | '、' | '-' | '—') || c.is_alphanumeric();
        // Headings, signatures and titles are short; a line broken by a page is as wide as the page.
        let wide = line.len() >= if is_han(*last) { 30 } else { 60 };
        let goes_on = is_han(*first) || first.is_lowercase() || matches!(first, '”' | '》' | '）');
        let head: Vec<char> = next.iter().take(24).map(|c| half_width(*c)).collect();
        let ends_name = matches!(last, '号');
        wide && open(*last)
            && goes_on
            && !ends_name
            && counter::sign(&head, 0).is_none()
            && self.is_text(line)
    }

    /// Whether a line holds a stop or comma, as running text does and a list of names does not.
    fn is_text(&self, line: &[char]) -> bool {
        line.iter().any(|c| matches!(c, '。' | '，' | ',' | '.' | '；' | ';'))
    }

    fn fold_line(&mut self, line: Range<usize>, start: usize) {
        // Two joined lines of letters are held apart by the line break itself.
        let mut blank = (line.start > 0).then(|| line.start - 1);
        for i in line {
            let c = half_width(self.raw[i]);
            if is_blank(c) {
                blank = blank.or(Some(i));
                continue;
            }
            let inside = self.folded.len() > start;
            if let Some(at) = blank.take()
                && inside
                && self.folded.last().is_some_and(|before| keeps_space(*before, c))
            {
                self.folded.push(' ');
                self.origin.push(at);
            }
            self.folded.push(c);
            self.origin.push(i);
        }
    }
}

/// Whether a character is no part of the text: spaces and control characters.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Whether a character is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
        || c == '〇'
}

/// Whether a space between two characters means anything: not beside a Chinese character or mark.
fn keeps_space(before: char, after: char) -> bool {
    let wide =
        |c: char| is_han(c) || matches!(c, '、' | '。' | '《' | '》' | '“' | '”' | '〔' | '〕' | '【' | '】');
    let narrow = |c: char| c.is_ascii_digit() || c.is_ascii_punctuation();
    !((wide(before) && (wide(after) || narrow(after))) || (narrow(before) && wide(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(source: &str) -> Vec<String> {
        let text = Text::new(source);
        text.paragraphs.iter().map(|range| text.folded(range)).collect()
    }

    #[test]
    fn width_and_spaces_are_folded_and_lead_back() {
        assert_eq!(paragraphs("第一章　总　　则\r\n到 2025 年，A  B\n\n"), ["第一章总则", "到2025年,A B"]);
        let text = Text::new("满　１年");
        assert_eq!(text.span(&(1..3)), Span { start: 2, length: 2 });
        assert_eq!(text.written(&(0..3)), "满１年");
    }

    #[test]
    fn a_line_broken_inside_a_sentence_is_joined_and_a_heading_is_not() {
        let broken = "推动数据资源产权、交易流通、跨境传输和安全等基础制度和标准规范建设，建立健全统一的数据交\n易流通规则。";
        assert_eq!(paragraphs(broken).len(), 1);
        assert_eq!(paragraphs("一、总体要求\n坚持以人民为中心。").len(), 2);
        assert_eq!(paragraphs("财政部\n商务部").len(), 2);
    }
}
