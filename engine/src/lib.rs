//! Eligibility, responsibility and progression of public policy, decided exactly and explained.
#![forbid(unsafe_code)]

mod error;
mod eval;
mod facts;
mod register;
mod ruling;

pub use error::{Error, ErrorKind};
pub use facts::{FactValue, Facts, facts_schema};
pub use register::{HeldTitle, Register};
pub use ruling::*;

pub use gradus_dsl::policy::{Act, CompareOp, Period, Policy, Status, StatusKind};
pub use gradus_dsl::{AgencyId, Date, Label, Language, Number, PolicyId, TitleId};
