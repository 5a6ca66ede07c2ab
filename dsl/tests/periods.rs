//! Terms one by one: every form of a time to act, a period or a day of effect, and what must be none.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gradus_dsl::{Agencies, Document, DocumentDeadline};
use std::sync::LazyLock;

const REGISTRY: &str = include_str!("../../policies/agencies/agencies.toml");

static AGENCIES: LazyLock<Agencies> =
    LazyLock::new(|| Agencies::from_toml(REGISTRY, "agencies.toml").unwrap());

fn document(text: &str) -> Document {
    Document::read(text.as_bytes(), &AGENCIES).unwrap()
}

/// The record as one line: `kind value unit; from X; on DATE; by ACTOR`, what it has not left out.
fn line(term: &DocumentDeadline) -> String {
    let length =
        term.value.iter().map(ToString::to_string).chain(term.unit.clone()).collect::<Vec<_>>().join(" ");
    let mut parts = vec![format!("{} {length}", term.kind).trim().to_owned()];
    parts.extend(term.from_event.iter().map(|event| format!("from {event}")));
    parts.extend(term.date.iter().map(|date| format!("on {date}")));
    parts.extend(term.actor.iter().map(|actor| format!("by {actor}")));
    parts.join("; ")
}

/// What the terms of a sentence give, in a document with a number of 2021.
fn read(text: &str) -> String {
    let han = !text.is_ascii();
    let head = if han {
        "关于试点的通知\n试发〔2021〕7号\n一、任务\n"
    } else {
        "A Scheme\nTest (2021) No. 7\n1. Task\n"
    };
    let read = document(&format!("{head}{text}"));
    let lines: Vec<String> = read.deadlines.iter().map(line).collect();
    lines.join(" | ")
}

fn table(rows: &[(&str, &str)]) {
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
fn chinese_times_to_act() {
    table(&[
        ("一般问题五个工作日办结，疑难问题十五个工作日办结。", "deadline 5 个工作日 | deadline 15 个工作日"),
        ("办理时间由10个工作日办结压缩为5个工作日。", ""),
        ("提供虚假材料的，取消资格，三年内不得再次申报。", ""),
        ("自处罚决定之日起2年内，不予受理其申请。", ""),
        ("向社会公开征求意见，期限一般不少于三十日。", "publicity 30 日"),
        (
            "区主管部门应当自受理申请之日起15个工作日内完成审核。",
            "deadline 15 个工作日; from 受理申请; by 区主管部门",
        ),
        (
            "市主管部门在收到材料之日起3个工作日内，提出意见。",
            "deadline 3 个工作日; from 收到材料; by 市主管部门",
        ),
        (
            "主管部门自收到推荐名单及材料的5个工作日内作出决定。",
            "deadline 5 个工作日; from 收到推荐名单及材料; by 主管部门",
        ),
        ("企业应当自变更之日起十五日内向主管部门报告。", "deadline 15 日; from 变更; by 企业"),
        ("申请人应在收到通知后的一个月内补正。", "deadline 1 个月; from 收到通知; by 申请人"),
        ("应当在险情解除之后10个工作日内，补齐手续。", "deadline 10 个工作日; from 险情解除"),
        (
            "公示期满后5个工作日内由县级财政部门拨付资金。",
            "deadline 5 个工作日; from 公示期满; by 县级财政部门",
        ),
        ("不予通过的，应当在3个工作日内说明理由。", "deadline 3 个工作日"),
        ("自受理之日起，20日（不含专家评审）内办结。", "deadline 20 日; from 受理"),
        ("自文件印发之日起半年内制定实施细则。", "deadline 0.5 年; from 文件印发"),
        ("3年内培育100家示范企业。", "deadline 3 年"),
        ("力争用两年时间，三年内建成平台。", "deadline 3 年"),
        ("评审时限为7—10个工作日。", "deadline 10 个工作日"),
        ("发放资金原则上不得超过30天（自批准之日起计算）。", "deadline 30 天; from 批准"),
        ("整改期限为3个月。", "deadline 3 个月"),
        ("企业应当于有效期届满前3个月内提出复核申请。", "deadline 3 个月; from 有效期届满; by 企业"),
        ("企业应当在有效期届满6个月前提出申请。", "deadline 6 个月; from 有效期届满; by 企业"),
        ("主办单位应当提前30日公告。", "deadline 30 日; by 主办单位"),
        ("5个工作日内未作审查的，自动确定第6个工作日为受理时间。", "deadline 5 个工作日"),
        (
            "公示无异议的，3个工作日内公告；有异议的，10个工作日内复核。",
            "deadline 3 个工作日 | deadline 10 个工作日",
        ),
        ("主管機關應自收到申請之日起15日內審查完竣。", "deadline 15 日; from 收到申請; by 主管機關"),
        // None of these is a time to act.
        ("成立满3年的企业。", ""),
        ("近三年内未受处罚。", ""),
        ("最近一年营业收入达到1亿元。", ""),
        ("毕业5年内的高校毕业生。", ""),
        ("自毕业之日起5年内的高校毕业生。", ""),
        ("登记注册3年内的小微企业。", ""),
        ("补贴期限最长不超过3年。", ""),
        ("申请表须于2023年3月31日或之前交回。", "deadline; on 2023-03-31"),
        ("付款期限最长不得超过六十日。", "deadline 60 日"),
        ("支付不超过六个月的补贴。", ""),
        ("公开征求意见的期限一般不少于三十日。", "publicity 30 日"),
        ("连续补贴3年。", ""),
        ("自认定之日起3年内给予房租补贴。", ""),
        ("审批时间压缩至5个工作日以内。", ""),
        ("办理时限分别减至1个月、半个月。", ""),
        ("办理时间分别压缩至5个、3个工作日以内。", ""),
        ("公示时间由45天压减为20天。", ""),
        ("公示时间为20天。", "publicity 20 天"),
        ("在本市连续居住一年以上。", ""),
        ("第3日，15周岁，2020年度，一年一度。", ""),
        ("不超过本市2个月最低生活保障标准。", ""),
    ]);
}

#[test]
fn times_close_to_other_words() {
    table(&[
        ("企业应当于有效期满30日前提出申请。", "deadline 30 日; from 有效期满; by 企业"),
        ("企业应当在有效期满前30日内提出申请。", "deadline 30 日; from 有效期满; by 企业"),
        ("证书有效期满3年的，应当复核。", ""),
        ("复核通过的，有效期延长三年。", "validity 3 年"),
        ("经批准，可以延长10个工作日。", "grace 10 个工作日"),
        ("市工业和信息化局会同市财政局在官网公示5个工作日。", "publicity 5 个工作日; by 市工业和信息化局"),
        (
            "事发单位应当在2小时内向所在地人民政府报告，7日内提交书面报告。",
            "deadline 2 小时; by 事发单位 | deadline 7 日; by 事发单位",
        ),
        (
            "市工业和信息化局组织评审，会同市财政局在官网公示5个工作日。",
            "publicity 5 个工作日; by 市工业和信息化局",
        ),
        ("现场核查不超过5个工作日。", "deadline 5 个工作日"),
        ("预计24小时内发生地质灾害可能性很大的，发布红色预警。", ""),
        ("各省级人民政府是责任主体，要在2021年12月底前完成。", "deadline; on 2021-12-31; by 各省级人民政府"),
    ]);
}

#[test]
fn chinese_days_of_the_calendar() {
    table(&[
        ("2021年6月底前制定管理办法。", "deadline; on 2021-06-30"),
        ("3．2020年底前开展专项治理。", "deadline; on 2020-12-31"),
        ("2022年6月底前出台政策，12月底前全面落实。", "deadline; on 2022-06-30 | deadline; on 2022-12-31"),
        ("年底前各地区要完成对接。", "deadline; on 2021-12-31; by 各地区"),
        ("9月15日前报送总结。", "deadline; on 2021-09-15"),
        ("申报单位须于8月31日17:30前提交材料。", "deadline; on 2021-08-31; by 申报单位"),
        ("2月底前完成。", "deadline; on 2021-02-28"),
        ("二○二二年三月三十一日前完成。", "deadline; on 2022-03-31"),
        ("今年年底前完成，明年3月底前总结。", "deadline; on 2021-12-31 | deadline; on 2022-03-31"),
        ("2021年内完成。", "deadline; on 2021-12-31"),
        ("第一批截止时间：2021年5月20日。", "deadline; on 2021-05-20"),
        ("第一批5月20日前、第二批9月20日前报送。", "deadline; on 2021-05-20 | deadline; on 2021-09-20"),
        ("最迟于2021年10月15日完成。", "deadline; on 2021-10-15"),
        ("申报时间为2021年5月1日至5月31日。", "start; on 2021-05-01 | deadline; on 2021-05-31"),
        ("自2021年7月1日起，取消收费。", "start; on 2021-07-01"),
        ("从2022年起，扩大范围。", "start; on 2022-01-01"),
        ("次年3月底前报送。", "deadline"),
        // No term: an aim, the past, a day of another document.
        ("到2025年，企业达到100家。", ""),
        ("2020年，全市完成投资。", ""),
        ("2020年5月24日经批准。", ""),
        ("截至2020年底，全市共有50家。", ""),
        ("自2019年以来，成效明显。", ""),
        ("近年来，当年实现的收入。", ""),
    ]);
    let unclear = document("关于试点的通知\n一、任务\n2025年前建成。");
    assert!(unclear.warnings.iter().any(|w| w.code == "term-unclear"));
    assert_eq!(line(&unclear.deadlines[0]), "deadline; on 2025-12-31");
    let without = document("关于试点的通知\n一、任务\n6月底前完成。");
    assert_eq!(line(&without.deadlines[0]), "deadline");
}

#[test]
fn chinese_terms_that_come_again() {
    table(&[
        ("企业应当每年3月底前报送年度报告。", "recurring-deadline; by 企业"),
        ("每年12月31日前公布结果。", "recurring-deadline"),
        ("各县区每月5日前报送进度。", "recurring-deadline; by 各县区"),
        ("每季度结束后15日内报送报表。", "recurring-deadline 15 日; from 每季度结束"),
        ("每年度终了后4个月内报送。", "recurring-deadline 4 个月; from 每年度终了"),
        ("各区每季度首月15日前报送分析。", "recurring-deadline; by 各区"),
        ("每三年复核一次。", "recurring-deadline 3 年"),
        ("各地区每季度报送工作进展。", "recurring-deadline; by 各地区"),
        // What merely happens each year, and a rate.
        ("主管部门每年对企业进行全覆盖检查。", ""),
        ("本市每月最低生活保障标准。", ""),
        ("每人每月500元。", ""),
    ]);
}

#[test]
fn chinese_periods() {
    table(&[
        ("公示5个工作日。", "publicity 5 个工作日"),
        ("认定机构将名单公示，公示期不少于7天。", "publicity 7 天; by 认定机构"),
        ("在网站进行为期5个工作日的公示。", "publicity 5 个工作日"),
        ("公示期为1年。", "publicity 1 年"),
        ("向社会公示，时间不少于5个工作日。", "publicity 5 个工作日"),
        ("公示结束后5日内公布。", "deadline 5 日; from 公示结束"),
        ("申报材料保存期限不少于10年。", "retention 10 年"),
        ("应当自项目验收之日起至少保存5年。", "retention 5 年; from 项目验收"),
        ("情况复杂的，可以延长10个工作日。", "grace 10 个工作日"),
        ("经批准可延长，延长期限不得超过15日。", "grace 15 日"),
        ("设置6个月过渡期。", "grace 6 个月"),
        ("资格自颁发证书之日起有效期为三年。", "validity 3 年; from 颁发证书"),
        ("称号有效期自公布之日起3年。", "validity 3 年; from 公布"),
        ("证书有效期限为5年，期满应当复核。", "validity 5 年"),
        ("评价结果三年内有效。", "validity 3 年"),
        ("本办法有效期至2026年12月31日。", "validity; on 2026-12-31"),
        ("政策有效期自2021年1月1日至2023年12月31日。", "effective; on 2021-01-01 | validity; on 2023-12-31"),
        ("申请日前12个月内发生的事由。", "window 12 个月; from 申请日"),
        ("应当提供申请日前1个月内有效的证明。", "window 1 个月; from 申请日"),
        ("申请认定前一年内未发生重大安全事故。", "window 1 年; from 申请认定"),
        ("被撤销称号满3年后方可重新申请。", "start 3 年; from 被撤销称号"),
        ("长期有效。", ""),
        ("有效期内的证书。", ""),
        ("公示内容包括三年规划。", ""),
        ("妥善保存资料。", ""),
    ]);
}

#[test]
fn chinese_days_of_effect() {
    table(&[
        ("本办法自2021年7月1日起施行。", "effective; on 2021-07-01"),
        ("本办法自印发之日起施行，有效期5年。", "effective; from 印发 | validity 5 年"),
        ("本通知自发布之日起30日后施行。", "effective 30 日; from 发布"),
        ("本意见自2021年8月起执行。", "effective; on 2021-08-01"),
        ("本细则于2021年9月1日起正式实施。", "effective; on 2021-09-01"),
        ("《旧办法》（试发〔2016〕3号）同时废止。", "repeal"),
        (
            "本办法自2021年7月1日起施行，《旧办法》同时废止。",
            "effective; on 2021-07-01 | repeal; on 2021-07-01",
        ),
        ("原有规定停止执行。", "repeal"),
        ("《旧办法》自本办法施行之日起废止。", "repeal; from 本办法施行"),
        ("试发〔2016〕3号不再执行。", "repeal"),
        ("清理、修改、废止有关规定。", ""),
        ("对不符合要求的规定予以废止。", ""),
        ("抓好实施。", ""),
    ]);
}

/// The days a document gives of itself: effective and repealed.
fn effect(text: &str) -> String {
    let dates = document(text).dates;
    let shown = |date: Option<gradus_dsl::Date>| date.map_or("-".to_owned(), |date| date.to_string());
    format!("{} {}", shown(dates.effective), shown(dates.repealed))
}

#[test]
fn the_document_says_from_when_it_applies() {
    let body = |last: &str| {
        format!(
            "试点办法\n试发〔2021〕7号\n第一条　为了规范试点，制定本办法。\n第二条　{last}\n财政部\n2021年6月1日\n"
        )
    };
    for (last, expected) in [
        ("本办法自2021年7月1日起施行。", "2021-07-01 -"),
        // 自印发之日 names an event and no day.
        ("本办法自印发之日起施行，有效期5年。", "- -"),
        ("本办法自2021年7月1日起施行，有效期至2023年6月30日。", "2021-07-01 -"),
        ("本办法自2021年7月1日起施行，于2023年6月30日自动失效。", "2021-07-01 2023-06-30"),
        ("证书自颁发之日起生效。", "- -"),
        ("《旧办法》自2021年7月1日起废止。", "- -"),
    ] {
        assert_eq!(effect(&body(last)), expected, "{last}");
    }
    let without_day = "试点办法\n第一条　为了规范试点，制定本办法。\n第二条　本办法自印发之日起施行。\n";
    assert_eq!(effect(without_day), "- -");
    let two = body("本办法自2021年7月1日起施行。本规定自2021年8月1日起施行。");
    assert_eq!(effect(&two), "- -");
    assert!(document(&two).warnings.iter().any(|w| w.code == "effective-days-differ"));
}

#[test]
fn a_header_that_contradicts_the_text_is_reported() {
    let page = |ends: &str| {
        format!(
            "试发〔2021〕7号\n2021年06月01日\n{ends}\n试点办法\n第一条　为了规范试点，制定本办法。\n第二条　\
             本办法自2021年6月1日起施行，有效期5年。\n"
        )
    };
    let wrong = document(&page("2029年06月01日"));
    assert_eq!(wrong.dates.repealed.unwrap().to_string(), "2029-06-01");
    let warning = wrong.warnings.iter().find(|w| w.code == "validity-differs").unwrap();
    assert!(
        warning.message.contains("2029-06-01") && warning.message.contains("2026-06-01"),
        "{}",
        warning.message
    );
    for right in ["2026年06月01日", "2026年05月31日"] {
        let read = document(&page(right));
        assert!(read.dates.repealed.is_some());
        assert!(!read.warnings.iter().any(|w| w.code == "validity-differs"), "{right}");
    }
    let labelled = document(
        "试点办法\n施行日期：2021-07-01\n失效日期：2024-06-30\n第一条　为了规范试点，制定本办法。\n",
    );
    assert_eq!(labelled.dates.effective.unwrap().to_string(), "2021-07-01");
    assert_eq!(labelled.dates.repealed.unwrap().to_string(), "2024-06-30");
}

#[test]
fn english_terms() {
    table(&[
        (
            "Within 90 days of the date of this order, the Secretary of Commerce shall submit a report.",
            "deadline 90 days; from the date of this order; by the Secretary of Commerce",
        ),
        (
            "Within 30 days of the guidance issued under subsection (a), the Board shall act.",
            "deadline 30 days; from the guidance issued under subsection (a); by the Board",
        ),
        (
            "Within 60 days, the Secretary of State, the Secretary of Energy, and the Attorney General, in coordination with the heads of agencies, shall meet.",
            "deadline 60 days; by the Secretary of State, the Secretary of Energy, and the Attorney General",
        ),
        (
            "The applicant shall, within thirty (30) days of receipt of the notice, submit the form.",
            "deadline 30 days; from receipt of the notice; by The applicant",
        ),
        (
            "The review shall be completed by the local authority within 15 working days.",
            "deadline 15 working days; by the local authority",
        ),
        ("The review shall be completed within fifteen days.", "deadline 15 days"),
        ("The company must report no later than 30 June 2024.", "deadline; on 2024-06-30; by The company"),
        ("The plan must be finished by 30 June 2024.", "deadline; on 2024-06-30"),
        ("We will publish a response by the end of 2024.", "deadline; on 2024-12-31; by We"),
        ("Applications must be filed by September 30.", "deadline; on 2021-09-30"),
        (
            "Holders shall report no later than one month after the end of each fiscal year.",
            "recurring-deadline 1 month; from the end of each fiscal year; by Holders",
        ),
        (
            "DSIT, working with the Treasury, shall report by 30 June 2024.",
            "deadline; on 2024-06-30; by DSIT",
        ),
        ("Each agency shall report by 31 March of each year.", "recurring-deadline; by Each agency"),
        ("The list shall be reviewed every three years.", "recurring-deadline 3 years"),
        (
            "The certificate is valid for 3 years from the date of issue.",
            "validity 3 years; from the date of issue",
        ),
        ("The validity period of the title shall be three years.", "validity 3 years"),
        ("The certificate is valid until 31 December 2025.", "validity; on 2025-12-31"),
        ("The list shall be publicized for 5 working days.", "publicity 5 working days"),
        ("Records shall be kept for at least 5 years.", "retention 5 years"),
        ("The period may be extended by 10 working days.", "grace 10 working days"),
        ("A grace period of 30 days applies.", "grace 30 days"),
        (
            "The holder shall apply at least 3 months before the expiry of the certificate.",
            "deadline 3 months; from the expiry of the certificate; by The holder",
        ),
        (
            "No violation in the 12 months before the date of application.",
            "window 12 months; from the date of application",
        ),
        ("These Measures shall come into force on January 1, 2022.", "effective; on 2022-01-01"),
        ("These Measures shall take effect upon promulgation.", "effective; from promulgation"),
        ("This order is effective immediately.", "effective; from immediately"),
        (
            "This Regulation shall come into force 30 days after the date of publication.",
            "effective 30 days; from the date of publication",
        ),
        ("The Interim Measures are hereby repealed.", "repeal"),
        ("Executive Order 11111 of May 5, 2001, is revoked.", "repeal"),
        ("This order revokes Executive Order 11111.", "repeal"),
        (
            "Firms must pay within 30 days, and public bodies should pay within 5 days.",
            "deadline 30 days; by Firms | deadline 5 days; by public bodies",
        ),
        ("Under the Test Act 2015, firms must report within 30 days.", "deadline 30 days; by firms"),
        // None of these is a term.
        ("Startups that are within 10 years of incorporation are eligible.", ""),
        ("The period should not exceed 10 years from the date of incorporation.", ""),
        ("No inspections will be conducted for a period of 5 years.", ""),
        ("The startup was incorporated before 1 April 2016.", ""),
        ("By 2025, 100 enterprises will be supported.", ""),
        ("The recognition shall be revoked.", ""),
        ("Offices within 10 kilometres may apply.", ""),
        ("In 2019 the rules were revised.", ""),
        ("Three-year plans, quarterly reports and a 10-year vision.", ""),
    ]);
}

#[test]
fn english_closing_days() {
    table(&[
        ("Applications close on 30 September 2025.", "deadline; on 2025-09-30"),
        ("The round will close at 11:59pm on 14 April 2025.", "deadline; on 2025-04-14"),
        (
            "Applications close at 5.00pm Australian Eastern Standard Time on 14 April 2025.",
            "deadline; on 2025-04-14",
        ),
        ("Forms must be received no later than 5:00 pm on 30 September 2025.", "deadline; on 2025-09-30"),
        ("The deadline for applications is 30 September 2025.", "deadline; on 2025-09-30"),
        ("The closing date will be 30 September 2025.", "deadline; on 2025-09-30"),
        ("The Board shall report by noon on 1 May 2025.", "deadline; on 2025-05-01; by The Board"),
        // A day that is no end.
        ("The firm opened close to 30 September 2025.", ""),
        ("The date of the census is 30 September 2025.", ""),
        ("Shops close at 5 pm on weekdays.", ""),
    ]);
}

#[test]
fn english_ends_of_validity() {
    table(&[
        ("The scheme shall remain in force up to 31st March, 2029.", "validity; on 2029-03-31"),
        ("These Measures will be implemented until December 31, 2027.", "validity; on 2027-12-31"),
        ("The order remains in effect through 30 June 2026.", "validity; on 2026-06-30"),
        (
            "The task force shall terminate 2 years after the date of this order.",
            "validity 2 years; from the date of this order",
        ),
        (
            "The licence shall expire 3 years after the date of issue.",
            "validity 3 years; from the date of issue",
        ),
        (
            "The scheme is in force from 1 April 2024 to 31 March 2026.",
            "start; on 2024-04-01 | validity; on 2026-03-31",
        ),
        ("The rate rose from 1 April 2024 to 31 March 2026.", "start; on 2024-04-01"),
        ("The firm grew up to 31 March 2029.", ""),
        ("The agency may terminate 2 contracts after the date of this order.", ""),
    ]);
}

#[test]
fn english_times_that_come_again_and_events_that_stop() {
    table(&[
        ("The Ministry shall review the scheme every year.", "recurring-deadline; by The Ministry"),
        (
            "The Board shall meet at least once in every quarter to review the claims.",
            "recurring-deadline; by The Board",
        ),
        (
            "The Secretary shall submit a report within 180 days of the date of this order, and annually thereafter.",
            "deadline 180 days; from the date of this order; by The Secretary | recurring-deadline; by The Secretary",
        ),
        (
            "The agency shall revise the list every three years thereafter.",
            "recurring-deadline 3 years; by The agency",
        ),
        ("Firms grow every year.", ""),
        ("The Board publicizes the list for no less than 5 working days.", "publicity 5 working days"),
        (
            "The firm shall report within 2 months after completion of the project and keep the vouchers for ten years.",
            "deadline 2 months; from completion of the project; by The firm | retention 10 years; by The firm",
        ),
        (
            "The firm shall report within 2 months after completion of the project and retain records for 5 years.",
            "deadline 2 months; from completion of the project; by The firm | retention 5 years; by The firm",
        ),
        (
            "The firm shall report within 2 months after receipt and issue of the claim.",
            "deadline 2 months; from receipt and issue of the claim; by The firm",
        ),
    ]);
    let effective = |text: &str| document(text).dates.effective.map(|day| day.to_string());
    assert_eq!(
        effective(
            "Test Act\n\nArticle 1\nThis Act shall be in force on the date of promulgation, except for Article 6, which shall be in force from January 1, 2023 to December 31, 2029."
        ),
        None
    );
    assert_eq!(
        effective("Test Act\n\nArticle 1\nThis Act shall be in force from January 1, 2023.").as_deref(),
        Some("2023-01-01")
    );
}

#[test]
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test of time reads a clock")]
fn hostile_terms_are_read_in_linear_time() {
    // A quadratic pass over any of these takes minutes.
    let size = 1 << 20;
    let parts = [
        "3日内，",
        "自",
        "自甲之日起",
        "自甲之日起3日内",
        "每",
        "每年3月底前",
        "由",
        "公示",
        "公示3日",
        "有效期",
        "年底前",
        "起施行",
        "同时废止",
        "《甲》同时废止",
        "号",
        "〔2021〕",
        "〔2021〕7号",
        "令第7号",
        "所称",
        "是指",
        "以下简称",
        "（以下简称",
        "半",
        "within ",
        "within 3 days of ",
        "within 3 days, the Board shall ",
        "by June ",
        "valid for 3 years ",
        "Act ",
        "Of ",
        "Act, 2016 ",
        "Order is revoked ",
        "\"means ",
        "hereinafter ",
        "(2021) No. 7 ",
        "shall be made ",
        "the end of ",
    ];
    for part in parts {
        let text = format!("一、甲。{}", part.repeat(size / part.len()));
        let begun = std::time::Instant::now();
        document(&text);
        let taken = begun.elapsed();
        assert!(taken < std::time::Duration::from_secs(30), "`{part}` took {taken:?}");
    }
}

const WORDS: &[&str] = &[
    "自",
    "从",
    "之日起",
    "起",
    "在",
    "于",
    "由",
    "每",
    "每年",
    "每月",
    "满",
    "提前",
    "不超过",
    "公示",
    "有效期",
    "至",
    "保存",
    "延长",
    "施行",
    "废止",
    "同时",
    "所称",
    "是指",
    "以下简称",
    "3",
    "十五",
    "半",
    "个工作日",
    "日",
    "年",
    "月",
    "底",
    "内",
    "前",
    "后",
    "2021年",
    "6月30日",
    "〔2021〕",
    "7号",
    "令第",
    "《",
    "》",
    "（",
    "）",
    "“",
    "”",
    "，",
    "。",
    "；",
    "企业",
    "申请",
    "within ",
    "by ",
    "before ",
    "thirty ",
    "(30) ",
    "days ",
    "years",
    " of ",
    " after ",
    "the ",
    "June ",
    "30",
    "2024",
    "Act",
    "Order ",
    "No. ",
    "is ",
    "shall ",
    "be ",
    "revoked",
    "valid for ",
    "means ",
    "hereinafter ",
    "\"",
    ", ",
    ". ",
    "(a)",
    "in advance",
    "forthwith",
    "take effect ",
];

proptest::proptest! {
    #[test]
    fn any_text_of_the_words_of_terms_is_read(
        words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60)
    ) {
        let text = words.concat();
        if let Ok(read) = Document::read(text.as_bytes(), &AGENCIES) {
            let length = text.chars().count();
            let spans = (read.deadlines.iter().map(|d| d.span))
                .chain(read.definitions.iter().flat_map(|d| [d.span, d.meaning_span]))
                .chain(read.references.iter().map(|r| r.span));
            for span in spans {
                proptest::prop_assert!(span.length > 0 && span.end() <= length, "{span:?} in {text}");
            }
        }
    }
}
