//! Capabilities 账号功能: sets of them, as bits that the catalogue numbers for good.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A capability's permanent number, 0 to 127; stands in `catalogue/capabilities.toml`, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CapabilityNo(pub u8);

/// A set of capabilities.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Capabilities(u128);

impl Capabilities {
    /// None at all.
    pub const NONE: Capabilities = Capabilities(0);

    /// The set with just this one; a number past 127 gives the empty set.
    pub fn one(no: CapabilityNo) -> Capabilities {
        Capabilities(1u128.checked_shl(u32::from(no.0)).unwrap_or(0))
    }

    /// Whether the set has none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether this one is in the set.
    pub fn has(self, no: CapabilityNo) -> bool {
        self.meets(Capabilities::one(no))
    }

    /// Whether the two sets share at least one.
    pub const fn meets(self, other: Capabilities) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of `other` are in this set.
    pub const fn covers(self, other: Capabilities) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those in either.
    #[must_use]
    pub const fn and(self, other: Capabilities) -> Capabilities {
        Capabilities(self.0 | other.0)
    }

    /// Those in both.
    #[must_use]
    pub const fn shared(self, other: Capabilities) -> Capabilities {
        Capabilities(self.0 & other.0)
    }

    /// Those of this set that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Capabilities) -> Capabilities {
        Capabilities(self.0 & !other.0)
    }

    /// The numbers, rising.
    pub fn iter(self) -> impl Iterator<Item = CapabilityNo> {
        (0..128).map(CapabilityNo).filter(move |no| self.has(*no))
    }
}

impl FromIterator<CapabilityNo> for Capabilities {
    fn from_iter<I: IntoIterator<Item = CapabilityNo>>(numbers: I) -> Self {
        numbers.into_iter().fold(Capabilities::NONE, |set, no| set.and(Capabilities::one(no)))
    }
}
impl std::fmt::Debug for Capabilities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(|no| no.0)).finish()
    }
}
impl Serialize for Capabilities {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.iter())
    }
}
impl<'de> Deserialize<'de> for Capabilities {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Vec::<CapabilityNo>::deserialize(d).map(|list| list.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(numbers: &[u8]) -> Capabilities {
        numbers.iter().copied().map(CapabilityNo).collect()
    }

    #[test]
    fn set_arithmetic() {
        let a = set(&[0, 3, 127]);
        assert_eq!(a.without(set(&[3])), set(&[0, 127]));
        assert_eq!(a.shared(set(&[3, 4])), set(&[3]));
        assert!(a.covers(set(&[0, 127])) && !a.covers(set(&[1])));
        assert_eq!(Capabilities::one(CapabilityNo(128)), Capabilities::NONE);
    }

    #[test]
    fn json_is_a_rising_list_of_numbers() {
        let text = serde_json::to_string(&set(&[9, 2])).unwrap();
        assert_eq!(text, "[2,9]");
        assert_eq!(serde_json::from_str::<Capabilities>(&text).unwrap(), set(&[2, 9]));
    }
}
