//! Facts about authorizations.

use serde::{Deserialize, Serialize};

use crate::{
    AccountNo, Authorization, Capabilities, Case, EvidenceFile, Giver, Id, Member, OfferEnd, ReviewClass,
    Revision, Time,
};

/// 提交申请: a revision is pending, a case is on the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RevisionSubmitted {
    /// The authorization; made with its first revision.
    pub authorization: Id<Authorization>,
    /// Its version when the applicant looked; 0 makes it.
    pub version: i64,
    /// The revision.
    pub revision: Id<Revision>,
    /// Its number within the authorization, from 1.
    pub number: u32,
    /// Who receives.
    pub account: AccountNo,
    /// Who gives.
    pub giver: Giver,
    /// What is asked for.
    pub capabilities: Capabilities,
    /// Until when it shall hold.
    pub until: Option<Time>,
    /// The case.
    pub case: Id<Case>,
    /// When it must be decided.
    pub due_at: Time,
    /// How many must agree.
    pub review: ReviewClass,
    /// Who submitted.
    pub by: Id<Member>,
    /// Digest of the document, keyed by the account's key.
    #[serde(with = "crate::hex32")]
    pub document: [u8; 32],
    /// The files on which it rests.
    #[serde(default)]
    pub evidence: Vec<Id<EvidenceFile>>,
    /// The document (purpose, evidence), sealed under the account's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
    /// The draft that this submission consumes, with the version seen.
    #[serde(skip)]
    pub draft: Option<(Id<super::traffic::Draft>, i64)>,
}

/// 撤回申请
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubmissionWithdrawn {
    /// Which authorization.
    pub authorization: Id<Authorization>,
    /// The pending revision.
    pub revision: Id<Revision>,
    /// Its case.
    pub case: Id<Case>,
}

/// 减少功能: immediate (I3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CapabilitiesGivenUp {
    /// Which authorization.
    pub authorization: Id<Authorization>,
    /// Who receives.
    pub account: AccountNo,
    /// Who gives.
    pub giver: Giver,
    /// What is gone.
    pub given_up: Capabilities,
    /// What stays, as seen by the one who gave up; the appliers remove `given_up` from what they hold.
    pub left: Capabilities,
}

/// 删除授权: nothing of it is in force any more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuthorizationRevoked {
    /// Which authorization.
    pub authorization: Id<Authorization>,
    /// Who received.
    pub account: AccountNo,
    /// Who gave.
    pub giver: Giver,
    /// The case that ends with it.
    pub case: Option<Id<Case>>,
}

/// 委托: the giver's administrator confirmed it; the receiver has not answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DelegationOffered {
    /// The authorization; made with its first revision.
    pub authorization: Id<Authorization>,
    /// Its version when the giver looked; 0 makes it.
    pub version: i64,
    /// The revision.
    pub revision: Id<Revision>,
    /// Its number within the authorization, from 1.
    pub number: u32,
    /// Who would receive.
    pub account: AccountNo,
    /// Who gives.
    pub giver: AccountNo,
    /// What is offered.
    pub capabilities: Capabilities,
    /// Until when it shall hold.
    pub until: Option<Time>,
    /// Who confirmed.
    pub by: Id<Member>,
    /// Digest of the document, keyed by the giver's key.
    #[serde(with = "crate::hex32")]
    pub document: [u8; 32],
    /// The document (to whom, what for), sealed under the giver's key; in the row only.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

/// The receiver took it: in force at once, or on the reviewers' desk where the catalogue says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DelegationAccepted {
    /// The authorization.
    pub authorization: Id<Authorization>,
    /// The revision that was offered.
    pub revision: Id<Revision>,
    /// Who receives.
    pub account: AccountNo,
    /// Who gives.
    pub giver: AccountNo,
    /// The giver's version when its other delegations were looked at: exclusive sets and the number of
    /// providers span them all.
    pub giver_version: i64,
    /// What is handed over.
    pub capabilities: Capabilities,
    /// Until when.
    pub until: Option<Time>,
    /// How many must agree.
    pub review: ReviewClass,
    /// The case, where somebody reviews it.
    pub case: Option<Id<Case>>,
    /// When that must be decided.
    pub due_at: Option<Time>,
    /// Who offered it: the applicant of the case.
    pub applicant: Id<Member>,
    /// Who accepted.
    pub by: Id<Member>,
}

/// The offer ended without being taken; what is in force stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferEnded {
    /// The authorization.
    pub authorization: Id<Authorization>,
    /// The revision that was offered.
    pub revision: Id<Revision>,
    /// Who would have received.
    pub account: AccountNo,
    /// Who gave.
    pub giver: AccountNo,
    /// By which side.
    pub how: OfferEnd,
}

/// The platform stopped one authorization; the account's others go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuthorizationSuspended {
    /// Which.
    pub authorization: Id<Authorization>,
    /// Who receives.
    pub account: AccountNo,
    /// Who gives.
    pub giver: Giver,
    /// A code of the operator's list.
    pub reason: String,
}

/// The platform let it work again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuthorizationRestored {
    /// Which.
    pub authorization: Id<Authorization>,
    /// Who receives.
    pub account: AccountNo,
    /// Who gives.
    pub giver: Giver,
    /// A code of the operator's list.
    pub reason: String,
}
