//! Why a question cannot be answered: one opaque error with a kind to match on.

use std::fmt;

/// Why a question cannot be answered. "Ineligible" is an answer, not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

/// What sort of obstacle an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A name the policy does not know.
    UnknownName,
    /// Input that is not of the form asked for.
    BadInput,
    /// A limit of the language.
    LimitExceeded,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    help: String,
}

impl Error {
    /// An error: what was found, and what would be accepted.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, message: message.into(), help: help.into() }))
    }

    /// What sort of obstacle it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What would be accepted.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.0.help
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}
