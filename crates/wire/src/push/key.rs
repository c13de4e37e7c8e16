//! The key under which messages are encrypted.

use std::str::FromStr;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Characters of the text.
const LEN: usize = 43;

/// The 43rd character carries two bits that no byte takes up, and real keys set them: a strict
/// decoder refuses such a key.
const DECODER: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// A message key (消息加解密密钥, EncodingAESKey): 43 letters and digits on the wire, 32 bytes.
/// Never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct MessageKey([u8; 32]);

/// The text is not 43 letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a message key")]
pub struct NotAMessageKey;

/// The key in use and the one before it, which still opens what was sealed under it.
#[derive(Debug, Clone)]
pub struct MessageKeys {
    /// Seals, and is tried first.
    pub current: MessageKey,
    /// Tried second.
    pub previous: Option<MessageKey>,
}

impl MessageKey {
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first half of the key is also the cipher's start value.
    pub(super) fn iv(&self) -> [u8; 16] {
        self.0.first_chunk().copied().unwrap_or_default()
    }
}

impl FromStr for MessageKey {
    type Err = NotAMessageKey;

    fn from_str(text: &str) -> Result<MessageKey, NotAMessageKey> {
        if text.len() != LEN || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NotAMessageKey);
        }
        let bytes = DECODER.decode(text).map_err(|_| NotAMessageKey)?;
        bytes.try_into().map(MessageKey).map_err(|_| NotAMessageKey)
    }
}

impl std::fmt::Debug for MessageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MessageKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_bits_of_the_last_character_do_not_count() {
        let key = |last: char| format!("{}{last}", "A".repeat(42)).parse::<MessageKey>();
        assert_eq!(key('A'), key('B'));
        assert_ne!(key('A'), key('E'));
        assert_eq!(format!("{:?}", key('A').unwrap()), "MessageKey(..)");
    }

    #[test]
    fn other_shapes_are_refused() {
        for bad in
            [String::new(), "A".repeat(42), "A".repeat(44), format!("{}=", "A".repeat(42)), "中".repeat(43)]
        {
            assert_eq!(bad.parse::<MessageKey>(), Err(NotAMessageKey), "{bad}");
        }
    }
}
