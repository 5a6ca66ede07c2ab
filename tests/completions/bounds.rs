//! P10 for bounds: sums, differences, products and quotients of facts with every kind of bounds, each decision against
//! every pair of values the bounds allow.

use gradus::{Decision, Engine, Facts, Pack, Question};
use gradus_tests::drawn::DAY;

/// Values to try where the bounds of a fact allow them.
const VALUES: [i64; 7] = [0, 1, -1, 3, -2, 1_000, -1_000];

/// Bounds that lie to either side of zero, on it, around it, or are not there.
const BOUNDS: [(Option<i64>, Option<i64>); 10] = [
    (None, None),
    (None, Some(0)),
    (None, Some(-1)),
    (Some(0), None),
    (Some(1), None),
    (Some(-2), None),
    (None, Some(3)),
    (Some(-2), Some(3)),
    (Some(0), Some(3)),
    (Some(-2), Some(0)),
];

fn declared((min, max): (Option<i64>, Option<i64>)) -> String {
    let bound = |word: &str, value: Option<i64>| value.map(|value| format!("{word}: {value}"));
    let bounds: Vec<String> = [bound("min", min), bound("max", max)].into_iter().flatten().collect();
    if bounds.is_empty() { "number".to_owned() } else { format!("number #{{ {} }}", bounds.join(", ")) }
}

fn values((min, max): (Option<i64>, Option<i64>)) -> Vec<i64> {
    let allowed = |value: &&i64| min.is_none_or(|min| min <= **value) && max.is_none_or(|max| **value <= max);
    VALUES.iter().filter(allowed).copied().collect()
}

#[test]
fn p10_bounds_of_arithmetic_are_sound() {
    let mut conditions = Vec::new();
    for operator in ["+", "-", "*", "/"] {
        for comparison in [">=", ">", "<=", "<"] {
            for figure in [0, 2] {
                conditions.push(format!("x {operator} y {comparison} {figure}"));
            }
        }
    }
    let (mut decided, mut compared) = (0usize, 0usize);
    for x_bounds in BOUNDS {
        for y_bounds in BOUNDS {
            let mut policy = format!(
                "policy p #{{ title: #{{ en: \"p\" }}, in_force: #{{ from: \"2022-01-01\", to: open }} }};
                fact x : {}; fact y : {};\n",
                declared(x_bounds),
                declared(y_bounds)
            );
            for (index, condition) in conditions.iter().enumerate() {
                policy.push_str(&format!("eligibility t{index} \"1\" {{ {condition} }}\n"));
            }
            let engine = Engine::load(vec![Pack::new("p", policy)], "").unwrap();
            for (index, condition) in conditions.iter().enumerate() {
                let decide = |x: Option<i64>, y: Option<i64>| {
                    let facts = x.into_iter().fold(Facts::new(), |facts, x| facts.with("x", x));
                    let facts = y.into_iter().fold(facts, |facts, y| facts.with("y", y));
                    let title = format!("t{index}");
                    engine.rule(&Question::new(title.as_str(), DAY.parse().unwrap(), facts)).unwrap().decision
                };
                let (xs, ys) = (values(x_bounds), values(y_bounds));
                let neither = decide(None, None);
                let without_y: Vec<Decision> = xs.iter().map(|x| decide(Some(*x), None)).collect();
                let without_x: Vec<Decision> = ys.iter().map(|y| decide(None, Some(*y))).collect();
                for (x, without_y) in xs.iter().zip(&without_y) {
                    for (y, without_x) in ys.iter().zip(&without_x) {
                        let complete = decide(Some(*x), Some(*y));
                        for earlier in [neither, *without_y, *without_x] {
                            compared += 1;
                            if earlier == Decision::Undetermined {
                                continue;
                            }
                            decided += 1;
                            assert_eq!(
                                earlier, complete,
                                "{condition} at x = {x} in {x_bounds:?}, y = {y} in {y_bounds:?}"
                            );
                        }
                    }
                }
            }
        }
    }
    println!("{decided} of {compared} were decided before everything was known");
    assert!(decided * 10 >= compared, "bounds decide too little for this to mean anything");
}
