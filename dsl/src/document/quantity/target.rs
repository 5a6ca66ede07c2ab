//! Targets: what is to be reached by a year, with the figure, or with the words that stand in its place.

use super::english;
use super::horizon::{self, Horizon};
use super::object::{CHANGES, cut_at_list};
use super::origins;
use super::quantities::{Quantity, Relation};
use super::tasks;
use super::told::{self, Stance};
use super::units::Kind;
use super::wording;
use crate::document::model::Comparator;
use crate::document::text::folded::{Text, is_han};
use crate::document::text::words::word_at;
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
    /// Where its figure begins.
    pub(crate) figure: usize,
}

/// Whether a target is a multiple of a base that its sentence does not name.
pub(crate) fn lacks_base(text: &Text, sentence: &Range<usize>, target: &Found) -> bool {
    const BASES: [&str; 12] = [
        "比",
        "较",
        "基础上",
        "相比",
        "由",
        "compared with",
        "compared to",
        "relative to",
        "over its",
        "from",
        "on its",
        "level of",
    ];
    let near = sentence.start.max(target.figure.saturating_sub(60))..sentence.end.min(target.figure + 60);
    target.comparator == Some(Comparator::Times) && !wording::has(text, &near, &BASES)
}

/// What is known before a sentence is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The time to reach that a sentence or heading before has set for this place.
    pub(crate) carried: Option<Vec<Date>>,
    /// The section is one of aims (主要目标).
    pub(crate) aims: bool,
    pub(crate) stance: Stance,
    /// What stands here tells of what has been, until a year to reach is named.
    pub(crate) told: bool,
    /// What stands here are conditions.
    pub(crate) conditions: bool,
}

/// The targets of a sentence, and the times to reach it names.
pub(crate) fn targets(
    text: &Text,
    sentence: &Range<usize>,
    quantities: &[Quantity],
    known: &Known,
) -> (Vec<Found>, Vec<Horizon>) {
    let horizons = horizon::horizons(text, sentence, known.stance.year);
    let marks = told::marks(text, sentence, known.stance);
    let reading = Reading { text, sentence, quantities, horizons: &horizons, known, marks: &marks };
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

/// Whether a sentence begins by telling of what has been; in a plan a year of the past is enough.
pub(crate) fn tells(text: &Text, sentence: &Range<usize>, stance: Stance) -> bool {
    let year = |at: usize| text.chars().get(at).is_some_and(char::is_ascii_digit);
    let head = sentence.start..sentence.end.min(sentence.start + 60);
    if stance.plan && told::praises(text, &head) {
        return true;
    }
    told::marks(text, sentence, stance)
        .first()
        .is_some_and(|mark| *mark < sentence.start + 2 && (stance.plan || !year(*mark)))
}

/// Whether a sentence tells what has been reached.
pub(crate) fn is_past(text: &Text, sentence: &Range<usize>) -> bool {
    let head = sentence.start..sentence.end.min(sentence.start + 200);
    // 截至上年末的负债率 is a condition, 截至2020年底 tells of the past.
    let until = wording::find(text, &head, "截至")
        .is_some_and(|r| text.chars().get(r.end).is_some_and(char::is_ascii_digit));
    until || wording::has(text, &head, &["期间累计", "已累计", "已达到", "以来累计"])
}

pub(crate) struct Reading<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) sentence: &'a Range<usize>,
    pub(crate) quantities: &'a [Quantity],
    pub(crate) horizons: &'a [Horizon],
    pub(crate) known: &'a Known,
    /// Where the sentence tells of what has been.
    pub(crate) marks: &'a [usize],
}

/// What is given is no aim.
pub(crate) const GIVEN: [&str; 7] = ["给予", "奖励", "补贴", "补助", "资助", "罚款", "奖补"];

impl Reading<'_> {
    /// A sentence on what has been reached sets no target.
    fn is_past(&self) -> bool {
        self.horizons.is_empty() && is_past(self.text, self.sentence)
            || self.horizons.is_empty() && self.looks_back()
    }

    fn looks_back(&self) -> bool {
        let head = self.sentence.start..self.sentence.end.min(self.sentence.start + 200);
        wording::has(
            self.text,
            &head,
            &["截止", "以来", "已建成", "同比", "已惠及", "已完成", "已实现", "已培育", "已达"],
        )
    }

    fn figures(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let pairs = super::paired::pairs(self.text, self.sentence, self.quantities);
        let first_move = self.quantities.iter().find(|q| q.marks.moves).map(|q| q.range.start);
        for (i, quantity) in self.quantities.iter().enumerate() {
            let origin = origins::origin(self.text, self.quantities, i).is_some();
            if origin || self.is_attribute(i, quantity) || self.is_told(quantity) {
                continue;
            }
            let beside =
                first_move.is_some_and(|at| at < quantity.range.start) && self.is_level_of_service(quantity);
            let own = quantity.year.filter(|year| self.known.stance.year.is_none_or(|now| *year >= now));
            let own = own.and_then(|year| Date::new(year, 12, 31)).map(|date| vec![date]);
            let governing = own.or_else(|| self.governing(quantity));
            let listed = !found.is_empty();
            let Some(dates) = governing.or_else(|| {
                (beside || self.standing(quantity) || self.is_task(quantity, listed)).then(Vec::new)
            }) else {
                continue;
            };
            let pair = pairs.get(i);
            let bound = pair.is_some_and(|pair| pair.comparator.is_some());
            if !(bound || beside || self.is_aim(quantity, dates.is_empty())) {
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
            // What is measured is named once, before the first figure of the pair.
            let later = pair.is_some_and(|pair| pair.place > 0 && !pair.subjects.is_empty());
            let range = if later { quantity.range.clone() } else { range };
            let objects = match pair {
                Some(pair) if !pair.subjects.is_empty() => pair.subjects.clone(),
                _ => vec![own],
            };
            let object_before = found.last().map(|f| f.object.clone());
            for object in objects {
                let object = match &object_before {
                    None if object.is_empty() => self.label(quantity),
                    // 年均增长15%，5年翻番: what doubles is the size.
                    Some(earlier) if object.is_empty() && matches!(quantity.relation, Relation::Times(_)) => {
                        let change = CHANGES.iter().find_map(|change| earlier.strip_suffix(change));
                        change.filter(|named| !named.is_empty()).unwrap_or(earlier).to_owned()
                    }
                    Some(earlier) if object.is_empty() => earlier.clone(),
                    // 产业规模突破…，年均增长8%.
                    Some(earlier) if CHANGES.contains(&object.as_str()) => format!("{earlier}{object}"),
                    _ => object,
                };
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

    /// Whether a figure stands behind words that tell of what has been, and behind no year to reach.
    fn is_told(&self, quantity: &Quantity) -> bool {
        let next = self.marks.partition_point(|mark| *mark <= quantity.range.start);
        let mark = next.checked_sub(1).and_then(|i| self.marks.get(i));
        let horizon = self.horizon_before(quantity.figure).map(|h| h.range.start);
        let past = quantity.year.is_some_and(|year| self.known.stance.year.is_some_and(|now| year < now));
        match (mark, horizon) {
            (Some(mark), Some(horizon)) => horizon < *mark,
            (Some(_), None) => true,
            (None, None) if self.known.carried.is_none() && self.praises(quantity) => true,
            (None, None) => self.known.told && quantity.year.is_none_or(|_| past),
            (None, Some(_)) => false,
        }
    }

    /// `建设取得积极进展，规模超过…`: praise of what has been.
    fn praises(&self, quantity: &Quantity) -> bool {
        let near = self.sentence.start.max(quantity.range.start.saturating_sub(60))..quantity.range.start;
        told::praises(self.text, &near)
    }

    /// Whether a figure without a year is a task.
    fn is_task(&self, quantity: &Quantity, listed: bool) -> bool {
        tasks::is_kept(self.text, self.sentence, quantity, self.known.stance.act)
            || !self.known.conditions
                && tasks::is_task(self.text, self.sentence, quantity, self.known.stance.plan, listed)
    }

    /// Whether a figure only says which things the next figure counts (超过百亿元的企业达到10家).
    pub(crate) fn is_attribute(&self, i: usize, quantity: &Quantity) -> bool {
        let Some(next) = self.quantities.get(i + 1).filter(|next| next.kind == Some(Kind::Count)) else {
            return false;
        };
        let between = quantity.range.end..next.range.start.max(quantity.range.end);
        let part = self.text.part(&between);
        // 超1000亿元企业2户, 产值超500亿元产业集聚区2个: a noun and no word that binds stands between.
        let low = matches!(quantity.relation, Relation::Bounds { low: Some(_), high: None });
        if !next.bound_before {
            let class =
                ["企业", "项目", "产业", "园区", "集群", "集聚区", "基地", "品牌", "产品", "县", "市场"];
            let names = class.iter().any(|tail| self.text.folded(&between).ends_with(tail));
            let words = matches!(next.relation, Relation::Plain(_) | Relation::About(_))
                || matches!(next.relation, Relation::Bounds { low: Some(_), high: None });
            return low
                && names
                && words
                && quantity.kind == Some(Kind::Money)
                && part.len() <= 12
                && part.iter().all(|c| is_han(*c));
        }
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
        let hedge = wording::hedge(self.text, &ahead);
        let make = |(comparator, value, upper): (Comparator, Option<Number>, Option<Number>)| Found {
            range: range.clone(),
            object: object.clone(),
            comparator: Some(comparator),
            value,
            upper,
            unit: quantity.unit.clone(),
            deadline,
            hedge: hedge.clone(),
            figure: quantity.figure,
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

    pub(crate) fn horizon_before(&self, at: usize) -> Option<&Horizon> {
        let next = self.horizons.partition_point(|h| h.range.end <= at);
        next.checked_sub(1).and_then(|i| self.horizons.get(i))
    }

    pub(crate) fn horizon_behind(&self, at: usize) -> Option<&Horizon> {
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

    /// `审批时间压减到90个工作日以内，审批环节不超过15个`: a limit of service beside a level that moves.
    fn is_level_of_service(&self, quantity: &Quantity) -> bool {
        let clause = wording::before(self.text, self.sentence.start, quantity.range.start);
        let service = ["时间", "时限", "环节", "周期", "材料", "次数", "平均", "用时", "流程", "事项"];
        self.known.stance.plan
            && !self.known.conditions
            && quantity.chinese
            && quantity.bound_before
            && quantity.is_limit()
            && matches!(quantity.kind, Some(Kind::Short | Kind::Count))
            && wording::has(self.text, &clause, &service)
            && !wording::has(self.text, &clause, &GIVEN)
    }

    /// Whether a figure without a year is a level of service to be reached.
    fn standing(&self, quantity: &Quantity) -> bool {
        let ahead = self.sentence.start.max(quantity.range.start.saturating_sub(12))..quantity.range.start;
        let strives = quantity.binds() && wording::has(self.text, &ahead, &["力争", "确保实现"]);
        let about = matches!(quantity.relation, Relation::About(_));
        let aims = self.known.aims && quantity.chinese && (quantity.bound_before || about);
        quantity.marks.moves
            || strives
            || aims
            || (!quantity.chinese && english::object::is_goal(self.text, quantity))
    }

    /// Whether a figure under a year is something to be reached, and no price, size or name.
    fn is_aim(&self, quantity: &Quantity, without_year: bool) -> bool {
        let money = quantity.kind == Some(Kind::Money);
        // What is given in the next clause is another matter.
        let behind = wording::behind(self.text, quantity.range.end, self.sentence.end).end;
        let near = self.sentence.start.max(quantity.range.start.saturating_sub(30))
            ..behind.clamp(quantity.range.end, quantity.range.end + 12);
        if (money || without_year) && quantity.chinese && wording::has(self.text, &near, &GIVEN) {
            return false;
        }
        let near = self.sentence.start.max(quantity.range.start.saturating_sub(60))..quantity.range.start;
        let given = money && quantity.is_limit() && wording::has(self.text, &near, &GIVEN);
        let unaimed = money && !quantity.chinese && !english::object::is_aimed_at(self.text, quantity);
        if given || unaimed || (money && quantity.marks.most) {
            return false;
        }
        let plain = matches!(quantity.relation, Relation::Plain(_));
        // 由30%，提高至40%: the first figure is where it starts from.
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
                figure: at,
            });
            at = object.end.max(end);
        }
        found
    }
}

/// Words that stand in the place of a figure. Longer ones first.
pub(crate) const VAGUE: [&str; 21] = [
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
