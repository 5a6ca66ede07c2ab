//! The lines above the body of an English document: which is the title, which name the issuer, which give number and
//! day, and which belong to the page.

use super::furniture::{is_furniture, page_number};
use super::header::{self, Field};
use super::outline::{Frame, meta_line};
use super::{dates, numbers_english};
use crate::Date;
use crate::document::duty::bodies::{self, Named, Names};
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words::word_at;
use std::ops::Range;

/// What the name of a document holds.
const KINDS: [&str; 47] = [
    "plan",
    "strategy",
    "scheme",
    "act",
    "order",
    "regulation",
    "regulations",
    "directive",
    "decision",
    "guidelines",
    "guideline",
    "guidance",
    "policy",
    "notice",
    "opinion",
    "opinions",
    "measures",
    "program",
    "programme",
    "framework",
    "review",
    "report",
    "bill",
    "rules",
    "circular",
    "fund",
    "grant",
    "grants",
    "notification",
    "roadmap",
    "code",
    "standard",
    "standards",
    "initiative",
    "memorandum",
    "resolution",
    "charter",
    "agreement",
    "law",
    "statute",
    "provisions",
    "outline",
    "blueprint",
    "paper",
    "agenda",
    "mission",
    "incentive",
];
/// A kind of document alone on its line, above the title.
const KIND_LINES: [&str; 9] = [
    "executive order",
    "notification",
    "order",
    "circular",
    "office memorandum",
    "resolution",
    "press release",
    "extraordinary",
    "notice",
];

#[derive(Clone, Copy, PartialEq)]
enum Standing {
    /// A heading of the first degree in Markdown or HTML.
    Heading,
    Line,
    /// A kind of document and no more.
    Kind,
}

/// Whether the head of a text is English.
pub(super) fn is_english(text: &Text, first: usize) -> bool {
    let head = text.paragraphs.get(..first).unwrap_or_default();
    !head.is_empty() && !head.iter().any(|range| text.part(range).iter().any(|c| is_han(*c)))
}

/// Where the body begins, where it begins before `first`: at the second heading of a page that has a first.
pub(super) fn end(text: &Text, first: usize) -> usize {
    if !is_english(text, first) {
        return first;
    }
    let enacts = text.paragraphs[..first].iter().skip(1).position(|range| enacts(text, range));
    let first = enacts.map_or(first, |at| at + 1);
    let main = text.paragraphs[..first].iter().position(|range| is_main_heading(text, range));
    let Some(main) = main else { return first };
    (main + 1..first).find(|i| text.part(&text.paragraphs[*i]).starts_with(&['#', '#'])).unwrap_or(first)
}

/// `THE COUNCIL OF THE EUROPEAN UNION,` and `Having regard to …,` open the body of an act.
fn enacts(text: &Text, range: &Range<usize>) -> bool {
    let part = text.part(range);
    let maker = part.starts_with(&['T', 'H', 'E', ' ']) && !part.iter().any(|c| c.is_lowercase());
    let regard = word_at(text.chars(), range.start, "having regard").is_some();
    part.last() == Some(&',') && (maker || regard)
}

fn is_main_heading(text: &Text, range: &Range<usize>) -> bool {
    text.part(range).starts_with(&['#', ' ']) || text.titles.binary_search(&range.start).is_ok()
}

/// A line that only the head of an English document has.
pub(super) fn is_particular(text: &Text, range: &Range<usize>) -> bool {
    history(text.chars(), range).is_some() || place_date(text, range).is_some()
}

impl Frame {
    pub(super) fn head_english(&mut self, text: &Text, first: usize, names: &Names<'_>) {
        let chars = text.chars();
        let mut rows: Vec<(Standing, Vec<Range<usize>>)> = Vec::new();
        let mut titled: Option<Range<usize>> = None;
        // Whether the line before goes on with a row.
        let mut open = false;
        // Whether the page sets its own name of the document above its date.
        let mut page = false;
        let mut before = String::new();
        for range in &text.paragraphs[..first] {
            let words = text.trim(range.start + text.marks(range)..range.end);
            let line = text.folded(&words).to_lowercase();
            let fields = header::fields(text, range);
            let mut keeps_open = false;
            if let Some(number) = dates::number_line(chars, &words) {
                self.particulars.push(range.clone());
                self.number = self.number.take().or(Some(number));
            } else if before == "executive order"
                && let Some((number, end)) = numbers_english::digits(chars, words.start)
                && end == words.end
            {
                self.particulars.push(range.clone());
                self.number = self.number.take().or(Some(numbers_english::found(None, Some(number), words)));
            } else if !fields.is_empty() {
                let title = fields.iter().find(|(field, _)| *field == Field::Title);
                titled = titled.or(title.map(|(_, value)| unquoted(text, value)));
                self.fields(text, range, fields, names);
            } else if let Some((day, number)) = history(chars, range) {
                self.particulars.push(range.clone());
                if self.signed.as_ref().is_none_or(|(signed, _)| *signed <= day) {
                    self.signed = Some((day, range.clone()));
                    self.number = number.or(self.number.take());
                }
            } else if let Some(day) = place_date(text, &words) {
                self.particulars.push(range.clone());
                self.signed = self.signed.take().or(Some((day, range.clone())));
            } else if let Some((day, at)) =
                dates::first_date(chars, &words).filter(|_| meta_line(text, &words))
            {
                let rest = [text.trim(range.start..at.start), text.trim(at.end..range.end)];
                self.furniture.extend(rest.into_iter().filter(|rest| !rest.is_empty()));
                self.particulars.push(at.clone());
                page |= at != *range;
                self.published = self.published.take().or(Some((day, at)));
            } else if is_furniture(text, range) || page_number(text, range) {
                self.furniture.push(range.clone());
                // A rule below the kind of the document parts nothing.
            } else if is_main_heading(text, range) {
                rows.push((Standing::Heading, vec![range.clone()]));
            } else if line.ends_with(':') || of_the_print(text, &words, &line) {
                self.particulars.push(range.clone());
            } else if let Some(body) = issuer(text, &words, &line) {
                self.particulars.push(range.clone());
                let found =
                    bodies::whole(text, &body, names).unwrap_or_else(|| vec![Named::unknown(text, body)]);
                self.heading_issuers.extend(found);
            } else if KIND_LINES.contains(&line.as_str()) {
                rows.push((Standing::Kind, vec![range.clone()]));
            } else {
                keeps_open = true;
                match rows.last_mut().filter(|(standing, _)| open && *standing == Standing::Line) {
                    Some((_, row)) => row.push(range.clone()),
                    None => rows.push((Standing::Line, vec![range.clone()])),
                }
            }
            open = keeps_open;
            before = line;
        }
        if let Some(titled) = titled {
            self.title = vec![titled];
            self.furniture.extend(rows.into_iter().flat_map(|(_, row)| row));
            return;
        }
        self.choose(text, rows, page, names);
        self.number = self.number.take().or_else(|| {
            let body = text.paragraphs.get(first)?;
            let act = self.title.first().and_then(|line| numbers_english::of_act(chars, line));
            act.or_else(|| numbers_english::series(chars, body))
        });
        self.issuers_of_act(text);
    }

    /// Chooses the row that is the title: a main heading, else the last row that names a kind of document, else the
    /// last row.
    fn choose(
        &mut self,
        text: &Text,
        mut rows: Vec<(Standing, Vec<Range<usize>>)>,
        page: bool,
        names: &Names<'_>,
    ) {
        let kind = |row: &[Range<usize>]| row.iter().any(|line| names_kind(text, line));
        let lines = rows.iter().filter(|(standing, _)| *standing == Standing::Line).count();
        let heading = rows.iter().position(|(standing, _)| *standing == Standing::Heading);
        let named = rows.iter().rposition(|(standing, row)| *standing == Standing::Line && kind(row));
        let last = rows.iter().rposition(|(standing, _)| *standing == Standing::Line);
        let sure = heading.or(named);
        let Some(chosen) = sure.or(last).or(rows.len().checked_sub(1)) else { return };
        let above = rows.iter().take(chosen).filter(|(standing, _)| *standing != Standing::Kind).count();
        let (_, title) = rows.remove(chosen);
        let (kinds, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|(standing, _)| *standing == Standing::Kind);
        self.particulars.extend(kinds.into_iter().flat_map(|(_, row)| row));
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        if sure.is_none() && lines > 1 {
            self.unsure =
                title.first().map(|first| first.start..title.last().map_or(first.end, |last| last.end));
        }
        self.set_title(text, title, rows, page.then_some(above), names);
    }

    /// `… OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL`, `COMMISSION REGULATION`: an act names its makers.
    fn issuers_of_act(&mut self, text: &Text) {
        let chars = text.chars();
        let Some(line) = self.title.first().filter(|line| numbers_english::of_act(chars, line).is_some())
        else {
            return;
        };
        let near = line.start..line.end.min(line.start + 160);
        if !self.heading_issuers.is_empty() {
            return;
        }
        let makers = ["European Parliament", "Council", "Commission"];
        let found = makers.iter().filter_map(|maker| {
            near.clone().find_map(|at| word_at(chars, at, maker).map(|end| Named::unknown(text, at..end)))
        });
        self.heading_issuers.extend(found);
    }
}

/// Whether a line of a title names a kind of document.
fn names_kind(text: &Text, range: &Range<usize>) -> bool {
    let line = text.folded(range).to_lowercase();
    line.split(|c: char| !c.is_ascii_alphabetic()).any(|word| KINDS.contains(&word))
}

/// A line that says how, where or for whom the paper is printed.
fn of_the_print(text: &Text, range: &Range<usize>, line: &str) -> bool {
    let begins = [
        "presented to parliament",
        "the gazette of",
        "by command of",
        "ordered by the house",
        "to be published",
    ];
    let bracketed =
        text.part(range).first().is_some_and(|c| matches!(c, '(' | '[')) && line.ends_with([')', ']']);
    let organ =
        ["office", "department", "ministry", "division", "bureau"].iter().any(|word| line.contains(word));
    begins.iter().any(|word| line.starts_with(word)) || (bracketed && !organ) || is_month(line)
}

/// `July 2025`.
fn is_month(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(month, year)| {
        dates::MONTHS.contains(&month) && year.len() == 4 && year.chars().all(|c| c.is_ascii_digit())
    })
}

/// The body that a whole line names, without brackets around it.
fn issuer(text: &Text, range: &Range<usize>, line: &str) -> Option<Range<usize>> {
    let part = text.part(range);
    let bracketed = part.first() == Some(&'(') && part.last() == Some(&')');
    let bare = line.trim_matches(['(', ')']);
    let begins = [
        "government of",
        "ministry of",
        "department for",
        "department of",
        "office of",
        "office for",
        "hm treasury",
        "hm revenue",
        "hm government",
        "cabinet office",
        "general office of",
        "the white house",
        "state council",
        "prime minister's office",
    ];
    let ends =
        [" agency", " authority", " commission", " office", " council", " administration", " department"];
    let named =
        begins.iter().any(|word| bare.starts_with(word)) || ends.iter().any(|word| bare.ends_with(word));
    let kind = bare.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        KINDS.contains(&word)
            && !matches!(word, "policy" | "order" | "standards" | "fund" | "program" | "mission")
    });
    let sentence = [" shall ", " will ", " is ", " has ", ". ", ": "].iter().any(|word| bare.contains(word));
    (named && !kind && !sentence && range.len() <= 120 && !bare.ends_with(['.', ',', ';']))
        .then(|| if bracketed { range.start + 1..range.end - 1 } else { range.clone() })
}

/// `New Delhi, the 5th June, 2024`, `Done at Brussels, 18 June 2025.`, `Dated 5 June 2024`: the day of the signature.
pub(super) fn place_date(text: &Text, range: &Range<usize>) -> Option<Date> {
    let chars = text.chars();
    if range.len() > 80 {
        return None;
    }
    let (day, at) = dates::first_date(chars, range)?;
    let stop = usize::from(chars.get(at.end) == Some(&'.'));
    let before = text.folded(&text.trim(range.start..at.start));
    let place = before.trim_end_matches("the").trim_end();
    let words = place.split(' ').count() <= 5
        && place.starts_with(|c: char| c.is_ascii_uppercase())
        && place.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '-'));
    let named = place.ends_with(',') || place.eq_ignore_ascii_case("dated");
    (at.end + stop == range.end && words && named).then_some(day)
}

/// `1.Promulgated on March 3, 2015 by Order No. 123 of …`, `Articles 3 and 7 amended on …`: the day, and the number of
/// the order where it has one.
fn history(chars: &[char], range: &Range<usize>) -> Option<(Date, Option<dates::NumberFound>)> {
    if range.len() > 400 {
        return None;
    }
    let acts = [
        "promulgated on",
        "amended on",
        "enacted on",
        "announced on",
        "revised on",
        "amended and promulgated on",
    ];
    let (at, on) = range
        .clone()
        .take(160)
        .find_map(|at| acts.iter().find_map(|word| word_at(chars, at, word).map(|end| (at, end))))?;
    let sentence = ["shall", "is", "was", "were"]
        .iter()
        .any(|word| (range.start..at).any(|i| word_at(chars, i, word).is_some()));
    let (day, end) = dates::date(chars, on + 1)?;
    let order = (end..range.end).find_map(|i| {
        let at = word_at(chars, i, "No.").map(|end| end + usize::from(chars.get(end) == Some(&' ')))?;
        let length = chars.get(at..range.end)?.iter().take_while(|c| c.is_ascii_digit()).count();
        let sequence = chars.get(at..at + length)?.iter().collect::<String>().parse().ok();
        (length > 0).then(|| {
            let from = (end..i).find(|j| word_at(chars, *j, "Order").is_some()).unwrap_or(i);
            numbers_english::found(None, sequence, from..at + length)
        })
    });
    (!sentence).then_some((day, order))
}

fn unquoted(text: &Text, range: &Range<usize>) -> Range<usize> {
    let quote = |at: usize| matches!(text.chars().get(at), Some('"' | '“' | '”' | '\''));
    let mut range = range.clone();
    if range.len() > 2 && quote(range.start) && quote(range.end - 1) {
        range = range.start + 1..range.end - 1;
    }
    range
}

/// Whether a line below the day of a signature is of the signature: `For the Council`, `The President`, `A. NAME`.
pub(super) fn signs(text: &Text, range: &Range<usize>) -> bool {
    let part = text.part(range);
    let annex = ["annex", "appendix", "schedule", "attachment", "enclosure"]
        .iter()
        .any(|word| word_at(text.chars(), range.start, word).is_some());
    range.len() <= 60
        && !annex
        && part.first().is_some_and(|c| c.is_uppercase())
        && !matches!(part.last(), Some('.' | ':' | ';'))
}

/// Whether a notice only forwards another document.
pub(super) fn forwards(title: &str) -> bool {
    let notice = ["notice", "circular", "letter"].iter().any(|word| title.contains(word));
    let words = [
        "issuing",
        "issuance of",
        "promulgating",
        "promulgation of",
        "printing and distributing",
        "distributing",
        "forwarding",
        "transmitting",
    ];
    notice && words.iter().any(|word| title.contains(word))
}

/// `Attachment` alone on its line.
pub(super) fn attached(text: &Text, range: &Range<usize>) -> bool {
    let line = text.folded(range).to_lowercase();
    matches!(line.trim_end_matches(':'), "attachment" | "annex" | "appendix" | "enclosure" | "attachments")
}
