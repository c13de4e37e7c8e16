//! One answer, read whole.

use serde_json::Value;
use vermilion_wire::Rid;

/// What came back.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) etag: Option<String>,
    pub(crate) text: String,
    /// `Null` where the body is empty or no JSON.
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn new(status: u16, etag: Option<String>, text: String) -> Answer {
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer { status, etag, text, json }
    }

    /// The value at a JSON pointer, `Null` where there is none.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.json.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The text at a JSON pointer; empty where there is none, which the step's own wants notice first.
    pub(crate) fn word(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_default().to_owned()
    }

    /// WeChat's `errcode`; most answers of success carry none.
    pub(crate) fn errcode(&self) -> Option<i64> {
        match self.json.get("errcode") {
            None if self.json.is_object() => Some(0),
            None => None,
            Some(code) => code.as_i64(),
        }
    }

    /// The number under which a refusal can be looked up: WeChat's stand at the end of `errmsg`.
    pub(crate) fn rid(&self) -> Option<Rid> {
        let rid = self.at("/rid").as_str();
        let errmsg = || self.at("/errmsg").as_str()?.rsplit_once("rid: ").map(|(_, rid)| rid);
        rid.or_else(errmsg)?.trim().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_without_errcode_is_a_success_only_if_it_is_an_object() {
        let read = |text: &str| Answer::new(200, None, text.into()).errcode();
        assert_eq!(read(r#"{"openid":"o"}"#), Some(0));
        assert_eq!(read(r#"{"errcode":40163}"#), Some(40163));
        assert_eq!(read("<html>"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn a_rid_is_found_in_both_styles() {
        for text in [
            r#"{"errcode":48001,"errmsg":"api unauthorized rid: 65ffe934-2355113d-79ef0b31"}"#,
            r#"{"errcode":40163,"errmsg":"code been used, rid: 65ffe934-2355113d-79ef0b31"}"#,
            r#"{"rid":"65ffe934-2355113d-79ef0b31"}"#,
        ] {
            let rid = Answer::new(200, None, text.into()).rid().map(|rid| rid.to_string());
            assert_eq!(rid.as_deref(), Some("65ffe934-2355113d-79ef0b31"), "{text}");
        }
        assert_eq!(Answer::new(200, None, r#"{"errmsg":"ok rid: 1"}"#.into()).rid(), None);
    }
}
