//! Workflows: states, steps, actors, terms.

use super::Checker;
use super::symbols::{Place, Scope};
use crate::ast::{Declaration, Expr as Written, ExprKind as W};
use crate::policy::{Actor, Annual, State, Step, Term, TermUnit, Workflow};
use crate::{Date, Label, Position, RoleId, StateId, StepId, TitleId, WorkflowId, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

impl Checker<'_> {
    pub(super) fn workflow(&mut self, declaration: &Declaration) {
        let (Some((name, at)), Some((title, _))) = (declaration.word("name"), declaration.word("title"))
        else {
            return;
        };
        let citation = self.citation(declaration);
        let status = self.status(declaration);
        let mut workflow = Workflow {
            id: WorkflowId::new(name),
            at,
            title: TitleId::new(title),
            citation,
            status,
            states: Vec::new(),
            steps: Vec::new(),
            annual: Vec::new(),
        };
        let states: BTreeSet<&str> = declaration
            .items()
            .iter()
            .filter(|item| item.keyword == "state")
            .filter_map(|item| item.word("name").map(|(name, _)| name))
            .collect();
        let mut names = BTreeSet::new();
        for item in declaration.items() {
            if let Some((name, at)) = item.word("name")
                && !names.insert(name)
            {
                self.error(
                    "duplicate-name",
                    at,
                    format!("`{name}` is already a state or step of this workflow"),
                    "give each state and step a name of its own",
                );
            }
            match item.keyword {
                "state" => workflow.states.extend(self.state(item)),
                "step" => workflow.steps.extend(self.step(item, &states)),
                "annual" => workflow.annual.extend(self.annual(item, &states)),
                _ => {}
            }
        }
        // A state or step that could not be read would make others look lost.
        if workflow.states.len() + workflow.steps.len() + workflow.annual.len() == declaration.items().len() {
            self.shape(&workflow);
        }
        if self.policy.workflows.iter().any(|known| known.id == workflow.id) {
            self.error(
                "duplicate-name",
                at,
                format!("`{name}` is already a workflow"),
                "give each workflow a name of its own",
            );
        }
        self.policy.workflows.push(workflow);
    }

    fn state(&mut self, item: &Declaration) -> Option<State> {
        let (name, at) = item.word("name")?;
        let valid = item.expr("valid").and_then(|valid| self.term(valid));
        let grants = item.word("grants").map(|(title, _)| TitleId::new(title));
        if valid.is_some() && grants.is_none() {
            self.error(
                "missing-option",
                at,
                format!("`{name}` is valid for a term and grants no title"),
                "add `grants TITLE`",
            );
        }
        let label = self.item_label(item);
        Some(State {
            id: StateId::new(name),
            label,
            at,
            initial: item.part("initial").is_some(),
            is_final: item.part("final").is_some(),
            grants,
            valid,
            citation: self.citation(item),
            status: self.status(item),
        })
    }

    fn step(&mut self, item: &Declaration, states: &BTreeSet<&str>) -> Option<Step> {
        let (name, at) = item.word("name")?;
        let from = self.known_state(item, "from", states)?;
        let to = self.known_state(item, "to", states)?;
        let by = self.actor(item.expr("by")?)?;
        let scope = Scope { place: Place::Guard, ..Scope::default() };
        let when = match item.expr("when") {
            None => None,
            Some(when) => Some(self.condition(when, &scope)?),
        };
        if let Some((word, at)) = item.word("pauses")
            && word != "term"
        {
            self.error("unknown-option", at, format!("`pauses {word}` is not known"), "write `pauses term`");
        }
        let label = self.item_label(item);
        Some(Step {
            id: StepId::new(name),
            label,
            at,
            from,
            to,
            by,
            when,
            within: item.expr("within").and_then(|term| self.term(term)),
            after: item.expr("after").and_then(|term| self.term(term)),
            refused: match item.part("refused") {
                None => None,
                Some(_) => Some(self.known_state(item, "refused", states)?),
            },
            pauses_term: item.part("pauses").is_some(),
            bars: item.expr("bars").and_then(|term| self.term(term)),
            citation: self.citation(item),
            status: self.status(item),
        })
    }

    fn annual(&mut self, item: &Declaration, states: &BTreeSet<&str>) -> Option<Annual> {
        let (name, at) = item.word("name")?;
        let from = self.known_state(item, "from", states)?;
        let by = self.actor(item.expr("by")?)?;
        let until = match item.word("until_day") {
            Some((text, at)) => {
                // 2023 is no leap year: a day that is due every year exists every year.
                let day = format!("2023-{text}").parse::<Date>().ok();
                if day.is_none() {
                    self.error(
                        "bad-date",
                        at,
                        format!("`{text}` is not a day of every year"),
                        "write month and day: \"04-30\"",
                    );
                }
                let day = day?;
                (day.month(), day.day())
            }
            None => {
                self.error(
                    "missing-option",
                    at,
                    format!("`{name}` has no last day"),
                    "add `until_day \"04-30\"`",
                );
                return None;
            }
        };
        let missed = match item.part("missed") {
            None => None,
            Some(_) => Some(self.known_state(item, "missed", states)?),
        };
        let (citation, status) = (self.citation(item), self.status(item));
        let label = self.item_label(item);
        Some(Annual { id: StepId::new(name), label, at, from, by, until, missed, citation, status })
    }

    /// The name of a state, a step or a yearly duty for people.
    fn item_label(&mut self, item: &Declaration) -> Label {
        let options = self.options(item, &["zh", "en"]);
        self.label(&options)
    }

    fn known_state(&mut self, item: &Declaration, label: &str, states: &BTreeSet<&str>) -> Option<StateId> {
        let (name, at) = item.word(label)?;
        if states.contains(name) {
            return Some(StateId::new(name));
        }
        let help = match did_you_mean(name, states.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it: `state {name};`"),
        };
        self.error("unknown-state", at, format!("the workflow has no state `{name}`"), help);
        None
    }

    fn actor(&mut self, written: &Written) -> Option<Actor> {
        let roles = |checker: &mut Self, list: &[Written]| -> Vec<RoleId> {
            list.iter().flat_map(|item| checker.names(item)).map(|(name, _)| RoleId::new(name)).collect()
        };
        match &written.kind {
            W::Name(name) => return Some(Actor::Role(RoleId::new(name))),
            W::Call(name, arguments) if !arguments.is_empty() => {
                match (name.as_str(), arguments.as_slice()) {
                    ("all_of", list) => return Some(Actor::AllOf(roles(self, list))),
                    ("any_of", list) => return Some(Actor::AnyOf(roles(self, list))),
                    ("at_least", [count, list @ ..]) if !list.is_empty() => {
                        let n = self
                            .literal(count)?
                            .to_i64()
                            .and_then(|n| u32::try_from(n).ok())
                            .filter(|n| *n > 0);
                        let Some(n) = n else {
                            self.error(
                                "bad-count",
                                count.at,
                                "a number of persons is expected here",
                                "write a whole number from 1",
                            );
                            return None;
                        };
                        return Some(Actor::AtLeast(n, roles(self, list)));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        self.error(
            "bad-actor",
            written.at,
            "this does not say who may take the step",
            "write a role, `all_of(a, b)`, `any_of(a, b)` or `at_least(2, reviewers)`",
        );
        None
    }

    fn term(&mut self, written: &Written) -> Option<Term> {
        let unit = match &written.kind {
            W::Call(name, arguments) if arguments.len() == 1 => match name.as_str() {
                "days" => Some((TermUnit::Days, &arguments[0])),
                "working_days" => Some((TermUnit::WorkingDays, &arguments[0])),
                "months" => Some((TermUnit::Months, &arguments[0])),
                "years" => Some((TermUnit::Years, &arguments[0])),
                _ => None,
            },
            _ => None,
        };
        let help = "write `days(30)`, `working_days(20)`, `months(6)` or `years(3)`";
        let Some((unit, count)) = unit else {
            self.error("bad-term", written.at, "this is not a term", help);
            return None;
        };
        let count_at = count.at;
        let count = self
            .literal(count)?
            .to_i64()
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| (1..=36_500).contains(n));
        if count.is_none() {
            self.error("bad-term", count_at, "a term counts from 1 to 36500", help);
        }
        Some(Term { count: count?, unit })
    }

    /// One beginning, every state reached, no dead end.
    fn shape(&mut self, workflow: &Workflow) {
        let initial: Vec<&State> = workflow.states.iter().filter(|state| state.initial).collect();
        if initial.len() != 1 {
            self.error(
                "initial-state",
                initial.get(1).map_or(workflow.at, |state| state.at),
                format!("the workflow has {} initial states", initial.len()),
                "mark exactly one state as `initial`",
            );
            return;
        }
        let mut ways: BTreeMap<&StateId, Vec<&StateId>> = BTreeMap::new();
        for step in &workflow.steps {
            let to = ways.entry(&step.from).or_default();
            to.push(&step.to);
            to.extend(step.refused.as_ref());
        }
        let left: BTreeSet<&StateId> = workflow.steps.iter().map(|step| &step.from).collect();
        for annual in &workflow.annual {
            ways.entry(&annual.from).or_default().extend(annual.missed.as_ref());
        }
        let mut reached: BTreeSet<&StateId> = BTreeSet::new();
        let mut waiting: Vec<&StateId> = initial.iter().map(|state| &state.id).collect();
        while let Some(state) = waiting.pop() {
            if reached.insert(state) {
                waiting.extend(ways.get(state).into_iter().flatten());
            }
        }
        let granting: BTreeSet<&StateId> =
            workflow.states.iter().filter(|state| state.grants.is_some()).map(|state| &state.id).collect();
        for step in &workflow.steps {
            // A refusal may leave a title as it was; it cannot give one.
            if step.refused.as_ref().is_some_and(|to| granting.contains(to)) && !granting.contains(&step.from)
            {
                self.error(
                    "refusal-grants",
                    step.at,
                    format!("refusing `{}` would grant a title", step.id),
                    "let a refusal lead to a state that grants nothing",
                );
            }
            if let (Some(after), Some(within)) = (step.after, step.within)
                && after.unit == within.unit
                && after.count >= within.count
            {
                self.error(
                    "term-reversed",
                    step.at,
                    format!("`{}` may be taken only when its term is over", step.id),
                    "`after` is shorter than `within`",
                );
            }
        }
        let lost: Vec<(StateId, Position)> = workflow
            .states
            .iter()
            .filter(|state| !reached.contains(&state.id))
            .map(|state| (state.id.clone(), state.at))
            .collect();
        for (state, at) in lost {
            let message = format!("no step leads to `{state}`");
            self.error("unreachable-state", at, message, "add a step to it, or take it out");
        }
        for state in workflow.states.iter().filter(|state| !state.is_final) {
            if !left.contains(&state.id) {
                self.error(
                    "dead-end",
                    state.at,
                    format!("a case in `{}` can never leave it", state.id),
                    "add a step from it, or mark it `final`",
                );
            }
        }
        for state in workflow.states.iter().filter(|state| state.is_final) {
            if left.contains(&state.id) {
                let message = format!("`{}` is final, and a step leaves it", state.id);
                self.error("final-left", state.at, message, "take out the step, or the word `final`");
            }
        }
        if let Some(missed) = workflow.annual.iter().find(|annual| annual.missed.is_none()) {
            self.warning(
                "no-consequence",
                missed.at,
                format!("nothing follows when `{}` is missed", missed.id),
                "add `missed STATE` if the text says what follows",
            );
        }
    }
}
