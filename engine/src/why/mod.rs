//! Why: what one name of a policy says, where it comes from, what refers to it, and what it comes to on some facts.

mod page;
mod refers;
mod said;

use crate::ruling::Valued;
use crate::{
    Blocked, ClauseUsed, Comparison, Decision, Engine, Error, ErrorKind, Facts, Missing, Needs, Outcome, Question,
    ScoreFinding, Shown,
};
use gradus_dsl::policy::{Act, Expr, ExprKind, Fact, FactKind, Parameter, Period, Policy, Status, Type, Unit};
use gradus_dsl::{
    Citation, Date, FactId, Label, Number, ParameterId, PolicyId, Position, TitleId, did_you_mean,
};
use refers::{Graph, Key};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The findings that decided and that it takes part in; empty where it decided nothing.
    pub through: Vec<String>,
}

impl Engine {
    /// What a name says and where it comes from, in each loaded policy that declares it: a criterion, a named
    /// expression, a score, a figure, a fact or a title. Figures are read on `on`, else on the first day the text is
    /// in force.
    ///
    /// # Errors
    /// `UnknownName`, with the nearest one.
    pub fn why(&self, name: &str, on: Option<Date>) -> Result<Vec<Explanation>, Error> {
        self.explained(name, |policy| (on.unwrap_or(policy.in_force.from), None))
    }

    /// The same, and what it comes to on the facts of one enterprise on a day: its value, every comparison, and
    /// whether it decided. Each policy is asked whether or not it is in force on the day.
    ///
    /// # Errors
    /// Those of [`Engine::why`] and of [`Engine::rule`].
    pub fn why_now(&self, name: &str, facts: &Facts, on: Date) -> Result<Vec<Explanation>, Error> {
        self.explained(name, |_| (on, Some(facts)))
    }

    fn explained<'f>(
        &self,
        name: &str,
        asked: impl Fn(&Policy) -> (Date, Option<&'f Facts>),
    ) -> Result<Vec<Explanation>, Error> {
        let mut all = Vec::new();
        for policy in self.policies() {
            let Some(kind) = kind_of(policy, name) else { continue };
            let (on, facts) = asked(policy);
            let mut explained = Asked { engine: self, policy, name, kind, on }.explanation();
            if let Some(facts) = facts {
                explained.now = Some(self.now(policy, &explained, facts)?);
            }
            all.push(explained);
        }
        if !all.is_empty() {
            return Ok(all);
        }
        let short: String = name.chars().take(64).collect();
        let known: Vec<&str> = self.policies().iter().flat_map(names).collect();
        let help = match did_you_mean(&short, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a criterion, a named expression, a score, a figure, a fact or a title is asked for by its id"
                .to_owned(),
        };
        let message = format!("no loaded policy declares `{short}`");
        Err(Error::new(ErrorKind::UnknownName, message).at("name").help(help))
    }

    fn now(&self, policy: &Policy, explained: &Explanation, facts: &Facts) -> Result<Now, Error> {
        let question = |title: &TitleId| {
            Question::new(title.clone(), explained.on, facts.clone()).under(policy.id.clone())
        };
        let mut now = match self.value_of(policy, explained, &question(&TitleId::new("")))? {
            Some(Valued { values, unit, judged, scores }) => Now {
                values,
                unit,
                outcome: explained.kind.is_condition(policy, &explained.name).then_some(judged.outcome),
                comparisons: judged.comparisons,
                scores,
                missing: judged.missing,
                blocked: judged.blocked,
                rulings: Vec::new(),
            },
            None => Now {
                values: Vec::new(),
                unit: String::new(),
                outcome: None,
                comparisons: Vec::new(),
                scores: Vec::new(),
                missing: Vec::new(),
                blocked: Vec::new(),
                rulings: Vec::new(),
            },
        };
        let graph = Graph::of(policy);
        let key = Key::new(explained.kind, &explained.name);
        for used in &explained.titles {
            for act in &used.acts {
                let ruling = self.rule(&question(&used.title).act(act.0.as_str()))?;
                let takes_part = |id: &&String| {
                    explained.kind == NameKind::Title && explained.name == used.title.as_str()
                        || graph.finding_reaches(policy, &used.title, act, id, &key)
                };
                now.rulings.push(Decided {
                    title: used.title.clone(),
                    label: used.label.clone(),
                    act: act.clone(),
                    decision: ruling.decision,
                    through: ruling.decided_by.iter().filter(takes_part).cloned().collect(),
                });
            }
        }
        Ok(now)
    }

    /// The value of a declaration; none of a title, which has rulings.
    fn value_of(
        &self,
        policy: &Policy,
        explained: &Explanation,
        question: &Question,
    ) -> Result<Option<Valued>, Error> {
        let name = explained.name.as_str();
        let (kind, ty) = match explained.kind {
            NameKind::Title => return Ok(None),
            NameKind::Fact => return self.given(policy, &FactId::new(name), question).map(Some),
            NameKind::Criterion => (ExprKind::Criterion(name.into()), Type::YesNo),
            NameKind::Score => (ExprKind::Score(name.into()), Type::Points),
            NameKind::Let => {
                let named = policy.name(&name.into()).map(|named| named.value.ty.clone());
                (ExprKind::Name(name.into()), named.unwrap_or(Type::YesNo))
            }
            NameKind::Parameter => {
                let declared = policy.parameters.iter().find(|parameter| parameter.id.as_str() == name);
                let ty = declared.map(|parameter| parameter.value.ty.clone());
                (ExprKind::Parameter(name.into()), ty.unwrap_or(Type::Number))
            }
        };
        self.valued(policy, &Expr { kind, ty, at: Position::default() }, question).map(Some)
    }
}

impl NameKind {
    /// Whether it is answered by yes or no.
    fn is_condition(self, policy: &Policy, name: &str) -> bool {
        match self {
            Self::Criterion => true,
            Self::Let => policy.name(&name.into()).is_some_and(|named| named.value.ty == Type::YesNo),
            Self::Fact | Self::Parameter | Self::Score | Self::Title => false,
        }
    }
}

/// What a name is asked of.
struct Asked<'e> {
    engine: &'e Engine,
    policy: &'e Policy,
    name: &'e str,
    kind: NameKind,
    on: Date,
}

impl Asked<'_> {
    fn explanation(&self) -> Explanation {
        let (policy, name) = (self.policy, self.name);
        let graph = Graph::of(policy);
        let key = Key::new(self.kind, name);
        let reached = graph.reach(&key);
        let (label, status, citations) = self.declared();
        let figures = policy.parameters.iter().filter(|one| {
            reached.contains(&Key::new(NameKind::Parameter, one.id.as_str()))
        });
        let facts = policy.facts.iter().filter(|one| {
            reached.contains(&Key::new(NameKind::Fact, one.id.as_str()))
        });
        let mut titles: BTreeMap<&TitleId, Vec<Act>> = BTreeMap::new();
        for rule in &policy.eligibilities {
            let of_title = self.kind == NameKind::Title && rule.title.as_str() == name;
            if of_title || graph.rule_reaches(rule, &key) {
                titles.entry(&rule.title).or_default().extend(rule.acts.iter().cloned());
            }
        }
        let titles = titles.into_iter().map(|(title, acts)| TitleUsed {
            title: title.clone(),
            label: self.engine.title_label(title),
            acts,
        });
        Explanation {
            name: name.to_owned(),
            kind: self.kind,
            label,
            policy: policy.id.clone(),
            number: policy.number.clone(),
            document: policy.title.clone(),
            on: self.on,
            says: said::say(policy, self.kind, name, self.on),
            clauses: citations.into_iter().map(|citation| clause(policy, citation)).collect(),
            text_available: policy.clauses.text_available,
            status,
            figures: figures.map(figure).collect(),
            facts: facts.map(|fact| self.fact_read(fact)).collect(),
            used_by: graph.referrers(policy, &key),
            titles: titles.collect(),
            now: None,
        }
    }

    /// Its name for people, how sure it is, and the clauses it cites, each once.
    fn declared(&self) -> (Label, Option<Status>, Vec<&Citation>) {
        let (policy, name) = (self.policy, self.name);
        match self.kind {
            NameKind::Fact => {
                let fact = policy.fact(&name.into());
                let label = fact.map(|fact| fact.label.clone()).unwrap_or_default();
                (label, fact.and_then(|fact| fact.status.clone()), Vec::new())
            }
            NameKind::Parameter => {
                let all = || policy.parameters.iter().filter(|one| one.id.as_str() == name);
                let in_force = all().find(|one| one.in_force.contains(self.on)).or_else(|| all().next());
                let status = in_force.and_then(|one| one.status.clone());
                (Label::default(), status, once(all().map(|one| &one.citation)))
            }
            NameKind::Let => (Label::default(), None, Vec::new()),
            NameKind::Criterion => {
                let criterion = policy.criterion(&name.into());
                let label = criterion.map(|one| one.label.clone()).unwrap_or_default();
                (
                    label,
                    criterion.and_then(|one| one.status.clone()),
                    criterion.map(|one| &one.citation).into_iter().collect(),
                )
            }
            NameKind::Score => {
                let score = policy.score(&name.into());
                let lines = score.into_iter().flat_map(|one| &one.indicators).map(|line| &line.citation);
                let citations = once(score.into_iter().map(|one| &one.citation).chain(lines));
                (Label::default(), score.and_then(|one| one.status.clone()), citations)
            }
            NameKind::Title => {
                let title = TitleId::new(name);
                let rules = || policy.eligibilities.iter().filter(|rule| rule.title == title);
                let declared = policy.titles.iter().filter(|one| one.id == title).map(|one| &one.citation);
                let status = rules().find_map(|rule| rule.status.clone());
                let citations = once(declared.chain(rules().map(|rule| &rule.citation)));
                (self.engine.title_label(&title), status, citations)
            }
        }
    }

    fn fact_read(&self, fact: &Fact) -> FactRead {
        FactRead {
            id: fact.id.clone(),
            label: fact.label.clone(),
            ty: fact.ty.to_string(),
            unit: unit(&fact.ty, &fact.scale),
            needs: match &fact.kind {
                FactKind::Given => Needs::Fact,
                FactKind::Judgement(body) => {
                    Needs::Judgement { body: body.clone(), label: self.engine.agency(body) }
                }
                FactKind::External(source) => Needs::External { source: source.clone() },
            },
            optional: fact.optional,
            as_of: fact.as_of.clone(),
            status: fact.status.clone(),
        }
    }
}

/// What a policy declares under a name.
fn kind_of(policy: &Policy, name: &str) -> Option<NameKind> {
    let title = TitleId::new(name);
    if policy.criterion(&name.into()).is_some() {
        Some(NameKind::Criterion)
    } else if policy.name(&name.into()).is_some() {
        Some(NameKind::Let)
    } else if policy.score(&name.into()).is_some() {
        Some(NameKind::Score)
    } else if policy.fact(&name.into()).is_some() {
        Some(NameKind::Fact)
    } else if policy.parameters.iter().any(|one| one.id.as_str() == name) {
        Some(NameKind::Parameter)
    } else if policy.titles.iter().any(|one| one.id == title) || policy.eligibility(&title).is_some() {
        Some(NameKind::Title)
    } else {
        None
    }
}

/// Every name that can be asked about.
fn names(policy: &Policy) -> Vec<&str> {
    let criteria = policy.criteria.iter().map(|one| one.id.as_str());
    let lets = policy.names.iter().map(|one| one.id.as_str());
    let scores = policy.scores.iter().map(|one| one.id.as_str());
    let facts = policy.facts.iter().map(|one| one.id.as_str());
    let parameters = policy.parameters.iter().map(|one| one.id.as_str());
    let titles = policy.titles.iter().map(|one| one.id.as_str());
    criteria.chain(lets).chain(scores).chain(facts).chain(parameters).chain(titles).collect()
}

fn figure(parameter: &Parameter) -> Figure {
    Figure {
        id: parameter.id.clone(),
        citation: parameter.citation.clone(),
        value: said::literal(&parameter.value),
        in_force: parameter.in_force,
        status: parameter.status.clone(),
    }
}

fn clause(policy: &Policy, citation: &Citation) -> ClauseUsed {
    let clause = policy.clauses.resolve(citation);
    ClauseUsed {
        citation: citation.to_string(),
        heading: clause.map(|clause| clause.heading.clone()).unwrap_or_default(),
        summary: clause.map(|clause| clause.summary.clone()).unwrap_or_default(),
        text: clause.map(|clause| clause.text.clone()).unwrap_or_default(),
    }
}

/// Each citation once, in order.
fn once<'c>(citations: impl Iterator<Item = &'c Citation>) -> Vec<&'c Citation> {
    let mut all: Vec<&Citation> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    all.extend(citations.filter(|citation| seen.insert(*citation)));
    all
}

/// The unit a fact of a type is written in.
fn unit(ty: &Type, scale: &Number) -> Label {
    let (zh, en) = match ty {
        Type::Yearly(of) => return unit(of, scale),
        Type::Money if *scale == Number::from(1) => ("元", "yuan"),
        Type::Money => ("万元", "10,000 yuan"),
        Type::Percentage => ("%", "%"),
        Type::Points => ("分", "points"),
        Type::Duration(Unit::Years) => ("年", "years"),
        Type::Duration(Unit::Months) => ("个月", "months"),
        Type::Duration(Unit::Days) => ("天", "days"),
        _ => return Label::default(),
    };
    Label { zh: zh.to_owned(), en: en.to_owned() }
}
