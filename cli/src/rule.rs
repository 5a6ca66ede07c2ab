//! `gradus rule`: may this enterprise hold this title on this day.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::files;
use crate::packs::Packs;
use gradus::{Act, Date, Decision, ErrorKind, Facts, Form, Length, Question};
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
    /// The day the ruling is for, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// What the ruling is for, for example `re_review`
    #[arg(long, default_value = Act::RECOGNITION)]
    act: String,
    /// The round of applications, for example 2026, where texts apply by round
    #[arg(long)]
    round: Option<String>,
    /// What the ruling is written as
    #[arg(long, value_enum, default_value_t)]
    form: Written,
    /// The short ruling, for the applicant: the decision, what failed or is needed, and from whom
    #[arg(long)]
    short: bool,
    /// The same as `--form json`
    #[arg(long, conflicts_with_all = ["form", "short"])]
    json: bool,
    /// Exit with 1 unless the enterprise is eligible
    #[arg(long)]
    fail_on_no: bool,
    /// The language of the explanation
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The agency registry; else agencies/agencies.toml beside the packs
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
}

/// What a ruling is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Written {
    /// Plain text
    #[default]
    Text,
    /// Markdown, for a file or a page
    Markdown,
    /// The ruling with everything it follows from, as canonical JSON that `gradus verify` recomputes
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = Packs::at(&args.policy, args.agencies.as_deref())?;
    let engine = packs.engine()?;
    let facts =
        Facts::from_json(&files::text(&args.facts)?).map_err(|error| Failure::about(&error, &args.facts))?;
    let mut question = Question::new(args.title.as_str(), args.on, facts).act(args.act.as_str());
    question.round.clone_from(&args.round);
    let ruling = engine.rule(&question).map_err(|error| match error.kind() {
        // The title and the day are arguments, and what is wrong with them says so itself.
        ErrorKind::NotInForce | ErrorKind::Ambiguous | ErrorKind::Conflict | ErrorKind::UnknownPolicy => {
            error.into()
        }
        _ if error.path() == "title" => Failure::new(error.message(), "", error.advice()),
        _ => Failure::about(&error, &args.facts),
    })?;
    let form = match (args.json, args.form) {
        (true, _) | (_, Written::Json) => None,
        (_, Written::Text) => Some(Form::Text),
        (_, Written::Markdown) => Some(Form::Markdown),
    };
    let length = if args.short { Length::Short } else { Length::Full };
    let text = match form {
        Some(form) => ruling.render(length, form, args.lang.into()),
        None if args.short => {
            let help = "leave out `--short`: a record holds everything the ruling follows from";
            return Err(Failure::new("a record is not shortened", "", help));
        }
        None => engine.record(&question)?.to_json()? + "\n",
    };
    let answer = Answer::given(text).notes(packs.notes());
    Ok(if args.fail_on_no && ruling.decision != Decision::Eligible { answer.no() } else { answer })
}
