//! From a document to a first policy script: what the reader is sure of as declarations, the rest `unreviewed`.

use crate::{
    BodyMention, Citation, Document, DocumentSection, DocumentTarget, LeadBasis, PolicyId, Responsibility,
    SentenceKind, Source,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A policy script for a drafter to go on from: the policy header, a measure for each record of responsibility, the
/// targets, and every other sentence as `unreviewed`. `text` is the text the document was read from.
///
/// A body that is only named first is never written as lead: the measure says `lead unstated` and lists it under
/// `joint`. Bodies outside the registry cannot be named in a script; they stand in a comment.
#[must_use]
pub fn draft(document: &Document, text: &str, id: &PolicyId) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let sections = document.sections.iter().map(|section| (section.path.as_str(), section)).collect();
    let _ = Drafter { document, source: Source::new(text), sections }.write(&mut out, id);
    out
}

struct Drafter<'a> {
    document: &'a Document,
    source: Source<'a>,
    sections: BTreeMap<&'a str, &'a DocumentSection>,
}

impl Drafter<'_> {
    fn write(&self, out: &mut String, id: &PolicyId) -> std::fmt::Result {
        self.header(out, id)?;
        let mut used = BTreeMap::new();
        if !self.document.responsibilities.is_empty() {
            writeln!(out, "\n// ---- who is responsible; give each measure a name that says what it does")?;
        }
        for duty in &self.document.responsibilities {
            self.measure(out, duty, &mut used)?;
        }
        if !self.document.targets.is_empty() {
            writeln!(out, "\n// ---- targets; replace a figure by a condition where it can be counted")?;
        }
        for target in &self.document.targets {
            self.target(out, target, &mut used)?;
        }
        self.rest(out)
    }

    fn header(&self, out: &mut String, id: &PolicyId) -> std::fmt::Result {
        let document = self.document;
        let language = self.language();
        let number = document.number.as_ref().map(|n| n.as_written.as_str()).unwrap_or_default();
        let issuers: Vec<&str> =
            document.issuers.iter().filter_map(|b| b.id.as_ref()).map(|id| id.as_str()).collect();
        let from = document.dates.effective.or(document.dates.signed);
        writeln!(out, "// Drafted from the document; every line is to be checked against the text.")?;
        for body in document.issuers.iter().filter(|body| body.id.is_none()) {
            writeln!(out, "// not in the agency registry: {}", comment(&body.as_written))?;
        }
        writeln!(out, "policy {} #{{", identifier(id.as_str()))?;
        writeln!(out, "    number:    {},", quoted(number))?;
        writeln!(out, "    title:     #{{ {language}: {} }},", quoted(&document.title))?;
        writeln!(out, "    issuers:   [{}],", issuers.join(", "))?;
        writeln!(out, "    authentic: {},", quoted(language))?;
        match from {
            Some(from) => writeln!(out, "    in_force:  #{{ from: \"{from}\", to: open }},")?,
            None => {
                writeln!(out, "    // in_force: the text gives no day; write `#{{ from: \"…\", to: open }}`")?
            }
        }
        writeln!(out, "}};\n\nuse \"agencies\";")
    }

    fn measure(
        &self,
        out: &mut String,
        duty: &Responsibility,
        used: &mut BTreeMap<String, usize>,
    ) -> std::fmt::Result {
        let Some(citation) = citation(duty.section.as_deref()) else { return Ok(()) };
        let known = |list: &[BodyMention]| -> Vec<String> {
            list.iter().filter_map(|b| b.id.as_ref()).map(ToString::to_string).collect()
        };
        let all = [&duty.lead, &duty.co, &duty.cooperating, &duty.local, &duty.generic];
        for body in all.into_iter().flatten().filter(|body| body.id.is_none()) {
            writeln!(out, "// not in the agency registry: {}", comment(&body.as_written))?;
        }
        let stated = !matches!(duty.lead_basis, LeadBasis::FirstListed | LeadBasis::None);
        let lead = if stated { known(&duty.lead) } else { Vec::new() };
        let mut joint = if stated { Vec::new() } else { known(&duty.lead) };
        joint.extend(known(&duty.co));
        joint.extend(known(&duty.generic));
        let name = name(&format!("measure_{citation}"), used);
        write!(out, "measure {name} \"{citation}\"")?;
        match lead.as_slice() {
            [] => write!(out, " lead unstated")?,
            [one] => write!(out, " lead {one}")?,
            several => write!(out, " lead [{}]", several.join(", "))?,
        }
        let open = duty.open_ended || !duty.generic.is_empty();
        match (joint.is_empty(), open) {
            (true, _) => {}
            (false, true) => write!(out, " joint open([{}])", joint.join(", "))?,
            (false, false) => write!(out, " joint [{}]", joint.join(", "))?,
        }
        for (word, list) in [("support", known(&duty.cooperating)), ("local", known(&duty.local))] {
            if !list.is_empty() {
                write!(out, " {word} [{}]", list.join(", "))?;
            }
        }
        if duty.division {
            write!(out, " division")?;
        }
        if let Some(section) =
            duty.section.as_deref().and_then(|path| self.sections.get(path)).filter(|s| !s.heading.is_empty())
        {
            write!(out, " #{{ {}: {} }}", self.language(), quoted(&section.heading))?;
        }
        writeln!(out, ";")
    }

    fn target(
        &self,
        out: &mut String,
        target: &DocumentTarget,
        used: &mut BTreeMap<String, usize>,
    ) -> std::fmt::Result {
        let Some(citation) = citation(target.section.as_deref()) else { return Ok(()) };
        let name = name(&format!("target_{citation}"), used);
        // Which title or fact a figure counts is for the drafter to say: until then its words stand.
        let words = match (&target.hedge, &target.value) {
            (Some(hedge), None) => hedge.clone(),
            _ => self.source.cut(target.span).to_owned(),
        };
        write!(out, "target {name} \"{citation}\" #{{ {}: {} }}", self.language(), quoted(&target.object))?;
        write!(out, " unquantified {}", quoted(&words))?;
        if let Some(deadline) = target.deadline {
            write!(out, " by \"{deadline}\"")?;
        }
        writeln!(out, ";")
    }

    /// Every sentence that no declaration above accounts for.
    fn rest(&self, out: &mut String) -> std::fmt::Result {
        writeln!(out, "\n// ---- what no declaration accounts for yet")?;
        let duties: Vec<&str> =
            self.document.responsibilities.iter().filter_map(|duty| duty.section.as_deref()).collect();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let duties: std::collections::BTreeSet<&str> = duties.into_iter().collect();
        for sentence in self.document.sentences.iter().filter(|s| s.kind != SentenceKind::Heading) {
            let Some(section) = sentence.section.as_deref() else { continue };
            let number = numbers.entry(section).or_insert(0);
            *number += 1;
            let covered = sentence.kind == SentenceKind::Target || duties.contains(section);
            if let (false, Some(citation)) = (covered, citation(Some(section))) {
                writeln!(out, "classify \"{citation}\" sentence {number} as unreviewed because \"draft\";")?;
            }
        }
        Ok(())
    }

    fn language(&self) -> &'static str {
        match self.document.language.language() {
            crate::Language::En => "en",
            crate::Language::Zh => "zh",
        }
    }
}

fn citation(section: Option<&str>) -> Option<Citation> {
    Citation::parse(section?).ok().map(|citation| citation.without_chapters())
}

/// A name of letters, figures and `_`, never given twice.
fn name(text: &str, used: &mut BTreeMap<String, usize>) -> String {
    let name = identifier(text);
    let count = used.entry(name.clone()).or_insert(0);
    *count += 1;
    if *count == 1 { name } else { format!("{name}_{count}") }
}

fn identifier(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(100) {
        let c = if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        if !(c == '_' && name.ends_with('_')) {
            name.push(c);
        }
    }
    let name = name.trim_matches('_');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name.to_owned() } else { format!("p_{name}") }
}

/// A text literal; longer than the language allows is cut.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars().take(1_000) {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A text that may stand in a line comment.
fn comment(text: &str) -> String {
    text.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
