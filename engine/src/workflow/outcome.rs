//! What a transition gives: the next snapshot, actions for the host, and the reasons.

use super::names::Names;
use super::refusal::list;
use super::{Refusal, Snapshot};
use crate::calendar::TermEnd;
use gradus_dsl::policy::{Actor, Period, Status, Workflow};
use gradus_dsl::{Citation, Date, Label, Language, PersonId, RoleId, StateId, StepId, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The answer to an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Transition {
    /// The next snapshot; the one given, unchanged, where the event is refused.
    pub snapshot: Snapshot,
    /// What the host is to carry out, in order.
    pub actions: Vec<Action>,
    /// Why, in order.
    pub reasons: Vec<Reason>,
    /// Why the event is refused; empty where it is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
}

impl Transition {
    /// Whether the event was taken.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.refusals.is_empty()
    }

    /// The reasons, or the refusals, a line each, with the names the workflow of the case gives its states and steps.
    #[must_use]
    pub fn render(&self, workflow: &Workflow, language: Language) -> String {
        let reasons = self.reasons.iter().map(|reason| reason.text(workflow, language));
        let refusals = self.refusals.iter().map(|refusal| refusal.text(workflow, language));
        reasons.chain(refusals).map(|line| line + "\n").collect()
    }
}

/// Something the host is to carry out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Enter a title in the register.
    GrantTitle {
        /// The title.
        title: TitleId,
        /// The days it is held.
        period: Period,
    },
    /// End a title in the register.
    EndTitle {
        /// The title.
        title: TitleId,
        /// The first day it is held no longer.
        on: Date,
    },
    /// A title has run out; the register knows the day already.
    TitleLapsed {
        /// The title.
        title: TitleId,
        /// The first day it is held no longer.
        on: Date,
    },
    /// Tell those who may act next.
    Notify {
        /// The step they may take.
        step: StepId,
        /// Who.
        by: Actor,
    },
    /// Keep the end of a term in the diary.
    ScheduleDue {
        /// The step.
        step: StepId,
        /// The last day of its term.
        due: TermEnd,
    },
    /// Keep the next day of a yearly duty in the diary.
    ScheduleUpdate {
        /// The yearly duty.
        annual: StepId,
        /// The last day for it.
        due: Date,
    },
    /// A term has run out and the step is not taken.
    Overdue {
        /// The step.
        step: StepId,
        /// The last day of its term.
        due: TermEnd,
    },
    /// A yearly duty was not done in time.
    UpdateMissed {
        /// The yearly duty.
        annual: StepId,
        /// The last day for it.
        due: Date,
    },
    /// Keep a bar on new cases; [`super::open`] asks for it.
    Bar {
        /// The title.
        title: TitleId,
        /// The last day of the bar.
        until: Date,
    },
    /// The case has ended.
    Close {
        /// The final state.
        state: StateId,
    },
}

/// Why a case stands where it stands after an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// The case was opened.
    Opened {
        /// The initial state.
        state: StateId,
    },
    /// The condition of a step holds.
    ConditionMet {
        /// The step.
        step: StepId,
        /// Why.
        because: Vec<Label>,
    },
    /// A person signed.
    Signed {
        /// The step.
        step: StepId,
        /// Who.
        person: PersonId,
        /// In which role.
        role: RoleId,
        /// How many signatures it still lacks.
        missing: usize,
    },
    /// A step was taken after its term.
    Late {
        /// The step.
        step: StepId,
        /// The last day of the term.
        due: TermEnd,
    },
    /// The case changed its state.
    Moved {
        /// The step taken or refused, or the yearly duty missed.
        step: StepId,
        /// The state left.
        from: StateId,
        /// The state entered.
        to: StateId,
        /// The day it was entered.
        on: Date,
        /// The clause the step comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        citation: Option<Citation>,
    },
    /// A step was refused.
    Refused {
        /// The step.
        step: StepId,
        /// Who refused.
        person: PersonId,
        /// In which role.
        role: RoleId,
        /// Why, in their words.
        because: String,
    },
    /// Signatures for steps of the state left, or of the step refused, count no longer.
    SignaturesVoided {
        /// How many.
        count: usize,
    },
    /// The terms of a state stand still until the case comes back to it.
    TermSuspended {
        /// The state.
        state: StateId,
        /// Days that have run.
        days: u32,
        /// Days of work among them.
        working_days: u32,
    },
    /// The terms of a state go on.
    TermResumed {
        /// The state.
        state: StateId,
    },
    /// A title was granted.
    TitleGranted {
        /// The title.
        title: TitleId,
        /// The days it is held.
        period: Period,
    },
    /// A title ended because the state that gave it was left.
    TitleEnded {
        /// The title.
        title: TitleId,
        /// The first day it is held no longer.
        on: Date,
    },
    /// A title ran out.
    TitleLapsed {
        /// The title.
        title: TitleId,
        /// The first day it is held no longer.
        on: Date,
    },
    /// A term ran out.
    TermRanOut {
        /// The step.
        step: StepId,
        /// The last day of its term.
        due: TermEnd,
    },
    /// A yearly update was made.
    Updated {
        /// The yearly duty.
        annual: StepId,
        /// The year.
        year: i32,
    },
    /// A yearly update was made after its day.
    UpdatedLate {
        /// The yearly duty.
        annual: StepId,
        /// The last day for it.
        due: Date,
    },
    /// A yearly update was not made in time.
    UpdateMissed {
        /// The yearly duty.
        annual: StepId,
        /// The last day for it.
        due: Date,
    },
    /// No new case may be opened for a while.
    Barred {
        /// The title.
        title: TitleId,
        /// The last day of the bar.
        until: Date,
    },
    /// The step that was taken, or its workflow, is not certain.
    Uncertain {
        /// The step.
        step: StepId,
        /// What is not sure.
        status: Status,
    },
}

impl Reason {
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
            Self::Opened { state } => format!("the case is opened in {state}", state = names.state(state)),
            Self::ConditionMet { step, because } => {
                format!(
                    "the condition of {step} holds{}",
                    list(because, Language::En),
                    step = names.step(step)
                )
            }
            Self::Signed { step, person, role, missing: 0 } => {
                format!("`{person}` signs {step} as `{role}`", step = names.step(step))
            }
            Self::Signed { step, person, role, missing } => {
                format!(
                    "`{person}` signs {step} as `{role}`; {missing} more to sign",
                    step = names.step(step)
                )
            }
            Self::Late { step, due } => {
                format!(
                    "{step} is late: its term ended on {}{}",
                    due.last,
                    provisional(due),
                    step = names.step(step)
                )
            }
            Self::Moved { step, from, to, on, citation } => {
                let clause = citation.as_ref().map(|citation| format!(" [{citation}]")).unwrap_or_default();
                format!(
                    "{step} takes the case from {from} to {to} on {on}{clause}",
                    step = names.step(step),
                    from = names.state(from),
                    to = names.state(to)
                )
            }
            Self::Refused { step, person, role, because } => {
                let why = if because.is_empty() { String::new() } else { format!(": {because}") };
                format!("`{person}` refuses {step} as `{role}`{why}", step = names.step(step))
            }
            Self::SignaturesVoided { count } => format!("{count} signature(s) count no longer"),
            Self::TermSuspended { state, days, working_days } => {
                format!(
                    "the terms of {state} stand still after {days} day(s), {working_days} of them of work",
                    state = names.state(state)
                )
            }
            Self::TermResumed { state } => format!("the terms of {state} go on", state = names.state(state)),
            Self::TitleGranted { title, period } => match period.to {
                Some(to) => format!("`{title}` is held from {}, until before {to}", period.from),
                None => format!("`{title}` is held from {}, without an end", period.from),
            },
            Self::TitleEnded { title, on } => format!("`{title}` ends: not held from {on} on"),
            Self::TitleLapsed { title, on } => format!("`{title}` has run out: not held from {on} on"),
            Self::TermRanOut { step, due } => {
                format!(
                    "{step} was not taken by {}, the end of its term{}",
                    due.last,
                    provisional(due),
                    step = names.step(step)
                )
            }
            Self::Updated { annual, year } => {
                format!("{annual} is done for {year}", annual = names.step(annual))
            }
            Self::UpdatedLate { annual, due } => {
                format!("{annual} is late: it was due by {due}", annual = names.step(annual))
            }
            Self::UpdateMissed { annual, due } => {
                format!("{annual} was not done by {due}", annual = names.step(annual))
            }
            Self::Barred { title, until } => format!("no new case for `{title}` up to and including {until}"),
            Self::Uncertain { step, status } => {
                format!(
                    "{step} is not certain: {}",
                    status.note.in_language(Language::En),
                    step = names.step(step)
                )
            }
        }
    }

    fn chinese(&self, names: Names<'_>) -> String {
        match self {
            Self::Opened { state } => format!("立案，状态为{state}", state = names.state(state)),
            Self::ConditionMet { step, because } => {
                format!("{step}的条件满足{}", list(because, Language::Zh), step = names.step(step))
            }
            Self::Signed { step, person, role, missing: 0 } => {
                format!("`{person}`以`{role}`身份签署{step}", step = names.step(step))
            }
            Self::Signed { step, person, role, missing } => {
                format!("`{person}`以`{role}`身份签署{step}，尚缺{missing}人签署", step = names.step(step))
            }
            Self::Late { step, due } => {
                let provisional = if due.provisional { "（暂定）" } else { "" };
                format!("{step}逾期：期限末日为{}{provisional}", due.last, step = names.step(step))
            }
            Self::Moved { step, from, to, on, citation } => {
                let clause = citation
                    .as_ref()
                    .map(|citation| format!("［{}］", citation.in_language(Language::Zh)))
                    .unwrap_or_default();
                format!(
                    "{on}经{step}由{from}转入{to}{clause}",
                    step = names.step(step),
                    from = names.state(from),
                    to = names.state(to)
                )
            }
            Self::Refused { step, person, role, because } => {
                let why = if because.is_empty() { String::new() } else { format!("：{because}") };
                format!("`{person}`以`{role}`身份拒绝{step}{why}", step = names.step(step))
            }
            Self::SignaturesVoided { count } => format!("{count}个签署失效"),
            Self::TermSuspended { state, days, working_days } => {
                format!(
                    "{state}的期限中止，已过{days}日，其中工作日{working_days}日",
                    state = names.state(state)
                )
            }
            Self::TermResumed { state } => format!("{state}的期限继续计算", state = names.state(state)),
            Self::TitleGranted { title, period } => match period.to {
                Some(to) => format!("自{}起持有`{title}`，至{to}前有效", period.from),
                None => format!("自{}起持有`{title}`，未定期限", period.from),
            },
            Self::TitleEnded { title, on } => format!("`{title}`终止，自{on}起不再持有"),
            Self::TitleLapsed { title, on } => format!("`{title}`到期，自{on}起不再持有"),
            Self::TermRanOut { step, due } => {
                let provisional = if due.provisional { "（暂定）" } else { "" };
                format!("{step}未在期限末日{}{provisional}前办理", due.last, step = names.step(step))
            }
            Self::Updated { annual, year } => {
                format!("{year}年度的{annual}已完成", annual = names.step(annual))
            }
            Self::UpdatedLate { annual, due } => {
                format!("{annual}逾期：截止日为{due}", annual = names.step(annual))
            }
            Self::UpdateMissed { annual, due } => {
                format!("未在{due}前完成{annual}", annual = names.step(annual))
            }
            Self::Barred { title, until } => format!("截至{until}（含当日）不得再次申请`{title}`"),
            Self::Uncertain { step, status } => {
                format!("{step}尚不确定：{}", status.note.in_language(Language::Zh), step = names.step(step))
            }
        }
    }
}

fn provisional(due: &TermEnd) -> &'static str {
    if due.provisional { " (provisional)" } else { "" }
}
