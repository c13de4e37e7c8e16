//! What machines ask about the node: `/metrics`, `/ready`, `/live`, on a listener of their own.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::counts;
use crate::readiness::Readiness;

/// The face.
pub(crate) fn router(metrics: PrometheusHandle, readiness: Readiness) -> Router {
    let seen = readiness.clone();
    let render = move || {
        counts::look(&seen.desk);
        std::future::ready(metrics.render())
    };
    let ready = move || {
        let obstacles = readiness.obstacles();
        std::future::ready(if obstacles.is_empty() {
            let warnings = readiness.warnings().into_iter().map(|warning| format!("warning: {warning}\n"));
            (StatusCode::OK, std::iter::once("ready\n".to_owned()).chain(warnings).collect())
        } else {
            (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", obstacles.join("; ")))
        })
    };
    Router::new()
        .route("/metrics", get(render))
        .route("/ready", get(ready))
        .route("/live", get(|| std::future::ready("live\n")))
}
