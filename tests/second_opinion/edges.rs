//! Where bands, tables, rounding and whole years turn: figures on every edge, one smallest unit below and one above, and
//! half way between the steps of each rounding, with the points compared exactly.

use super::reader::Reader;
use super::{Tally, compare};
use gradus::{Engine, Facts, Pack, Question};
use gradus_dsl::parse;
use serde_json::json;

const ON: &str = "2025-02-28";

/// What points come of, one score each.
fn points() -> Vec<String> {
    let mut points: Vec<String> = [
        "bands(share, [[below(percent(0)), 0], [within(percent(0), percent(5)), 1], [percent(5), 2], [above(percent(5)), 3]])",
        "bands(share, [[at_most(percent(2.5)), 5], [above_up_to(percent(2.5), percent(10)), 7], [above(percent(10)), 9]])",
        "bands(share, [[percent(0), 0], [percent(2.5), 1], [percent(5), 4], [percent(10), 10]])",
        "bands(amount, [[at_least(wan(1)), 3], [within(yuan(2500), wan(1)), 2], [below(yuan(2500)), 1]])",
        "bands(amount - yuan(2500), [[yuan(0), 0], [yuan(2500), 2], [yuan(7500), 3]])",
        "bands(staff, [[at_most(1), 1], [within(2, 5), 2], [above_up_to(4, 7), 3], [above(7), 4]])",
        "bands(staff, [[0, 5], [3, 1], [8, 2]])",
        "bands(day, [[below(date(\"2020-02-29\")), 1], [date(\"2020-02-29\"), 2], [above_up_to(date(\"2020-02-29\"), date(\"2022-02-28\")), 3], [above(date(\"2022-02-28\")), 4]])",
        "points(1) * every_full(share, percent(2.5))",
        "points(1) * every_full(amount, yuan(2500))",
        "points(1) * every_full(years_between(day, reference_date()), years(2))",
        "points(1) * (years_between(day, reference_date()) / years(1))",
        "points(1) * (months_between(day, reference_date()) / months(1))",
        "points(1) * ((reference_date() - day) / days(1))",
        "points(1) * ((day + years(1) - day) / days(1))",
        "points(1) * ((day + months(1) - day) / days(1))",
        "points(1) * ((year_end(day) - months(10) - day) / days(1))",
        "cells",
        "ordered",
        "agreed",
        "added",
        "if least([share, percent(5)]) == greatest([share, percent(5)]) { 1 } else { 2 }",
        "points(1) * how_many([share >= percent(5), share > percent(5), amount >= wan(1), amount > wan(1)])",
    ]
    .map(str::to_owned)
    .to_vec();
    for mode in ["down", "up", "half_up", "half_even"] {
        for digits in 0..3 {
            points.push(format!("points(100) * round_{mode}(share, {digits})"));
            points.push(format!("points(1) * (round_{mode}(amount / 100, {digits}) / yuan(1))"));
            points.push(format!("points(1) * round_{mode}(factor, {digits})"));
        }
    }
    points
}

fn policy() -> String {
    let mut text = "policy p #{ title: #{ en: \"p\" }, in_force: #{ from: \"2022-01-01\", to: open } };
        fact share : percentage #{ min: -10, max: 100 };
        fact amount : money #{ min: 0 };
        fact staff : count;
        fact factor : number;
        fact day : date #{ min: date(\"2016-01-01\"), max: date(\"2025-02-28\") };
        table cells \"1\" unique on [share, amount] {
            row [below(percent(5)), below(wan(1))] => points(1);
            row [below(percent(5)), at_least(wan(1))] => points(2);
            row [within(percent(5), percent(10)), any] => points(3);
            row [at_least(percent(10)), at_most(wan(1))] => points(4);
            row [at_least(percent(10)), above(wan(1))] => points(5);
        }
        table ordered \"1\" first on [share, staff, day] {
            row [above(percent(5)), within(2, 8), above(date(\"2020-02-29\"))] => points(1);
            row [at_least(percent(5)), [2, 3, at_least(8)], any] => points(2);
            row [any, any, at_most(date(\"2020-02-29\"))] => points(3);
            row [any, any, any] => points(4);
        }
        table agreed \"1\" any on [amount, staff] {
            row [at_least(wan(1)), any] => points(1);
            row [any, at_least(8)] => points(1);
            row [below(wan(1)), below(8)] => points(2);
        }
        table added \"1\" collect_sum on [share, amount] {
            row [at_least(percent(2.5)), any] => points(1);
            row [above(percent(2.5)), any] => points(2);
            row [any, above_up_to(yuan(2500), wan(1))] => points(4);
            row [percent(5), any] => points(8);
        }\n"
    .to_owned();
    let points = points();
    for (index, points) in points.iter().enumerate() {
        text.push_str(&format!(
            "score s{index} \"1\" of 1000000 {{ indicator i{index} \"1\" of 1000000 {{ {points} }} }}\n"
        ));
    }
    let asked: Vec<String> = (0..points.len()).map(|index| format!("s{index} >= points(3)")).collect();
    text.push_str(&format!("eligibility prize \"1\" {{ how_many([{}]) >= 20 }}\n", asked.join(", ")));
    text
}

/// A number of thousandths as a decimal.
fn thousandths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", number.abs() / 1000, number.abs() % 1000)
}

#[test]
fn p24_rhai_agrees_on_every_edge() {
    let policy = policy();
    let engine = Engine::load(vec![Pack::new("p", policy.as_str())], "").unwrap();
    let reader = Reader::new(&parse(&policy, "p").0);
    // Every fortieth of a percent, so that each half step of two digits is among them, and a thousandth beside.
    let shares: Vec<i64> = (-40..=440).flat_map(|step| [-1, 0, 1].map(|beside| step * 25 + beside)).collect();
    let amounts: Vec<i64> =
        [0, 50, 12_345, 250_000, 250_050, 500_000, 750_000, 999_950, 1_000_000, 1_000_050]
            .iter()
            .flat_map(|fen: &i64| [-1, 0, 1].map(|beside| (fen + beside).max(0)))
            .collect();
    let days = [
        "2020-02-28",
        "2020-02-29",
        "2020-03-01",
        "2022-02-27",
        "2022-02-28",
        "2022-03-01",
        "2023-01-28",
        "2023-01-31",
        "2024-02-28",
        "2024-02-29",
        "2024-12-31",
        "2025-01-28",
        "2025-01-31",
        "2025-02-27",
        "2025-02-28",
        "2019-08-31",
        "2016-02-29",
        "2018-03-01",
        "2021-02-28",
        "2023-03-30",
        "2023-08-29",
    ];
    let mut tally = Tally::default();
    for (index, share) in shares.iter().enumerate() {
        let fen = amounts[index * 7 % amounts.len()];
        let file = json!({ "facts": {
            "share": thousandths(*share),
            "amount": format!("{}.{:02}", fen / 100, fen % 100),
            "staff": index % 11,
            "factor": thousandths(share * 20 + i64::try_from(index % 3).unwrap() - 1),
            "day": days[index % days.len()],
        } });
        let facts = Facts::from_json(&file.to_string()).unwrap();
        let ruling = engine.rule(&Question::new("prize", ON.parse().unwrap(), facts)).unwrap();
        assert_eq!(ruling.scores.len(), points().len());
        let opinion = reader.opinion(&file, "prize", "recognition", ON);
        compare(&ruling, &opinion, &mut tally).unwrap_or_else(|differs| panic!("{differs}\n{file}"));
    }
    tally.suffices(shares.len() * points().len(), 0);
}
