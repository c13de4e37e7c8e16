//! What every handler is handed.

use std::collections::HashSet;
use std::sync::Arc;

use vermilion_model::CallNo;
use vermilion_service::Desk;

use crate::DevTools;
use crate::wechat::Endpoints;

/// The desk, and what the faces render with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) desk: Arc<Desk>,
    pub(crate) endpoints: Arc<Endpoints>,
    /// The calls with a daily limit.
    pub(crate) counted: Arc<HashSet<CallNo>>,
    pub(crate) dev: Option<DevTools>,
}

impl App {
    /// Over a started desk.
    pub fn new(desk: Arc<Desk>) -> App {
        let endpoints = Arc::new(Endpoints::new(&desk.catalogue));
        let daily = |call: &CallNo| desk.catalogue.limits().of(*call).daily.is_some();
        let counted = Arc::new(desk.catalogue.calls().iter().map(|call| call.no).filter(daily).collect());
        App { desk, endpoints, counted, dev: None }
    }

    /// The same, with the simulation's face.
    #[must_use]
    pub fn with_dev(self, tools: DevTools) -> App {
        App { dev: Some(tools), ..self }
    }
}
