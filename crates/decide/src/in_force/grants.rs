//! The effective parts of authorizations from one giver to one account.

use vermilion_model::{AccountNo, Authorization, Capabilities, Id, Time};

use crate::Source;

/// The effective part of one authorization. Nothing pending is ever here (I2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Which authorization.
    pub id: Id<Authorization>,
    /// What it gives; never empty.
    pub capabilities: Capabilities,
    /// It holds before this time; none means without end.
    pub until: Option<Time>,
    /// The platform stopped it.
    pub suspended: bool,
}

impl Grant {
    fn lives(&self, now: Time) -> bool {
        !self.suspended && self.until.is_none_or(|until| now < until)
    }
}

/// A few grants, with the sum of those without end worked out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grants {
    list: Vec<Grant>,
    lasting: Capabilities,
    some_end: bool,
}

impl Grants {
    /// What they give at this moment, together.
    #[inline]
    pub(crate) fn give(&self, now: Time) -> Capabilities {
        if !self.some_end {
            return self.lasting;
        }
        self.list.iter().filter(|g| g.lives(now)).fold(Capabilities::NONE, |all, g| all.and(g.capabilities))
    }

    /// What those give at this moment whose id fits.
    pub(crate) fn give_of(&self, now: Time, fits: impl Fn(Id<Authorization>) -> bool) -> Capabilities {
        let living = self.list.iter().filter(|g| g.lives(now) && fits(g.id));
        living.fold(Capabilities::NONE, |all, g| all.and(g.capabilities))
    }

    pub(crate) fn list(&self) -> &[Grant] {
        &self.list
    }

    /// Replaces the one of this id (I2: in one step) or adds it; an empty one is gone.
    pub(crate) fn put(&mut self, grant: Grant) {
        self.list.retain(|g| g.id != grant.id);
        self.list.push(grant);
        self.settle();
    }

    /// A revision takes effect: what the platform stopped stays stopped.
    pub(crate) fn replace(&mut self, mut grant: Grant) {
        grant.suspended |= self.list.iter().any(|g| g.id == grant.id && g.suspended);
        self.put(grant);
    }

    /// The platform stops the one of this id. One of which everything was given up is kept in mind:
    /// a revision that comes later is stopped too.
    pub(crate) fn suspend(&mut self, id: Id<Authorization>) {
        let held = self.list.iter().find(|g| g.id == id).cloned();
        let nothing = Grant { id, capabilities: Capabilities::NONE, until: None, suspended: true };
        self.put(Grant { suspended: true, ..held.unwrap_or(nothing) });
    }

    /// The platform lets it work again.
    pub(crate) fn restore(&mut self, id: Id<Authorization>) {
        for grant in self.list.iter_mut().filter(|g| g.id == id) {
            grant.suspended = false;
        }
        self.settle();
    }

    /// What the platform stopped would otherwise give now.
    pub(crate) fn stopped_give(&self, now: Time) -> Capabilities {
        let lives = |g: &&Grant| g.suspended && g.until.is_none_or(|until| now < until);
        self.list.iter().filter(lives).fold(Capabilities::NONE, |all, g| all.and(g.capabilities))
    }

    pub(crate) fn remove(&mut self, id: Id<Authorization>) {
        self.list.retain(|g| g.id != id);
        self.settle();
    }

    /// I3: takes these from what the one of this id gives, whatever else changed meanwhile.
    pub(crate) fn give_up(&mut self, id: Id<Authorization>, given_up: Capabilities) {
        for grant in self.list.iter_mut().filter(|g| g.id == id) {
            grant.capabilities = grant.capabilities.without(given_up);
        }
        self.settle();
    }

    pub(crate) fn sources(
        &self,
        account: AccountNo,
        opened_by: Capabilities,
        now: Time,
    ) -> impl Iterator<Item = Source> {
        self.list.iter().filter(move |g| g.lives(now) && g.capabilities.meets(opened_by)).map(move |g| {
            let capabilities = g.capabilities.shared(opened_by);
            Source::Authorization { id: g.id, account, capabilities, until: g.until }
        })
    }

    fn settle(&mut self) {
        self.list.retain(|g| g.suspended || !g.capabilities.is_empty());
        self.list.sort_by_key(|g| g.id);
        let working = self.list.iter().filter(|g| !g.suspended);
        let lasting = working.clone().filter(|g| g.until.is_none());
        self.lasting = lasting.fold(Capabilities::NONE, |all, g| all.and(g.capabilities));
        self.some_end = working.clone().any(|g| g.until.is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vermilion_model::CapabilityNo;

    fn caps(n: &[u8]) -> Capabilities {
        n.iter().copied().map(CapabilityNo).collect()
    }
    fn grant(id: u8, n: &[u8], until: Option<i64>) -> Grant {
        let until = until.map(Time::from_secs);
        Grant { id: Id::from_bytes([id; 16]), capabilities: caps(n), until, suspended: false }
    }

    #[test]
    fn an_end_is_the_first_moment_without() {
        let mut grants = Grants::default();
        grants.put(grant(1, &[1], None));
        grants.put(grant(2, &[2], Some(10)));
        assert_eq!(grants.give(Time::from_millis(9_999)), caps(&[1, 2]));
        assert_eq!(grants.give(Time::from_secs(10)), caps(&[1]));
    }

    #[test]
    fn what_is_stopped_gives_nothing_whatever_becomes_of_it_until_restored() {
        let id = Id::from_bytes([1; 16]);
        let mut grants = Grants::default();
        grants.put(grant(1, &[1, 2], None));
        grants.put(grant(2, &[3], Some(10)));
        grants.suspend(id);
        assert_eq!((grants.give(Time::ZERO), grants.stopped_give(Time::ZERO)), (caps(&[3]), caps(&[1, 2])));
        grants.replace(grant(1, &[4], Some(10)));
        assert_eq!((grants.give(Time::ZERO), grants.stopped_give(Time::ZERO)), (caps(&[3]), caps(&[4])));
        assert!(grants.stopped_give(Time::from_secs(10)).is_empty());
        grants.give_up(id, caps(&[4]));
        grants.replace(grant(1, &[5], None));
        assert_eq!(grants.give(Time::ZERO), caps(&[3]), "still stopped");
        grants.restore(id);
        assert_eq!(grants.give(Time::ZERO), caps(&[3, 5]));
        grants.suspend(Id::from_bytes([9; 16]));
        grants.restore(Id::from_bytes([9; 16]));
        assert_eq!(grants.list().len(), 2);
    }

    #[test]
    fn a_revision_replaces_and_giving_everything_up_removes() {
        let mut grants = Grants::default();
        grants.put(grant(1, &[1, 2], None));
        grants.put(grant(1, &[2, 3], None));
        assert_eq!(grants.give(Time::ZERO), caps(&[2, 3]));
        grants.give_up(Id::from_bytes([1; 16]), caps(&[2, 3, 4]));
        assert!(grants.list().is_empty());
    }
}
