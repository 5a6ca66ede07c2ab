//! `gradus rule`: may this enterprise hold this title on this day.

use crate::answer::{Answer, Failure};
use crate::ask::{Asked, facts, refused};
use gradus::{Act, Date, Decision, Form, Length, Question};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The title, for example `little_giant`
    title: String,
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
    #[command(flatten)]
    asked: Asked,
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
    let packs = args.asked.packs()?;
    let engine = packs.engine()?;
    let facts = facts(&args.facts)?;
    let mut question = Question::new(args.title.as_str(), args.on, facts).act(args.act.as_str());
    question.round.clone_from(&args.round);
    let ruling = engine.rule(&question).map_err(|error| refused(error, &args.facts))?;
    let form = match (args.json, args.form) {
        (true, _) | (_, Written::Json) => None,
        (_, Written::Text) => Some(Form::Text),
        (_, Written::Markdown) => Some(Form::Markdown),
    };
    let length = if args.short { Length::Short } else { Length::Full };
    let text = match form {
        Some(form) => ruling.render(length, form, args.asked.language()),
        None if args.short => {
            let help = "leave out `--short`: a record holds everything the ruling follows from";
            return Err(Failure::new("a record is not shortened", "", help));
        }
        None => engine.record(&question)?.to_json()? + "\n",
    };
    let answer = Answer::given(text).notes(packs.notes());
    Ok(if args.fail_on_no && ruling.decision != Decision::Eligible { answer.no() } else { answer })
}
