//! One syntax error for each broken declaration, the others read and checked as if it were not there.
#![allow(clippy::unwrap_used, reason = "what a test cannot set up fails it")]

use gradus_dsl::{Agencies, Diagnostic, MAX_SOURCE_BYTES, Pack, parse};
use proptest::prelude::*;

const SAMPLE: &str = include_str!("dsl-sample.rhai");
const POLICY: &str = include_str!("../../policies/miit-2022-63/policy.rhai");
const CLAUSES: &str = include_str!("../../policies/miit-2022-63/clauses.toml");

fn agencies() -> Agencies {
    Agencies::from_toml(include_str!("../../policies/agencies/agencies.toml"), "agencies.toml").unwrap()
}

fn shown(remarks: &[Diagnostic]) -> String {
    remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n")
}

/// Everything that is wrong with a text: syntax, then meaning.
fn checked(source: &str) -> Vec<Diagnostic> {
    Pack::new("many", source).with_clauses(CLAUSES).check(&agencies()).diagnostics
}

#[test]
fn a_file_with_many_mistakes_gets_one_remark_for_each() {
    let source = r#"policy many #{ title: #{ en: "Many" }, in_force: #{ from: "2022-08-01", to: open } };
fact revenue : yearly(money) #{ en: "revenue" };
fact debt : percentage #{ en: "debt" }
fact share : percentage #{ en: "share", };;
fact broken_type : one_of("a" "b") #{ en: "broken" };
criterium misspelt "art. 2" { revenue.last >= wan(1) }
criterion no_citation { debt <= percent(70) }
criterion unclosed "art. 2" { all([debt <= percent(70), share >= percent(10) }
criterion until "art. 2" { true }
criterion quote "art. 2 { true }
criterion closed_twice "art. 2" { share >= percent(10) }}
criterion open "art. 2" {
    debt <= percent(70)

criterion assigned "art. 2" { debt = percent(70) }
let sum = percent(1) + ;
fn half(x { x / 2 }
criterion good "art. 2" { all([misspelt, no_citation, unclosed, quote, open, sum >= half(debt), broken_type == "a"]) }
criterion wrong_names "art. 2" { all([debt_ratio <= percent(70), nobody]) }
eligibility little_giant "art. 2" { all([good, wrong_names, closed_twice, assigned]) }
workflow w of little_giant {
    state draft initial;
    step submit from draft to by applicant;
}
eligibility small "art. 2" { w == 1 }
"#;
    insta::assert_snapshot!(shown(&checked(source)));
}

#[test]
fn what_is_missing_because_it_is_broken_is_not_reported_again() {
    // The header, a fact, a title, a pack and a figure are each broken; everything else refers to them.
    let source = r#"policy broken #{ title: #{ en: "Broken" }, in_force #{ from: "2022-08-01", to: open } };
use "sizes" as size as;
fact revenue : yearly(money #{ en: "revenue" };
fact patents : list(#{ in_use: yes_no }} #{ en: "patents" };
fact part : yearly(money) #{ en: "part", at_most: revenue };
fact untyped : yearly(mony) #{ en: "untyped" };
parameter floor "art. 2" = percent(3) from "2022-08-01" to "2023-01-01";
parameter floor "art. 2" = percent(4 from "2023-01-01" to "2024-01-01";
parameter floor "art. 2" = percent(5) from "2024-01-01";
title prize "art. 2" #{ en "prize" };
fn above(x) { x > }
criterion a "art. 2" { part.last / revenue.last >= floor }
criterion b "art. 2" { each_year(2, |y| revenue[y] >= wan(1)) and sum_years(revenue, 2) >= wan(1) }
criterion c "art. 2" { count(patents, |p| p.in_use) >= 2 }
criterion d "art. 2" { above(part.last) and size::is_sme and untyped.last >= wan(1) }
criterion e "art. 2" overrides f because "it says so" { true }
criterion f "art. 2" { true and }
eligibility prize "art. 2" #{ requires: prize } { all([a, b, c, d, e, f]) }
"#;
    insta::assert_snapshot!(shown(&checked(source)));
}

#[test]
fn places_are_those_of_the_file() {
    let source = "\u{4e2d}: ;\n\n  let a = 1 +; let b = 甲 + 22; /* 中\n文 */ let c = ) ;\nlet d = 1 + 2;\n";
    let (file, remarks) = parse(source, "places");
    let places: Vec<(u32, u32)> = remarks.iter().map(|remark| (remark.at.line, remark.at.column)).collect();
    assert_eq!(places, [(1, 2), (3, 14), (4, 14)], "{}", shown(&remarks));
    assert_eq!(file.to_string(), "let b = 甲 + 22;\nlet d = 1 + 2;\n");
    let found: Vec<(u32, u32)> =
        file.declarations.iter().map(|one| (one.at.line, one.parts[1].at.column)).collect();
    assert_eq!(found, [(3, 26), (5, 11)]);
    assert_eq!(file.unread.names().collect::<Vec<_>>(), ["a", "c"]);
}

/// The number of a declaration is read again from its place; a place counted otherwise gave another number.
#[test]
fn what_would_move_a_number_is_refused() {
    let (file, remarks) = parse("// x\rlet a = 12;\nlet b = 99;\n", "return");
    assert_eq!((file.declarations.len(), remarks.len()), (0, 1), "{file}");
    assert_eq!((remarks[0].code.as_str(), remarks[0].at.column), ("lone-return", 5));
    let (file, remarks) = parse("let a = f([`\\${\\${\\${\\${`, 5, 12]);\nlet b = 7;", "backticks");
    assert_eq!(file.to_string(), "let b = 7;\n");
    assert_eq!((remarks.len(), remarks[0].code.as_str()), (1, "not-in-language"));
}

#[test]
fn an_unfinished_comment_or_text_loses_what_follows_it_only() {
    let (file, remarks) = parse("let a = 1;\nlet b = ;\n/* let c = 1;\nlet d = 2;", "comment");
    assert_eq!(file.to_string(), "let a = 1;\n");
    let codes: Vec<(&str, u32)> =
        remarks.iter().map(|remark| (remark.code.as_str(), remark.at.line)).collect();
    assert_eq!(codes, [("syntax", 2), ("unfinished-comment", 3)]);
    assert!(file.unread.may_declare("c"));
    let (file, remarks) = parse("let a = 1;\nlet b = `2;\nlet c = 3;\n", "text");
    assert_eq!((file.to_string().as_str(), remarks.len(), remarks[0].at.line), ("let a = 1;\n", 1, 2));
    assert!(file.unread.may_declare("c"));
}

/// Rhai reads two declarations with a sign between them as one expression.
#[test]
fn one_that_runs_on_does_not_take_the_next_along() {
    let (file, remarks) =
        parse("measure a \"2\" division +\nmeasure b \"3\" division;\nlet c = 1;", "runs on");
    assert_eq!(remarks.len(), 1, "{}", shown(&remarks));
    assert_eq!((remarks[0].code.as_str(), remarks[0].at.line), ("syntax", 1));
    assert_eq!(file.to_string(), "measure b \"3\" division;\nlet c = 1;\n");
}

/// Quotes of another kind are no quotes, so that a `;` between them ends nothing and is no second mistake.
#[test]
fn a_text_in_other_quotes_is_one_error() {
    let (file, remarks) = parse("classify “1” as purpose because “a; b”;\nlet c = 1;", "quotes");
    assert_eq!((remarks.len(), remarks[0].at.line), (1, 1), "{}", shown(&remarks));
    assert_eq!(file.to_string(), "let c = 1;\n");
}

#[test]
fn two_functions_of_one_name_are_one_error() {
    let (file, remarks) = parse("fn f(x) { x }\nlet a = f(1);\nfn f(x) { x + 1 }\n", "twice");
    assert_eq!(remarks.len(), 1, "{}", shown(&remarks));
    assert_eq!(file.declarations.len(), 2);
}

#[test]
fn hostile_texts_with_many_mistakes_are_read_soon() {
    let texts = [
        ("broken declarations", "criterion c \"2\" { all([a }\n".repeat(4_096)),
        ("more broken than may be declared", "let x = ;\n".repeat(20_000)),
        ("good and broken", "let x = 1;\nlet y = (;\n".repeat(4_000)),
        ("long lines", "let x = (;let y = 1;".repeat(2_900)),
        ("closing brackets", ");".repeat(60_000)),
        ("keywords", "fact ".repeat(40_000)),
        ("keywords and names", "fact a\n".repeat(30_000)),
        ("texts that do not end", "let a = \"x;\n".repeat(20_000)),
        ("many functions", "let a = [|x| 1, |x| 2, |x| 3, |x| 4];\nlet b = ;\n".repeat(3_000)),
        ("open brackets", "(".repeat(MAX_SOURCE_BYTES)),
        ("open brackets in lines", "(\nlet a = 1;\n".repeat(15_000)),
        ("raw texts", "let a = #\"x\"##\"y\n".repeat(12_000)),
    ];
    for (name, text) in texts {
        let text: String = text.chars().take(MAX_SOURCE_BYTES).collect();
        let started = jiff::Timestamp::now();
        let remarks = checked(&text);
        let took = jiff::Timestamp::now().duration_since(started).as_millis();
        assert!(!remarks.is_empty() && remarks.len() <= 420, "{name}: {}", remarks.len());
        assert!(took < 10_000, "{name} took {took} ms");
    }
}

/// The declarations of a text, one a line, each as it prints.
fn lines(source: &str) -> Vec<String> {
    let (file, remarks) = parse(source, "whole");
    assert!(remarks.is_empty());
    file.declarations.iter().map(|one| one.to_string().replace('\n', " ")).collect()
}

/// Breaks a declaration that stands on one line.
fn broken(line: &str, how: u8) -> String {
    match how % 7 {
        0 => line.replacen(' ', " ) ", 1),
        1 => line.replacen(' ', " until ", 1),
        2 => format!("x{line}"),
        3 => format!("{} +", line.trim_end_matches(['}', ';'])),
        4 => line.replacen(' ', " \"", 1).replace('"', "“"),
        5 => format!("{} (", line.trim_end_matches(';')),
        _ => format!("= {line}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::with_cases(60) })]

    /// Breaking so many declarations gives so many errors, each in its declaration; the others are all kept.
    #[test]
    fn as_many_errors_as_broken_declarations(
        policy in prop::sample::select(vec![SAMPLE, POLICY]),
        hits in prop::collection::btree_map(any::<u16>(), any::<u8>(), 1..8),
    ) {
        let good = lines(policy);
        let mut text = good.clone();
        let mut expected = std::collections::BTreeSet::new();
        for (index, how) in hits {
            let at = index as usize % good.len();
            // Of two in a row the second may be lost in the first, where that leaves a bracket open.
            if expected.contains(&at.wrapping_sub(1)) || expected.contains(&(at + 1)) {
                continue;
            }
            text[at] = broken(&good[at], how);
            expected.insert(at);
        }
        let source = text.join("\n");
        let (file, remarks) = parse(&source, "broken");
        let found: Vec<usize> = remarks.iter().map(|remark| remark.at.line as usize - 1).collect();
        prop_assert_eq!(found, expected.iter().copied().collect::<Vec<_>>(), "{}", shown(&remarks));
        let kept: Vec<String> = file.declarations.iter().map(|one| one.to_string().replace('\n', " ")).collect();
        let rest = good.iter().enumerate().filter(|(at, _)| !expected.contains(at));
        let rest: Vec<String> = rest.map(|(_, line)| line.clone()).collect();
        let other = kept.iter().zip(&rest).find(|(kept, rest)| kept != rest);
        prop_assert!(other.is_none() && kept.len() == rest.len(), "{} of {}: {other:?}\n{source}", kept.len(), rest.len());
    }

    /// The checks say nothing new of the rest, whatever is broken: every other remark is one of the whole policy.
    #[test]
    fn nothing_is_said_that_follows_from_the_errors(
        hits in prop::collection::btree_map(any::<u16>(), any::<u8>(), 1..8),
    ) {
        let good = lines(POLICY);
        let whole: Vec<String> = checked(&good.join("\n")).into_iter().map(|remark| remark.message).collect();
        let mut text = good.clone();
        let mut errors = std::collections::BTreeSet::new();
        for (index, how) in hits {
            let at = index as usize % good.len();
            // Of two in a row the second may be lost in the first, where that leaves a bracket open.
            if errors.contains(&at.wrapping_sub(1)) || errors.contains(&(at + 1)) {
                continue;
            }
            text[at] = broken(&good[at], how);
            errors.insert(at);
        }
        let remarks = checked(&text.join("\n"));
        let others: Vec<&Diagnostic> = remarks.iter().skip(errors.len()).collect();
        for remark in others {
            prop_assert!(whole.contains(&remark.message), "{remark}");
        }
    }
}

#[test]
fn one_broken_declaration_is_one_error_and_no_more() {
    let good = lines(POLICY);
    let whole: Vec<String> = checked(&good.join("\n")).into_iter().map(|remark| remark.message).collect();
    let mut wrong = Vec::new();
    for at in 0..good.len() {
        for how in 0..7 {
            let mut text = good.clone();
            text[at] = broken(&good[at], how);
            for remark in checked(&text.join("\n")).iter().skip(1) {
                if !whole.contains(&remark.message) {
                    wrong.push(format!("{}\n{remark}", text[at]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
