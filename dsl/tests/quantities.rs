//! Figures of policy documents one by one: what is a target, what a criterion, and what is neither.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "quantities/criteria.rs"]
mod criteria;
#[path = "quantities/hard.rs"]
mod hard;
#[path = "quantities/roles.rs"]
mod roles;
#[path = "quantities/targets.rs"]
mod targets;
#[path = "quantities/tasks.rs"]
mod tasks;

mod reading;

use reading::{check, check_by, criterion, document, figure, read, target};

#[test]
fn targets_in_english() {
    check(&[
        (
            "By 2025, 10,000 firms and thousands of champions will be developed.",
            &["firms = 10000 by 2025-12-31", "champions ? by 2025-12-31 (thousands of)"],
        ),
        ("We will expand compute by at least 20x by 2030.", &["expand compute x 20 x by 2030-12-31"]),
        ("We will double AI compute by 2030.", &["AI compute x 2 by 2030-12-31"]),
        ("R&D spending will rise to 3% of GDP by the end of 2027.", &["R&D spending >= 3 % by 2027-12-31"]),
        ("By 31 March 2026, 30 per cent of SMEs will have adopted it.", &["SMEs = 30 % by 2026-03-31"]),
        (
            "By March 2026, the scheme will train over 7.5 million workers.",
            &["workers > 7500000 by 2026-03-31"],
        ),
        (
            "By 2028 it will support between 1,000 and 1,500 schools.",
            &["schools between 1000..1500 by 2028-12-31"],
        ),
        ("Thousands of firms were helped.", &[]),
        ("The 10-year plan covers 5G, Section 230 and Order 14110 by 2030.", &[]),
        ("Within 90 days of this order, the Secretary shall report.", &[]),
        ("By 2025 the \"10,000 excellent enterprises\" activity goes on.", &[]),
    ]);
}

#[test]
fn adjoining_tiers_decide_or_are_reported() {
    let text = "第一条 等级如下：\n（一）资产小于3,000万元（含）；\n（二）资产3,000万元至1亿元（含）；\n（三）资产1亿元以上。";
    let read = document(text);
    let found: Vec<String> = read.criteria.iter().map(criterion).collect();
    assert_eq!(
        found,
        [
            "资产 <= 30000000 元 [eligibility]",
            "资产 > 30000000 元 [eligibility]",
            "资产 <= 100000000 元 [eligibility]",
            "资产 > 100000000 元 [eligibility]",
        ]
    );
    let read = document("第一条 等级如下：\n（一）资产1亿元以下；\n（二）资产1亿元以上。");
    assert!(read.warnings.iter().any(|w| w.code == "tiers-overlap"));
}

#[test]
fn criteria_in_english() {
    check(&[
        (
            "The applicant should have an annual turnover not exceeding Rs. 100 crore for any of the financial years since \
             its incorporation.",
            &[
                "annual turnover <= 1000000000 INR [eligibility] in any of the financial years since its incorporation",
            ],
        ),
        (
            "The period of existence should not exceed 10 years from the date of incorporation.",
            &["period of existence <= 10 years [eligibility]"],
        ),
        (
            "A firm whose capital is no more than NT$80 million, or which hires fewer than 100 employees.",
            &["capital <= 80000000 TWD [eligibility] any g1", "employees < 100 [eligibility] any g1"],
        ),
        ("Its turnover is one exceeding NT$0.3 billion.", &["turnover is one > 300000000 TWD [eligibility]"]),
        ("Its capital amounts to NT$20 million.", &["capital >= 20000000 TWD [eligibility]"]),
        (
            "It employs at least 40 persons in research, on average 20 persons among them with a degree.",
            &["persons >= 40 [eligibility]", "persons among them >= 20 [eligibility]"],
        ),
        (
            "A majority of the board, one third or more of the members and more than 50% of the shares agree.",
            &[
                "board > 0.5 [eligibility]",
                "members >= 1/3 [eligibility] of members",
                "shares agree > 50 % [eligibility] of shares agree",
            ],
        ),
        (
            "Investment does not exceed one crore rupees and turnover does not exceed five crore rupees.",
            &["Investment <= 10000000 INR [eligibility]", "turnover <= 50000000 INR [eligibility]"],
        ),
        ("Not less than twenty (20) staff work there.", &["staff work there >= 20 [eligibility]"]),
        ("Applicants must be 18 years of age or older.", &["Applicants >= 18 years of age [eligibility]"]),
        (
            "The grant is up to £5m and not more than 50% of eligible costs.",
            &["grant <= 5000000 GBP [cap]", "eligible costs <= 50 % [cap] of eligible costs"],
        ),
        (
            "A firm must not have fewer than 50 or more than 250 staff.",
            &["firm >= 50 [eligibility]", "staff <= 250 [eligibility]"],
        ),
        (
            "The fund gives grants of between £50,000 and £2 million, covering up to 70% of project costs.",
            &["grants between 50000..2000000 GBP [benefit]", "project costs <= 70 % [cap] of project costs"],
        ),
        (
            "A firm may apply where any of the following applies: (a) capital of NT$100 million or less; (b) fewer than 200 \
             regular employees.",
            &[
                "capital <= 100000000 TWD [eligibility] any g1",
                "regular employees < 200 [eligibility] any g1",
            ],
        ),
        (
            "Start-ups with revenue under INR 50 lakh receive a 25% rebate.",
            &["revenue < 5000000 INR [eligibility]", "rebate = 25 % [benefit]"],
        ),
        (
            "A scholarship of NT$20,000 is granted for up to 12 months.",
            &["scholarship = 20000 TWD [benefit]", "scholarship <= 12 months [period]"],
        ),
        ("We will invest over 10 years, as 7 of the top 10 firms did.", &[]),
        ("The agency shall decide within 30 days, under Section 56 of Act No. 12.", &[]),
        ("In 2021 the ministry received 3,500 applications.", &[]),
        ("Call 020 7946 0000 or see page 12.", &[]),
    ]);
}

#[test]
fn a_negation_turns_a_bound_round_though_a_verb_stands_between() {
    let bounds = |text: &str| -> Vec<String> {
        let document = document(&format!("Scheme\n1. Conditions\n{text}"));
        let shown = |c: &gradus_dsl::DocumentCriterion| {
            format!("{:?} {}", c.comparator.unwrap(), c.value.as_ref().unwrap())
        };
        document.criteria.iter().map(shown).collect()
    };
    for (text, expected) in [
        ("An applicant shall not receive more than RMB 80 million.", "AtMost 80000000"),
        ("The firm must not employ fewer than 5 persons.", "AtLeast 5"),
        ("The firm must employ more than 5 persons.", "MoreThan 5"),
        ("The firm is not listed and has more than 5 employees.", "MoreThan 5"),
        ("The grant is up to EUR 15 000 000.", "AtMost 15000000"),
    ] {
        assert_eq!(bounds(text), [expected], "{text}");
    }
}
