//! Parts of a sentence: between semicolons, inside brackets, and the conditions in them (…的，).

use super::quantities::Quantity;
use super::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// A part of a sentence between semicolons, or inside a bracket.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) range: Range<usize>,
    /// Something is given in it.
    pub(crate) giving: bool,
    /// A title or a support is taken away in it.
    pub(crate) revoking: bool,
    pub(crate) bracket: bool,
}

pub(crate) const GIVING: [&str; 70] = [
    "给予",
    "奖励",
    "补贴",
    "补助",
    "资助",
    "奖补",
    "贴息",
    "减免",
    "减征",
    "减按",
    "免征",
    "返还",
    "退还",
    "补偿",
    "救助标准",
    "救助金额",
    "发放",
    "资金支持",
    "扶持资金",
    "扣除",
    "抵扣",
    "rebate",
    "subsidy",
    "subsidies",
    "grant",
    "grants",
    "reward",
    "award",
    "bonus",
    "reimbursement",
    "exempt",
    "exemption",
    "discount",
    "allowance",
    "funding",
    "scholarship",
    "stipend",
    "loan",
    "loans",
    "rebates",
    "rewards",
    "rewarded",
    "awards",
    "awarded",
    "bonuses",
    "reimburse",
    "reimbursed",
    "exemptions",
    "discounts",
    "allowances",
    "scholarships",
    "stipends",
    "voucher",
    "vouchers",
    "credit",
    "credits",
    "creditable",
    "subsidize",
    "subsidized",
    "subsidise",
    "subsidised",
    "financial support",
    "financial assistance",
    "incentive",
    "incentives",
    "deduction",
    "deductions",
    "deductible",
    "relief",
    "compensation",
];
const REVOKING: [&str; 29] = [
    "吊销",
    "腾退",
    "应当退回",
    "予以退回",
    "解除合同",
    "解除租赁",
    "注销",
    "撤销",
    "取消其",
    "取消资格",
    "取消称号",
    "终止资格",
    "收回",
    "摘牌",
    "予以取消",
    "自动失效",
    "revoked",
    "withdrawn",
    "revoke",
    "revokes",
    "revocation",
    "withdraw",
    "cancelled",
    "canceled",
    "rescinded",
    "recover",
    "recovered",
    "removed from the list",
    "stripped of",
];

/// Longest part that is searched for its words; what is given stands near its figure.
const LOOKED_AT: usize = 400;

/// The parts of a sentence, brackets behind what they stand in. Linear in its length.
pub(crate) fn parts(text: &Text, sentence: &Range<usize>) -> Vec<Part> {
    let chars = text.chars();
    let mut parts = Vec::new();
    let (mut start, mut open): (usize, Option<usize>) = (sentence.start, None);
    let mut push = |range: Range<usize>, bracket: bool| {
        let looked = range.start..range.end.min(range.start + LOOKED_AT);
        if !range.is_empty() {
            let giving = wording::has(text, &looked, &GIVING);
            let revoking = wording::has(text, &looked, &REVOKING);
            parts.push(Part { range, giving, revoking, bracket });
        }
    };
    for at in sentence.clone() {
        match chars.get(at) {
            Some(';') if open.is_none() => {
                push(start..at, false);
                start = at + 1;
            }
            // (含) and (自批准之日起计算) bind or explain; a bracket with a condition of its own is long enough.
            Some('(') if open.is_none() => open = Some(at),
            Some(')') => {
                if let Some(from) = open.take()
                    && holds_exception(text, &(from + 1..at))
                {
                    push(start..from, false);
                    push(from + 1..at, true);
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    push(start..sentence.end, false);
    parts
}

/// Whether a bracket holds a condition with a figure of its own (超过200人的企业达到20%).
fn holds_exception(text: &Text, inner: &Range<usize>) -> bool {
    let part = text.part(inner);
    let figure = part.iter().any(char::is_ascii_digit);
    figure
        && inner.len() <= LOOKED_AT
        && wording::has(text, inner, &["的", "达到", "不低于", "不超过", "以上"])
}

/// Where a figure stands in a condition: from its clause up to 的, with the noun behind it.
pub(crate) fn condition(text: &Text, part: &Range<usize>, quantity: &Quantity) -> Option<Range<usize>> {
    if !quantity.chinese {
        return None;
    }
    let chars = text.chars();
    // 对符合条件的企业给予不超过1000万元的信用贷款: what is given is no condition.
    let ahead = wording::before(text, part.start, quantity.range.start);
    let given = ahead.end.saturating_sub(8).max(ahead.start)..ahead.end;
    if quantity.kind == Some(super::units::Kind::Money)
        && wording::has(text, &given, &["给予", "发放", "予以", "授予"])
    {
        return None;
    }
    let clause =
        quantity.range.end..clause_end(text, quantity.range.end, part.end.min(quantity.range.end + 60));
    let most = clause.end.min(quantity.range.end + 40);
    let of = (quantity.range.end..most).rev().find(|i| {
        chars.get(*i) == Some(&'的')
            && (!matches!(
                chars.get(i + 1),
                Some('比' | '奖' | '补' | '资' | '标' | '一' | '贴' | '额' | '部' | '罚' | '滞')
            ))
    })?;
    let noun = text.trim(of + 1..clause.end);
    let stop = chars.get(clause.end).copied().unwrap_or('。');
    // 给予 may follow at once: 达到1亿元的给予10万元奖励.
    let given = [
        "给予",
        "再",
        "另",
        "予以",
        "每",
        "最高",
        "奖励",
        "按",
        "一次性",
        "可",
        "不",
        "应",
        "须",
        "收费",
        "比例",
    ]
    .iter()
    .find(|verb| word_at(chars, noun.start, verb).is_some());
    let ends = stop == ',' && noun.len() <= 24;
    let last = noun.is_empty() && matches!(stop, ';' | '。' | '\n' | ')');
    if !(ends || given.is_some() || last) {
        // 500万元及以下的小微企业收费原则上不超过1%.
        let nouns = ["企业", "单位", "机构", "项目", "人员", "个人", "家庭", "业务"];
        let named = nouns
            .iter()
            .filter_map(|noun_word| wording::find(text, &noun, noun_word))
            .map(|r| r.end)
            .min()?;
        let start = wording::before(text, part.start, quantity.range.start).start;
        return Some(trimmed(text, start..named));
    }
    let start = wording::before(text, part.start, quantity.range.start).start;
    let end = if given.is_some() && !ends { of + 1 } else { noun.end.max(of + 1) };
    Some(trimmed(text, start..end))
}

/// Where a clause ends; brackets inside it are part of it.
fn clause_end(text: &Text, from: usize, end: usize) -> usize {
    let mut depth = 0usize;
    for at in from..end {
        match text.chars().get(at) {
            Some('(') => depth += 1,
            Some(')') if depth == 0 => return at,
            Some(')') => depth -= 1,
            Some(',' | ';' | '。' | ':' | '\n') if depth == 0 => return at,
            _ => {}
        }
    }
    end
}

pub(crate) fn trimmed(text: &Text, range: Range<usize>) -> Range<usize> {
    wording::without_head(text, range, &["对于", "对", "其中", "凡", "且", "并", "是指", "指"])
}
