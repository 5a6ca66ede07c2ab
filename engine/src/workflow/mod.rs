//! Progression: where an application stands, who may act next, by which working day, and what follows.
//!
//! A case is a snapshot, which is data. [`transition`] takes a snapshot and an event and gives the next snapshot,
//! with what the host is to carry out and why. It runs nothing, reads no clock, and the same event on the same
//! snapshot gives the same answer always.

mod actor;
mod case;
pub mod check;
mod enter;
mod names;
mod outcome;
mod refusal;
mod standing;
mod time;
mod transition;

pub use actor::{actor_text, signatures_missing};
pub use case::{Case, Opening, ReplayError, open, replay};
pub use outcome::{Action, Reason, Transition};
pub use refusal::Refusal;
pub use standing::{Next, NextUpdate, Standing, standing};
pub use transition::transition;

use gradus_dsl::policy::{Period, Step};
use gradus_dsl::{CaseId, Date, Label, PersonId, PolicyId, RoleId, StateId, StepId, TitleId, WorkflowId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most events one case takes, ticks not counted.
pub const MAX_EVENTS: u32 = 4_096;
/// The most days between one event of a case and the next; a later date is a slip of the hand.
pub const MAX_DAYS_BETWEEN_EVENTS: i64 = 36_525;

/// Everything there is to know about a running case. It goes through JSON and back unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// The case.
    pub case: CaseId,
    /// The text it is decided by.
    pub pinned: Pinned,
    /// The state it is in.
    pub state: StateId,
    /// The day the case was opened.
    pub opened_on: Date,
    /// The day its state was entered.
    pub entered_on: Date,
    /// The day up to which everything is accounted for; events cannot be earlier.
    pub as_of: Date,
    /// Signatures for steps of the present state that are not complete yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<Signature>,
    /// Terms that were running when a state was left and go on when the case comes back to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspended: Vec<Suspended>,
    /// Titles granted in this case, in order of time, with the days they are held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Granted>,
    /// The last year for which each yearly update was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// Bars on a new application that came out of this case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bars: Vec<Bar>,
    /// How many events were taken, ticks not counted.
    pub events: u32,
}

/// The text a case is decided by from its first day to its last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    /// The pack.
    pub policy: PolicyId,
    /// The digest of the pack as it was when the case was opened.
    pub digest: String,
    /// The workflow.
    pub workflow: WorkflowId,
}

/// One person's signature in one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The step that is signed.
    pub step: StepId,
    /// Who signed.
    pub person: PersonId,
    /// In which role.
    pub role: RoleId,
    /// When.
    pub on: Date,
}

/// How much of its terms a state had used when it was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspended {
    /// The state.
    pub state: StateId,
    /// The day its terms began to run.
    pub since: Date,
    /// How many days had run, without those of earlier suspensions.
    pub days: u32,
    /// How many of them were days of work.
    pub working_days: u32,
    /// Whether they were counted without knowing the holidays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
}

/// A title granted in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Granted {
    /// The title.
    pub title: TitleId,
    /// The days it is held: the day it was granted is the first of them.
    pub period: Period,
}

/// The last year for which a yearly update was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The yearly duty.
    pub annual: StepId,
    /// The year.
    pub year: i32,
}

/// A bar on a new application for a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The title.
    pub title: TitleId,
    /// The step that set it.
    pub step: StepId,
    /// The last day on which no case may be opened.
    pub until: Date,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A person takes a step, or signs for it, or makes a yearly update.
    Take {
        /// The step, or the yearly update.
        step: StepId,
        /// Who.
        person: PersonId,
        /// In which role.
        role: RoleId,
        /// When.
        on: Date,
        /// Facts as given, for the condition of the step.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        facts: Option<Value>,
    },
    /// A person who may take a step refuses it.
    Refuse {
        /// The step.
        step: StepId,
        /// Who.
        person: PersonId,
        /// In which role.
        role: RoleId,
        /// When.
        on: Date,
        /// Why, in words; kept in the reasons.
        #[serde(default)]
        because: String,
    },
    /// Time passes: what falls due is noticed.
    Tick {
        /// The day.
        on: Date,
    },
}

impl Event {
    /// The day of the event.
    #[must_use]
    pub fn on(&self) -> Date {
        match self {
            Self::Take { on, .. } | Self::Refuse { on, .. } | Self::Tick { on } => *on,
        }
    }
}

/// What decides the conditions of steps. A closure is one too.
pub trait Guards {
    /// Whether the condition of a step holds. The answer may depend on what is asked alone, or a replay differs.
    fn decide(&self, asked: &Asked<'_>) -> GuardOutcome;
}

impl<F: Fn(&Asked<'_>) -> GuardOutcome> Guards for F {
    fn decide(&self, asked: &Asked<'_>) -> GuardOutcome {
        self(asked)
    }
}

/// A question to the [`Guards`].
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The step with its condition.
    pub step: &'a Step,
    /// The condition of the step.
    pub condition: &'a gradus_dsl::policy::Expr,
    /// The case as it stands.
    pub snapshot: &'a Snapshot,
    /// The facts of the event.
    pub facts: Option<&'a Value>,
    /// The day of the event.
    pub on: Date,
}

/// Whether a condition holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardOutcome {
    /// Whether it holds.
    pub holds: Holds,
    /// The reasons, for people.
    pub because: Vec<Label>,
    /// What is missing, where it is undetermined.
    pub missing: Vec<String>,
}

/// A condition in three values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It cannot be decided; the step is not passed.
    Undetermined,
}
