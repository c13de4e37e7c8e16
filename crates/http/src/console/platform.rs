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
}

#[utoipa::path(get, path = "/platform", tag = "platform", operation_id = "platform",
    responses((status = 200, body = Platform)))]
pub(crate) async fn handler(State(app): State<App>) -> Json<Platform> {
    let zone = zone(app.desk.settings.zone_offset);
    Json(Platform { simulated: app.dev.is_some(), zone })
}

/// `+08:00`.
fn zone(offset: Span) -> String {
    let minutes = offset.as_secs() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_says_its_side_of_greenwich() {
        assert_eq!(zone(Span::hours(8)), "+08:00");
        assert_eq!(zone(Span::secs(-(3 * 3600 + 1800))), "-03:30");
    }
}
