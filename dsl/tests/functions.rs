//! The functions over lists, sets, texts, dates and years: what a drafter is told of a call that has no meaning.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use gradus_dsl::policy::{Expr, ExprKind, Policy, Type};
use gradus_dsl::{Agencies, Checked, Ground, Imports, Number, PolicyId, check, parse};

const FACTS: &str = r#"policy sample #{ title: #{ en: "Sample" }, in_force: #{ from: "2022-08-01", to: open } };
fact revenue : yearly(money) #{ en: "revenue" };
fact listed_in : yearly(yes_no) #{ en: "listed in" };
fact share : percentage #{ en: "share" };
fact amount : money #{ en: "amount" };
fact place : rank #{ en: "place" };
fact niche : duration(years) #{ en: "niche" };
fact level : one_of("A", "B") #{ en: "level" };
fact code : text #{ en: "code" };
fact founded : date #{ en: "founded" };
fact held : set_of("ISO9001", "ISO14001") #{ en: "held" };
fact deals : list(#{ value: money, rank: rank, open: yes_no, signed: date }) #{ en: "deals" };
"#;

fn checked(text: &str) -> Checked {
    let source = format!("{FACTS}{text}");
    let (file, remarks) = parse(&source, "p.rhai");
    assert!(remarks.is_empty(), "{text}: {}", remarks[0]);
    let agencies = Agencies::from_toml("", "agencies.toml").unwrap();
    let id = PolicyId::new("sample");
    check(
        &file,
        Ground {
            id: &id,
            file: "p.rhai",
            source: &source,
            clauses: None,
            agencies: &agencies,
            imports: Imports::default(),
        },
    )
}

/// The errors of a text, one a line, without their places.
fn errors(text: &str) -> Vec<String> {
    let remarks = checked(text).diagnostics.into_iter().filter(gradus_dsl::Diagnostic::is_error);
    remarks.map(|remark| format!("{}: {}; {}", remark.code, remark.message, remark.help)).collect()
}

fn policy(text: &str) -> Policy {
    let found = errors(text);
    assert!(found.is_empty(), "{text}: {found:?}");
    checked(text).policy
}

fn meaning(expression: &str) -> Expr {
    policy(&format!("let x = {expression};")).names.remove(0).value
}

#[test]
fn a_call_that_has_no_meaning_says_what_would_have_one() {
    let calls = [
        "includes(level, \"A\")",
        "includes(deals, \"A\")",
        "includes(held, \"ISO9002\")",
        "includes(held, level)",
        "count(held, |h| true)",
        "count(deals)",
        "held == \"ISO9001\"",
        "among(amount, [\"A\"])",
        "among(level, [\"A\", \"C\"])",
        "among(level, [])",
        "among(level, [\"A\", \"A\"])",
        "among(code, [founded])",
        "starts_with(level, \"A\")",
        "starts_with(founded, \"A\")",
        "starts_with(code, [\"\"])",
        "sum(deals, |d| d.rank)",
        "sum(deals, |d| d.open)",
        "sum(revenue, |d| d.value)",
        "sum(deals, 3)",
        "min(deals, |d| d.open)",
        "any(deals, |d| d.value)",
        "all(deals, |d| d.cost >= wan(1))",
        "how_many([share])",
        "how_many([])",
        "least([amount, share])",
        "least([])",
        "least(amount, amount)",
        "greatest([level, \"A\"])",
        "round_down(founded, 1)",
        "round_up(place, 1)",
        "round_half_up(share, 13)",
        "round_half_even(share, -1)",
        "round_half_even(share, niche)",
        "every_full(niche, wan(1))",
        "every_full(niche, years(0))",
        "every_full(amount, amount)",
        "reference_date(1)",
        "years_between(founded, niche)",
        "months_between(founded)",
        "year_end(amount)",
        "founded + amount",
        "founded + founded",
        "niche + founded",
        "founded * 2",
        "-founded",
        "growth(revenue)",
        "growth(amount)",
        "growth(listed_in.last)",
        "mean_growth(share, 2)",
        "mean_growth(listed_in, 2)",
        "mean_growth(revenue, 0)",
        "summe(deals, |d| d.value)",
    ];
    let mut page = Vec::new();
    for call in calls {
        let found = errors(&format!("let x = {call};"));
        assert_eq!(found.len(), 1, "{call}: {found:?}");
        page.push(format!("{call}\n    {}", found[0]));
    }
    insta::assert_snapshot!(page.join("\n"));
}

#[test]
fn a_declaration_that_has_no_meaning_says_what_would_have_one() {
    let declarations = [
        "fact x : set_of() #{ en: \"x\" };",
        "fact x : set_of(\"A\", \"A\") #{ en: \"x\" };",
        "fact x : set_of(1) #{ en: \"x\" };",
        "fact x : optional(set_of(\"A\")) #{ en: \"x\" };",
        "fact x : yearly(set_of(\"A\")) #{ en: \"x\" };",
        "fact x : list(#{ a: set_of(\"A\") }) #{ en: \"x\" };",
        "fact x : date #{ en: \"x\", min: 3 };",
        "fact x : date #{ en: \"x\", min: date(\"2025-02-30\") };",
        "fact x : money #{ en: \"x\", min: date(\"2025-01-01\") };",
        "fact x : date #{ en: \"x\", min: date(\"2025-01-02\"), max: date(\"2025-01-01\") };",
        "fn sum(a) { a + a }",
    ];
    let page: Vec<String> =
        declarations.iter().map(|text| format!("{text}\n    {}", errors(text).join("\n    "))).collect();
    assert!(page.iter().all(|one| one.lines().count() > 1 && !one.ends_with("    ")), "{page:#?}");
    insta::assert_snapshot!(page.join("\n"));
}

#[test]
fn what_a_call_gives_has_a_type_of_its_own() {
    for (expression, ty) in [
        ("includes(held, \"ISO9001\")", "yes_no"),
        ("count(held)", "count"),
        ("sum(deals, |d| d.value)", "money"),
        ("sum(deals, |d| d.value * 2)", "money"),
        ("min(deals, |d| d.signed)", "date"),
        ("max(deals, |d| d.rank)", "rank"),
        ("any(deals, |d| d.open)", "yes_no"),
        ("how_many([share >= percent(1)])", "count"),
        ("least([3, 4])", "number"),
        ("greatest([founded, date(\"2020-01-01\")])", "date"),
        ("round_down(share, 1)", "percentage"),
        ("every_full(niche, years(2))", "number"),
        ("points(1) * every_full(niche, years(2))", "points"),
        ("points(1) * count(held)", "points"),
        ("founded + niche", "date"),
        ("founded - months(6)", "date"),
        ("reference_date() - founded", "duration(days)"),
        ("years_between(founded, reference_date())", "duration(years)"),
        ("months_between(founded, reference_date())", "duration(months)"),
        ("year_end(founded)", "date"),
        ("growth(revenue.last)", "percentage"),
        ("mean_growth(revenue, 3)", "percentage"),
    ] {
        assert_eq!(meaning(expression).ty.to_string(), ty, "{expression}");
    }
}

#[test]
fn digits_are_counted_in_the_unit_a_quantity_is_written_in() {
    let step = |ty: Type, digits| ty.step(digits).to_string();
    assert_eq!(step(Type::Percentage, 0), "0.01");
    assert_eq!(step(Type::Percentage, 1), "0.001");
    assert_eq!(step(Type::Money, 2), "0.01");
    assert_eq!(step(Type::Number, 0), "1");
}

#[test]
fn bounds_of_a_date_are_days() {
    let policy =
        policy("fact x : date #{ en: \"x\", min: date(\"1970-01-02\"), max: date(\"1970-01-31\") };");
    let fact = policy.facts.last().unwrap();
    assert_eq!((fact.min.clone(), fact.max.clone()), (Some(Number::from(1)), Some(Number::from(30))));
}

/// What stands in an expression is said once: each node with parts names all of them.
#[test]
fn every_part_is_visited() {
    let mut facts = Vec::new();
    meaning(
        "least([round_down(share, 1), every_full(niche, years(1)) * share, \
         if among(level, [\"A\"]) and starts_with(code, \"C\") { share } else { growth(revenue.last) }, \
         yuan(1) * how_many([years_between(year_end(founded), reference_date()) >= years(1)]) / amount, \
         sum(deals, |d| d.value / amount)])",
    )
    .visit(&mut |expr| {
        if let ExprKind::Fact(fact) = &expr.kind {
            facts.push(fact.to_string());
        }
    });
    assert_eq!(facts, ["share", "niche", "share", "level", "code", "share", "founded", "amount", "amount"]);
}
