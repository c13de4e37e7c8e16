//! The platform's own rules about applications.

pub(in crate::console) mod disable;
pub(in crate::console) mod enable;
pub(in crate::console) mod list;
pub(in crate::console) mod save;
pub(in crate::console) mod schema;
pub(in crate::console) mod see;
pub(in crate::console) mod try_out;

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::preflight::{PolicyVersionView, PolicyView, Said};

use crate::when::rfc3339;

/// A rule, as lists show it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyBody {
    id: String,
    /// Whether it came with the platform.
    bundled: bool,
    /// The version in force; 0 is the one that came with the platform, nothing where it is switched off.
    enabled: Option<i64>,
    /// The newest version, named by who saves another; 0 where nobody wrote one.
    version: i64,
    /// The newest text, in Cedar.
    text: String,
    /// What the newest text says where it matches; nothing where it does not fit the schema any more.
    says: Option<RuleSays>,
}

/// A rule with its versions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyDetail {
    #[serde(flatten)]
    policy: PolicyBody,
    /// The newest first, at most a hundred and the platform's own.
    versions: Vec<PolicyVersionBody>,
}

/// One version of a rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PolicyVersionBody {
    version: i64,
    text: String,
    /// Nothing for the one that came with the platform.
    saved_at: Option<String>,
}

/// What an applicant is told, in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleSays {
    /// The operator's own code.
    reason: String,
    /// JSON pointer into the form.
    pointer: String,
    zh: String,
    zh_next: String,
    en: String,
    en_next: String,
}

impl From<Said> for RuleSays {
    fn from(said: Said) -> RuleSays {
        let ([zh, en], [zh_next, en_next]) = (said.detail, said.next);
        RuleSays { reason: said.reason, pointer: said.pointer, zh, zh_next, en, en_next }
    }
}

impl From<PolicyVersionView> for PolicyVersionBody {
    fn from(view: PolicyVersionView) -> PolicyVersionBody {
        PolicyVersionBody { version: view.version, text: view.text, saved_at: view.saved_at.map(rfc3339) }
    }
}

impl From<PolicyView> for PolicyBody {
    fn from(view: PolicyView) -> PolicyBody {
        PolicyDetail::from(view).policy
    }
}

impl From<PolicyView> for PolicyDetail {
    fn from(view: PolicyView) -> PolicyDetail {
        let policy = PolicyBody {
            id: view.id,
            bundled: view.bundled,
            enabled: view.enabled,
            version: view.version,
            text: view.text,
            says: view.says.map(RuleSays::from),
        };
        PolicyDetail { policy, versions: view.versions.into_iter().map(PolicyVersionBody::from).collect() }
    }
}
