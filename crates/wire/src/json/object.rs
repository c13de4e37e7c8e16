//! A JSON object written field by field.

use super::write::string;
use crate::decimal;

/// An object under construction; fields keep the order in which they are given.
///
/// Names are ours and need no escape; values are escaped.
#[derive(Clone)]
pub struct Object(Vec<u8>);

impl std::fmt::Debug for Object {
    /// The size alone: values may be people's data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Object({} bytes)", self.0.len())
    }
}

impl Default for Object {
    fn default() -> Object {
        Object::new()
    }
}

impl Object {
    /// An empty object with room for a usual reply.
    pub fn new() -> Object {
        Object::with_capacity(128)
    }

    /// An empty object with room for that many bytes.
    pub fn with_capacity(bytes: usize) -> Object {
        let mut out = Vec::with_capacity(bytes);
        out.push(b'{');
        Object(out)
    }

    /// A text field.
    #[must_use]
    pub fn text(mut self, name: &str, value: &str) -> Object {
        self.name(name);
        string(&mut self.0, value);
        self
    }

    /// A text field that is left out when there is no value.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<&str>) -> Object {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// A number.
    #[must_use]
    pub fn int(mut self, name: &str, value: i64) -> Object {
        self.name(name);
        decimal::push(&mut self.0, value);
        self
    }

    /// `true` or `false`.
    #[must_use]
    pub fn flag(mut self, name: &str, value: bool) -> Object {
        self.name(name);
        self.0.extend_from_slice(if value { b"true" } else { b"false" });
        self
    }

    /// An object within this one.
    #[must_use]
    pub fn object(mut self, name: &str, value: Object) -> Object {
        self.name(name);
        self.0.extend(value.finish());
        self
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<'v>(self, name: &str, values: impl IntoIterator<Item = &'v str>) -> Object {
        self.list(name, values, string)
    }

    /// A list of numbers.
    #[must_use]
    pub fn ints(self, name: &str, values: impl IntoIterator<Item = i64>) -> Object {
        self.list(name, values, decimal::push)
    }

    /// A list of objects.
    #[must_use]
    pub fn objects(self, name: &str, values: impl IntoIterator<Item = Object>) -> Object {
        self.list(name, values, |out, value| out.extend(value.finish()))
    }

    /// The bytes.
    pub fn finish(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }

    fn list<V>(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = V>,
        write: impl Fn(&mut Vec<u8>, V),
    ) -> Object {
        self.name(name);
        self.0.push(b'[');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.0.push(b',');
            }
            write(&mut self.0, value);
        }
        self.0.push(b']');
        self
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        string(&mut self.0, name);
        self.0.push(b':');
    }
}
