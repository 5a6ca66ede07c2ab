//! States and steps as people call them: the labels a workflow gives them, else their ids.

use gradus_dsl::policy::Workflow;
use gradus_dsl::{Label, Language, StateId, StepId};

/// What the states and steps of one workflow are called in one language.
#[derive(Clone, Copy)]
pub(super) struct Names<'w> {
    workflow: &'w Workflow,
    language: Language,
}

impl<'w> Names<'w> {
    pub(super) fn new(workflow: &'w Workflow, language: Language) -> Self {
        Self { workflow, language }
    }

    /// A state by its label, else by its id.
    pub(super) fn state(&self, id: &StateId) -> String {
        let label = self.workflow.state(id).map(|state| &state.label);
        self.named(label, id.as_str(), false)
    }

    /// A step or a yearly duty by its label, else by its id.
    pub(super) fn step(&self, id: &StepId) -> String {
        self.named(self.label_of(id), id.as_str(), false)
    }

    /// A step or a yearly duty by its label and its id, which is what a host takes it by.
    pub(super) fn step_to_take(&self, id: &StepId) -> String {
        self.named(self.label_of(id), id.as_str(), true)
    }

    fn label_of(&self, id: &StepId) -> Option<&'w Label> {
        let annual = || self.workflow.annual.iter().find(|annual| annual.id == *id);
        self.workflow.step(id).map(|step| &step.label).or_else(|| annual().map(|annual| &annual.label))
    }

    fn named(&self, label: Option<&Label>, id: &str, with_id: bool) -> String {
        let label = label.map(|label| label.in_language(self.language)).unwrap_or_default();
        match (label, self.language) {
            ("", _) => format!("`{id}`"),
            (label, _) if !with_id => format!("“{label}”"),
            (label, Language::Zh) => format!("“{label}”（`{id}`）"),
            (label, Language::En) => format!("“{label}” (`{id}`)"),
        }
    }
}
