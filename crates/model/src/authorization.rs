//! Authorizations 授权: a set of capabilities given by one to another, and the steps of their life.

use serde::{Deserialize, Serialize};

use crate::fact::{
    AuthorizationRestored, AuthorizationRevoked, AuthorizationSuspended, CapabilitiesGivenUp,
    RevisionSubmitted, SubmissionWithdrawn,
};
use crate::{AccountNo, Capabilities, Case, Effect, Id, Member, Refusal, ReviewClass, Time};

/// One immutable submission of an authorization 授权版本.
#[derive(Debug)]
pub enum Revision {}

/// Who gives the capabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Giver {
    /// A grant 开通: from the platform to an account that applied.
    Platform,
    /// A delegation 委托: from one account to another.
    Account(AccountNo),
}

impl Giver {
    /// The account's number as stored; 0 stands for the platform, which no account has.
    pub const fn number(self) -> u32 {
        match self {
            Giver::Platform => 0,
            Giver::Account(no) => no.0,
        }
    }

    /// From that number.
    pub const fn from_number(number: u32) -> Giver {
        if number == 0 { Giver::Platform } else { Giver::Account(AccountNo(number)) }
    }
}

/// What is in force of an authorization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InEffect {
    /// The approved revision.
    pub revision: Id<Revision>,
    /// What it gives, less what was given up since.
    pub capabilities: Capabilities,
    /// Until when, where it ends by itself.
    pub until: Option<Time>,
}

/// What waits for a reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The submitted revision.
    pub revision: Id<Revision>,
    /// The case on the desk.
    pub case: Id<Case>,
    /// What it asks for.
    pub capabilities: Capabilities,
}

/// What the giver of a delegation confirmed and the receiver has not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The offered revision.
    pub revision: Id<Revision>,
    /// What would be handed over.
    pub capabilities: Capabilities,
    /// Until when.
    pub until: Option<Time>,
}

/// An authorization as it stands; its steps return the fact or the obstacle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorization {
    /// Its id.
    pub id: Id<Authorization>,
    /// The account that receives.
    pub account: AccountNo,
    /// Who gives.
    pub giver: Giver,
    /// Raised by every step; the guard of the next one. 0 means: not written yet.
    pub version: i64,
    /// Revisions submitted so far.
    pub revisions: u32,
    /// The approved revision.
    pub effective: Option<InEffect>,
    /// At most one other, pending.
    pub pending: Option<Pending>,
    /// Or, of a delegation, offered.
    pub offered: Option<Offered>,
    /// When the platform stopped it.
    pub suspended_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
}

/// What the applicant submits; ids are drawn by the use case.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The new revision's id.
    pub revision: Id<Revision>,
    /// The new case's id.
    pub case: Id<Case>,
    /// What is asked for; not empty.
    pub capabilities: Capabilities,
    /// When the reviewer must have decided.
    pub due_at: Time,
    /// How many must agree.
    pub review: ReviewClass,
    /// Until when it shall hold.
    pub until: Option<Time>,
    /// The member who submits.
    pub by: Id<Member>,
    /// Digest of the sealed document, keyed by the account's key.
    pub document: [u8; 32],
}

impl Authorization {
    /// A new one that nobody submitted yet.
    pub fn new(id: Id<Authorization>, account: AccountNo, giver: Giver) -> Authorization {
        Authorization {
            id,
            account,
            giver,
            version: 0,
            revisions: 0,
            effective: None,
            pending: None,
            offered: None,
            suspended_at: None,
            revoked_at: None,
        }
    }

    /// 提交申请. The effective revision stays as it is (I2).
    pub fn submit(&self, asked: &Submission) -> Result<RevisionSubmitted, Refusal> {
        self.submittable(asked.capabilities)?;
        Ok(RevisionSubmitted {
            authorization: self.id,
            version: self.version,
            revision: asked.revision,
            number: self.revisions.saturating_add(1),
            account: self.account,
            giver: self.giver,
            capabilities: asked.capabilities,
            until: asked.until,
            case: asked.case,
            due_at: asked.due_at,
            review: asked.review,
            by: asked.by,
            document: asked.document,
            evidence: Vec::new(),
            sealed: Vec::new(),
            draft: None,
        })
    }

    /// What its approval would put in force.
    pub fn effect_of(
        &self,
        revision: Id<Revision>,
        capabilities: Capabilities,
        until: Option<Time>,
    ) -> Effect {
        Effect::Revision {
            authorization: self.id,
            revision,
            account: self.account,
            giver: self.giver,
            capabilities,
            until,
        }
    }

    /// 撤回申请: takes the pending revision off the desk.
    pub fn withdraw_submission(&self) -> Result<SubmissionWithdrawn, Refusal> {
        let pending = self.pending.as_ref().ok_or(Refusal::NothingPending)?;
        Ok(SubmissionWithdrawn { authorization: self.id, revision: pending.revision, case: pending.case })
    }

    /// 减少功能: needs no review and is immediate (I3).
    pub fn give_up(&self, capabilities: Capabilities) -> Result<CapabilitiesGivenUp, Refusal> {
        self.living()?;
        let effective = self.effective.as_ref().ok_or(Refusal::NothingEffective)?;
        let dropped = effective.capabilities.shared(capabilities);
        if dropped.is_empty() {
            return Err(Refusal::NothingEffective);
        }
        if dropped == effective.capabilities {
            return Err(Refusal::GivesUpEverything);
        }
        Ok(CapabilitiesGivenUp {
            authorization: self.id,
            account: self.account,
            giver: self.giver,
            given_up: dropped,
            left: effective.capabilities.without(dropped),
        })
    }

    /// 删除授权: revoked at once, whatever is pending.
    pub fn revoke(&self) -> Result<AuthorizationRevoked, Refusal> {
        self.living()?;
        Ok(AuthorizationRevoked {
            authorization: self.id,
            account: self.account,
            giver: self.giver,
            case: self.pending.as_ref().map(|p| p.case),
        })
    }

    /// Whether another revision may be handed in: one at a time waits, for whomever.
    pub(crate) fn submittable(&self, asked: Capabilities) -> Result<(), Refusal> {
        self.living()?;
        if self.pending.is_some() || self.offered.is_some() {
            return Err(Refusal::AlreadyPending);
        }
        if asked.is_empty() { Err(Refusal::NoCapability) } else { Ok(()) }
    }

    /// 暂停: the platform stops this one; revoking it is its owner's.
    pub fn suspend(&self, reason: String) -> Result<AuthorizationSuspended, Refusal> {
        self.living()?;
        if self.suspended_at.is_some() {
            return Err(Refusal::AlreadySuspended);
        }
        let (authorization, account, giver) = (self.id, self.account, self.giver);
        Ok(AuthorizationSuspended { authorization, account, giver, reason })
    }

    /// It works again as far as it is in force.
    pub fn restore(&self, reason: String) -> Result<AuthorizationRestored, Refusal> {
        self.living()?;
        if self.suspended_at.is_none() {
            return Err(Refusal::NotSuspended);
        }
        let (authorization, account, giver) = (self.id, self.account, self.giver);
        Ok(AuthorizationRestored { authorization, account, giver, reason })
    }

    pub(crate) fn living(&self) -> Result<(), Refusal> {
        if self.revoked_at.is_some() { Err(Refusal::AlreadyRevoked) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CapabilityNo;

    fn id<T>(n: u8) -> Id<T> {
        Id::new(Time::from_secs(1), [n; 10])
    }
    fn caps(n: &[u8]) -> Capabilities {
        n.iter().copied().map(CapabilityNo).collect()
    }
    fn asked(capabilities: Capabilities) -> Submission {
        Submission {
            revision: id(1),
            case: id(2),
            capabilities,
            due_at: Time::from_secs(9),
            review: ReviewClass::OnePerson,
            until: None,
            by: id(3),
            document: [0; 32],
        }
    }
    fn effective() -> Authorization {
        let mut a = Authorization::new(id(0), AccountNo(7), Giver::Platform);
        a.effective = Some(InEffect { revision: id(1), capabilities: caps(&[1, 2]), until: None });
        a
    }

    #[test]
    fn a_second_submission_is_refused_while_one_is_pending() {
        let mut a = effective();
        assert_eq!(a.submit(&asked(caps(&[3]))).unwrap().number, 1);
        a.pending = Some(Pending { revision: id(1), case: id(2), capabilities: caps(&[3]) });
        assert_eq!(a.submit(&asked(caps(&[3]))).unwrap_err(), Refusal::AlreadyPending);
    }

    #[test]
    fn asking_for_nothing_is_refused() {
        assert_eq!(effective().submit(&asked(caps(&[]))).unwrap_err(), Refusal::NoCapability);
    }

    #[test]
    fn giving_up_leaves_the_rest_and_never_adds() {
        let fact = effective().give_up(caps(&[2, 9])).unwrap();
        assert_eq!((fact.given_up, fact.left), (caps(&[2]), caps(&[1])));
        assert_eq!(effective().give_up(caps(&[9])).unwrap_err(), Refusal::NothingEffective);
        assert_eq!(effective().give_up(caps(&[1, 2])).unwrap_err(), Refusal::GivesUpEverything);
    }

    #[test]
    fn the_platform_stops_one_and_lets_it_go_on() {
        let mut a = effective();
        assert_eq!(a.restore("rules".into()).unwrap_err(), Refusal::NotSuspended);
        assert_eq!(a.suspend("rules".into()).unwrap().authorization, a.id);
        a.suspended_at = Some(Time::from_secs(2));
        assert_eq!(a.suspend("rules".into()).unwrap_err(), Refusal::AlreadySuspended);
        assert!(a.restore("mended".into()).is_ok() && a.give_up(caps(&[1])).is_ok() && a.revoke().is_ok());
    }

    #[test]
    fn nothing_moves_after_revocation() {
        let mut a = effective();
        assert!(a.revoke().is_ok());
        a.revoked_at = Some(Time::from_secs(2));
        assert_eq!(a.revoke().unwrap_err(), Refusal::AlreadyRevoked);
        assert_eq!(a.submit(&asked(caps(&[3]))).unwrap_err(), Refusal::AlreadyRevoked);
        assert_eq!(a.give_up(caps(&[1])).unwrap_err(), Refusal::AlreadyRevoked);
    }
}
