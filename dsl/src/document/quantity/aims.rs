//! Reads the figures of a document sentence by sentence, with what carries over from one to the next: the rules on
//! bounds, the years to reach, the lists that are open.

use super::criteria::{self, Found};
use super::english;
use super::lists::Lists;
use super::quantities;
use super::target::{self, Known};
use super::tiers::{self, Bounds};
use super::wording;
use crate::Date;
use crate::document::model::{DocumentCriterion, DocumentTarget, DocumentWarning};
use crate::document::text::folded::Text;
use std::ops::Range;

/// What carries over between the sentences of a document.
pub(crate) struct Aims<'a> {
    text: &'a Text<'a>,
    bounds: Bounds,
    year: Option<i32>,
    lists: Lists,
    groups: usize,
    /// The years to reach that hold in a section.
    carried: Option<(String, Vec<Date>)>,
    /// The section of aims that is open.
    aims: Option<String>,
    criteria: Vec<(Option<String>, Found)>,
    pub(crate) targets: Vec<DocumentTarget>,
}

/// What the figures of a sentence are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds {
    pub(crate) target: bool,
    pub(crate) criterion: bool,
}

const AIMS: [&str; 4] = ["目标", "targets", "goals", "objectives"];

impl<'a> Aims<'a> {
    /// Reads the rules of the whole document first. `year` is that of the document.
    pub(crate) fn new(text: &'a Text<'a>, year: Option<i32>) -> Self {
        Self {
            text,
            bounds: Bounds::of(text),
            year,
            lists: Lists::default(),
            groups: 0,
            carried: None,
            aims: None,
            criteria: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// Reads a sentence or heading; the sentences of a document come in order.
    pub(crate) fn sentence(
        &mut self,
        words: &Range<usize>,
        section: Option<&String>,
        heading: bool,
    ) -> Holds {
        let (text, place) = (self.text, section.map_or("", String::as_str));
        self.leave(place);
        let looked = words.start..words.end.min(words.start + 60);
        if heading && wording::has(text, &looked, &AIMS) {
            self.aims = Some(place.to_owned());
        }
        let asked = text.part(words).last() == Some(&'?');
        let found = if asked { Vec::new() } else { quantities::scan(text, words, &self.bounds) };
        let known = Known {
            carried: self.carried.as_ref().map(|(_, dates)| dates.clone()),
            aims: self.aims.is_some(),
            year: self.year,
        };
        let (targets, horizons) = target::targets(text, words, &found, &known);
        let leads = text.part(words).last() == Some(&':');
        if let Some(last) = horizons.last()
            && (leads || heading || self.aims.is_some())
        {
            let root = self.aims.clone().filter(|_| !leads).unwrap_or_else(|| place.to_owned());
            self.carried = Some((root, last.dates.clone()));
        }
        let mut holds = Holds { target: !targets.is_empty(), criterion: false };
        if targets.is_empty()
            && !target::is_past(text, words)
            && !target::is_of_a_year(text, words)
            && (self.lists.is_open(place) || !english::told::is_told(text, words, self.year))
        {
            let list = self.lists.at(place);
            let read = criteria::criteria(text, words, &found, list, &mut self.groups);
            holds.criterion = !read.is_empty();
            self.criteria.extend(read.into_iter().map(|one| (section.cloned(), one)));
        }
        self.lists.lead_in(text, words, place, &mut self.groups);
        for one in targets {
            self.targets.push(DocumentTarget {
                section: section.cloned(),
                span: text.span(&one.range),
                object: one.object,
                comparator: one.comparator,
                value: one.value,
                upper: one.upper,
                unit: one.unit,
                deadline: one.deadline,
                hedge: one.hedge,
            });
        }
        holds
    }

    /// Drops what holds in a section that a place lies outside of.
    fn leave(&mut self, place: &str) {
        let outside =
            |root: &str| root != place && !place.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
        if self.aims.as_deref().is_some_and(outside) {
            self.aims = None;
        }
        if self.carried.as_ref().is_some_and(|(root, _)| outside(root)) {
            self.carried = None;
        }
    }

    /// The criteria of the document, once neighbouring tiers have been settled, and what is to be said of them.
    pub(crate) fn finish(mut self) -> (Vec<DocumentTarget>, Vec<DocumentCriterion>, Vec<DocumentWarning>) {
        let text = self.text;
        let mut warnings = tiers::settle(text, &mut self.criteria);
        warnings.extend(self.bounds.evidence.iter().map(|(range, said)| DocumentWarning {
            code: "bounds-ruled".to_owned(),
            message: format!("the document rules whether a bound holds its figure: {said}"),
            span: text.span(range),
        }));
        let mut criteria = Vec::new();
        for (section, found) in self.criteria {
            if found.unsure {
                warnings.push(DocumentWarning {
                    code: "bounds-shut-out".to_owned(),
                    message: format!(
                        "figures between two bounds of `{}` are shut out; what is let in is left open",
                        found.indicator
                    ),
                    span: text.span(&found.range),
                });
                continue;
            }
            for (comparator, value, upper) in found.records() {
                criteria.push(DocumentCriterion {
                    section: section.clone(),
                    span: text.span(&found.range),
                    indicator: found.indicator.clone(),
                    comparator: Some(comparator),
                    value,
                    upper,
                    unit: found.quantity.unit.clone(),
                    role: found.role.name().to_owned(),
                    when: found.when.clone(),
                    window: found.window.clone(),
                    alternative_group: found.group.clone(),
                    of: found.of.clone(),
                    hedge: found.hedge.clone(),
                });
            }
        }
        (self.targets, criteria, warnings)
    }
}
