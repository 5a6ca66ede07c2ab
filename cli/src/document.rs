//! The document a verb is about: its file, how it is encoded, how large it may be, and the registry it is read with.

use crate::answer::Failure;
use crate::{embedded, files, packs};
use encoding_rs::GB18030;
use gradus_dsl::{Agencies, Document, MAX_DOCUMENT, Position};
use std::path::{Path, PathBuf};

/// How a document is read.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The agency registry; else the one beside the document, else the one this command carries
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
    /// How the document is encoded; else UTF-8, or GB18030 (GBK, GB2312) where it can be nothing else
    #[arg(long, value_enum)]
    encoding: Option<Encoding>,
    /// The largest document that is read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = MAX_DOCUMENT)]
    max_bytes: usize,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Encoding {
    /// UTF-8
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GB18030, which holds GBK and GB2312
    #[value(name = "gb18030", aliases = ["gbk", "gb2312"])]
    Gb18030,
}

impl Options {
    /// A document and the text it was read from.
    ///
    /// # Errors
    /// A file that cannot be read, or that holds no document.
    pub(crate) fn read(&self, file: &Path) -> Result<(Document, String), Failure> {
        let agencies = self.registry(file)?;
        let help = "split it into the documents it holds, or raise the limit with --max-bytes";
        let bytes = files::bytes_up_to(file, self.max_bytes as u64, help)?;
        let bytes = self.decoded(bytes, file)?;
        let document = Document::read_up_to(&bytes, &agencies, usize::MAX).map_err(|remark| {
            Failure::diagnostics([&remark.located(&file.display().to_string(), "", Position::default())])
        })?;
        // What could be read as a document is UTF-8.
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok((document, text))
    }

    fn registry(&self, document: &Path) -> Result<Agencies, Failure> {
        let (text, name) = match self.agencies.clone().or_else(|| packs::agencies_beside(document)) {
            Some(file) => (files::text(&file)?, file.display().to_string()),
            None => (embedded::AGENCIES.to_owned(), "agencies.toml".to_owned()),
        };
        Agencies::from_toml(&text, &name).map_err(|remarks| Failure::diagnostics(&remarks))
    }

    /// The bytes as UTF-8. What is neither told nor certain is left as it is, and refused by the reader.
    fn decoded(&self, bytes: Vec<u8>, file: &Path) -> Result<Vec<u8>, Failure> {
        match self.encoding {
            Some(Encoding::Utf8) => Ok(bytes),
            Some(Encoding::Gb18030) => match gb18030(&bytes) {
                Some(text) => Ok(text.into_bytes()),
                None => Err(Failure::new(
                    "the document is not GB18030 text",
                    &file.display().to_string(),
                    "leave --encoding out, or save the document as UTF-8",
                )),
            },
            None if std::str::from_utf8(&bytes).is_ok() => Ok(bytes),
            None => Ok(gb18030(&bytes).filter(|text| is_chinese(text)).map_or(bytes, String::into_bytes)),
        }
    }
}

/// The text of bytes that are GB18030 throughout.
fn gb18030(bytes: &[u8]) -> Option<String> {
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Whether a decoded text is Chinese as it is written: nearly every character beyond ASCII is a common one, and none
/// is of private use. Almost any bytes can be decoded as GB18030.
fn is_chinese(text: &str) -> bool {
    let (mut wide, mut common, mut odd) = (0usize, 0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        wide += 1;
        // The first level of GB2312 is what is in daily use; here its marks and the unified characters count.
        common += usize::from(
            matches!(c, '\u{4E00}'..='\u{9FA5}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF5E}' | '\u{2010}'..='\u{2040}' | '\u{B7}' | '\u{2460}'..='\u{249B}'),
        );
        odd += usize::from(c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}'));
    }
    let daily = ["的", "和", "为", "一", "有", "及", "国"].iter().any(|word| text.contains(word));
    wide > 0 && odd == 0 && common * 100 >= wide * 95 && daily && !text.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb18030_is_told_from_other_bytes() {
        let (bytes, _, _) = GB18030.encode("关于印发管理办法的通知，自2021年6月1日起施行。");
        assert!(std::str::from_utf8(&bytes).is_err());
        assert!(gb18030(&bytes).is_some_and(|text| is_chinese(&text)));
        let noise: Vec<u8> = (0..2_000u32).map(|i| u8::try_from(i * 7 % 251).unwrap_or(0)).collect();
        assert!(!gb18030(&noise).is_some_and(|text| is_chinese(&text)));
        // Latin-1: é and à before letters decode to rare characters.
        assert!(!gb18030(b"d\xe9velopp\xe9 \xe0 Paris").is_some_and(|text| is_chinese(&text)));
    }
}
