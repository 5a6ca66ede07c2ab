//! Ruling records: a file that holds everything needed to recompute a ruling, and its verification byte for byte.

use crate::{Error, ErrorKind, Question, canonical};
use gradus_dsl::{Language, Pack};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The format this version writes and reads.
pub const FORMAT: &str = "gradus.ruling/1";
/// The digest this version writes and reads.
pub const ALGORITHM: &str = "sha-256";
/// The largest record that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most differences a verification reports.
pub const MAX_DIFFERENCES: usize = 100;

/// A ruling with everything needed to recompute it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Always [`FORMAT`].
    pub format: String,
    /// What computed it; in neither digest, so that a patch release changes none.
    pub engine: Software,
    /// Everything the ruling follows from.
    pub inputs: Inputs,
    /// The ruling, without any language of display.
    pub ruling: Value,
    /// The digests of both.
    pub digests: Digests,
}

/// What computed a ruling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Software {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Everything a ruling follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The version of the semantics, a number of its own: a patch release changes nothing.
    pub semantics: u32,
    /// The packs that were loaded, as texts, by id.
    pub packs: Vec<Pack>,
    /// The agency registry, as its TOML text.
    pub agencies: String,
    /// What was asked: title, act, days, the facts as given with their sources, and the register extract.
    pub question: Question,
}

/// The digests of a record, over canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// Always [`ALGORITHM`].
    pub algorithm: String,
    /// The digest of the inputs.
    pub inputs: String,
    /// The digest of the ruling.
    pub ruling: String,
}

impl Record {
    /// The record of a ruling. `engine` is the name and version that computed it.
    ///
    /// # Errors
    /// [`ErrorKind::BadJson`] where the facts, the register extract or the ruling hold a number that is not exact
    /// everywhere; [`ErrorKind::LimitExceeded`] where they are nested too deep.
    pub fn new(engine: Software, inputs: Inputs, ruling: Value) -> Result<Self, Error> {
        let digests = Digests {
            algorithm: ALGORITHM.to_owned(),
            inputs: canonical::digest(&inputs)?,
            ruling: canonical::digest(&ruling)?,
        };
        Ok(Self { format: FORMAT.to_owned(), engine, inputs, ruling, digests })
    }

    /// Reads a record. Keys that stand twice, unknown keys, other formats and other digests are refused; the
    /// digests themselves are not looked at, which [`verify`] does.
    ///
    /// # Errors
    /// [`ErrorKind::BadJson`] with the place; [`ErrorKind::LimitExceeded`] above [`MAX_BYTES`].
    pub fn from_json(text: &str) -> Result<Self, Error> {
        if text.len() > MAX_BYTES {
            let found = format!("the record has {} bytes", text.len());
            return Err(
                Error::new(ErrorKind::LimitExceeded, found).help(format!("at most {MAX_BYTES} bytes"))
            );
        }
        let value = canonical::read(text)?;
        let record = Self::deserialize(&value).map_err(|error| {
            Error::new(ErrorKind::BadJson, error.to_string()).help("a record as `gradus` writes it")
        })?;
        let expected =
            [("format", &record.format, FORMAT), ("algorithm", &record.digests.algorithm, ALGORITHM)];
        for (key, found, known) in expected {
            if found != known {
                let shown: String = found.chars().take(40).collect();
                let found = format!("the {key} `{shown}` is not known");
                return Err(Error::new(ErrorKind::BadJson, found).help(format!("`{known}`")));
            }
        }
        // What is read is all there is: an absent key and one that is null, or a member the type would drop, are
        // two files, and a record is one.
        if serde_json::to_value(&record).ok().as_ref() != Some(&value) {
            let found = "the record says the same in another form than it is written in";
            return Err(Error::new(ErrorKind::BadJson, found).help("absent members left out, never null"));
        }
        Ok(record)
    }

    /// The record as canonical JSON, the form to store.
    ///
    /// # Errors
    /// As [`Record::new`].
    pub fn to_json(&self) -> Result<String, Error> {
        let value =
            serde_json::to_value(self).map_err(|error| Error::new(ErrorKind::BadJson, error.to_string()))?;
        String::from_utf8(canonical::to_bytes(&value)?)
            .map_err(|error| Error::new(ErrorKind::BadJson, error.to_string()))
    }
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// What computed the record.
    pub engine: Software,
    /// The digest of the inputs, stored and computed.
    pub inputs: Compared,
    /// The digest of the stored ruling, stored and computed.
    pub ruling: Compared,
    /// The digest stored for the ruling, and that of the ruling computed anew.
    pub recomputed: Compared,
    /// Where the stored ruling and the one computed anew differ, at most [`MAX_DIFFERENCES`] places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// Two digests that should be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Compared {
    /// As stored in the record.
    pub stored: String,
    /// As computed now.
    pub computed: String,
}

impl Compared {
    /// Whether they are one.
    #[must_use]
    pub fn same(&self) -> bool {
        self.stored == self.computed
    }
}

/// One place where the stored ruling and the one computed anew differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// The place, as a JSON pointer; empty for the ruling as a whole.
    pub path: String,
    /// What the record holds there; none where it holds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<Value>,
    /// What was computed; none where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<Value>,
}

impl Verified {
    /// Whether the record is as it was written, and its ruling follows from its inputs byte for byte.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.inputs.same() && self.ruling.same() && self.recomputed.same()
    }

    /// What was found, as a person reads it.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let mut lines = Vec::new();
        let checks = [
            (
                &self.inputs,
                "the inputs are as stored",
                "输入与存档一致",
                "the inputs were changed",
                "输入已被改动",
            ),
            (
                &self.ruling,
                "the ruling is as stored",
                "裁定与存档一致",
                "the ruling was changed",
                "裁定已被改动",
            ),
            (
                &self.recomputed,
                "the ruling computed anew from the inputs has the stored digest",
                "由输入重新计算的裁定与存档摘要一致",
                "the ruling computed anew from the inputs has another digest",
                "由输入重新计算的裁定与存档摘要不同",
            ),
        ];
        for (compared, good_en, good_zh, bad_en, bad_zh) in checks {
            let digest: String = compared.computed.chars().take(16).collect();
            lines.push(match (compared.same(), zh) {
                (true, false) => format!("{good_en} ({digest})"),
                (true, true) => format!("{good_zh}（{digest}）"),
                (false, false) => {
                    format!("{bad_en}: stored {}, computed {}", compared.stored, compared.computed)
                }
                (false, true) => format!("{bad_zh}：存档为{}，计算得{}", compared.stored, compared.computed),
            });
        }
        for difference in &self.differences {
            let show =
                |value: &Option<Value>| value.as_ref().map_or_else(|| "-".to_owned(), Value::to_string);
            let (stored, computed) = (show(&difference.stored), show(&difference.computed));
            lines.push(if zh {
                format!("  {}：存档为{stored}，计算得{computed}", difference.path)
            } else {
                format!("  {}: stored {stored}, computed {computed}", difference.path)
            });
        }
        lines.join("\n") + "\n"
    }
}

/// Verifies a record: the digests of its stored parts, and the ruling computed anew from its inputs.
///
/// # Errors
/// As [`Record::from_json`]; whatever `recompute` gives. A record that was changed is no error but an answer.
pub fn verify(
    text: &str,
    recompute: impl FnOnce(&Inputs) -> Result<Value, Error>,
) -> Result<Verified, Error> {
    let record = Record::from_json(text)?;
    let computed = recompute(&record.inputs)?;
    let compare = |stored: &String, computed| Compared { stored: stored.clone(), computed };
    let recomputed = compare(&record.digests.ruling, canonical::digest(&computed)?);
    Ok(Verified {
        inputs: compare(&record.digests.inputs, canonical::digest(&record.inputs)?),
        ruling: compare(&record.digests.ruling, canonical::digest(&record.ruling)?),
        recomputed,
        differences: differences(&record.ruling, &computed),
        engine: record.engine,
    })
}

/// Where two values differ, in the order of their members, at most [`MAX_DIFFERENCES`] places.
fn differences(stored: &Value, computed: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    // A list of its own in place of recursion; the last pushed is looked at first.
    let mut waiting = vec![(String::new(), Some(stored), Some(computed))];
    while let Some((path, stored, computed)) = waiting.pop() {
        if found.len() >= MAX_DIFFERENCES {
            break;
        }
        match (stored, computed) {
            (Some(stored), Some(computed)) if stored == computed => {}
            (Some(Value::Object(stored)), Some(Value::Object(computed))) => {
                let keys: std::collections::BTreeSet<&String> =
                    stored.keys().chain(computed.keys()).collect();
                waiting.extend(keys.into_iter().rev().map(|key| {
                    let step = key.replace('~', "~0").replace('/', "~1");
                    (format!("{path}/{step}"), stored.get(key), computed.get(key))
                }));
            }
            (Some(Value::Array(stored)), Some(Value::Array(computed))) => {
                let length = stored.len().max(computed.len());
                waiting.extend(
                    (0..length)
                        .rev()
                        .map(|index| (format!("{path}/{index}"), stored.get(index), computed.get(index))),
                );
            }
            _ => found.push(Difference { path, stored: stored.cloned(), computed: computed.cloned() }),
        }
    }
    found
}
