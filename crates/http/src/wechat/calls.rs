//! Calls answered without the router: it finds them last, and costs as much as they do.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::Request;
use axum::response::Response;
use vermilion_model::CallNo;

use super::{Endpoint, reply};
use crate::App;

/// WeChat's calls, and nothing else. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Calls(Arc<App>);

/// A call that [`Calls::answer`] answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    call: CallNo,
    endpoint: Endpoint,
}

impl Calls {
    /// Those that `app` serves.
    pub fn new(app: &App) -> Calls {
        Calls(Arc::new(app.clone()))
    }

    /// Whether the path is a call's; any other one is the router's to answer.
    pub fn take(&self, path: &str) -> Option<Taken> {
        let (call, endpoint) = self.0.endpoints.of(&self.0.desk.catalogue, path)?;
        Some(Taken { call: call.no, endpoint })
    }

    /// As the router would answer it; `peer` is the other end of the connection.
    pub async fn answer<B>(&self, taken: Taken, request: Request<B>, peer: IpAddr) -> Response
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<axum::BoxError>,
    {
        // A body that is not there needs no box.
        let request = request.map(|body| if body.is_end_stream() { Body::empty() } else { Body::new(body) });
        match self.0.desk.catalogue.call(taken.call) {
            Some(call) => reply(&self.0, (call, taken.endpoint), (request, peer)).await,
            None => super::refuse::unknown_path(&self.0, request.uri().path(), self.0.desk.now()),
        }
    }
}
