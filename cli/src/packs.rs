//! From paths to packs: a policy file, the folder of a pack, or a folder of packs, and the registries beside them.

use crate::answer::Failure;
use crate::{embedded, files};
use gradus::{Calendar, Engine, Language, Pack};
use gradus_dsl::{Agencies, Checked, Diagnostic, check_packs};
use std::path::{Path, PathBuf};

/// The name of the policy in the folder of a pack.
const POLICY: &str = "policy.rhai";

/// Packs that are used together, and the registry their policies name bodies from.
#[derive(Debug)]
pub(crate) struct Packs {
    /// In the order of the paths, and of the names within a folder; last what was taken in because one of them uses it.
    pub(crate) found: Vec<Found>,
    /// How many of them lie at the paths.
    named: usize,
    /// The registry (TOML); the one built into the command where none was found.
    pub(crate) agencies: String,
    /// Where it was read; none for the one built in.
    pub(crate) agencies_file: Option<PathBuf>,
    /// The folders registries were looked for in.
    pub(crate) bases: Vec<PathBuf>,
    /// What was taken in because a pack uses it: a line each.
    beside: Vec<String>,
}

/// One pack and where it was found.
#[derive(Debug)]
pub(crate) struct Found {
    /// The file of the policy.
    pub(crate) file: PathBuf,
    /// How many cases lie beside it.
    pub(crate) cases: usize,
    /// Its texts.
    pub(crate) pack: Pack,
}

impl Packs {
    /// The packs at these paths with the registry of `agencies`, else the one beside them.
    ///
    /// # Errors
    /// What cannot be read, a folder without a pack, a pack of more than one text, two registries.
    pub(crate) fn at(paths: &[PathBuf], agencies: Option<&Path>) -> Result<Self, Failure> {
        let (mut found, mut bases) = (Vec::new(), Vec::new());
        for path in paths {
            let (files, base) = policies(path)?;
            for file in files {
                found.push(Found::read(file)?);
            }
            if !bases.contains(&base) {
                bases.push(base);
            }
        }
        let named = found.len();
        let beside_these = used_beside(&mut found)?;
        let agencies_file = match agencies {
            Some(file) => Some(file.to_owned()),
            None => beside(&bases, &["agencies", "agencies.toml"], "--agencies")?,
        };
        // A single file, such as a draft, has no registry beside it; then the one built into the command serves.
        let agencies = match agencies_file.as_deref() {
            Some(file) => files::text(file)?,
            None => embedded::AGENCIES.to_owned(),
        };
        Ok(Self { found, named, agencies, agencies_file, bases, beside: beside_these })
    }

    /// The packs at the paths.
    pub(crate) fn named(&self) -> &[Found] {
        self.found.get(..self.named).unwrap_or(&self.found)
    }

    /// What to say of packs that were taken in because another uses them, and where no registry was found.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = self.beside.clone();
        if self.agencies_file.is_some() {
            return notes;
        }
        let looked = looked(&self.bases, &["agencies", "agencies.toml"]);
        notes.push(format!(
            "note: no agency registry was found beside the policy, so the one built into gradus is used; looked for {looked}; `--agencies FILE` names another"
        ));
        notes
    }

    /// The registry, read.
    ///
    /// # Errors
    /// Its diagnostics.
    pub(crate) fn registry(&self) -> Result<Agencies, Vec<Diagnostic>> {
        let name = self.agencies_file.as_deref().map(|file| file.display().to_string()).unwrap_or_default();
        Agencies::from_toml(&self.agencies, &name)
    }

    /// Every pack checked, its diagnostics naming the files as they were given.
    pub(crate) fn check(&self, agencies: &Agencies) -> Vec<Checked> {
        let packs: Vec<Pack> = self.found.iter().map(|found| found.pack.clone()).collect();
        let mut all = check_packs(&packs, agencies);
        for (checked, found) in all.iter_mut().zip(&self.found) {
            for remark in &mut checked.diagnostics {
                found.place(remark);
            }
        }
        all
    }

    /// An engine with these packs.
    ///
    /// # Errors
    /// Every error of the packs and of the registry.
    pub(crate) fn engine(&self) -> Result<Engine, Failure> {
        let agencies = self.registry().map_err(|remarks| Failure::diagnostics(&remarks))?;
        let checked = self.check(&agencies);
        let errors: Vec<&Diagnostic> = checked
            .iter()
            .flat_map(|checked| &checked.diagnostics)
            .filter(|remark| remark.is_error())
            .collect();
        if !errors.is_empty() {
            return Err(Failure::diagnostics(errors).notes(&self.notes()));
        }
        let packs = self.found.iter().map(|found| found.pack.clone()).collect();
        Ok(Engine::load(packs, &self.agencies)?)
    }

    /// The calendar of this file, else `calendars/cn.toml` beside the packs.
    ///
    /// # Errors
    /// No calendar, or one with errors.
    pub(crate) fn calendar(&self, file: Option<&Path>) -> Result<Calendar, Failure> {
        let file = match file {
            Some(file) => file.to_owned(),
            None => beside(&self.bases, &["calendars", "cn.toml"], "--calendar")?.ok_or_else(|| {
                let looked = looked(&self.bases, &["calendars", "cn.toml"]);
                let message =
                    format!("no calendar was found, and terms are counted by one; looked for {looked}");
                Failure::new(&message, "", "`--calendar FILE` names one")
            })?,
        };
        let text = files::text(&file)?;
        Calendar::from_toml(&text, &file.display().to_string())
            .map_err(|remarks| Failure::diagnostics(&remarks))
    }
}

impl Found {
    fn read(file: PathBuf) -> Result<Self, Failure> {
        let policy = files::text(&file)?;
        let folder = folder_of(&file);
        let mut pack = Pack::new(id(&file).as_str(), policy);
        let clauses = folder.join("clauses.toml");
        if clauses.is_file() {
            pack = pack.with_clauses(files::text(&clauses)?);
        }
        let mut sources = Vec::new();
        for (code, language) in [("zh", Language::Zh), ("en", Language::En)] {
            let source = folder.join(format!("source.{code}.txt"));
            if source.is_file() {
                sources.push((source, language));
            }
        }
        if sources.len() > 1 {
            // Citations lead to one text: the binding one, which the policy itself names.
            let authentic = pack.check(&Agencies::empty()).policy.authentic;
            sources.retain(|(_, language)| Some(*language) == authentic);
        }
        if let [(source, language)] = sources.as_slice() {
            pack = pack.with_source(*language, files::text(source)?);
        }
        let cases = folder.join("cases");
        let cases = if cases.is_dir() {
            files::folder(&cases)?.iter().filter(|case| ends_in(case, "toml")).count()
        } else {
            0
        };
        Ok(Self { file, cases, pack })
    }

    /// Names the file of a remark as the person who asked named its folder.
    fn place(&self, remark: &mut Diagnostic) {
        let Some((_, name)) = remark.file.split_once('/') else { return };
        let file = if name == POLICY { self.file.clone() } else { folder_of(&self.file).join(name) };
        remark.file = file.display().to_string();
    }
}

/// Takes in the packs that others use and that were not named, where they lie beside them: `FOLDER/ID/policy.rhai`
/// in the folder the pack that uses them lies in. Says a line for each.
fn used_beside(found: &mut Vec<Found>) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    // The list grows while it is walked: what is taken in may use others in turn.
    let mut next = 0;
    while let Some(user) = found.get(next) {
        next += 1;
        let (base, name) = (above(&folder_of(&user.file)), user.pack.id.clone());
        for used in user.pack.uses() {
            let id = used.as_str();
            // The id is a name of a folder, and leads nowhere else.
            let named = Path::new(id).file_name().is_some_and(|file| file == id);
            if !named || found.iter().any(|known| known.pack.id == used) {
                continue;
            }
            let file = base.join(id).join(POLICY);
            if file.is_file() {
                said.push(format!(
                    "note: `{name}` uses the pack `{used}`, which was read from {}",
                    file.display()
                ));
                found.push(Found::read(file)?);
            }
        }
    }
    Ok(said)
}

/// The calendars beside the packs.
///
/// # Errors
/// A folder that cannot be read.
pub(crate) fn calendars(bases: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for folder in bases.iter().map(|base| base.join("calendars")).filter(|folder| folder.is_dir()) {
        all.extend(files::folder(&folder)?.into_iter().filter(|file| ends_in(file, "toml")));
    }
    Ok(all)
}

/// The registry of agencies beside a document: in a folder `agencies` of its own folder or of the one above.
pub(crate) fn agencies_beside(document: &Path) -> Option<PathBuf> {
    let folder = folder_of(document);
    let bases = [above(&folder), folder];
    bases.iter().map(|base| base.join("agencies").join("agencies.toml")).find(|file| file.is_file())
}

/// The policy files at a path, and the folder their registries lie in.
fn policies(path: &Path) -> Result<(Vec<PathBuf>, PathBuf), Failure> {
    if !path.is_dir() {
        return Ok((vec![path.to_owned()], above(&folder_of(path))));
    }
    let own = path.join(POLICY);
    if own.is_file() {
        return Ok((vec![own], above(path)));
    }
    let inside = files::folder(path)?.into_iter().map(|entry| entry.join(POLICY));
    let inside: Vec<PathBuf> = inside.filter(|file| file.is_file()).collect();
    if inside.is_empty() {
        let help = "give a policy file, a folder with `policy.rhai`, or a folder of such folders";
        return Err(Failure::new("no pack is in this folder", &path.display().to_string(), help));
    }
    Ok((inside, path.to_owned()))
}

/// The one file of this name below these folders.
fn beside(bases: &[PathBuf], names: &[&str], flag: &str) -> Result<Option<PathBuf>, Failure> {
    let files = bases.iter().map(|base| base.join(names.iter().collect::<PathBuf>()));
    let mut there: Vec<PathBuf> = files.filter(|file| file.is_file()).collect();
    there.dedup_by_key(|file| file.canonicalize().ok());
    match there.as_slice() {
        [_, _, ..] => {
            let all: Vec<String> = there.iter().map(|file| file.display().to_string()).collect();
            let help = format!("`{flag} FILE` says which to use");
            Err(Failure::new("more than one registry lies beside the packs", &all.join(", "), &help))
        }
        one => Ok(one.first().cloned()),
    }
}

fn looked(bases: &[PathBuf], names: &[&str]) -> String {
    let name: PathBuf = names.iter().collect();
    let all: Vec<String> = bases.iter().map(|base| format!("`{}`", base.join(&name).display())).collect();
    all.join(", ")
}

/// The folder a file lies in.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The folder a folder lies in, named as shortly as its own name allows.
fn above(folder: &Path) -> PathBuf {
    match (folder.file_name(), folder.parent()) {
        (Some(_), Some(parent)) if parent != Path::new("") => parent.to_owned(),
        (Some(_), _) => PathBuf::from("."),
        _ => folder.join(".."),
    }
}

/// The id of a pack: the name of its folder; of a script that lies elsewhere, its own name.
fn id(file: &Path) -> String {
    let named = if file.file_name().is_some_and(|name| name == POLICY) {
        folder_of(file).canonicalize().ok().and_then(|folder| folder.file_name().map(ToOwned::to_owned))
    } else {
        file.file_stem().map(ToOwned::to_owned)
    };
    named.map_or_else(|| "policy".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn ends_in(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}
