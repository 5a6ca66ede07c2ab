//! What is decided although facts are missing, by what their types and bounds alone say, without a split into cases; and
//! what is not, because they do not say it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]

use gradus::{Decision, Engine, Facts, Pack, Question, Ruling};

const POLICY: &str = r#"
    policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
    fact revenue : yearly(money) #{ en: "revenue", min: 0 };
    fact staff : count #{ en: "staff", max: 9 };
    fact others : count #{ en: "others" };
    fact branches : optional(count) #{ en: "branches", max: 4 };
    fact place : rank #{ en: "place" };
    fact base : money #{ en: "base", min: 0 };
    fact level : one_of("A", "B") #{ en: "level" };
    fact listed : yes_no #{ en: "listed" };
    fact founded : date #{ en: "founding", min: date("2000-01-01"), max: date("2020-12-31") };
    fact held : set_of("X", "Y") #{ en: "certificates" };
    fact deals : list(#{ hands: count, gone: count, place: rank, value: money, open: yes_no }) #{ en: "contracts" };
    table fees "1" collect_sum on [listed, level] {
        row [true, any] => branches;
        row [any, "A"] => 2;
        row [any, "B"] => 3;
    }
    table shares "1" collect_sum on [listed, level] {
        row [true, any] => base / staff;
        row [any, "A"] => yuan(2);
    }
    score s "1" of 10 pass 4 {
        indicator first "1" of 4 { if base >= yuan(1) { 4 } else { 0 } }
        indicator second "1" of 3 { every_full(branches, 2) }
        indicator third "1" of 3 { bands(base / revenue.last, [[percent(0), 0], [percent(10), 3]]) }
    }
    title prize "1" #{ en: "prize" };
"#;

fn rule(condition: &str, facts: &str) -> Ruling {
    let text = format!("{POLICY} eligibility prize \"1\" {{ {condition} }}");
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    let engine = match Engine::load(vec![Pack::new("sample", text).with_clauses(clauses)], "") {
        Ok(engine) => engine,
        Err(error) => panic!("{condition}: {error}"),
    };
    let facts = Facts::from_json(&format!("{{ \"facts\": {{ {facts} }} }}")).unwrap();
    engine.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap()
}

/// A condition, what is given, and the decision that logic and bounds give by themselves.
const BY_BOUNDS: &[(&str, &str, Decision)] = &[
    ("staff <= 9", "", Decision::Eligible),
    ("staff >= 10", "", Decision::Ineligible),
    ("others >= 0", "", Decision::Eligible),
    ("place < 1", "", Decision::Ineligible),
    ("branches <= 4", "", Decision::Undetermined),
    ("not(branches > 4)", "", Decision::Eligible),
    ("founded < date(\"2021-01-01\")", "", Decision::Eligible),
    ("years_between(founded, reference_date()) >= years(4)", "", Decision::Eligible),
    ("count(held) <= 2", "", Decision::Eligible),
    // lists that are not known
    ("count(deals, |d| d.open) >= 0", "", Decision::Eligible),
    ("sum(deals, |d| d.hands) >= 0", "", Decision::Eligible),
    ("sum(deals, |d| d.hands - d.gone) >= 0", "", Decision::Undetermined),
    ("not(min(deals, |d| d.place) < 1)", "", Decision::Eligible),
    ("min(deals, |d| d.place) >= 1", "", Decision::Undetermined),
    ("not(max(deals, |d| d.hands - d.gone) < 0)", "", Decision::Undetermined),
    // points
    ("s", "\"base\": \"1\"", Decision::Undetermined),
    ("s", "\"base\": \"1\", \"revenue\": { \"2024\": \"100\" }", Decision::Eligible),
    ("s", "\"base\": \"1\", \"branches\": null, \"revenue\": { \"2024\": \"100\" }", Decision::Eligible),
    ("s", "\"base\": \"0\", \"branches\": 0", Decision::Ineligible),
    ("s", "\"base\": \"0\", \"branches\": null", Decision::Ineligible),
    // sums of rows
    ("fees <= 5", "\"listed\": false", Decision::Eligible),
    ("fees > 5", "\"listed\": false", Decision::Ineligible),
    ("fees <= 6", "\"branches\": 1", Decision::Eligible),
    ("fees >= 0", "\"branches\": 1", Decision::Eligible),
    ("fees >= 1", "\"branches\": 1, \"level\": \"A\"", Decision::Eligible),
    ("fees >= 0", "\"branches\": null", Decision::Undetermined),
    ("not(fees < 0)", "\"branches\": null", Decision::Eligible),
    ("fees >= 0", "\"branches\": null, \"listed\": true", Decision::Ineligible),
    ("fees >= 0", "\"listed\": true", Decision::Undetermined),
];

#[test]
fn bounds_decide_what_they_can() {
    for (condition, facts, decision) in BY_BOUNDS {
        let ruling = rule(condition, facts);
        assert_eq!(ruling.decision, *decision, "{condition} with {facts}");
        assert!(!ruling.decided_by_cases, "{condition} with {facts}");
        assert_eq!(
            ruling.missing.is_empty(),
            *decision != Decision::Undetermined,
            "{condition} with {facts}"
        );
    }
}

/// A row that surely matches and has no value leaves the sum without one, whatever the other rows do: nothing that is
/// missing is asked for. One that only may match is asked about.
#[test]
fn a_row_without_a_value_leaves_the_sum_without_one() {
    let asked = |facts: &str| {
        let ruling = rule("shares >= yuan(1)", facts);
        let missing: Vec<String> = ruling.missing.iter().map(|missing| missing.path.clone()).collect();
        let blocked: Vec<String> = ruling.blocked.iter().flat_map(|blocked| blocked.facts.clone()).collect();
        (ruling.decision, missing.join(" "), blocked.join(" "))
    };
    let open =
        |missing: &str, blocked: &str| (Decision::Undetermined, missing.to_owned(), blocked.to_owned());
    let zero = "\"base\": \"1\", \"staff\": 0";
    assert_eq!(asked(&format!("{zero}, \"listed\": true")), open("", "staff"));
    assert_eq!(asked(&format!("{zero}, \"level\": \"B\"")), open("listed", "staff"));
    let (decision, ..) = asked(&format!("{zero}, \"listed\": false, \"level\": \"A\""));
    assert_eq!(decision, Decision::Eligible);
}
