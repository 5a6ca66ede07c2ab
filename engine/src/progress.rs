//! Cases of loaded policies: workflows found by id, guards decided by the evaluator, cases pinned to their text.

use crate::assign::{BodyKind, Directory, Entry};
use crate::eval::Model;
use crate::ruling::parts;
use crate::workflow::{
    self, Asked, Bar, Case, Event, GuardOutcome, Holds, Opening, ReplayError, Snapshot, Transition,
};
use crate::{Decision, Engine, Error, ErrorKind, Facts, Finding, Outcome, Question, Why, canonical};
use gradus_dsl::policy::{Eligibility, Expr, ExprKind, Period, Policy, Workflow};
use gradus_dsl::{
    Agencies, AgencyId, AgencyKind, AliasKind, Calendar, CaseId, Date, Label, Language, PolicyId, TitleId,
    WorkflowId, did_you_mean,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The act of looking again at a title that is held.
const RE_REVIEW: &str = "re_review";

impl Engine {
    /// A workflow of a loaded policy.
    ///
    /// # Errors
    /// `UnknownPolicy`; `NoSuchWorkflow`, naming the nearest one.
    pub fn workflow(&self, policy: &PolicyId, workflow: &WorkflowId) -> Result<&Workflow, Error> {
        let policy = self.policy(policy)?;
        policy.workflows.iter().find(|known| known.id == *workflow).ok_or_else(|| {
            let known: Vec<&str> = policy.workflows.iter().map(|workflow| workflow.id.as_str()).collect();
            let help = match did_you_mean(workflow.as_str(), known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the workflows of `{}` are: {}", policy.id, known.join(", ")),
            };
            Error::new(ErrorKind::NoSuchWorkflow, format!("`{}` has no workflow `{workflow}`", policy.id))
                .help(help)
        })
    }

    /// How a case of a policy is opened: pinned to the text as it is loaded now. `bars` are those the host kept
    /// from earlier cases of the same applicant.
    ///
    /// # Errors
    /// `UnknownPolicy`; `NotInForce` where the text is not in force on the day.
    pub fn opening(
        &self,
        policy: &PolicyId,
        case: CaseId,
        on: Date,
        bars: Vec<Bar>,
    ) -> Result<Opening, Error> {
        let found = self.policy(policy)?;
        if !found.in_force.contains(on) {
            let message = format!("`{policy}` is not in force on {on}");
            let to = found.in_force.to.map_or(String::new(), |to| format!(", no longer on {to}"));
            return Err(Error::new(ErrorKind::NotInForce, message)
                .help(format!("it is in force from {}{to}", found.in_force.from)));
        }
        Ok(Opening { case, policy: policy.clone(), digest: self.digest(policy)?, on, bars })
    }

    /// What an event does to a case, the guards of its steps decided by the rules of the policy the case is pinned
    /// to. A pure function: it runs nothing, and a refused event changes nothing.
    ///
    /// # Errors
    /// `RecordMismatch` where the case is pinned to another version of the policy than the one loaded; what is
    /// wrong with the facts of the event. A step that may not be taken is no error: [`Transition::accepted`].
    pub fn step(&self, snapshot: &Snapshot, event: &Event, calendar: &Calendar) -> Result<Transition, Error> {
        let (policy, workflow) =
            self.pinned_to(&snapshot.pinned.policy, &snapshot.pinned.digest, &snapshot.pinned.workflow)?;
        let failed = RefCell::new(None);
        let guards = |asked: &Asked<'_>| self.decide(policy, workflow, asked, &failed);
        let transition = workflow::transition(workflow, snapshot, event, &guards, calendar);
        match failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(transition),
        }
    }

    /// The snapshot a log leads to; the same as stepping through its events one by one.
    ///
    /// # Errors
    /// Those of [`Engine::step`]. The inner error names the first event that is refused.
    pub fn replay(
        &self,
        workflow: &WorkflowId,
        case: &Case,
        calendar: &Calendar,
    ) -> Result<Result<Snapshot, ReplayError>, Error> {
        let (policy, workflow) = self.pinned_to(&case.opened.policy, &case.opened.digest, workflow)?;
        let failed = RefCell::new(None);
        let guards = |asked: &Asked<'_>| self.decide(policy, workflow, asked, &failed);
        let replayed = workflow::replay(workflow, case, &guards, calendar);
        match failed.into_inner() {
            Some(error) => Err(error),
            None => Ok(replayed),
        }
    }

    /// The digest of a pack as it is loaded, with the packs it takes rules from; empty for an engine that was not
    /// loaded from texts.
    fn digest(&self, policy: &PolicyId) -> Result<String, Error> {
        let find =
            |id: &PolicyId| self.sources().and_then(|(packs, _)| packs.iter().find(|pack| pack.id == *id));
        let Some(pack) = find(policy) else { return Ok(String::new()) };
        let used: BTreeSet<&PolicyId> =
            self.policy(policy)?.imports.iter().map(|import| &import.pack).collect();
        if used.is_empty() {
            return canonical::digest(pack);
        }
        let all: Vec<_> = std::iter::once(pack).chain(used.into_iter().filter_map(find)).collect();
        canonical::digest(&all)
    }

    fn pinned_to(
        &self,
        policy: &PolicyId,
        digest: &str,
        workflow: &WorkflowId,
    ) -> Result<(&Policy, &Workflow), Error> {
        if self.digest(policy)? != digest {
            let message = format!("the case is pinned to another version of `{policy}` than the one loaded");
            return Err(Error::new(ErrorKind::RecordMismatch, message)
                .help("load the pack as it was when the case was opened"));
        }
        Ok((self.policy(policy)?, self.workflow(policy, workflow)?))
    }

    /// Decides the guard of a step by the facts of the event.
    ///
    /// A step out of a state that grants a title is about keeping it: years are counted back from the day of the
    /// event, and a condition that names that title and no other asks about its re-review, where the text decides
    /// on one. Any other step is about the application: years are counted back from the day the case was opened,
    /// and titles stand for their recognition.
    ///
    /// What is wrong with the facts is kept for the caller:
    /// a guard has no way to say it.
    fn decide(
        &self,
        policy: &Policy,
        workflow: &Workflow,
        asked: &Asked<'_>,
        failed: &RefCell<Option<Error>>,
    ) -> GuardOutcome {
        let judge = || {
            let facts = match asked.facts {
                Some(facts) => Facts::from_json(&facts.to_string())?,
                None => Facts::new(),
            };
            let left = workflow.states.iter().find(|state| state.id == asked.step.from);
            let granted = left.and_then(|state| state.grants.as_ref());
            let applied = if granted.is_some() { asked.on } else { asked.snapshot.opened_on };
            let mut question = Question::new(workflow.title.clone(), asked.on, facts)
                .applied_on(applied)
                .under(policy.id.clone());
            if granted.is_some_and(|title| keeps(policy, asked.condition, title)) {
                question = question.act(RE_REVIEW);
            }
            let judged = self.judge(policy, asked.condition, &question, &BTreeMap::new())?;
            let failed = judged.outcome == Outcome::Fails;
            let against = if failed { self.against(policy, asked.condition, &question)? } else { Vec::new() };
            Ok::<_, Error>((judged, against))
        };
        match judge() {
            Ok((judged, against)) => {
                let holds = match judged.outcome {
                    Outcome::Holds => Holds::Yes,
                    Outcome::Fails => Holds::No,
                    _ => Holds::Undetermined,
                };
                let (conflicts, undefined): (Vec<_>, Vec<_>) =
                    judged.blocked.iter().partition(|blocked| blocked.why == Why::Conflict);
                let undefined = undefined.into_iter().flat_map(|blocked| &blocked.facts).map(|fact| Label {
                    zh: format!("`{fact}` 无法计算"),
                    en: format!("`{fact}` is undefined"),
                });
                let conflicts = conflicts.into_iter().map(|blocked| Label {
                    zh: format!("例外规定同时适用而结论相反：{}", blocked.facts.join("、")),
                    en: format!("exceptions both apply and disagree: {}", blocked.facts.join(" and ")),
                });
                let because = undefined.chain(conflicts).chain(against).collect();
                let missing = judged.missing.iter().map(|missing| missing.path.clone()).collect();
                GuardOutcome { holds, because, missing }
            }
            Err(error) => {
                let mut first = failed.borrow_mut();
                if first.is_none() {
                    *first = Some(error);
                }
                GuardOutcome { holds: Holds::Undetermined, because: Vec::new(), missing: Vec::new() }
            }
        }
    }

    /// What speaks against the titles a condition names: the findings that decided their rulings.
    fn against(&self, policy: &Policy, condition: &Expr, question: &Question) -> Result<Vec<Label>, Error> {
        let mut against = Vec::new();
        for title in titles(policy, condition) {
            let ruling = match self.rule(&Question { title, ..question.clone() }) {
                // Rules that disagree speak neither for the title nor against it.
                Err(error) if error.kind() == ErrorKind::Conflict => continue,
                ruling => ruling?,
            };
            if ruling.decision == Decision::Ineligible {
                let decided = |finding: &&Finding| ruling.decided_by.contains(&finding.id);
                against.extend(ruling.findings.iter().filter(decided).map(said));
            }
        }
        Ok(against)
    }
}

/// Whether a condition asks about keeping a title: it names that one only, and the text decides on its re-review.
fn keeps(policy: &Policy, condition: &Expr, title: &TitleId) -> bool {
    let named = titles(policy, condition);
    let decided = |rule: &Eligibility| rule.title == *title && rule.acts.iter().any(|act| act.0 == RE_REVIEW);
    named.len() == 1 && named.contains(title) && policy.eligibilities.iter().any(decided)
}

/// The titles a condition names, by itself or through named expressions.
fn titles(policy: &Policy, condition: &Expr) -> BTreeSet<TitleId> {
    let model = Model::new(policy);
    let named = parts(condition, &model).into_iter().filter_map(|part| match &part.kind {
        ExprKind::Eligible(title) => Some(title.clone()),
        _ => None,
    });
    named.collect()
}

/// A finding in one line, in both languages.
fn said(finding: &Finding) -> Label {
    Label { zh: finding.text(Language::Zh), en: finding.text(Language::En) }
}

/// The agency registry is the directory responsibility is read against.
impl Directory for Agencies {
    fn entry(&self, id: &AgencyId) -> Option<Entry> {
        let agency = self.get(id)?;
        // The shortest proper name heads a column: an abbreviation in English, a short name in Chinese. A class of
        // bodies keeps its name, of which an alias is only another wording.
        let usual = agency.aliases.iter().filter(|alias| alias.kind == AliasKind::Usual);
        let usual = usual.filter(|_| agency.kind == AgencyKind::Body);
        let aliases: Vec<&String> = usual.map(|alias| &alias.text).collect();
        let short = |name: &String, han: bool| {
            let aliases = aliases.iter().copied().filter(|text| text.is_ascii() != han);
            let texts = aliases.chain([name]).filter(|text| !text.is_empty());
            texts.min_by_key(|text| text.chars().count()).cloned().unwrap_or_default()
        };
        Some(Entry {
            name: agency.name.clone(),
            short: Label { zh: short(&agency.name.zh, true), en: short(&agency.name.en, false) },
            kind: match agency.kind {
                AgencyKind::Body => BodyKind::Body,
                AgencyKind::Generic => BodyKind::Generic,
                AgencyKind::Local => BodyKind::Local,
                AgencyKind::Association => BodyKind::Association,
            },
            exists: match (agency.valid_from, agency.valid_to) {
                (None, None) => None,
                (from, to) => Some(Period { from: from.unwrap_or(Date::FIRST), to }),
            },
            successors: agency.successor.clone(),
        })
    }
}
