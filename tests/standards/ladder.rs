//! The ladder as a table: each title, what stands below it, which texts decide, and how long it lasts.

use crate::words::{Notes, cell, title_name};
use gradus::{Act, Engine, Facts, Period, Rung, TermUnit, TitleId};
use gradus_dsl::Date;
use std::collections::BTreeSet;

/// The titles in the order of the ladder, those that stand alone last.
pub(crate) fn titles(engine: &Engine, on: Date) -> Vec<Rung> {
    engine.ladder(&Facts::new(), on, None).unwrap_or_else(|error| panic!("{error}")).rungs
}

/// The titles with one below or above them.
pub(crate) fn on_a_ladder(rungs: &[Rung]) -> BTreeSet<&TitleId> {
    rungs.iter().filter_map(|rung| Some([&rung.title, rung.after.as_ref()?])).flatten().collect()
}

/// The table.
pub(crate) fn page(engine: &Engine, rungs: &[Rung]) -> String {
    let mut notes = Notes::default();
    let steps = on_a_ladder(rungs);
    let mut page = "| title | stands above | decided by | valid for |\n|---|---|---|---|\n".to_owned();
    for rung in rungs {
        let above = match &rung.after {
            Some(below) => title_name(engine, below.as_str()).en,
            None if steps.contains(&rung.title) => "the lowest".to_owned(),
            None => "beside the ladder".to_owned(),
        };
        page += &format!(
            "| **{}**<br>{} | {above} | {} | {} |\n",
            cell(&rung.label.en),
            cell(&rung.label.zh),
            decided(engine, &rung.title, &mut notes).join("<br>"),
            valid(engine, &rung.title, &mut notes).join("<br>")
        );
    }
    format!("{page}\n{}", notes.page())
}

/// The texts with a rule for the title, and what newer texts say of which decides.
fn decided(engine: &Engine, title: &TitleId, notes: &mut Notes) -> Vec<String> {
    let mut said = Vec::new();
    let mut policies: Vec<_> = engine.policies().iter().collect();
    policies.sort_by_key(|policy| policy.in_force.from);
    for policy in &policies {
        let mut rules = policy.eligibilities.iter().filter(|rule| rule.title == *title).peekable();
        if rules.peek().is_none() {
            continue;
        }
        let each = |rule: &gradus_dsl::policy::Eligibility| {
            let acts: Vec<&str> = rule.acts.iter().map(act).collect();
            // A text may say of itself that it decides in one round only.
            let own = policy.applications.iter().filter(|one| one.title == *title && one.text == policy.id);
            let round = own.filter_map(|one| one.round.as_ref()).next();
            let round = round.map_or_else(String::new, |round| format!(" in the round of {round}"));
            format!("{}{round} `[{}]`", acts.join(" and "), rule.citation)
        };
        let rules: Vec<String> = rules.map(each).collect();
        let marks: String = notes.marks(&policy.status).iter().map(|mark| format!(" · {mark}")).collect();
        said.push(format!("{}, {}: {}{marks}", policy.number, span(&policy.in_force), rules.join(", ")));
    }
    for policy in &policies {
        for one in policy.applications.iter().filter(|one| one.title == *title && one.text != policy.id) {
            let text =
                policies.iter().find(|text| text.id == one.text).map_or("", |text| text.number.as_str());
            let act = one.act.as_ref().map_or("every act", act);
            let round =
                one.round.as_ref().map_or_else(String::new, |round| format!(" in the round of {round}"));
            let span = span(&one.in_force);
            let clause = &one.citation;
            said.push(format!("{act}{round} {span} by {text}, as {} `[{clause}]` says", policy.number));
        }
    }
    said
}

fn act(act: &Act) -> &str {
    match act.0.as_str() {
        Act::RECOGNITION => "recognition",
        Act::RE_REVIEW => "re-review",
        other => other,
    }
}

fn span(period: &Period) -> String {
    match period.to.and_then(|to| to.plus_days(-1)) {
        Some(last) => format!("{} to {last}", period.from),
        None => format!("from {}", period.from),
    }
}

/// How long the title is held, by the workflows that grant it.
fn valid(engine: &Engine, title: &TitleId, notes: &mut Notes) -> Vec<String> {
    let mut said = Vec::new();
    for policy in engine.policies() {
        let workflows = policy.workflows.iter().filter(|flow| flow.title == *title);
        let granted = workflows.flat_map(|flow| &flow.states).find(|state| state.valid.is_some());
        let Some((state, term)) = granted.and_then(|state| Some((state, state.valid?))) else { continue };
        let unit = match term.unit {
            TermUnit::Years => "years",
            TermUnit::Months => "months",
            TermUnit::Days => "days",
            TermUnit::WorkingDays => "working days",
        };
        let marks: String = notes.marks(&state.status).iter().map(|mark| format!(" · {mark}")).collect();
        said.push(format!("{} {unit} ({}){marks}", term.count, policy.number));
    }
    said
}
