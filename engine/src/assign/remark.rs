//! Remarks on an assignment: what the text leaves unsaid, and bodies that no longer exist.

use super::{Assignment, Basis, Directory};
use gradus_dsl::{AgencyId, Date, Language};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something a drafter, or the reader of an assignment, should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "remark", rename_all = "snake_case")]
pub enum Remark {
    /// No body is named at all.
    NobodyNamed,
    /// Bodies are named and none is said to lead.
    NoLeadStated,
    /// More than one body is said to lead.
    SeveralLeads {
        /// The bodies.
        leads: Vec<AgencyId>,
    },
    /// Several bodies answer together and nobody is said to convene them.
    NobodyConvenes {
        /// How many are named; the text may mean more.
        named: usize,
    },
    /// The body had ceased to exist on the day asked about.
    Abolished {
        /// The body.
        body: AgencyId,
        /// The first day it no longer existed.
        on: Date,
        /// Who took over, by the registry.
        successors: Vec<AgencyId>,
    },
    /// The body did not exist yet on the day asked about.
    NotYet {
        /// The body.
        body: AgencyId,
        /// The first day it existed.
        from: Date,
    },
    /// The registry does not know the body.
    UnknownBody {
        /// The body.
        body: AgencyId,
    },
}

impl Remark {
    /// The remark in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        match self {
            Self::NobodyNamed if zh => "文件未指明责任单位".to_owned(),
            Self::NobodyNamed => "the text names no body".to_owned(),
            Self::NoLeadStated if zh => "文件未指明牵头单位".to_owned(),
            Self::NoLeadStated => "the text does not say who leads".to_owned(),
            Self::SeveralLeads { leads } if zh => format!("有多个牵头单位：{}", list(leads, "、")),
            Self::SeveralLeads { leads } => format!("more than one body leads: {}", list(leads, ", ")),
            Self::NobodyConvenes { named } if zh => format!("{named}个单位共同负责，未指明由谁召集"),
            Self::NobodyConvenes { named } => {
                let many = if *named == 1 { "body" } else { "bodies" };
                format!("{named} {many} named to answer together, nobody is said to convene them")
            }
            Self::Abolished { body, on, successors } => {
                let next = match (successors.is_empty(), zh) {
                    (true, true) => "，承接单位未知".to_owned(),
                    (true, false) => ", no successor is known".to_owned(),
                    (false, true) => format!("，由{}承接", list(successors, "、")),
                    (false, false) => format!(", succeeded by {}", list(successors, ", ")),
                };
                if zh {
                    format!("`{body}`自{on}起已不存在{next}")
                } else {
                    format!("`{body}` no longer existed from {on}{next}")
                }
            }
            Self::NotYet { body, from } if zh => format!("`{body}`自{from}起才存在"),
            Self::NotYet { body, from } => format!("`{body}` existed only from {from}"),
            Self::UnknownBody { body } if zh => format!("机构名录中没有`{body}`"),
            Self::UnknownBody { body } => format!("the agency registry does not know `{body}`"),
        }
    }
}

/// What there is to remark on an assignment, in a fixed order.
pub(super) fn remarks(assignment: &Assignment, directory: &dyn Directory) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let bodies = assignment.bodies();
    let responsible = assignment.joint.bodies.len() + assignment.local.bodies.len();
    // A class of bodies stands for many.
    let many = responsible > 1
        || assignment.joint.open
        || assignment.local.open
        || assignment.joint.bodies.iter().any(|body| body.kind.is_class());
    if bodies.is_empty() && !many {
        remarks.push(Remark::NobodyNamed);
    } else if assignment.basis == Basis::Unstated {
        remarks.push(Remark::NoLeadStated);
        if many {
            remarks.push(Remark::NobodyConvenes { named: responsible });
        }
    }
    if assignment.lead.len() > 1 {
        let leads = assignment.lead.iter().map(|body| body.id.clone()).collect();
        remarks.push(Remark::SeveralLeads { leads });
    }
    for body in bodies {
        let Some(entry) = directory.entry(&body.id) else {
            remarks.push(Remark::UnknownBody { body: body.id.clone() });
            continue;
        };
        let Some(exists) = entry.exists else { continue };
        if assignment.as_of < exists.from {
            remarks.push(Remark::NotYet { body: body.id.clone(), from: exists.from });
        } else if let Some(on) = exists.to.filter(|to| *to <= assignment.as_of) {
            remarks.push(Remark::Abolished { body: body.id.clone(), on, successors: entry.successors });
        }
    }
    remarks
}

fn list(ids: &[AgencyId], comma: &str) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(comma)
}
