//! `POST /operations/policies/try`: the test bench; nothing is saved.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::AccountType;
use vermilion_service::may::Operate;
use vermilion_service::preflight::{Came, MadeUp, Tried, TriedOn, What, try_policy};
use vermilion_service::{Failure, Kind};

use super::RuleSays;
use crate::App;
use crate::body::Body;
use crate::may::ProvenPlatform;
use crate::path;
use crate::problem::{Document, Problem};

/// A text, and the application that it is tried on: a case or one that is made up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TryPolicy {
    /// The rule in whose place it is tried.
    id: Option<String>,
    /// One policy; nothing asks the rules in force alone.
    text: Option<String>,
    /// A case about an authorization.
    case: Option<String>,
    made_up: Option<MadeUpBody>,
}

/// One capability of a made-up application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MadeUpBody {
    /// `grant` or `delegate`.
    action: String,
    account_type: String,
    /// How old the account is.
    #[serde(default)]
    age_days: u32,
    /// What it holds.
    #[serde(default)]
    held: Vec<String>,
    /// Which capability is looked at.
    capability: String,
    /// Everything asked for at once; the capability alone where it is empty.
    #[serde(default)]
    asked: Vec<String>,
    #[serde(default)]
    purpose: String,
    /// The kind of each piece of evidence.
    #[serde(default)]
    evidence: Vec<String>,
    /// How many days it shall hold; nothing means without end.
    days: Option<u32>,
}

/// What came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedBody {
    results: Vec<TriedRule>,
}

/// What became of one rule, for one capability.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TriedRule {
    /// Nothing for a text that has no id yet.
    policy: Option<String>,
    /// Whether it is the text that is tried; of the other rules those stand here that matched or failed.
    tried: bool,
    capability: String,
    /// `matched`, `not_matched` or `failed`.
    outcome: &'static str,
    /// What the applicant would be told.
    says: Option<RuleSays>,
    /// Why it could not be asked, in Cedar's words; such an application cannot be submitted.
    why: Option<String>,
}

impl MadeUpBody {
    fn read(self) -> Result<MadeUp, Failure> {
        let unknown = |pointer| Failure::field(pointer, "unknown");
        Ok(MadeUp {
            what: What::from_word(&self.action).ok_or_else(|| unknown("/made_up/action"))?,
            account_type: AccountType::from_word(&self.account_type)
                .ok_or_else(|| unknown("/made_up/account_type"))?,
            age_days: self.age_days.into(),
            held: self.held,
            capability: self.capability,
            asked: self.asked,
            purpose: self.purpose,
            evidence: self.evidence,
            days: self.days.map(i64::from),
        })
    }
}

impl From<Tried> for TriedRule {
    fn from(tried: Tried) -> TriedRule {
        let (outcome, says, why) = match tried.came {
            Came::Matched(said) => ("matched", Some(said.into()), None),
            Came::NotMatched => ("not_matched", None, None),
            Came::Failed(why) => ("failed", None, Some(why)),
        };
        let Tried { policy, tried, capability, .. } = tried;
        TriedRule { policy, tried, capability, outcome, says, why }
    }
}

#[utoipa::path(post, path = "/operations/policies/try", tag = "policies", operation_id = "try_policy",
    request_body = TryPolicy,
    responses((status = 200, body = TriedBody), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 404, body = Document),
        (status = 413, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Body(asked): Body<TryPolicy>,
) -> Result<Json<TriedBody>, Problem> {
    let TryPolicy { id, text, case, made_up } = asked;
    let on = match (case, made_up) {
        (Some(case), None) => TriedOn::Case(path::id(&case, Kind::Case)?),
        (None, Some(made_up)) => TriedOn::MadeUp(made_up.read()?),
        (None, None) => return Err(Failure::field("/case", "required").into()),
        (Some(_), Some(_)) => return Err(Failure::field("/made_up", "duplicate").into()),
    };
    let tried = try_policy(&app.desk, &may, (id.as_deref(), text.as_deref()), on).await?;
    Ok(Json(TriedBody { results: tried.into_iter().map(TriedRule::from).collect() }))
}
