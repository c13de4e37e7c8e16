//! Every operation about who acts in an account and how one signs in, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{agreement, colleagues, factors, invitations, me, notices, password, scans, sessions};
use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(invitations::accept::handler))
        .routes(routes!(invitations::read::handler))
        .routes(routes!(invitations::join::handler))
        .routes(routes!(password::change::handler))
        .routes(routes!(password::forgotten::handler))
        .routes(routes!(password::reset::handler))
        .routes(routes!(agreement::read::handler))
        .routes(routes!(agreement::accept::handler))
        .routes(routes!(agreement::versions::handler, agreement::publish::handler))
        .routes(routes!(me::read::handler))
        .routes(routes!(me::erase::handler))
        .routes(routes!(sessions::second_step::handler))
        .routes(routes!(sessions::passkey::begin::handler))
        .routes(routes!(sessions::passkey::finish::handler))
        .routes(routes!(sessions::proof::handler))
        .routes(routes!(sessions::proof_passkey::handler))
        .routes(routes!(factors::list::handler))
        .routes(routes!(factors::totp_begin::handler))
        .routes(routes!(factors::totp_finish::handler))
        .routes(routes!(factors::passkey_begin::handler))
        .routes(routes!(factors::passkey_finish::handler))
        .routes(routes!(factors::recovery_codes::handler))
        .routes(routes!(factors::remove::handler))
        .routes(routes!(factors::rename::handler))
        .routes(routes!(scans::ask::sign_in::handler))
        .routes(routes!(scans::ask::bind::handler))
        .routes(routes!(scans::take_up::handler))
        .routes(routes!(scans::binding::read::handler, scans::binding::end::handler))
        .routes(routes!(notices::list::handler))
        .routes(routes!(notices::mark::handler))
        .routes(routes!(notices::choice::handler, notices::choose::handler))
        .routes(routes!(colleagues::list::handler))
        .routes(routes!(colleagues::change::handler, colleagues::remove::handler))
        .routes(routes!(colleagues::leave::handler))
        .routes(routes!(colleagues::invitations::list::handler, colleagues::invitations::create::handler))
        .routes(routes!(colleagues::invitations::withdraw::handler))
}
