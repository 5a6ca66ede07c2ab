//! Random small policies whose every way of filling in can be listed: whole numbers within bounds, yes or no, one of
//! some, optional, tied by `at_most`, years, a field of a record, sets and days.

#![allow(dead_code, unreachable_pub, reason = "each test file uses some of the builders")]

use super::support::*;
use gradus::{FactValue, Facts, Policy};
use gradus_dsl::Rounding;
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
        ("m", [&[][..], &["u"], &["v"], &["u", "v"]].map(set).to_vec()),
        // Days a month later, a year later and at the end of a month are not the same for these.
        ("t", vec!["2024-02-28".into(), "2024-02-29".into(), "2024-03-01".into()]),
    ]
}

fn set(values: &[&str]) -> FactValue {
    FactValue::List(values.iter().map(|value| (*value).into()).collect())
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
    let m = fact("m", Type::Set(vec!["u".into(), "v".into()]));
    let bound = |text: &str| Some(day(text).days().into());
    let t = Fact { min: bound("2024-02-28"), max: bound("2024-03-01"), ..fact("t", Type::Date) };
    vec![count("c"), d, count("e"), o, fact("y", Type::YesNo), z, fact("k", kind()), r, l, m, t]
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
        domain().iter().map(|(_, values)| prop::option::weighted(0.7, 0..values.len())).collect();
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

fn flag() -> Expr {
    expr(ExprKind::Field { variable: "v".into(), field: "flag".into() }, Type::YesNo)
}

fn count_of(id: &str) -> Expr {
    given(id, Type::Count)
}

fn number(value: i64) -> Expr {
    num(&value.to_string(), Type::Number)
}

fn on(text: &str) -> Expr {
    expr(ExprKind::Date(day(text)), Type::Date)
}

/// What gathers several things, moves in steps, or is declared elsewhere.
fn gathered() -> BoxedStrategy<Expr> {
    let of = |kind| expr(kind, Type::Number);
    let end = || prop_oneof![Just(Extreme::Least), Just(Extreme::Greatest)];
    let each = || {
        prop_oneof![
            Just(either(vec![(flag(), number(2))], count_of("c"))),
            Just(either(vec![(flag(), number(0))], count_of("o"))),
            Just(either(vec![(flag(), over(count_of("c"), count_of("e")))], number(1))),
        ]
    };
    let fold = prop_oneof![Just(Fold::Sum), end().prop_map(Fold::Extreme)];
    let conditions = prop_oneof![
        Just(given("y", Type::YesNo)),
        Just(at_least(count_of("c"), number(1))),
        Just(at_least(over(count_of("c"), count_of("e")), number(1))),
        Just(expr(ExprKind::Includes("m".into(), "u".into()), Type::YesNo)),
    ];
    let roundings = vec![Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven];
    let share = |a: &str, b: Expr| {
        expr(ExprKind::Arithmetic(Operator::Divide, Box::new(count_of(a)), Box::new(b)), Type::Number)
    };
    let moving = prop_oneof![
        leaf(),
        Just(share("c", number(-2))),
        Just(share("d", number(2))),
        Just(share("c", count_of("e"))),
    ];
    let elapsed = |unit, from, to| {
        expr(ExprKind::Elapsed { unit, from: Box::new(from), to: Box::new(to) }, Type::Duration(unit))
    };
    let t = || given("t", Type::Date);
    let tables = vec!["tu", "tf", "ta", "tc"];
    prop_oneof![
        2 => (end(), prop::collection::vec(leaf(), 1..4)).prop_map(move |(end, values)| of(ExprKind::Extreme(end, values))),
        1 => prop::collection::vec(conditions, 0..4).prop_map(move |all| of(ExprKind::HowMany(all))),
        1 => (fold, each()).prop_map(move |(fold, body)| {
            of(ExprKind::OverRecords { fold, list: "l".into(), variable: "v".into(), body: Box::new(body) })
        }),
        2 => (prop::sample::select(roundings), moving.clone(), -1i64..3).prop_map(move |(rounding, value, times)| {
            let rounded = of(ExprKind::Round { rounding, digits: 0, value: Box::new(value) });
            op(Operator::Multiply, number(times), rounded)
        }),
        2 => (moving, 1i64..4).prop_map(move |(value, amount)| {
            let amount = gradus::Number::fraction(amount, 2).unwrap();
            of(ExprKind::EveryFull(Box::new(value), amount))
        }),
        1 => prop_oneof![
            Just(elapsed(Unit::Months, t(), on("2024-05-31"))),
            Just(elapsed(Unit::Years, t(), on("2027-02-28"))),
            Just(elapsed(Unit::Months, on("2023-12-31"), t())),
            Just(elapsed(Unit::Months, on("2024-12-31"), t())),
        ],
        4 => prop::sample::select(tables).prop_map(move |id| of(ExprKind::Table(id.into()))),
        1 => Just(of(ExprKind::Group("v".into(), "g".into()))),
        1 => Just(of(ExprKind::Score("v".into()))),
        1 => Just(of(ExprKind::Growth("r".into(), Year::Prior(0)))),
        1 => Just(of(ExprKind::MeanGrowth("r".into(), 1))),
        1 => Just(of(ExprKind::SetSize("m".into()))),
    ]
    .boxed()
}

/// Conditions on days.
fn dated() -> BoxedStrategy<Expr> {
    let t = || given("t", Type::Date);
    let length = |value: i64, unit| num(&value.to_string(), Type::Duration(unit));
    let moved = (any::<bool>(), 0i64..14, 0usize..3).prop_map(move |(later, by, unit)| {
        let unit = [Unit::Years, Unit::Months, Unit::Days][unit];
        let operator = if later { Operator::Add } else { Operator::Subtract };
        op(operator, t(), length(by, unit))
    });
    let year_end = expr(ExprKind::YearEnd(Box::new(t())), Type::Date);
    let days = prop_oneof![
        3 => moved,
        1 => Just(year_end.clone()),
        1 => Just(t()),
        1 => Just(either(vec![(given("y", Type::YesNo), year_end)], t())),
        1 => Just(expr(ExprKind::ReferenceDate, Type::Date)),
    ];
    let known = prop::sample::select(vec![
        "2024-02-29",
        "2024-03-28",
        "2024-03-29",
        "2024-12-31",
        "2025-02-28",
        "2023-02-28",
    ]);
    let between = (-2i64..400, 0usize..6).prop_map(move |(least, which)| {
        let since = expr(
            ExprKind::Arithmetic(Operator::Subtract, Box::new(on("2025-03-01")), Box::new(t())),
            Type::Duration(Unit::Days),
        );
        cmp(op_of(which), since, length(least, Unit::Days))
    });
    prop_oneof![
        4 => (0usize..6, days, known).prop_map(|(op, left, right)| cmp(op_of(op), left, on(right))),
        1 => between,
    ]
    .boxed()
}

/// A `switch` on what may be left out, and may turn out to be none; with every value listed, or with a default.
fn switch(inner: BoxedStrategy<Expr>, ty: Type) -> BoxedStrategy<Expr> {
    let yes = |value| expr(ExprKind::YesNo(value), Type::YesNo);
    let subjects = prop_oneof![
        3 => Just((given("k", kind()), vec![text("x"), text("w")], vec![text("z")])),
        1 => Just((given("y", Type::YesNo), vec![yes(true)], vec![yes(false)])),
        2 => Just((given("z", Type::YesNo), vec![yes(true)], vec![yes(false)])),
        1 => Just((count_of("c"), vec![number(0), number(2)], vec![number(1)])),
        2 => Just((count_of("o"), vec![number(1)], vec![number(0), number(2)])),
        1 => Just((over(count_of("c"), count_of("e")), vec![number(1)], vec![number(0), number(2)])),
    ];
    (subjects, inner.clone(), inner.clone(), prop::option::of((inner, any::<bool>())))
        .prop_map(move |((subject, first, second), a, b, default)| {
            let mut arms = vec![(first, a), (second, b)];
            // A default may stand for some of the values, or for what is not there.
            arms.truncate(if default.as_ref().is_some_and(|(_, some)| *some) { 1 } else { 2 });
            let default = default.map(|(default, _)| Box::new(default));
            // Not every quotient can be listed.
            let listed = !matches!(subject.kind, ExprKind::Arithmetic(..));
            let default = default.or_else(|| (!listed).then(|| Box::new(arms[0].1.clone())));
            expr(ExprKind::Switch(Box::new(subject), arms, default), ty.clone())
        })
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
        let arms = prop_oneof![6 => inner, 1 => Just(over(count_of("c"), count_of("e")))];
        let switch = switch(arms.boxed(), Type::Number);
        prop_oneof![3 => sum, 1 => product, 1 => share, 1 => bands, 2 => switch].boxed()
    };
    let flat = leaf();
    let once = arithmetic(flat.clone());
    prop_oneof![3 => flat, 3 => once, 3 => gathered()].boxed()
}

/// Conditions on a text, given or picked.
fn on_texts() -> BoxedStrategy<Expr> {
    let k = || given("k", kind());
    let given_or_not = either(vec![(given("z", Type::YesNo), k())], text("q"));
    let texts = prop_oneof![
        2 => Just(k()),
        1 => Just(Expr { ty: Type::Text, ..given_or_not }),
        2 => switch(prop_oneof![Just(text("x")), Just(text("w")), Just(text("q")), Just(k())].boxed(), Type::Text),
    ];
    let values = prop::sample::subsequence(vec!["x".to_owned(), "w".to_owned(), "q".to_owned()], 0..4);
    (texts, values, 0usize..4)
        .prop_map(|(subject, values, which)| {
            let of = |kind| expr(kind, Type::YesNo);
            match (which, values.first().cloned()) {
                (0, Some(value)) => cmp(CompareOp::Equal, subject, text(&value)),
                (1, Some(value)) => cmp(CompareOp::NotEqual, text(&value), subject),
                (2, Some(value)) => of(ExprKind::StartsWith(Box::new(subject), vec![value])),
                _ => of(ExprKind::Among(Box::new(subject), values)),
            }
        })
        .boxed()
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
        2 => Just(met("x")),
        1 => Just(met("x1")),
        1 => prop_oneof![Just("s"), Just("v")].prop_map(|id| expr(ExprKind::Passes(id.into()), Type::YesNo)),
        2 => dated(),
        1 => Just(expr(ExprKind::Table("tb".into()), Type::YesNo)),
        2 => prop_oneof![Just("u"), Just("v")]
            .prop_map(|value| expr(ExprKind::Includes("m".into(), value.into()), Type::YesNo)),
        2 => on_texts(),
        1 => any::<bool>().prop_map(|every| {
            let fold = if every { Fold::All } else { Fold::Any };
            let body = Box::new(some_of([flag(), at_least(count_of("c"), number(2))]));
            expr(ExprKind::OverRecords { fold, list: "l".into(), variable: "v".into(), body }, Type::YesNo)
        }),
    ];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let counted = (0usize..5, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(which, parts)| {
            let rules = [Quorum::All, Quorum::Any, Quorum::AtLeast(2), Quorum::AtMost(1), Quorum::Exactly(1)];
            quorum(rules[which], parts)
        });
        let branch =
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| either(vec![(c, a)], b));
        let switch = switch(inner.clone(), Type::YesNo);
        prop_oneof![3 => counted, 1 => branch, 1 => switch, 1 => inner.prop_map(not)]
    })
    .boxed()
}

/// A table of these rows: cells and a result.
fn table(id: &str, hit: Hit, columns: Vec<Expr>, ty: Type, rows: Vec<(Vec<Cell>, Expr)>) -> Table {
    let row = |(cells, result)| Row { at: Default::default(), cells, result };
    Table {
        id: id.into(),
        at: Default::default(),
        citation: cite("annex 4"),
        status: None,
        hit,
        columns,
        rows: rows.into_iter().map(row).collect(),
        ty,
    }
}

/// Tables of each kind, over columns that may be none and, as `c / e`, undefined.
fn tables() -> Vec<Table> {
    let from = |low: &str| Cell::Within(vec![Interval::at_least(n(low))]);
    let below = |high: &str| Cell::Within(vec![Interval::below(n(high))]);
    let texts = |texts: &[&str]| Cell::Among(texts.iter().map(|text| (*text).to_owned()).collect());
    let share = || over(count_of("c"), count_of("e"));
    let (y, z, k) = (given("y", Type::YesNo), given("z", Type::YesNo), given("k", kind()));
    let any = || Cell::Any;
    vec![
        table(
            "tu",
            Hit::Unique,
            vec![count_of("o"), k.clone()],
            Type::Number,
            vec![
                (vec![below("1"), texts(&["x", "z"])], number(1)),
                (vec![below("1"), texts(&["w"])], count_of("c")),
                (vec![from("1"), any()], number(3)),
            ],
        ),
        table(
            "tf",
            Hit::First,
            vec![share(), z],
            Type::Number,
            vec![
                (vec![from("1"), texts(&["true"])], number(2)),
                (vec![any(), texts(&["false"])], count_of("o")),
                (vec![below("1"), any()], number(1)),
                (vec![any(), any()], number(0)),
            ],
        ),
        table(
            "ta",
            Hit::Any,
            vec![count_of("d"), count_of("e")],
            Type::Number,
            vec![
                (vec![below("1"), below("2")], number(1)),
                (vec![any(), from("2")], number(2)),
                (vec![from("1"), any()], number(2)),
            ],
        ),
        table(
            "tc",
            Hit::CollectSum,
            vec![count_of("c"), y.clone()],
            Type::Number,
            vec![
                (vec![from("1"), any()], number(1)),
                (vec![any(), texts(&["true"])], count_of("d")),
                (vec![below("2"), texts(&["false"])], count_of("o")),
            ],
        ),
        table(
            "tb",
            Hit::First,
            vec![k, share()],
            Type::YesNo,
            vec![
                (vec![texts(&["x"]), from("1")], expr(ExprKind::YesNo(true), Type::YesNo)),
                (vec![texts(&["x", "z"]), any()], y),
                (vec![any(), below("1")], at_least(count_of("c"), number(1))),
                (vec![any(), any()], expr(ExprKind::YesNo(false), Type::YesNo)),
            ],
        ),
    ]
}

/// A criterion with two exceptions, and an exception to one of these.
fn with_exceptions() -> Vec<Criterion> {
    let least = |id: &str, least: i64| at_least(count_of(id), number(least));
    let exception = |id: &str, of: &str, when: Expr, body: Expr| Criterion {
        overrides: Some(Exception { of: vec![of.into()], because: String::new(), when }),
        ..criterion(id, "3", body)
    };
    vec![
        criterion("x", "3", least("c", 1)),
        exception("x1", "x", given("y", Type::YesNo), least("e", 1)),
        exception("x2", "x", cmp(CompareOp::Equal, given("k", kind()), text("x")), least("o", 1)),
        exception(
            "x3",
            "x1",
            at_least(over(count_of("c"), count_of("e")), number(1)),
            given("z", Type::YesNo),
        ),
    ]
}

/// A policy with this rule: two criteria `p` and `q` that overlap, one with exceptions, scores, and tables.
pub fn small_policy(condition: Expr) -> Policy {
    let mut policy = one_rule(declared(), condition);
    policy.tables = tables();
    let c = || given("c", Type::Count);
    policy.criteria = vec![
        criterion("p", "1", at_least(c(), num("1", Type::Count))),
        criterion("q", "2", cmp(CompareOp::Below, c(), num("1", Type::Count))),
    ];
    policy.criteria.extend(with_exceptions());
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
    let every = expr(ExprKind::EveryFull(Box::new(given("e", Type::Count)), n("1")), Type::Points);
    let group = Group {
        id: "g".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("4"),
        pass: Some(n("2")),
        status: None,
        indicators: [bands(c()), every].into_iter().enumerate().map(line).collect(),
    };
    policy.scores.push(Score {
        id: "v".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("6"),
        pass: Some(n("4")),
        status: None,
        groups: vec![group],
        indicators: [bands(given("o", Type::Count)), bands(over(given("d", Type::Count), c()))]
            .into_iter()
            .enumerate()
            .map(line)
            .collect(),
    });
    policy
}
