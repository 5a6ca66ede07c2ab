//! The JSON Schema of the facts one policy asks for: what a host puts into its form before it sends anything.

use gradus_dsl::policy::{Fact, FactKind, Policy, Type, Unit};
use gradus_dsl::{Label, Number};
use serde_json::{Map, Value, json};

const DATE: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const DECIMAL: &str = r"^-?[0-9]+(\.[0-9]+)?$";
const WHOLE: &str = "^[0-9]+$";

/// A JSON Schema (2020-12) of the facts file a policy asks for.
///
/// A file that passes has the right names and shapes; bounds and rules across facts are checked by
/// [`Engine::rule`](crate::Engine::rule).
#[must_use]
pub fn facts_schema(policy: &Policy) -> Value {
    let facts: Map<String, Value> =
        policy.facts.iter().map(|fact| (fact.id.as_str().to_owned(), fact_schema(fact))).collect();
    let names: Vec<&str> = policy.facts.iter().map(|fact| fact.id.as_str()).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": both(&policy.title),
        "description": format!("the facts {} asks for; a fact left out is missing, null says that there is none", policy.id),
        "type": "object",
        "properties": {
            "subject": { "type": "string", "description": "the enterprise, for people" },
            "facts": { "type": "object", "properties": facts, "additionalProperties": false },
            "sources": {
                "type": "object",
                "description": "where each fact was taken from, in words",
                "propertyNames": { "enum": names },
                "additionalProperties": { "type": "string" }
            },
            "register": register_schema()
        },
        "required": ["facts"],
        "additionalProperties": false
    })
}

fn register_schema() -> Value {
    let day = json!({ "type": "string", "pattern": DATE });
    json!({
        "type": "object",
        "description": "the titles held; absence counts only where the register is complete as of a day",
        "properties": {
            "complete": { "type": "boolean" },
            "as_of": day,
            "titles": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": { "title": { "type": "string" }, "from": day, "to": day },
                    "required": ["title", "from"],
                    "additionalProperties": false
                }
            }
        },
        "additionalProperties": false
    })
}

fn fact_schema(fact: &Fact) -> Value {
    let mut schema = match &fact.ty {
        Type::Yearly(of) => json!({
            "type": "object",
            "patternProperties": { "^[0-9]{4}$": nullable(type_schema(of)) },
            "additionalProperties": false
        }),
        ty => type_schema(ty),
    };
    if fact.optional {
        schema = nullable(schema);
    }
    if let Value::Object(entries) = &mut schema {
        entries.insert("title".to_owned(), Value::String(both(&fact.label)));
        entries.insert("description".to_owned(), Value::String(description(fact)));
    }
    schema
}

fn type_schema(ty: &Type) -> Value {
    match ty {
        Type::Count => json!({ "anyOf": [{ "type": "integer", "minimum": 0 }, text(WHOLE)] }),
        Type::Rank => json!({ "anyOf": [{ "type": "integer", "minimum": 1 }, text(WHOLE)] }),
        Type::Date => json!({ "type": "string", "format": "date", "pattern": DATE }),
        Type::YesNo => json!({ "type": "boolean" }),
        Type::Text => json!({ "type": "string" }),
        Type::OneOf(values) => json!({ "enum": values }),
        Type::Set(values) => json!({ "type": "array", "items": { "enum": values }, "uniqueItems": true }),
        Type::List(fields) => {
            let fields: Map<String, Value> =
                fields.iter().map(|field| (field.name.clone(), type_schema(&field.ty))).collect();
            let record = json!({ "type": "object", "properties": fields, "additionalProperties": false });
            json!({ "type": "array", "items": record })
        }
        _ => json!({ "anyOf": [{ "type": "integer" }, text(DECIMAL)] }),
    }
}

fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn nullable(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn both(label: &Label) -> String {
    if label.zh.is_empty() || label.en.is_empty() {
        return format!("{}{}", label.zh, label.en);
    }
    format!("{} / {}", label.zh, label.en)
}

/// Unit, bounds and who answers for a fact, in both languages.
fn description(fact: &Fact) -> String {
    let inner = if let Type::Yearly(of) = &fact.ty { of } else { &fact.ty };
    let ten_thousand = fact.scale == Number::from(10_000);
    let mut parts = vec![
        match inner {
            Type::Money if ten_thousand => "万元 / in 10,000 yuan",
            Type::Money => "元 / in yuan",
            Type::Percentage => "百分数，12.5 即 12.5% / percent, 12.5 is 12.5 %",
            Type::Duration(Unit::Years) => "年 / in years",
            Type::Duration(Unit::Months) => "月 / in months",
            Type::Duration(Unit::Days) => "天 / in days",
            Type::Count => "个数 / a count",
            Type::Rank => "名次，从 1 起 / a rank, from 1",
            Type::Points => "分 / points",
            Type::Number => "数 / a number",
            Type::Date => "日期 / a day",
            Type::YesNo => "是否 / yes or no",
            Type::Text => "文字 / text",
            Type::OneOf(_) => "取其一 / one of these values",
            Type::List(_) => "清单 / a list of records",
            Type::Set(_) => "可多选，各列一次 / any of these values, each once",
            Type::Yearly(_) => "按年 / by year",
        }
        .to_owned(),
    ];
    if !fact.as_of.is_empty() {
        parts.push(format!("时点 / as of: {}", fact.as_of));
    }
    match &fact.kind {
        FactKind::Given => {}
        FactKind::Judgement(body) => parts.push(format!("认定机构 / judged by: {body}")),
        FactKind::External(source) => parts.push(format!("来源 / computed by: {}", both(source))),
    }
    if let Some(other) = &fact.at_most {
        parts.push(format!("不超过 / at most: {other}"));
    }
    parts.join("; ")
}
