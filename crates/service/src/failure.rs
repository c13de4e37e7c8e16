//! What a use case answers when it does not succeed. What the caller may read and what the operator
//! needs never mix; the `rid` ties them.

#![deny(clippy::wildcard_enum_match_arm)]

use vermilion_decide::Reason;
use vermilion_model::{FieldFault, Refusal};
use vermilion_seal::{BoxFault, RingFault};
use vermilion_store::{CommitFault, StoreFault};

/// What was looked for and is not there, or is not the caller's to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An account.
    Account,
    /// An authorization.
    Authorization,
    /// A review case.
    Case,
    /// A draft.
    Draft,
    /// A file.
    Evidence,
    /// A secret.
    Secret,
    /// A user.
    User,
    /// A host app.
    HostApp,
    /// A session.
    Session,
    /// An invitation.
    Invitation,
    /// A refused call.
    Refusal,
    /// A call of the API.
    Call,
    /// A scope.
    Scope,
    /// A coded reason.
    Reason,
    /// A member.
    Member,
    /// A link to a new password.
    PasswordLink,
    /// A notice.
    Notice,
    /// A step between browser and server.
    Ceremony,
    /// A second factor.
    Factor,
    /// A QR code that a browser shows.
    Scan,
    /// One of the platform's own rules.
    Policy,
}

impl Kind {
    /// The stable word: `missing.<word>` in the language files.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Account => "account",
            Kind::Authorization => "authorization",
            Kind::Case => "case",
            Kind::Draft => "draft",
            Kind::Evidence => "evidence",
            Kind::Secret => "secret",
            Kind::User => "user",
            Kind::HostApp => "host_app",
            Kind::Session => "session",
            Kind::Invitation => "invitation",
            Kind::Refusal => "refusal",
            Kind::Call => "call",
            Kind::Scope => "scope",
            Kind::Reason => "reason",
            Kind::Member => "member",
            Kind::PasswordLink => "password_link",
            Kind::Notice => "notice",
            Kind::Ceremony => "ceremony",
            Kind::Factor => "factor",
            Kind::Scan => "scan",
            Kind::Policy => "policy",
        }
    }
}

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The model refuses.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The decision is no.
    #[error("denied: {0}")]
    Denied(Reason),
    /// What the caller looked at has changed meanwhile.
    #[error("stale")]
    Stale,
    /// The version the caller named is not the present one.
    #[error("version passed, now {present}")]
    VersionPassed {
        /// The present one.
        present: i64,
    },
    /// It is not there.
    #[error("missing: {0:?}")]
    Missing(Kind),
    /// What was sent is longer than is taken.
    #[error("too large")]
    TooLarge,
    /// Not signed in.
    #[error("not signed in")]
    SignedOut,
    /// Not now; nothing was done.
    #[error("busy")]
    Busy,
    /// Something is broken; the operator is told.
    #[error("broken: {0}")]
    Broken(#[from] Fault),
}

/// What the operator needs to know; never shown to a caller.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

impl Failure {
    /// Something is broken, said in the operator's words.
    #[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
    pub fn broken(why: impl ToString) -> Failure {
        Failure::Broken(Fault(why.to_string()))
    }

    /// One faulty field.
    pub fn field(pointer: &str, code: &'static str) -> Failure {
        FieldFault::new(pointer, code).into()
    }

    /// All faulty fields at once; nothing when there is none.
    pub fn fields(faults: Vec<FieldFault>) -> Result<(), Failure> {
        if faults.is_empty() { Ok(()) } else { Err(Failure::Refused(Refusal::Fields(faults))) }
    }
}

impl From<FieldFault> for Failure {
    fn from(fault: FieldFault) -> Failure {
        Failure::Refused(Refusal::Fields(vec![fault]))
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Failure {
        Failure::Denied(reason)
    }
}

impl From<StoreFault> for Failure {
    fn from(fault: StoreFault) -> Failure {
        match fault {
            StoreFault::Busy(_) => Failure::Busy,
            other @ (StoreFault::Engine(_)
            | StoreFault::Shape { .. }
            | StoreFault::Locked
            | StoreFault::Schema(_)
            | StoreFault::Behind { .. }
            | StoreFault::Leased { .. }
            | StoreFault::Unfit(_)
            | StoreFault::Chain(_)
            | StoreFault::Archive(_)
            | StoreFault::File(_)) => Failure::broken(other),
        }
    }
}

impl From<CommitFault> for Failure {
    fn from(fault: CommitFault) -> Failure {
        match fault {
            CommitFault::Refused { .. } => Failure::Stale,
            CommitFault::Busy => Failure::Busy,
            other @ (CommitFault::Bad(_) | CommitFault::Stopped(_)) => Failure::broken(other),
        }
    }
}

impl From<BoxFault> for Failure {
    fn from(fault: BoxFault) -> Failure {
        Failure::broken(fault)
    }
}

impl From<RingFault> for Failure {
    fn from(fault: RingFault) -> Failure {
        Failure::broken(fault)
    }
}
