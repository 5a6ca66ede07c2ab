//! Chinese lengths of time: what the words before and behind a length make of it, or that it is no term.

use super::events_zh::{Event, event_before, event_start};
use super::length::{self, Length};
use super::periods::{Doubt, Found, Kind};
use super::periods_zh::{IN_FORCE, Terms, clause_start, ends, holds, one_of, own, rest};
use crate::document::text::words::word_at;
use std::ops::Range;

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
const PUBLICITY: [&str; 16] = [
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
    "征求意见的期限",
    "征求意见期限",
    "征求意见时间",
    "征求意见期",
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
const TIME_LIMITS: [&str; 18] = [
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
    "付款期限",
    "支付期限",
    "付款时间",
    "支付时间",
    "付款期",
    "支付期",
];

/// A length of time: what stands before and behind it says what it is.
pub(crate) fn by_length(line: &[char], head: usize) -> Terms {
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
    // 有效期满30日前 and 有效期满3年的 speak of the end of a validity, not of its length.
    let expires = ends(line, head, &["期满", "期届满"]).is_some()
        && matches!(line.get(after), Some('前' | '的' | '之' | '以' | '内'));
    if let Some(from) = at_key(&VALIDITY).filter(|_| !expires) {
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
    let moved = is_moved(line, head, after);
    if let Some(from) = at_key(&PUBLICITY).filter(|_| !moved) {
        return Some(with_length(Kind::Publicity, start(from)..tail, length, event));
    }
    if let Some(to) = end(&["公示期", "公示", "公告期", "社会公示", "网上公示"]).filter(|_| !moved)
    {
        return Some(with_length(Kind::Publicity, start(head)..to, length, event));
    }
    let clause = line.get(clause_start(line, near).saturating_sub(2)..near).unwrap_or_default();
    let lasting = near < head
        && ends(line, head, &["不少于", "不得少于", "为期", "不低于", "时间为", "期限为"]).is_some();
    if !moved
        && (lasting || length.short)
        && inside(line, after).is_none()
        && (holds(clause, &["公示"]) || (lasting && holds(clause, &["征求意见"])))
        && !holds(clause, &["公示后", "公示期满", "公示结束", "公示无异议"])
    {
        return Some(with_length(Kind::Publicity, start(near)..after, length, event));
    }
    if let Some(from) = at_key(&RETENTION) {
        return Some(with_length(Kind::Retention, start(from)..tail, length, event));
    }
    if let Some(from) = at_key(&GRACE) {
        // 有效期延长三年: the title holds on.
        if let Some(from) = ends(line, from, &VALIDITY) {
            return Some(with_length(Kind::Validity, start(from)..tail, length, event));
        }
        return Some(with_length(Kind::Grace, start(from)..tail, length, event));
    }
    let to = end(&["宽限期", "过渡期", "缓冲期"])?;
    Some(with_length(Kind::Grace, start(head)..to, length, event))
}

/// Whether a length is a level that moves, or the one it moves from (公示时间由45天压减为20天): an aim, and no term.
fn is_moved(line: &[char], head: usize, after: usize) -> bool {
    let to = [
        "压减为",
        "压缩为",
        "缩短为",
        "减少为",
        "减为",
        "压减至",
        "压缩至",
        "缩短至",
        "压减到",
        "压缩到",
        "缩短到",
    ];
    let from = ends(line, head, &["由", "从"]).is_some();
    ends(line, head, &to).is_some() || (from && holds(rest(line, after, 12), &to))
}

/// Where a run of figures begins that only list marks part: `5个、3个工作日以内`.
fn run_start(line: &[char], head: usize) -> usize {
    let mut at = head;
    // Longer runs are not written.
    for _ in 0..4 {
        let Some(end) = ends(line, at, &["、", "和"]) else { break };
        let end = ends(line, end, &["个工作日", "个月", "个", "天", "日"]).unwrap_or(end);
        let digits = line
            .get(..end)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(4)
            .take_while(|c| c.is_ascii_digit())
            .count();
        if digits == 0 {
            break;
        }
        at = end - digits;
    }
    at
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
            && (ends(line, run_start(line, head), &["至", "到", "控制在", "压缩", "缩短", "压减", "减少"])
                .is_some())
        {
            return None;
        }
        // 24小时内发生灾害可能性大: what may come.
        if holds(rest(line, end, 30), &["可能性", "可能发生", "可能出现", "有可能"]) {
            return None;
        }
        // 三年内不得再次申报 forbids, and is no time to act within.
        let next = end + usize::from(line.get(end) == Some(&','));
        if one_of(line, next, &["不得", "不再", "不予", "不能", "禁止"]).is_some() {
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
        // 自认定之日起三年内，按租金给予补贴: how long support lasts, also behind a comma.
        let next = end + usize::from(line.get(end) == Some(&','));
        if years && (holds(rest(line, end, 24), &support) || holds(rest(line, next, 24), &support)) {
            return None;
        }
        return Some(with_length(Kind::Deadline, start..end, length, event));
    }
    if let Some(end) = one_of(line, length.end, &["之前", "以前", "前"]) {
        return before_event(line, head, length, end);
    }
    // 一般问题五个工作日办结
    let done = one_of(line, length.end, &["办结", "办理完毕", "审结", "审批完毕", "答复", "反馈"]);
    if let Some(end) = done.filter(|end| {
        length.short && !is_moved(line, head, *end) && !matches!(line.get(*end), Some('率' | '的' | '时'))
    }) {
        return Some(with_length(Kind::Deadline, start..end, length, event));
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
        "审查", "完成", "核查", "检查", "核验", "审定",
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
