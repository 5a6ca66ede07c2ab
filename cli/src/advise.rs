//! `gradus advise`: which smallest changes would make a title reachable.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::packs::Packs;
use crate::{files, read};
use gradus::{Act, Date, ErrorKind, Facts, Question};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The title, for example `little_giant`
    title: String,
    /// A policy file, the folder of a pack, or a folder of packs; may be given several times
    #[arg(long, value_name = "PATH", required = true)]
    policy: Vec<PathBuf>,
    /// What is known of the enterprise (JSON); `gradus schema` describes the form
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    /// The day the advice is for, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// What the title is asked for, for example `re_review`
    #[arg(long, default_value = Act::RECOGNITION)]
    act: String,
    /// The round of applications, for example 2026, where texts apply by round
    #[arg(long)]
    round: Option<String>,
    /// The advice as data
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
    let mut question = Question::new(args.title.as_str(), args.on, facts).act(args.act.as_str());
    question.round.clone_from(&args.round);
    let advice = engine.advise(&question).map_err(|error| match error.kind() {
        // The title and the day are arguments, and what is wrong with them says so itself.
        ErrorKind::NotInForce | ErrorKind::Ambiguous | ErrorKind::Conflict | ErrorKind::UnknownPolicy => {
            error.into()
        }
        _ if error.path() == "title" => Failure::new(error.message(), "", error.advice()),
        _ => Failure::about(&error, &args.facts),
    })?;
    let answer =
        if args.json { read::json(&advice)? } else { Answer::given(advice.render(args.lang.into())) };
    Ok(answer.notes(packs.notes()))
}
