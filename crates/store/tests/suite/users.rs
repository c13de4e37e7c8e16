//! Users and their pairs: whatever comes in at once, none is made for a user who is gone.

use vermilion_model::fact::traffic::{PairMade, Traffic, UserMade};
use vermilion_model::fact::{Actor, Fact, UserClosed};
use vermilion_model::{AccountNo, Id, Ordinal, Time, User};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::Ground;

both_engines!(a_user_who_is_gone_gets_no_pair, behind_a_closing_no_pair_is_made);

const AT: Time = Time::from_secs(1_700_000_000);

async fn user(store: &Store, n: u8) -> Id<User> {
    let user = Id::new(AT, [n; 10]);
    let made = UserMade {
        user,
        host_app: Id::new(AT, [0; 10]),
        external_digest: vec![n],
        wrapped_key: vec![n],
        sealed: vec![n],
        at: AT,
    };
    store.writer.note(Traffic::UserMade(made)).await.unwrap();
    user
}

fn pair(user: Id<User>, account: u32) -> Traffic {
    Traffic::PairMade(PairMade { account: AccountNo(account), user, ordinal: Ordinal(account), at: AT })
}

fn closing(user: Id<User>) -> Fact {
    Fact { at: AT, actor: Actor::Platform, act: UserClosed { user, pairs: Vec::new() }.into() }
}

async fn a_user_who_is_gone_gets_no_pair(ground: &Ground) {
    let (store, _) = ground.store().await;
    let user = user(&store, 1).await;
    store.writer.note(pair(user, 1)).await.unwrap();
    assert_eq!(store.writer.note(pair(user, 1)).await, Err(CommitFault::Refused { guard: 0 }));
    let stranger = Id::new(AT, [9; 10]);
    assert_eq!(store.writer.note(pair(stranger, 1)).await, Err(CommitFault::Refused { guard: 0 }));
    store.writer.record(closing(user)).await.unwrap();
    assert_eq!(store.writer.note(pair(user, 2)).await, Err(CommitFault::Refused { guard: 0 }));
    // Closing again is how late pairs come in; the first time stays.
    store.writer.record(Fact { at: Time::from_secs(1_800_000_000), ..closing(user) }).await.unwrap();
    assert_eq!(store.engine.user_by_id(user).await.unwrap().unwrap().closed_at, Some(AT));
    store.close().await;
}

async fn behind_a_closing_no_pair_is_made(ground: &Ground) {
    let (store, _) = ground.store().await;
    for n in 0..16 {
        let user = user(&store, n).await;
        let seen_behind = async {
            store.writer.record(closing(user)).await.unwrap();
            store.engine.pairs_of_user(user).await.unwrap()
        };
        // The pair may be made or not; if it is, then before the closing.
        let (_, seen) = tokio::join!(store.writer.note(pair(user, u32::from(n) + 1)), seen_behind);
        assert_eq!(store.engine.pairs_of_user(user).await.unwrap(), seen, "round {n}");
    }
    store.close().await;
}
