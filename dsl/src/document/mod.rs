//! The document reader: policy text in, a typed [`Document`] out. What is not sure is reported, never guessed.

mod model;
mod source;

pub use model::*;
pub use source::Source;
