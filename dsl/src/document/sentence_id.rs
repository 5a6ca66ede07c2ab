//! The id of a sentence: what it says, and which of those that say the same it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The id of a sentence, written `HASH-N`: 12 hex digits of the SHA-256 of the sentence with width and spaces folded,
/// and its occurrence from 1. A sentence keeps its id wherever it moves to.
///
/// ```
/// use gradus_dsl::SentenceId;
/// let id: SentenceId = serde_json::from_str("\"00ab12cd34ef-2\"").unwrap();
/// assert_eq!(id.to_string(), "00ab12cd34ef-2");
/// assert!(serde_json::from_str::<SentenceId>("\"00ab12cd34ef\"").is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^[0-9a-f]{12}-[1-9][0-9]*$"))]
pub struct SentenceId {
    hash: [u8; 6],
    occurrence: u32,
}

impl SentenceId {
    /// The first of the sentences with this folded text.
    pub(crate) fn first(folded: &str) -> Self {
        let mut hash = [0; 6];
        for (to, from) in hash.iter_mut().zip(Sha256::digest(folded.as_bytes())) {
            *to = from;
        }
        Self { hash, occurrence: 1 }
    }

    /// The same words for the `occurrence`th time.
    pub(crate) fn again(self, occurrence: u32) -> Self {
        Self { occurrence, ..self }
    }
}

impl fmt::Display for SentenceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.hash {
            write!(out, "{byte:02x}")?;
        }
        write!(out, "-{}", self.occurrence)
    }
}

impl From<SentenceId> for String {
    fn from(id: SentenceId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for SentenceId {
    type Error = String;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        let read = || {
            let (hex, occurrence) = written.split_once('-')?;
            let mut hash = [0; 6];
            for (at, byte) in hash.iter_mut().enumerate() {
                *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
            }
            Some(Self { hash, occurrence: occurrence.parse().ok()? })
        };
        // What is not written as it would be printed is no id.
        let id = read().filter(|id| id.occurrence > 0 && id.to_string() == written);
        id.ok_or_else(|| {
            format!("`{written}` is no id of a sentence; it is 12 hex digits, `-` and a number from 1")
        })
    }
}
