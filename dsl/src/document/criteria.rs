//! Criteria: conditions with a figure, and what is given by the figure: eligibility, benefit, cap, period, revocation.

use super::bodies::word_at;
use super::lists::{self, List};
use super::model::Comparator;
use super::paired;
use super::quantities::{Edge, Quantity, Relation};
use super::roles::{self, Part};
use super::text::Text;
use super::units::Kind;
use super::wording;
use crate::Number;
use std::ops::Range;

/// What meeting a criterion brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Eligibility,
    Benefit,
    Cap,
    Period,
    Revocation,
}

impl Role {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Eligibility => "eligibility",
            Self::Benefit => "benefit",
            Self::Cap => "cap",
            Self::Period => "period",
            Self::Revocation => "revocation",
        }
    }
}

/// A criterion inside a sentence.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) indicator: String,
    pub(super) relation: Relation,
    pub(super) quantity: Quantity,
    pub(super) role: Role,
    pub(super) when: Option<String>,
    pub(super) window: Option<String>,
    /// Alternatives of one sentence share a number; those of one list have the name of the list.
    pub(super) group: Option<String>,
    pub(super) of: Option<String>,
    pub(super) hedge: Option<String>,
}

impl Found {
    /// Comparator, value and upper value of each record.
    pub(super) fn records(&self) -> Vec<(Comparator, Option<Number>, Option<Number>)> {
        Quantity { relation: self.relation.clone(), ..self.quantity.clone() }.records()
    }
}

/// The criteria of a sentence. `list` is what the lead-in of the list it stands in says; `groups` counts the groups
/// of alternatives of the document.
pub(super) fn criteria(
    text: &Text,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    list: Option<&List>,
    groups: &mut usize,
) -> Vec<Found> {
    let pairs = paired::pairs(text, sentence, quantities);
    // The items may stand in the sentence of their lead-in.
    let inline = if quantities.len() > 1 { lists::inline(text, sentence, groups) } else { None };
    let list = inline.as_ref().or(list);
    let mut found: Vec<Found> = roles::none_of(text, sentence, list);
    let mut first = 0;
    let mut outer: Option<usize> = None;
    let begun = found.len();
    for part in roles::parts(text, sentence) {
        while quantities.get(first).is_some_and(|q| q.range.end <= part.range.start) {
            first += 1;
        }
        let mut last = first;
        while quantities.get(last).is_some_and(|q| q.range.end <= part.range.end) {
            last += 1;
        }
        let mut reading = Reading {
            text,
            part: &part,
            quantities,
            inside: first..last,
            pairs: &pairs,
            list,
            groups,
            outer,
        };
        reading.read(&mut found);
        if found.len() > begun && !part.bracket {
            outer = Some(found.len() - 1);
        }
        first = last;
    }
    found.sort_by_key(|f| f.range.start);
    found
}

struct Reading<'a, 'b> {
    text: &'a Text,
    part: &'a Part,
    quantities: &'a [Quantity],
    /// Which of the quantities stand in this part.
    inside: Range<usize>,
    pairs: &'a paired::Pairs,
    list: Option<&'a List>,
    groups: &'b mut usize,
    /// The record a bracket stands behind.
    outer: Option<usize>,
}

/// Words before what is measured that are no part of it.
const HEADS: [&str; 49] = [
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
    "the",
    "a",
    "an",
    "and",
    "or",
    "if",
    "that",
    "its",
    "whose",
    "should",
    "must",
    "have",
    "has",
    "with",
    "which",
    "hires",
    "of",
    "having",
    "is",
    "*",
    "**",
    ")",
];
/// Words behind it that are no part of it.
const TAILS: [&str; 74] = [
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
    "should",
    "shall",
    "must",
    "may",
    "does",
    "do",
    "can",
    "cannot",
    "not",
    "is",
    "are",
    "be",
    "of",
    "to",
    "a",
    "an",
    "the",
    "has",
    "have",
    "will",
    "that",
    "at",
    "on",
    "and",
    "for",
    "for any",
    "for a period",
    "for a period of",
    "for up",
    "provided",
    "with",
    "by",
    "in",
];
/// Verbs behind which what is counted follows the figure.
const HOLDING: [&str; 23] = [
    "拥有", "具有", "具备", "取得", "获得", "设立", "导致", "造成", "有", "授权", "聘用", "吸纳", "带动",
    "建成", "申请", "承担", "参与", "完成", "配备", "招用", "新增", "制定", "提供",
];
/// Measures that say nothing without the sentence before.
const BARE: [&str; 12] =
    ["比例", "占比", "比重", "金额", "额度", "标准", "该比例", "总额", "数量", "费率", "年化费率", "比率"];

impl Reading<'_, '_> {
    fn read(&mut self, found: &mut Vec<Found>) {
        let mut when: Option<Range<usize>> = None;
        let mut window: Option<Range<usize>> = None;
        let mut before: Option<usize> = None;
        for i in self.inside.clone() {
            let Some(quantity) = self.quantities.get(i) else { continue };
            let phrase = self.phrase(i, quantity);
            let condition = roles::condition(self.text, &self.part.range, quantity);
            let seen = wording::window(self.text, &phrase).or_else(|| {
                let behind = quantity.range.end..self.part.range.end.min(quantity.range.end + 90);
                (!quantity.chinese).then(|| roles::english_window(self.text, &behind)).flatten()
            });
            let role = roles::role(
                self.text,
                self.part,
                quantity,
                &phrase,
                condition.is_some(),
                self.list,
                self.runs(i),
            );
            let Some(role) = role else {
                if let Some(range) = condition {
                    when = Some(range);
                }
                continue;
            };
            // What only says for whom the next figure holds is its branch. Where it says for whom something is given
            // it is a condition of its own besides.
            if let Some(range) = condition
                && let Some(governs) = self.governed_by(i, range.end)
            {
                when = Some(range);
                if !governs {
                    continue;
                }
            }
            window = seen.clone().or(window);
            let branch = when.clone().filter(|range| range.end <= quantity.range.start);
            let branch = branch.map(|range| self.text.written(&range));
            let given = matches!(role, Role::Benefit | Role::Cap | Role::Period);
            let named = roles::beneficiary(self.text, &self.part.range, quantity);
            let run = self.pairs.get(i);
            let pair = run.filter(|pair| pair.of > 1);
            let paired = pair.and_then(|pair| {
                pair.subjects
                    .first()
                    .cloned()
                    .or_else(|| self.branch_in_order(when.as_ref()?, pair.place, pair.of))
            });
            let listed = self.list.and_then(|list| list.when.clone());
            let paired = paired.filter(|_| given || !self.part.giving);
            let when_text = paired.or(branch).or_else(|| given.then_some(named).flatten()).or(listed);
            let of = self.base(quantity, &phrase, found, before);
            let phrase = match &when {
                // What stands behind a condition says what it holds for.
                Some(when) if when.end <= quantity.range.start && when.end > phrase.start => {
                    self.text.trim(when.end..phrase.end.max(when.end))
                }
                _ => phrase,
            };
            let indicator = self.indicator(i, quantity, &phrase, role, found, before);
            let ahead = phrase.start..quantity.range.start.max(phrase.start);
            let start = self.part.range.start.max(quantity.range.start.saturating_sub(16));
            let hedge = wording::first_of(self.text, &ahead, &wording::HEDGES).or_else(|| {
                wording::first_of(self.text, &(start.max(phrase.start)..quantity.range.end), &wording::HEDGES)
            });
            let start =
                if phrase.is_empty() { quantity.range.start } else { phrase.start.min(quantity.range.start) };
            let behind = wording::behind(self.text, quantity.range.end, self.part.range.end);
            let named = !indicator.is_empty() && self.text.written(&behind).starts_with(indicator.as_str());
            let end = if named { behind.start + indicator.chars().count() } else { quantity.range.end };
            let group = self.group(found, before, quantity);
            before = Some(found.len());
            found.push(Found {
                range: start..end.max(quantity.range.end),
                indicator,
                relation: roles::relation(quantity, role, run.and_then(|pair| pair.comparator)),
                quantity: quantity.clone(),
                role,
                when: when_text,
                window: window
                    .clone()
                    .filter(|w| seen.is_some() || self.shares(w, quantity, role))
                    .map(|w| wording::window_written(self.text, &w, quantity.range.start))
                    .or_else(|| self.list.and_then(|list| list.window.clone())),
                group,
                of: of.or_else(|| self.list.and_then(|list| list.of.clone())),
                hedge,
            });
        }
    }

    /// Whether a figure goes on a list whose first figure a word binds.
    fn runs(&self, i: usize) -> bool {
        self.pairs.get(i).is_some_and(|pair| pair.comparator.is_some())
    }

    /// One branch of a condition that names as many figures as are given (突破1亿元、5亿元的，分别给予…).
    fn branch_in_order(&self, when: &Range<usize>, place: usize, of: usize) -> Option<String> {
        let first = self.quantities.partition_point(|q| q.range.start < when.start);
        let named = self.quantities.iter().skip(first).take(of + 1);
        let named: Vec<&Quantity> = named.take_while(|q| q.range.end <= when.end).collect();
        let (first, own) = (named.first()?, named.get(place)?);
        if named.len() != of {
            return None;
        }
        let head = self.text.written(&(when.start..first.figure));
        Some(format!("{head}{}", self.text.written(&(own.figure..own.range.end))))
    }

    /// Whether a time named before holds for a figure of the same list: the comma between them ends nothing.
    fn shares(&self, window: &Range<usize>, quantity: &Quantity, role: Role) -> bool {
        window.start < quantity.range.start
            && quantity.range.start - window.end < 120
            && !matches!(quantity.kind, Some(Kind::Long | Kind::Short))
            && (role == Role::Eligibility || !self.part.giving)
    }

    /// The words before a figure in its clause.
    fn phrase(&self, i: usize, quantity: &Quantity) -> Range<usize> {
        let last = i.checked_sub(1).and_then(|i| self.quantities.get(i)).map_or(0, |q| q.range.end);
        let from = last.max(self.part.range.start);
        let end = quantity.of.as_ref().map_or(quantity.range.start, |of| of.start.max(from));
        let phrase = wording::before(self.text, from, end);
        // What was counted before 或, and the case before 但, belong to the figure before.
        let last = last.max(self.part.range.start);
        let joins: &[&str] = if phrase.start <= last + 1 && last > self.part.range.start {
            &["但", "或者", "或", "以及", "且"]
        } else {
            &["但"]
        };
        let cut = phrase
            .clone()
            .rev()
            .find_map(|at| joins.iter().find_map(|word| word_at(self.text.chars(), at, word)));
        let phrase = self.text.trim(cut.unwrap_or(phrase.start).min(phrase.end)..phrase.end);
        wording::without_head(self.text, phrase, &["、", "和", "或者", "或", "且", "并且", "以及", "者"])
    }

    /// Whether a condition that ends here governs a later figure of the part; and then whether that figure is given.
    fn governed_by(&self, i: usize, end: usize) -> Option<bool> {
        let later = (i + 1..self.inside.end).filter_map(|i| Some((i, self.quantities.get(i)?)));
        let mut governs = None;
        for (i, quantity) in later.filter(|(_, q)| q.range.start >= end).take(4) {
            if roles::condition(self.text, &self.part.range, quantity).is_some() {
                continue;
            }
            let phrase = wording::before(self.text, end, quantity.range.start);
            let Some(role) =
                roles::role(self.text, self.part, quantity, &phrase, false, self.list, self.runs(i))
            else {
                continue;
            };
            governs = Some(role != Role::Eligibility && self.part.giving);
            break;
        }
        governs
    }

    fn indicator(
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
        let holds = HOLDING.iter().any(|verb| text.folded(&ahead).ends_with(verb));
        if quantity.chinese {
            // The time looked at stands in its own field.
            if let Some(seen) = wording::window(text, &ahead) {
                ahead = if seen.start <= ahead.start + 1 { seen.end..ahead.end } else { ahead };
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
            return self.english_indicator(quantity, ahead, next, role, i > self.inside.start);
        }
        if matches!(role, Role::Benefit | Role::Cap) && self.part.giving {
            let after = wording::behind(text, quantity.range.end, self.part.range.end);
            if let Some(noun) = roles::given(text, &after)
                .or_else(|| roles::given(text, &(phrase.start..quantity.range.start)))
            {
                return noun;
            }
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
            && ["中", "中的", "其中"].iter().any(|word| text.folded(phrase).ends_with(word))
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
        if !ahead.is_empty() {
            return written;
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

    fn english_indicator(
        &self,
        quantity: &Quantity,
        ahead: Range<usize>,
        next: usize,
        role: Role,
        behind_other: bool,
    ) -> String {
        let text = self.text;
        // The sign of an item is no word of it.
        let close =
            (ahead.start..ahead.end.min(ahead.start + 5)).find(|at| text.chars().get(*at) == Some(&')'));
        let sign = close.filter(|_| text.chars().get(ahead.start) == Some(&'('));
        let ahead = sign.map_or(ahead.clone(), |close| text.trim(close + 1..ahead.end));
        let joins = ["and", "or"]
            .iter()
            .any(|word| wording::without_tail(text, ahead.clone(), &[word]).end < ahead.end);
        let ahead = if joins && behind_other { ahead.end..ahead.end } else { ahead };
        let ahead = wording::without_tail(text, wording::without_head(text, ahead, &HEADS), &TAILS);
        // companies with a net worth of: the last part names the measure.
        let last = ahead.clone().rev().find_map(|at| {
            ["with", "whose", "having", "which", "have", "has"]
                .iter()
                .find_map(|word| word_at(text.chars(), at, word))
        });
        let ahead = wording::without_head(text, text.trim(last.unwrap_or(ahead.start)..ahead.end), &HEADS);
        // Behind another figure only what follows and belongs to this one.
        let joined = ahead
            .clone()
            .rev()
            .filter(|_| behind_other)
            .find_map(|at| ["and", "or"].iter().find_map(|word| word_at(text.chars(), at, word)));
        let ahead = wording::without_tail(
            text,
            wording::without_head(
                text,
                text.trim(joined.unwrap_or(ahead.start).min(ahead.end)..ahead.end),
                &HEADS,
            ),
            &TAILS,
        );
        let after = super::target::counted(text, quantity.range.end, next);
        let given = matches!(role, Role::Benefit | Role::Cap) && quantity.kind == Some(Kind::Share);
        let counted = quantity.kind.is_none() || given;
        let after = wording::without_head(text, after, &["of", "the", "in"]);
        if counted && !after.is_empty() {
            return text.written(&after);
        }
        if ahead.is_empty() && !after.is_empty() {
            let after = wording::without_head(text, after, &["of", "in"]);
            return text.written(&after);
        }
        text.written(&ahead)
    }

    /// What a share is of.
    fn base(
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
        let share = matches!(quantity.kind, Some(Kind::Share))
            || matches!(&quantity.relation, Relation::Bounds { low: Some(Edge { value, .. }), .. } if !value.is_integer() && quantity.kind.is_none());
        if !share {
            return None;
        }
        if !quantity.chinese {
            let end = self.part.range.end;
            let chars = self.text.chars();
            let of = word_at(chars, quantity.range.end + 1, "of")?;
            let noun = wording::without_head(
                self.text,
                super::target::counted(self.text, of, end),
                &["the", "its", "their"],
            );
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

    /// The group of alternatives a figure belongs to: that of its list, or that of 或 between it and the one before.
    fn group(&mut self, found: &mut [Found], before: Option<usize>, quantity: &Quantity) -> Option<String> {
        let listed = self.list.and_then(|list| list.any.clone());
        let Some(earlier) = before.and_then(|i| found.get_mut(i)) else { return listed };
        let from = earlier.quantity.range.end;
        let between = from..quantity.range.start;
        if between.len() > 60 {
            return listed;
        }
        let or = if quantity.chinese {
            wording::has(self.text, &between, &["或"])
        } else {
            wording::has(self.text, &between, &["or"])
        };
        // must not have fewer than 50 or more than 250: one `not` makes both hold.
        let negated = super::comparators::is_negated(self.text.chars(), quantity.range.start);
        let or = or && (quantity.chinese || !negated);
        let tier = self.text.part(&between).contains(&';');
        if !or || tier {
            return listed;
        }
        if earlier.group.is_none() {
            *self.groups += 1;
            earlier.group = Some(format!("g{}", self.groups));
        }
        earlier.group.clone()
    }
}
