//! Laws of numbers and thresholds: exact ratios (P1, P2), order (P3), printing (P4), rulings at the edge (P7),
//! none and zero denominators (P15).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{Decision, FactValue, Facts, Number, Outcome};
use gradus_dsl::policy::*;
use proptest::prelude::*;
use support::*;

fn decide(policy: &Policy, facts: Facts) -> Decision {
    rule(policy, facts).decision
}

fn ratio_rule(op: CompareOp, threshold: &Number, swapped: bool) -> Policy {
    let quotient = over(given("a", Type::Money), given("b", Type::Money));
    let limit = expr(ExprKind::Number(threshold.clone()), Type::Percentage);
    let condition = if swapped { cmp(op, limit, quotient) } else { cmp(op, quotient, limit) };
    one_rule(vec![fact("a", Type::Money), fact("b", Type::Money)], condition)
}

fn two(a: &Number, b: &Number) -> Facts {
    Facts::new().with("a", decimal(a)).with("b", decimal(b))
}

fn decimal(number: &Number) -> FactValue {
    FactValue::Text(number.to_string())
}

fn as_decision(holds: bool) -> Decision {
    if holds { Decision::Eligible } else { Decision::Ineligible }
}

fn ops() -> impl Strategy<Value = CompareOp> {
    use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    prop::sample::select(vec![AtLeast, Above, AtMost, Below, Equal, NotEqual])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// P1 and P2: a ratio is decided as integers decide it, whichever side the threshold stands on, whatever the
    /// signs, and whatever both parts are multiplied by.
    #[test]
    fn p1_p2_a_ratio_is_exact(
        op in ops(), swapped: bool, a in -1_000_000i64..1_000_000, b in -1_000i64..1_000,
        p in -300i64..300, q in 1i64..300, k in 1i64..1_000_000_000_000,
    ) {
        prop_assume!(b != 0);
        let threshold = Number::fraction(p, q).unwrap();
        // a / b against p / q, for a denominator of either sign.
        let sign = b.signum();
        let order = (i128::from(a) * i128::from(q) * i128::from(sign)).cmp(&(i128::from(p) * i128::from(b) * i128::from(sign)));
        let order = if swapped { order.reverse() } else { order };
        let policy = ratio_rule(op, &threshold, swapped);
        let (a, b, k) = (Number::from(a), Number::from(b), Number::from(k));
        prop_assert_eq!(decide(&policy, two(&a, &b)), as_decision(op.holds(order)));
        let huge = k.clone() * k.clone() * k.clone();
        for factor in [k, huge] {
            let scaled = two(&(a.clone() * factor.clone()), &(b.clone() * factor));
            prop_assert_eq!(decide(&policy, scaled), as_decision(op.holds(order)));
        }
    }

    /// P3: exactly one of below, equal, above.
    #[test]
    fn p3_order_is_total(a in -50i64..50, b in -50i64..50, d in 1i64..9) {
        let facts = || two(&(Number::from(a) * n("0.1")), &(Number::from(b) * Number::fraction(1, 8).unwrap()));
        let _ = d;
        let holds = |op| {
            let condition = cmp(op, given("a", Type::Money), given("b", Type::Money));
            decide(&one_rule(vec![fact("a", Type::Money), fact("b", Type::Money)], condition), facts()) == Decision::Eligible
        };
        let three = [CompareOp::Below, CompareOp::Equal, CompareOp::Above].map(holds);
        prop_assert_eq!(three.iter().filter(|holds| **holds).count(), 1);
        prop_assert_eq!(holds(CompareOp::AtLeast), !three[0]);
        prop_assert_eq!(holds(CompareOp::AtMost), !three[2]);
        prop_assert_eq!(holds(CompareOp::NotEqual), !three[1]);
    }

    /// P4: what is printed reads back as the same number, and different numbers print differently.
    #[test]
    fn p4_printing_is_faithful(a: i64, b in 1i64..5_000, c: i64, d in 1i64..5_000) {
        let (x, y) = (Number::fraction(a, b).unwrap(), Number::fraction(c, d).unwrap());
        prop_assert_eq!(&x.to_string().parse::<Number>().unwrap(), &x);
        prop_assert_eq!(x.to_string() == y.to_string(), x == y);
    }

    /// P7: just below the threshold, at it and just above it, a ruling is as the operator says; the margin is exact.
    #[test]
    fn p7_at_the_edge(op in ops(), whole in 0i64..1_000_000, cents in 0i64..100) {
        let threshold = Number::from(whole) + Number::fraction(cents, 100).unwrap();
        let unit = n("0.01");
        let policy = one_rule(
            vec![fact("a", Type::Money)],
            cmp(op, given("a", Type::Money), expr(ExprKind::Number(threshold.clone()), Type::Money)),
        );
        use std::cmp::Ordering::{Equal, Greater, Less};
        for (margin, order) in [(-unit.clone(), Less), (n("0"), Equal), (unit, Greater)] {
            let facts = Facts::new().with("a", decimal(&(threshold.clone() + margin.clone())));
            let ruling = rule(&policy, facts);
            prop_assert_eq!(ruling.decision, as_decision(op.holds(order)));
            prop_assert_eq!(ruling.findings[0].comparisons[0].margin.as_ref(), Some(&margin));
        }
    }

    /// P15: a zero denominator is no answer, for any comparison and numerator, and names the fact.
    #[test]
    fn p15_a_zero_denominator_is_undefined(op in ops(), a: i32, swapped: bool) {
        let policy = ratio_rule(op, &n("0.03"), swapped);
        let ruling = rule(&policy, two(&Number::from(i64::from(a)), &n("0")));
        prop_assert_eq!(ruling.decision, Decision::Undetermined);
        prop_assert_eq!(ruling.findings[0].outcome, Outcome::Undefined);
        prop_assert_eq!(&ruling.blocked[0].facts, &["b"]);
        prop_assert!(ruling.missing.is_empty());
    }

    /// Every comparison with what exists not is false, for its opposite as well.
    #[test]
    fn none_makes_every_comparison_false(op in ops(), limit in -5i64..5) {
        let mut award = fact("award", Type::Number);
        award.optional = true;
        let condition = cmp(op, given("award", Type::Number), num(&limit.to_string(), Type::Number));
        let facts = Facts::new().with("award", FactValue::None);
        prop_assert_eq!(decide(&one_rule(vec![award.clone()], condition.clone()), facts.clone()), Decision::Ineligible);
        prop_assert_eq!(decide(&one_rule(vec![award], not(condition)), facts), Decision::Eligible);
    }

    /// Growth is decided as `last OP base * (1 + r)^n` in integers, and the rate shown encloses the real one.
    #[test]
    fn growth_is_decided_without_a_root(op in ops(), last in 0i64..5_000, base in -3i64..3_000, rate in -50i64..200, years in 1u8..4) {
        let rate_expr = Box::new(percent(&rate.to_string()));
        let condition = expr(ExprKind::CompareGrowth { fact: "r".into(), years, op, rate: rate_expr }, Type::YesNo);
        let first = 2024 - u16::from(years);
        let facts = Facts::new().with("r", FactValue::yearly([(2024, last), (first, base)]));
        let ruling = rule(&one_rule(vec![yearly("r")], condition), facts);
        if base <= 0 {
            prop_assert_eq!(ruling.decision, Decision::Undetermined);
            prop_assert_eq!(&ruling.blocked[0].facts, &[format!("r.{first}")]);
            return Ok(());
        }
        let power = u32::from(years);
        let left = i128::from(last) * 100i128.pow(power);
        let right = i128::from(base) * i128::from(100 + rate).pow(power);
        prop_assert_eq!(ruling.decision, as_decision(op.holds(left.cmp(&right))));
        let growth = ruling.findings[0].comparisons[0].growth.clone().unwrap();
        let at = |rate: Option<Number>| growth.base.clone() * (n("1") + rate.unwrap()).power(years);
        prop_assert!(at(growth.rate_from.clone()) <= growth.last);
        prop_assert!(growth.last < at(growth.rate_below.clone()));
    }
}

#[test]
fn thirds_add_up() {
    let third = || over(num("1", Type::Number), num("3", Type::Number));
    let product = op(gradus_dsl::ast::Operator::Multiply, third(), num("3", Type::Percentage));
    let policy = one_rule(vec![], cmp(CompareOp::Equal, product, num("1", Type::Percentage)));
    assert_eq!(decide(&policy, Facts::new()), Decision::Eligible);
}
