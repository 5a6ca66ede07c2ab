//! Enterprises for every rule of every pack, worked out from what the pack declares and from its cases.

mod random;
mod reach;
mod threshold;
mod world;

pub use random::{Dice, Move, drawn};
pub use reach::holds;
pub use threshold::{Asks, Site, Threshold};
pub use world::{World, inside};

use crate::{cases, engine, project};
use gradus::{Facts, Question};
use gradus_dsl::Date;
use gradus_dsl::policy::{Act, Eligibility, Policy};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One rule of one pack, asked for one act.
#[derive(Debug)]
pub struct Rule {
    /// The pack.
    pub policy: &'static Policy,
    /// The rule.
    pub rule: &'static Eligibility,
    /// The act.
    pub act: Act,
    /// The cases it decides; those a drafter found eligible come first.
    pub bases: Vec<Base>,
    /// The figures it compares something with.
    pub thresholds: Vec<Threshold>,
    /// How many years before the last are read of each yearly fact.
    pub years: BTreeMap<String, u8>,
}

/// A question of a case, which a rule decides.
#[derive(Clone, Debug)]
pub struct Base {
    /// The case.
    pub id: String,
    /// The day.
    pub on: Date,
    /// The day the figures are read on.
    pub figures: Date,
    /// The round, where one is named.
    pub round: Option<String>,
    /// The facts file.
    pub file: Value,
    /// Whether a drafter found the enterprise eligible.
    pub eligible: bool,
}

impl Rule {
    /// The rule in words, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {} {}", self.policy.id, self.rule.title, self.act.0)
    }

    /// A base to start from: two of three times one that is eligible, where there is one.
    #[must_use]
    pub fn start(&self, choice: u16) -> &Base {
        let eligible = self.bases.iter().filter(|base| base.eligible).count();
        let from = if eligible == 0 || choice.is_multiple_of(3) { self.bases.len() } else { eligible };
        &self.bases[usize::from(choice / 3) % from]
    }

    /// The question of a base about another facts file.
    ///
    /// # Panics
    /// Where the file cannot be read.
    #[must_use]
    pub fn question(&self, base: &Base, file: &Value) -> Question {
        self.question_of_text(base, &file.to_string())
    }

    /// The question of a base about the text of another facts file.
    ///
    /// # Panics
    /// Where the text cannot be read.
    #[must_use]
    pub fn question_of_text(&self, base: &Base, file: &str) -> Question {
        let facts = Facts::from_json(file).unwrap_or_else(|error| panic!("{error}\n{file}"));
        let question = Question::new(self.rule.title.clone(), base.on, facts).act(self.act.0.as_str());
        match &base.round {
            Some(round) => question.in_round(round.as_str()),
            None => question,
        }
    }
}

/// Every rule of the packs that have figures, for each of its acts, with the cases it decides.
///
/// # Panics
/// Where a rule has no case to start from.
#[must_use]
pub fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let all = every_base();
        let deciding = engine().policies().iter().filter(|policy| !policy.parameters.is_empty());
        let asked = deciding.flat_map(|policy| {
            let rules = policy.eligibilities.iter();
            rules.flat_map(move |rule| rule.acts.iter().map(move |act| (policy, rule, act)))
        });
        asked.map(|(policy, rule, act)| one(policy, rule, act, &all)).collect()
    })
}

fn one(
    policy: &'static Policy,
    rule: &'static Eligibility,
    act: &Act,
    all: &[(Base, String, String)],
) -> Rule {
    let decides = |base: &Base| {
        let chosen = engine().choose(&rule.title, act, base.on, base.round.as_deref()).ok()?;
        std::ptr::eq(chosen.rule, rule).then(|| chosen.figures_on(base.on))
    };
    let own = all.iter().filter(|(_, title, of)| *title == rule.title.as_str() && *of == act.0);
    let mut bases: Vec<Base> =
        own.filter_map(|(base, ..)| Some(Base { figures: decides(base)?, ..base.clone() })).collect();
    // A rule no case asks for starts from the cases of its pack about other titles and acts.
    if bases.is_empty() {
        let prefix = format!("{}/", policy.id);
        let others = all.iter().map(|(base, ..)| base).filter(|base| base.id.starts_with(&prefix));
        bases = others
            .filter_map(|base| Some(Base { figures: decides(base)?, eligible: false, ..base.clone() }))
            .collect();
    }
    bases.sort_by_key(|base| !base.eligible);
    let (thresholds, years) = threshold::of(policy, rule, &bases);
    let rule = Rule { policy, rule, act: act.clone(), bases, thresholds, years };
    assert!(!rule.bases.is_empty(), "{} is asked by no case", rule.name());
    rule
}

/// Every question of a case that has an answer, with its title and act.
fn every_base() -> Vec<(Base, String, String)> {
    let packs = engine().policies().iter().map(|policy| policy.id.as_str());
    let packs = packs.filter(|pack| project(&format!("policies/{pack}/cases")).is_dir());
    let answered = packs.flat_map(cases).filter(|case| case.expect.error.is_none());
    answered
        .map(|case| {
            let on: Date = case.on.parse().unwrap_or_else(|error| panic!("{}: {error}", case.id));
            let eligible = case.expect.decision.as_deref() == Some("eligible");
            let base = Base { id: case.id, on, figures: on, round: case.round, file: case.facts, eligible };
            (base, case.title, case.act)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus::{Engine, Pack};
    use serde_json::json;

    const POLICY: &str = r#"
        policy p #{ title: #{ en: "p" }, in_force: #{ from: "2022-01-01", to: open } };
        title prize "1" #{ en: "prize" };
        fact founded : date #{ en: "founded" };
        fact revenue : yearly(money) #{ en: "revenue", min: 0 };
        fact part : yearly(money) #{ en: "part of it", min: 0, at_most: revenue };
        fact staff : count #{ en: "staff" };
        fact leaders : count #{ en: "leaders", at_most: staff };
        parameter age "1" = years(3) from "2022-01-01";
        criterion old "1" { years_between(founded, reference_date()) >= age }
        criterion share "1" { part.last / revenue.last >= percent(70) }
        criterion led "1" { leaders / staff >= percent(15) }
        criterion grows "1" { growth(revenue.last) >= percent(5) }
        criterion doubles "1" { compound_growth(revenue, 2) >= percent(10) }
        criterion mean "1" { mean_years(revenue, 3) >= wan(400) }
        eligibility prize "1" { all([old, share, led, grows, doubles, mean]) }
    "#;

    /// What no pack asks as yet is worked out like the rest: the engine finds each comparison as far from its figure as
    /// was wanted.
    #[test]
    fn quantities_come_out_beside_their_figures() {
        let engine: &'static Engine =
            Box::leak(Box::new(Engine::load(vec![Pack::new("p", POLICY)], "").unwrap()));
        let (policy, on): (&Policy, Date) = (&engine.policies()[0], "2025-06-30".parse().unwrap());
        let rule = &policy.eligibilities[0];
        let file = json!({ "facts": {
            "founded": "2010-01-01", "staff": 101, "leaders": 50,
            "revenue": { "2024": "5000000", "2023": "4000000.37", "2022": "3000000" }, "part": { "2024": "10" },
        } });
        let base = Base { id: "p".into(), on, figures: on, round: None, file, eligible: true };
        let (thresholds, years) = threshold::of(policy, rule, std::slice::from_ref(&base));
        assert_eq!((thresholds.len(), years["revenue"], years["part"]), (6, 2, 0));
        for threshold in &thresholds {
            for units in [-1, 0, 1] {
                let mut world = World::new(policy, &base.file, on, on);
                let margin = world.beside(threshold, units).unwrap_or_else(|| panic!("{}", threshold.name()));
                let facts = Facts::from_json(&json!({ "facts": world.facts() }).to_string()).unwrap();
                let ruling = engine.rule(&Question::new("prize", on, facts)).unwrap();
                let id = threshold.site.criterion.unwrap().as_str();
                let finding = ruling.findings.iter().find(|finding| finding.id == id).unwrap();
                let place = format!("{id} at {units:+}: {:?}", world.facts);
                assert_eq!(finding.comparisons[0].margin.as_ref(), Some(&margin), "{place}");
                assert_eq!(finding.outcome == gradus::Outcome::Holds, units >= 0, "{place}");
            }
        }
    }
}
