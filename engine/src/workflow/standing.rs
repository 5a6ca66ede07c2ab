//! Where a case stands on a day: who may act next, from when, and by which day.

use super::actor::actor_text;
use super::enter::{due, not_before};
use super::names::Names;
use super::time::next_due;
use super::{Granted, Refusal, Snapshot, signatures_missing};
use crate::calendar::TermEnd;
use gradus_dsl::policy::{Actor, Workflow};
use gradus_dsl::{Calendar, CaseId, Citation, Date, Language, StateId, StepId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Where a case stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Standing {
    /// The case.
    pub case: CaseId,
    /// The state it is in.
    pub state: StateId,
    /// The day the state was entered.
    pub entered_on: Date,
    /// The day asked about.
    pub on: Date,
    /// Whether the case has ended.
    pub is_final: bool,
    /// Titles held on the day.
    pub titles: Vec<Granted>,
    /// The steps that leave the state.
    pub next: Vec<Next>,
    /// The yearly duties of the state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<NextUpdate>,
}

/// A step that leaves the present state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Next {
    /// The step.
    pub step: StepId,
    /// The state it enters.
    pub to: StateId,
    /// Who may take it.
    pub by: Actor,
    /// How many signatures it lacks.
    pub missing: usize,
    /// The first day on which it may be taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Date>,
    /// The last day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<TermEnd>,
    /// Whether the term has run out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// Whether it has a condition.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
    /// The clause it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<Citation>,
}

/// A yearly duty of the present state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NextUpdate {
    /// The yearly duty.
    pub annual: StepId,
    /// Who does it.
    pub by: Actor,
    /// The next day by which it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// Where a case stands on a day. The snapshot is taken as it is: a host lets time pass with a tick first.
///
/// # Errors
/// [`Refusal`] where the case is of another workflow, the day lies before the snapshot, or a term cannot be
/// counted.
pub fn standing(
    workflow: &Workflow,
    snapshot: &Snapshot,
    on: Date,
    calendar: &Calendar,
) -> Result<Standing, Refusal> {
    if snapshot.pinned.workflow != workflow.id {
        return Err(Refusal::OtherWorkflow { pinned: snapshot.pinned.workflow.clone() });
    }
    let Some(state) = workflow.state(&snapshot.state) else {
        return Err(Refusal::UnknownState { state: snapshot.state.clone() });
    };
    if on < snapshot.as_of {
        return Err(Refusal::DateGoesBack { on, as_of: snapshot.as_of });
    }
    let mut next = Vec::new();
    for step in workflow.steps.iter().filter(|step| step.from == state.id && !state.is_final) {
        let due = due(step, snapshot, calendar)?;
        next.push(Next {
            step: step.id.clone(),
            to: step.to.clone(),
            by: step.by.clone(),
            missing: signatures_missing(&step.by, &snapshot.signatures, &step.id),
            not_before: not_before(step, snapshot, calendar)?.filter(|first| *first > on),
            due,
            late: due.is_some_and(|due| on > due.last),
            conditional: step.when.is_some(),
            citation: step.citation.clone(),
        });
    }
    let at = Snapshot { as_of: on, ..snapshot.clone() };
    let annual = workflow.annual.iter().filter(|annual| annual.from == state.id);
    Ok(Standing {
        case: snapshot.case.clone(),
        state: state.id.clone(),
        entered_on: snapshot.entered_on,
        on,
        is_final: state.is_final,
        titles: snapshot.titles.iter().filter(|held| held.period.contains(on)).cloned().collect(),
        next,
        updates: annual
            .map(|annual| NextUpdate {
                annual: annual.id.clone(),
                by: annual.by.clone(),
                due: next_due(annual, &at),
            })
            .collect(),
    })
}

impl Standing {
    /// The standing as a person reads it, with the names its workflow gives states and steps; the id of a step that
    /// may be taken stands beside its name.
    #[must_use]
    pub fn render(&self, workflow: &Workflow, language: Language) -> String {
        let names = Names::new(workflow, language);
        let zh = language == Language::Zh;
        let mut out = String::new();
        let (case, entered, on) = (&self.case, self.entered_on, self.on);
        let state = names.state(&self.state);
        let _ = if zh {
            writeln!(
                out,
                "案件`{case}`：{on}处于{state}，自{entered}起{}",
                if self.is_final { "，已结束" } else { "" }
            )
        } else {
            let ended = if self.is_final { ", ended" } else { "" };
            writeln!(out, "case `{case}` on {on}: in {state} since {entered}{ended}")
        };
        for held in &self.titles {
            let (title, from) = (&held.title, held.period.from);
            let to = held
                .period
                .to
                .map(|to| if zh { format!("，{to}前有效") } else { format!(", until before {to}") });
            let to = to.unwrap_or_default();
            let _ = if zh {
                writeln!(out, "  持有`{title}`，自{from}起{to}")
            } else {
                writeln!(out, "  holds `{title}` from {from}{to}")
            };
        }
        for next in &self.next {
            let _ = writeln!(out, "  {}", next.text(names, language));
        }
        for update in &self.updates {
            let (annual, by) = (names.step_to_take(&update.annual), actor_text(&update.by, language));
            let due = update.due.map(|due| due.to_string()).unwrap_or_default();
            let _ = if zh {
                writeln!(out, "  每年{annual}，由{by}办理，截止{due}")
            } else {
                writeln!(out, "  yearly {annual} by {by}, due {due}")
            };
        }
        out
    }
}

impl Next {
    fn text(&self, names: Names<'_>, language: Language) -> String {
        let zh = language == Language::Zh;
        let by = actor_text(&self.by, language);
        let (step, to) = (names.step_to_take(&self.step), names.state(&self.to));
        let mut text =
            if zh { format!("{step}转入{to}，由{by}办理") } else { format!("{step} to {to} by {by}") };
        if self.missing > 1 {
            text += &if zh {
                format!("，尚缺{}人", self.missing)
            } else {
                format!(", {} to sign", self.missing)
            };
        }
        if let Some(first) = self.not_before {
            text += &if zh { format!("，{first}起") } else { format!(", not before {first}") };
        }
        if let Some(due) = self.due {
            let last = due.last;
            text += &if zh { format!("，截止{last}") } else { format!(", due {last}") };
            text += match (due.provisional, zh) {
                (true, true) => "（暂定）",
                (true, false) => " (provisional)",
                _ => "",
            };
        }
        if self.late {
            text.push_str(if zh { "，已逾期" } else { ", overdue" });
        }
        if self.conditional {
            text.push_str(if zh { "，附条件" } else { ", under a condition" });
        }
        if let Some(citation) = &self.citation {
            text += &if zh {
                format!("［{}］", citation.in_language(language))
            } else {
                format!(" [{citation}]")
            };
        }
        text
    }
}
