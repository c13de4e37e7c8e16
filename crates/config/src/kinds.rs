//! Types of settings that are ours.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::given::Given;
use crate::kind::{Bounds, Fault, Kind, word};

/// A text that is not printed.
#[derive(Debug, Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The text itself, for the one that needs it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Kind for Secret {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let text = given.text().filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| Fault::new("it is empty, or no text", "write the text"))?;
        Ok(Secret(text.to_owned().into()))
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string", "minLength": 1})
    }

    fn shown(&self) -> Value {
        "…".into()
    }
}

/// An address to listen on, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Nothing listens.
    Off,
    /// There.
    At(SocketAddr),
}

impl Kind for Door {
    fn read(given: &Given, bounds: Bounds) -> Result<Self, Fault> {
        if given.text() == Some("off") {
            return Ok(Door::Off);
        }
        let fault = |fault: Fault| Fault::new(fault.reason, "write it like 127.0.0.1:9464, or off for none");
        SocketAddr::read(given, bounds).map(Door::At).map_err(fault)
    }

    fn schema(bounds: Bounds) -> Value {
        SocketAddr::schema(bounds)
    }

    fn shown(&self) -> Value {
        match self {
            Door::Off => "off".into(),
            Door::At(address) => address.shown(),
        }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl LogFormat {
    const WORDS: [(&str, LogFormat); 2] = [("text", LogFormat::Text), ("json", LogFormat::Json)];
}

/// How the work is spread over the processors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runtime {
    /// One pool of threads: any thread takes up any request.
    Shared,
    /// One thread a processor, each with connections of its own.
    PerCore,
}

impl Runtime {
    const WORDS: [(&str, Runtime); 2] = [("shared", Runtime::Shared), ("per-core", Runtime::PerCore)];
}

/// Whether something is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

impl Switch {
    const WORDS: [(&str, Switch); 2] = [("on", Switch::On), ("off", Switch::Off)];
}

/// How the mail server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS.
    StartTls,
    /// In the clear.
    None,
}

impl MailSecurity {
    const WORDS: [(&str, MailSecurity); 3] =
        [("tls", MailSecurity::Tls), ("starttls", MailSecurity::StartTls), ("none", MailSecurity::None)];
}

/// Whether a phone number is proven when somebody registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneProof {
    /// It is not.
    Off,
    /// Where one is given.
    Given,
    /// Always.
    Required,
}

impl PhoneProof {
    const WORDS: [(&str, PhoneProof); 3] =
        [("off", PhoneProof::Off), ("given", PhoneProof::Given), ("required", PhoneProof::Required)];
}

/// Who may register, where registration is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Anybody.
    Open,
    /// Who has an invitation.
    Invited,
    /// Anybody; reviewers admit each new account.
    Case,
}

impl Admission {
    const WORDS: [(&str, Admission); 3] =
        [("open", Admission::Open), ("invited", Admission::Invited), ("case", Admission::Case)];
}

macro_rules! kind_of_words {
    ($($name:ident)+) => {$(
        impl Kind for $name {
            fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
                word(given, &$name::WORDS)
            }

            fn schema(_: Bounds) -> Value {
                let words: Vec<&str> = $name::WORDS.iter().map(|(word, _)| *word).collect();
                json!({"enum": words})
            }

            fn shown(&self) -> Value {
                $name::WORDS.iter().find(|(_, value)| value == self).map_or(Value::Null, |(word, _)| (*word).into())
            }
        }
    )+};
}
kind_of_words!(Admission LogFormat MailSecurity PhoneProof Runtime Switch);

/// The address that people's browsers see: `https://host` or `http://host`, perhaps with a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address of a server that is reached directly.
    pub(crate) fn of_listener(listen: SocketAddr) -> PublicUrl {
        PublicUrl(format!("http://{listen}"))
    }

    /// The text, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach it by TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl Kind for PublicUrl {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let fault =
            || Fault::not(given, "an address without a path", "write it like https://open.example.com");
        let text = given.text().ok_or_else(fault)?;
        let text = text.strip_suffix('/').unwrap_or(text);
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let permitted = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        let good = host.is_some_and(|host| !host.is_empty() && host.chars().all(permitted));
        if good { Ok(PublicUrl(text.to_owned())) } else { Err(fault()) }
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string", "pattern": "^https?://[-A-Za-z0-9._:\\[\\]]+/?$"})
    }

    fn shown(&self) -> Value {
        self.as_str().into()
    }
}

impl Kind for IpAddr {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let address = given.text().and_then(|text| text.parse().ok());
        address.ok_or_else(|| Fault::not(given, "an address", "write it like 203.0.113.7"))
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string"})
    }

    fn shown(&self) -> Value {
        self.to_string().into()
    }
}

impl Kind for IpNet {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let text = given.text().unwrap_or_default();
        let alone = || text.parse::<IpAddr>().ok().map(IpNet::from);
        let network = text.parse().ok().or_else(alone);
        network.ok_or_else(|| {
            Fault::not(given, "an address or a network", "write it like 10.0.0.0/8 or 10.1.2.3")
        })
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string"})
    }

    fn shown(&self) -> Value {
        self.to_string().into()
    }
}

/// A time zone by its name: one without summer time, so that days are 24 hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    ahead: u32,
}

/// No zone is looked at before this: what it did last century does not matter.
const SINCE: jiff::Timestamp = jiff::Timestamp::constant(1_700_000_000, 0);

impl Zone {
    pub(crate) fn shanghai() -> Zone {
        Zone { name: "Asia/Shanghai".to_owned(), ahead: 8 * 3_600 }
    }

    fn named(name: &str) -> Option<Zone> {
        let zone = TimeZone::get(name).ok().filter(|zone| zone.following(SINCE).next().is_none())?;
        let ahead = u32::try_from(zone.to_offset(SINCE).seconds()).ok()?;
        Some(Zone { name: name.to_owned(), ahead })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many seconds it is ahead of UTC.
    pub fn seconds_ahead(&self) -> u32 {
        self.ahead
    }
}

impl Kind for Zone {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        let next = "write the name of a zone east of Greenwich without summer time, like Asia/Shanghai";
        given.text().and_then(Zone::named).ok_or_else(|| Fault::not(given, "a time zone that will do", next))
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string"})
    }

    fn shown(&self) -> Value {
        self.name().into()
    }
}

impl Kind for Date {
    fn read(given: &Given, _: Bounds) -> Result<Self, Fault> {
        // A date without quotes is a type of its own in TOML.
        let text = match given {
            Given::Toml(toml::Value::Datetime(date)) => Some(date.to_string()),
            Given::Toml(_) | Given::Text(_) => given.text().map(str::to_owned),
        };
        let date = text.filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
        date.ok_or_else(|| Fault::not(given, "a date", "write it like 2026-10-01"))
    }

    fn schema(_: Bounds) -> Value {
        json!({"type": "string", "format": "date"})
    }

    fn shown(&self) -> Value {
        self.to_string().into()
    }
}
