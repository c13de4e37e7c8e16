//! Facts about what accounts ask of the platform beside authorizations: changes of the register, verification.

use serde::{Deserialize, Serialize};

use crate::{AccountNo, Case, CaseKind, Effect, EvidenceFile, Id, Member, Petition, ReviewClass, Time};

/// A change of the register, a verification or a new account was submitted. Where nobody reviews it, it holds at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PetitionSubmitted {
    /// What approval puts in force.
    pub effect: Effect,
    /// The case; nothing where nobody reviews.
    pub case: Option<Id<Case>>,
    /// When it must be decided.
    pub due_at: Time,
    /// How many must agree.
    pub review: ReviewClass,
    /// Who submitted.
    pub by: Id<Member>,
    /// Digest of what was submitted, keyed by the account's key.
    #[serde(with = "crate::hex32")]
    pub document: [u8; 32],
    /// The files that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Id<EvidenceFile>>,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewPetition,
}

/// Row parts of a petition.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewPetition {
    /// What was submitted, sealed under the account's key.
    pub sealed: Vec<u8>,
    /// Of a name: keyed digest of it, folded. Of a subject: keyed digest of its type and code.
    pub digest: Option<Vec<u8>>,
    /// The account's version when the owner looked: changes of a year are counted by it.
    pub version: i64,
}

/// What was submitted was taken back by its account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PetitionWithdrawn {
    /// Whose.
    pub account: AccountNo,
    /// Which.
    pub petition: Id<Petition>,
    /// Of which kind.
    pub kind: CaseKind,
    /// Its case.
    pub case: Id<Case>,
}
