//! One event: the pure step from a snapshot to the next.

use super::actor::{has_signed, roles, signatures_missing};
use super::enter::{Run, Way, due, not_before};
use super::time::{due_in, next_due, updated};
use super::{
    Asked, Event, Guards, Holds, MAX_DAYS_BETWEEN_EVENTS, MAX_EVENTS, Reason, Refusal, Signature, Snapshot,
    Transition, Update,
};
use crate::workflow::Action;
use gradus_dsl::policy::{Actor, Annual, Step, Workflow};
use gradus_dsl::{Calendar, Date, PersonId, RoleId, StateId, StepId};
use serde_json::Value;

/// What an event does to a case. A pure function: it runs nothing, and a refused event changes nothing.
///
/// Time passes first: what fell due up to the day of the event (a title that runs out, a missed yearly duty) is
/// settled before the event is looked at. An overdue step is taken and flagged as late.
#[must_use]
pub fn transition(
    workflow: &Workflow,
    snapshot: &Snapshot,
    event: &Event,
    guards: &dyn Guards,
    calendar: &Calendar,
) -> Transition {
    let refused = |refusals| Transition {
        snapshot: snapshot.clone(),
        actions: Vec::new(),
        reasons: Vec::new(),
        refusals,
    };
    let refusals = cannot_follow(workflow, snapshot, event.on());
    if !refusals.is_empty() {
        return refused(refusals);
    }
    let mut run = Run::new(workflow, calendar, snapshot.clone());
    match run.follow(event, guards) {
        Ok(()) => run.finish(),
        Err(refusals) => refused(refusals),
    }
}

/// Why no event of this day can follow on a snapshot.
fn cannot_follow(workflow: &Workflow, snapshot: &Snapshot, on: Date) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if snapshot.pinned.workflow != workflow.id {
        refusals.push(Refusal::OtherWorkflow { pinned: snapshot.pinned.workflow.clone() });
    } else if workflow.state(&snapshot.state).is_none() {
        refusals.push(Refusal::UnknownState { state: snapshot.state.clone() });
    }
    if snapshot.events >= MAX_EVENTS {
        refusals.push(Refusal::TooManyEvents);
    }
    // A snapshot from outside may claim to be settled before its state was entered.
    let as_of = snapshot.as_of.max(snapshot.entered_on);
    let latest = as_of.plus_days(MAX_DAYS_BETWEEN_EVENTS);
    if on < as_of {
        refusals.push(Refusal::DateGoesBack { on, as_of });
    } else if let Some(latest) = latest.filter(|latest| on > *latest) {
        refusals.push(Refusal::TooFarAhead { on, latest });
    }
    refusals
}

/// Who acts, on what, when.
struct Act<'a> {
    step: &'a StepId,
    person: &'a PersonId,
    role: &'a RoleId,
    on: Date,
}

impl<'a> Run<'a> {
    fn follow(&mut self, event: &Event, guards: &dyn Guards) -> Result<(), Vec<Refusal>> {
        self.pass_time(event.on()).map_err(|refusal| vec![refusal])?;
        match event {
            // Looking at a case leaves no trace: it may be ticked every day, or never.
            Event::Tick { .. } => return Ok(()),
            Event::Take { step, person, role, on, facts } => {
                let act = Act { step, person, role, on: *on };
                let workflow = self.workflow;
                if let Some(step) = workflow.step(step) {
                    self.take(step, &act, facts.as_ref(), guards)?;
                } else if let Some(annual) = workflow.annual.iter().find(|annual| annual.id == *step) {
                    self.update(annual, &act)?;
                } else {
                    return Err(vec![Refusal::UnknownStep { step: step.clone() }]);
                }
            }
            Event::Refuse { step, person, role, on, because } => {
                self.refuse(&Act { step, person, role, on: *on }, because)?;
            }
        }
        self.next.events += 1;
        Ok(())
    }

    /// Takes a step, or signs for it.
    fn take(
        &mut self,
        step: &'a Step,
        act: &Act<'_>,
        facts: Option<&Value>,
        guards: &dyn Guards,
    ) -> Result<(), Vec<Refusal>> {
        let mut refusals = self.may_not_act(act, &step.from, &step.by);
        if step.from == self.next.state {
            match not_before(step, &self.next, self.calendar) {
                Ok(Some(not_before)) if act.on < not_before => {
                    refusals.push(Refusal::TooEarly { step: step.id.clone(), not_before });
                }
                Ok(_) => {}
                Err(refusal) => refusals.push(refusal),
            }
            refusals.extend(self.condition(step, act.on, facts, guards));
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        if self.sign(&step.by, act) > 0 {
            return Ok(());
        }
        self.complete(step, act.on).map_err(|refusal| vec![refusal])
    }

    /// The step has all its signatures.
    fn complete(&mut self, step: &'a Step, on: Date) -> Result<(), Refusal> {
        if let Some(due) = due(step, &self.next, self.calendar)?.filter(|due| on > due.last) {
            self.reasons.push(Reason::Late { step: step.id.clone(), due });
        }
        let workflow = self.workflow;
        for status in step.status.iter().chain(&workflow.status) {
            self.reasons.push(Reason::Uncertain { step: step.id.clone(), status: status.clone() });
        }
        self.next.signatures.retain(|signature| signature.step != step.id);
        let citation = step.citation.as_ref().or(workflow.citation.as_ref());
        self.enter(&Way { by: &step.id, to: &step.to, on, pauses: step.pauses_term, citation })?;
        self.bar(step, on)
    }

    /// Refuses a step: the case goes where a refusal leads, or stays.
    fn refuse(&mut self, act: &Act<'_>, because: &str) -> Result<(), Vec<Refusal>> {
        let workflow = self.workflow;
        let Some(step) = workflow.step(act.step) else {
            let annual = act.step.clone();
            let known = workflow.annual.iter().any(|known| known.id == annual);
            return Err(vec![match known {
                true => Refusal::NotRefusable { annual },
                false => Refusal::UnknownStep { step: annual },
            }]);
        };
        let refusals = self.may_not_act(act, &step.from, &step.by);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        self.reasons.push(Reason::Refused {
            step: step.id.clone(),
            person: act.person.clone(),
            role: act.role.clone(),
            because: because.to_owned(),
        });
        let Some(to) = &step.refused else {
            self.void_signatures(Some(&step.id));
            return Ok(());
        };
        let citation = step.citation.as_ref().or(workflow.citation.as_ref());
        let way = Way { by: &step.id, to, on: act.on, pauses: false, citation };
        self.enter(&way).map_err(|refusal| vec![refusal])
    }

    /// Makes a yearly update, or signs for it.
    fn update(&mut self, annual: &'a Annual, act: &Act<'_>) -> Result<(), Vec<Refusal>> {
        let mut refusals = self.may_not_act(act, &annual.from, &annual.by);
        let year = act.on.year();
        let due = due_in(annual, year).filter(|due| *due > self.next.entered_on);
        if annual.from == self.next.state {
            if updated(annual, &self.next, year) {
                refusals.push(Refusal::AlreadyUpdated { annual: annual.id.clone(), year });
            } else if due.is_none() {
                let next = next_due(annual, &self.next).unwrap_or(act.on);
                refusals.push(Refusal::NotDue { annual: annual.id.clone(), next });
            }
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        if self.sign(&annual.by, act) > 0 {
            return Ok(());
        }
        self.next.signatures.retain(|signature| signature.step != annual.id);
        self.next.updates.retain(|update| update.annual != annual.id);
        self.next.updates.push(Update { annual: annual.id.clone(), year });
        if let Some(due) = due.filter(|due| act.on > *due) {
            self.reasons.push(Reason::UpdatedLate { annual: annual.id.clone(), due });
        }
        self.reasons.push(Reason::Updated { annual: annual.id.clone(), year });
        if let Some(due) = next_due(annual, &self.next) {
            self.actions.push(Action::ScheduleUpdate { annual: annual.id.clone(), due });
        }
        Ok(())
    }

    /// Why a person may not act in a role on a step that leaves a state.
    fn may_not_act(&self, act: &Act<'_>, from: &StateId, by: &Actor) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let step = act.step.clone();
        if *from != self.next.state {
            let (from, state) = (from.clone(), self.next.state.clone());
            refusals.push(Refusal::WrongState { step: step.clone(), from, state });
        }
        if !roles(by).contains(act.role) {
            let (role, by) = (act.role.clone(), by.clone());
            refusals.push(Refusal::WrongRole { step, role, by });
        } else if has_signed(by, &self.next.signatures, act.step, act.person, act.role) {
            let (person, role) = (act.person.clone(), act.role.clone());
            refusals.push(Refusal::AlreadySigned { step, person, role });
        }
        refusals
    }

    /// Asks the condition of a step; gives why it is not passed.
    fn condition(
        &mut self,
        step: &'a Step,
        on: Date,
        facts: Option<&Value>,
        guards: &dyn Guards,
    ) -> Option<Refusal> {
        let condition = step.when.as_ref()?;
        let outcome = guards.decide(&Asked { step, condition, snapshot: &self.next, facts, on });
        let (step, because) = (step.id.clone(), outcome.because);
        match outcome.holds {
            Holds::Yes => {
                self.reasons.push(Reason::ConditionMet { step, because });
                None
            }
            Holds::No => Some(Refusal::ConditionNotMet { step, because }),
            Holds::Undetermined => {
                Some(Refusal::ConditionUndetermined { step, missing: outcome.missing, because })
            }
        }
    }

    /// Adds a signature; gives how many are still lacking.
    fn sign(&mut self, by: &Actor, act: &Act<'_>) -> usize {
        let (step, person, role) = (act.step.clone(), act.person.clone(), act.role.clone());
        self.next.signatures.push(Signature { step, person, role, on: act.on });
        let missing = signatures_missing(by, &self.next.signatures, act.step);
        let (step, person, role) = (act.step.clone(), act.person.clone(), act.role.clone());
        self.reasons.push(Reason::Signed { step, person, role, missing });
        missing
    }
}
