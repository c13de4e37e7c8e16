//! The form of an application, as typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::authorizations::{Evidence, Form};

/// What was typed; it is checked when it is submitted, and before that at `preflight`.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FormBody {
    /// 账号名称
    account_name: String,
    /// 账号类型
    account_type: String,
    /// 账号功能
    capabilities: Vec<String>,
    /// What each capability is for.
    purpose: BTreeMap<String, String>,
    /// What each capability's request rests on.
    evidence: BTreeMap<String, Vec<EvidenceBody>>,
    /// Until when: a day such as `2027-12-31`, or a moment in RFC 3339; nothing means without end.
    until: Option<String>,
}

/// One piece of evidence.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
#[schema(as = GivenEvidence)]
pub(crate) struct EvidenceBody {
    /// Which of the kinds that the capability asks for.
    kind: String,
    /// What the applicant calls it.
    name: String,
    /// What it says, or where it is found.
    text: String,
    /// The id of a file that was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl std::fmt::Debug for FormBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormBody(..)")
    }
}
impl std::fmt::Debug for EvidenceBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EvidenceBody(..)")
    }
}

impl From<FormBody> for Form {
    fn from(body: FormBody) -> Form {
        let evidence = |list: Vec<EvidenceBody>| list.into_iter().map(Evidence::from).collect();
        Form {
            account_name: body.account_name,
            account_type: body.account_type,
            capabilities: body.capabilities,
            purpose: body.purpose,
            evidence: body.evidence.into_iter().map(|(id, list)| (id, evidence(list))).collect(),
            until: body.until,
        }
    }
}

impl From<Form> for FormBody {
    fn from(form: Form) -> FormBody {
        let evidence = |list: Vec<Evidence>| list.into_iter().map(EvidenceBody::from).collect();
        FormBody {
            account_name: form.account_name,
            account_type: form.account_type,
            capabilities: form.capabilities,
            purpose: form.purpose,
            evidence: form.evidence.into_iter().map(|(id, list)| (id, evidence(list))).collect(),
            until: form.until,
        }
    }
}

impl From<EvidenceBody> for Evidence {
    fn from(body: EvidenceBody) -> Evidence {
        Evidence { kind: body.kind, name: body.name, text: body.text, file: body.file }
    }
}

impl From<Evidence> for EvidenceBody {
    fn from(evidence: Evidence) -> EvidenceBody {
        EvidenceBody { kind: evidence.kind, name: evidence.name, text: evidence.text, file: evidence.file }
    }
}
