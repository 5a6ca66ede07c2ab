//! Decisions by cases against the listing of every way of filling in (P10, P11): the decision, and what still matters.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/small.rs"]
mod small;
mod support;

use gradus::{Decision, Engine, ErrorKind, Ruling};
use proptest::prelude::*;
use small::*;
use std::collections::{BTreeMap, BTreeSet};
use support::*;

/// The ruling; none where exceptions that apply together disagree.
fn ruled(engine: &Engine, places: &[Option<usize>]) -> Option<Ruling> {
    match engine.rule(&ask(filled(places).unwrap())) {
        Ok(ruling) => Some(ruling),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Conflict);
            None
        }
    }
}

/// The decision of every completion; what is in conflict has none.
fn listed(engine: &Engine, places: &[Option<usize>]) -> BTreeMap<Vec<Option<usize>>, Decision> {
    let decision =
        |all: &[Option<usize>]| ruled(engine, all).map_or(Decision::Undetermined, |ruling| ruling.decision);
    completions(places).into_iter().map(|all| (all.clone(), decision(&all))).collect()
}

/// The facts in which alone two completions of different decision can differ.
fn that_matter(all: &BTreeMap<Vec<Option<usize>>, Decision>) -> BTreeSet<String> {
    let mut matter = BTreeSet::new();
    for (places, decision) in all {
        for (index, (name, values)) in domain().iter().enumerate() {
            for other in 0..values.len() {
                let mut changed = places.clone();
                changed[index] = Some(other);
                if all.get(&changed).is_some_and(|changed| changed != decision) {
                    matter.insert((*name).to_owned());
                }
            }
        }
    }
    matter
}

fn named(ruling: &Ruling) -> BTreeSet<String> {
    ruling.missing.iter().map(|missing| missing.path.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// A ruling is decided exactly where every completion has that decision, and an exact list is that of the listing.
    #[test]
    fn the_split_equals_the_listing(condition in condition(), places in partly()) {
        let engine = Engine::new(vec![small_policy(condition)]).unwrap();
        let all = listed(&engine, &places);
        let outcomes: BTreeSet<Decision> = all.values().copied().collect();
        let Some(ruling) = ruled(&engine, &places) else {
            // Refused as a conflict: whatever is filled in there is no answer.
            prop_assert_eq!(outcomes, BTreeSet::from([Decision::Undetermined]));
            return Ok(());
        };
        let matter = that_matter(&all);
        match ruling.decision {
            Decision::Undetermined if ruling.missing_is_exact => {
                prop_assert_eq!(named(&ruling), matter);
                // Decided in every case it is decided, unless in every case there is no answer.
                let never = outcomes == BTreeSet::from([Decision::Undetermined]);
                prop_assert!(outcomes.len() > 1 || (never && !ruling.blocked.is_empty()), "{outcomes:?}");
            }
            // Outside of what is split: all that matters is listed, and perhaps more.
            Decision::Undetermined => {
                prop_assert!(named(&ruling).is_superset(&matter), "{matter:?} of {:?}", named(&ruling));
            }
            decided => prop_assert_eq!(outcomes, BTreeSet::from([decided])),
        }
    }
}

/// The law above is not empty: most open rulings get an exact list, and some are decided by cases alone.
#[test]
fn cases_decide_and_most_lists_are_exact() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut by_cases, mut exact, mut inexact) = (0, 0, 0);
    for _ in 0..400 {
        let (condition, places) = (condition(), partly()).new_tree(&mut runner).unwrap().current();
        let dbg = format!("{condition:?}");
        let Some(ruling) = ruled(&Engine::new(vec![small_policy(condition)]).unwrap(), &places) else {
            continue;
        };
        if ruling.decision == Decision::Undetermined && !ruling.missing_is_exact {
            println!("INEXACT {places:?} {:?} {dbg}", named(&ruling));
        }
        by_cases += usize::from(ruling.decided_by_cases);
        if ruling.decided_by_cases {
            assert!(ruling.missing.is_empty() && ruling.blocked.is_empty() && ruling.missing_is_exact);
        }
        match (ruling.decision, ruling.missing_is_exact) {
            (Decision::Undetermined, true) => exact += 1,
            (Decision::Undetermined, false) => inexact += 1,
            _ => {}
        }
    }
    println!("{by_cases} decided by cases, {exact} exact lists, {inexact} others");
    assert!(by_cases >= 3 && exact > 3 * inexact, "{by_cases}, {exact}, {inexact}");
}
