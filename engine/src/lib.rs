//! Eligibility, responsibility and progression of public policy, decided exactly and explained.
//!
//! A host loads packs into an [`Engine`], asks a [`Question`] about one enterprise on one day with the [`Facts`] it
//! has, and gets a [`Ruling`]: the decision, what was compared with what, and what still matters.
//! [`Ruling::render`] tells it in full for the file or in short for the applicant, as text or as Markdown, in English
//! or Chinese. [`Engine::why`] says where one name of a policy comes from, [`Engine::ladder`] how an enterprise stands
//! to every title. [`assign`] answers who is responsible, [`workflow`] where an application stands. Nothing here reads
//! a clock, a file or the environment; the same question gives the same bytes.
#![forbid(unsafe_code)]

// The builders of the tests name the crate as a host does.
#[cfg(test)]
extern crate self as gradus;
#[cfg(test)]
#[path = "../tests/support/small.rs"]
mod small;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;

mod advise;
pub mod assign;
pub mod calendar;
pub mod canonical;
mod cases;
mod error;
mod eval;
mod facts;
mod ladder;
mod load;
mod matching;
mod progress;
pub mod record;
mod register;
mod ruling;
mod targets;
mod why;
pub mod workflow;

// What a host asks with.
pub use facts::{FactValue, Facts, facts_schema};
pub use load::verify;
pub use register::{HeldTitle, Register};
pub use ruling::{Chosen, Engine, Question};

// What it gets.
pub use advise::{Advice, Change, ChangeKind, Edge, MOST_CHANGES, Target, Way};
pub use calendar::{CountedDay, TermCount, TermEnd, explain_term, term_end};
pub use error::{Error, ErrorKind};
pub use ladder::{Ladder, RuleText, Rung, RungStanding};
pub use matching::{Match, Matches, Reach};
pub use ruling::{
    Blocked, ClauseUsed, Comparison, Decision, ExceptionFinding, Finding, FindingKind, Flag, FlagKind, Form,
    GroupFinding, Growth, IndicatorFinding, Judged, Length, Missing, Needs, Outcome, PolicyUsed, Ruling,
    SEMANTICS, ScoreFinding, Shown, Side, TableFinding, TableInput, TextUsed, Why,
};
pub use targets::TargetFinding;
pub use why::{
    Decided, Explanation, FactRead, Figure, NameKind, Now, Referrer, ReferrerKind, Said, TitleUsed, YearValue,
};

// What both are made of.
pub use gradus_dsl::policy::{
    Act, Actor, CompareOp, Expr, Period, Policy, Status, StatusKind, Term, TermUnit, Workflow,
};
pub use gradus_dsl::{
    Agencies, AgencyId, Calendar, CaseId, Checked, Citation, Date, Day, DayKind, Diagnostic, GroupId,
    IndicatorId, Label, Language, MeasureId, Number, Pack, PersonId, PolicyId, Position, RoleId, ScoreId,
    Severity, SourceText, StateId, StepId, TableId, TitleId, WorkflowId, check_packs,
};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The examples of the Chinese README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.zh.md")]
struct ReadmeInChinese;
