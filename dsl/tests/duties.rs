//! Responsibility clauses one by one: the hard cases of real documents, and what each must give.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "duties/branches.rs"]
mod branches;
#[path = "duties/carried.rs"]
mod carried;
#[path = "duties/english.rs"]
mod english;

mod reading;

use gradus_dsl::{BodyMention, LeadBasis, Responsibility};
use reading::{check_lines, document};

/// The record as one line: `basis lead; joint …; …`, empty lists left out.
fn line(duty: &Responsibility) -> String {
    let names = |list: &[BodyMention]| {
        let names: Vec<&str> =
            list.iter().map(|b| b.id.as_ref().map_or(b.as_written.as_str(), |id| id.as_str())).collect();
        names.join(" ")
    };
    let basis = match duty.lead_basis {
        LeadBasis::Explicit => "explicit",
        LeadBasis::Convention => "convention",
        LeadBasis::FirstListed => "first-listed",
        LeadBasis::Sole => "sole",
        LeadBasis::None => "none",
    };
    let mut parts = vec![format!("{basis} {}", names(&duty.lead)).trim().to_owned()];
    for (word, list) in [
        ("joint", &duty.co),
        ("support", &duty.cooperating),
        ("local", &duty.local),
        ("generic", &duty.generic),
    ] {
        if !list.is_empty() {
            parts.push(format!("{word} {}", names(list)));
        }
    }
    for (holds, word) in [(duty.open_ended, "open"), (duty.division, "division")] {
        if holds {
            parts.push(word.to_owned());
        }
    }
    parts.extend(duty.scope.iter().map(|scope| format!("scope {scope}")));
    parts.join("; ")
}

/// What a bracketed clause at the end of a measure gives.
fn clause(text: &str) -> String {
    let han = text.starts_with('（');
    let source = if han {
        format!("一、任务\n完善制度。{text}")
    } else {
        format!("1. Task. Improve the rules. {text}")
    };
    let read = document(&source);
    let lines: Vec<String> = read.responsibilities.iter().map(line).collect();
    lines.join(" | ")
}

/// What a sentence of running text gives.
fn sentence(text: &str) -> String {
    let read = document(&format!("一、任务\n{text}"));
    let lines: Vec<String> = read.responsibilities.iter().map(line).collect();
    lines.join(" | ")
}

#[test]
fn bracketed_clauses() {
    check_lines(
        clause,
        &[
            (
                "（商务部、财政部、交通运输部负责，排在第一位的部门为牵头部门，下同）",
                "convention mofcom; joint mof mot",
            ),
            (
                "（教育部、科技部，各省级人民政府按职责分工负责）",
                "first-listed moe; joint most; local local_governments; division",
            ),
            ("（银保监会及各地区按职责分工负责）", "sole cbirc; local local_governments; division"),
            (
                "（市场监管总局、民政部牵头，国务院相关部门及各地区按职责分工负责）",
                "explicit samr mca; local local_governments; generic relevant_departments; division",
            ),
            ("（国务院办公厅牵头，各地区、各部门负责）", "explicit gosc; generic regions_and_departments"),
            ("（财政部、人民银行、银保监会按职责分工负责）", "first-listed mof; joint pbc cbirc; division"),
            (
                "（水利部、文化和旅游部、全国总工会等和各省级人民政府负责）",
                "first-listed mwr; joint mct acftu; local local_governments; open",
            ),
            ("（水利部、财政部会同有关部门负责）", "explicit mwr mof; generic relevant_departments"),
            ("（生态环境部牵头，国家发展改革委、国家统计局参与）", "explicit mee; support ndrc nbs"),
            ("（负责部门：证监会等部门，适用范围：海南）", "first-listed csrc; open; scope 海南"),
            (
                "（各有关部门和单位，各省级人民政府按职责分工负责）",
                "none; local local_governments; generic relevant_departments; division",
            ),
            (
                "（工业和信息化部、国家发展改革委、人力资源社会保障部负责）",
                "first-listed miit; joint ndrc mohrss",
            ),
            ("（住房和城乡建设部牵头负责）", "explicit mohurd"),
            ("（财政部门、税务部门负责）", "none; generic 财政部门 税务部门"),
            ("（财政部、外星部负责）", "first-listed mof; joint 外星部"),
            (
                "（财政部牵头，商务部等有关部门和单位配合）",
                "explicit mof; support mofcom relevant_departments; open",
            ),
            ("（财政部、商务部(含直属单位)分别负责）", "first-listed mof; joint mofcom"),
            (
                "(Ministry of Industry and Information Technology, Ministry of Finance, Ministry of Commerce, SASAC of The \
             State Council and CSRC shall be responsible according to the division of responsibilities)",
                "first-listed miit; joint mof mofcom sasac csrc; division",
            ),
            (
                "(The Ministry of Commerce, the Ministry of Industry and Information Technology, the Ministry of Science \
             and Technology, and the SASAC of The State Council shall be responsible)",
                "first-listed mofcom; joint miit most sasac",
            ),
            (
                "(The Ministry of Finance takes the lead, and relevant industry associations cooperate with relevant work)",
                "explicit mof; support industry_associations",
            ),
            (
                "(The State Administration of Science, Technology and Industry for National Defense and the Ministry of \
             Education shall be responsible)",
                "first-listed sastind; joint moe",
            ),
            (
                "(Ministry of Finance and Commerce, Ministry of Education shall be responsible)",
                "first-listed Ministry of Finance and Commerce; joint moe",
            ),
            ("(The rules are explained in Annex 2)", ""),
        ],
    );
}

#[test]
fn duties_in_running_text() {
    check_lines(
        sentence,
        &[
            (
                "由环境保护部牵头，公安部、民政部、武警总部等参加。",
                "explicit mep; support mps mca capf; open",
            ),
            (
                "财政部门会同同级人力资源社会保障部门制定办法。",
                "explicit 财政部门; support 同级人力资源社会保障部门",
            ),
            (
                "财政部门会同同级人力资源社会保障部门，制定办法。",
                "explicit 财政部门; support 同级人力资源社会保障部门",
            ),
            (
                "各地工业和信息化主管部门要会同有关部门，建立机制。",
                "explicit local_iit_departments; support relevant_departments",
            ),
            ("工业和信息化部会同财政部制定办法。", "explicit miit; support mof"),
            ("财政部应当公开预算。", "sole mof"),
            ("各地区要加强领导。", ""),
            ("县级以上地方人民政府负责本行政区域内的有关工作。", "none; local local_governments"),
            (
                "国务院有关部门根据政策，在各自职责范围内负责促进工作。",
                "none; generic relevant_departments; division",
            ),
            (
                "国务院负责综合管理工作的部门会同国务院有关部门制定标准。",
                "explicit 国务院负责综合管理工作的部门; support relevant_departments",
            ),
            ("成立国务院工作组，负责指导、协调有关工作。", "sole 国务院工作组"),
            (
                "由环境保护主管部门牵头，可会同监察机关及相关部门，组织开展调查。",
                "explicit 环境保护主管部门; support 监察机关 relevant_departments",
            ),
            ("由县级人民政府负责应对工作；由财政部负责资金保障。", "none; local 县级人民政府 | sole mof"),
            (
                "发展改革、财政、税务等部门会同市场监管总局制定办法。",
                "explicit 发展改革、财政、税务等部门; support samr; open",
            ),
            ("本办法由财政部负责解释。", ""),
            ("由政府负责人牵头推进。", ""),
            ("事由真实的，准予申请。", ""),
            ("高等学校要加强管理。", ""),
            (
                "The Secretary of Commerce, in coordination with the Secretary of Defense and the heads of such agencies as the Secretary deems relevant, shall issue guidance.",
                "explicit Secretary of Commerce; support Secretary of Defense; generic heads of such agencies as the Secretary deems relevant",
            ),
            (
                "Within 90 days of the date of this order, the Secretary of State, the Secretary of Defense, and the Attorney General, in coordination with the Director of National Intelligence, shall submit a report.",
                "explicit Secretary of State Secretary of Defense Attorney General; support Director of National Intelligence",
            ),
            (
                "The competent authority shall, together with relevant agencies, draw up a plan.",
                "explicit competent authority; support relevant_departments",
            ),
            ("The liquidator shall be responsible for the closure of the business.", "sole liquidator"),
            (
                "The Ministry of Finance, together with the Ministry of Commerce, is responsible for grants.",
                "explicit mof; support mofcom",
            ),
            ("We will work in coordination with industry.", ""),
            ("Applicants shall submit the form together with the annex.", ""),
            ("鼓励财政部门会同有关部门制定办法。", ""),
            ("财政部有关负责人介绍了情况。", ""),
        ],
    );
}

#[test]
fn a_convention_holds_from_its_clause_on() {
    let read = document(
        "一、甲\n做好甲。（财政部、商务部负责）\n二、乙\n做好乙。（商务部、财政部负责，排在第一位的部门为牵头部门，下同）\n三、丙\n\
         做好丙。（教育部、科技部负责）",
    );
    let lines: Vec<String> = read.responsibilities.iter().map(line).collect();
    assert_eq!(
        lines,
        ["first-listed mof; joint mofcom", "convention mofcom; joint mof", "convention moe; joint most"]
    );
    assert_eq!(read.lead_convention.unwrap().rule, "first-listed");
}

#[test]
fn a_clause_governs_back_to_the_one_before() {
    let read =
        document("一、甲\n（一）一事。推进一事。加强二事。（财政部负责）加强三事。（商务部负责）完善四事。");
    let governed: Vec<usize> = read.responsibilities.iter().map(|r| r.governs.len()).collect();
    assert_eq!(governed, [2, 1]);
    assert_eq!(read.responsibilities[1].ordinal_in_section, 2);
}

#[test]
fn an_unknown_body_is_reported_and_a_remark_is_no_clause() {
    let read = document("一、甲\n做好甲。（财政部、外星部负责）");
    assert!(read.warnings.iter().any(|w| w.code == "unknown-agency" && w.message.contains("外星部")));
    let read = document("一、甲\n各级学校、技工院校（内部由人力资源社会保障部负责）、医院要落实。");
    assert!(read.responsibilities.is_empty());
}

#[test]
fn labels_and_other_brackets_are_clauses() {
    let read = |text: &str| {
        let lines: Vec<String> = document(text).responsibilities.iter().map(line).collect();
        lines.join(" | ")
    };
    check_lines(
        read,
        &[
            (
                "一、任务\n完善制度。〔省发展改革委牵头，省财政厅等按职责分工负责〕",
                "explicit 省发展改革委; joint 省财政厅; open; division",
            ),
            (
                "一、任务\n完善制度。【责任单位：市经信局、市科技局，各区县人民政府】",
                "first-listed 市经信局; joint 市科技局; local 各区县人民政府",
            ),
            (
                "一、任务\n完善制度。\n责任单位：市经信局、市科技局，各县（市、区）人民政府\n二、其他\n做好工作。",
                "first-listed 市经信局; joint 市科技局; local 各县（市、区）人民政府",
            ),
            (
                "一、任务\n完善制度。\n牵头单位：市经信局\n配合单位：市科技局、市财政局",
                "explicit 市经信局; support 市科技局 市财政局",
            ),
            ("一、任务\n完善制度。（牵头单位：财政部；配合单位：商务部）", "explicit mof; support mofcom"),
            (
                "一、任务\n完善制度。(责任单位:省教育厅、省人力资源社会保障厅)",
                "first-listed 省教育厅; joint 省人力资源社会保障厅",
            ),
            ("一、任务\n落实〔2021〕5号文件。", ""),
        ],
    );
}

#[test]
fn a_short_name_in_a_local_document_is_no_central_body() {
    let text = "广东省人民政府办公厅关于加强管理的通知\n粤府办〔2023〕5号\n一、任务\n完善制度。（省发展改革委、财政厅、税务局，国家税务总局负责）";
    assert_eq!(
        line(&document(text).responsibilities[0]),
        "first-listed 省发展改革委; joint 财政厅 税务局 sta"
    );
}

#[test]
fn names_that_stand_close_to_other_words() {
    check_lines(
        sentence,
        &[
            (
                "市场监管总局会同民政部、商务部等有关部门制定标准。",
                "explicit samr; support mca mofcom relevant_departments; open",
            ),
            ("省发展改革委负责统筹推进工作。", "sole 省发展改革委"),
            ("省应急厅负责抢险救援。", "sole 省应急厅"),
            ("省自然资源厅会同省气象局发布预警。", "explicit 省自然资源厅; support 省气象局"),
            ("省委宣传部会同省广电局开展宣传。", "explicit 省委宣传部; support 省广电局"),
            ("民政部要加强统筹协调，会同有关部门开展评估。", "explicit mca; support relevant_departments"),
            ("工业和信息化部会同财政部、国务院国资委组织评审。", "explicit miit; support mof sasac"),
            (
                "国务院民政部门会同国务院财政、公安部门制定办法。",
                "explicit 国务院民政部门; support 国务院财政、公安部门",
            ),
            ("财政部门会同商务部门加强监管。", "explicit 财政部门; support 商务部门"),
            ("街道办事处负责初审。", "none; local 街道办事处"),
            ("街道办事处（镇人民政府）负责初审。", "none; local 街道办事处（镇人民政府）"),
            ("省应急厅：负责组织协调抢险救援。", "sole 省应急厅"),
            ("各级财政部门会同商务部门加强监管。", "explicit 各级财政部门; support 商务部门"),
            (
                "区住房保障部门应当自收到材料之日起二十日内会同民政、公安、税务等部门完成审核。",
                "explicit 区住房保障部门; support 民政、公安、税务等部门; open",
            ),
            (
                "各市、县（市、区）人民政府成立相应指挥机构，负责本行政区域内应急工作。",
                "none; local 各市、县（市、区）人民政府",
            ),
            (
                "县级以上地方人民政府林业草原主管部门负责本地区工作。",
                "none; local 县级以上地方人民政府林业草原主管部门",
            ),
            (
                "国务院公安、工业和信息化、市场监督管理等部门按照各自职责负责有关工作。",
                "none; generic 国务院公安、工业和信息化、市场监督管理等部门; open; division",
            ),
            ("各省级工业和信息化主管部门负责组织推荐。", "none; local 各省级工业和信息化主管部门"),
            (
                "各省、自治区、直辖市及计划单列市工业和信息化主管部门（以下统称省级主管部门）负责组织推荐。",
                "none; local 各省、自治区、直辖市及计划单列市工业和信息化主管部门",
            ),
            ("成立领导小组，负责统筹协调。", "sole 领导小组"),
            ("民政部门：提供名单；财政部：负责资金保障。", "sole mof"),
        ],
    );
    check_lines(
        clause,
        &[
            ("（工业和信息化部牵头，财政部配合，2024年底前完成）", "explicit miit; support mof"),
            ("（财政部、商务部按职责分工负责，持续推进）", "first-listed mof; joint mofcom; division"),
            (
                "（责任单位：省科技厅、财政部，各市、县〔市、区〕人民政府）",
                "first-listed 省科技厅; joint mof; local 各市、县〔市、区〕人民政府",
            ),
            (
                "（各级财政部门、县级以上地方人民政府林业草原主管部门负责）",
                "none; local 各级财政部门 县级以上地方人民政府林业草原主管部门",
            ),
        ],
    );
}

#[test]
fn duties_of_local_regulations() {
    check_lines(
        sentence,
        &[
            // Levels and fields are one class of departments.
            ("市、区科技行政部门负责统筹协调。", "none; local 市、区科技行政部门"),
            ("市、区人民政府及其相关部门负责制定措施。", "none; local 市、区人民政府及其相关部门"),
            ("各级财政、审计部门负责监督检查。", "none; local 各级财政、审计部门"),
            ("市统计、经济和信息化部门负责统计监测。", "none; local 市统计、经济和信息化部门"),
            (
                "市、区两级财政部门会同同级主管部门评价绩效。",
                "explicit 市、区两级财政部门; support 同级主管部门",
            ),
            ("市中小企业工作部门负责协调。", "none; local 市中小企业工作部门"),
            (
                "市中小企业主管部门会同市财政、税务等有关部门和金融监管机构，制定细则。",
                "explicit 市中小企业主管部门; support 市财政、税务等有关部门 金融监管机构; open",
            ),
            ("市科技部门应当会同财政等部门建立制度。", "explicit 市科技部门; support 财政等部门; open"),
            (
                "市政府办公厅会同市经信委等有关部门督查。",
                "explicit 市政府办公厅; support 市经信委 relevant_departments; open",
            ),
            // Who takes part is said behind what is done.
            (
                "区人民政府负责本辖区工作，乡镇人民政府、街道办事处协助做好相关工作。",
                "none; support 乡镇人民政府 街道办事处; local 区人民政府",
            ),
            ("市知识产权局负责专利工作，市司法局协助。", "sole 市知识产权局; support 市司法局"),
            (
                "市场监管部门负责牵头推进信用监管，其他有关部门按照职责分工予以配合。",
                "explicit 市场监管部门; support 其他有关部门",
            ),
            ("市发展改革部门牵头推进，其他部门配合。", "explicit 市发展改革部门; support 其他部门"),
            (
                "市商务部门负责综合协调；其他有关部门根据各自职责，负责有关工作。",
                "none; local 市商务部门 | none; generic 其他有关部门; division",
            ),
            (
                "科技、财政等部门在各自职责范围内，负责相关工作。",
                "none; generic 科技、财政等部门; open; division",
            ),
            ("市商务部门应当编制规划，牵头推进实施。", "explicit 市商务部门"),
            (
                "市商务部门负责统筹协调，会同有关部门考核。",
                "explicit 市商务部门; support relevant_departments",
            ),
            ("市政府设立领导小组，领导小组办公室设在市经信部门，负责日常工作。", "sole 领导小组办公室"),
            ("计划由青年发展委员会（「委员会」）负责督导。", "sole 青年发展委员会"),
            ("推进登记（财政部牵头），推进通关（海关总署负责）。", "explicit mof | sole gacc"),
            (
                "推进登记（财政部牵头）；推进通关（海关总署、税务总局负责）；推进办税。",
                "explicit mof | first-listed gacc; joint sta",
            ),
            ("报送材料（由财政部负责审核），办理登记。", ""),
            ("责任部门（单位）：财政部、税务总局", "first-listed mof; joint sta"),
            ("主责部门：财政部。", "explicit mof"),
            ("商务部要切实履行牵头职责，财政部要积极配合。", "explicit mofcom; support mof"),
            ("国务院办公厅要发挥对改革工作的牵头抓总作用，强化统筹协调。", "explicit gosc"),
            ("形成政府牵头、部门协同的工作格局。", ""),
            ("建立由政府部门牵头、行业协会参与的协调机制。", ""),
            ("由发展改革部门牵头、财政部门参与，建立协调机制。", "explicit 发展改革部门; support 财政部门"),
            ("住房城乡建设部牵头负责的改革事项，要加快推进。", ""),
            ("各地区要指定专门机构负责此项工作。", ""),
            ("秘书处负责日常行政工作。", "sole 秘书处"),
            ("有关部门分工负责。", "none; generic relevant_departments"),
            ("省级人民政府对本地区工作负总责。", "none; local local_governments"),
            ("由有关区域共同的上一级人民政府负责。", "none; local 有关区域共同的上一级人民政府"),
            // 负责制定 is a duty, 负责制 is not; what is only done with care is none.
            ("财政部负责制定办法。", "sole mof"),
            ("财政部负责任务分解。", "sole mof"),
            ("财政部实行首问负责制。", ""),
            ("市商务部门按照职责，做好相关工作。", ""),
            ("鼓励其他有关部门配合。", ""),
            ("加强财政、审计部门负责人培训。", ""),
            ("国务院办公厅要加强统筹，国家发展改革委要做好评估。", "sole gosc | sole ndrc"),
            ("接到信息时，财政部要及时通报。", ""),
            ("由国务院职能转变协调小组办公室牵头，建立机制。", "explicit 国务院职能转变协调小组办公室"),
        ],
    );
}

#[test]
fn clauses_of_provincial_plans() {
    check_lines(
        clause,
        &[
            // 和 inside a name parts no list.
            (
                "（省工业和信息化厅、省财政厅按职责分工负责）",
                "first-listed 省工业和信息化厅; joint 省财政厅; division",
            ),
            ("（省住房和城乡建设厅和省财政厅负责）", "first-listed 省住房和城乡建设厅; joint 省财政厅"),
            ("（省财政厅和有关企业负责）", "sole 省财政厅; generic 有关企业"),
            (
                "（省住房城乡建设厅等部门及各地级以上市按职责分工负责）",
                "first-listed 省住房城乡建设厅; local 各地级以上市; open; division",
            ),
            (
                "（省交通运输厅牵头，省商务厅等相关部门配合，各市州政府、沿江新区管委会具体负责）",
                "explicit 省交通运输厅; support 省商务厅 relevant_departments; local 各市州政府 沿江新区管委会; open",
            ),
            (
                "（各行业主管部门按职责分工负责，市场监管总局加强统筹协调）",
                "sole samr; generic 各行业主管部门; division",
            ),
            (
                "（司法部牵头，财政部及北京市、上海市人民政府按职责分工负责）",
                "explicit moj; joint mof; local 北京市 上海市人民政府; division",
            ),
            (
                "（市场监管总局牵头，各地区和国务院相关部门按职责分工负责）",
                "explicit samr; local local_governments; generic relevant_departments; division",
            ),
            (
                "（财政部牵头，各有关地区和部门按职责分工负责）",
                "explicit mof; generic regions_and_departments; division",
            ),
            ("（财政部牵头、税务总局配合）", "explicit mof; support sta"),
            ("（财政部牵头，税务总局配合，年底前取得明显成效）", "explicit mof; support sta"),
            ("（财政部、税务总局负责，尽快出台）", "first-listed mof; joint sta"),
            (
                "（财政部、税务总局，各地区结合实际负责）",
                "first-listed mof; joint sta; local local_governments",
            ),
            ("（财政部按职责负责）", "sole mof; division"),
            ("（责任领导：张某某；责任单位：财政部）", "sole mof"),
            ("（司法部牵头，北京、上海等地区参加）", "explicit moj; support 北京 上海; open"),
            ("（司法部牵头，北京、上海等地区负责）", "explicit moj; local 北京 上海; open"),
            (
                "（公安部牵头，民政部等国务院有关部门和单位按职责分工负责）",
                "explicit mps; joint mca; generic relevant_departments; open; division",
            ),
        ],
    );
}
