//! What is left open, put to the split by cases: decided after all, or with an exact list of what still matters.

use super::report::Report;
use super::{Blocked, Finding, FindingKind, Missing, Outcome};
use crate::Why;
use crate::cases::{self, Ask};
use crate::eval::{Answers, Cause, Doubt, Model, Need, Truth};
use crate::facts::Known;
use gradus_dsl::policy::Expr;
use gradus_dsl::{CriterionId, Date, TitleId};
use std::collections::BTreeSet;

/// Most criteria of which each is tried whether the decision needs it; of more, all that took part are named.
const MOST_TRIALS: usize = 16;

/// Most fields of records that are named one by one.
const MOST_FIELDS: usize = 20;

/// A condition with what is known, as it is split into cases.
pub(super) struct Cases<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) known: &'a Known,
    pub(super) answers: &'a Answers,
    pub(super) reference: Date,
    /// The day figures of the text are read on.
    pub(super) figures: Date,
    pub(super) held: &'a [(TitleId, Truth)],
    pub(super) condition: &'a Expr,
}

/// What is said of a condition in the end.
pub(super) struct Settled {
    pub(super) truth: Truth,
    pub(super) missing: Vec<Missing>,
    /// Whether the list of what is missing is exact.
    pub(super) exact: bool,
    pub(super) blocked: Vec<Blocked>,
    /// What is undefined and turned out not to matter.
    pub(super) ignored: Vec<Blocked>,
    /// Whether cases decided it.
    pub(super) by_cases: bool,
}

/// What becomes of a condition the direct evaluator is done with; only what it leaves open is split.
pub(super) fn settled(report: &Report<'_, '_>, cases: &Cases<'_>, truth: Truth) -> Settled {
    let (missing, exact, blocked) = report.doubt(&truth);
    let as_it_was = |truth, missing, exact, blocked| Settled {
        truth,
        missing,
        exact,
        blocked,
        ignored: Vec::new(),
        by_cases: false,
    };
    if exact || !is_open(&truth) {
        return as_it_was(truth, missing, exact, blocked);
    }
    match cases::settle(&cases.ask(BTreeSet::new())) {
        Ok(cases::Settled::Decided(yes)) => Settled {
            truth: Truth::known(yes),
            missing: Vec::new(),
            exact: true,
            blocked: Vec::new(),
            ignored: blocked,
            by_cases: true,
        },
        Ok(cases::Settled::Undefined(causes)) => {
            let mut blocked: Vec<Blocked> = causes.iter().map(Cause::report).collect();
            blocked.sort();
            blocked.dedup();
            // A conflict refuses the question only where there is one in every case.
            let conflict = |cause: &Cause| cause.why == Why::Conflict;
            let everywhere = causes.iter().all(conflict);
            let left = causes.into_iter().filter(|cause| everywhere || !conflict(cause)).collect();
            let truth = Truth::Open(Doubt { blocked: left, ..Doubt::default() });
            as_it_was(truth, Vec::new(), true, blocked)
        }
        Ok(cases::Settled::Open { matter, exact }) if named(&matter) => {
            let missing = matter.iter().map(|need| report.missing(need)).collect();
            as_it_was(truth, missing, exact, blocked)
        }
        // Too much, or of a kind that is not split: each of what is listed may matter.
        Ok(cases::Settled::Open { .. }) | Err(_) => as_it_was(truth, missing, exact, blocked),
    }
}

impl Cases<'_> {
    /// The decision on what was left open, where it is the same in all cases.
    pub(super) fn decision(&self, truth: &Truth) -> Option<bool> {
        if !is_open(truth) {
            return None;
        }
        match cases::settle(&self.ask(BTreeSet::new())) {
            Ok(cases::Settled::Decided(yes)) => Some(yes),
            _ => None,
        }
    }

    /// The findings that decide together: every title and condition that took part, and the criteria without which
    /// some case would go the other way.
    pub(super) fn decided_by(&self, yes: bool, findings: &[Finding]) -> Vec<String> {
        let wanted = if yes { Outcome::Holds } else { Outcome::Fails };
        let took_part = |finding: &&Finding| finding.outcome == wanted || finding.outcome == Outcome::Open;
        let criterion = |finding: &&Finding| finding.kind == FindingKind::Criterion;
        let few = findings.iter().filter(criterion).count() <= MOST_TRIALS;
        let mut free: BTreeSet<CriterionId> = BTreeSet::new();
        for finding in findings.iter().rev().filter(criterion).filter(|_| few) {
            let mut more = free.clone();
            more.insert(finding.id.as_str().into());
            if cases::stays(&self.ask(more.clone()), yes) {
                free = more;
            }
        }
        let decides = |finding: &&Finding| match finding.kind {
            // One that came to the other answer may hold it up all the same: without it some case goes otherwise.
            FindingKind::Criterion if few => {
                let id = CriterionId::from(finding.id.as_str());
                finding.outcome != Outcome::NotNeeded && !free.contains(&id)
            }
            _ => took_part(finding),
        };
        findings.iter().filter(decides).map(|finding| finding.id.clone()).collect()
    }

    fn ask(&self, open: BTreeSet<CriterionId>) -> Ask<'_> {
        Ask {
            model: self.model,
            known: self.known,
            answers: self.answers,
            reference: self.reference,
            figures: self.figures,
            held: self.held,
            condition: self.condition,
            varied: BTreeSet::new(),
            open,
        }
    }
}

/// Whether something missing may decide it.
fn is_open(truth: &Truth) -> bool {
    matches!(truth, Truth::Open(doubt) if !doubt.is_undefined())
}

/// Whether there are few enough to name each.
fn named(matter: &BTreeSet<Need>) -> bool {
    matter.iter().filter(|need| matches!(need, Need::Field(..))).count() <= MOST_FIELDS
}
