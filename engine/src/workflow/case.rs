//! A case as a log: how it was opened and every event since, replayed to the same snapshot.

use super::enter::Run;
use super::{Bar, Event, Guards, Pinned, Reason, Refusal, Snapshot, Transition, transition};
use gradus_dsl::policy::Workflow;
use gradus_dsl::{Calendar, CaseId, Date, PolicyId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a case is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The case.
    pub case: CaseId,
    /// The pack it is decided by from now on.
    pub policy: PolicyId,
    /// The digest of the pack.
    pub digest: String,
    /// The day.
    pub on: Date,
    /// Bars from earlier cases of the same applicant, as the host kept them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bars: Vec<Bar>,
}

/// The log of a case. Only events that were taken belong in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// How it was opened.
    pub opened: Opening,
    /// Every event since, in order.
    #[serde(default)]
    pub events: Vec<Event>,
}

/// Where a log cannot be replayed: a changed log, another workflow, or another calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReplayError {
    /// The event that is refused, from 1; 0 for the opening.
    pub event: usize,
    /// Why.
    pub refusals: Vec<Refusal>,
}

/// Opens a case in the initial state of a workflow.
///
/// # Errors
/// [`Refusal::Barred`] where a bar for the title runs on the day; [`Refusal::NoInitialState`]; a term that is too
/// long to count.
pub fn open(workflow: &Workflow, opening: &Opening, calendar: &Calendar) -> Result<Transition, Vec<Refusal>> {
    let barring = opening.bars.iter().filter(|bar| bar.title == workflow.title && opening.on <= bar.until);
    let barred = barring.map(|bar| Refusal::Barred { title: bar.title.clone(), until: bar.until });
    let mut refusals: Vec<Refusal> = barred.collect();
    let Some(initial) = workflow.initial() else {
        refusals.push(Refusal::NoInitialState);
        return Err(refusals);
    };
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let snapshot = Snapshot {
        case: opening.case.clone(),
        pinned: Pinned {
            policy: opening.policy.clone(),
            digest: opening.digest.clone(),
            workflow: workflow.id.clone(),
        },
        state: initial.id.clone(),
        opened_on: opening.on,
        entered_on: opening.on,
        as_of: opening.on,
        signatures: Vec::new(),
        suspended: Vec::new(),
        titles: Vec::new(),
        updates: Vec::new(),
        bars: Vec::new(),
        events: 0,
    };
    let mut run = Run::new(workflow, calendar, snapshot);
    run.reasons.push(Reason::Opened { state: initial.id.clone() });
    run.arrive(opening.on, None).map_err(|refusal| vec![refusal])?;
    Ok(run.finish())
}

/// The snapshot a log leads to.
///
/// # Errors
/// [`ReplayError`] with the first event that is refused.
pub fn replay(
    workflow: &Workflow,
    case: &Case,
    guards: &dyn Guards,
    calendar: &Calendar,
) -> Result<Snapshot, ReplayError> {
    let opened = open(workflow, &case.opened, calendar);
    let mut snapshot = opened.map_err(|refusals| ReplayError { event: 0, refusals })?.snapshot;
    for (number, event) in (1..).zip(&case.events) {
        let next = transition(workflow, &snapshot, event, guards, calendar);
        if !next.accepted() {
            return Err(ReplayError { event: number, refusals: next.refusals });
        }
        snapshot = next.snapshot;
    }
    Ok(snapshot)
}
