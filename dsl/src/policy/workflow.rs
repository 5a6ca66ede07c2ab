//! Workflows as declared: states, steps, who may take them, and within which term.

use super::{Expr, Status};
use crate::{Citation, Label, Position, RoleId, StateId, StepId, TitleId, WorkflowId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A procedure by which a title is granted, kept and lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// Its id.
    pub id: WorkflowId,
    /// Where it is declared.
    pub at: Position,
    /// The title it is about.
    pub title: TitleId,
    /// The clause it comes from, if it cites one.
    pub citation: Option<Citation>,
    /// How sure it is.
    pub status: Option<Status>,
    /// The states; exactly one is initial.
    pub states: Vec<State>,
    /// The steps between them.
    pub steps: Vec<Step>,
    /// What must be done every year.
    pub annual: Vec<Annual>,
}

impl Workflow {
    /// The state with this id.
    #[must_use]
    pub fn state(&self, id: &StateId) -> Option<&State> {
        self.states.iter().find(|state| state.id == *id)
    }

    /// The step with this id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// The state a case begins in.
    #[must_use]
    pub fn initial(&self) -> Option<&State> {
        self.states.iter().find(|state| state.initial)
    }
}

/// A state of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Its id.
    pub id: StateId,
    /// Its name for people; empty where the policy gives none.
    pub label: Label,
    /// Where it is declared.
    pub at: Position,
    /// Whether a case begins here.
    pub initial: bool,
    /// Whether a case ends here.
    pub is_final: bool,
    /// The title held in this state.
    pub grants: Option<TitleId>,
    /// How long the title is valid, counted from the day the state is entered.
    pub valid: Option<Term>,
    /// The clause it comes from, if it cites one.
    pub citation: Option<Citation>,
    /// How sure it is.
    pub status: Option<Status>,
}

/// A step (transition) from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its name for people; empty where the policy gives none.
    pub label: Label,
    /// Where it is declared.
    pub at: Position,
    /// The state it leaves.
    pub from: StateId,
    /// The state it enters.
    pub to: StateId,
    /// Who may take it.
    pub by: Actor,
    /// The condition under which it may be taken.
    pub when: Option<Expr>,
    /// The term within which it is to be taken, counted from the day the state was entered.
    pub within: Option<Term>,
    /// How long it may not be taken, counted from the day the state was entered.
    pub after: Option<Term>,
    /// The state a refusal leads to; without one, a refusal leaves the case where it is.
    pub refused: Option<StateId>,
    /// Whether the running term of the state that is left is suspended until the case comes back to it.
    pub pauses_term: bool,
    /// How long after it no new application may be made.
    pub bars: Option<Term>,
    /// The clause it comes from, if it cites one.
    pub citation: Option<Citation>,
    /// How sure it is.
    pub status: Option<Status>,
}

/// Something that must be done every year by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annual {
    /// Its id.
    pub id: StepId,
    /// Its name for people; empty where the policy gives none.
    pub label: Label,
    /// Where it is declared.
    pub at: Position,
    /// The state in which it is due.
    pub from: StateId,
    /// Who does it.
    pub by: Actor,
    /// The last day, as month and day.
    pub until: (u8, u8),
    /// The state a missed year leads to.
    pub missed: Option<StateId>,
    /// The clause it comes from, if it cites one.
    pub citation: Option<Citation>,
    /// How sure it is.
    pub status: Option<Status>,
}

/// Who may take a step. One person signs once for one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// One person of the role.
    Role(RoleId),
    /// One person of each of the roles.
    AllOf(Vec<RoleId>),
    /// One person of any of the roles.
    AnyOf(Vec<RoleId>),
    /// So many different persons of any of the roles.
    AtLeast(u32, Vec<RoleId>),
}

/// A length of time that is counted from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TermUnit,
}

/// What a term counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    /// Every day.
    Days,
    /// Days of work by the calendar.
    WorkingDays,
    /// Months; a day that does not exist becomes the last of its month.
    Months,
    /// Years; 29 February becomes 28 February.
    Years,
}
