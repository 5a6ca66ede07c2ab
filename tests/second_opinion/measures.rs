//! The second opinion on the packs: the measures of 2022 with facts on and around their figures, and every case.

use super::reader::Reader;
use super::{Tally, compare, passed};
use gradus::{Facts, Question, Ruling};
use gradus_dsl::parse;
use gradus_dsl::policy::{ExprKind, Fact, Policy, Type};
use gradus_tests::{cases, engine, sample_text, text};
use num_bigint::BigInt;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::{Map, Value, json};
use std::cell::RefCell;

const PACK: &str = "miit-2022-63";

/// How many random enterprises are asked about.
const ENTERPRISES: u32 = 10_500;

fn reader() -> Reader {
    let (file, remarks) = parse(&text(&format!("policies/{PACK}/policy.rhai")), PACK);
    assert!(remarks.is_empty(), "{}", remarks[0]);
    Reader::new(&file)
}

fn policy() -> &'static Policy {
    engine().policy(&PACK.into()).unwrap()
}

fn ruled(file: &Value, title: &str, act: &str, on: &str) -> Result<Ruling, gradus::Error> {
    let facts = Facts::from_json(&file.to_string()).unwrap();
    engine().rule(&Question::new(title, on.parse().unwrap(), facts).act(act))
}

#[test]
fn p24_rhai_agrees_on_the_cases_of_the_packs() {
    let (reader, mut tally) = (reader(), Tally::default());
    for case in cases(PACK) {
        // A case that expects an error has no ruling to compare.
        let Ok(ruling) = ruled(&case.facts, &case.title, &case.act, &case.on) else { continue };
        let opinion = reader.opinion(&case.facts, &case.title, &case.act, &case.on);
        compare(&ruling, &opinion, &mut tally).unwrap_or_else(|differs| panic!("{}: {differs}", case.id));
    }
    tally.suffices(500, 10);
}

/// Where a value lies: at a figure of the text or one smallest unit beside it, times a simple factor, or anywhere.
fn places() -> impl Strategy<Value = (usize, i64, usize, u32)> {
    (any::<usize>(), -1i64..=1, 0usize..6, 0u32..400_000_000)
}

/// The figures of the policy of a type, in hundredths of the unit a facts file is written in.
fn figures(ty: &Type) -> Vec<BigInt> {
    let scale = if *ty == Type::Percentage { "10000" } else { "100" };
    let in_hundredths = |value: &gradus::Number| {
        (value.clone() * scale.parse().unwrap()).to_string().parse::<BigInt>().unwrap()
    };
    let same = |parameter: &&gradus_dsl::policy::Parameter| {
        parameter.value.ty == *ty
            || matches!((&parameter.value.ty, ty), (Type::Number, Type::Count | Type::Rank))
    };
    let values =
        policy().parameters.iter().filter(same).filter_map(|parameter| match &parameter.value.kind {
            ExprKind::Number(number) => Some(in_hundredths(number)),
            _ => None,
        });
    values.chain([BigInt::from(0)]).collect()
}

fn value(fact: &Fact, ty: &Type) -> BoxedStrategy<Value> {
    let strategy = match ty {
        Type::Money | Type::Percentage | Type::Duration(_) | Type::Count | Type::Rank => {
            let (figures, whole) = (figures(ty), matches!(ty, Type::Count | Type::Rank));
            let least = i64::from(*ty == Type::Rank);
            let most = fact.max.as_ref().map(|_| BigInt::from(10_000));
            places()
                .prop_map(move |(figure, beside, kind, anywhere)| {
                    let figure = &figures[figure % figures.len()];
                    let hundredths = match kind {
                        0..4 => figure.clone(),
                        4 => figure * 2,
                        _ if whole => BigInt::from(anywhere % 500),
                        _ => BigInt::from(anywhere),
                    };
                    if whole {
                        let whole: BigInt = hundredths / 100 + beside;
                        return json!(whole.max(BigInt::from(least)).to_string());
                    }
                    let hundredths = (hundredths + beside).max(BigInt::from(0));
                    let hundredths =
                        most.as_ref().map_or(hundredths.clone(), |most| hundredths.min(most.clone()));
                    json!(format!("{}.{:02}", &hundredths / 100, &hundredths % BigInt::from(100)))
                })
                .boxed()
        }
        // Mostly as the rule wants it, so that the figures decide.
        Type::YesNo => {
            let bad = ["on_", "product_banned", "major_accident", "tax_violation"];
            let wanted = !bad.iter().any(|start| fact.id.as_str().starts_with(start));
            prop_oneof![29 => Just(json!(wanted)), 1 => Just(json!(!wanted))].boxed()
        }
        Type::OneOf(values) => prop::sample::select(values.clone()).prop_map(Value::from).boxed(),
        Type::Points => (0u32..=15).prop_map(Value::from).boxed(),
        Type::Set(values) => {
            prop::sample::subsequence(values.clone(), 0..=values.len()).prop_map(Value::from).boxed()
        }
        Type::List(fields) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|field| {
                    let (name, inverse) = (field.name.clone(), field.name.starts_with("transferred"));
                    let value = match &field.ty {
                        Type::YesNo => prop::bool::weighted(if inverse { 0.2 } else { 0.8 })
                            .prop_map(Value::from)
                            .boxed(),
                        ty => value(fact, ty),
                    };
                    value.prop_map(move |value| (name.clone(), value))
                })
                .collect();
            let record = fields.prop_map(|fields| Value::Object(fields.into_iter().collect()));
            prop::collection::vec(record, 0..5).prop_map(Value::from).boxed()
        }
        Type::Yearly(of) => {
            let years = (value(fact, of), value(fact, of));
            years.prop_map(|(last, before)| json!({ "2024": last, "2023": before })).boxed()
        }
        other => panic!("no random value for {other}; add it here"),
    };
    if fact.optional && *ty == fact.ty {
        prop_oneof![1 => Just(Value::Null), 2 => strategy].boxed()
    } else {
        strategy
    }
}

/// Complete facts, most of them those of an eligible enterprise, so that each of the others decides; R&D and main revenue
/// are often a share of revenue at or one fen beside a figure of the text.
fn complete() -> impl Strategy<Value = Value> {
    let eligible: Value = serde_json::from_str(&sample_text("eligible")).unwrap();
    let named = |fact: &'static Fact| {
        let name = fact.id.to_string();
        // An enterprise of class A is never asked for equity, so the sample does not give it.
        let sample = eligible["facts"].get(&name).cloned();
        let random = value(fact, &fact.ty).boxed();
        let value = match sample {
            Some(sample) => prop_oneof![4 => Just(sample), 1 => random].boxed(),
            None => random,
        };
        value.prop_map(move |value| (name.clone(), value))
    };
    let facts: Vec<_> = policy().facts.iter().map(named).collect();
    let shares = prop::collection::vec((0usize..6, -1i64..=1), 4);
    let held = prop::sample::select(vec![
        json!([]),
        json!([{ "title": "specialised_sme", "from": "2023-05-01", "to": "2026-05-01" }]),
    ]);
    (facts, shares, held).prop_map(|(facts, shares, titles)| {
        let mut facts: Map<String, Value> = facts.into_iter().collect();
        let fen = |text: &Value| {
            let text = text.as_str().unwrap();
            let digits = if text.contains('.') { text.replace('.', "") } else { format!("{text}00") };
            digits.parse::<BigInt>().unwrap()
        };
        let part_of_revenue = [("rd_expense", [3, 6, 6, 60]), ("main_revenue", [70, 70, 80, 90])];
        let places = part_of_revenue
            .iter()
            .flat_map(|(fact, percents)| ["2024", "2023"].map(|year| (*fact, percents, year)));
        for ((fact, percents, year), (which, beside)) in places.zip(&shares) {
            let revenue = fen(&facts["revenue"][year]);
            let part = match percents.get(*which) {
                Some(percent) => {
                    let part: BigInt = &revenue * *percent / 100 + *beside;
                    part.max(BigInt::from(0))
                }
                None => fen(&facts[fact][year]),
            };
            // Main revenue is a part of revenue.
            let part = if fact == "main_revenue" { part.min(revenue) } else { part };
            facts[fact][year] = json!(format!("{}.{:02}", &part / 100, &part % BigInt::from(100)));
        }
        json!({ "facts": facts, "register": { "complete": true, "as_of": "2025-06-01", "titles": titles } })
    })
}

#[test]
fn p24_rhai_agrees_on_the_measures_around_their_figures() {
    let (reader, tally) = (reader(), RefCell::new(Tally::default()));
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(ENTERPRISES)
    });
    let eligible = RefCell::new([0usize; 2]);
    let outcome = runner.run(&(complete(), any::<bool>()), |(file, again)| {
        let act = if again { "re_review" } else { "recognition" };
        let ruling = ruled(&file, "little_giant", act, "2025-06-01")
            .map_err(|error| TestCaseError::fail(format!("{error}\n{file}")))?;
        let opinion = reader.opinion(&file, "little_giant", act, "2025-06-01");
        compare(&ruling, &opinion, &mut tally.borrow_mut())
            .map_err(|differs| TestCaseError::fail(format!("{differs}\n{file}")))?;
        if let Some(answer) = opinion.eligible {
            eligible.borrow_mut()[usize::from(answer)] += 1;
        }
        Ok(())
    });
    passed(outcome);
    let [ineligible, eligible] = eligible.into_inner();
    println!("{eligible} are eligible, {ineligible} are not");
    assert!(eligible >= 1_000 && ineligible >= 1_000, "one of the answers is hardly given");
    assert!(eligible + ineligible >= 10_000, "of {ENTERPRISES} enterprises too few have two opinions");
    tally.into_inner().suffices(200_000, 2);
}
