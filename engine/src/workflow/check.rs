//! Exhaustive checks on declared states, before a workflow is issued.

use super::actor::roles;
use gradus_dsl::policy::{Actor, Workflow};
use gradus_dsl::{Language, Severity, StateId, StepId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One finding about a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The state it is about; none where the whole workflow is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<StateId>,
    /// What was found.
    #[serde(flatten)]
    pub kind: FindingKind,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum FindingKind {
    /// No case can begin.
    NoInitialState,
    /// Another state is initial as well.
    SeveralInitialStates,
    /// A step names a state that is not declared.
    UndeclaredState {
        /// The step.
        step: StepId,
    },
    /// Two steps, or a step and a yearly duty, have one id.
    StepTwice {
        /// The step.
        step: StepId,
    },
    /// No way leads to the state.
    Unreachable,
    /// The state is not final and nothing leaves it.
    DeadEnd,
    /// The state is final and a step leaves it.
    StepFromFinal {
        /// The step.
        step: StepId,
    },
    /// From here a case can neither end nor grant a title.
    NoEndInReach,
    /// A step that nobody can take.
    NobodyMayAct {
        /// The step.
        step: StepId,
    },
    /// The case waits here and no step has a term.
    NoTerm,
    /// A title is held here and no way leads to a state without it.
    TitleCannotBeLost,
}

impl FindingKind {
    /// How much it weighs: a workflow with an error cannot be used.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoTerm | Self::TitleCannotBeLost => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl Finding {
    /// The finding in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let state = self.state.as_ref().map(|state| format!("`{state}`")).unwrap_or_default();
        match language {
            Language::En => match &self.kind {
                FindingKind::NoInitialState => "no state is initial, so no case can begin".to_owned(),
                FindingKind::SeveralInitialStates => format!("state {state} is initial besides another one"),
                FindingKind::UndeclaredState { step } => format!("`{step}` names {state}, which is no state"),
                FindingKind::StepTwice { step } => format!("`{step}` is declared twice"),
                FindingKind::Unreachable => format!("no way leads to state {state}"),
                FindingKind::DeadEnd => format!("state {state} is not final and no step leaves it"),
                FindingKind::StepFromFinal { step } => {
                    format!("state {state} is final, yet `{step}` leaves it")
                }
                FindingKind::NoEndInReach => {
                    format!("from state {state} a case reaches neither a final state nor a title")
                }
                FindingKind::NobodyMayAct { step } => format!("nobody may take `{step}` in state {state}"),
                FindingKind::NoTerm => {
                    format!("a case may wait in state {state} for ever: no step has a term")
                }
                FindingKind::TitleCannotBeLost => format!("the title held in state {state} cannot be lost"),
            },
            Language::Zh => match &self.kind {
                FindingKind::NoInitialState => "没有初始状态，无法立案".to_owned(),
                FindingKind::SeveralInitialStates => format!("状态{state}与其他状态同为初始状态"),
                FindingKind::UndeclaredState { step } => format!("`{step}`所指{state}不是状态"),
                FindingKind::StepTwice { step } => format!("`{step}`重复声明"),
                FindingKind::Unreachable => format!("状态{state}不可到达"),
                FindingKind::DeadEnd => format!("状态{state}不是终态，却没有后续步骤"),
                FindingKind::StepFromFinal { step } => format!("状态{state}是终态，却有步骤`{step}`"),
                FindingKind::NoEndInReach => format!("自状态{state}起，案件既不能结束也不能授予称号"),
                FindingKind::NobodyMayAct { step } => format!("状态{state}中无人可办理`{step}`"),
                FindingKind::NoTerm => format!("案件可能在状态{state}无限期等待：各步骤均无期限"),
                FindingKind::TitleCannotBeLost => format!("在状态{state}持有的称号无法失去"),
            },
        }
    }
}

/// Everything that is wrong with a workflow as declared, in the order of its states and steps.
#[must_use]
pub fn check(workflow: &Workflow) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut initial = workflow.states.iter().filter(|state| state.initial);
    match initial.next() {
        None => findings.push(Finding { state: None, kind: FindingKind::NoInitialState }),
        Some(_) => {
            findings.extend(initial.map(|state| Finding {
                state: Some(state.id.clone()),
                kind: FindingKind::SeveralInitialStates,
            }))
        }
    }
    check_names(workflow, &mut findings);
    let graph = Graph::of(workflow);
    let reachable = reachable(workflow);
    let ends = workflow.states.iter().filter(|state| state.is_final || state.grants.is_some());
    let can_end = graph.reach_backwards(ends.map(|state| &state.id));
    let untitled = workflow.states.iter().filter(|state| state.grants.is_none()).map(|state| &state.id);
    let can_lose = graph.reach_backwards(untitled);
    for state in &workflow.states {
        let mut found = |kind| findings.push(Finding { state: Some(state.id.clone()), kind });
        let steps = || workflow.steps.iter().filter(|step| step.from == state.id);
        let mut annual = workflow.annual.iter().filter(|annual| annual.from == state.id);
        if !reachable.contains(&state.id) {
            found(FindingKind::Unreachable);
        }
        if state.is_final {
            if let Some(step) = steps().next() {
                found(FindingKind::StepFromFinal { step: step.id.clone() });
            }
            continue;
        }
        if graph.onward(&state.id).is_empty() {
            found(FindingKind::DeadEnd);
        } else if !can_end.contains(&state.id) {
            found(FindingKind::NoEndInReach);
        }
        for step in steps().filter(|step| nobody(&step.by)) {
            found(FindingKind::NobodyMayAct { step: step.id.clone() });
        }
        let waits = steps().next().is_some() && steps().all(|step| step.within.is_none());
        // A draft waits for its applicant, and a title for its validity or its yearly update.
        let excused = state.initial || state.valid.is_some() || annual.next().is_some();
        if waits && !excused {
            found(FindingKind::NoTerm);
        }
        if state.grants.is_some() && !can_lose.contains(&state.id) {
            found(FindingKind::TitleCannotBeLost);
        }
    }
    findings
}

/// Every state a case can come to.
#[must_use]
pub fn reachable(workflow: &Workflow) -> BTreeSet<StateId> {
    let graph = Graph::of(workflow);
    let initial = workflow.states.iter().filter(|state| state.initial).map(|state| &state.id);
    spread(initial, |state| graph.onward(state))
}

fn check_names(workflow: &Workflow, findings: &mut Vec<Finding>) {
    let declared: BTreeSet<&StateId> = workflow.states.iter().map(|state| &state.id).collect();
    let mut seen = BTreeSet::new();
    let steps = workflow
        .steps
        .iter()
        .map(|step| (&step.id, [Some(&step.from), Some(&step.to), step.refused.as_ref()]));
    let annual =
        workflow.annual.iter().map(|annual| (&annual.id, [Some(&annual.from), annual.missed.as_ref(), None]));
    for (step, states) in steps.chain(annual) {
        if !seen.insert(step) {
            findings.push(Finding { state: None, kind: FindingKind::StepTwice { step: step.clone() } });
        }
        for state in states.into_iter().flatten().filter(|state| !declared.contains(state)) {
            let kind = FindingKind::UndeclaredState { step: step.clone() };
            findings.push(Finding { state: Some(state.clone()), kind });
        }
    }
}

/// Whether no signatures can ever be complete, or none are asked for.
fn nobody(by: &Actor) -> bool {
    roles(by).is_empty() || matches!(by, Actor::AtLeast(0, _))
}

/// The ways between states: steps, refusals, missed yearly duties.
struct Graph<'a> {
    onward: BTreeMap<&'a StateId, Vec<&'a StateId>>,
    back: BTreeMap<&'a StateId, Vec<&'a StateId>>,
}

impl<'a> Graph<'a> {
    fn of(workflow: &'a Workflow) -> Self {
        let steps = workflow.steps.iter().map(|step| (&step.from, &step.to));
        let refusals = workflow.steps.iter().filter_map(|step| Some((&step.from, step.refused.as_ref()?)));
        let missed =
            workflow.annual.iter().filter_map(|annual| Some((&annual.from, annual.missed.as_ref()?)));
        let mut graph = Self { onward: BTreeMap::new(), back: BTreeMap::new() };
        for (from, to) in steps.chain(refusals).chain(missed) {
            graph.onward.entry(from).or_default().push(to);
            graph.back.entry(to).or_default().push(from);
        }
        graph
    }

    fn onward(&self, state: &StateId) -> &[&'a StateId] {
        self.onward.get(state).map_or(&[], Vec::as_slice)
    }

    /// Every state from which one of these can be reached.
    fn reach_backwards<'s>(&'s self, ends: impl Iterator<Item = &'s StateId>) -> BTreeSet<StateId> {
        spread(ends, |state| self.back.get(state).map_or(&[], Vec::as_slice))
    }
}

/// Everything that can be reached by following `next`.
fn spread<'s, 'a: 's>(
    from: impl Iterator<Item = &'s StateId>,
    next: impl Fn(&StateId) -> &'s [&'a StateId],
) -> BTreeSet<StateId> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&StateId> = from.collect();
    while let Some(state) = waiting.pop() {
        if reached.insert(state.clone()) {
            waiting.extend(next(state).iter().copied());
        }
    }
    reached
}
