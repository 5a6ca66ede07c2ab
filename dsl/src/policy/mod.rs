//! A checked policy: typed, resolved, cited. What the engine evaluates; nothing in it is text waiting to be read.

mod expr;
mod fact;
mod interval;
mod measure;
mod packs;
mod relink;
mod score;
mod table;
mod workflow;

pub use expr::{CompareOp, Expr, ExprKind, Extreme, Fold, Quorum, Year};
pub use fact::{Fact, FactKind, Field, Type, Unit};
pub(crate) use interval::Cut;
pub use interval::{End, Interval};
pub use measure::{Bodies, Measure};
pub use packs::{Application, Exception, Import, Use};
pub(crate) use relink::Reference;
pub use score::{Band, Group, Indicator, Score};
pub use table::{Cell, Hit, Row, Table};
pub use workflow::{Actor, Annual, State, Step, Term, TermUnit, Workflow};

use crate::{
    AgencyId, Citation, Clauses, CriterionId, Date, Label, Language, NameId, ParameterId, PolicyId, Position,
    ScoreId, TableId, TargetId, TitleId,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open span of days `[from, to)`; `to` is none where no end is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The first day after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Period {
    /// Whether a day lies in it.
    ///
    /// ```
    /// use gradus_dsl::policy::Period;
    /// let in_force = Period { from: "2022-08-01".parse().unwrap(), to: "2026-04-01".parse().ok() };
    /// assert!(in_force.contains("2026-03-31".parse().unwrap()));
    /// assert!(!in_force.contains("2026-04-01".parse().unwrap()));
    /// ```
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// How sure a figure is; see `policies/README.md`. A figure without one is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatusKind {
    /// Two or more independent sources agree.
    Confirmed,
    /// One source was read.
    Single,
    /// From memory, no source read.
    Memory,
    /// Sources contradict each other.
    Disputed,
}

/// A flag on a figure, a criterion or a date; shown in every ruling it takes part in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// How sure it is.
    pub kind: StatusKind,
    /// What is not sure, in words.
    pub note: Label,
}

/// What one document decides: read, checked and cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The pack.
    pub id: PolicyId,
    /// The document's number as printed.
    pub number: String,
    /// The document's title.
    pub title: Label,
    /// The bodies that issued it.
    pub issuers: Vec<AgencyId>,
    /// The version of the pack; empty where it states none.
    pub version: String,
    /// The language of the binding text.
    pub authentic: Option<Language>,
    /// When it is in force.
    pub in_force: Period,
    /// How sure the dates in force are.
    pub status: Option<Status>,
    /// The clauses its citations resolve to.
    pub clauses: Clauses,
    /// What the host supplies.
    pub facts: Vec<Fact>,
    /// The dated figures of the text.
    pub parameters: Vec<Parameter>,
    /// Named expressions (`let`).
    pub names: Vec<Named>,
    /// The conditions.
    pub criteria: Vec<Criterion>,
    /// The scoring tables.
    pub scores: Vec<Score>,
    /// The titles it speaks of.
    pub titles: Vec<Title>,
    /// Who may hold which title.
    pub eligibilities: Vec<Eligibility>,
    /// The duties and their bodies.
    pub measures: Vec<Measure>,
    /// Whether, and from which clause on, the first body listed leads.
    pub first_listed_leads: Option<Citation>,
    /// The targets.
    pub targets: Vec<Target>,
    /// Sentences given a status by hand.
    pub classifications: Vec<Classification>,
    /// The procedures.
    pub workflows: Vec<Workflow>,
    /// Other packs it uses.
    pub uses: Vec<Use>,
    /// The texts whose rules it holds copies of, under the names they have here.
    pub imports: Vec<Import>,
    /// Decision tables.
    pub tables: Vec<Table>,
    /// Which text applies to other titles, acts and dates.
    pub applications: Vec<Application>,
}

impl Policy {
    /// The fact with this id.
    #[must_use]
    pub fn fact(&self, id: &crate::FactId) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == *id)
    }

    /// The parameter with this id that is in force on a day.
    #[must_use]
    pub fn parameter(&self, id: &ParameterId, on: Date) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.id == *id && parameter.in_force.contains(on))
    }

    /// The criterion with this id.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// The named expression with this id.
    #[must_use]
    pub fn name(&self, id: &NameId) -> Option<&Named> {
        self.names.iter().find(|name| name.id == *id)
    }

    /// The score with this id.
    #[must_use]
    pub fn score(&self, id: &ScoreId) -> Option<&Score> {
        self.scores.iter().find(|score| score.id == *id)
    }

    /// The decision table with this id.
    #[must_use]
    pub fn table(&self, id: &TableId) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == *id)
    }

    /// Every expression of its rules, each whole: parameters, names, criteria with what they are exceptions for, scores,
    /// tables, rules for titles, measures, targets and steps.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let criteria = self.criteria.iter();
        let conditions = criteria.flat_map(|criterion| {
            [&criterion.condition].into_iter().chain(criterion.overrides.iter().map(|terms| &terms.when))
        });
        let tables = self.tables.iter();
        let cells =
            tables.flat_map(|table| table.columns.iter().chain(table.rows.iter().map(|row| &row.result)));
        let steps = self.workflows.iter().flat_map(|workflow| &workflow.steps);
        (self.parameters.iter().map(|parameter| &parameter.value))
            .chain(self.names.iter().map(|named| &named.value))
            .chain(conditions)
            .chain(self.scores.iter().flat_map(Score::lines).map(|line| &line.points))
            .chain(cells)
            .chain(self.eligibilities.iter().map(|rule| &rule.condition))
            .chain(self.measures.iter().filter_map(|measure| measure.when.as_ref()))
            .chain(self.targets.iter().filter_map(|target| target.condition.as_ref()))
            .chain(steps.filter_map(|step| step.when.as_ref()))
    }

    /// The rule for a title.
    #[must_use]
    pub fn eligibility(&self, title: &TitleId) -> Option<&Eligibility> {
        self.eligibilities.iter().find(|eligibility| eligibility.title == *title)
    }
}

/// One figure of the text. A parameter that changed has several entries with the same id, never overlapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its id.
    pub id: ParameterId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// The value, a literal; its type is the unit.
    pub value: Expr,
    /// When it holds.
    pub in_force: Period,
    /// How sure it is.
    pub status: Option<Status>,
}

/// A named expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: NameId,
    /// Where it is declared.
    pub at: Position,
    /// What it stands for.
    pub value: Expr,
}

/// One condition of a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Its id.
    pub id: CriterionId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// A name for people; where it is empty, the clause's summary serves.
    pub label: Label,
    /// How sure the wording is.
    pub status: Option<Status>,
    /// What it is an exception to; none for a rule of its own.
    pub overrides: Option<Exception>,
    /// The condition; yes or no.
    pub condition: Expr,
}

/// A title an enterprise may hold. Several packs may speak of one title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its id, shared by all packs.
    pub id: TitleId,
    /// Where it is declared.
    pub at: Position,
    /// The clause that speaks of it.
    pub citation: Citation,
    /// Its name for people.
    pub label: Label,
    /// The title below it on the ladder.
    pub after: Option<TitleId>,
}

/// What an authority does when it asks for a ruling; a rule may hold for one and not the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Act(pub String);

impl Act {
    /// The first recognition of a title.
    pub const RECOGNITION: &'static str = "recognition";
    /// The review of a title that is held.
    pub const RE_REVIEW: &'static str = "re_review";
}

/// Who may hold a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// The title.
    pub title: TitleId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// Titles that must be held already, by the register.
    pub requires: Vec<TitleId>,
    /// The acts it decides; never empty.
    pub acts: Vec<Act>,
    /// How sure it is.
    pub status: Option<Status>,
    /// The condition; yes or no.
    pub condition: Expr,
}

/// A target of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: TargetId,
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// A name for people.
    pub label: Label,
    /// The condition, over counts of title holders; none where the text gives words and no figure.
    pub condition: Option<Expr>,
    /// The words of the text where it gives no figure.
    pub words: String,
    /// The day by which it is to be met.
    pub by: Option<Date>,
    /// How sure it is.
    pub status: Option<Status>,
}

/// A sentence, or all other sentences of a clause, given a status by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// Where it is declared.
    pub at: Position,
    /// The clause.
    pub citation: Citation,
    /// The sentence of the clause, from 1; none for all of the clause not accounted for otherwise.
    pub sentence: Option<usize>,
    /// The status.
    pub kind: SentenceStatus,
    /// Why.
    pub because: String,
}

/// What became of a sentence of the text (design, section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SentenceStatus {
    /// A rule of eligibility cites it.
    Rule,
    /// A measure with its bodies cites it.
    Duty,
    /// A step of a workflow cites it.
    Step,
    /// A target cites it.
    Target,
    /// It defines a term.
    Definition,
    /// It says what the document is for.
    Purpose,
    /// It leaves the matter to somebody.
    Discretion,
    /// It states a rule no program can decide.
    CannotCompute,
    /// It has no effect of its own, such as a heading.
    NoEffect,
    /// Nobody has looked at it yet.
    Unreviewed,
}
