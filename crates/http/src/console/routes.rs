//! Every operation of the console, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    accounts, my_language, platform, profile_policy, registrations, routes_authorizations, routes_register,
    routes_review, secrets, sessions, verifications,
};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(super::routes_operations::routes())
        .routes(routes!(platform::handler))
        .routes(routes!(verifications::handler))
        .routes(routes!(registrations::handler))
        .merge(super::routes_people::routes())
        .routes(routes!(sessions::open::handler, sessions::list::handler))
        .routes(routes!(sessions::end_current::handler))
        .routes(routes!(sessions::end::handler))
        .routes(routes!(my_language::read, my_language::choose))
        .routes(routes!(accounts::open::handler))
        .routes(routes!(accounts::registration::read, accounts::registration::ask))
        .routes(routes!(accounts::see::handler))
        .routes(routes!(profile_policy::see, profile_policy::set))
        .routes(routes!(secrets::list::handler, secrets::issue::handler))
        .routes(routes!(secrets::reset::handler))
        .routes(routes!(secrets::freeze::handler))
        .routes(routes!(secrets::unfreeze::handler))
        .routes(routes!(secrets::retire::handler))
        .merge(routes_authorizations::routes())
        .merge(routes_register::routes())
        .merge(routes_review::routes())
        .merge(super::routes_settings::routes())
}
