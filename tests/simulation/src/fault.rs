//! Faults, some for each invariant, made on values.

/// What goes wrong in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// I1: memory holds a capability that was not approved.
    GrantsMore,
    /// I1: the store loses the counter of calls that the next block is taken from.
    AllowsPastTheLimit,
    /// I1: a block of yesterday's calls is used today.
    CountsOnAnotherDay,
    /// I2: a pending revision is in force.
    PendingInForce,
    /// I3: giving up changes nothing.
    KeepsWhatWasGivenUp,
    /// I4: memory does not hear of a revocation.
    MissesRevocations,
    /// I4: what another node took away is missing in the feed.
    DropsFromTheFeed,
    /// I4: what another node took away comes after the fact that follows it.
    ReordersTheFeed,
    /// I5: the store forgets a suspension.
    ForgetsSuspensions,
    /// I6: a login code is spent without its guard.
    SpendsUnguarded,
    /// I6: the store forgets which phone codes were spent.
    ForgetsSpentPhoneCodes,
    /// I6: the store forgets which OAuth codes were spent.
    ForgetsSpentOAuthCodes,
    /// I7: a reviewer's own roles are not looked at.
    IgnoresOwnRoles,
    /// I7: who rejected is not looked at when they decide the appeal.
    ForgetsWhoRejected,
    /// I8: an entry of the audit log is edited.
    EditsTheLog,
    /// I9: a secret is stored as it is.
    StoresASecret,
    /// I10: an erased person's key comes back.
    KeepsAPersonKey,
}

impl Fault {
    /// Each with its invariant.
    pub const ALL: [(u8, Fault); 17] = [
        (1, Fault::GrantsMore),
        (1, Fault::AllowsPastTheLimit),
        (1, Fault::CountsOnAnotherDay),
        (2, Fault::PendingInForce),
        (3, Fault::KeepsWhatWasGivenUp),
        (4, Fault::MissesRevocations),
        (4, Fault::DropsFromTheFeed),
        (4, Fault::ReordersTheFeed),
        (5, Fault::ForgetsSuspensions),
        (6, Fault::SpendsUnguarded),
        (6, Fault::ForgetsSpentPhoneCodes),
        (6, Fault::ForgetsSpentOAuthCodes),
        (7, Fault::IgnoresOwnRoles),
        (7, Fault::ForgetsWhoRejected),
        (8, Fault::EditsTheLog),
        (9, Fault::StoresASecret),
        (10, Fault::KeepsAPersonKey),
    ];

    /// On how many nodes it can be: what is wrong with the feed needs a node that reads another's.
    pub const fn nodes(self) -> usize {
        match self {
            Fault::DropsFromTheFeed | Fault::ReordersTheFeed => 2,
            _ => 1,
        }
    }

    /// Whether two nodes meet it seldom: one code must come to both of them before either reads the other's row.
    /// Their invariant has a fault that is met soon; `cargo xtask simulate` looks longer for these.
    pub const fn seldom_on_two_nodes(self) -> bool {
        matches!(self, Fault::SpendsUnguarded | Fault::ForgetsSpentOAuthCodes)
    }

    /// From its name, as the command line has it.
    pub fn named(name: &str) -> Option<Fault> {
        Fault::ALL.into_iter().map(|(_, fault)| fault).find(|fault| format!("{fault:?}") == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_invariant_has_a_fault() {
        for invariant in 1..=10 {
            assert!(Fault::ALL.iter().any(|(of, _)| *of == invariant), "I{invariant}");
        }
        assert_eq!(Fault::named("EditsTheLog"), Some(Fault::EditsTheLog));
        assert_eq!(Fault::named("Nothing"), None);
    }
}
