//! Parameters in a URL's query, split by hand and borrowed from it.

use std::borrow::Cow;

/// Longest query accepted, in bytes: room for two tokens of 512 characters and a long page path.
pub const MAX_QUERY: usize = 8 * 1024;

/// Why a query or one of its values cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryFault {
    /// The whole query is longer than [`MAX_QUERY`].
    #[error("query too long")]
    TooLong,
    /// The parameter is absent or empty.
    #[error("parameter {0} missing")]
    Missing(&'static str),
    /// The value is longer than the caller's limit, in bytes after decoding.
    #[error("parameter {0} too long")]
    ValueTooLong(&'static str),
    /// The value is not UTF-8 after decoding.
    #[error("parameter {0} is not UTF-8")]
    NotUtf8(&'static str),
}

/// A query, not yet decoded. Look-ups scan it; nothing is allocated but for values that carry
/// `%` or `+`.
///
/// Of parameters with one name the first counts. Unknown ones are ignored. A `%` that no two hex
/// digits follow stands for itself.
#[derive(Clone, Copy)]
pub struct Query<'a>(&'a str);

impl std::fmt::Debug for Query<'_> {
    /// Names only: values may be tokens and secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.pairs().map(|(name, _)| name)).finish()
    }
}

impl<'a> Query<'a> {
    /// Takes the text after `?`, without it.
    pub fn new(raw: &'a str) -> Result<Query<'a>, QueryFault> {
        if raw.len() > MAX_QUERY { Err(QueryFault::TooLong) } else { Ok(Query(raw)) }
    }

    /// The value's bytes, whatever they are; signatures may be any bytes.
    pub fn bytes(self, name: &str) -> Option<Cow<'a, [u8]>> {
        self.raw(name)
            .map(|value| if needs_decoding(value) { decode(value).into() } else { value.as_bytes().into() })
    }

    /// The value as text; `None` when the parameter is absent.
    pub fn text(self, name: &'static str) -> Result<Option<Cow<'a, str>>, QueryFault> {
        match self.raw(name) {
            None => Ok(None),
            Some(value) if !needs_decoding(value) => Ok(Some(Cow::Borrowed(value))),
            Some(value) => String::from_utf8(decode(value))
                .map(|text| Some(Cow::Owned(text)))
                .map_err(|_| QueryFault::NotUtf8(name)),
        }
    }

    /// The value as text of 1 to `max` bytes.
    pub fn required(self, name: &'static str, max: usize) -> Result<Cow<'a, str>, QueryFault> {
        match self.text(name)? {
            None => Err(QueryFault::Missing(name)),
            Some(value) if value.is_empty() => Err(QueryFault::Missing(name)),
            Some(value) if value.len() > max => Err(QueryFault::ValueTooLong(name)),
            Some(value) => Ok(value),
        }
    }

    /// The value as text of at most `max` bytes; absent counts as empty.
    pub fn optional(self, name: &'static str, max: usize) -> Result<Cow<'a, str>, QueryFault> {
        match self.text(name)? {
            None => Ok(Cow::Borrowed("")),
            Some(value) if value.len() > max => Err(QueryFault::ValueTooLong(name)),
            Some(value) => Ok(value),
        }
    }

    fn pairs(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let parts = self.0.split('&').filter(|part| !part.is_empty());
        parts.map(|part| part.split_once('=').unwrap_or((part, "")))
    }

    /// No parameter is looked for by an empty name.
    fn raw(self, name: &str) -> Option<&'a str> {
        let first = name.as_bytes().first()?;
        self.0.split('&').find_map(|part| match part.as_bytes().first()? {
            byte if byte == first => match part.strip_prefix(name) {
                Some("") => Some(""),
                Some(rest) if rest.starts_with('=') => rest.get(1..),
                _ => decoded(part, name),
            },
            b'%' | b'+' => decoded(part, name),
            _ => None,
        })
    }
}

/// The value of a part whose name is spelled otherwise.
fn decoded<'a>(part: &'a str, name: &str) -> Option<&'a str> {
    let (given, value) = part.split_once('=').unwrap_or((part, ""));
    (needs_decoding(given) && decode(given) == name.as_bytes()).then_some(value)
}

fn needs_decoding(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'%' | b'+'))
}

fn decode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        match (first, tail) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, after @ ..]) => match (nibble(*high), nibble(*low)) {
                (Some(high), Some(low)) => {
                    out.push((high << 4) | low);
                    rest = after;
                }
                _ => out.push(b'%'),
            },
            (byte, _) => out.push(byte),
        }
    }
    out
}

/// Appends `text` percent-encoded for a query; letters, digits and `-._~` stay as they are.
pub(crate) fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&hex::encode_upper([byte]));
        }
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
