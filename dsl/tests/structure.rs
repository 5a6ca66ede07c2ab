//! Numbering styles one by one, in texts of our own: what each must give as sections.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reading;

use reading::{compare, document as read};

/// The paths, each with its heading.
fn sections(text: &str) -> Vec<String> {
    let document = read(text);
    document.sections.iter().map(|s| format!("{} {}", s.path, s.heading).trim().to_owned()).collect()
}

fn codes(text: &str) -> Vec<String> {
    read(text).warnings.iter().map(|w| w.code.clone()).filter(|code| code != "no-title").collect()
}

#[test]
fn chinese_styles() {
    compare(
        sections,
        &[
            // The title of a first-level section ends at the first stop, or at the end of its line.
            (
                "一、总体要求。坚持改革。推进开放。\n二、主要任务\n完善制度。",
                vec!["一、 总体要求", "二、 主要任务"],
            ),
            // Who is to do something says a sentence and no title; 重要 and 机构要素 are other words.
            (
                "一、组织实施\n（一）司法部要加强审核。财政部要做好保障。\n（二）各地区要落实责任。定期报告。",
                vec!["一、 组织实施", "一、/（一）", "一、/（二）"],
            ),
            (
                "一、重要意义\n（一）必要性。坚持改革。\n（二）健全机构要素保障。完善制度。",
                vec!["一、 重要意义", "一、/（一） 必要性", "一、/（二） 健全机构要素保障"],
            ),
            // （一） restarts under each 一、, or runs on through all of them: as printed, keyed by its full path.
            (
                "一、甲\n（一）加强培育。完善标准。\n（二）强化支持。落实政策。\n二、乙\n（一）优化环境。改进服务。",
                vec![
                    "一、 甲",
                    "一、/（一） 加强培育",
                    "一、/（二） 强化支持",
                    "二、 乙",
                    "二、/（一） 优化环境",
                ],
            ),
            (
                "一、甲\n（一）加强培育。完善标准。\n二、乙\n（二）优化环境。改进服务。\n（三）强化支持。落实政策。",
                vec![
                    "一、 甲",
                    "一、/（一） 加强培育",
                    "二、 乙",
                    "二、/（二） 优化环境",
                    "二、/（三） 强化支持",
                ],
            ),
            // A term explained below a heading takes nothing from it.
            (
                "1 总则\n1.1 名词术语\n地质灾害：指由自然因素引发的灾害。\n1.2 预案管理\n按规定修订预案。\n2 组织\n2.1 机构\n成立机构。",
                vec!["1 总则", "1/1.1 名词术语", "1/1.2 预案管理", "2 组织", "2/2.1 机构"],
            ),
            // Articles with titles, in a text that gives its articles titles.
            (
                "第一条 适用范围。本办法适用于本区。各单位执行。\n第二条 启动资助。对企业给予资助。\n第三条 场租补贴。对企业给予补贴。",
                vec!["第一条 适用范围", "第二条 启动资助", "第三条 场租补贴"],
            ),
            (
                "第一条 国家实行登记制度。国务院制定具体办法，并组织有关部门实施。\n第二条 主管部门应当在收到申请材料之日起十日内作出决定。逾期未作出的，视为同意。\n第三条 违反规定的企业由主管部门责令限期改正。拒不改正的，予以公告。",
                vec!["第一条", "第二条", "第三条"],
            ),
            (
                "一、适用对象。本办法适用于企业。\n二、措施\n（一）【场租补贴】每月30元。\n（二）【实习补贴】每月20元。",
                vec!["一、 适用对象", "二、 措施", "二、/（一） 场租补贴", "二、/（二） 实习补贴"],
            ),
            // A figure and a space before a quoted name are a sign, and are none before what is counted.
            (
                "1. 引言\n1.1 「创业资助计划」旨在支持青年创业。\n1.2 “初创企业”由主办机构推荐。\n2. 办法\n2.1 《公司条例》适用。",
                vec!["1. 引言", "1./1.1", "1./1.2", "2. 办法", "2./2.1"],
            ),
            ("一、国家发展改革委负责统筹推进工作。\n二、财政部会同有关部门安排资金。", vec!["一、", "二、"]),
            ("一、甲\n(一)推进一项工作;\n(二)推进另一项工作。", vec!["一、 甲", "一、/(一)", "一、/(二)"]),
            // Paragraph breaks lost: signs are found inside a line, and a figure is no sign.
            (
                "一、甲。现就有关事项规定如下：（一）推进一项工作。1．完善制度，投入1.2亿元，增长3.5%。2．加强管理。（二）推进另一项工作。",
                vec![
                    "一、 甲",
                    "一、/（一） 推进一项工作",
                    "一、/（一）/1．",
                    "一、/（一）/2．",
                    "一、/（二）",
                ],
            ),
            // 3．2020年底前 is the third item, and no decimal.
            (
                "一、甲\n1．完善制度。2．加强管理。3．2020年底前完成清理。",
                vec!["一、 甲", "一、/1．", "一、/2．", "一、/3．"],
            ),
            (
                "一、甲\n（1）一类；\n（2）二类。\n①第一种；\n②第二种。",
                vec!["一、 甲", "一、/（1）", "一、/（2）", "一、/（2）/①", "一、/（2）/②"],
            ),
            (
                "## 第一章　总　　则\n\n第一条　为了规范管理，制定本办法。\n\n第二条　本办法适用于本省。\n前款规定的范围由财政部确定。\n\n## 第二章　附　　则\n\n第三条　本办法自印发之日起施行。",
                vec!["第一章 总则", "第一章/第一条", "第一章/第二条", "第二章 附则", "第二章/第三条"],
            ),
            (
                "第一条 【目的】为了规范管理，制定本办法。\n第二条（适用范围）本办法适用于本市。",
                vec!["第一条 目的", "第二条 适用范围"],
            ),
            (
                "第一部分 总则\n第一条 为了规范管理，制定本办法。\n第二部分 分则\n第二条 企业应当遵守本办法。",
                vec!["第一部分 总则", "第一部分/第一条", "第二部分 分则", "第二部分/第二条"],
            ),
            (
                "1　总则\n1.1　目的\n为了规范管理。\n1.2　范围\n适用于全国。\n2　响应\n2.1　分级\n分为四级。",
                vec!["1 总则", "1/1.1 目的", "1/1.2 范围", "2 响应", "2/2.1 分级"],
            ),
            // An annex begins a numbering of its own; a list of annex names is none.
            (
                "关于申报的通知\n一、申报条件\n符合标准。\n附件：1.标准\n2.名单\n\n附件1\n认定标准\n一、基本条件\n在境内注册。",
                vec!["一、 申报条件", "附件1 认定标准", "附件1/一、 基本条件"],
            ),
            // A reference to an article and a dash are no signs.
            (
                "第一条 申请人不符合第五条第二款第（三）项规定的，不予受理。\n——加强指导。\n——强化监督。",
                vec!["第一条"],
            ),
            (
                "一、甲\n专栏1 重点工程\n到2025年，建成10个中心。\n二、乙\n推进改革。",
                vec!["一、 甲", "二、 乙"],
            ),
        ],
    );
}

#[test]
fn a_contents_list_has_no_sections() {
    let text =
        "应急预案\n目录\n1 总则\n1.1 目的\n2 响应……3\n\n1 总则\n1.1 目的\n为了规范管理。\n2 响应\n分为四级。";
    assert_eq!(sections(text), ["1 总则", "1/1.1 目的", "2 响应"]);
    let english = "Action Plan\n\nContents\n1. Foundations\n2. Adoption\n\n1. Foundations\nWe will build the foundations of the plan.\n2. Adoption\nWe will push for adoption of the plan.";
    assert_eq!(sections(english), ["1. Foundations", "2. Adoption"]);
}

#[test]
fn english_styles() {
    compare(
        sections,
        &[
            // One counter in three styles.
            (
                "Opinions\n\nFirst, set the goals. We will act.\n\nSecond, act. We will build.\n\n3. Support. We will help.\n\nFourth, report. We will report.",
                vec!["First set the goals", "Second act", "3. Support", "Fourth report"],
            ),
            (
                "Chapter I General Provisions\nArticle 1  This Act is enacted to promote enterprises.\nArticle 2  The competent authority shall draw up plans.\nArticle 2-1  Plans shall be published.\nArticle 3  The term \"enterprise\" means a company.\nChapter II Assistance\nArticle 4  Loans shall be granted under the following conditions:\n1. The applicant is registered.\n2. The applicant pays taxes.",
                vec![
                    "Chapter I General Provisions",
                    "Chapter I/Article 1",
                    "Chapter I/Article 2",
                    "Chapter I/Article 2-1",
                    "Chapter I/Article 3",
                    "Chapter II Assistance",
                    "Chapter II/Article 4",
                    "Chapter II/Article 4/1.",
                    "Chapter II/Article 4/2.",
                ],
            ),
            (
                "Section 1.  Purpose.  This order sets the policy of the United States.\nSec. 2.  Definitions.  (a)  The term \"agency\" means any authority.\n(b)  The term \"plan\" means a document.\nSec. 3.  Reports.  Within 90 days of the date of this order, the Secretary of Commerce shall report.\n(i)  to the President; and\n(ii)  to the Congress.",
                vec![
                    "Section 1 Purpose",
                    "Sec. 2 Definitions",
                    "Sec. 2/(a)",
                    "Sec. 2/(b)",
                    "Sec. 3 Reports",
                    "Sec. 3/(i)",
                    "Sec. 3/(ii)",
                ],
            ),
            (
                "1. Lay the foundations\nThe government will act on compute.\n1.1 Building infrastructure\nWe will invest in sites.\n1.2 Unlocking data\nWe will open data.\n2. Change lives\nThe public sector will adopt tools.",
                vec![
                    "1. Lay the foundations",
                    "1./1.1 Building infrastructure",
                    "1./1.2 Unlocking data",
                    "2. Change lives",
                ],
            ),
            (
                "Scheme\n\nPart A Eligibility\nThe entity is a company.\nPart B Benefits\nTax is waived for three years.",
                vec!["Part A Eligibility", "Part B Benefits"],
            ),
            // `Section 56 Exemption` and `Article 5 of the Law` are names.
            (
                "Scheme\n\nSection 56 Exemption\nInvestments are exempt under Section 56 of the Act.\nArticle 5 of the Law applies to them.",
                vec![],
            ),
        ],
    );
}

#[test]
fn what_is_odd_is_said() {
    assert_eq!(codes("First, act. We will act.\n\n2. Report. We will report."), ["numbering-style-changes"]);
    assert_eq!(codes("一、甲\n推进改革。\n三、丙\n完善制度。"), ["numbering-jumps"]);
    assert!(codes("一、甲\n推进改革。\n二、乙\n完善制度。").is_empty());
    // Bodies in a bracket behind a task, and not a word of what they are to it.
    assert_eq!(
        codes("一、甲\n推进改革。（省商务厅、省财政厅）\n二、乙\n完善制度。"),
        ["bodies-without-role"]
    );
    assert!(codes("一、甲\n推进改革（含省商务厅）。\n二、乙\n完善制度。").is_empty());
}

#[test]
fn english_styles_of_plans_and_acts() {
    compare(
        sections,
        &[
            (
                "Plan\n\n1. Foundations\n\nWe will act on sites.\n\nRecommendation 1: Publish a plan for sites.\n\nRecommendation 2: Open the data.\n\n2. Adoption\n\nWe will act on skills.\n\nRecommendation 3: Train staff.",
                vec![
                    "1. Foundations",
                    "1./Recommendation 1",
                    "1./Recommendation 2",
                    "2. Adoption",
                    "2./Recommendation 3",
                ],
            ),
            (
                "Plan\n\nPriority 1: Skills\n\nWe will train staff.\n\nAction 1. Fund the courses of colleges.\n\nPriority 2: Sites\n\nWe will build sites.\n\nAction 2. Fund the sites of councils.",
                vec!["Priority 1 Skills", "Priority 1/Action 1", "Priority 2 Sites", "Priority 2/Action 2"],
            ),
            (
                "Plan\n\nWe act in steps.\nAction 1 of the plan is funded by us.\nStep 2 follows the rules of the fund.",
                vec![],
            ),
            (
                "Plan\n\n1. Lay the foundations\n\nWe will act on sites.\n\n1.1 Test beds\n\nWe will build beds.\n\n1. Set out a plan for sites.\n2. Expand the beds of the north.\n3. Launch a fund for beds.\n\n2. Adoption across the economy\n\nWe will act on skills.\n\n4. Appoint champions in each region.\n5. Consult on the rules of the fund.\n\n2.1 Skills\n\nWe will train staff.",
                vec![
                    "1. Lay the foundations",
                    "1./1.1 Test beds",
                    "1./1.1/1.",
                    "1./1.1/2.",
                    "1./1.1/3.",
                    "2. Adoption across the economy",
                    "2./4.",
                    "2./5.",
                    "2./2.1 Skills",
                ],
            ),
            (
                "Scheme\n\n3. What we will do\n\n3.1 Who can apply\n\nFirms can apply for it.\n\n3.2 How to apply\n\nFirms apply on the page.",
                vec!["3. What we will do", "3./3.1 Who can apply", "3./3.2 How to apply"],
            ),
            ("Scheme\n\nThe fund grew to\n\n12. The rest of the year was flat.", vec![]),
            (
                "Scheme\n\n1. Conditions\n\nA firm shall meet these:\n\na) it is registered;\nb) it pays taxes:\ni. of the state;\nii. of the city.\n\n2. Limits\n\nLimits apply:\n\na. one a year;\nb. two in all.",
                vec![
                    "1. Conditions",
                    "1./a)",
                    "1./b)",
                    "1./b)/i.",
                    "1./b)/ii.",
                    "2. Limits",
                    "2./a.",
                    "2./b.",
                ],
            ),
            (
                "Notification\n\n1. Definitions.— In this notification,—\n(i) \"Board\" means the board;\n(ii) \"firm\" means a company.\n\n2. Recognition.— The process of recognition shall be as follows:—\n(i) a firm shall apply;\n(ii) the Department may, after calling for papers,—\n(a) recognise the firm; or\n(b) reject the application.\n\n3. Exemption.— (1) A firm shall be exempt from the tax.\n(2) The Board shall certify the firm.",
                vec![
                    "1. Definitions",
                    "1./(i)",
                    "1./(ii)",
                    "2. Recognition",
                    "2./(i)",
                    "2./(ii)",
                    "2./(ii)/(a)",
                    "2./(ii)/(b)",
                    "3. Exemption",
                    "3./(1)",
                    "3./(2)",
                ],
            ),
            (
                "Article 1\nThis Act is enacted to help.\n\nArticle 2\nThe applicant shall meet the following:\n(1) It is registered.\n(2) It meets one of the following conditions:\n1. It has five patents.\n2. It has ten staff.\n(3) It pays taxes.",
                vec![
                    "Article 1",
                    "Article 2",
                    "Article 2/(1)",
                    "Article 2/(2)",
                    "Article 2/(2)/1.",
                    "Article 2/(2)/2.",
                    "Article 2/(3)",
                ],
            ),
            (
                "CHAPTER I\n\nGENERAL PROVISIONS\n\nArticle 1\n\nSubject matter and scope\n\n1. This Regulation sets a framework.\n\n2. It applies to parts.\n\nArticle 2\n\nDefinitions\n\nThe terms have their usual meaning.\n\nCHAPTER II\n\nPERMITS\n\nArticle 3\n\nPermits shall be granted within a year.",
                vec![
                    "CHAPTER I GENERAL PROVISIONS",
                    "CHAPTER I/Article 1 Subject matter and scope",
                    "CHAPTER I/Article 1/1.",
                    "CHAPTER I/Article 1/2.",
                    "CHAPTER I/Article 2 Definitions",
                    "CHAPTER II PERMITS",
                    "CHAPTER II/Article 3",
                ],
            ),
            (
                "Guidelines\n\n1. About the grant\n\nThe grant helps firms.\n\n1.1. Who is eligible to apply for a grant?\n\nFirms are eligible for it.\n\n1.2. What can the money be used for?\n\nFor tools of the trade.",
                vec![
                    "1. About the grant",
                    "1./1.1. Who is eligible to apply for a grant?",
                    "1./1.2. What can the money be used for?",
                ],
            ),
            (
                "Scheme\n\nPart A - General\nThe entity is a company.\nPart B – Benefits\nTax is waived for three years.",
                vec!["Part A General", "Part B Benefits"],
            ),
        ],
    );
}

#[test]
fn what_is_stated_twice_is_read_once() {
    let twice = |text: &str| {
        let document = read(text);
        let asked = document.warnings.iter().filter(|w| w.code == "stated-twice").count();
        (sections(text), document.responsibilities.len(), document.unread.len(), asked)
    };
    let article = "第一条　市财政局负责资金的筹集和拨付。\n";
    let next = "第二条　市审计局负责监督。\n";
    assert_eq!(
        twice(&format!("甲市促进办法\n\n{article}{article}{next}")),
        (vec!["第一条".to_owned(), "第二条".to_owned()], 2, 1, 1)
    );
    // A whole copy behind the first, with its title and signature.
    let copy = format!("甲市促进办法\n\n{article}{next}\n甲市人民政府\n\n2024年5月8日\n\n");
    assert_eq!(twice(&format!("{copy}{copy}")), (vec!["第一条".to_owned(), "第二条".to_owned()], 2, 1, 1));
    // A short line may rightly stand twice, and two articles may begin alike.
    assert_eq!(twice(&format!("甲市促进办法\n\n总则\n总则\n{article}")).3, 0);
    assert_eq!(
        twice(
            "甲市促进办法\n\n第一条　市财政局负责资金的筹集和拨付。\n第二条　市财政局负责资金的筹集和拨付。\n"
        )
        .3,
        0
    );
}
