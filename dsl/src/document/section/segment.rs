//! Sections: follows the counters of a text, whatever styles they mix, and gives every sentence its place.

use super::counter::{self, Sign, Style};
use super::headings::{self, Candidate};
use crate::document::text::folded::{Text, is_han};
use crate::document::text::sentences;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a sentence belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Before the first numbered section.
    Preamble,
    /// In the section with this place in the list.
    Section(usize),
    /// After the last numbered section.
    Closing,
}

/// A section as it is met.
#[derive(Debug)]
pub(crate) struct SectionDraft {
    pub(crate) path: String,
    pub(crate) level: usize,
    pub(crate) sign: String,
    pub(crate) style: Style,
    pub(crate) heading: Option<Range<usize>>,
    /// What may be its heading, settled once all sections are known.
    candidate: Option<Box<Candidate>>,
    /// From its sign to the end of everything below it.
    pub(crate) range: Range<usize>,
    /// How many paragraphs it has by itself.
    paragraphs: usize,
}

/// A sentence with its place.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) range: Range<usize>,
    /// The range without a number sign at its head.
    pub(crate) words: Range<usize>,
    pub(crate) place: Place,
    pub(crate) heading: bool,
    /// The inside of the bracket, where this is a responsibility clause.
    pub(crate) clause: Option<Range<usize>>,
    /// The paragraph it stands in, by place in the text.
    paragraph: usize,
}

/// A remark about the numbering.
#[derive(Debug)]
pub(crate) struct Remark {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) range: Range<usize>,
}

/// The body of a text, taken apart.
#[derive(Default)]
pub(crate) struct Segments {
    pub(crate) sections: Vec<SectionDraft>,
    pub(crate) units: Vec<Unit>,
    pub(crate) remarks: Vec<Remark>,
    /// The open sections, outermost first.
    open: Vec<Open>,
    /// The last number of each style since the last annex.
    last: BTreeMap<Style, u16>,
    /// The last number of a list that ran below another of its own style, once that went on.
    below: Option<(Style, u16)>,
    /// The number the first list of the text begins with, where it is an extract.
    first: Option<u16>,
}

#[derive(Clone, Debug)]
struct Open {
    style: Style,
    number: u16,
    section: usize,
}

/// Takes the body apart. `is_clause` says whether the inside of a bracket is a responsibility clause.
pub(crate) fn segment(text: &Text, body: &[usize], is_clause: impl Fn(&Range<usize>) -> bool) -> Segments {
    let mut segments = Segments { first: first_figure(text, body), ..Segments::default() };
    for &paragraph in body {
        let Some(range) = text.paragraphs.get(paragraph).cloned() else { continue };
        let mut from = range.start;
        // Headings may come with the marks of Markdown before them.
        let mut sign = segments.accept(text, range.start + text.marks(&range), true);
        loop {
            let first = sign.is_some();
            let next = segments.next_inside(text, sign.as_ref().map_or(from, |s| s.text), range.end);
            let end = next.as_ref().map_or(range.end, |s| s.printed.start);
            segments.piece(text, from..end, sign.as_ref(), next.is_some(), paragraph, &is_clause);
            let Some(found) = next else { break };
            from = found.printed.start;
            segments.open_section(text, &found, first);
            sign = Some(found);
        }
    }
    segments.close(text, body);
    segments.units.shrink_to_fit();
    segments.sections.shrink_to_fit();
    segments
}

/// The figure that a text begins to count with, where it is not 1 and the next sign goes on from it: `3.`, then `3.1`
/// or `4.`.
fn first_figure(text: &Text, body: &[usize]) -> Option<u16> {
    let counts = |sign: &Sign| matches!(sign.style, Style::Figure | Style::Decimal(_));
    let mut signs = body.iter().filter_map(|paragraph| {
        let range = text.paragraphs.get(*paragraph)?;
        counter::signs(text.chars(), range.start + text.marks(range)).into_iter().find(counts)
    });
    let first = signs.next().filter(|sign| sign.style == Style::Figure && sign.number > 1)?;
    let next = signs.next()?;
    let goes_on = match next.style {
        Style::Figure => next.number == first.number + 1,
        Style::Decimal(2) => next.above == Some(first.number) && next.number == 1,
        _ => false,
    };
    goes_on.then_some(first.number)
}

impl Segments {
    /// Opens a section where a sign stands at the head of a paragraph.
    fn accept(&mut self, text: &Text, at: usize, head: bool) -> Option<Sign> {
        let sign = self.reading(counter::signs(text.chars(), at), head)?;
        self.open_section(text, &sign, head);
        Some(sign)
    }

    /// The reading of a sign that goes on an open list, else one that may begin a list.
    fn reading(&self, signs: Vec<Sign>, head: bool) -> Option<Sign> {
        let goes_on = signs.iter().position(|sign| self.continues(sign).is_some());
        let chosen = goes_on.or_else(|| signs.iter().position(|sign| self.fits(sign, head)))?;
        signs.into_iter().nth(chosen)
    }

    /// The next sign inside a paragraph: behind a stop or colon, and only where its number is the one to come.
    fn next_inside(&self, text: &Text, from: usize, end: usize) -> Option<Sign> {
        let chars = text.chars();
        (from + 1..end).find_map(|at| {
            let mut before = *chars.get(at - 1)?;
            let here = *chars.get(at)?;
            if matches!(before, ' ' | '—') && here == '(' {
                let found = self.next_in_letters(chars, at, from);
                if found.is_some() || before == '—' {
                    return found;
                }
            }
            // Lines joined by a space: `…负责) (二)…`.
            if before == ' ' && at > from + 1 {
                before = *chars.get(at - 2)?;
            }
            let stopped = matches!(before, '。' | ';' | ':' | ')' | '”');
            // 第十条(一) points to an item; a bracketed sign may otherwise stand straight behind a heading that
            // lost its line break.
            let lost_break = here == '(' && is_han(before) && !matches!(before, '条' | '款' | '项' | '第');
            if !(stopped || lost_break) {
                return None;
            }
            let sign = self.reading(counter::signs(chars, at), false).filter(|sign| sign.text < end)?;
            if !stopped
                && (sign.style != Style::ChineseBracket
                    || matches!(chars.get(sign.text), Some('项' | '款' | '至' | '、' | ')' | '和')))
            {
                return None;
            }
            let chinese = chars
                .get(sign.text)
                .is_some_and(|c| is_han(*c) || c.is_ascii_digit() || matches!(c, '“' | '《'));
            let inside = matches!(
                sign.style,
                Style::Part
                    | Style::Chapter
                    | Style::Section
                    | Style::Article
                    | Style::Chinese
                    | Style::ChineseBracket
                    | Style::Figure
                    | Style::FigureBracket
                    | Style::Circled
            );
            (chinese && inside).then_some(sign)
        })
    }

    /// `Sec. 4. Title. (a) text`: the first item on the line of its heading, and the ones that follow it there.
    fn next_in_letters(&self, chars: &[char], at: usize, from: usize) -> Option<Sign> {
        let space = usize::from(chars.get(at.checked_sub(1)?) == Some(&' '));
        let stop = *chars.get(at.checked_sub(1 + space)?)?;
        let sign = self.reading(counter::signs(chars, at), false)?;
        let bracketed = matches!(
            sign.style,
            Style::Letter | Style::Roman | Style::FigureBracket | Style::LetterBracketUpper
        );
        let capital = chars.get(sign.text).is_some_and(|c| c.is_uppercase());
        let article = self.open.last().is_some_and(|open| open.style == Style::Article);
        // 3. Exemption.— (1) A firm …
        let figure = self.open.last().is_some_and(|open| open.style == Style::Figure);
        let begins = sign.number == 1
            && (article && matches!(stop, '.' | '—') || figure && stop == '—')
            && at - from <= 160;
        let goes_on = self.continues(&sign).is_some() && matches!(stop, '.' | ';');
        (bracketed && capital && (begins || goes_on)).then_some(sign)
    }

    /// Whether a sign continues or begins a list here. At the head of a paragraph a strong style is believed
    /// even where it jumps.
    fn fits(&self, sign: &Sign, head: bool) -> bool {
        if self.continues(sign).is_some() || self.runs_on(sign) {
            return true;
        }
        let begins = sign.number <= 1;
        match sign.style {
            // A figure of its own or a decimal may be a quantity: it begins a list or goes one on.
            Style::Decimal(1) => head && begins && !self.is_open(Style::Decimal(1)),
            Style::Decimal(parts) => {
                let above = self.open.iter().rev().find(|open| open.style == Style::Decimal(parts - 1));
                head && above.map_or(begins || parts > 2 || self.last.contains_key(&sign.style), |open| {
                    sign.above == Some(open.number)
                })
            }
            Style::Figure
                if head
                    && (self.below == Some((sign.style, sign.number.saturating_sub(1)))
                        || (self.first == Some(sign.number) && self.last.is_empty())) =>
            {
                true
            }
            Style::Figure
            | Style::FigureBracket
            | Style::Circled
            | Style::Letter
            | Style::Roman
            | Style::Ordinal => {
                begins
                    && (head
                        || sign.style != Style::Figure
                        || self.is_open(Style::Chinese)
                        || self.is_open(Style::ChineseBracket))
            }
            Style::RomanUpper | Style::LetterUpper | Style::LetterBracketUpper => head && begins,
            // `Section 56 Exemption` is a name; a law counts from one.
            Style::Article | Style::Section | Style::Part if sign.in_letters => head && begins,
            _ => head || begins,
        }
    }

    /// Whether a list that was closed runs on here.
    fn runs_on(&self, sign: &Sign) -> bool {
        let decimal = matches!(sign.style, Style::Decimal(_));
        !decimal && self.last.get(&sign.style).is_some_and(|last| last + 1 == sign.number)
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.iter().any(|open| open.style == style)
    }

    /// The open list that a sign goes on: one of its own style, or one that only changes its style (`Fourth,`
    /// then `5.`).
    fn continues(&self, sign: &Sign) -> Option<usize> {
        let inserted = sign.style == Style::Article;
        let above = |i: usize| match (sign.style, sign.above) {
            (Style::Decimal(parts), Some(above)) => {
                let outer =
                    self.open.iter().take(i).rev().find(|open| open.style == Style::Decimal(parts - 1));
                outer.is_none_or(|open| open.number == above)
            }
            _ => true,
        };
        let next = |open: &Open| match sign.above.filter(|_| inserted) {
            Some(above) => open.number == above,
            None => open.number + 1 == sign.number,
        };
        let same = |i: &usize| {
            self.open.get(*i).is_some_and(|open| open.style == sign.style && next(open)) && above(*i)
        };
        let plain = |style: Style| matches!(style, Style::Ordinal | Style::Figure);
        let changed = |open: &Open| plain(open.style) && plain(sign.style) && next(open);
        (0..self.open.len()).rev().find(same).or_else(|| self.open.iter().rposition(changed))
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
            let below = self.open.iter().skip(i + 1).rev().find(|open| open.style == sign.style);
            self.below = below.map(|open| (open.style, open.number)).or(self.below);
            self.end_open(i, at);
        } else {
            let leads = self.leads_in(text, sign, at);
            self.begin_list(sign, &printed, at, head, leads);
        }
        let parent = self.open.last().and_then(|open| self.sections.get(open.section));
        let (path, level) = match parent {
            Some(parent) => (format!("{}/{printed}", parent.path), parent.level + 1),
            None => (printed.clone(), 1),
        };
        // Behind `Article 5-1` the count goes on from 5.
        let number = sign.above.filter(|_| sign.style == Style::Article).unwrap_or(sign.number);
        self.last.insert(sign.style, number);
        self.open.push(Open { style: sign.style, number, section: self.sections.len() });
        self.sections.push(SectionDraft {
            path,
            level,
            sign: printed,
            style: sign.style,
            heading: None,
            candidate: None,
            range: at..at,
            paragraphs: 0,
        });
    }

    /// Whether a list begins below the item before it: behind a colon or dash, or at 1 below a decimal.
    fn leads_in(&self, text: &Text, sign: &Sign, at: usize) -> bool {
        let Some(last) = self.open.last() else { return false };
        if sign.number != 1 || sign.style <= Style::Chinese || sign.above.is_some() {
            return self.below == Some((sign.style, sign.number.saturating_sub(1)))
                && !self.runs_on_open(sign);
        }
        let decimal = matches!(last.style, Style::Decimal(_)) && self.is_open(sign.style);
        let chars = text.chars();
        let before =
            (at.saturating_sub(4)..at).rev().find_map(|i| chars.get(i).filter(|c| !matches!(c, ' ' | '\n')));
        let item = last.style > Style::Chinese && last.style != sign.style;
        (decimal && sign.style == Style::Figure) || (item && matches!(before, Some(':' | '—')))
    }

    /// Behind the open figure that a first decimal counts below, where no decimals are open in it.
    fn figure_above(&self, sign: &Sign) -> Option<usize> {
        let at = self
            .open
            .iter()
            .position(|open| open.style == Style::Figure && Some(open.number) == sign.above)?;
        let decimal = self.open.iter().any(|open| matches!(open.style, Style::Decimal(_)));
        (!decimal).then_some(at + 1)
    }

    /// Whether an open list counts on with this sign.
    fn runs_on_open(&self, sign: &Sign) -> bool {
        self.open.iter().any(|open| open.style == sign.style && open.number + 1 == sign.number)
    }

    /// A sign that goes on no open list: a new list below, a list that restarts, or a number that jumps.
    fn begin_list(&mut self, sign: &Sign, printed: &str, at: usize, head: bool, leads: bool) {
        let runs_on = self.runs_on(sign) || sign.above.is_some() || (leads && sign.number > 1);
        if sign.number > 1 && !runs_on && head && !matches!(sign.style, Style::Annex | Style::Decimal(_)) {
            let message = format!("the numbering jumps to `{printed}`");
            self.remarks.push(Remark { code: "numbering-jumps", message, range: sign.printed.clone() });
        }
        let depth = match sign.style {
            Style::Annex => {
                self.last.clear();
                0
            }
            // Behind the sections that count in figures; inside any other item that leads to it.
            _ if leads && sign.number > 1 => {
                let outer = self
                    .open
                    .iter()
                    .rposition(|open| matches!(open.style, Style::Figure | Style::Decimal(_)));
                outer.map_or(0, |i| i + 1)
            }
            _ if leads => self.open.len(),
            // Chapters and articles never stand inside what is usually inside them.
            style if style <= Style::Article => {
                self.open.iter().position(|open| open.style >= style).unwrap_or(self.open.len())
            }
            // 2.1 stands below 2., whatever list is open in it.
            Style::Decimal(2) if self.figure_above(sign).is_some() => self.figure_above(sign).unwrap_or(0),
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

    /// Splits one piece of a paragraph, from a sign to the next, into sentences; `followed` says whether a sign comes
    /// behind it on the same line.
    fn piece(
        &mut self,
        text: &Text,
        range: Range<usize>,
        sign: Option<&Sign>,
        followed: bool,
        paragraph: usize,
        is_clause: &impl Fn(&Range<usize>) -> bool,
    ) {
        let place = self.open.last().map_or(Place::Preamble, |open| Place::Section(open.section));
        let marks = text.marks(&range).min(range.len());
        let start = sign.map_or(range.start + marks, |sign| sign.text.min(range.end));
        let mut splits = sentences::split(text, start..range.end, is_clause);
        if sign.is_none()
            && let Some(first) = splits.first_mut().filter(|first| first.clause.is_none())
        {
            // A mark of Markdown belongs to the sentence it stands before.
            first.range.start = text.trim(range.clone()).start;
        }
        let candidate = sign.and_then(|sign| headings::candidate(text, sign.style, &splits, followed));
        let heading = if sign.is_some() { None } else { self.title_below(text, &splits) };
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
        let unit = self.units.len();
        if let Some(section) = self.current() {
            section.paragraphs += 1;
            section.heading = section.heading.take().or(heading);
            section.candidate =
                section.candidate.take().or(candidate.map(|candidate| Box::new(candidate.at(unit))));
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

    /// The title of an annex, a chapter or an English article stands on the line below its sign.
    fn title_below(&self, text: &Text, splits: &[sentences::Split]) -> Option<Range<usize>> {
        let section = self.sections.get(self.open.last()?.section)?;
        let [only] = splits else { return None };
        let part = text.part(&only.range);
        let stop = matches!(part.last(), Some('。' | '.' | ';' | ':' | '!' | '?' | ','));
        let title = only.clause.is_none() && !stop && only.range.len() <= 80;
        let fresh = section.heading.is_none() && section.paragraphs == 1;
        let bare = self.units.last().is_some_and(|unit| unit.words.is_empty());
        let letters = part.first().is_some_and(|c| c.is_uppercase());
        let style = match section.style {
            Style::Annex => true,
            Style::Part | Style::Chapter | Style::Section => bare && (letters || only.range.len() <= 20),
            Style::Article => bare && letters,
            _ => false,
        };
        (title && fresh && style).then(|| only.range.clone())
    }

    fn current(&mut self) -> Option<&mut SectionDraft> {
        let index = self.open.last()?.section;
        self.sections.get_mut(index)
    }

    /// Settles which first sentences are headings, now that all sections of a style can be seen together.
    fn settle_headings(&mut self) {
        let candidates = self.sections.iter().map(|section| {
            // An item that is its only line is no heading of anything.
            let bare = section.candidate.as_ref().is_some_and(|c| section.range.end <= c.range.end + 3);
            (
                section.style,
                section.candidate.as_deref().filter(|_| !bare || section.style <= Style::LetterUpper),
            )
        });
        let settled = headings::settle(candidates);
        for (section, is_heading) in self.sections.iter_mut().zip(settled) {
            let Some(candidate) = section.candidate.take().filter(|_| is_heading) else { continue };
            if let Some(unit) = self.units.get_mut(candidate.unit).filter(|_| !candidate.part) {
                unit.heading = true;
            }
            section.heading = Some(candidate.range);
        }
    }

    /// Ends all sections, and tells the closing paragraphs from the last section.
    fn close(&mut self, text: &Text, body: &[usize]) {
        let end = body.last().and_then(|p| text.paragraphs.get(*p)).map_or(0, |range| range.end);
        self.end_open(0, end);
        self.settle_headings();
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
            // A clause on a line of its own still closes what is above it.
            if unit.paragraph != paragraph && (clause || single) && unit.clause.is_none() {
                return Some(unit.paragraph);
            }
            paragraph = unit.paragraph;
            clause = unit.clause.is_some();
        }
        None
    }
}
