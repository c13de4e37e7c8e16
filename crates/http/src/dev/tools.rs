//! What `vermilion dev` lends to this face.

use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use vermilion_model::Span;
use vermilion_service::seed::Seed;

use crate::App;
use crate::problem::Problem;

/// The clock's handle, the seed, and where the server is reached. Cheap to clone.
#[derive(Clone)]
pub struct DevTools {
    /// Moves the clock forward; an error is the operator's to read.
    pub advance: Arc<dyn Fn(Span) -> Result<(), String> + Send + Sync>,
    /// From which the seeded secrets are derived again.
    pub seed: Arc<Seed>,
    /// Where the server is reached, without a slash at the end; known once it listens.
    pub base_url: Arc<OnceLock<String>>,
}

impl std::fmt::Debug for DevTools {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DevTools").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl DevTools {
    /// Where the server is reached; nothing before it listens.
    pub(crate) fn base_url(&self) -> &str {
        self.base_url.get().map_or("", String::as_str)
    }
}

/// The same, as handlers take them.
#[derive(Debug)]
pub(crate) struct Tools(pub(crate) DevTools);

impl FromRequestParts<App> for Tools {
    type Rejection = Problem;
    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Tools, Problem> {
        app.dev.clone().map(Tools).ok_or(Problem::NoOperation)
    }
}
