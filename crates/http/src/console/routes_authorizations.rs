//! What applicants do, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{authorizations, calls, capabilities, drafts};
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
        .routes(routes!(calls::list::handler))
        .routes(routes!(calls::explain::handler))
        .routes(routes!(calls::refusal::handler))
}
