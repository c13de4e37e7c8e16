//! Where randomness comes from: handed in, with an independent child per purpose.

/// A source of random bytes. The binary's draws from the operating system, tests' from a seed.
///
/// One draw more in one place must not change ids elsewhere, so whoever needs randomness
/// for a purpose takes a child of its own.
pub trait Entropy: Send + Sync + std::fmt::Debug {
    /// Fills the buffer with random bytes.
    fn fill(&self, buffer: &mut [u8]);

    /// An independent source for one purpose.
    fn child(&self, purpose: &str) -> std::sync::Arc<dyn Entropy>;
}

impl dyn Entropy + '_ {
    /// Random bytes of a fixed number.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut buffer = [0; N];
        self.fill(&mut buffer);
        buffer
    }
}
