//! The arguments of the command, and which verb answers them.

use crate::answer::{Answer, Failure};
use crate::{
    advise, case, check, demo, draft, fmt, ladder, matching, read, rule, schema, targets, verify, who, why,
};
use clap::{Parser, Subcommand, ValueEnum};
use gradus::Language;

const EXIT_CODES: &str = "\
Exit codes:
  0  an answer was given, whatever it says
  1  the answer is no where the command asked for a yes: `rule --fail-on-no`, `check --strict` with findings,
     `fmt --check` of a file that is laid out otherwise, `verify` of a record that does not hold, `case` with an opening or a step that is refused
  2  bad input: standard error says what, where, and what would be accepted

A FILE named `-` is standard input. Nothing is read but the files named and the registries beside the packs
(agencies/agencies.toml, calendars/*.toml); no clock is read, so every day is an argument.";

/// Eligibility, responsibility and progression of public policy, decided exactly and explained
#[derive(Debug, Parser)]
#[command(name = "gradus", version, after_help = EXIT_CODES, max_term_width = 110)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show what a policy document says: sections, who is responsible, targets, warnings
    Read(read::Args),
    /// Write a first policy script from a document, for a drafter to go on from
    Draft(draft::Args),
    /// Check packs and the registries beside them, and count what became of each sentence
    Check(check::Args),
    /// Lay out policy files: one style, every comment kept, the meaning unchanged
    Fmt(fmt::Args),
    /// Rule whether an enterprise may hold a title on a day, and why or why not
    Rule(rule::Args),
    /// Say what one name of a policy means, where it comes from, and what it comes to on some facts
    Why(why::Args),
    /// Show every title of the ladder for one enterprise, and its next step up
    Ladder(ladder::Args),
    /// Match one enterprise with every title: what it may have now, what is within reach, what is not
    Match(ladder::Args),
    /// Say which targets of the documents are met, by how many enterprises hold which title
    Targets(targets::Args),
    /// Say which smallest changes would make a title reachable
    Advise(advise::Args),
    /// Show who answers for what: the whole matrix, one measure, or one agency
    Who(who::Args),
    /// Open an application, take it a step further, or show where it stands
    Case(case::Args),
    /// Print the JSON Schema of the facts a policy asks for
    Schema(schema::Args),
    /// Recompute a ruling from its record, byte for byte
    Verify(verify::Args),
    /// See all of it at work on the policies this command carries
    Demo(demo::Args),
}

/// The language of what a person reads; answers as data have none.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Lang {
    /// English
    #[default]
    En,
    /// Chinese
    Zh,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }
}

/// Reads the arguments and runs the verb they name.
///
/// # Errors
/// Bad input. Arguments of another form end the command here, with exit code 2.
pub(crate) fn run() -> Result<Answer, Failure> {
    match Command::parse().verb {
        Verb::Read(args) => read::run(&args),
        Verb::Draft(args) => draft::run(&args),
        Verb::Check(args) => check::run(&args),
        Verb::Fmt(args) => fmt::run(&args),
        Verb::Rule(args) => rule::run(&args),
        Verb::Why(args) => why::run(&args),
        Verb::Ladder(args) => ladder::run(&args),
        Verb::Match(args) => matching::run(&args),
        Verb::Targets(args) => targets::run(&args),
        Verb::Advise(args) => advise::run(&args),
        Verb::Who(args) => who::run(&args),
        Verb::Case(args) => case::run(&args),
        Verb::Schema(args) => schema::run(&args),
        Verb::Verify(args) => verify::run(&args),
        Verb::Demo(args) => demo::run(&args),
    }
}
