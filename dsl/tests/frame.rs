//! What stands around a text, one form at a time: title, number, issuers, dates, in texts of our own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reading;

use reading::{check_lines, document as read};

/// Title, number, issuers and dates on one line.
fn frame(text: &str) -> String {
    let document = read(text);
    let number = document.number.map_or("-".to_owned(), |n| {
        format!(
            "{} {} {}",
            n.code.unwrap_or_default(),
            n.year.unwrap_or_default(),
            n.sequence.unwrap_or_default()
        )
    });
    let issuers: Vec<&str> = document
        .issuers
        .iter()
        .map(|b| b.id.as_ref().map_or(b.as_written.as_str(), |id| id.as_str()))
        .collect();
    let dates = document.dates;
    let days = [
        ("signed", dates.signed),
        ("published", dates.published),
        ("effective", dates.effective),
        ("repealed", dates.repealed),
    ];
    let days: Vec<String> =
        days.iter().filter_map(|(word, day)| Some(format!("{word} {}", (*day)?))).collect();
    format!("{} | {} | {} | {}", document.title, number.trim(), issuers.join(" "), days.join(" "))
}

#[test]
fn frames() {
    check_lines(
        frame,
        &[
            (
                "国务院办公厅关于印发工作方案的通知\n国办发〔2020〕4号\n\n各省、自治区、直辖市人民政府：\n《工作方案》已经同意，现印发给你们，请认真贯彻执行。\n国务院办公厅\n2020年1月1日\n（此件公开发布）\n\n工作方案\n国家发展改革委　工业和信息化部\n\n为推进有关工作，制定本方案。\n一、总体要求\n推进改革。",
                "工作方案 | 国办发 2020 4 | gosc | signed 2020-01-01",
            ),
            (
                "国务院办公厅关于印发“十三五”\n国民节水计划的通知\n国办发〔2016〕88号\n各省、自治区、直辖市人民政府：\n现将计划印发给你们，请认真组织实施。\n国务院办公厅\n2016年12月20日\n\n国民节水计划\n一、总体要求\n推进节水。",
                "国民节水计划 | 国办发 2016 88 | gosc | signed 2016-12-20",
            ),
            (
                "中华人民共和国国务院令\n第802号\n《管理条例》已经国务院常务会议通过，现予公布。\n总理　李某\n2024年3月15日\n\n管理条例\n第一条　为了规范管理，制定本条例。",
                "管理条例 | 0 802 | sc | signed 2024-03-15",
            ),
            (
                "索 引 号：0001/2021-00065　　主题分类：工业\n发文机关：国务院办公厅　　成文日期：2021年07月01日\n标　　题：关于加快发展的意见\n发文字号：国办发〔2021〕22号　　发布日期：2021年07月02日\n\n国务院办公厅关于加快发展的意见\n国办发〔2021〕22号\n各省、自治区、直辖市人民政府：\n为加快发展，提出以下意见。\n一、总体要求\n推进发展。\n国务院办公厅\n2021年7月1日",
                "国务院办公厅关于加快发展的意见 | 国办发 2021 22 | gosc | signed 2021-07-01 published 2021-07-02",
            ),
            (
                "甲市工业和信息化局 甲市财政局\n关于印发奖励办法的通知\n甲工信规〔2023〕1号\n各区：\n现将《奖励办法》印发给你们，请遵照执行。\n甲市工业和信息化局　　甲市财政局\n2023年3月1日\n\n奖励办法\n第一条　为了规范奖励，制定本办法。",
                "奖励办法 | 甲工信规 2023 1 | 甲市工业和信息化局 甲市财政局 | signed 2023-03-01",
            ),
            (
                "# 示范促进法\n\n2002年6月29日 第九届全国人民代表大会常务委员会第二十八次会议通过\n2017年9月1日 第十二届全国人民代表大会常务委员会第二十九次会议修订\n\n第一条　为了促进发展，制定本法。\n第二条　本法自2018年1月1日起施行。",
                "示范促进法 | - | npcsc | signed 2017-09-01 effective 2018-01-01",
            ),
            (
                "首页 > 政务公开\n【字体：大 中 小】\n工业和信息化部关于开展申报工作的通知\n发布时间：2024-03-06\n工信部企业函〔2024〕5号\n各省工业和信息化主管部门：\n现就有关事项通知如下，请认真做好落实。\n一、申报条件\n在境内注册。\n工业和信息化部\n二〇二四年三月五日\n打印 关闭",
                "工业和信息化部关于开展申报工作的通知 | 工信部企业函 2024 5 | miit | signed 2024-03-05 published 2024-03-06",
            ),
            (
                "工業和信息化部關於開展認定工作的通知\n工信部企業〔2024〕5號\n一、申報條件\n在境內註冊。（工業和信息化部負責）",
                "工業和信息化部關於開展認定工作的通知 | 工信部企業 2024 5 | miit | ",
            ),
        ],
    );
}

#[test]
fn what_the_places_say_differently_is_said() {
    let codes = |text: &str| -> Vec<String> { read(text).warnings.into_iter().map(|w| w.code).collect() };
    let notice =
        |title: &str, signed: &str| format!("{title}\n一、任务\n推进有关改革工作。\n{signed}\n2024年3月5日");
    assert!(codes(&notice("财政部关于改革的通知", "商务部")).contains(&"issuers-differ".to_owned()));
    assert!(
        !codes(&notice("民政部等三部门关于改革的通知", "民政部　财政部　商务部"))
            .contains(&"issuers-differ".to_owned())
    );
}

#[test]
fn damage_is_undone_for_matching_and_kept_as_written() {
    let document = read("关于管理的通知\n一、任务\n推动制造业发展。（工業和信息化部、财政部負責）");
    let duty = &document.responsibilities[0];
    assert_eq!(duty.lead[0].as_written, "工業和信息化部");
    assert_eq!(duty.lead[0].id.as_ref().map(|id| id.as_str()), Some("miit"));
    let page = read(
        "<html><head><title>x</title></head><body><p>关于管理的通知</p><p>一、任务</p><p>完善制度。（财政部&nbsp;负责）</p></body></html>",
    );
    assert_eq!(page.title, "关于管理的通知");
    assert_eq!(page.responsibilities[0].lead[0].as_written, "财政部");
    // Cells that run together are reported, and no figure is read of them.
    let table = read("关于管理的通知\n一、任务\n单位产值能耗降低17.7<15-2.7个百分点\n完善制度。");
    assert_eq!(table.unread.len(), 1);
    assert!(table.targets.is_empty() && table.criteria.is_empty());
    // Most letters of another script: unreadable, and not guessed at.
    let broken = read("关于管理的通知\n一、任务\nжЧ†йЪЬжЧ†йЪЬжЧ†йЪЬ\n完善制度。");
    assert_eq!(broken.unread.len(), 1);
}

#[test]
fn english_frames() {
    check_lines(
        frame,
        &[
            (
                "Robotics Growth Action Plan\n\nPublished 13 January 2025\n\nDepartment for Science, Innovation & Technology\n\nCP 1242\n\n1. Foundations\n\nWe will invest in test sites.",
                "Robotics Growth Action Plan | 0 1242 | Department for Science, Innovation & Technology | published 2025-01-13",
            ),
            (
                "Helping You Grow: our plan for firms\n\nPresented to Parliament by the Secretary of State by Command of His Majesty\n\nJuly 2025\n\nCP 1378\n\nChapter 1: Finance\n\nWe will invest.",
                "Helping You Grow: our plan for firms | 0 1378 |  | ",
            ),
            (
                "Title: Act for Promotion of Green Industries\nAnnounced Date: 2022-05-18\nAmended Date: 2024-07-31\nCategory: Ministry of Economic Affairs\n\nArticle 1\nThis Act is enacted to promote industries.",
                "Act for Promotion of Green Industries | - |  | published 2022-05-18",
            ),
            (
                "Early Stage Grants – Round 2\nGrant opportunity guidelines\n\nOpening date: 3 March 2025\nClosing date and time: 5.00pm on 14 April 2025\nAdministering entity: Department of Industry\nDate guidelines released: 17 February 2025\n\n1. Purpose\nThe grants support firms.",
                "Early Stage Grants – Round 2 Grant opportunity guidelines | - |  | published 2025-02-17",
            ),
            (
                "GOVERNMENT OF INDIA\nMINISTRY OF STEEL\n(Office of Development Commissioner)\n\nNo. 12(4)/2024-P&G/Policy\nNew Delhi, the 5th June, 2024\n\nGuidelines of the Technology Scheme for Small Mills\n\n1. Background\n\nThe scheme supports mills.",
                "Guidelines of the Technology Scheme for Small Mills | 2024 0 | GOVERNMENT OF INDIA MINISTRY OF STEEL Office of Development Commissioner | signed 2024-06-05",
            ),
            (
                "MINISTRY OF STEEL\nNOTIFICATION\nNew Delhi, the 19th February, 2019\n\nG.S.R. 127(E).—This notification is issued in supersession of the earlier one.\n\n1. Definitions\n\nThe terms of the Act apply.",
                "NOTIFICATION | 0 127 | MINISTRY OF STEEL | signed 2019-02-19",
            ),
            (
                "REGULATION (EU) 2025/1180 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\nof 18 June 2025\n\nestablishing a framework for clean parts\n\n(Text with EEA relevance)\n\nTHE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\n\nHaving regard to the Treaty, and in particular Article 114 thereof,\n\nCHAPTER I\n\nGENERAL PROVISIONS\n\nArticle 1\n\nScope\n\nThis Regulation sets a framework.\n\nDone at Brussels, 18 June 2025.\n\nFor the European Parliament\nThe President\nR. METSOLA\n\nFor the Council\nThe President\nA. SZŁAPKA",
                "REGULATION (EU) 2025/1180 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 18 June 2025 establishing a framework for clean parts | 2025 1180 | EUROPEAN PARLIAMENT COUNCIL | signed 2025-06-18",
            ),
            (
                "Regulations Governing Subsidies for Machinery\n\n1.Promulgated on March 3, 2015 by Order Jing-Qi-Zi No. 1040460 of the Ministry of Economic Affairs\n2.Articles 3 and 7 amended on September 12, 2023 by Order Jing-Qi-Zi No. 1120460 of the Ministry of Economic Affairs\n\nArticle 1\nThese Regulations are prescribed under the Statute.",
                "Regulations Governing Subsidies for Machinery | 0 1120460 |  | signed 2023-09-12",
            ),
            (
                "EXECUTIVE ORDER\n14188\n- - - - - - -\nSTRENGTHENING THE SUPPLY OF MATERIALS\n\nBy the authority vested in me as President, it is hereby ordered:\n\nSection 1. Purpose. The United States depends on supply.",
                "STRENGTHENING THE SUPPLY OF MATERIALS | 0 14188 |  | ",
            ),
            (
                "---\ntitle: \"Founders Growth Fund\"\nsource: https://www.example.gov/f\n---\n\n[Skip to content](#main) | [Home](/)\n\n# Founders Growth Fund\n\n**Last updated:** 12 March 2024\n\n![banner](https://www.example.gov/b.png)\n\n## Overview\n\nThe fund supports founders of small firms.",
                "Founders Growth Fund | - |  | ",
            ),
            (
                "<html><body><ul><li>Home</li><li>Schemes</li></ul><h1>Voucher Scheme</h1><p>Published: 4 April 2024</p><p>Scheme No. 7 of 2024</p><h2>1. Purpose</h2><p>The scheme supports firms.</p></body></html>",
                "Voucher Scheme | 2024 7 |  | published 2024-04-04",
            ),
            (
                "Notice of the Ministry of Finance on Issuing the Measures for Grants\n\nCai Qi [2024] No. 27\n\nTo the departments of finance of all provinces:\n\nThe Measures for Grants are hereby issued to you. Please implement them.\n\nMinistry of Finance\nFebruary 6, 2024\n\nAttachment\n\nMeasures for Grants\n\n1. Scope\n\nGrants support firms.",
                "Measures for Grants | 2024 27 | mof | signed 2024-02-06",
            ),
            // A name with a colon is no label, and a plan may hold the name of a body.
            (
                "Small Firms: a new start\n\nThe Ministry supports firms.",
                "Small Firms: a new start | - |  | ",
            ),
            (
                "Notice of the Office for Trade on Export Credits\n\n1. Scope\n\nCredits support firms.",
                "Notice of the Office for Trade on Export Credits | - |  | ",
            ),
        ],
    );
}

#[test]
fn an_english_title_that_is_not_sure_is_said() {
    let codes = |text: &str| -> Vec<String> { read(text).warnings.into_iter().map(|w| w.code).collect() };
    let unsure =
        "Better Homes\n\nPublished 3 May 2024\n\nBrighter Streets\n\n1. Aims\n\nWe will build homes.";
    assert!(codes(unsure).contains(&"title-unsure".to_owned()));
    let sure = "Better Homes Action Plan\n\nPublished 3 May 2024\n\n1. Aims\n\nWe will build homes.";
    assert!(!codes(sure).contains(&"title-unsure".to_owned()));
}

#[test]
fn names_of_signatories_are_no_section() {
    let document = read(
        "REGULATION (EU) 2025/1 OF THE COUNCIL\n\nArticle 1\n\nThis Regulation sets a framework.\n\nDone at Brussels, 18 June 2025.\n\nFor the Council\nThe President\nA. SZŁAPKA\n\nANNEX I\n\nLIST OF PARTS\n\nThe parts are listed here for use.",
    );
    let paths: Vec<&str> = document.sections.iter().map(|s| &*s.path).collect();
    assert_eq!(paths, ["Article 1", "ANNEX I"]);
}
