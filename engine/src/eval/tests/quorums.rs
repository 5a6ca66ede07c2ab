//! How many hold: three values against listing.

use super::super::{Doubt, Truth, quorum};
use super::{Final, blocked, missing};
use gradus_dsl::policy::Quorum;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Yes,
    No,
    Missing,
    Undefined,
}

fn truth(place: usize, part: Part) -> Truth {
    match part {
        Part::Yes => Truth::Yes,
        Part::No => Truth::No,
        Part::Missing => Truth::Open(missing(&format!("m{place}"))),
        Part::Undefined => Truth::Open(blocked(&format!("u{place}"))),
    }
}

fn wanted(rule: Quorum, yes: usize, of: usize) -> bool {
    let at = |n: u32| usize::try_from(n).unwrap();
    match rule {
        Quorum::All => yes == of,
        Quorum::Any => yes > 0,
        Quorum::AtLeast(n) => yes >= at(n),
        Quorum::AtMost(n) => yes <= at(n),
        Quorum::Exactly(n) => yes == at(n),
    }
}

/// What it comes to with so many that hold and so many that are undefined: decided where these cannot matter.
fn settled(rule: Quorum, yes: usize, undefined: usize, of: usize) -> Final {
    let ways: BTreeSet<bool> = (yes..=yes + undefined).map(|yes| wanted(rule, yes, of)).collect();
    match (ways.contains(&true), ways.contains(&false)) {
        (true, false) => Final::Yes,
        (false, true) => Final::No,
        _ => Final::Undefined,
    }
}

fn rules() -> impl Strategy<Value = Quorum> {
    prop_oneof![
        Just(Quorum::All),
        Just(Quorum::Any),
        (0u32..7).prop_map(Quorum::AtLeast),
        (0u32..7).prop_map(Quorum::AtMost),
        (0u32..7).prop_map(Quorum::Exactly),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn a_quorum_is_what_every_way_of_filling_in_says(
        rule in rules(),
        parts in prop::collection::vec(prop::sample::select(vec![Part::Yes, Part::No, Part::Missing, Part::Undefined]), 0..7),
    ) {
        let count = |part| parts.iter().filter(|one| **one == part).count();
        let (yes, open, undefined) = (count(Part::Yes), count(Part::Missing), count(Part::Undefined));
        let ways: BTreeSet<Final> =
            (0..=open).map(|more| settled(rule, yes + more, undefined, parts.len())).collect();
        let truths = parts.iter().enumerate().map(|(place, part)| truth(place, *part)).collect();
        let (truth, ignored) = quorum(rule, truths);
        let causes = |doubt: &Doubt| doubt.blocked.len();
        match (&truth, ways.len()) {
            (Truth::Yes, 1) => prop_assert!(ways.contains(&Final::Yes)),
            (Truth::No, 1) => prop_assert!(ways.contains(&Final::No)),
            (Truth::Open(doubt), _) if doubt.is_undefined() => {
                prop_assert_eq!(ways, BTreeSet::from([Final::Undefined]));
                prop_assert_eq!(causes(doubt), undefined);
            }
            (Truth::Open(doubt), _) => {
                prop_assert!(ways.len() > 1, "{:?}", ways);
                prop_assert_eq!((doubt.missing.len(), causes(doubt)), (open, undefined));
            }
            (decided, _) => prop_assert!(false, "{decided:?} of {ways:?}"),
        }
        // What was undefined and could not matter is handed on.
        let decided = !matches!(truth, Truth::Open(_));
        prop_assert_eq!(ignored.as_ref().map(causes), (decided && undefined > 0).then_some(undefined));
        prop_assert!(ignored.is_none_or(|doubt| doubt.missing.is_empty()));
    }
}

#[test]
fn a_condition_turned_round() {
    assert_eq!(Truth::Yes.negated(), Truth::No);
    assert_eq!(Truth::No.negated(), Truth::Yes);
    let open = Truth::Open(missing("m"));
    assert_eq!(open.clone().negated(), open);
}
