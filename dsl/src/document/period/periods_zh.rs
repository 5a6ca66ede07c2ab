//! Chinese terms: `自X之日起N个工作日内`, `M月D日前`, `每年M月底前`, `公示N天`, `有效期N年`, `自DT起施行`, `《T》同时废止`.

use super::events_zh::since_start;
use super::length;
use super::periods::{Doubt, Found, Kind};
use super::spans_zh::by_length;
use crate::Date;
use crate::document::frame::dates::{self, Calendar};
use crate::document::text::words::word_at;
use std::ops::Range;

/// How far back the event a term runs from, and the object of a repeal, are looked for.
pub(crate) const REACH: usize = 80;

/// The terms of a line.
pub(crate) fn terms(line: &[char], year: Option<i32>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let (mut at, mut known) = (0, year);
    while at < line.len() {
        let c = line.get(at).copied().unwrap_or(' ');
        let day = if can_begin_day(c) { dates::calendar(line, at, known) } else { None };
        if let Some(day) = &day {
            known = day.year.or(known);
        }
        let term = every(line, at, known)
            .or_else(|| day.as_ref().and_then(|day| by_calendar(line, at, day)))
            .or_else(|| by_length(line, at))
            .or_else(|| in_force(line, at))
            .or_else(|| repeal(line, at, &found));
        let next = term.as_ref().map(|(_, end)| *end).or(day.map(|day| day.end));
        found.extend(term.into_iter().flat_map(|(terms, _)| terms));
        at = next.filter(|next| *next > at).unwrap_or(at + 1);
    }
    found
}

pub(crate) type Terms = Option<(Vec<Found>, usize)>;

fn can_begin_day(c: char) -> bool {
    c.is_ascii_digit()
        || crate::numeral::is_chinese_numeral(c)
        || matches!(c, '今' | '本' | '明' | '次' | '翌' | '下' | '当' | '年' | '上')
}

/// The first of these words that stands at a place, and where it ends.
pub(crate) fn one_of(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| word_at(line, at, word))
}

/// Where the last of these words that ends at a place begins.
pub(crate) fn ends(line: &[char], end: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let start = end.checked_sub(word.chars().count())?;
        word_at(line, start, word).map(|_| start)
    })
}

/// Where the comma clause begins that a place stands in, not farther back than `REACH`.
pub(crate) fn clause_start(line: &[char], at: usize) -> usize {
    let floor = at.saturating_sub(REACH);
    let stop = |i: &usize| matches!(line.get(*i), Some(',' | ';' | '。' | ':' | '、'));
    (floor..at).rev().find(stop).map_or(floor, |i| i + 1)
}

/// The rest of the comma clause from a place on, at most `most` characters.
pub(crate) fn rest(line: &[char], at: usize, most: usize) -> &[char] {
    let end = line.len().min(at + most);
    let stop = (at..end).find(|i| matches!(line.get(*i), Some(',' | ';' | '。'))).unwrap_or(end);
    line.get(at..stop).unwrap_or_default()
}

pub(crate) fn holds(part: &[char], words: &[&str]) -> bool {
    (0..part.len()).any(|at| words.iter().any(|word| word_at(part, at, word).is_some()))
}

pub(crate) const IN_FORCE: [&str; 12] = [
    "正式施行",
    "正式实施",
    "开始施行",
    "开始实施",
    "施行",
    "实施",
    "执行",
    "生效",
    "试行",
    "适用",
    "起效",
    "启用",
];
const REPEALED: [&str; 5] = ["废止", "停止执行", "不再执行", "失效", "停止施行"];

/// A day by the calendar: its words before and behind say what it is.
fn by_calendar(line: &[char], at: usize, day: &Calendar) -> Terms {
    let end = day.end;
    let whole = |kind: Kind, from: usize, to: usize, date: Option<Date>| {
        let mut found = Found::new(kind, from..to);
        found.date = date;
        found
    };
    let colon =
        at - usize::from(at > 0 && matches!(line.get(at - 1), Some(':' | '为' | '是' | '于' | '至' | '到')));
    if day.before {
        let mut found = whole(Kind::Deadline, at, end, day.date);
        found.doubt = day.loose.then_some(Doubt::Loose);
        return Some((vec![found], end));
    }
    if let Some(from) =
        ends(line, at, &["不迟于", "不晚于", "最迟于", "最晚于", "最迟", "最晚", "至迟于", "至迟"])
    {
        return Some((vec![whole(Kind::Deadline, from, end, day.date)], end));
    }
    let validity = [
        "有效期至",
        "有效期限至",
        "有效期到",
        "有效期为至",
        "有效至",
        "施行至",
        "执行至",
        "实施至",
        "试行至",
        "有效期延长至",
        "延续至",
        "延长至",
        "有效期截至",
        "有效期截止",
    ];
    if let Some(from) =
        ends(line, at, &validity).or_else(|| ends(line, colon, &["有效期截止日期", "有效期限", "有效期"]))
    {
        let mut found = whole(Kind::Validity, from, end, day.date);
        found.own = own(line, from);
        return Some((vec![found], end));
    }
    if let Some(from) = ends(line, colon, &["截止时间", "截止日期", "截止日", "截止期限", "截止"])
    {
        return Some((vec![whole(Kind::Deadline, from, end, day.date)], end));
    }
    // `自DT至DT`, `DT至DT`
    if let Some(to) = one_of(line, end, &["起至", "至", "到", "-", "—"])
        && let Some(last) = dates::calendar(line, to, day.year.or(day.date.map(Date::year)))
        && !last.before
    {
        return span_of_days(line, at, day, &last);
    }
    if let Some(to) = one_of(line, end, &["之日起", "起"]) {
        let from = ends(line, at, &["自", "从", "于"]).unwrap_or(at);
        let first = first_day(line, at, day);
        let to = to + usize::from(line.get(to) == Some(&','));
        if let Some(verb) = one_of(line, to, &IN_FORCE) {
            let mut found = whole(Kind::Effective, from, verb, first);
            found.own = own(line, from);
            return Some((vec![found], verb));
        }
        if let Some(verb) = one_of(line, to, &REPEALED) {
            let mut found = whole(Kind::Repeal, from, verb, first);
            found.own = own(line, from);
            return Some((vec![found], verb));
        }
        return Some((vec![whole(Kind::Start, from, to, first)], to));
    }
    if let Some(to) = one_of(line, end, &["止", "截止"]) {
        let from = ends(line, at, &["至", "到", "于"]).unwrap_or(at);
        return Some((vec![whole(Kind::Deadline, from, to, day.date)], to));
    }
    let from = ends(line, at, &["于", "至", "自"])?;
    if let Some(to) = one_of(line, end, &IN_FORCE).filter(|_| line.get(from) == Some(&'于')) {
        let mut found = whole(Kind::Effective, from, to, first_day(line, at, day));
        found.own = own(line, from);
        return Some((vec![found], to));
    }
    let to = one_of(
        line,
        end,
        &["自动失效", "自行失效", "自动废止", "自行废止", "失效", "废止", "停止执行", "终止"],
    )?;
    let mut found = whole(Kind::Repeal, from, to, day.date);
    found.own = own(line, from);
    Some((vec![found], to))
}

/// The first day of a day, month or year: what is said to begin with a month begins with its first day.
fn first_day(line: &[char], at: usize, day: &Calendar) -> Option<Date> {
    let date = day.date?;
    let written = line.get(at..day.end)?;
    match written.last() {
        Some('月' | '份') => Date::new(date.year(), date.month(), 1),
        Some('年') => Date::new(date.year(), 1, 1),
        Some('底' | '末' | '度') => None,
        _ => Some(date),
    }
}

/// `有效期自DT至DT`, `申报时间为DT至DT`: what begins and what ends is told by the words before.
fn span_of_days(line: &[char], at: usize, first: &Calendar, last: &Calendar) -> Terms {
    let from = ends(line, at, &["自", "从"]).unwrap_or(at);
    let clause = line.get(clause_start(line, from)..from)?;
    let end = one_of(line, last.end, &["期间", "止"]).unwrap_or(last.end);
    let dated = |kind: Kind, range: Range<usize>, date: Option<Date>| {
        let mut found = Found::new(kind, range);
        found.date = date;
        found
    };
    let begins = first_day(line, at, first);
    if holds(clause, &["公示", "公告"]) {
        return Some((vec![dated(Kind::Publicity, from..end, last.date)], end));
    }
    if holds(
        clause,
        &["申报", "申请", "受理", "报名", "提交", "报送", "填报", "推荐", "征集", "开放", "系统", "评审"],
    ) {
        let start = dated(Kind::Start, from..first.end, begins);
        return Some((vec![start, dated(Kind::Deadline, first.end..end, last.date)], end));
    }
    let own = own(line, from);
    if holds(clause, &["有效期", "施行", "实施期", "执行期", "政策期", "试行"]) {
        let mut start = dated(Kind::Effective, from..first.end, begins);
        let mut stop = dated(Kind::Validity, first.end..end, last.date);
        (start.own, stop.own) = (own, own);
        return Some((vec![start, stop], end));
    }
    // A span of days that no word says to be a term is a time looked at, or the past.
    let stated = from < at && clause.iter().all(|c| !c.is_alphanumeric());
    stated.then(|| {
        let start = dated(Kind::Start, from..first.end, begins);
        (vec![start, dated(Kind::Validity, first.end..end, last.date)], end)
    })
}

/// `每年3月底前`, `每月5日前`, `每季度结束后15日内`, `每三年复核一次`, `每季度报送`.
fn every(line: &[char], at: usize, known: Option<i32>) -> Terms {
    if line.get(at) != Some(&'每') {
        return None;
    }
    let recurring = |end: usize| Found::new(Kind::Recurring, at..end);
    if let Some(length) = length::chinese(line, at + 1)
        && line.get(at + 1) != Some(&'半')
    {
        let again = ["一次", "1次", "复核", "复审", "评估", "评价", "修订", "调整", "重新"];
        let mut found = recurring(length.end);
        (found.value, found.unit) = (Some(length.value), Some(length.unit));
        return holds(rest(line, length.end, 30), &again).then_some((vec![found], length.end));
    }
    let (period, monthly) =
        if let Some(end) = one_of(line, at, &["每月", "每个月", "每季度", "每半年", "每周"]) {
            (end, true)
        } else {
            (one_of(line, at, &["每年度", "每年", "每自然年度", "每会计年度"])?, false)
        };
    let period = period + usize::from(line.get(period) == Some(&'的'));
    // A day of every year, or of every month.
    let day = (!monthly).then(|| dates::calendar(line, at, known)).flatten().filter(|day| day.end > period);
    if let Some(mut day) = day {
        if let Some(to) = one_of(line, day.end, &["至", "到", "-", "—"])
            && let Some(last) = dates::calendar(line, to, None)
        {
            day = last;
        }
        let mut found = recurring(day.end);
        found.doubt = day.loose.then_some(Doubt::Loose);
        return Some((vec![found], day.end));
    }
    let over = one_of(
        line,
        period,
        &["结束之日起", "终了之日起", "结束之后", "结束后", "终了后", "届满后", "后", "结束前", "终了前"],
    );
    if let Some(over) = over
        && let Some(length) = length::chinese(line, over)
    {
        let end = one_of(line, length.end, &["之内", "以内", "内"]).unwrap_or(length.end);
        let mut found = recurring(end);
        let event = ends(line, over, &["之日起", "之后", "后", "前"]).unwrap_or(over);
        (found.value, found.unit, found.event) = (Some(length.value), Some(length.unit), Some(at..event));
        return Some((vec![found], end));
    }
    let month = one_of(line, period, &["首月", "末月", "第一个月", "首个月"]).unwrap_or(period);
    let digits = line
        .iter()
        .skip(month)
        .take(3)
        .take_while(|c| c.is_ascii_digit() || crate::numeral::is_chinese_numeral(**c));
    let number = month + digits.count();
    let day = one_of(line, month, &["月底", "底", "末", "终", "初"])
        .or_else(|| one_of(line, number, &["日", "号"]).filter(|_| number > month))
        .or(Some(month).filter(|month| *month > period));
    if let Some(end) = day.and_then(|end| one_of(line, end, &["之前", "以前", "前", "内"]).or(Some(end)))
    {
        return Some((vec![recurring(end)], end));
    }
    // A report that comes again is a time to act; what merely happens each year is a measure.
    let reports = ["报送", "上报", "填报", "报告", "通报", "提交", "公布一次", "更新"];
    (monthly && holds(rest(line, period, 25), &reports)).then(|| (vec![recurring(period)], period))
}

/// `自印发之日起施行`; with a day it was read at the day.
fn in_force(line: &[char], at: usize) -> Terms {
    if line.get(at) != Some(&'起') {
        return None;
    }
    let counted = one_of(line, at + 1, &["计算", "起算", "计"]);
    let verb = one_of(line, at + 1 + usize::from(line.get(at + 1) == Some(&',')), &IN_FORCE);
    let repealed = one_of(line, at + 1, &REPEALED);
    let (kind, to) = verb
        .map(|to| (Kind::Effective, to))
        .or(repealed.map(|to| (Kind::Repeal, to)))
        .or(counted.map(|to| (Kind::Start, to)))?;
    let end = ends(line, at, &["之日", "之时"]).or_else(|| ends(line, at, &["日"])).unwrap_or(at);
    let span = since_start(line, end)?;
    // 有效期自颁发之日起计算 tells when a period starts; in a bracket it was read with its length.
    if kind == Kind::Start && (span.lead == 0 || line.get(span.start.wrapping_sub(1)) == Some(&'(')) {
        return None;
    }
    let event = span.start + span.lead..end;
    if event.is_empty() || event.len() > 60 {
        return None;
    }
    let mut found = Found::new(kind, span.start..to);
    found.event = Some(event);
    found.own = own(line, span.start);
    Some((vec![found], to))
}

/// `《T》同时废止`, `原规定停止执行`: only where an object stands before it. 清理、废止有关规定 is a task.
fn repeal(line: &[char], at: usize, found: &[Found]) -> Terms {
    if !matches!(line.get(at), Some('废' | '停' | '不' | '失')) {
        return None;
    }
    let end = one_of(line, at, &REPEALED)?;
    if !matches!(line.get(end), None | Some(',' | ';' | '。' | ')' | '(')) {
        return None;
    }
    let floor = at.saturating_sub(REACH * 4);
    let start = (floor..at).rev().find(|i| matches!(line.get(*i), Some('。' | ';'))).map_or(floor, |i| i + 1);
    let titled = |i: &usize| matches!(line.get(*i), Some('》' | '号'));
    let title = (start..at).find(titled);
    let object = title.is_some()
        || holds(line.get(start..at)?, &["原", "此前", "以前", "旧", "之前", "我市", "有关规定", "有关文件"]);
    let said = ends(
        line,
        at,
        &["同时", "即行", "自行", "自动", "相应", "随之", "一并", "予以", "》", "号)", "号", "宣布", "也"],
    )
    .is_some();
    let stopped = line.get(at) == Some(&'停') || line.get(at) == Some(&'不');
    let lapses = line.get(at) == Some(&'失') && title.is_none();
    if !object || lapses || !(said || stopped) || (ends(line, at, &["予以"]).is_some() && title.is_none()) {
        return None;
    }
    let open = title.and_then(|title| (start..title).find(|i| line.get(*i) == Some(&'《')));
    let mut term = Found::new(Kind::Repeal, open.unwrap_or(start).max(start)..end);
    // 同时: at the moment that the sentence gives for itself.
    let same =
        ends(line, at, &["同时"]).and(found.iter().rev().take(4).find(|other| other.kind == Kind::Effective));
    term.date = same.and_then(|other| other.date);
    Some((vec![term], end))
}

/// Whether the sentence speaks of the document itself: 本办法自…, or no subject at all.
pub(crate) fn own(line: &[char], at: usize) -> bool {
    const KINDS: [&str; 30] = [
        "办法", "规定", "细则", "实施", "通知", "意见", "方案", "措施", "条例", "法", "预案", "标准", "指南",
        "政策", "决定", "公告", "规则", "章程", "制度", "文件", "若干", "规范", "指引", "准则", "计划",
        "暂行", "管理", "行动", "目录", "清单",
    ];
    let floor = at.saturating_sub(REACH * 2);
    let start = (floor..at).rev().find(|i| matches!(line.get(*i), Some('。' | ';'))).map_or(floor, |i| i + 1);
    let before = line.get(start..at).unwrap_or_default();
    let this =
        (0..before.len()).any(|i| before.get(i) == Some(&'本') && one_of(before, i + 1, &KINDS).is_some());
    let title = ["资格", "证书", "称号", "标志", "牌", "许可", "批件", "合同"];
    this && !holds(before, &title) || before.iter().all(|c| !c.is_alphanumeric())
}
