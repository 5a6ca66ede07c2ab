//! Chinese terms: `自X之日起N个工作日内`, `M月D日前`, `每年M月底前`, `公示N天`, `有效期N年`, `自DT起施行`, `《T》同时废止`.

use super::bodies::word_at;
use super::dates::{self, Calendar};
use super::length::{self, Length};
use super::periods::{Doubt, Found, Kind};
use crate::Date;
use std::ops::Range;

/// How far back the event a term runs from, and the object of a repeal, are looked for.
const REACH: usize = 80;

/// The terms of a line.
pub(super) fn terms(line: &[char], year: Option<i32>) -> Vec<Found> {
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

type Terms = Option<(Vec<Found>, usize)>;

fn can_begin_day(c: char) -> bool {
    c.is_ascii_digit()
        || crate::numeral::is_chinese_numeral(c)
        || matches!(c, '今' | '本' | '明' | '次' | '翌' | '下' | '当' | '年' | '上')
}

/// The first of these words that stands at a place, and where it ends.
fn one_of(line: &[char], at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| word_at(line, at, word))
}

/// Where the last of these words that ends at a place begins.
fn ends(line: &[char], end: usize, words: &[&str]) -> Option<usize> {
    words.iter().find_map(|word| {
        let start = end.checked_sub(word.chars().count())?;
        word_at(line, start, word).map(|_| start)
    })
}

/// Where the comma clause begins that a place stands in, not farther back than `REACH`.
fn clause_start(line: &[char], at: usize) -> usize {
    let floor = at.saturating_sub(REACH);
    let stop = |i: &usize| matches!(line.get(*i), Some(',' | ';' | '。' | ':' | '、'));
    (floor..at).rev().find(stop).map_or(floor, |i| i + 1)
}

/// The rest of the comma clause from a place on, at most `most` characters.
fn rest(line: &[char], at: usize, most: usize) -> &[char] {
    let end = line.len().min(at + most);
    let stop = (at..end).find(|i| matches!(line.get(*i), Some(',' | ';' | '。'))).unwrap_or(end);
    line.get(at..stop).unwrap_or_default()
}

fn holds(part: &[char], words: &[&str]) -> bool {
    (0..part.len()).any(|at| words.iter().any(|word| word_at(part, at, word).is_some()))
}

const IN_FORCE: [&str; 12] = [
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
    let clause = line.get(clause_start(line, from).saturating_sub(8)..from)?;
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
    let day = one_of(line, period, &["月底", "底", "末", "终", "初", "首月"]).or_else(|| {
        length::chinese(line, period).filter(|day| line.get(day.end - 1) == Some(&'日')).map(|day| day.end)
    });
    if let Some(end) = day.and_then(|end| one_of(line, end, &["之前", "以前", "前", "内"]).or(Some(end)))
    {
        return Some((vec![recurring(end)], end));
    }
    // A report that comes again is a time to act; what merely happens each year is a measure.
    let reports = ["报送", "上报", "填报", "报告", "通报", "提交", "公布一次", "更新"];
    (monthly && holds(rest(line, period, 25), &reports)).then(|| (vec![recurring(period)], period))
}

/// What may stand between a key word (`有效期`, `公示`) and its length.
const FILLERS: [&str; 27] = [
    "最长不得超过",
    "最长不超过",
    "不得少于",
    "不得低于",
    "不得超过",
    "不少于",
    "不低于",
    "不超过",
    "不短于",
    "一般为",
    "原则上",
    "一般",
    "至少",
    "最长",
    "最短",
    "最多",
    "应当",
    "均为",
    "期限",
    "时间",
    "为期",
    "各",
    "为",
    "是",
    "均",
    "共",
    "满",
];

/// The words before a length, without fillers one by one: where they end each time, and whether a filler said `not more than`.
fn before_fillers(line: &[char], head: usize) -> (Vec<usize>, bool) {
    let (mut at, mut most) = (head, false);
    let mut stages = vec![head];
    for _ in 0..6 {
        if let Some(from) = ends(line, at, &FILLERS) {
            most |= matches!(line.get(from), Some('不' | '最'))
                && holds(line.get(from..at).unwrap_or_default(), &["超过", "最长", "最多"]);
            at = from;
        } else if at > 0 && matches!(line.get(at - 1), Some(':' | ',')) {
            at -= 1;
        } else {
            break;
        }
        stages.push(at);
    }
    (stages, most)
}

const VALIDITY: [&str; 11] = [
    "有效期限",
    "有效期间",
    "有效时间",
    "有效期",
    "试行期限",
    "试行期",
    "施行期限",
    "执行期限",
    "实施期限",
    "暂行期",
    "称号保留",
];
const PUBLICITY: [&str; 12] = [
    "公示期限",
    "公示时间",
    "公示时限",
    "公示日期",
    "公示期",
    "进行公示",
    "公示公告",
    "公示",
    "公告期限",
    "公告期",
    "公告时间",
    "公布期",
];
const RETENTION: [&str; 13] = [
    "保存期限",
    "保存时间",
    "保存期",
    "保管期限",
    "留存期限",
    "留存时间",
    "保存",
    "保管",
    "留存",
    "存档",
    "归档",
    "留档",
    "存储",
];
const GRACE: [&str; 19] = [
    "延长期限",
    "延长时间",
    "延长期",
    "再延长",
    "延长至",
    "延长到",
    "延长",
    "顺延",
    "延期至",
    "延期",
    "展期",
    "宽限期",
    "宽限",
    "过渡期",
    "缓冲期",
    "推迟",
    "延后",
    "续期",
    "延续",
];
const TIME_LIMITS: [&str; 12] = [
    "时限",
    "整改期",
    "整改",
    "异议期",
    "办理期",
    "审核期",
    "审查期",
    "受理期",
    "答复期",
    "反馈期",
    "申报期",
    "办理",
];

/// A length of time: what stands before and behind it says what it is.
fn by_length(line: &[char], head: usize) -> Terms {
    let length = length::chinese(line, head)?;
    // Criteria of age and repetition, and sums of the past, belong to other readers.
    const PAST: [&str; 16] = [
        "最近", "近", "连续", "累计", "不满", "未满", "过去", "超过", "工作", "第", "前", "上", "以往", "每",
        "未来", "同",
    ];
    let event = event_before(line, head);
    if event.is_none()
        && ends(line, head, &PAST).is_some()
        && ends(line, head, &["提前", "届满前", "期满前"]).is_none()
        && ends(line, head, &["不得超过", "不超过"]).is_none()
    {
        return by_event_ahead(line, head, &length).or(Some((Vec::new(), length.end)));
    }
    let (key, most) = before_fillers(line, event.as_ref().map_or(head, |event| event.start));
    let (near, near_most) = before_fillers(line, head);
    let found = keyed(line, head, &length, &key, &near, event.as_ref())
        .or_else(|| by_tail(line, head, &length, event.as_ref()))
        .or_else(|| limited(line, head, &length, &near, most || near_most));
    Some(found.map_or((Vec::new(), length.end), |mut found| {
        // 自发证之日起有效期为三年: the event stands before the key word.
        if found.event.is_none()
            && found.range.start < head
            && let Some(event) = event_before(line, found.range.start).filter(|event| !event.back)
        {
            (found.range.start, found.event) = (event.start, Some(event.event));
        }
        found.doubt = length.ranged.then_some(Doubt::Ranged);
        let end = found.range.end;
        (vec![found], end)
    }))
}

fn with_length(kind: Kind, range: Range<usize>, length: &Length, event: Option<&Event>) -> Found {
    let mut found = Found::new(kind, range);
    found.value = Some(length.value.clone());
    found.unit = Some(length.unit.clone());
    found.event = event.map(|event| event.event.clone());
    found
}

/// Behind a length: 内, and a bracket that may stand before it (`5日(不含公示)内`).
fn inside(line: &[char], at: usize) -> Option<usize> {
    let words = ["以内", "之内", "内"];
    one_of(line, at, &words).filter(|end| !matches!(line.get(*end), Some('部' | '容' | '地' | '资'))).or_else(
        || {
            let close = (line.get(at) == Some(&'('))
                .then(|| (at..line.len().min(at + 30)).find(|i| line.get(*i) == Some(&')')))??;
            one_of(line, close + 1, &words)
        },
    )
}

/// A length behind a key word: `有效期三年`, `公示5个工作日`, `保存10年`, `可以延长10日`.
fn keyed(
    line: &[char],
    head: usize,
    length: &Length,
    key: &[usize],
    near: &[usize],
    event: Option<&Event>,
) -> Option<Found> {
    let at_key = |words: &[&str]| near.iter().chain(key).find_map(|at| ends(line, *at, words));
    let near = near.last().copied().unwrap_or(head);
    let after = length.end;
    let tail = inside(line, after).unwrap_or(after);
    let start = |from: usize| event.map_or(from, |event| from.min(event.start));
    let behind = one_of(line, after, &["的"]).unwrap_or(after);
    let end = |words: &[&str]| one_of(line, behind, words);
    if let Some(from) = at_key(&VALIDITY) {
        let mut found = with_length(Kind::Validity, start(from)..tail, length, event);
        found.own = own(line, from);
        return Some(found);
    }
    let stops = |to: &usize| matches!(line.get(*to), None | Some(',' | ';' | '。' | ')' | '、'));
    let lasts = end(&["有效期限", "有效期", "有效"]).or_else(|| one_of(line, tail, &["有效"]));
    if let Some(to) = lasts.filter(stops) {
        let mut found = with_length(Kind::Validity, start(head)..to, length, event);
        found.own = own(line, head);
        return Some(found);
    }
    // 公示后5日内 and 公示期满5日后 are times to act, not times of publicity.
    if let Some(from) = at_key(&PUBLICITY) {
        return Some(with_length(Kind::Publicity, start(from)..tail, length, event));
    }
    if let Some(to) = end(&["公示期", "公示", "公告期", "社会公示", "网上公示"]) {
        return Some(with_length(Kind::Publicity, start(head)..to, length, event));
    }
    let clause = line.get(clause_start(line, near).saturating_sub(2)..near).unwrap_or_default();
    let lasting = near < head
        && ends(line, head, &["不少于", "不得少于", "为期", "不低于", "时间为", "期限为"]).is_some();
    if (lasting || length.short)
        && inside(line, after).is_none()
        && holds(clause, &["公示"])
        && !holds(clause, &["公示后", "公示期满", "公示结束", "公示无异议"])
    {
        return Some(with_length(Kind::Publicity, start(near)..after, length, event));
    }
    if let Some(from) = at_key(&RETENTION) {
        return Some(with_length(Kind::Retention, start(from)..tail, length, event));
    }
    if let Some(from) = at_key(&GRACE) {
        return Some(with_length(Kind::Grace, start(from)..tail, length, event));
    }
    let to = end(&["宽限期", "过渡期", "缓冲期"])?;
    Some(with_length(Kind::Grace, start(head)..to, length, event))
}

/// Events from which an age is counted.
const AGES: [&str; 12] =
    ["毕业", "成立", "注册", "创办", "设立", "出生", "退役", "离校", "入学", "登记注册", "工商登记", "创立"];

/// A length with 内, 前 or 后 behind it.
fn by_tail(line: &[char], head: usize, length: &Length, event: Option<&Event>) -> Option<Found> {
    let start = event.map_or(head, |event| event.start);
    let years = !length.short;
    if let Some(end) = inside(line, length.end) {
        // 压缩至5日以内 is an aim, 毕业5年内 an age, 3年内的产品 a quality.
        if event.is_none()
            && (ends(line, head, &["至", "到", "控制在", "压缩", "缩短", "压减", "减少"]).is_some())
        {
            return None;
        }
        let looks_back = event.is_some_and(|event| event.back);
        if looks_back {
            let kind = window_or_term(line, end, event?);
            let mut found = with_length(kind, start..end, length, event);
            let steps = event.filter(|_| kind == Kind::Window).and_then(|event| applied(line, &event.event));
            if let (Some(from), Some(event)) = (steps, event) {
                (found.event, found.range.start) = (Some(from..event.event.end), from);
            }
            return Some(found);
        }
        let from = event.map_or(head, |event| event.event.end);
        if years && (ends(line, from, &AGES).is_some() || line.get(end) == Some(&'的')) {
            return None;
        }
        let support = [
            "给予", "享受", "免收", "免征", "减征", "减免", "免租", "补贴", "补助", "奖励", "优惠", "免除",
            "每年", "累计", "贴息",
        ];
        if years && holds(rest(line, end, 24), &support) {
            return None;
        }
        return Some(with_length(Kind::Deadline, start..end, length, event));
    }
    if let Some(end) = one_of(line, length.end, &["之前", "以前", "前"]) {
        return before_event(line, head, length, end);
    }
    if let Some(found) = again(line, head, length) {
        return Some(found);
    }
    if ends(line, head, &["提前"]).is_some() || event.is_some_and(|event| event.back && event.term) {
        let from = ends(line, head, &["提前"]).unwrap_or(start);
        return Some(with_length(Kind::Deadline, from..length.end, length, event));
    }
    let event = event.filter(|event| !event.back)?;
    let after = one_of(line, length.end, &["之后", "以后", "后", "起"]).unwrap_or(length.end);
    let after = if after > length.end { one_of(line, after, &["起"]).unwrap_or(after) } else { after };
    if let Some(end) = one_of(line, after, &IN_FORCE).filter(|_| after > length.end) {
        let mut found = with_length(Kind::Effective, start..end, length, Some(event));
        found.own = own(line, start);
        return Some(found);
    }
    let may = one_of(
        line,
        after + usize::from(line.get(after) == Some(&',')),
        &["方可", "方能", "才可", "可以", "可", "才能"],
    );
    if may.is_some() && (after > length.end || ends(line, head, &["满"]).is_some()) {
        return Some(with_length(Kind::Start, start..after, length, Some(event)));
    }
    // `复议期限为自收到决定之日起60日`
    let stops = matches!(line.get(length.end), None | Some(',' | ';' | '。' | ')'));
    (length.short && stops).then(|| with_length(Kind::Deadline, start..length.end, length, Some(event)))
}

/// The steps of a procedure before which a window of time is looked at.
const STEPS: [&str; 14] = [
    "申请", "申报", "认定", "评审", "推荐", "公告", "提交", "受理", "报名", "评定", "复核", "评价", "遴选",
    "参评",
];

/// Where an event begins that is made of the steps of a procedure alone, without the words before it
/// (`提供申请日前12个月内的凭据`).
fn applied(line: &[char], event: &Range<usize>) -> Option<usize> {
    let mut from =
        ends(line, event.end, &["之日", "当日", "截止日", "日", "时", "当年"]).unwrap_or(event.end);
    let mut found = None;
    while let Some(start) = ends(line, from, &STEPS).filter(|start| *start >= event.start) {
        (from, found) = (start, Some(start));
    }
    found
}

/// `申请日前12个月内` looks back; `有效期届满前30日内` is a time to act.
fn window_or_term(line: &[char], end: usize, event: &Event) -> Kind {
    if event.term {
        return Kind::Deadline;
    }
    let applied = holds(line.get(event.event.clone()).unwrap_or_default(), &STEPS);
    let past = holds(
        rest(line, end, 40),
        &["未", "无", "没有", "发生", "存在", "有效", "曾", "取得", "获得", "受到", "累计"],
    );
    if applied || past { Kind::Window } else { Kind::Deadline }
}

/// `被撤销满3年后方可重新申请`: from when somebody may. An age that must be reached is a criterion.
fn again(line: &[char], head: usize, length: &Length) -> Option<Found> {
    let from = ends(line, head, &["之日起满", "满"])?;
    let after = one_of(line, length.end, &["之后", "以后", "后"]).unwrap_or(length.end);
    let after = after + usize::from(line.get(after) == Some(&','));
    one_of(line, after, &["方可", "方能", "才可", "可以", "可", "才能"])?;
    let span = event_start(line, from)?;
    let event = span.start + span.lead..from;
    if event.is_empty() || ends(line, from, &AGES).is_some() {
        return None;
    }
    let mut found = with_length(Kind::Start, span.start..after, length, None);
    found.event = Some(event);
    Some(found)
}

/// `会议召开10日前`, `有效期届满3个月前`: only behind what is to come.
fn before_event(line: &[char], head: usize, length: &Length, end: usize) -> Option<Found> {
    if let Some(from) = ends(line, head, &["提前"]) {
        return Some(with_length(Kind::Deadline, from..end, length, None));
    }
    let to_come = [
        "届满",
        "期满",
        "到期",
        "截止",
        "结束",
        "举行",
        "召开",
        "开始",
        "实施",
        "施行",
        "开工",
        "终止",
        "失效",
        "截止日",
        "届满日",
        "截止日期",
    ];
    ends(line, head, &to_come)?;
    let from = event_start(line, head)?;
    let mut found = with_length(Kind::Deadline, from.start..end, length, None);
    found.event = Some(from.start + from.lead..head);
    Some(found)
}

/// `原则上不得超过30天(自批准之日起计算)`, `办理时限为5个工作日`.
fn limited(line: &[char], head: usize, length: &Length, near: &[usize], most: bool) -> Option<Found> {
    let close = (line.get(length.end) == Some(&'('))
        .then(|| (length.end..line.len().min(length.end + 60)).find(|i| line.get(*i) == Some(&')')))
        .flatten();
    let counted = close.and_then(|close| {
        let start = (length.end..close).find(|i| matches!(line.get(*i), Some('自' | '从')))?;
        let end =
            (start..close).find(|i| word_at(line, *i, "之日起").is_some() || line.get(*i) == Some(&'起'))?;
        Some(Event { start, event: start + 1..end, back: false, term: false })
    });
    let named = near.iter().skip(1).find_map(|at| ends(line, *at, &TIME_LIMITS));
    let key = near.last().copied().unwrap_or(head);
    let clause =
        line.get(clause_start(line, clause_start(line, key).saturating_sub(1))..head).unwrap_or_default();
    let acts = [
        "时限", "办理", "审核", "审批", "办结", "发放", "整改", "答复", "反馈", "处理", "拨付", "评审",
        "审查", "完成",
    ];
    let lends = ["补贴", "资助", "贷款", "担保", "保险", "租", "存续", "年龄", "享受", "合同", "授信"];
    let timed = most && length.short && holds(clause, &acts) && !holds(clause, &lends);
    let end = if counted.is_some() { close? + 1 } else { length.end };
    let start = named.unwrap_or(head);
    (named.is_some() || timed || (most && counted.is_some() && !holds(clause, &lends)))
        .then(|| with_length(Kind::Deadline, start..end, length, counted.as_ref()))
}

/// A length that stands behind `前` with nothing else: `前一年内` looks back from no named event and is left to the
/// criteria.
fn by_event_ahead(line: &[char], head: usize, length: &Length) -> Terms {
    let end = inside(line, length.end)?;
    let from = ends(line, head, &["前"])?;
    let event = applied(line, &(clause_start(line, from)..from))?;
    let mut found = with_length(Kind::Window, event..end, length, None);
    found.event = Some(event..from);
    Some((vec![found], end))
}

/// What a length runs from: `自X之日起`, `X后`, `X前`.
struct Event {
    /// Where its words begin.
    start: usize,
    /// X, as written.
    event: Range<usize>,
    /// The length ends at the event.
    back: bool,
    /// The event is the end of a term that is still to come.
    term: bool,
}

/// The event in the words straight before a length.
fn event_before(line: &[char], head: usize) -> Option<Event> {
    // 提前30日 names no event.
    if ends(line, head, &["提前"]).is_some() {
        return None;
    }
    let mut at = head;
    for word in ["至少", "满", "的", "应当在", "应在", "须在", "在", "于", "应当", "应", ","]
    {
        at = ends(line, at, &[word]).unwrap_or(at);
    }
    let since = ends(line, at, &["之日起", "之时起", "日起", "起"]);
    if let Some(end) = since {
        let span = since_start(line, end)?;
        let end = if ends(line, at, &["日起"]).is_some() && ends(line, at, &["之日起"]).is_none() {
            end + 1
        } else {
            end
        };
        return Some(Event {
            start: span.start,
            event: span.start + span.lead..end,
            back: false,
            term: false,
        });
    }
    if let Some(end) = ends(line, at, &["之日后", "之后", "以后", "后"]) {
        let span = event_start(line, end)?;
        return Some(Event {
            start: span.start,
            event: span.start + span.lead..end,
            back: false,
            term: false,
        });
    }
    if let Some(end) = ends(line, at, &["之日前", "之前", "以前", "前"]) {
        let span = event_start(line, end)?;
        let event = span.start + span.lead..end;
        let to_come = [
            "届满",
            "期满",
            "到期",
            "截止",
            "结束",
            "终止",
            "失效",
            "截止日",
            "开工",
            "召开",
            "举行",
            "届满日",
            "到期日",
            "实施",
        ];
        let term = ends(line, end, &to_come).is_some();
        return (!event.is_empty()).then_some(Event { start: span.start, event, back: true, term });
    }
    // `自收到材料的3个工作日内`
    let end = ends(line, head, &["的"])?;
    let span = since_start(line, end).filter(|span| span.lead > 0)?;
    Some(Event { start: span.start, event: span.start + span.lead..end, back: false, term: false })
}

/// Where the words of an event begin, and how many of them lead it in (自).
struct Lead {
    start: usize,
    lead: usize,
}

/// The 自 or 从 that belongs to an 起 at `end`; else the head of its clause.
fn since_start(line: &[char], end: usize) -> Option<Lead> {
    let floor = end.saturating_sub(REACH);
    let mut at = end;
    while at > floor {
        at -= 1;
        match line.get(at) {
            Some('。' | ';') => break,
            Some('自') => {
                let word = matches!(
                    line.get(at + 1),
                    Some('行' | '愿' | '然' | '治' | '主' | '动' | '身' | '贸' | '查' | '己' | '评' | '筹')
                );
                let inner = matches!(
                    at.checked_sub(1).and_then(|i| line.get(i)),
                    Some('各' | '亲' | '来' | '源' | '出')
                );
                if !word && !inner {
                    return Some(Lead { start: at, lead: 1 });
                }
            }
            Some('从') if !matches!(line.get(at + 1), Some('事' | '业' | '严' | '重' | '快')) => {
                return Some(Lead { start: at, lead: 1 });
            }
            _ => {}
        }
    }
    event_start(line, end)
}

/// The head of the words before 后 or 前: behind the last 在, 于, 自, 应当 of the clause, or the clause itself.
fn event_start(line: &[char], end: usize) -> Option<Lead> {
    let from = clause_start(line, end);
    for at in (from..end).rev() {
        let c = line.get(at)?;
        let next = line.get(at + 1).copied().unwrap_or(' ');
        let lead = match c {
            '在' if !matches!(next, '地' | '职' | '校' | '建' | '线' | '册' | '岗' | '读') => 1,
            '于' if !matches!(
                at.checked_sub(1).and_then(|i| line.get(i)),
                Some('对' | '由' | '关' | '低' | '高' | '少' | '大' | '小' | '属')
            ) =>
            {
                1
            }
            '自' if !matches!(
                next,
                '行' | '愿' | '然' | '治' | '主' | '动' | '身' | '贸' | '查' | '己' | '评'
            ) =>
            {
                1
            }
            _ if word_at(line, at, "应当").is_some() => 2,
            _ => continue,
        };
        return (at + lead < end).then_some(Lead { start: at, lead });
    }
    (from < end).then_some(Lead { start: from, lead: 0 })
}

/// `自印发之日起施行`; with a day it was read at the day.
fn in_force(line: &[char], at: usize) -> Terms {
    if line.get(at) != Some(&'起') {
        return None;
    }
    let counted = one_of(line, at + 1, &["计算", "起算", "计"]);
    let verb = one_of(line, at + 1 + usize::from(line.get(at + 1) == Some(&',')), &IN_FORCE);
    let (kind, to) = verb.map(|to| (Kind::Effective, to)).or(counted.map(|to| (Kind::Start, to)))?;
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
fn own(line: &[char], at: usize) -> bool {
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
