//! The key of one user's login to one account.

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A session key (会话密钥): sixteen bytes, base64 of 24 characters on the wire. Never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct SessionKey([u8; 16]);

/// The text is not base64 of sixteen bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a session key")]
pub struct NotASessionKey;

impl SessionKey {
    /// From its bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> SessionKey {
        SessionKey(bytes)
    }

    /// The text that replies carry and that two of the signatures use as their key.
    pub fn text(&self) -> String {
        STANDARD.encode(self.0)
    }

    pub(super) fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl FromStr for SessionKey {
    type Err = NotASessionKey;

    fn from_str(text: &str) -> Result<SessionKey, NotASessionKey> {
        let bytes = STANDARD.decode(text).map_err(|_| NotASessionKey)?;
        bytes.try_into().map(SessionKey).map_err(|_| NotASessionKey)
    }
}

impl std::fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionKey(..)")
    }
}
