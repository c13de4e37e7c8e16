//! Every operation of the console, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::me;
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(me::handler))
}
