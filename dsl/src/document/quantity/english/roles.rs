//! What an English figure is a condition for, or an amount of.

use super::comparators;
use crate::document::quantity::criteria::Role;
use crate::document::quantity::lists::List;
use crate::document::quantity::parts::{self, Part};
use crate::document::quantity::quantities::{Quantity, Relation};
use crate::document::quantity::units::Kind;
use crate::document::quantity::wording;
use crate::document::text::folded::Text;
use crate::document::text::words::word_at;
use std::ops::Range;

/// What is measured of a firm or a project: a bound on it is a condition.
const MEASURED: [&str; 42] = [
    "turnover",
    "revenue",
    "revenues",
    "income",
    "incomes",
    "assets",
    "net worth",
    "capital",
    "sales",
    "profit",
    "profits",
    "investment",
    "investments",
    "expenditure",
    "spending",
    "intensity",
    "ratio",
    "proportion",
    "share",
    "shares",
    "equity",
    "debt",
    "debts",
    "growth",
    "growth rate",
    "market share",
    "employees",
    "staff",
    "balance sheet",
    "balance sheet total",
    "valuation",
    "output",
    "exports",
    "wage",
    "wages",
    "salary",
    "price",
    "rate",
    "score",
    "shareholding",
    "stake",
    "holding",
];

/// Words behind which a condition on the one who gets something stands.
const OPENS: [&str; 9] =
    ["if", "where", "when", "whose", "provided that", "unless", "which", "who", "having"];

/// What one already has had.
const HAD: [&str; 10] = [
    "has received",
    "have received",
    "has already received",
    "has previously received",
    "has availed",
    "has obtained",
    "has raised",
    "have raised",
    "has not",
    "have not",
];

/// Names of a length of support.
const PERIODS: [&str; 22] = [
    "for a period",
    "for a maximum",
    "for up to",
    "for any",
    "available for",
    "exemption for",
    "exempt for",
    "project period",
    "grant period",
    "support period",
    "subsidy period",
    "funding period",
    "implementation period",
    "execution period",
    "repayment period",
    "period of support",
    "loan term",
    "term of the loan",
    "loan tenure",
    "tenure",
    "moratorium",
    "duration",
];

/// What a figure is for; none where it is no criterion.
pub(crate) fn role(
    text: &Text,
    part: &Part,
    quantity: &Quantity,
    phrase: &Range<usize>,
    condition: bool,
    list: Option<&List>,
    run: bool,
) -> Option<Role> {
    let start = quantity.range.start;
    let near = phrase.start.max(start.saturating_sub(80))..start.max(phrase.start);
    let has = |words: &[&str]| wording::has(text, &near, words);
    if matches!(quantity.relation, Relation::About(_) | Relation::Exactly(_)) {
        return None;
    }
    let plain = matches!(quantity.relation, Relation::Plain(_));
    let revoking = part.revoking || list.is_some_and(|list| list.role == Some(Role::Revocation));
    let standing = if revoking { Role::Revocation } else { Role::Eligibility };
    let word = |word: &str| word_at(text.chars(), start, word).is_some();
    if matches!(quantity.kind, Some(Kind::Short | Kind::Long))
        && (word("not later") || word("no later") || word("later"))
    {
        return None;
    }
    match quantity.kind {
        Some(Kind::Short) => {
            let least = matches!(quantity.relation, Relation::Bounds { low: Some(_), high: None });
            let unit = quantity.unit.as_deref().unwrap_or_default();
            return (least && !word("within") && !unit.contains("working")).then_some(standing);
        }
        Some(Kind::Long) => return long(text, part, quantity, phrase, condition, standing),
        _ => {}
    }
    let amount = matches!(quantity.kind, Some(Kind::Money | Kind::Share | Kind::Times | Kind::Points));
    // What may not be held is a condition, whatever else the list names.
    if comparators::forbids_holding(text.chars(), start) {
        return Some(standing);
    }
    // approved by at least one level senior: who decides, not who may apply.
    let after = quantity.range.end + 1;
    if quantity.worded
        && ["level senior", "level above", "level higher"]
            .iter()
            .any(|rank| word_at(text.chars(), after, rank).is_some())
    {
        return None;
    }
    // A rank is a condition only where something is ranked; top is often praise.
    if word("top") && !has(&["rank", "ranks", "ranked", "ranking", "among"]) {
        return None;
    }
    // The committee meets at least four times a year.
    if quantity.unit.as_deref() == Some("times")
        && ["a", "each", "every", "per", "in each", "in every"]
            .iter()
            .any(|each| word_at(text.chars(), quantity.range.end + 1, each).is_some())
    {
        return None;
    }
    let fined = wording::has(
        text,
        &(part.range.start.max(start.saturating_sub(120))..start.max(part.range.start)),
        &["fine", "fines", "fined", "penalty", "penalties"],
    );
    if fined && amount && !plain && !condition {
        return Some(Role::Cap);
    }
    if !condition && amount && is_given(text, part, quantity, phrase) {
        let limit = quantity.is_limit() || quantity.marks.most;
        return Some(if limit { Role::Cap } else { Role::Benefit });
    }
    if quantity.is_limit() && !condition && (quantity.marks.most || amount && gets(text, &near)) {
        let measured = last(text, &near, &MEASURED);
        let measured = measured.is_some() && measured > last(text, &near, &parts::GIVING);
        return Some(if measured { standing } else { Role::Cap });
    }
    if plain || !quantity.binds() {
        let minima = quantity.kind.is_none() && has(&["on average", "of whom", "including at"]);
        return (minima || run).then_some(standing);
    }
    matches!(quantity.relation, Relation::Bounds { .. } | Relation::Grade).then_some(standing)
}

/// Whether an amount goes on the limit before it: not exceed 50% of costs and NT$2 million.
pub(crate) fn goes_on(text: &Text, between: &Range<usize>) -> bool {
    let joined = between.len() < 80 && wording::has(text, between, &["and", "or"]);
    joined
        && !text.part(between).iter().any(|c| matches!(c, ';' | '.'))
        && !wording::has(
            text,
            between,
            &["is", "are", "shall", "will", "be", "receive", "plus", "a", "an", "with"],
        )
}

/// Whether the words before a limit say what one is to get, and not what one has had.
fn gets(text: &Text, near: &Range<usize>) -> bool {
    wording::has(text, near, &["receive", "be granted", "be awarded", "be given", "be paid", "claim"])
        && !wording::has(text, near, &HAD)
}

/// Where the last of these words in a range begins.
fn last(text: &Text, range: &Range<usize>, words: &[&str]) -> Option<usize> {
    range.clone().rev().find(|at| words.iter().any(|word| word_at(text.chars(), *at, word).is_some()))
}

/// Whether the amount is what is given: a word of giving stands near it, and no condition begins between them.
fn is_given(text: &Text, part: &Part, quantity: &Quantity, phrase: &Range<usize>) -> bool {
    if !part.giving {
        return false;
    }
    let start = quantity.range.start;
    let ahead = part.range.start.max(start.saturating_sub(120))..start.max(part.range.start);
    let behind = quantity.range.end..part.range.end.min(quantity.range.end + 60);
    let given = last(text, &ahead, &parts::GIVING);
    let opened = last(text, &ahead, &OPENS);
    let clause = phrase.start.max(start.saturating_sub(120))..start.max(phrase.start);
    let measured = last(text, &clause, &MEASURED);
    if wording::has(text, &clause, &HAD) || opened.is_some_and(|at| given.is_none_or(|given| given < at)) {
        return false;
    }
    let least = match &quantity.relation {
        Relation::Bounds { low: Some(_), high } => high.is_none(),
        // A turnover of less than so much is a condition; what is given is given up to it.
        Relation::Bounds { high: Some(high), .. } => !high.held,
        _ => false,
    };
    let named =
        last(text, &clause, &parts::GIVING).filter(|at| measured.is_none_or(|measured| measured < *at));
    if least {
        return named.is_some() && has_limit_name(text, &clause);
    }
    match (given, measured) {
        (Some(given), Some(measured)) => given > measured,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => wording::has(text, &behind, &parts::GIVING),
    }
}

/// `The minimum grant amount is`.
fn has_limit_name(text: &Text, clause: &Range<usize>) -> bool {
    wording::has(text, clause, &["minimum", "lowest", "floor"])
}

/// Years and months: a length of support, an age or a time of business; never a time to act within or a validity.
fn long(
    text: &Text,
    part: &Part,
    quantity: &Quantity,
    phrase: &Range<usize>,
    condition: bool,
    standing: Role,
) -> Option<Role> {
    let start = quantity.range.start;
    let near = phrase.start.max(start.saturating_sub(60))..start.max(phrase.start);
    let has = |words: &[&str]| wording::has(text, &near, words);
    let word = |word: &str| word_at(text.chars(), start, word).is_some();
    let clause = part.range.start.max(start.saturating_sub(120))..start.max(part.range.start);
    let barred = wording::has(
        text,
        &clause,
        &[
            "not apply",
            "not reapply",
            "no application",
            "no applications",
            "not be accepted",
            "debarred",
            "barred",
            "suspended",
            "imprisonment",
        ],
    );
    // Validity, an extension, a bar: lengths of time another reader knows.
    if has(&["valid", "validity", "extend", "extended", "extension", "retain", "retained", "keep", "kept"])
        || barred
    {
        return None;
    }
    // How long an authority may take.
    if quantity.is_limit() && has(&["process", "procedure", "procedures", "processing", "review", "decision"])
    {
        return None;
    }
    let plain = matches!(quantity.relation, Relation::Plain(_));
    let unit = quantity.unit.as_deref().unwrap_or_default();
    let age = unit == "years of age" || has(&["aged"]);
    // Over 10 years is a length of time, where nobody is over it.
    if word("over") && !has(&["is", "are", "be", "been", "aged"]) {
        return None;
    }
    let within = word("within") || has(&["within"]);
    let head = start.saturating_sub(14).max(part.range.start)..start;
    let for_years =
        part.giving && (plain || quantity.is_limit()) && text.folded(&text.trim(head)).ends_with("for");
    let period = has(&PERIODS) || for_years;
    if period && !age && !condition && !within {
        let bound = quantity.is_limit() || plain || quantity.marks.most;
        return bound.then_some(Role::Period);
    }
    if plain {
        return None;
    }
    if within {
        // Firms that are within 10 years of incorporation; to act within six months is a term.
        let head = near.start.max(start.saturating_sub(8))..start;
        let is =
            word("within") && wording::has(text, &head, &["are", "is", "be"]) && unit.starts_with("year");
        return is.then_some(standing);
    }
    Some(standing)
}
