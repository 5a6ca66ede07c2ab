//! Facts for the second opinion: types read from declarations as written, values from the JSON of a facts file.

use super::number::{Day, Exact, Fallible, Kind, Quantity, fraction, missing, read};
use gradus_dsl::ast::{Declaration, Expr, ExprKind};
use rhai::{Dynamic, INT, Map};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a fact is, as far as reading its JSON needs it.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A quantity, what one written unit is in base units, and what it is of.
    Quantity(Exact, Kind),
    YesNo,
    Text,
    Date,
    Set,
    Yearly(Box<Shape>),
    List(Vec<(String, Shape)>),
}

/// A yearly fact; `last` is the year before the day asked about.
#[derive(Clone, Debug)]
pub(crate) struct Yearly {
    last: INT,
    values: BTreeMap<INT, Dynamic>,
}

/// The values a set fact holds.
#[derive(Clone, Debug)]
pub(crate) struct Set(pub(crate) BTreeSet<String>);

/// The year so many before the last: what the variable of `each_year` stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Year(pub(crate) INT);

impl Yearly {
    pub(crate) fn back(&self, years: INT) -> Fallible<Dynamic> {
        self.values.get(&(self.last - years)).cloned().map_or_else(missing, Ok)
    }
}

impl Shape {
    /// The shape of a declared fact.
    pub(crate) fn of(fact: &Declaration) -> Self {
        let written_in_wan = match fact.expr("options").map(|options| &options.kind) {
            Some(ExprKind::Map(options)) => options.iter().any(|(key, value)| {
                key == "unit" && matches!(&value.kind, ExprKind::Text(unit) if unit == "wan")
            }),
            _ => false,
        };
        Self::written(fact.expr("type").unwrap(), written_in_wan)
    }

    fn written(ty: &Expr, wan: bool) -> Self {
        match &ty.kind {
            ExprKind::Name(name) => match name.as_str() {
                "money" => Self::Quantity(fraction(if wan { 10_000 } else { 1 }, 1), Kind::Money),
                "percentage" => Self::Quantity(fraction(1, 100), Kind::Share),
                "count" | "number" | "points" | "rank" => Self::Quantity(fraction(1, 1), Kind::Plain),
                "yes_no" => Self::YesNo,
                "text" => Self::Text,
                "date" => Self::Date,
                other => panic!("the second opinion does not know the type `{other}`; add it here"),
            },
            ExprKind::Call(name, arguments) => match (name.as_str(), &arguments[0]) {
                ("duration", unit) => Self::Quantity(fraction(1, 1), length(unit)),
                ("one_of", _) => Self::Text,
                ("set_of", _) => Self::Set,
                ("judgement", _) => Self::YesNo,
                ("optional" | "external", inner) => Self::written(inner, wan),
                ("yearly", inner) => Self::Yearly(Box::new(Self::written(inner, wan))),
                ("list", Expr { kind: ExprKind::Map(fields), .. }) => Self::List(
                    fields.iter().map(|(name, ty)| (name.clone(), Self::written(ty, false))).collect(),
                ),
                (other, _) => panic!("the second opinion does not know the type `{other}`; add it here"),
            },
            other => panic!("{other:?} is no type"),
        }
    }

    /// Whether it is a condition, in each year where it is yearly.
    pub(crate) fn is_yes_no(&self) -> bool {
        match self {
            Self::YesNo => true,
            Self::Yearly(inner) => inner.is_yes_no(),
            _ => false,
        }
    }

    /// The value of a fact in a facts file, where years are counted back from `last`.
    pub(crate) fn value(&self, json: &Value, last: INT) -> Dynamic {
        match (self, json) {
            (_, Value::Null) => Dynamic::UNIT,
            (Self::Quantity(factor, kind), Value::String(text)) => {
                Dynamic::from(Quantity(read(text) * factor, *kind))
            }
            (Self::Quantity(factor, kind), Value::Number(whole)) => {
                Dynamic::from(Quantity(read(&whole.to_string()) * factor, *kind))
            }
            (Self::YesNo, Value::Bool(value)) => Dynamic::from(*value),
            (Self::Text, Value::String(text)) => Dynamic::from(text.clone()),
            (Self::Date, Value::String(text)) => Dynamic::from(Day(text.parse().unwrap())),
            (Self::Set, Value::Array(values)) => {
                let text = |value: &Value| value.as_str().unwrap().to_owned();
                Dynamic::from(Set(values.iter().map(text).collect()))
            }
            (Self::Yearly(inner), Value::Object(years)) => {
                let year =
                    |(year, value): (&String, &Value)| (year.parse().unwrap(), inner.value(value, last));
                Dynamic::from(Yearly { last, values: years.iter().map(year).collect() })
            }
            (Self::List(fields), Value::Array(records)) => {
                let record = |record: &Value| {
                    let given = fields.iter().filter_map(|(name, shape)| {
                        Some((name.as_str().into(), shape.value(record.get(name)?, last)))
                    });
                    Dynamic::from_map(given.collect::<Map>())
                };
                Dynamic::from_array(records.iter().map(record).collect())
            }
            (shape, json) => panic!("{json} is no value of {shape:?}"),
        }
    }
}

/// The unit of a length of time.
fn length(unit: &Expr) -> Kind {
    match &unit.kind {
        ExprKind::Name(name) if name == "years" => Kind::Years,
        ExprKind::Name(name) if name == "months" => Kind::Months,
        ExprKind::Name(name) if name == "days" => Kind::Days,
        other => panic!("{other:?} is no unit of time"),
    }
}
