//! Every operation of development settings, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::operations;
use super::quotas;
use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(quotas::see::handler))
        .routes(routes!(quotas::clear::handler))
        .routes(routes!(operations::accounts::limits::handler))
}
