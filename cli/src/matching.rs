//! `gradus match`: over all packs, what an enterprise may have now, what is within its reach, and what is not.

use crate::answer::{Answer, Failure};
use crate::ask::{Asked, facts, refused};
use crate::read;
use gradus::Date;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What is known of the enterprise (JSON); `gradus schema` describes the form
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// The day asked about, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The round of applications, for example 2026, where texts apply by round
    #[arg(long)]
    round: Option<String>,
    /// The matches as data, with the ruling and the advice on each title
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    asked: Asked,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = args.asked.packs()?;
    let engine = packs.engine()?;
    let facts = facts(&args.facts)?;
    let matches = engine
        .matches(&facts, args.on, args.round.as_deref())
        .map_err(|error| refused(error, &args.facts))?;
    let answer =
        if args.json { read::json(&matches)? } else { Answer::given(matches.render(args.asked.language())) };
    Ok(answer.notes(packs.notes()))
}
