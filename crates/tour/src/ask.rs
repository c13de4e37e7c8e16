//! One request, as a value.

use form_urlencoded::Serializer;
use serde_json::Value;

use crate::cast::Actor;
use crate::shorten;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// A request before it is sent.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) by: Actor,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
    /// A file's content, in place of a body.
    pub(crate) file: Option<&'static str>,
    /// The `ETag` that a save must still find.
    pub(crate) if_match: Option<String>,
    query: Vec<(&'static str, String)>,
}

impl Ask {
    fn new(by: Actor, method: Method, path: impl Into<String>) -> Ask {
        Ask { by, method, path: path.into(), body: None, file: None, if_match: None, query: Vec::new() }
    }

    pub(crate) fn get(by: Actor, path: impl Into<String>) -> Ask {
        Ask::new(by, Method::Get, path)
    }

    pub(crate) fn post(by: Actor, path: impl Into<String>, body: Value) -> Ask {
        Ask { body: Some(body), ..Ask::new(by, Method::Post, path) }
    }

    /// A file that is handed in.
    pub(crate) fn file(by: Actor, path: impl Into<String>, content: &'static str) -> Ask {
        Ask { file: Some(content), ..Ask::new(by, Method::Post, path) }
    }

    /// A change that needs no words.
    pub(crate) fn act(by: Actor, path: impl Into<String>) -> Ask {
        Ask::new(by, Method::Post, path)
    }

    pub(crate) fn put(by: Actor, path: impl Into<String>) -> Ask {
        Ask::new(by, Method::Put, path)
    }

    pub(crate) fn delete(by: Actor, path: impl Into<String>) -> Ask {
        Ask::new(by, Method::Delete, path)
    }

    pub(crate) fn body(mut self, body: Value) -> Ask {
        self.body = Some(body);
        self
    }

    pub(crate) fn query(mut self, name: &'static str, value: &str) -> Ask {
        self.query.push((name, value.to_owned()));
        self
    }

    pub(crate) fn if_match(mut self, etag: &str) -> Ask {
        self.if_match = Some(etag.to_owned());
        self
    }

    /// Path and query as sent.
    pub(crate) fn target(&self) -> String {
        if self.query.is_empty() {
            return self.path.clone();
        }
        let query = Serializer::new(String::new()).extend_pairs(&self.query).finish();
        format!("{}?{query}", self.path)
    }

    /// Path and query as shown: secrets shortened, nothing escaped.
    pub(crate) fn shown_target(&self) -> String {
        let mut shown = self.path.clone();
        for (place, (name, value)) in self.query.iter().enumerate() {
            shown.push(if place == 0 { '?' } else { '&' });
            shown.push_str(name);
            shown.push('=');
            shown.push_str(&shorten::text(name, value));
        }
        shown
    }

    pub(crate) fn shown_body(&self) -> Option<Value> {
        self.body.as_ref().map(shorten::json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_escaped_when_sent_and_shortened_when_shown() {
        let ask = Ask::get(Actor::AppServer, "/cgi-bin/token")
            .query("grant_type", "client_credential")
            .query("secret", "0123456789abcdef&x");
        assert_eq!(ask.target(), "/cgi-bin/token?grant_type=client_credential&secret=0123456789abcdef%26x");
        assert_eq!(ask.shown_target(), "/cgi-bin/token?grant_type=client_credential&secret=0123…");
    }
}
