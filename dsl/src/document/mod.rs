//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, furniture) → `segment`
//! (sections by their `counter`s, `sentences`) → `duty`, `aims`, `terms`, `kinds` (what a sentence holds) → `read`.
//!
//! `aims` reads the figures of a sentence: `figures`, `units` and `comparators` make `quantities`, of which `target`
//! (with `horizon`) and `criteria` (with `roles`, `lists`, `tiers`) make records.

mod aims;
mod bodies;
mod comparators;
mod counter;
mod criteria;
mod dates;
mod duty;
mod duty_words;
mod figures;
mod frame;
mod horizon;
mod indicator;
mod kinds;
mod lists;
mod model;
mod paired;
mod parts;
mod passed;
mod phrases;
mod quantities;
mod read;
mod roles;
mod segment;
mod sentences;
mod show;
mod source;
mod target;
mod terms;
mod text;
mod tiers;
mod units;
mod wording;

pub use model::*;
pub use read::MAX_DOCUMENT;
pub use source::Source;
