//! What of a file could not be read, so that nothing else is blamed for its absence.

use std::collections::BTreeSet;

/// What of a file could not be read. A reference to a name that it may declare is no mistake of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    some: bool,
    names: BTreeSet<String>,
    header: bool,
    anything: bool,
}

impl Unread {
    /// Whether all of the file was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.some
    }

    /// Whether this name may be declared in what could not be read.
    #[must_use]
    pub fn may_declare(&self, name: &str) -> bool {
        self.anything || self.names.contains(name)
    }

    /// Whether the `policy` declaration may be in what could not be read.
    #[must_use]
    pub fn may_be_header(&self) -> bool {
        self.anything || self.header
    }

    /// The names it is known to declare, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Something could not be read.
    pub(crate) fn some(&mut self) {
        self.some = true;
    }

    /// It declares this name.
    pub(crate) fn name(&mut self, name: &str) {
        self.some = true;
        self.names.insert(name.to_owned());
    }

    /// It may be the header of the policy.
    pub(crate) fn header(&mut self) {
        self.some = true;
        self.header = true;
    }

    /// It may be anything at all.
    pub(crate) fn anything(&mut self) {
        self.some = true;
        self.anything = true;
    }
}
