//! The log of a case as a file: which packs decide it, how it was opened, and every event since.

use crate::answer::Failure;
use crate::files;
use crate::packs::Packs;
use gradus::workflow::{Case, Snapshot};
use gradus::{Calendar, Engine, Language, canonical};
use gradus_dsl::WorkflowId;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The format this version writes and reads.
pub(crate) const FORMAT: &str = "gradus.case/1";

/// A log as it is stored.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    /// Always [`FORMAT`].
    pub(crate) format: String,
    /// The paths of the packs as they were given when the case was opened.
    pub(crate) packs: Vec<PathBuf>,
    /// The agency registry, where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) agencies: Option<PathBuf>,
    /// The calendar, where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) calendar: Option<PathBuf>,
    /// The workflow.
    pub(crate) workflow: WorkflowId,
    /// How it was opened, and the events since.
    pub(crate) case: Case,
}

/// What decides a case.
#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) engine: Engine,
    pub(crate) calendar: Calendar,
    /// What to say beside every answer.
    pub(crate) notes: Vec<String>,
}

impl Ground {
    /// # Errors
    /// What is wrong with the packs, the registry or the calendar.
    pub(crate) fn at(
        packs: &[PathBuf],
        agencies: Option<&Path>,
        calendar: Option<&Path>,
    ) -> Result<Self, Failure> {
        let packs = Packs::at(packs, agencies)?;
        let calendar = packs.calendar(calendar)?;
        Ok(Self { engine: packs.engine()?, calendar, notes: packs.notes() })
    }
}

impl Log {
    /// # Errors
    /// What cannot be read, is no JSON, or is no log.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let text = files::text(file)?;
        let value = canonical::read(&text).map_err(|error| Failure::about(&error, file))?;
        let help = "a log as `gradus case open` writes it";
        let place = file.display().to_string();
        let log =
            Self::deserialize(&value).map_err(|error| Failure::new(&error.to_string(), &place, help))?;
        if log.format != FORMAT {
            let shown: String = log.format.chars().take(40).collect();
            let help = format!("this version reads `{FORMAT}`");
            return Err(Failure::new(&format!("the format `{shown}` is not known"), &place, &help));
        }
        Ok(log)
    }

    /// Stores the log, whole or not at all.
    pub(crate) fn write(&self, file: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Failure::new(&error.to_string(), &file.display().to_string(), ""))?;
        files::replace(file, &(text + "\n"))
    }

    /// What decides the case: the packs of the log, or those given in their place.
    pub(crate) fn ground(&self, given: &[PathBuf]) -> Result<Ground, Failure> {
        let packs = if given.is_empty() { &self.packs } else { given };
        Ground::at(packs, self.agencies.as_deref(), self.calendar.as_deref()).map_err(|failure| {
            let note = "note: the paths of the packs stand in the log as they were given when the case was opened; `--policy PATH` replaces them";
            failure.notes(&[note.to_owned()])
        })
    }

    /// The snapshot the log leads to.
    ///
    /// # Errors
    /// A log that was changed: an event is refused, or the packs are others than those it is pinned to.
    pub(crate) fn replay(&self, ground: &Ground, file: &Path) -> Result<Snapshot, Failure> {
        let workflow = ground.engine.workflow(&self.case.opened.policy, &self.workflow)?;
        let replayed = ground.engine.replay(&self.workflow, &self.case, &ground.calendar);
        replayed.map_err(|error| Failure::about(&error, file))?.map_err(|error| {
            let reasons: Vec<String> =
                error.refusals.iter().map(|refusal| refusal.text(workflow, Language::En)).collect();
            let message = match error.event {
                0 => format!("the case cannot be opened: {}", reasons.join("; ")),
                number => format!("event {number} of the log is refused: {}", reasons.join("; ")),
            };
            let help = "a log is written by `gradus case` alone; it, its packs or its calendar were changed";
            Failure::new(&message, &file.display().to_string(), help)
        })
    }
}
