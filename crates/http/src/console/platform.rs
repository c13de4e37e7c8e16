//! `GET /platform`: what kind of installation this is, so that a simulation says so on every page.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::Span;

use crate::App;

/// This installation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Platform {
    /// Run by `vermilion dev`: people, accounts and secrets are made up, and nothing is really sent.
    simulated: bool,
    /// The time zone of days and of times shown, as `+08:00`.
    zone: String,
    /// The longest file that is taken as evidence, in bytes.
    evidence_bytes: usize,
    /// Who may register: `open` (anybody), `invited` (who has an invitation), `case` (anybody, and reviewers admit
    /// each new account) or `closed` (nobody).
    admission: &'static str,
    /// How many days an account can still be kept after its owner began to close it.
    closing_days: i64,
}

#[utoipa::path(get, path = "/platform", tag = "platform", operation_id = "platform",
    responses((status = 200, body = Platform)))]
pub(crate) async fn handler(State(app): State<App>) -> Json<Platform> {
    let settings = &app.desk.settings;
    let zone = zone(settings.zone_offset);
    let admission = if settings.open_registration { settings.admission.word() } else { "closed" };
    let evidence_bytes = settings.files.longest;
    let closing_days = settings.closing_grace.as_secs() / 86_400;
    Json(Platform { simulated: app.dev.is_some(), zone, evidence_bytes, admission, closing_days })
}

/// `+08:00`: the settings know no zone west of Greenwich.
fn zone(offset: Span) -> String {
    let minutes = offset.as_secs() / 60;
    format!("+{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_says_how_far_it_is_ahead() {
        assert_eq!(zone(Span::hours(8)), "+08:00");
        assert_eq!(zone(Span::mins(5 * 60 + 30)), "+05:30");
    }
}
