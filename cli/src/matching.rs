//! `gradus match`: over all packs, what an enterprise may have now, what is within its reach, and what is not.

use crate::answer::{Answer, Failure};
use crate::ask::{facts, refused};
use crate::ladder::Args;
use crate::read;

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
