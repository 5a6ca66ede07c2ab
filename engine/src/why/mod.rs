//! Why: what one name of a policy says, where it comes from, what refers to it, and what it comes to on some facts.

mod answer;
mod declared;
mod facts;
mod page;
mod refers;
mod said;

pub use answer::{
    Decided, Explanation, FactRead, Figure, NameKind, Now, Referrer, ReferrerKind, Said, TitleUsed, YearValue,
};

use crate::ruling::Valued;
use crate::{ClauseUsed, Engine, Error, ErrorKind, Facts, Question, TextUsed};
use gradus_dsl::policy::{Act, Expr, ExprKind, Group, Parameter, Policy, Score, Status, Type};
use gradus_dsl::{Citation, Date, FactId, Label, Position, TitleId, did_you_mean};
use refers::{Graph, Key};
use std::collections::{BTreeMap, BTreeSet};

impl Engine {
    /// What a name says and where it comes from, in each loaded policy that declares it: a criterion, a named
    /// expression, a score, a group (`score.group`), a table, a figure, a fact or a title; of a text that is used,
    /// behind its name there (`size::is_sme`). Figures are read on `on`, else on the first day the text is in force.
    ///
    /// ```
    /// use gradus::{Engine, Language, Pack};
    /// let policy = r#"
    ///     policy sample #{ title: #{ en: "Sample measures" }, in_force: #{ from: "2022-08-01", to: open } };
    ///     title star "1" #{ en: "star enterprise" };
    ///     fact debt_ratio : percentage #{ en: "debt ratio", min: 0 };
    ///     parameter ceiling "1" = percent(70);
    ///     criterion debt "1" #{ en: "debt" } { debt_ratio <= ceiling }
    ///     eligibility star "1" { debt }
    /// "#;
    /// let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\nsummary = { en = \"Debt.\" }";
    /// let engine = Engine::load(vec![Pack::new("sample", policy).with_clauses(clauses)], "").unwrap();
    /// let why = engine.why("debt", None).unwrap();
    /// assert_eq!(why[0].says[0].text.en, "debt ratio: at most 70%");
    /// assert!(why[0].render(Language::En).contains("ceiling [1]: 70%, from 2022-08-01"));
    /// ```
    ///
    /// # Errors
    /// `UnknownName`, with the nearest one.
    pub fn why(&self, name: &str, on: Option<Date>) -> Result<Vec<Explanation>, Error> {
        self.explained(name, |policy| (on.unwrap_or(policy.in_force.from), None))
    }

    /// The same, and what it comes to on the facts of one enterprise on a day: its value, every comparison, and
    /// whether it decided. Each policy is asked whether or not it is in force on the day, in a round of applications
    /// where one is named.
    ///
    /// # Errors
    /// Those of [`Engine::why`] and of [`Engine::rule`].
    pub fn why_now(
        &self,
        name: &str,
        facts: &Facts,
        on: Date,
        round: Option<&str>,
    ) -> Result<Vec<Explanation>, Error> {
        self.explained(name, |_| (on, Some((facts, round))))
    }

    fn explained<'f>(
        &self,
        name: &str,
        asked: impl Fn(&Policy) -> (Date, Option<(&'f Facts, Option<&'f str>)>),
    ) -> Result<Vec<Explanation>, Error> {
        let mut all = Vec::new();
        for policy in self.policies() {
            let Some(kind) = kind_of(policy, name) else { continue };
            let (on, facts) = asked(policy);
            let mut explained = Asked { engine: self, policy, name, kind, on }.explanation();
            if let Some((facts, round)) = facts {
                explained.now = Some(self.now(policy, &explained, facts, round)?);
            }
            all.push(explained);
        }
        if !all.is_empty() {
            return Ok(all);
        }
        let short: String = name.chars().take(64).collect();
        let known: Vec<String> = self.policies().iter().flat_map(names).collect();
        let help = match did_you_mean(&short, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "a criterion, a named expression, a score, a group (`score.group`), a table, a figure, a fact or a title is asked for by its id"
                    .to_owned()
            }
        };
        let message = format!("no loaded policy declares `{short}`");
        Err(Error::new(ErrorKind::UnknownName, message).at("name").help(help))
    }

    fn now(
        &self,
        policy: &Policy,
        explained: &Explanation,
        facts: &Facts,
        round: Option<&str>,
    ) -> Result<Now, Error> {
        let question = |title: &TitleId| {
            let question = Question::new(title.clone(), explained.on, facts.clone());
            Question { round: round.map(str::to_owned), ..question.under(policy.id.clone()) }
        };
        let mut now = match self.value_of(policy, explained, &question(&TitleId::new("")))? {
            Some(Valued { values, unit, judged, scores, tables, exceptions }) => Now {
                values,
                unit,
                outcome: explained.kind.is_condition(policy, &explained.name).then_some(judged.outcome),
                // A fact by itself is compared with nothing.
                comparisons: if explained.kind == NameKind::Fact { Vec::new() } else { judged.comparisons },
                scores,
                tables,
                exceptions,
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
                tables: Vec::new(),
                exceptions: Vec::new(),
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
                    by_cases: ruling.decided_by_cases,
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
            NameKind::Group => {
                let Some((score, group)) = group(policy, name) else { return Ok(None) };
                (ExprKind::Group(score.id.clone(), group.id.clone()), Type::Points)
            }
            NameKind::Table => {
                let ty = policy.table(&name.into()).map(|table| table.ty.clone());
                (ExprKind::Table(name.into()), ty.unwrap_or(Type::Number))
            }
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
        let figures = policy
            .parameters
            .iter()
            .filter(|one| reached.contains(&Key::new(NameKind::Parameter, one.id.as_str())));
        let read =
            policy.facts.iter().filter(|one| reached.contains(&Key::new(NameKind::Fact, one.id.as_str())));
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
            from: policy.import_of(name).map(TextUsed::of),
            on: self.on,
            says: said::say(policy, self.kind, name, self.on),
            clauses: citations.into_iter().map(|citation| ClauseUsed::of(policy, name, citation)).collect(),
            text_available: policy
                .import_of(name)
                .map_or(policy.clauses.text_available, |text| text.clauses.text_available),
            status,
            figures: figures.map(|one| figure(policy, one)).collect(),
            facts: read.map(|fact| facts::read(self.engine, fact)).collect(),
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
                let groups = score.into_iter().flat_map(|one| &one.groups).map(|group| &group.citation);
                let lines = score.into_iter().flat_map(|one| one.lines()).map(|line| &line.citation);
                let citations = once(score.into_iter().map(|one| &one.citation).chain(groups).chain(lines));
                (Label::default(), score.and_then(|one| one.status.clone()), citations)
            }
            NameKind::Group => {
                let group = group(policy, name).map(|(_, group)| group);
                let lines = group.into_iter().flat_map(|one| &one.indicators).map(|line| &line.citation);
                let citations = once(group.into_iter().map(|one| &one.citation).chain(lines));
                (Label::default(), group.and_then(|one| one.status.clone()), citations)
            }
            NameKind::Table => {
                let table = policy.table(&name.into());
                let status = table.and_then(|one| one.status.clone());
                (Label::default(), status, table.map(|one| &one.citation).into_iter().collect())
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
    } else if policy.table(&name.into()).is_some() {
        Some(NameKind::Table)
    } else if group(policy, name).is_some() {
        Some(NameKind::Group)
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

/// The group of a score, by `score.group`.
fn group<'p>(policy: &'p Policy, name: &str) -> Option<(&'p Score, &'p Group)> {
    let (score, group) = name.rsplit_once('.')?;
    let score = policy.score(&score.into())?;
    Some((score, score.group(&group.into())?))
}

/// Every name that can be asked about.
fn names(policy: &Policy) -> Vec<String> {
    let criteria = policy.criteria.iter().map(|one| one.id.to_string());
    let lets = policy.names.iter().map(|one| one.id.to_string());
    let scores = policy.scores.iter().map(|one| one.id.to_string());
    let groups = policy
        .scores
        .iter()
        .flat_map(|score| score.groups.iter().map(|group| format!("{}.{}", score.id, group.id)));
    let tables = policy.tables.iter().map(|one| one.id.to_string());
    let facts = policy.facts.iter().map(|one| one.id.to_string());
    let parameters = policy.parameters.iter().map(|one| one.id.to_string());
    let titles = policy.titles.iter().map(|one| one.id.to_string());
    let rules = criteria.chain(lets).chain(scores).chain(groups).chain(tables);
    rules.chain(facts).chain(parameters).chain(titles).collect()
}

fn figure(policy: &Policy, parameter: &Parameter) -> Figure {
    Figure {
        id: parameter.id.clone(),
        policy: policy.import_of(parameter.id.as_str()).map(|text| text.pack.clone()),
        citation: parameter.citation.clone(),
        value: said::literal(&parameter.value),
        in_force: parameter.in_force,
        status: parameter.status.clone(),
    }
}

/// Each citation once, in order.
fn once<'c>(citations: impl Iterator<Item = &'c Citation>) -> Vec<&'c Citation> {
    let mut all: Vec<&Citation> = Vec::new();
    let mut seen = BTreeSet::new();
    all.extend(citations.filter(|citation| seen.insert(*citation)));
    all
}
