//! What a criterion measures or counts, and what its share is of, in the words of the text.

use super::criteria::{Found, Reading, Role};
use super::english;
use super::quantities::{Edge, Quantity, Relation};
use super::roles;
use super::units::Kind;
use super::wording;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Words before what is measured that are no part of it.
const HEADS: [&str; 33] = [
    "是指",
    "指",
    "在",
    "且",
    "并",
    "或者",
    "或",
    "和",
    "以及",
    "及",
    "其中",
    "其",
    "同时",
    "须",
    "应当",
    "应",
    "具有",
    "拥有",
    "具备",
    "、",
    "获得",
    "取得",
    "符合",
    "要求",
    "但",
    "对",
    "即",
    "原则上",
    "一般",
    "凡",
    "*",
    "**",
    ")",
];

/// Words behind it that are no part of it.
const TAILS: [&str; 44] = [
    "系指",
    "指",
    "由",
    "原则上",
    "一般",
    "是指",
    "应当",
    "首次",
    "必须",
    "应",
    "须",
    "需",
    "要",
    "可",
    "累计",
    "合计",
    "均",
    "每年均",
    "达",
    "为",
    "的",
    "在",
    "分别",
    "按照",
    "按",
    "给予",
    "给予每家",
    "每家",
    "人均",
    "每个",
    "每户",
    "每名",
    "一次性",
    "不",
    "人民币",
    "也",
    "年均",
    "已",
    "总",
    "仍",
    "至今",
    "或",
    "且",
    "即",
];

/// Verbs behind which what is counted follows the figure.
const HOLDING: [&str; 25] = [
    "受到", "发生", "拥有", "具有", "具备", "取得", "获得", "设立", "导致", "造成", "有", "授权", "聘用",
    "吸纳", "带动", "建成", "申请", "承担", "参与", "完成", "配备", "招用", "新增", "制定", "提供",
];

/// Measures that say nothing without the sentence before.
const BARE: [&str; 12] =
    ["比例", "占比", "比重", "金额", "额度", "标准", "该比例", "总额", "数量", "费率", "年化费率", "比率"];

/// How many records are looked through for a score that is named.
const SCORES: usize = 16;

impl Reading<'_, '_> {
    pub(crate) fn indicator(
        &self,
        i: usize,
        quantity: &Quantity,
        phrase: &Range<usize>,
        role: Role,
        found: &[Found],
        before: Option<usize>,
    ) -> String {
        let text = self.text;
        let next = self
            .quantities
            .get(i + 1)
            .map_or(self.part.range.end, |q| q.range.start)
            .min(self.part.range.end);
        let mut ahead = phrase.clone();
        if let Some(base) =
            quantity.of.as_ref().filter(|_| !matches!(quantity.relation, Relation::Bounds { low: None, .. }))
        {
            ahead.end = ahead.end.min(base.start.max(ahead.start));
        }
        let lasts = ["连续", "累计"].iter().any(|word| text.folded(&ahead).ends_with(word))
            && quantity.kind == Some(Kind::Long);
        let holds = lasts || HOLDING.iter().any(|verb| text.folded(&ahead).ends_with(verb));
        if quantity.chinese {
            // The time looked at stands in its own field.
            if let Some(seen) = wording::window(text, &ahead) {
                ahead = if seen.start <= ahead.start + 1 { seen.end..ahead.end } else { ahead };
            }
            // “青年”是指年龄在…: the term is no part of what is measured.
            if let Some(said) = ["是指", "”指"].iter().find_map(|word| wording::find(text, &ahead, word))
            {
                ahead = text.trim(said.end..ahead.end);
            }
            ahead = wording::without_tail(text, wording::without_head(text, ahead, &HEADS), &TAILS);
            // 对符合条件的企业 and 给予 are no measure.
            if let Some(cut) = ["给予", "按照", "按"]
                .iter()
                .filter_map(|verb| wording::find(text, &ahead, verb))
                .map(|r| r.start)
                .min()
            {
                ahead = text.trim(ahead.start..cut);
            }
        } else {
            let earlier = before.and_then(|i| found.get(i)).map(|found| found.indicator.as_str());
            let other = i > self.inside.start;
            return english::indicator::indicator(text, quantity, ahead, next, role, earlier, other);
        }
        if matches!(role, Role::Benefit | Role::Cap) && self.part.giving {
            let after = wording::behind(text, quantity.range.end, self.part.range.end);
            if let Some(loan) = roles::lent(text, &after) {
                return loan;
            }
            if let Some(noun) = roles::given(text, &after)
                .or_else(|| roles::given(text, &(phrase.start..quantity.range.start)))
            {
                return noun;
            }
            // 按实际投入的20%，分别给予…资助: what is given is named at the end.
            let rate =
                quantity.of.is_some() && wording::has(text, &(phrase.start..quantity.range.end), &["按"]);
            let rest = quantity.range.end..self.part.range.end.min(quantity.range.end + 60);
            if let Some(noun) = rate.then(|| roles::given(text, &rest)).flatten() {
                return noun;
            }
        }
        let fined =
            ["处以", "并处", "处"].iter().any(|verb| word_at(text.chars(), phrase.start, verb).is_some());
        let rest = quantity.range.end..self.part.range.end.min(quantity.range.end + 16);
        if fined && wording::has(text, &rest, &["罚款"]) {
            return "罚款".to_owned();
        }
        let after = self.counted(quantity, next);
        let repeated =
            matches!(quantity.relation, Relation::Plain(_)) && wording::has(text, phrase, &["累计", "连续"]);
        let fraction = quantity.kind.is_none() && quantity.worded;
        let held = holds && quantity.kind == Some(Kind::Long);
        let counted =
            (quantity.kind == Some(Kind::Count) || repeated || fraction || held) && !after.is_empty();
        if fraction && counted {
            ahead.end = ahead.start;
        }
        if quantity.kind == Some(Kind::Count)
            && ["中", "中的", "中有", "其中"].iter().any(|word| text.folded(phrase).ends_with(word))
        {
            return "条件".to_owned();
        }
        if after.start < after.end && word_at(text.chars(), after.start, "罚款").is_some() {
            return "罚款".to_owned();
        }
        if counted && (ahead.is_empty() || holds) {
            return text.written(&after);
        }
        // 份额应当占预算总额30%以上: the share is named before 占; 研发费用占收入比重 names itself.
        let ratio =
            ["比例", "比重", "比率", "占比", "比"].iter().any(|tail| text.folded(&ahead).ends_with(tail));
        let share = ahead.clone().find(|at| wording::is_share_of(text.chars(), *at));
        if let Some(cut) = share.filter(|cut| !ratio && *cut > ahead.start) {
            ahead = wording::without_tail(text, ahead.start..cut, &TAILS);
        }
        let written = text.written(&ahead);
        let carried = self.list.and_then(|list| list.indicator.clone());
        if let Some(carried) = carried.filter(|_| BARE.contains(&written.as_str()) || ahead.is_empty()) {
            return carried;
        }
        let earlier = before.and_then(|i| found.get(i));
        if let Some(earlier) = earlier {
            // 且占营业收入比重: the share is of what was measured before.
            if ahead.start < ahead.end && wording::is_share_of(text.chars(), ahead.start) {
                return format!("{}{written}", earlier.indicator);
            }
            // 单个项目最高100万元: the limit of what is given before.
            let each =
                ["单", "每", "同一"].iter().any(|word| word_at(text.chars(), ahead.start, word).is_some());
            let given = matches!(earlier.role, Role::Benefit | Role::Cap);
            if !ahead.is_empty() && each && given && role == Role::Cap {
                return earlier.indicator.clone();
            }
        }
        // 给予奖励，每人每年不超过30万元: what is given is named before.
        let each = ["每", "单个", "单户", "同一"].iter().any(|word| written.starts_with(word));
        if each && matches!(role, Role::Benefit | Role::Cap) && quantity.kind == Some(Kind::Money) {
            let earlier = self.part.range.start.max(phrase.start.saturating_sub(60))..phrase.start;
            if let Some(noun) = roles::given(text, &earlier) {
                return noun;
            }
        }
        if !ahead.is_empty() {
            return written;
        }
        // 得分80分以上的…；60分以上不满80分的: a score without a name is the first one named.
        let scored = |one: &&Found| one.quantity.unit.as_deref() == Some("分") && !one.indicator.is_empty();
        if let Some(first) =
            found.iter().take(SCORES).find(scored).filter(|_| quantity.unit.as_deref() == Some("分"))
        {
            return first.indicator.clone();
        }
        // A figure that goes on with what was measured before: 或…, a bracket, a second tier.
        let earlier = before.or(if self.part.bracket { self.outer } else { None });
        if let Some(earlier) = earlier.and_then(|i| found.get(i)) {
            return earlier.indicator.clone();
        }
        if quantity.kind == Some(Kind::Share) && !after.is_empty() {
            return text.written(&after);
        }
        // 注册资本，不低于100万元: the clause before says what is measured.
        let comma = phrase.start.min(quantity.range.start).saturating_sub(1).max(self.part.range.start);
        let earlier = wording::before(text, self.part.range.start, comma);
        text.written(&wording::without_tail(text, wording::without_head(text, earlier, &HEADS), &TAILS))
    }

    /// The words behind a counted figure that name what is counted, up to the next item of the list.
    fn counted(&self, quantity: &Quantity, next: usize) -> Range<usize> {
        let text = self.text;
        let mut after = wording::behind(text, quantity.range.end, self.part.range.end);
        if next < after.end {
            let marks = ["或者", "或", "、", "和", "与", "及"];
            let cut = (after.start..next)
                .rev()
                .find(|at| marks.iter().any(|mark| word_at(text.chars(), *at, mark).is_some()));
            if let Some(cut) = cut {
                after.end = cut;
            }
        }
        let after = wording::without_head(text, after, &["的", "及", "以上"]);
        wording::without_tail(text, after, &["或", "且", "和", "的", "、", "者", "或者"])
    }

    /// What a share is of.
    pub(crate) fn base(
        &self,
        quantity: &Quantity,
        phrase: &Range<usize>,
        found: &[Found],
        before: Option<usize>,
    ) -> Option<String> {
        if let Some(of) = &quantity.of {
            return Some(self.text.written(of));
        }
        if quantity.kind == Some(Kind::Long) {
            // 2个月最低生活保障标准.
            let behind = wording::behind(
                self.text,
                quantity.range.end,
                self.part.range.end.min(quantity.range.end + 24),
            );
            let standard = ["最低生活保障标准", "平均工资", "最低工资标准"]
                .iter()
                .find_map(|word| wording::find(self.text, &behind, word))?;
            return Some(self.text.written(&(behind.start..standard.end)));
        }
        // 处违法所得一倍以上五倍以下罚款.
        let fined =
            ["处以", "并处", "处"].iter().find_map(|verb| word_at(self.text.chars(), phrase.start, verb));
        if let Some(fined) = fined.filter(|at| quantity.kind == Some(Kind::Times) && *at < phrase.end) {
            let base = wording::without_tail(self.text, fined..phrase.end, &["的"]);
            return Some(self.text.written(&base));
        }
        let share = matches!(quantity.kind, Some(Kind::Share))
            || matches!(&quantity.relation, Relation::Bounds { low: Some(Edge { value, .. }), .. } if !value.is_integer() && quantity.kind.is_none());
        if !share {
            return None;
        }
        if !quantity.chinese {
            let end = self.part.range.end;
            let chars = self.text.chars();
            let of = word_at(chars, quantity.range.end + 1, "of")?;
            let behind = self.quantities.partition_point(|q| q.range.start < of);
            let next = self.quantities.get(behind).map_or(usize::MAX, |q| q.range.start);
            let noun = english::noun::base(self.text, of, end, next);
            let noun = wording::without_head(self.text, noun, &["the", "its", "their"]);
            return (!noun.is_empty()).then(|| self.text.written(&noun));
        }
        if let Some(base) = wording::base(self.text, phrase) {
            return Some(self.text.written(&base));
        }
        let within = wording::find(
            self.text,
            &(phrase.start.saturating_sub(4).max(self.part.range.start)..phrase.end),
            "其中",
        );
        within.and(before).and_then(|i| found.get(i)).map(|earlier| earlier.indicator.clone())
    }
}
