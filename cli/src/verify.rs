//! `gradus verify`: recomputes a ruling from its record.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::{files, read};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A record written by `gradus rule --json`
    file: PathBuf,
    /// What was compared, as data
    #[arg(long)]
    json: bool,
    /// The language of the answer
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let text = files::text(&args.file)?;
    let verified = gradus::verify(&text).map_err(|error| Failure::about(&error, &args.file))?;
    let answer =
        if args.json { read::json(&verified)? } else { Answer::given(verified.render(args.lang.into())) };
    Ok(if verified.holds() { answer } else { answer.no() })
}
