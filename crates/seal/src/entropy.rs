//! The two sources of randomness: the operating system's, and one from a seed.

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use vermilion_model::Entropy;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::KeyBytes;

/// Random bytes from the operating system's generator, drawn ahead for small requests: a token's nonce
/// costs a tenth of what a draw of its own does.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

/// What a thread draws at once.
const POOL: usize = 512;
/// Requests up to this size are served from it.
const SMALL: usize = 32;

/// Bytes drawn and not yet handed out; each is overwritten as it leaves.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Pool {
    bytes: [u8; POOL],
    left: usize,
}

thread_local! {
    static AHEAD: RefCell<Pool> = const { RefCell::new(Pool { bytes: [0; POOL], left: 0 }) };
}

impl Pool {
    /// False when the pool is too small for the buffer.
    fn serve(&mut self, buffer: &mut [u8]) -> bool {
        if buffer.len() > SMALL {
            return false;
        }
        if self.left < buffer.len() {
            draw(self.bytes.as_mut_slice());
            self.left = POOL;
        }
        let rest = self.left.saturating_sub(buffer.len());
        let Some(taken) = self.bytes.get_mut(rest..self.left) else { return false };
        buffer.copy_from_slice(taken);
        taken.zeroize();
        self.left = rest;
        true
    }
}

fn draw(buffer: &mut [u8]) {
    // A secret must never be made of bytes that are not random, and no caller could do better.
    if aws_lc_rs::rand::fill(buffer).is_err() {
        std::process::abort();
    }
}

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        // A thread that is ending has no pool any more.
        let served = AHEAD.try_with(|pool| pool.borrow_mut().serve(buffer)).unwrap_or(false);
        if !served {
            draw(buffer);
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

    #[test]
    fn bytes_drawn_ahead_are_handed_out_once_and_whole() {
        let entropy: &dyn Entropy = &SystemEntropy;
        let mut seen = std::collections::HashSet::new();
        for _ in 0..1_000 {
            assert!(seen.insert(entropy.bytes::<12>()), "twelve random bytes came twice");
        }
        let large: [u8; 1_024] = entropy.bytes();
        assert!(large.chunks(16).all(|chunk| chunk.iter().any(|byte| *byte != 0)));
    }

    #[test]
    fn what_left_the_pool_is_not_in_it_any_more() {
        let mut pool = Pool { bytes: [0; POOL], left: 0 };
        let mut buffer = [0; 30];
        while pool.left >= buffer.len() || pool.left == 0 {
            assert!(pool.serve(&mut buffer));
            assert!(pool.bytes.iter().skip(pool.left).all(|byte| *byte == 0));
            assert!(!pool.bytes.windows(buffer.len()).any(|window| window == buffer));
        }
        assert!(!pool.serve(&mut [0; SMALL + 1]));
    }

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
