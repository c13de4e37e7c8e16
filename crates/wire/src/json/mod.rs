//! JSON bodies as clients really send them, and bodies as strict clients want to read them.
//!
//! Input is read leniently: `null` is absent, ids come as numbers and as digit strings, unknown
//! fields are ignored, blanks and newlines may follow. Output is raw UTF-8 without blanks.

mod lenient;
mod object;
pub(crate) mod write;

use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use lenient::{FieldFault, Flag, Int, List, Text};
pub use object::Object;
pub use write::string as write_string;

/// Largest JSON body that calls take unless they say otherwise, in bytes.
pub const MAX_BODY: usize = 256 * 1024;

/// Why a body cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BodyFault {
    /// No body at all, or nothing but blanks.
    #[error("body empty")]
    Empty,
    /// The body is larger than the call's limit, in bytes.
    #[error("body over {0} bytes")]
    TooLarge(usize),
    /// The body is not JSON of the expected shape, or not UTF-8.
    #[error("body is not the JSON expected")]
    Malformed,
}

/// Reads an object from a body of at most `limit` bytes; texts without escapes are borrowed from it.
///
/// `[]` is an empty object: languages whose maps and lists are one type write it so.
pub fn read<'a, T: Deserialize<'a>>(body: &'a [u8], limit: usize) -> Result<T, BodyFault> {
    if body.len() > limit {
        return Err(BodyFault::TooLarge(limit));
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
    if body.is_empty() {
        return Err(BodyFault::Empty);
    }
    let text = match std::str::from_utf8(body).map_err(|_| BodyFault::Malformed)? {
        "[]" => "{}",
        // A list would fill a struct's fields by position.
        text if text.starts_with('{') => text,
        _ => return Err(BodyFault::Malformed),
    };
    serde_json::from_str(text).map_err(|_| BodyFault::Malformed)
}

/// Like [`read`], for calls without parameters that clients also send with no body.
pub fn read_or_default<T: DeserializeOwned + Default>(body: &[u8], limit: usize) -> Result<T, BodyFault> {
    match read(body, limit) {
        Err(BodyFault::Empty) => Ok(T::default()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
