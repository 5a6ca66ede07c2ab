//! `gradus draft`: a first policy script from a document.

use crate::answer::{Answer, Failure};
use crate::document;
use gradus::PolicyId;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The document: text, Markdown or HTML, in Chinese or English
    file: PathBuf,
    /// The id of the policy; else the name of the folder the document lies in
    #[arg(long)]
    id: Option<String>,
    /// Write instead what each clause says, as the clauses.toml to keep beside the text: with it, `gradus check` names
    /// every declaration whose sentence a newer text changes
    #[arg(long)]
    clauses: bool,
    #[command(flatten)]
    document: document::Options,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let (document, text) = args.document.read(&args.file)?;
    if args.clauses {
        return Ok(Answer::given(gradus_dsl::kept_clauses(&document, &text)));
    }
    let folder = args.file.canonicalize().ok().and_then(|file| {
        file.parent().and_then(|folder| folder.file_name()).map(|name| name.to_string_lossy().into_owned())
    });
    let id = PolicyId::new(args.id.clone().or(folder).unwrap_or_else(|| "policy".to_owned()));
    Ok(Answer::given(gradus_dsl::draft(&document, &text, &id)))
}
