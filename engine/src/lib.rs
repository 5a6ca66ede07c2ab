//! Eligibility, responsibility and progression of public policy, decided exactly and explained.
//!
//! A host loads checked policies into an [`Engine`], asks a [`Question`] about one enterprise on one day with the
//! [`Facts`] it has, and gets a [`Ruling`]: the decision, what was compared with what, and what still matters.
//! Nothing here reads a clock, a file or the environment; the same question gives the same bytes.
#![forbid(unsafe_code)]

mod error;
mod eval;
mod facts;
mod register;
mod ruling;

// What a host asks with.
pub use facts::{FactValue, Facts, facts_schema};
pub use register::{HeldTitle, Register};
pub use ruling::{Engine, Question};

// What it gets.
pub use error::{Error, ErrorKind};
pub use ruling::{
    Blocked, ClauseUsed, Comparison, Decision, Finding, FindingKind, Flag, FlagKind, Growth,
    IndicatorFinding, Judged, Missing, Needs, Outcome, PolicyUsed, Ruling, SEMANTICS, ScoreFinding, Shown,
    Side, Why,
};

// What both are made of.
pub use gradus_dsl::policy::{Act, CompareOp, Expr, Period, Policy, Status, StatusKind};
pub use gradus_dsl::{AgencyId, Date, Label, Language, Number, PolicyId, TitleId};
