//! A text that can be cut by code points, so that spans mean the same in every language.

use crate::document::model::Span;

/// A text without its byte-order mark, indexed by code point. Building it is linear, each cut is constant time.
///
/// ```
/// use gradus_dsl::{Source, Span};
/// let source = Source::new("\u{FEFF}第一条 text");
/// assert_eq!(source.cut(Span { start: 0, length: 3 }), "第一条");
/// ```
pub struct Source<'a> {
    text: &'a str,
    /// The byte where each code point starts, and the length of the text.
    offsets: Vec<usize>,
}

impl<'a> Source<'a> {
    /// Indexes a text; a leading byte-order mark is left out.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, offsets }
    }

    /// The text without its byte-order mark.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// How many code points it has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The part a span names; what lies outside the text is left out.
    #[must_use]
    pub fn cut(&self, span: Span) -> &'a str {
        let byte = |at: usize| self.offsets.get(at).copied().unwrap_or(self.text.len());
        self.text.get(byte(span.start)..byte(span.end())).unwrap_or("")
    }
}
