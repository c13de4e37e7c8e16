//! The one question, and its answer.

use vermilion_model::{AccountNo, CallNo, Ordinal, Span, Time};

use crate::recorder::{Quiet, Recorder};
use crate::{InForce, Reason, Step};

/// May `actor` make `call`, for itself or on behalf of another, about `user`?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The account whose token calls.
    pub actor: AccountNo,
    /// The account it acts for through a delegation.
    pub on_behalf_of: Option<AccountNo>,
    /// The call.
    pub call: CallNo,
    /// The user concerned, by their number in the account that the call is about.
    pub user: Option<Ordinal>,
    /// The boot clock, which runs through suspend: what freshness is measured by (I4).
    pub uptime: Span,
    /// The day in the platform's zone, counted from any fixed day; quotas are a day's.
    pub day: u32,
}

impl Ask {
    /// An account's own call that names no user, at boot time and day zero.
    pub const fn own(actor: AccountNo, call: CallNo) -> Ask {
        Ask { actor, on_behalf_of: None, call, user: None, uptime: Span::ZERO, day: 0 }
    }
}

/// The call may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// The account that the call is about: the giver through a delegation, else the actor.
    pub account: AccountNo,
}

/// Answers the one question (I1), without allocating; an allowed call is counted against its quota.
pub fn decide(in_force: &InForce, ask: &Ask, now: Time) -> Result<Allowed, Reason> {
    weigh(in_force, ask, now, &mut Quiet)
}

/// The rules, once: `decide` and `explain` differ only in who listens.
#[inline]
pub(crate) fn weigh<R: Recorder>(
    in_force: &InForce,
    ask: &Ask,
    now: Time,
    record: &mut R,
) -> Result<Allowed, Reason> {
    record.saw(Step::Fresh, in_force.fresh(ask.uptime))?;
    let rule = record.saw(Step::CallKnown, in_force.rule(ask.call))?;
    let parties = record.saw(Step::PartiesKnown, in_force.parties(ask))?;
    record.saw(Step::ActorStands, parties.actor.stands())?;
    if let Some(through) = &parties.through {
        record.saw(Step::GiverStands, through.giver.stands())?;
        record.saw(Step::Delegated, through.delegated(now))?;
    }
    let about = parties.about();
    // I1: what a delegation gives is what the giver itself holds at this moment, or less.
    let held = record.saw(Step::Held, parties.hold(rule, now))?;
    record.rests_on(|| about.sources(rule, now));
    if let Some(through) = &parties.through {
        record.saw(Step::HandedOver, through.handed_over(rule, held, now))?;
        record.rests_on(|| through.sources(rule, now));
    }
    record.saw(Step::Served, rule.served())?;
    record.saw(Step::Consented, about.consented(ask.user, rule.consent))?;
    record.saw(Step::QuotaHolds, in_force.count::<R>(rule, about, ask, now))?;
    Ok(Allowed { account: about.no })
}
