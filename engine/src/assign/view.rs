//! Views of assignments as text: one measure, and one agency with everything it takes part in.

use super::{Assignment, Basis, Body, Directory, Listed, assignments};
use crate::ruling::words;
use crate::{Error, ErrorKind};
use gradus_dsl::policy::Policy;
use gradus_dsl::{AgencyId, Citation, Date, Label, Language, MeasureId, PolicyId, did_you_mean};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// What a body is in a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It leads, by the words of the text, or because it stands alone.
    Leads,
    /// It leads because the document declares that the first listed does.
    LeadsByConvention,
    /// It is named first where nobody is said to lead: presumed only.
    NamedFirst,
    /// It is responsible with others.
    Joint,
    /// It supports.
    Supports,
    /// It is a local body.
    Local,
}

/// One agency and its duties in one policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgencyView {
    /// The agency.
    pub agency: AgencyId,
    /// Its name.
    pub name: Label,
    /// The policy.
    pub policy: PolicyId,
    /// The day bodies were looked up for.
    pub as_of: Date,
    /// The measures it takes part in, in the order of the policy.
    pub duties: Vec<Duty>,
    /// Measures with an open list that does not name it: it may be meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maybe: Vec<MeasureId>,
}

/// One measure from the side of one agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Duty {
    /// The measure.
    pub measure: MeasureId,
    /// The clause it comes from.
    pub citation: Citation,
    /// Its name.
    pub label: Label,
    /// What the agency is in it.
    pub role: Role,
}

/// Everything one agency takes part in.
///
/// # Errors
/// [`ErrorKind::UnknownAgency`] where no measure names the agency and the directory does not know it.
pub fn agency_view(
    policy: &Policy,
    agency: &AgencyId,
    as_of: Date,
    directory: &dyn Directory,
) -> Result<AgencyView, Error> {
    let all = assignments(policy, as_of, directory);
    let mut view = AgencyView {
        agency: agency.clone(),
        name: directory.entry(agency).map(|entry| entry.name).unwrap_or_default(),
        policy: policy.id.clone(),
        as_of,
        duties: Vec::new(),
        maybe: Vec::new(),
    };
    for assignment in &all {
        match assignment.role_of(agency) {
            Some(role) => view.duties.push(Duty {
                measure: assignment.measure.clone(),
                citation: assignment.citation.clone(),
                label: assignment.label.clone(),
                role,
            }),
            None if assignment.leaves_open() => view.maybe.push(assignment.measure.clone()),
            None => {}
        }
    }
    if view.duties.is_empty() && directory.entry(agency).is_none() {
        let known = all.iter().flat_map(|assignment| assignment.bodies()).map(|body| body.id.as_str());
        let help = match did_you_mean(agency.as_str(), known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "an agency of the registry".to_owned(),
        };
        return Err(Error::new(ErrorKind::UnknownAgency, format!("`{agency}` is no known agency")).help(help));
    }
    Ok(view)
}

impl Assignment {
    /// What a body is in this measure; the weightiest, where it is named twice.
    #[must_use]
    pub fn role_of(&self, agency: &AgencyId) -> Option<Role> {
        let names = |listed: &Listed| listed.bodies.iter().any(|body| body.id == *agency);
        if self.lead.iter().any(|body| body.id == *agency) {
            let by_convention = self.basis == Basis::Convention;
            return Some(if by_convention { Role::LeadsByConvention } else { Role::Leads });
        }
        if self.first_named.as_ref().is_some_and(|first| first.body.id == *agency) {
            return Some(Role::NamedFirst);
        }
        let lists = [(&self.joint, Role::Joint), (&self.support, Role::Supports), (&self.local, Role::Local)];
        lists.into_iter().find(|(listed, _)| names(listed)).map(|(_, role)| role)
    }

    /// Whether the text means bodies it does not name: an open list, or a class of bodies.
    #[must_use]
    pub fn leaves_open(&self) -> bool {
        [&self.joint, &self.support, &self.local]
            .into_iter()
            .any(|listed| listed.open || listed.bodies.iter().any(|body| body.kind.is_class()))
    }

    /// The assignment as a person reads it.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let clause = words::bracketed_in(None, &self.citation.to_string(), language);
        let mut out = format!("{} {clause}\n", self.label.in_language(language));
        let mut line = |name: (&str, &str), value: String| {
            let _ = if zh {
                writeln!(out, "  {}：{value}", name.1)
            } else {
                writeln!(out, "  {}: {value}", name.0)
            };
        };
        let lead = match (self.lead.is_empty(), zh) {
            (true, true) => "文件未指明".to_owned(),
            (true, false) => "not stated".to_owned(),
            _ => names(&self.lead, language),
        };
        line(("lead", "牵头"), bracket(lead, basis_text(self.basis, language), language));
        if let Some(first) = &self.first_named {
            let only = if zh {
                "仅为推定，文件未称其牵头"
            } else {
                "presumed only, the text does not say it leads"
            };
            let named = first.body.title(language).to_owned();
            line(("named first", "首列"), bracket(named, only, language));
        }
        let lists = [
            (("joint", "共同负责"), &self.joint),
            (("support", "配合"), &self.support),
            (("local", "地方"), &self.local),
        ];
        for (name, listed) in lists {
            if listed.bodies.is_empty() && !listed.open {
                continue;
            }
            let mut value = names(&listed.bodies, language);
            if listed.open {
                value.push_str(if zh { "等（名单未列尽）" } else { " and others (open list)" });
            }
            line(name, value);
        }
        if self.division {
            let text = if zh { "按职责分工负责" } else { "each by its division of duties" };
            line(("how", "方式"), text.to_owned());
        }
        if self.conditional {
            let text = if zh { "在规定条件下适用" } else { "holds under a condition of the policy" };
            line(("when", "条件"), text.to_owned());
        }
        for remark in &self.remarks {
            line(("note", "提示"), remark.text(language));
        }
        out
    }
}

impl AgencyView {
    /// The view as a person reads it.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let name = self.name.in_language(language);
        let name = if name.is_empty() { self.agency.as_str() } else { name };
        let mut out = format!("{name}\n");
        for duty in &self.duties {
            let (role, label) = (duty.role.text(language), duty.label.in_language(language));
            let _ = if zh {
                writeln!(out, "  ［{}］ {label}：{role}", duty.citation.in_language(language))
            } else {
                writeln!(out, "  [{}] {label}: {role}", duty.citation)
            };
        }
        if !self.maybe.is_empty() {
            let measures: Vec<&str> = self.maybe.iter().map(MeasureId::as_str).collect();
            let _ = if zh {
                writeln!(out, "  未列名而可能涉及：{}", measures.join("、"))
            } else {
                writeln!(out, "  not named, may be meant: {}", measures.join(", "))
            };
        }
        out
    }
}

impl Role {
    /// The role in words.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        let (en, zh) = match self {
            Self::Leads => ("leads", "牵头"),
            Self::LeadsByConvention => ("leads, by the convention of the document", "按文件约定牵头"),
            Self::NamedFirst => ("named first, not said to lead", "首列，未称牵头"),
            Self::Joint => ("jointly responsible", "共同负责"),
            Self::Supports => ("supports", "配合"),
            Self::Local => ("local body", "地方"),
        };
        if language == Language::Zh { zh } else { en }
    }
}

/// The basis of a lead, in words.
fn basis_text(basis: Basis, language: Language) -> &'static str {
    let (en, zh) = match basis {
        Basis::Explicit => ("stated by the text", "文件明示"),
        Basis::Convention => ("first listed, by the convention of the document", "按文件约定，首列者牵头"),
        Basis::FirstListed => ("named first only", "仅为首列"),
        Basis::Sole => ("the only body responsible", "唯一责任单位"),
        Basis::Unstated => ("none is filled in", "不作推断"),
    };
    if language == Language::Zh { zh } else { en }
}

fn bracket(text: String, remark: &str, language: Language) -> String {
    if language == Language::Zh { format!("{text}（{remark}）") } else { format!("{text} ({remark})") }
}

fn names(bodies: &[Body], language: Language) -> String {
    let comma = if language == Language::Zh { "、" } else { ", " };
    bodies.iter().map(|body| body.title(language)).collect::<Vec<_>>().join(comma)
}
