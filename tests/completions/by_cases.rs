//! Decisions by cases (P10): random conditions over a few facts that stand in them again and again, with a value for each
//! side of every figure, so that what is enumerated is every way there is.

use gradus::{Decision, Engine, Facts, Pack, Question};
use gradus_tests::drawn::{Choices, DAY, TITLE};
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A fact: its path where it is missing, its declaration, a value for each region the atoms divide, and the atoms.
struct Row {
    path: &'static str,
    declared: &'static str,
    values: &'static [&'static str],
    atoms: &'static [&'static str],
}

const ROWS: &[Row] = &[
    Row { path: "listed", declared: "yes_no", values: &["true", "false"], atoms: &["listed", "not(listed)"] },
    Row {
        path: "verdict",
        declared: "optional(yes_no)",
        values: &["true", "null", "false"],
        atoms: &[
            "verdict",
            "not(verdict)",
            "verdict == false",
            "(switch verdict { true => false, false => true })",
        ],
    },
    Row {
        path: "level",
        declared: "one_of(\"A\", \"B\", \"C\")",
        values: &["\"A\"", "\"B\"", "\"C\""],
        atoms: &[
            "level == \"A\"",
            "level != \"B\"",
            "among(level, [\"B\", \"C\"])",
            "(switch level { \"A\" => 1, \"B\" => 2, _ => 3 }) >= 2",
        ],
    },
    Row {
        path: "staff",
        declared: "count #{ max: 4 }",
        values: &["0", "1", "2", "3", "4"],
        atoms: &[
            "staff >= 2",
            "staff < 3",
            "staff == 1",
            "staff + staff > 5",
            "bands(staff, [[0, 0], [2, 4], [3, 9]]) >= points(4)",
        ],
    },
    Row {
        path: "share",
        declared: "percentage #{ min: 0, max: percent(10) }",
        values: &["\"0\"", "\"4.49\"", "\"4.5\"", "\"4.75\"", "\"5\"", "\"5.01\"", "\"10\""],
        atoms: &[
            "share >= percent(5)",
            "share <= percent(5)",
            "share < percent(5)",
            "round_half_up(share, 0) >= percent(5)",
            "bands(share, [[below(percent(4.5)), 1], [within(percent(4.5), percent(5)), 5], [at_least(percent(5)), 2]]) >= points(2)",
        ],
    },
    Row {
        path: "place",
        declared: "optional(rank)",
        values: &["null", "1", "2", "3", "4"],
        atoms: &["place <= 2", "place == 3", "place > 1", "place < 4", "least([place, 2]) == 2"],
    },
    Row {
        path: "certs",
        declared: "set_of(\"Q\", \"E\")",
        values: &["[]", "[\"Q\"]", "[\"E\"]", "[\"E\", \"Q\"]"],
        atoms: &[
            "includes(certs, \"Q\")",
            "includes(certs, \"E\")",
            "count(certs) >= 1",
            "count(certs) == 2",
        ],
    },
    Row {
        path: "born",
        declared: "date #{ min: date(\"2015-01-01\"), max: date(\"2025-06-30\") }",
        values: &["\"2019-12-31\"", "\"2020-01-01\"", "\"2022-06-30\"", "\"2022-07-01\"", "\"2022-07-02\""],
        atoms: &[
            "born < date(\"2020-01-01\")",
            "years_between(born, reference_date()) >= years(3)",
            "born + years(3) > date(\"2025-06-30\")",
            "born <= date(\"2022-07-01\")",
        ],
    },
    Row {
        path: "income.2024",
        declared: "yearly(money)",
        values: &["\"-1\"", "\"0\"", "\"9999.99\"", "\"10000\"", "\"10000.01\"", "null"],
        atoms: &[
            "income.last > yuan(0)",
            "income.last >= wan(1)",
            "income.last <= wan(1)",
            "greatest([income.last, yuan(0)]) == yuan(0)",
            "income.last != wan(1)",
        ],
    },
];

/// The forms that join conditions; `<>` is a condition.
const FORMS: &[&str] = &[
    "all([<>, <>])",
    "any([<>, <>])",
    "not(<>)",
    "(if <> { <> } else { <> })",
    "exactly(1, [<>, <>])",
    "at_least(2, [<>, <>, <>])",
    "((<>) == (<>))",
    "(how_many([<>, <>, <>]) <= 1)",
];

#[derive(Debug, Default)]
struct Seen {
    decided: usize,
    by_cases: usize,
    /// Open, with the list of what matters said to be exact.
    exact: usize,
    open: usize,
}

fn condition(choices: &mut Choices<'_>, rows: &[&Row], depth: usize) -> String {
    if depth == 0 || choices.pick(5) == 4 {
        let row = rows[choices.pick(rows.len())];
        return row.atoms[choices.pick(row.atoms.len())].to_owned();
    }
    let form = FORMS[choices.pick(FORMS.len())];
    let mut parts = form.split("<>");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        text.push_str(&condition(choices, rows, depth - 1));
        text.push_str(part);
    }
    text
}

fn facts(rows: &[&Row], chosen: &[Option<usize>]) -> String {
    let given = rows.iter().zip(chosen).filter_map(|(row, value)| {
        let value = row.values[(*value)?];
        Some(match row.path.split_once('.') {
            None => format!("\"{}\":{value}", row.path),
            Some((fact, year)) => format!("\"{fact}\":{{\"{year}\":{value}}}"),
        })
    });
    format!("{{\"facts\":{{{}}}}}", given.collect::<Vec<_>>().join(","))
}

/// Every complete choice that agrees with a partial one.
fn completions(rows: &[&Row], chosen: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for (row, choice) in rows.iter().zip(chosen) {
        let values = choice.map_or(0..row.values.len(), |value| value..value + 1);
        all = all
            .iter()
            .flat_map(|before: &Vec<usize>| {
                values.clone().map(|value| before.iter().copied().chain([value]).collect())
            })
            .collect();
    }
    all
}

#[test]
fn p10_decisions_by_cases_hold_in_every_completion_and_what_matters_is_exact() {
    let seen = RefCell::new(Seen::default());
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_500) };
    let drawn = (prop::collection::vec(any::<u8>(), 40..120), prop::collection::vec(any::<u8>(), 8));
    let outcome = TestRunner::new(config).run(&drawn, |(choices, picked)| {
        let mut choices = Choices(&choices);
        let mut rows: Vec<&Row> = Vec::new();
        for _ in 0..2 + choices.pick(2) {
            let row = &ROWS[choices.pick(ROWS.len())];
            if !rows.iter().any(|known| known.path == row.path) {
                rows.push(row);
            }
        }
        let body = condition(&mut choices, &rows, 3);
        // A fact the condition leaves out is not asked for.
        rows.retain(|row| body.contains(row.path.split('.').next().unwrap()));
        let declared: String = rows
            .iter()
            .map(|row| format!("fact {} : {};\n", row.path.split('.').next().unwrap(), row.declared))
            .collect();
        let policy = format!(
            "policy p #{{ title: #{{ en: \"p\" }}, in_force: #{{ from: \"2022-01-01\", to: open }} }};\n{declared}\
            criterion met \"1\" {{ {body} }}\neligibility {TITLE} \"1\" {{ met }}\n"
        );
        let failed = |what: String| TestCaseError::fail(format!("{what}\n{policy}"));
        let engine = match Engine::load(vec![Pack::new("p", policy.as_str())], "") {
            Ok(engine) => engine,
            Err(error) if error.to_string().contains("[too-deep]") => {
                return Err(TestCaseError::reject("too deep"));
            }
            Err(error) => return Err(failed(error.to_string())),
        };
        let ruled = |chosen: &[Option<usize>]| {
            let facts = Facts::from_json(&facts(&rows, chosen)).unwrap();
            engine.rule(&Question::new(TITLE, DAY.parse().unwrap(), facts)).unwrap()
        };
        let decide = |complete: &[usize]| {
            ruled(&complete.iter().copied().map(Some).collect::<Vec<_>>()).decision
        };
        let all: Vec<(Vec<usize>, Decision)> = completions(&rows, &vec![None; rows.len()])
            .into_iter()
            .map(|complete| (complete.clone(), decide(&complete)))
            .collect();
        if let Some((complete, _)) = all.iter().find(|(_, decision)| *decision == Decision::Undetermined) {
            return Err(failed(format!("open on complete facts: {complete:?}")));
        }
        let mut seen = seen.borrow_mut();
        for mask in 0..1usize << rows.len() {
            let value = |index: usize| usize::from(picked[(mask + index) % picked.len()]) % rows[index].values.len();
            let chosen: Vec<Option<usize>> =
                (0..rows.len()).map(|index| (mask >> index & 1 == 1).then(|| value(index))).collect();
            let ruling = ruled(&chosen);
            let ways: Vec<&(Vec<usize>, Decision)> = all
                .iter()
                .filter(|(complete, _)| {
                    chosen.iter().zip(complete).all(|(chosen, value)| chosen.is_none_or(|chosen| chosen == *value))
                })
                .collect();
            let given = facts(&rows, &chosen);
            if ruling.decision != Decision::Undetermined {
                if let Some((complete, other)) = ways.iter().find(|(_, way)| *way != ruling.decision) {
                    let by_cases = ruling.decided_by_cases;
                    let decided = ruling.decision;
                    let complete: Vec<Option<usize>> = complete.iter().copied().map(Some).collect();
                    let then = facts(&rows, &complete);
                    return Err(failed(format!("{decided:?} (by cases: {by_cases}) on {given}, {other:?} on {then}")));
                }
                seen.decided += 1;
                seen.by_cases += usize::from(ruling.decided_by_cases);
                continue;
            }
            seen.open += 1;
            // What can change the outcome by itself, for some values of the others.
            let mut matters = BTreeSet::new();
            for (index, row) in rows.iter().enumerate() {
                let alike = |a: &[usize], b: &[usize]| (0..a.len()).all(|at| at == index || a[at] == b[at]);
                let turns = ways.iter().any(|(a, one)| ways.iter().any(|(b, other)| one != other && alike(a, b)));
                if turns {
                    matters.insert(row.path.to_owned());
                }
            }
            let named: BTreeSet<String> = ruling.missing.iter().map(|missing| missing.path.clone()).collect();
            let right = if ruling.missing_is_exact { named == matters } else { named.is_superset(&matters) };
            if !right {
                let exact = ruling.missing_is_exact;
                return Err(failed(format!("{named:?} (exact: {exact}), and what matters is {matters:?} on {given}")));
            }
            seen.exact += usize::from(ruling.missing_is_exact);
        }
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
    let seen = seen.into_inner();
    println!("{seen:?}");
    assert!(seen.decided >= 1_000 && seen.open >= 1_000, "too little was seen: {seen:?}");
    assert!(seen.by_cases >= 30 && seen.exact >= 500, "cases decide too little: {seen:?}");
}
