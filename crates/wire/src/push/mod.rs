//! Messages and events to a developer's server (消息推送), and the answers that come back.
//!
//! A [`Message`] is rendered once, for JSON or XML; a [`Channel`] puts it into the envelope its
//! receiver chose and reads the answer. Whatever is wrong with an answer, the caller learns one
//! thing: it is not usable.

mod channel;
mod key;
mod message;
mod reply;
mod sealed;
mod signature;

pub use channel::{Addressee, Channel, Delivery, Mode, Stamp};
pub use key::{MessageKey, MessageKeys, NotAMessageKey};
pub use message::{Format, Message};
pub use reply::{MAX_REPLY, NotUsable, Reply};
pub use sealed::{open, seal};
pub use signature::{message_signature, server_signature, server_signature_is};

#[cfg(test)]
mod tests;
