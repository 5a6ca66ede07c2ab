//! Clauses and duties as records: what each governs, and what carries over from one to the next.

use super::Gathering;
use crate::document::SentenceId;
use crate::document::duty::bodies::Named;
use crate::document::duty::holders::{self, Duty};
use crate::document::duty::remarks;
use crate::document::model::*;
use crate::document::section::segment::{Place, Unit};
use std::ops::Range;
/// What carries over from one clause or duty to the next.
#[derive(Default)]
pub(super) struct Governing {
    place: Option<Place>,
    /// The sentences since the last clause of this place: the next clause governs them.
    governed: Vec<SentenceId>,
    /// The place of the last clause.
    clause: Option<Place>,
    /// Whether the document has declared that the first of a list leads.
    convention: bool,
    /// The local bodies that stand beside those of every clause, once the document has said so.
    local: Vec<Named>,
    /// The scope of every clause without its own, once the document has said so.
    scope: Option<Range<usize>>,
}

impl Gathering<'_> {
    /// Reads a clause, or files the duties of a sentence in running text, with what each governs.
    pub(super) fn duties(&mut self, unit: &Unit, id: SentenceId, running: Vec<(Duty, Range<usize>)>) {
        let text = self.text;
        if self.duties.place != Some(unit.place) {
            self.duties.governed.clear();
            self.duties.place = Some(unit.place);
        }
        if unit.heading {
            return;
        }
        self.remarks(unit);
        let Some(inner) = unit.clause.as_ref() else {
            for (duty, range) in running {
                let range = if range == unit.words { unit.range.clone() } else { range };
                self.responsibility(unit, &range, duty, vec![id]);
            }
            self.duties.governed.push(id);
            return;
        };
        let Some(mut duty) = holders::clause(text, inner, &self.names, self.duties.convention) else {
            self.duties.governed.push(id);
            return;
        };
        self.carry_on(&mut duty);
        // 配合单位：… on the line below 牵头单位：… is the rest of that clause.
        if self.duties.governed.is_empty() && duty.only_cooperates() && self.duties.clause == Some(unit.place)
        {
            self.joins_last(unit, duty);
            return;
        }
        self.duties.clause = Some(unit.place);
        let governs = std::mem::take(&mut self.duties.governed);
        self.responsibility(unit, &unit.range, duty, governs);
    }

    /// Bodies in a bracket that is no clause may be holders all the same; nothing says so, so it is asked.
    fn remarks(&mut self, unit: &Unit) {
        let mut ask = |code: &str, range: Range<usize>, says: &str| {
            let message = format!("`{}` {says}", self.text.written(&range));
            let span = self.text.span(&range);
            self.document.warnings.push(DocumentWarning { code: code.to_owned(), message, span });
        };
        if let Some(range) = remarks::without_role(self.text, &unit.range, &self.names) {
            let says = "names bodies and does not say that they lead, answer for or support anything";
            ask("bodies-without-role", range, says);
        }
        if unit.clause.is_none() {
            for range in remarks::inside(self.text, &unit.range, &self.names) {
                let says = "stands inside a sentence and is read as a remark; a clause stands behind what it is about";
                ask("clause-inside-sentence", range, says);
            }
        }
    }

    /// Takes what a clause declares for the clauses behind it, and gives it what the clauses before declared.
    fn carry_on(&mut self, duty: &mut Duty) {
        let text = self.text;
        let carried = std::mem::take(&mut duty.carried);
        if let Some(range) = carried.convention.as_ref().filter(|_| !self.duties.convention) {
            self.duties.convention = true;
            let rule = "first-listed".to_owned();
            self.document.lead_convention = Some(LeadConvention { rule, span: text.span(range) });
        }
        for named in &carried.local {
            let message = format!(
                "from here on `{}` stands beside the bodies of every clause that names no local body",
                named.mention.as_written
            );
            let (code, span) = ("local-default".to_owned(), text.span(&named.range));
            self.document.warnings.push(DocumentWarning { code, message, span });
        }
        if !carried.local.is_empty() {
            self.duties.local = carried.local;
        } else if duty.local.is_empty() {
            duty.local.clone_from(&self.duties.local);
        }
        if carried.scope {
            self.duties.scope.clone_from(&duty.scope);
        } else if duty.scope.is_none() {
            duty.scope.clone_from(&self.duties.scope);
        }
    }

    /// Adds those who cooperate to the record before.
    fn joins_last(&mut self, unit: &Unit, duty: Duty) {
        self.document.warnings.extend(duty.named().filter_map(|named| named.warning(self.text)));
        let end = self.text.span(&unit.range).end();
        if let Some(last) = self.document.responsibilities.last_mut() {
            last.cooperating.extend(duty.cooperating.into_iter().map(|named| named.mention));
            last.open_ended |= duty.open_ended;
            last.division |= duty.division;
            last.span = Span::between(last.span.start, end);
        }
    }

    fn responsibility(&mut self, unit: &Unit, range: &Range<usize>, duty: Duty, governs: Vec<SentenceId>) {
        let text = self.text;
        self.document.warnings.extend(duty.named().filter_map(|named| named.warning(text)));
        for named in &duty.through {
            let message =
                format!("`{}` is the body acted through and is in no list", named.mention.as_written);
            let (code, span) = ("acting-through".to_owned(), text.span(&named.range));
            self.document.warnings.push(DocumentWarning { code, message, span });
        }
        let ordinal = self.records.entry(unit.place).or_insert(0);
        *ordinal += 1;
        let ordinal_in_section = *ordinal;
        let mentions = |list: &[Named]| list.iter().map(|named| named.mention.clone()).collect();
        let section = self.place(unit.place);
        self.document.responsibilities.push(Responsibility {
            section,
            ordinal_in_section,
            form: if unit.clause.is_some() {
                ResponsibilityForm::Clause
            } else {
                ResponsibilityForm::Sentence
            },
            span: text.span(range),
            lead: mentions(&duty.lead),
            lead_basis: duty.basis.unwrap_or(LeadBasis::None),
            co: mentions(&duty.co),
            cooperating: mentions(&duty.cooperating),
            local: mentions(&duty.local),
            generic: mentions(&duty.generic),
            open_ended: duty.open_ended,
            division: duty.division,
            scope: duty.scope.map(|range| text.written(&range)),
            governs,
        });
    }
}

/// For each sentence, whether a clause behind it in the same place governs it.
pub(super) fn governed(units: &[Unit]) -> Vec<bool> {
    let mut governed: Vec<bool> = Vec::with_capacity(units.len());
    let mut clause = None;
    for unit in units.iter().rev() {
        if unit.clause.is_some() {
            clause = Some(unit.place);
        }
        governed.push(clause == Some(unit.place) && unit.clause.is_none() && !unit.heading);
    }
    governed.reverse();
    governed
}
