//! Phrases that are quantities without a comparator word and a unit: ranks, grades, halves, doublings.

use super::comparators::{self, Bind, Marks};
use super::figures;
use super::quantities::{Edge, Quantity, Relation};
use crate::Number;
use crate::document::text::words::{begins_word, word_at};
use std::ops::Range;

fn whole(range: Range<usize>, relation: Relation, unit: Option<&str>, chinese: bool) -> Quantity {
    Quantity {
        figure: range.start,
        range,
        relation,
        unit: unit.map(str::to_owned),
        kind: None,
        marks: Marks::default(),
        bound_before: false,
        worded: true,
        of: None,
        year: None,
        chinese,
    }
}

fn low(value: Number, held: bool) -> Relation {
    Relation::Bounds { low: Some(Edge { value, held, firm: true }), high: None }
}

fn high(value: Number) -> Relation {
    Relation::Bounds { low: None, high: Some(Edge { value, held: true, firm: true }) }
}

const POPULATIONS: [&str; 20] = [
    "全球",
    "世界",
    "全国",
    "全省",
    "全市",
    "全区",
    "国内",
    "国际",
    "省内",
    "市内",
    "本市",
    "本省",
    "行业",
    "同行业",
    "排名",
    "排名列",
    "位居",
    "位列",
    "居",
    "列",
];

/// 全球前5, 全国前三名, 排名前10%.
pub(crate) fn rank(chars: &[char], from: usize, at: usize) -> Option<Quantity> {
    // 全国前3位或者全省第1位: 第 alone praises.
    let place = chars.get(at) == Some(&'第');
    if place && !(at.saturating_sub(5)..at).any(|i| chars.get(i) == Some(&'或')) {
        return None;
    }
    let of = POPULATIONS
        .iter()
        .filter_map(|word| {
            let start = at.checked_sub(word.chars().count()).filter(|start| *start >= from)?;
            word_at(chars, start, word).map(|_| start..at)
        })
        .max_by_key(|range| range.len())?;
    // Behind 第 digits are no figure elsewhere.
    let figure = figures::figure(chars.get(at + 1..)?, 0)?;
    let figure = figures::Figure { end: figure.end + at + 1, ..figure };
    if place && !matches!(chars.get(figure.end), Some('名' | '位')) {
        return None;
    }
    let (unit, end) = match chars.get(figure.end) {
        Some('名') => (Some("名"), figure.end + 1),
        Some('位') => (Some("位"), figure.end + 1),
        Some('%') => (Some("%"), figure.end + 1),
        Some('年' | '个' | '季' | '期' | '月' | '日' | '天' | '批' | '次' | '项' | '家') => {
            return None;
        }
        _ => (figure.share, figure.end),
    };
    let end = ["以内", "以上", "之内"].iter().find_map(|word| word_at(chars, end, word)).unwrap_or(end);
    let named = !matches!(chars.get(of.start), Some('排' | '位' | '居' | '列'));
    let mut read = whole(at..end, high(figure.value), unit, true);
    read.of = named.then_some(of);
    read.bound_before = true;
    Some(read)
}

/// Phrases that are a quantity without a figure of their own.
pub(crate) fn phrase(chars: &[char], at: usize) -> Option<Quantity> {
    let two = || Number::from(2);
    let half = || Number::fraction(1, 2);
    let fixed: [(&str, Relation, Option<&str>); 15] = [
        ("过半数", low(half()?, false), None),
        ("过半", low(half()?, false), None),
        ("半数以上", low(half()?, true), None),
        ("为正数", low(Number::zero(), false), None),
        ("为正值", low(Number::zero(), false), None),
        ("压缩一半", Relation::Times(half()?), None),
        ("压减一半", Relation::Times(half()?), None),
        ("缩短一半", Relation::Times(half()?), None),
        ("减少一半", Relation::Times(half()?), None),
        ("降低一半", Relation::Times(half()?), None),
        ("减半", Relation::Times(half()?), None),
        ("翻一番", Relation::Times(two()), None),
        ("翻两番", Relation::Times(Number::from(4)), None),
        ("翻番", Relation::Times(two()), None),
        ("倍增", Relation::Times(two()), None),
    ];
    for (word, relation, unit) in fixed {
        if let Some(end) = word_at(chars, at, word) {
            let plan = word == "倍增" && matches!(chars.get(end), Some('计' | '行' | '工' | '企' | '培'));
            return (!plan).then(|| whole(at..end, relation, unit, true));
        }
    }
    // A级以上, AAA级及以上.
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_alphanumeric);
    let letters = chars.iter().skip(at).take(4).take_while(|c| matches!(c, 'A'..='D')).count();
    let mut end = at + letters;
    end += usize::from(matches!(chars.get(end), Some('+' | '-')));
    let grade = letters > 0 && letters < 4 && !before && matches!(chars.get(end), Some('级' | '級'));
    let (Bind::From(_), _, last) = comparators::behind_chinese(chars, end + 1)? else { return None };
    let unit: String = chars.get(at..end + 1)?.iter().collect();
    grade.then(|| whole(at..last, Relation::Grade, Some(&unit), true))
}

pub(crate) fn english_phrase(chars: &[char], at: usize) -> Option<Quantity> {
    if !begins_word(chars, at) {
        return None;
    }
    if let Some(end) = word_at(chars, at, "top").filter(|end| chars.get(*end) == Some(&' ')) {
        let figure = figures::figure(chars, end + 1)?;
        let percent = chars.get(figure.end) == Some(&'%');
        let end = figure.end + usize::from(percent);
        return Some(whole(at..end, high(figure.value), percent.then_some("%"), false));
    }
    if let Some(end) = word_at(chars, at, "majority of") {
        return Some(whole(at..end, low(Number::fraction(1, 2)?, false), None, false));
    }
    if let Some(end) = ["halve", "halved", "halving"].iter().find_map(|word| word_at(chars, at, word)) {
        return Some(whole(at..end, Relation::Times(Number::fraction(1, 2)?), None, false));
    }
    let times = [
        ("double", 2),
        ("doubled", 2),
        ("doubling", 2),
        ("triple", 3),
        ("tripled", 3),
        ("tripling", 3),
        ("quadruple", 4),
        ("quadrupled", 4),
    ];
    let (value, end) =
        times.iter().find_map(|(word, value)| word_at(chars, at, word).map(|end| (*value, end)))?;
    Some(whole(at..end, Relation::Times(Number::from(value)), None, false))
}
