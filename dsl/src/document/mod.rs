//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, furniture) → `segment`
//! (sections by their `counter`s, `sentences`) → `duty`, `target`, `periods`, `terms`, `cited`, `kinds` (what a sentence
//! holds) → `effect` → `read`.

mod actors;
mod bodies;
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
mod kinds;
mod length;
mod model;
mod periods;
mod periods_en;
mod periods_zh;
mod read;
mod segment;
mod sentences;
mod show;
mod source;
mod spans_en;
mod spans_zh;
mod target;
mod terms;
mod text;

pub use model::*;
pub use read::MAX_DOCUMENT;
pub use source::Source;
