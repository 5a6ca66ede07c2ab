//! Each form of expression on every partial choice of a few values, against every way of filling it in: what is said of
//! the value holds, and what is said to be possible is.

use super::super::{Answers, Evaluator, Model, Truth, Value};
use super::wholes::{allows, is_settled};
use crate::Facts;
use crate::facts::{Known, validate};
use crate::support::day;
use gradus_dsl::policy::Policy;
use gradus_dsl::{Agencies, Pack, check_packs};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What the forms are made of: values that exist not among them, and nothing, and what goes below it.
const FACTS: &str = r#"
    policy forms #{ title: #{ en: "Forms" }, in_force: #{ from: "2022-08-01", to: open } };
    fact a : optional(money) #{ en: "a" };
    fact b : optional(money) #{ en: "b" };
    fact p : money #{ en: "p", min: 0 };
    fact q : money #{ en: "q", min: 0 };
    fact zz : money #{ en: "zz", min: 0, max: 5 };
    fact z_one : money #{ en: "z_one", min: 1 };
    fact d : optional(date) #{ en: "d" };
    fact e : optional(date) #{ en: "e" };
    fact m : optional(duration(months)) #{ en: "m" };
    fact y : optional(duration(years)) #{ en: "y" };
    fact t : optional(one_of("x", "y", "z")) #{ en: "t" };
    fact u : optional(one_of("x", "y", "z")) #{ en: "u" };
    fact v : optional(text) #{ en: "v" };
    fact w : text #{ en: "w" };
    fact c : yes_no #{ en: "c" };
    fact k : optional(yes_no) #{ en: "k" };
    fact s : set_of("x", "y") #{ en: "s" };
    fact r : yearly(money) #{ en: "r" };
    fact n : list(#{ m: count, g: rank }) #{ en: "n" };
    fact h : yearly(yes_no) #{ en: "h" };
    fact o : yearly(money) #{ en: "o", min: 1 };
    fact f : date #{ en: "f" };
    fact l : list(#{ v: money, w: yes_no }) #{ en: "l" };
"#;

/// The values each place is tried with.
fn ways(place: &str) -> Vec<Json> {
    match place {
        "a" | "b" => vec![json!(null), json!("-2"), json!("0"), json!("3")],
        "p" | "q" => vec![json!("0"), json!("1"), json!("4")],
        "d" => vec![json!(null), json!("0001-01-01"), json!("2024-02-29"), json!("9999-12-31")],
        "e" => vec![json!(null), json!("2020-02-29"), json!("2024-12-31")],
        "m" => vec![json!(null), json!("-1"), json!("13"), json!("200000")],
        "y" => vec![json!(null), json!("0.3"), json!("2")],
        "t" | "u" => vec![json!(null), json!("x"), json!("y"), json!("z")],
        "v" => vec![json!(null), json!("xa"), json!("z")],
        "w" => vec![json!("xb"), json!("")],
        "k" => vec![json!(null), json!(true), json!(false)],
        "n" => vec![json!([]), json!([{ "m": 0, "g": 1 }]), json!([{ "m": 5, "g": 2 }, { "m": 2, "g": 7 }])],
        "s" => vec![json!([]), json!(["x"]), json!(["x", "y"])],
        "r.2024" | "r.2023" | "r.2022" => {
            vec![json!(null), json!("-1"), json!("0"), json!("2"), json!("20")]
        }
        "l.0.v" | "l.1.v" => vec![json!("-1"), json!("2")],
        _ => vec![json!(true), json!(false)],
    }
}

/// The declarations of each form; what is asked is `it`.
const FORMS: [(&[&str], &str); 96] = [
    (&["a", "b"], "let it = a + b;"),
    (&["a", "b"], "let it = a - b;"),
    (&["a"], "let it = -a;"),
    (&["a"], "let it = a * 2;"),
    (&["a", "b"], "let it = a / b;"),
    (&["p", "q"], "let it = p / q;"),
    (&["a", "b", "c"], "let it = a / b * (if c { 1 } else { 2 });"),
    (&["a", "b", "p"], "let it = a / b + p / yuan(2);"),
    (&["a", "b", "p"], "let it = least([a / b, p / yuan(1)]);"),
    (&["a", "b", "p"], "let it = greatest([p / yuan(1), b / a]);"),
    (&["a", "b"], "let it = least([a, b]);"),
    (&["a", "b", "p"], "let it = greatest([a, b, p]);"),
    (&["a", "p"], "let it = least([yuan(1) / p, a / yuan(2)]);"),
    (&["a"], "let it = round_half_up(a / yuan(4), 0);"),
    (&["a", "p"], "let it = round_down(a / p, 0);"),
    (&["a"], "let it = every_full(a, yuan(2));"),
    (&["a", "p"], "let it = every_full(a * (yuan(1) / p), yuan(2));"),
    (&["d", "m"], "let it = d + m;"),
    (&["d", "m"], "let it = d - m;"),
    (&["d", "y"], "let it = d + y;"),
    (&["d", "y"], "let it = d - y;"),
    (&["c", "d"], "let it = d - (if c { years(9000) } else { years(1) });"),
    (&["c", "d"], "let it = d + (if c { years(9000) } else { years(1) });"),
    (&["c", "d"], "let it = d - (if c { days(9000000) } else { days(1) });"),
    (&["a", "d", "p"], "let it = d + months(1) * (a / p);"),
    (&["d", "m"], "let it = d + m + months(1);"),
    (&["d", "e"], "let it = years_between(d, e);"),
    (&["d", "e"], "let it = months_between(e, d);"),
    (&["d", "e"], "let it = e - d;"),
    (&["d", "m"], "let it = year_end(d + m);"),
    (&["d", "e", "y"], "let it = years_between(d + y, e);"),
    (&["a", "b", "c"], "let it = if c { a } else { b };"),
    (&["a", "b", "c"], "let it = if c { a / b } else { b / yuan(1) };"),
    (&["a", "b", "k"], "let it = if k { a } else { b };"),
    (&["c", "t", "u"], "let it = if c { t } else { u };"),
    (&["c", "t"], "let it = if c { t } else { \"y\" };"),
    (&["a", "b", "p"], "let it = if a > b { \"x\" } else { if p > yuan(0) { \"y\" } else { \"z\" } };"),
    (&["a", "b", "t"], "let it = if a / b > percent(100) { t } else { \"y\" };"),
    (&["a", "t"], "let it = switch t { \"x\" | \"y\" => a, \"z\" => yuan(1) };"),
    (&["a", "t"], "let it = switch t { \"x\" => a, _ => yuan(1) };"),
    (&["a", "b", "p", "t"], "let it = switch t { \"x\" => a, \"y\" => b, \"z\" => yuan(1) / p * yuan(1) };"),
    (
        &["b", "p", "q", "t"],
        "let it = switch (if p / q > percent(100) { t } else { \"y\" }) { \"x\" => yuan(5), \"y\" => b, _ => yuan(9) };",
    ),
    (&["c", "t", "u"], "let it = switch (if c { t } else { u }) { \"x\" => true, _ => false };"),
    (&["k", "t"], "let it = switch k { true => t, false => \"x\" };"),
    (&["a"], "let it = bands(a, [[at_most(yuan(0)), 2], [above(yuan(0)), 5]]);"),
    (&["a", "b"], "let it = bands(a / b, [[below(percent(100)), 2], [at_least(percent(100)), 5]]);"),
    (&["a", "c", "k"], "let it = how_many([c, k, a > yuan(0)]);"),
    (&["a", "b", "c"], "let it = how_many([c, a / b > percent(100)]);"),
    (&["s"], "let it = count(s);"),
    (&["c", "k"], "criterion it \"2\" { c == k }"),
    (&["c", "k"], "criterion it \"2\" { k != c }"),
    (&["a", "b"], "criterion it \"2\" { not(a / b >= percent(100)) }"),
    (&["t", "u"], "criterion it \"2\" { t == u }"),
    (&["t", "u"], "criterion it \"2\" { t != u }"),
    (&["c", "t"], "criterion it \"2\" { among(if c { t } else { \"y\" }, [\"x\", \"y\"]) }"),
    (&["c", "v", "w"], "criterion it \"2\" { starts_with(if c { v } else { w }, [\"x\"]) }"),
    (&["s", "c"], "criterion it \"2\" { includes(s, \"x\") and c }"),
    (&["r.2024", "r.2023"], "let it = sum_years(r, 2);"),
    (&["r.2024", "r.2023"], "let it = mean_years(r, 2);"),
    (&["r.2024", "r.2023"], "let it = growth(r.last);"),
    (&["r.2024", "r.2023"], "let it = growth(r.last) + r.last / yuan(1);"),
    (&["r.2024", "r.2023", "a"], "criterion it \"2\" { compound_growth(r, 1) >= a / yuan(1) }"),
    (&["a", "l.0.v", "l.0.w", "l.1.v"], "let it = sum(l, |x| if x.w { a } else { x.v });"),
    (&["a", "l.0.v", "l.1.v"], "let it = min(l, |x| x.v + a);"),
    (&["l.0.v", "l.1.v", "p"], "let it = max(l, |x| x.v / p);"),
    (&["l.0.v", "l.0.w", "l.1.v", "l.1.w"], "let it = count(l, |x| x.w and x.v > yuan(0));"),
    (&["l.0.v", "l.0.w", "l.1.v", "l.1.w"], "criterion it \"2\" { all(l, |x| x.w or x.v > yuan(0)) }"),
    (&["r.2024", "r.2023", "r.2022"], "let it = mean_growth(r, 2);"),
    (
        &["r.2024", "r.2022", "c"],
        "criterion it \"2\" { compound_growth(r, 2) > (if c { percent(5) } else { percent(-300) }) }",
    ),
    (&["r.2024", "r.2023", "a", "p"], "criterion it \"2\" { growth(r.last) <= a / p }"),
    (&["r.2024", "r.2022", "a"], "criterion it \"2\" { compound_growth(r, 2) < a / yuan(1) }"),
    (
        &["a", "t"],
        "table pay \"2\" first on [t] { row [\"x\"] => a; row [\"y\"] => yuan(1); row [any] => yuan(4); } let it = pay;",
    ),
    (
        &["a", "p", "t"],
        "table pay \"2\" unique on [t] { row [\"x\"] => a; row [\"y\"] => yuan(1) / p * yuan(1); row [\"z\"] => yuan(0); } let it = pay;",
    ),
    (
        &["a", "c", "p", "t"],
        "table pay \"2\" collect_sum on [c, t] { row [true, any] => a; row [any, \"x\"] => yuan(1) / p * yuan(1); row [any, \"y\"] => yuan(-2); } let it = pay;",
    ),
    (
        &["a", "b", "c"],
        "table pay \"2\" collect_sum on [c] { row [any] => a; row [true] => b; row [false] => yuan(2); } let it = pay;",
    ),
    (
        &["a", "b", "k"],
        "table pay \"2\" first on [a / b] { row [below(percent(0))] => \"x\"; row [at_least(percent(0))] => \"y\"; } let it = pay;",
    ),
    (
        &["a", "k"],
        "table pay \"2\" any on [a, k] { row [below(yuan(0)), any] => true; row [at_least(yuan(0)), true] => true; row [at_least(yuan(0)), false] => false; } criterion it \"2\" { pay }",
    ),
    (
        &["a", "c", "p"],
        "score sum \"2\" of 12 pass 5 { indicator i \"2\" of 4 { points(1) * every_full(a, yuan(1)) } indicator j \"2\" of 4 { points(1) * (yuan(2) / p) } indicator o \"2\" of 4 { if c { 4 } else { 0 } } } let it = sum * 1;",
    ),
    (
        &["a", "c", "p"],
        "score sum \"2\" of 9 pass 5 { group g \"2\" of 5 pass 2 { indicator i \"2\" of 4 { points(1) * (yuan(2) / p) } indicator j \"2\" of 4 { points(1) * every_full(a, yuan(1)) } } indicator o \"2\" of 4 { if c { 4 } else { 0 } } } criterion it \"2\" { sum }",
    ),
    (
        &["a", "b", "c"],
        "criterion usual \"2\" { a > yuan(0) } criterion special \"2\" overrides usual because \"so\" when c { b > yuan(0) } criterion it \"2\" { usual }",
    ),
    (
        &["a", "b", "p", "q"],
        "criterion usual \"2\" { a > yuan(0) } criterion special \"2\" overrides usual because \"so\" when b / p > percent(50) { q > yuan(1) } criterion it \"2\" { usual }",
    ),
    (&["a", "b", "c", "k"], "criterion it \"2\" { at_least(2, [c, a / b > percent(50), k]) }"),
    (&["a", "b", "c", "k"], "criterion it \"2\" { at_most(1, [c, a / b > percent(50), k]) }"),
    (&["a", "b", "c", "k"], "criterion it \"2\" { exactly(1, [not(c), a / b > percent(50), not(k)]) }"),
    (&["a", "b", "c", "d"], "let it = if c { d } else { d + months(1) * (a / b) };"),
    (
        &["a", "b", "p"],
        "let it = if p > yuan(1) { a / b } else { if p > yuan(0) { a / yuan(1) } else { b / yuan(1) } };",
    ),
    (
        &["b", "c", "p"],
        "table pay \"2\" collect_sum on [c] { row [any] => yuan(1) / p * yuan(1); row [true] => b; } let it = pay;",
    ),
    (
        &["a", "b", "c"],
        "table pay \"2\" first on [if c { a / b } else { percent(50) }] { row [below(percent(0))] => \"x\"; row [at_least(percent(0))] => \"y\"; } let it = pay;",
    ),
    (
        &["c", "k", "p", "q"],
        "criterion usual \"2\" { q > yuan(1) } criterion first_one \"2\" overrides usual because \"so\" when c { yuan(1) / p > yuan(0) / yuan(1) } criterion second_one \"2\" overrides usual because \"so\" when k { q >= yuan(0) } criterion it \"2\" { usual }",
    ),
    (&["n"], "let it = min(n, |x| x.m - 3);"),
    (&["n"], "let it = sum(n, |x| x.m - 3);"),
    (&["n"], "let it = max(n, |x| x.m);"),
    (&["n"], "let it = sum(n, |x| x.m);"),
    (&["n"], "let it = min(n, |x| x.g);"),
    (&["n"], "let it = count(n, |x| x.m > 2);"),
    (&["n", "c"], "criterion it \"2\" { c and any(n, |x| x.m > 2) }"),
];

pub(super) fn policy(declarations: &str) -> Policy {
    let text = format!("{FACTS}{declarations}\n eligibility prize \"2\" {{ c }}");
    let clauses =
        "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"2\"\nsummary = { en = \"S.\" }";
    let packs = [Pack::new("forms", text).with_clauses(clauses)];
    let checked = check_packs(&packs, &Agencies::empty()).remove(0);
    let errors: Vec<String> =
        checked.diagnostics.iter().filter(|one| one.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    checked.policy
}

/// The facts with some places filled; the records of a list are there whatever is known of them.
pub(super) fn known(policy: &Policy, places: &BTreeMap<&str, Option<&Json>>) -> Known {
    let mut facts = json!({});
    if places.keys().any(|place| place.starts_with("l.")) {
        facts["l"] = json!([{}, {}]);
    }
    for (place, value) in places.iter().filter_map(|(place, value)| Some((place, (*value)?))) {
        let path: Vec<&str> = place.split('.').collect();
        match path[..] {
            [fact, year] => facts[fact][year] = value.clone(),
            [list, index, field] => facts[list][index.parse::<usize>().unwrap()][field] = value.clone(),
            _ => facts[*place] = value.clone(),
        }
    }
    let facts = Facts::from_json(&json!({ "facts": facts }).to_string()).unwrap();
    validate(&facts, std::slice::from_ref(policy), policy).unwrap()
}

fn it(policy: &Policy, known: &Known) -> Value {
    let (model, answers) = (Model::new(policy), Answers::default());
    let mut evaluator = Evaluator::new(&model, known, &answers, day("2025-06-01"), BTreeMap::new());
    let named = policy.names.iter().find(|name| name.id.as_str() == "it").map(|name| &name.value);
    let criterion = policy.criteria.iter().find(|one| one.id.as_str() == "it").map(|one| &one.condition);
    evaluator.read(named.or(criterion).unwrap()).unwrap().0
}

/// Every choice of a value, or of none, for each place.
fn choices<'p>(places: &[&'p str], ways: &'p [Vec<Json>]) -> Vec<BTreeMap<&'p str, Option<&'p Json>>> {
    let mut all = vec![BTreeMap::new()];
    for (place, ways) in places.iter().zip(ways) {
        let options: Vec<Option<&Json>> = ways.iter().map(Some).chain([None]).collect();
        all = all
            .into_iter()
            .flat_map(|chosen| {
                options.iter().map(move |option| {
                    let mut chosen = chosen.clone();
                    chosen.insert(*place, *option);
                    chosen
                })
            })
            .collect();
    }
    all
}

#[test]
fn what_is_said_of_each_form_is_what_comes_of_it() {
    for (places, declarations) in FORMS {
        let policy = policy(declarations);
        let ways: Vec<Vec<Json>> = places.iter().map(|place| ways(place)).collect();
        let all: Vec<_> = choices(places, &ways)
            .into_iter()
            .map(|chosen| (it(&policy, &known(&policy, &chosen)), chosen))
            .collect();
        for (open, chosen) in &all {
            let place = format!("{declarations} with {chosen:?}: {open:?}");
            let ends: Vec<&Value> = all
                .iter()
                .filter(|(_, end)| end.values().all(Option::is_some))
                .filter(|(_, end)| chosen.iter().all(|(name, value)| value.is_none() || end[name] == *value))
                .map(|(end, _)| end)
                .collect();
            for end in &ends {
                assert!(allows(open, end), "{place}, and then {end:?}");
            }
            let doubt = open.doubt();
            assert!(is_settled(open) || (open.doubts() > 0 && open.doubts() == doubt.size()), "{place}");
            for need in doubt.missing.keys() {
                assert!(chosen.get(need.to_string().as_str()).is_none_or(Option::is_none), "{need}: {place}");
            }
            // What is missing is named wherever it makes a difference.
            let settled: Vec<Option<&Value>> =
                ends.iter().map(|end| is_settled(end).then_some(*end)).collect();
            let differ = settled.windows(2).any(|pair| pair[0] != pair[1]);
            assert!(!differ || !doubt.missing.is_empty(), "{place}");
            // Where every way of filling it in says the same, so does what is said before. A few figures are not every
            // way of growing, and points that are undefined lie between bounds that are not looked behind.
            let more = ["growth", "score"].iter().any(|more| declarations.contains(more));
            if let (Value::Truth(truth), Some(end), false) = (open, ends.first(), more) {
                let same = ends.iter().all(|other| Some(other) == ends.first());
                let undefined = ends.iter().all(|end| !is_settled(end));
                assert!(!same || !is_settled(end) || matches!(truth, Truth::Yes | Truth::No), "{place}");
                assert!(!undefined || doubt.is_undefined(), "{place}");
            }
            // What is said to be possible comes of some choice. Of a day moved by a length that is open it is not worked
            // out whether there always is one, nor of a list that is not known what its records would come to.
            let coarse = ["d + ", "d - ", "(n, "].iter().any(|coarse| declarations.contains(coarse));
            if let (Value::Number(range), false) = (open, coarse) {
                // Of an undefined way it stays open which end it comes to.
                let none = ends.iter().any(|end| match end {
                    Value::Number(end) => end.none,
                    end => **end == Value::None,
                });
                assert!(!range.none || none, "it is never none: {place}");
                let undefined = ends.iter().any(|end| !is_settled(end));
                assert!(!range.undefined || undefined, "it is always defined: {place}");
            }
        }
    }
}
