//! Decisions by cases against the listing of every way of filling in (P10, P11): the decision, and what still matters.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/small.rs"]
mod small;
mod support;

use gradus::{Decision, Engine, ErrorKind, FactValue, Facts, Policy, Ruling};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
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
        let Some(ruling) = ruled(&Engine::new(vec![small_policy(condition)]).unwrap(), &places) else {
            continue;
        };
        by_cases += usize::from(ruling.decided_by_cases);
        if ruling.decided_by_cases {
            assert!(ruling.missing.is_empty() && ruling.blocked.is_empty() && ruling.missing_is_exact);
        }
        match (ruling.decision, ruling.missing_is_exact) {
            (Decision::Undetermined, true) => exact += 1,
            (Decision::Undetermined, false) if !ruling.missing.is_empty() => inexact += 1,
            _ => {}
        }
    }
    println!("{by_cases} decided by cases, {exact} exact lists, {inexact} others");
    assert!(by_cases >= 3 && exact > 4 * inexact, "{by_cases}, {exact}, {inexact}");
}

/// What is listed as still mattering, where the list is exact; none for what is decided by cases.
fn still(policy: &Policy, facts: Facts) -> Result<(Decision, BTreeSet<String>), Box<Ruling>> {
    let ruling = rule(policy, facts);
    let sure =
        ruling.missing_is_exact && (ruling.decided_by_cases || ruling.decision == Decision::Undetermined);
    if sure { Ok((ruling.decision, named(&ruling))) } else { Err(Box::new(ruling)) }
}

/// Three years since a day that is open are a threshold of that day, to the day and at the end of February.
#[test]
fn whole_years_since_an_open_day_are_a_threshold() {
    let on = |text: &str| expr(ExprKind::Date(day(text)), Type::Date);
    let founded = || given("founded", Type::Date);
    let years = |count: &str| num(count, Type::Duration(Unit::Years));
    let since = |to: Expr| {
        let (from, to) = (Box::new(founded()), Box::new(to));
        expr(ExprKind::Elapsed { unit: Unit::Years, from, to }, Type::Duration(Unit::Years))
    };
    let today = || expr(ExprKind::ReferenceDate, Type::Date);
    let either_way = |by: &str| {
        one_rule(
            vec![fact("founded", Type::Date)],
            some_of([at_least(since(today()), years("3")), cmp(CompareOp::Above, founded(), on(by))]),
        )
    };
    // On 2025-06-01 three years are complete from 2022-06-01 on.
    assert_eq!(
        still(&either_way("2022-06-01"), Facts::new()).unwrap(),
        (Decision::Eligible, BTreeSet::new())
    );
    let (decision, missing) = still(&either_way("2022-06-02"), Facts::new()).unwrap();
    assert_eq!((decision, missing.len()), (Decision::Undetermined, 1));
    // From a leap day a year is complete on 28 February.
    let later = op(Operator::Add, founded(), years("1"));
    let moved = |by: &str| {
        let fact = Fact { max: Some(day("9000-01-01").days().into()), ..fact("founded", Type::Date) };
        let before = cmp(CompareOp::AtMost, later.clone(), on("2025-02-28"));
        one_rule(vec![fact], some_of([before, cmp(CompareOp::Above, founded(), on(by))]))
    };
    assert_eq!(still(&moved("2024-02-29"), Facts::new()).unwrap().0, Decision::Eligible);
    assert_eq!(still(&moved("2024-03-01"), Facts::new()).unwrap().0, Decision::Undetermined);
    // Past the end of the calendar there is no day a year later, so that it is not the same in every case.
    let mut unbounded = moved("2024-02-29");
    unbounded.facts[0].max = None;
    unbounded.eligibilities[0].condition = some_of([
        at_least(later.clone(), on("2025-03-01")),
        cmp(CompareOp::AtMost, founded(), on("2024-02-29")),
    ]);
    assert_eq!(still(&unbounded, Facts::new()).unwrap().0, Decision::Undetermined);
}

#[test]
fn every_full_amount_is_a_threshold_and_a_line_of_a_score() {
    let niche = || given("niche", Type::Duration(Unit::Years));
    let years = |count: &str| num(count, Type::Duration(Unit::Years));
    let full = |kind: Expr| expr(ExprKind::EveryFull(Box::new(kind), n("2")), Type::Number);
    let facts = || vec![fact("niche", Type::Duration(Unit::Years)), fact("listed", Type::YesNo)];
    let twice = |below: &str| {
        one_rule(
            facts(),
            some_of([
                at_least(full(niche()), num("2", Type::Number)),
                cmp(CompareOp::Below, niche(), years(below)),
            ]),
        )
    };
    assert_eq!(still(&twice("4"), Facts::new()).unwrap().0, Decision::Eligible);
    assert_eq!(still(&twice("3.99"), Facts::new()).unwrap().0, Decision::Undetermined);
    // A point for every full two years, at most three: with another line of one point it reaches four only together.
    let mut policy = one_rule(facts(), expr(ExprKind::Passes("s".into()), Type::YesNo));
    let line = |id: &str, most: &str, points: Expr| Indicator {
        id: id.into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n(most),
        status: None,
        points,
    };
    let listed = either(vec![(given("listed", Type::YesNo), num("1", Type::Points))], num("0", Type::Points));
    policy.scores = vec![Score {
        id: "s".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("4"),
        pass: Some(n("4")),
        status: None,
        groups: Vec::new(),
        indicators: vec![
            line("age", "3", op(Operator::Multiply, num("1", Type::Points), full(niche()))),
            line("listing", "1", listed),
        ],
    }];
    let both = BTreeSet::from(["listed".to_owned(), "niche".to_owned()]);
    assert_eq!(still(&policy, Facts::new()).unwrap(), (Decision::Undetermined, both));
    let niche = BTreeSet::from(["niche".to_owned()]);
    assert_eq!(rule(&policy, Facts::new().with("listed", true)).missing.len(), 1);
    assert_eq!(named(&rule(&policy, Facts::new().with("listed", true))), niche);
}

/// Amounts of records that are left out stand in a sum like any other quantity, and a set is named once.
#[test]
fn open_fields_and_sets_are_split() {
    let amount = Field { name: "amount".into(), ty: Type::Number };
    let facts = vec![
        fact("projects", Type::List(vec![amount])),
        fact("own", Type::Number),
        fact("held", Type::Set(vec!["a".into(), "b".into()])),
    ];
    let body = Box::new(expr(ExprKind::Field { variable: "p".into(), field: "amount".into() }, Type::Number));
    let folded = |fold| {
        let (list, variable) = ("projects".into(), "p".into());
        expr(ExprKind::OverRecords { fold, list, variable, body: body.clone() }, Type::Number)
    };
    let ten = || num("10", Type::Number);
    let records = || {
        let none: [(&str, FactValue); 0] = [];
        vec![FactValue::record([("amount", 4)]), FactValue::record(none)]
    };
    let given_list = || Facts::new().with("projects", records());
    // Four and an amount that is open: at least ten, or the amount by itself is below six.
    let sum_or = |least: &str| {
        some_of([
            at_least(folded(Fold::Sum), ten()),
            cmp(CompareOp::Below, folded(Fold::Extreme(Extreme::Greatest)), num(least, Type::Number)),
        ])
    };
    let policy = |condition| one_rule(facts.clone(), condition);
    assert_eq!(still(&policy(sum_or("6")), given_list()).unwrap().0, Decision::Eligible);
    let (decision, missing) = still(&policy(sum_or("5")), given_list()).unwrap();
    assert_eq!(
        (decision, missing),
        (Decision::Undetermined, BTreeSet::from(["projects.1.amount".to_owned()]))
    );
    let holds = |value: &str| expr(ExprKind::Includes("held".into(), value.into()), Type::YesNo);
    let any_of_them = some_of([holds("a"), not(all([holds("a"), holds("b")]))]);
    assert_eq!(still(&policy(any_of_them), Facts::new()).unwrap().0, Decision::Eligible);
    // Two values of one set change together: the set matters, though neither value does by itself.
    let same = cmp(CompareOp::Equal, holds("a"), holds("b"));
    let both = all([same, some_of([holds("a"), at_least(given("own", Type::Number), ten())])]);
    let (decision, missing) = still(&policy(both), Facts::new()).unwrap();
    let wanted = BTreeSet::from(["held".to_owned(), "own".to_owned()]);
    assert_eq!((decision, missing), (Decision::Undetermined, wanted));
}
