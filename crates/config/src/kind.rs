//! What a setting can be: how it is read, shown and described.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::given::Given;

/// Why a value will not do, and what would.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) reason: String,
    pub(crate) next: String,
}

impl Fault {
    pub(crate) fn new(reason: impl Into<String>, next: impl Into<String>) -> Fault {
        Fault { reason: reason.into(), next: next.into() }
    }

    /// The value is shown; so this is not for secrets.
    pub(crate) fn not(given: &Given, what: &str, next: &str) -> Fault {
        Fault::new(format!("{} is not {what}", given.shown()), next)
    }
}

/// The smallest and the greatest number permitted.
pub(crate) type Bounds = Option<(u32, u32)>;

/// A type of setting.
pub(crate) trait Kind: Sized {
    /// Reads a value.
    fn read(given: &Given, bounds: Bounds) -> Result<Self, Fault>;

    /// Its JSON schema, without description and default.
    fn schema(bounds: Bounds) -> Value;

    /// The value as the file would spell it; null when there is none.
    fn shown(&self) -> Value;
}

impl Kind for SocketAddr {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let address = given.text().and_then(|text| text.parse().ok());
        address.ok_or_else(|| Fault::not(given, "an address with a port", "write it like 127.0.0.1:8080"))
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string"})
    }

    fn shown(&self) -> Value {
        self.to_string().into()
    }
}

impl Kind for u32 {
    fn read(given: &Given, bounds: Bounds) -> Result<Self, Fault> {
        let (min, max) = bounds.unwrap_or((0, u32::MAX));
        let number = given.whole().filter(|number| (min..=max).contains(number));
        let next = format!("write a number from {min} to {max}");
        number.ok_or_else(|| Fault::not(given, "a whole number within bounds", &next))
    }

    fn schema(bounds: Bounds) -> Value {
        let (min, max) = bounds.unwrap_or((0, u32::MAX));
        json!({"type": "integer", "minimum": min, "maximum": max})
    }

    fn shown(&self) -> Value {
        (*self).into()
    }
}

impl Kind for String {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let text = given.text().filter(|text| !text.is_empty()).map(str::to_owned);
        text.ok_or_else(|| Fault::not(given, "a text", "write a text, or leave the setting out"))
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string", "minLength": 1})
    }

    fn shown(&self) -> Value {
        self.as_str().into()
    }
}

impl Kind for PathBuf {
    fn read(given: &Given, bounds: Bounds) -> Result<Self, Fault> {
        String::read(given, bounds).map(PathBuf::from)
    }

    fn schema(bounds: Bounds) -> Value {
        String::schema(bounds)
    }

    fn shown(&self) -> Value {
        self.display().to_string().into()
    }
}

impl<T: Kind> Kind for Option<T> {
    fn read(given: &Given, bounds: Bounds) -> Result<Self, Fault> {
        T::read(given, bounds).map(Some)
    }

    fn schema(bounds: Bounds) -> Value {
        T::schema(bounds)
    }

    fn shown(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::shown)
    }
}

impl<T: Kind> Kind for Vec<T> {
    fn read(given: &Given, bounds: Bounds) -> Result<Self, Fault> {
        let next = "in the file write [\"a\", \"b\"], elsewhere a,b";
        let items = given.items().ok_or_else(|| Fault::not(given, "a list", next))?;
        items.iter().map(|item| T::read(item, bounds)).collect()
    }

    fn schema(bounds: Bounds) -> Value {
        json!({"type": "array", "items": T::schema(bounds)})
    }

    fn shown(&self) -> Value {
        self.iter().map(T::shown).collect()
    }
}

/// Reads one word of a few.
pub(crate) fn word<T: Copy>(given: &Given, words: &[(&str, T)]) -> Result<T, Fault> {
    let found = given.text().and_then(|text| words.iter().find(|(word, _)| *word == text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Fault::not(given, "a word known here", &format!("write one of {}", known.join(", ")))
    })
}
