//! The sections of a text by their signs.

pub(crate) mod counter;
pub(crate) mod headings;
pub(crate) mod segment;
