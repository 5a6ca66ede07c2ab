//! Bands and decision tables: what the checker accepts gives each value one band and each input its rows, and what has
//! a gap or an overlap is refused (law P20); the oracle looks at every input that can tell rows apart.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use gradus_dsl::policy::{Cell, ExprKind, Interval, Policy};
use gradus_dsl::{Agencies, Ground, Imports, Number, PolicyId, check, parse};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;

const FACTS: &str = r#"policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
fact n : number #{ en: "n" };
fact m : percentage #{ en: "m", min: 0, max: 3 };
fact c : count #{ en: "c" };
fact r : rank #{ en: "r", max: 4 };
fact d : date #{ en: "d" };
fact k : one_of("x", "z", "w") #{ en: "k" };
fact y : yes_no #{ en: "y" };
fact t : text #{ en: "t" };
"#;

/// The policy and the codes of what is wrong with it.
fn checked(rules: &str) -> (Policy, BTreeSet<String>) {
    let source = format!("{FACTS}{rules}\n");
    let (file, remarks) = parse(&source, "sample.rhai");
    assert!(remarks.is_empty(), "{}\n{source}", remarks[0]);
    let (id, agencies) = (PolicyId::new("sample"), Agencies::empty());
    let ground = Ground {
        id: &id,
        file: "sample.rhai",
        source: &source,
        clauses: None,
        agencies: &agencies,
        imports: Imports::default(),
    };
    let checked = check(&file, ground);
    let codes = checked.diagnostics.iter().filter(|remark| remark.is_error());
    (checked.policy.clone(), codes.map(|remark| remark.code.clone()).collect())
}

/// A column: its fact, and the values to try, in halves of a unit, or of a list by their place.
#[derive(Clone, Copy, Debug)]
struct Column {
    fact: &'static str,
    values: &'static [i64],
    words: &'static [&'static str],
}

/// All halves around the edges 0 to 3, or the whole numbers there are.
const COLUMNS: [Column; 8] = [
    Column { fact: "n", values: &[-2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8], words: &[] },
    Column { fact: "m", values: &[0, 1, 2, 3, 4, 5, 6], words: &[] },
    Column { fact: "c", values: &[0, 2, 4, 6, 8, 10], words: &[] },
    Column { fact: "r", values: &[2, 4, 6, 8], words: &[] },
    Column { fact: "d", values: &[-2, 0, 2, 4, 6, 8], words: &[] },
    Column { fact: "k", values: &[0, 1, 2], words: &["\"x\"", "\"z\"", "\"w\""] },
    Column { fact: "y", values: &[0, 1], words: &["true", "false"] },
    Column { fact: "t", values: &[0, 1, 2], words: &["\"p\"", "\"q\"", ""] },
];

impl Column {
    /// A figure as a drafter writes it.
    fn figure(self, halves: i64) -> String {
        let number = Number::fraction(halves, 2).unwrap();
        match self.fact {
            "m" => format!("percent({number})"),
            // Day 0 is the last of the year before.
            "d" => format!("date(\"{}\")", gradus_dsl::Date::from_days(first_day() + halves / 2).unwrap()),
            _ => number.to_string(),
        }
    }

    /// A figure in base units.
    fn base(self, halves: i64) -> Number {
        let number = Number::fraction(halves, 2).unwrap();
        match self.fact {
            "m" => number * Number::fraction(1, 100).unwrap(),
            "d" => Number::from(first_day() + halves / 2),
            _ => number,
        }
    }
}

fn first_day() -> i64 {
    "2024-12-31".parse::<gradus_dsl::Date>().unwrap().days()
}

/// A cell: anything, from one end to another (each in halves, with whether it belongs), or values by place.
#[derive(Clone, Debug, PartialEq)]
enum Written {
    Any,
    Span(Option<(i64, bool)>, Option<(i64, bool)>),
    Values(BTreeSet<i64>),
}

impl Written {
    fn holds(&self, value: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Values(values) => values.contains(&value),
            Self::Span(low, high) => {
                low.is_none_or(|(at, included)| value > at || (included && value == at))
                    && high.is_none_or(|(at, included)| value < at || (included && value == at))
            }
        }
    }

    fn text(&self, column: Column) -> String {
        let shown = |at: &i64| column.figure(*at);
        match self {
            Self::Any => "any".to_owned(),
            Self::Values(values) => {
                let words: Vec<&str> =
                    values.iter().map(|place| column.words[usize::try_from(*place).unwrap()]).collect();
                if let [one] = words.as_slice() {
                    (*one).to_owned()
                } else {
                    format!("[{}]", words.join(", "))
                }
            }
            Self::Span(None, None) => "any".to_owned(),
            Self::Span(Some((low, true)), None) => format!("at_least({})", shown(low)),
            Self::Span(Some((low, false)), None) => format!("above({})", shown(low)),
            Self::Span(None, Some((high, true))) => format!("at_most({})", shown(high)),
            Self::Span(None, Some((high, false))) => format!("below({})", shown(high)),
            Self::Span(Some((low, true)), Some((high, false))) => {
                format!("within({}, {})", shown(low), shown(high))
            }
            Self::Span(Some((low, false)), Some((high, true))) => {
                format!("above_up_to({}, {})", shown(low), shown(high))
            }
            Self::Span(Some((low, _)), Some((high, _))) if low == high => shown(low),
            other => panic!("{other:?} has no word"),
        }
    }
}

type Row = (Vec<Written>, i64);

#[derive(Clone, Debug)]
struct Plan {
    hit: usize,
    columns: Vec<usize>,
    /// Which side of an edge a column is cut at, column by column.
    after: Vec<bool>,
    cuts: Vec<(Index, Index, Index)>,
    results: Vec<i64>,
    /// What is spoilt afterwards.
    spoilt: Vec<(usize, Index, Index, Index)>,
    order: Vec<Index>,
}

fn plan() -> impl Strategy<Value = Plan> {
    let index = any::<Index>;
    (
        0usize..4,
        prop::collection::vec(0usize..COLUMNS.len(), 1..4),
        prop::collection::vec(any::<bool>(), 3),
        prop::collection::vec((index(), index(), index()), 0..6),
        prop::collection::vec(0i64..2, 8),
        prop::collection::vec((0usize..4, index(), index(), index()), 0..3),
        prop::collection::vec(index(), 8),
    )
        .prop_map(|(hit, columns, after, cuts, results, spoilt, order)| Plan {
            hit,
            columns,
            after,
            cuts,
            results,
            spoilt,
            order,
        })
}

fn cut(cell: &Written, column: Column, place: &Index, after: bool) -> Option<(Written, Written)> {
    if !column.words.is_empty() {
        let values: BTreeSet<i64> = match cell {
            Written::Values(values) => values.clone(),
            _ => column.values.iter().copied().collect(),
        };
        // Any other text cannot be named, so a text is cut as little as another column once it is named.
        let one = *values.iter().nth(place.index(values.len()))?;
        let rest: BTreeSet<i64> = values.into_iter().filter(|value| *value != one).collect();
        let named = |values: &BTreeSet<i64>| column.fact != "t" || !values.contains(&2);
        let pair = (BTreeSet::from([one]), rest);
        if pair.1.is_empty() || !named(&pair.0) || !named(&pair.1) {
            return None;
        }
        return Some((Written::Values(pair.0), Written::Values(pair.1)));
    }
    let at = i64::try_from(place.index(4)).unwrap() * 2;
    let (low, high) = match cell {
        Written::Span(low, high) => (*low, *high),
        _ => (None, None),
    };
    let (below, above) = (Written::Span(low, Some((at, after))), Written::Span(Some((at, !after)), high));
    let some = |cell: &Written| column.values.iter().any(|value| cell.holds(*value));
    (some(&below) && some(&above)).then_some((below, above))
}

fn rows(plan: &Plan) -> Vec<Row> {
    let columns: Vec<Column> = plan.columns.iter().map(|index| COLUMNS[*index]).collect();
    let mut boxes = vec![vec![Written::Any; columns.len()]];
    for (row, column, place) in &plan.cuts {
        let (row, column) = (row.index(boxes.len()), column.index(columns.len()));
        if let Some((one, other)) = cut(&boxes[row][column], columns[column], place, plan.after[column]) {
            let mut copy = boxes[row].clone();
            boxes[row][column] = one;
            copy[column] = other;
            boxes.push(copy);
        }
    }
    let mut rows: Vec<Row> = boxes.into_iter().zip(plan.results.iter().copied().cycle()).collect();
    for (what, row, column, place) in &plan.spoilt {
        let (row, column) = (row.index(rows.len()), column.index(columns.len()));
        match what {
            0 if rows.len() > 1 => {
                rows.remove(row);
            }
            1 => rows[row].0[column] = Written::Any,
            2 => rows.push((rows[row].0.clone(), plan.results[place.index(8)])),
            _ => {
                let at = i64::try_from(place.index(4)).unwrap() * 2;
                if let Written::Span(_, high) = &mut rows[row].0[column]
                    && high.is_some()
                {
                    *high = high.map(|(_, included)| (at, included));
                }
            }
        }
    }
    for (place, index) in plan.order.iter().enumerate() {
        let (place, other) = (place % rows.len(), index.index(rows.len()));
        rows.swap(place, other);
    }
    rows
}

/// Every input that can tell rows apart.
fn inputs(columns: &[Column]) -> Vec<Vec<i64>> {
    let mut all = vec![Vec::new()];
    for column in columns {
        let more =
            |before: &Vec<i64>, value: i64| -> Vec<i64> { before.iter().copied().chain([value]).collect() };
        all = all.iter().flat_map(|before| column.values.iter().map(|value| more(before, *value))).collect();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// P20 of tables: accepted exactly where every input meets as many rows as the table says, and refused by name.
    #[test]
    fn p20_a_table_is_accepted_exactly_where_it_is_complete(plan in plan()) {
        let columns: Vec<Column> = plan.columns.iter().map(|index| COLUMNS[*index]).collect();
        let rows = rows(&plan);
        let hit = ["unique", "first", "any", "collect_sum"][plan.hit];
        let names: Vec<&str> = columns.iter().map(|column| column.fact).collect();
        let mut text = format!("table tried \"2\" {hit} on [{}] {{\n", names.join(", "));
        for (cells, result) in &rows {
            let cells: Vec<String> = cells.iter().zip(&columns).map(|(cell, column)| cell.text(*column)).collect();
            text.push_str(&format!("    row [{}] => {result};\n", cells.join(", ")));
        }
        text.push('}');
        let (policy, codes) = checked(&text);

        let mut expected = BTreeSet::new();
        let empty = rows.iter().flat_map(|(cells, _)| cells.iter().zip(&columns)).any(|(cell, column)| {
            !column.values.iter().any(|value| cell.holds(*value))
        });
        let inputs = inputs(&columns);
        let matching = |input: &Vec<i64>| -> Vec<usize> {
            let holds = |cells: &Vec<Written>| cells.iter().zip(input).all(|(cell, value)| cell.holds(*value));
            rows.iter().enumerate().filter(|(_, (cells, _))| holds(cells)).map(|(index, _)| index).collect()
        };
        if empty {
            expected.insert("empty-interval".to_owned());
        } else if hit != "collect_sum" {
            let mut first = BTreeSet::new();
            for input in &inputs {
                let matching = matching(input);
                first.extend(matching.first().copied());
                if matching.is_empty() {
                    expected.insert("gap-in-table".to_owned());
                }
                if matching.len() > 1 && hit == "unique" {
                    expected.insert("overlapping-rows".to_owned());
                }
                if hit == "any" && matching.iter().any(|row| rows[*row].1 != rows[matching[0]].1) {
                    expected.insert("rows-disagree".to_owned());
                }
            }
            if hit == "first" && first.len() < rows.len() {
                expected.insert("unreachable-row".to_owned());
            }
        }
        prop_assert_eq!(&codes, &expected, "{}", text);
        if !expected.is_empty() {
            return Ok(());
        }
        // What the typed rows hold is what the written ones hold.
        for input in &inputs {
            let held: Vec<usize> = policy.tables[0].rows.iter().enumerate().filter(|(_, row)| {
                row.cells.iter().zip(&columns).zip(input).all(|((cell, column), value)| match cell {
                    Cell::Any => true,
                    Cell::Within(intervals) => intervals.iter().any(|one| one.contains(&column.base(*value))),
                    Cell::Among(values) => {
                        values.contains(column.words[usize::try_from(*value).unwrap()].trim_matches('"'))
                    }
                })
            }).map(|(index, _)| index).collect();
            prop_assert_eq!(held, matching(input), "{} {:?}", text, input);
        }
    }

    /// P20 of bands: accepted exactly where each value lies in one band.
    #[test]
    fn p20_bands_are_accepted_exactly_where_each_value_has_one(
        column in 0usize..5,
        words in prop::collection::vec((0usize..6, 0i64..4, 0i64..4), 1..5),
    ) {
        let column = COLUMNS[column];
        let bands: Vec<Written> = words.iter().map(|(word, a, b)| {
            let (a, b) = (a * 2, b * 2);
            match word {
                0 => Written::Span(Some((a, true)), Some((b, false))),
                1 => Written::Span(Some((a, false)), Some((b, true))),
                2 => Written::Span(Some((a, true)), None),
                3 => Written::Span(Some((a, false)), None),
                4 => Written::Span(None, Some((b, true))),
                _ => Written::Span(None, Some((b, false))),
            }
        }).collect();
        let texts: Vec<String> = bands.iter().map(|band| format!("[{}, 1]", band.text(column))).collect();
        let text = format!("let tried = bands({}, [{}]);", column.fact, texts.join(", "));
        let (policy, codes) = checked(&text);
        let counts: Vec<usize> =
            column.values.iter().map(|value| bands.iter().filter(|band| band.holds(*value)).count()).collect();
        let expected = if bands.iter().any(|band| !column.values.iter().any(|value| band.holds(*value))) {
            Some("empty-interval")
        } else if counts.iter().any(|count| *count > 1) {
            Some("overlapping-bands")
        } else if counts.contains(&0) {
            Some("gap-in-bands")
        } else {
            None
        };
        prop_assert_eq!(&codes, &expected.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), "{}", text);
        if expected.is_none() {
            let ExprKind::Bands(_, typed) = &policy.names[0].value.kind else { panic!("bands") };
            for value in column.values {
                let held = typed.iter().filter(|band| band.interval.contains(&column.base(*value))).count();
                prop_assert_eq!(held, 1, "{} {}", text, value);
            }
        }
    }

    /// The short form: each edge belongs to the band above it, and what lies below the first edge must be said.
    #[test]
    fn edges_are_bands(column in 0usize..5, edges in prop::collection::btree_set(0i64..4, 1..4), first in 0i64..2) {
        let column = COLUMNS[column];
        let edges: Vec<i64> = edges.into_iter().map(|edge| edge * 2).collect();
        let points = |index: usize| i64::try_from(index).unwrap() + first;
        let texts: Vec<String> = edges
            .iter()
            .enumerate()
            .map(|(index, edge)| format!("[{}, {}]", column.figure(*edge), points(index)))
            .collect();
        let text = format!("let tried = bands({}, [{}]);", column.fact, texts.join(", "));
        let (policy, codes) = checked(&text);
        let below = column.values.iter().any(|value| *value < edges[0]);
        // Of the bounds of a fact, an edge may lie beyond the greatest value.
        let beyond = edges.iter().any(|edge| !column.values.iter().any(|value| value >= edge));
        if beyond || (below && first != 0) {
            let code = if beyond { "empty-interval" } else { "gap-in-bands" };
            prop_assert_eq!(codes, BTreeSet::from([code.to_owned()]), "{}", text);
            return Ok(());
        }
        prop_assert!(codes.is_empty(), "{text} {codes:?}");
        let ExprKind::Bands(_, typed) = &policy.names[0].value.kind else { panic!("bands") };
        for value in column.values {
            let expected = edges.iter().rposition(|edge| edge <= value).map_or(0, points);
            let held: Vec<Number> = typed
                .iter()
                .filter(|band| band.interval.contains(&column.base(*value)))
                .map(|band| band.points.clone())
                .collect();
            prop_assert_eq!(held, vec![Number::from(expected)], "{} {}", text, value);
        }
    }
}

/// A table whose rows cannot be compared within the limit is refused, and soon; it never passes unseen.
#[test]
fn a_table_too_large_to_compare_is_refused() {
    let table = |rows: usize| {
        let rows_text: String = (0..rows).map(|row| format!("row [{row}, any] => {row};\n")).collect();
        format!("table large \"2\" unique on [c, y] {{\n{rows_text}row [at_least({rows}), any] => 0;\n}}")
    };
    let (policy, codes) = checked(&table(1_000));
    assert_eq!((policy.tables.len(), codes), (1, BTreeSet::new()));
    let (policy, codes) = checked(&table(2_400));
    assert_eq!((policy.tables.len(), codes), (0, BTreeSet::from(["table-too-large".to_owned()])));
    // The limit is one for the file: small tables do not add up to a large one.
    let many = format!("{}{}", table(1_000), table(2_000).replace("large", "second"));
    assert_eq!(checked(&many).1, BTreeSet::from(["table-too-large".to_owned()]));
}

/// Names, lists and groups read again as they were printed.
#[test]
fn groups_and_tables_are_printed_and_read_again() {
    let text = "score s \"2\" of 10 pass 6 status single \"note\" {\n    group g \"2\" of 6 pass 3 {\n        \
        indicator a \"2\" of 6 { bands(n, [[below(1), 1], [at_least(1), 6]]) }\n    }\n    indicator b \"2\" of 4 \
        { if y { 4 } else { 0 } }\n}\ntable t \"2\" first on [n, k] {\n    row [within(1, 2), [\"x\", \"z\"]] => \
        s.g;\n    row [any, any] => 0;\n}\n";
    let (file, remarks) = parse(text, "sample.rhai");
    assert!(remarks.is_empty(), "{}", remarks[0]);
    assert_eq!(file.to_string(), text);
}

/// A named expression, a table, a score and a criterion may each lead to the other, and a circle is found.
#[test]
fn circles_through_tables_are_found() {
    for rules in [
        "table a \"2\" unique on [n] { row [any] => b; }\ntable b \"2\" unique on [a] { row [any] => 1; }",
        "table a \"2\" unique on [n] { row [any] => v; }\nlet v = a + 1;",
        "table a \"2\" unique on [s.g] { row [any] => 1; }\n\
         score s \"2\" of 9 { group g \"2\" of 9 { indicator i \"2\" of 9 { a } } }",
        "criterion q \"2\" { a }\ntable a \"2\" unique on [q] { row [any] => true; }",
    ] {
        let (_, codes) = checked(rules);
        assert!(codes.contains("recursive"), "{rules}: {codes:?}");
    }
}

#[test]
fn a_whole_number_is_a_point_of_its_line() {
    let whole = Interval::exactly(Number::from(2)).of_whole_numbers();
    assert_eq!(whole, Interval::within(Number::from(2), Number::from(3)));
}
