//! `gradus read`: what a policy document says.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::{changes, embedded, files, packs};
use gradus_dsl::{Agencies, Document, Position};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The document: UTF-8 text in Chinese or English
    file: PathBuf,
    /// A newer version of it, with --changes
    #[arg(requires = "changes")]
    newer: Option<PathBuf>,
    /// What changed from the first document to the second: clauses, sentences, figures, responsibilities
    #[arg(long, requires = "newer")]
    changes: bool,
    /// The answer as data: gradus.document/1, with --changes gradus.changes/1
    #[arg(long)]
    json: bool,
    /// The language of what is not the document's own words
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The agency registry; else the one beside the document, else the one this command carries
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    if let Some(newer) = args.newer.as_deref().filter(|_| args.changes) {
        return changes::run(&args.file, newer, args.agencies.as_deref(), args.json, args.lang.into());
    }
    let (document, text) = document(&args.file, args.agencies.as_deref())?;
    if args.json {
        return json(&document);
    }
    Ok(Answer::given(document.to_text(&text, args.lang.into())))
}

/// A document and the text it was read from.
pub(crate) fn document(file: &Path, agencies: Option<&Path>) -> Result<(Document, String), Failure> {
    let agencies = registry(file, agencies)?;
    let bytes = files::bytes(file)?;
    let document = Document::read(&bytes, &agencies).map_err(|remark| {
        Failure::diagnostics([&remark.located(&file.display().to_string(), "", Position::default())])
    })?;
    // What could be read as a document is UTF-8.
    Ok((document, String::from_utf8_lossy(&bytes).into_owned()))
}

/// An answer as data.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Answer, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(&format!("the answer has no JSON form: {error}"), "", ""))?;
    Ok(Answer::given(text + "\n"))
}

fn registry(document: &Path, agencies: Option<&Path>) -> Result<Agencies, Failure> {
    let (text, name) = match agencies.map(Path::to_owned).or_else(|| packs::agencies_beside(document)) {
        Some(file) => (files::text(&file)?, file.display().to_string()),
        None => (embedded::AGENCIES.to_owned(), "agencies.toml".to_owned()),
    };
    Agencies::from_toml(&text, &name).map_err(|remarks| Failure::diagnostics(&remarks))
}
