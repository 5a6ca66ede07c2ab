//! What a document tells of instead of setting it: results of years before, and the year a document speaks from.

use super::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// What kind of document this is, as far as figures go.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stance {
    /// The year it speaks from: what is before it has been.
    pub(crate) year: Option<i32>,
    /// It is a plan: what stands in it as a level is to be reached.
    pub(crate) plan: bool,
    /// It is an act that promotes something: its shares bind those who govern.
    pub(crate) act: bool,
}

/// How much of a document holds its titles.
const HEAD: usize = 600;
/// Longest line that is a title.
const LONGEST: usize = 80;
const PLANS: [&str; 8] = ["规划", "计划", "方案", "纲要", "意见", "行动", "工程", "决定"];
const MOVES: [&str; 12] =
    ["加快", "推进", "推动", "促进", "深化", "加强", "进一步", "实施", "提升", "做好", "建设", "发展"];
/// Documents that set conditions or give something.
const RULES: [&str; 16] = [
    "办法", "细则", "条例", "规定", "申报", "认定", "评价", "标准", "评选", "遴选", "征集", "指南", "补助",
    "奖励", "政策", "措施",
];

impl Stance {
    /// `year` is that of the document, where one is known.
    pub(crate) fn of(text: &Text, year: Option<i32>) -> Self {
        let chars = text.chars();
        let end = chars.len().min(HEAD);
        let (mut stance, mut start) = (Self { year, plan: false, act: false }, 0);
        for at in 0..=end {
            if at < end && chars.get(at) != Some(&'\n') {
                continue;
            }
            let line = text.trim(start..at);
            start = at + 1;
            let sentence = text.part(&line).iter().any(|c| matches!(c, '。' | ';'));
            if line.is_empty() || line.len() > LONGEST || sentence {
                continue;
            }
            stance.act |= is_act(text, &line);
            if !wording::has(text, &line, &RULES) {
                stance.plan |= is_plan(text, &line);
            }
            if stance.year.is_none() {
                stance.year = period(text, &line);
            }
        }
        stance
    }
}

/// `…促进法`, `…促进条例`, `促进…条例`.
fn is_act(text: &Text, line: &Range<usize>) -> bool {
    let line = wording::without_tail(text, line.clone(), &["》"]);
    let written = text.folded(&line);
    let act = ["法", "条例", "若干规定"].iter().any(|end| written.ends_with(end));
    act && ["促进", "发展", "优化", "支持", "进步"].iter().any(|word| written.contains(word))
}

/// `…发展规划`, `…规划(2021—2025年)`, `关于印发…方案的通知`, `关于加快…的通知`.
fn is_plan(text: &Text, line: &Range<usize>) -> bool {
    let line = match text.part(line).iter().position(|c| *c == '(') {
        Some(open) if text.part(line).last() == Some(&')') => line.start..line.start + open,
        _ => line.clone(),
    };
    let line = wording::without_tail(text, line, &["》", "的通知", "的公告"]);
    let written = text.folded(&line);
    let named = PLANS.iter().any(|name| written.ends_with(name));
    let moves = wording::find(text, &line, "关于")
        .is_some_and(|about| MOVES.iter().any(|verb| word_at(text.chars(), about.end, verb).is_some()));
    named || moves
}

/// The first year of the period a title names: `(2021—2025年)`, `“十四五”`.
fn period(text: &Text, line: &Range<usize>) -> Option<i32> {
    let chars = text.chars();
    line.clone().find_map(|at| {
        let span = four(chars, at).filter(|_| {
            matches!(chars.get(at + 4), Some('-' | '—' | '–' | '~' | '至')) && four(chars, at + 5).is_some()
        });
        span.or_else(|| plan_end(chars, at).map(|(year, _)| year - 4))
    })
}

fn four(chars: &[char], at: usize) -> Option<i32> {
    let digits = chars.get(at..at + 4)?;
    let inside = at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit)
        || chars.get(at + 4).is_some_and(char::is_ascii_digit);
    let year: i32 = digits.iter().collect::<String>().parse().ok().filter(|_| !inside)?;
    (1950..2200).contains(&year).then_some(year)
}

/// The last year of the plan period named at a place, and where the name ends.
pub(crate) fn plan_end(chars: &[char], at: usize) -> Option<(i32, usize)> {
    let from = at + usize::from(matches!(chars.get(at), Some('“' | '"')));
    let year = match chars.get(from..from + 3)? {
        ['十', '一', '五'] => 2010,
        ['十', '二', '五'] => 2015,
        ['十', '三', '五'] => 2020,
        ['十', '四', '五'] => 2025,
        ['十', '五', '五'] => 2030,
        _ => return None,
    };
    Some((year, from + 3 + usize::from(matches!(chars.get(from + 3), Some('”' | '"')))))
}

/// Words that say at the head of a clause that what follows has been.
const SINCE: [&str; 13] = [
    "去年",
    "近年来",
    "近些年",
    "近几年",
    "多年来",
    "五年来",
    "三年来",
    "十年来",
    "过去五年",
    "过去三年",
    "改革开放以来",
    "党的十八大以来",
    "长期以来",
];

/// Where a sentence begins to tell of what has been; each place once, in order.
pub(crate) fn marks(text: &Text, sentence: &Range<usize>, stance: Stance) -> Vec<usize> {
    let chars = text.chars();
    let mut found = Vec::new();
    for at in sentence.clone() {
        let head = at == sentence.start
            || at
                .checked_sub(1)
                .and_then(|i| chars.get(i))
                .is_some_and(|c| matches!(c, ',' | ';' | '。' | ':' | ' ' | '\n'));
        let since = || SINCE.iter().any(|word| word_at(chars, at, word).is_some());
        let until = || {
            ["截至", "截止"].iter().any(|word| {
                word_at(chars, at, word).is_some_and(|end| {
                    chars.get(end).is_some_and(char::is_ascii_digit)
                        || ["目前", "当前", "去年"].iter().any(|word| word_at(chars, end, word).is_some())
                })
            })
        };
        if head && (since() || until() || period_before(chars, at, stance) || year_before(chars, at, stance))
        {
            found.push(at);
        }
    }
    found
}

/// `“十三五”以来`, and `“十三五”期间` in a document of the years behind.
fn period_before(chars: &[char], at: usize, stance: Stance) -> bool {
    let Some((year, end)) = plan_end(chars, at) else { return false };
    let passed = stance.year.is_some_and(|now| year < now);
    let word = |words: &[&str]| words.iter().any(|word| word_at(chars, end, word).is_some());
    word(&["以来"]) || (passed && word(&["期间", "时期", "末", "期末"]))
}

/// `2020年主营业务收入达到…` in a later document; no `2020年底前`.
fn year_before(chars: &[char], at: usize, stance: Stance) -> bool {
    let Some(year) = four(chars, at).filter(|_| chars.get(at + 4) == Some(&'年')) else { return false };
    let next = |words: &[&str]| words.iter().any(|word| word_at(chars, at + 5, word).is_some());
    stance.year.is_some_and(|now| year < now)
        && !next(&["底前", "末前", "前", "以前", "至今", "以来", "起", "修订", "版", "度"])
        && !chars.get(at + 5).is_some_and(char::is_ascii_digit)
}

/// Whether words praise what has been: `建设取得积极进展`.
pub(crate) fn praises(text: &Text, range: &Range<usize>) -> bool {
    wording::has(text, range, &["取得积极", "取得显著", "取得明显", "取得重大", "取得长足", "取得了"])
        && !wording::has(text, range, &["力争", "确保", "争取"])
}

/// Headings of sections that tell how things stand.
pub(crate) const STANDING: [&str; 11] = [
    "发展基础",
    "发展现状",
    "现实基础",
    "基本情况",
    "面临形势",
    "发展形势",
    "发展环境",
    "发展成效",
    "发展成就",
    "工作成效",
    "回顾",
];
