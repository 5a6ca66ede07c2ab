//! Random small policies whose every way of filling in can be listed: whole numbers within bounds, yes or no, one of
//! some, optional, tied by `at_most`, years, and a field of a record.

#![allow(dead_code, unreachable_pub, reason = "each test file uses some of the builders")]

use super::support::*;
use gradus::{FactValue, Facts, Policy};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use proptest::prelude::*;

/// The facts, each with every value it may have; a dot leads to a year, two to a field of a record.
pub fn domain() -> Vec<(&'static str, Vec<FactValue>)> {
    vec![
        ("c", vec![0.into(), 1.into(), 2.into()]),
        ("d", vec![0.into(), 1.into(), 2.into()]),
        ("e", vec![0.into(), 1.into(), 2.into()]),
        ("o", vec![FactValue::None, 0.into(), 1.into(), 2.into()]),
        ("y", vec![true.into(), false.into()]),
        ("z", vec![FactValue::None, true.into(), false.into()]),
        ("k", vec!["x".into(), "z".into(), "w".into()]),
        ("r.2024", vec![FactValue::None, 0.into(), 1.into(), 2.into()]),
        ("r.2023", vec![FactValue::None, 0.into(), 1.into(), 2.into()]),
        ("l.0.flag", vec![true.into(), false.into()]),
    ]
}

/// The facts as a policy declares them: `d` cannot exceed `e`.
pub fn declared() -> Vec<Fact> {
    let count = |id: &str| Fact { max: Some(n("2")), ..fact(id, Type::Count) };
    let d = Fact { at_most: Some("e".into()), ..count("d") };
    let o = Fact { optional: true, ..count("o") };
    let z = Fact { optional: true, ..fact("z", Type::YesNo) };
    let r = Fact { max: Some(n("2")), ..fact("r", Type::Yearly(Box::new(Type::Count))) };
    let flag = Field { name: "flag".into(), ty: Type::YesNo };
    let l = fact("l", Type::List(vec![flag]));
    vec![count("c"), d, count("e"), o, fact("y", Type::YesNo), z, fact("k", kind()), r, l]
}

/// Facts by the place of each value in its domain; `None` leaves it out. None at all where they contradict each
/// other.
pub fn filled(places: &[Option<usize>]) -> Option<Facts> {
    let mut facts = Facts::new();
    let mut years = std::collections::BTreeMap::new();
    let mut record = std::collections::BTreeMap::new();
    for ((name, values), place) in domain().into_iter().zip(places) {
        let Some(place) = place else { continue };
        let value = values[place % values.len()].clone();
        match (name.split_once('.'), name) {
            (Some((_, year)), name) if name.starts_with('r') => {
                years.insert(year.to_owned(), value);
            }
            (Some(_), _) => {
                record.insert("flag".to_owned(), value);
            }
            (None, name) => facts = facts.with(name, value),
        }
    }
    let sure = FactValue::Map([("flag".to_owned(), FactValue::YesNo(true))].into());
    facts = facts.with("l", FactValue::List(vec![FactValue::Map(record), sure]));
    let facts = if years.is_empty() { facts } else { facts.with("r", FactValue::Map(years)) };
    match (facts.get("d"), facts.get("e")) {
        (Some(FactValue::Integer(d)), Some(FactValue::Integer(e))) if d > e => None,
        _ => Some(facts),
    }
}

/// Every way of filling in what is left out.
pub fn completions(places: &[Option<usize>]) -> Vec<Vec<Option<usize>>> {
    let mut all = vec![Vec::new()];
    for ((_, values), place) in domain().iter().zip(places) {
        let tried: Vec<usize> = place.map_or_else(|| (0..values.len()).collect(), |place| vec![place]);
        all = all
            .iter()
            .flat_map(|before: &Vec<Option<usize>>| {
                tried.iter().map(|place| before.iter().copied().chain([Some(*place)]).collect::<Vec<_>>())
            })
            .collect();
    }
    all.retain(|places| filled(places).is_some());
    all
}

/// Values for all but some of the facts.
pub fn partly() -> impl Strategy<Value = Vec<Option<usize>>> {
    let places: Vec<_> =
        domain().iter().map(|(_, values)| prop::option::weighted(0.65, 0..values.len())).collect();
    places.prop_filter("few are left out, and nothing contradicts", |places| {
        places.iter().filter(|place| place.is_none()).count() <= 5
            && filled(places).is_some()
            && !completions(places).is_empty()
    })
}

pub fn op_of(index: usize) -> CompareOp {
    use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    [AtLeast, Above, AtMost, Below, Equal, NotEqual][index % 6]
}

fn kind() -> Type {
    Type::OneOf(vec!["x".into(), "z".into(), "w".into()])
}

fn constant() -> BoxedStrategy<Expr> {
    (-1i64..5).prop_map(|value| num(&value.to_string(), Type::Number)).boxed()
}

fn leaf() -> BoxedStrategy<Expr> {
    let one = |id: &'static str| Just(given(id, Type::Count));
    prop_oneof![
        2 => constant(),
        6 => prop_oneof![one("c"), one("d"), one("e"), one("o")],
        2 => (0u8..2).prop_map(|back| expr(ExprKind::InYear("r".into(), Year::Prior(back)), Type::Count)),
        1 => Just(expr(ExprKind::SumYears("r".into(), 2), Type::Count)),
        1 => Just(expr(ExprKind::MeanYears("r".into(), 2), Type::Count)),
        1 => Just(expr(
            ExprKind::Count {
                list: "l".into(),
                variable: "v".into(),
                condition: Box::new(expr(
                    ExprKind::Field { variable: "v".into(), field: "flag".into() },
                    Type::YesNo
                )),
            },
            Type::Count
        )),
    ]
    .boxed()
}

/// Quantities that are linear in what may be left out, or quotients of such.
pub fn quantity() -> BoxedStrategy<Expr> {
    let arithmetic = |inner: BoxedStrategy<Expr>| {
        let sum = (any::<bool>(), inner.clone(), inner.clone()).prop_map(|(plus, a, b)| {
            let operator = if plus { Operator::Add } else { Operator::Subtract };
            expr(ExprKind::Arithmetic(operator, Box::new(a), Box::new(b)), Type::Number)
        });
        let product = (constant(), inner.clone()).prop_map(|(a, b)| {
            expr(ExprKind::Arithmetic(Operator::Multiply, Box::new(a), Box::new(b)), Type::Number)
        });
        let share = (leaf(), leaf()).prop_map(|(a, b)| {
            expr(ExprKind::Arithmetic(Operator::Divide, Box::new(a), Box::new(b)), Type::Number)
        });
        let bands = inner
            .clone()
            .prop_map(|subject| edges(subject, &[("0", "1"), ("1", "4"), ("2", "2")], Type::Number));
        let switch = (inner.clone(), inner).prop_map(|(a, b)| {
            let arms = vec![(vec![text("x"), text("w")], a), (vec![text("z")], b)];
            expr(ExprKind::Switch(Box::new(given("k", kind())), arms, None), Type::Number)
        });
        prop_oneof![3 => sum, 1 => product, 1 => share, 1 => bands, 1 => switch].boxed()
    };
    let flat = leaf();
    let once = arithmetic(flat.clone());
    prop_oneof![3 => flat, 3 => once].boxed()
}

pub fn condition() -> BoxedStrategy<Expr> {
    let growth = (0usize..6, -1i64..3).prop_map(|(op, rate)| {
        let rate = Box::new(num(&rate.to_string(), Type::Percentage));
        expr(ExprKind::CompareGrowth { fact: "r".into(), years: 1, op: op_of(op), rate }, Type::YesNo)
    });
    let each = (0usize..6, constant()).prop_map(|(op, right)| {
        let left = expr(ExprKind::InYear("r".into(), Year::Variable("v".into())), Type::Count);
        let condition = Box::new(cmp(op_of(op), left, right));
        expr(ExprKind::EachYear { years: 2, variable: "v".into(), condition }, Type::YesNo)
    });
    let leaf = prop_oneof![
        6 => (0usize..6, quantity(), quantity()).prop_map(|(op, a, b)| cmp(op_of(op), a, b)),
        2 => prop_oneof![Just("y"), Just("z")].prop_map(|id| given(id, Type::YesNo)),
        2 => (any::<bool>(), prop_oneof![Just("x"), Just("z")]).prop_map(|(same, value)| {
            let op = if same { CompareOp::Equal } else { CompareOp::NotEqual };
            cmp(op, given("k", kind()), text(value))
        }),
        1 => growth,
        1 => each,
        1 => Just(met("p")),
        1 => Just(met("q")),
        1 => Just(expr(ExprKind::Passes("s".into()), Type::YesNo)),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let counted = (0usize..5, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(which, parts)| {
            let rules = [Quorum::All, Quorum::Any, Quorum::AtLeast(2), Quorum::AtMost(1), Quorum::Exactly(1)];
            quorum(rules[which], parts)
        });
        let branch =
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| either(vec![(c, a)], b));
        prop_oneof![3 => counted, 1 => branch, 1 => inner.prop_map(not)]
    })
    .boxed()
}

/// A policy with this rule: two criteria `p` and `q` that overlap, and a score `s`.
pub fn small_policy(condition: Expr) -> Policy {
    let mut policy = one_rule(declared(), condition);
    let c = || given("c", Type::Count);
    policy.criteria = vec![
        criterion("p", "1", at_least(c(), num("1", Type::Count))),
        criterion("q", "2", cmp(CompareOp::Below, c(), num("1", Type::Count))),
    ];
    let bands = |subject: Expr| edges(subject, &[("0", "0"), ("1", "2"), ("2", "3")], Type::Points);
    let lines = [bands(c()), bands(given("o", Type::Count)), bands(over(c(), given("e", Type::Count)))];
    let line = |(index, points): (usize, Expr)| Indicator {
        id: format!("line{index}").as_str().into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("3"),
        status: None,
        points,
    };
    policy.scores = vec![Score {
        id: "s".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("8"),
        pass: Some(n("4")),
        status: None,
        groups: Vec::new(),
        indicators: lines.into_iter().enumerate().map(line).collect(),
    }];
    policy
}
