//! Random complete enterprises: a case of the pack, moved to the figures of the rule and away from them.

use super::threshold::Threshold;
use super::world::{World, of, unit, written};
use super::{Base, Rule};
use gradus::Number;
use gradus_dsl::policy::{ExprKind, Fact, Type};
use serde_json::{Map, Value, json};

/// One change: three choices, of which each change reads what it needs.
pub type Move = (u16, u16, u16);

/// Choices that follow from one number.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`, which is not zero.
    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    /// One of these, if there are any.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let index = self.below(of.len().max(1) as u64);
        of.get(usize::try_from(index).ok()?)
    }
}

/// A complete facts file: the facts of a base, what it leaves out filled in, and then some changes, most of them to a
/// figure of the rule or one smallest unit beside it.
#[must_use]
pub fn drawn(rule: &Rule, base: &Base, fill: u64, moves: &[Move]) -> Value {
    let mut world = World::new(rule.policy, &base.file, base.on, base.figures);
    let mut dice = Dice(fill);
    for fact in &rule.policy.facts {
        complete(rule, &mut world, fact, &mut dice);
    }
    let mut titles = held(rule, base, &mut Dice(0));
    for (what, which, how) in moves {
        let mut dice = Dice(u64::from(*which) << 16 | u64::from(*how));
        match what % 8 {
            0..5 => {
                let figures: Vec<&Threshold> =
                    rule.thresholds.iter().filter(|one| world.unit(one.subject).is_some()).collect();
                if let Some(threshold) = figures.get(usize::from(*which) % figures.len().max(1)) {
                    let mut moved = world.clone();
                    if moved.beside(threshold, i64::from(how % 3) - 1).is_some() {
                        world = moved;
                    }
                }
            }
            5 if !rule.rule.requires.is_empty() && how.is_multiple_of(3) => {
                titles = held(rule, base, &mut dice)
            }
            _ => {
                if let Some(fact) = rule.policy.facts.get(usize::from(*which) % rule.policy.facts.len()) {
                    let years = world.facts.remove(fact.id.as_str());
                    complete(rule, &mut world, fact, &mut dice);
                    // Of a yearly fact one year changes.
                    if let (Some(Value::Object(before)), Some(Value::Object(now))) =
                        (years, world.facts.get_mut(fact.id.as_str()))
                    {
                        let kept = usize::from(*how) % before.len().max(1);
                        for (index, (year, value)) in before.into_iter().enumerate() {
                            if index != kept {
                                now.insert(year, value);
                            }
                        }
                    }
                }
            }
        }
    }
    let register = json!({ "complete": true, "as_of": base.on.to_string(), "titles": titles });
    json!({ "facts": world.facts(), "register": register })
}

/// The titles of the register: those the rule requires and those of the base, one of them not always.
fn held(rule: &Rule, base: &Base, dice: &mut Dice) -> Value {
    let mut titles: Vec<Value> = base.file["register"]["titles"].as_array().cloned().unwrap_or_default();
    let before = base.on.plus_years(-1).unwrap_or(base.on).to_string();
    let day = base.on.to_string();
    let known = |titles: &[Value], title: &str| {
        titles.iter().any(|line| line["title"] == title && line["from"].as_str() <= Some(day.as_str()))
    };
    for title in &rule.rule.requires {
        if !known(&titles, title.as_str()) {
            titles.push(json!({ "title": title.as_str(), "from": before }));
        }
    }
    match dice.below(4) {
        1 => titles.clear(),
        2 => {
            for line in &mut titles {
                line["to"] = json!(day);
            }
        }
        3 => {
            for line in &mut titles {
                line["from"] = json!(day);
                line["to"] = json!(base.on.plus_days(1).unwrap_or(base.on).to_string());
            }
        }
        _ => {}
    }
    Value::Array(titles)
}

/// Gives a fact that is not given, and the years of it that the rule reads.
fn complete(rule: &Rule, world: &mut World, fact: &Fact, dice: &mut Dice) {
    let id = fact.id.as_str();
    let Type::Yearly(inner) = &fact.ty else {
        if !world.facts.contains_key(id) {
            let none = fact.optional && dice.below(3) == 0;
            let value = if none { Value::Null } else { value(rule, fact, &fact.ty, dice) };
            world.facts.insert(id.to_owned(), value);
        }
        return;
    };
    let deepest = rule.years.get(id).copied().unwrap_or(0);
    // A fact that does not exist in any year stays so.
    let given = world.facts.entry(id).or_insert_with(|| json!({}));
    let Some(years) = given.as_object_mut() else { return };
    for back in 0..=deepest {
        let year = (world.last - i32::from(back)).to_string();
        if !years.contains_key(&year) {
            let none = dice.below(40) == 0;
            years.insert(year, if none { Value::Null } else { value(rule, fact, inner, dice) });
        }
    }
}

/// A value of a type: at a figure the rule compares the fact with, beside it, or anywhere.
fn value(rule: &Rule, fact: &Fact, ty: &Type, dice: &mut Dice) -> Value {
    match ty {
        Type::YesNo => json!(dice.below(2) == 0),
        Type::Text => json!("text"),
        Type::OneOf(values) => json!(dice.one(values)),
        Type::Set(values) => {
            json!(values.iter().filter(|_| dice.below(2) == 0).collect::<Vec<_>>())
        }
        Type::List(fields) => {
            let count = dice.below(6);
            let record = |dice: &mut Dice| {
                let field = |field: &gradus_dsl::policy::Field| {
                    let value = match &field.ty {
                        // Mostly alike, so that some records have all that is asked.
                        Type::Rank => json!(1 + dice.below(4)),
                        ty => value(rule, fact, ty, dice),
                    };
                    (field.name.clone(), value)
                };
                Value::Object(fields.iter().map(field).collect::<Map<_, _>>())
            };
            Value::Array((0..count).map(|_| record(dice)).collect())
        }
        Type::Yearly(_) => Value::Null,
        _ => quantity(rule, fact, ty, dice),
    }
}

fn quantity(rule: &Rule, fact: &Fact, ty: &Type, dice: &mut Dice) -> Value {
    let about = |one: &&Threshold| match &one.subject.kind {
        ExprKind::Fact(id)
        | ExprKind::InYear(id, _)
        | ExprKind::SumYears(id, _)
        | ExprKind::MeanYears(id, _) => *id == fact.id,
        _ => false,
    };
    let figures: Vec<&Number> = rule.thresholds.iter().filter(about).map(|one| &one.figure).collect();
    let step = unit(ty).unwrap_or_else(|| Number::from(1));
    for _ in 0..8 {
        let anywhere = match ty {
            Type::Money => 30_000_000_000,
            Type::Percentage => 11_000,
            Type::Date => 20_000,
            Type::Points | Type::Duration(_) => 2_000,
            Type::Count => 1_000,
            _ => 10,
        };
        let figure = dice.one(&figures).filter(|_| dice.clone().below(4) != 0);
        let value = match figure {
            Some(figure) => (*figure).clone() + step.clone() * Number::from(dice.below(3) as i64 - 1),
            None => step.clone() * Number::from(dice.below(anywhere) as i64),
        };
        if let Some(value) = written(of(ty), &value, fact) {
            return value;
        }
    }
    // What every bound admits: the least, or one.
    let least = fact.min.clone().unwrap_or_else(|| Number::from(1));
    written(of(ty), &least, fact).unwrap_or_else(|| panic!("no value of `{}` was found", fact.id))
}
