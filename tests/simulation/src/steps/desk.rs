//! What happens to a case beside its decision: asked, answered, left, appealed.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{Appeal, CaseState, LEFT_FOR, MessageKind, Refusal, Reviewer, Span};

use super::authorizations::some_grant;
use crate::Broken;
use crate::oracle::Pending;
use crate::world::World;

/// A reviewer asks, or the applicant answers, or leaves it until it lapses.
pub(super) async fn ask_or_answer(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| grant.pending.is_some()) else { return Ok(()) };
    let desk = world.node();
    let now = desk.now();
    let pending = world.oracle.accounts[a].grants[g].pending.as_ref().expect("it is pending");
    let row = desk.read.case_by_id(pending.case).await.expect("it is read").expect("it is there");
    let owner = world.oracle.accounts[a].owner;
    let lapses = pending.asked && world.dice.once_in(3);
    if row.case.asked_at.is_some() != pending.asked {
        return Err(Broken::new(5, "whose turn it is was forgotten"));
    }
    let (actor, act): (Actor, Act) = if lapses {
        world.clock.advance(LEFT_FOR);
        (Actor::Platform, row.case.lapse(desk.now()).expect("it was left").into())
    } else if pending.asked {
        let act = row.case.answer(owner, desk.id(now), now.plus(Span::days(3)), 1);
        (Actor::Member(owner), act.expect("it was asked").into())
    } else {
        let by = Reviewer { member: desk.id(now), accounts: Vec::new() };
        let act = row.case.ask(&by, desk.id(now), String::new()).expect("it is open");
        (Actor::Member(by.member), act.into())
    };
    let seq = desk.record(desk.now(), actor, act).await.expect("it is recorded");
    let state = desk.read.case_by_id(row.case.id).await.expect("it is read").expect("it is there").case.state;
    let grant = &mut world.oracle.accounts[a].grants[g];
    let expected = if lapses { CaseState::Lapsed } else { CaseState::Open };
    if state != expected {
        return Err(Broken::new(5, format!("a case that should be {expected:?} reads {state:?}")));
    }
    if lapses {
        grant.pending = None;
    } else if let Some(pending) = &mut grant.pending {
        pending.asked = !pending.asked;
    }
    world.answered(seq)
}

/// A reviewer writes a note, or to the applicant; nothing else comes of it.
pub(super) async fn write(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| grant.pending.is_some()) else { return Ok(()) };
    let desk = world.node();
    let now = desk.now();
    let case = world.oracle.accounts[a].grants[g].pending.as_ref().expect("it is pending").case;
    let row = desk.read.case_by_id(case).await.expect("it is read").expect("it is there");
    let kind = if world.dice.once_in(2) { MessageKind::Note } else { MessageKind::FromReviewer };
    let (by, message) = (desk.id(now), desk.id(now));
    let act = row.case.write(kind, by, message).expect("it is open");
    let seq = desk.record(now, Actor::Member(by), act).await.expect("it is written");
    let kept = desk.read.messages_of_case(case).await.expect("messages are read");
    if !kept.iter().any(|row| row.message == message) {
        return Err(Broken::new(5, "an acknowledged message was forgotten"));
    }
    world.answered(seq)
}

/// A case that the reviewers left is brought before operators, once.
pub(super) async fn escalate(world: &mut World) -> Result<(), Broken> {
    let Some((a, g)) = some_grant(world, |grant| grant.pending.as_ref().is_some_and(|it| !it.asked)) else {
        return Ok(());
    };
    let desk = world.node();
    let case = world.oracle.accounts[a].grants[g].pending.as_ref().expect("it is pending").case;
    let row = desk.read.case_by_id(case).await.expect("it is read").expect("it is there");
    if row.escalated_at.is_some() {
        return Ok(());
    }
    world.clock.advance(Span::days(15));
    let Some(act) = row.case.escalate(desk.now()) else { return Ok(()) };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("it is escalated");
    let row = desk.read.case_by_id(case).await.expect("it is read").expect("it is there");
    if row.escalated_at.is_none() || row.case.state != CaseState::Open {
        return Err(Broken::new(5, "an acknowledged escalation was forgotten"));
    }
    world.answered(seq)
}

/// What was rejected is appealed, once; what is in force stays as it is (I2).
pub(super) async fn appeal(world: &mut World) -> Result<(), Broken> {
    let appealable = |grant: &crate::oracle::Grant| grant.rejected.is_some() && grant.pending.is_none();
    let Some((a, g)) = some_grant(world, appealable) else { return Ok(()) };
    let desk = world.node();
    let now = desk.now();
    let owner = world.oracle.accounts[a].owner;
    let rejected = world.oracle.accounts[a].grants[g].rejected.clone().expect("it is rejected");
    let row = desk.read.case_by_id(rejected.case).await.expect("it is read").expect("it is there");
    let appeal =
        Appeal { case: desk.id(now), grounds: desk.id(now), due_at: now.plus(Span::days(3)), by: owner };
    let act = row.case.appeal_with(&appeal).expect("it was not appealed");
    let seq = desk.record(now, Actor::Member(owner), act).await.expect("it is appealed");
    let row = desk.read.case_by_id(rejected.case).await.expect("it is read").expect("it is there");
    if row.case.appeal_with(&appeal) != Err(Refusal::AlreadyAppealed) {
        return Err(Broken::new(5, "an acknowledged appeal was forgotten"));
    }
    let grant = &mut world.oracle.accounts[a].grants[g];
    grant.rejected = None;
    grant.pending = Some(Pending {
        revision: rejected.revision,
        case: appeal.case,
        capabilities: rejected.capabilities,
        rejected_by: Some(rejected.by),
        asked: false,
    });
    world.answered(seq)
}
