//! Figures of money met exactly, and missed by one fen, by the hundred thousand; what is right is worked out in whole
//! fen with another crate's integers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus::{Decision, Engine, FactValue, Facts, Number, Pack, Question};
use gradus_tests::load;
use num_bigint::BigInt;
use std::cmp::Ordering;

/// A fixed row of numbers that look random: the same cases on every machine.
struct Row(u64);

impl Row {
    fn below(&mut self, most: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }

    /// An amount in fen: from a few yuan to a hundred billion.
    fn fen(&mut self) -> u64 {
        let digits = u32::try_from(self.below(11)).unwrap() + 3;
        10u64.pow(digits) + self.below(9 * 10u64.pow(digits))
    }
}

/// An amount of fen as a host writes it.
fn yuan(fen: &BigInt) -> String {
    let sign = if *fen < BigInt::from(0) { "-" } else { "" };
    let digits = format!("{:0>3}", fen.magnitude().to_string());
    let (whole, part) = digits.split_at(digits.len() - 2);
    format!("{sign}{whole}.{part}")
}

/// How `part / whole` stands to so many percent, worked out in whole fen.
fn against(part: &BigInt, whole: &BigInt, percent: u32) -> Ordering {
    let (part, figure): (BigInt, BigInt) = (part * 100, whole * percent);
    part.cmp(&figure)
}

/// The amounts nearest to so many percent of a whole: the last that is not enough, the first that is, the next.
fn around(whole: &BigInt, percent: u32) -> [BigInt; 3] {
    let enough: BigInt = (whole * percent + 99) / 100;
    [&enough - 1, enough.clone(), enough + 1]
}

/// What was right, and how often the figure was met exactly, missed and exceeded.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    exactly: usize,
    below: usize,
    above: usize,
}

impl Count {
    fn add(&mut self, order: Ordering) {
        match order {
            Ordering::Equal => self.exactly += 1,
            Ordering::Less => self.below += 1,
            Ordering::Greater => self.above += 1,
        }
    }

    fn all(&self) -> usize {
        self.exactly + self.below + self.above
    }
}

/// Revenue so that both 3 % and 70 % of it are often whole fen.
fn revenue(row: &mut Row) -> BigInt {
    let fen = BigInt::from(row.fen());
    if row.below(4) == 0 { fen } else { (fen / 100 + 1) * 100 }
}

#[test]
fn four_hundred_thousand_shares_are_decided_exactly() {
    let mut row = Row(1);
    let mut count = Count::default();
    let floors = [3u32, 70].map(|percent| (percent, Number::fraction(i64::from(percent), 100).unwrap()));
    while count.all() < 400_000 {
        let revenue = revenue(&mut row);
        let denominator: Number = yuan(&revenue).parse().unwrap();
        for (percent, floor) in &floors {
            for part in around(&revenue, *percent) {
                let expected = against(&part, &revenue, *percent);
                let numerator: Number = yuan(&part).parse().unwrap();
                let order = Number::compare_ratio(&numerator, &denominator, floor);
                assert_eq!(
                    order,
                    Some(expected),
                    "{} of {} against {percent} %",
                    yuan(&part),
                    yuan(&revenue)
                );
                count.add(expected);
            }
        }
    }
    println!("{count:?}");
    assert!(count.exactly >= 100_000 && count.below >= 100_000 && count.above >= 100_000, "{count:?}");
}

/// A policy with one rule a comparison, and the facts it needs.
fn engine(rules: &[(&str, &str)]) -> Engine {
    let mut policy = String::from(
        "policy exact #{ title: #{ en: \"exact\" }, in_force: #{ from: \"2020-01-01\", to: open } };
        fact rd : yearly(money); fact main : yearly(money); fact revenue : yearly(money);\n",
    );
    for (title, condition) in rules {
        policy.push_str(&format!("eligibility {title} \"1\" {{ {condition} }}\n"));
    }
    load(vec![Pack::new("exact", policy)])
}

fn decides(engine: &Engine, title: &str, facts: Facts) -> Decision {
    engine.rule(&Question::new(title, "2025-06-30".parse().unwrap(), facts)).unwrap().decision
}

fn decision(holds: bool) -> Decision {
    if holds { Decision::Eligible } else { Decision::Ineligible }
}

type Holds = fn(Ordering) -> bool;

/// A title, the condition it is granted on, the fact compared with revenue, the figure in percent, and when it holds.
type Share = (&'static str, &'static str, &'static str, u32, Holds);

/// Rulings on shares around their figures, as many as said; how the amounts lay.
fn rule_on_shares(rules: &[Share], most: usize, seed: u64) -> Count {
    let texts: Vec<(&str, &str)> = rules.iter().map(|(title, condition, ..)| (*title, *condition)).collect();
    let engine = engine(&texts);
    let mut row = Row(seed);
    let mut count = Count::default();
    while count.all() < most {
        let revenue = revenue(&mut row);
        for (title, condition, fact, percent, holds) in rules {
            for part in around(&revenue, *percent) {
                let expected = against(&part, &revenue, *percent);
                let facts = Facts::new()
                    .with(*fact, FactValue::yearly([(2024, yuan(&part))]))
                    .with("revenue", FactValue::yearly([(2024, yuan(&revenue))]));
                let found = decides(&engine, title, facts);
                assert_eq!(
                    found,
                    decision(holds(expected)),
                    "{condition}: {} of {}",
                    yuan(&part),
                    yuan(&revenue)
                );
                count.add(expected);
            }
        }
    }
    println!("{count:?}");
    count
}

#[test]
fn four_hundred_thousand_rulings_on_shares_are_exact() {
    let rules: [Share; 2] = [
        ("rd_floor", "rd.last / revenue.last >= percent(3)", "rd", 3, Ordering::is_ge),
        ("focus", "main.last / revenue.last >= percent(70)", "main", 70, Ordering::is_ge),
    ];
    let count = rule_on_shares(&rules, 400_000, 2);
    assert!(count.exactly >= 100_000 && count.below >= 100_000 && count.above >= 100_000, "{count:?}");
}

/// Every operator, the quotient on either side, and as a product.
#[test]
fn every_way_to_ask_for_a_share_is_exact() {
    let rules: [Share; 8] = [
        ("a", "rd.last / revenue.last <= percent(3)", "rd", 3, Ordering::is_le),
        ("b", "rd.last / revenue.last > per_mille(30)", "rd", 3, Ordering::is_gt),
        ("c", "percent(3) <= rd.last / revenue.last", "rd", 3, Ordering::is_ge),
        ("d", "rd.last / revenue.last == percent(3)", "rd", 3, Ordering::is_eq),
        ("e", "not(main.last / revenue.last < percent(70))", "main", 70, Ordering::is_ge),
        ("f", "main.last / revenue.last < percent(70)", "main", 70, Ordering::is_lt),
        ("g", "main.last >= revenue.last * percent(70)", "main", 70, Ordering::is_ge),
        ("h", "main.last / revenue.last != percent(70)", "main", 70, Ordering::is_ne),
    ];
    let count = rule_on_shares(&rules, 24_000, 4);
    assert!(count.exactly >= 5_000 && count.below >= 5_000 && count.above >= 5_000, "{count:?}");
}

#[test]
fn a_hundred_thousand_growth_rates_are_decided_exactly() {
    let rules = [
        ("two_years", "compound_growth(main, 2) >= percent(5)", 2u32),
        ("three_years", "compound_growth(main, 3) >= percent(5)", 3),
    ];
    let engine = engine(&rules.map(|(title, condition, _)| (title, condition)));
    let mut row = Row(3);
    let mut count = Count::default();
    while count.all() < 100_000 {
        for (title, _, years) in rules {
            // 1.05 is 21/20: a base of so many times 20 to the power of the years grows to whole fen.
            let (up, down) = (BigInt::from(21).pow(years), BigInt::from(20).pow(years));
            let times = BigInt::from(row.fen() / 1_000 + 1);
            let (base, enough) = (&times * &down, &times * &up);
            for beside in [-1, 0, 1] {
                let last = &enough + beside;
                let (grown, required): (BigInt, BigInt) = (&last * &down, &base * &up);
                let expected = grown.cmp(&required);
                let first = u16::try_from(2024 - years).unwrap();
                let amounts = FactValue::yearly([(first, yuan(&base)), (2024, yuan(&last))]);
                let found = decides(&engine, title, Facts::new().with("main", amounts));
                assert_eq!(
                    found,
                    decision(expected.is_ge()),
                    "{title}: {} after {}",
                    yuan(&last),
                    yuan(&base)
                );
                count.add(expected);
            }
        }
    }
    println!("{count:?}");
    let third = count.all() / 3;
    assert_eq!(count, Count { exactly: third, below: third, above: third });
}
