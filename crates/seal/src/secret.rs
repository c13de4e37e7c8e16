//! Secrets as types that do not print and are wiped when dropped.

use std::fmt;

use subtle::ConstantTimeEq;
use vermilion_model::Entropy;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Thirty-two secret bytes from which a purpose's own key is derived.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct KeyBytes([u8; 32]);

impl KeyBytes {
    /// From bytes that the caller holds already: a file's, a box's.
    pub const fn new(bytes: [u8; 32]) -> KeyBytes {
        KeyBytes(bytes)
    }

    /// Fresh random ones.
    pub fn generate(entropy: &dyn Entropy) -> KeyBytes {
        KeyBytes(entropy.bytes())
    }

    /// The bytes themselves. What takes them may neither log nor store them.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of one purpose. Keys of two contexts tell nothing about each other or about this one.
    pub(crate) fn derive(&self, context: &'static str) -> KeyBytes {
        KeyBytes(blake3::derive_key(context, &self.0))
    }
}

impl fmt::Debug for KeyBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyBytes(..)")
    }
}

/// A secret text: a password as typed, an AppSecret shown once, a cookie.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretText(String);

impl SecretText {
    /// Takes the text over; copies the caller made before stay the caller's to wipe.
    pub const fn new(text: String) -> SecretText {
        SecretText(text)
    }

    /// The text itself, to be hashed or shown to the one it belongs to.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Compares in a time that depends on the lengths only.
    pub fn matches(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> SecretText {
        SecretText(text)
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(..)")
    }
}

/// What a sealed box held.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretBytes(Vec<u8>);

impl SecretBytes {
    /// Takes the bytes over.
    pub const fn new(bytes: Vec<u8>) -> SecretBytes {
        SecretBytes(bytes)
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as text, or `None` if they are not UTF-8.
    pub fn text(&self) -> Option<SecretText> {
        std::str::from_utf8(&self.0).ok().map(|text| SecretText(text.to_owned()))
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_print() {
        assert_eq!(format!("{:?}", KeyBytes::new([7; 32])), "KeyBytes(..)");
        assert_eq!(format!("{:?}", SecretText::new("hunter2hunter2".into())), "SecretText(..)");
        assert_eq!(format!("{:?}", SecretBytes::new(vec![7])), "SecretBytes(..)");
    }

    #[test]
    fn bytes_are_text_only_if_they_are_utf8() {
        assert!(SecretBytes::new("密".into()).text().is_some_and(|text| text.matches("密")));
        assert!(SecretBytes::new(vec![255]).text().is_none());
    }

    #[test]
    fn matches_only_the_same_text() {
        let secret = SecretText::new("abc".into());
        assert!(secret.matches("abc"));
        assert!(!secret.matches("abd") && !secret.matches("abcd") && !secret.matches(""));
    }

    #[test]
    fn contexts_give_different_keys() {
        let key = KeyBytes::new([1; 32]);
        assert_ne!(key.derive("a").expose(), key.derive("b").expose());
    }
}
