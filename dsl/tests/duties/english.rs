//! Responsibilities in English: labels, clauses and running text.

use crate::reading::check_lines;
use crate::{document, line};

/// What a whole English text gives below a title line.
fn english(text: &str) -> String {
    let read = document(&format!("Measures on Support for Enterprises\n\n{text}"));
    let lines: Vec<String> = read.responsibilities.iter().map(line).collect();
    lines.join(" | ")
}

#[test]
fn english_labels_are_clauses() {
    check_lines(
        english,
        &[
            (
                "1. Task. Improve the rules. (Lead unit: MOF; participating units: MIIT, SAMR)",
                "explicit mof; support miit samr",
            ),
            (
                "1. Task. Improve the rules. (Lead department: MOF; Cooperating departments: MIIT, SAMR)",
                "explicit mof; support miit samr",
            ),
            (
                "1. Task. Improve the rules. (Lead: MOF; support: MIIT, SAMR)",
                "explicit mof; support miit samr",
            ),
            (
                "1. Task. Improve the rules. (Owner: Department for Business and Trade. Deadline: June 2026)",
                "explicit Department for Business and Trade",
            ),
            (
                "1. Task. Improve the rules. (Responsible units: MOF, MIIT; Cooperating units: SAMR)",
                "first-listed mof; joint miit; support samr",
            ),
            (
                "1. Publish a plan.\nLead: DSIT\nSupporting: DBT, Innovate UK\nTiming: by Spring 2026",
                "explicit DSIT; support DBT Innovate UK",
            ),
            (
                "1. Publish a plan.\nResponsible department: Ministry of Finance\nCooperating departments: Ministry of Commerce",
                "sole mof; support mofcom",
            ),
            (
                "1. Publish a plan.\n\nLead agency: Ministry of Finance\n\n2. Report.\n\nLead agency: Ministry of Commerce",
                "explicit mof | explicit mofcom",
            ),
            (
                "1. Task. Improve the rules. (Responsible: MIIT, MOF, with all regions)",
                "first-listed miit; joint mof; local all regions",
            ),
            (
                "1. Task. Improve the rules. (Owner: DSIT; supported by the Office for Product Safety.)",
                "explicit DSIT; support Office for Product Safety",
            ),
            ("1. Task. Improve the rules. (Note: support is limited to firms)", ""),
            ("1. Publish a plan.\nSupport: grants of up to half the cost", ""),
            ("1. Publish a plan.\nLead: the market in clean steel", ""),
        ],
    );
}

#[test]
fn english_clauses_that_say_who_leads() {
    check_lines(
        english,
        &[
            (
                "1. Task. Improve the rules. (Led by MIIT, with participation of MOF, SASAC and other departments)",
                "explicit miit; support mof sasac; generic other departments; open",
            ),
            (
                "1. Task. Improve the rules. (Led by MIIT; MOF and SASAC participate)",
                "explicit miit; support mof sasac",
            ),
            (
                "1. Task. Improve the rules. (MOF takes the lead; NDRC and MIIT participate)",
                "explicit mof; support ndrc miit",
            ),
            (
                "1. Task. Improve the rules. (MOF takes the lead, with NDRC and MIIT cooperating)",
                "explicit mof; support ndrc miit",
            ),
            (
                "1. Task. Improve the rules. (MIIT, MOF and other departments, as well as local people's governments, shall be responsible according to the division of responsibilities)",
                "first-listed miit; joint mof; local local_governments; generic other departments; open; division",
            ),
            (
                "1. Task. Improve the rules. (All regions and relevant departments shall be responsible)",
                "none; local All regions; generic relevant_departments",
            ),
        ],
    );
}

#[test]
fn english_duties_in_running_text() {
    check_lines(
        english,
        &[
            ("The review will be led by MOF.", "explicit mof"),
            (
                "The review will be led by MOF, with support from MIIT and SAMR.",
                "explicit mof; support miit samr",
            ),
            ("The taskforce is led by an independent chair.", ""),
            (
                "MIIT takes the lead in establishing a work mechanism, with MOF, MOST and SAMR cooperating.",
                "explicit miit; support mof most samr",
            ),
            (
                "MOF is the lead department for the review, with MIIT in support.",
                "explicit mof; support miit",
            ),
            (
                "The Department for Business and Trade will lead this work, supported by HM Treasury and HM Revenue and Customs.",
                "explicit Department for Business and Trade; support HM Treasury HM Revenue and Customs",
            ),
            (
                "The Prime Minister's Office will lead, with support from the Cabinet Office.",
                "explicit Prime Minister's Office; support Cabinet Office",
            ),
            (
                "DSIT, working with the Department for Business and Trade and HM Treasury, will publish a roadmap.",
                "explicit DSIT; support Department for Business and Trade HM Treasury",
            ),
            ("MOF shall work with MIIT to set rules.", "explicit mof; support miit"),
            ("We will work with MIIT to set rules.", ""),
            ("MOF shall work with partners to set rules.", "sole mof"),
            (
                "The Secretary of Labor, acting through the Assistant Secretary and in consultation with the Secretary of State, shall issue rules.",
                "explicit Secretary of Labor; support Secretary of State",
            ),
            (
                "The Secretary of Labor, acting through the Assistant Secretary, in consultation with the Secretary of State, shall issue rules.",
                "explicit Secretary of Labor; support Secretary of State",
            ),
            (
                "The Secretary of Labor, through the Assistant Secretary for Policy, and in collaboration with the Director of the Office of Science, shall issue rules.",
                "explicit Secretary of Labor; support Director of the Office of Science",
            ),
            ("DSIT and DBT will jointly publish a plan.", "first-listed DSIT; joint DBT"),
            (
                "The Secretary of the Treasury and the Administrator of the Small Business Administration shall jointly propose a loan program.",
                "first-listed Secretary of the Treasury; joint Administrator of the Small Business Administration",
            ),
            (
                "The Secretary of Labor and the Secretary of Education shall, consistent with applicable law, jointly publish a plan.",
                "first-listed Secretary of Labor; joint Secretary of Education",
            ),
            ("Applicants and partners shall jointly publish a plan.", ""),
            (
                "SIDBI and NABARD shall be responsible for release of subsidy.",
                "first-listed SIDBI; joint NABARD",
            ),
            (
                "The single point of contact shall be responsible for facilitating the process.",
                "sole single point of contact",
            ),
            (
                "The regulations on eligible equipment shall be prescribed by the central competent authority in consultation with the Ministry of Finance.",
                "explicit central competent authority; support mof",
            ),
            (
                "The rules shall be jointly prescribed by the Ministry of Finance and the Ministry of Commerce.",
                "first-listed mof; joint mofcom",
            ),
            ("The rules shall be accompanied by a statement in consultation with users.", ""),
            (
                "The Ministry of Finance shall be responsible for funding; the Ministry of Commerce shall be responsible for review.",
                "sole mof | sole mofcom",
            ),
            (
                "The Ministry of Industry and Information Technology (hereinafter referred to as MIIT) is responsible for review.",
                "sole miit",
            ),
            (
                "The Ministry of Finance, the Ministry of Commerce and other relevant departments shall be responsible for review.",
                "first-listed mof; joint mofcom; generic relevant_departments; open",
            ),
            (
                "MOF, together with MIIT, NDRC and others, shall set the rules.",
                "explicit mof; support miit ndrc; open",
            ),
            (
                "administering entity: when an entity that is not responsible for the policy, is responsible for the administration of part of it",
                "",
            ),
            (
                "6. Seed assistance.— The Department, in consultation with the Ministry of Finance, shall set the terms.",
                "explicit Department; support mof",
            ),
        ],
    );
}

#[test]
fn a_body_acted_through_is_told_apart() {
    let read = document(
        "Order\n\nThe Secretary of Labor, acting through the Assistant Secretary and in consultation with the Secretary of State, shall issue rules.",
    );
    assert!(
        read.warnings.iter().any(|w| w.code == "acting-through" && w.message.contains("Assistant Secretary"))
    );
}
