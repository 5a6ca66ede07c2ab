//! Why a question could not be answered: one opaque error with a kind to match on. "Ineligible" is a ruling.

use std::fmt;

/// Why a question could not be answered.
///
/// ```
/// use gradus::{ErrorKind, Facts};
/// let error = Facts::from_json(r#"{ "facts": { "revenue": 1.5 } }"#).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::BadJson);
/// assert_eq!(error.path(), "facts.revenue");
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Error(Box<Detail>);

/// What kind of error it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No loaded policy knows the title.
    UnknownTitle,
    /// No loaded policy has this id.
    UnknownPolicy,
    /// No loaded policy asks for the fact.
    UnknownFact,
    /// No loaded policy declares the name.
    UnknownName,
    /// No such measure.
    NoSuchMeasure,
    /// Neither the policy nor the registry knows the agency.
    UnknownAgency,
    /// No such workflow.
    NoSuchWorkflow,
    /// No text, or no figure of a text, is in force on the day.
    NotInForce,
    /// More than one text decides the same question on the day.
    Ambiguous,
    /// Two rules of a text both apply, disagree, and nothing says which comes first.
    Conflict,
    /// A value of another type was asked for.
    WrongType,
    /// A value lies outside what is accepted.
    OutOfRange,
    /// Two facts contradict each other.
    Contradiction,
    /// Not JSON of the form described.
    BadJson,
    /// A limit of the language was reached; it is reached at the same point on every machine.
    LimitExceeded,
    /// A pack or a registry has errors.
    BadPolicy,
    /// A policy that did not pass the checker: it names something it does not declare, or mixes types.
    Unchecked,
    /// A record was changed, or does not recompute.
    RecordMismatch,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Detail {
    kind: ErrorKind,
    message: String,
    path: String,
    help: String,
}

impl Error {
    /// An error of a kind with its message: the reader's words, lower case, no final stop.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Detail { kind, message: message.into(), path: String::new(), help: String::new() }))
    }

    /// The same error at a place of the input, for example `facts.revenue.2024`.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.0.path = path.into();
        self
    }

    /// The same error, saying what would be accepted.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = help.into();
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What was found.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where in the input; empty where no place is meant.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What would be accepted; empty where the message says it.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.0.help
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        if !self.help.is_empty() {
            write!(f, " (help: {})", self.help)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.0.kind, self.0)
    }
}
