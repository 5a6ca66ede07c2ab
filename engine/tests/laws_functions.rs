//! Laws P8 to P11 on random small policies over lists, sets, texts and dates: what is missing, down to one field of
//! one record, never turns a decision around, and nothing matters that is not named.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{Decision, Engine, FactValue, Facts, Form, Length, Ruling};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use support::*;

/// The places of the random facts and the values each is tried with; one that is not chosen is left out.
///
/// A place `l.0.v` is a field of a record of the list; `l` itself chosen means that the records are known to be
/// those that the places of the fields make up.
fn domain() -> Vec<(&'static str, Vec<FactValue>)> {
    let set = |values: &[&str]| FactValue::List(values.iter().map(|value| (*value).into()).collect());
    vec![
        ("l.0.v", vec![0.into(), 2.into()]),
        ("l.0.f", vec![true.into(), false.into()]),
        ("l.0.w", vec!["2024-02-29".into(), "2025-03-01".into()]),
        ("l.1.v", vec!["-1".into(), 2.into()]),
        ("l.1.f", vec![true.into(), false.into()]),
        ("l.1.w", vec!["2024-03-31".into(), "2024-02-29".into()]),
        ("s", vec![set(&[]), set(&["x"]), set(&["x", "z"])]),
        ("d", vec!["2024-02-29".into(), "2024-12-31".into(), "2025-05-31".into()]),
        ("e", vec![FactValue::None, "2025-02-28".into()]),
        ("t", vec![1.into(), 12.into(), "2.5".into()]),
        ("c", vec![FactValue::None, "C39".into(), "C".into()]),
        ("k", vec!["x".into(), "z".into()]),
    ]
}

/// Whole lists an unknown list is tried with, beside the one the fields make up.
fn lists() -> Vec<FactValue> {
    let record = |v: &str, f: bool, w: &str| {
        FactValue::record([("v", FactValue::from(v)), ("f", f.into()), ("w", w.into())])
    };
    vec![
        FactValue::List(vec![]),
        FactValue::List(vec![record("2", true, "2024-02-29")]),
        FactValue::List(vec![record("0", false, "2025-03-01"), record("-1", false, "2024-03-31")]),
        FactValue::List(vec![record("2", true, "2025-03-01"), record("3", true, "2025-04-01")]),
    ]
}

fn random_facts() -> Vec<Fact> {
    let field = |name: &str, ty| Field { name: name.into(), ty };
    let fields = vec![field("v", Type::Number), field("f", Type::YesNo), field("w", Type::Date)];
    let mut d = fact("d", Type::Date);
    (d.min, d.max) = (Some(days("2024-01-01")), Some(days("2025-12-31")));
    let mut e = fact("e", Type::Date);
    e.optional = true;
    let mut c = fact("c", Type::Text);
    c.optional = true;
    vec![
        fact("l", Type::List(fields)),
        fact("s", Type::Set(vec!["x".into(), "z".into()])),
        d,
        e,
        fact("t", Type::Duration(Unit::Months)),
        c,
        fact("k", kind()),
    ]
}

fn days(text: &str) -> gradus::Number {
    gradus::Number::from(day(text).days())
}

fn kind() -> Type {
    Type::OneOf(vec!["x".into(), "z".into()])
}

/// What is given: how the list is, and the value chosen at each place.
#[derive(Clone, Debug)]
struct Given {
    /// Left out, one of the whole lists, or the records the places make up.
    list: List,
    places: Vec<Option<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Missing,
    Whole(usize),
    Places,
}

impl Given {
    fn facts(&self) -> Facts {
        let mut facts = Facts::new();
        let mut records = vec![BTreeMap::new(), BTreeMap::new()];
        for ((name, values), place) in domain().into_iter().zip(&self.places) {
            let Some(place) = place else { continue };
            let value = values[place % values.len()].clone();
            match name.strip_prefix("l.") {
                Some(rest) => {
                    let (index, field) = rest.split_once('.').unwrap();
                    records[index.parse::<usize>().unwrap()].insert(field.to_owned(), value);
                }
                None => facts = facts.with(name, value),
            }
        }
        match self.list {
            List::Missing => facts,
            List::Whole(which) => facts.with("l", lists().remove(which)),
            List::Places => {
                facts.with("l", FactValue::List(records.into_iter().map(FactValue::Map).collect()))
            }
        }
    }

    /// Every way of filling in what is missing.
    fn completions(&self) -> Vec<Given> {
        let lists = match self.list {
            List::Missing => (0..lists().len()).map(List::Whole).chain([List::Places]).collect(),
            known => vec![known],
        };
        lists.into_iter().flat_map(|list| self.with_list(list)).collect()
    }

    fn with_list(&self, list: List) -> Vec<Given> {
        let mut all = vec![Vec::new()];
        for ((name, values), place) in domain().iter().zip(&self.places) {
            // Fields are there only where the places make up the list.
            let absent = name.starts_with("l.") && list != List::Places;
            let tried: Vec<usize> = match place {
                Some(place) => vec![*place],
                None if absent => vec![0],
                None => (0..values.len()).collect(),
            };
            all = all
                .iter()
                .flat_map(|before: &Vec<Option<usize>>| {
                    tried.iter().map(|place| before.iter().copied().chain([Some(*place)]).collect::<Vec<_>>())
                })
                .collect();
        }
        all.into_iter().map(|places| Given { list, places }).collect()
    }

    /// The same with all filled in that is not named.
    fn with_unnamed(&self, named: &[String]) -> Given {
        let is_named = |name: &str| named.iter().any(|path| path == name);
        let list = match self.list {
            List::Missing if !is_named("l") => List::Whole(1),
            known => known,
        };
        let domain = domain();
        let places = domain
            .iter()
            .zip(&self.places)
            .map(|((name, _), place)| if is_named(name) { *place } else { place.or(Some(1)) });
        Given { list, places: places.collect() }
    }
}

fn op_of(index: usize) -> CompareOp {
    use CompareOp::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    [AtLeast, Above, AtMost, Below, Equal, NotEqual][index % 6]
}

fn end_of(least: bool) -> Extreme {
    if least { Extreme::Least } else { Extreme::Greatest }
}

fn field(name: &str, ty: Type) -> Expr {
    expr(ExprKind::Field { variable: "p".into(), field: name.into() }, ty)
}

fn over(fold: Fold, body: Expr) -> Expr {
    let ty = body.ty.clone();
    expr(ExprKind::OverRecords { fold, list: "l".into(), variable: "p".into(), body: Box::new(body) }, ty)
}

fn date(text: &str) -> Expr {
    expr(ExprKind::Date(day(text)), Type::Date)
}

fn fixed_day() -> BoxedStrategy<Expr> {
    prop::sample::select(vec!["2024-02-28", "2024-12-31", "2025-03-31", "2025-06-01"]).prop_map(date).boxed()
}

fn dates() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        3 => Just(given("d", Type::Date)),
        1 => Just(given("e", Type::Date)),
        1 => Just(expr(ExprKind::ReferenceDate, Type::Date)),
        2 => fixed_day(),
        1 => any::<bool>().prop_map(|least| over(Fold::Extreme(end_of(least)), field("w", Type::Date))),
        1 => any::<bool>().prop_map(|least| {
            let body = shifted(Operator::Add, field("w", Type::Date), num("1", Type::Duration(Unit::Months)));
            over(Fold::Extreme(end_of(least)), body)
        }),
    ];
    leaf.prop_recursive(2, 5, 2, |inner| {
        let shift = (any::<bool>(), 0usize..4, inner.clone()).prop_map(|(add, which, day)| {
            let operator = if add { Operator::Add } else { Operator::Subtract };
            let length = match which {
                0 => given("t", Type::Duration(Unit::Months)),
                1 => num("1", Type::Duration(Unit::Years)),
                2 => num("1", Type::Duration(Unit::Months)),
                _ => num("30", Type::Duration(Unit::Days)),
            };
            shifted(operator, day, length)
        });
        let extreme = (any::<bool>(), prop::collection::vec(inner.clone(), 1..3))
            .prop_map(|(least, days)| expr(ExprKind::Extreme(end_of(least), days), Type::Date));
        let end = inner.prop_map(|day| expr(ExprKind::YearEnd(Box::new(day)), Type::Date));
        prop_oneof![3 => shift, 1 => extreme, 1 => end]
    })
    .boxed()
}

fn shifted(operator: Operator, day: Expr, length: Expr) -> Expr {
    expr(ExprKind::Arithmetic(operator, Box::new(day), Box::new(length)), Type::Date)
}

fn numbers() -> BoxedStrategy<Expr> {
    let number = |kind| expr(kind, Type::Number);
    let elapsed = (any::<bool>(), dates(), dates()).prop_map(move |(years, from, to)| {
        let unit = if years { Unit::Years } else { Unit::Months };
        number(ExprKind::Elapsed { unit, from: Box::new(from), to: Box::new(to) })
    });
    let apart = (dates(), dates()).prop_map(|(a, b)| {
        expr(ExprKind::Arithmetic(Operator::Subtract, Box::new(a), Box::new(b)), Type::Number)
    });
    let counted = record_condition().prop_map(move |condition| {
        number(ExprKind::Count { list: "l".into(), variable: "p".into(), condition: Box::new(condition) })
    });
    let leaf = prop_oneof![
        2 => (-1i64..4).prop_map(|value| num(&value.to_string(), Type::Number)),
        2 => record_number().prop_map(|body| over(Fold::Sum, body)),
        2 => (any::<bool>(), record_number()).prop_map(|(least, body)| over(Fold::Extreme(end_of(least)), body)),
        1 => counted,
        1 => Just(expr(ExprKind::SetSize("s".into()), Type::Number)),
        2 => elapsed,
        1 => apart,
        1 => Just(given("t", Type::Number)),
    ];
    leaf.prop_recursive(1, 4, 2, move |inner| {
        let arithmetic = (0usize..4, inner.clone(), inner.clone()).prop_map(|(which, a, b)| {
            let operator = [Operator::Add, Operator::Subtract, Operator::Multiply, Operator::Divide][which];
            expr(ExprKind::Arithmetic(operator, Box::new(a), Box::new(b)), Type::Number)
        });
        let round = inner.clone().prop_map(move |value| {
            let rounding = gradus_dsl::Rounding::HalfUp;
            number(ExprKind::Round { rounding, digits: 0, value: Box::new(value) })
        });
        let full = inner.prop_map(move |value| number(ExprKind::EveryFull(Box::new(value), n("2"))));
        prop_oneof![2 => arithmetic, 1 => round, 1 => full]
    })
    .boxed()
}

/// A quantity of one record, which may be undefined or none.
fn record_number() -> BoxedStrategy<Expr> {
    let value = || field("v", Type::Number);
    let made = |operator, a, b| expr(ExprKind::Arithmetic(operator, Box::new(a), Box::new(b)), Type::Number);
    let since = expr(
        ExprKind::Elapsed {
            unit: Unit::Months,
            from: Box::new(field("w", Type::Date)),
            to: Box::new(given("e", Type::Date)),
        },
        Type::Number,
    );
    prop_oneof![
        3 => Just(value()),
        1 => Just(made(Operator::Divide, num("1", Type::Number), value())),
        1 => Just(made(Operator::Multiply, value(), given("t", Type::Number))),
        1 => Just(since),
    ]
    .boxed()
}

fn record_condition() -> BoxedStrategy<Expr> {
    let compared = (0usize..6, record_number(), -1i64..3)
        .prop_map(|(op, a, b)| cmp(op_of(op), a, num(&b.to_string(), Type::Number)));
    let dated = (0usize..6, dates()).prop_map(|(op, day)| cmp(op_of(op), field("w", Type::Date), day));
    let leaf = prop_oneof![2 => Just(field("f", Type::YesNo)), 2 => compared, 1 => dated];
    leaf.prop_recursive(1, 3, 2, |inner| {
        let both = prop::collection::vec(inner.clone(), 1..3);
        prop_oneof![1 => both.clone().prop_map(all), 1 => both.prop_map(some_of), 1 => inner.prop_map(not)]
    })
    .boxed()
}

fn condition() -> BoxedStrategy<Expr> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let about = move |prefix: bool, subject: Expr, wanted: &[&str]| {
        let (subject, wanted) = (Box::new(subject), texts(wanted));
        let kind =
            if prefix { ExprKind::StartsWith(subject, wanted) } else { ExprKind::Among(subject, wanted) };
        expr(kind, Type::YesNo)
    };
    let code = || given("c", Type::Text);
    let switched = {
        let arms = vec![(vec![text("x")], text("C3")), (vec![text("z")], code())];
        expr(ExprKind::Switch(Box::new(given("k", kind())), arms, None), Type::Text)
    };
    let leaf = prop_oneof![
        3 => (0usize..6, dates(), dates()).prop_map(|(op, a, b)| cmp(op_of(op), a, b)),
        4 => (0usize..6, numbers(), numbers()).prop_map(|(op, a, b)| cmp(op_of(op), a, b)),
        2 => (any::<bool>(), record_condition())
            .prop_map(|(any, body)| over(if any { Fold::Any } else { Fold::All }, body)),
        1 => any::<bool>().prop_map(|x| {
            expr(ExprKind::Includes("s".into(), if x { "x" } else { "z" }.into()), Type::YesNo)
        }),
        1 => Just(about(true, code(), &["C3", "D"])),
        1 => Just(about(false, code(), &["C", "D"])),
        1 => Just(about(false, given("k", kind()), &["x"])),
        1 => any::<bool>().prop_map(move |prefix| about(prefix, switched.clone(), &["C39", "C3"])),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        let counted = (0usize..4, parts.clone()).prop_map(|(which, parts)| {
            quorum([Quorum::All, Quorum::Any, Quorum::AtLeast(2), Quorum::AtMost(1)][which], parts)
        });
        let many = (0usize..6, parts, 0i64..3).prop_map(|(op, parts, count)| {
            let held = expr(ExprKind::HowMany(parts), Type::Count);
            cmp(op_of(op), held, num(&count.to_string(), Type::Count))
        });
        let same = (any::<bool>(), any::<bool>(), inner.clone()).prop_map(|(equal, answer, condition)| {
            let op = if equal { CompareOp::Equal } else { CompareOp::NotEqual };
            cmp(op, condition, expr(ExprKind::YesNo(answer), Type::YesNo))
        });
        let branch =
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| either(vec![(c, a)], b));
        prop_oneof![3 => counted, 1 => many, 1 => same, 1 => branch, 1 => inner.prop_map(not)]
    })
    .boxed()
}

fn some_given() -> impl Strategy<Value = Given> {
    let list = prop_oneof![
        2 => Just(List::Missing),
        1 => (0usize..4).prop_map(List::Whole),
        4 => Just(List::Places),
    ];
    let places: Vec<_> =
        domain().iter().map(|(_, values)| prop::option::weighted(0.72, 0..values.len())).collect();
    (list, places).prop_map(|(list, places)| Given { list, places })
}

fn engine(condition: Expr) -> Engine {
    Engine::new(vec![one_rule(random_facts(), condition)]).unwrap()
}

fn ruled(engine: &Engine, given: &Given) -> Ruling {
    engine.rule(&ask(given.facts())).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    /// P8 and P10: a decided ruling stays the same on every way of filling in what is missing.
    #[test]
    fn p8_p10_a_decision_survives_every_completion(condition in condition(), given in some_given()) {
        let engine = engine(condition);
        let before = ruled(&engine, &given).decision;
        prop_assume!(before != Decision::Undetermined);
        let completions = given.completions();
        // Where there are very many, some of them all over.
        let stride = completions.len() / 300 + 1;
        for completion in completions.iter().step_by(stride) {
            prop_assert_eq!(ruled(&engine, completion).decision, before, "{:?}", completion);
        }
    }

    /// P8 by one fact at a time: filling in any one of what is missing leaves what is decided.
    #[test]
    fn p8_one_more_fact_turns_nothing_around(condition in condition(), given in some_given(), which in 0usize..12, value in 0usize..3) {
        let engine = engine(condition);
        let before = ruled(&engine, &given).decision;
        prop_assume!(before != Decision::Undetermined);
        let mut more = given.clone();
        more.places[which] = given.places[which].or(Some(value));
        prop_assert_eq!(ruled(&engine, &more).decision, before);
    }

    /// P9: with all facts known nothing is missing, and only something undefined keeps it from being decided.
    #[test]
    fn p9_complete_facts_leave_nothing_open(condition in condition(), given in some_given()) {
        let engine = engine(condition);
        let completions = given.completions();
        let stride = completions.len() / 3 + 1;
        for complete in completions.iter().step_by(stride) {
            let ruling = ruled(&engine, complete);
            prop_assert!(ruling.missing.is_empty(), "{:?}", ruling.missing);
            prop_assert_eq!(ruling.decision == Decision::Undetermined, !ruling.blocked.is_empty());
        }
    }

    /// P11: an undetermined ruling names something, and what it does not name does not decide it. Of a list that is not
    /// exact it may show what is the answer on every completion: the split then reaches what it could not before.
    #[test]
    fn p11_what_is_not_named_does_not_matter(condition in condition(), given in some_given()) {
        let engine = engine(condition);
        let ruling = ruled(&engine, &given);
        prop_assume!(ruling.decision == Decision::Undetermined);
        prop_assert!(!ruling.missing.is_empty() || !ruling.blocked.is_empty());
        let named: Vec<String> = ruling.missing.iter().map(|missing| missing.path.clone()).collect();
        let others = ruled(&engine, &given.with_unnamed(&named)).decision;
        if others != Decision::Undetermined {
            prop_assert!(!ruling.missing_is_exact, "{others:?}");
            let completions = given.completions();
            let stride = completions.len() / 300 + 1;
            for completion in completions.iter().step_by(stride) {
                prop_assert_eq!(ruled(&engine, completion).decision, others, "{:?}", completion);
            }
        }
    }

    /// P26: the same question gives the same bytes, and a page in both languages.
    #[test]
    fn p26_same_question_same_bytes(condition in condition(), given in some_given()) {
        let bytes = |condition: &Expr| {
            serde_json::to_string(&ruled(&engine(condition.clone()), &given)).unwrap()
        };
        let text = bytes(&condition);
        prop_assert_eq!(&bytes(&condition), &text);
        let back: Ruling = serde_json::from_str(&text).unwrap();
        for language in [gradus::Language::En, gradus::Language::Zh] {
            prop_assert!(!back.render(Length::Full, Form::Text, language).is_empty());
        }
    }
}

/// Where one quantity that moves in steps stands alone, the list of what is missing is exact: it names only what
/// decides for some values of the others.
#[test]
fn an_exact_list_over_functions_names_only_what_matters() {
    let elapsed = expr(
        ExprKind::Elapsed {
            unit: Unit::Years,
            from: Box::new(given("d", Type::Date)),
            to: Box::new(expr(ExprKind::ReferenceDate, Type::Date)),
        },
        Type::Duration(Unit::Years),
    );
    let one = cmp(CompareOp::AtLeast, elapsed.clone(), num("1", Type::Duration(Unit::Years)));
    let size = expr(ExprKind::SetSize("s".into()), Type::Number);
    let two = cmp(CompareOp::AtLeast, size.clone(), num("1", Type::Number));
    let nothing = Given { list: List::Missing, places: vec![None; domain().len()] };
    let ruling = ruled(&engine(all([one, two])), &nothing);
    assert_eq!((ruling.missing.len(), ruling.missing_is_exact), (2, true));
    // Put together they may hide each other: nought or one year and ten times nought to two.
    let ten = expr(
        ExprKind::Arithmetic(Operator::Multiply, Box::new(size), Box::new(num("10", Type::Number))),
        Type::Number,
    );
    let sum = expr(ExprKind::Arithmetic(Operator::Add, Box::new(elapsed), Box::new(ten)), Type::Number);
    let ruling = ruled(&engine(cmp(CompareOp::AtLeast, sum, num("5", Type::Number))), &nothing);
    assert_eq!((ruling.missing.len(), ruling.missing_is_exact), (2, false));
}

/// A condition that is not split is no obstacle where three-valued logic decides it: whatever the list holds, a day a
/// year ago is before today.
#[test]
fn what_is_not_split_and_decided_anyway_decides() {
    let in_chapter = || {
        let c = Box::new(given("c", Type::Text));
        expr(ExprKind::Among(c, vec!["C".into(), "D".into()]), Type::YesNo)
    };
    let latest = over(Fold::Extreme(Extreme::Greatest), field("w", Type::Date));
    let today = || expr(ExprKind::ReferenceDate, Type::Date);
    let year = Box::new(num("1", Type::Duration(Unit::Years)));
    let year_ago = expr(ExprKind::Arithmetic(Operator::Subtract, Box::new(today()), year), Type::Date);
    let end = expr(ExprKind::YearEnd(Box::new(latest)), Type::Date);
    let later = expr(ExprKind::Extreme(Extreme::Greatest, vec![today(), end]), Type::Date);
    let condition = either(vec![(in_chapter(), at_least(year_ago, later))], in_chapter());
    let nothing = Given { list: List::Missing, places: vec![None; domain().len()] };
    let ruling = ruled(&engine(condition), &nothing);
    assert_eq!((ruling.decision, ruling.decided_by_cases), (Decision::Ineligible, true));
}
