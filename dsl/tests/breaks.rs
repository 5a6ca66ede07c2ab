//! However the lines of a text are broken, it is read the same: cut at the width of a page, joined by a space, run
//! together.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod reading;

use gradus_dsl::Document;
use proptest::prelude::*;
use std::sync::LazyLock;

const TITLE: &str = "甲省人民政府办公厅关于促进优质企业发展的实施意见";

const PARAGRAPHS: &[&str] = &[
    "一、总体要求",
    "（一）总体思路。坚持企业主体、政府引导，围绕产业链部署创新链，梯度培育一批专业化水平高、创新能力强的优质企业，推动产业迈向中高端。",
    "（二）主要目标。到2027年，全省优质企业达到1200家以上，规模以上工业企业研发经费支出占营业收入比重提高到2.5%左右，企业开办时间压缩至2个工作日以内。",
    "二、重点任务",
    "（一）加强梯度培育。建立培育库，实行动态管理，对入库企业在要素保障、市场开拓、人才引进等方面给予支持。（工业和信息化部牵头，财政部、商务部等国务院相关部门及各地区按职责分工负责）",
    "（二）强化金融支持。引导银行业金融机构扩大信用贷款规模，降低综合融资成本，发展供应链金融服务，推动普惠型贷款增速不低于各项贷款增速。（人民银行、银保监会牵头，国务院相关部门按职责分工负责；各地区抓好落实）",
    "（三）优化政务服务。推进涉企事项集成办理，2026年底前实现高频事项全程网办，企业提出申请的，主管部门应当在20个工作日内作出决定。（国务院办公厅牵头，各地区、各部门负责）",
    "三、组织实施",
    "（一）加强统筹协调。由工业和信息化部会同有关部门建立工作机制，定期研究解决重大问题，重要情况及时向国务院报告，各项任务逐年分解落实到单位。",
    "（二）强化督促落实。司法部要加强合法性审核，国家统计局负责做好监测评价，有关行业协会配合做好宣传推广，营造有利于企业发展的良好环境。",
];

/// What matters of a reading, without places.
fn found(text: &str) -> Vec<String> {
    let document: Document = reading::document(text);
    let plain = |line: String| line.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let sections = document.sections.iter().map(|s| plain(format!("§ {} {}", s.path, s.heading)));
    let duties = document.responsibilities.iter().map(|duty| {
        let names = |list: &[gradus_dsl::BodyMention]| {
            list.iter().map(|body| plain(body.as_written.clone())).collect::<Vec<_>>().join(" ")
        };
        format!(
            "{} {:?} [{}] [{}] [{}] [{}] [{}] {}",
            plain(duty.section.clone().unwrap()),
            duty.lead_basis,
            names(&duty.lead),
            names(&duty.co),
            names(&duty.cooperating),
            names(&duty.local),
            names(&duty.generic),
            duty.open_ended
        )
    });
    let targets = document.targets.iter().map(|target| plain(reading::target(target)));
    let deadlines = document.deadlines.iter().map(|deadline| {
        let value = deadline.value.as_ref().map(ToString::to_string);
        plain(format!("{:?} {value:?} {:?}", deadline.kind, deadline.date))
    });
    sections.chain(duties).chain(targets).chain(deadlines).collect()
}

fn whole(between: &str) -> String {
    format!("{TITLE}\n\n{}\n", PARAGRAPHS.join(between))
}

static WHOLE: LazyLock<Vec<String>> = LazyLock::new(|| found(&whole("\n")));

/// A paragraph cut at so many characters; a figure stays whole, and where `set` so do a word and the mark behind it.
fn cut(paragraph: &str, width: usize, set: bool) -> String {
    let chars: Vec<char> = paragraph.chars().collect();
    let (mut out, mut start) = (String::new(), 0);
    while start < chars.len() {
        let mut end = (start + width).min(chars.len());
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
        while end < chars.len() && end > start + 1 && figure(chars[end - 1]) && figure(chars[end]) {
            end -= 1;
        }
        while set && end < chars.len() && matches!(chars[end], '，' | '。' | '、' | '；' | '）' | '%') {
            end += 1;
        }
        if start > 0 {
            out.push('\n');
        }
        out.extend(&chars[start..end]);
        start = end;
    }
    out
}

#[test]
fn the_text_is_read_at_all() {
    insta::assert_snapshot!(WHOLE.join("\n"));
}

#[test]
fn paragraphs_may_be_set_apart_or_run_together() {
    for between in ["\n\n", "\r\n", " ", "　　", ""] {
        assert_eq!(found(&whole(between)), *WHOLE, "{between:?}");
    }
}

proptest! {
    #[test]
    fn lines_may_be_cut_at_any_width(width in 24usize..=60, set: bool) {
        let lines: Vec<String> = PARAGRAPHS.iter().map(|paragraph| cut(paragraph, width, set)).collect();
        let text = format!("{TITLE}\n\n{}\n", lines.join("\n"));
        prop_assert_eq!(found(&text), WHOLE.clone(), "{}", text);
    }
}
