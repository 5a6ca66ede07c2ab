//! The question an engine rules on; the day is part of it, since nothing here reads a clock.

use crate::Facts;
use gradus_dsl::policy::Act;
use gradus_dsl::{Date, PolicyId, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// May this enterprise hold this title on this day?
///
/// ```
/// use gradus::{Facts, Question};
/// let question = Question::new("little_giant", "2025-06-01".parse().unwrap(), Facts::new()).act("re_review");
/// assert_eq!(question.act.0, "re_review");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The title.
    pub title: TitleId,
    /// The act the ruling is for.
    pub act: Act,
    /// The day the ruling is for: decides which text is in force and which titles are held.
    pub on: Date,
    /// The day of application, from which years are counted back and on which figures are read; none where `on`
    /// serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied: Option<Date>,
    /// The text to use whether or not it is in force on the day, for a case that is pinned to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyId>,
    /// The round of applications, for example "2026", where texts apply by round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// What is known of the enterprise.
    pub facts: Facts,
}

impl Question {
    /// Asks about the first recognition of a title.
    #[must_use]
    pub fn new(title: impl Into<TitleId>, on: Date, facts: Facts) -> Self {
        let act = Act(Act::RECOGNITION.to_owned());
        Self { title: title.into(), act, on, applied: None, policy: None, round: None, facts }
    }

    /// The same question for another act.
    #[must_use]
    pub fn act(mut self, act: impl Into<String>) -> Self {
        self.act = Act(act.into());
        self
    }

    /// The same question about an application made on a day.
    #[must_use]
    pub fn applied_on(mut self, day: Date) -> Self {
        self.applied = Some(day);
        self
    }

    /// The same question under one text, whether or not it is in force on the day.
    #[must_use]
    pub fn under(mut self, policy: PolicyId) -> Self {
        self.policy = Some(policy);
        self
    }

    /// The same question in a round of applications.
    #[must_use]
    pub fn in_round(mut self, round: impl Into<String>) -> Self {
        self.round = Some(round.into());
        self
    }

    /// The day years are counted back from.
    #[must_use]
    pub fn reference(&self) -> Date {
        self.applied.unwrap_or(self.on)
    }
}
