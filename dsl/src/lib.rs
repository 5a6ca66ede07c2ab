//! skeleton
#![forbid(unsafe_code)]
mod agency;
mod citation;
mod clauses;
mod date;
mod diagnostic;
mod document;
mod draft;
mod id;
mod label;
mod number;
mod numeral;
mod toml_file;
pub use agency::{Agencies, Agency, AgencyKind, AgencyMatch, Alias, AliasKind};
pub use citation::{Citation, CitationError, MAX_CITATION_LENGTH, MAX_CITATION_STEPS};
pub use clauses::{Clause, ClauseSentence, ClauseStatus, Clauses};
pub use date::{Date, DateError};
pub use diagnostic::{Diagnostic, Position, Severity, did_you_mean};
pub use document::*;
pub use draft::draft;
pub use id::*;
pub use label::{Label, Language};
pub use number::{MAX_DIGITS, Number, NumberError};
