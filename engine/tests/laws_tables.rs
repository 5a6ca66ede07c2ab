//! Laws of the semantics on random decision tables, groups of scores and bands: what is missing never turns a decision
//! around (P8 to P11), points narrow (P13), and a table finds the rows a plain search finds (P20).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use gradus::{Decision, Engine, FactValue, Facts, Number, Policy, Ruling, Shown};
use gradus_dsl::policy::*;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use support::*;

/// The facts and the values each is tried with.
fn domain() -> Vec<(&'static str, Vec<FactValue>)> {
    vec![
        ("a", vec![0.into(), 1.into(), 3.into()]),
        ("b", vec!["-1".into(), 0.into(), 2.into()]),
        ("c", vec![FactValue::None, 0.into(), 2.into(), 3.into()]),
        ("y", vec![FactValue::None, true.into(), false.into()]),
        ("k", vec!["x".into(), "z".into(), "w".into()]),
    ]
}

fn kind() -> Type {
    Type::OneOf(vec!["x".into(), "z".into(), "w".into()])
}

fn facts() -> Vec<Fact> {
    let mut a = fact("a", Type::Number);
    (a.min, a.max) = (Some(n("0")), Some(n("3")));
    let optional = |mut fact: Fact| {
        fact.optional = true;
        fact
    };
    let (c, y) = (optional(fact("c", Type::Count)), optional(fact("y", Type::YesNo)));
    vec![a, fact("b", Type::Number), c, y, fact("k", kind())]
}

fn pick(chosen: &[Option<usize>]) -> Facts {
    domain().into_iter().zip(chosen).fold(Facts::new(), |facts, ((name, values), place)| match place {
        Some(place) => facts.with(name, values[place % values.len()].clone()),
        None => facts,
    })
}

fn completions(chosen: &[Option<usize>]) -> Vec<Vec<Option<usize>>> {
    let mut all = vec![Vec::new()];
    for ((_, values), place) in domain().iter().zip(chosen) {
        let tried: Vec<usize> = place.map_or_else(|| (0..values.len()).collect(), |place| vec![place]);
        let with = |before: &Vec<Option<usize>>, place: usize| -> Vec<Option<usize>> {
            before.iter().copied().chain([Some(place)]).collect()
        };
        all = all.iter().flat_map(|before| tried.iter().map(|place| with(before, *place))).collect();
    }
    all
}

fn chosen() -> impl Strategy<Value = Vec<Option<usize>>> {
    let places: Vec<_> = domain().iter().map(|(_, values)| prop::option::of(0..values.len())).collect();
    places
}

/// What the columns of random tables look at; `m` is `a / b`, which may be undefined.
fn columns() -> Vec<Expr> {
    let number = |id: &str| given(id, Type::Number);
    vec![
        number("a"),
        number("b"),
        given("c", Type::Count),
        given("y", Type::YesNo),
        given("k", kind()),
        expr(ExprKind::Name("m".into()), Type::Number),
        at_least(number("a"), number("b")),
    ]
}

/// The first columns are single facts, whose values a plain search can look up.
const PLAIN: usize = 5;

/// A cell cut in two at a place, if it can be.
fn cut(cell: &Cell, ty: &Type, place: &Index, after: bool) -> Option<(Cell, Cell)> {
    if ty.is_quantity() {
        let whole = match cell {
            Cell::Within(intervals) => intervals[0].clone(),
            _ => Interval::all(),
        };
        let at = [n("0"), n("1"), n("2"), n("0.5")][place.index(4)].clone();
        let (low, high) = if after {
            (Interval::at_most(at.clone()), Interval::above(at))
        } else {
            (Interval::below(at.clone()), Interval::at_least(at))
        };
        let part = |part: Interval| whole.overlap(&part).map(|part| Cell::Within(vec![part]));
        return Some((part(low)?, part(high)?));
    }
    let values: Vec<String> = match (cell, ty) {
        (Cell::Among(values), _) => values.iter().cloned().collect(),
        (_, Type::OneOf(values)) => values.clone(),
        _ => vec!["true".into(), "false".into()],
    };
    if values.len() < 2 {
        return None;
    }
    let one = values[place.index(values.len())].clone();
    let rest: BTreeSet<String> = values.into_iter().filter(|value| *value != one).collect();
    Some((Cell::Among([one].into()), Cell::Among(rest)))
}

#[derive(Clone, Debug)]
struct Plan {
    hit: Hit,
    columns: Vec<Index>,
    cuts: Vec<(Index, Index, Index, bool)>,
    /// Cells that are widened to `any`, of tables whose rows may overlap.
    widened: Vec<(Index, Index)>,
    order: Vec<Index>,
    results: Vec<Expr>,
}

fn plan(results: BoxedStrategy<Expr>) -> impl Strategy<Value = Plan> {
    let hits = [Hit::Unique, Hit::First, Hit::Any, Hit::CollectSum];
    let index = any::<Index>;
    (
        prop::sample::select(hits.to_vec()),
        prop::collection::vec(index(), 1..4),
        prop::collection::vec((index(), index(), index(), any::<bool>()), 0..6),
        prop::collection::vec((index(), index()), 0..4),
        prop::collection::vec(index(), 7),
        prop::collection::vec(results, 8),
    )
        .prop_map(|(hit, columns, cuts, widened, order, results)| Plan {
            hit,
            columns,
            cuts,
            widened,
            order,
            results,
        })
}

/// A table that each input meets as often as it says: the whole of the columns is cut up, so that the rows leave no
/// gap and no overlap; then rows may be widened where the table allows it.
fn table(id: &str, plan: &Plan, among: usize, ty: &Type) -> Table {
    let columns: Vec<Expr> = plan.columns.iter().map(|index| columns()[index.index(among)].clone()).collect();
    let mut boxes: Vec<Vec<Cell>> = vec![vec![Cell::Any; columns.len()]];
    for (row, column, place, after) in &plan.cuts {
        let (row, column) = (row.index(boxes.len()), column.index(columns.len()));
        if let Some((one, other)) = cut(&boxes[row][column], &columns[column].ty, place, *after) {
            let mut copy = boxes[row].clone();
            boxes[row][column] = one;
            copy[column] = other;
            boxes.push(copy);
        }
    }
    for (place, index) in plan.order.iter().enumerate() {
        let other = index.index(boxes.len());
        let place = place % boxes.len();
        boxes.swap(place, other);
    }
    let hit = if *ty == Type::YesNo && plan.hit == Hit::CollectSum { Hit::Unique } else { plan.hit };
    let mut results = plan.results.iter().cloned().cycle();
    let mut rows: Vec<(Vec<Cell>, Expr)> = boxes.into_iter().zip(&mut results).collect();
    for (row, column) in &plan.widened {
        let (row, column) = (row.index(rows.len()), column.index(columns.len()));
        match hit {
            Hit::Unique => {}
            // A row twice gives the same result twice.
            Hit::Any => rows.push(rows[row].clone()),
            Hit::First | Hit::CollectSum => rows[row].0[column] = Cell::Any,
        }
    }
    let rows = rows.into_iter().map(|(cells, result)| Row { at: Default::default(), cells, result });
    Table {
        id: id.into(),
        at: Default::default(),
        citation: cite("annex 4"),
        status: None,
        hit,
        columns,
        rows: rows.collect(),
        ty: ty.clone(),
    }
}

fn numeric() -> BoxedStrategy<Expr> {
    prop_oneof![
        4 => (-1i64..4).prop_map(|value| num(&value.to_string(), Type::Number)),
        1 => Just(given("a", Type::Number)),
        1 => Just(expr(ExprKind::Name("m".into()), Type::Number)),
        1 => Just(expr(ExprKind::Arithmetic(
            gradus_dsl::ast::Operator::Multiply,
            Box::new(given("a", Type::Number)),
            Box::new(given("c", Type::Number)),
        ), Type::Number)),
        1 => Just(edges(given("b", Type::Number), &[("0", "1"), ("2", "4")], Type::Number)),
    ]
    .boxed()
}

fn truths() -> BoxedStrategy<Expr> {
    prop_oneof![
        any::<bool>().prop_map(|value| expr(ExprKind::YesNo(value), Type::YesNo)),
        Just(given("y", Type::YesNo)),
        Just(at_least(given("c", Type::Number), num("2", Type::Number))),
    ]
    .boxed()
}

/// A condition over the tables `t` (a number) and `u` (yes or no) and over the score `s` with its groups.
fn condition() -> BoxedStrategy<Expr> {
    let ops =
        [CompareOp::AtLeast, CompareOp::Above, CompareOp::AtMost, CompareOp::Equal, CompareOp::NotEqual];
    let number = prop_oneof![
        3 => Just(expr(ExprKind::Table("t".into()), Type::Number)),
        1 => Just(expr(ExprKind::Score("s".into()), Type::Number)),
        1 => Just(expr(ExprKind::Group("s".into(), "g".into()), Type::Number)),
    ];
    let mark = (-1i64..5).prop_map(|value| num(&value.to_string(), Type::Number));
    let leaf = prop_oneof![
        4 => (prop::sample::select(ops.to_vec()), number, mark).prop_map(|(op, a, b)| cmp(op, a, b)),
        2 => Just(expr(ExprKind::Table("u".into()), Type::YesNo)),
        1 => Just(expr(ExprKind::Passes("s".into()), Type::YesNo)),
        1 => Just(given("y", Type::YesNo)),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        let counted = (0usize..3, prop::collection::vec(inner.clone(), 1..4))
            .prop_map(|(which, parts)| quorum([Quorum::All, Quorum::Any, Quorum::Exactly(1)][which], parts));
        let branch =
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(c, a, b)| either(vec![(c, a)], b));
        prop_oneof![2 => counted, 1 => branch, 1 => inner.prop_map(not)]
    })
    .boxed()
}

fn lines() -> impl Strategy<Value = Vec<Expr>> {
    let subject = prop_oneof![Just("a"), Just("b"), Just("c")];
    let line = (subject, any::<bool>()).prop_map(|(subject, by_edges)| {
        let subject = given(subject, Type::Number);
        if by_edges {
            return edges(subject, &[("0", "1"), ("1", "3")], Type::Points);
        }
        let bands = [
            (Interval::at_most(n("0")), "0"),
            (Interval::above_up_to(n("0"), n("2")), "3"),
            (Interval::above(n("2")), "2"),
        ];
        let bands = bands.into_iter().map(|(interval, points)| Band { interval, points: n(points) });
        expr(ExprKind::Bands(Box::new(subject), bands.collect()), Type::Points)
    });
    prop::collection::vec(
        prop_oneof![3 => line, 1 => Just(expr(ExprKind::Table("t".into()), Type::Number))],
        1..3,
    )
}

fn indicators(name: &str, lines: Vec<Expr>) -> Vec<Indicator> {
    let line = |(index, points)| Indicator {
        id: format!("{name}{index}").as_str().into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("3"),
        status: None,
        points,
    };
    lines.into_iter().enumerate().map(line).collect()
}

#[derive(Clone, Debug)]
struct World {
    t: Plan,
    u: Plan,
    grouped: Vec<Expr>,
    single: Vec<Expr>,
    group_pass: Option<i64>,
    condition: Expr,
}

fn world() -> impl Strategy<Value = World> {
    (plan(numeric()), plan(truths()), lines(), lines(), prop::option::of(1i64..4), condition()).prop_map(
        |(t, u, grouped, single, group_pass, condition)| World {
            t,
            u,
            grouped,
            single,
            group_pass,
            condition,
        },
    )
}

fn policy(world: &World, among: usize) -> Policy {
    let mut policy = one_rule(facts(), world.condition.clone());
    policy.names = vec![Named {
        id: "m".into(),
        at: Default::default(),
        value: over(given("a", Type::Number), given("b", Type::Number)),
    }];
    policy.tables =
        vec![table("t", &world.t, among, &Type::Number), table("u", &world.u, among, &Type::YesNo)];
    policy.scores = vec![Score {
        id: "s".into(),
        at: Default::default(),
        citation: cite("annex 2"),
        of: n("7"),
        pass: Some(n("4")),
        status: None,
        groups: vec![Group {
            id: "g".into(),
            at: Default::default(),
            citation: cite("annex 2/1"),
            of: n("4"),
            pass: world.group_pass.map(Number::from),
            status: None,
            indicators: indicators("grouped", world.grouped.clone()),
        }],
        indicators: indicators("single", world.single.clone()),
    }];
    policy
}

fn engine(world: &World) -> Engine {
    Engine::new(vec![policy(world, columns().len())]).unwrap()
}

fn ruled(engine: &Engine, chosen: &[Option<usize>]) -> Ruling {
    engine.rule(&ask(pick(chosen))).unwrap()
}

fn bounds(points: &Shown) -> (Option<Number>, Option<Number>) {
    match points {
        Shown::Number(number) => (Some(number.clone()), Some(number.clone())),
        Shown::Between { low, high } => (low.clone(), high.clone()),
        _ => (None, None),
    }
}

/// Whether bounds lie within others.
fn narrower(later: &Shown, before: &Shown) -> bool {
    let ((low, high), (later_low, later_high)) = (bounds(before), bounds(later));
    low.is_none_or(|low| later_low.is_some_and(|later| later >= low))
        && high.is_none_or(|high| later_high.is_some_and(|later| later <= high))
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// P8 and P10: a decided ruling stays the same on every way of filling in what is missing.
    #[test]
    fn p8_p10_a_decision_survives_every_completion(world in world(), chosen in chosen()) {
        let engine = engine(&world);
        let before = ruled(&engine, &chosen).decision;
        prop_assume!(before != Decision::Undetermined);
        for completion in completions(&chosen) {
            prop_assert_eq!(ruled(&engine, &completion).decision, before, "{:?}", completion);
        }
    }

    /// P9: with all facts known nothing is missing, and only something undefined keeps it from being decided.
    #[test]
    fn p9_complete_facts_leave_nothing_open(world in world(), chosen in chosen()) {
        let complete: Vec<Option<usize>> = chosen.iter().map(|place| place.or(Some(0))).collect();
        let ruling = ruled(&engine(&world), &complete);
        prop_assert!(ruling.missing.is_empty());
        prop_assert_eq!(ruling.decision == Decision::Undetermined, !ruling.blocked.is_empty());
    }

    /// P11 and P12: an undetermined ruling names something, a fact it does not name does not decide it, and where
    /// nothing is undefined some way of filling in what is named decides it.
    #[test]
    fn p11_p12_what_is_not_named_does_not_matter(world in world(), chosen in chosen()) {
        let engine = engine(&world);
        let ruling = ruled(&engine, &chosen);
        prop_assume!(ruling.decision == Decision::Undetermined);
        prop_assert!(!ruling.missing.is_empty() || !ruling.blocked.is_empty());
        let named: Vec<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
        let filled = |these: bool, value: usize| -> Vec<Option<usize>> {
            let fill = |((name, _), place): (&(&str, Vec<FactValue>), &Option<usize>)| {
                if named.contains(name) == these { place.or(Some(value)) } else { *place }
            };
            domain().iter().zip(&chosen).map(fill).collect()
        };
        for value in 0..3 {
            let others = ruled(&engine, &filled(false, value));
            // What is not named changes no answer. Of a list that is not exact, it may show what was the answer all
            // along: with it known, the split into cases reaches what it could not before.
            let shown = others.decided_by_cases && !ruling.missing_is_exact;
            prop_assert!(others.decision == Decision::Undetermined || shown, "{:?} by {value}", others.decision);
            let decided = ruled(&engine, &filled(true, value));
            prop_assert!(decided.decision != Decision::Undetermined || !decided.blocked.is_empty());
        }
    }

    /// P13: the bounds of a score, of its groups and of a table hold the final points, and only narrow.
    #[test]
    fn p13_points_narrow(world in world(), chosen in chosen(), later in chosen()) {
        let more: Vec<Option<usize>> = chosen.iter().zip(&later).map(|(one, two)| one.or(*two)).collect();
        let world = World { condition: expr(ExprKind::Passes("s".into()), Type::YesNo), ..world };
        let engine = engine(&world);
        let (before, after) = (ruled(&engine, &chosen), ruled(&engine, &more));
        prop_assert!(narrower(&after.scores[0].points, &before.scores[0].points));
        prop_assert!(narrower(&after.scores[0].groups[0].points, &before.scores[0].groups[0].points));
        let passed = |ruling: &Ruling| {
            let (total, group) = (bounds(&ruling.scores[0].points), bounds(&ruling.scores[0].groups[0].points));
            let reaches = |points: (Option<Number>, Option<Number>), mark: Number| {
                points.0.is_some_and(|low| low >= mark)
            };
            reaches(total, n("4")) && world.group_pass.is_none_or(|mark| reaches(group, mark.into()))
        };
        // Cases may decide what the bounds of sums leave open.
        prop_assert_eq!(passed(&after), after.decision == Decision::Eligible && !after.decided_by_cases);
        prop_assert!(!after.decided_by_cases || after.decision != Decision::Undetermined);
    }

    /// P20 and P26: with known columns the rows found are those a plain search finds, and the bytes are stable.
    #[test]
    fn p20_a_table_finds_the_rows_that_match(world in world(), chosen in chosen()) {
        let complete: Vec<Option<usize>> = chosen.iter().map(|place| place.or(Some(0))).collect();
        let asked = expr(ExprKind::Table("t".into()), Type::Number);
        let world = World { condition: at_least(asked, num("1", Type::Number)), ..world };
        let policy = policy(&world, PLAIN);
        let table = policy.tables[0].clone();
        let ruling = ruled(&Engine::new(vec![policy]).unwrap(), &complete);
        let found = &ruling.tables[0].rows;
        let value_of = |column: &Expr| -> FactValue {
            let ExprKind::Fact(id) = &column.kind else { panic!("a plain column") };
            let place = domain().iter().position(|(name, _)| *name == id.as_str()).unwrap();
            domain()[place].1[complete[place].unwrap()].clone()
        };
        let matches = |cell: &Cell, value: &FactValue| match (cell, value) {
            (Cell::Any, _) => true,
            (_, FactValue::None) => false,
            (Cell::Within(intervals), FactValue::Integer(value)) => {
                intervals.iter().any(|interval| interval.contains(&Number::from(*value)))
            }
            (Cell::Within(intervals), FactValue::Text(value)) => {
                intervals.iter().any(|interval| interval.contains(&n(value)))
            }
            (Cell::Among(values), FactValue::YesNo(value)) => values.contains(&value.to_string()),
            (Cell::Among(values), FactValue::Text(value)) => values.contains(value),
            other => panic!("{other:?}"),
        };
        let matching: Vec<usize> = table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.cells.iter().zip(&table.columns).all(|(cell, column)| matches(cell, &value_of(column))))
            .map(|(index, _)| index + 1)
            .collect();
        let expected = match table.hit {
            Hit::CollectSum => matching.clone(),
            _ => matching.first().copied().into_iter().collect(),
        };
        prop_assert_eq!(found, &expected);
        let none = table.columns.iter().any(|column| value_of(column) == FactValue::None);
        if table.hit == Hit::Unique {
            prop_assert!(matching.len() == 1 || (none && matching.len() < 2));
        }
        prop_assert!(!matching.is_empty() || none || table.hit == Hit::CollectSum);
        let text = serde_json::to_string(&ruling).unwrap();
        let back: Ruling = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), text);
    }
}
