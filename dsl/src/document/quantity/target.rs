//! Targets: what is to be reached by a year, with the figure, or with the words that stand in its place.

use super::english;
use super::horizon::{self, Horizon};
use super::quantities::{Quantity, Relation};
use super::units::Kind;
use super::wording;
use crate::document::duty::bodies::word_at;
use crate::document::model::Comparator;
use crate::document::text::folded::Text;
use crate::{Date, Number};
use std::ops::Range;

/// A target inside a sentence.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) object: String,
    pub(crate) comparator: Option<Comparator>,
    pub(crate) value: Option<Number>,
    pub(crate) upper: Option<Number>,
    pub(crate) unit: Option<String>,
    pub(crate) deadline: Option<Date>,
    pub(crate) hedge: Option<String>,
}

/// What is known before a sentence is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The time to reach that a sentence or heading before has set for this place.
    pub(crate) carried: Option<Vec<Date>>,
    /// The section is one of aims (主要目标).
    pub(crate) aims: bool,
    /// The year of the document.
    pub(crate) year: Option<i32>,
}

/// The targets of a sentence, and the times to reach it names.
pub(crate) fn targets(
    text: &Text,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    known: &Known,
) -> (Vec<Found>, Vec<Horizon>) {
    let horizons = horizon::horizons(text, sentence, known.year);
    let reading = Reading { text, sentence, quantities, horizons: &horizons, known };
    let mut found = if reading.is_past() { Vec::new() } else { reading.figures() };
    if !found.is_empty() {
        found.extend(reading.vague());
        found.sort_by_key(|target| target.range.start);
    }
    (found, horizons)
}

/// Whether a sentence opens with a year it tells of (2020年，产值达到…): no condition stands there.
pub(crate) fn is_of_a_year(text: &Text, sentence: &Range<usize>) -> bool {
    let chars = text.chars();
    let digits =
        chars.get(sentence.start..sentence.start + 4).is_some_and(|d| d.iter().all(char::is_ascii_digit));
    digits && chars.get(sentence.start + 4) == Some(&'年') && chars.get(sentence.start + 5) == Some(&',')
}

/// Whether a sentence tells what has been reached.
pub(crate) fn is_past(text: &Text, sentence: &Range<usize>) -> bool {
    let head = sentence.start..sentence.end.min(sentence.start + 200);
    // 截至上年末的负债率 is a condition, 截至2020年底 tells of the past.
    let until = wording::find(text, &head, "截至")
        .is_some_and(|r| text.chars().get(r.end).is_some_and(char::is_ascii_digit));
    until || wording::has(text, &head, &["期间累计", "已累计", "已达到", "以来累计"])
}

struct Reading<'a> {
    text: &'a Text<'a>,
    sentence: &'a Range<usize>,
    quantities: &'a [Quantity],
    horizons: &'a [Horizon],
    known: &'a Known,
}

/// Words that only say that something is to come about, before what it is.
const VERBS: [&str; 58] = [
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
];
/// The same behind what is measured.
const TAILS: [&str; 34] = [
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
/// What is given is no aim.
const GIVEN: [&str; 7] = ["给予", "奖励", "补贴", "补助", "资助", "罚款", "奖补"];

impl Reading<'_> {
    /// A sentence on what has been reached sets no target.
    fn is_past(&self) -> bool {
        self.horizons.is_empty() && is_past(self.text, self.sentence)
            || self.horizons.is_empty() && self.looks_back()
    }

    fn looks_back(&self) -> bool {
        let head = self.sentence.start..self.sentence.end.min(self.sentence.start + 200);
        wording::has(self.text, &head, &["截止", "以来", "已建成", "同比"])
    }

    fn figures(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let pairs = super::paired::pairs(self.text, self.sentence, self.quantities);
        for (i, quantity) in self.quantities.iter().enumerate() {
            if self.is_attribute(i, quantity) {
                continue;
            }
            let governing = self.governing(quantity);
            let Some(dates) = governing.or_else(|| self.standing(quantity).then(Vec::new)) else { continue };
            let pair = pairs.get(i);
            let bound = pair.is_some_and(|pair| pair.comparator.is_some());
            if !(bound || self.is_aim(quantity, dates.is_empty())) {
                continue;
            }
            // With several years, the figures of 分别 belong to them in order.
            let place = pair.map_or(0, |pair| pair.place);
            let deadline = if dates.len() > 1 && pair.is_some_and(|p| p.of == dates.len()) {
                dates.get(place).copied()
            } else {
                dates.last().copied()
            };
            let (own, range) = self.object(i, quantity);
            let objects = match pair {
                Some(pair) if !pair.subjects.is_empty() => pair.subjects.clone(),
                _ => vec![own],
            };
            let object_before = found.last().map(|f| f.object.clone());
            for object in objects {
                let object =
                    if object.is_empty() { object_before.clone().unwrap_or_default() } else { object };
                // Large firms pay within 60 days, falling to 45: nothing says what is to be reached.
                if object.is_empty() && !quantity.chinese {
                    continue;
                }
                found.extend(self.records(
                    quantity,
                    object,
                    &range,
                    deadline,
                    pair.and_then(|p| p.comparator),
                ));
            }
        }
        found
    }

    /// Whether a figure only says which things the next figure counts (超过百亿元的企业达到10家).
    fn is_attribute(&self, i: usize, quantity: &Quantity) -> bool {
        let Some(next) =
            self.quantities.get(i + 1).filter(|next| next.kind == Some(Kind::Count) && next.bound_before)
        else {
            return false;
        };
        let between = quantity.range.end..next.range.start;
        let part = self.text.part(&between);
        let noun = ["企业", "项目", "产业", "园区", "集群", "的", "以上的"]
            .iter()
            .any(|word| word_at(self.text.chars(), between.start, word).is_some());
        noun && part.len() <= 24 && !part.iter().any(|c| matches!(c, ',' | ';' | '、' | '。'))
    }

    fn records(
        &self,
        quantity: &Quantity,
        object: String,
        range: &Range<usize>,
        deadline: Option<Date>,
        first: Option<Comparator>,
    ) -> Vec<Found> {
        let ahead = self.sentence.start.max(quantity.range.start.saturating_sub(40))..quantity.range.start;
        let hedge = wording::first_of(self.text, &ahead, &wording::HEDGES);
        let make = |(comparator, value, upper): (Comparator, Option<Number>, Option<Number>)| Found {
            range: range.clone(),
            object: object.clone(),
            comparator: Some(comparator),
            value,
            upper,
            unit: quantity.unit.clone(),
            deadline,
            hedge: hedge.clone(),
        };
        let records = quantity.records().into_iter().map(|(comparator, value, upper)| {
            let comparator = match (&quantity.relation, quantity.kind) {
                // A figure without a word that bounds it is that figure: whether more would do, the text does not say.
                (Relation::Plain(_), _) => first
                    .or_else(|| english::object::moves_to(self.text.chars(), quantity.range.start))
                    .unwrap_or(Comparator::Equal),
                (Relation::Bounds { low: Some(_), high: None }, Some(Kind::Times)) => Comparator::Times,
                _ => comparator,
            };
            make((comparator, value, upper))
        });
        records.collect()
    }

    fn horizon_before(&self, at: usize) -> Option<&Horizon> {
        let next = self.horizons.partition_point(|h| h.range.end <= at);
        next.checked_sub(1).and_then(|i| self.horizons.get(i))
    }

    fn horizon_behind(&self, at: usize) -> Option<&Horizon> {
        self.horizons.get(self.horizons.partition_point(|h| h.range.start < at))
    }

    /// The times to reach that govern a figure.
    fn governing(&self, quantity: &Quantity) -> Option<Vec<Date>> {
        let at = quantity.range.start;
        let before = self.horizon_before(at);
        if !quantity.chinese {
            // by at least 20x by 2030: a year behind the figure, in the same clause, is its own.
            let behind = self.horizon_behind(quantity.range.end);
            let clause = |h: &&Horizon| {
                !self.text.part(&(quantity.range.end..h.range.start)).iter().any(|c| matches!(c, ';' | '。'))
            };
            let near =
                behind.filter(|h| h.range.start.saturating_sub(quantity.range.end) < 160).filter(clause);
            let head = before.is_some_and(|h| h.range.start <= self.sentence.start + 2);
            if let Some(own) = near.filter(|_| !head || before.is_none()) {
                return Some(own.dates.clone());
            }
        }
        before.map(|h| h.dates.clone()).or_else(|| self.known.carried.clone())
    }

    /// Whether a figure without a year is a level of service to be reached.
    fn standing(&self, quantity: &Quantity) -> bool {
        let ahead = self.sentence.start.max(quantity.range.start.saturating_sub(12))..quantity.range.start;
        let strives = quantity.binds() && wording::has(self.text, &ahead, &["力争", "确保实现"]);
        let aims = self.known.aims && quantity.chinese && quantity.bound_before;
        quantity.marks.moves
            || strives
            || aims
            || (!quantity.chinese && english::object::is_goal(self.text, quantity))
    }

    /// Whether a figure under a year is something to be reached, and no price, size or name.
    fn is_aim(&self, quantity: &Quantity, without_year: bool) -> bool {
        let money = quantity.kind == Some(Kind::Money);
        let near = self.sentence.start.max(quantity.range.start.saturating_sub(30))
            ..self.sentence.end.min(quantity.range.end + 12);
        if (money || without_year) && quantity.chinese && wording::has(self.text, &near, &GIVEN) {
            return false;
        }
        if money && !quantity.chinese && !english::object::is_aimed_at(self.text, quantity) {
            return false;
        }
        let plain = matches!(quantity.relation, Relation::Plain(_));
        // 由30%提高至40%: the first figure is where it starts from.
        let origin = quantity.range.start.checked_sub(1).and_then(|i| self.text.chars().get(i));
        if plain && quantity.chinese && matches!(origin, Some('由' | '从')) {
            return false;
        }
        match quantity.kind {
            // A time is a target where it is a level, and a deadline elsewhere.
            Some(Kind::Short | Kind::Long) => {
                quantity.marks.moves
                    || quantity.marks.holds
                    || (quantity.bound_before && !quantity.is_limit())
            }
            // 一个窗口, 两项机制: words, and no count.
            Some(Kind::Count) if plain && quantity.worded => match &quantity.relation {
                Relation::Plain(value) => *value >= Number::from(3),
                _ => true,
            },
            None if plain && !quantity.chinese => self.counts(quantity),
            _ => !matches!(quantity.relation, Relation::Grade),
        }
    }

    /// In English, whether a bare figure counts something that is named behind it.
    fn counts(&self, quantity: &Quantity) -> bool {
        let chars = self.text.chars();
        let next = chars.get(quantity.range.end + 1).copied().unwrap_or(' ');
        chars.get(quantity.range.end) == Some(&' ') && (next.is_alphabetic() || matches!(next, '"' | '“'))
    }

    /// What a figure measures or counts, and the range of the target.
    fn object(&self, i: usize, quantity: &Quantity) -> (String, Range<usize>) {
        let (text, chars) = (self.text, self.text.chars());
        let last = i
            .checked_sub(1)
            .filter(|before| !self.quantities.get(*before).is_some_and(|q| self.is_attribute(*before, q)));
        let last = last.and_then(|i| self.quantities.get(i)).map_or(self.sentence.start, |q| q.range.end);
        let horizon = self.horizon_before(quantity.range.start);
        let from = last.max(horizon.map_or(0, |h| h.range.end));
        let next = self.quantities.get(i + 1).map_or(self.sentence.end, |q| q.range.start);
        let next = self.horizon_behind(quantity.range.end).map_or(next, |h| h.range.start.min(next));
        let origin = i.checked_sub(1).and_then(|i| self.quantities.get(i)).filter(|origin| {
            quantity.marks.moves && origin.range.end == quantity.range.start && quantity.chinese
        });
        let ahead = match origin {
            Some(origin) => {
                let last = i
                    .checked_sub(2)
                    .and_then(|i| self.quantities.get(i))
                    .map_or(self.sentence.start, |q| q.range.end);
                let from = last.max(horizon.map_or(0, |h| h.range.end));
                wording::without_tail(text, wording::before(text, from, origin.range.start), &["由", "从"])
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
        let share_first = quantity.kind == Some(Kind::Share) && chars.get(after.start) == Some(&'的');
        let after = wording::without_head(text, after, &["的", "左右", "、", "和"]);
        let counted = quantity.kind == Some(Kind::Count) || share_first;
        let named = counted && !after.is_empty() && !is_verb(text, &after);
        let ahead_named = wording::without_head(text, ahead.clone(), &VERBS);
        let bound = quantity.bound_before && !ahead_named.is_empty();
        let object = if named && !bound { after } else { ahead_named.clone() };
        let object = if object.is_empty() { ahead_named } else { object };
        let start = object.start.min(quantity.range.start);
        let start = if object.is_empty() { quantity.range.start } else { start };
        let range = start..quantity.range.end.max(object.end);
        (text.written(&object), range)
    }

    /// The words in the place of a figure, where they stand beside figures.
    fn vague(&self) -> Vec<Found> {
        let chars = self.text.chars();
        let mut found = Vec::new();
        let mut at = self.sentence.start;
        while at < self.sentence.end {
            if let Some(end) = super::passed::over(chars, at, self.sentence.end) {
                at = end;
                continue;
            }
            let word = VAGUE.iter().find_map(|word| word_at(chars, at, word));
            let dates = self.horizon_before(at).map(|h| h.dates.clone());
            let dates = dates.or_else(|| self.known.carried.clone());
            let (Some(end), Some(dates)) = (word, dates) else {
                at += 1;
                continue;
            };
            let object = if chars.get(at).is_some_and(char::is_ascii_alphabetic) {
                english::noun::behind(self.text, end, self.sentence.end)
            } else {
                cut_at_list(self.text, wording::behind(self.text, end, self.sentence.end))
            };
            found.push(Found {
                range: at..object.end.max(end),
                object: self.text.written(&object),
                comparator: None,
                value: None,
                upper: None,
                unit: None,
                deadline: dates.last().copied(),
                hedge: Some(self.text.written(&(at..end)).trim().to_owned()),
            });
            at = object.end.max(end);
        }
        found
    }
}

/// Words that stand in the place of a figure. Longer ones first.
const VAGUE: [&str; 21] = [
    "hundreds of thousands of",
    "tens of thousands of",
    "thousands of",
    "hundreds of",
    "millions of",
    "dozens of",
    "a large number of",
    "a number of",
    "数千家",
    "数百家",
    "数十家",
    "数千个",
    "数百个",
    "数十个",
    "若干家",
    "若干个",
    "若干",
    "一大批",
    "一批",
    "上千家",
    "上百家",
];

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

/// Up to the last 、 or 和: behind it the next item begins.
fn cut_at_list(text: &Text, range: Range<usize>) -> Range<usize> {
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
