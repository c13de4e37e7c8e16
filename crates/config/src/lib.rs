//! What an operator can set: sections, their defaults, the checks, and the JSON schema of it all.
//!
//! A setting is looked for in the file, then in `VERMILION_*`, then among the flags; the last one
//! found holds. Every problem is reported, with its setting, the reason and the next step, and all
//! of them at once. This is the one place that reads the process's environment.
//!
//! Deliberately absent: any other crate of ours, and any use of what is read here. Nobody takes a
//! type of a section: the binary hands plain values on.

mod check;
mod given;
mod kind;
mod kinds;
mod load;
mod problem;
mod reader;
mod schema;
mod section;
mod sections;
mod source;
mod work;

pub use kinds::{
    Admission, Door, LogFormat, MailSecurity, PhoneProof, PublicUrl, Runtime, Secret, Switch, Zone,
};
pub use load::{Config, Loaded};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use sections::{
    Accounts, Evidence, Keys, Log, Mail, Metrics, Platform, Registration, Review, Server, Sessions, Sms,
    Store,
};
pub use source::{File, Flag, Sources};
pub use work::WorkDays;
