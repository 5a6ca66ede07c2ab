//! Conditions of titles and awards that are easily misread, in Chinese.

use crate::{check, document};

#[test]
fn small_variants_of_comparators() {
    check(&[
        ("职工不少于10人。", &["职工 >= 10 人 [eligibility]"]),
        ("费率不得高于1%。", &["费率 <= 1 % [cap]"]),
        ("厚度不大于5米，宽度不小于2米。", &["厚度 <= 5 米 [eligibility]", "宽度 >= 2 米 [eligibility]"]),
        ("面积小于90平方米（含）。", &["面积 <= 90 平方米 [eligibility]"]),
        ("面积大于90平方米。", &["面积 > 90 平方米 [eligibility]"]),
        ("资产负债率低于60%。", &["资产负债率 < 60 % [eligibility]"]),
        ("职工达50人。", &["职工 >= 50 人 [eligibility]"]),
        ("职工至少20人。", &["职工 >= 20 人 [eligibility]"]),
        ("从业满2年。", &["从业 >= 2 年 [eligibility]"]),
        ("从业未满2年的，不予受理。", &["从业 < 2 年 [eligibility]"]),
        ("奖励最多不超过50万元。", &["奖励 <= 500000 元 [cap]"]),
        ("奖励以50万元为限。", &["奖励 <= 500000 元 [cap]"]),
        ("费用在5万元限额内报销。", &["费用 <= 50000 元 [cap]"]),
        ("专利≥3件，职工≤300人。", &["专利 >= 3 件 [eligibility]", "职工 <= 300 人 [eligibility]"]),
        ("总积分满150分。", &["总积分 >= 150 分 [eligibility]"]),
        ("满150分的，可以申请。", &[" >= 150 分 [eligibility]"]),
        ("经过半数成员同意。", &["成员同意 > 0.5 [eligibility]"]),
        ("处违法所得一倍以上五倍以下罚款。", &["罚款 between 1..5 倍 [cap] of 违法所得"]),
        (
            "处违法所得一倍以上十倍以下的罚款，违法所得不足十万元的，处十万元以上五十万元以下的罚款。",
            &[
                "罚款 between 1..10 倍 [cap] of 违法所得",
                "罚款 between 100000..500000 元 [cap] when 违法所得不足十万元的",
            ],
        ),
        (
            "有违法所得的，处以违法所得3倍以下但不超过3万元的罚款。",
            &[
                "罚款 <= 3 倍 [cap] when 有违法所得的; of 违法所得",
                "罚款 <= 30000 元 [cap] when 有违法所得的",
            ],
        ),
        ("增长率百分之五以上。", &["增长率 >= 5 % [eligibility]"]),
    ]);
}

#[test]
fn what_has_not_happened_is_named_whole() {
    check(&[
        (
            "近三年未发生重大安全（含网络安全、数据安全）、质量、环境污染事故。",
            &["重大安全（含网络安全、数据安全）、质量、环境污染事故 = 0 [eligibility] in 近三年"],
        ),
        ("近三年未发生重大事故（见附件）。", &["重大事故 = 0 [eligibility] in 近三年"]),
    ]);
}

#[test]
fn ages_name_the_person_and_no_year() {
    check(&[
        (
            "申请人应当年满18周岁、不满60周岁。",
            &["申请人 >= 18 周岁 [eligibility]", "申请人 < 60 周岁 [eligibility]"],
        ),
        (
            "申请人年龄在45周岁以下（1979年1月1日及以后出生）。",
            &["申请人年龄 <= 45 周岁 [eligibility] in 1979年1月1日及以后出生"],
        ),
        ("当年营业收入不低于500万元。", &["营业收入 >= 5000000 元 [eligibility] in 当年"]),
    ]);
}

#[test]
fn a_waiver_in_a_bracket_says_for_whom_the_figure_is_softened() {
    check(&[(
        "营业收入增长不低于8%、利润总额为正数（战略性新兴产业企业可适当放宽）。",
        &[
            "营业收入增长 >= 8 % [eligibility]",
            "利润总额 > 0 [eligibility] hedge 战略性新兴产业企业可适当放宽",
        ],
    )]);
}

#[test]
fn ranks_and_lists_of_conditions() {
    check(&[
        (
            "占有率位居全国前3位或者全省第1位。",
            &[
                "占有率位居 <= 3 位 [eligibility] of 全国; any g1",
                "占有率位居 <= 1 位 [eligibility] of 全省; any g1",
            ],
        ),
        ("我省产量位居全国第1位。", &[]),
        (
            "有5架以上符合标准的航空器和10名以上操控员。",
            &["符合标准的航空器 >= 5 架 [eligibility]", "操控员 >= 10 名 [eligibility]"],
        ),
        ("微型器械，是指空机重量小于0.25千克的器械。", &["空机重量 < 0.25 千克 [eligibility]"]),
        ("飞行在真高120米以下。", &["飞行在真高 <= 120 米 [eligibility]"]),
        ("在职职工不少于10人。", &["在职职工 >= 10 人 [eligibility]"]),
        ("专家组由不少于7名专家组成。", &["专家组 >= 7 名 [eligibility]"]),
        (
            "家庭资产净值：1人户不超过22万元，2人户不超过44万元，3人及以上户不超过60万元。",
            &[
                "家庭资产净值 <= 220000 元 [eligibility] when 1人户",
                "家庭资产净值 <= 440000 元 [eligibility] when 2人户",
                "家庭资产净值 <= 600000 元 [eligibility] when 3人及以上户",
            ],
        ),
        (
            "得分80分以上的认定为标杆企业；得分90分以上且能源指标不低于27分的，认定为五星级企业；60分以上不满80分的，列入培育库。",
            &[
                "得分 >= 80 分 [eligibility] when 认定为标杆企业",
                "得分 >= 90 分 [eligibility] when 认定为五星级企业",
                "能源指标 >= 27 分 [eligibility] when 认定为五星级企业",
                "得分 >= 60 分 [eligibility] when 列入培育库",
                "得分 < 80 分 [eligibility] when 列入培育库",
            ],
        ),
        ("外单位专家不得少于专家总数的二分之一。", &["外单位专家 >= 0.5 [eligibility] of 专家总数"]),
        (
            "空机重量小于0.25千克、飞行真高不超过50米。",
            &["空机重量 < 0.25 千克 [eligibility]", "飞行真高 <= 50 米 [eligibility]"],
        ),
        (
            "装机容量≥1MW，建筑面积≥500㎡。",
            &["装机容量 >= 1 MW [eligibility]", "建筑面积 >= 500 ㎡ [eligibility]"],
        ),
        ("功率不低于10kW，支持5G应用。", &["功率 >= 10 kW [eligibility]"]),
    ]);
}

#[test]
fn a_figure_that_eases_a_condition_elsewhere_is_reported() {
    let eased = document("一、条件\n前条规定的营业收入可以放宽至5000万元。");
    assert!(eased.criteria.is_empty() && eased.targets.is_empty());
    assert!(eased.warnings.iter().any(|warning| warning.code == "figure-unread"));
    let plain = document("一、条件\n营业收入不低于5000万元。");
    assert!(plain.warnings.iter().all(|warning| warning.code != "figure-unread"));
}
