//! What people read: the samples explained, who answers for what, and the ladder of titles.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test cannot set up fails it"
)]

use gradus::assign::Matrix;
use gradus::{Date, Facts, Form, Language, Length, Outcome, Pack, Question};
use gradus_tests::{SAMPLES, engine, load, rule, sample, sample_day};

#[test]
fn the_samples_explained() {
    for name in SAMPLES {
        let ruling = rule(sample(name));
        insta::assert_snapshot!(format!("{name}_en"), ruling.render(Length::Full, Form::Text, Language::En));
        insta::assert_snapshot!(format!("{name}_zh"), ruling.render(Length::Full, Form::Text, Language::Zh));
    }
}

#[test]
fn who_answers_for_the_measures_of_2021() {
    let engine = engine();
    let signed: Date = "2021-06-01".parse().unwrap();
    let matrix = Matrix::of(engine.policy(&"miit-2021-70".into()).unwrap(), signed, engine.agencies());
    insta::assert_snapshot!("matrix_en", matrix.render(Language::En));
    insta::assert_snapshot!("matrix_zh", matrix.render(Language::Zh));
}

/// Titles are shared by the packs: each is shown with its names, what stands below it, and who declares it.
#[test]
fn the_ladder_of_titles() {
    let ladder = engine().ladder(&Facts::new(), sample_day(), None).unwrap();
    let mut lines = Vec::new();
    for rung in &ladder.rungs {
        let by = engine().policies().iter().flat_map(|policy| {
            let these = policy.titles.iter().filter(|title| title.id == rung.title);
            these.map(|title| format!("{} [{}]", policy.id, title.citation))
        });
        let below = rung.after.as_ref().map_or(String::new(), |after| format!("after {after}; "));
        let by: Vec<String> = by.collect();
        assert!(!by.is_empty(), "no pack declares {}", rung.title);
        lines.push(format!(
            "{}: {} / {} - {below}{}",
            rung.title,
            rung.label.en,
            rung.label.zh,
            by.join(", ")
        ));
    }
    insta::assert_snapshot!("ladder", lines.join("\n"));
}

/// A condition that holds never shows its own fact as failing: of `not(fact)` the answer "no" is the one wanted.
#[test]
fn a_fact_that_must_be_no_is_shown_as_such() {
    let listed = |answer: bool| rule(sample("eligible").with("on_abnormal_list", answer));
    let line = |answer: bool, language| {
        let page = listed(answer).render(Length::Full, Form::Text, language);
        page.lines()
            .find(|line| line.contains("abnormal list") || line.contains("异常名录"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        line(false, Language::En),
        "  ✓ [art. 3] not on the abnormal list - is on the list of abnormal operations: no"
    );
    assert_eq!(
        line(true, Language::En),
        "  ✗ [art. 3] not on the abnormal list - is on the list of abnormal operations: yes, must be no"
    );
    assert_eq!(
        line(true, Language::Zh),
        "  ✗ ［第三条］ 未被列入经营异常名录——被列入经营异常名录：是，应为否"
    );
    let open = rule(sample("eligible").without("on_abnormal_list"));
    let finding = open.findings.iter().find(|finding| finding.id == "not_abnormal").unwrap();
    assert_eq!((finding.outcome, finding.comparisons[0].outcome), (Outcome::Open, Outcome::Open));
}

#[test]
fn one_percentage_point_is_singular() {
    let page =
        rule(sample("eligible").with("debt_ratio", "69")).render(Length::Full, Form::Text, Language::En);
    assert!(page.contains("69%, at most 70% (met by 1 percentage point)"), "{page}");
    let page =
        rule(sample("eligible").with("debt_ratio", "69.5")).render(Length::Full, Form::Text, Language::En);
    assert!(page.contains("(met by 0.5 percentage points)"), "{page}");
}

/// A column is headed in the language of the table, and a class of bodies by its name.
#[test]
fn the_heads_of_columns_are_in_the_language_of_the_table() {
    let engine = engine();
    let signed: Date = "2021-06-01".parse().unwrap();
    let matrix = Matrix::of(engine.policy(&"miit-2021-70".into()).unwrap(), signed, engine.agencies());
    for body in &matrix.bodies {
        assert!(!body.head(Language::Zh).is_ascii(), "{}", body.head(Language::Zh));
        assert!(body.head(Language::En).is_ascii(), "{}", body.head(Language::En));
        assert_eq!(body.kind.is_class(), body.head(Language::En) == body.title(Language::En), "{}", body.id);
    }
}

/// A text without a number leaves no gap and no empty brackets where the number would stand.
#[test]
fn a_text_without_a_number_is_named_by_its_title() {
    let policy = r#"
        policy unnumbered #{ title: #{ en: "An example", zh: "示例" }, in_force: #{ from: "2025-01-01", to: open } };
        title prize "1" #{ en: "prize", zh: "奖励" };
        fact member : yes_no #{ en: "is a member", zh: "会员" };
        criterion joined "1" #{ en: "member", zh: "会员" } { member }
        eligibility prize "1" { joined }
    "#;
    let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
    let engine = load(vec![Pack::new("unnumbered", policy).with_clauses(clauses)]);
    let asked = Question::new("prize", sample_day(), Facts::new().with("member", true));
    let page = |language| {
        engine
            .rule(&asked)
            .unwrap()
            .render(Length::Full, Form::Text, language)
            .lines()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert_eq!(page(Language::En), "under An example");
    assert_eq!(page(Language::Zh), "依据：《示例》");
}

/// What a function is given keeps its own year, whatever the function calls its variables: names decide nothing.
#[test]
fn renaming_a_variable_changes_no_ruling() {
    for outer in ["y", "z"] {
        let policy = format!(
            r#"policy p #{{ title: #{{ en: "P" }}, in_force: #{{ from: "2022-08-01", to: open }} }};
            fact x : yearly(money) #{{ en: "x" }};
            fn both(v) {{ each_year(1, |y| v >= yuan(5)) }}
            eligibility t "1" {{ each_year(2, |{outer}| both(x[{outer}])) }}"#
        );
        let clauses = "text = \"unavailable\"\nlanguage = \"en\"\n[[clause]]\nnumber = \"1\"\n";
        let pack = gradus::Pack::new("p", policy).with_clauses(clauses);
        let engine = gradus::Engine::load(vec![pack], "").unwrap();
        let facts =
            gradus::Facts::from_json(r#"{ "facts": { "x": { "2024": "10", "2023": "1" } } }"#).unwrap();
        let question = gradus::Question::new("t", "2025-06-30".parse().unwrap(), facts);
        assert_eq!(engine.rule(&question).unwrap().decision, gradus::Decision::Ineligible, "{outer}");
    }
}
