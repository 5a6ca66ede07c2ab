//! Decision tables and groups of scores from the text of a policy to the page a clerk reads.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::{Decision, Engine, Facts, Form, Language, Length, Pack, Question, Ruling, Shown, verify};

const POLICY: &str = r#"
policy sample #{ title: #{ en: "Sample", zh: "示例" }, in_force: #{ from: "2022-08-01", to: open } };
fact revenue : yearly(money) #{ en: "operating revenue", zh: "营业收入", min: 0 };
fact share : percentage #{ en: "market share", zh: "市场占有率", min: 0, max: 100 };
fact staff : count #{ en: "staff", zh: "职工人数" };
fact industry : one_of("industry", "construction", "other") #{ en: "industry", zh: "所属行业" };
fact award : optional(rank) #{ en: "rank of the award", zh: "获奖名次" };
title prize "1" #{ en: "prize", zh: "奖" };
table size "1/1" first on [industry, staff, revenue.last] status single "one copy" {
    row ["industry", at_least(1000), at_least(wan(40000))] => "large";
    row ["industry", at_least(300), at_least(wan(2000))] => "medium";
    row ["construction", any, at_least(yi(8))] => "large";
    row ["construction", any, at_least(wan(6000))] => "medium";
    row [any, any, any] => "small";
}
table bonus "1/2" unique on [award] { row [1] => 10; row [within(2, 4)] => 5; row [at_least(4)] => 0; }
table extra "1/2" collect_sum on [award, share] {
    row [at_most(3), any] => 2;
    row [any, at_least(percent(30))] => 3;
    row [any, at_least(percent(50))] => 4.5;
}
score total "1" of 30 pass 15 {
    group market "1/1" of 20 pass 10 {
        indicator position "1/1" of 10 { bands(share, [[below(percent(10)), 0], [within(percent(10), percent(30)), 5], [at_least(percent(30)), 10]]) }
        indicator heads "1/1" of 15 { bands(staff, [[at_most(99), 5], [at_least(100), 15]]) }
    }
    indicator prizes "1/2" of 10 { bonus }
}
eligibility prize "1" { all([total, size != "large", total.market + extra >= points(12)]) }
"#;

fn ruled(facts: &str) -> Ruling {
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n[[clause]]\nnumber = \"1/1\"\n[[clause]]\nnumber = \"1/2\"\n";
    let engine = Engine::load(vec![Pack::new("sample", POLICY).with_clauses(clauses)], "").unwrap();
    let facts = Facts::from_json(&format!("{{ \"facts\": {facts} }}")).unwrap();
    engine.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap()
}

fn page(ruling: &Ruling) -> String {
    [Language::En, Language::Zh].map(|language| ruling.render(Length::Full, Form::Text, language)).join("\n")
}

#[test]
fn a_ruling_shows_the_rows_and_the_groups() {
    let ruling = ruled(
        r#"{ "revenue": { "2024": 30000000 }, "share": "30", "staff": 320, "industry": "industry", "award": 3 }"#,
    );
    assert_eq!(ruling.decision, Decision::Eligible);
    let rows: Vec<(&str, &[usize])> =
        ruling.tables.iter().map(|table| (table.id.as_str(), table.rows.as_slice())).collect();
    assert_eq!(rows, [("bonus", &[2][..]), ("size", &[2]), ("extra", &[1, 2])]);
    insta::assert_snapshot!("tables_known", page(&ruling));
}

/// The rows that still may match decide together: whatever the industry, the enterprise is not large.
#[test]
fn open_columns_keep_the_rows_that_still_may_match() {
    let ruling = ruled(r#"{ "revenue": { "2024": 30000000 }, "share": "30", "staff": 320, "award": 1 }"#);
    assert_eq!(ruling.decision, Decision::Eligible);
    let size = ruling.tables.iter().find(|table| table.id.as_str() == "size").unwrap();
    assert_eq!((size.rows.as_slice(), size.open, &size.value), (&[2, 5][..], true, &Shown::Unknown));
    let open = ruled(r#"{ "revenue": { "2024": 30000000 }, "share": "12", "industry": "other" }"#);
    assert_eq!(open.decision, Decision::Undetermined);
    insta::assert_snapshot!("tables_open", page(&open));
}

/// A group that misses its own mark fails the score, whatever the total is.
#[test]
fn a_group_must_reach_its_own_mark() {
    let ruling = ruled(
        r#"{ "revenue": { "2024": 30000000 }, "share": "20", "staff": 20, "industry": "other", "award": 1 }"#,
    );
    let score = &ruling.scores[0];
    assert_eq!(
        (&score.points, &score.groups[0].points),
        (&Shown::Number(20.into()), &Shown::Number(10.into()))
    );
    let short = ruled(
        r#"{ "revenue": { "2024": 30000000 }, "share": "5", "staff": 20, "industry": "other", "award": 1 }"#,
    );
    assert_eq!(short.scores[0].points, Shown::Number(15.into()));
    assert_eq!(short.decision, Decision::Ineligible);
    insta::assert_snapshot!("tables_group_short", page(&short));
}

/// None matches `any` alone: without an award no row of the bonus matches, and there are no points for it.
#[test]
fn none_matches_any_cells_only() {
    let ruling = ruled(
        r#"{ "revenue": { "2024": 30000000 }, "share": "50", "staff": 320, "industry": "other", "award": null }"#,
    );
    let found = |id: &str| ruling.tables.iter().find(|table| table.id.as_str() == id).unwrap();
    assert_eq!((found("bonus").rows.as_slice(), &found("bonus").value), (&[][..], &Shown::None));
    assert_eq!(found("extra").rows, [2, 3]);
    assert_eq!(found("extra").value, Shown::Number("7.5".parse().unwrap()));
    assert_eq!(ruling.scores[0].points, Shown::Number(20.into()));
}

/// Tables and groups are part of what a stored ruling follows from.
#[test]
fn a_record_with_tables_is_verified() {
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n[[clause]]\nnumber = \"1/1\"\n[[clause]]\nnumber = \"1/2\"\n";
    let engine = Engine::load(vec![Pack::new("sample", POLICY).with_clauses(clauses)], "").unwrap();
    let facts = Facts::from_json(r#"{ "facts": { "share": "30", "staff": 320 } }"#).unwrap();
    let record = engine.record(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap();
    let stored = serde_json::to_string(&record).unwrap();
    assert!(stored.contains("\"tables\""));
    assert!(verify(&stored).unwrap().holds());
}

/// A column that may be none leaves open what a table gives only where a row asks for more than `any` of it.
#[test]
fn a_column_that_no_row_asks_of_may_be_none() {
    let policy = |cell: &str| {
        format!(
            r#"
policy sample #{{ title: #{{ en: "Sample" }}, in_force: #{{ from: "2022-08-01", to: open }} }};
fact listed : optional(yes_no) #{{ en: "listed" }};
fact kind : one_of("a", "b") #{{ en: "kind" }};
fact index : number #{{ en: "index" }};
title prize "1" #{{ en: "prize" }};
table fee "1" unique on [listed, kind] {{ row [any, "a"] => 1; row [{cell}, "b"] => 2; }}
eligibility prize "1" {{ any([fee >= 1, index * index == 7]) }}
"#
        )
    };
    let ruled = |policy: &str| {
        let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
        let engine = Engine::load(vec![Pack::new("sample", policy).with_clauses(clauses)], "").unwrap();
        engine.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), Facts::new())).unwrap()
    };
    let ruling = ruled(&policy("any"));
    assert_eq!((ruling.decision, ruling.decided_by_cases), (Decision::Eligible, false));
    let ruling = ruled(&policy("[true, false]"));
    let named: Vec<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
    assert_eq!((ruling.decision, named), (Decision::Undetermined, vec!["index", "kind", "listed"]));
}
