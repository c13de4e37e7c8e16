//! Every operation of development settings, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::operations;
use super::{activity, quotas, secrets, settings};
use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(settings::allow_list::see, settings::allow_list::set))
        .routes(routes!(settings::strangers::handler))
        .routes(routes!(settings::server_domains::see, settings::server_domains::set))
        .routes(routes!(settings::message_push::see, settings::message_push::set))
        .routes(routes!(secrets::retirement::plan, secrets::retirement::take_back))
        .routes(routes!(secrets::leaked::handler))
        .routes(routes!(secrets::fetches::handler))
        .routes(routes!(activity::see::handler))
        .routes(routes!(activity::errors::handler))
        .routes(routes!(activity::impact::handler))
        .routes(routes!(quotas::see::handler))
        .routes(routes!(quotas::clear::handler))
        .routes(routes!(operations::accounts::limits::handler))
}
