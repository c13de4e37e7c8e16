//! `Vermilion-Seq`: an answer to a change says its place in commit order, and a request that shows a place is
//! answered from a state at least that new, whichever node it meets.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vermilion_model::{Place, Refusal, Seq};
use vermilion_service::{Failure, reach};

use crate::App;
use crate::problem::Problem;

/// The header that carries a place, both ways.
const SEQ: HeaderName = HeaderName::from_static("vermilion-seq");

/// A change's place, as a handler leaves it with its answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed(pub(crate) Seq);

/// Comes to the place that a request shows; nothing is waited for where it shows none.
pub(crate) async fn come_to(app: &App, headers: &HeaderMap) -> Result<(), Failure> {
    let Some(shown) = headers.get(SEQ) else { return Ok(()) };
    let place: Option<Place> = shown.to_str().ok().and_then(|text| text.parse().ok());
    reach(&app.desk, place.ok_or(Refusal::PlaceUnknown)?).await
}

/// Both ways, for the console's and the host apps' faces.
pub(crate) async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    if let Err(failure) = come_to(&app, request.headers()).await {
        return Problem::from(failure).into_response();
    }
    let mut response = next.run(request).await;
    if let Some(Placed(seq)) = response.extensions().get().copied() {
        let place = Place { incarnation: app.desk.incarnation, seq };
        if let Ok(value) = HeaderValue::from_str(&place.to_string()) {
            response.headers_mut().insert(SEQ, value);
        }
    }
    response
}
