//! The second figure of a range in Chinese: `3—5家`, `1000万元至1亿元(含)`, `10人以上30人以下`.

use super::comparators::{self, Bind, Held};
use super::figures::{self, Figure};
use super::quantities::chinese_unit;
use super::units::{self, Unit};
use crate::document::text::words::word_at;

/// The second figure of a range.
pub(crate) struct Second {
    pub(crate) figure: Figure,
    pub(crate) unit: Option<Unit>,
    pub(crate) held: Option<bool>,
    pub(crate) behind: Option<Held>,
    pub(crate) end: usize,
}

/// `—5家`, `至1亿元(含)`; behind 以上 the second figure needs its own 以下.
pub(crate) fn second_chinese(
    chars: &[char],
    at: usize,
    limit: usize,
    after_bound: bool,
    code: Option<&'static str>,
) -> Option<Second> {
    let mut from = at;
    let joined = match chars.get(at) {
        Some('—' | '–' | '-' | '~' | '至' | '到' | '～' | '―') => {
            from += 1;
            from += usize::from(matches!(chars.get(from), Some('—' | '-')));
            true
        }
        Some('、' | ',') if after_bound => {
            from += 1;
            true
        }
        _ => after_bound,
    };
    if !joined {
        return None;
    }
    // 以上、不超过…: the word binds the figure as it does alone, and makes a quantity of its own.
    if after_bound
        && ["不足", "小于", "低于", "不超过"].iter().any(|word| word_at(chars, from, word).is_some())
    {
        return None;
    }
    let mut start = from;
    if code.is_some()
        && let Some((_, next)) = units::currency(chars, from)
    {
        start = next;
    }
    if !chars.get(start).is_some_and(|c| c.is_ascii_digit() || figures::is_numeral(*c)) {
        return None;
    }
    // A dash before a digit is part of the range here.
    let figure = figures::figure(chars.get(start..limit)?, 0)
        .map(|figure| Figure { end: figure.end + start, ..figure })?;
    let unit = chinese_unit(chars, &figure, code);
    if unit.is_none() && figure.worded {
        return None;
    }
    let mut end = unit.as_ref().map_or(figure.end, |unit| unit.end);
    let bracket = comparators::bracket(chars, end);
    let mut behind = None;
    if after_bound {
        let word = comparators::behind_chinese(chars, end)
            .or_else(|| comparators::behind_chinese(chars, bracket.map_or(end, |(_, end)| end)));
        let Some((Bind::UpTo(held), _, next)) = word else { return None };
        behind = Some(held);
        end = next;
    }
    end = bracket.map_or(end, |(_, at)| at.max(end));
    let late = comparators::bracket(chars, end);
    end = late.map_or(end, |(_, at)| at);
    let end = word_at(chars, end, "之间").unwrap_or(end);
    Some(Second { figure, unit, held: bracket.or(late).map(|(held, _)| held), behind, end })
}
