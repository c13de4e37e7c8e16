//! Delegations: offered, accepted or not, revoked by either side.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{
    Acceptance, Authorization, Capabilities, CapabilityNo, Giver, Offer, OfferEnd, ReviewClass, Reviewer,
    Span,
};
use vermilion_service::Failure;

use super::authorizations::as_stored;
use crate::Broken;
use crate::oracle::Delegation;
use crate::world::World;

fn some(world: &World, wanted: impl Fn(&Delegation) -> bool) -> Option<usize> {
    let living = |at: usize| world.oracle.accounts[at].living();
    let both = |it: &Delegation| living(it.giver) && living(it.receiver);
    let all = world.oracle.delegations.iter().enumerate();
    let all = all.filter(|(_, it)| !it.revoked && both(it) && wanted(it));
    let all: Vec<usize> = all.map(|(at, _)| at).collect();
    world.dice.pick(&all).copied()
}

/// Offers a new delegation, or another revision of one.
pub(super) async fn offer(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let found = if world.dice.once_in(3) { some(world, |it| it.offered.is_none()) } else { None };
    let at = if let Some(at) = found {
        at
    } else {
        let living = world.living_accounts();
        let giver = world.dice.below(living.len());
        let receiver = (giver + 1 + world.dice.below(living.len() - 1)) % living.len();
        let (giver, receiver) = (living[giver], living[receiver]);
        world.oracle.delegations.push(Delegation {
            id: desk.id(now),
            giver,
            receiver,
            effective: Capabilities::NONE,
            offered: None,
            revoked: false,
            suspended: false,
        });
        world.oracle.delegations.len() - 1
    };
    let it = &world.oracle.delegations[at];
    let (giver, receiver) = (&world.oracle.accounts[it.giver], &world.oracle.accounts[it.receiver]);
    let authorization = if found.is_some() {
        as_stored(world, it.id).await
    } else {
        Authorization::new(it.id, receiver.no, Giver::Account(giver.no))
    };
    let capabilities: Capabilities =
        (0..3).map(|_| CapabilityNo(1 + u8::try_from(world.dice.below(42)).unwrap_or(0))).collect();
    let offer =
        Offer { revision: desk.id(now), capabilities, until: None, by: giver.owner, document: [0; 32] };
    let act = authorization.offer(&offer).expect("nothing else waits");
    let seq = desk.record(now, Actor::Member(giver.owner), act).await.expect("it is offered");
    world.oracle.delegations[at].offered = Some(capabilities);
    world.answered(seq)
}

/// The receiver accepts, with or without a reviewer after them, or refuses.
pub(super) async fn answer(world: &mut World) -> Result<(), Broken> {
    let Some(at) = some(world, |it| it.offered.is_some()) else { return Ok(()) };
    let desk = world.node();
    let now = desk.now();
    let authorization = as_stored(world, world.oracle.delegations[at].id).await;
    let it = &world.oracle.delegations[at];
    let (giver, receiver) = (&world.oracle.accounts[it.giver], &world.oracle.accounts[it.receiver]);
    let by = Actor::Member(receiver.owner);
    if world.dice.once_in(4) {
        let act = authorization.end_offer(OfferEnd::Refused).expect("it is offered");
        let seq = desk.record(now, by, act).await.expect("it is refused");
        world.oracle.delegations[at].offered = None;
        return world.answered(seq);
    }
    let row = desk.read.account_by_no(giver.no).await.expect("it is read").expect("it is there");
    let review = if world.dice.once_in(3) { ReviewClass::OnePerson } else { ReviewClass::None };
    let acceptance = Acceptance {
        giver_version: row.version,
        review,
        case: desk.id(now),
        due_at: now.plus(Span::days(3)),
        applicant: giver.owner,
        by: receiver.owner,
    };
    let act: Act = authorization.accept(&acceptance).expect("it is offered").into();
    let mut seq = desk.record(now, by, act.clone()).await.expect("it is accepted");
    let again = desk.record(now, by, act).await;
    if !matches!(again, Err(Failure::Stale)) {
        return Err(Broken::new(2, format!("one offer was taken twice: {again:?}")));
    }
    if review == ReviewClass::OnePerson {
        world.answered(seq)?;
        let row = desk.read.case_by_id(acceptance.case).await.expect("it is read").expect("it is there");
        let reviewer = Reviewer { member: desk.id(now), accounts: Vec::new() };
        let act = row.case.approve(&reviewer).expect("it is open");
        seq = desk.record(now, Actor::Member(reviewer.member), act).await.expect("it is approved");
    }
    let it = &mut world.oracle.delegations[at];
    it.effective = it.offered.take().expect("it was offered");
    world.answered(seq)
}

pub(super) async fn revoke(world: &mut World) -> Result<(), Broken> {
    let Some(at) = some(world, |_| true) else { return Ok(()) };
    let desk = world.node();
    let authorization = as_stored(world, world.oracle.delegations[at].id).await;
    let act = authorization.revoke().expect("it lives");
    let it = &world.oracle.delegations[at];
    let side = if world.dice.once_in(2) { it.giver } else { it.receiver };
    let by = Actor::Member(world.oracle.accounts[side].owner);
    let seq = desk.record(desk.now(), by, act).await.expect("it is revoked");
    world.oracle.delegations[at].revoked = true;
    world.answered(seq)
}
