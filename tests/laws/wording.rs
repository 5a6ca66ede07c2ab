//! P30: comments, white space and labels of a policy change no decision.

use crate::given::{complete_or_case, places, without};
use gradus::{Engine, Outcome, Ruling};
use gradus_dsl::ast::{Declaration, Expr, ExprKind, File, Node};
use gradus_dsl::parse;
use gradus_tests::{ask, engine, load, packs};
use proptest::prelude::*;

/// What a ruling decides, without a word of display.
fn substance(ruling: &Ruling) -> String {
    let findings: Vec<(&str, Outcome, Vec<_>)> = ruling
        .findings
        .iter()
        .map(|finding| {
            let compared = finding.comparisons.iter();
            let compared = compared.map(|one| {
                (one.operator, &one.left.value, &one.right.value, one.outcome, &one.margin, &one.missing)
            });
            (finding.id.as_str(), finding.outcome, compared.collect())
        })
        .collect();
    let missing: Vec<&str> = ruling.missing.iter().map(|missing| missing.path.as_str()).collect();
    format!("{:?} {findings:?} {:?} {missing:?} {:?}", ruling.decision, ruling.decided_by, ruling.blocked)
}

/// Something to put between two lines of a policy.
fn filler() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "",
        "",
        "   ",
        "\t\t",
        " // a remark, \"with\" quotes { and ] brackets",
        " // 说明：不影响任何裁定",
        "\n",
        "\n\n    \n",
        "\n// policy fact criterion",
        "\n/* 甲\n  乙 */",
        " /* let x = 1; */",
        "\r",
    ])
    .prop_map(str::to_owned)
}

/// The text with something after each of its lines. No quoted text of the packs runs over a line.
fn filled(text: &str, fillers: &[String]) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(number, line)| format!("{line}{}\n", fillers[number % fillers.len()]));
    lines.collect()
}

/// The same file with every label reworded: what `zh` and `en` say, everywhere.
fn reworded(file: &File, word: &str) -> String {
    let mut file = file.clone();
    let mut changed = 0;
    let mut waiting: Vec<&mut Declaration> = file.declarations.iter_mut().collect();
    while let Some(declaration) = waiting.pop() {
        for part in &mut declaration.parts {
            match &mut part.node {
                Node::Items(items) => waiting.extend(items),
                Node::Expr(expr) => reword(expr, word, &mut changed),
                _ => {}
            }
        }
    }
    assert!(changed > 20, "only {changed} labels");
    file.to_string()
}

/// Labels stand in the map of a declaration, or in a map under `title`.
fn reword(expr: &mut Expr, word: &str, changed: &mut usize) {
    let ExprKind::Map(entries) = &mut expr.kind else { return };
    for (key, value) in entries {
        match (key.as_str(), &mut value.kind) {
            ("zh" | "en", ExprKind::Text(text)) => {
                *changed += 1;
                *text = format!("{word} {changed}");
            }
            ("title", _) => reword(value, word, changed),
            _ => {}
        }
    }
}

fn with_texts(change: impl Fn(&str) -> String) -> Engine {
    let mut packs = packs();
    for pack in &mut packs {
        let changed = change(&pack.policy);
        assert_ne!(changed, pack.policy);
        pack.policy = changed;
    }
    load(packs)
}

fn labelled(word: &str) -> Engine {
    with_texts(|text| {
        let (file, remarks) = parse(text, "policy.rhai");
        assert!(remarks.is_empty(), "{}", remarks[0]);
        reworded(&file, word)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn p30_comments_and_white_space_change_no_ruling(
        fillers in prop::collection::vec(filler(), 3..60),
        files in prop::collection::vec(complete_or_case(), 8),
    ) {
        let fillers = [fillers, vec![" // last".to_owned()]].concat();
        let other = with_texts(|text| filled(text, &fillers));
        for (rule, base, file) in files {
            let question = rule.question(base, &file);
            // Not a byte of it, since comments are not in a ruling.
            prop_assert_eq!(other.rule(&question).unwrap(), engine().rule(&question).unwrap());
        }
    }

    #[test]
    fn p30_labels_change_no_decision(
        word in "[a-z甲乙丙“”%{}\\\\\"/ ]{1,12}",
        files in prop::collection::vec((complete_or_case(), any::<prop::sample::Index>()), 8),
    ) {
        let other = labelled(&word);
        for ((rule, base, file), taken) in files {
            let places = places(&file);
            let file = without(&file, std::slice::from_ref(taken.get(&places)));
            let question = rule.question(base, &file);
            let (plain, other) = (engine().rule(&question).unwrap(), other.rule(&question).unwrap());
            prop_assert_eq!(substance(&other), substance(&plain));
        }
    }
}

/// The labels are in fact other ones, and a change of a rule would be seen.
#[test]
fn other_labels_are_seen_in_a_ruling_and_another_rule_in_its_substance() {
    let sample = gradus_tests::sample("eligible");
    let (plain, other) =
        (engine().rule(&ask(sample.clone())).unwrap(), labelled("甲").rule(&ask(sample.clone())).unwrap());
    assert_ne!(plain, other);
    assert!(other.findings.iter().all(|finding| finding.label.en.contains('甲')));
    let stricter = with_texts(|text| text.replace("percent(10)", "percent(11)") + "\n");
    assert_ne!(substance(&stricter.rule(&ask(sample)).unwrap()), substance(&plain));
}
