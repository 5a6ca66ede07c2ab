//! `gradus who`: who answers for what.

use crate::answer::{Answer, Failure};
use crate::args::Lang;
use crate::packs::Packs;
use crate::read;
use gradus::assign::{Matrix, agency_view, assignment};
use gradus::{AgencyId, Date, Language, Policy};
use gradus_dsl::{MeasureId, did_you_mean};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A policy file, the folder of a pack, or a folder of packs
    path: PathBuf,
    /// One measure; without it, the whole matrix
    #[arg(conflicts_with = "agency")]
    measure: Option<String>,
    /// Everything one agency takes part in
    #[arg(long, value_name = "ID")]
    agency: Option<String>,
    /// The day bodies are looked up for, YYYY-MM-DD; else the first day the policy is in force
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The answer as data: a list with one entry a policy
    #[arg(long)]
    json: bool,
    /// The language of the answer
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The agency registry; else agencies/agencies.toml beside the packs
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = Packs::at(std::slice::from_ref(&args.path), args.agencies.as_deref())?;
    let engine = packs.engine()?;
    let language = Language::from(args.lang);
    let directory = engine.agencies();
    let policies: Vec<&Policy> =
        engine.policies().iter().filter(|policy| !policy.measures.is_empty()).collect();
    if policies.is_empty() {
        let help = "a policy names bodies with `measure`";
        return Err(Failure::new(
            "no policy here declares a measure",
            &args.path.display().to_string(),
            help,
        ));
    }
    let on = |policy: &Policy| args.on.unwrap_or(policy.in_force.from);
    let answer = match (&args.measure, &args.agency) {
        (Some(measure), _) => {
            let id = MeasureId::new(measure.as_str());
            let holding: Vec<&Policy> =
                policies.iter().copied().filter(|policy| declares(policy, &id)).collect();
            if holding.is_empty() {
                return Err(no_measure(&id, &policies));
            }
            let found = holding.iter().map(|policy| assignment(policy, &id, on(policy), directory));
            let found = found.collect::<Result<Vec<_>, _>>()?;
            show(&found, args.json, |found| found.render(language))?
        }
        (None, Some(agency)) => {
            let id = AgencyId::new(agency.as_str());
            let views = policies.iter().map(|policy| agency_view(policy, &id, on(policy), directory));
            let views = views.collect::<Result<Vec<_>, _>>()?;
            show(&views, args.json, |view| view.render(language))?
        }
        (None, None) => {
            let all: Vec<Matrix> =
                policies.iter().map(|policy| Matrix::of(policy, on(policy), directory)).collect();
            show(&all, args.json, |matrix| matrix.render(language))?
        }
    };
    Ok(answer.notes(packs.notes()))
}

fn show<T: serde::Serialize>(
    found: &[T],
    json: bool,
    render: impl Fn(&T) -> String,
) -> Result<Answer, Failure> {
    if json {
        return read::json(&found);
    }
    Ok(Answer::given(found.iter().map(render).collect::<Vec<_>>().join("\n")))
}

fn declares(policy: &Policy, measure: &MeasureId) -> bool {
    policy.measures.iter().any(|known| known.id == *measure)
}

fn no_measure(measure: &MeasureId, policies: &[&Policy]) -> Failure {
    let known: Vec<&str> =
        policies.iter().flat_map(|policy| &policy.measures).map(|measure| measure.id.as_str()).collect();
    let help = match did_you_mean(measure.as_str(), known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the measures are `{}`", known.join("`, `")),
    };
    Failure::new(&format!("`{measure}` is no measure"), "", &help)
}
