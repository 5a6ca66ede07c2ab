//! Tasks of a plan: figures to be reached that name no year, told from conditions by how their clause begins.

use super::parts;
use super::quantities::{Quantity, Relation};
use super::units::Kind;
use super::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use crate::numeral::is_chinese_numeral;
use std::ops::Range;

/// Words before the verb of a task.
const MOODS: [&str; 25] = [
    "力争", "争取", "努力", "确保", "每年", "全年", "年内", "当年", "计划", "累计", "再", "将", "要", "并",
    "同时", "重点", "优先", "加快", "大力", "积极", "着力", "推动", "其中", "到时", "届时",
];
/// Verbs that bring about what is counted.
const VERBS: [&str; 47] = [
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
    "取消",
    "下放",
    "清理",
    "压减",
    "精简",
    "归集",
    "突破",
    "攻克",
    "推动",
    "带动",
    "引导",
    "服务",
    "惠及",
];
/// Verbs by which a sum is raised, spent or spared.
const SUMS: [&str; 8] = ["新增", "完成", "引进", "撬动", "带动", "吸引", "减税", "减负"];
/// Words by which a measure moves to a level, or is held there.
const LEVELS: [&str; 24] = [
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
    "超",
    "压缩",
    "压减",
    "精简",
    "涨幅",
    "增幅",
    "降幅",
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
    if sets_conditions(text, &conditions)
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
    let head = wording::without_head(text, without_term(text, head), &MOODS);
    let strives = wording::has(text, &clause, &["力争", "确保", "争取"]);
    let plain = matches!(quantity.relation, Relation::Plain(_));
    let begins = |verbs: &[&str], at: usize| {
        verbs.iter().any(|verb| word_at(text.chars(), at, verb).is_some_and(|end| end <= words.end))
    };
    // 推动 is a mood before a verb, and a verb before a figure.
    let verb = begins(&VERBS, head.start) || (head.is_empty() && begins(&VERBS, clause.start));
    let counts = matches!(quantity.kind, Some(Kind::Count | Kind::Measure)) || quantity.kind.is_none();
    // Outside plans 组织3家以上单位评审 is how something is done.
    let weak = ["组织", "开展", "支持", "实施", "完成", "制定", "发布", "举办", "建立"]
        .iter()
        .chain(VERBS.iter().skip_while(|verb| **verb != "取消"))
        .any(|verb| word_at(text.chars(), head.start, verb).is_some());
    let yearly = wording::has(text, &clause, &["每年", "全年", "力争"]);
    if verb && counts && (plan || (!plain || listed) && (!weak || yearly)) {
        return true;
    }
    // 研发费用超500万元，给予增量10%的补助 says what brings a gift.
    let chars = text.chars();
    let rewarded = chars.get(quantity.range.end) == Some(&',')
        && ["给予", "予以", "可", "按", "优先", "奖励", "补助"]
            .iter()
            .any(|word| word_at(chars, quantity.range.end + 1, word).is_some());
    if rewarded {
        return false;
    }
    if plan && quantity.kind == Some(Kind::Money) && begins(&SUMS, head.start) {
        return true;
    }
    if plan && quantity.kind == Some(Kind::Count) && is_counted(text, quantity, &clause) {
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

/// Whether words set a condition; 反应 and 应用 hold no 应, 申请材料 are what is cut.
fn sets_conditions(text: &Text, range: &Range<usize>) -> bool {
    let chars = text.chars();
    range.clone().any(|at| {
        CONDITIONS.iter().any(|word| {
            let Some(end) = word_at(chars, at, word).filter(|end| *end <= range.end) else { return false };
            let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
            let next = chars.get(end).copied().unwrap_or(' ');
            match *word {
                "应" => {
                    !matches!(before, '反' | '供' | '响' | '效' | '对' | '相' | '适' | '感')
                        && !matches!(next, '用' | '急' | '对' | '届' | '收' | '税' | '变')
                }
                "申请" | "申报" => word_at(chars, end, "材料").is_none(),
                _ => true,
            }
        })
    })
}

/// What is left behind `用3年时间`, `经过5年`, `5年内`.
fn without_term(text: &Text, head: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let lead = ["用", "经过", "在"].iter().find_map(|word| word_at(chars, head.start, word));
    let from = lead.unwrap_or(head.start);
    let digits = (from..head.end.min(from + 3))
        .take_while(|at| chars.get(*at).is_some_and(|c| c.is_ascii_digit() || is_chinese_numeral(*c)))
        .count();
    if digits == 0 || chars.get(from + digits) != Some(&'年') {
        return head;
    }
    let end = from + digits + 1;
    let end = ["左右时间", "时间", "内", "左右", "努力"]
        .iter()
        .find_map(|word| word_at(chars, end, word))
        .unwrap_or(end);
    text.trim(end.min(head.end)..head.end)
}

/// `城镇新增就业47万人`, `每个县至少有1家医院`, `特色园区总数不少于20个`.
fn is_counted(text: &Text, quantity: &Quantity, clause: &Range<usize>) -> bool {
    let chars = text.chars();
    let added = wording::find(text, clause, "新增").is_some_and(|found| {
        !text.part(&(found.end..clause.end)).contains(&'的') && !wording::has(text, clause, &["上年", "已"])
    });
    let least = matches!(&quantity.relation, Relation::Bounds { low: Some(_), high: None });
    let words = clause.start..quantity.range.end;
    // The places it is counted for; 每个项目至少3家单位联合申报 is a condition.
    let places = ["县", "市", "区", "设区市", "乡镇", "镇", "街道", "社区", "村", "省", "州", "地市"];
    let each =
        ["每个", "每", "各"].iter().find_map(|word| word_at(chars, clause.start, word)).is_some_and(|at| {
            places.iter().any(|place| word_at(chars, at, place).is_some())
                && wording::has(text, &words, &["至少"])
        });
    let total = text.folded(clause).ends_with("总数");
    added || least && (each || total) && !wording::has(text, clause, &["企业", "人员", "申请", "单位"])
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
    let share = quantity.kind == Some(Kind::Share)
        || (quantity.kind.is_none() && text.folded(&quantity.range).contains("分之"));
    if !share || !quantity.binds() {
        return false;
    }
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
    let applies =
        ["申请", "申报", "申领", "自筹", "配套", "项目单位", "承担单位", "报价", "扣除", "预付款", "保证金"];
    (reserved || (least && !has(&near, &applies) && (buying || spent || country || space || act)))
        && (space || parts::condition(text, sentence, quantity).is_none())
}
