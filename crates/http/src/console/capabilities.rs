//! `GET /capabilities`: what can be asked for, in the caller's language.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vermilion_model::text::{Language, sentence};
use vermilion_model::{AccountType, Capability, Catalogue};

use crate::App;
use crate::language::Lang;
use crate::may::Signed;
use crate::page::List;
use crate::problem::{Document, Problem};

/// Whose.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfType {
    /// Only those that accounts of this type may have.
    account_type: Option<String>,
}

/// One capability.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CapabilityBody {
    id: String,
    name: &'static str,
    help: &'static str,
    account_types: Vec<&'static str>,
    /// Whether only an account whose subject is verified may ask for it.
    verified: bool,
    evidence: Vec<EvidenceBody>,
    risk: &'static str,
    review: &'static str,
    calls: Vec<String>,
    sets: Vec<u16>,
    from_start: bool,
}

/// A kind of evidence that a request must carry.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EvidenceBody {
    kind: String,
    name: &'static str,
    help: &'static str,
    /// `text`, `file` or `either`.
    takes: &'static str,
}

#[utoipa::path(get, path = "/capabilities", tag = "authorizations", operation_id = "list_capabilities",
    params(OfType),
    responses((status = 200, body = List<CapabilityBody>), (status = 400, body = Document),
        (status = 401, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(_): Signed,
    Lang(lang): Lang,
    query: Result<Query<OfType>, QueryRejection>,
) -> Result<Json<List<CapabilityBody>>, Problem> {
    let malformed = || Problem::Malformed("/account_type".to_owned());
    let Query(query) = query.map_err(|_| malformed())?;
    let of =
        query.account_type.map(|word| AccountType::from_word(&word).ok_or_else(malformed)).transpose()?;
    let all = app.desk.catalogue.capabilities().iter();
    let fit = all.filter(|capability| of.is_none_or(|of| capability.account_types.contains(&of)));
    Ok(Json(List::whole(fit.map(|capability| render(&app.desk.catalogue, capability, lang)).collect())))
}

fn render(catalogue: &Catalogue, capability: &Capability, lang: Language) -> CapabilityBody {
    let text = |key: String| sentence(lang, &key).unwrap_or_default();
    let evidence = capability.evidence.iter().map(|kind| EvidenceBody {
        kind: kind.clone(),
        name: text(format!("evidence.{kind}")),
        help: text(format!("evidence_help.{kind}")),
        takes: catalogue.takes(kind).word(),
    });
    CapabilityBody {
        id: capability.id.clone(),
        name: text(format!("capability.{}.name", capability.id)),
        help: text(format!("capability.{}.help", capability.id)),
        account_types: capability.account_types.iter().map(|of| of.word()).collect(),
        verified: capability.verified,
        evidence: evidence.collect(),
        risk: capability.risk.word(),
        review: capability.grant.word(),
        calls: capability.calls.clone(),
        sets: capability.sets.clone(),
        from_start: capability.from_start,
    }
}
