//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, furniture) → `segment`
//! (sections by their `counter`s, `sentences`) → `duty`, `target`, `terms`, `kinds` (what a sentence holds) → `read`.

mod bodies;
mod counter;
mod dates;
mod duty;
mod duty_words;
mod figures;
mod frame;
mod furniture;
mod header;
mod headings;
mod joined;
mod kinds;
mod model;
mod places;
mod read;
mod running;
mod running_english;
mod segment;
mod sentences;
mod show;
mod source;
mod lines;
mod listed;
mod target;
mod terms;
mod text;
mod traditional;

pub use model::*;
pub use read::MAX_DOCUMENT;
pub use source::Source;
