//! Messages and events to a developer's server (消息推送), and the answers that come back.

mod signature;

pub use signature::{message_signature, server_signature, server_signature_is};
