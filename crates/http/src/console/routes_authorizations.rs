//! What applicants do, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{authorizations, calls, capabilities, delegations, drafts, evidence};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(capabilities::handler))
        .routes(routes!(drafts::begin::handler, drafts::list::handler))
        .routes(routes!(drafts::see::handler, drafts::save::handler, drafts::drop::handler))
        .routes(routes!(drafts::preflight::handler))
        .routes(routes!(drafts::submit::handler))
        .routes(routes!(authorizations::list::handler))
        .routes(routes!(authorizations::see::handler))
        .routes(routes!(authorizations::withdraw::handler))
        .routes(routes!(authorizations::give_up::handler))
        .routes(routes!(authorizations::revoke::handler))
        .routes(routes!(evidence::list::handler, evidence::upload::handler))
        .routes(routes!(evidence::content::handler))
        .routes(routes!(evidence::discard::handler))
        .routes(routes!(delegations::list::handler, delegations::offer::handler))
        .routes(routes!(delegations::preflight::handler))
        .routes(routes!(delegations::see::handler))
        .routes(routes!(delegations::modify::handler))
        .routes(routes!(delegations::accept::handler))
        .routes(routes!(delegations::refuse::handler))
        .routes(routes!(delegations::withdraw::handler))
        .routes(routes!(delegations::give_up::handler))
        .routes(routes!(delegations::revoke::handler))
        .routes(routes!(calls::list::handler))
        .routes(routes!(calls::explain::handler))
        .routes(routes!(calls::refusal::handler))
}
