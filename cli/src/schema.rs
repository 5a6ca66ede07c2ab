//! `gradus schema`: the JSON Schema of the facts a policy asks for.

use crate::answer::{Answer, Failure};
use crate::packs::Packs;
use crate::read;
use gradus::facts_schema;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A policy file, or the folder of a pack
    path: PathBuf,
    /// The agency registry; else agencies/agencies.toml beside the pack
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = Packs::at(std::slice::from_ref(&args.path), args.agencies.as_deref())?;
    let engine = packs.engine()?;
    match packs.named() {
        [one] => Ok(read::json(&facts_schema(engine.policy(&one.pack.id)?))?.notes(packs.notes())),
        several => {
            let place = args.path.display().to_string();
            let names: Vec<String> = several
                .iter()
                .map(|found| format!("`{}`", args.path.join(found.pack.id.as_str()).display()))
                .collect();
            let help = format!("give one of them: {}", names.join(", "));
            Err(Failure::new(
                "a schema describes the facts of one policy, and several are here",
                &place,
                &help,
            ))
        }
    }
}
