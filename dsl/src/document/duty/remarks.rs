//! Brackets that name bodies and are no clause: what a drafter is asked about them.

use super::bodies::Names;
use super::holders;
use super::listed;
use crate::document::text::folded::Text;
use std::ops::Range;

/// The longest bracket that is looked at.
const LONGEST: usize = 300;

/// A bracket that ends a sentence, or is one, and only lists bodies: `（省商务厅、省财政厅）`.
pub(crate) fn without_role(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Option<Range<usize>> {
    let chars = text.chars();
    let stop = |i: &usize| matches!(chars.get(*i), Some('。' | ';' | ' '));
    let close = range.clone().rev().find(|i| !stop(i))?;
    let open = match chars.get(close)? {
        ')' => '(',
        '】' => '【',
        ']' => '[',
        _ => return None,
    };
    let mut depth = 0usize;
    let open = (range.start.max(close.saturating_sub(LONGEST))..close).rev().find(|i| {
        match chars.get(*i) {
            Some(c) if Some(c) == chars.get(close) => depth += 1,
            Some(c) if *c == open && depth == 0 => return true,
            Some(c) if *c == open => depth -= 1,
            _ => {}
        }
        false
    })?;
    let (mut at, mut bodies) = (open + 1, 0);
    while at < close {
        let listed = listed::list(text, at, close, names)?;
        bodies += listed.names.len();
        at = listed.end;
        // （甲，各市人民政府）
        let more = matches!(chars.get(at), Some(',' | ';')) && at + 1 < close;
        at += usize::from(more);
        if !more && at < close {
            return None;
        }
    }
    (bodies > 1).then_some(open..close + 1)
}

/// Brackets inside a sentence that would be clauses behind it: `设立窗口（司法部负责）并公布`. Which words such a bracket is
/// about is not said.
pub(crate) fn inside(text: &Text, range: &Range<usize>, names: &Names<'_>) -> Vec<Range<usize>> {
    let chars = text.chars();
    let (mut found, mut open) = (Vec::new(), None);
    for at in range.clone() {
        match chars.get(at) {
            Some('(') => open = Some(at),
            Some(')') => {
                let Some(from) = open.take().filter(|from| at - from <= LONGEST) else { continue };
                let duty = holders::clause(text, &(from + 1..at), names, false);
                let registered = duty
                    .is_some_and(|duty| duty.lead.iter().chain(&duty.co).any(|named| named.is_registered()));
                if registered {
                    found.push(from..at + 1);
                }
            }
            _ => {}
        }
    }
    found
}
