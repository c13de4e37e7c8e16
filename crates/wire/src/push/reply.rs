//! What a receiver answers to a push (被动回复).

use std::borrow::Cow;

use serde_json::Value;

use super::channel::{Channel, Mode};
use super::{message_signature, open};
use crate::digest::same_hex;
use crate::xml::{self, Element};

/// Largest answer that is read, in bytes.
pub const MAX_REPLY: usize = 64 * 1024;

/// Not signed, not decryptable, not for this account or not readable; which of them is not told,
/// so that an answer cannot be used to ask about keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer cannot be used")]
pub struct NotUsable;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Received, nothing to say: an empty body or `success`.
    Received,
    /// A message to the user. JSON is read into the same tree as XML, a list as repeated elements.
    Message(Element),
}

impl Channel<'_> {
    /// Reads an answer's body, whichever of the two languages it is in.
    ///
    /// Secure mode takes encrypted answers only; compatible mode takes both.
    pub fn read_reply(&self, body: &[u8]) -> Result<Reply, NotUsable> {
        if body.len() > MAX_REPLY {
            return Err(NotUsable);
        }
        let body = body.trim_ascii();
        if body.is_empty() || body == b"success" || body == b"\"success\"" {
            return Ok(Reply::Received);
        }
        let outer = parse(body)?;
        match (self.mode, outer.text_at("Encrypt")) {
            (Mode::Plain, _) | (Mode::Compatible, None) => Ok(Reply::Message(outer)),
            (Mode::Secure, None) => Err(NotUsable),
            (Mode::Compatible | Mode::Secure, Some(encrypted)) => self.opened(&outer, encrypted),
        }
    }

    fn opened(&self, outer: &Element, encrypted: &str) -> Result<Reply, NotUsable> {
        let part = |name| outer.text_at(name).map(str::trim).ok_or(NotUsable);
        let expected = message_signature(self.token, part("TimeStamp")?, part("Nonce")?, encrypted);
        // The signature first: what strangers made up never reaches the cipher.
        if !same_hex(&expected, part("MsgSignature")?.as_bytes()) {
            return Err(NotUsable);
        }
        let keys = std::iter::once(&self.keys.current).chain(&self.keys.previous);
        let opened = keys.map(|key| open(key, self.receive_id, encrypted)).find(Result::is_ok);
        match opened.ok_or(NotUsable)??.trim_ascii() {
            b"" | b"success" => Ok(Reply::Received),
            message => parse(message).map(Reply::Message),
        }
    }
}

fn parse(body: &[u8]) -> Result<Element, NotUsable> {
    if body.first() != Some(&b'{') {
        return xml::read(body, MAX_REPLY).map_err(|_| NotUsable);
    }
    let value: Value = serde_json::from_slice(body).map_err(|_| NotUsable)?;
    element("xml", &value, xml::MAX_DEPTH).ok_or(NotUsable)
}

/// A JSON value as an element; `None` when it is deeper than XML may be.
fn element(name: &str, value: &Value, depth: usize) -> Option<Element> {
    let below = depth.checked_sub(1)?;
    let mut made = Element { name: name.to_owned(), ..Element::default() };
    if let Value::Object(fields) = value {
        for (name, value) in fields {
            let items =
                if let Value::Array(items) = value { items.as_slice() } else { std::slice::from_ref(value) };
            for item in items {
                made.children.push(element(name, item, below)?);
            }
        }
    } else {
        made.text = scalar(value).into_owned();
    }
    Some(made)
}

fn scalar(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        // A list within a list has no counterpart; it reads as nothing.
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    }
}
