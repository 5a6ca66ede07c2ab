//! Compares what was read with what a person reads: which records are right in every field that carries meaning.

use crate::gold::{Gold, Place};
use gradus_dsl::{BodyMention, Comparator, Document, LeadBasis, Number, ResponsibilityForm, Span};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Frame,
    Structure,
    Headings,
    Responsibilities,
    Targets,
    Criteria,
    Deadlines,
    Definitions,
    References,
}

impl Kind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Structure => "structure",
            Self::Headings => "headings",
            Self::Responsibilities => "responsibilities",
            Self::Targets => "targets",
            Self::Criteria => "criteria",
            Self::Deadlines => "deadlines",
            Self::Definitions => "definitions",
            Self::References => "references",
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) gold: usize,
    pub(crate) read: usize,
    pub(crate) right: usize,
}

impl Score {
    pub(crate) fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.read += other.read;
        self.right += other.right;
    }

    /// The harmonic mean of precision and recall, per mille.
    pub(crate) fn f1(&self) -> usize {
        (self.right * 2_000).checked_div(self.gold + self.read).unwrap_or(1_000)
    }

    pub(crate) fn f1_shown(&self) -> String {
        shown(self.right * 2, self.gold + self.read)
    }

    pub(crate) fn precision(&self) -> String {
        shown(self.right, self.read)
    }

    pub(crate) fn recall(&self) -> String {
        shown(self.right, self.gold)
    }
}

fn shown(part: usize, whole: usize) -> String {
    match (part * 1_000).checked_div(whole) {
        Some(1_000) => "1.000".to_owned(),
        Some(rate) => format!("0.{rate:03}"),
        None => "-".to_owned(),
    }
}

/// A record as it is compared: where it stands, and what must be equal.
struct Record {
    span: Span,
    fields: String,
    shown: String,
}

pub(crate) fn score(gold: &Gold, document: &Document, text: &str, show: bool) -> BTreeMap<Kind, Score> {
    let places = Places::new(text);
    let mut scores = BTreeMap::new();
    let mut compare = |kind: Kind, wanted: Vec<Record>, read: Vec<Record>| {
        scores.insert(kind, matched(kind, &wanted, &read, show));
    };
    let (wanted, read) = frame(gold, document);
    compare(Kind::Frame, wanted, read);
    let (wanted, read) = sections(gold, document, false);
    compare(Kind::Structure, wanted, read);
    let (wanted, read) = sections(gold, document, true);
    compare(Kind::Headings, wanted, read);
    compare(
        Kind::Responsibilities,
        gold.responsibilities.iter().map(|r| places.record(&r.place, wanted_duty(r))).collect(),
        document.responsibilities.iter().map(|r| places.read(r.span, read_duty(r))).collect(),
    );
    compare(
        Kind::Targets,
        gold.targets
            .iter()
            .map(|t| {
                let fields =
                    quantity(t.comparator.as_deref(), t.value.as_ref(), t.upper.as_ref(), t.unit.as_deref());
                places.record(&t.place, format!("{fields} by {:?}", t.deadline))
            })
            .collect(),
        document
            .targets
            .iter()
            .map(|t| {
                let (value, upper) = (t.value.as_ref().map(written), t.upper.as_ref().map(written));
                let fields = quantity(
                    t.comparator.map(Comparator::sign),
                    value.as_ref(),
                    upper.as_ref(),
                    t.unit.as_deref(),
                );
                places.read(t.span, format!("{fields} by {:?}", t.deadline))
            })
            .collect(),
    );
    compare(
        Kind::Criteria,
        gold.criteria
            .iter()
            .map(|t| {
                let fields =
                    quantity(t.comparator.as_deref(), t.value.as_ref(), t.upper.as_ref(), t.unit.as_deref());
                places.record(&t.place, format!("{fields} {}", t.role.as_deref().unwrap_or("-")))
            })
            .collect(),
        document
            .criteria
            .iter()
            .map(|t| {
                let (value, upper) = (t.value.as_ref().map(written), t.upper.as_ref().map(written));
                let fields = quantity(
                    t.comparator.map(Comparator::sign),
                    value.as_ref(),
                    upper.as_ref(),
                    t.unit.as_deref(),
                );
                places.read(t.span, format!("{fields} {}", t.role))
            })
            .collect(),
    );
    compare(
        Kind::Deadlines,
        gold.deadlines
            .iter()
            .map(|d| places.record(&d.place, deadline(&d.kind, d.value.as_ref(), d.unit.as_deref(), d.date)))
            .collect(),
        document
            .deadlines
            .iter()
            .map(|d| {
                let value = d.value.as_ref().map(written);
                places.read(d.span, deadline(&d.kind, value.as_ref(), d.unit.as_deref(), d.date))
            })
            .collect(),
    );
    compare(
        Kind::Definitions,
        gold.definitions.iter().map(|d| places.record(&d.place, folded(&d.term))).collect(),
        document.definitions.iter().map(|d| places.read(d.span, folded(&d.term))).collect(),
    );
    let reference = |title: Option<&String>, number: Option<&String>| {
        format!(
            "{} | {}",
            title.map(|t| folded(t)).unwrap_or_default(),
            number.map(|t| folded(t)).unwrap_or_default()
        )
    };
    compare(
        Kind::References,
        gold.references
            .iter()
            .map(|r| places.record(&r.place, reference(r.title.as_ref(), r.number.as_ref())))
            .collect(),
        document
            .references
            .iter()
            .map(|r| places.read(r.span, reference(r.title.as_ref(), r.number.as_ref())))
            .collect(),
    );
    scores
}

/// Pairs records that overlap and are equal, each at most once.
fn matched(kind: Kind, wanted: &[Record], read: &[Record], show: bool) -> Score {
    let mut free: Vec<bool> = vec![true; read.len()];
    let mut missed = Vec::new();
    let mut right = 0;
    for record in wanted {
        let found = (0..read.len())
            .find(|i| free[*i] && read[*i].fields == record.fields && overlap(read[*i].span, record.span));
        match found {
            Some(i) => {
                free[i] = false;
                right += 1;
            }
            None => missed.push(record),
        }
    }
    if show {
        for record in &missed {
            println!("{:<17} missed {} {}", kind.word(), record.fields, record.shown);
        }
        for (record, _) in read.iter().zip(free).filter(|(_, free)| *free) {
            println!("{:<17} extra  {} {}", kind.word(), record.fields, record.shown);
        }
    }
    Score { gold: wanted.len(), read: read.len(), right }
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end() && b.start < a.end()
}

/// The text without blanks, to find quotes in.
struct Places {
    chars: Vec<char>,
    bare: String,
    /// For each character of `bare` its place.
    at: Vec<usize>,
}

impl Places {
    fn new(text: &str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let chars: Vec<char> = text.chars().collect();
        let at: Vec<usize> = (0..chars.len()).filter(|i| !chars[*i].is_whitespace()).collect();
        Self { bare: at.iter().map(|i| chars[*i]).collect(), chars, at }
    }

    fn record(&self, place: &Place, fields: String) -> Record {
        let quote: String = place.quote.chars().filter(|c| !c.is_whitespace()).collect();
        let (byte, _) = self
            .bare
            .match_indices(&quote)
            .nth(place.occurrence - 1)
            .or_else(|| nth_overlapping(&self.bare, &quote, place.occurrence).map(|at| (at, "")))
            .unwrap_or_else(|| panic!("`{}` does not occur {} times", place.quote, place.occurrence));
        let first = self.bare[..byte].chars().count();
        let last = first + quote.chars().count() - 1;
        let span = Span::between(self.at[first], self.at[last] + 1);
        Record { span, fields, shown: format!("{}: {}", place.section, place.quote) }
    }

    fn read(&self, span: Span, fields: String) -> Record {
        let end = span.end().min(span.start + 60).min(self.chars.len());
        Record { span, fields, shown: self.chars[span.start..end].iter().filter(|c| **c != '\n').collect() }
    }
}

fn nth_overlapping(text: &str, quote: &str, occurrence: usize) -> Option<usize> {
    let places = text.char_indices().map(|(at, _)| at);
    places.filter(|at| text[*at..].starts_with(quote)).nth(occurrence - 1)
}

/// Width and spaces do not count.
fn folded(text: &str) -> String {
    let half = |c: char| match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\\' | '*'));
    kept.map(half).collect::<String>().trim_start_matches("the").trim_start_matches("The").to_lowercase()
}

fn written(number: &Number) -> String {
    number.to_string()
}

fn whole(fields: Vec<String>) -> Vec<Record> {
    let span = Span { start: 0, length: 1 };
    fields.into_iter().map(|fields| Record { span, shown: String::new(), fields }).collect()
}

fn frame(gold: &Gold, document: &Document) -> (Vec<Record>, Vec<Record>) {
    let frame = &gold.frame;
    let list =
        |title: &str, number: Option<String>, issuers: Vec<String>, dates: [Option<gradus_dsl::Date>; 4]| {
            let mut fields = vec![format!("title {}", folded(title))];
            fields.extend(number.map(|number| format!("number {}", folded(&number))));
            fields.extend(issuers.iter().map(|issuer| format!("issuer {}", folded(issuer))));
            let words = ["signed", "published", "effective", "repealed"];
            fields
                .extend(words.iter().zip(dates).filter_map(|(word, date)| Some(format!("{word} {}", date?))));
            fields
        };
    let number = |code: Option<&String>, year: Option<u16>, sequence: Option<u32>| {
        format!("{} {year:?} {sequence:?}", code.map(String::as_str).unwrap_or_default())
    };
    let wanted = list(
        &frame.title,
        frame.number.as_ref().map(|n| number(n.code.as_ref(), n.year, n.sequence)),
        frame.issuers.clone(),
        [frame.signed, frame.published, frame.effective, frame.repealed],
    );
    let dates = &document.dates;
    let read = list(
        &document.title,
        document.number.as_ref().map(|n| number(n.code.as_ref(), n.year, n.sequence)),
        document.issuers.iter().map(|body| body.as_written.clone()).collect(),
        [dates.signed, dates.published, dates.effective, dates.repealed],
    );
    (whole(wanted), whole(read))
}

/// Sections by path and by how many times the path was met before; with their headings, or without.
fn sections(gold: &Gold, document: &Document, headings: bool) -> (Vec<Record>, Vec<Record>) {
    let list = |sections: Vec<(String, String)>| {
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        let mut fields = Vec::new();
        for (path, heading) in sections {
            let path = folded(&path);
            let times = met.entry(path.clone()).or_insert(0);
            *times += 1;
            if headings {
                fields.extend((!heading.is_empty()).then(|| format!("{path} #{times} {}", folded(&heading))));
            } else {
                fields.push(format!("{path} #{times}"));
            }
        }
        whole(fields)
    };
    let read = document.sections.iter().map(|s| (s.path.to_string(), s.heading.clone())).collect();
    (list(gold.sections.clone()), list(read))
}

fn wanted_duty(duty: &crate::gold::Responsibility) -> String {
    let lists = [&duty.lead, &duty.co, &duty.cooperating, &duty.local, &duty.generic];
    let lists = lists.map(|list| list.iter().map(|name| folded(name)).collect());
    duty_line(&duty.form, &duty.basis, lists, duty.open_ended, duty.division, duty.scope.as_deref())
}

fn read_duty(duty: &gradus_dsl::Responsibility) -> String {
    let names = |list: &[BodyMention]| list.iter().map(|body| folded(&body.as_written)).collect();
    let form = match duty.form {
        ResponsibilityForm::Clause => "clause",
        ResponsibilityForm::Sentence => "sentence",
    };
    let basis = match duty.lead_basis {
        LeadBasis::Explicit => "explicit",
        LeadBasis::Convention => "convention",
        LeadBasis::FirstListed => "first_listed",
        LeadBasis::Sole => "sole",
        LeadBasis::None => "none",
    };
    let lists = [&duty.lead, &duty.co, &duty.cooperating, &duty.local, &duty.generic].map(|list| names(list));
    duty_line(form, basis, lists, duty.open_ended, duty.division, duty.scope.as_deref())
}

fn duty_line(
    form: &str,
    basis: &str,
    lists: [Vec<String>; 5],
    open_ended: bool,
    division: bool,
    scope: Option<&str>,
) -> String {
    let words = ["lead", "co", "with", "local", "generic"];
    let mut line = format!("{form} {basis}");
    for (word, list) in words.iter().zip(lists).filter(|(_, list)| !list.is_empty()) {
        line += &format!(" {word} [{}]", list.join(" "));
    }
    for (holds, word) in [(open_ended, "open"), (division, "division")] {
        if holds {
            line += &format!(" {word}");
        }
    }
    line + scope.map(|scope| format!(" scope {}", folded(scope))).unwrap_or_default().as_str()
}

fn quantity(
    comparator: Option<&str>,
    value: Option<&String>,
    upper: Option<&String>,
    unit: Option<&str>,
) -> String {
    let exact = |value: &String| value.parse::<Number>().map_or(value.clone(), |number| number.to_string());
    let value = value.map(exact).unwrap_or_default();
    let upper = upper.map(exact).map(|upper| format!("..{upper}")).unwrap_or_default();
    // A counted thing in English is its own unit, named or not.
    let unit = unit.filter(|unit| !unit.starts_with(|c: char| c.is_ascii_lowercase())).unwrap_or_default();
    format!("{} {value}{upper}{unit}", comparator.unwrap_or("words"))
}

fn deadline(
    kind: &str,
    value: Option<&String>,
    unit: Option<&str>,
    date: Option<gradus_dsl::Date>,
) -> String {
    let exact = |value: &String| value.parse::<Number>().map_or(value.clone(), |number| number.to_string());
    let date = date.map(|date| date.to_string()).unwrap_or_default();
    format!("{kind} {}{} {date}", value.map(exact).unwrap_or_default(), folded(unit.unwrap_or_default()))
}
