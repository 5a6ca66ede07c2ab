//! What a target in Chinese measures or counts, in the words of the text.

use super::english;
use super::origins;
use super::quantities::Quantity;
use super::target::{Reading, VAGUE};
use super::units::Kind;
use super::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Words that only say that something is to come about, before what it is.
const VERBS: [&str; 68] = [
    "分别",
    "每年",
    "全年",
    "年内",
    "力争",
    "努力",
    "确保",
    "争取",
    "实现",
    "到时",
    "届时",
    "要",
    "将",
    "推动",
    "使",
    "并",
    "且",
    "和",
    "与",
    "及",
    "以及",
    "、",
    "其中",
    "再",
    "累计",
    "计划",
    "培育",
    "新增",
    "建成",
    "建设",
    "形成",
    "打造",
    "认定",
    "引进",
    "培养",
    "带动",
    "发展",
    "完成",
    "新建",
    "支持",
    "遴选",
    "推广",
    "全面",
    "基本",
    "总计",
    "共",
    "壮大",
    "集聚",
    "孵化",
    "推出",
    "制定",
    "达成",
    "组织",
    "开展",
    "创建",
    "突破",
    "达到",
    "超过",
    "扶持",
    "涌现出",
    "涌现",
    "建立",
    "改造",
    "培训",
    "发布",
    "举办",
    "组建",
    "布局",
];
/// The same behind what is measured.
const TAILS: [&str; 35] = [
    "合计",
    "力争",
    "原则上",
    "一般",
    "应当",
    "应",
    "须",
    "要",
    "将",
    "总体",
    "分别",
    "均",
    "都",
    "为",
    "已",
    "能够",
    "实现",
    "也",
    "累计",
    "可",
    "再",
    "总数",
    "力争实现",
    "平均",
    "的",
    "到",
    "在",
    "至",
    "新",
    "有",
    "不断",
    "持续",
    "稳步",
    "进一步",
    "明显",
];
const RISES: [&str; 6] = ["提高", "提升", "增加", "增长", "上升", "比上年"];
/// Measures of change that are of what was named before.
pub(crate) const CHANGES: [&str; 12] = [
    "年均增长",
    "年均增速",
    "增长",
    "增速",
    "下降",
    "降低",
    "年均下降",
    "年均降低",
    "压缩",
    "压减",
    "减少",
    "缩短",
];

impl Reading<'_> {
    /// `研发投入强度：2025年3.5%`: what stands before the colon.
    pub(crate) fn label(&self, quantity: &Quantity) -> String {
        let start = self.sentence.start.max(quantity.range.start.saturating_sub(40));
        let colon = (start..quantity.range.start).rev().find(|at| self.text.chars().get(*at) == Some(&':'));
        colon.map(|at| self.text.written(&wording::before(self.text, start, at))).unwrap_or_default()
    }

    /// What a figure measures or counts, and the range of the target.
    pub(crate) fn object(&self, i: usize, quantity: &Quantity) -> (String, Range<usize>) {
        let (text, chars) = (self.text, self.text.chars());
        // A size in a name (超100亿元企业20户) is part of what is counted.
        let sized = i
            .checked_sub(1)
            .is_some_and(|before| self.quantities.get(before).is_some_and(|q| self.is_attribute(before, q)));
        let last = i.checked_sub(1 + usize::from(sized));
        let last = last.and_then(|i| self.quantities.get(i)).map_or(self.sentence.start, |q| q.range.end);
        let horizon = self.horizon_before(quantity.range.start);
        let from = last.max(horizon.map_or(0, |h| h.range.end));
        let next = self.quantities.get(i + 1).map_or(self.sentence.end, |q| q.range.start);
        let next = self.horizon_behind(quantity.range.end).map_or(next, |h| h.range.start.min(next));
        let moved_from = i.checked_sub(1).and_then(|i| origins::origin(text, self.quantities, i));
        let adjoining = i.checked_sub(1).and_then(|i| self.quantities.get(i)).filter(|origin| {
            quantity.marks.moves && origin.range.end == quantity.range.start && quantity.chinese
        });
        let ahead = match moved_from.or(adjoining.map(|origin| origin.range.start)) {
            Some(origin) => {
                let last = i
                    .checked_sub(2)
                    .and_then(|i| self.quantities.get(i))
                    .map_or(self.sentence.start, |q| q.range.end);
                let from = last.max(horizon.map_or(0, |h| h.range.end));
                wording::without_tail(text, wording::before(text, from, origin), &["由", "从"])
            }
            None => wording::before(text, from, quantity.range.start),
        };
        if !quantity.chinese {
            return english::object::object(text, quantity, ahead, next);
        }
        let ahead = wording::without_tail(
            text,
            wording::without_head(
                text,
                ahead,
                &["、", "和", "与", "及", "以及", "并", "且", "其中", "—", "-", "*"],
            ),
            &TAILS,
        );
        let ahead = if quantity.kind == Some(Kind::Points) {
            without_base(text, wording::without_tail(text, ahead, &RISES))
        } else {
            ahead
        };
        let ahead = wording::without_tail(
            text,
            wording::without_head(
                text,
                ahead,
                &["力争", "努力", "确保", "争取", "实现", "使", "将", "到", "要"],
            ),
            &TAILS,
        );
        let mut after = wording::behind(text, quantity.range.end, next);
        if after.end + 1 >= next && next < self.sentence.end {
            // The words before the next figure may be its own: 10家企业和20个平台.
            after = cut_at_list(text, after);
        }
        let vague =
            VAGUE.iter().filter_map(|word| wording::find(text, &after, word)).map(|found| found.start).min();
        if let Some(vague) = vague {
            after = cut_at_list(text, after.start..vague);
        }
        // 遴选20家企业予以支持: what is done with them is no part of the name.
        let done = ["予以", "给予", "进行", "能够"]
            .iter()
            .filter_map(|word| wording::find(text, &after, word))
            .map(|found| found.start)
            .min();
        let after =
            done.filter(|at| *at > after.start).map_or(after.clone(), |at| text.trim(after.start..at));
        let share_first = quantity.kind == Some(Kind::Share) && chars.get(after.start) == Some(&'的');
        let after = wording::without_head(text, after, &["的", "左右", "、", "和"]);
        let counted = quantity.kind == Some(Kind::Count) || share_first;
        let named = counted && !after.is_empty() && !is_verb(text, &after);
        // 份额应当占预算总额30%以上: the share is named before 占.
        let ratio = ["比例", "比重", "比率", "比"].iter().any(|tail| text.folded(&ahead).ends_with(tail));
        let share =
            ahead.clone().find(|at| quantity.kind == Some(Kind::Share) && wording::is_share_of(chars, *at));
        // 省药监局将审评时限由60个工作日压缩至40个工作日: what is moved stands behind 将.
        let moved = ahead.clone().rev().find(|at| quantity.marks.moves && chars.get(*at) == Some(&'将'));
        let ahead = moved.map_or(ahead.clone(), |at| text.trim(at + 1..ahead.end));
        let ahead = match share.filter(|cut| !ratio && *cut > ahead.start) {
            Some(cut) => wording::without_tail(text, ahead.start..cut, &TAILS),
            None => ahead,
        };
        // 新建厂房光伏覆盖率 is a measure, 新建厂房 a task.
        let measure = quantity.bound_before && wording::is_measure(text, &ahead);
        let ahead_named =
            wording::without_head(text, ahead.clone(), if measure { &VERBS[..17] } else { &VERBS });
        // 每个县至少有1家医院: the county is where it is counted.
        let each = chars.get(ahead_named.start) == Some(&'每') && quantity.kind == Some(Kind::Count);
        let bound = quantity.bound_before && !ahead_named.is_empty() && !each;
        // 安排不少于20%的建筑面积用于…: what is set apart is measured, not who does it.
        let set_apart = share_first && sets_apart(text, quantity.range.start);
        let after = match wording::find(text, &after, "用于").filter(|_| set_apart) {
            Some(purpose) => text.trim(after.start..purpose.start),
            None => after,
        };
        let object = if named && (!bound || set_apart) { after } else { ahead_named.clone() };
        // 每年培训不低于20万人次: the verb is all there is.
        let object = if object.is_empty() && !ahead_named.is_empty() { ahead_named } else { object };
        let object = if object.is_empty() && named_by_verb(text, &ahead) {
            wording::without_head(text, ahead.clone(), &VERBS[..21])
        } else {
            object
        };
        let start = object.start.min(quantity.range.start);
        let start = if object.is_empty() { quantity.range.start } else { start };
        let range = start..quantity.range.end.max(object.end);
        (without_base_year(text, &object), range)
    }
}

/// Whether words stand before a figure by which a part of something is set apart.
fn sets_apart(text: &Text, at: usize) -> bool {
    let before = text.folded(&(at.saturating_sub(2)..at));
    ["安排", "预留", "提供", "配建", "拿出", "划出", "留出", "将"].iter().any(|verb| before.ends_with(verb))
}

/// A measure without the year it is compared with (劳动生产率比2020年).
fn without_base(text: &Text, range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let year =
        |at: usize| chars.get(at).is_some_and(char::is_ascii_digit) || word_at(chars, at, "上年").is_some();
    let cut = range.clone().find(|at| matches!(chars.get(*at), Some('比' | '较')) && year(at + 1));
    let whole =
        cut.is_some_and(|cut| chars.get(range.end.saturating_sub(1)) == Some(&'年') && cut > range.start);
    match cut.filter(|_| whole) {
        Some(cut) => text.trim(range.start..cut),
        None => range,
    }
}

/// What is measured, in words, without the year it is compared with: 能耗较2020年下降 is 能耗下降.
fn without_base_year(text: &Text, object: &Range<usize>) -> String {
    let chars = text.chars();
    let cut = object.clone().find_map(|at| {
        let end = ["比", "较"].iter().find_map(|word| word_at(chars, at, word))?;
        let year = chars.get(end..end + 4).is_some_and(|d| d.iter().all(char::is_ascii_digit));
        let end = if year && chars.get(end + 4) == Some(&'年') {
            end + 5
        } else {
            ["上年", "上一年"].iter().find_map(|word| word_at(chars, end, word))?
        };
        Some((at, end + usize::from(matches!(chars.get(end), Some('底' | '末')))))
    });
    match cut.filter(|(_, end)| *end <= object.end) {
        Some((at, end)) => {
            format!(
                "{}{}",
                text.written(&text.trim(object.start..at)),
                text.written(&text.trim(end..object.end))
            )
        }
        None => text.written(object),
    }
}

/// Whether nothing but a verb that counts persons or events by itself stands here.
fn named_by_verb(text: &Text, range: &Range<usize>) -> bool {
    ["培训", "培养", "开展", "组织", "举办"].iter().any(|verb| text.folded(range).ends_with(verb))
}

/// Up to the last 、 or 和: behind it the next item begins.
pub(crate) fn cut_at_list(text: &Text, range: Range<usize>) -> Range<usize> {
    let chars = text.chars();
    let cut = range.clone().rev().find(|i| {
        matches!(chars.get(*i), Some('、' | '和' | '与' | '及')) || word_at(chars, *i, "以上").is_some()
    });
    text.trim(range.start..cut.unwrap_or(range.end))
}

/// Whether the words behind a counted figure go on with the sentence instead of naming what is counted.
fn is_verb(text: &Text, range: &Range<usize>) -> bool {
    let verbs = ["以上", "以内", "。", "、", "和", "并", "或", "及", "与", "为"];
    verbs.iter().any(|verb| word_at(text.chars(), range.start, verb).is_some())
}
