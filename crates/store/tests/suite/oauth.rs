//! Web authorizations: begun once, renewed from what was seen, ended with what they stand on.

use vermilion_model::fact::traffic::{DataSealed, OAuthRenewed, OAuthSpent, PairMade, Traffic, UserMade};
use vermilion_model::fact::{Actor, ConsentGiven, ConsentWithdrawn, Fact, Pair, UserClosed};
use vermilion_model::{AccountNo, CodeKind, Id, OAuthScope, Ordinal, Scope, SecretNo, Span, Time, User};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::Ground;

both_engines!(
    a_grant_begins_once_and_ends_with_its_consent,
    no_profile_is_shown_without_a_consent,
    a_renewal_is_made_from_what_was_seen,
    sealed_data_is_found_by_both_hashes
);

const AT: Time = Time::from_secs(1_700_000_000);
const ONE: AccountNo = AccountNo(1);

async fn pair(store: &Store) -> Id<User> {
    let user = Id::new(AT, [1; 10]);
    let made = UserMade {
        user,
        host_app: Id::new(AT, [0; 10]),
        external_digest: vec![1],
        wrapped_key: vec![1],
        sealed: vec![1],
        at: AT,
    };
    store.writer.note(Traffic::UserMade(made)).await.unwrap();
    let made = PairMade { account: ONE, user, ordinal: Ordinal(1), at: AT };
    store.writer.note(Traffic::PairMade(made)).await.unwrap();
    user
}

async fn consent(store: &Store, user: Id<User>) {
    let act = ConsentGiven { user, account: ONE, ordinal: Ordinal(1), scope: Scope::UserInfo, notice: 1 };
    store.writer.record(Fact { at: AT, actor: Actor::Platform, act: act.into() }).await.unwrap();
}

fn spent(serial: i64, scope: OAuthScope) -> Traffic {
    Traffic::OAuthSpent(OAuthSpent {
        serial,
        account: ONE,
        ordinal: Ordinal(1),
        scope,
        secret: SecretNo(1),
        key: 1,
        at: AT,
        until: AT.plus(Span::secs(7200)),
    })
}

async fn ended(store: &Store, serial: i64) -> Option<Option<Time>> {
    store.engine.oauth_by_serial(serial).await.unwrap().map(|row| row.ended_at)
}

async fn a_grant_begins_once_and_ends_with_its_consent(ground: &Ground) {
    let (store, _) = ground.store().await;
    let user = pair(&store).await;
    consent(&store, user).await;
    store.writer.note(spent(10, OAuthScope::UserInfo)).await.unwrap();
    assert_eq!(
        store.writer.note(spent(10, OAuthScope::UserInfo)).await,
        Err(CommitFault::Refused { guard: 0 })
    );
    store.writer.note(spent(11, OAuthScope::Base)).await.unwrap();
    let act = ConsentWithdrawn { user, account: ONE, ordinal: Ordinal(1), scope: Scope::UserInfo };
    store.writer.record(Fact { at: AT, actor: Actor::Platform, act: act.into() }).await.unwrap();
    assert_eq!((ended(&store, 10).await, ended(&store, 11).await), (Some(Some(AT)), Some(None)));
    let pairs = vec![Pair { account: ONE, ordinal: Ordinal(1) }];
    let act = UserClosed { user, pairs };
    store.writer.record(Fact { at: AT, actor: Actor::Platform, act: act.into() }).await.unwrap();
    assert_eq!(ended(&store, 11).await, Some(Some(AT)));
    store.close().await;
}

async fn no_profile_is_shown_without_a_consent(ground: &Ground) {
    let (store, _) = ground.store().await;
    pair(&store).await;
    // Spent, and nothing begun: the withdrawal came between.
    store.writer.note(spent(10, OAuthScope::UserInfo)).await.unwrap();
    assert_eq!(ended(&store, 10).await, None);
    assert!(store.engine.login_by_serial(10).await.unwrap().is_some());
    store.close().await;
}

async fn a_renewal_is_made_from_what_was_seen(ground: &Ground) {
    let (store, _) = ground.store().await;
    pair(&store).await;
    store.writer.note(spent(10, OAuthScope::Base)).await.unwrap();
    let before = AT.plus(Span::secs(7200));
    let (issued, until) = (AT.plus(Span::secs(9000)), AT.plus(Span::secs(16_200)));
    let renewed = Traffic::OAuthRenewed(OAuthRenewed { serial: 10, before, key: 2, issued, until });
    store.writer.note(renewed.clone()).await.unwrap();
    assert_eq!(store.writer.note(renewed).await, Err(CommitFault::Refused { guard: 0 }));
    let row = store.engine.oauth_by_serial(10).await.unwrap().unwrap();
    assert_eq!((row.key, row.issued, row.until), (2, issued, until));
    assert_eq!((row.refresh_key, row.created_at, row.scope), (1, AT, OAuthScope::Base));
    store.close().await;
}

async fn sealed_data_is_found_by_both_hashes(ground: &Ground) {
    let (store, _) = ground.store().await;
    let sealed = DataSealed {
        serial: 20,
        account: ONE,
        ordinal: Ordinal(1),
        act: Some(CodeKind::Phone),
        text_hash: [1; 32],
        raw_hash: [2; 32],
        at: AT,
    };
    store.writer.note(Traffic::DataSealed(sealed)).await.unwrap();
    for (account, hash, since, found) in [
        (ONE, [1; 32], AT, Some(AT)),
        (ONE, [2; 32], AT, Some(AT)),
        (ONE, [3; 32], AT, None),
        (AccountNo(2), [1; 32], AT, None),
        (ONE, [1; 32], AT.plus(Span::millis(1)), None),
    ] {
        assert_eq!(store.engine.sealed_at(account, &hash, since).await.unwrap(), found);
    }
    store.writer.sweep_old(AT.plus(Span::days(5))).await.unwrap();
    assert_eq!(store.engine.sealed_at(ONE, &[1; 32], AT).await.unwrap(), None);
    store.close().await;
}
