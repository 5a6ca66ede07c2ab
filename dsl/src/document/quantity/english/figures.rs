//! Quantities of English text: a figure with its currency or unit, the words that bind it, and the second of a range.

use super::comparators;
use crate::Number;
use crate::document::quantity::comparators::{MOVES, Marks};
use crate::document::quantity::figures::{self, Figure};
use crate::document::quantity::passed;
use crate::document::quantity::quantities::{Edge, NEAR, Quantity, Relation, Written, relation};
use crate::document::quantity::tiers::Bounds;
use crate::document::quantity::units::{self, Kind, Unit};
use crate::document::text::words::word_at;

pub(crate) fn quantity(chars: &[char], written: Written, bounds: &Bounds) -> Option<Quantity> {
    let Written { from, at, start, end: limit, code, figure } = written;
    if passed::is_numbered(chars, at) || passed::is_in_date(chars, start, figure.end) {
        return None;
    }
    let figure = one_in(chars, figure);
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
    let before = comparators::before(chars, back, at);
    if bare_year && before.is_none() {
        return None;
    }
    let mut end = unit.as_ref().map_or(figure.end, |unit| unit.end);
    let mut behind = comparators::behind(chars, figure.end);
    if let Some((_, next)) = behind {
        // one or more says nothing that one would not; `50 or more employees` has its unit behind.
        if figure.worded && figure.value == Number::from(1) {
            return None;
        }
        end = end.max(next);
    } else {
        behind = comparators::behind(chars, end);
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
    let changes = change(chars, at);
    if before.is_none() && changes.is_some() && starts_a_change(chars, end) {
        return None;
    }
    let second = second_english(chars, at, end, limit);
    let mut range = before.map_or(at, |b| b.start)..end;
    let relation = match second {
        Some((high, second_unit, end, start)) => {
            let low = Edge { value: figure.value.clone(), held: true, firm: true };
            let high = Edge { value: high, held: true, firm: true };
            range = start..end;
            if low.value >= high.value && changes.is_none() {
                return None;
            }
            let kind = kind.or(second_unit.as_ref().map(|unit| unit.kind));
            let name = unit.map(|unit| unit.name).or(second_unit.map(|unit| unit.name));
            // rise from 20% to 35%: the second figure is the level to reach, the first where it starts from.
            let (relation, marks) = match changes {
                Some((start, rises)) => {
                    range.start = start;
                    let (low, high) = if rises { (Some(high), None) } else { (None, Some(high)) };
                    (Relation::Bounds { low, high }, MOVES)
                }
                None => (Relation::Bounds { low: Some(low), high: Some(high) }, Marks::default()),
            };
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
                year: None,
                chinese: false,
            });
        }
        None => relation(chars, &figure, kind, before, behind.map(|(bind, _)| bind), None, bounds, at),
    };
    // not less than 5 and not more than 50: two bounds of one measure.
    if let Some(other) = other_bound(chars, end, limit, &relation, unit.as_ref(), bounds) {
        range.end = other.1;
        let unit = unit.or(other.2);
        return Some(Quantity {
            range,
            figure: at,
            relation: other.0,
            kind: unit.as_ref().map(|unit| unit.kind),
            unit: unit.map(|unit| unit.name),
            marks: Marks::default(),
            bound_before: true,
            worded: figure.worded,
            of: None,
            year: None,
            chinese: false,
        });
    }
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
        year: None,
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

/// Where `from` stands before a figure and a verb of change before that: where it stands, and whether things rise.
fn change(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let (from, start) = comparators::word_before(chars, at.saturating_sub(NEAR), at)?;
    let start = (from == "from").then_some(start)?;
    rises(chars, start).map(|rises| (start, rises))
}

/// Whether the last verb of change before a place, in the same clause, lets things rise; none where none stands there.
pub(crate) fn rises(chars: &[char], at: usize) -> Option<bool> {
    const RISES: [&str; 26] = [
        "rise",
        "rises",
        "rising",
        "risen",
        "raise",
        "raises",
        "raised",
        "raising",
        "increase",
        "increases",
        "increased",
        "increasing",
        "grow",
        "grows",
        "growing",
        "grown",
        "expand",
        "expanded",
        "up",
        "improve",
        "improved",
        "boost",
        "boosted",
        "double",
        "doubled",
        "extended",
    ];
    const FALLS: [&str; 20] = [
        "fall",
        "falls",
        "falling",
        "fallen",
        "reduce",
        "reduces",
        "reduced",
        "reducing",
        "drop",
        "drops",
        "cut",
        "decrease",
        "decreased",
        "decline",
        "lower",
        "lowered",
        "down",
        "shorten",
        "shortened",
        "compressed",
    ];
    let mut end = at;
    for _ in 0..12 {
        let (word, begin) = comparators::word_before(chars, at.saturating_sub(120), end)?;
        if RISES.contains(&word.as_str()) {
            return Some(true);
        }
        if FALLS.contains(&word.as_str()) {
            return Some(false);
        }
        end = begin;
    }
    None
}

/// Whether `to` with a word that binds of its own follows: from 30% to more than 40%.
fn starts_a_change(chars: &[char], at: usize) -> bool {
    let Some(to) = word_at(chars, at + 1, "to") else { return false };
    let next = chars.get(to + 1).copied().unwrap_or(' ');
    let currency = units::currency(chars, to + 1).is_some();
    next.is_ascii_alphabetic() && !currency && figures::figure(chars, to + 1).is_none()
}

/// The range a bound makes with a second one behind it, where its end stands, and its unit.
fn other_bound(
    chars: &[char],
    end: usize,
    limit: usize,
    first: &Relation,
    unit: Option<&Unit>,
    bounds: &Bounds,
) -> Option<(Relation, usize, Option<Unit>)> {
    let comma = end + usize::from(chars.get(end) == Some(&','));
    let joined = ["and", "but"].iter().find_map(|word| word_at(chars, comma + 1, word))? + 1;
    let most = limit.min(joined + NEAR);
    let at = (joined..most)
        .find(|i| chars.get(*i).is_some_and(char::is_ascii_digit) || units::currency(chars, *i).is_some())?;
    let before = comparators::before(chars, end, at).filter(|before| before.start == joined)?;
    let (code, start) = units::currency(chars, at).map_or((None, at), |(code, next)| (Some(code), next));
    let figure = figures::figure(chars, start).filter(|figure| figure.end <= limit)?;
    let second = match code {
        Some(code) => Some(Unit { name: code.to_owned(), kind: Kind::Money, end: figure.end }),
        None => units::english(chars, figure.end),
    };
    let same = match (unit, &second) {
        (Some(a), Some(b)) => a.name == b.name,
        (Some(_), None) => false,
        _ => true,
    };
    let end = second.as_ref().map_or(figure.end, |unit| unit.end);
    let relation = relation(chars, &figure, None, Some(before), None, None, bounds, at);
    let (low, high) = match (first.clone(), relation) {
        (
            Relation::Bounds { low: Some(low), high: None },
            Relation::Bounds { low: None, high: Some(high) },
        )
        | (
            Relation::Bounds { low: None, high: Some(high) },
            Relation::Bounds { low: Some(low), high: None },
        ) => (low, high),
        _ => return None,
    };
    let whole = Relation::Bounds { low: Some(low.clone()), high: Some(high.clone()) };
    (same && low.value < high.value).then_some((whole, end, second))
}

/// `3 in 4 adults`, `one in five firms`: a part of those that are named behind.
fn one_in(chars: &[char], figure: Figure) -> Figure {
    let second = word_at(chars, figure.end + 1, "in")
        .and_then(|end| figures::figure(chars, end + 1))
        .filter(|second| {
            figure.value.is_integer() && second.value.is_integer() && second.value > figure.value
        })
        .filter(|second| second.value <= Number::from(100) && units::english(chars, second.end).is_none())
        .filter(|second| {
            chars.get(second.end) == Some(&' ')
                && chars.get(second.end + 1).is_some_and(char::is_ascii_lowercase)
        });
    let part = second.and_then(|second| Some((figure.value.divided_by(&second.value)?, second.end)));
    match part {
        Some((value, end)) => Figure { value, end, ..figure },
        None => figure,
    }
}
