//! The forms of a ruling: what a host or a document supplied stays a value in every one of them.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus::{Engine, Facts, Form, Language, Length, Pack, Question, Ruling};
use proptest::prelude::*;
use std::sync::LazyLock;

const POLICY: &str = r#"
    policy sample #{ number: "No. 1", title: #{ en: "Sample", zh: "示例办法" }, in_force: #{ from: "2022-08-01", to: open } };
    fact field : text #{ en: "field", zh: "领域" };
    fact revenue : yearly(money) #{ en: "operating revenue", zh: "营业收入", min: 0 };
    fact staff : count #{ en: "staff", zh: "职工人数" };
    fact debt : money;
    fact review : judgement(office) #{ en: "is well managed", zh: "经营管理良好" };
    fact grade : external(points) #{ en: "grade", zh: "评价得分", source: #{ en: "the platform", zh: "培育平台" } };
    parameter floor "2" = yi(1) status single #{ en: "read | once", zh: "仅见于一份副本" };
    criterion right_field "1" #{ en: "field", zh: "所属领域" } { field == "chips" }
    criterion size "2" { all([revenue.last >= floor, staff >= 10]) }
    criterion load "2" #{ en: "load", zh: "负担" } { debt / revenue.prior(1) <= percent(50) }
    criterion managed "3" { review }
    score points_of_merit "3" of 10 pass 6 { indicator people "3" of 10 { bands(staff, [[0, 0], [10, 4], [50, 10]]) } }
    title prize "1" #{ en: "prize", zh: "示范企业" };
    eligibility prize "1" { all([right_field, size, load, managed, points_of_merit, grade >= points(60)]) }
"#;

const CLAUSES: &str = r#"
    text = "unavailable"
    language = "zh"
    [[clause]]
    number = "1"
    heading = { zh = "领域", en = "Field" }
    summary = { zh = "属于重点领域。", en = "In a key field, see <b>annex</b> | [list](https://example.org)." }
    [[clause]]
    number = "2"
    summary = { zh = "规模。", en = "Size." }
    [[clause]]
    number = "3"
"#;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let agencies =
        "[[agency]]\nid = \"office\"\nname = { zh = \"审核办公室\", en = \"the review office\" }\n";
    let policy = Pack::new("sample", POLICY).with_clauses(CLAUSES);
    Engine::load(vec![policy], agencies).unwrap()
});

fn rule(facts: Facts) -> Ruling {
    ENGINE.rule(&Question::new("prize", "2025-06-01".parse().unwrap(), facts)).unwrap()
}

fn base() -> Facts {
    let facts = r#"{ "facts": { "revenue": { "2024": "80000000", "2023": 1000 }, "staff": 9, "review": true, "debt": "400",
        "field": "chips", "grade": 61 } }"#;
    Facts::from_json(facts).unwrap().with_subject("Example Ltd")
}

fn all_forms(ruling: &Ruling) -> String {
    let mut shown = String::new();
    for (length, form) in [
        (Length::Short, Form::Text),
        (Length::Short, Form::Markdown),
        (Length::Full, Form::Text),
        (Length::Full, Form::Markdown),
    ] {
        for language in [Language::En, Language::Zh] {
            shown +=
                &format!("==== {length:?} {form:?} {language:?}\n{}", ruling.render(length, form, language));
        }
    }
    shown
}

#[test]
fn the_forms_of_a_no() {
    insta::assert_snapshot!("no", all_forms(&rule(base())));
}

#[test]
fn the_forms_of_a_yes() {
    let facts = base()
        .with("staff", 50)
        .with("revenue", gradus::FactValue::yearly([(2024, "100000000"), (2023, "1000")]));
    insta::assert_snapshot!("yes", all_forms(&rule(facts)));
}

#[test]
fn the_forms_of_what_cannot_be_decided() {
    insta::assert_snapshot!(
        "missing",
        all_forms(&rule(base().with("staff", 50).without("review").without("revenue")))
    );
    let nothing = gradus::FactValue::yearly([(2024, "100000000"), (2023, "0")]);
    insta::assert_snapshot!("undefined", all_forms(&rule(base().with("staff", 50).with("revenue", nothing))));
}

#[test]
fn a_value_of_a_host_is_no_markup() {
    let hostile = "a | b\n# ELIGIBLE\r\n<script>x</script> **bold** [x](https://example.org) `c` www.example.org \u{202E}x";
    let ruling = rule(base().with("field", hostile).with_subject(hostile));
    let page = ruling.render(Length::Full, Form::Markdown, Language::En);
    insta::assert_snapshot!("hostile", page.lines().take(12).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_short_form_names_no_id_that_has_a_name() {
    for facts in [base(), base().without("review").without("grade")] {
        let ruling = rule(facts);
        for language in [Language::En, Language::Zh] {
            let page = ruling.render(Length::Short, Form::Text, language);
            for id in ["right_field", "review", "grade)", "size", "revenue.", "sample"] {
                let named = id == "review" && language == Language::En;
                assert!(named || !page.contains(id), "{id} in\n{page}");
            }
        }
    }
}

#[test]
fn a_form_is_data_too() {
    assert_eq!(serde_json::to_string(&(Length::Short, Form::Markdown)).unwrap(), r#"["short","markdown"]"#);
}

/// How many cells a row of a table has: pipes that no backslash takes away.
fn cells(row: &str) -> usize {
    let (mut count, mut escaped) = (0, false);
    for c in row.chars() {
        count += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    count
}

/// The characters of a line that could begin markup and are not escaped.
fn bare(line: &str, marks: &[char]) -> Vec<char> {
    let (mut found, mut escaped) = (Vec::new(), false);
    for c in line.chars() {
        if marks.contains(&c) && !escaped {
            found.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    found
}

proptest! {
    #[test]
    fn no_value_breaks_a_page(
        value in "[a-z|`<>#*_\\[\\]()!&~\\\\ \n\r\t:/.@0-9=+-]{0,24}|\\PC{0,12}",
        subject in "[a-z|`<>#*_\\[\\]()!&~\\\\ \n\r\t:/.@0-9=+-]{1,24}|[\u{2028}\u{85}\u{0B}a]{1,6}",
    ) {
        let plain = rule(base().with("field", "x").with_subject("x"));
        let hostile = rule(base().with("field", value.as_str()).with_subject(subject));
        for language in [Language::En, Language::Zh] {
            for (length, form) in [(Length::Short, Form::Text), (Length::Full, Form::Text), (Length::Short, Form::Markdown), (Length::Full, Form::Markdown)] {
                // A field that is met, or the same, changes what is said; only its shape is compared.
                if hostile.decision != plain.decision || value == "chips" {
                    continue;
                }
                let (a, b) = (plain.render(length, form, language), hostile.render(length, form, language));
                prop_assert_eq!(a.lines().count(), b.lines().count(), "{}", b);
                let breaks = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{2029}');
                prop_assert!(!b.contains(breaks), "{}", b);
                if form == Form::Text {
                    continue;
                }
                for (a, b) in a.lines().zip(b.lines()) {
                    prop_assert_eq!(a.starts_with('|'), b.starts_with('|'));
                    prop_assert_eq!(a.starts_with('#'), b.starts_with('#'));
                    prop_assert_eq!(cells(a), cells(b), "{}", b);
                    let marks = ['<', '`', '*', '_', '[', ']', '~', '&', '@'];
                    let (mut known, mut found) = (bare(a, &marks), bare(b, &marks));
                    // An address is kept from becoming a link by an entity of ours.
                    found.retain(|c| *c != '&');
                    known.retain(|c| *c != '&');
                    prop_assert_eq!(known, found, "{}", b);
                }
            }
        }
    }
}
