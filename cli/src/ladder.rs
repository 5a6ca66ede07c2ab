//! `gradus ladder`: every title of the loaded packs for one enterprise, and its next step up.

use crate::answer::{Answer, Failure};
use crate::ask::{Asked, facts, refused};
use crate::read;
use gradus::Date;
use std::path::PathBuf;

/// One enterprise on one day, asked about every title.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What is known of the enterprise (JSON); `gradus schema` describes the form
    #[arg(long, value_name = "FILE")]
    pub(crate) facts: PathBuf,
    /// The day asked about, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Date,
    /// The round of applications, for example 2026, where texts apply by round
    #[arg(long)]
    pub(crate) round: Option<String>,
    /// The answer as data, with a ruling on each title that a text decides
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) asked: Asked,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = args.asked.packs()?;
    let engine = packs.engine()?;
    let facts = facts(&args.facts)?;
    let ladder =
        engine.ladder(&facts, args.on, args.round.as_deref()).map_err(|error| refused(error, &args.facts))?;
    let answer =
        if args.json { read::json(&ladder)? } else { Answer::given(ladder.render(args.asked.language())) };
    Ok(answer.notes(packs.notes()))
}
