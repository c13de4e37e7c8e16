//! Every operation about who acts in an account and how one signs in, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{colleagues, invitations, password};
use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(invitations::accept::handler))
        .routes(routes!(invitations::read::handler))
        .routes(routes!(invitations::join::handler))
        .routes(routes!(password::change::handler))
        .routes(routes!(password::forgotten::handler))
        .routes(routes!(password::reset::handler))
        .routes(routes!(colleagues::list::handler))
        .routes(routes!(colleagues::change::handler, colleagues::remove::handler))
        .routes(routes!(colleagues::leave::handler))
        .routes(routes!(colleagues::invitations::list::handler, colleagues::invitations::create::handler))
        .routes(routes!(colleagues::invitations::withdraw::handler))
}
