//! Arithmetic on bounds: every result of values within them lies within, and the bounds are reached.

use super::super::value::Range;
use super::{numbers_of, range};
use gradus_dsl::Number;
use proptest::prelude::*;

/// Whether a range holds every one of these numbers, and where all its causes are bounded, both ends are among them.
fn holds(result: &Range, values: &[Number], bounded: bool) -> Result<(), TestCaseError> {
    for value in values {
        prop_assert!(result.low.as_ref().is_none_or(|low| low <= value), "{value} below {result:?}");
        prop_assert!(result.high.as_ref().is_none_or(|high| high >= value), "{value} above {result:?}");
    }
    if bounded {
        prop_assert_eq!(result.low.as_ref(), values.iter().min());
        prop_assert_eq!(result.high.as_ref(), values.iter().max());
    }
    Ok(())
}

fn is_bounded(range: &Range) -> bool {
    range.low.is_some() && range.high.is_some()
}

fn pairs(a: &Range, b: &Range, of: impl Fn(&Number, &Number) -> Number) -> Vec<Number> {
    let (a, b) = (numbers_of(a), numbers_of(b));
    a.iter().flat_map(|x| b.iter().map(|y| of(x, y)).collect::<Vec<_>>()).collect()
}

/// What two ranges are in doubt about is in doubt of what is made of them.
fn flags(result: &Range, a: &Range, b: &Range) -> Result<(), TestCaseError> {
    prop_assert_eq!((result.none, result.undefined), (a.none || b.none, a.undefined || b.undefined));
    prop_assert_eq!(&result.doubt.missing, &a.doubt.clone().and(b.doubt.clone()).missing);
    Ok(())
}

/// An end that is known although a cause is not bounded is one that no value passes, and the next number does not do.
fn is_tight(result: &Range, values: &[Number]) -> bool {
    let reached = |end: &Option<Number>| end.as_ref().is_none_or(|end| values.contains(end));
    reached(&result.low) && reached(&result.high)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn sums_and_products_lie_within_their_bounds(a in range("a"), b in range("b")) {
        let both = is_bounded(&a) && is_bounded(&b);
        let (sum, product) = (a.plus(&b), a.times(&b));
        holds(&sum, &pairs(&a, &b, |x, y| x.clone() + y.clone()), both)?;
        flags(&sum, &a, &b)?;
        let products = pairs(&a, &b, |x, y| x.clone() * y.clone());
        holds(&product, &products, both)?;
        flags(&product, &a, &b)?;
        prop_assert!(is_tight(&product, &products), "{product:?}");
        // A sum has every end that both have, and no other.
        let ends = |x: &Option<Number>, y: &Option<Number>| x.is_some() && y.is_some();
        prop_assert_eq!((sum.low.is_some(), sum.high.is_some()), (ends(&a.low, &b.low), ends(&a.high, &b.high)));
        // A product of what goes one way from zero keeps the end at zero or beyond it.
        let from_zero = |range: &Range| range.low.as_ref().is_some_and(|low| !low.is_negative());
        let up_to_zero = |range: &Range| range.high.as_ref().is_some_and(|high| *high <= Number::zero());
        if (from_zero(&a) && from_zero(&b)) || (up_to_zero(&a) && up_to_zero(&b)) {
            prop_assert!(product.low.is_some());
        }
        if (from_zero(&a) && up_to_zero(&b)) || (up_to_zero(&a) && from_zero(&b)) {
            prop_assert!(product.high.is_some());
        }
    }

    #[test]
    fn an_exact_factor_scales_the_bounds_there_are(a in range("a"), by in -2i64..3) {
        let by = Number::from(by);
        let product = Range::exact(by.clone()).times(&a);
        prop_assert_eq!(&a.times(&Range::exact(by.clone())), &product);
        let ends = (a.low.is_some(), a.high.is_some());
        let expected = match by.cmp(&Number::zero()) {
            std::cmp::Ordering::Less => (ends.1, ends.0),
            std::cmp::Ordering::Equal => (true, true),
            std::cmp::Ordering::Greater => ends,
        };
        prop_assert_eq!((product.low.is_some(), product.high.is_some()), expected);
        holds(&product, &numbers_of(&a).iter().map(|x| x.clone() * by.clone()).collect::<Vec<_>>(), false)?;
    }

    #[test]
    fn what_is_turned_round_lies_within_its_bounds(a in range("a"), most in -3i64..5) {
        let values = numbers_of(&a);
        let negated: Vec<Number> = values.iter().map(|x| -x.clone()).collect();
        holds(&a.negated(), &negated, is_bounded(&a))?;
        prop_assert_eq!(&a.negated().negated(), &a);
        let most = Number::from(most);
        let capped: Vec<Number> = values.iter().map(|x| x.clone().min(most.clone())).collect();
        holds(&a.clone().capped(&most), &capped, is_bounded(&a))?;
        prop_assert!(a.clone().capped(&most).high.is_some_and(|high| high <= most));
        let with_zero: Vec<Number> = values.iter().cloned().chain([Number::zero()]).collect();
        holds(&a.clone().or_zero(), &with_zero, is_bounded(&a))?;
        let floors: Vec<Number> = values.iter().map(Number::floor).collect();
        holds(&a.clone().stepped(Number::floor), &floors, is_bounded(&a))?;
        prop_assert_eq!(a.clone().stepped(Number::floor).doubt.stepped, !a.doubt.missing.is_empty());
    }

    #[test]
    fn one_divided_by_it_is_there_where_it_cannot_be_zero(a in range("a")) {
        let values = numbers_of(&a);
        let one = Number::from(1);
        match a.inverted() {
            None => prop_assert!(values.contains(&Number::zero())),
            Some(inverse) => {
                let inverted: Vec<Number> = values.iter().map(|x| one.divided_by(x).unwrap()).collect();
                holds(&inverse, &inverted, is_bounded(&a))?;
                flags(&inverse, &a, &Range::exact(one))?;
                // An end beyond which there is nothing is zero, and is never reached.
                prop_assert_eq!(inverse.doubt.loose, !is_bounded(&a));
                prop_assert!(is_bounded(&inverse));
            }
        }
    }

    #[test]
    fn a_quantity_is_known_where_its_bounds_meet_and_nothing_is_in_doubt(a in range("a")) {
        let known = numbers_of(&a).len() == 1 && is_bounded(&a) && !a.none && !a.undefined;
        prop_assert_eq!(a.known().is_some(), known);
    }
}
