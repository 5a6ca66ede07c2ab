//! What verbs that ask an engine have in common: the packs they ask, the facts file, and errors about either.

use crate::answer::Failure;
use crate::args::Lang;
use crate::files;
use crate::packs::Packs;
use gradus::{Error, ErrorKind, Facts, Language};
use std::path::{Path, PathBuf};

/// The packs that are asked, and the language of the answer.
#[derive(Debug, clap::Args)]
pub(crate) struct Asked {
    /// A policy file, the folder of a pack, or a folder of packs; may be given several times
    #[arg(long, value_name = "PATH", required = true)]
    policy: Vec<PathBuf>,
    /// The agency registry; else agencies/agencies.toml beside the packs
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
    /// The language of the page
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

impl Asked {
    pub(crate) fn packs(&self) -> Result<Packs, Failure> {
        Packs::at(&self.policy, self.agencies.as_deref())
    }

    pub(crate) fn language(&self) -> Language {
        self.lang.into()
    }
}

/// The facts of a file.
pub(crate) fn facts(file: &Path) -> Result<Facts, Failure> {
    Facts::from_json(&files::text(file)?).map_err(|error| Failure::about(&error, file))
}

/// What is wrong with a question: names, titles and days are arguments and say so themselves, the rest is about the
/// facts file.
pub(crate) fn refused(error: Error, facts: &Path) -> Failure {
    match error.kind() {
        ErrorKind::NotInForce | ErrorKind::Ambiguous | ErrorKind::Conflict | ErrorKind::UnknownPolicy => {
            error.into()
        }
        ErrorKind::UnknownName => in_argument(&error),
        _ if error.path() == "title" => in_argument(&error),
        _ => Failure::about(&error, facts),
    }
}

/// What is wrong with an argument says so itself.
pub(crate) fn in_argument(error: &Error) -> Failure {
    Failure::new(error.message(), "", error.advice())
}
