//! The catalogue: what capabilities there are, and which calls they open. Data, not code.

use std::collections::HashMap;

use serde::Deserialize;

use crate::{AccountType, Capabilities, CapabilityNo, ConsentNeed, Limits, ReviewClass, Takes};

const CAPABILITIES: &str = include_str!("../../../catalogue/capabilities.toml");
const LIMITS: &str = include_str!("../../../catalogue/limits.toml");
const CALLS: &str = include_str!("../../../catalogue/calls.json");

/// A call's place in the catalogue; not permanent, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallNo(pub u16);

/// How much harm a wrong grant does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Little.
    Low,
    /// Some.
    Medium,
    /// Much: two persons review it.
    High,
}

impl Risk {
    /// The word used in the APIs; `risk.<word>` in the language files.
    pub const fn word(self) -> &'static str {
        match self {
            Risk::Low => "low",
            Risk::Medium => "medium",
            Risk::High => "high",
        }
    }
}

/// Whose token a call takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accepts {
    /// The account's own.
    Account,
    /// A third-party platform's, on behalf of an account.
    Authorizer,
    /// A third-party platform's own.
    Component,
    /// A user's, by OAuth.
    Oauth,
    /// No token: AppID and AppSecret, or nothing.
    None,
}

/// What a call's body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// None.
    None,
    /// JSON, whatever the `Content-Type` says.
    Json,
    /// XML.
    Xml,
    /// An upload.
    Multipart,
    /// `name=value` pairs.
    Form,
}

/// One call of the WeChat API.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its place.
    pub no: CallNo,
    /// `GET` or `POST`.
    pub method: String,
    /// Its path.
    pub path: String,
    /// Whose tokens it takes.
    pub accepts: Vec<Accepts>,
    /// What its body is.
    pub body: Body,
    /// Whether refusals use the comma before `rid`, as `/sns` does.
    pub sns: bool,
    /// Whether every account in good standing may make it.
    pub open: bool,
    /// The capabilities that open it.
    pub opened_by: Capabilities,
    /// What it needs from the user.
    pub consent: ConsentNeed,
}

impl Call {
    /// `METHOD:/path`, as the catalogue, `explain` and logs write it.
    pub fn name(&self) -> String {
        format!("{}:{}", self.method, self.path)
    }
}

/// One capability 账号功能.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capability {
    /// Its permanent number.
    pub number: CapabilityNo,
    /// Its word in the APIs and language files.
    pub id: String,
    /// Who may ask for it.
    pub account_types: Vec<AccountType>,
    /// Whether only an account whose subject is verified may ask for it.
    #[serde(default)]
    pub verified: bool,
    /// What evidence a request must carry.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// How much harm a wrong grant does.
    pub risk: Risk,
    /// Who reviews a grant.
    pub grant: ReviewClass,
    /// Who reviews a delegation.
    pub delegation: ReviewClass,
    /// The calls it opens, as `METHOD:/path`.
    pub calls: Vec<String>,
    /// What its calls need from the user.
    #[serde(default = "no_consent")]
    pub consent: ConsentNeed,
    /// WeChat's permission sets it belongs to.
    #[serde(default)]
    pub sets: Vec<u16>,
    /// Whether every account of these types has it without asking.
    #[serde(default)]
    pub from_start: bool,
}

/// A kind of evidence, and what it may be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceKind {
    /// Its word in the APIs and language files.
    pub kind: String,
    /// Words, a file, or either.
    pub takes: Takes,
}

fn no_consent() -> ConsentNeed {
    ConsentNeed::None
}

/// What is wrong with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueFault {
    /// A file does not parse.
    #[error("{file}: {why}")]
    Unreadable {
        /// Which.
        file: &'static str,
        /// The parser's words.
        why: String,
    },
    /// A number is used twice or above 127.
    #[error("capability {0}: its number is taken or above 127")]
    Number(String),
    /// A capability names a call that is not in `calls.json`.
    #[error("capability {capability} opens {call}, which is not a call")]
    UnknownCall {
        /// Which capability.
        capability: String,
        /// The text.
        call: String,
    },
    /// Two capabilities open one call but want different consents.
    #[error("{0} is opened with two different consents")]
    TwoConsents(String),
    /// A call stands in a list that asks for no capability, and in another list or a capability too.
    #[error("{0} stands in two places that contradict each other")]
    TwoPlaces(String),
    /// A permission set's number is used twice or out of order.
    #[error("permission set {0}: the numbers must rise")]
    SetNumber(u16),
    /// A coded reason's code is used twice.
    #[error("reason {0} stands twice")]
    ReasonTwice(String),
}

/// Everything the catalogue says, checked.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Its version.
    pub version: u32,
    evidence_kinds: Vec<EvidenceKind>,
    capabilities: Vec<Capability>,
    calls: Vec<Call>,
    by_path: HashMap<String, CallNo>,
    secret_calls: Vec<CallNo>,
    component_calls: Vec<CallNo>,
    limits: Limits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CapabilitiesFile {
    version: u32,
    open_calls: Vec<String>,
    #[serde(default)]
    secret_calls: Vec<String>,
    #[serde(default)]
    component_calls: Vec<String>,
    #[serde(default)]
    evidence_kind: Vec<EvidenceKind>,
    capability: Vec<Capability>,
}

#[derive(Deserialize)]
struct CallLine {
    method: String,
    path: String,
    accepts: Vec<Accepts>,
    body: Body,
    sns: bool,
}

impl Catalogue {
    /// The one that this binary carries.
    pub fn embedded() -> Result<Catalogue, CatalogueFault> {
        Catalogue::with_capabilities(CAPABILITIES)
    }

    /// The text of the one that this binary carries.
    pub const fn embedded_text() -> &'static str {
        CAPABILITIES
    }

    /// From another text of `capabilities.toml`, over this binary's calls and limits.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn with_capabilities(text: &str) -> Result<Catalogue, CatalogueFault> {
        let mut catalogue = Catalogue::parse(text, CALLS)?;
        catalogue.limits = Limits::parse(LIMITS, &catalogue)?;
        Ok(catalogue)
    }

    /// From the two files' texts; everything in them is checked.
    pub fn parse(capabilities: &str, calls: &str) -> Result<Catalogue, CatalogueFault> {
        let unreadable = |file, why| CatalogueFault::Unreadable { file, why };
        let file: CapabilitiesFile =
            toml::from_str(capabilities).map_err(|e| unreadable("capabilities.toml", e.to_string()))?;
        let lines: Vec<CallLine> =
            serde_json::from_str(calls).map_err(|e| unreadable("calls.json", e.to_string()))?;
        let calls: Vec<Call> = (0u16..).zip(lines).map(|(no, line)| line.into_call(CallNo(no))).collect();
        let by_path = calls.iter().map(|call| (call.path.clone(), call.no)).collect();
        let mut catalogue = Catalogue {
            version: file.version,
            evidence_kinds: file.evidence_kind,
            capabilities: Vec::new(),
            calls,
            by_path,
            secret_calls: Vec::new(),
            component_calls: Vec::new(),
            limits: Limits::default(),
        };
        for name in &file.open_calls {
            catalogue.call_named(name, "open_calls")?.open = true;
        }
        catalogue.secret_calls = catalogue.numbers(&file.secret_calls, "secret_calls")?;
        catalogue.component_calls = catalogue.numbers(&file.component_calls, "component_calls")?;
        for capability in file.capability {
            catalogue.add(capability)?;
        }
        catalogue.one_place_each()?;
        Ok(catalogue)
    }

    fn numbers(&mut self, names: &[String], list: &str) -> Result<Vec<CallNo>, CatalogueFault> {
        names.iter().map(|name| self.call_named(name, list).map(|call| call.no)).collect()
    }

    // A call that needs no capability must not look as if one opened it, nor the other way round.
    fn one_place_each(&self) -> Result<(), CatalogueFault> {
        match self.calls.iter().find(|call| self.places(call) > 1) {
            Some(call) => Err(CatalogueFault::TwoPlaces(call.name())),
            None => Ok(()),
        }
    }

    fn places(&self, call: &Call) -> usize {
        let secret = self.secret_calls.contains(&call.no);
        let component = self.component_calls.contains(&call.no);
        [call.open, secret, component, !call.opened_by.is_empty()].into_iter().filter(|here| *here).count()
    }

    fn add(&mut self, capability: Capability) -> Result<(), CatalogueFault> {
        let taken = self.capabilities.iter().any(|c| c.number == capability.number || c.id == capability.id);
        if taken || capability.number.0 > 127 {
            return Err(CatalogueFault::Number(capability.id));
        }
        for name in &capability.calls {
            let call = self.call_named(name, &capability.id)?;
            if !call.opened_by.is_empty() && call.consent != capability.consent {
                return Err(CatalogueFault::TwoConsents(name.clone()));
            }
            call.opened_by = call.opened_by.and(Capabilities::one(capability.number));
            call.consent = capability.consent;
        }
        self.capabilities.push(capability);
        Ok(())
    }

    fn call_named(&mut self, name: &str, capability: &str) -> Result<&mut Call, CatalogueFault> {
        self.calls.iter_mut().find(|call| call.name() == name).ok_or_else(|| CatalogueFault::UnknownCall {
            capability: capability.to_owned(),
            call: name.to_owned(),
        })
    }

    /// Every capability, in the file's order.
    pub fn capabilities(&self) -> &[Capability] {
        &self.capabilities
    }

    /// One capability by its word.
    pub fn capability(&self, id: &str) -> Option<&Capability> {
        self.capabilities.iter().find(|c| c.id == id)
    }

    /// One capability by its number.
    pub fn capability_by_number(&self, number: CapabilityNo) -> Option<&Capability> {
        self.capabilities.iter().find(|c| c.number == number)
    }

    /// What an account of this type has without asking.
    pub fn from_start(&self, account_type: AccountType) -> Capabilities {
        self.capabilities
            .iter()
            .filter(|c| c.from_start && c.account_types.contains(&account_type))
            .map(|c| c.number)
            .collect()
    }

    /// How often an account may make which call.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What a kind of evidence may be; either, where the catalogue does not say.
    pub fn takes(&self, kind: &str) -> Takes {
        self.evidence_kinds.iter().find(|known| known.kind == kind).map_or(Takes::Either, |known| known.takes)
    }

    /// The kinds of evidence of which the catalogue says what they may be.
    pub fn evidence_kinds(&self) -> &[EvidenceKind] {
        &self.evidence_kinds
    }

    /// Every call.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// Calls with AppID and AppSecret, or a platform's ticket, in place of a token.
    pub fn secret_calls(&self) -> &[CallNo] {
        &self.secret_calls
    }

    /// Calls a third-party platform makes with its own token, about itself and its authorizers.
    pub fn component_calls(&self) -> &[CallNo] {
        &self.component_calls
    }

    /// Calls that stand nowhere, so that nobody may ever make them.
    pub fn unplaced(&self) -> Vec<&Call> {
        self.calls.iter().filter(|call| self.places(call) == 0).collect()
    }

    /// One call by its place.
    pub fn call(&self, no: CallNo) -> Option<&Call> {
        self.calls.get(usize::from(no.0))
    }

    /// One call by its path, whatever the method.
    pub fn call_by_path(&self, path: &str) -> Option<&Call> {
        self.by_path.get(path).and_then(|no| self.call(*no))
    }

    /// One call by `METHOD:/path`.
    pub fn call_by_name(&self, name: &str) -> Option<&Call> {
        let (method, path) = name.split_once(':')?;
        self.call_by_path(path).filter(|call| call.method == method)
    }

    /// The strictest review that these capabilities need, for a grant.
    pub fn grant_review(&self, asked: Capabilities) -> ReviewClass {
        self.strictest(asked, |capability| capability.grant)
    }

    /// The strictest review that these capabilities need, for a delegation.
    pub fn delegation_review(&self, asked: Capabilities) -> ReviewClass {
        self.strictest(asked, |capability| capability.delegation)
    }

    fn strictest(&self, asked: Capabilities, of: fn(&Capability) -> ReviewClass) -> ReviewClass {
        let asked = self.capabilities.iter().filter(|c| asked.has(c.number));
        asked.map(of).max().unwrap_or(ReviewClass::OnePerson)
    }
}

impl CallLine {
    fn into_call(self, no: CallNo) -> Call {
        Call {
            no,
            method: self.method,
            path: self.path,
            accepts: self.accepts,
            body: self.body,
            sns: self.sns,
            open: false,
            opened_by: Capabilities::NONE,
            consent: ConsentNeed::None,
        }
    }
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;
