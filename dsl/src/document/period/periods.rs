//! Terms: times to act within, days by the calendar, periods of validity, days of effect and of repeal.

use super::actors;
use super::periods_en;
use super::periods_zh;
use crate::document::model::DocumentDeadline;
use crate::document::text::folded::{Text, is_han};
use crate::{Date, Number};
use std::ops::Range;

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Deadline,
    Recurring,
    Validity,
    Publicity,
    Retention,
    Grace,
    Effective,
    Repeal,
    Start,
    Window,
}

impl Kind {
    /// The word of `gradus.document/1`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Recurring => "recurring-deadline",
            Self::Validity => "validity",
            Self::Publicity => "publicity",
            Self::Retention => "retention",
            Self::Grace => "grace",
            Self::Effective => "effective",
            Self::Repeal => "repeal",
            Self::Start => "start",
            Self::Window => "window",
        }
    }

    /// Whether somebody has to act.
    fn has_actor(self) -> bool {
        matches!(self, Self::Deadline | Self::Recurring | Self::Publicity | Self::Retention | Self::Grace)
    }
}

/// A term inside a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
    pub(crate) value: Option<Number>,
    pub(crate) unit: Option<Range<usize>>,
    pub(crate) event: Option<Range<usize>>,
    pub(crate) date: Option<Date>,
    pub(crate) actor: Option<Range<usize>>,
    /// Whether it says when something closes, and not who acts.
    pub(crate) closes: bool,
    /// Whether the document speaks of itself.
    pub(crate) own: bool,
    /// What is not sure about it.
    pub(crate) doubt: Option<Doubt>,
}

/// What a reader of a term must not overlook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// `2025年前`: to the last day of 2025, or only to the last of 2024.
    Loose,
    /// `3至5日`: the upper figure is given.
    Ranged,
}

impl Doubt {
    pub(crate) fn message(self, written: &str) -> String {
        match self {
            Self::Loose => {
                format!(
                    "`{written}` is read as up to the last day of what it names; it can also mean before its first"
                )
            }
            Self::Ranged => format!("`{written}` gives a range; the term holds its upper figure"),
        }
    }
}

impl Found {
    pub(crate) fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            value: None,
            unit: None,
            event: None,
            date: None,
            actor: None,
            closes: false,
            own: false,
            doubt: None,
        }
    }

    /// As `gradus.document/1` prints it.
    pub(crate) fn record(&self, text: &Text, section: Option<String>) -> DocumentDeadline {
        let written = |range: &Option<Range<usize>>| range.as_ref().map(|range| text.written(range));
        DocumentDeadline {
            section,
            span: text.span(&self.range),
            kind: self.kind.word().to_owned(),
            value: self.value.clone(),
            unit: written(&self.unit),
            from_event: written(&self.event),
            date: self.date,
            actor: written(&self.actor),
        }
    }

    /// The same in the places of the text, of which the line is the part from `by` on.
    fn shifted(mut self, by: usize) -> Self {
        let ranges = [Some(&mut self.range), self.unit.as_mut(), self.event.as_mut(), self.actor.as_mut()];
        for range in ranges.into_iter().flatten() {
            *range = range.start + by..range.end + by;
        }
        self
    }
}

/// The terms of a sentence, in its order. `year` is the year of the document, for days that name none.
pub(crate) fn periods(text: &Text, sentence: &Range<usize>, year: Option<i32>) -> Vec<Found> {
    let line: Vec<char> = text.part(sentence).iter().map(|c| simplified(*c)).collect();
    let chinese = line.iter().filter(|c| is_han(**c)).count();
    let letters = line.iter().filter(|c| c.is_ascii_alphabetic()).count();
    let han = chinese * 3 > letters;
    let mut found = if han { periods_zh::terms(&line, year) } else { periods_en::terms(&line, year) };
    for term in found.iter_mut().filter(|term| term.kind.has_actor() && term.actor.is_none() && !term.closes)
    {
        term.actor =
            if han { actors::chinese(&line, &term.range) } else { actors::english(&line, &term.range) };
        // Whom a publication is about does not publish it.
        let about = |range: &Range<usize>| {
            let name: String = line.get(range.clone()).unwrap_or_default().iter().collect();
            ["居民", "家庭", "个人", "人", "企业"].iter().any(|end| name.ends_with(end))
        };
        term.actor = term.actor.take().filter(|range| term.kind != Kind::Publicity || !about(range));
    }
    found.into_iter().map(|term| term.shifted(sentence.start)).collect()
}

/// The simplified form of the traditional characters that the words of terms use; every other character as it is.
fn simplified(c: char) -> char {
    const TRADITIONAL: &str =
        "個內後應當實執廢失時發佈於從請滿屆報機關單構業長過間週兩點號無評審級門縣區會處訴覆總團體學個";
    const SIMPLIFIED: &str =
        "个内后应当实执废失时发布于从请满届报机关单构业长过间周两点号无评审级门县区会处诉复总团体学个";
    if !is_han(c) {
        return c;
    }
    TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find_map(|(from, to)| (from == c).then_some(to)).unwrap_or(c)
}
