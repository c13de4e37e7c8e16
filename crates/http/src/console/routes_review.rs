//! What reviewers and auditors do, and applicants about their cases, one line each.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{audit, cases, operations, review};
use crate::App;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(review::queue::handler))
        .routes(routes!(review::see::handler))
        .routes(routes!(review::evidence::handler))
        .routes(routes!(review::evidence_content::handler))
        .routes(routes!(review::upload::handler))
        .routes(routes!(review::discard::handler))
        .routes(routes!(review::content::handler))
        .routes(routes!(review::take::handler))
        .routes(routes!(review::approve::handler))
        .routes(routes!(review::reject::handler))
        .routes(routes!(review::reasons::handler))
        .routes(routes!(review::checks::handler))
        .routes(routes!(review::give_back::handler))
        .routes(routes!(review::hand_over::handler))
        .routes(routes!(review::ask::handler))
        .routes(routes!(review::notes::handler))
        .routes(routes!(review::messages::handler))
        .routes(routes!(review::reviewers::handler))
        .routes(routes!(cases::list::handler))
        .routes(routes!(cases::see::handler))
        .routes(routes!(cases::messages::handler))
        .routes(routes!(cases::answer::handler))
        .routes(routes!(cases::upload::handler))
        .routes(routes!(cases::discard::handler))
        .routes(routes!(cases::content::handler))
        .routes(routes!(cases::withdraw::handler))
        .routes(routes!(cases::appeal::handler))
        .routes(routes!(operations::review_rates::handler))
        .routes(routes!(operations::review_reasons::list))
        .routes(routes!(operations::review_reasons::set))
        .routes(routes!(operations::review_reasons::retire))
        .routes(routes!(operations::calendar::read))
        .routes(routes!(operations::calendar::set))
        .routes(routes!(audit::entries::handler))
        .routes(routes!(audit::export::handler))
        .routes(routes!(audit::verification::handler))
}
