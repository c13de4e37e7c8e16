//! `GET /operations/agreements`: every version that was published, and who agreed to which.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::fact::AgreementTexts;
use vermilion_service::may::Operate;
use vermilion_service::operations::{AgreementRow, list_agreements};

use crate::App;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The versions, and how many members agreed to which.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgreementsBody {
    /// What was published, the newest first, at most a hundred.
    items: Vec<AgreementItem>,
    present: PresentAgreement,
    /// The newest version first; 0 stands for members who agreed to none. Versions that nobody agreed to last are
    /// left out.
    agreed: Vec<AgreedBody>,
}

/// The one that holds: the newest published, or what came with the program.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PresentAgreement {
    version: u32,
    title_zh: String,
    text_zh: String,
    title_en: String,
    text_en: String,
}

/// Of one version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgreedBody {
    version: u32,
    /// Members who agreed to it last.
    members: i64,
}

/// A version.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgreementItem {
    version: u32,
    title_zh: String,
    text_zh: String,
    title_en: String,
    text_en: String,
    published_at: String,
    /// Whether members who agreed to an earlier one are asked again.
    asks_again: bool,
}

impl From<AgreementRow> for AgreementItem {
    fn from(row: AgreementRow) -> AgreementItem {
        AgreementItem {
            version: row.version,
            title_zh: row.texts.title_zh,
            text_zh: row.texts.text_zh,
            title_en: row.texts.title_en,
            text_en: row.texts.text_en,
            published_at: rfc3339(row.published_at),
            asks_again: row.asks_again_at.is_some(),
        }
    }
}

#[utoipa::path(get, path = "/operations/agreements", tag = "operations", operation_id = "list_agreements",
    responses((status = 200, body = AgreementsBody), (status = 401, body = Document),
        (status = 403, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
) -> Result<Json<AgreementsBody>, Problem> {
    let found = list_agreements(&app.desk, &may).await?;
    let (version, AgreementTexts { title_zh, text_zh, title_en, text_en }) = found.present;
    Ok(Json(AgreementsBody {
        items: found.published.into_iter().map(AgreementItem::from).collect(),
        present: PresentAgreement { version, title_zh, text_zh, title_en, text_en },
        agreed: found.agreed.into_iter().map(|(version, members)| AgreedBody { version, members }).collect(),
    }))
}
