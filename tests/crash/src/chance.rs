//! Repeatable chance.

use vermilion_model::Id;

/// Numbers from a seed (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64, round: u32, who: u32) -> Chance {
        let mut chance = Chance(seed ^ (u64::from(round) << 32) ^ u64::from(who));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `bound`, which is not zero.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next().checked_rem(bound).unwrap_or(0)
    }

    /// One of them, if there is any.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(of.len()).unwrap_or(0).max(1));
        of.get(usize::try_from(at).unwrap_or(0))
    }

    pub(crate) fn id<T>(&mut self) -> Id<T> {
        Id::from_bytes(((u128::from(self.next()) << 64) | u128::from(self.next())).to_be_bytes())
    }

    /// A secret's text.
    pub(crate) fn secret(&mut self) -> String {
        format!("{:016x}{:016x}", self.next(), self.next())
    }
}
