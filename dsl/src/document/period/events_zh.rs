//! The event a Chinese term runs from: `自X之日起`, `X后`, `X前`, with the words that lead it in.

use super::periods_zh::{REACH, clause_start, ends};
use crate::document::text::words::word_at;
use std::ops::Range;

/// What a length runs from: `自X之日起`, `X后`, `X前`.
pub(crate) struct Event {
    /// Where its words begin.
    pub(crate) start: usize,
    /// X, as written.
    pub(crate) event: Range<usize>,
    /// The length ends at the event.
    pub(crate) back: bool,
    /// The event is the end of a term that is still to come.
    pub(crate) term: bool,
}

/// The event in the words straight before a length.
pub(crate) fn event_before(line: &[char], head: usize) -> Option<Event> {
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
pub(crate) struct Lead {
    pub(crate) start: usize,
    pub(crate) lead: usize,
}

/// The 自 or 从 that belongs to an 起 at `end`; else the head of its clause.
pub(crate) fn since_start(line: &[char], end: usize) -> Option<Lead> {
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
pub(crate) fn event_start(line: &[char], end: usize) -> Option<Lead> {
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
