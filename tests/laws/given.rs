//! Random facts for a policy, by the types it declares.

use gradus::{Facts, Number, Policy};
use gradus_dsl::policy::{Fact, Type};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The years the questions of this suite look at.
pub(crate) const YEARS: [&str; 2] = ["2024", "2023"];

/// The policy whose facts are drawn.
pub(crate) fn measures() -> &'static Policy {
    gradus_tests::engine().policy(&"miit-2022-63".into()).unwrap()
}

/// A facts file that leaves nothing out: every fact of the policy, each year, and a complete register.
pub(crate) fn complete() -> impl Strategy<Value = Value> {
    let facts: Vec<_> = measures()
        .facts
        .iter()
        .map(|fact| {
            let name = fact.id.to_string();
            value(fact, &fact.ty).prop_map(move |value| (name.clone(), value))
        })
        .collect();
    let register = prop::sample::select(vec![
        json!([]),
        json!([{ "title": "specialised_sme", "from": "2023-05-01", "to": "2026-05-01" }]),
        json!([{ "title": "specialised_sme", "from": "2022-05-01", "to": "2025-05-01" }]),
    ]);
    (facts, register).prop_map(|(facts, titles)| {
        let mut facts: Map<String, Value> = facts.into_iter().collect();
        bounded(&mut facts);
        json!({ "facts": facts, "register": { "complete": true, "as_of": "2025-06-01", "titles": titles } })
    })
}

/// The complete facts, and as often a sample, which is nearer to the edge of eligible.
pub(crate) fn complete_or_sample() -> impl Strategy<Value = Value> {
    let sample = |name: &str| serde_json::from_str::<Value>(&gradus_tests::sample_text(name)).unwrap();
    let samples: Vec<Value> = gradus_tests::SAMPLES.iter().map(|name| sample(name)).collect();
    prop_oneof![complete(), prop::sample::select(samples)]
}

/// One fact, or one year of a fact, or the register: what can be taken out of a facts file.
pub(crate) fn places(file: &Value) -> Vec<Vec<String>> {
    let mut places = vec![vec!["register".to_owned()]];
    for (fact, value) in file["facts"].as_object().unwrap() {
        places.push(vec!["facts".to_owned(), fact.clone()]);
        for year in value.as_object().into_iter().flat_map(Map::keys) {
            places.push(vec!["facts".to_owned(), fact.clone(), year.clone()]);
        }
    }
    places
}

/// The same file without what stands at these places; a place that is gone already is nothing to take out.
pub(crate) fn without(file: &Value, places: &[Vec<String>]) -> Value {
    let mut less = file.clone();
    for place in places {
        let (last, before) = place.split_last().unwrap();
        let holder = before.iter().try_fold(&mut less, |value, step| value.get_mut(step));
        if let Some(holder) = holder.and_then(Value::as_object_mut) {
            holder.remove(last);
        }
    }
    less
}

pub(crate) fn read(file: &Value) -> Facts {
    Facts::from_json(&file.to_string()).unwrap()
}

/// Keeps facts that cannot exceed another one below it, year by year.
pub(crate) fn bounded(facts: &mut Map<String, Value>) {
    for fact in &measures().facts {
        let Some(most) = &fact.at_most else { continue };
        for year in YEARS {
            let number = |name: &str| facts[name][year].as_str().unwrap().parse::<Number>().unwrap();
            if number(fact.id.as_str()) > number(most.as_str()) {
                facts[fact.id.as_str()][year] = facts[most.as_str()][year].clone();
            }
        }
    }
}

fn value(fact: &Fact, ty: &Type) -> BoxedStrategy<Value> {
    let strategy = match ty {
        Type::Money => prop_oneof![
            // The figures of the classes by revenue, and one fen less.
            4 => prop::sample::select(vec!["0", "30000000", "49999999.99", "50000000", "80000000", "99999999.99", "100000000"])
                .prop_map(str::to_owned),
            3 => (0u32..300_000_000, 0u32..100).prop_map(|(yuan, fen)| format!("{yuan}.{fen:02}")),
        ]
        .prop_map(Value::from)
        .boxed(),
        Type::Percentage => (0u32..=100, 0u32..100)
            .prop_map(|(whole, part)| if whole == 100 { "100".into() } else { format!("{whole}.{part:02}").into() })
            .boxed(),
        Type::Count => (0u32..4).prop_map(Value::from).boxed(),
        Type::Points => (0u32..=15).prop_map(Value::from).boxed(),
        Type::Rank => (1u32..6).prop_map(Value::from).boxed(),
        Type::Duration(_) => (0u32..12).prop_map(|years| years.to_string().into()).boxed(),
        Type::YesNo => any::<bool>().prop_map(Value::from).boxed(),
        Type::OneOf(values) => prop::sample::select(values.clone()).prop_map(Value::from).boxed(),
        Type::Set(values) => {
            prop::sample::subsequence(values.clone(), 0..=values.len()).prop_map(Value::from).boxed()
        }
        Type::List(fields) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|field| {
                    let name = field.name.clone();
                    value(fact, &field.ty).prop_map(move |value| (name.clone(), value))
                })
                .collect();
            let record = fields.prop_map(|fields| Value::Object(fields.into_iter().collect()));
            prop::collection::vec(record, 0..4).prop_map(Value::from).boxed()
        }
        Type::Yearly(of) => {
            let years: Vec<_> = YEARS.iter().map(|_| value(fact, of)).collect();
            years
                .prop_map(|values| {
                    Value::Object(YEARS.iter().map(|year| (*year).to_owned()).zip(values).collect())
                })
                .boxed()
        }
        other => panic!("no random value for {other}"),
    };
    if fact.optional && *ty == fact.ty {
        prop_oneof![1 => Just(Value::Null), 2 => strategy].boxed()
    } else {
        strategy
    }
}
