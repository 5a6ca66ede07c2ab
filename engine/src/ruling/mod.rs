//! A ruling: the decision, and everything that led to it, as data a host can store, send and recompute.

mod amount;
mod choose;
mod decide;
mod engine;
mod explain;
mod markdown;
mod question;
mod render;
mod report;
mod settled;
mod short;
mod texts;
pub(crate) mod words;

pub use choose::Chosen;
pub use engine::Engine;
pub use question::Question;
pub use render::{Form, Length};

pub(crate) use amount::{interval, quantity, value};
pub(crate) use decide::{Valued, parts, required};
pub(crate) use engine::{known_title, lines_of};
pub(crate) use explain::Page as Phrases;
pub(crate) use report::{Report, title_label};

use gradus_dsl::policy::{Act, CompareOp, Period, Status};
use gradus_dsl::{AgencyId, CriterionId, Date, Label, Number, PolicyId, ScoreId, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the meaning of a policy. It changes only when some question would be answered otherwise; a
/// release of the crate that changes no answer leaves it alone.
pub const SEMANTICS: u32 = 1;

/// The answer to "may this enterprise hold this title on this day".
///
/// Holds no time of day and no language of display; lists are in the order of the rule. The same question
/// gives the same bytes, on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ruling {
    /// The version of the semantics it was decided under.
    pub semantics: u32,
    /// The decision.
    pub decision: Decision,
    /// The title asked about.
    pub title: TitleId,
    /// Its name for people.
    pub title_label: Label,
    /// The act it was asked for.
    pub act: Act,
    /// The round of applications it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// The day asked about.
    pub on: Date,
    /// The day years are counted back from: the day of application where there is one, else `on`.
    pub reference: Date,
    /// The enterprise, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text that decided.
    pub policy: PolicyUsed,
    /// The clause that states the rule.
    pub clause: ClauseUsed,
    /// Every condition in the order the rule names them: titles required, criteria, conditions written directly.
    pub findings: Vec<Finding>,
    /// Every score that took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<ScoreFinding>,
    /// Every decision table that took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableFinding>,
    /// The ids of the findings that decided: where eligible a set that suffices, where ineligible those each of
    /// which alone forces the no (or, where none does alone, a set that does together).
    pub decided_by: Vec<String>,
    /// Whether it was decided by cases: not every condition that decided is known, but whatever is filled in for
    /// what is missing, the answer is the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decided_by_cases: bool,
    /// What is missing and still matters; empty where decided.
    pub missing: Vec<Missing>,
    /// Whether the list is exact: each of `missing` can change the outcome by itself for some values of the others,
    /// and nothing else can. Else each of them only may.
    pub missing_is_exact: bool,
    /// What is undefined and keeps the question from being decided, whatever else is supplied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Blocked>,
    /// What is undefined but could not affect the outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Blocked>,
    /// What is not sure about the figures, wordings and dates that took part.
    pub flags: Vec<Flag>,
}

/// The decision of a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It may hold the title.
    Eligible,
    /// It may not.
    Ineligible,
    /// What was supplied does not decide it.
    Undetermined,
}

/// The text that decided, and why that one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyUsed {
    /// The pack.
    pub id: PolicyId,
    /// The number of the document.
    pub number: String,
    /// Its title.
    pub title: Label,
    /// The version of the pack; empty where it states none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// When it is in force.
    pub in_force: Period,
    /// Why this text.
    pub why: Label,
    /// The day its figures were read on, where that is not the reference day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures_on: Option<Date>,
    /// Whether the official text is at hand; else clauses carry a summary of our own.
    pub text_available: bool,
    /// The other texts its rule takes conditions from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<TextUsed>,
}

/// Another text that part of the rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextUsed {
    /// The pack.
    pub id: PolicyId,
    /// The number of the document.
    pub number: String,
    /// Its title.
    pub title: Label,
    /// The version of the pack; empty where it states none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// When it is in force.
    pub in_force: Period,
    /// Whether its official text is at hand.
    pub text_available: bool,
}

/// A clause as a ruling shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClauseUsed {
    /// The text it belongs to, where that is not the one that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyId>,
    /// The citation in its canonical form.
    pub citation: String,
    /// The heading of the clause.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub heading: Label,
    /// A summary in our own words.
    #[serde(default, skip_serializing_if = "Label::is_empty")]
    pub summary: Label,
    /// The text of the clause; empty where it is not at hand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// One condition of the rule and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// `requires.<title>`, the id of a criterion, or `condition.<n>`.
    pub id: String,
    /// What it is.
    pub kind: FindingKind,
    /// Its name for people.
    pub label: Label,
    /// What became of it.
    pub outcome: Outcome,
    /// The clause it comes from.
    pub clause: ClauseUsed,
    /// What was compared with what.
    pub comparisons: Vec<Comparison>,
    /// The exceptions that apply to it, or may, and the exceptions to those.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<ExceptionFinding>,
    /// What is not sure about what took part in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// An exception to a criterion that applies or may apply: where it does, its outcome stands for that of the criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExceptionFinding {
    /// The criterion that states the exception.
    pub id: CriterionId,
    /// The criterion it is an exception to.
    pub of: CriterionId,
    /// Its name for people.
    pub label: Label,
    /// The clause it comes from.
    pub clause: ClauseUsed,
    /// Why it comes first, in the words of the policy.
    pub because: String,
    /// Whether the case is given that it is made for: holds where it applies, open where that is not known.
    pub applies: Outcome,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A title that must be held already.
    Register,
    /// A criterion.
    Criterion,
    /// A condition written directly in the rule.
    Condition,
}

/// What became of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It fails.
    Fails,
    /// Something missing would decide it.
    Open,
    /// It has no answer, and no further fact gives it one.
    Undefined,
    /// The rule takes another way and does not ask, or it only selects the way and is no requirement.
    NotNeeded,
}

/// One comparison that was evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The left side.
    pub left: Side,
    /// How they were compared.
    pub operator: CompareOp,
    /// The right side: the threshold.
    pub right: Side,
    /// The type of both sides, as a drafter writes it, for example `money` or `percentage`.
    pub unit: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Left minus right, exactly; none where a side is not known or not a quantity. For growth, the difference of
    /// the two sides of the inequality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<Number>,
    /// How a growth rate was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth: Option<Growth>,
    /// Whether it only selects which branch of an `if` or `switch` applies: it is no requirement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub selects: bool,
    /// The paths of what is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What is undefined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Blocked>,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// What it is, with its years filled in.
    pub what: Label,
    /// Its value.
    pub value: Shown,
}

/// A value as a ruling shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// A quantity in base units, exactly.
    Number(Number),
    /// A quantity that is not known, but lies between bounds.
    Between {
        /// The least it can be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<Number>,
        /// The most it can be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<Number>,
    },
    /// A day.
    Date(Date),
    /// Yes or no.
    YesNo(bool),
    /// A text.
    Text(String),
    /// It exists not.
    None,
    /// Not known.
    Unknown,
    /// It has no value, for example a share of nothing.
    Undefined,
}

/// How a rate of growth was decided: `last OP base * (1 + rate)^years`, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Growth {
    /// The value of the last year.
    pub last: Number,
    /// The value of the base year.
    pub base: Number,
    /// How many years of growth.
    pub years: u8,
    /// The rate asked for.
    pub rate: Number,
    /// `base * (1 + rate)^years`.
    pub required: Number,
    /// The actual rate lies at or above this; for people, no decision uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_from: Option<Number>,
    /// The actual rate lies below this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_below: Option<Number>,
}

/// What became of one condition asked by itself, such as the guard of a step or a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Judged {
    /// What became of it.
    pub outcome: Outcome,
    /// Whether that was decided by cases: whatever is filled in for what is missing, it comes to the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub decided_by_cases: bool,
    /// What was compared with what.
    pub comparisons: Vec<Comparison>,
    /// What is missing and still matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// Whether the list is exact: each of `missing` can change the outcome by itself for some values of the others,
    /// and nothing else can. Else each of them only may.
    pub missing_is_exact: bool,
    /// What is undefined and keeps it from being decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Blocked>,
    /// What is not sure about what took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// The points of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScoreFinding {
    /// The score.
    pub id: ScoreId,
    /// Its clause.
    pub clause: ClauseUsed,
    /// Its points.
    pub points: Shown,
    /// The most points there are.
    pub of: Number,
    /// The mark that passes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Number>,
    /// The points of each group of lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupFinding>,
    /// The points of each line outside any group.
    pub indicators: Vec<IndicatorFinding>,
}

/// The points of one group of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupFinding {
    /// The group.
    pub id: gradus_dsl::GroupId,
    /// Its clause.
    pub citation: String,
    /// Its points.
    pub points: Shown,
    /// The most points it counts for.
    pub of: Number,
    /// The mark it must reach for the score to pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Number>,
    /// The points of each of its lines.
    pub indicators: Vec<IndicatorFinding>,
}

/// The points of one line of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorFinding {
    /// The line.
    pub id: gradus_dsl::IndicatorId,
    /// Its clause.
    pub citation: String,
    /// Its points.
    pub points: Shown,
    /// The most points it gives.
    pub of: Number,
}

/// What a decision table came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableFinding {
    /// The table.
    pub id: gradus_dsl::TableId,
    /// Its clause.
    pub clause: ClauseUsed,
    /// What each column came to.
    pub inputs: Vec<TableInput>,
    /// The rows that match, from 1 in written order; while something is missing, all that still may.
    pub rows: Vec<usize>,
    /// Whether some of these rows only may match.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// The result.
    pub value: Shown,
    /// The type of the result, as a drafter writes it.
    pub unit: String,
}

/// What one column of a decision table came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TableInput {
    /// What it is, with its years filled in.
    pub what: Label,
    /// Its value.
    pub value: Shown,
    /// Its type, as a drafter writes it.
    pub unit: String,
}

/// Something that was not supplied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Missing {
    /// Where it belongs in a facts file, for example `revenue.2024`.
    pub path: String,
    /// Its name for people.
    pub label: Label,
    /// Who can supply it.
    pub needs: Needs,
}

/// Who can supply what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Needs {
    /// The applicant, or a register it can be read from.
    Fact,
    /// The judgement of a body.
    Judgement {
        /// The body.
        body: AgencyId,
        /// Its name for people, where the agencies are loaded.
        label: Label,
    },
    /// A figure another system computes.
    External {
        /// That system, in words.
        source: Label,
    },
    /// A register that says whether a title is held.
    Register {
        /// The title.
        title: TitleId,
    },
}

/// Something undefined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Blocked {
    /// The paths of the facts that make it so.
    pub facts: Vec<String>,
    /// Why, in the reader's words.
    pub why: Why,
}

/// Why something is undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The denominator of a quotient is zero.
    ZeroDenominator,
    /// Growth is asked for from a base of zero or less.
    GrowthFromNothing,
    /// A score has no pass mark.
    NoPassMark,
    /// A date plus that length of time is no day of the calendar.
    NoSuchDay,
    /// Two exceptions both apply and disagree; `facts` names them with their clauses.
    Conflict,
}

/// Something that is not sure and took part in the ruling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Flag {
    /// What it is about.
    pub about: FlagKind,
    /// Its id.
    pub id: String,
    /// How sure it is, and what is not.
    pub status: Status,
}

/// What a flag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlagKind {
    /// The dates in force of a policy.
    Policy,
    /// The rule for a title.
    Eligibility,
    /// A criterion.
    Criterion,
    /// A figure of the text.
    Parameter,
    /// A fact.
    Fact,
    /// A score.
    Score,
    /// A line of a score.
    Indicator,
    /// A group of lines of a score.
    Group,
    /// A decision table.
    Table,
}
