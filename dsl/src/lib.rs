//! Policy documents and the policy language, read into a typed model.
#![forbid(unsafe_code)]

pub mod ast;
mod calendar;
mod citation;
mod clauses;
mod date;
mod diagnostic;
mod id;
mod label;
mod number;
pub mod policy;

pub use calendar::{Calendar, CalendarYear, Day, DayKind, Holiday};
pub use citation::{Citation, CitationError};
pub use clauses::{Clause, Clauses};
pub use date::{Date, DateError};
pub use diagnostic::columns;
pub use diagnostic::{Diagnostic, Position, Severity, did_you_mean};
pub use id::*;
pub use label::{Label, Language};
pub use number::{MAX_DIGITS, Number, NumberError};
