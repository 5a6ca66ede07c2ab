//! Quantities of English text: a figure with its currency or unit, the words that bind it, and the second of a range.

use super::comparators;
use crate::Number;
use crate::document::duty::bodies::word_at;
use crate::document::quantity::comparators::Marks;
use crate::document::quantity::figures;
use crate::document::quantity::passed;
use crate::document::quantity::quantities::{Edge, NEAR, Quantity, Relation, Written, relation};
use crate::document::quantity::tiers::Bounds;
use crate::document::quantity::units::{self, Kind, Unit};

pub(crate) fn quantity(chars: &[char], written: Written, bounds: &Bounds) -> Option<Quantity> {
    let Written { from, at, start, end: limit, code, figure } = written;
    if passed::is_numbered(chars, at) || passed::is_in_date(chars, start, figure.end) {
        return None;
    }
    let next = chars.get(figure.end).copied().unwrap_or(' ');
    let letter = chars.get(figure.end + 1).is_some_and(char::is_ascii_alphabetic);
    // A 10-year plan.
    if matches!(next, '\\' | '/') || (next == '-' && letter) {
        return None;
    }
    let own = units::english(chars, figure.end);
    let unit = match code {
        Some(code) => {
            let end = own.filter(|unit| unit.kind == Kind::Money).map_or(figure.end, |unit| unit.end);
            Some(Unit { name: code.to_owned(), kind: Kind::Money, end })
        }
        None => own,
    };
    let bare_year = !figure.worded
        && unit.is_none()
        && figure.end == start + 4
        && figure.value >= Number::from(1900)
        && figure.value < Number::from(2100);
    let back = from.max(at.saturating_sub(NEAR));
    let before = comparators::before_english(chars, back, at);
    if bare_year && before.is_none() {
        return None;
    }
    let mut end = unit.as_ref().map_or(figure.end, |unit| unit.end);
    let mut behind = comparators::behind_english(chars, figure.end);
    if let Some((_, next)) = behind {
        // one or more says nothing that one would not; `50 or more employees` has its unit behind.
        if figure.worded && figure.value == Number::from(1) {
            return None;
        }
        end = end.max(next);
    } else {
        behind = comparators::behind_english(chars, end);
        end = behind.map_or(end, |(_, next)| next);
    }
    let unit = unit.or_else(|| behind.and_then(|(_, next)| units::english(chars, next)));
    end = unit.as_ref().map_or(end, |unit| unit.end.max(end));
    let bound = before.is_some() || behind.is_some();
    if figure.worded
        && !bound
        && unit.is_none()
        && figure.value.is_integer()
        && figure.scale == Number::from(1)
    {
        return None;
    }
    let kind = unit.as_ref().map(|unit| unit.kind);
    let second = second_english(chars, at, end, limit);
    let mut range = before.map_or(at, |b| b.start)..end;
    let relation = match second {
        Some((high, second_unit, end, start)) => {
            let low = Edge { value: figure.value.clone(), held: true, firm: true };
            let high = Edge { value: high, held: true, firm: true };
            range = start..end;
            if low.value >= high.value {
                return None;
            }
            let kind = kind.or(second_unit.as_ref().map(|unit| unit.kind));
            let name = unit.map(|unit| unit.name).or(second_unit.map(|unit| unit.name));
            let relation = Relation::Bounds { low: Some(low), high: Some(high) };
            let marks = Marks::default();
            return Some(Quantity {
                range,
                figure: at,
                relation,
                unit: name,
                kind,
                marks,
                bound_before: true,
                worded: figure.worded,
                of: None,
                chinese: false,
            });
        }
        None => relation(chars, &figure, kind, before, behind.map(|(bind, _)| bind), None, bounds, at),
    };
    let relation = match (relation, kind) {
        (Relation::Bounds { low: Some(low), high: None }, Some(Kind::Times)) if unit_is_x(&unit) => {
            Relation::Times(low.value)
        }
        (relation, _) => relation,
    };
    range.end = range.end.max(end);
    Some(Quantity {
        range,
        figure: at,
        relation,
        unit: unit.map(|unit| unit.name),
        kind,
        marks: before.map_or_else(Marks::default, |b| b.marks),
        bound_before: before.is_some(),
        worded: figure.worded,
        of: None,
        chinese: false,
    })
}

fn unit_is_x(unit: &Option<Unit>) -> bool {
    unit.as_ref().is_some_and(|unit| unit.name == "x")
}

/// `between X and Y`, `X to Y`, `X-Y`: the upper figure, its unit, and where the whole stands.
fn second_english(
    chars: &[char],
    at: usize,
    end: usize,
    limit: usize,
) -> Option<(Number, Option<Unit>, usize, usize)> {
    let back = |word: &str| {
        let start = at.checked_sub(word.len() + 1)?;
        word_at(chars, start, word).map(|_| start)
    };
    let between = back("between");
    let mut from = if between.is_some() {
        word_at(chars, end + 1, "and")? + 1
    } else if matches!(chars.get(end), Some('-' | '–' | '—')) {
        end + 1
    } else {
        word_at(chars, end + 1, "to")? + 1
    };
    if let Some((_, next)) = units::currency(chars, from) {
        from = next;
    }
    let figure = figures::figure(chars.get(from..limit)?, 0)?;
    let end = from + figure.end;
    let unit = units::english(chars, end);
    let end = unit.as_ref().map_or(end, |unit| unit.end);
    Some((figure.value, unit, end, between.unwrap_or(at)))
}
