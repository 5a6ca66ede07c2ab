//! What makes something undefined is named by the facts it comes from, whatever they pass through on the way.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]

use gradus::{Decision, Engine, Facts, Pack, Question};

const POLICY: &str = r#"
    policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
    fact revenue : yearly(money) #{ en: "revenue" };
    fact staff : yearly(count) #{ en: "staff" };
    fact base : money #{ en: "base" };
    fact place : number #{ en: "place" };
    fact level : one_of("A", "B") #{ en: "level" };
    fact held : set_of("X", "Y") #{ en: "certificates" };
    fact founded : date #{ en: "founding" };
    fact deals : list(#{ value: money, weight: money, open: yes_no, signed: date }) #{ en: "contracts" };
    let nothing = base * 0;
    let deeper = nothing + nothing;
    table rate "1" first on [level, place] {
        row ["A", any] => base;
        row [any, any] => yuan(1);
    }
    title prize "1" #{ en: "prize" };
"#;

const FACTS: &str = r#"{ "facts": {
    "revenue": { "2024": "0", "2023": "0", "2022": "0", "2021": "5" },
    "staff": { "2024": "7", "2023": "7", "2022": "7" }, "base": "0", "place": "0", "level": "A", "held": [], "founded": "2024-06-01",
    "deals": [{ "value": "1", "weight": "0", "open": false, "signed": "2024-06-01" }]
} }"#;

/// A condition, and the facts its lack of an answer is put down to.
const CAUSES: &[(&str, &str)] = &[
    ("yuan(1) / base > percent(1)", "base"),
    ("yuan(1) / base > yuan(1) / revenue.last", "base revenue.2024"),
    ("yuan(1) / revenue.last > percent(1)", "revenue.2024"),
    ("yuan(1) / revenue.prior(1) > percent(1)", "revenue.2023"),
    ("each_year(2, |y| yuan(1) / revenue[y] > percent(1))", "revenue.2023 revenue.2024"),
    ("yuan(1) / sum_years(revenue, 2) > percent(1)", "revenue.2023 revenue.2024"),
    ("yuan(1) / mean_years(revenue, 3) > percent(1)", "revenue.2022 revenue.2023 revenue.2024"),
    ("mean_growth(revenue, 2) > percent(1)", "revenue.2022 revenue.2023"),
    ("compound_growth(revenue, 2) > percent(1)", "revenue.2022"),
    ("percent(1) / growth(staff.last) > percent(1)", "staff.2023 staff.2024"),
    ("percent(1) / mean_growth(staff, 2) > percent(1)", "staff.2022 staff.2023 staff.2024"),
    ("growth(revenue.last) > percent(1)", "revenue.2023"),
    ("yuan(1) / (base - nothing) > percent(1)", "base"),
    ("yuan(1) / -base > percent(1)", "base"),
    ("yuan(1) / (base + revenue.last) > percent(1)", "base revenue.2024"),
    ("yuan(1) / deeper > percent(1)", "base"),
    ("yuan(1) / rate > percent(1)", "base level place"),
    ("1 / count(deals, |d| d.open) > 1", "deals"),
    ("yuan(1) / max(deals, |d| d.weight) > percent(1)", "deals"),
    ("all(deals, |d| d.value / d.weight > percent(1))", "deals.0.weight"),
    ("1 / count(held) > 1", "held"),
    ("1 / how_many([place > 1, base > yuan(1)]) > 1", "base place"),
    ("yuan(1) / least([base, revenue.last]) > percent(1)", "base revenue.2024"),
    ("yuan(1) / round_down(base, 0) > percent(1)", "base"),
    ("1 / every_full(base, yuan(5)) > 1", "base"),
    ("years(1) / years_between(founded, date(\"2025-01-01\")) > percent(1)", "founded"),
    ("yuan(1) / switch level { \"A\" => base, \"B\" => yuan(1) } > percent(1)", "base level"),
    ("yuan(1) / (if level == \"A\" { base } else { revenue.last }) > percent(1)", "base level revenue.2024"),
];

fn causes(condition: &str) -> String {
    let text = format!("{POLICY} eligibility prize \"1\" {{ {condition} }}");
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    let engine = match Engine::load(vec![Pack::new("sample", text).with_clauses(clauses)], "") {
        Ok(engine) => engine,
        Err(error) => panic!("{condition}: {error}"),
    };
    let facts = Facts::from_json(FACTS).unwrap();
    let ruling = engine.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap();
    assert_eq!(ruling.decision, Decision::Undetermined, "{condition}");
    assert!(ruling.missing.is_empty(), "{condition}");
    let mut facts: Vec<String> = ruling.blocked.into_iter().flat_map(|blocked| blocked.facts).collect();
    facts.sort();
    facts.dedup();
    facts.join(" ")
}

#[test]
fn what_is_undefined_is_put_down_to_the_facts_it_comes_from() {
    for (condition, facts) in CAUSES {
        assert_eq!(causes(condition), *facts, "{condition}");
    }
}
