//! `POST /operations/catalogue/preview`: what another version would change, for whom. Nothing is saved.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::Becomes;
use vermilion_service::catalogue::{AccountAffected, Preview, preview_catalogue};
use vermilion_service::may::Operate;

use crate::App;
use crate::body::Body;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};

/// Another version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PreviewCatalogue {
    /// A text of `capabilities.toml`; nothing means the one that came with the binary.
    text: Option<String>,
}

/// What would change, and for whom.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CatalogueChange {
    /// The newest version; named by who applies this one.
    from: u32,
    to: u32,
    capabilities: Vec<CapabilityChange>,
    /// Calls that every account could make from then on.
    opened: Vec<String>,
    /// Calls that every account may make now, and could then not without a capability.
    closed: Vec<String>,
    /// Calls that nobody could make, since they stand nowhere.
    nobodys: Vec<String>,
    /// How many accounts something changes for.
    accounts: usize,
    /// How many could make a call that they may not now, by call.
    gained: BTreeMap<String, usize>,
    /// How many could make one no longer.
    lost: BTreeMap<String, usize>,
    /// How many authorizations give a capability that becomes another or is gone.
    authorizations: usize,
    /// How many cases and offers ask for one.
    waiting: usize,
    /// How many drafts ask for one.
    drafts: usize,
    /// Whether every draft was looked at; otherwise the first ten thousand.
    every_draft: bool,
    /// The first fifty of the accounts.
    named: Vec<AccountChange>,
}

/// What becomes of one capability.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CapabilityChange {
    capability: String,
    /// `added`, `removed` or `changed`.
    becomes: &'static str,
    properties: Vec<PropertyChange>,
}

/// One property, as the file writes it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PropertyChange {
    property: &'static str,
    before: String,
    after: String,
}

/// What changes for one account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountChange {
    app_id: String,
    /// Nothing for one whose owner was erased.
    name: Option<String>,
    /// Calls that it could make from then on.
    gained: Vec<String>,
    /// Calls that it could make no longer.
    lost: Vec<String>,
    /// Capabilities of its authorizations that become others or are gone.
    holds: Vec<String>,
    /// Such that it asks for or was offered.
    waits: Vec<String>,
    /// How many of its drafts ask for such.
    drafts: usize,
}

#[utoipa::path(post, path = "/operations/catalogue/preview", tag = "catalogue",
    operation_id = "preview_catalogue", request_body = PreviewCatalogue,
    responses((status = 200, body = CatalogueChange), (status = 400, body = Document),
        (status = 401, body = Document), (status = 403, body = Document), (status = 413, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Operate>,
    Body(next): Body<PreviewCatalogue>,
) -> Result<Json<CatalogueChange>, Problem> {
    Ok(Json(preview_catalogue(&app.desk, &may, next.text.as_deref()).await?.into()))
}

impl From<(String, Becomes)> for CapabilityChange {
    fn from((capability, becomes): (String, Becomes)) -> CapabilityChange {
        let (becomes, differences) = match becomes {
            Becomes::Added => ("added", Vec::new()),
            Becomes::Removed => ("removed", Vec::new()),
            Becomes::Changed(differences) => ("changed", differences),
        };
        let properties = differences.into_iter().map(|it| PropertyChange {
            property: it.property,
            before: it.before,
            after: it.after,
        });
        CapabilityChange { capability, becomes, properties: properties.collect() }
    }
}

impl From<AccountAffected> for AccountChange {
    fn from(of: AccountAffected) -> AccountChange {
        let AccountAffected { app_id, name, gained, lost, holds, waits, drafts } = of;
        AccountChange { app_id: app_id.to_string(), name, gained, lost, holds, waits, drafts }
    }
}

impl From<Preview> for CatalogueChange {
    fn from(preview: Preview) -> CatalogueChange {
        let Preview { diff, nobodys, accounts, gained, lost, authorizations, waiting, drafts, .. } = preview;
        CatalogueChange {
            from: diff.from,
            to: diff.to,
            capabilities: diff.capabilities.into_iter().map(CapabilityChange::from).collect(),
            opened: diff.opened,
            closed: diff.closed,
            nobodys,
            accounts,
            gained,
            lost,
            authorizations,
            waiting,
            drafts,
            every_draft: preview.every_draft,
            named: preview.named.into_iter().map(AccountChange::from).collect(),
        }
    }
}
