//! Identifiers: one newtype a kind of thing, so that a fact can never stand where a title belongs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id with this spelling.
            #[must_use]
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The spelling, as it stands in a policy or a registry.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

ids! {
    /// A pack: the folder name of one document, for example `miit-2022-63`.
    PolicyId,
    /// A fact the host supplies.
    FactId,
    /// A dated figure of the text.
    ParameterId,
    /// A named expression (`let`).
    NameId,
    /// One condition of a standard.
    CriterionId,
    /// A scoring table.
    ScoreId,
    /// A group of lines of a scoring table.
    GroupId,
    /// One line of a scoring table.
    IndicatorId,
    /// A decision table.
    TableId,
    /// What an enterprise may hold; shared by all packs.
    TitleId,
    /// A duty of the text with its responsible bodies.
    MeasureId,
    /// A body of the agency registry, or a generic class of bodies.
    AgencyId,
    /// A target of the text.
    TargetId,
    /// A recognition procedure.
    WorkflowId,
    /// A state of a workflow.
    StateId,
    /// A step (transition) of a workflow.
    StepId,
    /// Who may take a step.
    RoleId,
    /// A calendar of working days, for example `cn`.
    CalendarId,
    /// One running application, as the host names it.
    CaseId,
    /// A person who acts in a case, as the host names them.
    PersonId,
}
