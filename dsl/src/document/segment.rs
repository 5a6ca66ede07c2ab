//! Sections: follows the counters of a text, whatever styles they mix, and gives every sentence its place.

use super::counter::{self, Sign, Style};
use super::sentences;
use super::text::{Text, is_han};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a sentence belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Before the first numbered section.
    Preamble,
    /// In the section with this place in the list.
    Section(usize),
    /// After the last numbered section.
    Closing,
}

/// A section as it is met.
#[derive(Debug)]
pub(super) struct SectionDraft {
    pub(super) path: String,
    pub(super) level: usize,
    pub(super) sign: String,
    pub(super) style: Style,
    pub(super) heading: Option<Range<usize>>,
    /// From its sign to the end of everything below it.
    pub(super) range: Range<usize>,
    /// How many paragraphs it has by itself.
    paragraphs: usize,
}

/// A sentence with its place.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) range: Range<usize>,
    /// The range without a number sign at its head.
    pub(super) words: Range<usize>,
    pub(super) place: Place,
    pub(super) heading: bool,
    /// The inside of the bracket, where this is a responsibility clause.
    pub(super) clause: Option<Range<usize>>,
    /// The paragraph it stands in, by place in the text.
    paragraph: usize,
}

/// A remark about the numbering.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) range: Range<usize>,
}

/// The body of a text, taken apart.
#[derive(Default)]
pub(super) struct Segments {
    pub(super) sections: Vec<SectionDraft>,
    pub(super) units: Vec<Unit>,
    pub(super) remarks: Vec<Remark>,
    /// The open sections, outermost first.
    open: Vec<Open>,
    /// The last number of each style since the last annex.
    last: BTreeMap<Style, u16>,
}

#[derive(Clone, Debug)]
struct Open {
    style: Style,
    number: u16,
    section: usize,
}

/// Takes the body apart. `is_clause` says whether the inside of a bracket is a responsibility clause.
pub(super) fn segment(text: &Text, body: &[usize], is_clause: impl Fn(&Range<usize>) -> bool) -> Segments {
    let mut segments = Segments::default();
    for &paragraph in body {
        let Some(range) = text.paragraphs.get(paragraph).cloned() else { continue };
        let mut from = range.start;
        // Headings may come with the marks of Markdown before them.
        let mut sign = segments.accept(text, range.start + text.marks(&range), true);
        loop {
            let first = sign.is_some();
            let next = segments.next_inside(text, sign.as_ref().map_or(from, |s| s.text), range.end);
            let end = next.as_ref().map_or(range.end, |s| s.printed.start);
            segments.piece(text, from..end, sign.as_ref(), paragraph, &is_clause);
            let Some(found) = next else { break };
            from = found.printed.start;
            segments.open_section(text, &found, first);
            sign = Some(found);
        }
    }
    segments.close(text, body);
    segments
}

impl Segments {
    /// Opens a section where a sign stands at the head of a paragraph.
    fn accept(&mut self, text: &Text, at: usize, head: bool) -> Option<Sign> {
        let sign = counter::sign(text.chars(), at)?;
        if !self.fits(&sign, head) {
            return None;
        }
        self.open_section(text, &sign, head);
        Some(sign)
    }

    /// The next sign inside a paragraph: behind a stop or colon, in Chinese text, and only where its number is
    /// the one to come.
    fn next_inside(&self, text: &Text, from: usize, end: usize) -> Option<Sign> {
        let chars = text.chars();
        (from + 1..end).find_map(|at| {
            let before = chars.get(at - 1)?;
            let stopped = matches!(before, '。' | ';' | ':' | ')' | '”');
            let here = *chars.get(at)?;
            // 第十条(一) points to an item; a bracketed sign may otherwise stand straight behind a heading that
            // lost its line break.
            let lost_break = here == '(' && is_han(*before) && !matches!(before, '条' | '款' | '项' | '第');
            if !(stopped || lost_break) {
                return None;
            }
            let sign = counter::sign(chars, at).filter(|sign| sign.text < end)?;
            if !stopped
                && (sign.style != Style::ChineseBracket || matches!(chars.get(sign.text), Some('项' | '款')))
            {
                return None;
            }
            let chinese = chars.get(sign.text).is_some_and(|c| is_han(*c) || *c == '“' || *c == '《');
            let inside =
                !matches!(sign.style, Style::Annex | Style::Ordinal | Style::Decimal(_) | Style::Letter);
            (chinese && inside && self.fits(&sign, false)).then_some(sign)
        })
    }

    /// Whether a sign continues or begins a list here. At the head of a paragraph a strong style is believed
    /// even where it jumps.
    fn fits(&self, sign: &Sign, head: bool) -> bool {
        if self.continues(sign).is_some()
            || self.last.get(&sign.style).is_some_and(|last| last + 1 == sign.number)
        {
            return true;
        }
        let strong = !matches!(
            sign.style,
            Style::Figure | Style::FigureBracket | Style::Circled | Style::Letter | Style::Ordinal
        );
        let begins = sign.number <= 1;
        if head {
            begins || strong
        } else {
            begins && (strong || sign.style != Style::Figure || self.is_open(Style::Chinese))
        }
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.iter().any(|open| open.style == style)
    }

    /// The open list that a sign goes on: one of its own style, or one that only changes its style (`Fourth,`
    /// then `5.`).
    fn continues(&self, sign: &Sign) -> Option<usize> {
        let next = |open: &Open| open.number + 1 == sign.number;
        let same = |open: &Open| open.style == sign.style && next(open);
        let plain = |style: Style| matches!(style, Style::Ordinal | Style::Figure);
        let changed = |open: &Open| plain(open.style) && plain(sign.style) && next(open);
        self.open.iter().rposition(same).or_else(|| self.open.iter().rposition(changed))
    }

    fn open_section(&mut self, text: &Text, sign: &Sign, head: bool) {
        let at = sign.printed.start;
        let printed = text.written(&sign.printed);
        if let Some(i) = self.continues(sign) {
            if let Some(open) = self.open.get(i)
                && open.style != sign.style
            {
                let before = self.sections.get(open.section).map_or("", |s| s.sign.as_str());
                let message =
                    format!("the numbering changes style from `{before}` to `{printed}` and counts on");
                self.remarks.push(Remark {
                    code: "numbering-style-changes",
                    message,
                    range: sign.printed.clone(),
                });
            }
            self.end_open(i, at);
        } else {
            self.begin_list(sign, &printed, at, head);
        }
        let parent = self.open.last().and_then(|open| self.sections.get(open.section));
        let (path, level) = match parent {
            Some(parent) => (format!("{}/{printed}", parent.path), parent.level + 1),
            None => (printed.clone(), 1),
        };
        self.last.insert(sign.style, sign.number);
        self.open.push(Open { style: sign.style, number: sign.number, section: self.sections.len() });
        self.sections.push(SectionDraft {
            path,
            level,
            sign: printed,
            style: sign.style,
            heading: None,
            range: at..at,
            paragraphs: 0,
        });
    }

    /// A sign that goes on no open list: a new list below, a list that restarts, or a number that jumps.
    fn begin_list(&mut self, sign: &Sign, printed: &str, at: usize, head: bool) {
        let runs_on = self.last.get(&sign.style).is_some_and(|last| last + 1 == sign.number);
        if sign.number > 1 && !runs_on && head && !matches!(sign.style, Style::Annex | Style::Decimal(_)) {
            let message = format!("the numbering jumps to `{printed}`");
            self.remarks.push(Remark { code: "numbering-jumps", message, range: sign.printed.clone() });
        }
        let depth = match sign.style {
            Style::Annex => {
                self.last.clear();
                0
            }
            Style::Decimal(_) => usize::from(self.open.first().is_some_and(|o| o.style == Style::Annex)),
            // Chapters and articles never stand inside what is usually inside them.
            style if style <= Style::Article => {
                self.open.iter().position(|open| open.style >= style).unwrap_or(self.open.len())
            }
            style => match self.open.iter().position(|open| open.style == style) {
                Some(i) => i,
                None => {
                    // Styles nest in a usual order, but a list may also use an outer style below an inner one:
                    // it is taken out of the inner one only where something usual remains around it.
                    let outer = self.open.iter().rposition(|open| open.style < style);
                    outer.map_or(self.open.len(), |i| i + 1)
                }
            },
        };
        self.end_open(depth, at);
    }

    /// Ends the open sections from this depth on.
    fn end_open(&mut self, depth: usize, at: usize) {
        for open in self.open.drain(depth.min(self.open.len())..) {
            if let Some(section) = self.sections.get_mut(open.section) {
                section.range.end = at;
            }
        }
    }

    /// Splits one piece of a paragraph, from a sign to the next, into sentences.
    fn piece(
        &mut self,
        text: &Text,
        range: Range<usize>,
        sign: Option<&Sign>,
        paragraph: usize,
        is_clause: &impl Fn(&Range<usize>) -> bool,
    ) {
        let place = self.open.last().map_or(Place::Preamble, |open| Place::Section(open.section));
        let start = sign.map_or(range.start, |sign| sign.text.min(range.end));
        let mut splits = sentences::split(text, start..range.end, is_clause);
        let heading = match sign {
            Some(sign) => heading(text, sign, &splits),
            None => self.annex_title(text, &splits),
        };
        if sign.is_some() {
            // The sign belongs to the first sentence; a sign alone on its line is a heading by itself.
            match splits.first_mut() {
                Some(first) if first.clause.is_none() => first.range.start = range.start,
                _ => {
                    splits.insert(0, sentences::Split { range: text.trim(range.start..start), clause: None })
                }
            }
        }
        let titled =
            heading.is_some() || (sign.is_some() && splits.first().is_some_and(|s| s.range.end <= start));
        if let Some(section) = self.current() {
            section.paragraphs += 1;
            section.heading = section.heading.take().or(heading);
        }
        for (i, split) in splits.into_iter().enumerate() {
            let words = split.range.start.max(start.min(split.range.end))..split.range.end;
            self.units.push(Unit {
                range: split.range,
                words,
                place,
                heading: titled && i == 0,
                clause: split.clause,
                paragraph,
            });
        }
    }

    /// The title of an annex stands on the line below its sign.
    fn annex_title(&self, text: &Text, splits: &[sentences::Split]) -> Option<Range<usize>> {
        let section = self.sections.get(self.open.last()?.section)?;
        let [only] = splits else { return None };
        let stop = matches!(text.part(&only.range).last(), Some('。' | '.' | ';' | ':' | '!' | '?'));
        let title = only.clause.is_none() && !stop && only.range.len() <= 80;
        let fresh = section.style == Style::Annex && section.heading.is_none() && section.paragraphs == 1;
        (title && fresh).then(|| only.range.clone())
    }

    fn current(&mut self) -> Option<&mut SectionDraft> {
        let index = self.open.last()?.section;
        self.sections.get_mut(index)
    }

    /// Ends all sections, and tells the closing paragraphs from the last section.
    fn close(&mut self, text: &Text, body: &[usize]) {
        let end = body.last().and_then(|p| text.paragraphs.get(*p)).map_or(0, |range| range.end);
        self.end_open(0, end);
        let main_end =
            self.sections.iter().position(|s| s.style == Style::Annex).unwrap_or(self.sections.len());
        let Some(last) = main_end.checked_sub(1) else { return };
        let Some(from) = self.closing_start(last) else { return };
        let start = self.units.iter().find(|u| u.place == Place::Section(last) && u.paragraph >= from);
        let Some(start) = start.map(|unit| unit.range.start) else { return };
        for unit in &mut self.units {
            if unit.place == Place::Section(last) && unit.paragraph >= from {
                unit.place = Place::Closing;
            }
        }
        for section in self.sections.iter_mut().take(main_end) {
            if section.range.end > start {
                section.range.end = text.trim(section.range.start..start).end;
            }
        }
    }

    /// The paragraph from which the text after the last section is its closing: behind a paragraph that ends in
    /// a responsibility clause, or where all other sections have one paragraph each. Articles have no closing:
    /// their paragraphs carry no sign.
    fn closing_start(&self, last: usize) -> Option<usize> {
        let section = self.sections.get(last)?;
        if matches!(section.style, Style::Article | Style::Annex | Style::Decimal(_))
            || section.paragraphs < 2
        {
            return None;
        }
        let single = last > 0 && self.sections[..last].iter().all(|s| s.level == 1 && s.paragraphs == 1);
        let mut units = self.units.iter().filter(|unit| unit.place == Place::Section(last)).peekable();
        let mut paragraph = units.peek()?.paragraph;
        let mut clause = false;
        for unit in units {
            if unit.paragraph != paragraph && (clause || single) {
                return Some(unit.paragraph);
            }
            paragraph = unit.paragraph;
            clause = unit.clause.is_some();
        }
        None
    }
}

/// The heading of a piece without sign and stop: its first sentence where more follows, or all of it where it
/// ends in no stop.
fn heading(text: &Text, sign: &Sign, splits: &[sentences::Split]) -> Option<Range<usize>> {
    let first = splits.first().filter(|split| split.clause.is_none())?;
    let part = text.part(&first.range);
    let stop = matches!(part.last(), Some('。' | '.' | ';' | ':' | '!' | '?'));
    let longest = if part.iter().any(|c| is_han(*c)) { 60 } else { 200 };
    let titled = matches!(
        sign.style,
        Style::Ordinal | Style::Chinese | Style::ChineseBracket | Style::Figure | Style::Decimal(_)
    );
    let outer = matches!(sign.style, Style::Annex | Style::Part | Style::Chapter | Style::Section);
    let alone = splits.len() == 1 && !stop && sign.style != Style::Article;
    // A sentence that only a clause follows is what the clause governs, not its heading.
    let more = splits.iter().skip(1).any(|split| split.clause.is_none());
    let before_text = more && titled && !matches!(part.last(), Some(';' | ':'));
    let own_line = splits.len() == 1 && sign.style == Style::Chinese;
    let is_heading = part.len() <= longest && (outer || alone || before_text || own_line);
    let end = if stop { first.range.end - 1 } else { first.range.end };
    is_heading.then(|| text.trim(first.range.start..end))
}
