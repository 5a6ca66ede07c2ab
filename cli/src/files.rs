//! The only place of the command that touches files: whole texts in, whole files out, one clear error each.

use crate::answer::Failure;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// Largest file that is read, in bytes; what reads the text has limits of its own below it.
const MAX_BYTES: u64 = 64 << 20;

/// The bytes of a file; `-` is standard input.
///
/// # Errors
/// A file that is not there, is a folder, or is larger than 64 MiB.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    bytes_up_to(path, MAX_BYTES, "no text of Gradus is that large")
}

/// The bytes of a file of at most so many; `help` says what to do about a larger one.
///
/// # Errors
/// Those of [`bytes`], with this limit.
pub(crate) fn bytes_up_to(path: &Path, most: u64, help: &str) -> Result<Vec<u8>, Failure> {
    let place = path.display().to_string();
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes)
    } else {
        if path.is_dir() {
            return Err(Failure::new("this is a folder, and a file is needed here", &place, ""));
        }
        open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes))
    };
    read.map_err(|error| unreadable(&error, &place))?;
    if bytes.len() as u64 > most {
        return Err(Failure::new(&format!("the file has more than {most} bytes"), &place, help));
    }
    Ok(bytes)
}

/// The text of a file, without a byte-order mark; `-` is standard input.
///
/// # Errors
/// Those of [`bytes`], and a file that is not UTF-8.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    let bytes = bytes(path)?;
    let sixteen = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let found = if sixteen {
                "the file is UTF-16".to_owned()
            } else {
                format!(
                    "the file is not UTF-8 text: byte {} begins no character",
                    error.utf8_error().valid_up_to()
                )
            };
            Err(Failure::new(&found, &path.display().to_string(), "save it as UTF-8 text"))
        }
    }
}

/// What lies in a folder, sorted: the order of a folder differs between machines.
///
/// # Errors
/// A folder that cannot be read.
#[allow(clippy::disallowed_methods, reason = "the command is a host: it alone reads folders")]
pub(crate) fn folder(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let place = path.display().to_string();
    let entries = fs::read_dir(path).map_err(|error| unreadable(&error, &place))?;
    let paths: Result<Vec<PathBuf>, std::io::Error> =
        entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(|error| unreadable(&error, &place))?;
    paths.sort();
    Ok(paths)
}

/// Writes a file whole or not at all: a temporary file beside it takes its place.
///
/// # Errors
/// A folder that is not there, or may not be written to.
#[allow(clippy::disallowed_methods, reason = "the command is a host: it alone writes files")]
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    // Two commands on one log must not share the half-written file.
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        let place = path.display().to_string();
        Failure::new(&format!("the file cannot be written: {}", words(&error)), &place, "")
    })
}

#[allow(clippy::disallowed_methods, reason = "the command is a host: it alone reads files")]
fn open(path: &Path) -> std::io::Result<fs::File> {
    fs::File::open(path)
}

fn unreadable(error: &std::io::Error, place: &str) -> Failure {
    match error.kind() {
        ErrorKind::NotFound => Failure::new("there is no such file or folder", place, ""),
        _ => Failure::new(&format!("it cannot be read: {}", words(error)), place, ""),
    }
}

/// The reason of the system in lower case.
fn words(error: &std::io::Error) -> String {
    error.to_string().to_lowercase()
}
