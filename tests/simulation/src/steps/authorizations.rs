//! Authorizations: asked for, decided, given up, revoked. The model steps, as the use cases let it.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{
    Authorization, Capabilities, CapabilityNo, CaseState, CodedReason, Giver, Id, Refusal, ReviewClass,
    Reviewer, Span, Submission,
};
use vermilion_service::Failure;

use crate::Broken;
use crate::fault::Fault;
use crate::ground::COUNTED;
use crate::oracle::{Grant, Pending, Rejected};
use crate::world::World;

/// An account and one of its living authorizations.
pub(super) fn some_grant(world: &World, wanted: impl Fn(&Grant) -> bool) -> Option<(usize, usize)> {
    let living = world.oracle.accounts.iter().enumerate().filter(|(_, account)| account.living());
    let all = living.flat_map(|(a, account)| {
        account.grants.iter().enumerate().filter(|(_, g)| !g.revoked && wanted(g)).map(move |(g, _)| (a, g))
    });
    let all: Vec<(usize, usize)> = all.collect();
    world.dice.pick(&all).copied()
}

pub(super) async fn as_stored(world: &World, id: Id<Authorization>) -> Authorization {
    let row = world.node().read.authorization_by_id(id).await.expect("it is read");
    row.expect("it is there").authorization
}

pub(super) async fn submit(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let fresh = world.dice.once_in(3);
    let found = if fresh { None } else { some_grant(world, |grant| grant.pending.is_none()) };
    let (at, authorization) = if let Some((a, g)) = found {
        (a, as_stored(world, world.oracle.accounts[a].grants[g].id).await)
    } else {
        let a = world.some_account();
        let account = world.oracle.accounts[a].no;
        (a, Authorization::new(desk.id(now), account, Giver::Platform))
    };
    let mut capabilities: Capabilities =
        (0..3).map(|_| CapabilityNo(1 + u8::try_from(world.dice.below(42)).unwrap_or(0))).collect();
    if world.dice.once_in(2) {
        // Calls that are counted need somebody who may make them.
        let call = desk.catalogue.call_by_name(COUNTED).expect("the call is known");
        capabilities = capabilities.and(call.opened_by.iter().take(1).collect());
    }
    let review = if world.dice.once_in(3) { ReviewClass::TwoPersons } else { ReviewClass::OnePerson };
    let account = &mut world.oracle.accounts[at];
    let asked = Submission {
        revision: desk.id(now),
        case: desk.id(now),
        capabilities,
        due_at: now.plus(Span::days(3)),
        review,
        until: None,
        by: account.owner,
        document: [0; 32],
    };
    let act = authorization.submit(&asked).expect("nothing else is pending");
    let seq = desk.record(now, Actor::Member(account.owner), act).await.expect("it is submitted");
    let pending = Some(Pending {
        revision: asked.revision,
        case: asked.case,
        capabilities,
        rejected_by: None,
        asked: false,
    });
    match account.grants.iter_mut().find(|grant| grant.id == authorization.id) {
        Some(grant) => {
            (grant.pending, grant.rejected) = (pending, None);
            grant.ever = grant.ever.and(capabilities);
        }
        None => account.grants.push(Grant {
            id: authorization.id,
            effective: Capabilities::NONE,
            ever: capabilities,
            pending,
            rejected: None,
            revoked: false,
            suspended: false,
        }),
    }
    world.answered(seq)
}

/// A reviewer decides; now and then it is the owner, or of an appeal who rejected: they must be refused (I7). And
/// nobody decides while the applicant is asked.
pub(super) async fn decide(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| grant.pending.is_some()) else { return Ok(()) };
    let desk = world.node();
    let now = desk.now();
    let pending = world.oracle.accounts[a].grants[g].pending.as_ref().expect("it is pending");
    let row = desk.read.case_by_id(pending.case).await.expect("it is read").expect("it is there");
    let (rejected_by, asked) = (pending.rejected_by, pending.asked);
    let mut row = row;
    if world.fault == Some(Fault::ForgetsWhoRejected) {
        row.case.appeal = None;
    }
    let own = world.dice.once_in(4);
    let before = rejected_by.filter(|_| !own && world.dice.once_in(2));
    let member = match before {
        Some(rejecter) => rejecter,
        None if own => desk.id(now),
        None => Id::new(now, world.dice.bytes()),
    };
    let looked_at = own && world.fault != Some(Fault::IgnoresOwnRoles);
    let accounts = if looked_at { vec![world.oracle.accounts[a].no] } else { Vec::new() };
    let by = Reviewer { member, accounts };
    let rejects = !own && world.dice.once_in(4);
    let act = if rejects {
        let reason = CodedReason { code: "incomplete".to_owned(), pointer: "/purpose".to_owned() };
        row.case.reject(&by, vec![reason])
    } else {
        row.case.approve(&by)
    };
    if own {
        return match act {
            Err(Refusal::OwnApplication) => Ok(()),
            other => Err(Broken::new(7, format!("the owner decided their own case: {other:?}"))),
        };
    }
    if before.is_some() {
        return match act {
            Err(Refusal::DecidedBefore) => Ok(()),
            other => Err(Broken::new(7, format!("who rejected decided the appeal: {other:?}"))),
        };
    }
    if asked {
        return match act {
            Err(Refusal::WaitsForApplicant) => Ok(()),
            other => {
                Err(Broken::new(5, format!("a case was decided while its applicant was asked: {other:?}")))
            }
        };
    }
    let act = act.expect("an open case is decided");
    let (approved, seconded) = (matches!(act, Act::CaseApproved(_)), matches!(act, Act::CaseSeconded(_)));
    let twice = act.clone();
    let seq = desk.record(now, Actor::Member(member), act).await.expect("it is decided");
    let again = desk.record(now, Actor::Member(member), twice).await;
    if !matches!(again, Err(Failure::Stale)) {
        return Err(Broken::new(2, format!("one decision was taken twice: {again:?}")));
    }
    let state = desk.read.case_by_id(row.case.id).await.expect("it is read").expect("it is there").case.state;
    let grant = &mut world.oracle.accounts[a].grants[g];
    if !seconded {
        let pending = grant.pending.take().expect("it was pending");
        let Pending { revision, case, capabilities, .. } = pending;
        if approved {
            grant.effective = capabilities;
        } else if rejected_by.is_none() {
            grant.rejected = Some(Rejected { case, by: member, revision, capabilities });
        }
        let expected = if approved { CaseState::Approved } else { CaseState::Rejected };
        if state != expected {
            return Err(Broken::new(5, format!("an acknowledged decision reads {state:?}")));
        }
    }
    world.answered(seq)
}

pub(super) async fn withdraw(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| grant.pending.is_some()) else { return Ok(()) };
    let desk = world.node();
    let authorization = as_stored(world, world.oracle.accounts[a].grants[g].id).await;
    let act = authorization.withdraw_submission().expect("it is pending");
    let owner = world.oracle.accounts[a].owner;
    let seq = desk.record(desk.now(), Actor::Member(owner), act).await.expect("it is withdrawn");
    let pending = world.oracle.accounts[a].grants[g].pending.take().expect("it was pending");
    if authorization.pending.map(|p| p.revision) != Some(pending.revision) {
        return Err(Broken::new(5, "another revision was pending than the one acknowledged"));
    }
    world.answered(seq)
}

pub(super) async fn give_up(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| grant.effective.len() > 1) else { return Ok(()) };
    let desk = world.node();
    let authorization = as_stored(world, world.oracle.accounts[a].grants[g].id).await;
    let held: Vec<CapabilityNo> = world.oracle.accounts[a].grants[g].effective.iter().collect();
    let dropped = Capabilities::one(*world.dice.pick(&held).expect("it holds some"));
    let act = authorization.give_up(dropped).expect("it is in force");
    let owner = world.oracle.accounts[a].owner;
    let seq = desk.record(desk.now(), Actor::Member(owner), act).await.expect("it is given up");
    let grant = &mut world.oracle.accounts[a].grants[g];
    grant.effective = grant.effective.without(dropped);
    world.answered(seq)
}

pub(super) async fn revoke(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |_| true) else { return Ok(()) };
    let desk = world.node();
    let authorization = as_stored(world, world.oracle.accounts[a].grants[g].id).await;
    let act = authorization.revoke().expect("it lives");
    let owner = world.oracle.accounts[a].owner;
    let seq = desk.record(desk.now(), Actor::Member(owner), act).await.expect("it is revoked");
    let grant = &mut world.oracle.accounts[a].grants[g];
    (grant.revoked, grant.pending, grant.rejected) = (true, None, None);
    world.answered(seq)
}

/// The platform stops one authorization, or lets it work again.
pub(super) async fn stop(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| !grant.effective.is_empty()) else { return Ok(()) };
    let desk = world.node();
    let authorization = as_stored(world, world.oracle.accounts[a].grants[g].id).await;
    let grant = &mut world.oracle.accounts[a].grants[g];
    let reason = "rules".to_owned();
    let act: Act = if grant.suspended {
        authorization.restore(reason).expect("it is stopped").into()
    } else {
        authorization.suspend(reason).expect("it works").into()
    };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("it is stopped or not");
    grant.suspended = !grant.suspended;
    world.answered(seq)
}
