//! English labels of a clause: `Lead unit: …; participating units: …`, `Owner: …. Deadline: …`.

use super::duty_words::Role;
use crate::document::text::words;

/// What a label begins with, and what the bodies behind it are; longer ones of one beginning first.
const OPENS: [(&str, Role); 30] = [
    ("leading", Role::LabelLead),
    ("lead responsible", Role::LabelLead),
    ("lead", Role::LabelLead),
    ("action owner", Role::LabelLead),
    ("owners", Role::LabelLead),
    ("owner", Role::LabelLead),
    ("led by", Role::LabelLead),
    ("jointly responsible", Role::LabelResponsible),
    ("responsible", Role::LabelResponsible),
    ("responsibility", Role::LabelResponsible),
    ("implementing", Role::LabelResponsible),
    ("supported by", Role::LabelCooperate),
    ("supporting", Role::LabelCooperate),
    ("support", Role::LabelCooperate),
    ("participating", Role::LabelCooperate),
    ("participants", Role::LabelCooperate),
    ("cooperating", Role::LabelCooperate),
    ("co-operating", Role::LabelCooperate),
    ("coordinating", Role::LabelCooperate),
    ("assisting", Role::LabelCooperate),
    ("delivery partners", Role::LabelCooperate),
    ("delivery partner", Role::LabelCooperate),
    ("partners", Role::LabelCooperate),
    ("partner", Role::LabelCooperate),
    ("deadline", Role::LabelOther),
    ("due", Role::LabelOther),
    ("timing", Role::LabelOther),
    ("timeline", Role::LabelOther),
    ("completion", Role::LabelOther),
    ("status", Role::LabelOther),
];

/// The noun of a label.
const NOUNS: [&str; 25] = [
    "unit",
    "units",
    "department",
    "departments",
    "ministry",
    "ministries",
    "agency",
    "agencies",
    "body",
    "bodies",
    "authority",
    "authorities",
    "organisation",
    "organisations",
    "organization",
    "organizations",
    "entity",
    "entities",
    "party",
    "parties",
    "partner",
    "partners",
    "office",
    "owner",
    "date",
];

/// The label that begins at a place: what the bodies behind it are, and where they begin.
pub(crate) fn label(chars: &[char], at: usize) -> Option<(Role, usize)> {
    OPENS.iter().find_map(|(word, role)| {
        let end = words::word_at(chars, at, word)?;
        let colon = colon(chars, end).or_else(|| {
            let space = end + 1;
            NOUNS.iter().find_map(|noun| colon(chars, words::word_at(chars, space, noun)?))
        })?;
        Some((*role, colon))
    })
}

/// Behind the colon at a place, or behind one blank or `(s)`.
fn colon(chars: &[char], at: usize) -> Option<usize> {
    let plural = if chars.get(at..at + 3) == Some(&['(', 's', ')']) { at + 3 } else { at };
    let at = plural + usize::from(chars.get(plural) == Some(&' '));
    (chars.get(at) == Some(&':')).then_some(at + 1)
}

/// Whether bodies stand behind the label that begins at a place.
pub(crate) fn names_bodies(chars: &[char], at: usize) -> bool {
    label(chars, at).is_some_and(|(role, _)| role != Role::LabelOther)
}
