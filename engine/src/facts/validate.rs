//! Facts held against the policies that ask for them: names, types, bounds. The first fault is the error.

use super::{FactValue, Facts, Given, Known, Record};
use crate::{Error, ErrorKind};
use gradus_dsl::policy::{Fact, Field, Policy, Type};
use gradus_dsl::{Date, Number, did_you_mean};
use std::collections::{BTreeMap, BTreeSet};

/// Most records of one list; a limit of the language.
const MAX_RECORDS: usize = 10_000;

/// The facts of one policy, typed and in base units. A fact only another loaded policy asks for is no error.
pub(crate) fn validate(facts: &Facts, loaded: &[Policy], asked: &Policy) -> Result<Known, Error> {
    let mine: BTreeMap<&str, &Fact> = asked.facts.iter().map(|fact| (fact.id.as_str(), fact)).collect();
    names(facts, loaded, &mine)?;
    let mut known = Known::default();
    for (name, value) in facts.iter() {
        if let Some(fact) = mine.get(name) {
            read_fact(fact, value, &mut known)?;
        }
    }
    ties(&mine, &known)?;
    Ok(known)
}

/// Whether facts that were put together keep to the ties between them.
pub(crate) fn consistent(policy: &Policy, known: &Known) -> bool {
    let mine = policy.facts.iter().map(|fact| (fact.id.as_str(), fact)).collect();
    ties(&mine, known).is_ok()
}

fn ties(mine: &BTreeMap<&str, &Fact>, known: &Known) -> Result<(), Error> {
    for fact in mine.values() {
        if let Some(other) = fact.at_most.as_ref().and_then(|other| mine.get(other.as_str())) {
            at_most(fact, other, known)?;
        }
    }
    Ok(())
}

fn names(facts: &Facts, loaded: &[Policy], mine: &BTreeMap<&str, &Fact>) -> Result<(), Error> {
    let all: BTreeSet<&str> =
        loaded.iter().flat_map(|policy| &policy.facts).map(|fact| fact.id.as_str()).collect();
    let given = facts.iter().map(|(name, _)| ("facts", name));
    for (place, name) in given.chain(facts.sources().keys().map(|name| ("sources", name.as_str()))) {
        if mine.contains_key(name) || all.contains(name) {
            continue;
        }
        let name: String = name.chars().take(64).collect();
        let error = Error::new(ErrorKind::UnknownFact, format!("no policy asks for a fact `{name}`"));
        let error = match did_you_mean(&name, all.iter().copied()) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help("the schema of the facts lists every name"),
        };
        return Err(error.at(format!("{place}.{name}")));
    }
    Ok(())
}

fn read_fact(fact: &Fact, value: &FactValue, known: &mut Known) -> Result<(), Error> {
    let path = format!("facts.{}", fact.id);
    let Type::Yearly(of) = &fact.ty else {
        let given = read(fact, &fact.ty, value, fact.optional, &path)?;
        known.insert(fact.id.clone(), given);
        return Ok(());
    };
    if matches!(value, FactValue::None) && fact.optional {
        known.insert(fact.id.clone(), Given::None);
        return Ok(());
    }
    let FactValue::Map(years) = value else {
        return Err(wrong(value, &path, "a value for each year, for example { \"2024\": \"…\" }"));
    };
    for (year, value) in years {
        let path = format!("{path}.{}", year.chars().take(20).collect::<String>());
        let four = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let Some(number) = year.parse::<u16>().ok().filter(|number| four && *number > 0) else {
            let message = "a year is written with four digits";
            return Err(Error::new(ErrorKind::WrongType, message).at(path).help("for example \"2024\""));
        };
        // A single year may be null: the enterprise did not exist yet.
        known.insert_year(fact.id.clone(), number, read(fact, of, value, true, &path)?);
    }
    Ok(())
}

fn read(fact: &Fact, ty: &Type, value: &FactValue, nullable: bool, path: &str) -> Result<Given, Error> {
    if matches!(value, FactValue::None) {
        if nullable {
            return Ok(Given::None);
        }
        let message = "null says that there is none, which this fact does not allow";
        return Err(Error::new(ErrorKind::WrongType, message)
            .at(path)
            .help("leave it out if it is not known"));
    }
    match ty {
        Type::List(fields) => return records(fields, value, path),
        Type::Set(values) => return set(values, value, path),
        _ => {}
    }
    let given = scalar(ty, &fact.scale, value, path)?;
    if let Given::Number(number) = &given {
        within(fact, ty, number, path)?;
    }
    Ok(given)
}

fn scalar(ty: &Type, scale: &Number, value: &FactValue, path: &str) -> Result<Given, Error> {
    match (ty, value) {
        (Type::YesNo, FactValue::YesNo(value)) => Ok(Given::YesNo(*value)),
        (Type::Text, FactValue::Text(text)) => Ok(Given::Text(text.clone())),
        (Type::OneOf(values), FactValue::Text(text)) if values.contains(text) => {
            Ok(Given::Text(text.clone()))
        }
        (Type::OneOf(values), FactValue::Text(text)) => Err(none_of(values, text, value, path)),
        (Type::Date, FactValue::Text(text)) => match text.parse::<Date>() {
            Ok(day) => Ok(Given::Number(Number::from(day.days()))),
            Err(_) => Err(wrong(value, path, wanted(ty))),
        },
        (_, FactValue::Integer(_) | FactValue::Text(_)) if ty.is_quantity() => {
            quantity(ty, scale, value, path).map(Given::Number)
        }
        _ => Err(wrong(value, path, wanted(ty))),
    }
}

/// A quantity in base units: a percentage as a fraction of one, money in yuan.
fn quantity(ty: &Type, scale: &Number, value: &FactValue, path: &str) -> Result<Number, Error> {
    let written = match value {
        FactValue::Integer(whole) => Number::from(*whole),
        FactValue::Text(text) if !text.contains('/') => {
            text.parse().map_err(|_| wrong(value, path, wanted(ty)))?
        }
        _ => return Err(wrong(value, path, wanted(ty))),
    };
    if matches!(ty, Type::Count | Type::Rank) {
        let least = if matches!(ty, Type::Rank) { 1 } else { 0 };
        if !written.is_integer() || written < Number::from(least) {
            let message = format!("found `{written}`, expected {}", wanted(ty));
            return Err(Error::new(ErrorKind::OutOfRange, message).at(path));
        }
    }
    let base = match (ty, Number::fraction(1, 100)) {
        (Type::Percentage, Some(percent)) => written * percent,
        _ => written,
    };
    Ok(base * scale.clone())
}

fn within(fact: &Fact, ty: &Type, number: &Number, path: &str) -> Result<(), Error> {
    let refuse = |bound: &Number, word: &str| {
        let (found, bound) = (as_written(fact, ty, number), as_written(fact, ty, bound));
        let message = format!("`{found}` is {word} `{bound}`, which `{}` cannot be", fact.id);
        Err(Error::new(ErrorKind::OutOfRange, message).at(path))
    };
    match (&fact.min, &fact.max) {
        (Some(min), _) if number < min => refuse(min, "below"),
        (_, Some(max)) if number > max => refuse(max, "above"),
        _ => Ok(()),
    }
}

/// A value in base units as a host would write it.
fn as_written(fact: &Fact, ty: &Type, number: &Number) -> String {
    let unit = match ty {
        Type::Date => {
            let day = number.to_i64().and_then(Date::from_days);
            return day.map_or_else(|| number.to_string(), |day| day.to_string());
        }
        Type::Percentage => Number::fraction(1, 100).map(|percent| percent * fact.scale.clone()),
        _ => Some(fact.scale.clone()),
    };
    unit.and_then(|unit| number.divided_by(&unit)).unwrap_or_else(|| number.clone()).to_string()
}

fn records(fields: &[Field], value: &FactValue, path: &str) -> Result<Given, Error> {
    let FactValue::List(items) = value else { return Err(wrong(value, path, "a list of records")) };
    if items.len() > MAX_RECORDS {
        let message = format!("a list of {} records is refused", items.len());
        let help = format!("at most {MAX_RECORDS} records");
        return Err(Error::new(ErrorKind::LimitExceeded, message).at(path).help(help));
    }
    let mut records = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        records.push(record(fields, item, &format!("{path}.{index}"))?);
    }
    Ok(Given::Records(records))
}

/// The values of a set: a list of texts, each of them known, each once.
fn set(values: &[String], value: &FactValue, path: &str) -> Result<Given, Error> {
    let FactValue::List(items) = value else { return Err(wrong(value, path, "a list of texts")) };
    let mut given = BTreeSet::new();
    for (index, item) in items.iter().enumerate() {
        let path = format!("{path}.{index}");
        let FactValue::Text(text) = item else { return Err(wrong(item, &path, "one of its values, a text")) };
        if !values.contains(text) {
            return Err(none_of(values, text, item, &path));
        }
        if !given.insert(text.clone()) {
            let message = format!("{} is listed twice", item.found());
            return Err(Error::new(ErrorKind::OutOfRange, message).at(path).help("list each value once"));
        }
    }
    Ok(Given::Set(given))
}

/// A text that is none of the values there are.
fn none_of(values: &[String], text: &str, value: &FactValue, path: &str) -> Error {
    let error = Error::new(ErrorKind::OutOfRange, format!("{} is none of its values", value.found()));
    // Of very short values any is near any other.
    let near = Some(text).filter(|text| text.chars().count() > 2);
    let near = near.and_then(|text| did_you_mean(text, values.iter().map(String::as_str)));
    let help = match near {
        Some(near) => format!("did you mean `{near}`? the values are `{}`", values.join("`, `")),
        None => format!("the values are `{}`", values.join("`, `")),
    };
    error.at(path).help(help)
}

fn record(fields: &[Field], value: &FactValue, path: &str) -> Result<Record, Error> {
    let FactValue::Map(entries) = value else { return Err(wrong(value, path, "a record")) };
    let mut record = Record::new();
    for (name, value) in entries {
        let Some(field) = fields.iter().find(|field| field.name == *name) else {
            let name: String = name.chars().take(64).collect();
            let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            let help = match did_you_mean(&name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its fields are `{}`", names.join("`, `")),
            };
            let error = Error::new(ErrorKind::UnknownFact, format!("a record here has no field `{name}`"));
            return Err(error.at(format!("{path}.{name}")).help(help));
        };
        let given = scalar(&field.ty, &Number::from(1), value, &format!("{path}.{name}"))?;
        record.insert(name.clone(), given);
    }
    Ok(record)
}

/// Refuses a fact that exceeds the one it cannot exceed, year by year where both are yearly.
fn at_most(fact: &Fact, other: &Fact, known: &Known) -> Result<(), Error> {
    let refuse = |year: &str| {
        let message = format!("`{}{year}` exceeds `{}{year}`, which it is part of", fact.id, other.id);
        let help = format!("`facts.{}{year}` must be at least `facts.{}{year}`", other.id, fact.id);
        Err(Error::new(ErrorKind::Contradiction, message).at(format!("facts.{}{year}", fact.id)).help(help))
    };
    let exceeds = |one: Option<&Given>, limit: Option<&Given>| match (one, limit) {
        (Some(Given::Number(one)), Some(Given::Number(limit))) => one > limit,
        _ => false,
    };
    if exceeds(known.get(&fact.id), known.get(&other.id)) {
        return refuse("");
    }
    for (year, value) in known.years(&fact.id) {
        if exceeds(Some(value), known.in_year(&other.id, i32::from(year))) {
            return refuse(&format!(".{year:04}"));
        }
    }
    Ok(())
}

fn wrong(found: &FactValue, path: &str, wanted: &str) -> Error {
    Error::new(ErrorKind::WrongType, format!("found {}, expected {wanted}", found.found())).at(path)
}

/// What a value of a type looks like in a facts file.
fn wanted(ty: &Type) -> &'static str {
    match ty {
        Type::Money => "an amount, a whole number or a decimal in quotes such as \"12500.50\"",
        Type::Percentage => "a percentage, a whole number or a decimal in quotes such as \"12.5\" for 12.5 %",
        Type::Count => "a whole number from 0",
        Type::Rank => "a whole number from 1",
        Type::Number | Type::Points | Type::Duration(_) => {
            "a whole number or a decimal in quotes such as \"2.5\""
        }
        Type::Date => "a day of the form YYYY-MM-DD",
        Type::YesNo => "true or false",
        Type::Text => "a text",
        Type::OneOf(_) => "one of its values, a text",
        Type::List(_) => "a list of records",
        Type::Set(_) => "a list of texts",
        Type::Yearly(_) => "a value for each year",
    }
}
