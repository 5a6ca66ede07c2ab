//! Where the sources contradict each other, a case shows which of them the pack follows, or that neither is encoded.

use gradus_tests::{cases, engine};

/// What contradicts what, and the cases that stand where the two part: `pack/case` with what it expects.
const CONTRADICTIONS: [(&str, &[(&str, &str)]); 7] = [
    (
        "a floor of 2亿 instead of 4亿 for specialised SMEs that apply as single champions: one program alone",
        &[
            ("miit-2023-138/no_relief_for_specialised_smes", "ineligible"),
            ("miit-2023-138/no_relief_at_exactly_two_yi", "ineligible"),
        ],
    ),
    (
        "2 years in the niche instead of 3 for little giants of 2022: one program, against six copies",
        &[("miit-2022-63/two_years_in_niche_are_not_enough", "ineligible")],
    ),
    (
        "24, 18 and 18 points instead of 20, 15 and 15 in annex 1 of 2022: one program, against six pages",
        &[
            ("miit-2022-63/innovative_score_60_innovation_20", "eligible"),
            ("miit-2022-63/innovative_growth_exactly_15", "eligible"),
        ],
    ),
    (
        "both base titles instead of either for a specialised SME of 2026: one program alone",
        &[
            ("miit-2026-2/specialised_innovative_title_alone", "eligible"),
            ("miit-2026-2/specialised_both_titles", "eligible"),
            ("miit-2026-2/specialised_neither_title", "ineligible"),
        ],
    ),
    (
        "the letters of the debt bands differ, and the bands themselves do not",
        &[("miit-2022-63/innovative_debt_exactly_75", "eligible")],
    ),
    (
        "other grades of accidents in 2026 than in 2022, and no word of tax evasion",
        &[
            ("miit-2026-2/base_condition_no_safety_accident_fails", "ineligible"),
            ("miit-2026-2/tax_evasion_is_not_asked", "eligible"),
        ],
    ),
    (
        "an edge belongs to what is above it in the size standard, and is within its limit in the measures",
        &[
            ("sme-size-2011-300/industry_at_the_limit_is_large", "ineligible"),
            ("miit-2022-63/debt_exactly_at_the_ceiling", "eligible"),
        ],
    ),
];

#[test]
fn each_contradiction_has_a_case() {
    for (what, wanted) in CONTRADICTIONS {
        for (name, decision) in wanted {
            let (pack, _) = name.split_once('/').unwrap_or_else(|| panic!("{name}"));
            let case = cases(pack).into_iter().find(|case| case.id == *name);
            let case = case.unwrap_or_else(|| panic!("{what}: no case {name}"));
            assert_eq!(case.expect.decision.as_deref(), Some(*decision), "{what}: {name}");
        }
    }
}

/// The eighth is of the seed: 千家 is "one thousand", and the translation says "thousands of". No figure is taken.
#[test]
fn the_target_that_two_texts_state_differently_has_no_figure() {
    let engine = engine();
    let targets = engine.targets(&Default::default(), "2025-06-01".parse().expect("a day")).expect("targets");
    let target = targets.iter().find(|target| target.target.as_str() == "single_champions");
    let target = target.expect("a target of the seed");
    assert!(target.judged.is_none() && target.words == "thousands of");
    assert!(target.status.as_ref().is_some_and(|status| status.note.zh.contains("千家")));
    assert!(!target.is_met());
}
