//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, furniture) → `segment`
//! (sections by their `counter`s, `sentences`) → `duty`, `target`, `periods`, `terms`, `cited`, `kinds` (what a sentence
//! holds) → `effect` → `read`.

mod actors;
mod bodies;
mod changes;
mod cited;
mod counter;
mod dates;
mod duty;
mod duty_words;
mod effect;
mod events_zh;
mod figures;
mod force_en;
mod frame;
mod furniture;
mod header;
mod headings;
mod joined;
mod kinds;
mod length;
mod lines;
mod listed;
mod model;
mod periods;
mod periods_en;
mod periods_zh;
mod places;
mod read;
mod running;
mod running_english;
mod segment;
mod sentences;
mod show;
mod source;
mod spans_en;
mod spans_zh;
mod target;
mod terms;
mod text;
mod traditional;

pub use changes::{CHANGES_FORMAT, Change, Changes, ClauseChange, ClauseStatus, HeadChange, SentenceChange};
pub(crate) use changes::{content, pair_up};
pub use model::*;
pub use read::MAX_DOCUMENT;
pub use source::Source;
