//! The functions of the language from text to ruling: over lists, sets, texts, dates and years, and those that round.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up fails it")]

use gradus::{CompareOp, Decision, Engine, Facts, Form, Language, Length, Pack, Question, Ruling, Shown};

const FACTS: &str = r#"
    policy sample #{ title: #{ en: "Sample", zh: "示例" }, in_force: #{ from: "2022-08-01", to: open } };
    fact revenue : yearly(money) #{ en: "revenue", zh: "营业收入" };
    fact share : percentage #{ en: "market share", zh: "市场占有率" };
    fact amount : money #{ en: "amount", zh: "金额" };
    fact loss : money #{ en: "result", zh: "利润" };
    fact niche : duration(years) #{ en: "years in the niche", zh: "从事年限" };
    fact probation : duration(months) #{ en: "probation", zh: "试用期" };
    fact level : one_of("A", "B", "C") #{ en: "level", zh: "等级" };
    fact code : text #{ en: "industry code", zh: "行业代码" };
    fact second_code : optional(text) #{ en: "second code", zh: "第二行业代码" };
    fact founded : date #{ en: "founding", zh: "成立日期", min: date("1949-10-01"), max: date("2025-12-31") };
    fact ended : optional(date) #{ en: "end", zh: "终止日期" };
    fact held : set_of("ISO9001", "ISO14001") #{ en: "certificates", zh: "资质证书" };
    fact refused : set_of("A", "B") #{ en: "refusals", zh: "不予认定事项" };
    fact deals : list(#{ value: money, base: money, open: yes_no, signed: date }) #{ en: "contracts", zh: "合同" };
    fact none_yet : list(#{ value: money, open: yes_no, signed: date }) #{ en: "awards", zh: "奖项" };
    let open_deals = any(deals, |d| d.open);
    title prize "1" #{ en: "prize", zh: "奖" };
"#;

const FILE: &str = r#"{ "facts": {
    "revenue": { "2024": "110", "2023": "100", "2022": "80", "2021": "0" },
    "share": "12.345", "amount": "2500.5", "loss": "-2.5", "niche": "5", "probation": "2.5",
    "level": "A", "code": "C3911", "second_code": null,
    "founded": "2004-02-29", "ended": null, "held": ["ISO9001"], "refused": [],
    "deals": [
        { "value": "10", "base": "5", "open": true, "signed": "2024-01-31" },
        { "value": "30.5", "base": "0", "open": false, "signed": "2025-05-01" }
    ],
    "none_yet": []
} }"#;

fn engine(condition: &str) -> Engine {
    let text = format!("{FACTS} eligibility prize \"1\" {{ {condition} }}");
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    match Engine::load(vec![Pack::new("sample", text).with_clauses(clauses)], "") {
        Ok(engine) => engine,
        Err(error) => panic!("{condition}: {error:?}"),
    }
}

fn rule(engine: &Engine, facts: Facts) -> Ruling {
    // Revenue is that of 2024 and before, and the day figures are read on is the day asked about.
    engine.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap()
}

fn all_facts() -> Facts {
    Facts::from_json(FILE).unwrap()
}

/// Conditions that hold, fail and have no answer on the facts above.
const HOLD: &[&str] = &[
    // lists
    "sum(deals, |d| d.value) == yuan(40.5)",
    "sum(deals, |d| d.value * 2) == yuan(81)",
    "sum(none_yet, |d| d.value) == yuan(0)",
    "min(deals, |d| d.value) == yuan(10)",
    "max(deals, |d| d.signed) == date(\"2025-05-01\")",
    "open_deals",
    "any(deals, |d| d.value > yuan(30) and not(d.open))",
    "all(deals, |d| d.value >= yuan(10))",
    "all(none_yet, |d| d.open)",
    "not(any(none_yet, |d| d.open))",
    // Of no records there is no least; with none every comparison is false.
    "not(min(none_yet, |d| d.value) >= yuan(0))",
    "not(max(none_yet, |d| d.signed) <= date(\"9999-12-31\"))",
    // One that holds suffices, whatever is undefined beside it.
    "any(deals, |d| d.value / d.base >= percent(200))",
    // sets and texts
    "includes(held, \"ISO9001\") and not(includes(held, \"ISO14001\"))",
    "count(held) == 1 and count(refused) == 0",
    "among(level, [\"A\", \"B\"]) and not(among(level, [\"C\"])) and among(level, \"A\")",
    "among(code, [\"C39\", \"C3911\"])",
    "starts_with(code, \"C\") and starts_with(code, [\"D\", \"C39\"]) and not(starts_with(code, \"C3911a\"))",
    "not(starts_with(second_code, \"C\")) and not(among(second_code, [\"C\"]))",
    // several values
    "how_many([share > percent(12), share > percent(13), niche > years(4)]) == 2",
    "least([yuan(3), amount]) == yuan(3) and greatest([yuan(3), amount]) == amount",
    "least([founded, date(\"2020-01-01\")]) == founded",
    "greatest([1, 2, 3]) == 3",
    "not(greatest([ended, founded]) >= founded)",
    // rounding
    "round_down(share, 1) == percent(12.3) and round_up(share, 1) == percent(12.4)",
    "round_half_up(share, 2) == percent(12.35) and round_half_even(share, 2) == percent(12.34)",
    "round_half_up(amount, 0) == yuan(2501) and round_half_even(amount, 0) == yuan(2500)",
    "round_down(loss, 0) == yuan(-2) and round_up(loss, 0) == yuan(-3)",
    "round_half_up(loss, 0) == yuan(-3) and round_half_even(loss, 0) == yuan(-2)",
    "round_down(revenue.last / revenue.prior(2), 0) == percent(137)",
    "every_full(niche, years(2)) == 2 and every_full(niche, years(5)) == 1",
    "every_full(niche, years(2.5)) == 2 and every_full(loss, yuan(1)) == 0",
    // dates
    "founded + years(1) == date(\"2005-02-28\") and founded + years(4) == date(\"2008-02-29\")",
    "founded - months(1) == date(\"2004-01-29\") and founded + days(2) == date(\"2004-03-02\")",
    "date(\"2025-01-31\") + months(1) == date(\"2025-02-28\")",
    "date(\"2025-01-31\") + years(0.5) == date(\"2025-07-31\")",
    "reference_date() == date(\"2025-06-01\")",
    "date(\"2025-03-01\") - date(\"2024-03-01\") == days(365)",
    "years_between(founded, date(\"2005-02-28\")) == years(1)",
    "years_between(founded, date(\"2005-02-27\")) == years(0)",
    "years_between(founded, reference_date()) == years(21)",
    "months_between(date(\"2025-01-31\"), date(\"2025-02-28\")) == months(1)",
    "months_between(date(\"2025-03-15\"), date(\"2025-03-01\")) == months(-1)",
    "year_end(founded) == date(\"2004-12-31\")",
    // years
    "growth(revenue.last) == percent(10) and growth(revenue.prior(1)) == percent(25)",
    "growth(revenue.last) >= percent(10) and growth(revenue.last) <= percent(10)",
    "percent(10) <= growth(revenue.last) and not(percent(10) < growth(revenue.last))",
    "growth(revenue.last) < growth(revenue.prior(1))",
    "each_year(2, |y| growth(revenue[y]) >= percent(10))",
    "mean_growth(revenue, 2) == percent(17.5) and mean_growth(revenue, 1) == percent(10)",
    // so much for each
    "yuan(2) * count(held) == yuan(2)",
];

const FAIL: &[&str] = &[
    "sum(deals, |d| d.value) > yuan(40.5)",
    "min(none_yet, |d| d.value) <= yuan(1)",
    "all(deals, |d| d.open)",
    "any(none_yet, |d| d.open)",
    "includes(refused, \"A\")",
    "among(second_code, [\"C\"])",
    "how_many([share > percent(13), niche > years(5)]) >= 1",
    "ended + years(1) >= date(\"1900-01-01\")",
    "years_between(founded, ended) >= years(0)",
    "greatest([ended, founded]) >= founded",
    "growth(revenue.last) > percent(10)",
    // No figure of a year before the enterprise: the comparison is false.
    "open_deals == false",
];

const UNDEFINED: &[&str] = &[
    // Growth from nothing, alone and in a mean.
    "growth(revenue.prior(2)) >= percent(1)",
    "least([growth(revenue.prior(2)), percent(1)]) >= percent(0)",
    "mean_growth(revenue, 3) >= percent(1)",
    // A share of nothing in one record.
    "sum(deals, |d| d.value / d.base) >= percent(1)",
    "all(deals, |d| d.value / d.base >= percent(100))",
    "round_down(amount / (amount - amount), 1) >= percent(1)",
    // Half a month, half a day, and days past the calendar.
    "founded + probation >= date(\"2004-01-01\")",
    "founded + days(0.5) >= date(\"2004-01-01\")",
    "founded + years(9000) >= date(\"2004-01-01\")",
    "founded - years(9000) >= date(\"2004-01-01\")",
];

#[test]
fn each_function_gives_what_it_says() {
    for (conditions, decision) in
        [(HOLD, Decision::Eligible), (FAIL, Decision::Ineligible), (UNDEFINED, Decision::Undetermined)]
    {
        for condition in conditions {
            let ruling = rule(&engine(condition), all_facts());
            assert_eq!(
                ruling.decision,
                decision,
                "{condition}\n{}",
                ruling.render(Length::Full, Form::Text, Language::En)
            );
            assert!(ruling.missing.is_empty(), "{condition}");
            assert_eq!(ruling.blocked.is_empty(), decision != Decision::Undetermined, "{condition}");
        }
    }
}

/// P8 from the other side: taking any fact away leaves the decision or opens it, and names that fact.
#[test]
fn a_fact_taken_away_opens_a_ruling_or_leaves_it() {
    let mut opened = 0;
    for condition in HOLD.iter().chain(FAIL) {
        let engine = engine(condition);
        let decided = rule(&engine, all_facts()).decision;
        for (name, _) in all_facts().iter() {
            let ruling = rule(&engine, all_facts().without(name));
            if ruling.decision == decided {
                continue;
            }
            opened += 1;
            assert_eq!(ruling.decision, Decision::Undetermined, "{condition} without {name}");
            let named = ruling.missing.iter().any(|missing| missing.path.split('.').next() == Some(name));
            assert!(named, "{condition} without {name}: {:?}", ruling.missing);
        }
    }
    assert!(opened > HOLD.len(), "{opened}");
}

#[test]
fn what_is_open_is_decided_where_the_bounds_suffice() {
    let open = |condition: &str, facts: &str| {
        let ruling = rule(&engine(condition), Facts::from_json(facts).unwrap());
        let missing: Vec<String> = ruling.missing.iter().map(|missing| missing.path.clone()).collect();
        (ruling.decision, missing.join(" "), ruling.missing_is_exact)
    };
    let nothing = r#"{ "facts": {} }"#;
    // A schema says that the founding lies between 1949 and 2025.
    assert_eq!(open("founded + years(3) <= date(\"2028-12-31\")", nothing).0, Decision::Eligible);
    assert_eq!(
        open("years_between(founded, date(\"1949-09-30\")) >= years(0)", nothing).0,
        Decision::Ineligible
    );
    assert_eq!(open("year_end(founded) >= date(\"1949-12-31\")", nothing).0, Decision::Eligible);
    assert_eq!(
        open("years_between(founded, reference_date()) >= years(3)", nothing),
        (Decision::Undetermined, "founded".to_owned(), true)
    );
    assert_eq!(open("count(held) <= 2", nothing).0, Decision::Eligible);
    assert_eq!(open("how_many([share > percent(1), niche > years(1)]) <= 2", nothing).0, Decision::Eligible);
    assert_eq!(open("least([yuan(3), amount]) <= yuan(3)", nothing).0, Decision::Eligible);
    assert_eq!(open("every_full(amount, yuan(1)) >= 0", nothing).0, Decision::Eligible);
    // Bounds alone would not tell whether both of the two matter; the cases do.
    assert_eq!(
        open("least([amount, loss]) >= yuan(3)", nothing),
        (Decision::Undetermined, "amount loss".to_owned(), true)
    );
    // A length that is not known may be half a month, and of a list that is not known there may be no least.
    let half = "founded + probation >= date(\"0001-01-01\")";
    assert_eq!(open(half, nothing).0, Decision::Undetermined);
    let least = |values: &str, most: &str| format!("least([{values}, {most}]) <= {most}");
    let of_records = |taken: &str| least(&format!("{taken}(deals, |d| d.value)"), "yuan(3)");
    assert_eq!(open(&of_records("min"), nothing).0, Decision::Undetermined);
    assert_eq!(open(&of_records("sum"), nothing).0, Decision::Eligible);
    let shares = least("sum(deals, |d| d.value / d.base)", "percent(3)");
    assert_eq!(open(&shares, nothing).0, Decision::Undetermined);
    // A record lacks a field, and the others suffice.
    let record = r#"{ "facts": { "deals": [ { "value": "10", "open": true }, { "value": "1" } ] } }"#;
    assert_eq!(open("any(deals, |d| d.open)", record).0, Decision::Eligible);
    assert_eq!(
        open("all(deals, |d| d.open)", record),
        (Decision::Undetermined, "deals.1.open".to_owned(), true)
    );
    assert_eq!(open("all(deals, |d| d.open or d.value < yuan(5))", record).0, Decision::Eligible);
    // What an empty list gives is known, what an unknown one gives is not.
    assert_eq!(open("sum(deals, |d| d.value) >= yuan(0)", nothing).1, "deals");
    assert_eq!(open("all(deals, |d| d.open)", nothing).1, "deals");
}

#[test]
fn what_was_asked_is_said_in_words() {
    let conditions = [
        "sum(deals, |d| d.value) >= yuan(100)",
        "max(deals, |d| d.signed) >= date(\"2025-06-01\")",
        "any(deals, |d| d.value >= yuan(100))",
        "all(deals, |d| d.open)",
        "not(any(deals, |d| d.open))",
        "includes(held, \"ISO14001\")",
        "not(includes(held, \"ISO9001\"))",
        "count(held) >= 2",
        "among(level, [\"B\", \"C\"])",
        "starts_with(code, [\"C40\", \"D\"])",
        "starts_with(second_code, \"C\")",
        "how_many([share > percent(12), niche > years(7)]) >= 2",
        "least([yuan(3), amount]) >= yuan(4)",
        "greatest([yuan(3), loss]) >= yuan(4)",
        "round_half_up(share, 1) >= percent(12.4)",
        "round_down(amount / yuan(7), 0) >= percent(40000)",
        "every_full(niche, years(2)) >= 3",
        "founded + years(30) <= reference_date()",
        "reference_date() - founded <= days(30)",
        "years_between(founded, reference_date()) >= years(22)",
        "months_between(year_end(founded), reference_date()) >= months(300)",
        "growth(revenue.last) >= percent(15)",
        "growth(revenue.prior(1)) >= percent(33)",
        "growth(revenue.prior(2)) >= percent(1)",
        "mean_growth(revenue, 2) >= percent(18)",
        "open_deals == false",
        "(share >= percent(12)) == (niche >= years(6))",
    ];
    for language in [Language::En, Language::Zh] {
        let mut page = String::new();
        for condition in conditions {
            let ruling = rule(&engine(condition), all_facts());
            page.push_str(condition);
            for finding in &ruling.findings {
                page.push_str(&format!("\n    {}", finding.text(language)));
            }
            page.push('\n');
        }
        insta::assert_snapshot!(format!("in_words_{language:?}"), page);
    }
}

/// Growth over one year is a number even where a loss follows, and is decided exactly on the limit.
#[test]
fn growth_over_one_year_is_exact() {
    let engine = engine("growth(revenue.last) >= percent(-150)");
    let decide = |last: &str| {
        let facts = format!(r#"{{ "facts": {{ "revenue": {{ "2024": "{last}", "2023": "30" }} }} }}"#);
        let ruling = rule(&engine, Facts::from_json(&facts).unwrap());
        (ruling.decision, ruling.findings[0].text(Language::En))
    };
    let (decision, text) = decide("-15");
    assert_eq!(decision, Decision::Eligible);
    assert!(text.contains(": -150%, at least -150%"), "{text}");
    assert_eq!(decide("-15.01").0, Decision::Ineligible);
    assert!(decide("40").1.contains(": 33.33…%"), "{}", decide("40").1);
}

/// The list that is not known, the record that lacks a field and the set that is not known are named.
#[test]
fn what_is_missing_is_said_in_words() {
    let facts = r#"{ "facts": { "deals": [ { "value": "10" }, { "open": true } ] } }"#;
    let mut page = String::new();
    for condition in [
        "sum(deals, |d| d.value) >= yuan(100)",
        "any(deals, |d| d.open and d.value >= yuan(1))",
        "all(none_yet, |d| d.open)",
        "includes(held, \"ISO9001\")",
        "starts_with(code, \"C\")",
        "round_down(share, 1) >= percent(1)",
        "growth(revenue.last) >= percent(1)",
        "founded + years(1) >= date(\"2020-01-01\")",
    ] {
        let ruling = rule(&engine(condition), Facts::from_json(facts).unwrap());
        let missing: Vec<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
        let exact = if ruling.missing_is_exact { "matters" } else { "may matter" };
        page.push_str(&format!("{condition}\n    {}: {exact}\n", missing.join(", ")));
        for finding in &ruling.findings {
            page.push_str(&format!("    {}\n", finding.text(Language::En)));
        }
    }
    insta::assert_snapshot!(page);
}

#[test]
fn a_set_is_read_strictly() {
    let engine = engine("includes(held, \"ISO9001\")");
    let mut page = String::new();
    for file in [
        r#"{ "facts": { "held": "ISO9001" } }"#,
        r#"{ "facts": { "held": ["ISO9001", "ISO9001"] } }"#,
        r#"{ "facts": { "held": ["ISO9002"] } }"#,
        r#"{ "facts": { "held": ["ISO9001", null] } }"#,
        r#"{ "facts": { "held": [9001] } }"#,
        r#"{ "facts": { "held": null } }"#,
        r#"{ "facts": { "held": { "ISO9001": true } } }"#,
        r#"{ "facts": { "founded": "1949-09-30" } }"#,
        r#"{ "facts": { "founded": "2026-01-01" } }"#,
    ] {
        let facts = Facts::from_json(file).unwrap();
        let question = Question::new("prize", "2025-06-01".parse().unwrap(), facts);
        let error = engine.rule(&question).unwrap_err();
        page.push_str(&format!("{file}\n    {} {error}\n", error.path()));
    }
    insta::assert_snapshot!(page);
    let policy = engine.policies().iter().next().unwrap();
    let schema = gradus::facts_schema(policy);
    let set = &schema["properties"]["facts"]["properties"]["held"];
    assert_eq!(set["type"], "array");
    assert_eq!(set["uniqueItems"], true);
    assert_eq!(set["items"]["enum"], serde_json::json!(["ISO9001", "ISO14001"]));
}

/// Long lists and long conditions stay within the steps of an evaluation, or are refused for it.
#[test]
fn long_lists_take_bounded_work() {
    let record = |index: usize| match index % 3 {
        0 => format!(r#"{{ "value": "{}.{index}" }}"#, index * 7),
        1 => format!(r#"{{ "value": "{index}", "base": "{}", "open": true }}"#, index * 13 + 1),
        _ => r#"{ "open": false, "signed": "2024-02-29" }"#.to_owned(),
    };
    let records: Vec<String> = (0..10_000).map(record).collect();
    let file = format!(r#"{{ "facts": {{ "deals": [{}] }} }}"#, records.join(","));
    let facts = Facts::from_json(&file).unwrap();
    let conditions = [
        "sum(deals, |d| d.value) >= yuan(0)",
        "sum(deals, |d| d.value / d.base) >= percent(0)",
        "max(deals, |d| d.signed + years(1)) >= date(\"2020-01-01\")",
        "any(deals, |d| d.value > yuan(1000000))",
        "all(deals, |d| d.open)",
    ];
    for condition in conditions {
        let question = Question::new("prize", "2025-06-01".parse().unwrap(), facts.clone());
        match engine(condition).rule(&question) {
            Ok(ruling) => assert!(ruling.missing.len() <= 64, "{condition}: {}", ruling.missing.len()),
            Err(error) => assert_eq!(error.kind(), gradus::ErrorKind::LimitExceeded, "{condition}: {error}"),
        }
    }
}

/// The rate of growth held against a rate shows the exact inequality it was decided by, on either side of the comparison;
/// two rates of growth are held against each other as the numbers they are.
#[test]
fn growth_shows_the_inequality_on_either_side() {
    let growth = |condition: &str| {
        let ruling = rule(&engine(condition), all_facts());
        let comparisons: Vec<_> =
            ruling.findings.into_iter().flat_map(|finding| finding.comparisons).collect();
        let [comparison] = comparisons.as_slice() else { panic!("{condition}: {comparisons:?}") };
        let sides = [&comparison.left, &comparison.right].map(|side| side.value.clone());
        let workings =
            comparison.growth.as_ref().map(|growth| (growth.last.to_string(), growth.base.to_string()));
        (comparison.operator, sides, workings)
    };
    let rate = |text: &str| Shown::Number(text.parse().unwrap());
    let workings = Some(("110".to_owned(), "100".to_owned()));
    let left = (CompareOp::AtLeast, [rate("0.1"), rate("0.05")], workings);
    assert_eq!(growth("growth(revenue.last) >= percent(5)"), left);
    assert_eq!(growth("percent(5) <= growth(revenue.last)"), left);
    let two = (CompareOp::AtLeast, [rate("0.1"), rate("0.25")], None);
    assert_eq!(growth("growth(revenue.last) >= growth(revenue.prior(1))"), two);
}

/// What a growth rate is shown as where it is no plain number: none, and not known.
#[test]
fn growth_that_is_no_number_is_shown_as_what_it_is() {
    let shown = |condition: &str, revenue: &[(i32, Option<&str>)]| {
        let years: Vec<String> = revenue
            .iter()
            .map(|(year, value)| {
                format!("\"{year}\": {}", value.map_or("null".into(), |value| format!("\"{value}\"")))
            })
            .collect();
        let facts =
            Facts::from_json(&format!("{{ \"facts\": {{ \"revenue\": {{ {} }} }} }}", years.join(", ")));
        let ruling = rule(&engine(condition), facts.unwrap());
        let comparison = ruling.findings.into_iter().flat_map(|one| one.comparisons).next().unwrap();
        (comparison.left.value, comparison.growth.map(|growth| (growth.rate_from, growth.rate_below)))
    };
    let last = "growth(revenue.last) >= percent(5)";
    let compound = "compound_growth(revenue, 2) >= percent(5)";
    assert_eq!(shown(last, &[(2024, Some("1")), (2023, None)]), (Shown::None, None));
    assert_eq!(shown(last, &[(2024, None), (2023, Some("1"))]), (Shown::None, None));
    assert_eq!(shown(last, &[(2024, Some("1"))]), (Shown::Unknown, None));
    assert_eq!(shown(last, &[(2024, Some("1")), (2023, Some("0"))]), (Shown::Undefined, None));
    // No real rate leads from what is to less than nothing; its inequality is shown all the same.
    assert_eq!(
        shown(compound, &[(2024, Some("-5")), (2022, Some("80"))]),
        (Shown::Unknown, Some((None, None)))
    );
}

/// A growth rate that only picks a branch is shown as one that does.
#[test]
fn growth_that_picks_a_branch_is_shown_as_picking_it() {
    let ruling = rule(
        &engine("if growth(revenue.last) > percent(5) { share > percent(1) } else { false }"),
        all_facts(),
    );
    let selects: Vec<bool> = ruling
        .findings
        .iter()
        .flat_map(|one| &one.comparisons)
        .map(|comparison| comparison.selects)
        .collect();
    assert_eq!(selects, [true, false]);
}

/// What is undefined and does not keep a comparison from being decided is handed on with the ruling.
#[test]
fn what_is_undefined_beside_a_decided_comparison_is_listed() {
    let ruling = rule(
        &engine("how_many([amount > yuan(1), amount / (amount - amount) > percent(1)]) <= 2"),
        all_facts(),
    );
    assert_eq!(ruling.decision, Decision::Eligible);
    assert_eq!(ruling.ignored.len(), 1);
    let score = "score s \"1\" of 10 { indicator a \"1\" of 5 { 5 } \
                 indicator b \"1\" of 5 { if amount / (amount - amount) > percent(1) { 5 } else { 0 } } }";
    let text = format!("{FACTS} {score} eligibility prize \"1\" {{ s <= points(10) }}");
    let ruling = rule(&Engine::load(vec![Pack::new("sample", text)], "").unwrap(), all_facts());
    assert_eq!(ruling.decision, Decision::Eligible);
    assert_eq!(ruling.ignored.len(), 1);
}
