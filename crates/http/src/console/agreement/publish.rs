//! `POST /operations/agreements`: another version.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::fact::AgreementTexts;
use vermilion_service::may::Operate;
use vermilion_service::operations::{Asks, publish_agreement};

use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// The texts, a paragraph a line.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PublishAgreement {
    title_zh: String,
    text_zh: String,
    title_en: String,
    text_en: String,
    /// Whether members who agreed to an earlier one are asked again.
    asks_again: bool,
}

/// What it is known by.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgreementPublished {
    version: u32,
}

#[utoipa::path(post, path = "/operations/agreements", tag = "operations", operation_id = "publish_agreement",
    request_body = PublishAgreement,
    responses((status = 201, body = AgreementPublished), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 409, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Body(form): Body<PublishAgreement>,
) -> Result<Changed<AgreementPublished>, Problem> {
    let texts = AgreementTexts {
        title_zh: form.title_zh,
        text_zh: form.text_zh,
        title_en: form.title_en,
        text_en: form.text_en,
    };
    let asks = if form.asks_again { Asks::Again } else { Asks::Newcomers };
    let (seq, version) = publish_agreement(&app.desk, &may, texts, asks).await?;
    Ok(Changed::created(seq, AgreementPublished { version }))
}
