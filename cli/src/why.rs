//! `gradus why`: what one name of a policy says, where it comes from, and what it comes to on some facts.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::packs::Packs;
use crate::{files, read};
use gradus::{Date, ErrorKind, Facts};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The id of a criterion, a named expression (`let`), a score, a group (`score.group`), a table, a figure
    /// (`parameter`), a fact or a title; of a text that is used, behind its name here (`size::is_sme`)
    name: String,
    /// A policy file, the folder of a pack, or a folder of packs; may be given several times
    #[arg(long, value_name = "PATH", required = true)]
    policy: Vec<PathBuf>,
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
    let explained = match (&args.facts, args.on) {
        (Some(file), Some(on)) => {
            let facts =
                Facts::from_json(&files::text(file)?).map_err(|error| Failure::about(&error, file))?;
            engine.why_now(&args.name, &facts, on, args.round.as_deref()).map_err(|error| {
                match error.kind() {
                    ErrorKind::UnknownName => unknown(&error),
                    ErrorKind::NotInForce | ErrorKind::Ambiguous | ErrorKind::Conflict => error.into(),
                    _ => Failure::about(&error, file),
                }
            })?
        }
        _ => engine.why(&args.name, args.on).map_err(|error| unknown(&error))?,
    };
    let answer = if args.json {
        read::json(&explained)?
    } else {
        let pages: Vec<String> = explained.iter().map(|one| one.render(args.lang.into())).collect();
        Answer::given(pages.join("\n"))
    };
    Ok(answer.notes(packs.notes()))
}

/// The name is an argument, and what is wrong with it says so itself.
fn unknown(error: &gradus::Error) -> Failure {
    Failure::new(error.message(), "", error.advice())
}
