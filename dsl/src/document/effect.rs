//! From when until when a document applies: what its clauses and its header say, and where the two contradict.

use super::bodies::word_at;
use super::dates;
use super::frame::Frame;
use super::periods::{Found, Kind};
use super::text::Text;
use crate::{Date, Number};
use std::ops::Range;

/// What the header of a page says of the days of effect.
#[derive(Default)]
pub(super) struct Header {
    effective: Option<(Date, Range<usize>)>,
    ends: Option<(Date, Range<usize>)>,
}

/// The days of effect, and what is not in order with them.
#[derive(Default)]
pub(super) struct Effect {
    pub(super) effective: Option<Date>,
    pub(super) repealed: Option<Date>,
    pub(super) warnings: Vec<(&'static str, String, Range<usize>)>,
}

const EFFECTIVE: [&str; 10] = [
    "生效日期",
    "实施日期",
    "施行日期",
    "执行日期",
    "施行时间",
    "实施时间",
    "生效时间",
    "开始实施日期",
    "effective date",
    "date of effect",
];
const ENDS: [&str; 9] = [
    "失效日期",
    "废止日期",
    "失效时间",
    "废止时间",
    "有效期至",
    "有效期截止",
    "截止日期",
    "expiry date",
    "repeal date",
];

/// Reads the lines above the title and beside it: labelled days, or a line with a day and below it a line with a
/// later one, as a register of rules prints them.
pub(super) fn header(text: &Text, frame: &Frame) -> Header {
    let first = frame.body.first().copied().unwrap_or(text.paragraphs.len());
    let mut header = Header::default();
    let mut bare: Option<(Date, usize)> = None;
    let numbered = frame.number.is_some();
    for (i, range) in text.paragraphs.iter().enumerate().take(first.min(60)) {
        let chars = text.chars();
        if range.len() > 80 || frame.signed.as_ref().is_some_and(|(_, at)| at == range) {
            continue;
        }
        let Some((date, at)) = dates::first_date(chars, range) else { continue };
        let says = |words: &[&str]| {
            (range.start..at.start).any(|i| words.iter().any(|word| word_at(chars, i, word).is_some()))
        };
        if says(&EFFECTIVE) {
            header.effective = header.effective.take().or(Some((date, range.clone())));
        } else if says(&ENDS) {
            header.ends = header.ends.take().or(Some((date, range.clone())));
        } else if at == *range {
            if let Some((before, line)) = bare
                && numbered
                && line + 1 == i
                && before < date
            {
                header.ends = header.ends.take().or(Some((date, range.clone())));
            }
            bare = Some((date, i));
        }
    }
    header
}

/// Puts together what the clauses and the header say.
pub(super) fn effect(
    text: &Text,
    header: &Header,
    terms: &[Found],
    signed: Option<Date>,
    published: Option<Date>,
) -> Effect {
    let mut effect = Effect::default();
    let own = |kind: Kind| terms.iter().filter(move |term| term.own && term.kind == kind);
    let mut days: Vec<(Date, Range<usize>)> = Vec::new();
    for term in own(Kind::Effective) {
        let issued =
            term.value.is_none() && term.event.as_ref().is_some_and(|event| issues(&text.folded(event)));
        if let Some(day) = term.date.or(signed.filter(|_| issued)) {
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
    if let (Some((body, _)), Some((day, at))) = (&first, &header.effective)
        && body != day
    {
        let message =
            format!("the header gives {day} as the day of effect, the text {body}; the text is taken");
        effect.warnings.push(("dates-differ", message, at.clone()));
    }
    effect.effective =
        effect.effective.or(header.effective.as_ref().filter(|_| first.is_none()).map(|(day, _)| *day));
    let said = own(Kind::Repeal).find_map(|term| Some((term.date?, term.range.clone())));
    effect.repealed = said.as_ref().or(header.ends.as_ref()).map(|(day, _)| *day);
    let Some((ends, at)) = &header.ends else { return effect };
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

/// Whether an event is the issue of the document itself, whose day is that of its signature.
fn issues(event: &str) -> bool {
    let event = event.to_lowercase();
    let chinese = [
        "印发",
        "发布",
        "公布",
        "颁布",
        "下发",
        "发文",
        "印发之日",
        "發布",
        "即",
        "签发",
        "签署",
        "本办法印发",
        "本通知印发",
    ];
    let english = [
        "promulgation",
        "issuance",
        "publication",
        "issue",
        "date of this order",
        "signature",
        "immediately",
    ];
    chinese.contains(&event.as_str()) || english.iter().any(|word| event.contains(word))
}
