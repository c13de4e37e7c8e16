//! Choices from a seed: the same seed, the same run.

use vermilion_model::Entropy;
use vermilion_seal::SeededEntropy;

pub(crate) struct Dice(SeededEntropy);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(SeededEntropy::from_number(seed))
    }

    /// Below `n`, which is not zero.
    pub(crate) fn below(&self, n: usize) -> usize {
        let drawn = u64::from_be_bytes((&self.0 as &dyn Entropy).bytes());
        usize::try_from(drawn % (n.max(1) as u64)).unwrap_or(0)
    }

    pub(crate) fn pick<'a, T>(&self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// True once in `n`.
    pub(crate) fn once_in(&self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        (&self.0 as &dyn Entropy).bytes()
    }
}
