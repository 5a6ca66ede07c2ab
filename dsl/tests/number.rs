//! Numbers against an independent big rational: arithmetic, order, shares, reading and printing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use gradus_dsl::{Number, NumberError};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use std::cmp::Ordering;

/// The two parts of a fraction, small or beyond a machine integer.
fn parts() -> impl Strategy<Value = (i128, i128)> {
    let part = || {
        prop_oneof![
            3 => -20i128..20,
            1 => -1_000_000_007i128..1_000_000_007,
            1 => any::<i64>().prop_map(i128::from),
            1 => any::<i128>().prop_map(|wide| wide >> 20),
        ]
    };
    (part(), part()).prop_filter("a denominator is not zero", |(_, below)| *below != 0)
}

fn number((above, below): (i128, i128)) -> Number {
    let whole = |n: i128| n.to_string().parse::<Number>().unwrap();
    whole(above).divided_by(&whole(below)).unwrap()
}

fn other((above, below): (i128, i128)) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

/// What ours prints, as the other reads it.
fn read(text: &str) -> BigRational {
    let whole = |text: &str| text.parse::<BigInt>().unwrap();
    if let Some((above, below)) = text.split_once('/') {
        return BigRational::new(whole(above), whole(below));
    }
    let Some((front, part)) = text.split_once('.') else { return BigRational::from(whole(text)) };
    let scale = BigInt::from(10).pow(u32::try_from(part.len()).unwrap());
    let size = BigRational::new(whole(&format!("{}{part}", front.trim_start_matches('-'))), scale);
    if front.starts_with('-') { -size } else { size }
}

fn same(ours: &Number, theirs: &BigRational) -> Result<(), TestCaseError> {
    prop_assert_eq!(&read(&ours.to_string()), theirs);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn arithmetic_and_order_are_those_of_another_rational(a in parts(), b in parts(), n in 0u8..6) {
        let (x, y, p, q) = (number(a), number(b), other(a), other(b));
        same(&(x.clone() + y.clone()), &(p.clone() + q.clone()))?;
        same(&(x.clone() - y.clone()), &(p.clone() - q.clone()))?;
        same(&(x.clone() * y.clone()), &(p.clone() * q.clone()))?;
        same(&-x.clone(), &-p.clone())?;
        same(&x.floor(), &p.floor())?;
        same(&x.power(n), &p.pow(i32::from(n)))?;
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        prop_assert_eq!(x.is_zero(), a.0 == 0);
        prop_assert_eq!(x.is_negative(), p < BigRational::from(BigInt::from(0)));
        prop_assert_eq!(x.is_integer(), p.is_integer());
        prop_assert_eq!(x.to_i64(), p.is_integer().then(|| i64::try_from(p.to_integer()).ok()).flatten());
        match x.divided_by(&y) {
            Some(quotient) => same(&quotient, &(p / q))?,
            None => prop_assert!(y.is_zero()),
        }
    }

    /// A share is held against a threshold the same way in machine integers and in big ones, from either sign.
    #[test]
    fn a_share_is_compared_as_the_quotient_is(a in parts(), b in parts(), t in parts(), exactly: bool) {
        let (x, y, p, q) = (number(a), number(b), other(a), other(b));
        let (limit, theirs) = match x.divided_by(&y) {
            Some(quotient) if exactly => (quotient, p.clone() / q.clone()),
            _ => (number(t), other(t)),
        };
        let order = Number::compare_ratio(&x, &y, &limit);
        if y.is_zero() {
            prop_assert_eq!(order, None);
        } else {
            prop_assert_eq!(order, Some((p / q).cmp(&theirs)));
        }
    }

    /// What is printed is read back, is a decimal wherever it can be, and its digits are counted.
    #[test]
    fn what_is_printed_is_read_back(a in parts()) {
        let x = number(a);
        let text = x.to_string();
        prop_assert_eq!(text.parse::<Number>().unwrap(), x.clone());
        prop_assert_eq!(format!("{x:?}"), text.clone());
        let mut below = other(a).denom().clone();
        for factor in [2, 5] {
            while (&below % factor) == BigInt::from(0) {
                below /= factor;
            }
        }
        prop_assert_eq!(text.contains('/'), below != BigInt::from(1));
        let digits = other(a).numer().bits() + other(a).denom().bits();
        prop_assert_eq!(x.bits() as u64, digits);
    }

    /// For people: the digits there are, at most so many, and a mark where some were cut off.
    #[test]
    fn what_is_shown_is_cut_off_and_says_so(a in parts(), places in 1usize..6) {
        let (x, text) = (number(a), number(a).to_string());
        let shown = x.shown(places);
        let whole = !text.contains('/') && text.split_once('.').is_none_or(|(_, part)| part.len() <= places);
        if whole {
            prop_assert_eq!(shown, text);
        } else {
            let digits = shown.strip_suffix('…').unwrap();
            prop_assert_eq!(digits.split_once('.').unwrap().1.len(), places);
            let (cut, exact) = (read(digits), other(a));
            let one = BigRational::new(BigInt::from(1), BigInt::from(10).pow(u32::try_from(places).unwrap()));
            let zero = || BigRational::from(BigInt::from(0));
            let (size, cut_size) = if exact < zero() { (-exact, -cut) } else { (exact, cut) };
            prop_assert!(cut_size <= size && size < cut_size + one, "{digits} of {text}");
        }
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "", "-", "+5", " 5", "5 ", "1_000", "1e3", ".5", "5.", "1.2.3", "1/0", "1/", "/2", "0x1", "１", "--1",
    ] {
        assert_eq!(text.parse::<Number>(), Err(NumberError::Form(text.to_owned())), "{text}");
    }
    let longest = "1".repeat(gradus_dsl::MAX_DIGITS);
    assert_eq!(longest.parse::<Number>().unwrap().to_string(), longest);
    assert_eq!(format!("{longest}1").parse::<Number>(), Err(NumberError::TooLong));
}

#[test]
fn shares_at_the_end_of_machine_integers() {
    let whole = |n: i64| Number::from(n);
    let third = Number::fraction(1, 3).unwrap();
    for (a, b, order) in [
        (i64::MAX, i64::MAX, Ordering::Greater),
        (i64::MIN, i64::MAX, Ordering::Less),
        (i64::MIN, i64::MIN, Ordering::Greater),
        (-1, -3, Ordering::Equal),
        (1, -3, Ordering::Less),
        (0, -3, Ordering::Less),
    ] {
        assert_eq!(Number::compare_ratio(&whole(a), &whole(b), &third), Some(order), "{a} / {b}");
    }
}

#[test]
fn a_number_is_a_text_in_json() {
    let schema = schemars::schema_for!(Number);
    assert_eq!(schema.get("title").unwrap(), "Number");
    assert_eq!(schema.get("type").unwrap(), "string");
    assert!(schema.get("pattern").unwrap().as_str().unwrap().starts_with("^-?[0-9]+"));
    assert_eq!(serde_json::to_string(&Number::fraction(-1, 8).unwrap()).unwrap(), "\"-0.125\"");
    assert!(serde_json::from_str::<Number>("0.125").is_err());
}
