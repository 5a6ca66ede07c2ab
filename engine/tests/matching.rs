//! Matching: how far each title is, and that no way leads through a title that is itself out of reach.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::{Date, Engine, Facts, Language, Matches, Pack, Reach, Register};

const POLICY: &str = r#"
    policy steps #{ title: #{ en: "Steps", zh: "阶梯办法" }, in_force: #{ from: "2022-01-01", to: open } };
    title base "1" #{ en: "base", zh: "基础" };
    title middle "1" #{ en: "middle", zh: "中级", after: base };
    title top "1" #{ en: "top", zh: "高级", after: middle };
    title later "1" #{ en: "later", zh: "未定" };
    fact founded : date #{ en: "founded on", zh: "成立日期" };
    fact staff : count #{ en: "staff", zh: "人数", changeable: true };
    fact standing : judgement(miit) #{ en: "good standing", zh: "信誉良好" };
    eligibility base "1" { founded >= date("2020-01-01") }
    eligibility middle "1" #{ requires: base } { staff >= 10 }
    eligibility top "1" #{ requires: middle } { staff >= 20 and standing }
"#;

fn on() -> Date {
    "2025-06-01".parse().unwrap()
}

fn matches(founded: &str, staff: i64, held: &[&str]) -> Matches {
    let clauses =
        "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\nsummary = { en = \"S.\" }";
    let agencies =
        "[[agency]]\nid = \"miit\"\nname = { en = \"the ministry\", zh = \"部\" }\nkind = \"body\"\n";
    let engine = Engine::load(vec![Pack::new("steps", POLICY).with_clauses(clauses)], agencies).unwrap();
    let register = held.iter().fold(Register::complete_as_of(on()), |register, title| {
        register.with(*title, "2024-01-01".parse().unwrap(), None)
    });
    let facts = Facts::new().with("founded", founded).with("staff", staff).with_register(register);
    engine.matches(&facts, on(), None).unwrap()
}

fn reach(matches: &Matches) -> Vec<(&str, Reach)> {
    matches.titles.iter().map(|one| (one.rung.title.as_str(), one.reach)).collect()
}

#[test]
fn each_title_is_as_far_as_what_leads_to_it() {
    use Reach::{Held, NoText, Now, Out, Within};
    let found = matches("2021-03-01", 5, &[]);
    assert_eq!(reach(&found), [("base", Now), ("middle", Within), ("top", Within), ("later", NoText)]);
    // Nobody is founded later: the base is out of reach, and with it what only leads through it.
    let found = matches("2015-03-01", 5, &[]);
    assert_eq!(reach(&found), [("base", Out), ("middle", Out), ("top", Out), ("later", NoText)]);
    let found = matches("2015-03-01", 5, &["base", "middle"]);
    assert_eq!(reach(&found), [("base", Held), ("middle", Held), ("top", Within), ("later", NoText)]);
    let found = matches("2015-03-01", 25, &["middle"]);
    assert_eq!(found.of(Reach::Open).map(|one| one.rung.title.as_str()).collect::<Vec<_>>(), ["top"]);
}

#[test]
fn a_way_says_what_is_still_needed_beside_the_changes() {
    let found = matches("2015-03-01", 5, &["base", "middle"]);
    for language in [Language::En, Language::Zh] {
        insta::assert_snapshot!(format!("page_{language:?}"), found.render(language));
    }
    let json = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Matches>(&json).unwrap(), found);
}
