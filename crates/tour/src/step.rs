//! One step: what it is called, what it expects, what it asks.

use serde_json::Value;
use vermilion_wire::ErrCode;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::want::Want;

/// A step before it is taken.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) expects: &'static str,
    pub(crate) ask: Ask,
    wants: Vec<Want>,
}

impl Step {
    /// Without wants it expects any answer at all; each call below adds one.
    pub(crate) fn new(name: &'static str, expects: &'static str, ask: Ask) -> Step {
        Step { name, expects, ask, wants: Vec::new() }
    }

    fn want(mut self, want: Want) -> Step {
        self.wants.push(want);
        self
    }

    pub(crate) fn status(self, code: u16) -> Step {
        self.want(Want::Status(vec![code]))
    }

    pub(crate) fn status_of(self, codes: &[u16]) -> Step {
        self.want(Want::Status(codes.to_vec()))
    }

    /// A WeChat call that succeeds.
    pub(crate) fn ok(self) -> Step {
        self.status(200).want(Want::Errcode(vec![0]))
    }

    /// A WeChat call that is refused, with a `rid`.
    pub(crate) fn refused(self, codes: &[ErrCode]) -> Step {
        let codes = codes.iter().map(|code| i64::from(code.0)).collect();
        self.status(200).want(Want::Errcode(codes)).want(Want::Rid)
    }

    /// A problem document with this code.
    pub(crate) fn problem(self, status: u16, code: &str) -> Step {
        self.status(status).is("/code", code).want(Want::Word("/detail")).want(Want::Word("/next"))
    }

    pub(crate) fn is(self, pointer: &'static str, value: impl Into<Value>) -> Step {
        self.want(Want::Is(pointer, value.into()))
    }

    pub(crate) fn word(self, pointer: &'static str) -> Step {
        self.want(Want::Word(pointer))
    }

    pub(crate) fn nothing(self, pointer: &'static str) -> Step {
        self.want(Want::Nothing(pointer))
    }

    pub(crate) fn item(self, pointer: &'static str, like: Value) -> Step {
        self.want(Want::Item(pointer, like))
    }

    pub(crate) fn no_item(self, pointer: &'static str, like: Value) -> Step {
        self.want(Want::NoItem(pointer, like))
    }

    pub(crate) fn lacks(self, text: &str) -> Step {
        self.want(Want::Lacks(text.to_owned()))
    }

    pub(crate) fn holds(self, words: &'static str, test: fn(&Answer) -> bool) -> Step {
        self.want(Want::Holds(words, test))
    }

    /// The first thing in the answer that surprises.
    pub(crate) fn surprise(&self, answer: &Answer) -> Option<String> {
        self.wants.iter().find_map(|want| want.surprise(answer))
    }
}
