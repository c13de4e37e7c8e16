//! Every operation of host apps, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{codes, consents, scans, users};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(users::create::handler))
        .routes(routes!(users::get::handler, users::change::handler, users::erase::handler))
        .routes(routes!(users::close::handler))
        .routes(routes!(users::data::handler))
        .routes(routes!(users::profile::handler))
        .routes(routes!(scans::show::handler))
        .routes(routes!(scans::answer::handler))
        .routes(routes!(users::phone_data::handler))
        .routes(routes!(users::encrypt_key::handler))
        .routes(routes!(codes::login::handler))
        .routes(routes!(codes::phone::handler))
        .routes(routes!(codes::oauth::handler))
        .routes(routes!(consents::list::handler))
        .routes(routes!(consents::put::handler, consents::delete::handler))
}
