//! The walk against the direct evaluator, and the solver against every point of a small grid.

use super::room::Wish;
use super::solve::{Verdict, solve};
use super::walk::Walk;
use super::*;
use crate::eval::{Evaluator, quorum};
use crate::facts::validate;
use crate::{small, support};
use gradus_dsl::Number;
use gradus_dsl::policy::Quorum;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn everything() -> BTreeSet<Need> {
    let mut all: BTreeSet<Need> = BTreeSet::new();
    for (name, _) in small::domain() {
        match name.split_once('.') {
            Some(("r", year)) => all.insert(Need::Year("r".into(), year.parse().unwrap())),
            Some(_) => continue,
            None => all.insert(Need::Fact(name.into())),
        };
    }
    all
}

fn complete() -> impl Strategy<Value = Vec<Option<usize>>> {
    let places: Vec<_> = small::domain().iter().map(|(_, values)| (0..values.len()).prop_map(Some)).collect();
    places.prop_filter("nothing contradicts", |places| small::filled(places).is_some())
}

/// `a + b*x + c*y + d*z REL 0`.
fn row() -> impl Strategy<Value = Row> {
    (prop::collection::vec(-2i64..3, 3), -4i64..5, 0usize..3).prop_map(|(factors, constant, relation)| {
        let mut form = Form::constant(Number::from(constant));
        for (id, factor) in factors.into_iter().enumerate() {
            form = form.plus(&Form::variable(id).scaled(&Number::from(factor)));
        }
        Row { form, relation: [Relation::Zero, Relation::AtMost, Relation::Below][relation] }
    })
}

fn wishes(whole: bool) -> BTreeMap<usize, Wish> {
    let wish = Wish { whole, near: Number::zero(), step: Number::from(1), first: false };
    (0..3).map(|id| (id, wish.clone())).collect()
}

fn within(least: i64, most: i64) -> Vec<Row> {
    let bound = |id: usize| {
        let low = Form::constant(Number::from(least)).minus(&Form::variable(id));
        let high = Form::variable(id).minus(&Form::constant(Number::from(most)));
        [low, high].map(|form| Row { form, relation: Relation::AtMost })
    };
    (0..3).flat_map(bound).collect()
}

fn fits(rows: &[Row], point: &BTreeMap<usize, Number>) -> bool {
    rows.iter().all(|row| {
        let value = row.form.at(|id| point.get(&id)).unwrap();
        match row.relation {
            Relation::Zero => value.is_zero(),
            Relation::AtMost => value <= Number::zero(),
            Relation::Below => value.is_negative(),
        }
    })
}

/// Every point with whole multiples of `1/parts` from -2 to 2.
fn grid(parts: i64) -> Vec<BTreeMap<usize, Number>> {
    let values: Vec<Number> = (-2 * parts..=2 * parts).filter_map(|n| Number::fraction(n, parts)).collect();
    let mut all = Vec::new();
    for x in &values {
        for y in &values {
            for z in &values {
                all.push(BTreeMap::from([(0, x.clone()), (1, y.clone()), (2, z.clone())]));
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(800) })]

    /// A third opinion: on complete facts the walk says what the direct evaluator says, whether the facts are constants
    /// to it or variables with a sample; and where it stops, it stops for both alike or for what is not linear.
    #[test]
    fn the_walk_is_the_direct_evaluator(condition in small::condition(), places in complete()) {
        let policy = small::small_policy(condition);
        let model = Model::new(&policy);
        let known = validate(&small::filled(&places).unwrap(), std::slice::from_ref(&policy), &policy).unwrap();
        let (answers, reference) = (Answers::default(), support::day("2025-06-01"));
        let rule = &policy.eligibilities[0];
        let mut evaluator = Evaluator::new(&model, &known, &answers, reference, BTreeMap::new());
        let (truth, _) = evaluator.judge(&rule.condition).unwrap();
        let (truth, _) = quorum(Quorum::All, vec![truth]);
        let wanted = match truth {
            Truth::Yes => Outcome::Yes,
            Truth::No => Outcome::No,
            Truth::Open(doubt) => {
                prop_assert!(doubt.is_undefined());
                Outcome::Undefined
            }
        };
        for varied in [BTreeSet::new(), everything()] {
            let ask = Ask {
                model: &model,
                known: &known,
                answers: &answers,
                reference,
                figures: reference,
                held: &[],
                condition: &rule.condition,
                varied,
                // Beside a criterion taken to go either way the walk decides all by itself; this one is asked nowhere.
                open: BTreeSet::from(["nowhere".into()]),
            };
            let mut space = Space::new(&ask);
            match Walk::new(&mut space, Sample::new(), &mut Budget::default()).run() {
                Ok((outcome, decisions, sample)) => {
                    prop_assert_eq!(outcome, wanted);
                    // What was decided holds of the values it was decided on.
                    for decision in &decisions {
                        prop_assert!(says(&decision.taken, &sample), "{:?}", decision.taken);
                        prop_assert!(!decision.others.iter().any(|other| says(other, &sample)));
                    }
                }
                // Points and ways that are undefined for good are left to the direct evaluator.
                Err(stop) => prop_assert_eq!(stop, Stop::Outside),
            }
        }
    }

    /// The solver finds a point that fits, or there is none on the grid of whole numbers.
    #[test]
    fn whole_numbers_are_those_of_the_grid(mut rows in prop::collection::vec(row(), 0..5)) {
        rows.extend(within(-2, 2));
        let on_grid = grid(1).iter().any(|point| fits(&rows, point));
        match solve(&rows, &wishes(true), &mut Budget::default()).unwrap() {
            Verdict::Point(point) => {
                prop_assert!(fits(&rows, &point) && point.values().all(Number::is_integer), "{point:?}");
                prop_assert!(on_grid);
            }
            Verdict::Never => prop_assert!(!on_grid),
            Verdict::NotKnown => prop_assert!(false, "so small a system is always solved"),
        }
    }

    /// Over decimals a point fits and can be written down, and `never` means that no point of a fine grid fits.
    #[test]
    fn decimals_hold_where_they_are_found(mut rows in prop::collection::vec(row(), 0..5)) {
        rows.extend(within(-2, 2));
        match solve(&rows, &wishes(false), &mut Budget::default()).unwrap() {
            Verdict::Point(point) => {
                prop_assert!(fits(&rows, &point), "{point:?}");
                prop_assert!(point.values().all(|value| !value.to_string().contains('/')), "{point:?}");
            }
            Verdict::Never => prop_assert!(!grid(2).iter().any(|point| fits(&rows, point))),
            // A third that must be met exactly cannot be written as a decimal.
            Verdict::NotKnown => {}
        }
    }
}

fn says(literal: &Literal, sample: &Sample) -> bool {
    use crate::facts::Given;
    match literal {
        Literal::Row(row) => {
            let point: BTreeMap<usize, Number> = sample
                .iter()
                .filter_map(|(id, value)| match value {
                    Given::Number(number) => Some((*id, number.clone())),
                    _ => None,
                })
                .collect();
            fits(std::slice::from_ref(row), &point)
        }
        Literal::In(id, atoms) => atoms.contains(&atom(&sample[id])),
        Literal::Out(id, atoms) => !atoms.contains(&atom(&sample[id])),
    }
}

fn atom(given: &crate::facts::Given) -> Atom {
    use crate::facts::Given;
    match given {
        Given::YesNo(value) => Atom::YesNo(*value),
        Given::Text(text) => Atom::Text(text.clone()),
        Given::None => Atom::None,
        other => Atom::Text(format!("{other:?}")),
    }
}

/// The value nearest to the wish: the bound where it is reached, one step beyond where it is left out.
#[test]
fn the_nearest_value_is_taken() {
    let at_least = |low: i64, relation| Row {
        form: Form::constant(Number::from(low)).minus(&Form::variable(0)),
        relation,
    };
    let nearest =
        |rows: &[Row], wish: Wish| match solve(rows, &BTreeMap::from([(0, wish)]), &mut Budget::default()) {
            Ok(Verdict::Point(point)) => point[&0].to_string(),
            other => format!("{other:?}"),
        };
    let wish = |near: &str, step: &str| Wish {
        whole: false,
        near: near.parse().unwrap(),
        step: step.parse().unwrap(),
        first: true,
    };
    assert_eq!(nearest(&[at_least(5, Relation::AtMost)], wish("2", "1")), "5");
    assert_eq!(nearest(&[at_least(5, Relation::Below)], wish("2", "1")), "6");
    assert_eq!(nearest(&[at_least(5, Relation::AtMost)], wish("7.5", "1")), "7.5");
    let third = Row {
        form: Form::constant(Number::from(1)).minus(&Form::variable(0).scaled(&Number::from(3))),
        relation: Relation::AtMost,
    };
    assert_eq!(nearest(&[third], wish("0", "0.01")), "0.34");
    let narrow = Row {
        form: Form::variable(0).minus(&Form::constant("5.05".parse().unwrap())),
        relation: Relation::Below,
    };
    assert_eq!(nearest(&[at_least(5, Relation::Below), narrow], wish("2", "1")), "5.01");
}
