//! One fact as a host gives it, and the reader of JSON that never lets the last of two keys win.

use gradus_dsl::{Date, Number};
use schemars::JsonSchema;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// Deepest nesting of a facts file; a limit of the language.
pub(crate) const MAX_NESTING: usize = 8;

/// What the reader says of a whole number past 64 bits with a sign.
pub(super) const TOO_LARGE: &str = "a bare number this large is refused";

/// One fact as a host gives it, before it is held against a policy.
///
/// Stored, a whole number becomes its digits in quotes, so that no reader can turn it into a binary float.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// `null`: it exists not, which is not the same as leaving it out.
    None,
    /// Yes or no.
    YesNo(bool),
    /// A whole number.
    Integer(i64),
    /// A text: a decimal in quotes, a date, a value of a list, or free text.
    Text(String),
    /// Records.
    List(Vec<FactValue>),
    /// The values of the years, or the fields of a record.
    Map(BTreeMap<String, FactValue>),
}

impl FactValue {
    /// A value for each of some years.
    ///
    /// ```
    /// use gradus::FactValue;
    /// let revenue = FactValue::yearly([(2023, "81200000.50"), (2024, "93000000")]);
    /// ```
    #[must_use]
    pub fn yearly<V: Into<Self>>(years: impl IntoIterator<Item = (u16, V)>) -> Self {
        Self::Map(years.into_iter().map(|(year, value)| (format!("{year:04}"), value.into())).collect())
    }

    /// A record with these fields.
    #[must_use]
    pub fn record<V: Into<Self>>(fields: impl IntoIterator<Item = (&'static str, V)>) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect())
    }

    /// What it is, for messages.
    pub(crate) fn found(&self) -> String {
        match self {
            Self::None => "null".to_owned(),
            Self::YesNo(value) => format!("`{value}`"),
            Self::Integer(value) => format!("`{value}`"),
            Self::Text(text) => {
                let short: String = text.chars().take(40).collect();
                format!("`\"{short}\"`")
            }
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
        }
    }
}

impl From<bool> for FactValue {
    fn from(value: bool) -> Self {
        Self::YesNo(value)
    }
}

impl From<i64> for FactValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<&str> for FactValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for FactValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Number> for FactValue {
    fn from(number: &Number) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Date> for FactValue {
    fn from(date: Date) -> Self {
        Self::Text(date.to_string())
    }
}

impl From<Vec<FactValue>> for FactValue {
    fn from(values: Vec<FactValue>) -> Self {
        Self::List(values)
    }
}

impl Serialize for FactValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_unit(),
            Self::YesNo(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.collect_str(value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => values.serialize(serializer),
            Self::Map(values) => values.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for FactValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut path = Vec::new();
        Tree { path: &mut path }.deserialize(deserializer)
    }
}

impl JsonSchema for FactValue {
    fn schema_name() -> Cow<'static, str> {
        "FactValue".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["null", "boolean", "integer", "string", "array", "object"],
            "description": "a fact as given; a decimal is written in quotes"
        })
    }
}

/// Reads any JSON value, keeping the path to where it stands: on an error the path names the place.
pub(crate) struct Tree<'p> {
    pub(crate) path: &'p mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = FactValue;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FactValue, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Tree<'_> {
    fn deeper<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.path.len() < MAX_NESTING {
            return Ok(());
        }
        Err(E::custom(format_args!("nested more than {MAX_NESTING} deep")))
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = FactValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, a text, true, false, null, a list or an object")
    }

    fn visit_unit<E>(self) -> Result<FactValue, E> {
        Ok(FactValue::None)
    }

    fn visit_bool<E>(self, value: bool) -> Result<FactValue, E> {
        Ok(FactValue::YesNo(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<FactValue, E> {
        Ok(FactValue::Integer(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<FactValue, E> {
        i64::try_from(value).map(FactValue::Integer).map_err(|_| E::custom(TOO_LARGE))
    }

    fn visit_str<E>(self, text: &str) -> Result<FactValue, E> {
        Ok(FactValue::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<FactValue, E> {
        Ok(FactValue::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<FactValue, A::Error> {
        self.deeper()?;
        let mut values = Vec::new();
        loop {
            self.path.push(values.len().to_string());
            let Some(value) = items.next_element_seed(Tree { path: self.path })? else { break };
            values.push(value);
            self.path.pop();
        }
        self.path.pop();
        Ok(FactValue::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<FactValue, A::Error> {
        self.deeper()?;
        let mut values = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.path.push(key.chars().take(64).collect());
            if values.contains_key(&key) {
                return Err(serde::de::Error::custom("the key stands here twice"));
            }
            let value = entries.next_value_seed(Tree { path: self.path })?;
            values.insert(key, value);
            self.path.pop();
        }
        Ok(FactValue::Map(values))
    }
}
