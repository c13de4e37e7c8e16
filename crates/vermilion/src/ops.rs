//! What machines ask about the node: `/metrics`, `/ready`, `/live`, on a listener of their own.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::readiness::Readiness;

/// The face.
pub(crate) fn router(metrics: PrometheusHandle, readiness: Arc<Readiness>) -> Router {
    let ready = move || {
        let obstacles = readiness.obstacles();
        std::future::ready(if obstacles.is_empty() {
            (StatusCode::OK, "ready\n".to_owned())
        } else {
            (StatusCode::SERVICE_UNAVAILABLE, format!("not ready: {}\n", obstacles.join("; ")))
        })
    };
    Router::new()
        .route("/metrics", get(move || std::future::ready(metrics.render())))
        .route("/ready", get(ready))
        .route("/live", get(|| std::future::ready("live\n")))
}
