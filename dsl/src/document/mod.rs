//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, furniture) → `segment`
//! (sections by their `counter`s, `sentences`) → `duty`, `target`, `terms`, `kinds` (what a sentence holds) → `read`.

mod bodies;
mod changes;
mod counter;
mod dates;
mod duty;
mod duty_words;
mod figures;
mod frame;
mod kinds;
mod model;
mod read;
mod segment;
mod sentences;
mod show;
mod source;
mod target;
mod terms;
mod text;

pub use changes::{CHANGES_FORMAT, Change, Changes, ClauseChange, ClauseStatus, HeadChange, SentenceChange};
pub(crate) use changes::{content, pair_up};
pub use model::*;
pub use read::MAX_DOCUMENT;
pub use source::Source;
