//! What a decision tells whoever listens: nothing on the hot path, every step in `explain`.

use vermilion_model::{AccountNo, Authorization, Capabilities, Id, Time};

use crate::Reason;

/// One step of the decision, in the order in which they are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// This node knows the newest state within the published bound.
    Fresh,
    /// The catalogue has the call.
    CallKnown,
    /// The accounts exist.
    PartiesKnown,
    /// The account that calls is in good standing.
    ActorStands,
    /// The account it acts for is in good standing.
    GiverStands,
    /// A delegation from the giver to the actor is in force.
    Delegated,
    /// The account that the call is about holds a capability that opens it, or the call is open.
    Held,
    /// The giver handed that capability over.
    HandedOver,
    /// This installation answers the call.
    Served,
    /// The user allows what the call needs.
    Consented,
    /// The day's quota has room.
    QuotaHolds,
}

impl Step {
    /// The stable code: `step.<code>` in the language files.
    pub const fn code(self) -> &'static str {
        match self {
            Step::Fresh => "fresh",
            Step::CallKnown => "call_known",
            Step::PartiesKnown => "parties_known",
            Step::ActorStands => "actor_stands",
            Step::GiverStands => "giver_stands",
            Step::Delegated => "delegated",
            Step::Held => "held",
            Step::HandedOver => "handed_over",
            Step::Served => "served",
            Step::Consented => "consented",
            Step::QuotaHolds => "quota_holds",
        }
    }
}

/// Where a capability comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The call is open to every account in good standing.
    OpenCall,
    /// Every account of this type has it.
    FromStart {
        /// Who has it.
        account: AccountNo,
        /// Those that open the call.
        capabilities: Capabilities,
    },
    /// An effective revision gives it.
    Authorization {
        /// Which authorization.
        id: Id<Authorization>,
        /// Who received it.
        account: AccountNo,
        /// Those that open the call.
        capabilities: Capabilities,
        /// Until when.
        until: Option<Time>,
    },
}

/// Listens to one decision.
pub(crate) trait Recorder {
    /// Whether a call allowed is counted against its quota.
    const COUNTS: bool;

    /// One step was taken; hands its outcome on.
    fn saw<T>(&mut self, _: Step, outcome: Result<T, Reason>) -> Result<T, Reason> {
        outcome
    }

    /// The step just passed rests on these.
    fn rests_on(&mut self, _: impl FnOnce() -> Vec<Source>) {}
}

/// Listens to nothing; compiles to nothing.
#[derive(Debug)]
pub(crate) struct Quiet;

impl Recorder for Quiet {
    const COUNTS: bool = true;
}
