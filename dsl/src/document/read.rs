//! From bytes to a [`Document`]: runs the passes in order and gathers what they found.

use super::SentenceId;
use super::cited;
use super::duty::bodies::{Named, Names};
use super::duty::holders;
use super::frame::outline::{self, Frame};
use super::kinds::{self, Known};
use super::model::*;
use super::period::effect;
use super::period::periods;
use super::quantity::aims::{Aims, Holds};
use super::section::segment::{self, Place, Segments, Unit};
use super::terms;
use super::text::again;
use super::text::decode;
use super::text::folded::{Text, is_han};
use super::text::joined;
use super::text::rows;
use crate::{Agencies, Date, Diagnostic};
use duties::{Governing, governed};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

mod duties;

/// Largest document that is read, in bytes: 4 MiB; a limit of the language.
pub const MAX_DOCUMENT: usize = 4 << 20;

impl Document {
    /// Reads a policy document. The same bytes and registry give the same document on every machine.
    ///
    /// ```
    /// use gradus_dsl::{Agencies, Document};
    /// let registry = "[[agency]]\nid = \"mof\"\nname = { zh = \"财政部\" }\n";
    /// let agencies = Agencies::from_toml(registry, "agencies.toml").unwrap();
    /// let text = "关于支持企业的意见\n\n一、加大支持。完善政策。（财政部负责）";
    /// let document = Document::read(text.as_bytes(), &agencies).unwrap();
    /// assert_eq!(document.title, "关于支持企业的意见");
    /// assert_eq!(document.responsibilities[0].lead[0].as_written, "财政部");
    /// ```
    ///
    /// # Errors
    /// One diagnostic for a file that is empty, is not UTF-8, is larger than [`MAX_DOCUMENT`], or holds nothing
    /// that can be read.
    #[allow(clippy::result_large_err, reason = "a host shows the diagnostic; there is one a file")]
    pub fn read(bytes: &[u8], agencies: &Agencies) -> Result<Self, Diagnostic> {
        Self::read_up_to(bytes, agencies, MAX_DOCUMENT)
    }

    /// As [`Document::read`], with a limit of one's own in bytes. Time and memory grow with the length of the text: a
    /// text takes less than six times its size.
    ///
    /// # Errors
    /// As [`Document::read`].
    #[allow(clippy::result_large_err, reason = "as for Document::read")]
    pub fn read_up_to(bytes: &[u8], agencies: &Agencies, most: usize) -> Result<Self, Diagnostic> {
        let source = decode::decode(bytes, most)?;
        let mut text = Text::new(source);
        let mut names = Names { agencies, local: false };
        text.paragraphs = joined::paragraphs(&text, &names);
        let again = again::taken_out(&mut text);
        let frame = outline::read(&text, &names);
        names.local = frame.is_local(&text);
        let mut gathering = Gathering::new(&text, names);
        gathering.stated_twice(again);
        Ok(gathering.gather(frame))
    }
}

/// How many units are read before memory is given back.
const LET_GO: usize = 1 << 15;

/// What the passes found, on its way into a document.
struct Gathering<'a> {
    text: &'a Text<'a>,
    names: Names<'a>,
    document: Document,
    /// How often each sentence was met, by the id of the first.
    met: BTreeMap<SentenceId, u32>,
    /// How many records of responsibility each section has.
    records: BTreeMap<Place, usize>,
    /// The terms of all sentences, in the places of the text.
    periods: Vec<periods::Found>,
    duties: Governing,
    /// The place that was last asked for, and its path.
    path: Option<(Place, Arc<str>)>,
}

impl<'a> Gathering<'a> {
    fn new(text: &'a Text<'a>, names: Names<'a>) -> Self {
        let document = Document {
            format: DOCUMENT_FORMAT.to_owned(),
            language: language(text),
            title: String::new(),
            number: None,
            issuers: Vec::new(),
            dates: DocumentDates::default(),
            lead_convention: None,
            sections: Vec::new(),
            responsibilities: Vec::new(),
            targets: Vec::new(),
            criteria: Vec::new(),
            deadlines: Vec::new(),
            definitions: Vec::new(),
            references: Vec::new(),
            sentences: Vec::new(),
            unread: Vec::new(),
            warnings: Vec::new(),
        };
        Self {
            text,
            names,
            document,
            met: BTreeMap::new(),
            records: BTreeMap::new(),
            periods: Vec::new(),
            duties: Governing::default(),
            path: None,
        }
    }

    /// Reports what stands in the text a second time: the first is read.
    fn stated_twice(&mut self, again: Vec<Range<usize>>) {
        for range in again {
            let span = self.text.span(&range);
            let reason = "stands here a second time, and the first is read".to_owned();
            let shown: String = self.text.written(&range).chars().take(30).collect();
            let message = format!("`{shown}…` stands here a second time, and the first is read");
            self.document.warnings.push(DocumentWarning { code: "stated-twice".to_owned(), message, span });
            self.document.unread.push(Unread { span, reason });
        }
    }

    fn gather(mut self, mut frame: Frame) -> Document {
        let (readable, unreadable): (Vec<usize>, Vec<usize>) = frame
            .body
            .iter()
            .partition(|i| self.text.paragraphs.get(**i).is_none_or(|p| unread(self.text, p).is_none()));
        for range in unreadable.into_iter().filter_map(|i| self.text.paragraphs.get(i)) {
            let reason = unread(self.text, range).unwrap_or_default().to_owned();
            self.document.unread.push(Unread { span: self.text.span(range), reason });
        }
        frame.body = readable;
        let (text, names) = (self.text, self.names);
        let is_clause = |inner: &Range<usize>| holders::clause(text, inner, &names, false).is_some();
        let mut segments = segment::segment(text, &frame.body, is_clause);
        self.frame(&frame);
        self.sections(std::mem::take(&mut segments.sections));
        self.sentences(&frame, std::mem::take(&mut segments.units));
        self.effect(&frame);
        self.warnings(&frame, &segments);
        self.document
    }

    fn frame(&mut self, frame: &Frame) {
        let text = self.text;
        let joint = if self.document.language == DocumentLanguage::En { " " } else { "" };
        let title: Vec<String> = frame.title.iter().map(|range| text.written(range)).collect();
        self.document.title = title.join(joint);
        self.document.number = frame.number.as_ref().map(|number| DocumentNumber {
            as_written: text.written(&number.range),
            code: number.code.as_ref().map(|code| text.written(code)),
            year: number.year,
            sequence: number.sequence,
        });
        let signed = !frame.signature_issuers.is_empty();
        let issuers = if signed { &frame.signature_issuers } else { &frame.heading_issuers };
        self.document.issuers = issuers.iter().map(|named| named.mention.clone()).collect();
        self.document.dates.signed = frame.signed.as_ref().map(|(date, _)| *date);
        self.document.dates.published = frame.published.as_ref().map(|(date, _)| *date);
        self.document.dates.effective = frame.effective.as_ref().map(|(date, _)| *date);
        self.document.dates.repealed = frame.repealed.as_ref().map(|(date, _)| *date);
    }

    fn sections(&mut self, sections: Vec<segment::SectionDraft>) {
        let text = self.text;
        let section = |section: segment::SectionDraft| DocumentSection {
            path: section.path.into(),
            level: section.level,
            sign: section.sign,
            heading: section.heading.as_ref().map(|range| text.written(range)).unwrap_or_default(),
            span: text.span(&text.trim(section.range)),
        };
        self.document.sections = sections.into_iter().map(section).collect();
    }

    /// Gives every sentence its id and kind, and reads what single sentences hold.
    fn sentences(&mut self, frame: &Frame, mut units: Vec<Unit>) {
        let mut governed = governed(&units);
        let mut aims = Aims::new(self.text, self.year());
        let mut particulars = frame.particulars.iter().peekable();
        self.document.sentences.reserve_exact(units.len() + frame.particulars.len());
        // A unit that is read is let go: of a long text not all is held twice.
        units.reverse();
        governed.reverse();
        while let (Some(unit), Some(governed)) = (units.pop(), governed.pop()) {
            while let Some(range) = particulars.next_if(|range| range.start < unit.range.start) {
                self.sentence(range, None, SentenceKind::Heading);
            }
            self.unit(&unit, governed, &mut aims);
            if units.len().is_multiple_of(LET_GO) {
                units.shrink_to_fit();
            }
        }
        for range in particulars {
            self.sentence(range, None, SentenceKind::Heading);
        }
        let (targets, criteria, warnings) = aims.finish();
        self.document.targets = targets;
        // A time to act within, to publish or to keep is a term and no condition.
        let term = |one: &DocumentCriterion| {
            self.document.deadlines.iter().any(|term| {
                matches!(term.kind.as_str(), "deadline" | "recurring-deadline" | "publicity" | "retention")
                    && (&term.value, &term.unit) == (&one.value, &one.unit)
                    && term.span.start < one.span.end()
                    && one.span.start < term.span.end()
            })
        };
        self.document.criteria =
            criteria.into_iter().filter(|one| one.value.is_none() || !term(one)).collect();
        self.document.warnings.extend(warnings);
    }

    /// The year the document is of: that of its number, else of its signature, else of its page.
    fn year(&self) -> Option<i32> {
        let dates = &self.document.dates;
        let number = self.document.number.as_ref().and_then(|number| number.year).map(i32::from);
        number.or_else(|| dates.signed.or(dates.published).map(|date| date.year()))
    }

    fn unit(&mut self, unit: &Unit, governed: bool, aims: &mut Aims<'_>) {
        let text = self.text;
        let section = self.place(unit.place);
        let body = !unit.heading && unit.clause.is_none();
        let held = match &unit.clause {
            None => aims.sentence(&unit.words, section.as_ref(), unit.heading),
            Some(_) => Holds::default(),
        };
        let running = if body { holders::sentence(text, &unit.words, &self.names) } else { Vec::new() };
        let looked = unit.words.start..unit.words.end.min(unit.words.start + kinds::LOOKED_AT);
        let known = Known {
            heading: unit.heading,
            responsibility: !running.is_empty() || unit.clause.is_some(),
            target: held.target,
            criterion: held.criterion,
            preamble: unit.place == Place::Preamble && !self.document.sections.is_empty(),
            governed,
        };
        let kind = kinds::kind(known, &text.folded(&looked).to_lowercase());
        let path = self.path(unit.place);
        let id = self.sentence(&unit.range, path, kind);
        self.duties(unit, id, running);
        let references = cited::references(text, &unit.range);
        // A heading may be a whole sentence, and a clause may set a day.
        let titles: Vec<_> = references.iter().filter_map(|named| named.title.as_ref()).collect();
        self.periods(unit, &section, &titles);
        for term in terms::definitions(text, &unit.words) {
            self.document.definitions.push(Definition {
                section: section.clone(),
                span: text.span(&term.range),
                term: text.written(&term.term),
                meaning_span: text.span(&term.meaning),
            });
        }
        for named in references {
            // A document that prints its own number again refers to nothing.
            let number = named.number.as_ref().map(|range| text.written(range));
            let own =
                self.document.number.as_ref().is_some_and(|own| Some(&own.as_written) == number.as_ref());
            if own && named.title.is_none() {
                continue;
            }
            self.document.references.push(Reference {
                section: section.clone(),
                span: text.span(&named.range),
                title: named.title.map(|range| text.written(&range)),
                number,
            });
        }
    }

    /// Reads the terms of a sentence that names these titles; a day without a year is of the year of the document.
    fn periods(&mut self, unit: &Unit, section: &Option<String>, titles: &[&Range<usize>]) {
        let text = self.text;
        let numbered = self.document.number.as_ref().and_then(|number| number.year).map(i32::from);
        let dates = &self.document.dates;
        let year = numbered.or(dates.signed.or(dates.published).map(Date::year));
        for found in periods::periods(text, &unit.words, year) {
            // 《2030年前行动方案》: a year in the name of a document is part of the name.
            if titles.iter().any(|title| title.contains(&found.range.start) && found.range.end <= title.end) {
                continue;
            }
            self.document.deadlines.push(found.record(text, section.clone()));
            if let Some(doubt) = found.doubt {
                let (code, span) = ("term-unclear".to_owned(), text.span(&found.range));
                let message = doubt.message(&text.written(&found.range));
                self.document.warnings.push(DocumentWarning { code, message, span });
            }
            self.periods.push(found);
        }
    }

    /// Fills in from when until when the document applies.
    fn effect(&mut self, frame: &Frame) {
        let dates = &mut self.document.dates;
        let found = effect::effect(self.text, frame, &self.periods);
        (dates.effective, dates.repealed) = (found.effective, found.repealed);
        for (code, message, range) in found.warnings {
            let span = self.text.span(&range);
            self.document.warnings.push(DocumentWarning { code: code.to_owned(), message, span });
        }
    }

    fn sentence(
        &mut self,
        range: &Range<usize>,
        section: Option<Arc<str>>,
        kind: SentenceKind,
    ) -> SentenceId {
        let first = SentenceId::first(&self.text.folded(range));
        let occurrence = self.met.entry(first).or_insert(0);
        *occurrence += 1;
        let id = first.again(*occurrence);
        self.document.sentences.push(Sentence { id, section, span: self.text.span(range), kind });
        id
    }

    fn warnings(&mut self, frame: &Frame, segments: &Segments) {
        let text = self.text;
        let mut warn = |code: &str, message: String, span: Span| {
            self.document.warnings.push(DocumentWarning { code: code.to_owned(), message, span });
        };
        for range in &frame.furniture {
            let shown: String = text.written(range).chars().take(60).collect();
            warn(
                "page-furniture",
                format!("`{shown}` belongs to the page and was left out"),
                text.span(range),
            );
        }
        for remark in &segments.remarks {
            warn(remark.code, remark.message.clone(), text.span(&remark.range));
        }
        if let (Some((signed, _)), Some((published, at))) = (&frame.signed, &frame.published)
            && signed != published
        {
            let message = format!("the signature gives {signed}, the header of the page {published}");
            warn("dates-differ", message, text.span(at));
        }
        if let Some(range) = &frame.unsure {
            let message = "no line before the text is surely its title; the last one is taken".to_owned();
            warn("title-unsure", message, text.span(range));
        }
        if frame.title.is_empty() {
            warn("no-title", "no title was found before the text".to_owned(), Span { start: 0, length: 0 });
        }
        if let Some((message, span)) = issuers_differ(text, frame) {
            warn("issuers-differ", message, span);
        }
        let named = frame.heading_issuers.iter().chain(&frame.signature_issuers);
        self.document.warnings.extend(named.filter_map(|named| named.warning(text)));
        self.document.warnings.sort_by(|a, b| (a.span, &a.code).cmp(&(b.span, &b.code)));
        self.document.unread.sort_by_key(|unread| unread.span);
    }

    fn place(&mut self, place: Place) -> Option<String> {
        self.path(place).map(|path| path.as_ref().to_owned())
    }

    /// The path of a place; the sentences of one place share it.
    fn path(&mut self, place: Place) -> Option<Arc<str>> {
        if self.path.as_ref().is_none_or(|(last, _)| *last != place) {
            let path = match place {
                Place::Preamble => "preamble".into(),
                Place::Closing => "closing".into(),
                Place::Section(index) => Arc::clone(&self.document.sections.get(index)?.path),
            };
            self.path = Some((place, path));
        }
        self.path.as_ref().map(|(_, path)| Arc::clone(path))
    }
}

/// What is said where the heading and the signature name other bodies.
fn issuers_differ(text: &Text, frame: &Frame) -> Option<(String, Span)> {
    let ids = |list: &[Named]| list.iter().map(|n| n.mention.id.clone()).collect::<Vec<_>>();
    let (heading, signature) = (&frame.heading_issuers, &frame.signature_issuers);
    let (mut above, mut below) = (ids(heading), ids(signature));
    above.sort();
    below.sort();
    above.dedup();
    // 甲等八部门关于…: one is named, and the signature has them all.
    let several = frame.title.iter().any(|line| text.part(line).contains(&'等'))
        && above.iter().all(|id| below.contains(id));
    if heading.is_empty() || signature.is_empty() || above == below || several {
        return None;
    }
    let names = |list: &[Named]| {
        let names: Vec<String> = list
            .iter()
            .map(|n| {
                n.mention.id.as_ref().map_or(format!("`{}`", n.mention.as_written), |id| format!("`{id}`"))
            })
            .collect();
        names.join(", ")
    };
    let message = format!(
        "the heading names {} ({}), the signature {} ({}); the signature is taken",
        heading.len(),
        names(heading),
        signature.len(),
        names(signature)
    );
    let first = heading.first()?.range.start;
    let last = heading.last()?.range.end;
    Some((message, text.span(&(first..last))))
}

/// Why a paragraph of the body is not read, where it is not.
fn unread(text: &Text, range: &Range<usize>) -> Option<&'static str> {
    let (mut letters, mut expected, mut table) = (0usize, 0usize, false);
    let mut before = [' '; 2];
    for &c in text.part(range) {
        if c.is_alphabetic() || c == '\u{FFFD}' {
            letters += 1;
            expected += usize::from(is_han(c) || (c.is_alphabetic() && u32::from(c) < 0x250));
        }
        table |=
            before[0].is_ascii_digit() && matches!(before[1], '<' | '>' | '≥' | '≤') && c.is_ascii_digit();
        before = [before[1], c];
    }
    if expected * 2 < letters {
        return Some("under half of its letters are Chinese or Latin");
    }
    (table || rows::is_row(text, range)).then_some("cells of a table run together")
}

fn language(text: &Text) -> DocumentLanguage {
    let latin = text.chars().iter().filter(|c| c.is_ascii_alphabetic()).count();
    // A quotation or a name in traditional script makes no traditional text.
    match (text.han * 2 > latin, text.traditional * 20 > text.han) {
        (false, _) => DocumentLanguage::En,
        (true, true) => DocumentLanguage::ZhHant,
        (true, false) => DocumentLanguage::Zh,
    }
}
