//! `gradus targets`: which aims of the documents are met, by how many enterprises hold which title.

use crate::answer::{Answer, Failure};
use crate::ask::{Asked, in_argument};
use crate::{files, read};
use gradus::{Date, Number, Register, TitleId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many hold each title (JSON): `{ "little_giant": 14600 }`
    #[arg(long, value_name = "FILE", conflicts_with = "registers", required_unless_present = "registers")]
    holders: Option<PathBuf>,
    /// The register extracts to count them from (JSON): a list with one extract an enterprise
    #[arg(long, value_name = "FILE")]
    registers: Option<PathBuf>,
    /// The day asked about, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// The targets as data
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    asked: Asked,
}

pub(crate) fn run(args: &Args) -> Result<Answer, Failure> {
    let packs = args.asked.packs()?;
    let engine = packs.engine()?;
    let holders: BTreeMap<TitleId, Number> = match (&args.holders, &args.registers) {
        (Some(file), _) => {
            let help = "the number of holders by title, each a whole number: `{ \"little_giant\": 14600 }`";
            let counts: Counts = parsed(file, help)?;
            counts.0.into_iter().map(|(title, count)| (title, Number::from(i64::from(count)))).collect()
        }
        (None, Some(file)) => {
            let help = "a list of register extracts, each as `register` of a facts file";
            let registers = parsed::<Vec<Register>>(file, help)?;
            engine.holders(&registers, args.on).map_err(|error| Failure::about(&error, file))?
        }
        (None, None) => BTreeMap::new(),
    };
    let targets = engine.targets(&holders, args.on).map_err(|error| in_argument(&error))?;
    let answer = if args.json {
        read::json(&targets)?
    } else {
        Answer::given(engine.render_targets(&targets, args.on, args.asked.language()))
    };
    Ok(answer.notes(packs.notes()))
}

/// Counts by title; one that stands twice is refused, since only one of the two can be meant.
struct Counts(BTreeMap<TitleId, u32>);

impl<'de> serde::Deserialize<'de> for Counts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> serde::de::Visitor<'de> for Each {
            type Value = Counts;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the number of holders by title")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Counts, A::Error> {
                let mut counts = BTreeMap::new();
                while let Some((title, count)) = map.next_entry::<TitleId, u32>()? {
                    if counts.contains_key(&title) {
                        return Err(serde::de::Error::custom(format!("`{title}` stands here twice")));
                    }
                    counts.insert(title, count);
                }
                Ok(Counts(counts))
            }
        }
        deserializer.deserialize_map(Each)
    }
}

fn parsed<T: serde::de::DeserializeOwned>(file: &Path, help: &str) -> Result<T, Failure> {
    serde_json::from_str(&files::text(file)?)
        .map_err(|error| Failure::new(&error.to_string(), &file.display().to_string(), help))
}
