//! The two sources of randomness: the operating system's, and one from a seed.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use vermilion_model::Entropy;

use crate::KeyBytes;

/// Random bytes from the operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        // A secret must never be made of bytes that are not random, and no caller could do better.
        if aws_lc_rs::rand::fill(buffer).is_err() {
            std::process::abort();
        }
    }

    fn child(&self, _purpose: &str) -> Arc<dyn Entropy> {
        Arc::new(SystemEntropy)
    }
}

/// Bytes that are a pure function of a seed: for tests, and for the secrets that `dev` seeds.
///
/// A child depends on the seed and the purpose only, not on what was drawn before; asked twice for
/// the same purpose, it starts again. So a child is taken once and kept.
pub struct SeededEntropy {
    seed: KeyBytes,
    stream: Mutex<blake3::OutputReader>,
}

impl SeededEntropy {
    /// From 32 bytes. As secret as the seed is.
    pub fn new(seed: [u8; 32]) -> SeededEntropy {
        let seed = KeyBytes::new(seed);
        let stream = blake3::Hasher::new_keyed(seed.expose()).update(b"stream").finalize_xof();
        SeededEntropy { seed, stream: Mutex::new(stream) }
    }

    /// From a small number, as `dev --seed N` takes it.
    pub fn from_number(number: u64) -> SeededEntropy {
        SeededEntropy::new(blake3::derive_key("vermilion 1 seed from a number", &number.to_be_bytes()))
    }

    /// What `child` gives, with its type.
    #[must_use]
    pub fn branch(&self, purpose: &str) -> SeededEntropy {
        let mut hasher = blake3::Hasher::new_keyed(self.seed.expose());
        SeededEntropy::new(*hasher.update(b"child").update(purpose.as_bytes()).finalize().as_bytes())
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).fill(buffer);
    }

    fn child(&self, purpose: &str) -> Arc<dyn Entropy> {
        Arc::new(self.branch(purpose))
    }
}

impl fmt::Debug for SeededEntropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeededEntropy(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(entropy: &dyn Entropy) -> [u8; 16] {
        entropy.bytes()
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        let drawn = u128::from_be_bytes(draw(&SeededEntropy::new([1; 32])));
        assert_eq!(format!("{drawn:032x}"), "e5f43c319814f88609a8e387e5871a1d");
        let drawn = u128::from_be_bytes(draw(&SeededEntropy::from_number(7).branch("app-secret")));
        assert_eq!(format!("{drawn:032x}"), "069ff3ed8db7a9eb70eed3f163e38459");
    }

    #[test]
    fn one_draw_more_changes_no_child() {
        let (a, b) = (SeededEntropy::new([1; 32]), SeededEntropy::new([1; 32]));
        draw(&a);
        assert_eq!(draw(&*a.child("ids")), draw(&*b.child("ids")));
        assert_ne!(draw(&*a.child("ids")), draw(&*a.child("keys")));
    }

    #[test]
    fn draws_differ() {
        let seeded = SeededEntropy::new([1; 32]);
        assert_ne!(draw(&seeded), draw(&seeded));
        assert_ne!(draw(&SystemEntropy), draw(&SystemEntropy));
    }
}
