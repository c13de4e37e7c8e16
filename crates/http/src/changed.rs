//! Answers to changes: what it is now, and its place in commit order.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use vermilion_model::Seq;

use crate::order::Placed;

/// A change that was made.
#[derive(Debug)]
pub(crate) struct Changed<T> {
    pub(crate) status: StatusCode,
    pub(crate) seq: Option<Seq>,
    pub(crate) body: T,
}

impl<T> Changed<T> {
    /// 200.
    pub(crate) fn ok(seq: Seq, body: T) -> Changed<T> {
        Changed { status: StatusCode::OK, seq: Some(seq), body }
    }

    /// 201.
    pub(crate) fn created(seq: Seq, body: T) -> Changed<T> {
        Changed { status: StatusCode::CREATED, seq: Some(seq), body }
    }
}

impl<T: Serialize> IntoResponse for Changed<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        mark(&mut response, self.seq);
        response
    }
}

/// 204 with a place in commit order.
#[derive(Debug)]
pub(crate) struct Done(pub(crate) Seq);

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        mark(&mut response, Some(self.0));
        response
    }
}

/// 204 for what may have been so already; a place in commit order if it was not.
#[derive(Debug)]
pub(crate) struct Settled(pub(crate) Option<Seq>);

impl IntoResponse for Settled {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        mark(&mut response, self.0);
        response
    }
}

fn mark(response: &mut Response, seq: Option<Seq>) {
    if let Some(seq) = seq {
        response.extensions_mut().insert(Placed(seq));
    }
}
