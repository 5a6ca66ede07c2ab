//! Why an event is refused, as data and in words. A refused event changes nothing.

use super::actor_text;
use super::names::Names;
use crate::calendar::term_text;
use gradus_dsl::policy::{Actor, Term, Workflow};
use gradus_dsl::{Date, Label, Language, PersonId, RoleId, StateId, StepId, TitleId, WorkflowId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why an event is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// The case belongs to another workflow.
    OtherWorkflow {
        /// The workflow of the case.
        pinned: WorkflowId,
    },
    /// The workflow has no such step.
    UnknownStep {
        /// The step asked for.
        step: StepId,
    },
    /// The workflow has no such state: the case is of another version, or the workflow was not checked.
    UnknownState {
        /// The state.
        state: StateId,
    },
    /// The workflow has no initial state.
    NoInitialState,
    /// The step leaves another state than the one the case is in on that day.
    WrongState {
        /// The step.
        step: StepId,
        /// The state it leaves.
        from: StateId,
        /// The state the case is in.
        state: StateId,
    },
    /// The role may not take the step.
    WrongRole {
        /// The step.
        step: StepId,
        /// The role.
        role: RoleId,
        /// Who may.
        by: Actor,
    },
    /// The person has signed this step already.
    AlreadySigned {
        /// The step.
        step: StepId,
        /// The person.
        person: PersonId,
        /// The role.
        role: RoleId,
    },
    /// The step may not be taken yet.
    TooEarly {
        /// The step.
        step: StepId,
        /// The first day on which it may.
        not_before: Date,
    },
    /// The condition of the step does not hold.
    ConditionNotMet {
        /// The step.
        step: StepId,
        /// Why.
        because: Vec<Label>,
    },
    /// The condition of the step cannot be decided.
    ConditionUndetermined {
        /// The step.
        step: StepId,
        /// What is missing.
        missing: Vec<String>,
        /// Why.
        because: Vec<Label>,
    },
    /// The yearly update is made for the year already.
    AlreadyUpdated {
        /// The yearly duty.
        annual: StepId,
        /// The year.
        year: i32,
    },
    /// The yearly update is not due in the year in which the state was entered after its day.
    NotDue {
        /// The yearly duty.
        annual: StepId,
        /// The next day on which it is due.
        next: Date,
    },
    /// A yearly update cannot be refused.
    NotRefusable {
        /// The yearly duty.
        annual: StepId,
    },
    /// No new case may be opened yet.
    Barred {
        /// The title.
        title: TitleId,
        /// The last day of the bar.
        until: Date,
    },
    /// The event is earlier than what is accounted for.
    DateGoesBack {
        /// The day of the event.
        on: Date,
        /// The earliest day an event may have.
        as_of: Date,
    },
    /// The event lies too far ahead.
    TooFarAhead {
        /// The day of the event.
        on: Date,
        /// The latest day it may have.
        latest: Date,
    },
    /// The case has as many events as a case may have.
    TooManyEvents,
    /// A term of the workflow ends after the last day there is.
    TermTooLong {
        /// The term.
        term: Term,
    },
}

impl Refusal {
    /// The reason in both languages.
    #[must_use]
    pub fn label(&self, workflow: &Workflow) -> Label {
        Label { zh: self.text(workflow, Language::Zh), en: self.text(workflow, Language::En) }
    }

    /// The reason in words, with the names the workflow of the case gives its states and steps.
    #[must_use]
    pub fn text(&self, workflow: &Workflow, language: Language) -> String {
        let names = Names::new(workflow, language);
        match language {
            Language::En => self.english(names),
            Language::Zh => self.chinese(names),
        }
    }

    fn english(&self, names: Names<'_>) -> String {
        match self {
            Self::OtherWorkflow { pinned } => format!("the case belongs to the workflow `{pinned}`"),
            Self::UnknownStep { step } => format!("the workflow has no step `{step}`"),
            Self::UnknownState { state } => format!("the workflow has no state `{state}`"),
            Self::NoInitialState => "the workflow has no initial state".to_owned(),
            Self::WrongState { step, from, state } => {
                format!(
                    "{step} is a step from {from}, and the case is in {state}",
                    step = names.step(step),
                    from = names.state(from),
                    state = names.state(state)
                )
            }
            Self::WrongRole { step, role, by } => {
                format!(
                    "`{role}` may not take {step}; {} may",
                    actor_text(by, Language::En),
                    step = names.step(step)
                )
            }
            Self::AlreadySigned { step, person, .. } => {
                format!("`{person}` has signed {step} already", step = names.step(step))
            }
            Self::TooEarly { step, not_before } => {
                format!("{step} may be taken from {not_before} on, not before", step = names.step(step))
            }
            Self::ConditionNotMet { step, because } => {
                format!(
                    "the condition of {step} does not hold{}",
                    list(because, Language::En),
                    step = names.step(step)
                )
            }
            Self::ConditionUndetermined { step, missing, because } => {
                let lacks = if missing.is_empty() {
                    String::new()
                } else {
                    format!(" (missing: {})", missing.join(", "))
                };
                format!(
                    "the condition of {step} cannot be decided{lacks}{}",
                    list(because, Language::En),
                    step = names.step(step)
                )
            }
            Self::AlreadyUpdated { annual, year } => {
                format!("{annual} is done for {year} already", annual = names.step(annual))
            }
            Self::NotDue { annual, next } => {
                format!(
                    "{annual} is not due this year; it is next due by {next}",
                    annual = names.step(annual)
                )
            }
            Self::NotRefusable { annual } => {
                format!("{annual} is a yearly duty and cannot be refused", annual = names.step(annual))
            }
            Self::Barred { title, until } => {
                format!("no case for `{title}` may be opened up to and including {until}")
            }
            Self::DateGoesBack { on, as_of } => {
                format!("{on} is before {as_of}, up to which the case is settled")
            }
            Self::TooFarAhead { on, latest } => {
                format!("{on} is too far ahead; the next event may be on {latest} at most")
            }
            Self::TooManyEvents => {
                format!("the case has {} events, the most a case may have", super::MAX_EVENTS)
            }
            Self::TermTooLong { term } => {
                format!("a term of {} ends too late to count", term_text(*term, Language::En))
            }
        }
    }

    fn chinese(&self, names: Names<'_>) -> String {
        match self {
            Self::OtherWorkflow { pinned } => format!("本案属于流程`{pinned}`"),
            Self::UnknownStep { step } => format!("流程中没有步骤`{step}`"),
            Self::UnknownState { state } => format!("流程中没有状态`{state}`"),
            Self::NoInitialState => "流程没有初始状态".to_owned(),
            Self::WrongState { step, from, state } => {
                format!(
                    "步骤{step}自状态{from}起，而本案处于{state}",
                    step = names.step(step),
                    from = names.state(from),
                    state = names.state(state)
                )
            }
            Self::WrongRole { step, role, by } => {
                format!(
                    "`{role}`无权办理{step}；应由{}办理",
                    actor_text(by, Language::Zh),
                    step = names.step(step)
                )
            }
            Self::AlreadySigned { step, person, .. } => {
                format!("`{person}`已签署{step}", step = names.step(step))
            }
            Self::TooEarly { step, not_before } => {
                format!("{step}自{not_before}起方可办理", step = names.step(step))
            }
            Self::ConditionNotMet { step, because } => {
                format!("{step}的条件不满足{}", list(because, Language::Zh), step = names.step(step))
            }
            Self::ConditionUndetermined { step, missing, because } => {
                let lacks = if missing.is_empty() {
                    String::new()
                } else {
                    format!("（缺少：{}）", missing.join("、"))
                };
                format!("{step}的条件无法判定{lacks}{}", list(because, Language::Zh), step = names.step(step))
            }
            Self::AlreadyUpdated { annual, year } => {
                format!("{year}年度的{annual}已完成", annual = names.step(annual))
            }
            Self::NotDue { annual, next } => {
                format!("本年度无需办理{annual}；下次截止日为{next}", annual = names.step(annual))
            }
            Self::NotRefusable { annual } => {
                format!("{annual}是年度义务，不能拒绝", annual = names.step(annual))
            }
            Self::Barred { title, until } => format!("截至{until}（含当日）不得申请`{title}`"),
            Self::DateGoesBack { on, as_of } => format!("{on}早于{as_of}，本案已办理至该日"),
            Self::TooFarAhead { on, latest } => format!("{on}过晚；下一事件最迟为{latest}"),
            Self::TooManyEvents => format!("本案已有{}个事件，达到上限", super::MAX_EVENTS),
            Self::TermTooLong { term } => {
                format!("期限{}的末日过晚，无法计算", term_text(*term, Language::Zh))
            }
        }
    }
}

/// Reasons after a colon, if there are any.
pub(super) fn list(because: &[Label], language: Language) -> String {
    if because.is_empty() {
        return String::new();
    }
    let (colon, comma) = if language == Language::Zh { ("：", "；") } else { (": ", "; ") };
    let reasons: Vec<&str> = because.iter().map(|reason| reason.in_language(language)).collect();
    format!("{colon}{}", reasons.join(comma))
}
