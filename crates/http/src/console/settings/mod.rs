//! 开发设置: allow-list, server domains, message push.

pub(super) mod allow_list;
pub(super) mod message_push;
pub(super) mod server_domains;
pub(super) mod strangers;

use axum::response::{IntoResponse, Response};
use serde::Serialize;
use vermilion_model::Seq;

use crate::changed::Changed;
use crate::version::tag;

/// A setting that was changed, with its version and its place in commit order.
fn saved<T: Serialize>(seq: Seq, version: i64, body: T) -> Response {
    let mut response = Changed::ok(seq, body).into_response();
    tag(&mut response, version);
    response
}

#[cfg(test)]
mod tests;
