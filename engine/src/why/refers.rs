//! What refers to what within one policy: each declaration with the names it uses, followed in both directions.

use super::{NameKind, Referrer, ReferrerKind};
use gradus_dsl::policy::{Act, Criterion, Eligibility, Expr, ExprKind, Indicator, Policy, Score, Table};
use gradus_dsl::{GroupId, Label, ScoreId, TitleId};
use std::collections::{BTreeMap, BTreeSet};

/// A name of a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(NameKind, String);

impl Key {
    pub(super) fn new(kind: NameKind, name: &str) -> Self {
        Self(kind, name.to_owned())
    }

    fn group(score: &ScoreId, group: &GroupId) -> Self {
        Self(NameKind::Group, format!("{score}.{group}"))
    }
}

/// The names each declaration uses directly.
pub(super) struct Graph {
    uses: BTreeMap<Key, BTreeSet<Key>>,
}

impl Graph {
    pub(super) fn of(policy: &Policy) -> Self {
        let mut uses: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
        let mut add = |key: Key, found: BTreeSet<Key>| uses.entry(key).or_default().extend(found);
        for named in &policy.names {
            add(Key::new(NameKind::Let, named.id.as_str()), used(&named.value));
        }
        for criterion in &policy.criteria {
            let key = Key::new(NameKind::Criterion, criterion.id.as_str());
            if let Some(terms) = &criterion.overrides {
                // Where the exception applies, the criterion has its value: what it takes into account counts.
                for of in &terms.of {
                    add(Key::new(NameKind::Criterion, of.as_str()), BTreeSet::from([key.clone()]));
                }
            }
            add(key, of_criterion(criterion));
        }
        for score in &policy.scores {
            add(Key::new(NameKind::Score, score.id.as_str()), of_score(score));
            for group in &score.groups {
                add(Key::group(&score.id, &group.id), of_lines(&group.indicators));
            }
        }
        for table in &policy.tables {
            add(Key::new(NameKind::Table, table.id.as_str()), of_table(table));
        }
        for rule in &policy.eligibilities {
            add(Key::new(NameKind::Title, rule.title.as_str()), of_rule(rule));
        }
        for fact in &policy.facts {
            let bound = fact.at_most.iter().map(|bound| Key::new(NameKind::Fact, bound.as_str()));
            add(Key::new(NameKind::Fact, fact.id.as_str()), bound.collect());
        }
        Self { uses }
    }

    /// The name and everything it uses, by itself or through others.
    pub(super) fn reach(&self, key: &Key) -> BTreeSet<Key> {
        self.reach_from(BTreeSet::from([key.clone()]), |_| true)
    }

    /// Whether the rule for a title uses a name.
    pub(super) fn rule_reaches(&self, rule: &Eligibility, key: &Key) -> bool {
        self.reach_from(of_rule(rule), |at| at.0 != NameKind::Title).contains(key)
    }

    /// Whether a finding of a ruling, by its id, takes a name into account.
    pub(super) fn finding_reaches(
        &self,
        policy: &Policy,
        title: &TitleId,
        act: &Act,
        finding: &str,
        key: &Key,
    ) -> bool {
        if let Some(required) = finding.strip_prefix("requires.") {
            return *key == Key::new(NameKind::Title, required);
        }
        let criterion = Key::new(NameKind::Criterion, finding);
        if self.uses.contains_key(&criterion) {
            return self.reach(&criterion).contains(key);
        }
        // A condition written in the rule itself: what the rule uses without any criterion between.
        let rules = policy.eligibilities.iter();
        let mut rules = rules.filter(|rule| rule.title == *title && rule.acts.contains(act));
        rules.any(|rule| {
            self.reach_from(used(&rule.condition), |at| at.0 != NameKind::Criterion).contains(key)
        })
    }

    /// What uses a name directly.
    pub(super) fn referrers(&self, policy: &Policy, key: &Key) -> Vec<Referrer> {
        let mut found = Vec::new();
        let mut add = |kind, name: &str, label: &Label, uses: BTreeSet<Key>| {
            if uses.contains(key) {
                found.push(Referrer { kind, name: name.to_owned(), label: label.clone() });
            }
        };
        let none = Label::default();
        for fact in &policy.facts {
            let bound = fact.at_most.iter().map(|bound| Key::new(NameKind::Fact, bound.as_str()));
            add(ReferrerKind::Fact, fact.id.as_str(), &fact.label, bound.collect());
        }
        for named in &policy.names {
            add(ReferrerKind::Let, named.id.as_str(), &none, used(&named.value));
        }
        for criterion in &policy.criteria {
            let (id, label) = (criterion.id.as_str(), &criterion.label);
            add(ReferrerKind::Criterion, id, label, of_criterion(criterion));
            let of = criterion.overrides.iter().flat_map(|terms| &terms.of);
            let of = of.map(|of| Key::new(NameKind::Criterion, of.as_str()));
            add(ReferrerKind::Exception, id, label, of.collect());
        }
        for score in &policy.scores {
            add(ReferrerKind::Score, score.id.as_str(), &none, of_score(score));
            for group in &score.groups {
                let Key(_, name) = Key::group(&score.id, &group.id);
                add(ReferrerKind::Group, &name, &none, of_lines(&group.indicators));
            }
        }
        for table in &policy.tables {
            add(ReferrerKind::Table, table.id.as_str(), &none, of_table(table));
        }
        for title in &policy.titles {
            let after = title.after.iter().map(|below| Key::new(NameKind::Title, below.as_str()));
            add(ReferrerKind::Title, title.id.as_str(), &title.label, after.collect());
        }
        for rule in &policy.eligibilities {
            let label = policy.titles.iter().find(|title| title.id == rule.title).map(|title| &title.label);
            add(ReferrerKind::Eligibility, rule.title.as_str(), label.unwrap_or(&none), of_rule(rule));
        }
        for target in &policy.targets {
            let uses = target.condition.as_ref().map(used).unwrap_or_default();
            add(ReferrerKind::Target, target.id.as_str(), &target.label, uses);
        }
        for measure in &policy.measures {
            let uses = measure.when.as_ref().map(used).unwrap_or_default();
            add(ReferrerKind::Measure, measure.id.as_str(), &measure.label, uses);
        }
        for step in policy.workflows.iter().flat_map(|workflow| &workflow.steps) {
            let uses = step.when.as_ref().map(used).unwrap_or_default();
            add(ReferrerKind::Step, step.id.as_str(), &step.label, uses);
        }
        // Two rules for one title, each for its act, are one referrer.
        found.dedup();
        found
    }

    /// Everything that can be reached; what `enter` refuses is reached and not followed.
    fn reach_from(&self, from: BTreeSet<Key>, enter: impl Fn(&Key) -> bool) -> BTreeSet<Key> {
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<Key> = from.into_iter().collect();
        while let Some(key) = waiting.pop() {
            if enter(&key) && !reached.contains(&key) {
                waiting.extend(self.uses.get(&key).into_iter().flatten().cloned());
            }
            reached.insert(key);
        }
        reached
    }
}

fn of_rule(rule: &Eligibility) -> BTreeSet<Key> {
    let mut found = used(&rule.condition);
    found.extend(rule.requires.iter().map(|title| Key::new(NameKind::Title, title.as_str())));
    found
}

/// An exception looks at its cases too.
fn of_criterion(criterion: &Criterion) -> BTreeSet<Key> {
    let mut found = used(&criterion.condition);
    found.extend(criterion.overrides.iter().flat_map(|terms| used(&terms.when)));
    found
}

fn of_score(score: &Score) -> BTreeSet<Key> {
    let mut found = of_lines(&score.indicators);
    found.extend(score.groups.iter().map(|group| Key::group(&score.id, &group.id)));
    found
}

fn of_lines(lines: &[Indicator]) -> BTreeSet<Key> {
    lines.iter().flat_map(|line| used(&line.points)).collect()
}

fn of_table(table: &Table) -> BTreeSet<Key> {
    table.columns.iter().chain(table.rows.iter().map(|row| &row.result)).flat_map(used).collect()
}

/// The names an expression uses.
fn used(expr: &Expr) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    expr.visit(&mut |part| found.extend(named_by(&part.kind)));
    found
}

/// The name one node stands for. Every kind is listed, so that a new one cannot be forgotten here.
fn named_by(kind: &ExprKind) -> Option<Key> {
    let (kind, name) = match kind {
        ExprKind::Fact(fact)
        | ExprKind::InYear(fact, _)
        | ExprKind::CompareGrowth { fact, .. }
        | ExprKind::SumYears(fact, _)
        | ExprKind::MeanYears(fact, _)
        | ExprKind::Growth(fact, _)
        | ExprKind::MeanGrowth(fact, _)
        | ExprKind::Includes(fact, _)
        | ExprKind::SetSize(fact)
        | ExprKind::OverRecords { list: fact, .. }
        | ExprKind::Count { list: fact, .. } => (NameKind::Fact, fact.as_str()),
        ExprKind::Parameter(id) => (NameKind::Parameter, id.as_str()),
        ExprKind::Name(id) => (NameKind::Let, id.as_str()),
        ExprKind::Criterion(id) => (NameKind::Criterion, id.as_str()),
        ExprKind::Score(id) | ExprKind::Passes(id) => (NameKind::Score, id.as_str()),
        ExprKind::Group(score, group) => return Some(Key::group(score, group)),
        ExprKind::Table(id) => (NameKind::Table, id.as_str()),
        ExprKind::Eligible(title) | ExprKind::Holders(title) | ExprKind::Holds(title) => {
            (NameKind::Title, title.as_str())
        }
        ExprKind::Number(_)
        | ExprKind::YesNo(_)
        | ExprKind::Text(_)
        | ExprKind::Date(_)
        | ExprKind::Field { .. }
        | ExprKind::Arithmetic(..)
        | ExprKind::Negate(_)
        | ExprKind::Compare(..)
        | ExprKind::Not(_)
        | ExprKind::Quorum(..)
        | ExprKind::If(..)
        | ExprKind::Switch(..)
        | ExprKind::EachYear { .. }
        | ExprKind::Bands(..)
        | ExprKind::Among(..)
        | ExprKind::StartsWith(..)
        | ExprKind::HowMany(_)
        | ExprKind::Extreme(..)
        | ExprKind::Round { .. }
        | ExprKind::EveryFull(..)
        | ExprKind::ReferenceDate
        | ExprKind::Elapsed { .. }
        | ExprKind::YearEnd(_) => return None,
    };
    Some(Key::new(kind, name))
}
