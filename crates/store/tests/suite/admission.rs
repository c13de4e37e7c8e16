//! An invitation makes as many members as it may, whoever comes at once, on whichever node, before a restart or after.

use vermilion_model::fact::{
    Actor, Fact, MemberRegistered, RegistrationInvitationWithdrawn, RegistrationInvited,
};
use vermilion_model::{Id, RegistrationInvitation};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};
use crate::life::{Life, registered};
use crate::life_goes_on::admitting;

both_engines!(
    one_use_makes_one_member_whoever_comes_at_once,
    what_was_used_stays_used_over_a_restart,
    one_for_an_address_opens_to_no_other,
    one_that_is_taken_back_or_too_old_opens_nothing,
);

async fn registers(store: &Store, act: MemberRegistered) -> Result<(), CommitFault> {
    let fact = Fact { at: NOW, actor: Actor::Platform, act: act.into() };
    store.writer.record(fact).await.map(|_| ())
}

/// A store that knows an invitation and the codes of these.
async fn ready(store: &Store, invited: RegistrationInvited, who: &[u8]) -> Id<RegistrationInvitation> {
    let (life, invitation) = (Life { store }, invited.invitation);
    life.fact(invited).await;
    for n in who {
        life.proof(*n).await;
    }
    invitation
}

async fn used(store: &Store, invitation: Id<RegistrationInvitation>) -> (u32, Vec<u8>) {
    let row = store.engine.registration_invitation_by_id(invitation).await.unwrap().unwrap();
    (row.used, row.sealed)
}

async fn one_use_makes_one_member_whoever_comes_at_once(ground: &Ground) {
    let (store, _) = ground.store().await;
    let invitation = ready(&store, admitting(1, 1), &[1, 2, 3, 4]).await;
    let one = |n: u8| registers(&store, registered(n, Some(invitation)));
    let (a, b, c, d) = tokio::join!(one(1), one(2), one(3), one(4));
    assert_eq!([&a, &b, &c, &d].iter().filter(|done| done.is_ok()).count(), 1, "{a:?} {b:?} {c:?} {d:?}");
    // What it said of a person is gone with its last use.
    assert_eq!(used(&store, invitation).await, (1, Vec::new()));
    // Who lost has spent nothing: without the invitation's guard the same person registers.
    let lost = [a, b, c, d].iter().position(Result::is_err).unwrap();
    assert_eq!(registers(&store, registered(u8::try_from(lost).unwrap() + 1, None)).await, Ok(()));
    store.close().await;
}

async fn what_was_used_stays_used_over_a_restart(ground: &Ground) {
    let (store, _) = ground.store().await;
    let invitation = ready(&store, admitting(1, 2), &[1, 2, 3]).await;
    assert_eq!(registers(&store, registered(1, Some(invitation))).await, Ok(()));
    store.close().await;
    let (store, _) = ground.store().await;
    assert_eq!(used(&store, invitation).await, (1, vec![1]));
    assert_eq!(registers(&store, registered(2, Some(invitation))).await, Ok(()));
    assert!(matches!(
        registers(&store, registered(3, Some(invitation))).await,
        Err(CommitFault::Refused { .. })
    ));
    store.close().await;
}

async fn one_for_an_address_opens_to_no_other(ground: &Ground) {
    let (store, _) = ground.store().await;
    let mut bound = admitting(1, 1);
    bound.row.email_digest = Some(vec![2; 32]);
    let invitation = ready(&store, bound, &[1, 2]).await;
    assert!(registers(&store, registered(1, Some(invitation))).await.is_err());
    assert_eq!(registers(&store, registered(2, Some(invitation))).await, Ok(()));
    store.close().await;
}

async fn one_that_is_taken_back_or_too_old_opens_nothing(ground: &Ground) {
    let (store, _) = ground.store().await;
    let back = ready(&store, admitting(1, 5), &[1, 2]).await;
    Life { store: &store }.fact(RegistrationInvitationWithdrawn { invitation: back }).await;
    assert!(registers(&store, registered(1, Some(back))).await.is_err());
    let late = ready(&store, RegistrationInvited { expires_at: NOW, ..admitting(2, 1) }, &[]).await;
    assert!(registers(&store, registered(2, Some(late))).await.is_err());
    store.close().await;
}

/// A case of several nodes.
pub(crate) async fn of_two_nodes_one_uses_it(ground: &Ground) {
    let ((one, _), (two, _)) = (ground.node("one").await, ground.node("two").await);
    let invitation = ready(&one, admitting(1, 1), &[1, 2]).await;
    let (a, b) = tokio::join!(
        registers(&one, registered(1, Some(invitation))),
        registers(&two, registered(2, Some(invitation))),
    );
    assert_eq!([&a, &b].iter().filter(|done| done.is_ok()).count(), 1, "{a:?} {b:?}");
    one.close().await;
    two.close().await;
}
