//! From texts to an engine, and from a question to a record that can be recomputed from those texts.

use crate::record::{self, Inputs, Record, Software, Verified};
use crate::{Engine, Error, ErrorKind, Question, Ruling, SEMANTICS};
use gradus_dsl::{Agencies, Diagnostic, Pack, check_packs};

impl Engine {
    /// Reads, checks and loads packs with the agency registry (TOML) their policies name bodies from.
    ///
    /// ```
    /// use gradus::{Engine, ErrorKind, Pack};
    /// let error = Engine::load(vec![Pack::new("empty", "")], "").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::BadPolicy);
    /// ```
    ///
    /// # Errors
    /// `BadPolicy` where a pack or the registry has an error; the message holds every diagnostic. To have them as
    /// data, ask [`check_packs`](crate::check_packs). `Ambiguous` where two packs have one id.
    pub fn load(mut packs: Vec<Pack>, agencies: &str) -> Result<Self, Error> {
        packs.sort_by(|a, b| a.id.cmp(&b.id));
        let registry = Agencies::from_toml(agencies, "agencies.toml").map_err(|remarks| refused(&remarks))?;
        let mut policies = Vec::with_capacity(packs.len());
        let mut remarks = Vec::new();
        for mut checked in check_packs(&packs, &registry) {
            remarks.extend(checked.diagnostics.drain(..).filter(Diagnostic::is_error));
            policies.push(checked.policy);
        }
        if !remarks.is_empty() {
            return Err(refused(&remarks));
        }
        Ok(Self::new(policies)?.with_sources(packs, agencies.to_owned(), registry))
    }

    /// The ruling, with everything it follows from: what `verify` recomputes years later.
    ///
    /// # Errors
    /// Those of [`Engine::rule`]; `Unchecked` for an engine that was not loaded from texts.
    pub fn record(&self, question: &Question) -> Result<Record, Error> {
        let Some((packs, agencies)) = self.sources() else {
            let message = "this engine was not loaded from texts, so its rulings cannot be recomputed";
            return Err(Error::new(ErrorKind::Unchecked, message).help("load it with `Engine::load`"));
        };
        let ruling = self.rule(question)?;
        let inputs = Inputs {
            semantics: SEMANTICS,
            packs: packs.to_vec(),
            agencies: agencies.to_owned(),
            question: question.clone(),
        };
        let software = Software { name: "gradus".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() };
        Record::new(software, inputs, as_value(&ruling)?)
    }
}

/// Verifies a record written by [`Engine::record`]: both digests, and the ruling computed anew from its inputs.
///
/// # Errors
/// `BadJson` for what is no record; `BadPolicy` and the errors of [`Engine::rule`] where the inputs give no ruling;
/// `RecordMismatch` for a record of another version of the semantics. A record that was changed is an answer:
/// [`Verified::holds`] says no.
pub fn verify(record: &str) -> Result<Verified, Error> {
    record::verify(record, |inputs| {
        if inputs.semantics != SEMANTICS {
            let message =
                format!("the record follows semantics {}, this engine {SEMANTICS}", inputs.semantics);
            return Err(Error::new(ErrorKind::RecordMismatch, message)
                .help("verify it with the version of gradus it names"));
        }
        let engine = Engine::load(inputs.packs.clone(), &inputs.agencies)?;
        as_value(&engine.rule(&inputs.question)?)
    })
}

fn as_value(ruling: &Ruling) -> Result<serde_json::Value, Error> {
    serde_json::to_value(ruling).map_err(|error| Error::new(ErrorKind::BadJson, error.to_string()))
}

fn refused(remarks: &[Diagnostic]) -> Error {
    let all: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    Error::new(ErrorKind::BadPolicy, all.join("\n\n")).help("`gradus check` shows the same with the warnings")
}
