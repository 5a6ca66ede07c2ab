//! Facts as an explanation shows them: their type and unit in words, and who supplies them.

use super::FactRead;
use crate::{Engine, Needs};
use gradus_dsl::policy::{Fact, FactKind, Field, Type, Unit};
use gradus_dsl::{Label, Language, Number};

/// A fact as an explanation shows it.
pub(super) fn read(engine: &Engine, fact: &Fact) -> FactRead {
    FactRead {
        id: fact.id.clone(),
        label: fact.label.clone(),
        ty: fact.ty.to_string(),
        form: form(&fact.ty),
        unit: unit(&fact.ty, &fact.scale),
        needs: match &fact.kind {
            FactKind::Given => Needs::Fact,
            FactKind::Judgement(body) => Needs::Judgement { body: body.clone(), label: engine.agency(body) },
            FactKind::External(source) => Needs::External { source: source.clone() },
        },
        optional: fact.optional,
        as_of: fact.as_of.clone(),
        status: fact.status.clone(),
    }
}

/// The unit a fact of a type is written in.
fn unit(ty: &Type, scale: &Number) -> Label {
    let (zh, en) = match ty {
        Type::Yearly(of) => return unit(of, scale),
        Type::Money if *scale == Number::from(1) => ("元", "yuan"),
        Type::Money => ("万元", "10,000 yuan"),
        Type::Percentage => ("%", "%"),
        Type::Points => ("分", "points"),
        Type::Duration(Unit::Years) => ("年", "years"),
        Type::Duration(Unit::Months) => ("个月", "months"),
        Type::Duration(Unit::Days) => ("天", "days"),
        _ => return Label::default(),
    };
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

/// A type in words; one that has none here is shown as a drafter writes it.
fn form(ty: &Type) -> Label {
    let (zh, en) = match ty {
        Type::Yearly(of) => {
            let of = form(of);
            return Label { zh: format!("分年度{}", of.zh), en: format!("{}, year by year", of.en) };
        }
        Type::Money => ("金额", "amount of money"),
        Type::Percentage => ("百分比", "percentage"),
        Type::Count => ("数量", "count"),
        Type::Number => ("数值", "number"),
        Type::Points => ("分数", "points"),
        Type::Rank => ("名次", "rank"),
        Type::Duration(_) => ("时长", "length of time"),
        Type::Date => ("日期", "date"),
        Type::YesNo => ("是或否", "yes or no"),
        Type::Text => ("文本", "text"),
        Type::Set(values) => {
            let quoted: Vec<String> = values.iter().map(|value| format!("“{value}”")).collect();
            return Label {
                zh: format!("{}中的若干项", quoted.join("、")),
                en: format!("any number of {}", quoted.join(", ")),
            };
        }
        Type::OneOf(values) => {
            let quoted: Vec<String> = values.iter().map(|value| format!("“{value}”")).collect();
            return Label {
                zh: format!("{}之一", quoted.join("、")),
                en: format!("one of {}", quoted.join(", ")),
            };
        }
        Type::List(fields) => {
            let of = |language| {
                let field = |field: &Field| match (language, form(&field.ty)) {
                    (Language::En, form) => format!("{} ({})", field.name, form.en),
                    (Language::Zh, form) => format!("{}（{}）", field.name, form.zh),
                };
                let comma = if language == Language::Zh { "、" } else { ", " };
                fields.iter().map(field).collect::<Vec<_>>().join(comma)
            };
            return Label {
                zh: format!("记录清单：{}", of(Language::Zh)),
                en: format!("list of records: {}", of(Language::En)),
            };
        }
    };
    Label { zh: zh.to_owned(), en: en.to_owned() }
}
