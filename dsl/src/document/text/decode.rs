//! The bytes of a file as text, or why they are none.

use super::folded;
use crate::Diagnostic;

/// The text of a file without byte-order mark, or why it cannot be read.
#[allow(clippy::result_large_err, reason = "as for Document::read")]
pub(crate) fn decode(bytes: &[u8], most: usize) -> Result<&str, Diagnostic> {
    let refuse = |code: &str, found: String, help: &str| Err(Diagnostic::error(code, found, help));
    const UTF8: &str = "save the document as UTF-8 text";
    if bytes.is_empty() {
        return refuse(
            "document-empty",
            "the document is empty".into(),
            "give a UTF-8 text of at least one sentence",
        );
    }
    let most = most.min(folded::MOST);
    if bytes.len() > most {
        let found = format!("the document has {} bytes, at most {most} are read", bytes.len());
        return refuse(
            "document-too-large",
            found,
            "split it into the documents it holds, or raise the limit",
        );
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return refuse("document-encoding", "the document is UTF-16, not UTF-8".into(), UTF8);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text),
        Err(error) => {
            let at = error.valid_up_to();
            // Every other byte zero: UTF-16 without a mark.
            let zeros = bytes.iter().take(200).filter(|b| **b == 0).count();
            let what = if zeros * 3 > bytes.len().min(200) { "looks like UTF-16" } else { "is not UTF-8" };
            let found = format!("the document {what}: byte {at} begins no character");
            return refuse("document-encoding", found, UTF8);
        }
    };
    if text.len() > 3 && text.bytes().take(200).filter(|b| *b == 0).count() * 3 > text.len().min(200) {
        return refuse("document-encoding", "the document looks like UTF-16, not UTF-8".into(), UTF8);
    }
    if !text.chars().any(char::is_alphanumeric) {
        return refuse("document-unreadable", "the document holds no letter and no figure".into(), UTF8);
    }
    Ok(text)
}
