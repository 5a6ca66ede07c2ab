//! Conditions with a figure and what is given by it, in Chinese.

use crate::{check, criterion, document, figure, read};

#[test]
fn criteria_of_title_and_award_schemes() {
    check(&[
        ("注册成立一年以上。", &["注册成立 >= 1 年 [eligibility]"]),
        (
            "上年营业收入原则上不低于3000万元、营业收入增长不低于8%、利润总额为正数（特殊行业可适当放宽）。",
            &[
                "营业收入 >= 30000000 元 [eligibility] in 上年; hedge 原则上",
                "营业收入增长 >= 8 % [eligibility] in 上年",
                "利润总额 > 0 [eligibility] in 上年; hedge 特殊行业可适当放宽",
            ],
        ),
        ("年龄在18至45周岁（含本数）。", &["年龄 between 18..45 周岁 [eligibility]"]),
        ("本办法所称“青年”是指年龄在18周岁至45周岁之间的人员。", &["年龄 between 18..45 周岁 [eligibility]"]),
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
        ("满足以下五项中的三项。", &["条件 >= 3 项 [eligibility]"]),
        ("满足其中2项即可。", &["条件 >= 2 项 [eligibility]"]),
        ("5项指标中有3项达到要求。", &["条件 >= 3 项 [eligibility]"]),
        ("符合下列条件中的一项或多项。", &["条件 >= 1 项 [eligibility]"]),
        ("符合下列条件中的一项。", &[]),
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
