//! `gradus advise`: which smallest changes would make a title reachable.

use crate::answer::{Answer, Failure};
use crate::ask::{Asked, facts, refused};
use crate::read;
use gradus::{Act, Date, Question};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The title, for example `little_giant`
    title: String,
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
    #[command(flatten)]
    asked: Asked,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = args.asked.packs()?;
    let engine = packs.engine()?;
    let facts = facts(&args.facts)?;
    let mut question = Question::new(args.title.as_str(), args.on, facts).act(args.act.as_str());
    question.round.clone_from(&args.round);
    let advice = engine.advise(&question).map_err(|error| refused(error, &args.facts))?;
    let answer =
        if args.json { read::json(&advice)? } else { Answer::given(advice.render(args.asked.language())) };
    Ok(answer.notes(packs.notes()))
}
