//! Growth by bounds against every value within them.

use super::super::growth::{decide, raised, rate_of};
use super::super::value::Range;
use super::super::{Truth, Value};
use super::{Final, numbers_of, range};
use gradus_dsl::Number;
use gradus_dsl::policy::CompareOp;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What a comparison of growth comes to: none is no, growth from zero or less has no answer.
fn ends(op: CompareOp, last: &Range, base: &Range, rate: &Range, years: u8) -> BTreeSet<Final> {
    let mut ends = BTreeSet::new();
    if [last, base, rate].iter().any(|range| range.none) {
        ends.insert(Final::No);
    }
    if [last, base, rate].iter().any(|range| range.undefined) {
        ends.insert(Final::Undefined);
    }
    for base in numbers_of(base) {
        if base <= Number::zero() {
            ends.insert(Final::Undefined);
            continue;
        }
        for rate in numbers_of(rate) {
            let required = base.clone() * raised(&(Number::from(1) + rate), years);
            for last in numbers_of(last) {
                ends.insert(if op.holds(last.cmp(&required)) { Final::Yes } else { Final::No });
            }
        }
    }
    ends
}

/// A year that is given is not undefined.
fn year(name: &'static str) -> impl Strategy<Value = Range> {
    range(name).prop_filter("a year is not undefined", |range| !range.undefined)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::with_cases(3_000) })]

    #[test]
    fn growth_by_bounds_says_what_every_value_says(
        op in prop::sample::select(vec![CompareOp::AtLeast, CompareOp::Above, CompareOp::AtMost, CompareOp::Below]),
        last in year("last"),
        base in year("base"),
        rate in range("rate"),
        years in 1u8..4,
    ) {
        let ways = ends(op, &last, &base, &rate, years);
        match decide(op, &last, &base, &rate, years, "base".into()) {
            Truth::Yes => prop_assert_eq!(ways, BTreeSet::from([Final::Yes])),
            Truth::No => prop_assert_eq!(ways, BTreeSet::from([Final::No])),
            Truth::Open(doubt) if doubt.is_undefined() => prop_assert_eq!(ways, BTreeSet::from([Final::Undefined])),
            Truth::Open(doubt) => {
                prop_assert!(!doubt.missing.is_empty());
                // Of one year that is known to lie above zero, the bounds tell all there is.
                let plain = base.known().is_some_and(|base| *base > Number::zero()) && rate.known().is_some();
                let ends = last.low.is_some() && last.high.is_some();
                prop_assert!(!(plain && ends) || ways.len() > 1, "open of {ways:?}");
                // What cannot matter is not called exact; without bounds the listing itself ends somewhere.
                let bounded = |range: &Range| range.low.is_some() && range.high.is_some();
                if !doubt.loose && [&last, &base, &rate].into_iter().all(bounded) {
                    prop_assert!(ways.len() > 1, "exact of {ways:?}");
                }
            }
        }
    }

    /// The rate of one year over the year before lies within its bounds.
    #[test]
    fn a_rate_of_growth_lies_within_its_bounds(this in year("this"), before in year("before")) {
        let (one, positive) = (Number::from(1), |x: &Number| *x > Number::zero());
        let above: Vec<Number> = numbers_of(&before).into_iter().filter(positive).collect();
        let may_be_undefined = numbers_of(&before).iter().any(|x| !positive(x));
        match rate_of(&this, &before, "before".into()) {
            Value::Undefined(doubt) => prop_assert!(above.is_empty() && doubt.missing.is_empty()),
            Value::Number(rate) => {
                prop_assert_eq!(rate.none, this.none || before.none);
                prop_assert_eq!(rate.undefined, may_be_undefined);
                for (x, y) in numbers_of(&this).iter().flat_map(|x| above.iter().map(move |y| (x, y))) {
                    let value = x.divided_by(y).unwrap() - one.clone();
                    prop_assert!(rate.low.as_ref().is_none_or(|low| *low <= value));
                    prop_assert!(rate.high.as_ref().is_none_or(|high| value <= *high));
                }
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }
}
