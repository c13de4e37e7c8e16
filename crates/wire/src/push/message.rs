//! A message or event as ordered fields, rendered as JSON or XML.

use crate::json::Object;
use crate::xml::write;

/// The two languages of pushes; each receiver chooses one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Texts in CDATA, numbers bare, root `xml`.
    Xml,
    /// The same names, numbers as numbers.
    Json,
}

impl Format {
    /// The content type that receivers expect; some parse anything but `text/xml` as JSON.
    pub const fn content_type(self) -> &'static str {
        match self {
            Format::Xml => "text/xml",
            Format::Json => "application/json",
        }
    }
}

/// A message under construction; fields keep the order in which they are given.
///
/// `Debug` shows names only: values are what people wrote.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Message(Vec<(&'static str, Value)>);

#[derive(Clone, PartialEq, Eq)]
enum Value {
    Text(String),
    Int(i64),
    Group(Message),
    List(Vec<Message>),
}

impl Message {
    /// A message without fields.
    pub fn new() -> Message {
        Message::default()
    }

    /// A text.
    #[must_use]
    pub fn text(self, name: &'static str, value: impl Into<String>) -> Message {
        self.with(name, Value::Text(value.into()))
    }

    /// A number; times are seconds since the epoch.
    #[must_use]
    pub fn int(self, name: &'static str, value: i64) -> Message {
        self.with(name, Value::Int(value))
    }

    /// Fields within a field.
    #[must_use]
    pub fn group(self, name: &'static str, fields: Message) -> Message {
        self.with(name, Value::Group(fields))
    }

    /// A list: a JSON array, or an XML element repeated.
    #[must_use]
    pub fn list(self, name: &'static str, items: Vec<Message>) -> Message {
        self.with(name, Value::List(items))
    }

    /// The bytes of the plain message.
    pub fn render(&self, format: Format) -> Vec<u8> {
        match format {
            Format::Xml => {
                let mut out = Vec::with_capacity(512);
                write::open(&mut out, "xml");
                self.write_xml(&mut out);
                write::close(&mut out, "xml");
                out
            }
            Format::Json => self.to_json().finish(),
        }
    }

    fn with(mut self, name: &'static str, value: Value) -> Message {
        self.0.push((name, value));
        self
    }

    fn write_xml(&self, out: &mut Vec<u8>) {
        let group = |out: &mut Vec<u8>, name: &str, fields: &Message| {
            write::open(out, name);
            fields.write_xml(out);
            write::close(out, name);
        };
        for (name, value) in &self.0 {
            match value {
                Value::Text(text) => write::text(out, name, text),
                Value::Int(number) => write::int(out, name, *number),
                Value::Group(fields) => group(out, name, fields),
                Value::List(items) => items.iter().for_each(|item| group(out, name, item)),
            }
        }
    }

    fn to_json(&self) -> Object {
        self.0.iter().fold(Object::with_capacity(512), |object, (name, value)| match value {
            Value::Text(text) => object.text(name, text),
            Value::Int(number) => object.int(name, *number),
            Value::Group(fields) => object.object(name, fields.to_json()),
            Value::List(items) => object.objects(name, items.iter().map(Message::to_json)),
        })
    }
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
