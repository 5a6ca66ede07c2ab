//! Figures of policy documents one by one: what is a target, what a criterion, and what is neither.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Comparator, Document, DocumentCriterion, DocumentTarget, Number};
use std::sync::LazyLock;

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

fn document(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

fn sign(comparator: Option<Comparator>) -> &'static str {
    comparator.map_or("?", Comparator::sign)
}

/// `object >= 10..20 unit`, what is absent left out.
fn figure(
    object: &str,
    comparator: Option<Comparator>,
    value: Option<&Number>,
    upper: Option<&Number>,
    unit: Option<&String>,
) -> String {
    let mut line = format!("{object} {}", sign(comparator));
    if let Some(value) = value {
        line += &format!(" {value}");
    }
    if let Some(upper) = upper {
        line += &format!("..{upper}");
    }
    if let Some(unit) = unit {
        line += &format!(" {unit}");
    }
    line
}

fn target(target: &DocumentTarget) -> String {
    let mut line = figure(
        &target.object,
        target.comparator,
        target.value.as_ref(),
        target.upper.as_ref(),
        target.unit.as_ref(),
    );
    if let Some(date) = target.deadline {
        line += &format!(" by {date}");
    }
    if let Some(hedge) = &target.hedge {
        line += &format!(" ({hedge})");
    }
    line
}

fn criterion(one: &DocumentCriterion) -> String {
    let mut line =
        figure(&one.indicator, one.comparator, one.value.as_ref(), one.upper.as_ref(), one.unit.as_ref());
    line += &format!(" [{}]", one.role);
    for (word, text) in [
        ("when", &one.when),
        ("in", &one.window),
        ("of", &one.of),
        ("any", &one.alternative_group),
        ("hedge", &one.hedge),
    ] {
        if let Some(text) = text {
            line += &format!(" {word} {text};");
        }
    }
    line.trim_end_matches(';').to_owned()
}

/// The records of a text of one section, targets first.
fn read(text: &str) -> Vec<String> {
    let han = text.chars().any(|c| c > '\u{2E80}');
    let source = if han { format!("一、任务\n{text}") } else { format!("1. Tasks\n\n{text}") };
    let document = document(&source);
    document.targets.iter().map(target).chain(document.criteria.iter().map(criterion)).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = read(text);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:#?}\n  found {found:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn targets_in_chinese() {
    check(&[
        ("到2025年，培育示范企业1万家。", &["示范企业 = 10000 家 by 2025-12-31"]),
        ("到2025年底，培育示范企业一万家以上。", &["示范企业 >= 10000 家 by 2025-12-31"]),
        ("到2025年，培育示范企业万余家。", &["示范企业 > 10000 家 by 2025-12-31"]),
        ("到２０２５年，培育示范企业１０家。", &["示范企业 = 10 家 by 2025-12-31"]),
        (
            "到2025年，甲达到10%，乙超过2万亿元。到2030年，丙不低于三分之二。",
            &["甲 >= 10 % by 2025-12-31", "乙 > 2000000000000 元 by 2025-12-31", "丙 >= 2/3 by 2030-12-31"],
        ),
        ("2021年6月底前建成3个中心。", &["中心 = 3 个 by 2021-06-30"]),
        ("2025年前产值力争达到1.2亿元。", &["产值 >= 120000000 元 by 2025-12-31 (力争)"]),
        ("到2025年，甲达到5%，2023年底前乙达到3%。", &["甲 >= 5 % by 2025-12-31", "乙 >= 3 % by 2023-12-31"]),
        (
            "到2025年，谷子种植、收获机械化率分别达到60%和40%。",
            &["谷子种植机械化率 >= 60 % by 2025-12-31", "收获机械化率 >= 40 % by 2025-12-31"],
        ),
        (
            "到2025年，化肥利用率、农药利用率均达到43%。",
            &["化肥利用率 >= 43 % by 2025-12-31", "农药利用率 >= 43 % by 2025-12-31"],
        ),
        (
            "到2025年、2030年，覆盖率分别达到60%、80%。",
            &["覆盖率 >= 60 % by 2025-12-31", "覆盖率 >= 80 % by 2030-12-31"],
        ),
        ("到2025年，投资增长8%左右。", &["投资增长 ~ 8 % by 2025-12-31"]),
        ("到2025年，播种面积稳定在17亿亩左右。", &["播种面积 ~ 1700000000 亩 by 2025-12-31"]),
        ("到2025年，森林覆盖率保持在24%以上。", &["森林覆盖率 >= 24 % by 2025-12-31"]),
        ("到2025年，失业率控制在5.5%以内。", &["失业率 <= 5.5 % by 2025-12-31"]),
        (
            "到2025年，70%的规模以上制造业企业基本实现数字化。",
            &["规模以上制造业企业基本实现数字化 = 70 % by 2025-12-31"],
        ),
        ("到2025年，形成150家以上具有竞争力的供应商。", &["具有竞争力的供应商 >= 150 家 by 2025-12-31"]),
        ("到2030年，产业规模翻一番。", &["产业规模 x 2 by 2030-12-31"]),
        ("到2030年，产量比2020年增长1倍。", &["产量比2020年增长 x 2 倍 by 2030-12-31"]),
        (
            "到2025年，全员劳动生产率比2020年提高5个百分点。",
            &["全员劳动生产率 change 5 个百分点 by 2025-12-31"],
        ),
        ("到2025年，投入强度达到3%—3.5%。", &["投入强度 between 3..3.5 % by 2025-12-31"]),
        ("到2025年，新建基地5至10万个。", &["基地 between 50000..100000 个 by 2025-12-31"]),
        ("“十四五”末，占比达到百分之三十。", &["占比 >= 30 % by 2025-12-31"]),
        ("“十五五”期间，引进人才2000名。", &["人才 = 2000 名 by 2030-12-31"]),
        ("将办理时间压缩至5个工作日以内。", &["办理时间 <= 5 个工作日"]),
        (
            "2020年底前将甲业务、乙业务办理时限压缩一半，分别减至1个月、半个月。",
            &["甲业务办理时限 <= 1 个月 by 2020-12-31", "乙业务办理时限 <= 0.5 个月 by 2020-12-31"],
        ),
        (
            "到2025年，培育领军企业10家、一批骨干企业和若干基地。",
            &[
                "领军企业 = 10 家 by 2025-12-31",
                "骨干企业 ? by 2025-12-31 (一批)",
                "基地 ? by 2025-12-31 (若干)",
            ],
        ),
        (
            "到2025年，培育十多家企业、数十家园区。",
            &["企业 > 10 家 by 2025-12-31", "园区 ? by 2025-12-31 (数十家)"],
        ),
        (
            "到2025年，工具普及率、关键工序数控化率分别超过90%、75%。",
            &["工具普及率 > 90 % by 2025-12-31", "关键工序数控化率 > 75 % by 2025-12-31"],
        ),
        ("将预留比例由30%提高至40%以上。", &["预留比例 >= 40 %"]),
        (
            "到2025年，营业收入超过百亿元的企业达到10家左右。",
            &["营业收入超过百亿元的企业 ~ 10 家 by 2025-12-31"],
        ),
    ]);
}

#[test]
fn no_targets_in_chinese() {
    for text in [
        "截至2020年底，产业规模达到1.2万亿元。",
        "“十三五”以来累计建成基站3万个。",
        "去年产值同比增长10%以上。",
        "到2025年，实施“万企帮万村”行动，打造三品战略，推动工业4.0和5G应用。",
        "到2025年，完善一个窗口受理、一次办结制度。",
        "培育一批企业。",
        "2020年底前制定有关意见。",
        "按照国发〔2011〕42号和第十二条执行，咨询电话020-12345678。",
        "贯彻十九届六中全会精神，做好六稳六保。",
        "2019年修订的目录含3章20条。",
    ] {
        assert_eq!(read(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_year_given_once_holds_for_the_list_below() {
    let text = "二、总体要求\n（一）指导思想。坚持创新。\n（二）主要目标。到2025年，体系基本健全。甲规模达到10亿元。\n1.培育企业5家。\n\
                2.建设园区3个以上。\n三、任务\n培育企业7家。";
    let targets: Vec<String> = document(text).targets.iter().map(target).collect();
    assert_eq!(
        targets,
        ["甲规模 >= 1000000000 元 by 2025-12-31", "企业 = 5 家 by 2025-12-31", "园区 >= 3 个 by 2025-12-31"]
    );
}

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
fn criteria_of_title_and_award_schemes() {
    check(&[
        ("注册成立一年以上。", &["注册成立 >= 1 年 [eligibility]"]),
        (
            "上年营业收入原则上不低于3000万元、营业收入增长不低于8%、利润总额为正数（特殊行业可适当放宽）。",
            &[
                "营业收入 >= 30000000 元 [eligibility] in 上年; hedge 原则上",
                "营业收入增长 >= 8 % [eligibility] in 上年",
                "利润总额 > 0 [eligibility] in 上年",
            ],
        ),
        ("年龄在18至45周岁（含本数）。", &["年龄 between 18..45 周岁 [eligibility]"]),
        ("申请人年龄45周岁以下。", &["申请人年龄 <= 45 周岁 [eligibility]"]),
        (
            "港澳青年实际权益持股比例达25%以上或港澳青年员工人数比例达30%以上。",
            &[
                "港澳青年实际权益持股比例 >= 25 % [eligibility] any g1",
                "港澳青年员工人数比例 >= 30 % [eligibility] any g1",
            ],
        ),
        (
            "对国家级、省级、市级企业，分别给予每家80万元、30万元、20万元奖励。",
            &[
                "奖励 = 800000 元 [benefit] when 国家级",
                "奖励 = 300000 元 [benefit] when 省级",
                "奖励 = 200000 元 [benefit] when 市级企业",
            ],
        ),
        (
            "每个项目补贴最高不超过5万元、补贴期限最长不超过3年。",
            &["补贴 <= 50000 元 [cap]", "补贴期限 <= 3 年 [period]"],
        ),
        (
            "研发人员占比达到30%（超过200人的企业达到20%）。",
            &[
                "研发人员占比 >= 30 % [eligibility]",
                "研发人员占比 >= 20 % [eligibility] when 超过200人的企业",
            ],
        ),
        (
            "单户担保金额500万元及以下的小微企业，担保费率原则上不超过1%；单户担保金额500万元以上的，担保费率原则上不超过1.5%。",
            &[
                "担保费率 <= 1 % [cap] when 单户担保金额500万元及以下的小微企业; hedge 原则上",
                "担保费率 <= 1.5 % [cap] when 单户担保金额500万元以上的; hedge 原则上",
            ],
        ),
        (
            "申请认定前一年内未发生重大安全、重大质量事故或严重环境违法行为。",
            &["重大安全、重大质量事故或严重环境违法行为 = 0 [eligibility] in 申请认定前一年内"],
        ),
        ("累计3年未填报年度报表的，撤销其称号。", &["未填报年度报表 >= 3 年 [revocation]"]),
        ("2018年至今未被认定为其他称号。", &["被认定为其他称号 = 0 [eligibility] in 2018年至今"]),
        (
            "细分市场占有率位居全球前5或全国前3。",
            &[
                "细分市场占有率位居 <= 5 [eligibility] of 全球; any g1",
                "细分市场占有率位居 <= 3 [eligibility] of 全国; any g1",
            ],
        ),
        (
            "上年度营业收入5000万元及以上，一般不超过20亿元。",
            &[
                "营业收入 >= 50000000 元 [eligibility] in 上年度",
                "营业收入 <= 2000000000 元 [eligibility] in 上年度; hedge 一般",
            ],
        ),
        (
            "近2年研发投入占营业收入比重每年均不低于4%。",
            &["研发投入占营业收入比重 >= 4 % [eligibility] in 近2年每年; of 营业收入"],
        ),
        (
            "拥有专利4项及以上；纳税信用A级以上。",
            &["专利 >= 4 项 [eligibility]", "纳税信用 >= A级 [eligibility]"],
        ),
        (
            "发明专利≥1件或集成电路布图设计专有权≥1件或实用新型+外观+软著≥4件。",
            &[
                "发明专利 >= 1 件 [eligibility] any g1",
                "集成电路布图设计专有权 >= 1 件 [eligibility] any g1",
                "实用新型+外观+软著 >= 4 件 [eligibility] any g1",
            ],
        ),
        ("满足下列条件中的两项。", &["条件 >= 2 项 [eligibility]"]),
        ("按不超过项目总投资的30%给予补助。", &["补助 <= 30 % [cap] of 项目总投资"]),
        (
            "上年度营业收入首次突破1亿元、5亿元的，分别给予10万元、30万元奖励。",
            &[
                "营业收入 > 100000000 元 [eligibility] in 上年度",
                "营业收入 > 500000000 元 [eligibility] in 上年度",
                "奖励 = 100000 元 [benefit] when 上年度营业收入首次突破1亿元",
                "奖励 = 300000 元 [benefit] when 上年度营业收入首次突破5亿元",
            ],
        ),
        (
            "对新获评冠军的企业，给予一次性100万元奖励。",
            &["奖励 = 1000000 元 [benefit] when 新获评冠军的企业"],
        ),
        (
            "对研发投入500万元以上的企业，按新增投入的5%给予补助，最高不超过200万元。",
            &[
                "研发投入 >= 5000000 元 [eligibility]",
                "补助 = 5 % [benefit] when 研发投入500万元以上的企业; of 新增投入",
                "补助 <= 2000000 元 [cap] when 研发投入500万元以上的企业",
            ],
        ),
        (
            "企业首次被认定的，奖励20万元；重新认定的，奖励10万元。",
            &[
                "奖励 = 200000 元 [benefit] when 企业首次被认定的",
                "奖励 = 100000 元 [benefit] when 重新认定的",
            ],
        ),
        (
            "对连续两年保持增长20%（含）以上的再给予20万元奖励。",
            &[
                "保持增长 >= 20 % [eligibility]",
                "奖励 = 200000 元 [benefit] when 连续两年保持增长20%（含）以上的",
            ],
        ),
        (
            "对租房的企业给予补贴，连续补贴3年；免租期最长24个月。",
            &["连续补贴 = 3 年 [period] when 租房的企业", "免租期 <= 24 个月 [period]"],
        ),
        (
            "上年度研发费用总额不低于100万元，且占营业收入总额比重不低于3%。",
            &[
                "研发费用总额 >= 1000000 元 [eligibility] in 上年度",
                "研发费用总额占营业收入总额比重 >= 3 % [eligibility] in 上年度; of 营业收入总额",
            ],
        ),
        ("参加人员应具有5年以上工作经验。", &["工作经验 >= 5 年 [eligibility]"]),
        ("截至上年末的资产负债率不高于70%。", &["截至上年末的资产负债率 <= 70 % [eligibility] in 上年末"]),
        ("经三分之二以上成员同意。", &["成员同意 >= 2/3 [eligibility]"]),
        ("企业从业人员不得少于一百五十人。", &["企业从业人员 >= 150 人 [eligibility]"]),
        ("企业成立不满3年。", &["企业成立 < 3 年 [eligibility]"]),
        ("处1万元以上5万元以下罚款。", &["罚款 between 10000..50000 元 [cap]"]),
        (
            "人均救助金额不超过本市2个月最低生活保障标准的，由区民政部门审批。",
            &["人均救助金额 <= 2 个月 [eligibility] of 最低生活保障标准"],
        ),
        ("住院照料救助标准不超过240元/人/日。", &["救助标准 <= 240 元/人/日 [cap]"]),
    ]);
}

#[test]
fn no_criteria_in_chinese() {
    for text in [
        "应当在3个工作日内答复，公示不少于5个工作日。",
        "县级以上人民政府负责本行政区域内的工作。",
        "本办法有效期5年，自2021年1月1日起施行。",
        "自收到申请之日起三十日内作出决定。",
        "按照《管理办法》（国发〔2014〕47号）第三条执行，提供A4纸材料3份。",
        "支持世界500强企业落户，培育百强企业。",
        "制定3个方面20条措施。",
    ] {
        assert_eq!(read(text), [] as [&str; 0], "{text}");
    }
}

#[test]
fn branches_of_one_measure_in_a_list() {
    let text = "第一条 近三个会计年度的研究开发费用总额占同期销售收入总额的比例，符合如下要求：\n\
                1.最近一年销售收入小于3,000万元（含）的企业，比例不低于6%；\n\
                2.最近一年销售收入在3,000万元至1亿元（含）的企业，比例不低于5%。";
    let found: Vec<String> = document(text).criteria.iter().map(criterion).collect();
    assert_eq!(
        found,
        [
            "研究开发费用总额占同期销售收入总额的比例 >= 6 % [eligibility] when 最近一年销售收入小于3,000万元（含）的企业; \
             in 近三个会计年度; of 同期销售收入总额",
            "研究开发费用总额占同期销售收入总额的比例 >= 5 % [eligibility] when 最近一年销售收入在3,000万元至1亿元（含）的企业; \
             in 近三个会计年度; of 同期销售收入总额",
        ]
    );
}

#[test]
fn alternatives_of_a_list_share_a_group() {
    let text = "第一条 符合下列条件之一的，可以申请：\n（一）营业收入1亿元以上；\n（二）专利10件以上。\n第二条 职工不少于5人。";
    let groups: Vec<Option<String>> =
        document(text).criteria.into_iter().map(|one| one.alternative_group).collect();
    assert_eq!(groups, [Some("g1".to_owned()), Some("g1".to_owned()), None]);
}

#[test]
fn a_document_rules_whether_a_bound_is_held() {
    let values = |text: &str| -> Vec<String> {
        let found = document(text).criteria;
        found
            .iter()
            .map(|c| {
                figure("", c.comparator, c.value.as_ref(), c.upper.as_ref(), c.unit.as_ref())
                    .trim()
                    .to_owned()
            })
            .collect()
    };
    let tiers = "第一条 死亡人数10人以上30人以下。\n第二条 ";
    assert_eq!(
        values(&format!("{tiers}本办法所称“以上”包括本数，“以下”不包括本数。")),
        [">= 10 人", "< 30 人"]
    );
    assert_eq!(
        values(&format!("{tiers}有关数量的表述中，“以上”含本数，“以下”不含本数。")),
        [">= 10 人", "< 30 人"]
    );
    assert_eq!(values(&format!("{tiers}本细则所称“以上”“以下”均含本数。")), ["between 10..30 人"]);
    assert_eq!(values(&format!("{tiers}本办法自发布之日起施行。")), ["between 10..30 人"]);
    assert_eq!(
        values("第一条 补贴最高不超过5万元。\n第二条 本办法中以上不包括本数，最高、不超过包括本数。"),
        ["<= 50000 元"]
    );
    // A bracket decides for its own figure, whatever the word.
    assert_eq!(values("第一条 资产小于3000万元（含）。"), ["<= 30000000 元"]);
    assert_eq!(values("第一条 资产3000万元以上（不含）。"), ["> 30000000 元"]);
    assert_eq!(values("第一条 资产500万元（含）以上。"), [">= 5000000 元"]);
    let read = document(&format!("{tiers}本办法所称“以上”包括本数，“以下”不包括本数。"));
    assert!(read.warnings.iter().any(|w| w.code == "bounds-ruled"));
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
            &[
                "fund gives grants between 50000..2000000 GBP [benefit]",
                "project costs <= 70 % [cap] of project costs",
            ],
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
            &["scholarship = 20000 TWD [benefit]", "granted <= 12 months [period]"],
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
