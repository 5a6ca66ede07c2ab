//! Tasks of a plan: figures to be reached that name no year, told from conditions by how their clause begins.

use super::parts;
use super::quantities::{Quantity, Relation};
use super::units::Kind;
use super::wording;
use crate::document::duty::bodies::word_at;
use crate::document::text::folded::Text;
use std::ops::Range;

/// Words before the verb of a task.
const MOODS: [&str; 25] = [
    "力争", "争取", "努力", "确保", "每年", "全年", "年内", "当年", "计划", "累计", "再", "将", "要", "并",
    "同时", "重点", "优先", "加快", "大力", "积极", "着力", "推动", "其中", "到时", "届时",
];
/// Verbs that bring about what is counted.
const VERBS: [&str; 34] = [
    "培育",
    "打造",
    "建设",
    "建成",
    "新建",
    "新增",
    "改造",
    "培训",
    "培养",
    "引进",
    "引育",
    "形成",
    "推广",
    "创建",
    "布局",
    "组建",
    "孵化",
    "集聚",
    "扶持",
    "实施",
    "组织",
    "开展",
    "遴选",
    "选树",
    "完成",
    "发展",
    "壮大",
    "建立",
    "推出",
    "举办",
    "发布",
    "制定",
    "制修订",
    "支持",
];
/// Words by which a measure moves to a level, or is held there.
const LEVELS: [&str; 17] = [
    "达到",
    "达",
    "突破",
    "超过",
    "提高",
    "提升",
    "增加",
    "扩大",
    "增长",
    "增速",
    "保持在",
    "稳定在",
    "控制在",
    "降低",
    "下降",
    "减少",
    "翻",
];
/// Words of a sentence that sets conditions.
const CONDITIONS: [&str; 12] =
    ["申报", "申请", "应当", "必须", "须", "不得", "具备", "符合", "入库", "入选", "参评", "应"];

/// Whether a figure without a year is a task. `plan` says that the document is a plan.
pub(crate) fn is_task(
    text: &Text,
    sentence: &Range<usize>,
    quantity: &Quantity,
    plan: bool,
    listed: bool,
) -> bool {
    if !quantity.chinese || matches!(quantity.relation, Relation::Grade) {
        return false;
    }
    let clause = wording::before(text, sentence.start, quantity.range.start);
    let words = clause.start..quantity.range.end;
    let conditions = clause.start.saturating_sub(12).max(sentence.start)..quantity.range.end;
    if wording::has(text, &conditions, &CONDITIONS)
        || wording::has(
            text,
            &(sentence.start..sentence.end.min(sentence.start + 200)),
            &["条件", "可以申请", "可申请"],
        )
        || wording::has(text, &words, &super::target::GIVEN)
        || parts::condition(text, sentence, quantity).is_some()
    {
        return false;
    }
    let head = wording::without_head(text, clause.clone(), &MOODS);
    let strives = wording::has(text, &clause, &["力争", "确保", "争取"]);
    let plain = matches!(quantity.relation, Relation::Plain(_));
    let verb =
        VERBS.iter().any(|verb| word_at(text.chars(), head.start, verb).is_some_and(|end| end <= words.end));
    let counts = matches!(quantity.kind, Some(Kind::Count | Kind::Measure)) || quantity.kind.is_none();
    // Outside plans 组织3家以上单位评审 is how something is done.
    let weak = ["组织", "开展", "支持", "实施", "完成", "制定", "发布", "举办", "建立"]
        .iter()
        .any(|verb| word_at(text.chars(), head.start, verb).is_some());
    let yearly = wording::has(text, &clause, &["每年", "全年", "力争"]);
    if verb && counts && (plan || (!plain || listed) && (!weak || yearly)) {
        return true;
    }
    let measured = matches!(
        quantity.kind,
        Some(Kind::Share | Kind::Points | Kind::Times | Kind::Money | Kind::Count | Kind::Measure) | None
    );
    // 不超过 limits; 压缩至 and 控制在 lead to a level.
    let limits = quantity.is_limit() && !(quantity.marks.moves || quantity.marks.holds);
    let near = quantity.range.start.saturating_sub(3).max(clause.start)..quantity.range.end;
    let level = !limits && wording::has(text, &near, &LEVELS) && !wording::has(text, &near, &["增加值"]);
    let kept = plan && quantity.kind == Some(Kind::Share) && is_rate(text, quantity, &clause);
    kept || (measured && level && !clause.is_empty() && (plan || (strives && !plain)))
}

/// `彩票公益金用于养老服务的比例不低于55%`: a rate that is kept up, and no condition on one that applies.
fn is_rate(text: &Text, quantity: &Quantity, clause: &Range<usize>) -> bool {
    const APPLICANTS: [&str; 16] = [
        "企业",
        "机构",
        "单位",
        "项目",
        "人员",
        "服务商",
        "联合体",
        "专家",
        "平台",
        "产品",
        "申请",
        "申报",
        "家庭",
        "资产负债",
        "满意度",
        "参保",
    ];
    let least = matches!(&quantity.relation, Relation::Bounds { low: Some(_), high: None });
    least && wording::is_measure(text, clause) && !wording::has(text, clause, &APPLICANTS)
}

/// `预留的采购份额应当占预算总额的30%以上`: a share of public buying, money or space that the public side keeps for
/// a purpose. It binds those who govern, so it is no condition of whoever applies.
pub(crate) fn is_kept(text: &Text, sentence: &Range<usize>, quantity: &Quantity, act: bool) -> bool {
    let near = sentence.start.max(quantity.range.start.saturating_sub(60))..quantity.range.start;
    let around = near.start..sentence.end.min(quantity.range.end + 60);
    let behind = quantity.range.start..sentence.end.min(quantity.range.end + 24);
    let least = matches!(&quantity.relation, Relation::Bounds { low: Some(_), .. });
    let has = |range: &Range<usize>, words: &[&str]| wording::has(text, range, words);
    let reserved = has(&near, &["预留"]) && has(&around, &["采购", "预留给"]);
    // 采购人 is who buys, 采购需求 what is bought.
    let small = ["中小", "小微", "小型", "微型"];
    let part = ["份额", "比例", "金额", "总额", "预算", "占", "面向"];
    let public = has(&near, &["政府采购", "采购份额", "采购总额", "采购项目", "预算单位"]);
    let buying = has(&near, &["采购"])
        && (public || has(&around, &small))
        && (has(&near, &part) || has(&behind, &part));
    // A law that promotes something sets no conditions of its own for a firm: 支持小微企业的占比不低于80%.
    let act = act && (has(&near, &small) || has(&near, &["经费", "财政", "资金", "创新"]));
    let money = ["财政", "公益金", "土地出让", "引导基金", "发展基金", "投资基金", "专项资金", "税收收入"];
    let spent = has(&near, &money) && has(&around, &["用于", "投资", "投向", "投入", "安排", "支出"]);
    let country = has(&near, &["全社会"]) && has(&around, &["生产总值", "GDP"]);
    // 安排不少于20%的建筑面积用于…: 的 makes no condition of it.
    let space = text.chars().get(quantity.range.end) == Some(&'的')
        && has(&behind, &["面积", "用地", "土地", "用房", "资金", "份额"])
        && has(&behind, &["用于", "作为", "面向"]);
    let share = quantity.kind == Some(Kind::Share)
        || (quantity.kind.is_none() && text.folded(&quantity.range).contains("分之"));
    let applies =
        ["申请", "申报", "申领", "自筹", "配套", "项目单位", "承担单位", "报价", "扣除", "预付款", "保证金"];
    share
        && quantity.binds()
        && (reserved || (least && !has(&near, &applies) && (buying || spent || country || space || act)))
        && (space || parts::condition(text, sentence, quantity).is_none())
}
