//! Quantities in the units people read: 万元 and thousands separators, percent, years and days.

use super::{Shown, words};
use gradus_dsl::policy::{CompareOp, Interval};
use gradus_dsl::{Date, Language, Number};

/// Digits after the point that are shown; what is cut off is marked.
const PLACES: usize = 4;

/// Digits after the point that are shown of a very small number.
const MOST_PLACES: usize = 40;

/// A quantity in base units of a type, as a drafter writes the type.
pub(crate) fn quantity(number: &Number, unit: &str, language: Language) -> String {
    let zh = language == Language::Zh;
    let plain = || grouped(&digits(number));
    match unit {
        "money" => {
            let ten_thousand = Number::from(10_000);
            let large = *number >= ten_thousand || *number <= -ten_thousand.clone();
            match number.divided_by(&ten_thousand) {
                Some(wan) if large && zh => format!("{}万元", grouped(&digits(&wan))),
                _ if zh => format!("{}元", plain()),
                _ => format!("{} yuan", plain()),
            }
        }
        "percentage" => format!("{}%", grouped(&digits(&(number.clone() * Number::from(100))))),
        "points" => worded(number, plain(), if zh { "分" } else { "point" }, zh),
        "duration(years)" => worded(number, plain(), if zh { "年" } else { "year" }, zh),
        "duration(months)" => worded(number, plain(), if zh { "个月" } else { "month" }, zh),
        "duration(days)" | "date" => worded(number, plain(), if zh { "天" } else { "day" }, zh),
        _ => plain(),
    }
}

/// A value of a ruling for people.
pub(crate) fn value(shown: &Shown, unit: &str, language: Language) -> String {
    let zh = language == Language::Zh;
    let words = |en: &str, chinese: &str| if zh { chinese.to_owned() } else { en.to_owned() };
    match shown {
        Shown::Number(number) => quantity(number, unit, language),
        Shown::Between { low: Some(low), high: Some(high) } => {
            let (low, high) = (quantity(low, unit, language), quantity(high, unit, language));
            if zh { format!("{low}至{high}之间") } else { format!("between {low} and {high}") }
        }
        Shown::Between { low: Some(low), high: None } => {
            let low = quantity(low, unit, language);
            if zh { format!("不少于{low}") } else { format!("at least {low}") }
        }
        Shown::Between { low: None, high: Some(high) } => {
            let high = quantity(high, unit, language);
            if zh { format!("不超过{high}") } else { format!("at most {high}") }
        }
        Shown::Between { low: None, high: None } | Shown::Unknown => words("not known", "未知"),
        Shown::Date(date) => words::day(*date, language),
        Shown::YesNo(true) => words("yes", "是"),
        Shown::YesNo(false) => words("no", "否"),
        Shown::Text(text) => text.clone(),
        Shown::None => words("there is none", "不存在"),
        Shown::Undefined => words("undefined", "无定义"),
    }
}

/// An interval of quantities of a type: "at least 5% and less than 10%".
pub(crate) fn interval(interval: &Interval, unit: &str, language: Language) -> String {
    let zh = language == Language::Zh;
    if let (Some(low), Some(high)) = (&interval.low, &interval.high)
        && low.at == high.at
    {
        return at(&low.at, unit, language);
    }
    let mut ends = Vec::new();
    if let Some(low) = &interval.low {
        let op = if low.included { CompareOp::AtLeast } else { CompareOp::Above };
        ends.push(words::than(op, &at(&low.at, unit, language), unit, language));
    }
    if let Some(high) = &interval.high {
        let op = if high.included { CompareOp::AtMost } else { CompareOp::Below };
        ends.push(words::than(op, &at(&high.at, unit, language), unit, language));
    }
    match (ends.is_empty(), zh) {
        (true, true) => "任意值".to_owned(),
        (true, false) => "any value".to_owned(),
        (false, true) => ends.join("且"),
        (false, false) => ends.join(" and "),
    }
}

/// A quantity, or the day a number of days stands for.
fn at(number: &Number, unit: &str, language: Language) -> String {
    match number.to_i64().filter(|_| unit == "date").and_then(Date::from_days) {
        Some(day) => words::day(day, language),
        None => quantity(number, unit, language),
    }
}

/// The digits that are shown; of a number too small for them as many as it takes to see that it is not zero.
fn digits(number: &Number) -> String {
    let zero = |text: &str| text.chars().all(|c| matches!(c, '-' | '0' | '.' | '…'));
    let mut text = number.shown(PLACES);
    let mut places = PLACES;
    while zero(&text) && !number.is_zero() && places < MOST_PLACES {
        places += PLACES;
        text = number.shown(places);
    }
    text
}

fn worded(number: &Number, plain: String, word: &str, zh: bool) -> String {
    if zh {
        return format!("{plain}{word}");
    }
    let one = *number == Number::from(1) || *number == Number::from(-1);
    format!("{plain} {word}{}", if one { "" } else { "s" })
}

/// Commas between thousands of the whole part; a fraction `n/d` stays as it is.
fn grouped(text: &str) -> String {
    if text.contains('/') {
        return text.to_owned();
    }
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::with_capacity(text.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match part {
        Some(part) => format!("{sign}{grouped}.{part}"),
        None => format!("{sign}{grouped}"),
    }
}
