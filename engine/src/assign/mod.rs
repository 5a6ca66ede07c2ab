//! Responsibility: who leads a measure, who shares it, who supports it, and what the text leaves unsaid.
//!
//! Nothing is ever filled in. A lead is there because the text states it, because the document declares that the
//! first body listed leads, or because one body stands alone; otherwise there is none, and the body named first is
//! shown as named first, no more.

mod matrix;
mod remark;
mod view;

pub use matrix::{Cell, Matrix, Row};
pub use remark::Remark;
pub use view::{AgencyView, Duty, Role, agency_view};

use crate::{Error, ErrorKind};
use gradus_dsl::policy::{Bodies, Measure, Period, Policy};
use gradus_dsl::{AgencyId, Citation, Date, Label, MeasureId, PolicyId, did_you_mean};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a registry of agencies knows of a body. A closure over an id is a directory too.
pub trait Directory {
    /// The entry of a body, if it is known.
    fn entry(&self, id: &AgencyId) -> Option<Entry>;
}

impl<F: Fn(&AgencyId) -> Option<Entry>> Directory for F {
    fn entry(&self, id: &AgencyId) -> Option<Entry> {
        self(id)
    }
}

/// A body as a registry knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: Label,
    /// A short form for the head of a column; empty where there is none.
    pub short: Label,
    /// Whether it is one body or a class of bodies ("relevant departments").
    pub kind: BodyKind,
    /// The days it exists; none where the registry does not say.
    pub exists: Option<Period>,
    /// The bodies that took over its duties.
    pub successors: Vec<AgencyId>,
}

/// Whether a name stands for one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// One body.
    Body,
    /// A class of bodies the text does not name one by one ("relevant departments").
    Generic,
    /// Local bodies of any place.
    Local,
    /// Associations.
    Association,
    /// The registry does not know it.
    Unknown,
}

impl BodyKind {
    /// Whether the name stands for bodies the text does not name one by one; a class cannot lead unless the text
    /// says so.
    #[must_use]
    pub fn is_class(self) -> bool {
        matches!(self, Self::Generic | Self::Local | Self::Association)
    }
}

/// A body that takes part in a measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    /// Its id.
    pub id: AgencyId,
    /// Its name; empty where the registry does not know it.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub name: Label,
    /// A short form of the name.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub short: Label,
    /// Whether it is one body or a class.
    pub kind: BodyKind,
}

/// Bodies in the order the text lists them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    /// The bodies.
    pub bodies: Vec<Body>,
    /// Whether the text leaves the list open (等, "and other departments").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

/// Why a body is said to lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The text says that it leads (牵头, 会同, "takes the lead").
    Explicit,
    /// The document declares that the first body listed leads.
    Convention,
    /// It is named first, which is a presumption and no lead; see [`Assignment::first_named`].
    FirstListed,
    /// It is the only body responsible.
    Sole,
    /// The text does not say who leads.
    Unstated,
}

/// The body named first where no lead is stated: presumed only, the text does not say that it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FirstNamed {
    /// The body.
    pub body: Body,
    /// Always [`Basis::FirstListed`].
    pub basis: Basis,
}

/// Who answers for a measure on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// The measure.
    pub measure: MeasureId,
    /// The policy it is in.
    pub policy: PolicyId,
    /// The day bodies were looked up for.
    pub as_of: Date,
    /// The clause it comes from.
    pub citation: Citation,
    /// The name of the measure, or the heading of its clause.
    pub label: Label,
    /// The bodies that lead; empty where the text does not say.
    pub lead: Vec<Body>,
    /// Why they lead.
    pub basis: Basis,
    /// Who is named first where nobody is said to lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_named: Option<FirstNamed>,
    /// The bodies responsible besides the lead.
    pub joint: Listed,
    /// Bodies that support or cooperate.
    pub support: Listed,
    /// Local bodies.
    pub local: Listed,
    /// Whether they answer "by division of duties".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub division: bool,
    /// Whether the measure holds under a condition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// What a drafter should look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// The assignment of one measure, bodies being looked up as of a day.
///
/// # Errors
/// [`ErrorKind::NoSuchMeasure`] where the policy has no such measure.
pub fn assignment(
    policy: &Policy,
    measure: &MeasureId,
    as_of: Date,
    directory: &dyn Directory,
) -> Result<Assignment, Error> {
    let Some(found) = policy.measures.iter().find(|known| known.id == *measure) else {
        let known = policy.measures.iter().map(|measure| measure.id.as_str());
        let help = match did_you_mean(measure.as_str(), known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`{}` declares {} measures", policy.id, policy.measures.len()),
        };
        return Err(Error::new(ErrorKind::NoSuchMeasure, format!("`{measure}` is no measure")).help(help));
    };
    Ok(Assigner::new(policy, as_of, directory).assign(found))
}

/// The assignments of all measures, in the order of the policy.
#[must_use]
pub fn assignments(policy: &Policy, as_of: Date, directory: &dyn Directory) -> Vec<Assignment> {
    let assigner = Assigner::new(policy, as_of, directory);
    policy.measures.iter().map(|measure| assigner.assign(measure)).collect()
}

/// What is looked up once for all measures of a policy.
struct Assigner<'a> {
    policy: &'a Policy,
    as_of: Date,
    directory: &'a dyn Directory,
    /// The place of each clause in the document, by its citation as printed.
    places: BTreeMap<String, usize>,
    /// From which place on the first body listed leads.
    convention_from: Option<usize>,
}

impl<'a> Assigner<'a> {
    fn new(policy: &'a Policy, as_of: Date, directory: &'a dyn Directory) -> Self {
        let clauses = policy.clauses.clauses.iter().enumerate();
        let places = clauses.map(|(place, clause)| (clause.citation.to_string(), place)).collect();
        let mut assigner = Self { policy, as_of, directory, places, convention_from: None };
        assigner.convention_from = policy.first_listed_leads.as_ref().and_then(|from| assigner.place(from));
        assigner
    }

    /// Where a citation stands in the document; none where it resolves to no clause.
    fn place(&self, citation: &Citation) -> Option<usize> {
        let clause = self.policy.clauses.resolve(citation)?;
        self.places.get(&clause.citation.to_string()).copied()
    }

    /// Whether the document's convention reaches a measure: at its clause or after it. A measure whose place is
    /// not known is not reached, for a lead is never invented.
    fn under_convention(&self, measure: &Measure) -> bool {
        match (self.convention_from, self.place(&measure.citation)) {
            (Some(from), Some(place)) => place >= from,
            _ => false,
        }
    }

    fn assign(&self, measure: &Measure) -> Assignment {
        let stated: Vec<Body> = measure.lead.iter().map(|id| self.body(id)).collect();
        let mut joint = self.listed(&measure.joint);
        let local = self.listed(&measure.local);
        let first = joint.bodies.first().filter(|body| !body.kind.is_class()).cloned();
        let alone = joint.bodies.len() == 1 && !joint.open && local.bodies.is_empty() && !local.open;
        let (lead, basis, first_named) = match first {
            _ if !stated.is_empty() => (stated, Basis::Explicit, None),
            Some(first) if alone => (vec![first], Basis::Sole, None),
            Some(first) if self.under_convention(measure) => (vec![first], Basis::Convention, None),
            first => {
                let named = first.map(|body| FirstNamed { body, basis: Basis::FirstListed });
                (Vec::new(), Basis::Unstated, named)
            }
        };
        if matches!(basis, Basis::Sole | Basis::Convention) {
            joint.bodies.retain(|body| !lead.contains(body));
        }
        let label = if measure.label.is_empty() {
            self.policy
                .clauses
                .resolve(&measure.citation)
                .map(|clause| clause.heading.clone())
                .unwrap_or_default()
        } else {
            measure.label.clone()
        };
        let mut assignment = Assignment {
            measure: measure.id.clone(),
            policy: self.policy.id.clone(),
            as_of: self.as_of,
            citation: measure.citation.clone(),
            label,
            lead,
            basis,
            first_named,
            joint,
            support: self.listed(&measure.support),
            local,
            division: measure.division,
            conditional: measure.when.is_some(),
            remarks: Vec::new(),
        };
        assignment.remarks = remark::remarks(&assignment, self.directory);
        assignment
    }

    fn body(&self, id: &AgencyId) -> Body {
        let entry = self.directory.entry(id);
        let (name, short, kind) = match entry {
            Some(entry) => (entry.name, entry.short, entry.kind),
            None => (Label::default(), Label::default(), BodyKind::Unknown),
        };
        Body { id: id.clone(), name, short, kind }
    }

    fn listed(&self, bodies: &Bodies) -> Listed {
        Listed { bodies: bodies.listed.iter().map(|id| self.body(id)).collect(), open: bodies.open }
    }
}

impl Assignment {
    /// Every body that takes part, the lead first, in the order of the text; no body twice.
    #[must_use]
    pub fn bodies(&self) -> Vec<&Body> {
        let mut seen = std::collections::BTreeSet::new();
        let lists = [&self.joint, &self.support, &self.local];
        let listed = lists.into_iter().flat_map(|list| &list.bodies);
        self.lead.iter().chain(listed).filter(|body| seen.insert(&body.id)).collect()
    }
}

impl Body {
    /// Its short form, else its id, for the head of a column.
    #[must_use]
    pub fn head(&self, language: gradus_dsl::Language) -> &str {
        let short = self.short.in_language(language);
        if short.is_empty() { self.id.as_str() } else { short }
    }

    /// Its name, else its id.
    #[must_use]
    pub fn title(&self, language: gradus_dsl::Language) -> &str {
        let name = self.name.in_language(language);
        if name.is_empty() { self.id.as_str() } else { name }
    }
}
