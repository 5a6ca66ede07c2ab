//! The text of a document: lines, joined paragraphs, sentences, on a folded copy with its original places.

pub(crate) mod again;
pub(crate) mod cut;
pub(crate) mod decode;
pub(crate) mod folded;
pub(crate) mod joined;
pub(crate) mod lines;
pub(crate) mod rows;
pub(crate) mod sentences;
pub(crate) mod source;
pub(crate) mod traditional;
pub(crate) mod words;
