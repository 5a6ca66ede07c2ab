//! Who must act within a term: the subject of its sentence, or the body behind 由 or `by`.

use super::length::literal;
use crate::document::text::words::word_at;
use std::ops::Range;

/// How far back and forward an actor is looked for.
const REACH: usize = 300;
/// How many comma clauses back the subject of a sentence is looked for.
const CLAUSES: usize = 8;
/// Longest name of an actor.
const LONGEST: usize = 60;

/// What the name of one who acts ends in.
const ENDS: [&str; 59] = [
    "部门",
    "机关",
    "单位",
    "机构",
    "企业",
    "政府",
    "委员会",
    "办公室",
    "专班",
    "联席会议",
    "协会",
    "商会",
    "联合会",
    "公司",
    "银行",
    "法院",
    "医院",
    "学校",
    "高校",
    "院校",
    "申请人",
    "申报人",
    "当事人",
    "负责人",
    "法定代表人",
    "个人",
    "组织",
    "专家组",
    "工作组",
    "评审组",
    "领导小组",
    "小组",
    "集团",
    "各地区",
    "各地",
    "各省",
    "县区",
    "区县",
    "市县",
    "乡镇",
    "各县",
    "各区",
    "各市",
    "街道办",
    "街道办事处",
    "基地",
    "平台",
    "中心",
    "家庭",
    "居民",
    "主体",
    "推荐方",
    "委",
    "局",
    "厅",
    "部",
    "处",
    "所",
    "者",
];

/// Where the predicate begins behind a subject. The single characters are also parts of other words, so what stands
/// before them must look like an actor.
const PREDICATES: [&str; 43] = [
    "应当",
    "必须",
    "不得",
    "可以",
    "应",
    "须",
    "需",
    "要",
    "可",
    "将",
    "在",
    "于",
    "自",
    "从",
    "对",
    "向",
    "按",
    "根据",
    "依据",
    "依照",
    "会同",
    "负责",
    "收到",
    "受理",
    "接到",
    "组织",
    "提出",
    "作出",
    "完成",
    "每",
    "原则上",
    "通过",
    "结合",
    "审核",
    "审查",
    "认定",
    "公示",
    "下达",
    "发布",
    "印发",
    "出具",
    "及时",
    "是",
];

/// A clause that begins so has no subject: what ends it like an actor is an object.
const VERBS: [&str; 56] = [
    "会同",
    "应当",
    "必须",
    "可以",
    "必要时",
    "联合",
    "预计",
    "报",
    "送",
    "经",
    "对",
    "向",
    "由",
    "与",
    "为",
    "在",
    "及时",
    "凡",
    "自",
    "于",
    "从",
    "完善",
    "优化",
    "建立",
    "建设",
    "健全",
    "推动",
    "推进",
    "加强",
    "加快",
    "支持",
    "鼓励",
    "引导",
    "组织",
    "开展",
    "实施",
    "落实",
    "提高",
    "促进",
    "制定",
    "修订",
    "修改",
    "设立",
    "选择",
    "通过",
    "认定",
    "通知",
    "告知",
    "督促",
    "责令",
    "委托",
    "聘请",
    "成立",
    "培育",
    "打造",
    "涉及",
];

/// The actor of a Chinese term that stands at `term`: behind 由, before the term, or behind it.
pub(crate) fn chinese(line: &[char], term: &Range<usize>) -> Option<Range<usize>> {
    let stop = |i: &usize| matches!(line.get(*i), Some('。' | ';'));
    let floor = term.start.saturating_sub(REACH);
    let start = (floor..term.start).rev().find(stop).map_or(floor, |i| i + 1);
    let ceiling = line.len().min(term.end + LONGEST);
    let comma = |i: &usize| matches!(line.get(*i), Some('。' | ';' | ',' | ':'));
    let end = (term.end..ceiling).find(comma).unwrap_or(ceiling);
    if let Some(found) = behind_by(line, term.end..end) {
        return Some(found);
    }
    // Behind the term: `年底前各地区要完成`.
    if let Some(found) = strict_subject(line, term.end..end) {
        return Some(found);
    }
    let mut to = term.start;
    for _ in 0..CLAUSES {
        let from = (start..to).rev().find(comma).map_or(start, |i| i + 1);
        let clause = from..to;
        // 由 names who acts in its own clause; before that it may name somebody else.
        let here = to == term.start;
        let by = if here { behind_by(line, clause.clone()) } else { None };
        if let Some(found) = by.or_else(|| subject(line, clause, here || from == start)) {
            return Some(found);
        }
        if from <= start {
            break;
        }
        to = from - 1;
    }
    None
}

/// `由县级财政部门审核`: the body behind the last 由 of the range.
fn behind_by(line: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let by = range.clone().rev().find(|i| line.get(*i) == Some(&'由'))?;
    let joined =
        by.checked_sub(1).and_then(|i| line.get(i)).is_some_and(|c| matches!(c, '理' | '事' | '自' | '经'));
    if joined {
        return None;
    }
    subject_before_predicate(line, by + 1..range.end).or_else(|| longest_name(line, by + 1..range.end))
}

/// The subject at the head of a clause: what stands before the predicate.
fn subject(line: &[char], clause: Range<usize>, here: bool) -> Option<Range<usize>> {
    let mut from = clause.start;
    for lead in ["其中", "同时", "此外", "但", "并", "而", "且", "原则上", "一般"] {
        from = word_at(line, from, lead).unwrap_or(from);
    }
    let found = subject_before_predicate(line, from..clause.end);
    // The whole clause may be the subject of a term that follows at once.
    found.or_else(|| named(line, from..clause.end).filter(|found| here && found.len() > 1))
}

fn subject_before_predicate(line: &[char], clause: Range<usize>) -> Option<Range<usize>> {
    let mut depth = 0usize;
    for at in clause.start..clause.end.min(clause.start + LONGEST) {
        match line.get(at) {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0
            && at > clause.start
            && PREDICATES.iter().any(|word| word_at(line, at, word).is_some())
            && let Some(found) = named(line, clause.start..at)
        {
            return Some(found);
        }
    }
    None
}

/// A range that is the name of one who acts: it ends like one, a bracket behind it belongs to it.
fn named(line: &[char], range: Range<usize>) -> Option<Range<usize>> {
    if range.is_empty() || range.len() > LONGEST {
        return None;
    }
    let mut bare = range.clone();
    if line.get(range.end - 1) == Some(&')') {
        bare.end = range.clone().rev().find(|i| line.get(*i) == Some(&'('))?;
    }
    if line.get(range.start) == Some(&'经') || range.clone().any(|i| line.get(i) == Some(&'由')) {
        return None;
    }
    let ends = |range: &Range<usize>, word: &str| {
        let length = word.chars().count();
        range.len() >= length && word_at(line, range.end - length, word).is_some()
    };
    // 认定机构 and 推荐单位 begin with a verb and are names.
    let body = ["机构", "单位", "部门", "机关", "小组", "委员会", "办公室"];
    let office = body.iter().any(|word| word_at(line, range.start + 2, word) == Some(bare.end));
    let clean = office || !VERBS.iter().any(|word| word_at(line, range.start, word).is_some());
    (clean && ENDS.iter().any(|end| ends(&bare, end))).then_some(range)
}

/// Behind 由 without a word that begins the predicate: the longest part that ends like a name.
fn longest_name(line: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let end = range.end.min(range.start + 30);
    (range.start + 1..=end).rev().find_map(|to| named(line, range.start..to))
}

/// Behind a term only what stands before 应当, 要 and the like is its subject, and it is short.
fn strict_subject(line: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let words = ["应当", "必须", "应", "须", "要", "需", "可以", "可", "负责", "会同", "组织"];
    let end = range.end.min(range.start + 30);
    (range.start + 1..end)
        .find(|at| words.iter().any(|word| word_at(line, *at, word).is_some()))
        .and_then(|at| named(line, range.start..at))
}

/// Words behind which an English predicate goes on.
const MODALS: [&str; 6] = ["shall", "must", "will", "should", "may", "is required to"];

/// The actor of an English term: the subject behind it or before it, or the body behind `by` of a passive.
pub(crate) fn english(line: &[char], term: &Range<usize>) -> Option<Range<usize>> {
    let stop = |i: &usize| match line.get(*i) {
        Some(';' | ':') => true,
        Some('.') => line.get(*i + 1).is_none_or(|c| *c == ' '),
        _ => false,
    };
    let floor = term.start.saturating_sub(REACH);
    let ceiling = line.len().min(term.end + REACH);
    let start = (floor..term.start).rev().find(stop).map_or(floor, |i| i + 1);
    let end = (term.end..ceiling).find(stop).unwrap_or(ceiling);
    let modal = |range: Range<usize>| {
        range.clone().find_map(|at| MODALS.iter().find_map(|word| word_at(line, at, word)).map(|to| (at, to)))
    };
    // `Within 90 days of …, the Secretary shall …`: a term at the head of its sentence, behind its sign.
    let sign = line.get(start..term.start)?;
    let head = sign.iter().filter(|c| c.is_alphanumeric()).count() <= if sign.contains(&')') { 3 } else { 0 };
    let mut from = start;
    if head {
        from = (term.end..end).find(|i| line.get(*i) == Some(&','))? + 1;
    }
    let until = if head { end } else { term.start };
    let (mut at, mut predicate) = modal(from..until)?;
    // A second clause with a subject of its own: `A must …, and B should … within 5 days`.
    for _ in 0..CLAUSES {
        if head {
            break;
        }
        let Some((next, to)) = modal(predicate..until) else { break };
        let joined = [", and ", ", but ", ", or ", ", while ", ", where "];
        let own = (predicate..next).rev().find_map(|i| joined.iter().find_map(|word| literal(line, i, word)));
        if let Some(own) = own.filter(|own| *own < next) {
            from = own;
            at = next;
        }
        predicate = to;
    }
    if let Some(by) = passive(line, predicate, end) {
        return by;
    }
    subject_of(line, from..at)
}

/// In a passive the body behind `by`; none where it has none. Nothing where this is no passive.
#[allow(clippy::option_option, reason = "no passive, and a passive that names nobody, are two answers")]
fn passive(line: &[char], predicate: usize, end: usize) -> Option<Option<Range<usize>>> {
    let mut at = predicate + usize::from(line.get(predicate) == Some(&' '));
    at = ["not ", "also ", "then "].iter().find_map(|word| literal(line, at, word)).unwrap_or(at);
    at = word_at(line, at, "be")? + 1;
    // `shall be responsible for` is active.
    let word_end = (at..end).find(|i| !line.get(*i).is_some_and(char::is_ascii_alphabetic)).unwrap_or(end);
    let word: String =
        line.get(at..word_end).unwrap_or_default().iter().collect::<String>().to_ascii_lowercase();
    if !(word.ends_with("ed")
        || ["made", "sent", "given", "paid", "kept", "done", "held", "taken"].contains(&word.as_str()))
    {
        return None;
    }
    let by = (word_end..end).find_map(|i| literal(line, i, " by the ").map(|to| to - 4));
    Some(by.and_then(|from| {
        let stops =
            [" within", " no later", " not later", " before", " in ", " for ", " on ", " to ", " and "];
        let to = (from..end.min(from + 160))
            .find(|i| {
                matches!(line.get(*i), Some(',' | '('))
                    || stops.iter().any(|word| literal(line, *i, word).is_some())
            })
            .unwrap_or(end.min(from + 160));
        trim(line, from..to)
    }))
}

/// The subject without what only stands beside it (`, in coordination with …`).
fn subject_of(line: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let beside = [
        ", in co",
        ", in partnership",
        ", working",
        ", supported by",
        ", acting",
        ", after",
        ", through",
        ", together",
        ", jointly",
        ", as appropriate",
        ", within",
        ", upon",
        ", where",
        ", if",
    ];
    let to = range.clone().find(|i| beside.iter().any(|word| literal(line, *i, word).is_some()));
    let mut found = trim(line, range.start..to.unwrap_or(range.end))?;
    // Behind an introductory clause the subject begins after its comma; a list of bodies has commas of its own.
    let lead = [
        "where ",
        "if ",
        "when ",
        "after ",
        "upon ",
        "in the ",
        "in case",
        "for ",
        "to ",
        "as ",
        "once ",
        "under ",
        "by ",
        "within ",
        "subject ",
        "pursuant ",
        "before ",
        "no later ",
        "not later ",
        "and ",
        "every ",
        "each year",
    ];
    if lead.iter().any(|word| literal(line, found.start, word).is_some()) {
        let comma = found.clone().rev().find(|i| line.get(*i) == Some(&','))?;
        found = trim(line, comma + 1..found.end)?;
    }
    let pronoun = ["it", "this", "that", "which", "who", "they"]
        .iter()
        .any(|word| literal(line, found.start, word).is_some_and(|to| to == found.end));
    let small = found.len() < 2 || found.len() > 250;
    (!pronoun && !small).then_some(found)
}

fn trim(line: &[char], mut range: Range<usize>) -> Option<Range<usize>> {
    // The sign of an item stands before its subject.
    if line.get(range.start..range.end)?.iter().position(|c| c.is_alphanumeric()).is_some_and(|at| {
        let at = range.start + at;
        let sign = line.iter().skip(at).take(4).take_while(|c| c.is_alphanumeric()).count();
        line.get(at.wrapping_sub(1)) == Some(&'(') && line.get(at + sign) == Some(&')')
    }) {
        range.start = range.clone().find(|i| line.get(*i) == Some(&')'))? + 1;
    }
    let blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ')' | '-'));
    while !range.is_empty() && blank(line.get(range.start)) {
        range.start += 1;
    }
    while !range.is_empty() && line.get(range.end - 1).is_none_or(|c| c.is_whitespace() || *c == ',') {
        range.end -= 1;
    }
    (!range.is_empty()).then_some(range)
}
