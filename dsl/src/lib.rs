//! Policy documents and the policy language, read into a typed model.
#![forbid(unsafe_code)]

mod agency;
pub mod ast;
mod calendar;
mod check;
mod citation;
mod clauses;
mod date;
mod diagnostic;
mod document;
mod draft;
mod format;
mod id;
mod kept;
mod label;
mod likeness;
mod number;
mod numeral;
mod pack;
mod packs;
pub mod policy;
mod rounding;
mod script;
mod toml_file;
pub mod vocabulary;

pub use agency::{Agencies, Agency, AgencyKind, AgencyMatch, Alias, AliasKind};
pub use calendar::{Calendar, CalendarYear, Day, DayKind, Holiday};
pub use check::{Checked, Ground, Imports, Ledger, LedgerEntry, check};
pub use citation::{Citation, CitationError, MAX_CITATION_LENGTH, MAX_CITATION_STEPS};
pub use clauses::{Clause, ClauseSentence, Clauses};
pub use date::{Date, DateError};
pub use diagnostic::{Diagnostic, Position, Severity, columns, did_you_mean};
pub use document::*;
pub use draft::draft;
pub use format::{MAX_COLUMNS, format};
pub use id::*;
pub use kept::kept_clauses;
pub use label::{Label, Language};
pub use number::{MAX_DIGITS, Number, NumberError};
pub use pack::{Pack, SourceText};
pub use packs::check_packs;
pub use rounding::Rounding;
pub use script::{MAX_DECLARATIONS, MAX_SOURCE_BYTES, parse};
