//! skeleton
#![forbid(unsafe_code)]
mod date;
mod diagnostic;
mod id;
mod label;
mod number;
pub use date::{Date, DateError};
pub use diagnostic::{Diagnostic, Position, Severity, did_you_mean};
pub use id::*;
pub use label::{Label, Language};
pub use number::{MAX_DIGITS, Number, NumberError};
