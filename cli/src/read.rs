//! `gradus read`: what a policy document says.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::{changes, document};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The document: text, Markdown or HTML, in Chinese or English
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
    #[command(flatten)]
    document: document::Options,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    if let Some(newer) = args.newer.as_deref().filter(|_| args.changes) {
        return changes::run(&args.file, newer, &args.document, args.json, args.lang.into());
    }
    let (document, text) = args.document.read(&args.file)?;
    if args.json {
        return Ok(Answer::document(document));
    }
    Ok(Answer::given(document.to_text(&text, args.lang.into())))
}

/// An answer as data.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Answer, Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::new(&format!("the answer has no JSON form: {error}"), "", ""))?;
    Ok(Answer::given(text + "\n"))
}
