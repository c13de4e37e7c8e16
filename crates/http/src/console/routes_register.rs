//! What owners do about an account's own register, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{accounts, register, verification};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts::freeze::freeze))
        .routes(routes!(accounts::freeze::unfreeze))
        .routes(routes!(accounts::closing::close, accounts::closing::keep))
        .routes(routes!(accounts::bindings::list))
        .routes(routes!(accounts::bindings::bind, accounts::bindings::unbind))
        .routes(routes!(register::see::handler))
        .routes(routes!(register::change::handler))
        .routes(routes!(register::withdraw::handler))
        .routes(routes!(register::avatar::handler))
        .routes(routes!(register::history::handler))
        .routes(routes!(register::categories::handler))
        .routes(routes!(verification::subject_types::handler))
        .routes(routes!(verification::see::handler, verification::submit::handler))
        .routes(routes!(verification::form::handler))
        .routes(routes!(verification::preflight::handler))
        .routes(routes!(verification::withdraw::handler))
}
