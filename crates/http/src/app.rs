//! What every handler is handed.

use std::sync::Arc;

use vermilion_service::Desk;

use crate::DevTools;
use crate::wechat::Endpoints;

/// The desk, and what the faces render with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) desk: Arc<Desk>,
    pub(crate) endpoints: Arc<Endpoints>,
    pub(crate) dev: Option<DevTools>,
}

impl App {
    /// Over a started desk.
    pub fn new(desk: Arc<Desk>) -> App {
        let endpoints = Arc::new(Endpoints::new(&desk.catalogue));
        App { desk, endpoints, dev: None }
    }

    /// The same, with the simulation's face.
    #[must_use]
    pub fn with_dev(self, tools: DevTools) -> App {
        App { dev: Some(tools), ..self }
    }
}
