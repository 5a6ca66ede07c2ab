//! Canonical JSON bytes (RFC 8785) and their SHA-256 digest, with JSON read so strictly that bytes mean one thing.

use crate::{Error, ErrorKind};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The deepest nesting of arrays and objects that is written or read.
pub const MAX_DEPTH: usize = 100;
/// The largest integer whose neighbours are exact in every JSON reader, 2^53.
pub const MAX_INTEGER: u64 = 1 << 53;

/// The canonical bytes of a JSON value: no spaces, keys in the order of their UTF-16 code units, strings escaped
/// as little as the standard allows.
///
/// ```
/// let value = serde_json::json!({ "b": [1, true], "a": "甲" });
/// assert_eq!(gradus::canonical::to_bytes(&value).unwrap(), "{\"a\":\"甲\",\"b\":[1,true]}".as_bytes());
/// ```
///
/// # Errors
/// [`ErrorKind::BadJson`] for a number that is no integer or lies outside ±2^53, since readers differ on those;
/// [`ErrorKind::LimitExceeded`] for nesting deeper than [`MAX_DEPTH`].
pub fn to_bytes(value: &Value) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    write(value, MAX_DEPTH, &mut out)?;
    Ok(out)
}

/// SHA-256 in lower-case hexadecimal.
///
/// ```
/// assert!(gradus::canonical::sha256_hex(b"").starts_with("e3b0c44298fc1c14"));
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let nibbles = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| DIGITS.get(usize::from(nibble))).map(|digit| char::from(*digit)).collect()
}

/// The SHA-256 of the canonical bytes of anything that serialises.
///
/// # Errors
/// As [`to_bytes`]; [`ErrorKind::BadJson`] where the value has no JSON form.
pub fn digest(value: &impl serde::Serialize) -> Result<String, Error> {
    let value = serde_json::to_value(value).map_err(|error| bad(error.to_string()))?;
    Ok(sha256_hex(&to_bytes(&value)?))
}

/// Reads JSON in which every key of an object stands once. A reader that keeps the first of two equal keys and one
/// that keeps the last would see different files.
///
/// # Errors
/// [`ErrorKind::BadJson`] with line and column where the text is not JSON, repeats a key, or goes on after its
/// value.
pub fn read(text: &str) -> Result<Value, Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict::deserialize(&mut reader).map_err(|error| bad(words(&error)))?;
    reader.end().map_err(|error| bad(words(&error)))?;
    Ok(value.0)
}

/// Why a text is no JSON, in the reader's words.
pub(crate) fn words(error: &serde_json::Error) -> String {
    if error.is_eof() {
        format!("the text ends before the JSON does, at line {} column {}", error.line(), error.column())
    } else {
        error.to_string()
    }
}

/// A value whose objects repeat no key.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Value, E> {
        Err(E::custom("a number with a point, an exponent or too many digits; write it as a string"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                let shown: String = key.chars().take(40).collect();
                return Err(de::Error::custom(format!("the key `{shown}` stands twice in one object")));
            }
            let Strict(value) = entries.next_value()?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

fn write(value: &Value, depth: usize, out: &mut Vec<u8>) -> Result<(), Error> {
    let deeper = || {
        depth.checked_sub(1).ok_or_else(|| {
            let found = format!("the value is nested deeper than {MAX_DEPTH}");
            Error::new(ErrorKind::LimitExceeded, found).help("flatter data")
        })
    };
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            let exact = number.as_i64().is_some_and(|integer| integer.unsigned_abs() <= MAX_INTEGER);
            if !exact {
                return Err(bad(format!("`{number}` is no integer within ±2^53")));
            }
            out.extend_from_slice(number.to_string().as_bytes());
        }
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            let depth = deeper()?;
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, depth, out)?;
            }
            out.push(b']');
        }
        Value::Object(entries) => {
            let depth = deeper()?;
            let mut sorted: Vec<(&String, &Value)> = entries.iter().collect();
            // By UTF-16 code units, not by code points: an emoji (a surrogate pair) sorts before U+FB33.
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push(b'{');
            for (index, (key, value)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_string(key, out);
                out.push(b':');
                write(value, depth, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for c in text.chars() {
        match c {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\u{8}' => out.extend_from_slice(b"\\b"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\u{c}' => out.extend_from_slice(b"\\f"),
            '\r' => out.extend_from_slice(b"\\r"),
            c if c < ' ' => out.extend_from_slice(format!("\\u{:04x}", u32::from(c)).as_bytes()),
            c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(b'"');
}

fn bad(message: String) -> Error {
    let help = "JSON with strings, true, false, null, arrays, objects and integers";
    Error::new(ErrorKind::BadJson, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn values() -> impl Strategy<Value = Value> {
        let limit = i64::try_from(MAX_INTEGER).unwrap();
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            // One less than the bound: at 2^53 itself the other implementation passes through a double as well.
            (-limit..=limit).prop_map(Value::from),
            any::<String>().prop_map(Value::String),
            "[\u{0}-\u{20}\"\\\\甲😀\u{fb33}]{0,6}".prop_map(Value::String),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
                prop::collection::btree_map("[a-c\u{0}甲😀\u{fb33}]{0,3}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        // P28.
        #[test]
        fn our_bytes_are_those_of_an_independent_implementation(value in values()) {
            let theirs = serde_json_canonicalizer::to_vec(&value).unwrap();
            prop_assert_eq!(to_bytes(&value).unwrap(), theirs);
        }

        #[test]
        fn reading_canonical_bytes_gives_the_value_back(value in values()) {
            let bytes = to_bytes(&value).unwrap();
            prop_assert_eq!(read(std::str::from_utf8(&bytes).unwrap()).unwrap(), value);
        }

        #[test]
        fn no_text_panics(text in "(?s).{0,80}") {
            let _ = read(&text);
        }
    }

    #[test]
    fn numbers_that_readers_disagree_on_are_refused() {
        for value in
            [json!(0.5), json!(9_007_199_254_740_993_u64), json!(-9_007_199_254_740_993_i64), json!(1e300)]
        {
            assert_eq!(to_bytes(&value).unwrap_err().kind(), ErrorKind::BadJson, "{value}");
        }
        assert_eq!(to_bytes(&json!(MAX_INTEGER)).unwrap(), b"9007199254740992");
    }

    #[test]
    fn text_that_means_two_things_is_refused() {
        let nested = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":{"b":1,"\u0062":2}}"#,
            "1.0",
            "-0",
            "1e3",
            "{} {}",
            "",
            "[1,]",
            "\"\\ud800\"",
            &nested,
        ] {
            assert_eq!(read(text).unwrap_err().kind(), ErrorKind::BadJson, "{text:.20}");
        }
        assert_eq!(
            read("[").unwrap_err().message(),
            "the text ends before the JSON does, at line 1 column 1"
        );
        let twice = read(r#"{"a":1,"a":2}"#).unwrap_err();
        assert_eq!(twice.message(), "the key `a` stands twice in one object at line 1 column 10");
    }

    #[test]
    fn nesting_past_the_limit_is_refused_before_the_stack_is() {
        let mut value = json!(1);
        for _ in 0..=MAX_DEPTH {
            value = Value::Array(vec![value]);
        }
        assert_eq!(to_bytes(&value).unwrap_err().kind(), ErrorKind::LimitExceeded);
    }

    #[test]
    fn the_digest_is_sha_256() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_hex(b"abc"), known);
        assert_eq!(digest(&json!({})).unwrap(), sha256_hex(b"{}"));
    }
}
