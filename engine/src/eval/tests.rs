//! The logic and the bounds by themselves, against listing every value: in a whole ruling the split by cases would make
//! good what they leave open.

mod asked;
mod comparisons;
mod forms;
mod growths;
mod limits;
mod quantities;
mod quorums;
mod wholes;

use super::value::{Range, Texts};
use super::{Doubt, Need};
use gradus_dsl::Number;
use proptest::prelude::*;

/// What something comes to on complete facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Final {
    Yes,
    No,
    Undefined,
}

fn missing(name: &str) -> Doubt {
    Doubt::missing(Need::Fact(name.into()))
}

fn blocked(name: &str) -> Doubt {
    Doubt::blocked(crate::Why::ZeroDenominator, vec![name.to_owned()])
}

/// A number in halves.
fn half(halves: i64) -> Number {
    Number::fraction(halves, 2).unwrap()
}

/// A quantity between whole bounds, exact where they are the same; what is in doubt bears its name.
fn range(name: &'static str) -> impl Strategy<Value = Range> {
    let end = || prop::option::weighted(0.8, -2i64..4);
    (end(), end(), prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(
        move |(low, high, none, undefined)| {
            let (low, high) = match (low, high) {
                (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
                open => open,
            };
            let exact = low.is_some() && low == high;
            let mut doubt = if exact && !none { Doubt::default() } else { missing(name) };
            if undefined {
                doubt = missing(name).and(blocked(name));
            }
            Range { low: low.map(Number::from), high: high.map(Number::from), none, undefined, doubt }
        },
    )
}

/// The numbers a range may turn out to be, in halves a little beyond where bounds end.
fn numbers_of(range: &Range) -> Vec<Number> {
    let within = |value: &Number| {
        range.low.as_ref().is_none_or(|low| value >= low)
            && range.high.as_ref().is_none_or(|high| value <= high)
    };
    (-12..=14).map(half).filter(within).collect()
}

/// A text out of some.
fn some_texts(name: &'static str) -> impl Strategy<Value = Texts> {
    let among = prop::option::weighted(0.8, prop::sample::subsequence(vec!["x", "y", "z"], 1..=3));
    (among, prop::bool::weighted(0.2)).prop_map(move |(among, none)| {
        let exact = among.as_ref().is_some_and(|among| among.len() == 1);
        let doubt = if exact && !none { Doubt::default() } else { missing(name) };
        let among = among.map(|among| among.into_iter().map(str::to_owned).collect());
        Texts { among, none, doubt }
    })
}
