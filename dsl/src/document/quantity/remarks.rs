//! What stands beside a figure and adds to it: a bracket that softens or explains it, the class of household it is for,
//! the grade it brings.

use super::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// Longest bracket that is looked at.
const LONGEST: usize = 60;

/// The words in the bracket that opens here.
pub(crate) fn bracket(text: &Text, at: usize) -> Option<Range<usize>> {
    let chars = text.chars();
    if chars.get(at) != Some(&'(') {
        return None;
    }
    let close = (at + 1..at + LONGEST).find(|i| matches!(chars.get(*i), Some('(' | ')' | '。' | '\n')))?;
    (chars.get(close) == Some(&')')).then(|| text.trim(at + 1..close))
}

/// `(特殊行业可适当放宽)`: the waiver with its class.
pub(crate) fn waiver(text: &Text, at: usize) -> Option<String> {
    let inner = bracket(text, at)?;
    wording::has(text, &inner, &["可放宽", "可适当放宽", "适当放宽", "可以放宽", "可以适当放宽", "可酌情"])
        .then(|| text.written(&inner))
}

/// `(1979年1月1日及以后出生)`: the births that an age means.
pub(crate) fn births(text: &Text, at: usize) -> Option<String> {
    let inner = bracket(text, at)?;
    let dated = text.part(&inner).iter().any(char::is_ascii_digit);
    (dated && wording::has(text, &inner, &["出生"])).then(|| text.written(&inner))
}

/// `3人及以上户不超过60万元`: where the class of household at the head of a phrase ends.
pub(crate) fn household(text: &Text, phrase: &Range<usize>) -> Option<usize> {
    let chars = text.chars();
    let count = |c: &char| c.is_ascii_digit() || "一二三四五六".contains(*c);
    let digits = phrase.clone().take(2).take_while(|at| chars.get(*at).is_some_and(count)).count();
    let person = word_at(chars, phrase.start + digits, "人").filter(|_| digits > 0)?;
    let up =
        ["及以上", "以上", "及以下"].iter().find_map(|word| word_at(chars, person, word)).unwrap_or(person);
    ["家庭户", "户家庭", "户"]
        .iter()
        .find_map(|word| word_at(chars, up, word))
        .filter(|end| *end <= phrase.end)
}

/// What stands before the colon a phrase follows: 家庭资产净值：1人户….
pub(crate) fn label(text: &Text, from: usize, phrase: &Range<usize>) -> Option<String> {
    let colon = phrase.start.checked_sub(1).filter(|at| *at > from && text.chars().get(*at) == Some(&':'))?;
    let label = wording::before(text, from, colon);
    (!label.is_empty() && label.len() <= 20).then(|| text.written(&label))
}

/// `得分80分以上的，认定为标杆企业`: the grade that meeting a score brings.
pub(crate) fn grade(text: &Text, from: usize, end: usize) -> Option<String> {
    const VERBS: [&str; 8] = ["认定为", "评定为", "评为", "定为", "确定为", "列入", "纳入", "授予"];
    let chars = text.chars();
    let verb = (from..end.min(from + LONGEST)).find(|at| {
        let before = at.checked_sub(1).and_then(|i| chars.get(i));
        let ahead =
            matches!(before, Some('的')) || (before == Some(&',') && chars.get(at - 2) == Some(&'的'));
        ahead && VERBS.iter().any(|word| word_at(chars, *at, word).is_some())
    })?;
    let grade = wording::behind(text, verb, end);
    (!grade.is_empty()).then(|| text.written(&grade))
}
