//! What an explanation of a name holds, as data.

use crate::{
    Blocked, ClauseUsed, Comparison, Decision, ExceptionFinding, Missing, Needs, Outcome, ScoreFinding,
    Shown, TableFinding, TextUsed,
};
use gradus_dsl::policy::{Act, Period, Policy, Status, Type};
use gradus_dsl::{Citation, Date, FactId, Label, ParameterId, PolicyId, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What one name of a policy says and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The name.
    pub name: String,
    /// What it names.
    pub kind: NameKind,
    /// What it is called; empty where the policy gives it no name for people.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub label: Label,
    /// The pack that declares it.
    pub policy: PolicyId,
    /// The number of the document.
    pub number: String,
    /// The title of the document.
    pub document: Label,
    /// The text it was taken from, where the pack uses the rules of another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<TextUsed>,
    /// The day its figures are read on, and its years counted back from.
    pub on: Date,
    /// What it says, in words, with the figures of the day filled in.
    pub says: Vec<Said>,
    /// The clauses it comes from; a named expression cites none.
    pub clauses: Vec<ClauseUsed>,
    /// Whether the official text is at hand; else clauses carry a summary of our own.
    pub text_available: bool,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Every figure it takes, with all its dates; of a figure, its own values.
    pub figures: Vec<Figure>,
    /// Every fact it reads, by itself or through what it names.
    pub facts: Vec<FactRead>,
    /// What refers to it directly.
    pub used_by: Vec<Referrer>,
    /// The titles whose rules it takes part in.
    pub titles: Vec<TitleUsed>,
    /// What it comes to on the facts given; none where none were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Now>,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A fact a host supplies.
    Fact,
    /// A figure of the text.
    Parameter,
    /// A named expression.
    Let,
    /// A criterion.
    Criterion,
    /// A score.
    Score,
    /// A group of a score, by both names: `score.group`.
    Group,
    /// A decision table.
    Table,
    /// A title.
    Title,
}

/// One line of a condition in words; lines further in belong to the line above.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    /// How far in, from 0.
    pub depth: u32,
    /// The words.
    pub text: Label,
}

/// A figure of the text in one span of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The parameter.
    pub id: ParameterId,
    /// The text it belongs to, where that is not the one that declares what is explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyId>,
    /// The clause.
    pub citation: Citation,
    /// Its value in words.
    pub value: Label,
    /// When it holds.
    pub in_force: Period,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// A fact that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FactRead {
    /// The fact.
    pub id: FactId,
    /// Its name for people.
    pub label: Label,
    /// Its type, as a drafter writes it.
    #[serde(rename = "type")]
    pub ty: String,
    /// Its type in words.
    pub form: Label,
    /// The unit it is written in; empty where it has none.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub unit: Label,
    /// Who supplies it.
    pub needs: Needs,
    /// Whether it may be given as null, meaning that there is none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// The day or period it is taken at, in words; empty where the policy does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub as_of: String,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// A declaration that refers to a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Referrer {
    /// What it is.
    pub kind: ReferrerKind,
    /// Its name.
    pub name: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub label: Label,
}

/// What a declaration that refers to a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReferrerKind {
    /// A named expression.
    Let,
    /// A criterion.
    Criterion,
    /// A score.
    Score,
    /// A group of a score.
    Group,
    /// A decision table.
    Table,
    /// A criterion that is an exception to it.
    Exception,
    /// The rule for a title.
    Eligibility,
    /// A title that requires it, or comes after it on the ladder.
    Title,
    /// A fact that cannot exceed it.
    Fact,
    /// A target.
    Target,
    /// A measure.
    Measure,
    /// A step of a workflow.
    Step,
}

/// A title whose rule a name takes part in, with the acts the rule decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TitleUsed {
    /// The title.
    pub title: TitleId,
    /// Its name for people.
    pub label: Label,
    /// The acts.
    pub acts: Vec<Act>,
}

/// What a name comes to on the facts of one enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Now {
    /// Its value; of a yearly fact one for each year given.
    pub values: Vec<YearValue>,
    /// The type of the value, as a drafter writes it.
    pub unit: String,
    /// What became of it, where it is a condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What was compared with what.
    pub comparisons: Vec<Comparison>,
    /// The points, where it is or asks a score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<ScoreFinding>,
    /// The tables it asks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableFinding>,
    /// The exceptions that apply to it, or may.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionFinding>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// What is undefined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Blocked>,
    /// The rulings it takes part in, and whether it decided.
    pub rulings: Vec<Decided>,
}

/// A value, with its year where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct YearValue {
    /// The year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// The value.
    pub value: Shown,
}

/// A ruling a name takes part in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decided {
    /// The title.
    pub title: TitleId,
    /// Its name for people.
    pub label: Label,
    /// The act.
    pub act: Act,
    /// The decision.
    pub decision: Decision,
    /// Whether it was decided by cases: whatever is missing, the decision is the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_cases: bool,
    /// The findings that decided and that it takes part in; empty where it decided nothing.
    pub through: Vec<String>,
}

impl NameKind {
    /// Whether it is answered by yes or no.
    pub(super) fn is_condition(self, policy: &Policy, name: &str) -> bool {
        match self {
            Self::Criterion => true,
            Self::Let => policy.name(&name.into()).is_some_and(|named| named.value.ty == Type::YesNo),
            Self::Table => policy.table(&name.into()).is_some_and(|table| table.ty == Type::YesNo),
            Self::Fact | Self::Parameter | Self::Score | Self::Group | Self::Title => false,
        }
    }
}
