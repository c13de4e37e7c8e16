//! Three faces over one service: WeChat's API at the root, the console's at `/api/v1`, host apps' at
//! `/host/v1`; under `vermilion dev` the simulation's at `/dev/v1`.
//!
//! Knows `service`, `model`, `wire` and decide's reasons. Deliberately absent: SQL, rules (a handler
//! parses, calls one use case, renders), keys, and any cache.

mod app;
mod body;
mod changed;
mod client;
mod console;
mod description;
mod dev;
mod host;
mod language;
mod may;
mod order;
mod page;
mod path;
mod problem;
mod repeat;
mod rid;
mod version;
mod wechat;
mod when;

pub use app::App;
pub use dev::DevTools;
pub use wechat::{Calls, Taken, served_calls};

use axum::Router;
use axum::middleware::from_fn_with_state;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// What the API description says of itself.
#[derive(Debug, OpenApi)]
#[openapi(info(title = "Vermilion", description = "Console and host-app API", license(name = "Apache-2.0")))]
struct Description;

fn faces() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .nest("/api/v1", console::routes().layer(console::same_site()))
        .nest("/host/v1", host::routes())
}

async fn not_here() -> problem::Problem {
    problem::Problem::NoOperation
}

/// The simulation's face beside them; without it the path is as unknown as any other.
fn faces_with_dev() -> OpenApiRouter<App> {
    faces().nest("/dev/v1", dev::routes()).route("/dev/{*rest}", axum::routing::any(not_here))
}

/// The API description, as committed in `docs/openapi.json`.
pub fn description() -> String {
    description::complete(faces_with_dev().into_openapi()).to_pretty_json().unwrap_or_default()
}

/// Every face that this node serves.
pub fn router(app: App) -> Router {
    let faces = if app.dev.is_some() { faces_with_dev() } else { faces() };
    let (faces, _) = faces.split_for_parts();
    let problems = from_fn_with_state(app.clone(), problem::render);
    let order = from_fn_with_state(app.clone(), order::keep);
    let repeat = from_fn_with_state(app.clone(), repeat::once);
    let faces = faces
        .route("/api/{*rest}", axum::routing::any(not_here))
        .route("/host/{*rest}", axum::routing::any(not_here))
        .layer(repeat)
        .layer(order)
        .layer(problems)
        .merge(vermilion_ui::router());
    faces.fallback(wechat::answer).with_state(app)
}
