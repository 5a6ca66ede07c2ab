//! Comparisons of what is not known: by bounds and by what is among some texts, against listing.

use super::super::compare::{numbers, shown, texts, truths};
use super::super::value::{Range, Texts};
use super::super::{Doubt, Truth, Value};
use super::{Final, blocked, missing, numbers_of, range, some_texts};
use crate::Shown;
use gradus_dsl::policy::{CompareOp, Type};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What one side may turn out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Side<T> {
    Is(T),
    None,
    Undefined,
}

fn sides<T>(values: impl IntoIterator<Item = T>, none: bool, undefined: bool) -> Vec<Side<T>> {
    let mut all: Vec<Side<T>> = values.into_iter().map(Side::Is).collect();
    all.extend(none.then_some(Side::None));
    all.extend(undefined.then_some(Side::Undefined));
    all
}

fn of_range(range: &Range) -> Vec<Side<gradus_dsl::Number>> {
    sides(numbers_of(range), range.none, range.undefined)
}

fn of_texts(texts: &Texts) -> Vec<Side<String>> {
    let any = || ["x", "y", "z", "w"].map(str::to_owned).into();
    sides(texts.among.clone().unwrap_or_else(any), texts.none, false)
}

/// None makes it false, whatever the other side is; then what is undefined has no answer.
fn compared<T: Ord>(op: CompareOp, a: &Side<T>, b: &Side<T>) -> Final {
    match (a, b) {
        (Side::None, _) | (_, Side::None) => Final::No,
        (Side::Undefined, _) | (_, Side::Undefined) => Final::Undefined,
        (Side::Is(a), Side::Is(b)) if op.holds(a.cmp(b)) => Final::Yes,
        _ => Final::No,
    }
}

/// A decision is what all ways say; where all say the same and nothing is undefined, it is decided; an exact doubt names
/// sides that each decide for some value of the other.
fn agrees<T: Ord>(op: CompareOp, a: &[Side<T>], b: &[Side<T>], truth: &Truth) -> Result<(), TestCaseError> {
    let ways: BTreeSet<Final> = a.iter().flat_map(|a| b.iter().map(move |b| compared(op, a, b))).collect();
    let only = |one| ways == BTreeSet::from([one]);
    match truth {
        Truth::Yes => prop_assert!(only(Final::Yes), "yes of {ways:?}"),
        Truth::No => prop_assert!(only(Final::No), "no of {ways:?}"),
        Truth::Open(doubt) => {
            prop_assert!(!only(Final::Yes) && !only(Final::No), "open of {ways:?}");
            if doubt.loose {
                return Ok(());
            }
            let names = |name: &str| doubt.missing.keys().any(|need| need.to_string() == name);
            let decides_a = b.iter().any(|b| {
                let ways: BTreeSet<Final> = a.iter().map(|a| compared(op, a, b)).collect();
                ways.len() > 1
            });
            let decides_b = a.iter().any(|a| {
                let ways: BTreeSet<Final> = b.iter().map(|b| compared(op, a, b)).collect();
                ways.len() > 1
            });
            prop_assert!(!names("a") || decides_a, "a does not matter: {ways:?}");
            prop_assert!(!names("b") || decides_b, "b does not matter: {ways:?}");
        }
    }
    Ok(())
}

const ALL: [CompareOp; 6] = [
    CompareOp::AtLeast,
    CompareOp::Above,
    CompareOp::AtMost,
    CompareOp::Below,
    CompareOp::Equal,
    CompareOp::NotEqual,
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

    #[test]
    fn bounds_decide_what_every_value_within_them_decides(
        op in prop::sample::select(ALL.to_vec()),
        a in range("a"),
        b in range("b"),
    ) {
        let truth = numbers(op, &a, &b);
        agrees(op, &of_range(&a), &of_range(&b), &truth)?;
        // Where nothing is none or undefined and an order is asked for, the list is exact.
        let plain = ![&a, &b].iter().any(|range| range.none || range.undefined);
        let order = !matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        if let Truth::Open(doubt) = &truth {
            prop_assert!(!(plain && order && doubt.loose));
        }
    }

    #[test]
    fn texts_are_equal_where_all_they_may_be_is(
        op in prop::sample::select(vec![CompareOp::Equal, CompareOp::NotEqual]),
        a in some_texts("a"),
        b in some_texts("b"),
    ) {
        let truth = texts(op, &a, &b);
        agrees(op, &of_texts(&a), &of_texts(&b), &truth)?;
        if let Truth::Open(doubt) = &truth {
            prop_assert!(!doubt.loose || a.none || b.none);
        }
    }
}

/// Two conditions held against each other: equal or not where both are known, else open with what either lacks; nothing
/// that is missing helps where one of them is undefined.
#[test]
fn conditions_held_against_each_other() {
    let open = |doubt: &Doubt| Truth::Open(doubt.clone());
    let (m, k, u) = (missing("m"), missing("k"), blocked("u"));
    for op in [CompareOp::Equal, CompareOp::NotEqual] {
        for (a, b) in [(true, true), (true, false), (false, true), (false, false)] {
            let equal = (a == b) == (op == CompareOp::Equal);
            assert_eq!(truths(op, &Truth::known(a), &Truth::known(b)), Truth::known(equal));
        }
        for known in [Truth::Yes, Truth::No] {
            assert_eq!(truths(op, &known, &open(&m)), open(&m));
            assert_eq!(truths(op, &open(&u), &known), open(&u));
        }
        assert_eq!(truths(op, &open(&m), &open(&k)), open(&m.clone().and(k.clone())));
        assert_eq!(truths(op, &open(&m), &open(&u)), open(&u));
        assert_eq!(truths(op, &open(&u), &open(&m)), open(&u));
    }
}

/// A quotient that may turn out to be undefined and has no bounds, of amounts that go up from zero, is anything above zero
/// and nothing below: held against zero or less, which amounts it has need not matter.
#[test]
fn a_quotient_without_bounds_goes_up_from_zero() {
    let quotient = Range { undefined: true, doubt: missing("a").and(missing("b")), ..Range::default() };
    let loose = |mark: i64| {
        let mark = Range::exact(mark.into());
        let sides = [(CompareOp::Above, &quotient, &mark), (CompareOp::Below, &mark, &quotient)];
        sides.map(|(op, a, b)| match numbers(op, a, b) {
            Truth::Open(doubt) => doubt.loose,
            decided => panic!("{decided:?}"),
        })
    };
    assert_eq!([-1, 0, 1].map(loose), [[true, true], [true, true], [false, false]]);
    // With a bound, or where it is there in any case, the bounds tell.
    for other in [Range { low: Some(0.into()), ..quotient.clone() }, Range { undefined: false, ..quotient }] {
        let Truth::Open(doubt) = numbers(CompareOp::Above, &other, &Range::exact(0.into())) else { panic!() };
        assert!(!doubt.loose, "{other:?}");
    }
}

/// A value as a ruling shows it: what it is, between what it lies, or that it is not known.
#[test]
fn a_value_is_shown_as_far_as_it_is_known() {
    let open = |low: Option<i64>, high: Option<i64>| {
        let (low, high) = (low.map(Into::into), high.map(Into::into));
        Value::Number(Range { low, high, doubt: missing("a"), ..Range::default() })
    };
    let (money, date) = (Type::Money, Type::Date);
    assert_eq!(shown(&Value::number(3.into()), &money), Shown::Number(3.into()));
    assert_eq!(shown(&Value::number(0.into()), &date), Shown::Date("1970-01-01".parse().unwrap()));
    assert_eq!(shown(&open(None, None), &money), Shown::Unknown);
    assert_eq!(shown(&open(Some(1), None), &date), Shown::Unknown);
    let between = |low: Option<i64>, high: Option<i64>| Shown::Between {
        low: low.map(Into::into),
        high: high.map(Into::into),
    };
    for (low, high) in [(Some(1), None), (None, Some(1)), (Some(1), Some(2))] {
        assert_eq!(shown(&open(low, high), &money), between(low, high));
    }
    assert_eq!(shown(&Value::None, &money), Shown::None);
    assert_eq!(shown(&Value::Undefined(blocked("u")), &money), Shown::Undefined);
    assert_eq!(shown(&Value::text("x"), &Type::Text), Shown::Text("x".into()));
    assert_eq!(shown(&Value::Truth(Truth::No), &Type::YesNo), Shown::YesNo(false));
    assert_eq!(shown(&Value::TruthOrNone(missing("a")), &Type::YesNo), Shown::Unknown);
}
