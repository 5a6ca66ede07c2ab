//! Policy documents and the policy language, read into a typed model.
#![forbid(unsafe_code)]

pub mod ast;
mod citation;
mod clauses;
mod date;
mod diagnostic;
mod id;
mod label;
mod number;
pub mod policy;
mod script;

pub use citation::{Citation, CitationError};
pub use clauses::{Clause, Clauses};
pub use date::{Date, DateError};
pub use diagnostic::{Diagnostic, Position, Severity, did_you_mean};
pub use id::*;
pub use label::{Label, Language};
pub use number::{MAX_DIGITS, Number, NumberError};
pub use script::{MAX_DECLARATIONS, MAX_SOURCE_BYTES, parse};
