//! Advice: which smallest changes to facts that can be changed would make a title reachable, and to what.

mod condition;
mod render;
mod search;

use crate::{Decision, Engine, Error, Missing, Question, Shown};
use gradus_dsl::policy::Act;
use gradus_dsl::{Date, Label, TitleId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most changes of one way that are searched for; a limit of the language.
pub const MOST_CHANGES: u8 = 3;

/// Which changes would make a title reachable: the answer of [`Engine::advise`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Advice {
    /// The decision on the facts as they are.
    pub decision: Decision,
    /// The title asked about.
    pub title: TitleId,
    /// Its name for people.
    pub title_label: Label,
    /// The act it was asked for.
    pub act: Act,
    /// The day asked about.
    pub on: Date,
    /// The most changes of one way that were searched for.
    pub most_changes: u8,
    /// Whether every smallest set of so many changes or fewer is among `ways`.
    pub complete: bool,
    /// What was not searched, where it is not complete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_searched: Vec<Label>,
    /// The ways, those with fewest changes first; each was replayed by the evaluator that rules. Empty where the
    /// enterprise is eligible already.
    pub ways: Vec<Way>,
}

/// One set of changes after which the title can be reached, and no smaller part of which suffices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Way {
    /// The changes; empty where nothing need change and only something missing is still to be supplied.
    pub changes: Vec<Change>,
    /// What must hold between several facts at once, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Label>,
    /// What is missing and must still turn out well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_needed: Vec<Missing>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What is changed.
    pub kind: ChangeKind,
    /// Where it stands in a facts file, for example `revenue.2024`.
    pub path: String,
    /// Its name for people.
    pub label: Label,
    /// The type of its value, as a drafter writes it.
    pub unit: String,
    /// What it is today.
    pub from: Option<Shown>,
    /// What it must become, the other changes made as they are shown.
    pub to: Target,
    /// A value that will do, the nearest to what it is today; beyond a bound that is left out, one step further.
    pub example: Shown,
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A fact marked `changeable`.
    Fact,
    /// A title that must be held first.
    Title,
}

/// What a fact must become.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Exactly this.
    Is(Shown),
    /// One of these.
    OneOf(Vec<String>),
    /// A quantity or a day between bounds; where one is absent there is none.
    Within {
        /// The least.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<Edge>,
        /// The most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<Edge>,
    },
    /// It depends on other facts: see [`Way::together`], and the example.
    Together,
}

/// A bound of a [`Target`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// Where it is.
    pub value: Shown,
    /// Whether the bound itself will do.
    pub included: bool,
}

impl Engine {
    /// Which smallest sets of changes would make the title reachable.
    ///
    /// Only facts the policy marks `changeable` are changed, of yearly facts each year that is given, and titles the
    /// rule requires that are not held. What is missing is free to turn out well at no cost, and is listed as
    /// still needed. Sets of up to [`MOST_CHANGES`] changes are searched.
    ///
    /// ```
    /// use gradus::{Engine, Facts, Language, Pack, Question};
    /// let policy = r#"
    ///     policy support #{ title: #{ en: "Support" }, in_force: #{ from: "2025-01-01", to: open } };
    ///     fact revenue : money #{ en: "revenue", min: 0, changeable: true };
    ///     fact staff   : count #{ en: "staff" };
    ///     title helped "2" #{ en: "helped enterprise" };
    ///     criterion size "2" { revenue >= wan(3000) and staff >= 20 }
    ///     eligibility helped "2" { size }
    /// "#;
    /// let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"2\"\n";
    /// let engine = Engine::load(vec![Pack::new("support", policy).with_clauses(clauses)], "").unwrap();
    /// let facts = Facts::new().with("revenue", 20_000_000).with("staff", 25);
    /// let question = Question::new("helped", "2025-06-01".parse().unwrap(), facts);
    /// let advice = engine.advise(&question).unwrap();
    /// assert!(advice.render(Language::En).contains("revenue: at least 30,000,000 yuan"));
    /// ```
    ///
    /// # Errors
    /// Those of [`Engine::rule`].
    pub fn advise(&self, question: &Question) -> Result<Advice, Error> {
        let ruling = self.rule(question)?;
        let found = match ruling.decision {
            Decision::Eligible => search::Found::default(),
            _ => search::search(self, question)?,
        };
        Ok(Advice {
            decision: ruling.decision,
            title: ruling.title,
            title_label: ruling.title_label,
            act: ruling.act,
            on: ruling.on,
            most_changes: MOST_CHANGES,
            complete: found.not_searched.is_empty(),
            not_searched: found.not_searched.into_iter().map(search::Gap::label).collect(),
            ways: found.ways,
        })
    }
}
