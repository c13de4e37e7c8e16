//! One rule: a Cedar `forbid` with what it says of itself.

use cedar_policy::{Effect, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use vermilion_model::FieldFault;

use super::unsound::unsound;

/// Longest text of a rule, and of each of its sentences, in characters.
const TEXT_MAX: usize = 16_000;
const SENTENCE_MAX: usize = 300;
/// The annotations that a rule needs, so that whoever it stops is told what and what to do.
const NEEDED: [&str; 5] = ["reason", "zh", "zh_next", "en", "en_next"];
/// Where a finding may stand in the form; `{at}` and `{capability}` are those of the capability that it is about.
const POINTERS: [&str; 7] = [
    "/capabilities/{at}",
    "/capabilities",
    "/purpose/{capability}",
    "/evidence/{capability}",
    "/until",
    "/account_name",
    "/account_type",
];

/// What a rule says where it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The operator's own code.
    pub reason: String,
    /// JSON pointer into the form.
    pub pointer: String,
    /// What is wrong, in Chinese and in English.
    pub detail: [String; 2],
    /// What to do, likewise.
    pub next: [String; 2],
}

/// A rule that was read and checked.
#[derive(Debug, Clone)]
pub(super) struct Rule(Policy);

impl Rule {
    /// Reads a rule and checks it strictly against the schema.
    ///
    /// # Errors
    /// What is wrong with it, at `/text`.
    pub(super) fn read(id: &str, text: &str, schema: &Schema) -> Result<Rule, FieldFault> {
        if text.chars().count() > TEXT_MAX {
            return Err(FieldFault::new("/text", "too_long").with("max", &TEXT_MAX));
        }
        let set: PolicySet =
            text.parse().map_err(|error: cedar_policy::ParseErrors| unsound(text, &error))?;
        let mut policies = set.policies();
        let (Some(policy), None, true) = (policies.next(), policies.next(), set.templates().next().is_none())
        else {
            return Err(FieldFault::new("/text", "policy_not_one"));
        };
        if let Some(error) =
            Validator::new(schema.clone()).validate(&set, ValidationMode::Strict).validation_errors().next()
        {
            return Err(unsound(text, error));
        }
        let rule = Rule(policy.new_id(PolicyId::new(id)));
        rule.speaks().map(|()| rule)
    }

    /// Whether it says everything that whoever it stops needs.
    fn speaks(&self) -> Result<(), FieldFault> {
        let fault = |code| FieldFault::new("/text", code);
        if self.0.effect() != Effect::Forbid {
            return Err(fault("policy_permits"));
        }
        for name in NEEDED {
            let text = self.text(name);
            if text.trim().is_empty() {
                return Err(fault("policy_annotation").with("name", &name));
            }
            if text.chars().count() > SENTENCE_MAX || text.chars().any(char::is_control) {
                return Err(fault("policy_sentence").with("name", &name).with("max", &SENTENCE_MAX));
            }
        }
        if !is_code(self.text("reason")) {
            return Err(fault("policy_reason"));
        }
        if POINTERS.contains(&self.pointer()) {
            Ok(())
        } else {
            Err(fault("policy_pointer").with("allowed", &POINTERS.join(" ")))
        }
    }

    fn text(&self, name: &str) -> &str {
        self.0.annotation(name).unwrap_or_default()
    }

    fn pointer(&self) -> &str {
        self.0.annotation("pointer").unwrap_or("/capabilities/{at}")
    }

    pub(super) fn id(&self) -> String {
        self.0.id().to_string()
    }

    pub(super) fn policy(&self) -> &Policy {
        &self.0
    }

    /// What it says about the capability that stands at a place of the form; nothing keeps the place as written.
    pub(super) fn said(&self, about: Option<(usize, &str)>) -> Said {
        let pointer = self.pointer();
        let pointer = match about {
            Some((at, id)) => pointer.replace("{at}", &at.to_string()).replace("{capability}", id),
            None => pointer.to_owned(),
        };
        let both = |zh, en| [self.text(zh).to_owned(), self.text(en).to_owned()];
        Said {
            reason: self.text("reason").to_owned(),
            pointer,
            detail: both("zh", "en"),
            next: both("zh_next", "en_next"),
        }
    }
}

/// Whether it may be the id of a rule, or the code of a reason: lower-case letters, digits and `_`, 64 at most.
pub(super) fn is_code(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=64).contains(&text.len()) && text.bytes().all(plain)
}
