//! Chinese forms in texts of our own: title, number, sections that nest and restart, targets, references, annexes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, AgencyId, Clauses, Document, Language};

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), &Agencies::from_toml(REGISTRY, "agencies.toml").unwrap()).unwrap()
}

const NOTICE: &str = "工业和信息化部 财政部 商务部
关于做好示范工作的通知
工信部联示〔2024〕12号

各省、自治区、直辖市及计划单列市工业和信息化主管部门：
为做好示范工作（以下简称“示范”），现通知如下。
一、总体目标
到2027年，力争培育示范企业１万家以上，研发投入强度达到3.5%，平均时间压缩至5个工作日以内。
二、重点任务
（一）加强培育。完善标准。建立清单。（工业和信息化部牵头，财政部等有关部门按职责分工负责）
（二）强化支持
1．落实《示范管理办法》（财示〔2023〕5号）。（财政部负责）
2．推动金融机构加大支持。（金融监管总局、中国证监会按职责分工负责）
三、组织实施
各地区要加强领导。
附件：1.示范条件

工业和信息化部　　财政部
商务部
二○二四年三月五日

附件1
示范条件
一、基本条件
（一）在中华人民共和国境内注册。
（二）近两年研发费用占比不低于4%。
";

#[test]
fn a_notice_for_people() {
    insta::assert_snapshot!(read(NOTICE).to_text(NOTICE, Language::Zh));
}

#[test]
fn a_notice_by_citation() {
    let document = read(NOTICE);
    let clauses = Clauses::from_document(&document, NOTICE);
    let text = |citation: &str| {
        clauses.resolve(&citation.parse().unwrap()).map(|c| c.text.clone()).unwrap_or_default()
    };
    assert!(text("2(1)").starts_with("（一）加强培育。完善标准。"));
    assert!(text("二（二）2").starts_with("2．推动金融机构"));
    assert!(text("附件1 一（二）").contains("不低于4%"));
    assert_eq!(text("2(3)"), "");
    let spans: Vec<&str> = document.references.iter().filter_map(|r| r.number.as_deref()).collect();
    assert_eq!(spans, ["财示〔2023〕5号"]);
}

#[test]
fn second_level_numbers_may_run_on_or_restart() {
    let paths = |text: &str| read(text).sections.iter().map(|s| s.path.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(
        paths("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊"),
        "一、 一、/（一） 一、/（二） 二、 二、/（一）"
    );
    assert_eq!(paths("一、甲\n（一）乙\n二、丁\n（二）戊"), "一、 一、/（一） 二、 二、/（二）");
    assert_eq!(
        paths("第一章 甲\n第一条 乙。\n第二章 丙\n第二条 丁：（一）戊；（二）己。"),
        "第一章 第一章/第一条 第二章 第二章/第二条 第二章/第二条/（一） 第二章/第二条/（二）"
    );
}

#[test]
fn a_jump_in_the_numbering_is_told() {
    let document = read("一、甲\n推进甲。\n三、丙\n推进丙。");
    assert!(document.warnings.iter().any(|w| w.code == "numbering-jumps" && w.message.contains("三、")));
}

#[test]
fn the_registry_knows_old_names_classes_and_abbreviations() {
    let agencies = Agencies::from_toml(REGISTRY, "agencies.toml").unwrap();
    assert_eq!(agencies.iter().filter(|a| a.kind == gradus_dsl::AgencyKind::Body).count(), 155);
    // A name is a name: no marks of a list it was copied from.
    assert!(agencies.iter().all(|a| !format!("{}{}", a.name.zh, a.name.en).contains(['`', '\\'])));
    let id = |name: &str| agencies.longest_at(name).map(|m| m.agency.id.to_string()).unwrap_or_default();
    for (name, expected) in [
        ("银保监会", "cbirc"),
        ("国家金融监督管理总局", "nfra"),
        ("NFRA", "nfra"),
        ("the central bank".trim_start_matches("the "), "pbc"),
        ("MOST", "most"),
        ("most enterprises", ""),
        ("国务院相关部门", "relevant_departments"),
        ("国务院办公厅", "gosc"),
        ("市场监管部门", ""),
        ("粮食和储备局", "nfsra"),
    ] {
        assert_eq!(id(name), expected, "{name}");
    }
    let cbirc = agencies.get(&AgencyId::from("cbirc")).unwrap();
    assert_eq!(cbirc.successor, [AgencyId::from("nfra")]);
    assert!(!agencies.get(&AgencyId::from("mnd")).unwrap().checked);
}

const PLAN: &str = "应急预案　　1　总则　　1.1　编制目的　　健全机制，保障安全，促进发展，维护稳定，保护公众，做好各类突发事件的应对工作，制定本预案。　　1.2　适用范围　　本预案适用于境内的应对工作，包括监测、预警、响应和善后等各个环节，其他工作按照有关规定执行。　　2　响应　　2.1　分级　　应急响应分为四级：　　（1）特别重大。由省级人民政府负责。　　（2）重大。　　附件：1.分级标准 附件1分级标准　　一、特别重大　　造成10人以上死亡的。";

#[test]
fn a_plan_whose_paragraphs_lost_their_breaks() {
    let document = read(PLAN);
    let sections: Vec<String> =
        document.sections.iter().map(|s| format!("{} {}", s.path, s.heading)).collect();
    assert_eq!(
        sections,
        [
            "1 总则",
            "1/1.1 编制目的",
            "1/1.2 适用范围",
            "2 响应",
            "2/2.1 分级",
            "2/2.1/（1） 特别重大",
            "2/2.1/（2） ",
            "附件1 分级标准",
            "附件1/一、 特别重大"
        ]
    );
    assert_eq!(document.title, "应急预案");
    let clauses = Clauses::from_document(&document, PLAN);
    let text = |citation: &str| {
        clauses.resolve(&citation.parse().unwrap()).map(|c| c.text.clone()).unwrap_or_default()
    };
    assert!(text("2.1(1)").contains("由省级人民政府负责"), "{}", text("2.1(1)"));
    assert!(text("附件1 一").contains("10人以上"));
}
