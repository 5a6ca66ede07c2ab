//! Why: a name explained from the policy, and from the facts of an enterprise.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

mod support;

use gradus::{Engine, ErrorKind, Explanation, Facts, Language, NameKind, Pack, Shown};
use gradus_dsl::Position;
use gradus_dsl::policy::*;
use support::*;

const POLICY: &str = r#"
    policy sample #{ number: "No. 1", title: #{ en: "Sample measures", zh: "示例办法" }, in_force: #{ from: "2022-08-01", to: open } };
    fact revenue : yearly(money) #{ en: "operating revenue", zh: "营业收入", min: 0, unit: "wan" };
    fact expense : yearly(money) #{ en: "R&D expense", zh: "研发费用", min: 0, at_most: revenue };
    fact staff : count #{ en: "staff", zh: "职工人数" };
    fact listed : yes_no #{ en: "is on the list", zh: "被列入名录", as_of: "the day of application" };
    fact region : one_of("east", "west") #{ en: "region", zh: "地区" };
    fact rank_won : optional(rank) #{ en: "best rank", zh: "最好名次" };
    fact rights : list(#{ class: one_of("I", "II"), in_use: yes_no }) #{ en: "rights", zh: "知识产权" };
    fact well_run : judgement(office) #{ en: "is well run", zh: "经营管理良好" };
    fact founded : date #{ en: "founded on", zh: "成立日期" };
    parameter floor "2" = percent(3) from "2022-08-01" to "2025-01-01";
    parameter floor "2" = percent(4) from "2025-01-01" status single #{ en: "read in one copy", zh: "仅见于一份副本" };
    let intensity = expense.last / revenue.last;
    criterion spending "2" #{ en: "R&D spending", zh: "研发投入" } {
        if revenue.last >= yi(1) { each_year(2, |y| expense[y] / revenue[y] >= floor) } else { intensity >= floor }
    }
    criterion free "1" #{ en: "not listed", zh: "未被列入名录" } { not(listed) }
    criterion rights_held "2" #{ en: "rights in use", zh: "知识产权" } { count(rights, |r| all([r.class == "I", r.in_use])) >= 2 }
    criterion growing "2" { compound_growth(revenue, 2) >= percent(5) }
    criterion many "2" { at_least(2, [staff >= 10, rank_won <= 3, founded <= date("2020-01-01"), region != "west"]) }
    criterion by_region "2" { staff >= switch region { "east" => 10, "west" => 5 } }
    criterion managed "2" status single "wording read in one copy" { well_run }
    score merit "3" of 10 pass 6 {
        indicator people "3" of 6 { bands(staff, [[0, 0], [10, 4], [50, 6]]) }
        indicator place "3" of 4 { switch region { "east" => 4, "west" => 2 } }
    }
    title base_prize "1" #{ en: "base prize", zh: "基础称号" };
    title prize "1" #{ en: "prize", zh: "示范企业", after: base_prize };
    eligibility prize "1" #{ requires: base_prize } {
        all([spending, free, rights_held, growing, many, by_region, managed, merit, not(region == "west")])
    }
    target prizes "1" #{ en: "ten prizes", zh: "十家" } { holders(prize) >= 10 } by "2026-12-31";
    workflow award of prize {
        state draft #{ zh: "草稿", en: "draft" } initial;
        state held grants prize valid years(3);
        state gone final;
        step grant from draft to held by office when prize #{ zh: "授予", en: "grant" };
        step leave from held to gone by office when listed;
    }
"#;

fn engine() -> Engine {
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\nheading = { en = \"General\", zh = \"总则\" }\n[[clause]]\nnumber = \"2\"\nsummary = { en = \"conditions\", zh = \"条件\" }\n[[clause]]\nnumber = \"3\"\n";
    let agencies =
        "[[agency]]\nid = \"office\"\nname = { zh = \"审核办公室\", en = \"the review office\" }\n";
    Engine::load(vec![Pack::new("sample", POLICY).with_clauses(clauses)], agencies).unwrap()
}

fn facts() -> Facts {
    let text = r#"{ "facts": { "revenue": { "2024": 20000, "2023": 15000, "2022": 16000 }, "expense": { "2024": 8000000, "2023": 5999999 },
        "staff": 10, "listed": false, "region": "east", "rank_won": null, "founded": "2015-03-01",
        "rights": [ { "class": "I", "in_use": true }, { "class": "II", "in_use": true } ] },
        "register": { "complete": true, "as_of": "2025-06-01", "titles": [] } }"#;
    Facts::from_json(text).unwrap()
}

fn one(mut all: Vec<Explanation>) -> Explanation {
    assert_eq!(all.len(), 1);
    all.remove(0)
}

const NAMES: [&str; 16] = [
    "spending",
    "free",
    "rights_held",
    "growing",
    "many",
    "by_region",
    "managed",
    "intensity",
    "merit",
    "floor",
    "revenue",
    "rights",
    "listed",
    "well_run",
    "prize",
    "base_prize",
];

#[test]
fn every_kind_of_name_is_explained_in_both_languages() {
    let engine = engine();
    for language in [Language::En, Language::Zh] {
        let pages: Vec<String> = NAMES
            .iter()
            .map(|name| one(engine.why(name, day("2025-06-01").into()).unwrap()).render(language))
            .collect();
        insta::assert_snapshot!(format!("why_{language:?}"), pages.join("\n----\n"));
    }
}

#[test]
fn on_facts_it_says_what_each_comes_to_and_whether_it_decided() {
    let engine = engine();
    for language in [Language::En, Language::Zh] {
        let pages = NAMES.iter().map(|name| {
            let page = one(engine.why_now(name, &facts(), day("2025-06-01"), None).unwrap()).render(language);
            // What does not depend on the facts stands in the other snapshot.
            let begin = if language == Language::En { "On these facts" } else { "就所提供的事实" };
            format!("{name}\n{}", page.find(begin).map_or("-", |at| &page[at..]))
        });
        insta::assert_snapshot!(format!("now_{language:?}"), pages.collect::<Vec<_>>().join("\n----\n"));
    }
}

#[test]
fn figures_are_those_of_the_day_and_all_their_dates_are_told() {
    let says = |on: &str| {
        let explained = one(engine().why("spending", Some(day(on))).unwrap());
        assert_eq!(explained.figures.len(), 2);
        explained.says.last().unwrap().text.en.clone()
    };
    assert_eq!(says("2024-12-31"), "R&D expense 2023 / operating revenue 2023: at least 3%");
    assert_eq!(says("2025-01-01"), "R&D expense 2024 / operating revenue 2024: at least 4%");
    // Without a day the first day of the text is meant: nothing here reads a clock.
    let first = one(engine().why("spending", None).unwrap());
    assert_eq!(first.on, day("2022-08-01"));
    // A day before the figure is in force has no figure, and none is made up.
    let before = one(engine().why("floor", Some(day("2022-07-31"))).unwrap());
    assert_eq!(before.says[0].text.en, "no figure is in force on 2022-07-31");
}

#[test]
fn the_value_is_the_one_a_ruling_uses() {
    let now =
        |name: &str| one(engine().why_now(name, &facts(), day("2025-06-01"), None).unwrap()).now.unwrap();
    assert_eq!(now("intensity").values[0].value, Shown::Number(n("0.04")));
    assert_eq!(now("floor").values[0].value, Shown::Number(n("0.04")));
    assert_eq!(now("merit").values[0].value, Shown::Number(n("8")));
    assert_eq!(now("rights").values[0].value, Shown::Number(n("2")));
    assert_eq!(now("rank_won").values[0].value, Shown::None);
    let years: Vec<_> = now("revenue").values.into_iter().map(|one| (one.year, one.value)).collect();
    let wan = |text: &str| Shown::Number(n(text) * n("10000"));
    assert_eq!(years, [(Some(2022), wan("16000")), (Some(2023), wan("15000")), (Some(2024), wan("20000"))]);
    assert_eq!(now("well_run").missing[0].path, "well_run");
    // The second year is one yuan short, and this alone forces the no.
    let spending = now("spending");
    assert_eq!(spending.rulings[0].through, ["spending"]);
    let ruling = engine().rule(&gradus::Question::new("prize", day("2025-06-01"), facts())).unwrap();
    assert!(ruling.decided_by.contains(&"spending".to_owned()));
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let error = engine().why("spendin", None).unwrap_err();
    assert_eq!((error.kind(), error.advice()), (ErrorKind::UnknownName, "did you mean `spending`?"));
    let error = engine().why(&"x".repeat(5_000), None).unwrap_err();
    assert!(error.message().len() < 200, "{error}");
}

#[test]
fn an_explanation_is_data() {
    for name in NAMES {
        let explained = one(engine().why_now(name, &facts(), day("2025-06-01"), None).unwrap());
        let json = serde_json::to_string(&explained).unwrap();
        assert_eq!(serde_json::from_str::<Explanation>(&json).unwrap(), explained);
    }
    assert_eq!(one(engine().why("merit", None).unwrap()).kind, NameKind::Score);
}

#[test]
fn names_in_a_circle_and_names_that_double_end() {
    let named = |id: &str, value: Expr| Named { id: id.into(), at: Position::default(), value };
    let name = |id: &str| expr(ExprKind::Name(id.into()), Type::YesNo);
    let mut hostile = policy("p", "2022-01-01", None);
    hostile.names = vec![
        named("a", name("b")),
        named("b", all([name("a")])),
        named("c", all([name("c"), not(name("c"))])),
    ];
    // d0 names d1 twice, d1 names d2 twice, and so on: written out it would be 2^60 lines.
    for depth in 0..60 {
        let next = format!("d{}", depth + 1);
        hostile.names.push(named(&format!("d{depth}"), all([name(&next), name(&next)])));
    }
    let engine = Engine::new(vec![hostile]).unwrap();
    for name in ["a", "b", "c", "d0"] {
        let explained = one(engine.why(name, None).unwrap());
        assert!(explained.says.len() <= 401, "{name}: {}", explained.says.len());
    }
}
