//! What an evaluation left behind, put into the words and lists of a ruling.

use super::{
    Blocked, ClauseUsed, Comparison, Engine, ExceptionFinding, Finding, FindingKind, Flag, GroupFinding,
    Missing, Needs, Outcome, ScoreFinding, Shown, Side, TableFinding,
};
use crate::eval::{Declared, Entry, Evaluator, Frame, How, Model, Need, Truth, Value, deny, unit};
use gradus_dsl::policy::{CompareOp, Criterion, Eligibility, FactKind, Policy, Score, Type};
use gradus_dsl::{Citation, FactId, Label, ScoreId, TableId, TitleId};
use std::collections::BTreeSet;

/// What reports are written from.
pub(crate) struct Report<'r, 'a> {
    pub(crate) engine: &'r Engine,
    pub(crate) model: &'r Model<'a>,
    pub(crate) evaluator: &'r Evaluator<'a>,
}

/// Which declarations a walk through frames goes into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    /// Named expressions only.
    Names,
    /// Named expressions and criteria; what a score compares stands in its lines.
    Conditions,
    /// All.
    All,
}

impl Report<'_, '_> {
    pub(super) fn register(&self, rule: &Eligibility, title: &TitleId, truth: &Truth) -> Finding {
        let label = self.title_label(title);
        let value = match truth {
            Truth::Yes => Shown::YesNo(true),
            Truth::No => Shown::YesNo(false),
            Truth::Open(_) => Shown::Unknown,
        };
        let missing = match truth {
            Truth::Open(doubt) => doubt.missing.keys().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        let what = Label {
            zh: format!("持有“{}”", label.in_language(gradus_dsl::Language::Zh)),
            en: format!("holds {}", label.in_language(gradus_dsl::Language::En)),
        };
        let yes = Label { zh: "是".to_owned(), en: "yes".to_owned() };
        let comparison = Comparison {
            left: Side { what: what.clone(), value },
            operator: CompareOp::Equal,
            right: Side { what: yes, value: Shown::YesNo(true) },
            unit: Type::YesNo.to_string(),
            outcome: truth.outcome(),
            margin: None,
            growth: None,
            selects: false,
            missing,
            blocked: Vec::new(),
        };
        Finding {
            id: format!("requires.{title}"),
            kind: FindingKind::Register,
            label: what,
            outcome: truth.outcome(),
            clause: self.clause(&rule.citation),
            comparisons: vec![comparison],
            exceptions: Vec::new(),
            flags: Vec::new(),
        }
    }

    pub(super) fn criterion(&self, criterion: &Criterion, left: Option<&(Value, Frame)>) -> Finding {
        let outcome = match left {
            Some((Value::Truth(truth), _)) => truth.outcome(),
            _ => Outcome::NotNeeded,
        };
        let (clause, label) = self.named(criterion);
        Finding {
            id: criterion.id.to_string(),
            kind: FindingKind::Criterion,
            label,
            outcome,
            clause,
            comparisons: left.map(|(_, frame)| self.comparisons(frame)).unwrap_or_default(),
            exceptions: left.map(|_| self.exceptions(criterion)).unwrap_or_default(),
            flags: left.map(|(_, frame)| self.flags(frame)).unwrap_or_default(),
        }
    }

    /// The clause of a criterion, and its name for people.
    fn named(&self, criterion: &Criterion) -> (ClauseUsed, Label) {
        let clause = self.clause_of(criterion.id.as_str(), &criterion.citation);
        let label = if criterion.label.is_empty() { clause.summary.clone() } else { criterion.label.clone() };
        (clause, label)
    }

    /// The exceptions to a criterion that apply or may apply, each followed by the exceptions to it.
    pub(super) fn exceptions(&self, criterion: &Criterion) -> Vec<ExceptionFinding> {
        let mut found: Vec<ExceptionFinding> = Vec::new();
        let mut waiting = vec![&criterion.id];
        while let Some(of) = waiting.pop() {
            for (exception, terms) in self.model.exceptions(of) {
                let left = |declared| match self.evaluator.left_by(&declared) {
                    Some((Value::Truth(truth), _)) => Some(truth.outcome()),
                    _ => None,
                };
                let applies = left(Declared::Exception(exception.id.clone()));
                let Some(applies) = applies.filter(|outcome| *outcome != Outcome::Fails) else { continue };
                if found.iter().any(|known| known.id == exception.id) {
                    continue;
                }
                let (clause, label) = self.named(exception);
                let outcome = left(Declared::Criterion(exception.id.clone())).unwrap_or(Outcome::NotNeeded);
                found.push(ExceptionFinding {
                    id: exception.id.clone(),
                    of: of.clone(),
                    label,
                    clause,
                    because: terms.because.clone(),
                    applies,
                    outcome,
                });
                waiting.push(&exception.id);
            }
        }
        found
    }

    /// The conditions written directly in a rule.
    pub(super) fn conditions(&self, rule: &Eligibility, frame: &Frame) -> Vec<Finding> {
        let entries = self.walk(frame, Into::Names);
        let comparisons = entries.into_iter().filter_map(|(entry, how)| taking_part(entry, how));
        let finding = |(index, comparison): (usize, Comparison)| Finding {
            id: format!("condition.{}", index + 1),
            kind: FindingKind::Condition,
            label: comparison.left.what.clone(),
            outcome: match comparison.outcome {
                // What only selects a branch is no requirement, met or not.
                Outcome::Holds | Outcome::Fails if comparison.selects => Outcome::NotNeeded,
                outcome => outcome,
            },
            clause: self.clause(&rule.citation),
            comparisons: vec![comparison],
            exceptions: Vec::new(),
            flags: Vec::new(),
        };
        comparisons.enumerate().map(finding).collect()
    }

    pub(super) fn comparisons(&self, frame: &Frame) -> Vec<Comparison> {
        let entries = self.walk(frame, Into::Conditions).into_iter();
        entries.filter_map(|(entry, how)| taking_part(entry, how)).collect()
    }

    pub(super) fn flags(&self, frame: &Frame) -> Vec<Flag> {
        let mut seen = BTreeSet::new();
        let mut flags = Vec::new();
        for (entry, _) in self.walk(frame, Into::All) {
            if let Entry::Flag(mark) = entry
                && seen.insert((mark.about, mark.id.clone()))
            {
                flags.push(Flag { about: mark.about, id: mark.id.clone(), status: mark.status.clone() });
            }
        }
        flags
    }

    pub(super) fn ignored(&self, frame: &Frame) -> Vec<Blocked> {
        let entries = self.walk(frame, Into::All).into_iter();
        let causes = entries.filter_map(|(entry, _)| match entry {
            Entry::Ignored(cause) => Some(cause.report()),
            _ => None,
        });
        causes.collect()
    }

    pub(super) fn scores(&self, frame: &Frame) -> Vec<ScoreFinding> {
        let mut seen: BTreeSet<&ScoreId> = BTreeSet::new();
        let mut scores = Vec::new();
        for (entry, _) in self.walk(frame, Into::All) {
            let Entry::Asked(declared @ Declared::Score(id), _) = entry else { continue };
            let left = self.evaluator.left_by(declared).and_then(|(_, frame)| frame.points.as_ref());
            let (Some(points), Ok(score)) = (left, self.model.score(id)) else { continue };
            if seen.insert(id) {
                scores.push(ScoreFinding {
                    id: id.clone(),
                    clause: self.clause_of(id.as_str(), &score.citation),
                    points: points.total.clone(),
                    of: score.of.clone(),
                    pass: score.pass.clone(),
                    groups: self.groups(score),
                    indicators: points.indicators.clone(),
                });
            }
        }
        scores
    }

    fn groups(&self, score: &Score) -> Vec<GroupFinding> {
        let found = score.groups.iter().filter_map(|group| {
            let declared = Declared::Group(score.id.clone(), group.id.clone());
            let points = self.evaluator.left_by(&declared)?.1.points.as_ref()?;
            Some(GroupFinding {
                id: group.id.clone(),
                citation: group.citation.to_string(),
                points: points.total.clone(),
                of: group.of.clone(),
                pass: group.pass.clone(),
                indicators: points.indicators.clone(),
            })
        });
        found.collect()
    }

    pub(super) fn tables(&self, frame: &Frame) -> Vec<TableFinding> {
        let mut seen: BTreeSet<&TableId> = BTreeSet::new();
        let mut tables = Vec::new();
        for (entry, _) in self.walk(frame, Into::All) {
            let Entry::Asked(declared @ Declared::Table(id), _) = entry else { continue };
            let left = self.evaluator.left_by(declared).and_then(|(_, frame)| frame.matched.as_ref());
            let (Some(matched), Ok(table)) = (left, self.model.table(id)) else { continue };
            if seen.insert(id) {
                tables.push(TableFinding {
                    id: id.clone(),
                    clause: self.clause_of(id.as_str(), &table.citation),
                    inputs: matched.inputs.clone(),
                    rows: matched.rows.clone(),
                    open: matched.open,
                    value: matched.value.clone(),
                    unit: unit(&table.ty),
                });
            }
        }
        tables
    }

    /// What is missing, whether each of it surely matters, and what is undefined.
    pub(super) fn doubt(&self, truth: &Truth) -> (Vec<Missing>, bool, Vec<Blocked>) {
        let Truth::Open(doubt) = truth else { return (Vec::new(), true, Vec::new()) };
        let missing: Vec<Missing> = doubt.missing.keys().map(|need| self.missing(need)).collect();
        // A fact that bounds another one is not free to go either way, nor is one beside something undefined.
        let bounds: BTreeSet<&FactId> =
            self.model.policy.facts.iter().filter_map(|fact| fact.at_most.as_ref()).collect();
        let tied = doubt.missing.keys().any(|need| match need {
            Need::Fact(fact) | Need::Year(fact, _) => bounds.contains(fact),
            _ => false,
        });
        let exact = doubt.is_exact() && doubt.blocked.is_empty() && !tied;
        (missing, exact, doubt.blocked.iter().map(crate::eval::Cause::report).collect())
    }

    pub(crate) fn missing(&self, need: &Need) -> Missing {
        let (label, needs) = match need {
            Need::Fact(id) | Need::Field(id, ..) | Need::Fields(id, _) => self.missing_fact(id),
            Need::Year(id, year) => {
                let (label, needs) = self.missing_fact(id);
                let zh = if label.zh.is_empty() { label.zh } else { format!("{}（{year}年）", label.zh) };
                let en = if label.en.is_empty() { label.en } else { format!("{} {year}", label.en) };
                (Label { zh, en }, needs)
            }
            Need::Title(title) | Need::Holders(title) => {
                (self.title_label(title), Needs::Register { title: title.clone() })
            }
        };
        Missing { path: need.to_string(), label, needs }
    }

    fn missing_fact(&self, id: &FactId) -> (Label, Needs) {
        let Ok(fact) = self.model.fact(id) else { return (Label::default(), Needs::Fact) };
        let needs = match &fact.kind {
            FactKind::Given => Needs::Fact,
            FactKind::Judgement(body) => {
                Needs::Judgement { body: body.clone(), label: self.engine.agency(body) }
            }
            FactKind::External(source) => Needs::External { source: source.clone() },
        };
        (fact.label.clone(), needs)
    }

    /// A clause of the text itself.
    pub(super) fn clause(&self, citation: &Citation) -> ClauseUsed {
        self.clause_of("", citation)
    }

    /// The clause of a declaration, in the text the declaration comes from.
    pub(super) fn clause_of(&self, id: &str, citation: &Citation) -> ClauseUsed {
        ClauseUsed::of(self.model.policy, id, citation)
    }

    /// The name of a title; in its own policy first, else in any that knows it.
    pub(super) fn title_label(&self, title: &TitleId) -> Label {
        title_label(std::iter::once(self.model.policy).chain(self.engine.policies()), title)
    }

    /// The entries of a frame and of the frames of what it asked, each declaration once for each way it takes
    /// part, in order.
    fn walk<'f>(&'f self, frame: &'f Frame, into: Into) -> Vec<(&'f Entry, How)> {
        let mut found = Vec::new();
        let mut asked = BTreeSet::new();
        let mut stack: Vec<(&Entry, How)> =
            frame.entries.iter().rev().map(|entry| (entry, How::default())).collect();
        while let Some((entry, how)) = stack.pop() {
            found.push((entry, how));
            let Entry::Asked(declared, here) = entry else { continue };
            let how = match declared {
                // A table is an expression like any other: its results are the conditions.
                Declared::Name(_) | Declared::Table(_) => {
                    How { selects: how.selects || here.selects, denied: how.denied != here.denied }
                }
                Declared::Exception(_) => How { selects: true, denied: how.denied != here.denied },
                // A criterion or a score is a condition of its own and says itself what it asks.
                Declared::Criterion(_) | Declared::Score(_) | Declared::Group(..) => How::default(),
            };
            let follow = match declared {
                Declared::Name(_) | Declared::Table(_) | Declared::Exception(_) => true,
                Declared::Criterion(_) => into != Into::Names,
                Declared::Score(_) | Declared::Group(..) => into == Into::All,
            };
            if follow
                && asked.insert((declared, how))
                && let Some((_, frame)) = self.evaluator.left_by(declared)
            {
                stack.extend(frame.entries.iter().rev().map(|entry| (entry, how)));
            }
        }
        found
    }
}

impl ClauseUsed {
    /// The clause a declaration of a policy cites, in the text the declaration comes from.
    pub(crate) fn of(policy: &Policy, id: &str, citation: &Citation) -> Self {
        let text = policy.import_of(id);
        let clause = text.map_or(&policy.clauses, |text| &text.clauses).resolve(citation);
        Self {
            policy: text.map(|text| text.pack.clone()),
            citation: citation.to_string(),
            heading: clause.map(|clause| clause.heading.clone()).unwrap_or_default(),
            summary: clause.map(|clause| clause.summary.clone()).unwrap_or_default(),
            text: clause.map(|clause| clause.text.clone()).unwrap_or_default(),
        }
    }
}

/// What the first of some policies that names a title calls it; its id where none does.
pub(crate) fn title_label<'p>(policies: impl IntoIterator<Item = &'p Policy>, title: &TitleId) -> Label {
    let titles = policies.into_iter().flat_map(|policy| &policy.titles);
    let mut named = titles.filter(|one| one.id == *title && !one.label.is_empty());
    let label = named.next().map(|one| one.label.clone());
    label.unwrap_or_else(|| Label { zh: title.to_string(), en: title.to_string() })
}

/// A comparison as it takes part where it was asked.
fn taking_part(entry: &Entry, how: How) -> Option<Comparison> {
    let Entry::Comparison(comparison) = entry else { return None };
    let mut comparison = comparison.as_ref().clone();
    if how.denied && (how.selects || !comparison.selects) {
        deny(&mut comparison);
    }
    comparison.selects |= how.selects;
    Some(comparison)
}
