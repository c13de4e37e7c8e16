//! What reviewers and auditors do, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{audit, review};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(review::queue::handler))
        .routes(routes!(review::see::handler))
        .routes(routes!(review::take::handler))
        .routes(routes!(review::approve::handler))
        .routes(routes!(review::reject::handler))
        .routes(routes!(review::reasons::handler))
        .routes(routes!(audit::entries::handler))
        .routes(routes!(audit::verification::handler))
}
