//! Advice: the smallest sets of changes, against trying every change, and as a person reads it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/small.rs"]
mod small;
mod support;

use gradus::{
    Advice, ChangeKind, Decision, Engine, FactValue, Facts, Language, Policy, Register, Shown, Target,
};
use gradus_dsl::ast::Operator;
use gradus_dsl::policy::*;
use proptest::prelude::*;
use small::*;
use std::collections::BTreeSet;
use support::*;

type Places = Vec<Option<usize>>;

/// The whole facts that are marked changeable, by name; a year is marked with its fact.
fn marked(policy: &mut Policy, changeable: &BTreeSet<&str>) {
    for fact in &mut policy.facts {
        fact.changeable = changeable.iter().any(|name| name.split('.').next() == Some(fact.id.as_str()));
    }
}

/// Every set of changes of given facts, with every completion, after which the decision is yes.
fn that_do(engine: &Engine, places: &Places, changeable: &BTreeSet<&str>) -> BTreeSet<BTreeSet<String>> {
    let open: Places = domain()
        .iter()
        .zip(places)
        .map(|((name, _), place)| if is_changeable(name, changeable) { None } else { *place })
        .collect();
    let mut found = BTreeSet::new();
    for completion in completions(&open) {
        if eligible(engine, &completion) {
            let changed = domain().into_iter().zip(places.iter().zip(&completion));
            let changed = changed.filter(|(_, (before, after))| before.is_some() && before != after);
            found.insert(changed.map(|((name, _), _)| name.to_owned()).collect());
        }
    }
    found
}

/// Whether complete facts make it eligible; a conflict of exceptions does not.
fn eligible(engine: &Engine, places: &Places) -> bool {
    engine.rule(&ask(filled(places).unwrap())).is_ok_and(|ruling| ruling.decision == Decision::Eligible)
}

fn is_changeable(name: &str, changeable: &BTreeSet<&str>) -> bool {
    changeable.iter().any(|one| one.split('.').next() == name.split('.').next())
}

fn smallest(sets: &BTreeSet<BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    sets.iter()
        .filter(|set| set.len() <= 3 && !sets.iter().any(|other| other != *set && other.is_subset(set)))
        .cloned()
        .collect()
}

fn index_of(name: &str, shown: &Shown) -> usize {
    let (_, values) = domain().into_iter().find(|(known, _)| *known == name).unwrap();
    let wanted = match shown {
        Shown::None => FactValue::None,
        Shown::YesNo(value) => (*value).into(),
        Shown::Text(text) => text.as_str().into(),
        Shown::Number(number) => number.to_i64().unwrap().into(),
        Shown::Date(day) => day.to_string().as_str().into(),
        other => panic!("{other:?}"),
    };
    values.iter().position(|value| *value == wanted).unwrap()
}

/// Whether a value is as a change wants it.
fn fits(target: &Target, value: &FactValue, example: &Shown) -> bool {
    match (target, value) {
        (Target::Within { low, high }, value) if number_of(value).is_some() => {
            let value = gradus::Number::from(number_of(value).unwrap());
            let number = |shown: &Shown| match shown {
                Shown::Number(number) => number.clone(),
                Shown::Date(day) => day.days().into(),
                other => panic!("{other:?}"),
            };
            low.as_ref().is_none_or(|edge| {
                value > number(&edge.value) || (edge.included && value == number(&edge.value))
            }) && high.as_ref().is_none_or(|edge| {
                value < number(&edge.value) || (edge.included && value == number(&edge.value))
            })
        }
        (Target::OneOf(texts), FactValue::Text(text)) => texts.contains(text),
        (Target::Is(Shown::Date(day)), FactValue::Text(text)) => day.to_string() == *text,
        (Target::Is(shown), value) => shown == example && shown_of(value) == *shown,
        _ => false,
    }
}

/// A quantity, or a day as the number it is.
fn number_of(value: &FactValue) -> Option<i64> {
    match value {
        FactValue::Integer(value) => Some(*value),
        FactValue::Text(text) => text.parse::<gradus::Date>().ok().map(gradus::Date::days),
        _ => None,
    }
}

fn shown_of(value: &FactValue) -> Shown {
    match value {
        FactValue::None => Shown::None,
        FactValue::YesNo(value) => Shown::YesNo(*value),
        FactValue::Integer(value) => Shown::Number((*value).into()),
        FactValue::Text(text) => Shown::Text(text.clone()),
        other => panic!("{other:?}"),
    }
}

fn some_names() -> impl Strategy<Value = BTreeSet<&'static str>> {
    let names = vec!["c", "d", "e", "o", "y", "z", "k", "r.2024", "t"];
    prop::sample::subsequence(names, 1..4).prop_map(|names| names.into_iter().collect())
}

fn mostly() -> impl Strategy<Value = Places> {
    let places: Vec<_> =
        domain().iter().map(|(_, values)| prop::option::weighted(0.93, 0..values.len())).collect();
    places.prop_filter("few are left out, and nothing contradicts", |places| {
        places.iter().filter(|place| place.is_none()).count() <= 2
            && filled(places).is_some()
            && !completions(places).is_empty()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// The ways are the smallest sets of changes that trying everything finds; every example does, and where one fact
    /// changes, every value its condition allows does and none that is nearer.
    #[test]
    fn the_ways_are_those_that_trying_finds(
        condition in condition(),
        places in mostly(),
        changeable in some_names(),
    ) {
        let mut policy = small_policy(condition);
        marked(&mut policy, &changeable);
        let engine = Engine::new(vec![policy]).unwrap();
        // A conflict of exceptions is refused before anything can be advised.
        let advice = engine.advise(&ask(filled(&places).unwrap()));
        prop_assume!(advice.as_ref().is_ok_and(|advice| advice.decision != Decision::Eligible));
        let advice = advice.unwrap();
        let all = that_do(&engine, &places, &changeable);
        let ways: BTreeSet<BTreeSet<String>> =
            advice.ways.iter().map(|way| way.changes.iter().map(|change| change.path.clone()).collect()).collect();
        prop_assert_eq!(ways.len(), advice.ways.len());
        if advice.complete {
            prop_assert_eq!(&ways, &smallest(&all));
        } else {
            prop_assert!(ways.is_subset(&all));
        }
        for way in &advice.ways {
            // With the changes made, and what is still needed filled in, the answer can be yes.
            let mut made = places.clone();
            for change in &way.changes {
                let index = domain().iter().position(|(name, _)| *name == change.path).unwrap();
                made[index] = Some(index_of(&change.path, &change.example));
            }
            let yes = |places: &Places| {
                completions(places).iter().any(|all| eligible(&engine, all))
            };
            prop_assert!(yes(&made), "{way:?}");
            // What is not listed as needed is not: filled in any way beside some values of the others it stays yes.
            let needed: Vec<&str> = way.also_needed.iter().map(|missing| missing.path.as_str()).collect();
            for missing in &needed {
                let index = domain().iter().position(|(name, _)| name == missing).unwrap();
                prop_assert!(places[index].is_none());
            }
            let [change] = way.changes.as_slice() else { continue };
            if !needed.is_empty() {
                continue;
            }
            let index = domain().iter().position(|(name, _)| *name == change.path).unwrap();
            let values = domain()[index].1.clone();
            let number = number_of;
            let today = number(&values[places[index].unwrap()]);
            let taken = number(&values[index_of(&change.path, &change.example)]);
            for (place, value) in values.iter().enumerate() {
                let mut with = places.clone();
                with[index] = Some(place);
                if filled(&with).is_none() {
                    continue;
                }
                let does = completions(&with).iter().all(|all| eligible(&engine, all));
                if fits(&change.to, value, &change.example) {
                    prop_assert!(does, "{value:?} is {:?}", change.to);
                }
                if let (Some(today), Some(taken), Some(value), true) = (today, taken, number(value), does) {
                    prop_assert!((value - today).abs() >= (taken - today).abs(), "{value} is nearer than {taken}");
                }
            }
        }
    }
}

/// The sample standard with the figures of an enterprise that misses it.
fn sample() -> (Engine, Facts) {
    let mut policy = little_giant();
    for fact in &mut policy.facts {
        fact.changeable = matches!(fact.id.as_str(), "rd_expense" | "platform_score");
    }
    let facts = Facts::new()
        .with("years_in_niche", 4)
        .with("revenue", FactValue::yearly([(2022, "100000000"), (2023, "98000000"), (2024, "115500000")]))
        .with("rd_expense", FactValue::yearly([(2023, "2940000"), (2024, "3000000")]))
        .with("platform_score", 72)
        .with_register(Register::complete_as_of(day("2025-06-01")));
    (Engine::new(vec![policy]).unwrap(), facts)
}

#[test]
fn advice_reads_well() {
    let (engine, facts) = sample();
    let advice = engine.advise(&ask(facts.clone())).unwrap();
    insta::assert_snapshot!("advice_en", advice.render(Language::En));
    insta::assert_snapshot!("advice_zh", advice.render(Language::Zh));
    insta::assert_json_snapshot!("advice_json", advice);
    let [way] = advice.ways.as_slice() else { panic!("{advice:?}") };
    let kinds: Vec<ChangeKind> = way.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Title, ChangeKind::Fact]);
    // 3 % of 115,500,000 yuan, and the register says that the lower title is held: eligible.
    let changed = facts
        .with("rd_expense", FactValue::yearly([(2023, "2940000"), (2024, "3465000")]))
        .with("key_link", true)
        .with_register(holds_sme());
    assert_eq!(engine.rule(&ask(changed.clone())).unwrap().decision, Decision::Eligible);
    let advice = engine.advise(&ask(changed)).unwrap();
    assert!(advice.ways.is_empty() && advice.complete);
    assert_eq!(
        advice.render(Language::En),
        "ELIGIBLE today: little giant, recognition, as of 2025-06-01\nNothing need change.\n"
    );
}

#[test]
fn two_facts_that_depend_on_each_other_are_shown_with_an_example() {
    let mut policy = one_rule(
        vec![fact("rd", Type::Money), fact("revenue", Type::Money), fact("listed", Type::YesNo)],
        all([
            at_least(over(given("rd", Type::Money), given("revenue", Type::Money)), percent("5")),
            at_least(given("revenue", Type::Money), money("10000000")),
            given("listed", Type::YesNo),
        ]),
    );
    policy.facts[0].changeable = true;
    policy.facts[1].changeable = true;
    policy.facts[1].label = label("营业收入", "revenue");
    let engine = Engine::new(vec![policy]).unwrap();
    let facts = Facts::new().with("rd", 300_000).with("revenue", 8_000_000);
    let advice = engine.advise(&ask(facts)).unwrap();
    insta::assert_snapshot!("advice_of_two_en", advice.render(Language::En));
    insta::assert_snapshot!("advice_of_two_zh", advice.render(Language::Zh));
    let back: Advice = serde_json::from_str(&serde_json::to_string(&advice).unwrap()).unwrap();
    assert_eq!(back, advice);
    assert!(schemars::schema_for!(Advice).as_value()["properties"]["ways"].is_object());
}

#[test]
fn what_cannot_be_searched_is_said() {
    // A product of two facts that change is not linear; four changes at once are more than are searched.
    let number = |id: &str| Fact { changeable: true, ..fact(id, Type::Number) };
    let x = |id: &str| given(id, Type::Number);
    let product = || op(Operator::Multiply, x("a"), x("b"));
    let ten = || at_least(product(), num("10", Type::Number));
    let mut policy = one_rule(vec![number("a"), number("b")], ten());
    let two = || Facts::new().with("a", 2).with("b", 2);
    let advise = |policy: &Policy| Engine::new(vec![policy.clone()]).unwrap().advise(&ask(two())).unwrap();
    // One at a time it is linear: at least 5 for either of them, and both together are no smaller set.
    let advice = advise(&policy);
    let paths: Vec<&str> = advice.ways.iter().map(|way| way.changes[0].path.as_str()).collect();
    assert_eq!((paths.as_slice(), advice.complete), (&["a", "b"][..], true));
    assert!(
        advice.render(Language::En).contains("a: at least 5 (today 2)"),
        "{}",
        advice.render(Language::En)
    );
    // Where both must change it is not.
    let more = |id: &str| at_least(x(id), num("3", Type::Number));
    policy.eligibilities[0].condition = all([ten(), more("a"), more("b")]);
    let advice = advise(&policy);
    assert!(advice.ways.is_empty() && !advice.complete);
    insta::assert_snapshot!("advice_not_searched", advice.render(Language::En));

    let names = ["a", "b", "c", "d"];
    policy.facts = names.iter().map(|id| number(id)).collect();
    policy.eligibilities[0].condition = all(names.map(|id| at_least(x(id), num("1", Type::Number))));
    let none = names.iter().fold(Facts::new(), |facts, id| facts.with(*id, 0));
    let advice = Engine::new(vec![policy]).unwrap().advise(&ask(none)).unwrap();
    assert!(advice.ways.is_empty() && advice.complete);
    insta::assert_snapshot!("advice_too_many", advice.render(Language::En));
}

/// What a fact must become does whatever a missing fact turns out to be, or the missing fact is listed as needed.
#[test]
fn a_target_holds_whatever_is_missing() {
    let x = || given("x", Type::Number);
    let within = |low: &str, high: &str| {
        all([at_least(x(), num(low, Type::Number)), cmp(CompareOp::AtMost, x(), num(high, Type::Number))])
    };
    let advised = |either_way: Expr, today: i64| {
        let changeable = Fact { changeable: true, ..fact("x", Type::Number) };
        let condition = either(vec![(given("y", Type::YesNo), within("5", "9"))], either_way);
        let engine =
            Engine::new(vec![one_rule(vec![changeable, fact("y", Type::YesNo)], condition)]).unwrap();
        let advice = engine.advise(&ask(Facts::new().with("x", today))).unwrap();
        let [way] = advice.ways.as_slice() else { panic!("{advice:?}") };
        let needed: Vec<&str> = way.also_needed.iter().map(|missing| missing.path.as_str()).collect();
        let text = advice.render(Language::En);
        let line = text.lines().find(|line| line.contains("x: ")).unwrap_or_default();
        (line.trim().trim_start_matches("- ").to_owned(), needed.join(" "))
    };
    let one = |line: &str, needed: &str| (line.to_owned(), needed.to_owned());
    let open = at_least(x(), num("5", Type::Number));
    assert_eq!(advised(open, 1), one("x: at least 5 and at most 9 (today 1)", ""));
    assert_eq!(advised(within("0", "9"), 12), one("x: at least 5 and at most 9 (today 12)", ""));
    // Nearer by one where the missing fact turns out well.
    assert_eq!(advised(within("4", "8"), 1), one("x: at least 4 and at most 8 (today 1)", "y"));
}

/// People and patents are counted: no half of one is asked for.
#[test]
fn what_is_counted_is_asked_for_in_whole_numbers() {
    let share = |op, percents| {
        cmp(op, over(given("st", Type::Count), given("staff", Type::Count)), percent(percents))
    };
    let counted = Fact { changeable: true, ..fact("st", Type::Count) };
    let condition = all([share(CompareOp::AtLeast, "25"), share(CompareOp::Below, "30")]);
    let engine = Engine::new(vec![one_rule(vec![counted, fact("staff", Type::Count)], condition)]).unwrap();
    let line = |st: i64| {
        let advice = engine.advise(&ask(Facts::new().with("st", st).with("staff", 310))).unwrap();
        advice
            .render(Language::En)
            .lines()
            .find(|line| line.contains("st: "))
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    // 25 % of 310 is 77.5, and 30 % is 93.
    assert!(line(70).ends_with("st: at least 78 and less than 93 (today 70)"), "{}", line(70));
    assert!(line(120).contains("less than 93"), "{}", line(120));
}
