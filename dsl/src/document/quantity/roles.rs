//! What a figure is a condition for, or an amount of: read from the words of its part of the sentence.

use super::criteria::Role;
use super::english;
use super::lists::List;
use super::parts::{self, Part};
use super::quantities::{Edge, Quantity, Relation};
use super::units::Kind;
use super::wording;
use crate::Number;
use crate::document::model::Comparator;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// What a figure is for; none where it is no criterion.
pub(crate) fn role(
    text: &Text,
    part: &Part,
    quantity: &Quantity,
    phrase: &Range<usize>,
    condition: bool,
    list: Option<&List>,
    run: Option<Comparator>,
) -> Option<Role> {
    if !quantity.chinese {
        return english::roles::role(text, part, quantity, phrase, condition, list, run.is_some());
    }
    let near =
        phrase.start.max(quantity.range.start.saturating_sub(40))..quantity.range.start.max(phrase.start);
    let has = |words: &[&str]| wording::has(text, &near, words);
    let behind = quantity.range.end..part.range.end.min(quantity.range.end + 16);
    let after = |words: &[&str]| wording::has(text, &behind, words);
    let plain = matches!(quantity.relation, Relation::Plain(_));
    if matches!(quantity.relation, Relation::About(_) | Relation::Exactly(_)) {
        return None;
    }
    if is_past(text, &near) && !condition && !part.giving {
        return None;
    }
    let revoking = part.revoking || list.is_some_and(|list| list.role == Some(Role::Revocation));
    let standing = if revoking { Role::Revocation } else { Role::Eligibility };
    match quantity.kind {
        Some(Kind::Short) => {
            // A time to act within, to publish or to keep.
            let least = matches!(quantity.relation, Relation::Bounds { low: Some(_), .. });
            let acts = has(&["公示", "公告", "提前", "保存", "工作日", "征求意见", "施行"]) || after(&["前"]);
            let unit = quantity.unit.as_deref().unwrap_or_default();
            return (least && !acts && !unit.contains("工作日")).then_some(standing);
        }
        Some(Kind::Long) => return long(text, part, quantity, &near, condition, standing),
        _ => {}
    }
    let amount = matches!(quantity.kind, Some(Kind::Money | Kind::Share | Kind::Times | Kind::Points));
    if part.giving && !condition && amount && given_here(text, part, quantity, phrase) {
        let limit = quantity.is_limit() || quantity.marks.most || run == Some(Comparator::AtMost);
        return Some(if limit { Role::Cap } else { Role::Benefit });
    }
    if quantity.is_limit() && !condition && has(&["提供"]) {
        return Some(Role::Cap);
    }
    if quantity.is_limit() && !condition && (quantity.marks.most || (amount && has(&LIMITED))) {
        return Some(Role::Cap);
    }
    // 实习补贴…，每家企业每年不超过20人.
    let each = ["每家", "每个", "每年", "每户", "同一"]
        .iter()
        .any(|word| word_at(text.chars(), near.start, word).is_some());
    if quantity.is_limit() && !condition && part.giving && each {
        return Some(Role::Cap);
    }
    if after(&["罚款", "的罚款"]) && amount {
        return Some(Role::Cap);
    }
    if plain || !quantity.binds() {
        // In a list of conditions what is held is held at least so often.
        let listed = list.is_some_and(|list| list.conditions) && quantity.kind == Some(Kind::Count);
        let holding = ["拥有", "具有", "具备", "取得", "获得", "通过"];
        let repeated = !quantity.range.is_empty() && (has(&["累计", "连续"]) && after(&["未", "不"]));
        let of_many = k_of_n(text, quantity, phrase);
        return ((listed && !quantity.worded && has(&holding)) || repeated || of_many || run.is_some())
            .then_some(standing);
    }
    let counted = matches!(quantity.relation, Relation::Bounds { .. } | Relation::Grade);
    counted.then_some(standing)
}

/// Measures whose upper limit is a cap: what is given, taken or paid.
const LIMITED: [&str; 24] = [
    "贴息",
    "安排",
    "授信",
    "单个投资",
    "单笔",
    "资金总额",
    "出资",
    "费率",
    "收费",
    "利率",
    "额度",
    "标准",
    "补贴",
    "补助",
    "奖励",
    "资助",
    "贷款",
    "担保额",
    "支持金额",
    "扶持金额",
    "救助",
    "报销",
    "给予",
    "罚款",
];

/// Years and months: a length of support, an age or a time of business; never a time to act within or a validity.
fn long(
    text: &Text,
    part: &Part,
    quantity: &Quantity,
    near: &Range<usize>,
    condition: bool,
    standing: Role,
) -> Option<Role> {
    let has = |words: &[&str]| wording::has(text, near, words);
    let behind = quantity.range.end..part.range.end.min(quantity.range.end + 16);
    let after = |words: &[&str]| wording::has(text, &behind, words);
    if has(&["有效期", "保存", "任期", "之日起", "整改期", "公示期", "施行"]) && !has(&["周岁", "年龄"])
    {
        return None;
    }
    // 10年内不得迁出 forbids.
    let bans = ["不得", "不再", "不予", "禁止"]
        .iter()
        .any(|word| word_at(text.chars(), quantity.range.end, word).is_some());
    if bans {
        return None;
    }
    let plain = matches!(quantity.relation, Relation::Plain(_));
    let unit = quantity.unit.as_deref().unwrap_or_default();
    let age = matches!(unit, "周岁" | "岁");
    let months =
        wording::has(text, &(quantity.range.end..behind.end), &["最低生活保障", "平均工资", "最低工资"]);
    if months {
        let limit = quantity.is_limit();
        return match (plain, condition, limit) {
            (true, ..) => None,
            (_, true, _) => Some(standing),
            (_, _, true) => Some(Role::Cap),
            _ => Some(Role::Benefit),
        };
    }
    let supported = has(&[
        "期限",
        "补贴期",
        "支持期",
        "扶持期",
        "资助期",
        "奖励期",
        "免租期",
        "为期",
        "周期",
        "贴息期",
        "减免期",
        "轮候期",
        "过渡期",
        "孵化期",
        "保障期",
        "补助时间",
        "补贴时间",
        "补偿时间",
        "支持时间",
        "资助时间",
        "扶持时间",
        "享受时间",
        "补贴年限",
        "支持年限",
        "补助年限",
        "连续支持",
        "连续资助",
        "连续补助",
        "连续补贴",
        "连续享受",
    ]) || (part.giving
        && (has(&["最长", "补贴", "奖励", "每年", "减免", "给予"])
            || after(&["的补贴", "的奖励", "的资助"])));
    let supported = supported || quantity.marks.most;
    // 连续两年保持增长 is a condition, 连续3年给予补贴 a length.
    let running = ["连续", "累计"].iter().any(|lead| {
        quantity.range.start.checked_sub(2).is_some_and(|at| word_at(text.chars(), at, lead).is_some())
    });
    let supported = if running {
        after(&["给予", "补贴", "奖励", "资助", "享受", "减免"])
    } else {
        supported
    };
    if supported && !age && !condition {
        // 期限 of a loan or of a project is a condition, where nothing is given.
        return (quantity.is_limit() || plain || quantity.marks.most).then_some(Role::Period);
    }
    if plain {
        let repeated = has(&["累计", "连续"]) && after(&["未", "不"]);
        return repeated.then_some(standing);
    }
    // 3年内 is a window or a term.
    let inside = quantity.is_limit() && !quantity.bound_before && !age;
    let below = text.folded(&(quantity.range.end.saturating_sub(2)..quantity.range.end)).ends_with("以下");
    (!inside || below).then_some(standing)
}

/// Whether the amount is what is given: the word of giving stands near it, or it is no condition on a measure.
fn given_here(text: &Text, part: &Part, quantity: &Quantity, phrase: &Range<usize>) -> bool {
    let ahead = part.range.start.max(quantity.range.start.saturating_sub(60))..quantity.range.start;
    let behind = quantity.range.end..part.range.end.min(quantity.range.end + 24);
    let measured = wording::has(
        text,
        phrase,
        &[
            "收入",
            "资产",
            "产值",
            "利润",
            "纳税",
            "人数",
            "注册资本",
            "实缴",
            "投资额",
            "增长",
            "占比",
            "比重",
            "比例",
        ],
    );
    let verb = wording::has(
        text,
        phrase,
        &["给予", "奖励", "补贴", "补助", "资助", "奖补", "按", "发放", "救助", "扣除", "减按", "减征"],
    );
    let noun = wording::has(
        text,
        &behind,
        &["奖励", "补贴", "补助", "资助", "奖补", "贴息", "支持", "给予", "补偿", "扶持", "予以", "奖金"],
    );
    let least = matches!(quantity.relation, Relation::Bounds { low: Some(_), high: None });
    if least && measured {
        return false;
    }
    let far = wording::has(text, &ahead, &["给予", "奖励", "补贴", "补助", "资助", "奖补", "救助标准"]);
    verb || noun || (far && !measured) || (far && quantity.marks.most)
}

fn is_past(text: &Text, near: &Range<usize>) -> bool {
    super::target::is_past(text, near) || wording::has(text, near, &["同比", "比上年"])
}

/// `满足其中两项`, `4项中的2项`.
fn k_of_n(text: &Text, quantity: &Quantity, phrase: &Range<usize>) -> bool {
    let counted = matches!(quantity.unit.as_deref(), Some("项" | "个" | "条" | "款"));
    let of = wording::has(text, phrase, &["其中", "任意", "任"])
        || ["中的", "中有"].iter().any(|end| text.folded(phrase).ends_with(end))
        || text.folded(phrase) == "中";
    let behind = quantity.range.end..quantity.range.end + 2;
    let not_of = wording::find(text, &behind, "中").is_none_or(|r| r.start != quantity.range.end);
    // One of them is an alternative, 一项或多项 counts.
    let more = ["或多", "或者多", "及以上"]
        .iter()
        .any(|word| word_at(text.chars(), quantity.range.end, word).is_some());
    let least = Number::from(if more { 1 } else { 2 });
    counted && of && not_of && matches!(&quantity.relation, Relation::Plain(value) if *value >= least)
}

/// How the figure of a record binds, once its role is known.
pub(crate) fn relation(quantity: &Quantity, role: Role, first: Option<Comparator>) -> Relation {
    let edge = |value: &Number| Some(Edge { value: value.clone(), held: true, firm: true });
    match (&quantity.relation, role) {
        // 最高100万元、50万元: the word of the first binds the others.
        (Relation::Plain(value), _) if first == Some(Comparator::AtMost) => {
            Relation::Bounds { low: None, high: edge(value) }
        }
        (Relation::Plain(value), _) if first == Some(Comparator::MoreThan) => {
            let low = Some(Edge { value: value.clone(), held: false, firm: true });
            Relation::Bounds { low, high: None }
        }
        (Relation::Plain(value), Role::Eligibility | Role::Revocation) => {
            Relation::Bounds { low: edge(value), high: None }
        }
        (Relation::Plain(value), _) if first == Some(Comparator::AtLeast) => {
            Relation::Bounds { low: edge(value), high: None }
        }
        (other, _) => other.clone(),
    }
}

/// Whom something is given: 对X，给予… and 对X给予….
pub(crate) fn beneficiary(text: &Text, part: &Range<usize>, quantity: &Quantity) -> Option<String> {
    if !quantity.chinese {
        return None;
    }
    let looked = part.start.max(quantity.range.start.saturating_sub(120))..quantity.range.start;
    if let Some(case) = case(text, &looked) {
        return Some(text.written(&case));
    }
    let to = looked.clone().rev().find_map(|at| {
        let end = word_at(text.chars(), at, "对")?;
        let head = at == part.start
            || at
                .checked_sub(1)
                .and_then(|i| text.chars().get(i))
                .is_some_and(|c| matches!(c, ',' | '。' | ':' | ';'));
        head.then_some(end)
    })?;
    let to = word_at(text.chars(), to, "于").unwrap_or(to);
    let rest = to..looked.end;
    let end = ["给予", "按照", "按", "每家", "分别", "一次性", "最高"]
        .iter()
        .filter_map(|verb| wording::find(text, &rest, verb))
        .map(|r| r.start)
        .min()?;
    let named = wording::without_tail(text, text.trim(to..end), &[","]);
    // 对新注册企业，前两年按…: the years are a window of their own.
    let comma = named.clone().rev().find(|at| text.chars().get(*at) == Some(&','));
    let named = match comma.filter(|at| wording::window_at(text.chars(), at + 1) == Some(named.end)) {
        Some(at) => text.trim(named.start..at),
        None => named,
    };
    (!named.is_empty()).then(|| text.written(&named))
}

/// The case something is given in: 首次认定的，奖励…; 完成股改的奖励….
fn case(text: &Text, looked: &Range<usize>) -> Option<Range<usize>> {
    let chars = text.chars();
    let clause = wording::before(text, looked.start, looked.end);
    let comma = clause.start.checked_sub(1).filter(|at| *at > looked.start && chars.get(*at) == Some(&','));
    if let Some(at) = comma.filter(|at| chars.get(*at - 1) == Some(&'的')) {
        return Some(parts::trimmed(text, wording::before(text, looked.start, at)));
    }
    let of = clause.clone().find(|at| {
        chars.get(*at) == Some(&'的')
            && ["奖励", "给予", "再给予", "补助", "补贴", "一次性"]
                .iter()
                .any(|verb| word_at(chars, at + 1, verb).is_some())
    })?;
    let case = parts::trimmed(text, clause.start..of + 1);
    (case.len() > 2).then_some(case)
}

/// What is given, by name.
pub(crate) fn given(text: &Text, range: &Range<usize>) -> Option<String> {
    const NOUNS: [&str; 24] = [
        "一次性奖励",
        "一次性补助",
        "一次性补贴",
        "一次性资助",
        "一次性奖补",
        "资金奖励",
        "资金补助",
        "资金补贴",
        "资金支持",
        "贷款贴息",
        "配套奖励",
        "奖励资金",
        "补助资金",
        "补贴资金",
        "奖励",
        "奖补",
        "补助",
        "补贴",
        "资助",
        "贴息",
        "补偿",
        "扶持",
        "救助金额",
        "救助标准",
    ];
    let near = range.start..range.end.min(range.start + 60);
    NOUNS.iter().find_map(|noun| wording::find(text, &near, noun)).map(|found| text.written(&found))
}

/// What is lent or vouched for, right behind its amount: 1000万元的信用贷款.
pub(crate) fn lent(text: &Text, after: &Range<usize>) -> Option<String> {
    let of = word_at(text.chars(), after.start, "的")?;
    let noun = text.trim(of..after.end.max(of));
    let written = text.folded(&noun);
    let lent = ["贷款", "授信", "担保", "融资", "借款", "额度"].iter().any(|word| written.ends_with(word));
    (lent && noun.len() <= 12).then(|| text.written(&noun))
}
