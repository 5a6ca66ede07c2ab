//! From the rule for a title to the ruling: what each condition came to, what decided, what still matters.

use super::report::Report;
use super::settled::{self, Cases, Settled};
use super::texts::texts;
use super::{
    Chosen, Decision, Engine, Finding, FindingKind, Judged, Outcome, PolicyUsed, Question, Ruling, SEMANTICS,
};
use crate::eval::{
    Answers, Declared, Doubt, Evaluator, Frame, Model, Need, Truth, Value, held, quorum, shown, unit,
};
use crate::facts::{Given, Known};
use crate::why::YearValue;
use crate::{Error, ErrorKind, ExceptionFinding, Flag, FlagKind, ScoreFinding, TableFinding, Why};
use gradus_dsl::policy::{Eligibility, Expr, ExprKind, Quorum, StatusKind, Type};
use gradus_dsl::{CriterionId, Date, FactId, Position, TitleId};
use std::collections::{BTreeMap, BTreeSet};

/// Above so many criteria, every one that took part is named as deciding instead of a smallest set.
const MOST_TRIALS: usize = 64;

/// What one declaration comes to by itself.
pub(crate) struct Valued {
    pub(crate) values: Vec<YearValue>,
    pub(crate) unit: String,
    pub(crate) judged: Judged,
    pub(crate) scores: Vec<ScoreFinding>,
    pub(crate) tables: Vec<TableFinding>,
    pub(crate) exceptions: Vec<ExceptionFinding>,
}

/// The ruling on a question under one text.
pub(super) fn ruling(
    engine: &Engine,
    question: &Question,
    model: &Model<'_>,
    chosen: &Chosen<'_>,
    known: &Known,
) -> Result<Ruling, Error> {
    let (policy, rule) = (chosen.policy, chosen.rule);
    let answers = Answers::default();
    let figures = chosen.figures_on(question.reference());
    let mut evaluator =
        Evaluator::new(model, known, &answers, question.reference(), BTreeMap::new()).figures_on(figures);
    let held = required(rule, known);
    let (condition, frame) = evaluator.judge(&rule.condition)?;
    let truths = held.iter().map(|(_, truth)| truth.clone()).chain([condition.clone()]).collect();
    let (open, ignored_at_top) = quorum(Quorum::All, truths);
    conflict(&open)?;

    let report = Report { engine, model, evaluator: &evaluator };
    let reference = question.reference();
    let condition = &rule.condition;
    let cases = Cases { model, known, answers: &answers, reference, figures, held: &held, condition };
    let Settled { truth, missing, exact, blocked, ignored: ignored_by_cases, by_cases } =
        settled::settled(&report, &cases, open);
    conflict(&truth)?;
    let mut findings = Vec::new();
    for (title, truth) in &held {
        findings.push(report.register(rule, title, truth));
    }
    let mut criteria = BTreeMap::new();
    for id in named_criteria(&rule.condition, model) {
        let criterion = model.criterion(id)?;
        let left = evaluator.left_by(&Declared::Criterion(id.clone()));
        if let Some((Value::Truth(truth), _)) = left {
            criteria.insert(id.clone(), truth.clone());
        }
        findings.push(report.criterion(criterion, left));
    }
    findings.extend(report.conditions(rule, &frame));

    let mut flags = Vec::new();
    let mut flag = |about, id: &str, status: Option<&gradus_dsl::policy::Status>| {
        let status = status.filter(|status| status.kind != StatusKind::Confirmed);
        flags.extend(status.map(|status| Flag { about, id: id.to_owned(), status: status.clone() }));
    };
    flag(FlagKind::Policy, policy.id.as_str(), policy.status.as_ref());
    for text in texts(model, &rule.condition) {
        flag(FlagKind::Policy, text.pack.as_str(), text.status.as_ref());
    }
    flag(FlagKind::Eligibility, rule.title.as_str(), rule.status.as_ref());
    for more in report.flags(&frame) {
        if !flags.contains(&more) {
            flags.push(more);
        }
    }

    let decision = match &truth {
        Truth::Yes => Decision::Eligible,
        Truth::No => Decision::Ineligible,
        Truth::Open(_) => Decision::Undetermined,
    };
    let trial = Trial { model, rule, reference, figures, known, criteria };
    let decided_by = if by_cases {
        cases.decided_by(truth == Truth::Yes, &findings)
    } else {
        trial.decided_by(decision, &findings)?
    };
    let mut ignored = report.ignored(&frame);
    ignored.extend(ignored_by_cases);
    ignored.extend(ignored_at_top.into_iter().flat_map(|doubt| doubt.blocked).map(|cause| cause.report()));
    ignored.sort();
    ignored.dedup();
    ignored.retain(|cause| !blocked.contains(cause));
    Ok(Ruling {
        semantics: SEMANTICS,
        decision,
        title: question.title.clone(),
        title_label: report.title_label(&question.title),
        act: question.act.clone(),
        round: question.round.clone(),
        on: question.on,
        reference: question.reference(),
        subject: question.facts.subject().map(str::to_owned),
        policy: PolicyUsed {
            why: chosen.why(question, &report.title_label(&question.title)),
            figures_on: (figures != question.reference()).then_some(figures),
            ..PolicyUsed::of(model, &rule.condition)
        },
        clause: report.clause(&rule.citation),
        findings,
        scores: report.scores(&frame),
        tables: report.tables(&frame),
        decided_by,
        decided_by_cases: by_cases,
        missing,
        missing_is_exact: exact,
        blocked,
        ignored,
        flags,
    })
}

/// Only the truth of a ruling, for a guard that names a title.
pub(super) fn truth(
    model: &Model<'_>,
    rule: &Eligibility,
    question: &Question,
    known: &Known,
) -> Result<Truth, Error> {
    let answers = Answers::default();
    let mut evaluator = Evaluator::new(model, known, &answers, question.reference(), BTreeMap::new());
    let (condition, _) = evaluator.judge(&rule.condition)?;
    let held = required(rule, known);
    let truths = held.iter().map(|(_, truth)| truth.clone()).chain([condition]).collect();
    let (open, _) = quorum(Quorum::All, truths);
    let reference = question.reference();
    let (figures, condition) = (reference, &rule.condition);
    let cases = Cases { model, known, answers: &answers, reference, figures, held: &held, condition };
    Ok(cases.decision(&open).map_or(open, Truth::known))
}

/// What becomes of one condition by itself.
pub(super) fn judged(
    engine: &Engine,
    model: &Model<'_>,
    condition: &Expr,
    reference: Date,
    known: &Known,
    answers: &Answers,
) -> Result<Judged, Error> {
    let mut evaluator = Evaluator::new(model, known, answers, reference, BTreeMap::new());
    let (truth, frame) = evaluator.judge(condition)?;
    let report = Report { engine, model, evaluator: &evaluator };
    let cases = Cases { model, known, answers, reference, figures: reference, held: &[], condition };
    let settled = settled::settled(&report, &cases, truth);
    Ok(Judged {
        outcome: settled.truth.outcome(),
        decided_by_cases: settled.by_cases,
        comparisons: report.comparisons(&frame),
        missing: settled.missing,
        missing_is_exact: settled.exact,
        blocked: settled.blocked,
        flags: report.flags(&frame),
    })
}

/// The value of one declaration by itself.
pub(super) fn valued(
    engine: &Engine,
    model: &Model<'_>,
    expr: &Expr,
    reference: Date,
    known: &Known,
) -> Result<Valued, Error> {
    let answers = Answers::default();
    let mut evaluator = Evaluator::new(model, known, &answers, reference, BTreeMap::new());
    let (value, frame) = evaluator.read(expr)?;
    let report = Report { engine, model, evaluator: &evaluator };
    let truth = match &value {
        Value::Truth(truth) => truth.clone(),
        other => Truth::Open(other.doubt()),
    };
    let (missing, missing_is_exact, blocked) = report.doubt(&truth);
    let judged = Judged {
        outcome: truth.outcome(),
        decided_by_cases: false,
        comparisons: report.comparisons(&frame),
        missing,
        missing_is_exact,
        blocked,
        flags: report.flags(&frame),
    };
    let values = vec![YearValue { year: None, value: shown(&value, &expr.ty) }];
    let exceptions = match &expr.kind {
        ExprKind::Criterion(id) => report.exceptions(model.criterion(id)?),
        _ => Vec::new(),
    };
    let (scores, tables) = (report.scores(&frame), report.tables(&frame));
    Ok(Valued { values, unit: unit(&expr.ty), judged, scores, tables, exceptions })
}

/// The values given of one fact, with their years where it is yearly; of a list, how many records there are.
pub(super) fn given(
    engine: &Engine,
    model: &Model<'_>,
    fact: &FactId,
    reference: Date,
    known: &Known,
) -> Result<Valued, Error> {
    let declared = model.fact(fact)?;
    let at = Position::default();
    let whole = Expr { kind: ExprKind::Fact(fact.clone()), ty: declared.ty.clone(), at };
    match &declared.ty {
        Type::Yearly(of) => {
            let mut valued = valued(engine, model, &whole, reference, &Known::default())?;
            let value = |given: &Given| shown(&crate::eval::known(given), of);
            let years = known.years(fact).map(|(year, given)| (Some(i32::from(year)), given));
            let none = known.get(fact).map(|given| (None, given));
            let values = years.chain(none).map(|(year, given)| YearValue { year, value: value(given) });
            valued.values = values.collect();
            valued.unit = unit(of);
            if !valued.values.is_empty() {
                valued.judged.missing.clear();
            }
            Ok(valued)
        }
        Type::List(_) => {
            let always = Box::new(Expr { kind: ExprKind::YesNo(true), ty: Type::YesNo, at });
            let kind =
                ExprKind::Count { list: fact.clone(), variable: "record".to_owned(), condition: always };
            valued(engine, model, &Expr { kind, ty: Type::Count, at }, reference, known)
        }
        _ => valued(engine, model, &whole, reference, known),
    }
}

/// Every part of a condition, before what stands in it, in written order; names and tables are followed,
/// criteria are not.
pub(crate) fn parts<'a>(condition: &'a Expr, model: &Model<'a>) -> Vec<&'a Expr> {
    let mut found = Vec::new();
    let (mut names, mut tables) = (BTreeSet::new(), BTreeSet::new());
    let mut stack = vec![condition];
    while let Some(expr) = stack.pop() {
        found.push(expr);
        let before = stack.len();
        match &expr.kind {
            ExprKind::Name(id) => {
                if names.insert(id)
                    && let Ok(name) = model.name(id)
                {
                    stack.push(&name.value);
                }
            }
            ExprKind::Table(id) => {
                if tables.insert(id)
                    && let Ok(table) = model.table(id)
                {
                    stack.extend(&table.columns);
                    stack.extend(table.rows.iter().map(|row| &row.result));
                }
            }
            _ => stack.extend(expr.parts()),
        }
        if let Some(children) = stack.get_mut(before..) {
            children.reverse();
        }
    }
    found
}

fn named_criteria<'a>(condition: &'a Expr, model: &Model<'a>) -> Vec<&'a CriterionId> {
    let mut seen = BTreeSet::new();
    let named = parts(condition, model).into_iter().filter_map(|expr| match &expr.kind {
        ExprKind::Criterion(id) => Some(id),
        _ => None,
    });
    named.filter(|id| seen.insert(*id)).collect()
}

/// Whether the titles a rule requires are held, by the register, on the day asked about.
pub(crate) fn required(rule: &Eligibility, known: &Known) -> Vec<(TitleId, Truth)> {
    rule.requires.iter().map(|title| (title.clone(), held(known, title))).collect()
}

/// Two rules that disagree, where nothing that could be supplied would decide in spite of them, are no answer.
fn conflict(truth: &Truth) -> Result<(), Error> {
    let Truth::Open(doubt) = truth else { return Ok(()) };
    let cause = doubt.blocked.iter().find(|cause| cause.why == Why::Conflict);
    let Some(cause) = cause.filter(|_| doubt.is_undefined()) else { return Ok(()) };
    let message = format!("two exceptions both apply and disagree: {}", cause.facts.join(" and "));
    Err(Error::new(ErrorKind::Conflict, message)
        .help("the policy has to say which comes first: `overrides` names the one it comes before"))
}

/// The rule tried again with criteria set from outside, to see which of them decided.
struct Trial<'a> {
    model: &'a Model<'a>,
    rule: &'a Eligibility,
    reference: Date,
    figures: Date,
    known: &'a Known,
    /// What the criteria that were needed came to.
    criteria: BTreeMap<CriterionId, Truth>,
}

impl Trial<'_> {
    fn decided_by(&self, decision: Decision, findings: &[Finding]) -> Result<Vec<String>, Error> {
        let of = |kind, outcome| {
            let these = findings.iter().filter(move |f| f.kind == kind && f.outcome == outcome);
            these.map(|finding| finding.id.clone())
        };
        let (wanted, outcome) = match decision {
            Decision::Eligible => (Truth::Yes, Outcome::Holds),
            Decision::Ineligible => (Truth::No, Outcome::Fails),
            Decision::Undetermined => return Ok(Vec::new()),
        };
        let mut deciding: Vec<String> = of(FindingKind::Register, outcome).collect();
        let criteria: Vec<CriterionId> =
            of(FindingKind::Criterion, outcome).map(|id| id.as_str().into()).collect();
        let conditions: Vec<String> = of(FindingKind::Condition, outcome).collect();
        if self.criteria.len() > MOST_TRIALS {
            deciding.extend(criteria.iter().map(ToString::to_string));
            deciding.extend(conditions);
            return Ok(deciding);
        }
        let nothing = Known::default();
        if decision == Decision::Ineligible {
            for id in &criteria {
                let mut alone = self.all_open();
                alone.insert(id.clone(), Truth::No);
                if self.comes_to(&alone, &nothing)? == Truth::No {
                    deciding.push(id.to_string());
                }
            }
            if !conditions.is_empty() && self.comes_to(&self.all_open(), self.known)? == Truth::No {
                deciding.extend(conditions.iter().cloned());
            }
            if !deciding.is_empty() {
                return Ok(deciding);
            }
        }
        // No single one decides: drop one after the other, from the last, while the answer stays.
        let mut kept = self.all_open();
        kept.extend(self.criteria.clone());
        for id in self.criteria.keys().rev() {
            let before = kept.insert(id.clone(), open());
            if self.comes_to(&kept, self.known)? != wanted
                && let Some(before) = before
            {
                kept.insert(id.clone(), before);
            }
        }
        let stays = |finding: &&Finding| {
            let id: CriterionId = finding.id.as_str().into();
            finding.kind == FindingKind::Criterion && !matches!(kept.get(&id), None | Some(Truth::Open(_)))
        };
        deciding.extend(findings.iter().filter(stays).map(|finding| finding.id.clone()));
        if !conditions.is_empty() && self.comes_to(&kept, &nothing)? != wanted {
            deciding.extend(conditions);
        }
        if deciding.is_empty() {
            // No requirement decides by itself: the way that was taken does, with all that was asked on it.
            let asked = findings.iter().filter(|finding| finding.kind == FindingKind::Condition);
            deciding.extend(asked.map(|finding| finding.id.clone()));
        }
        Ok(deciding)
    }

    fn all_open(&self) -> BTreeMap<CriterionId, Truth> {
        let named = named_criteria(&self.rule.condition, self.model);
        named.into_iter().map(|id| (id.clone(), open())).collect()
    }

    fn comes_to(&self, fixed: &BTreeMap<CriterionId, Truth>, known: &Known) -> Result<Truth, Error> {
        let answers = Answers::default();
        let evaluator = Evaluator::new(self.model, known, &answers, self.reference, fixed.clone());
        evaluator.figures_on(self.figures).judge(&self.rule.condition).map(|(truth, _): (Truth, Frame)| truth)
    }
}

/// A condition that can go either way.
fn open() -> Truth {
    Truth::Open(Doubt::missing(Need::Fact("-".into())))
}
