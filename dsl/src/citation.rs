//! Placeholder until the reader's branch lands: canonical citations.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
/// A canonical counter path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Citation(String);
/// Why a text is no citation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a citation")]
pub struct CitationError(String);
impl Citation {
    /// Reads a citation.
    pub fn parse(text: &str) -> Result<Self, CitationError> {
        Ok(Self(text.into()))
    }
}
impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
