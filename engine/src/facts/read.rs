//! The file form of facts: strict JSON, one clear error, nothing half-read.

use super::Facts;
use super::value::{FactValue, TOO_LARGE, Tree};
use crate::{Error, ErrorKind, HeldTitle, Register};
use gradus_dsl::{Date, did_you_mean};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer};
use std::collections::BTreeMap;

/// Most bytes of a facts file; a limit of the language.
const MAX_BYTES: usize = 1 << 20;

const FORM: &str =
    "the form is { \"facts\": { … }, \"subject\": …, \"sources\": { … }, \"register\": { … } }";

impl Facts {
    /// Reads the file form: `{ "facts": { … }, "subject": …, "sources": { … }, "register": { … } }`.
    ///
    /// # Errors
    /// `BadJson` with the path for an unknown or repeated key, a number with a point or an exponent or beyond
    /// 64 bits, or a value of another shape; `LimitExceeded` past 1 MiB.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_BYTES {
            let message = format!("a facts file of {} bytes is refused", text.len());
            return Err(Error::new(ErrorKind::LimitExceeded, message).help("at most 1 MiB (1048576 bytes)"));
        }
        let mut path = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(text);
        let tree = Tree { path: &mut path }
            .deserialize(&mut reader)
            .and_then(|tree| reader.end().map(|()| tree))
            .map_err(|error| json_error(&error, &path))?;
        from_tree(tree)
    }
}

impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_tree(FactValue::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

fn json_error(error: &serde_json::Error, path: &[String]) -> Error {
    let text = error.to_string();
    let at = path.join(".");
    // serde_json hands whatever is not a whole number of 64 bits on as a binary float, which Gradus never reads.
    if ["invalid type: floating point", "number out of range", TOO_LARGE]
        .iter()
        .any(|one| text.starts_with(one))
    {
        let message = "a bare number with a point, an exponent or more than 64 bits is refused";
        return Error::new(ErrorKind::BadJson, message)
            .at(at)
            .help("write it in quotes, for example \"12.5\"");
    }
    let text = crate::canonical::words(error);
    let error = Error::new(ErrorKind::BadJson, text).at(at);
    if path.is_empty() { error.help(FORM) } else { error }
}

fn from_tree(tree: FactValue) -> Result<Facts, Error> {
    let mut facts = Facts::new();
    for (key, value) in object(tree, "")? {
        match key.as_str() {
            "subject" => facts.subject = Some(text(value, "subject")?),
            "facts" => facts.facts = object(value, "facts")?,
            "sources" => {
                for (fact, source) in object(value, "sources")? {
                    let source = text(source, &format!("sources.{fact}"))?;
                    facts.sources.insert(fact, source);
                }
            }
            "register" => facts.register = Some(register(value)?),
            _ => return Err(unknown_key(&key, "", &["subject", "facts", "sources", "register"])),
        }
    }
    Ok(facts)
}

fn register(value: FactValue) -> Result<Register, Error> {
    let mut register = Register::default();
    for (key, value) in object(value, "register")? {
        let path = format!("register.{key}");
        match key.as_str() {
            "complete" => {
                let FactValue::YesNo(complete) = value else {
                    return Err(wrong(&value, &path, "true or false"));
                };
                register.complete = complete;
            }
            "as_of" => register.as_of = Some(date(value, &path)?),
            "titles" => {
                let FactValue::List(lines) = value else { return Err(wrong(&value, &path, "a list")) };
                for (index, line) in lines.into_iter().enumerate() {
                    register.titles.push(held_title(line, &format!("{path}.{index}"))?);
                }
            }
            _ => return Err(unknown_key(&key, "register.", &["complete", "as_of", "titles"])),
        }
    }
    if register.complete && register.as_of.is_none() {
        let message = "a register that declares itself complete must say as of which day";
        return Err(Error::new(ErrorKind::BadJson, message).at("register").help("add `as_of`, a day"));
    }
    Ok(register)
}

fn held_title(line: FactValue, path: &str) -> Result<HeldTitle, Error> {
    let (mut title, mut from, mut to) = (None, None, None);
    for (key, value) in object(line, path)? {
        let place = format!("{path}.{key}");
        match key.as_str() {
            "title" => title = Some(text(value, &place)?),
            "from" => from = Some(date(value, &place)?),
            "to" => to = Some(date(value, &place)?),
            _ => return Err(unknown_key(&key, &format!("{path}."), &["title", "from", "to"])),
        }
    }
    let (Some(title), Some(from)) = (title, from) else {
        return Err(
            Error::new(ErrorKind::BadJson, "a line of the register needs `title` and `from`").at(path)
        );
    };
    Ok(HeldTitle { title: title.as_str().into(), from, to })
}

fn object(value: FactValue, path: &str) -> Result<BTreeMap<String, FactValue>, Error> {
    match value {
        FactValue::Map(entries) => Ok(entries),
        other => Err(wrong(&other, path, "an object")),
    }
}

fn text(value: FactValue, path: &str) -> Result<String, Error> {
    match value {
        FactValue::Text(text) => Ok(text),
        other => Err(wrong(&other, path, "a text")),
    }
}

fn date(value: FactValue, path: &str) -> Result<Date, Error> {
    if let FactValue::Text(text) = &value
        && let Ok(day) = text.parse()
    {
        return Ok(day);
    }
    Err(wrong(&value, path, "a day of the form YYYY-MM-DD"))
}

fn wrong(found: &FactValue, path: &str, wanted: &str) -> Error {
    let error = Error::new(ErrorKind::BadJson, format!("found {}, expected {wanted}", found.found()));
    if path.is_empty() { error.help(FORM) } else { error.at(path) }
}

fn unknown_key(key: &str, before: &str, known: &[&str]) -> Error {
    let error = Error::new(ErrorKind::BadJson, format!("unknown key `{}`", short(key)));
    let help = match did_you_mean(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known keys are `{}`", known.join("`, `")),
    };
    error.at(format!("{before}{}", short(key))).help(help)
}

fn short(key: &str) -> String {
    key.chars().take(64).collect()
}
