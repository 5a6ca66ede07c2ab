//! What stands around a text, one form at a time: title, number, issuers, dates, in texts of our own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Document};

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &Agencies::from_toml(REGISTRY, "agencies.toml").unwrap()).unwrap()
}

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
    let mut wrong = Vec::new();
    for (text, expected) in [
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
            "示范促进法 | - | 全国人民代表大会常务委员会 | signed 2017-09-01 effective 2018-01-01",
        ),
        (
            "首页 > 政务公开\n【字体：大 中 小】\n工业和信息化部关于开展申报工作的通知\n发布时间：2024-03-06\n工信部企业函〔2024〕5号\n各省工业和信息化主管部门：\n现就有关事项通知如下，请认真做好落实。\n一、申报条件\n在境内注册。\n工业和信息化部\n二〇二四年三月五日\n打印 关闭",
            "工业和信息化部关于开展申报工作的通知 | 工信部企业函 2024 5 | miit | signed 2024-03-05 published 2024-03-06",
        ),
        (
            "工業和信息化部關於開展認定工作的通知\n工信部企業〔2024〕5號\n一、申報條件\n在境內註冊。（工業和信息化部負責）",
            "工業和信息化部關於開展認定工作的通知 | 工信部企業 2024 5 | miit | ",
        ),
    ] {
        let read = frame(text);
        if read != expected {
            wrong.push(format!("{text}\n  read     {read}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
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
