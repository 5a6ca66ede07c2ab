//! P8 and P9 on every pack: giving more facts never turns a decision around, and with all of them nothing is open.

use crate::given::{complete, complete_or_case, places, without};
use gradus::{Decision, Ruling};
use gradus_tests::engine;
use gradus_tests::enterprise::{Base, Rule};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::Value;

fn ruled(rule: &Rule, base: &Base, file: &Value) -> Ruling {
    engine()
        .rule(&rule.question(base, file))
        .unwrap_or_else(|error| panic!("{}: {error}\n{file}", rule.name()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(900) })]

    /// P8: what is decided with some facts is decided alike with more of them, and with all.
    #[test]
    fn p8_more_facts_never_turn_a_decision(
        (rule, base, all) in complete_or_case(),
        taken in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        kept in any::<prop::sample::Index>(),
    ) {
        let places = places(&all);
        let taken: Vec<Vec<String>> = taken.iter().map(|index| index.get(&places).clone()).collect();
        let some = if taken.is_empty() { &[][..] } else { &taken[..kept.index(taken.len())] };
        let decisions =
            [&taken[..], some, &[]].map(|places| ruled(rule, base, &without(&all, places)).decision);
        for pair in decisions.windows(2) {
            prop_assert!(
                pair[0] == Decision::Undetermined || pair[0] == pair[1],
                "{}: {decisions:?} without {taken:?}", rule.name()
            );
        }
    }

    /// P9: with every fact given nothing is missing, and only something undefined keeps it from being decided.
    #[test]
    fn p9_with_every_fact_nothing_is_open((rule, base, all) in complete()) {
        let ruling = ruled(rule, base, &all);
        prop_assert!(ruling.missing.is_empty(), "{}: {:?}", rule.name(), ruling.missing);
        prop_assert_eq!(ruling.decision == Decision::Undetermined, !ruling.blocked.is_empty());
    }
}

/// The laws above would hold of an engine that decides nothing: it decides, and all three ways.
#[test]
fn the_random_facts_reach_every_decision() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = std::collections::BTreeMap::new();
    for _ in 0..400 {
        let (rule, base, file) = complete_or_case().new_tree(&mut runner).unwrap().current();
        *seen.entry(ruled(rule, base, &file).decision).or_insert(0u32) += 1;
    }
    assert!(seen.len() == 3 && seen.values().all(|count| *count > 5), "{seen:?}");
}
