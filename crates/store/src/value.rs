//! What a parameter or a column holds.

use vermilion_model::{AccountNo, AppId, Id, Incarnation, Ordinal, SecretNo, Time};

/// A parameter or a column. Yes/no is a nullable time; ids and digests are blobs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, or a time in milliseconds.
    Int(i64),
    /// A name, an AppID, a JSON document.
    Text(String),
    /// An id, a digest, a sealed box.
    Blob(Vec<u8>),
}

macro_rules! int {
    ($($from:ty => $of:expr),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Value {
                let of: fn($from) -> i64 = $of;
                Value::Int(of(value))
            }
        }
    )*};
}
int! {
    i64 => |n| n,
    i32 => i64::from,
    u32 => i64::from,
    u16 => i64::from,
    u8 => i64::from,
    Time => Time::millis,
    AccountNo => |n| i64::from(n.0),
    Ordinal => |n| i64::from(n.0),
    Incarnation => |n| i64::from(n.0),
    SecretNo => |n| i64::from(n.0),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}
impl From<AppId> for Value {
    fn from(app: AppId) -> Value {
        Value::Text(app.as_str().to_owned())
    }
}
impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Value {
        Value::Blob(bytes)
    }
}
impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Value {
        Value::Blob(bytes.to_vec())
    }
}
impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Value {
        Value::Blob(bytes.to_vec())
    }
}
impl<T> From<Id<T>> for Value {
    fn from(id: Id<T>) -> Value {
        Value::Blob(id.bytes().to_vec())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}
