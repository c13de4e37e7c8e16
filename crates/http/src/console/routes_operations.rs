//! Every operation of operators, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::operations::{
    accounts, authorizations, catalogue, host_apps, host_keys, listings, nodes, policies, protected_words,
    registration_invitations,
};
use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accounts::list::handler))
        .routes(routes!(accounts::suspend::handler))
        .routes(routes!(accounts::restore::handler))
        .routes(routes!(authorizations::list::handler))
        .routes(routes!(authorizations::suspend::handler))
        .routes(routes!(authorizations::restore::handler))
        .routes(routes!(policies::list::handler))
        .routes(routes!(catalogue::see::handler, catalogue::apply::handler))
        .routes(routes!(catalogue::preview::handler))
        .routes(routes!(policies::schema::handler))
        .routes(routes!(policies::try_out::handler))
        .routes(routes!(policies::see::handler, policies::save::handler))
        .routes(routes!(policies::enable::handler))
        .routes(routes!(policies::disable::handler))
        .routes(routes!(host_apps::list::handler, host_apps::create::handler))
        .routes(routes!(host_keys::issue::handler))
        .routes(routes!(host_keys::revoke::handler))
        .routes(routes!(nodes::handler))
        .routes(routes!(protected_words::list::handler))
        .routes(routes!(protected_words::protect::handler, protected_words::free::handler))
        .routes(routes!(registration_invitations::list::handler, registration_invitations::issue::handler))
        .routes(routes!(registration_invitations::withdraw::handler))
        .routes(routes!(listings::put::handler, listings::delete::handler))
}
