//! Field types that read what clients mean, not only what they should have sent.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A text. `null` is empty; a number is its digits. `Debug` shows its size only: fields of this
/// type carry secrets and what people wrote.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text<'a>(Cow<'a, str>);

/// A whole number, also as a string of digits. `null` and `""` are zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Int(pub i64);

/// Yes or no: `true`, `1`, `"true"`, `"1"` and their opposites. `null` and `""` are no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

/// A list. `null` is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

/// Why a field cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FieldFault {
    /// The field is absent, `null` or empty.
    #[error("field {0} missing")]
    Missing(&'static str),
    /// The text has more characters than the limit.
    #[error("field {0} too long")]
    TooLong(&'static str),
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Text<'a> {
        Text(Cow::Borrowed(text))
    }
}

impl Text<'_> {
    /// The text; empty when the field was absent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, if it has 1 to `max` characters.
    pub fn required(&self, name: &'static str, max: usize) -> Result<&str, FieldFault> {
        if self.0.is_empty() { Err(FieldFault::Missing(name)) } else { self.optional(name, max) }
    }

    /// The text, if it has at most `max` characters.
    pub fn optional(&self, name: &'static str, max: usize) -> Result<&str, FieldFault> {
        // No text has more characters than bytes, so counting is for the rare long one.
        let fits = self.0.len() <= max || self.0.chars().count() <= max;
        if fits { Ok(&self.0) } else { Err(FieldFault::TooLong(name)) }
    }

    #[cfg(test)]
    pub(super) fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<List<T>, D::Error> {
        Ok(List(Option::deserialize(d)?.unwrap_or_default()))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Text<'a>, D::Error> {
        d.deserialize_any(Scalar("a text")).map(|scalar| match scalar {
            Value::Null => Text::default(),
            Value::Text(text) => Text(text),
            Value::Bool(flag) => Text(Cow::Borrowed(if flag { "true" } else { "false" })),
            Value::Int(number) => Text(Cow::Owned(number.to_string())),
            Value::Float(number) => Text(Cow::Owned(number.to_string())),
        })
    }
}

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Int, D::Error> {
        let whole = match d.deserialize_any(Scalar("a whole number or its digits"))? {
            Value::Null => Some(0),
            Value::Int(number) => i64::try_from(number).ok(),
            Value::Text(text) if text.trim().is_empty() => Some(0),
            Value::Text(text) => text.trim().parse().ok(),
            Value::Float(number) => whole(number),
            Value::Bool(_) => None,
        };
        whole.map(Int).ok_or_else(|| Error::custom("not a whole number"))
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Flag, D::Error> {
        let flag = match d.deserialize_any(Scalar("true or false"))? {
            Value::Null => Some(false),
            Value::Bool(flag) => Some(flag),
            Value::Int(number) => Some(number != 0),
            Value::Float(_) => None,
            Value::Text(text) => match &*text {
                "true" | "True" | "1" => Some(true),
                "false" | "False" | "0" | "" => Some(false),
                _ => None,
            },
        };
        flag.map(Flag).ok_or_else(|| Error::custom("neither true nor false"))
    }
}

/// `12.0` is 12; beyond 2⁵³ a float no longer says which whole number was meant.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() != 0.0 || number.abs() > EXACT {
        return None;
    }
    format!("{number:.0}").parse().ok()
}

enum Value<'a> {
    Null,
    Bool(bool),
    Int(i128),
    Float(f64),
    Text(Cow<'a, str>),
}

/// Takes any scalar; the text says what was expected.
struct Scalar(&'static str);

impl<'de> Visitor<'de> for Scalar {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, flag: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(flag))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Int(number.into()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::Int(number.into()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        Ok(Value::Float(number))
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }
}
