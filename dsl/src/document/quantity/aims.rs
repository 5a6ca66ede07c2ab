//! Reads the figures of a document sentence by sentence, with what carries over from one to the next: the rules on
//! bounds, the years to reach, the lists that are open.

use super::criteria::{self, Found, Role};
use super::english;
use super::lists::Lists;
use super::origins;
use super::quantities::{self, Quantity};
use super::target::{self, Known};
use super::tiers::{self, Bounds};
use super::told::{self, Stance};
use super::wording;
use crate::Date;
use crate::document::model::{DocumentCriterion, DocumentTarget, DocumentWarning};
use crate::document::text::folded::Text;
use std::collections::BTreeSet;
use std::ops::Range;

/// What carries over between the sentences of a document.
pub(crate) struct Aims<'a> {
    text: &'a Text<'a>,
    bounds: Bounds,
    stance: Stance,
    /// Where a sentence has begun to tell of what has been, or a section does.
    told: Option<String>,
    standing: Option<String>,
    /// The section of conditions that is open.
    conditions: Option<String>,
    lists: Lists,
    groups: usize,
    /// The years to reach that hold in a section.
    carried: Option<(String, Vec<Date>)>,
    /// The section of aims that is open.
    aims: Option<String>,
    criteria: Vec<(Option<String>, Found)>,
    pub(crate) targets: Vec<DocumentTarget>,
    warnings: Vec<DocumentWarning>,
}

/// What the figures of a sentence are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds {
    pub(crate) target: bool,
    pub(crate) criterion: bool,
}

/// Headings over conditions.
const CONDITIONS: [&str; 7] =
    ["条件", "申报要求", "申请要求", "基本要求", "认定标准", "评价指标", "申报对象"];
const AIMS: [&str; 4] = ["目标", "targets", "goals", "objectives"];

impl<'a> Aims<'a> {
    /// Reads the rules of the whole document first. `year` is that of the document.
    pub(crate) fn new(text: &'a Text<'a>, year: Option<i32>) -> Self {
        Self {
            text,
            bounds: Bounds::of(text),
            stance: Stance::of(text, year),
            told: None,
            standing: None,
            conditions: None,
            lists: Lists::default(),
            groups: 0,
            carried: None,
            aims: None,
            criteria: Vec::new(),
            targets: Vec::new(),
            warnings: Vec::new(),
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
        if heading && self.stance.plan && wording::has(text, &looked, &["主要指标", "预期指标"]) {
            self.aims = Some(place.to_owned());
        }
        if heading && wording::has(text, &looked, &told::STANDING) && self.aims.is_none() {
            self.standing = Some(place.to_owned());
        }
        if heading && wording::has(text, &looked, &CONDITIONS) {
            self.conditions = Some(place.to_owned());
        }
        let begins = words.start.checked_sub(1).and_then(|at| text.chars().get(at)) == Some(&'\n');
        if begins {
            self.told = None;
        }
        let asked = text.part(words).last() == Some(&'?');
        let found = if asked { Vec::new() } else { quantities::scan(text, words, &self.bounds) };
        let known = Known {
            carried: self.carried.as_ref().map(|(_, dates)| dates.clone()),
            aims: self.aims.is_some(),
            stance: self.stance,
            told: self.told.is_some() || self.standing.is_some(),
            conditions: self.conditions.is_some() || self.lists.at(place).is_some_and(|list| list.conditions),
        };
        let (targets, horizons) = target::targets(text, words, &found, &known);
        let leads = text.part(words).last() == Some(&':');
        if let Some(last) = horizons.last()
            && (leads || heading || self.aims.is_some())
        {
            let root = self.aims.clone().filter(|_| !leads).unwrap_or_else(|| place.to_owned());
            self.carried = Some((root, last.dates.clone()));
        }
        for target in targets.iter().filter(|target| target::lacks_base(text, words, target)) {
            self.warnings.push(DocumentWarning {
                code: "base-missing".to_owned(),
                message: "a multiple of what it was, and the sentence does not say when".to_owned(),
                span: text.span(&target.range),
            });
        }
        let mut holds = Holds { target: !targets.is_empty(), criterion: false };
        let tells = known.told || target::tells(text, words, self.stance);
        if tells && horizons.is_empty() {
            self.told = Some(place.to_owned());
        } else if !horizons.is_empty() {
            self.told = None;
        }
        let past = tells
            || target::is_past(text, words)
            || target::is_of_a_year(text, words)
            || (!self.lists.is_open(place) && english::told::is_told(text, words, self.stance.year));
        if !(past && targets.is_empty()) {
            let list = self.lists.at(place);
            let mut read = criteria::criteria(text, words, &found, list, &mut self.groups);
            let origins: BTreeSet<usize> = found
                .iter()
                .enumerate()
                .filter(|(i, _)| origins::origin(text, &found, *i).is_some())
                .map(|(_, quantity)| quantity.figure)
                .collect();
            read.retain(|one| !origins.contains(&one.quantity.figure));
            // Beside what is to be reached only what is given is read.
            if !targets.is_empty() {
                let taken: BTreeSet<usize> = targets.iter().map(|target| target.figure).collect();
                read.retain(|one| {
                    let given = matches!(one.role, Role::Benefit | Role::Cap | Role::Period);
                    given && !taken.contains(&one.quantity.figure)
                });
            }
            holds.criterion = !read.is_empty();
            self.criteria.extend(read.into_iter().map(|one| (section.cloned(), one)));
        }
        if targets.is_empty() && !holds.criterion {
            self.report_eased(&found);
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

    /// `营业收入可以放宽至5000万元`: which condition is eased, and which way, another sentence says.
    fn report_eased(&mut self, found: &[Quantity]) {
        for quantity in found {
            let near = quantity.range.start.saturating_sub(3)..quantity.range.start;
            if wording::has(self.text, &near, &["放宽至", "放宽到", "放宽为"]) {
                self.warnings.push(DocumentWarning {
                    code: "figure-unread".to_owned(),
                    message: "a figure eases a condition that stands elsewhere; it is not read".to_owned(),
                    span: self.text.span(&quantity.range),
                });
            }
        }
    }

    /// Drops what holds in a section that a place lies outside of.
    fn leave(&mut self, place: &str) {
        let outside =
            |root: &str| root != place && !place.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'));
        for open in [&mut self.aims, &mut self.told, &mut self.standing, &mut self.conditions] {
            if open.as_deref().is_some_and(outside) {
                *open = None;
            }
        }
        if self.carried.as_ref().is_some_and(|(root, _)| outside(root)) {
            self.carried = None;
        }
    }

    /// The criteria of the document, once neighbouring tiers have been settled, and what is to be said of them.
    pub(crate) fn finish(mut self) -> (Vec<DocumentTarget>, Vec<DocumentCriterion>, Vec<DocumentWarning>) {
        let text = self.text;
        let mut warnings = std::mem::take(&mut self.warnings);
        warnings.extend(tiers::settle(text, &mut self.criteria));
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
