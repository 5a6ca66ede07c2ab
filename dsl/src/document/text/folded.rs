//! The folded copy of a text: one width, one script, single spaces, broken lines joined, marks of markup left out;
//! and for each character its origin.

use super::cut;
use super::lines::{Line, Lines};
use super::traditional::simplified;
use crate::document::model::Span;
use crate::document::section::counter;
use crate::numeral::half_width;
use std::ops::Range;

/// A text folded for matching. Every folded character comes from one place of the original, so a range of it leads
/// back to a span of the original.
pub(crate) struct Text<'a> {
    source: &'a str,
    folded: Vec<char>,
    /// Where rows of characters come from that stand in the original as they do here.
    runs: Vec<Run>,
    /// How many characters the original has.
    length: usize,
    /// The paragraphs in order; none is empty, none begins or ends with a blank.
    pub(crate) paragraphs: Vec<Range<usize>>,
    /// Where the main headings of a page of HTML begin, in order.
    pub(crate) titles: Vec<usize>,
    /// The places before which the original has a wide gap where a paragraph may have lost its break.
    gaps: Vec<usize>,
    /// How many Chinese characters there are, and how many of them only traditional script has.
    pub(crate) han: usize,
    pub(crate) traditional: usize,
}

/// A row of folded characters that follow each other in the original too.
struct Run {
    folded: u32,
    origin: u32,
    byte: u32,
}

/// A text may be this long: places of it are kept in 32 bits.
pub(crate) const MOST: usize = u32::MAX as usize;

/// A longer row is cut, so that no place is far from the beginning of its row.
const LONGEST_RUN: usize = 64;

impl<'a> Text<'a> {
    /// Folds a text without byte-order mark. Linear in its length.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut text = Self {
            source,
            // One character more a paragraph is the most that folding adds.
            folded: Vec::with_capacity(source.chars().count() + 1),
            runs: Vec::new(),
            length: 0,
            paragraphs: Vec::new(),
            titles: Vec::new(),
            gaps: Vec::new(),
            han: 0,
            traditional: 0,
        };
        let mut lines = Lines::new(source);
        let cut = if lines.is_page() { None } else { cut::width(source) };
        let mut next = lines.next();
        while let Some(mut line) = next.take() {
            let start = text.folded.len();
            text.fold_line(&line, start);
            loop {
                next = lines.next();
                match &next {
                    Some(following) if continues(&line, following, cut) => {
                        text.fold_line(following, start);
                    }
                    _ => break,
                }
                let Some(following) = next.take() else { break };
                line = following;
            }
            if text.folded.len() > start {
                text.paragraphs.push(start..text.folded.len());
                if line.titles {
                    text.titles.push(start);
                }
                // A look back from the head of a paragraph must not see the end of the one before.
                text.push('\n', line.end, line.end_byte);
            }
        }
        text.length = lines.length();
        text.folded.shrink_to_fit();
        text.runs.shrink_to_fit();
        text.paragraphs.shrink_to_fit();
        text
    }

    /// The folded characters.
    pub(crate) fn chars(&self) -> &[char] {
        &self.folded
    }

    /// The folded characters of a range.
    pub(crate) fn part(&self, range: &Range<usize>) -> &[char] {
        self.folded.get(range.clone()).unwrap_or_default()
    }

    /// The folded characters of a range as a string.
    pub(crate) fn folded(&self, range: &Range<usize>) -> String {
        self.part(range).iter().collect()
    }

    /// The wide gaps inside a range.
    pub(crate) fn gaps(&self, range: &Range<usize>) -> &[usize] {
        let from = self.gaps.partition_point(|at| *at <= range.start);
        let to = self.gaps.partition_point(|at| *at < range.end);
        self.gaps.get(from..to).unwrap_or_default()
    }

    /// A range in its original width and script, without what folding dropped.
    pub(crate) fn written(&self, range: &Range<usize>) -> String {
        let mut out = String::new();
        let mut at = range.start;
        while at < range.end.min(self.folded.len()) {
            let index = self.run(at);
            let Some(run) = self.runs.get(index) else { break };
            let end = self.runs.get(index + 1).map_or(self.folded.len(), |next| next.folded as usize);
            let from = self.source.get(run.byte as usize..).unwrap_or_default();
            let row = from.chars().skip(at - run.folded as usize).take(end.min(range.end) - at);
            // The break between two joined lines is a space here, and an entity is the character it stands for.
            let kept = row.zip(at..).map(|(c, i)| match self.folded.get(i) {
                Some(folded) if c == '&' => *folded,
                _ if is_blank(c) => ' ',
                _ => c,
            });
            out.extend(kept);
            at = end;
        }
        out
    }

    /// Where a range stands in the original; a range of no characters has no length.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        if range.is_empty() {
            return Span { start: self.origin(range.start), length: 0 };
        }
        Span::between(self.origin(range.start), self.origin(range.end - 1) + 1)
    }

    /// The range without blanks at its ends.
    pub(crate) fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && self.folded.get(range.start).is_none_or(|c| is_blank(*c)) {
            range.start += 1;
        }
        while range.start < range.end && self.folded.get(range.end - 1).is_none_or(|c| is_blank(*c)) {
            range.end -= 1;
        }
        range
    }

    /// Whether the original has something before a place that folding dropped.
    pub(crate) fn apart(&self, at: usize) -> bool {
        at > 0 && self.origin(at) > self.origin(at - 1) + 1
    }

    /// How many characters of Markdown stand at the head of a paragraph.
    pub(crate) fn marks(&self, range: &Range<usize>) -> usize {
        let part = self.part(range);
        let hashes = part.iter().take(8).take_while(|c| matches!(c, '#' | ' ')).count();
        let bullet = matches!(part.get(hashes..), Some(['*' | '+' | '-' | '•', ' ', ..]));
        let mark = if bullet { hashes + 2 } else { hashes };
        // A mark with nothing behind it is text.
        if mark < part.len() { mark } else { 0 }
    }

    /// The index of the run a place belongs to.
    fn run(&self, at: usize) -> usize {
        self.runs.partition_point(|run| run.folded as usize <= at).saturating_sub(1)
    }

    fn origin(&self, at: usize) -> usize {
        if at >= self.folded.len() {
            return self.length;
        }
        self.runs
            .get(self.run(at))
            .map_or(self.length, |run| run.origin as usize + (at - run.folded as usize))
    }

    fn push(&mut self, c: char, origin: usize, byte: usize) {
        let folded = self.folded.len();
        let goes_on = self.runs.last().is_some_and(|run| {
            let far = folded - run.folded as usize;
            origin == run.origin as usize + far && far < LONGEST_RUN
        });
        // INVARIANT: no text is longer than `MOST`, so no place is cut short.
        let short = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        if !goes_on {
            self.runs.push(Run { folded: short(folded), origin: short(origin), byte: short(byte) });
        }
        self.folded.push(c);
    }

    fn fold_line(&mut self, line: &Line, start: usize) {
        let mut blank = None::<(usize, usize)>;
        // Two joined lines of letters are held apart by the line break itself.
        if self.folded.len() > start {
            blank = line.start.checked_sub(1).map(|at| (at, line.start_byte.saturating_sub(1)));
        }
        let (mut wide, mut counting) = (0usize, start);
        for piece in &line.pieces {
            // 「X」 quotes as “X” does.
            let mut c = match piece.c {
                '「' => '“',
                '」' => '”',
                '『' => '‘',
                '』' => '’',
                other => half_width(other),
            };
            if is_blank(c) {
                blank = blank.or(Some((piece.origin, piece.byte)));
                wide += if piece.c == '\u{3000}' { 2 } else { 1 };
                continue;
            }
            if is_han(c) {
                self.han += 1;
                if let Some(plain) = simplified(c) {
                    self.traditional += 1;
                    c = plain;
                }
            }
            let inside = self.folded.len() > start;
            if let Some((at, byte)) = blank.take()
                && inside
            {
                if self.space(counting, c) {
                    self.push(' ', at, byte);
                }
                // 附件 is worth a look even behind a narrow gap.
                if wide >= 4 || c == '附' {
                    counting = self.folded.len();
                    self.gaps.push(counting);
                }
            }
            wide = 0;
            self.push(c, piece.origin, piece.byte);
        }
    }
}

impl Text<'_> {
    /// Whether a space before `after` is kept; `head` is where the line, or what follows a wide gap, begins.
    fn space(&self, head: usize, after: char) -> bool {
        // A figure at the head and a space are a number sign (`3.2.1　总则`), and no quantity (`2021 年`).
        let figure = self.folded.get(head..).unwrap_or_default();
        let short = figure.len() <= 10 && figure.iter().take_while(|c| c.is_ascii_digit()).count() <= 2;
        let quantity = "年月日号个家户名人项件次批万亿元周天小时多余倍岁级".contains(after);
        let sign = !figure.is_empty() && short && figure.iter().all(|c| c.is_ascii_digit() || *c == '.');
        (sign && (is_han(after) || matches!(after, '“' | '《')) && !quantity)
            || self.folded.last().is_some_and(|before| keeps_space(*before, after))
    }
}

/// Whether a line breaks off inside a sentence that the next line goes on with: a full line of text that ends in no
/// stop, followed at once by a line that starts with no number sign. `cut` is how wide a line is that was cut at the
/// width of a page.
fn continues(line: &Line, next: &Line, cut: Option<usize>) -> bool {
    if !next.adjoins {
        return false;
    }
    let (Some(last), Some(first)) = (line.last(), next.first()) else { return false };
    // No sentence begins with a comma or a closing mark, and none ends in an opening one: the line was cut.
    let closing = matches!(first, '，' | '、' | '。' | '；' | '：' | '）' | '》' | '”') && !line.ends();
    if closing || matches!(last, '（' | '《' | '“') {
        return true;
    }
    let head: Vec<char> = next.pieces.iter().take(24).map(|piece| half_width(piece.c)).collect();
    let begins = counter::sign(&head, 0).is_some();
    if !begins && inside_bracket(line, next) {
        return true;
    }
    // A figure that would not have fitted stands whole on the next line.
    let figure = next.pieces.iter().take_while(|piece| piece.c.is_ascii_digit()).count();
    let columns = cut::columns(line.pieces.iter().map(|piece| piece.c)) + figure;
    let full = cut.is_some_and(|cut| columns >= cut);
    let chinese = is_han(last) || is_han(first) || half_width(last) != last || half_width(first) != first;
    if full && chinese && !line.ends() && !(begins && matches!(last, '）' | '》' | '”')) {
        return true;
    }
    let open = |c: char| matches!(c, '，' | ',' | '、' | '-' | '—' | '%' | '％') || c.is_alphanumeric();
    // Headings, signatures and titles are short; a line broken by a page is as wide as the page.
    let wide = line.pieces.len() >= if chinese { 30 } else { 60 };
    let lower = first.is_lowercase() || first.is_ascii_digit() && last == ',';
    // A line that begins with a capital goes on where it is as long, or ends the sentence.
    let full = next.pieces.len() * 2 > line.pieces.len() || next.last() == Some('.');
    let upper = first.is_uppercase() && full;
    // …提高到⏎2.5%左右: a figure with its unit.
    let quantity = is_han(last) && figure > 0 && next.pieces.iter().any(|piece| is_han(piece.c));
    let goes_on = is_han(first) || lower || upper || quantity || matches!(first, '“' | '《');
    if !(wide && open(last) && goes_on) || last == '号' {
        return false;
    }
    !begins && is_text(line)
}

/// Whether a line opens a bracket that the next one closes.
fn inside_bracket(line: &Line, next: &Line) -> bool {
    let mark = |c: char| matches!(c, '（' | '(' | '）' | ')');
    let opens = |c: char| matches!(c, '（' | '(');
    let last = line.pieces.iter().rev().map(|piece| piece.c).find(|c| mark(*c));
    let first = next.pieces.iter().map(|piece| piece.c).find(|c| mark(*c));
    last.is_some_and(opens) && first.is_some_and(|c| !opens(c))
}

/// Whether a line holds a stop or comma, as running text does and a list of names does not.
fn is_text(line: &Line) -> bool {
    line.pieces.iter().any(|piece| matches!(piece.c, '。' | '，' | ',' | '.' | '；' | ';'))
}

/// Whether a character is no part of the text: spaces and control characters.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}')
}

/// Whether a character is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
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
        assert_eq!(
            paragraphs(
                "公司，与其他从事同类业务并且已经依法登记注册的企业，共同申报本办法规定的奖励资金，\n\n财政部"
            )
            .len(),
            2
        );
    }

    #[test]
    fn traditional_script_is_folded_and_kept_as_written() {
        let text = Text::new("工業和信息化部負責");
        assert_eq!(text.folded(&(0..9)), "工业和信息化部负责");
        assert_eq!(text.written(&(0..9)), "工業和信息化部負責");
        assert_eq!((text.han, text.traditional), (9, 3));
    }

    #[test]
    fn a_figure_at_the_head_keeps_its_space_and_wide_gaps_are_kept_apart() {
        assert_eq!(paragraphs("1　总则"), ["1 总则"]);
        let text = Text::new("应急预案　　1　总则　　1.1　编制目的　　健全机制。");
        let range = text.paragraphs[0].clone();
        assert_eq!(text.folded(&range), "应急预案1 总则1.1 编制目的健全机制。");
        let shown: Vec<String> = text
            .gaps(&range)
            .iter()
            .map(|at| text.folded(&(*at..range.end)).chars().take(3).collect())
            .collect();
        assert_eq!(shown, ["1 总", "1.1", "健全机"]);
    }

    #[test]
    fn marks_of_markup_are_left_out() {
        assert_eq!(
            paragraphs("**Startup** Patent \\& IPR [A. Objective](#12) x"),
            ["Startup Patent & IPR A. Objective x"]
        );
        assert_eq!(paragraphs("政(zheng)策(ce)文(wen)件(jian)规(gui)定(ding)"), ["政策文件规定"]);
        assert_eq!(
            paragraphs(
                "<html><body><p>第一条&nbsp;为了</p><p>A &amp; B<br>C</p><script>x()</script></body></html>"
            ),
            ["第一条为了", "A & B", "C"]
        );
        let text = Text::new("<html><p>A &amp; B</p>");
        assert_eq!(text.written(&(0..5)), "A & B");
        assert_eq!(text.span(&(0..1)), Span { start: 9, length: 1 });
    }
}
