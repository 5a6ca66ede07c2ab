//! skeleton
pub mod assign;
pub mod calendar;
pub mod canonical;
mod error;
pub mod record;
pub mod workflow;

pub use calendar::{CountedDay, TermCount, TermEnd, explain_term, term_end};
pub use error::{Error, ErrorKind};
pub use gradus_dsl::Calendar;
