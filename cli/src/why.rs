//! `gradus why`: what one name of a policy says, where it comes from, and what it comes to on some facts.

use crate::answer::{Answer, Failure};
use crate::ask::{Asked, facts, in_argument, refused};
use crate::read;
use gradus::Date;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of a criterion, a named expression (`let`), a score, a group (`score.group`), a table, a figure
    /// (`parameter`), a fact or a title; of a text that is used, behind its name here (`size::is_sme`)
    name: String,
    /// What is known of an enterprise (JSON): also say what the name comes to now, and whether it decided
    #[arg(long, value_name = "FILE", requires = "on")]
    facts: Option<PathBuf>,
    /// The day figures are read on, YYYY-MM-DD; else the first day the text is in force
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The round of applications, for example 2026, where texts apply by round
    #[arg(long, requires = "facts")]
    round: Option<String>,
    /// The answer as data, in both languages
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    asked: Asked,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = args.asked.packs()?;
    let engine = packs.engine()?;
    let explained = match (&args.facts, args.on) {
        (Some(file), Some(on)) => {
            let facts = facts(file)?;
            let explained = engine.why_now(&args.name, &facts, on, args.round.as_deref());
            explained.map_err(|error| refused(error, file))?
        }
        _ => engine.why(&args.name, args.on).map_err(|error| in_argument(&error))?,
    };
    let answer = if args.json {
        read::json(&explained)?
    } else {
        let pages: Vec<String> = explained.iter().map(|one| one.render(args.asked.language())).collect();
        Answer::given(pages.join("\n"))
    };
    Ok(answer.notes(packs.notes()))
}
