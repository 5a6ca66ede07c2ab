//! Rules taken from other texts: what is copied, what a ruling says of it, and what is refused.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use gradus::{
    Agencies, Date, Decision, Engine, ErrorKind, FactValue, Facts, Form, Language, Length, Pack, Question,
    check_packs,
};
use gradus_dsl::policy::Policy;
use proptest::prelude::*;

const SIZES: &str = r#"
policy sizes #{ number: "No. 300", version: "2", title: #{ zh: "划型标准规定", en: "size standards" }, in_force: #{ from: "2011-07-01", to: "2030-01-01" } };
fact staff    : count         #{ zh: "从业人员", en: "staff", max: 100000 };
fact turnover : yearly(money) #{ zh: "营业收入", en: "turnover", min: 0 };
parameter ceiling "art. 4" = wan(30000) to "2024-01-01";
parameter ceiling "art. 4" = wan(40000) from "2024-01-01" status single "one copy";
let below_ceiling = turnover.last < ceiling;
criterion is_sme   "art. 4"  #{ zh: "中小企业", en: "is an SME" } { any([staff < 1000, below_ceiling]) }
criterion state_held "art. 5" #{ zh: "国有控股除外", en: "held by the state" } overrides is_sme because "clause 5 leaves them out" when staff >= 5000 { false }
criterion is_micro "art. 4"  { staff < 20 }
score strength "art. 6" of 10 pass 5 { indicator staffing "art. 6" of 10 { bands(staff, [[0, 0], [100, 4], [500, 10]]) } }
eligibility sme "art. 4" { all([is_sme, is_micro, strength]) }
"#;

const SIZE_CLAUSES: &str = r#"
text = "unavailable"
language = "zh"
[[clause]]
number = "art. 4"
summary = { zh = "工业企业的划型", en = "sizes in industry" }
[[clause]]
number = "art. 5"
summary = { zh = "除外情形", en = "who is left out" }
[[clause]]
number = "art. 6"
summary = { zh = "评分", en = "points" }
"#;

const PRIZES: &str = r#"
policy prizes #{ number: "No. 63", version: "1", title: #{ zh: "评奖办法", en: "prize measures" }, in_force: #{ from: "2022-08-01", to: open } };
use "sizes" version "2" as size;
fact listed : yes_no #{ zh: "上市", en: "is listed" };
criterion open_to "2" #{ zh: "范围", en: "whom it is open to" } { size::is_sme and not(listed) }
title prize "2" #{ zh: "奖", en: "prize" };
eligibility prize "2" { all([size::is_sme, open_to, size::strength]) }
"#;

fn sizes() -> Pack {
    Pack::new("sizes", SIZES).with_clauses(SIZE_CLAUSES)
}

fn engine() -> Engine {
    Engine::load(vec![Pack::new("prizes", PRIZES), sizes()], "").unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn ask(facts: Facts) -> Question {
    Question::new("prize", day("2025-06-01"), facts)
}

fn complete() -> Facts {
    Facts::new()
        .with("staff", 600)
        .with("turnover", FactValue::yearly([(2024, "350000000")]))
        .with("listed", false)
}

fn codes(packs: &[Pack]) -> Vec<String> {
    let all = check_packs(packs, &Agencies::empty()).into_iter().flat_map(|checked| checked.diagnostics);
    all.filter(|remark| remark.is_error())
        .map(|remark| format!("{}: {}", remark.code, remark.message))
        .collect()
}

#[test]
fn a_ruling_names_the_text_each_condition_comes_from() {
    let ruling = engine().rule(&ask(complete())).unwrap();
    assert_eq!(ruling.decision, Decision::Eligible);
    assert_eq!(ruling.policy.version, "1");
    let used: Vec<_> =
        ruling.policy.uses.iter().map(|text| (text.id.as_str(), text.version.as_str())).collect();
    assert_eq!(used, [("sizes", "2")]);
    let from: Vec<_> = ruling
        .findings
        .iter()
        .map(|one| (one.id.as_str(), one.clause.policy.as_ref().map(ToString::to_string)))
        .collect();
    assert_eq!(from[0], ("size::is_sme", Some("sizes".to_owned())));
    assert_eq!(from[1], ("open_to", None));
    assert_eq!(ruling.findings[0].clause.summary.en, "sizes in industry");
    assert_eq!(ruling.scores[0].clause.policy.as_ref().unwrap().as_str(), "sizes");
    insta::assert_snapshot!("texts_en", ruling.render(Length::Full, Form::Text, Language::En));
    insta::assert_snapshot!("texts_zh", ruling.render(Length::Full, Form::Text, Language::Zh));
    insta::assert_snapshot!("texts_json", serde_json::to_string_pretty(&ruling).unwrap());
}

#[test]
fn only_what_is_needed_is_taken_in_and_nothing_else_is_read() {
    let engine = engine();
    let policy = engine.policy(&"prizes".into()).unwrap();
    let criteria: Vec<&str> = policy.criteria.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(criteria, ["open_to", "size::is_sme", "size::state_held"]);
    let names: Vec<&str> = policy.names.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(names, ["size::below_ceiling"]);
    assert_eq!(policy.parameters.len(), 2);
    let facts: Vec<&str> = policy.facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(facts, ["listed", "staff", "turnover"]);
    let cited: Vec<String> =
        policy.imports[0].clauses.clauses.iter().map(|one| one.citation.to_string()).collect();
    assert_eq!(cited, ["art. 4", "art. 5", "art. 6"]);
    // The policy alone decides: no second one is looked into.
    let alone = Engine::new(vec![policy.clone()]).unwrap();
    assert_eq!(alone.rule(&ask(complete())).unwrap().decision, Decision::Eligible);
}

#[test]
fn an_exception_comes_with_the_rule_it_is_made_to() {
    let ruling = engine().rule(&ask(complete().with("staff", 5000))).unwrap();
    assert_eq!(ruling.decision, Decision::Ineligible);
    let exception = &ruling.findings[0].exceptions[0];
    assert_eq!((exception.id.as_str(), exception.of.as_str()), ("size::state_held", "size::is_sme"));
    assert_eq!(exception.clause.policy.as_ref().unwrap().as_str(), "sizes");
}

#[test]
fn a_text_used_must_be_in_force_on_the_day_asked_about() {
    let late = Question::new("prize", day("2030-01-01"), complete());
    let error = engine().rule(&late).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotInForce);
    assert!(error.message().contains("`sizes` (No. 300)"), "{error}");
    // A pinned question is pinned to what its text takes from others.
    let facts = complete().with("turnover", FactValue::yearly([(2029, "350000000")]));
    let pinned = Question::new("prize", day("2030-01-01"), facts).under("prizes".into());
    assert_eq!(engine().rule(&pinned).unwrap().decision, Decision::Eligible);
    // A rule of the same policy that takes nothing from it is not concerned.
    let own =
        PRIZES.to_owned() + "title badge \"2\" #{ en: \"badge\" }; eligibility badge \"2\" { not(listed) }";
    let engine = Engine::load(vec![Pack::new("prizes", own), sizes()], "").unwrap();
    let badge = Question::new("badge", day("2030-01-01"), complete());
    assert!(engine.rule(&badge).unwrap().policy.uses.is_empty());
}

/// The figure of a text used is that of the reference day.
#[test]
fn figures_of_another_text_are_dated_there() {
    let facts = |year| {
        Facts::new()
            .with("staff", 1000)
            .with("listed", false)
            .with("turnover", FactValue::yearly([(year, "350000000")]))
    };
    let decide = |on, year| engine().rule(&Question::new("prize", day(on), facts(year))).unwrap().decision;
    assert_eq!(decide("2023-12-31", 2022), Decision::Ineligible);
    assert_eq!(decide("2024-01-01", 2023), Decision::Eligible);
}

#[test]
fn a_text_two_ways_lead_to_is_one_text() {
    let between = Pack::new(
        "regions",
        r#"policy regions #{ title: #{ en: "regions" }, in_force: #{ from: "2020-01-01", to: open } };
           use "sizes" as s;
           fact region : text #{ en: "region" };
           criterion local "2" { s::is_sme and region == "north" }
           criterion any_size "2" { region == "south" }
           title r "2" #{ en: "r" };
           eligibility r "2" { local or any_size }"#,
    );
    let text = |uses: &str, more: &str| {
        format!(
            r#"policy p #{{ title: #{{ en: "p" }}, in_force: #{{ from: "2022-01-01", to: open }} }};
               use "regions" as home; {uses}
               title prize "2" #{{ en: "prize" }};
               eligibility prize "2" {{ all([home::local {more}]) }}"#
        )
    };
    let ids = |policy: &Policy| policy.criteria.iter().map(|one| one.id.to_string()).collect::<Vec<_>>();
    let load = |text: String| Engine::load(vec![Pack::new("p", text), between.clone(), sizes()], "").unwrap();
    let one_way = load(text("", ""));
    assert_eq!(
        ids(one_way.policy(&"p".into()).unwrap()),
        ["home::local", "home::s::is_sme", "home::s::state_held"]
    );
    let two_ways = load(text("use \"sizes\" as size;", ", size::is_sme"));
    assert_eq!(
        ids(two_ways.policy(&"p".into()).unwrap()),
        ["home::local", "size::is_sme", "size::state_held"]
    );
    for engine in [one_way, two_ways] {
        let ruling = engine.rule(&ask(complete_in("north"))).unwrap();
        assert_eq!(ruling.decision, Decision::Eligible);
        let uses: Vec<&str> = ruling.policy.uses.iter().map(|text| text.id.as_str()).collect();
        assert_eq!(uses.len(), 2, "{uses:?}");
    }
}

fn complete_in(region: &str) -> Facts {
    Facts::new().with("staff", 600).with("region", region)
}

#[test]
fn circles_unknown_packs_and_other_versions_are_refused_by_name() {
    let pack = |id: &str, uses: &str| {
        Pack::new(
            id,
            format!(
                r#"policy {id} #{{ title: #{{ en: "{id}" }}, in_force: #{{ from: "2022-01-01", to: open }} }};
                   {uses} fact f : yes_no #{{ en: "f" }}; criterion c "2" {{ f }} title t_{id} "2" #{{ en: "t" }}; eligibility t_{id} "2" {{ c }}"#
            ),
        )
    };
    let circle = [pack("a", "use \"b\" as b;"), pack("b", "use \"c\" as c;"), pack("c", "use \"a\" as a;")];
    assert_eq!(
        codes(&circle),
        ["import-cycle: the packs use each other in a circle: `a` uses `b` uses `c` uses `a`"]
    );
    assert_eq!(codes(&[pack("a", "use \"b\" as b;")]), ["unknown-pack: the pack `b` is not at hand"]);
    let other = [pack("a", "use \"b\" version \"7\" as b;"), pack("b", "")];
    assert_eq!(codes(&other), ["version-differs: `b` states no version, and version \"7\" is asked for"]);
    // A pack by itself says what it lacks, and how to supply it.
    let alone = pack("a", "use \"b\" as b;").check(&Agencies::empty());
    let remark = alone.diagnostics.iter().find(|remark| remark.code == "unknown-pack").unwrap();
    assert!(remark.help.contains("gradus check FOLDER"));
    let error = Engine::load(circle.to_vec(), "").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadPolicy);
}

/// A policy is checked for values its own text accepts; so what is taken in is asked for no others.
#[test]
fn bounds_of_both_texts_hold() {
    let own = PRIZES.to_owned()
        + "fact staff : count #{ en: \"staff\", min: 3 }; title b \"2\" #{ en: \"b\" }; eligibility b \"2\" { staff > 5 }";
    let engine = Engine::load(vec![Pack::new("prizes", own.clone()), sizes()], "").unwrap();
    for (staff, refused) in [(2, true), (3, false), (100_000, false), (100_001, true)] {
        let result = engine.rule(&ask(complete().with("staff", staff)));
        assert_eq!(result.is_err_and(|error| error.kind() == ErrorKind::OutOfRange), refused, "{staff}");
    }
    let differs = |fact: &str| {
        codes(&[
            Pack::new("prizes", own.replace("fact staff : count #{ en: \"staff\", min: 3 }", fact)),
            sizes(),
        ])
    };
    // Both say so where they declare the fact; what is not a matter of type and unit, the one that takes the rule.
    let both = differs("fact staff : number #{ en: \"staff\" }");
    assert_eq!(both.len(), 2);
    assert_eq!(
        both[0],
        "facts-differ: `staff` has another type, unit, ceiling or range here than in `sizes`"
    );
    assert_eq!(differs("fact staff : count #{ en: \"staff\", min: 200000 }").len(), 1);
    assert_eq!(differs("fact staff : optional(count) #{ en: \"staff\" }").len(), 1);
}

/// However many packs stand between, a chain of rules is as long as one policy may have it, and no longer.
#[test]
fn a_chain_through_many_packs_has_the_limit_of_one() {
    let pack = |index: usize| {
        let (uses, body) = match index.checked_sub(1) {
            Some(below) => {
                (format!("use \"p{below}\" as down; use \"sizes\" as size;"), "down::c and size::is_sme")
            }
            None => (String::new(), "f"),
        };
        Pack::new(
            format!("p{index}").as_str(),
            format!(
                r#"policy p{index} #{{ title: #{{ en: "p" }}, in_force: #{{ from: "2022-01-01", to: open }} }};
                   {uses} fact f : yes_no #{{ en: "f" }}; criterion c "2" {{ {body} }}
                   title prize "2" #{{ en: "prize" }}; eligibility prize "2" #{{ act: re_review }} {{ c and f }}"#
            ),
        )
    };
    let found = |count: usize| codes(&(0..count).map(pack).chain([sizes()]).collect::<Vec<_>>());
    assert!(found(20).is_empty());
    let deep = found(60);
    assert!(!deep.is_empty() && deep.iter().all(|one| one.starts_with("references-too-deep")), "{deep:?}");
}

#[test]
fn a_record_holds_every_text_and_recomputes() {
    let engine = engine();
    let record = engine.record(&ask(complete())).unwrap().to_json().unwrap();
    assert!(gradus::verify(&record).unwrap().holds());
    let changed = record.replace("wan(40000)", "wan(40001)");
    assert_ne!(record, changed);
    assert!(!gradus::verify(&changed).unwrap().holds());
}

/// A case is pinned to its text and to the texts this one takes rules from.
#[test]
fn a_case_is_pinned_to_the_texts_used_too() {
    let digest = |sizes: Pack| {
        let engine = Engine::load(vec![Pack::new("prizes", PRIZES), sizes], "").unwrap();
        engine.opening(&"prizes".into(), "1".into(), day("2025-06-01"), Vec::new()).unwrap().digest
    };
    let mut changed = sizes();
    changed.policy = changed.policy.replace("wan(40000)", "wan(40001)");
    assert_ne!(digest(sizes()), digest(changed));
    assert_eq!(digest(sizes()), digest(sizes()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// A policy that takes rules from another rules as one that states them itself, whatever is left out.
    #[test]
    fn taking_a_rule_in_is_writing_it_out(
        staff in prop::option::of(0i64..6_000),
        turnover in prop::option::of(0i64..500_000_000),
        listed in prop::option::of(any::<bool>()),
    ) {
        let mut facts = Facts::new();
        if let Some(staff) = staff { facts = facts.with("staff", staff); }
        if let Some(turnover) = turnover {
            facts = facts.with("turnover", FactValue::yearly([(2024, turnover.to_string().as_str())]));
        }
        if let Some(listed) = listed { facts = facts.with("listed", listed); }
        let body = |text: &str, skip: &[&str]| {
            let lines = text.lines().filter(|line| !skip.iter().any(|word| line.starts_with(word)));
            lines.collect::<Vec<_>>().join("\n")
        };
        let whole = format!("{}\n{}", body(PRIZES, &["use"]).replace("size::", ""), body(SIZES, &["policy"]));
        let written_out = Engine::load(vec![Pack::new("prizes", whole)], "").unwrap();
        let (one, other) = (engine().rule(&ask(facts.clone())).unwrap(), written_out.rule(&ask(facts)).unwrap());
        prop_assert_eq!(one.decision, other.decision);
        prop_assert_eq!(one.missing, other.missing);
        prop_assert_eq!(one.missing_is_exact, other.missing_is_exact);
    }
}
