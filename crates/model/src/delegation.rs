//! Delegations 委托: an account hands what it holds to another. The giver confirms, the receiver accepts,
//! and it is reviewed only where the catalogue says so. It never gives more than the giver holds (I1).

use serde::{Deserialize, Serialize};

use crate::fact::{DelegationAccepted, DelegationOffered, OfferEnded};
use crate::{
    AccountNo, Authorization, Capabilities, Case, Catalogue, Giver, Id, Member, PermissionSets, Refusal,
    ReviewClass, Revision, Time,
};

/// An account hands capabilities to at most this many third-party platforms at once.
pub const PROVIDERS_MAX: usize = 15;

/// How an offer ended without being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferEnd {
    /// The receiver did not want it.
    Refused,
    /// The giver took it back.
    Withdrawn,
}

impl OfferEnd {
    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            OfferEnd::Refused => "refused",
            OfferEnd::Withdrawn => "withdrawn",
        }
    }
}

/// What the giver confirms; ids are drawn by the use case.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The new revision's id.
    pub revision: Id<Revision>,
    /// What is offered; not empty.
    pub capabilities: Capabilities,
    /// Until when it shall hold.
    pub until: Option<Time>,
    /// The member who confirms.
    pub by: Id<Member>,
    /// Digest of the sealed document, keyed by the giver's key.
    pub document: [u8; 32],
}

/// What accepting needs beside the offer itself.
#[derive(Debug, Clone)]
pub struct Acceptance {
    /// The giver's version when its other delegations were looked at.
    pub giver_version: i64,
    /// How many must agree.
    pub review: ReviewClass,
    /// The new case's id, where somebody reviews it.
    pub case: Id<Case>,
    /// When the reviewer must have decided.
    pub due_at: Time,
    /// Who offered it.
    pub applicant: Id<Member>,
    /// The member who accepts.
    pub by: Id<Member>,
}

impl Authorization {
    /// Offers a delegation, or another revision of one: what is in force stays until it is accepted (I2).
    pub fn offer(&self, offer: &Offer) -> Result<DelegationOffered, Refusal> {
        self.submittable(offer.capabilities)?;
        Ok(DelegationOffered {
            authorization: self.id,
            version: self.version,
            revision: offer.revision,
            number: self.revisions.saturating_add(1),
            account: self.account,
            giver: self.giving_account()?,
            capabilities: offer.capabilities,
            until: offer.until,
            by: offer.by,
            document: offer.document,
            sealed: Vec::new(),
        })
    }

    /// The receiver takes what is offered.
    pub fn accept(&self, accepted: &Acceptance) -> Result<DelegationAccepted, Refusal> {
        self.living()?;
        let offered = self.offered.as_ref().ok_or(Refusal::NothingOffered)?;
        let reviewed = matches!(accepted.review, ReviewClass::OnePerson | ReviewClass::TwoPersons);
        Ok(DelegationAccepted {
            authorization: self.id,
            revision: offered.revision,
            account: self.account,
            giver: self.giving_account()?,
            giver_version: accepted.giver_version,
            capabilities: offered.capabilities,
            until: offered.until,
            review: accepted.review,
            case: reviewed.then_some(accepted.case),
            due_at: reviewed.then_some(accepted.due_at),
            applicant: accepted.applicant,
            by: accepted.by,
        })
    }

    /// The receiver refuses it, or the giver takes it back.
    pub fn end_offer(&self, how: OfferEnd) -> Result<OfferEnded, Refusal> {
        self.living()?;
        let offered = self.offered.as_ref().ok_or(Refusal::NothingOffered)?;
        Ok(OfferEnded {
            authorization: self.id,
            revision: offered.revision,
            account: self.account,
            giver: self.giving_account()?,
            how,
        })
    }

    /// What counts as handed over while others ask: in force, or accepted and in review.
    pub fn handed_over(&self) -> Capabilities {
        if self.revoked_at.is_some() {
            return Capabilities::NONE;
        }
        let effective = self.effective.as_ref().map(|effective| effective.capabilities);
        let pending = self.pending.as_ref().map(|pending| pending.capabilities);
        effective.unwrap_or_default().and(pending.unwrap_or_default())
    }

    fn giving_account(&self) -> Result<AccountNo, Refusal> {
        match self.giver {
            Giver::Account(no) => Ok(no),
            Giver::Platform => Err(Refusal::NothingOffered),
        }
    }
}

/// Why a third-party platform cannot be handed something that it could be handed alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// Another platform has a set that only one may have.
    Exclusive(u16),
    /// The account has fifteen platforms already.
    TooMany,
}

/// Holds what one platform would be handed against what the account's other platforms have.
pub fn clash(
    (catalogue, sets): (&Catalogue, &PermissionSets),
    (to, handed): (AccountNo, Capabilities),
    others: &[(AccountNo, Capabilities)],
) -> Result<(), Clash> {
    let others: Vec<_> = others.iter().filter(|(no, has)| *no != to && !has.is_empty()).collect();
    let mut providers: Vec<AccountNo> = others.iter().map(|(no, _)| *no).collect();
    providers.sort_unstable();
    providers.dedup();
    if providers.len() >= PROVIDERS_MAX {
        return Err(Clash::TooMany);
    }
    let taken = others.iter().fold(Capabilities::NONE, |all, (_, has)| all.and(*has));
    let taken = exclusive_sets(catalogue, sets, taken);
    match exclusive_sets(catalogue, sets, handed).into_iter().find(|number| taken.contains(number)) {
        Some(number) => Err(Clash::Exclusive(number)),
        None => Ok(()),
    }
}

/// The exclusive sets by which these can only be handed over: a capability that stands in a set for
/// everybody too needs none of them.
fn exclusive_sets(catalogue: &Catalogue, sets: &PermissionSets, of: Capabilities) -> Vec<u16> {
    let exclusive = |number: &u16| sets.get(*number).is_some_and(|set| set.exclusive);
    let handed = catalogue.capabilities().iter().filter(|capability| of.has(capability.number));
    let only = handed.filter(|capability| capability.sets.iter().all(exclusive));
    let mut numbers: Vec<u16> = only.flat_map(|capability| capability.sets.iter().copied()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

#[cfg(test)]
#[path = "delegation_tests.rs"]
mod tests;
