//! Eligibility, responsibility and progression of public policy, decided exactly and explained.
#![forbid(unsafe_code)]

pub mod assign;
pub mod calendar;
pub mod canonical;
mod error;
mod eval;
mod facts;
mod load;
mod progress;
pub mod record;
mod register;
mod ruling;
pub mod workflow;

pub use calendar::{CountedDay, TermCount, TermEnd, explain_term, term_end};
pub use error::{Error, ErrorKind};
pub use facts::{FactValue, Facts, facts_schema};
pub use load::verify;
pub use register::{HeldTitle, Register};
pub use ruling::*;

pub use gradus_dsl::policy::{
    Act, Actor, CompareOp, Period, Policy, Status, StatusKind, Term, TermUnit, Workflow,
};
pub use gradus_dsl::{
    Agencies, AgencyId, Calendar, CaseId, Checked, Citation, Date, Day, DayKind, Diagnostic, FactId,
    IndicatorId, Label, Language, MeasureId, Number, Pack, PersonId, PolicyId, Position, RoleId, ScoreId,
    Severity, SourceText, StateId, StepId, TitleId, WorkflowId, check_packs,
};
