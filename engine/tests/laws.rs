//! Laws of the semantics on random small policies: what is missing never turns a decision around (P8 to P11),
//! negation and counting agree (P14), scores narrow (P5, P13), a zero denominator is no answer (P15).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{Decision, Engine, FactValue, Facts, Form, Length, Policy, Ruling, Shown};
use gradus_dsl::Rounding;
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use proptest::prelude::*;
use support::*;

/// The facts of the random policies and the values each is tried with; none is "left out".
fn domain() -> Vec<(&'static str, Vec<FactValue>)> {
    vec![
        ("a", vec![0.into(), 1.into(), 3.into()]),
        ("b", vec!["-1".into(), 0.into(), 2.into()]),
        ("o", vec![FactValue::None, 0.into(), 2.into()]),
        ("y", vec![true.into(), false.into()]),
        ("k", vec!["x".into(), "z".into()]),
        ("r.2024", vec![FactValue::None, 0.into(), 2.into()]),
        ("r.2023", vec![1.into(), "-1".into()]),
    ]
}

fn random_facts() -> Vec<Fact> {
    let mut a = fact("a", Type::Number);
    (a.min, a.max) = (Some(n("0")), Some(n("3")));
    let mut o = fact("o", Type::Number);
    (o.optional, o.min) = (true, Some(n("0")));
    let kind = fact("k", Type::OneOf(vec!["x".into(), "z".into()]));
    let yearly = fact("r", Type::Yearly(Box::new(Type::Number)));
    vec![a, fact("b", Type::Number), o, fact("y", Type::YesNo), kind, yearly]
}

/// Facts by the place of each value in its domain; `None` leaves it out.
fn pick(chosen: &[Option<usize>]) -> Facts {
    let mut facts = Facts::new();
    let mut years = std::collections::BTreeMap::new();
    for ((name, values), place) in domain().into_iter().zip(chosen) {
        let Some(place) = place else { continue };
        let value = values[place % values.len()].clone();
        match name.split_once('.') {
            Some((_, year)) => {
                years.insert(year.to_owned(), value);
            }
            None => facts = facts.with(name, value),
        }
    }
    if years.is_empty() { facts } else { facts.with("r", FactValue::Map(years)) }
}

fn completions(chosen: &[Option<usize>]) -> Vec<Vec<Option<usize>>> {
    let mut all = vec![Vec::new()];
    for ((_, values), place) in domain().iter().zip(chosen) {
        let tried: Vec<usize> = place.map_or_else(|| (0..values.len()).collect(), |place| vec![place]);
        all = all
            .iter()
            .flat_map(|before: &Vec<Option<usize>>| {
                tried.iter().map(|place| before.iter().copied().chain([Some(*place)]).collect::<Vec<_>>())
            })
            .collect();
    }
    all
}

fn op_of(index: usize) -> CompareOp {
    use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    [AtLeast, Above, AtMost, Below, Equal, NotEqual][index % 6]
}

fn number() -> BoxedStrategy<Expr> {
    numbers(
        prop_oneof![
            4 => plain(),
            1 => Just(named("m")),
            1 => Just(expr(ExprKind::Score("s".into()), Type::Number)),
        ]
        .boxed(),
    )
}

/// The points of one line of a score, which names no declaration.
fn line() -> BoxedStrategy<Expr> {
    numbers(plain())
}

fn plain() -> BoxedStrategy<Expr> {
    prop_oneof![
        (-1i64..4).prop_map(|value| num(&value.to_string(), Type::Number)),
        Just(given("a", Type::Number)),
        Just(given("b", Type::Number)),
        Just(given("o", Type::Number)),
        (0u8..2).prop_map(|back| expr(ExprKind::InYear("r".into(), Year::Prior(back)), Type::Number)),
        Just(expr(ExprKind::SumYears("r".into(), 2), Type::Number)),
        Just(expr(ExprKind::MeanYears("r".into(), 2), Type::Number)),
        Just(expr(ExprKind::Growth("r".into(), Year::Prior(0)), Type::Number)),
        Just(expr(ExprKind::MeanGrowth("r".into(), 1), Type::Number)),
    ]
    .boxed()
}

fn numbers(leaf: BoxedStrategy<Expr>) -> BoxedStrategy<Expr> {
    leaf.prop_recursive(2, 6, 2, |inner| {
        let arithmetic = (0usize..4, inner.clone(), inner.clone()).prop_map(|(which, a, b)| {
            let operator = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide][which];
            expr(ExprKind::Arithmetic(operator, Box::new(a), Box::new(b)), Type::Number)
        });
        let bands = (inner.clone(), any_bool()).prop_map(|(subject, by_edges)| {
            if by_edges {
                return edges(subject, &[("0", "1"), ("1", "4"), ("2", "2")], Type::Number);
            }
            let bands = [
                (Interval::at_most(n("0")), "3"),
                (Interval::above_up_to(n("0"), n("1")), "1"),
                (Interval::above(n("1")), "3"),
            ];
            let bands = bands.into_iter().map(|(interval, points)| Band { interval, points: n(points) });
            expr(ExprKind::Bands(Box::new(subject), bands.collect()), Type::Number)
        });
        let switch = (inner.clone(), inner.clone()).prop_map(|(a, b)| {
            let arms = vec![(vec![text("x")], a), (vec![text("z")], b)];
            expr(ExprKind::Switch(Box::new(given("k", kind())), arms, None), Type::Number)
        });
        let extreme = (any_bool(), prop::collection::vec(inner.clone(), 1..3)).prop_map(|(least, values)| {
            let end = if least { Extreme::Least } else { Extreme::Greatest };
            expr(ExprKind::Extreme(end, values), Type::Number)
        });
        let round = (0usize..4, inner.clone()).prop_map(|(which, value)| {
            let rounding = [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven][which];
            expr(ExprKind::Round { rounding, digits: 0, value: Box::new(value) }, Type::Number)
        });
        let full =
            inner.clone().prop_map(|value| expr(ExprKind::EveryFull(Box::new(value), n("2")), Type::Number));
        let held = (0usize..6, inner.clone(), inner).prop_map(|(op, a, b)| {
            let conditions = vec![cmp(op_of(op), a, b), given("y", Type::YesNo)];
            expr(ExprKind::HowMany(conditions), Type::Number)
        });
        prop_oneof![4 => arithmetic, 1 => bands, 1 => switch, 1 => extreme, 1 => round, 1 => full, 1 => held]
    })
    .boxed()
}

fn kind() -> Type {
    Type::OneOf(vec!["x".into(), "z".into()])
}

fn condition() -> BoxedStrategy<Expr> {
    let growth = (0usize..6, -2i64..3).prop_map(|(op, rate)| {
        let rate = Box::new(num(&rate.to_string(), Type::Percentage));
        expr(ExprKind::CompareGrowth { fact: "r".into(), years: 1, op: op_of(op), rate }, Type::YesNo)
    });
    let each = (0usize..6, number()).prop_map(|(op, right)| {
        let left = expr(ExprKind::InYear("r".into(), Year::Variable("v".into())), Type::Number);
        let condition = Box::new(cmp(op_of(op), left, right));
        expr(ExprKind::EachYear { years: 2, variable: "v".into(), condition }, Type::YesNo)
    });
    let leaf = prop_oneof![
        6 => (0usize..6, number(), number()).prop_map(|(op, a, b)| cmp(op_of(op), a, b)),
        1 => Just(given("y", Type::YesNo)),
        1 => any_bool().prop_map(|same| {
            let op = if same { CompareOp::Equal } else { CompareOp::NotEqual };
            cmp(op, given("k", kind()), text("x"))
        }),
        1 => growth,
        1 => each,
        1 => Just(met("c")),
        1 => Just(expr(ExprKind::Passes("s".into()), Type::YesNo)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let counted = (0usize..5, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(which, parts)| {
            let rules = [Quorum::All, Quorum::Any, Quorum::AtLeast(2), Quorum::AtMost(1), Quorum::Exactly(1)];
            quorum(rules[which], parts)
        });
        let branch =
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| either(vec![(c, a)], b));
        let negated = inner.prop_map(not);
        prop_oneof![3 => counted, 1 => branch, 1 => negated]
    })
    .boxed()
}

fn any_bool() -> impl Strategy<Value = bool> {
    proptest::bool::ANY
}

fn chosen() -> impl Strategy<Value = Vec<Option<usize>>> {
    let places: Vec<_> = domain().iter().map(|(_, values)| prop::option::of(0..values.len())).collect();
    places
}

/// A policy with a rule of its own and declarations it can name: `m` (may be undefined), `c`, and the score `s`.
fn engine(condition: Expr) -> Engine {
    let switch = expr(
        ExprKind::Switch(
            Box::new(given("k", kind())),
            vec![(vec![text("x")], num("3", Type::Number)), (vec![text("z")], given("o", Type::Number))],
            None,
        ),
        Type::Number,
    );
    let mut policy = scored(vec![switch, named("m")]);
    policy.eligibilities[0].condition = condition;
    policy.names = vec![Named {
        id: "m".into(),
        at: Default::default(),
        value: over(given("a", Type::Number), given("b", Type::Number)),
    }];
    policy.criteria = vec![criterion("c", "1", at_least(named("m"), given("o", Type::Number)))];
    Engine::new(vec![policy]).unwrap()
}

/// The same policy with exceptions to `c`: `x` and `w` of equal rank, and `z`, which comes before `c` and `x`.
fn engine_with_exceptions(condition: Expr, mut parts: Vec<Expr>) -> Engine {
    let mut policy = engine(condition).policies()[0].clone();
    for (id, of) in [("x", vec!["c"]), ("w", vec!["c"]), ("z", vec!["c", "x"])] {
        let (when, body) = (parts.pop().unwrap(), parts.pop().unwrap());
        let of = of.into_iter().map(Into::into).collect();
        let overrides = Some(Exception { of, because: "the text says so".to_owned(), when });
        policy.criteria.push(Criterion { overrides, ..criterion(id, "2", body) });
    }
    Engine::new(vec![policy]).unwrap()
}

/// A condition that names no criterion, so that an exception made of it leads back to none.
fn part() -> BoxedStrategy<Expr> {
    prop_oneof![
        4 => (0usize..6, number(), number()).prop_map(|(op, a, b)| cmp(op_of(op), a, b)),
        2 => Just(given("y", Type::YesNo)),
        1 => Just(expr(ExprKind::Passes("s".into()), Type::YesNo)),
        1 => any_bool().prop_map(|value| expr(ExprKind::YesNo(value), Type::YesNo)),
    ]
    .boxed()
}

/// The decision; none for a conflict that blocks the question.
fn decision(engine: &Engine, chosen: &[Option<usize>]) -> Option<Decision> {
    match engine.rule(&ask(pick(chosen))) {
        Ok(ruling) => Some(ruling.decision),
        Err(error) => {
            assert_eq!(error.kind(), gradus::ErrorKind::Conflict, "{error}");
            None
        }
    }
}

fn named(id: &str) -> Expr {
    expr(ExprKind::Name(id.into()), Type::Number)
}

fn ruled(engine: &Engine, chosen: &[Option<usize>]) -> Ruling {
    engine.rule(&ask(pick(chosen))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// P8 and P10: a decided ruling stays the same on every way of filling in what is missing.
    #[test]
    fn p8_p10_a_decision_survives_every_completion(condition in condition(), chosen in chosen()) {
        let engine = engine(condition);
        let before = ruled(&engine, &chosen).decision;
        prop_assume!(before != Decision::Undetermined);
        for completion in completions(&chosen) {
            prop_assert_eq!(ruled(&engine, &completion).decision, before);
        }
    }

    /// P8 and P10 where criteria have exceptions; a conflict that blocks the question blocks it on every completion.
    #[test]
    fn p8_p10_a_decision_with_exceptions_survives_every_completion(
        condition in condition(),
        parts in prop::collection::vec(part(), 6),
        chosen in chosen(),
    ) {
        let engine = engine_with_exceptions(all([met("c"), some_of([met("c"), condition])]), parts);
        let before = decision(&engine, &chosen);
        prop_assume!(before != Some(Decision::Undetermined));
        for completion in completions(&chosen) {
            prop_assert_eq!(decision(&engine, &completion), before);
        }
    }

    /// P9 and P11 where criteria have exceptions: complete facts leave nothing missing, and what is open names something.
    #[test]
    fn p9_p11_exceptions_name_what_is_missing(
        condition in condition(),
        parts in prop::collection::vec(part(), 6),
        chosen in chosen(),
    ) {
        let engine = engine_with_exceptions(condition, parts);
        let complete: Vec<Option<usize>> = chosen.iter().map(|place| place.or(Some(0))).collect();
        if let Ok(ruling) = engine.rule(&ask(pick(&complete))) {
            prop_assert!(ruling.missing.is_empty());
            prop_assert_eq!(ruling.decision == Decision::Undetermined, !ruling.blocked.is_empty());
        }
        let Ok(ruling) = engine.rule(&ask(pick(&chosen))) else { return Ok(()) };
        prop_assume!(ruling.decision == Decision::Undetermined);
        prop_assert!(!ruling.missing.is_empty() || !ruling.blocked.is_empty());
        let named: Vec<String> = ruling.missing.iter().map(|missing| missing.path.clone()).collect();
        let more: Vec<Option<usize>> = domain().iter().zip(&chosen).map(|((name, _), place)| {
            if named.iter().any(|path| path == name) { *place } else { place.or(Some(1)) }
        }).collect();
        prop_assert!(!matches!(decision(&engine, &more), Some(Decision::Eligible | Decision::Ineligible)));
    }

    /// P9: with all facts known nothing is missing, and only something undefined keeps it from being decided.
    #[test]
    fn p9_complete_facts_leave_nothing_open(condition in condition(), chosen in chosen()) {
        let engine = engine(condition);
        let complete: Vec<Option<usize>> = chosen.iter().map(|place| place.or(Some(0))).collect();
        let ruling = ruled(&engine, &complete);
        prop_assert!(ruling.missing.is_empty());
        prop_assert_eq!(ruling.decision == Decision::Undetermined, !ruling.blocked.is_empty());
    }

    /// P11: an undetermined ruling names something, and a fact it does not name does not decide it.
    #[test]
    fn p11_what_is_not_named_does_not_matter(condition in condition(), chosen in chosen()) {
        let engine = engine(condition);
        let ruling = ruled(&engine, &chosen);
        prop_assume!(ruling.decision == Decision::Undetermined);
        prop_assert!(!ruling.missing.is_empty() || !ruling.blocked.is_empty());
        let named: Vec<String> = ruling.missing.iter().map(|missing| missing.path.clone()).collect();
        let more: Vec<Option<usize>> = domain().iter().zip(&chosen).map(|((name, _), place)| {
            if named.iter().any(|path| path == name) { *place } else { place.or(Some(1)) }
        }).collect();
        prop_assert_eq!(ruled(&engine, &more).decision, Decision::Undetermined);
    }

    /// P14: negation twice is nothing; `all` and `any` are counts; De Morgan.
    #[test]
    fn p14_negation_and_counting_agree(parts in prop::collection::vec(condition(), 1..4), chosen in chosen()) {
        let decide = |condition| ruled(&engine(condition), &chosen).decision;
        let count = u32::try_from(parts.len()).unwrap();
        let every = decide(all(parts.clone()));
        prop_assert_eq!(decide(not(not(all(parts.clone())))), every);
        prop_assert_eq!(decide(quorum(Quorum::AtLeast(count), parts.clone())), every);
        prop_assert_eq!(decide(not(some_of(parts.iter().cloned().map(not)))), every);
        let some = decide(some_of(parts.clone()));
        prop_assert_eq!(decide(quorum(Quorum::AtLeast(1), parts.clone())), some);
        prop_assert_eq!(decide(not(quorum(Quorum::AtMost(0), parts))), some);
    }

    /// P26: the same question gives the same bytes, and the explanation names the decision in both languages.
    #[test]
    fn p26_same_question_same_bytes(condition in condition(), chosen in chosen()) {
        let bytes = |condition: &Expr| {
            serde_json::to_string(&ruled(&engine(condition.clone()), &chosen)).unwrap()
        };
        let text = bytes(&condition);
        prop_assert_eq!(&bytes(&condition), &text);
        let back: Ruling = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), text);
        for language in [gradus::Language::En, gradus::Language::Zh] {
            prop_assert_eq!(back.render(Length::Full, Form::Text, language), ruled(&engine(condition.clone()), &chosen).render(Length::Full, Form::Text, language));
        }
    }

    /// P5 and P13: the order of the lines changes nothing; the bounds hold the final score and only narrow.
    #[test]
    fn p5_p13_scores_are_intervals_that_narrow(
        lines in prop::collection::vec(line(), 1..4),
        chosen in chosen(),
        later in chosen(),
    ) {
        let more: Vec<Option<usize>> = chosen.iter().zip(&later).map(|(one, two)| one.or(*two)).collect();
        let points = |lines: Vec<Expr>, chosen: &[Option<usize>]| {
            let ruling = ruled(&Engine::new(vec![scored(lines)]).unwrap(), chosen);
            (ruling.decision, bounds(&ruling.scores[0].points))
        };
        let (decision, (low, high)) = points(lines.clone(), &chosen);
        prop_assert_eq!(points(lines.iter().rev().cloned().collect(), &chosen), (decision, (low.clone(), high.clone())));
        let (_, (later_low, later_high)) = points(lines, &more);
        if let Some(low) = low {
            prop_assert!(later_low.is_some_and(|later| later >= low));
        }
        if let Some(high) = high {
            prop_assert!(later_high.is_some_and(|later| later <= high));
        }
    }

    /// What a ruling says decided it does: those criteria alone, all others not known, give the same decision.
    #[test]
    fn what_decided_suffices(condition in yes_no(met), given in prop::collection::vec(any_bool(), 4)) {
        let names = ["p", "q", "s", "t"];
        let mut policy = one_rule(names.iter().map(|name| fact(name, Type::YesNo)).collect(), condition);
        policy.criteria =
            names.iter().map(|name| criterion(name, "1", self::support::given(name, Type::YesNo))).collect();
        let decide = |these: &dyn Fn(&str) -> bool| {
            let known = names.iter().zip(&given).filter(|(name, _)| these(name));
            rule(&policy, known.fold(Facts::new(), |facts, (name, value)| facts.with(*name, *value)))
        };
        let ruling = decide(&|_| true);
        let alone = decide(&|name| ruling.decided_by.iter().any(|id| id == name));
        prop_assert_eq!(alone.decision, ruling.decision);
    }

    /// Where the list of what is missing says it is exact, each fact on it decides for some values of the others.
    #[test]
    fn an_exact_list_names_only_what_matters(condition in yes_no(|id| given(id, Type::YesNo)), given in prop::collection::vec(prop::option::of(any_bool()), 4)) {
        let names = ["p", "q", "s", "t"];
        let facts = names.iter().map(|name| fact(name, Type::YesNo)).collect();
        let engine = Engine::new(vec![one_rule(facts, condition)]).unwrap();
        let decide = |given: &[Option<bool>]| {
            let facts = names.iter().zip(given).fold(Facts::new(), |facts, (name, value)| match value {
                Some(value) => facts.with(*name, *value),
                None => facts,
            });
            engine.rule(&ask(facts)).unwrap()
        };
        let ruling = decide(&given);
        prop_assume!(ruling.missing_is_exact && !ruling.missing.is_empty());
        for missing in &ruling.missing {
            let place = names.iter().position(|name| *name == missing.path).unwrap();
            let matters = (0..16u8).any(|bits| {
                let filled: Vec<Option<bool>> =
                    given.iter().enumerate().map(|(i, value)| value.or(Some(bits & (1 << i) != 0))).collect();
                let mut flipped = filled.clone();
                flipped[place] = filled[place].map(|value| !value);
                decide(&filled).decision != decide(&flipped).decision
            });
            prop_assert!(matters, "{}", missing.path);
        }
    }
}

/// Conditions over yes-or-no facts, each mostly read once.
fn yes_no(atom: fn(&str) -> Expr) -> BoxedStrategy<Expr> {
    let leaf = (0usize..4).prop_map(move |which| atom(["p", "q", "s", "t"][which]));
    leaf.prop_recursive(3, 5, 3, |inner| {
        let counted = (0usize..4, prop::collection::vec(inner.clone(), 1..4)).prop_map(|(which, parts)| {
            quorum([Quorum::All, Quorum::Any, Quorum::AtLeast(2), Quorum::Exactly(1)][which], parts)
        });
        let branch =
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| either(vec![(c, a)], b));
        prop_oneof![3 => counted, 1 => branch, 1 => inner.prop_map(not)]
    })
    .boxed()
}

/// A policy whose rule is a score of these lines reaching four of ten points.
fn scored(lines: Vec<Expr>) -> Policy {
    let mut policy = one_rule(random_facts(), expr(ExprKind::Passes("s".into()), Type::YesNo));
    let indicators = lines.into_iter().enumerate().map(|(index, points)| Indicator {
        id: format!("line{index}").as_str().into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("5"),
        status: None,
        points,
    });
    policy.scores = vec![Score {
        id: "s".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("10"),
        pass: Some(n("4")),
        status: None,
        groups: vec![],
        indicators: indicators.collect(),
    }];
    policy
}

fn bounds(points: &Shown) -> (Option<gradus::Number>, Option<gradus::Number>) {
    match points {
        Shown::Number(number) => (Some(number.clone()), Some(number.clone())),
        Shown::Between { low, high } => (low.clone(), high.clone()),
        _ => (None, None),
    }
}
