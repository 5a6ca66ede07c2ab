//! Figures of English documents one by one: what is a target, what a criterion, and what is neither.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reading;

use reading::{check, check_by, criterion, document, read};

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
        (
            "The firm shall not invest in land, transport vehicles above INR 10 lakh, or loans.",
            "AtMost 1000000",
        ),
        ("The firm shall not be late, transport vehicles above INR 10 lakh are taxed.", "MoreThan 1000000"),
        ("The firm must not employ fewer than 5 persons.", "AtLeast 5"),
        ("The firm must employ more than 5 persons.", "MoreThan 5"),
        ("The firm is not listed and has more than 5 employees.", "MoreThan 5"),
        ("The grant is up to EUR 15 000 000.", "AtMost 15000000"),
    ] {
        assert_eq!(bounds(text), [expected], "{text}");
    }
}

/// Comparator and figures alone, with the role: `<= 5 [cap]`.
fn bounds(text: &str) -> Vec<String> {
    let document = document(&format!("Measures on Support for Enterprises\n1. Conditions\n{text}"));
    let bare = |c: &gradus_dsl::DocumentCriterion| {
        let mut c = c.clone();
        (c.indicator, c.when, c.window, c.of, c.alternative_group, c.hedge) =
            (String::new(), None, None, None, None, None);
        criterion(&c).trim().to_owned()
    };
    document.criteria.iter().map(bare).collect()
}

#[test]
fn words_and_signs_that_bind() {
    check_by(
        bounds,
        &[
            // Caps, wherever the word that limits stands.
            ("The maximum grant amount is $250,000.", &["<= 250000 USD [cap]"]),
            ("The maximum amount of the subsidy shall be NT$5,000,000.", &["<= 5000000 TWD [cap]"]),
            ("The minimum grant amount is $50,000.", &[">= 50000 USD [benefit]"]),
            ("The subsidy is subject to a ceiling of Rs. 25 lakh.", &["<= 2500000 INR [cap]"]),
            ("The subsidy for each project is limited to 50% of its budget.", &["<= 50 % [cap]"]),
            ("Support is capped at £20,000 per firm.", &["<= 20000 GBP [cap]"]),
            ("Each firm may receive up to a maximum of £9,000.", &["<= 9000 GBP [cap]"]),
            ("The grant is $250,000 for each project.", &["= 250000 USD [benefit]"]),
            // A negative before the bound, also with verb and object between.
            ("A county shall not receive more than RMB 8 million.", &["<= 8000000 CNY [cap]"]),
            (
                "The firm has not availed itself of support exceeding Rs. 10 lakh.",
                &["<= 1000000 INR [eligibility]"],
            ),
            ("It must not hold shares worth more than $1,000.", &["<= 1000 USD [eligibility]"]),
            (
                "The firm is not listed and has a turnover of more than £5 million.",
                &["> 5000000 GBP [eligibility]"],
            ),
            // Numbers in words.
            ("Its turnover has not exceeded one hundred crore rupees.", &["<= 1000000000 INR [eligibility]"]),
            ("Its turnover does not exceed, twenty five crore rupees.", &["<= 250000000 INR [eligibility]"]),
            ("It has at least two hundred and fifty employees.", &[">= 250 [eligibility]"]),
            ("It has at least one thousand two hundred employees.", &[">= 1200 [eligibility]"]),
            // Signs, and words behind the figure.
            ("The R&D intensity must be ≥ 5%.", &[">= 5 % [eligibility]"]),
            ("The firm must have >10 employees.", &["> 10 [eligibility]"]),
            ("The firm must employ 20+ staff.", &[">= 20 [eligibility]"]),
            ("It scores 60 points or more in the evaluation.", &[">= 60 points [eligibility]"]),
            (
                "Cities scoring less than 60 points shall be removed from the list.",
                &["< 60 points [revocation]"],
            ),
            // Two bounds of one measure are one range; two measures are two.
            ("It employs not less than 5 and not more than 50 persons.", &["between 5..50 [eligibility]"]),
            (
                "Offenders shall be fined not less than NT$60,000 and not more than NT$300,000.",
                &["between 60000..300000 TWD [cap]"],
            ),
            (
                "It has at least 5 staff and a turnover of not more than £50,000.",
                &[">= 5 [eligibility]", "<= 50000 GBP [eligibility]"],
            ),
        ],
    );
}

#[test]
fn conditions_that_shut_out_are_turned_round() {
    check_by(
        bounds,
        &[
            (
                "An applicant is not eligible if: (a) it has more than 500 employees; (b) its net worth is below $1 million.",
                &["<= 500 [eligibility]", ">= 1000000 USD [eligibility]"],
            ),
            ("An applicant is not eligible if it has more than 500 employees.", &["<= 500 [eligibility]"]),
            ("Firms with a debt ratio of 80% or more shall not be eligible.", &["< 80 % [eligibility]"]),
            (
                "The applicant shall not fall under any of the following:\n(a) it has 500 or more employees;\n(b) its equity is below $1 million.",
                &["< 500 [eligibility]", ">= 1000000 USD [eligibility]"],
            ),
            (
                "Firms are excluded where:\n(a) they have fewer than 5 employees;\n(b) their debt exceeds 70% of assets.",
                &[">= 5 [eligibility]", "<= 70 % [eligibility]"],
            ),
            // These do not shut out.
            (
                "An applicant is eligible if: (a) it has more than 500 employees; (b) its net worth is below $1 million.",
                &["> 500 [eligibility]", "< 1000000 USD [eligibility]"],
            ),
            ("An applicant is not eligible unless it has at least 5 employees.", &[">= 5 [eligibility]"]),
            ("A title is revoked if the firm has fewer than 5 employees.", &["< 5 [revocation]"]),
        ],
    );
}

#[test]
fn figures_that_are_none() {
    for text in [
        "The total outlay of the Scheme runs over five years (2024-25 to 2028-29).",
        "The fund for 2024/25 and FY 2026-27 is held by the Ministry, as is that of FY2028.",
        "Agencies shall prefer any authority of the United States under 44 U.S.C. 3502(1).",
        "Rules under 21 CFR 11.10 and 85 Fed. Reg. 12345 shall apply.",
        "Contact: Zhang San, 010-68200000.",
        "Telephone: 68200000 or +44 20 7946 0000.",
        "Applicants may call 1-800-555-0199.",
        "In 2022 the Union imported more than 90 % of its wafers.",
        "The United States depends on foreign sources for more than 70 percent of the gallium.",
        "Last year more than 300 firms had been helped.",
        "Not later than 1 year after the date of enactment of this Act, the Secretary shall report.",
        "The report shall be made within 1-2 months.",
        "The time may be extended once by a maximum of 3 months.",
        "A firm removed from the list shall not apply again for at least three years.",
        "A complaint must be filed in writing and approved by at least one level senior to the inspector.",
    ] {
        assert_eq!(read(text), [] as [&str; 0], "{text}");
    }
    // A condition beside a past year or a law stays one.
    check_by(
        bounds,
        &[
            ("In 2022 the firm must have had more than 90 employees.", &["> 90 [eligibility]"]),
            ("A business under 44 employees may apply.", &["< 44 [eligibility]"]),
        ],
    );
}

#[test]
fn what_is_measured_is_a_noun_phrase() {
    check(&[
        (
            "\"micro enterprise\" means an enterprise where the investment in plant and machinery or equipment does not exceed \
             one crore rupees.",
            &["investment in plant and machinery or equipment <= 10000000 INR [eligibility]"],
        ),
        (
            "Its total R&D expenditure in the previous year was not less than RMB 1 million.",
            &["total R&D expenditure >= 1000000 CNY [eligibility] in the previous year"],
        ),
        (
            "The average annual growth rate in the past two years was not lower than 5%.",
            &["average annual growth rate >= 5 % [eligibility] in the past two years"],
        ),
        (
            "Revenue from the main business accounts for at least 70% of total revenue.",
            &["Revenue from the main business >= 70 % [eligibility] of total revenue"],
        ),
        (
            "In the last three financial years, its net profit has exceeded £2 million.",
            &["net profit > 2000000 GBP [eligibility] in the last three financial years"],
        ),
        (
            "It must have either an annual turnover of at least £5 million or more than 50 employees.",
            &["annual turnover >= 5000000 GBP [eligibility] any g1", "employees > 50 [eligibility] any g1"],
        ),
        (
            "Research and development expenditure shall be no less than 3% of research and development staff costs.",
            &[
                "Research and development expenditure >= 3 % [eligibility] of research and development staff costs",
            ],
        ),
        (
            "It has more than 50 employees and research and development expenditure of at least £5 million.",
            &[
                "employees > 50 [eligibility]",
                "research and development expenditure >= 5000000 GBP [eligibility]",
            ],
        ),
        (
            "Firms with an annual turnover of less than £10 million in any financial year may apply.",
            &["annual turnover < 10000000 GBP [eligibility] in any financial year"],
        ),
    ]);
}

#[test]
fn a_condition_before_the_comma_is_the_branch() {
    check(&[
        (
            "Where operating revenue in the previous year was 100 million yuan or above, the proportion of research staff \
             shall be no less than 3%.",
            &[
                "proportion of research staff >= 3 % [eligibility] when operating revenue in the previous year was 100 \
                 million yuan or above",
            ],
        ),
        (
            "For firms below 50 employees, costs in the last two years shall not exceed 6%.",
            &["costs <= 6 % [eligibility] when firms below 50 employees; in the last two years"],
        ),
        (
            "If turnover is below 5 million yuan, the subsidy shall be 25% of costs.",
            &["subsidy = 25 % [benefit] when turnover is below 5 million yuan; of costs"],
        ),
        (
            "In the case of rural firms, the grant shall not exceed £5,000.",
            &["grant <= 5000 GBP [cap] when In the case of rural firms"],
        ),
        (
            "For the purposes of this scheme, turnover shall exceed £5,000.",
            &["turnover > 5000 GBP [eligibility]"],
        ),
    ]);
}

#[test]
fn nothing_that_happened_in_a_time_looked_at_is_none() {
    check(&[
        (
            "It has had no serious violation within the last three years.",
            &["serious violation = 0 [eligibility] in the last three years"],
        ),
        (
            "The applicant must not have been convicted of fraud in the past 5 years.",
            &["convicted of fraud = 0 [eligibility] in the past 5 years"],
        ),
        ("Trading statements from the last two years are needed.", &[]),
        ("No report was needed. The plan covers the last two years.", &[]),
    ]);
}

#[test]
fn what_a_figure_is_for() {
    check_by(
        bounds,
        &[
            (
                "The credit shall be available for a period not to exceed 24 months.",
                &["<= 24 months [period]"],
            ),
            ("Loans under this section shall not exceed $25 million.", &["<= 25000000 USD [cap]"]),
            ("Vouchers will be worth between £5,000 and £50,000.", &["between 5000..50000 GBP [benefit]"]),
            ("The project period shall not exceed two years.", &["<= 2 years [period]"]),
            (
                "The agency may revoke the subsidy if the execution rate is below 60%.",
                &["< 60 % [revocation]"],
            ),
            (
                "The agency may recover funds if the firm spends less than 80 per cent.",
                &["< 80 % [revocation]"],
            ),
            ("The Scheme gives a one-time credit of $3,000 per apprentice.", &["= 3000 USD [benefit]"]),
            (
                "Grants for firms with a turnover of up to £5 million are open.",
                &["<= 5000000 GBP [eligibility]"],
            ),
            (
                "The subsidy shall not exceed 50% of eligible costs and NT$2 million per year.",
                &["<= 50 % [cap]", "<= 2000000 TWD [cap]"],
            ),
            ("An applicant has received grants of more than £5,000.", &["> 5000 GBP [eligibility]"]),
        ],
    );
}

#[test]
fn a_document_rules_on_english_words() {
    let ruled = "\n2. Terms\nIn these Measures, \"above\" and \"more than\" include the number itself, while \"below\" does not.";
    for (text, expected) in [
        ("Turnover must be above $10 million.", ">= 10000000 USD [eligibility]"),
        ("It has been open for more than 2 years.", ">= 2 years [eligibility]"),
        ("It must have fewer than 5 staff.", "< 5 [eligibility]"),
        ("Its debt ratio must be below 70%.", "< 70 % [eligibility]"),
    ] {
        assert_eq!(bounds(&format!("{text}{ruled}")), [expected], "{text}");
    }
    assert_eq!(bounds("Turnover must be above $10 million."), ["> 10000000 USD [eligibility]"]);
}

#[test]
fn targets_name_what_is_reached() {
    check(&[
        (
            "By 2035, the share of renewable energy will rise from 20% to 35%.",
            &["share of renewable energy >= 35 % by 2035-12-31"],
        ),
        (
            "By 2035, emissions per head will fall to 5 tonnes.",
            &["emissions per head <= 5 tonnes by 2035-12-31"],
        ),
        (
            "By 2030, we will increase the number of start-up loans to 69,000 a year.",
            &["number of start-up loans >= 69000 by 2030-12-31"],
        ),
        (
            "By 2027, the number of specialized firms will reach 100,000, and that of small firms will exceed 10,000.",
            &["number of specialized firms >= 100000 by 2027-12-31", "small firms > 10000 by 2027-12-31"],
        ),
        ("By FY2027, exports will reach $5 billion.", &["exports >= 5000000000 USD by 2027-12-31"]),
        (
            "By the end of the 14th Five-Year Plan period, R&D intensity will reach 3 percent.",
            &["R&D intensity >= 3 % by 2025-12-31"],
        ),
        (
            "During the 15th Five-Year Plan period, 1,000 champions will be cultivated.",
            &["champions = 1000 by 2030-12-31"],
        ),
        ("By 2030, 3 in 4 adults will have the skills.", &["adults = 0.75 by 2030-12-31"]),
        ("By 2030, one third of vehicles sold will be electric.", &["vehicles sold = 1/3 by 2030-12-31"]),
        ("By 2030, waiting times will be halved.", &["waiting times x 0.5 by 2030-12-31"]),
        ("By 2030, we will back 50 firms with £500 million.", &["firms = 50 by 2030-12-31"]),
        (
            "The Secretary shall report on a plan with the goal of reaching 1 million new apprentices per year.",
            &["new apprentices >= 1000000"],
        ),
        ("Should the level be raised to 500 staff?", &[]),
        ("The board shall meet at least four times each year.", &[]),
    ]);
}

#[test]
fn a_limit_without_a_name_is_of_what_stands_before() {
    check(&[
        (
            "The subsidy is 15% of costs, subject to a maximum of £9,000.",
            &["subsidy = 15 % [benefit] of costs", "subsidy <= 9000 GBP [cap]"],
        ),
        (
            "For enterprises of the North the subsidy shall be 25% of costs, subject to a ceiling of Rs. 25 lakh.",
            &[
                "subsidy = 25 % [benefit] when enterprises of the North; of costs",
                "subsidy <= 2500000 INR [cap] when enterprises of the North",
            ],
        ),
        (
            "The agency may use up to 30 percent of eligible project costs as a grant.",
            &["eligible project costs <= 30 % [cap] of eligible project costs"],
        ),
        (
            "The Scheme provides an upfront capital subsidy of 15%.",
            &["upfront capital subsidy = 15 % [benefit]"],
        ),
        ("It has been in operation for at least 3 years.", &["operation >= 3 years [eligibility]"]),
        (
            "The turnover of the entity for any of the financial years since its registration has not exceeded £5 million.",
            &[
                "turnover of the entity <= 5000000 GBP [eligibility] in any of the financial years since its registration",
            ],
        ),
        (
            "Anyone who violates Article 7 shall be fined between $60 and $300.",
            &["fine between 60..300 USD [cap]"],
        ),
        ("No application shall be accepted from the firm for 3 years.", &[]),
    ]);
}

#[test]
fn words_are_whole_and_verbs_are_no_measure() {
    check(&[
        (
            "Where a regional body has so decided under the rules on the use of public money, commercial banks of the \
             cities and counties of the region shall keep no less than 30% of loans.",
            &[
                "commercial banks of the cities and counties of the region >= 30 % [eligibility] when a regional body has so \
                 decided under the rules on the use of public money; of loans",
            ],
        ),
        (
            "Its total R&D expenditure was not less than RMB 1 million and accounted for not less than 3% of revenue.",
            &[
                "total R&D expenditure >= 1000000 CNY [eligibility]",
                "total R&D expenditure >= 3 % [eligibility] of revenue",
            ],
        ),
        ("Its net worth is below $1 million.", &["net worth < 1000000 USD [eligibility]"]),
        ("The creditable amount shall not exceed 30 percent.", &["creditable amount <= 30 % [cap]"]),
        ("It scores 60 points or more.", &["scores >= 60 points [eligibility]"]),
        (
            "An enterprise may credit up to fifteen percent of its research and development expenditure.",
            &["research and development expenditure <= 15 % [cap] of research and development expenditure"],
        ),
        (
            "By 2029, the Health Service will deploy robots in 90% of operations.",
            &["operations = 90 % by 2029-12-31"],
        ),
        ("By 2029, renewables will account for 90% of power.", &["renewables = 90 % by 2029-12-31"]),
        ("The permit-granting process shall not exceed 9 months.", &[]),
        ("Large firms must pay within 60 days, falling to 45 days from 1 January 2028.", &[]),
    ]);
}

#[test]
fn two_bounds_that_are_shut_out_at_once_are_reported() {
    let read = document("Scheme\n1. Who\nAn applicant is not eligible if it has between 5 and 10 employees.");
    assert!(read.criteria.is_empty());
    assert!(read.warnings.iter().any(|warning| warning.code == "bounds-shut-out"));
}
