//! An archive's lines: JSON, one line each, so that a damaged one spoils its own part and no other.
//!
//! A part is a first line that says what it is, rows, a last line that says where it ends, and a seal
//! over all of them. A part without its seal never was: writing it was cut short.
//!
//! In a row a number stands for itself, `'…` is a text, `x…` bytes in hex.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use vermilion_model::{Incarnation, Seq, Time};

use super::roots::Root;
use crate::chain::Mac;
use crate::cursor::Cursor;
use crate::meta::{Kind, Meta};
use crate::{StoreFault, Value};

/// The form of archives; another is another program's.
pub(crate) const FORM: u32 = 1;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    /// Every archived table, at one moment.
    Base,
    /// The entries after a place, and the images of what they wrote.
    Group,
    /// The person keys.
    Mirror,
}

/// A place in the chain, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    lane: u16,
    number: i64,
    mac: String,
}

impl Place {
    pub(crate) fn of(cursor: &Cursor) -> Place {
        let Cursor { seq, mac } = cursor;
        Place { lane: seq.lane, number: seq.number, mac: hex::encode(mac) }
    }

    pub(crate) fn cursor(&self) -> Option<Cursor> {
        let seq = Seq { lane: self.lane, number: self.number };
        Some(Cursor { seq, mac: array(&self.mac)? })
    }
}

/// A part's first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    #[serde(rename = "vermilion_archive")]
    pub(crate) form: u32,
    pub(crate) what: What,
    store: String,
    kind: String,
    pub(crate) schema: i64,
    pub(crate) incarnation: Incarnation,
    pub(crate) lanes: u16,
    made_at: i64,
    pub(crate) from: Place,
    /// When it was written.
    pub(crate) at: i64,
    /// The audit key that seals it.
    pub(crate) key: u8,
}

/// How every first line begins: how reading finds its way after a damaged one.
pub(crate) const FIRST_WORDS: &str = "{\"vermilion_archive\":";

impl Header {
    pub(crate) fn new(what: What, meta: &Meta, from: &Cursor, (at, key): (Time, u8)) -> Header {
        Header {
            form: FORM,
            what,
            store: hex::encode(meta.store_id),
            kind: meta.kind.as_str().to_owned(),
            schema: crate::migrate::newest(),
            incarnation: meta.incarnation,
            lanes: meta.lanes,
            made_at: meta.made_at.millis(),
            from: Place::of(from),
            at: at.millis(),
            key,
        }
    }

    /// What the archived store said it was.
    pub(crate) fn meta(&self) -> Result<Meta, StoreFault> {
        let odd = || StoreFault::Archive("a part does not say whose store it is of".into());
        Ok(Meta {
            store_id: array(&self.store).ok_or_else(odd)?,
            kind: Kind::from_word(&self.kind).ok_or_else(odd)?,
            incarnation: self.incarnation,
            lanes: self.lanes,
            made_at: Time::from_millis(self.made_at),
        })
    }
}

/// Any other line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// Everything that hangs on a root is replaced by the rows of it that follow.
    Root(Root),
    /// A row of a table.
    Row(String, Vec<Value>),
    /// Where the part ends.
    End(Cursor),
    /// The seal over everything before it.
    Seal(Mac),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mark {
    Root(Root),
    End(Place),
    Seal(String),
}

impl Line {
    /// As text, without its end.
    pub(crate) fn text(&self) -> Result<String, StoreFault> {
        let text = match self {
            Line::Root(root) => serde_json::to_string(&Mark::Root(root.clone())),
            Line::Row(table, values) => return row(table, values),
            Line::End(cursor) => serde_json::to_string(&Mark::End(Place::of(cursor))),
            Line::Seal(mac) => serde_json::to_string(&Mark::Seal(hex::encode(mac))),
        };
        text.map_err(|error| StoreFault::Archive(error.to_string()))
    }

    /// From a text; nothing when it is no line of ours.
    pub(crate) fn parse(text: &str) -> Option<Line> {
        if text.starts_with('[') {
            let columns: Vec<Json> = serde_json::from_str(text).ok()?;
            let (table, columns) = columns.split_first()?;
            let values: Option<Vec<Value>> = columns.iter().map(value).collect();
            return Some(Line::Row(table.as_str()?.to_owned(), values?));
        }
        match serde_json::from_str(text).ok()? {
            Mark::Root(root) => Some(Line::Root(root)),
            Mark::End(place) => place.cursor().map(Line::End),
            Mark::Seal(mac) => array(&mac).map(Line::Seal),
        }
    }
}

/// A row as text.
pub(crate) fn row(table: &str, values: &[Value]) -> Result<String, StoreFault> {
    let columns = values.iter().map(|value| match value {
        Value::Null => Json::Null,
        Value::Int(n) => Json::from(*n),
        Value::Text(text) => Json::String(format!("'{text}")),
        Value::Blob(bytes) => Json::String(format!("x{}", hex::encode(bytes))),
    });
    let line: Vec<Json> = std::iter::once(Json::from(table)).chain(columns).collect();
    serde_json::to_string(&line).map_err(|error| StoreFault::Archive(error.to_string()))
}

fn value(json: &Json) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Null),
        Json::Number(n) => n.as_i64().map(Value::Int),
        Json::String(text) => match text.split_at_checked(1)? {
            ("'", text) => Some(Value::Text(text.to_owned())),
            ("x", digits) => hex::decode(digits).ok().map(Value::Blob),
            _ => None,
        },
        Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn array<const N: usize>(digits: &str) -> Option<[u8; N]> {
    hex::decode(digits).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_comes_back() {
        let values = vec![
            Value::Null,
            Value::Int(i64::MIN),
            Value::Text("'x\n\"批".into()),
            Value::Text(String::new()),
            Value::Blob(vec![0, 255]),
            Value::Blob(Vec::new()),
        ];
        let text = row("t", &values).unwrap();
        assert!(!text.contains('\n'));
        assert_eq!(Line::parse(&text), Some(Line::Row("t".into(), values)));
    }

    #[test]
    fn every_mark_comes_back() {
        let end = Cursor { seq: Seq { lane: 0, number: 7 }, mac: [9; 32] };
        let roots = [Root::Account(7), Root::User([3; 16]), Root::Installation];
        let lines = roots.map(Line::Root).into_iter().chain([Line::End(end), Line::Seal([1; 32])]);
        for line in lines {
            assert_eq!(Line::parse(&line.text().unwrap()), Some(line));
        }
        for text in ["", "[", "[]", "[\"t\",1.5]", "[\"t\",\"y\"]", "{\"end\":{}}", "{\"seal\":\"00\"}"] {
            assert_eq!(Line::parse(text), None, "{text}");
        }
    }
}
