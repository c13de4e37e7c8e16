//! What a run found: an invariant, and what was seen.

/// An invariant that did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// 1 to 10.
    pub invariant: u8,
    /// What was seen, against what must hold.
    pub seen: String,
}

impl Broken {
    pub(crate) fn new(invariant: u8, seen: impl Into<String>) -> Broken {
        Broken { invariant, seen: seen.into() }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "I{}: {}", self.invariant, self.seen)
    }
}
