//! Who is responsible, and what is to be reached, as measures and targets of a draft.

use super::Drafter;
use super::words::{comment, quoted};
use crate::{BodyMention, Citation, DocumentTarget, LeadBasis, Responsibility};

impl Drafter<'_> {
    pub(super) fn duties(&mut self) -> String {
        let mut out = String::new();
        let ids = self.sentence_ids();
        for duty in &self.document.responsibilities {
            let measure =
                self.citation(duty.section.as_deref()).map(|citation| self.measure(&citation, duty));
            match measure.filter(|measure| self.room.take(measure, 1)) {
                Some(measure) => {
                    out.push_str(&measure);
                    self.mark(duty.span, duty.section.as_deref(), true);
                    self.covered.extend(duty.governs.iter().filter_map(|id| ids.get(id)));
                }
                None => self.mark(duty.span, duty.section.as_deref(), false),
            }
        }
        out
    }

    fn measure(&mut self, citation: &Citation, duty: &Responsibility) -> String {
        let mut out = String::new();
        let all = [&duty.lead, &duty.co, &duty.cooperating, &duty.local, &duty.generic];
        for body in all.into_iter().flatten().filter(|body| body.id.is_none()) {
            out.push_str(&format!("// not in the agency registry: {}\n", comment(&body.as_written, 200)));
        }
        let stated = !matches!(duty.lead_basis, LeadBasis::FirstListed | LeadBasis::None);
        let lead = if stated { known(&[&duty.lead], &[]) } else { Vec::new() };
        let first: &[BodyMention] = if stated { &[] } else { &duty.lead };
        let joint = known(&[first, &duty.co, &duty.generic], &lead);
        let support = known(&[&duty.cooperating], &lead);
        let local = known(&[&duty.local], &[]);
        let name = self.names.free(&numbered("measure", citation));
        out.push_str(&format!("measure {name} \"{citation}\""));
        out.push_str(&match lead.as_slice() {
            [] => " lead unstated".to_owned(),
            [one] => format!(" lead {one}"),
            several => format!(" lead [{}]", several.join(", ")),
        });
        let open = duty.open_ended || !duty.generic.is_empty();
        out.push_str(&match (joint.is_empty(), open) {
            (true, _) => String::new(),
            (false, true) => format!(" joint open([{}])", joint.join(", ")),
            (false, false) => format!(" joint [{}]", joint.join(", ")),
        });
        for (word, list) in [("support", support), ("local", local)] {
            if !list.is_empty() {
                out.push_str(&format!(" {word} [{}]", list.join(", ")));
            }
        }
        if duty.division {
            out.push_str(" division");
        }
        let heading = duty.section.as_deref().and_then(|path| self.sections.get(path)).map(|s| &s.heading);
        if let Some(heading) = heading.filter(|heading| !heading.is_empty()) {
            out.push_str(&format!(" #{{ {}: {} }}", self.language(), quoted(heading)));
        }
        out.push_str(";\n");
        out
    }

    pub(super) fn targets(&mut self) -> String {
        let mut out = String::new();
        for target in &self.document.targets {
            let drafted =
                self.citation(target.section.as_deref()).map(|citation| self.target(&citation, target));
            let fits = match drafted.filter(|drafted| self.room.take(drafted, 1)) {
                Some(drafted) => {
                    out.push_str(&drafted);
                    true
                }
                None => false,
            };
            self.mark(target.span, target.section.as_deref(), fits);
        }
        out
    }

    fn target(&mut self, citation: &Citation, target: &DocumentTarget) -> String {
        let name = self.names.free(&numbered("target", citation));
        // Which title or fact a figure counts is for the drafter to say: until then its words stand.
        let words = match (&target.hedge, &target.value) {
            (Some(hedge), None) if !hedge.trim().is_empty() => hedge.clone(),
            _ => self.source.cut(target.span).to_owned(),
        };
        let words = if words.trim().is_empty() { target.object.clone() } else { words };
        let words = if words.trim().is_empty() { "…".to_owned() } else { words };
        let mut out = format!("target {name} \"{citation}\"");
        if !target.object.is_empty() {
            out.push_str(&format!(" #{{ {}: {} }}", self.language(), quoted(&target.object)));
        }
        out.push_str(&format!(" unquantified {}", quoted(&words)));
        if let Some(deadline) = target.deadline {
            out.push_str(&format!(" by \"{deadline}\""));
        }
        out.push_str(";\n");
        out
    }
}

/// The ids of the registry in these lists, each once and none of those left out.
fn known(lists: &[&[BodyMention]], without: &[String]) -> Vec<String> {
    // A list of the language holds at most 256 entries.
    const MOST: usize = 200;
    let mut ids: Vec<String> = Vec::new();
    for id in lists.iter().copied().flatten().filter_map(|body| body.id.as_ref()) {
        let id = id.to_string();
        if ids.len() < MOST && !ids.contains(&id) && !without.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// A name for what a clause holds: `measure_2`, `rule_annex_1`.
pub(super) fn numbered(what: &str, citation: &Citation) -> String {
    super::words::identifier(&format!("{what}_{citation}"))
}
