//! Every operation of the simulation, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{clock, env, outbox};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(clock::read, clock::advance))
        .routes(routes!(outbox::handler))
        .routes(routes!(env::handler))
}
