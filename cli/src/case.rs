//! `gradus case`: opens an application, takes it a step further, shows where it stands.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::case_log::{FORMAT, Ground, Log};
use crate::{files, read};
use gradus::workflow::{self, Case, Event, Snapshot, Standing, standing};
use gradus::{Date, Engine, Facts, Language, Policy, canonical};
use gradus_dsl::policy::Workflow;
use gradus_dsl::{CaseId, PersonId, PolicyId, RoleId, StepId, WorkflowId, did_you_mean};
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Open an application and write its log
    Open(OpenArgs),
    /// Take a step, sign for it, or refuse it; a step that may not be taken leaves the log as it is
    Do(DoArgs),
    /// Show where an application stands on a day: the next steps, by whom and by when, and titles held
    Show(ShowArgs),
}

#[derive(Debug, clap::Args)]
struct OpenArgs {
    /// A policy file, the folder of a pack, or a folder of packs; may be given several times
    #[arg(long, value_name = "PATH", required = true)]
    policy: Vec<PathBuf>,
    /// The workflow; `PACK/WORKFLOW` where several packs have one of that name
    #[arg(long, value_name = "ID")]
    workflow: String,
    /// The case, as it is called where you work
    #[arg(long, value_name = "ID")]
    id: String,
    /// The day of the application, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The log to write; else ID.case.json. A log that is there already is never replaced
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The agency registry; else agencies/agencies.toml beside the packs
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
    /// The calendar of working days; else calendars/cn.toml beside the packs
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, clap::Args)]
struct DoArgs {
    /// The log of the case
    #[arg(long, value_name = "FILE")]
    log: PathBuf,
    /// The step, or the yearly duty
    #[arg(long)]
    step: String,
    /// Who acts
    #[arg(long)]
    person: String,
    /// In which role
    #[arg(long)]
    role: String,
    /// When, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The facts the condition of the step is decided by (JSON)
    #[arg(long, value_name = "FILE", conflicts_with = "refuse")]
    facts: Option<PathBuf>,
    /// Refuse the step in place of taking it
    #[arg(long)]
    refuse: bool,
    /// Why it is refused, in words
    #[arg(long, value_name = "WORDS", requires = "refuse", default_value = "")]
    because: String,
    /// The packs, where they have moved since the case was opened
    #[arg(long, value_name = "PATH")]
    policy: Vec<PathBuf>,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// The log of the case
    #[arg(long, value_name = "FILE")]
    log: PathBuf,
    /// The day, YYYY-MM-DD; else the day of the last event
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The packs, where they have moved since the case was opened
    #[arg(long, value_name = "PATH")]
    policy: Vec<PathBuf>,
    #[command(flatten)]
    form: Form,
}

/// How the answer is given.
#[derive(Debug, clap::Args)]
struct Form {
    /// The answer as data
    #[arg(long)]
    json: bool,
    /// The language of the answer
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    match &args.act {
        Act::Open(args) => open(args),
        Act::Do(args) => act(args),
        Act::Show(args) => show(args),
    }
}

fn open(args: &OpenArgs) -> Result<Answer, Failure> {
    let file = match &args.log {
        Some(file) => file.clone(),
        None => file_of(&args.id)?,
    };
    if file.exists() {
        let help = "`gradus case show` says where that case stands; `--log FILE` writes another log";
        return Err(Failure::new("a log is there already", &file.display().to_string(), help));
    }
    let ground = Ground::at(&args.policy, args.agencies.as_deref(), args.calendar.as_deref())?;
    let (policy, workflow) = workflow_of(&ground.engine, &args.workflow)?;
    let opening = ground.engine.opening(&policy.id, CaseId::new(args.id.as_str()), args.on, Vec::new())?;
    let opened = match workflow::open(workflow, &opening, &ground.calendar) {
        Ok(opened) => opened,
        Err(refusals) => {
            let language = Language::from(args.form.lang);
            let reasons: Vec<String> =
                refusals.iter().map(|refusal| refusal.text(workflow, language)).collect();
            return Ok(Answer::given(reasons.join("\n") + "\n").no());
        }
    };
    let log = Log {
        format: FORMAT.to_owned(),
        packs: args.policy.clone(),
        agencies: args.agencies.clone(),
        calendar: args.calendar.clone(),
        workflow: workflow.id.clone(),
        case: Case { opened: opening, events: Vec::new() },
    };
    let standing = stand(&log, &ground, &opened.snapshot, args.on)?;
    let words = opened.render(workflow, args.form.lang.into());
    let standing = standing.render(workflow, args.form.lang.into());
    let answer = answer(&args.form, &opened, words, Some(standing))?;
    log.write(&file)?;
    Ok(answer.notes(ground.notes))
}

fn act(args: &DoArgs) -> Result<Answer, Failure> {
    let mut log = Log::read(&args.log)?;
    let ground = log.ground(&args.policy)?;
    let before = log.replay(&ground, &args.log)?;
    let step = StepId::new(args.step.as_str());
    let (person, role) = (PersonId::new(args.person.as_str()), RoleId::new(args.role.as_str()));
    let event = if args.refuse {
        Event::Refuse { step, person, role, on: args.on, because: args.because.clone() }
    } else {
        let facts = match &args.facts {
            Some(file) => Some(facts(&ground.engine, &log, &step, file)?),
            None => None,
        };
        Event::Take { step, person, role, on: args.on, facts }
    };
    let next = ground.engine.step(&before, &event, &ground.calendar).map_err(|error| match &args.facts {
        Some(file) => Failure::about(&error, file),
        None => error.into(),
    })?;
    let workflow = ground.engine.workflow(&log.case.opened.policy, &log.workflow)?;
    let words = next.render(workflow, args.form.lang.into());
    if !next.accepted() {
        let words = match Language::from(args.form.lang) {
            Language::En => format!("the step is refused; the log is as it was\n{words}"),
            Language::Zh => format!("该步骤未获办理，案卷未变\n{words}"),
        };
        return Ok(answer(&args.form, &next, words, None)?.no().notes(ground.notes));
    }
    log.case.events.push(event);
    let standing = stand(&log, &ground, &next.snapshot, args.on)?;
    let standing = standing.render(workflow, args.form.lang.into());
    let answer = answer(&args.form, &next, words, Some(standing))?;
    log.write(&args.log)?;
    Ok(answer.notes(ground.notes))
}

fn show(args: &ShowArgs) -> Result<Answer, Failure> {
    let log = Log::read(&args.log)?;
    let ground = log.ground(&args.policy)?;
    let snapshot = log.replay(&ground, &args.log)?;
    let on = args.on.unwrap_or(snapshot.as_of);
    let standing = stand(&log, &ground, &snapshot, on)?;
    let answer = if args.form.json {
        read::json(&standing)?
    } else {
        let workflow = ground.engine.workflow(&log.case.opened.policy, &log.workflow)?;
        Answer::given(standing.render(workflow, args.form.lang.into()))
    };
    Ok(answer.notes(ground.notes))
}

/// An event as data, or its reasons and where the case stands after it.
fn answer(
    form: &Form,
    transition: &workflow::Transition,
    words: String,
    standing: Option<String>,
) -> Result<Answer, Failure> {
    if form.json {
        return read::json(transition);
    }
    Ok(Answer::given(match standing {
        Some(standing) => format!("{words}\n{standing}"),
        None => words,
    }))
}

/// Where a case stands on a day, after the time up to it has passed.
fn stand(log: &Log, ground: &Ground, snapshot: &Snapshot, on: Date) -> Result<Standing, Failure> {
    let refused = |reasons: Vec<String>| {
        Failure::new(&reasons.join("; "), "", "`--on` takes a day from the last event of the case on")
    };
    let workflow = ground.engine.workflow(&log.case.opened.policy, &log.workflow)?;
    let passed = ground.engine.step(snapshot, &Event::Tick { on }, &ground.calendar)?;
    if !passed.accepted() {
        let reasons = passed.refusals.iter().map(|refusal| refusal.text(workflow, Language::En));
        return Err(refused(reasons.collect()));
    }
    standing(workflow, &passed.snapshot, on, &ground.calendar)
        .map_err(|refusal| refused(vec![refusal.text(workflow, Language::En)]))
}

/// The facts of a step, held against what its condition asks.
fn facts(engine: &Engine, log: &Log, step: &StepId, file: &Path) -> Result<serde_json::Value, Failure> {
    let text = files::text(file)?;
    Facts::from_json(&text).map_err(|error| Failure::about(&error, file))?;
    let workflow = engine.workflow(&log.case.opened.policy, &log.workflow)?;
    // Facts that nothing asks for would be stored without ever being looked at.
    if workflow.step(step).is_none_or(|step| step.when.is_none()) {
        let message = format!("`{step}` has no condition, so no facts are asked for it");
        return Err(Failure::new(&message, &file.display().to_string(), "leave out `--facts`"));
    }
    canonical::read(&text).map_err(|error| Failure::about(&error, file))
}

/// The one workflow of this name.
fn workflow_of<'e>(engine: &'e Engine, asked: &str) -> Result<(&'e Policy, &'e Workflow), Failure> {
    let (pack, name) = match asked.split_once('/') {
        Some((pack, name)) => (Some(PolicyId::new(pack)), name),
        None => (None, asked),
    };
    let id = WorkflowId::new(name);
    if let Some(pack) = &pack {
        return Ok((engine.policy(pack)?, engine.workflow(pack, &id)?));
    }
    let all = || {
        engine
            .policies()
            .iter()
            .flat_map(|policy| policy.workflows.iter().map(move |workflow| (policy, workflow)))
    };
    let named: Vec<(&Policy, &Workflow)> = all().filter(|(_, workflow)| workflow.id == id).collect();
    match named.as_slice() {
        [one] => Ok(*one),
        [] => {
            let known: Vec<&str> = all().map(|(_, workflow)| workflow.id.as_str()).collect();
            let help = match did_you_mean(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "no pack here declares a workflow".to_owned(),
                None => format!("the workflows are `{}`", known.join("`, `")),
            };
            Err(Failure::new(&format!("no pack has a workflow `{id}`"), "", &help))
        }
        several => {
            let names: Vec<String> =
                several.iter().map(|(policy, _)| format!("`{}/{id}`", policy.id)).collect();
            let help = format!("say which: {}", names.join(", "));
            Err(Failure::new(&format!("several packs have a workflow `{id}`"), "", &help))
        }
    }
}

/// The log of a case in the present folder. A name that leads elsewhere must be written out.
fn file_of(id: &str) -> Result<PathBuf, Failure> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if id.is_empty() || id.len() > 200 || !id.chars().all(plain) {
        let help = "give the log with `--log FILE`, or an id of letters, digits, `-` and `_`";
        return Err(Failure::new("the id of the case cannot name a file", "", help));
    }
    Ok(PathBuf::from(format!("{id}.case.json")))
}
