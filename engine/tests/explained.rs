//! What people read of all the language has: groups, tables, exceptions, rules of other texts, decisions by cases.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::{Decision, Engine, Facts, Form, Language, Length, NameKind, Pack, Question, Ruling};

const SIZES: &str = r#"
    policy sizes #{ number: "No. 300", title: #{ en: "size standards", zh: "划型标准规定" }, version: "2", in_force: #{ from: "2011-01-01", to: open } };
    fact staff : count #{ en: "staff", zh: "从业人员" };
    fact turnover : yearly(money) #{ en: "turnover", zh: "营业收入", min: 0 };
    parameter ceiling "art. 4" = 1000;
    criterion is_sme "art. 4" #{ en: "is an SME", zh: "中小企业" } { staff < ceiling }
    criterion listed_firms "art. 5" #{ en: "subsidiary of a listed firm", zh: "上市公司子公司" } overrides is_sme
        because "a subsidiary is counted with its parent" when subsidiary { turnover.last < wan(100) }
    fact subsidiary : yes_no #{ en: "is a subsidiary", zh: "属于子公司" };
    table class "art. 6" first on [staff, turnover.last] {
        row [at_least(300), at_least(wan(2000))] => "medium";
        row [at_least(20), any] => "small";
        row [any, any] => "micro";
    }
"#;

const PRIZES: &str = r#"
    policy prizes #{ number: "No. 63", title: #{ en: "prize measures", zh: "评奖办法" }, in_force: #{ from: "2022-08-01", to: open } };
    use "sizes" version "2" as size;
    fact share : percentage #{ en: "market share", zh: "市场占有率", min: 0, max: 100 };
    fact revenue : yearly(money) #{ en: "revenue", zh: "主营收入" };
    fact founded : date #{ en: "founded", zh: "成立日期" };
    fact region : one_of("east", "west", "north") #{ en: "region", zh: "地区" };
    fact certificates : set_of("ISO9001", "ISO14001") #{ en: "certificates", zh: "认证" };
    fact code : text #{ en: "industry code", zh: "行业代码" };
    fact patents : list(#{ class: one_of("I", "II"), value: money, granted: date, in_use: yes_no }) #{ en: "patents", zh: "专利" };
    title prize "1" #{ en: "prize", zh: "示范企业" };
    criterion young "2" #{ en: "founded lately", zh: "成立时间" } { founded + years(10) > reference_date() and years_between(founded, reference_date()) >= years(2) }
    criterion grown "2" #{ en: "growing", zh: "增长" } { all([growth(revenue.last) >= percent(5), mean_growth(revenue, 2) >= percent(3)]) }
    criterion located "2" #{ en: "place", zh: "所在地" } { all([among(region, ["east", "west"]), not(starts_with(code, ["C39", "C40"]))]) }
    criterion certified "2" #{ en: "certified", zh: "认证情况" } { all([includes(certificates, "ISO9001"), count(certificates) >= 1]) }
    criterion inventive "2" #{ en: "patents", zh: "专利情况" } {
        all([
            sum(patents, |p| p.value) >= wan(100),
            max(patents, |p| p.granted) >= date("2020-01-01"),
            any(patents, |p| all([p.class == "I", p.in_use])),
            all(patents, |p| p.granted <= year_end(founded) + years(9)),
            how_many([share >= percent(10), includes(certificates, "ISO14001")]) >= 1,
        ])
    }
    let best = greatest([share, percent(5)]);
    table bonus "3" collect_sum on [founded, region, best] {
        row [below(date("2015-01-01")), any, any] => points(2);
        row [any, ["east", "west"], at_least(percent(20))] => points(1) * every_full(share, percent(10));
    }
    score merit "3" of 30 pass 12 {
        group market "3" of 20 pass 10 {
            indicator position "3" of 10 { bands(share, [[below(percent(10)), 0], [within(percent(10), percent(30)), 5], [at_least(percent(30)), 10]]) }
            indicator heads "3" of 15 { if staff_of >= 100 { 15 } else { 5 } }
        }
        indicator extra "3" of 10 { bonus }
    }
    let staff_of = least([round_down(turnover_part, 0), 200]);
    let turnover_part = count(patents, |p| p.in_use) * 1.5;
    eligibility prize "1" { all([size::is_sme, size::class != "micro", young, grown, located, certified, inventive, merit, merit.market >= points(10)]) }
"#;

const CLAUSES: &str = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n[[clause]]\nnumber = \"2\"\nsummary = { en = \"what is asked\", zh = \"条件\" }\n[[clause]]\nnumber = \"3\"\n";
const SIZE_CLAUSES: &str = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"art. 4\"\nsummary = { en = \"the ceiling\", zh = \"上限\" }\n[[clause]]\nnumber = \"art. 5\"\nsummary = { en = \"subsidiaries\", zh = \"子公司\" }\n[[clause]]\nnumber = \"art. 6\"\n";

fn engine() -> Engine {
    let packs = vec![
        Pack::new("sizes", SIZES).with_clauses(SIZE_CLAUSES),
        Pack::new("prizes", PRIZES).with_clauses(CLAUSES),
    ];
    Engine::load(packs, "").unwrap()
}

fn facts() -> Facts {
    Facts::from_json(
        r#"{ "facts": { "staff": 600, "turnover": { "2024": 30000000 }, "subsidiary": true, "share": "25",
            "revenue": { "2022": 100, "2023": 105, "2024": 120 }, "founded": "2016-03-01", "region": "west",
            "certificates": ["ISO9001"], "code": "C3911",
            "patents": [ { "class": "I", "value": 700000, "granted": "2021-05-01", "in_use": true },
                         { "class": "II", "value": 600000, "granted": "2019-05-01", "in_use": true } ] } }"#,
    )
    .unwrap()
}

fn rule(facts: Facts) -> Ruling {
    engine().rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap()
}

fn all_forms(ruling: &Ruling, language: Language) -> String {
    let forms = [
        (Length::Short, Form::Text),
        (Length::Short, Form::Markdown),
        (Length::Full, Form::Text),
        (Length::Full, Form::Markdown),
    ];
    let pages = forms
        .map(|(length, form)| format!("==== {length:?} {form:?}\n{}", ruling.render(length, form, language)));
    pages.concat()
}

#[test]
fn a_no_with_groups_tables_exceptions_and_another_text() {
    let ruling = rule(facts());
    assert_eq!(ruling.decision, Decision::Ineligible);
    for language in [Language::En, Language::Zh] {
        insta::assert_snapshot!(format!("no_{language:?}"), all_forms(&ruling, language));
    }
}

#[test]
fn what_is_open_in_groups_tables_and_exceptions() {
    let ruling = rule(facts().with("code", "C26").without("share").without("subsidiary"));
    assert_eq!(ruling.decision, Decision::Undetermined);
    for language in [Language::En, Language::Zh] {
        insta::assert_snapshot!(format!("open_{language:?}"), all_forms(&ruling, language));
    }
}

#[test]
fn a_decision_by_cases_is_said_in_words() {
    let policy = r#"
        policy p #{ title: #{ en: "Measures", zh: "办法" }, in_force: #{ from: "2022-08-01", to: open } };
        fact staff : count #{ en: "staff", zh: "从业人员" };
        title prize "1" #{ en: "prize", zh: "示范企业" };
        criterion few "1" #{ en: "few staff", zh: "人员少" } { staff < 10 }
        criterion many "1" #{ en: "many staff", zh: "人员多" } { staff >= 10 }
        eligibility prize "1" #{ act: [recognition] } { any([few, many]) }
        eligibility prize "1" #{ act: [re_review] } { all([few, many]) }
    "#;
    let engine = Engine::load(vec![Pack::new("p", policy).with_clauses(CLAUSES)], "").unwrap();
    for (act, decision) in [("recognition", Decision::Eligible), ("re_review", Decision::Ineligible)] {
        let question = Question::new("prize", "2025-06-01".parse().unwrap(), Facts::new()).act(act);
        let ruling = engine.rule(&question).unwrap();
        assert_eq!((ruling.decision, ruling.decided_by_cases), (decision, true));
        for language in [Language::En, Language::Zh] {
            insta::assert_snapshot!(format!("by_cases_{act}_{language:?}"), all_forms(&ruling, language));
        }
    }
    let why = engine.why_now("few", &Facts::new(), "2025-06-01".parse().unwrap(), None).unwrap();
    assert!(why[0].now.as_ref().unwrap().rulings.iter().all(|one| one.by_cases));
    assert!(why[0].render(Language::En).contains("the same whatever is missing"));
    assert!(why[0].render(Language::Zh).contains("无论缺失事实如何"));
}

const NAMES: [(&str, NameKind); 13] = [
    ("size::is_sme", NameKind::Criterion),
    ("size::listed_firms", NameKind::Criterion),
    ("size::class", NameKind::Table),
    ("size::ceiling", NameKind::Parameter),
    ("young", NameKind::Criterion),
    ("grown", NameKind::Criterion),
    ("located", NameKind::Criterion),
    ("certified", NameKind::Criterion),
    ("inventive", NameKind::Criterion),
    ("merit", NameKind::Score),
    ("merit.market", NameKind::Group),
    ("bonus", NameKind::Table),
    ("prize", NameKind::Title),
];

#[test]
fn every_name_is_explained() {
    let engine = engine();
    let on = "2025-06-01".parse().unwrap();
    for language in [Language::En, Language::Zh] {
        let pages = NAMES.map(|(name, kind)| {
            let explained = engine.why_now(name, &facts(), on, None).unwrap();
            assert_eq!(explained.len(), 1, "{name}");
            assert_eq!(explained[0].kind, kind, "{name}");
            let json = serde_json::to_string(&explained).unwrap();
            assert_eq!(serde_json::from_str::<Vec<gradus::Explanation>>(&json).unwrap(), explained);
            explained[0].render(language)
        });
        insta::assert_snapshot!(format!("why_{language:?}"), pages.join("\n----\n"));
    }
}

#[test]
fn a_rule_of_another_text_cites_that_text() {
    let explained = engine().why("size::is_sme", None).unwrap();
    let clause = &explained[0].clauses[0];
    assert_eq!(clause.policy.as_ref().map(gradus::PolicyId::as_str), Some("sizes"));
    assert_eq!(clause.summary.en, "the ceiling");
    assert_eq!(explained[0].figures[0].policy.as_ref().map(gradus::PolicyId::as_str), Some("sizes"));
    // The text itself knows it by its own name, and who uses it there.
    let own = engine().why("is_sme", None).unwrap();
    assert_eq!((own.len(), own[0].policy.as_str(), own[0].clauses[0].policy.clone()), (1, "sizes", None));
}

#[test]
fn what_an_exception_takes_into_account_counts() {
    let explained = engine().why("subsidiary", None).unwrap();
    let here = explained.iter().find(|one| one.policy.as_str() == "prizes").unwrap();
    assert_eq!(here.used_by[0].name, "size::listed_firms");
    assert_eq!(here.titles[0].title.as_str(), "prize");
    let error = engine().why("merit.markt", None).unwrap_err();
    assert_eq!(error.advice(), "did you mean `merit.market`?");
}
