//! Definitions, short names and references one by one, and what must be none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Document, Source};
use std::sync::LazyLock;

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

fn whole(text: &str) -> String {
    let han = !text.is_ascii();
    let head = if han {
        "关于试点的通知\n试发〔2021〕7号\n一、任务\n"
    } else {
        "A Scheme\nTest (2021) No. 7\n1. Task\n"
    };
    format!("{head}{text}")
}

/// `term = meaning` for each definition.
fn defined(text: &str) -> String {
    let text = whole(text);
    let read = Document::read(text.as_bytes(), &AGENCIES).unwrap();
    let source = Source::new(&text);
    let lines: Vec<String> =
        read.definitions.iter().map(|d| format!("{} = {}", d.term, source.cut(d.meaning_span))).collect();
    lines.join(" | ")
}

/// `title [number]` for each reference.
fn cited(text: &str) -> String {
    let read = Document::read(whole(text).as_bytes(), &AGENCIES).unwrap();
    let lines: Vec<String> = read
        .references
        .iter()
        .map(|r| {
            let number = r.number.iter().map(|number| format!("[{number}]"));
            r.title.iter().cloned().chain(number).collect::<Vec<_>>().join(" ")
        })
        .collect();
    lines.join(" | ")
}

fn table(read: impl Fn(&str) -> String, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let found = read(text);
            (found != *expected).then(|| format!("{text}\n  found    {found}\n  expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn chinese_definitions() {
    table(
        defined,
        &[
            ("本办法所称示范企业，是指在细分领域领先的企业。", "示范企业 = 在细分领域领先的企业"),
            ("本办法所称的初创企业是指成立不满五年的企业。", "初创企业 = 成立不满五年的企业"),
            ("前款所称材料，包括申请表、承诺书。", "材料 = 包括申请表、承诺书"),
            ("本办法所称“以上”“以下”均包括本数。", "以上 = 均包括本数 | 以下 = 均包括本数"),
            ("示范平台是指为企业提供服务的平台。", "示范平台 = 为企业提供服务的平台"),
            ("近亲属，指配偶、父母、子女。", "近亲属 = 配偶、父母、子女"),
            ("经办人员指负责审核的工作人员。", "经办人员 = 负责审核的工作人员"),
            ("“链主”是指在产业链中起主导作用的企业。", "链主 = 在产业链中起主导作用的企业"),
            ("「初创企业」指成立不多于五年的企业。", "初创企业 = 成立不多于五年的企业"),
            ("本计划中，“主办机构”是指获批资助的机构。", "主办机构 = 获批资助的机构"),
            ("本计划由青年发展委员会（「委员会」）督导。", "委员会 = 青年发展委员会"),
            ("计划设有资助基金（下称“基金”）。", "基金 = 计划设有资助基金"),
            ("落实规划（“十四五”）要求。", ""),
            ("本市企业，是指导对象。", ""),
            (
                "本办法所称青年是指年满18岁的居民；本办法所称企业是指在本区注册的企业。",
                "青年 = 年满18岁的居民 | 企业 = 在本区注册的企业",
            ),
            ("本办法涉及的“上年度”指申请之日的前一个会计年度。", "上年度 = 申请之日的前一个会计年度"),
            ("本办法中的“总部”，指经认定的总部企业。", "总部 = 经认定的总部企业"),
            (
                "本办法所称的“主要出资人”是指出资额占30%以上的股东，“核心团队”是指高级管理人员。",
                "主要出资人 = 出资额占30%以上的股东 | 核心团队 = 高级管理人员",
            ),
            ("本办法所称“以上”均包括本数，“以下”不包括本数。", "以上 = 均包括本数 | 以下 = 不包括本数"),
            ("本办法所称“上年度”，为2019年度；“当年度”为2020年度。", "上年度 = 2019年度 | 当年度 = 2020年度"),
            ("“港澳项目”——指由港澳青年发起的项目。", "港澳项目 = 由港澳青年发起的项目"),
            ("企业获得创业大赛（指由省政府部门主办的大赛）奖项的，给予奖励。", ""),
            ("本办法所指企业包括个体工商户。", "企业 = 包括个体工商户"),
            ("由主管部门所指定的机构包括三家。", ""),
            ("本办法所述“港澳青年”包括永久性居民。", "港澳青年 = 包括永久性居民"),
            ("前款所述情形包括三种。", ""),
            ("各地要按照部门的指导意见，加强指导。", ""),
            ("财政部是指导单位。", ""),
            ("工作重点包括三个方面。", ""),
            ("上级指定的机构负责评审。", ""),
            ("这是指引。", ""),
        ],
    );
}

#[test]
fn chinese_short_names() {
    table(
        defined,
        &[
            ("示范性中小企业（以下简称“示范企业”）享受支持。", "示范企业 = 示范性中小企业"),
            ("发展改革委、工业和信息化部（以下简称工信部）负责。", "工信部 = 工业和信息化部"),
            ("小型企业、微型企业（以下统称小微企业）享受支持。", "小微企业 = 小型企业、微型企业"),
            ("根据《试点条例》（以下称《条例》）制定。", "《条例》 = 《试点条例》"),
            ("根据《试点办法》（试发〔2020〕1号，以下简称省《办法》）制定。", "省《办法》 = 《试点办法》"),
            (
                "培育专精特新“小巨人”企业、制造业单项冠军企业、产业链领航企业（以下简称“小巨人”企业、单项冠军企业、领航企业）。",
                "“小巨人”企业 = 培育专精特新“小巨人”企业 | 单项冠军企业 = 制造业单项冠军企业 | 领航企业 = 产业链领航企业",
            ),
            ("重点项目，以下简称“项目”，由市统筹。", "项目 = 重点项目"),
            ("为规范绿色示范企业（以下简称示范企业）管理，制定本办法。", "示范企业 = 绿色示范企业"),
            ("以下企业可以申报。", ""),
            ("评审小组（下文简称“小组”）负责审核。", "小组 = 评审小组"),
            ("所谓“湾区”，是指九个城市。", "湾区 = 九个城市"),
            ("示范企业（含分支机构）。", ""),
        ],
    );
}

#[test]
fn english_definitions() {
    table(
        defined,
        &[
            (
                r#"The term "pilot firm" means a firm listed in the annex."#,
                "pilot firm = a firm listed in the annex",
            ),
            (
                r#"The term "pilot firm" as used in these Measures shall refer to a firm in the list."#,
                "pilot firm = a firm in the list",
            ),
            (
                r#"For the purposes of this Act, "agency" has the meaning given in section 3."#,
                "agency = given in section 3",
            ),
            (
                r#""Small firm" means a firm with fewer than 50 staff."#,
                "Small firm = a firm with fewer than 50 staff",
            ),
            ("Pilot city means a city on the list.", "Pilot city = a city on the list"),
            (
                r#"The Ministry of Works (hereinafter referred to as the "Ministry") shall act."#,
                "Ministry = The Ministry of Works",
            ),
            (r#"The National Test Plan (the "Plan") sets the aims."#, "Plan = The National Test Plan"),
            (r#"The Assessment Panel ("the Panel") decides."#, "the Panel = The Assessment Panel"),
            ("The Test Commission (the Commission) decides.", "the Commission = The Test Commission"),
            // Another body, a remark.
            ("The Test Commission (the Ministry) decides.", ""),
            ("The Test Commission (the one set up in 2019) decides.", ""),
            (
                r#"The National Test Board, hereinafter "the Board", shall act."#,
                "the Board = The National Test Board",
            ),
            ("This means that firms can grow by any means.", ""),
            ("It is done by means of a grant.", ""),
            (r#"Firms (known as "stars") may apply."#, ""),
            ("The list includes firms of all sizes.", ""),
        ],
    );
}

#[test]
fn chinese_references() {
    table(
        cited,
        &[
            ("根据《试点办法》（国发〔2014〕47号）制定。", "试点办法 [国发〔2014〕47号]"),
            ("根据《关于修改〈试点办法〉的决定》制定。", "关于修改〈试点办法〉的决定"),
            ("根据《印发《试点办法》的通知》执行。", "印发《试点办法》的通知"),
            ("按照国发〔2011〕42号执行。", "[国发〔2011〕42号]"),
            ("落实国办发〔2020〕24号和财税[2019]13号文件。", "[国办发〔2020〕24号] | [财税[2019]13号]"),
            ("根据《试点办法》（试发〔2020〕1号，以下简称省《办法》）制定。", "试点办法 [试发〔2020〕1号]"),
            ("依据《试点规则》（财政部令第94号）办理。", "试点规则 [财政部令第94号]"),
            ("按照国务院令第722号执行。", "[国务院令第722号]"),
            ("根据国发〔2011〕42号《试点意见》执行。", "试点意见 [国发〔2011〕42号]"),
            ("按照《行业分类》（GB/T 4754-2017）划分。", "行业分类 [GB/T 4754-2017]"),
            ("根据《甲办法》《乙办法》（试发〔2019〕2号）制定。", "甲办法 | 乙办法 [试发〔2019〕2号]"),
            ("《旧办法》（试发〔2016〕3号）同时废止。", "旧办法 [试发〔2016〕3号]"),
            ("根据《甲办法》（见附件1）办理。", "甲办法"),
            ("按照本办法第十一条第二款执行。", ""),
            ("试发〔2021〕7号由财政部解释。", ""),
            ("2021年共认定〔2021〕批次。", ""),
        ],
    );
}

#[test]
fn english_references() {
    table(
        cited,
        &[
            ("As required by Executive Order 14110, agencies act.", "Executive Order 14110 [14110]"),
            (
                "Under Executive Order 11111 of May 5, 2001 (Test of Small Things), agencies act.",
                "Test of Small Things [11111]",
            ),
            (
                "As per the Insolvency and Testing Code, 2016, firms may close.",
                "Insolvency and Testing Code, 2016",
            ),
            ("Under section 3 of the Small Firms Act 1990 a firm may apply.", "Small Firms Act 1990"),
            (
                "The Contract Labour (Regulation and Test) Act, 1970 applies.",
                "Contract Labour (Regulation and Test) Act, 1970",
            ),
            ("Firms listed in Guo Fa [2011] No. 42 may apply.", "[Guo Fa [2011] No. 42]"),
            ("As Public Law 115-123 says, agencies act.", "Public Law 115-123 [115-123]"),
            ("Under the Act, firms may act, and in 2016 they did.", ""),
            ("See section 4 of this order and Article 2.", ""),
            ("In order 66 of 2016 firms came.", ""),
        ],
    );
}

#[test]
fn english_terms_in_single_quotes_and_other_forms() {
    table(
        defined,
        &[
            ("'Board' means the board of the fund.", "Board = the board of the fund"),
            ("b. 'Board' means the board of the fund.", "Board = the board of the fund"),
            (
                "'small and medium-sized enterprise' or 'SME' means a firm with fewer than 250 staff.",
                "small and medium-sized enterprise = a firm with fewer than 250 staff | SME = a firm with fewer than 250 staff",
            ),
            ("The term 'pilot firm' means a firm in the list.", "pilot firm = a firm in the list"),
            ("'SME' has the same meaning as in the Small Firms Act.", "SME = as in the Small Firms Act"),
            (
                "Storage system: means a device that stores power.",
                "Storage system = a device that stores power",
            ),
            (
                "The National Test Fund (hereafter called the Fund) is set up.",
                "the Fund = The National Test Fund",
            ),
            ("The National Test Fund (the 'Fund') is set up.", "Fund = The National Test Fund"),
            ("The terms used in this Act are defined as follows:", ""),
            ("The firm's plan means more to the firms' staff than money.", ""),
        ],
    );
}

#[test]
fn english_references_with_number() {
    table(
        cited,
        &[
            (
                "Firms act under the Guiding Opinions on Small Firms (Lian Gui [2021] No. 200) as before.",
                "Guiding Opinions on Small Firms [Lian Gui [2021] No. 200]",
            ),
            (
                "Made under the rules of the 14th Five-Year Plan for Promoting the Growth of Firms (Lian Gui [2021] No. 200).",
                "14th Five-Year Plan for Promoting the Growth of Firms [Lian Gui [2021] No. 200]",
            ),
            (
                "Under the Test Law and the Interim Measures for Grants (Lian Gui [2021] No. 200), firms act.",
                "Interim Measures for Grants [Lian Gui [2021] No. 200]",
            ),
            ("As the Ministry (Lian Gui [2021] No. 200) said, firms act.", "[Lian Gui [2021] No. 200]"),
            ("Regulation (EU) No 347/2013 applies.", "Regulation (EU) No 347/2013 [347/2013]"),
            ("Points of Regulation (EU) 2018/1724 apply.", "Regulation (EU) 2018/1724 [2018/1724]"),
            (
                "A firm as in Commission Recommendation 2003/361/EC may apply.",
                "Commission Recommendation 2003/361/EC [2003/361/EC]",
            ),
            ("Regulation No. 12 of 2020 applies.", "Regulation No. 12 of 2020 [12 of 2020]"),
            (
                "The Notification No. G.S.R. 364(E) dated April 11, 2018 is replaced.",
                "Notification No. G.S.R. 364(E) [G.S.R. 364(E)]",
            ),
            ("The Regulation sets 3/4 of the share as a floor.", ""),
            ("Recommendation 12 of the review stands.", ""),
        ],
    );
}
