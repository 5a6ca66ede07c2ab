//! What a document is once read: the types behind `gradus.document/1`, in the order they are printed.

use super::SentenceId;
use crate::{AgencyId, Date, Language, Number};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The format id of [`Document`] as JSON.
pub const DOCUMENT_FORMAT: &str = "gradus.document/1";

/// A policy document, read: what it says of itself, how it is built, who is responsible, what it aims at.
///
/// Serialises as `gradus.document/1`; the same text gives the same bytes on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Always [`DOCUMENT_FORMAT`].
    pub format: String,
    /// The language and script of the text.
    pub language: DocumentLanguage,
    /// The title, joined over line breaks; empty where none was found.
    pub title: String,
    /// Its own number; never that of a cited document.
    pub number: Option<DocumentNumber>,
    /// Who issued it: the signature block, else the line before the title, else the title.
    pub issuers: Vec<BodyMention>,
    /// The dates the text itself gives.
    pub dates: DocumentDates,
    /// The rule by which the first body of a list leads, where the text declares one.
    pub lead_convention: Option<LeadConvention>,
    /// Every numbered heading and item.
    pub sections: Vec<DocumentSection>,
    /// One record a clause or duty.
    pub responsibilities: Vec<Responsibility>,
    /// What is to be reached.
    pub targets: Vec<DocumentTarget>,
    /// Conditions with a figure.
    pub criteria: Vec<DocumentCriterion>,
    /// Terms, periods of validity, days of effect.
    pub deadlines: Vec<DocumentDeadline>,
    /// Terms and short names.
    pub definitions: Vec<Definition>,
    /// Other documents it names.
    pub references: Vec<Reference>,
    /// Every sentence, with exactly one kind.
    pub sentences: Vec<Sentence>,
    /// Blocks the reader will not guess at.
    pub unread: Vec<Unread>,
    /// What a drafter should look at.
    pub warnings: Vec<DocumentWarning>,
}

/// The language and script of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum DocumentLanguage {
    /// Chinese, simplified script.
    #[serde(rename = "zh")]
    Zh,
    /// Chinese, traditional script.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl DocumentLanguage {
    /// The language people are spoken to in.
    #[must_use]
    pub fn language(self) -> Language {
        match self {
            Self::Zh | Self::ZhHant => Language::Zh,
            Self::En => Language::En,
        }
    }
}

/// A part of a text: where it starts and how long it is, in Unicode code points after any byte-order mark.
/// Serialises as `[start, length]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
#[schemars(with = "[usize; 2]")]
pub struct Span {
    /// The first code point, from 0.
    pub start: usize,
    /// How many code points.
    pub length: usize,
}

impl Span {
    /// The part from `start` up to but without `end`.
    #[must_use]
    pub fn between(start: usize, end: usize) -> Self {
        Self { start, length: end.saturating_sub(start) }
    }

    /// The code point after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.start.saturating_add(self.length)
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, length]: [usize; 2]) -> Self {
        Self { start, length }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.length]
    }
}

/// The number of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentNumber {
    /// As it stands in the text.
    pub as_written: String,
    /// The code of the issuer (`工信部联政法`), where the text has one.
    pub code: Option<String>,
    /// The year it belongs to.
    pub year: Option<u16>,
    /// The running number of that year.
    pub sequence: Option<u32>,
}

/// A body as the text names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BodyMention {
    /// As it stands in the text.
    pub as_written: String,
    /// Its id in the agency registry; none for a body outside it.
    pub id: Option<AgencyId>,
}

/// The dates a document gives of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentDates {
    /// In the signature block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Date>,
    /// In the header of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// From which it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Date>,
    /// From which it applies no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repealed: Option<Date>,
}

/// A declared rule about who leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeadConvention {
    /// Always `first-listed`.
    pub rule: String,
    /// Where it is declared.
    pub span: Span,
}

/// One numbered heading or item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentSection {
    /// The printed signs from the outermost in, joined by `/`.
    pub path: Arc<str>,
    /// How deep, from 1.
    pub level: usize,
    /// The printed sign.
    pub sign: String,
    /// The heading without its sign and stop; empty for an item that is only text.
    pub heading: String,
    /// The whole section with everything below it.
    pub span: Span,
}

/// Whether a responsibility stands in a bracketed or labelled clause, or in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResponsibilityForm {
    /// Bracketed or labelled.
    Clause,
    /// A duty in running text.
    Sentence,
}

/// Why a body is taken to lead. `first_listed` claims nothing: the body is only named first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeadBasis {
    /// The text says so.
    Explicit,
    /// The document declares that the first of a list leads.
    Convention,
    /// The body is named first; nothing more is claimed.
    FirstListed,
    /// It is the only body named.
    Sole,
    /// Nobody is named.
    None,
}

/// Who is responsible for what a clause governs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Responsibility {
    /// The path of the section it stands in; `preamble`, `closing`, or none.
    pub section: Option<String>,
    /// Its place among the records of that section, from 1.
    pub ordinal_in_section: usize,
    /// Clause or running text.
    pub form: ResponsibilityForm,
    /// Where it stands.
    pub span: Span,
    /// Who leads, on the basis given beside it.
    pub lead: Vec<BodyMention>,
    /// Why.
    pub lead_basis: LeadBasis,
    /// Who is responsible besides, in listed order.
    pub co: Vec<BodyMention>,
    /// Who cooperates or takes part.
    pub cooperating: Vec<BodyMention>,
    /// Local bodies.
    pub local: Vec<BodyMention>,
    /// Classes of bodies.
    pub generic: Vec<BodyMention>,
    /// Whether the list ends in 等 or says so in other words.
    pub open_ended: bool,
    /// Whether duties are divided by each body's own remit.
    pub division: bool,
    /// The declared scope, as written.
    pub scope: Option<String>,
    /// The ids of the sentences it covers.
    pub governs: Vec<SentenceId>,
}

/// How a figure binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Comparator {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    MoreThan,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than.
    #[serde(rename = "<")]
    LessThan,
    /// Exactly.
    #[serde(rename = "=")]
    Equal,
    /// About.
    #[serde(rename = "~")]
    About,
    /// From one figure to another, both held.
    #[serde(rename = "between")]
    Between,
    /// A multiple of a base.
    #[serde(rename = "x")]
    Times,
    /// A change in percentage points.
    #[serde(rename = "change")]
    Change,
}

impl Comparator {
    /// The sign it is written with, in `gradus.document/1` and for people.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::Equal => "=",
            Self::About => "~",
            Self::Between => "between",
            Self::Times => "x",
            Self::Change => "change",
        }
    }
}

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentTarget {
    /// The section it stands in.
    pub section: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// What is counted or measured.
    pub object: String,
    /// How the figure binds; none where there is no figure.
    pub comparator: Option<Comparator>,
    /// The figure in base units; none where the text gives words only.
    pub value: Option<Number>,
    /// The upper figure of a range.
    pub upper: Option<Number>,
    /// The unit, as written without its multiplier.
    pub unit: Option<String>,
    /// The last day.
    pub deadline: Option<Date>,
    /// The words that soften it, or stand in the place of a figure.
    pub hedge: Option<String>,
}

/// A condition with a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentCriterion {
    /// The section it stands in.
    pub section: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// What is measured.
    pub indicator: String,
    /// How the figure binds.
    pub comparator: Option<Comparator>,
    /// The figure in base units.
    pub value: Option<Number>,
    /// The upper figure of a range.
    pub upper: Option<Number>,
    /// The unit, as written without its multiplier.
    pub unit: Option<String>,
    /// What meeting it brings: `eligibility`, `benefit`, `cap`, `period` or `revocation`.
    pub role: String,
    /// The branch it belongs to, as written.
    pub when: Option<String>,
    /// The window of time, as written.
    pub window: Option<String>,
    /// Criteria with one group are alternatives.
    pub alternative_group: Option<String>,
    /// The base of a share, as written.
    pub of: Option<String>,
    /// The words that soften it.
    pub hedge: Option<String>,
}

/// A term, a period or a day of effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentDeadline {
    /// The section it stands in.
    pub section: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// `deadline`, `recurring-deadline`, `validity`, `publicity`, `retention`, `grace`, `effective`, `repeal`,
    /// `start` or `window`.
    pub kind: String,
    /// How long.
    pub value: Option<Number>,
    /// Of what.
    pub unit: Option<String>,
    /// What it runs from, as written.
    pub from_event: Option<String>,
    /// The day, where the text gives one.
    pub date: Option<Date>,
    /// Who must act, as written.
    pub actor: Option<String>,
}

/// A term or short name and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Definition {
    /// The section it stands in.
    pub section: Option<String>,
    /// Where it is introduced.
    pub span: Span,
    /// The term.
    pub term: String,
    /// What it stands for.
    pub meaning_span: Span,
}

/// Another document it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reference {
    /// The section it stands in.
    pub section: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// The title, without its marks.
    pub title: Option<String>,
    /// The number, as written.
    pub number: Option<String>,
}

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// Says what is to be done.
    Measure,
    /// Says who is responsible.
    Responsibility,
    /// Says what is to be reached.
    Target,
    /// Sets a condition with a figure.
    Criterion,
    /// Says how an application proceeds.
    Procedure,
    /// Says what a term means.
    Definition,
    /// Says when the document or a title applies.
    Validity,
    /// Only points to another text.
    Reference,
    /// Says why.
    Purpose,
    /// A heading or a line of the document's own particulars (title, number, issuer, date).
    Heading,
    /// None of these.
    Other,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    /// What it says and which of its like it is.
    pub id: SentenceId,
    /// The path of its section; `preamble`, `closing`, or none for the document's own particulars.
    pub section: Option<Arc<str>>,
    /// Where it stands.
    pub span: Span,
    /// What it does.
    pub kind: SentenceKind,
}

/// A block the reader will not guess at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unread {
    /// Where it stands.
    pub span: Span,
    /// Why it was not read.
    pub reason: String,
}

/// Something a drafter should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentWarning {
    /// Stable code in words.
    pub code: String,
    /// What was seen.
    pub message: String,
    /// Where.
    pub span: Span,
}
