//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.
//!
//! Passes, in order: `text` (folded copy, paragraphs) → `frame` (title, number, signature, furniture) → `segment`
//! (sections by their `counter`s, `sentences`) → `duty`, `aims`, `periods`, `terms`, `cited`, `kinds` (what a sentence
//! holds) → `effect` → `read`.
//!
//! `aims` reads the figures of a sentence: `figures`, `units` and `comparators` make `quantities`, of which `target`
//! (with `horizon`) and `criteria` (with `roles`, `lists`, `tiers`) make records.

mod actors;
mod aims;
mod bodies;
mod changes;
mod cited;
mod comparators;
mod counter;
mod criteria;
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
mod horizon;
mod indicator;
mod joined;
mod kinds;
mod length;
mod lines;
mod listed;
mod lists;
mod model;
mod paired;
mod parts;
mod passed;
mod periods;
mod periods_en;
mod periods_zh;
mod phrases;
mod places;
mod quantities;
mod read;
mod roles;
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
mod tiers;
mod traditional;
mod units;
mod wording;

pub use changes::{CHANGES_FORMAT, Change, Changes, ClauseChange, ClauseStatus, HeadChange, SentenceChange};
pub(crate) use changes::{content, pair_up};
pub use model::*;
pub use read::MAX_DOCUMENT;
pub use source::Source;
