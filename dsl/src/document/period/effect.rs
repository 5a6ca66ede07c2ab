//! From when until when a document applies: what its clauses and its header say, and where the two contradict.

use super::periods::{Found, Kind};
use crate::document::frame::outline::Frame;
use crate::document::text::folded::Text;
use crate::{Date, Number};
use std::ops::Range;

/// The days of effect, and what is not in order with them.
#[derive(Default)]
pub(crate) struct Effect {
    pub(crate) effective: Option<Date>,
    pub(crate) repealed: Option<Date>,
    pub(crate) warnings: Vec<(&'static str, String, Range<usize>)>,
}

/// Puts together what the clauses and the header say.
pub(crate) fn effect(text: &Text, frame: &Frame, terms: &[Found]) -> Effect {
    let (signed, published) =
        (frame.signed.as_ref().map(|(day, _)| *day), frame.published.as_ref().map(|(day, _)| *day));
    let mut effect = Effect::default();
    let own = |kind: Kind| terms.iter().filter(move |term| term.own && term.kind == kind);
    let mut days: Vec<(Date, Range<usize>)> = Vec::new();
    for term in own(Kind::Effective) {
        // 自印发之日起施行 names an event and no day; the day it was signed need not be the day it was issued.
        if let Some(day) = term.date {
            days.push((day, term.range.clone()));
        }
    }
    let first = days.first().cloned();
    if let Some((day, range)) =
        days.iter().find(|(day, _)| first.as_ref().is_some_and(|(first, _)| day != first))
    {
        let message = format!(
            "the text gives {} and {day} as the day it takes effect; none is taken",
            first.as_ref().map(|(day, _)| day.to_string()).unwrap_or_default()
        );
        effect.warnings.push(("effective-days-differ", message, range.clone()));
    } else {
        effect.effective = first.as_ref().map(|(day, _)| *day);
    }
    if let (Some((body, _)), Some((day, at))) = (&first, &frame.effective)
        && body != day
    {
        let message =
            format!("the header gives {day} as the day of effect, the text {body}; the text is taken");
        effect.warnings.push(("dates-differ", message, at.clone()));
    }
    effect.effective =
        effect.effective.or(frame.effective.as_ref().filter(|_| first.is_none()).map(|(day, _)| *day));
    let said = own(Kind::Repeal).find_map(|term| Some((term.date?, term.range.clone())));
    effect.repealed = said.as_ref().or(frame.repealed.as_ref()).map(|(day, _)| *day);
    let Some((ends, at)) = &frame.repealed else { return effect };
    // A header that contradicts the validity the text gives itself.
    let begins: Vec<Date> = [effect.effective, published, signed].into_iter().flatten().collect();
    for term in own(Kind::Validity) {
        let written = text.written(&term.range);
        let expected: Vec<Date> = match (term.date, &term.value) {
            (Some(day), _) => vec![day],
            (None, Some(value)) => {
                let unit = term.unit.as_ref().map(|unit| text.folded(unit)).unwrap_or_default();
                begins.iter().filter_map(|begin| later(*begin, value, &unit)).collect()
            }
            (None, None) => Vec::new(),
        };
        let Some(end) = expected.first() else { continue };
        let fits = expected.iter().any(|day| *day == *ends || day.plus_days(-1) == Some(*ends));
        if !fits {
            let from = begins
                .first()
                .filter(|_| term.value.is_some())
                .map(|day| format!(" from {day}"))
                .unwrap_or_default();
            let message =
                format!("the header says that it ends on {ends}, the text `{written}`{from}, which is {end}");
            effect.warnings.push(("validity-differs", message, at.clone()));
        }
    }
    if let Some((day, _)) = said.filter(|(day, _)| day != ends) {
        let message = format!("the header says that it ends on {ends}, the text on {day}; the text is taken");
        effect.warnings.push(("validity-differs", message, at.clone()));
    }
    effect
}

/// The day a length later: years and months only, as validity is given.
fn later(from: Date, value: &Number, unit: &str) -> Option<Date> {
    let months = if unit.contains('年') || unit.starts_with("year") {
        value.clone() * Number::from(12)
    } else if unit.contains('月') || unit.starts_with("month") {
        value.clone()
    } else {
        return None;
    };
    from.plus_months(i32::try_from(months.to_i64()?).ok()?)
}
