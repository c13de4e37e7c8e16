//! AppIDs, account numbers and user ordinals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An account's public name on the wire: `wx` and sixteen lower-case hex digits.
///
/// Source: contract, token and id shapes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AppId([u8; 18]);

/// The text is not `wx` and sixteen lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an AppID")]
pub struct NotAnAppId;

impl AppId {
    /// From eight random bytes, which the caller draws from its entropy.
    pub fn from_random(random: [u8; 8]) -> AppId {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let digit = |n: u8| HEX.get(usize::from(n & 15)).copied().unwrap_or(b'0');
        let mut text = [0; 18];
        for (slot, byte) in text
            .iter_mut()
            .zip(b"wx".iter().copied().chain(random.iter().flat_map(|b| [digit(b >> 4), digit(*b)])))
        {
            *slot = byte;
        }
        AppId(text)
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for AppId {
    type Err = NotAnAppId;
    fn from_str(text: &str) -> Result<Self, NotAnAppId> {
        let bytes: [u8; 18] = text.as_bytes().try_into().map_err(|_| NotAnAppId)?;
        let (head, tail) = bytes.split_at(2);
        let hex = tail.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if head == b"wx" && hex { Ok(AppId(bytes)) } else { Err(NotAnAppId) }
    }
}
impl fmt::Display for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Debug for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl Serialize for AppId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for AppId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An account's 32-bit number beside its AppID; given once, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountNo(pub u32);

/// A user's number within one account, from 1 up in the order of first login.
///
/// From 2³¹ up it means: this pair's OpenID was brought from elsewhere and stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ordinal(pub u32);

/// The number of the store's life; raised by `restore`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Incarnation(pub u16);

/// The number of one of an account's AppSecrets, from 1 up; never reused within the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretNo(pub u16);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_shape_is_an_app_id() {
        assert!("wx0123456789abcdef".parse::<AppId>().is_ok());
        for bad in
            ["", "wx0123456789abcdeF", "wx0123456789abcde", "xw0123456789abcdef", "wx0123456789abcdefa"]
        {
            assert_eq!(bad.parse::<AppId>(), Err(NotAnAppId), "{bad}");
        }
    }

    #[test]
    fn random_bytes_make_a_valid_one() {
        let made = AppId::from_random([0xab; 8]);
        assert_eq!(made.as_str(), "wxabababababababab");
        assert_eq!(made.as_str().parse(), Ok(made));
    }
}
