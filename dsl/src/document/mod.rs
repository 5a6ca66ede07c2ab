//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, what belongs to the page)
//! → `section` (sections by their counters, sentences) → `duty`, `quantity`, `period`, `terms`, `cited`, `kinds` (what
//! a sentence holds) → `read`, which gathers it all. `changes` compares two documents.

mod changes;
mod cited;
mod cited_english;
mod duty;
mod frame;
mod kinds;
mod model;
mod period;
mod quantity;
mod read;
mod section;
mod sentence_id;
mod show;
mod terms;
mod terms_english;
mod text;

pub use changes::{CHANGES_FORMAT, Change, Changes, ClauseChange, ClauseStatus, HeadChange, SentenceChange};
pub(crate) use changes::{content, pair_up};
pub use model::*;
pub use read::MAX_DOCUMENT;
pub use sentence_id::SentenceId;
pub use text::source::Source;
