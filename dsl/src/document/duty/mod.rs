//! Who leads, shares and supports: clauses and running text against the registry of bodies.

pub(crate) mod bodies;
mod carried;
pub(crate) mod duty_words;
pub(crate) mod holders;
pub(crate) mod labels_english;
pub(crate) mod listed;
mod organs;
pub(crate) mod places;
pub(crate) mod remarks;
pub(crate) mod running;
pub(crate) mod running_english;
pub(crate) mod running_led;
