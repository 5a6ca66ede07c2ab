//! Entering a state: what ends with the state left, and what begins with the state entered.

use super::{Action, Bar, Granted, Reason, Refusal, Snapshot, Suspended, Transition, time};
use crate::calendar::{TermEnd, term_end, working_days_between};
use gradus_dsl::policy::{Period, Step, Term, TermUnit, Workflow};
use gradus_dsl::{Calendar, Citation, Date, StateId, StepId, TitleId};

/// A snapshot on its way to the next one. Nothing of it is seen outside if the event is refused.
pub(super) struct Run<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) calendar: &'a Calendar,
    pub(super) next: Snapshot,
    pub(super) actions: Vec<Action>,
    pub(super) reasons: Vec<Reason>,
}

/// How a state is left.
pub(super) struct Way<'a> {
    /// The step taken or refused, or the yearly duty missed.
    pub(super) by: &'a StepId,
    /// The state entered.
    pub(super) to: &'a StateId,
    /// The day.
    pub(super) on: Date,
    /// Whether the terms of the state left stand still.
    pub(super) pauses: bool,
    /// The clause.
    pub(super) citation: Option<&'a Citation>,
}

impl<'a> Run<'a> {
    pub(super) fn new(workflow: &'a Workflow, calendar: &'a Calendar, snapshot: Snapshot) -> Self {
        Self { workflow, calendar, next: snapshot, actions: Vec::new(), reasons: Vec::new() }
    }

    /// The answer, once everything has gone well.
    pub(super) fn finish(self) -> Transition {
        Transition { snapshot: self.next, actions: self.actions, reasons: self.reasons, refusals: Vec::new() }
    }

    /// Leaves the present state for another.
    pub(super) fn enter(&mut self, way: &Way<'_>) -> Result<(), Refusal> {
        let from = self.next.state.clone();
        let left = self.workflow.state(&from).and_then(|state| state.grants.as_ref());
        self.suspend_or_forget(way);
        self.void_signatures(None);
        self.next.state = way.to.clone();
        self.next.entered_on = way.on;
        self.reasons.push(Reason::Moved {
            step: way.by.clone(),
            from,
            to: way.to.clone(),
            on: way.on,
            citation: way.citation.cloned(),
        });
        self.arrive(way.on, left)
    }

    /// What begins on the day the present state is entered: titles, terms, notices. `left` is the title of the
    /// state left.
    pub(super) fn arrive(&mut self, on: Date, left: Option<&TitleId>) -> Result<(), Refusal> {
        let workflow = self.workflow;
        let Some(state) = workflow.state(&self.next.state) else {
            return Err(Refusal::UnknownState { state: self.next.state.clone() });
        };
        self.titles(left, state.grants.as_ref(), state.valid, on)?;
        if self.next.suspended.iter().any(|suspended| suspended.state == state.id) {
            self.reasons.push(Reason::TermResumed { state: state.id.clone() });
        }
        if state.is_final {
            self.actions.push(Action::Close { state: state.id.clone() });
            return Ok(());
        }
        for step in workflow.steps.iter().filter(|step| step.from == state.id) {
            self.actions.push(Action::Notify { step: step.id.clone(), by: step.by.clone() });
            if let Some(due) = due(step, &self.next, self.calendar)? {
                self.actions.push(Action::ScheduleDue { step: step.id.clone(), due });
            }
        }
        for annual in workflow.annual.iter().filter(|annual| annual.from == state.id) {
            if let Some(due) = time::next_due(annual, &self.next) {
                self.actions.push(Action::ScheduleUpdate { annual: annual.id.clone(), due });
            }
        }
        Ok(())
    }

    /// Ends, keeps or grants a title.
    fn titles(
        &mut self,
        left: Option<&TitleId>,
        grants: Option<&TitleId>,
        valid: Option<Term>,
        on: Date,
    ) -> Result<(), Refusal> {
        // Without a validity of its own a state keeps the title as it was, held or run out: a title that has
        // lapsed does not come to life again because its review begins.
        if grants.is_some() && grants == left && valid.is_none() {
            return Ok(());
        }
        let held = self.next.titles.last_mut().filter(|held| held.period.to.is_none_or(|to| to > on));
        if let Some(held) = held {
            held.period.to = Some(on);
            if grants != Some(&held.title) {
                self.reasons.push(Reason::TitleEnded { title: held.title.clone(), on });
                self.actions.push(Action::EndTitle { title: held.title.clone(), on });
            }
        }
        if let Some(title) = grants {
            let to = valid.map(|term| validity_end(on, term, self.calendar)).transpose()?;
            let period = Period { from: on, to };
            self.next.titles.push(Granted { title: title.clone(), period });
            self.reasons.push(Reason::TitleGranted { title: title.clone(), period });
            self.actions.push(Action::GrantTitle { title: title.clone(), period });
        }
        Ok(())
    }

    /// Keeps how much of its terms the state left has used, or forgets it.
    fn suspend_or_forget(&mut self, way: &Way<'_>) {
        let (state, entered) = (self.next.state.clone(), self.next.entered_on);
        let place = self.next.suspended.iter().position(|suspended| suspended.state == state);
        let earlier = place.map(|place| self.next.suspended.remove(place));
        if !way.pauses {
            return;
        }
        let mut suspended = earlier.unwrap_or(Suspended {
            state: state.clone(),
            since: entered,
            days: 0,
            working_days: 0,
            provisional: false,
        });
        let (working_days, provisional) = working_days_between(entered, way.on, self.calendar);
        let days = u32::try_from(way.on.days() - entered.days()).unwrap_or(0);
        suspended.days = suspended.days.saturating_add(days);
        suspended.working_days = suspended.working_days.saturating_add(working_days);
        suspended.provisional |= provisional;
        let (days, working_days) = (suspended.days, suspended.working_days);
        self.reasons.push(Reason::TermSuspended { state, days, working_days });
        self.next.suspended.push(suspended);
    }

    /// Signatures of one step, or all of them, count no longer.
    pub(super) fn void_signatures(&mut self, step: Option<&StepId>) {
        let before = self.next.signatures.len();
        self.next.signatures.retain(|signature| step.is_some_and(|step| signature.step != *step));
        let count = before - self.next.signatures.len();
        if count > 0 {
            self.reasons.push(Reason::SignaturesVoided { count });
        }
    }

    /// Sets the bar of a step that was taken.
    pub(super) fn bar(&mut self, step: &Step, on: Date) -> Result<(), Refusal> {
        let Some(term) = step.bars else { return Ok(()) };
        let until = end_of(on, term, self.calendar)?.last;
        let title = self.workflow.title.clone();
        self.next.bars.push(Bar { title: title.clone(), step: step.id.clone(), until });
        self.reasons.push(Reason::Barred { title: title.clone(), until });
        self.actions.push(Action::Bar { title, until });
        Ok(())
    }
}

/// The last day of the term of a step in the present state, what was suspended being taken into account.
pub(super) fn due(step: &Step, snapshot: &Snapshot, calendar: &Calendar) -> Result<Option<TermEnd>, Refusal> {
    let Some(term) = step.within else { return Ok(None) };
    let entered = snapshot.entered_on;
    let Some(used) = snapshot.suspended.iter().find(|suspended| suspended.state == snapshot.state) else {
        return end_of(entered, term, calendar).map(Some);
    };
    // Had the term never stood still it would have ended on this day.
    let whole = end_of(used.since, term, calendar)?;
    let rest = if term.unit == TermUnit::WorkingDays {
        term.count.checked_sub(used.working_days)
    } else {
        u32::try_from(whole.last.days() - used.since.days() - i64::from(used.days)).ok()
    };
    let end = match (rest, term.unit) {
        // It had run out before it was suspended.
        (None, _) => whole,
        (Some(count), TermUnit::WorkingDays) => end_of(entered, Term { count, ..term }, calendar)?,
        (Some(count), _) => end_of(entered, Term { count, unit: TermUnit::Days }, calendar)?,
    };
    let counted = term.unit == TermUnit::WorkingDays && used.provisional;
    Ok(Some(TermEnd { provisional: end.provisional || counted, ..end }))
}

/// The first day on which a step may be taken, where the text makes it wait.
pub(super) fn not_before(
    step: &Step,
    snapshot: &Snapshot,
    calendar: &Calendar,
) -> Result<Option<Date>, Refusal> {
    let Some(term) = step.after else { return Ok(None) };
    let end = end_of(snapshot.entered_on, term, calendar)?;
    end.last.plus_days(1).map(Some).ok_or(Refusal::TermTooLong { term })
}

/// The last day of a term.
pub(super) fn end_of(start: Date, term: Term, calendar: &Calendar) -> Result<TermEnd, Refusal> {
    term_end(start, term, calendar).map_err(|_| Refusal::TermTooLong { term })
}

/// The first day a title is held no longer. The day it is granted counts: three years from 10 May end with 9 May.
fn validity_end(from: Date, term: Term, calendar: &Calendar) -> Result<Date, Refusal> {
    let last = end_of(from, term, calendar)?.last;
    if term.unit == TermUnit::WorkingDays {
        return last.plus_days(1).ok_or(Refusal::TermTooLong { term });
    }
    Ok(last)
}
