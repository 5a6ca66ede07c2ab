//! `gradus ladder`: every title of the loaded packs for one enterprise, and its next step up.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::packs::Packs;
use crate::{files, read};
use gradus::{Date, ErrorKind, Facts};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A policy file, the folder of a pack, or a folder of packs; may be given several times
    #[arg(long, value_name = "PATH", required = true)]
    policy: Vec<PathBuf>,
    /// What is known of the enterprise (JSON); `gradus schema` describes the form
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// The day the ladder is for, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The round of applications, for example 2026, where texts apply by round
    #[arg(long)]
    round: Option<String>,
    /// The ladder as data, with a ruling on each title that a text decides
    #[arg(long)]
    json: bool,
    /// The language of the page
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The agency registry; else agencies/agencies.toml beside the packs
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = Packs::at(&args.policy, args.agencies.as_deref())?;
    let engine = packs.engine()?;
    let facts =
        Facts::from_json(&files::text(&args.facts)?).map_err(|error| Failure::about(&error, &args.facts))?;
    let ladder =
        engine.ladder(&facts, args.on, args.round.as_deref()).map_err(|error| match error.kind() {
            ErrorKind::NotInForce | ErrorKind::Ambiguous | ErrorKind::Conflict => error.into(),
            _ => Failure::about(&error, &args.facts),
        })?;
    let answer =
        if args.json { read::json(&ladder)? } else { Answer::given(ladder.render(args.lang.into())) };
    Ok(answer.notes(packs.notes()))
}
