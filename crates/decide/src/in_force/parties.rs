//! The accounts that a call concerns, seen at one moment.

use std::sync::Arc;

use vermilion_model::{AccountNo, Capabilities, Time};

use super::grants::Grants;
use super::rules::Rule;
use super::{AccountState, InForce};
use crate::{Ask, Reason, Source};

/// Who acts, and for whom.
#[derive(Debug)]
pub(crate) struct Parties {
    pub(crate) actor: Arc<AccountState>,
    pub(crate) through: Option<Through>,
}

/// A delegation and who gave it.
#[derive(Debug)]
pub(crate) struct Through {
    pub(crate) giver: Arc<AccountState>,
    receiver: AccountNo,
    delegation: Option<Arc<Grants>>,
}

impl Parties {
    /// What the account that the call is about holds of what opens it; none are needed for an open call.
    #[inline]
    pub(crate) fn hold(&self, rule: &Rule, now: Time) -> Result<Capabilities, Reason> {
        let (about, opened_by) = (self.about(), rule.opened_by);
        let held = about.held(now).shared(opened_by);
        if rule.open || !held.is_empty() {
            return Ok(held);
        }
        if about.stopped(now).meets(opened_by) {
            return Err(Reason::AuthorizationSuspended { account: about.no, opened_by });
        }
        Err(match self.through {
            None => Reason::CapabilityMissing { account: about.no, opened_by },
            Some(_) => Reason::GiverLacks { giver: about.no, opened_by },
        })
    }

    /// The account that the call is about: its users, its quota, its capability.
    #[inline]
    pub(crate) fn about(&self) -> &AccountState {
        self.through.as_ref().map_or(&self.actor, |through| &through.giver)
    }
}

impl Through {
    pub(crate) fn delegated(&self, now: Time) -> Result<(), Reason> {
        if !self.give(now).is_empty() {
            return Ok(());
        }
        let stopped = self.delegation.as_ref().map_or(Capabilities::NONE, |grants| grants.stopped_give(now));
        Err(if stopped.is_empty() {
            Reason::NotDelegated { giver: self.giver.no }
        } else {
            Reason::AuthorizationSuspended { account: self.receiver, opened_by: stopped }
        })
    }

    /// `held` are those that open the call and that the giver holds.
    pub(crate) fn handed_over(&self, rule: &Rule, held: Capabilities, now: Time) -> Result<(), Reason> {
        if rule.open || self.give(now).meets(held) {
            return Ok(());
        }
        Err(Reason::NotHandedOver { giver: self.giver.no, opened_by: rule.opened_by })
    }

    pub(crate) fn sources(&self, rule: &Rule, now: Time) -> Vec<Source> {
        let open = rule.open.then_some(Source::OpenCall);
        let grants = self.delegation.iter();
        open.into_iter()
            .chain(grants.flat_map(|grants| grants.sources(self.receiver, rule.opened_by, now)))
            .collect()
    }

    fn give(&self, now: Time) -> Capabilities {
        self.delegation.as_ref().map_or(Capabilities::NONE, |grants| grants.give(now))
    }
}

impl InForce {
    #[inline]
    pub(crate) fn parties(&self, ask: &Ask) -> Result<Parties, Reason> {
        let actor = self.account(ask.actor)?;
        let Some(giver) = ask.on_behalf_of else {
            return Ok(Parties { actor, through: None });
        };
        let key = (ask.actor, giver);
        let mut delegation = self.delegations.get(&key);
        loop {
            let giver = self.account(giver)?;
            // I2: two entries are read one after the other, and facts between the two reads could
            // add up to a state that never was. If the first is still there, both were at once.
            let again = self.delegations.get(&key);
            let same = match (&delegation, &again) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
            if same {
                let through = Through { giver, receiver: ask.actor, delegation };
                return Ok(Parties { actor, through: Some(through) });
            }
            delegation = again;
        }
    }

    /// Changes what one account received from another; both must be there.
    pub(crate) fn change_delegation(
        &self,
        receiver: AccountNo,
        giver: AccountNo,
        change: impl FnOnce(&mut Grants),
    ) -> Result<(), super::Misfit> {
        let _one = self.writing.lock();
        for no in [receiver, giver] {
            self.accounts.get(&no).ok_or(super::Misfit::UnknownAccount(no))?;
        }
        let key = (receiver, giver);
        let mut new = self.delegations.get(&key).map(|old| Grants::clone(&old)).unwrap_or_default();
        change(&mut new);
        if new.list().is_empty() {
            self.delegations.remove(&key);
        } else {
            self.delegations.put(key, Arc::new(new));
        }
        Ok(())
    }
}
