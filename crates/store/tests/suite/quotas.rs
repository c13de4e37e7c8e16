//! Counters of quotas: leased once, given back once, cleared so often a month.

use vermilion_model::AccountNo;
use vermilion_model::fact::traffic::{QuotaLeased, QuotaRest, Traffic};
use vermilion_model::fact::{Actor, Fact, QuotaCleared};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};

both_engines!(
    of_two_leases_of_one_moment_one_is_given,
    a_rest_is_given_back_to_its_own_day_and_epoch,
    a_month_has_so_many_clearings_and_no_more,
);

const SHOP: AccountNo = AccountNo(1);
const CALL: &str = "GET:/call";

fn lease(day: u32, seen: Option<(u32, u32)>, used: u32) -> Traffic {
    Traffic::QuotaLeased(QuotaLeased { account: SHOP, call: CALL.into(), day, epoch: 0, seen, used })
}

async fn counted(store: &Store) -> (u32, u32, u32) {
    let row = store.engine.quota_of_call(SHOP, CALL).await.unwrap().unwrap();
    (row.day, row.epoch, row.used)
}

async fn of_two_leases_of_one_moment_one_is_given(ground: &Ground) {
    let (store, _) = ground.store().await;
    let both = tokio::join!(store.writer.note(lease(5, None, 10)), store.writer.note(lease(5, None, 20)));
    assert_eq!(u8::from(both.0.is_ok()) + u8::from(both.1.is_ok()), 1, "{both:?}");
    let (_, _, used) = counted(&store).await;
    store.writer.note(lease(5, Some((5, used)), used + 5)).await.unwrap();
    let late = store.writer.note(lease(5, Some((5, used)), used + 7)).await;
    assert_eq!(late, Err(CommitFault::Refused { guard: 0 }));
    store.writer.note(lease(6, Some((5, used + 5)), 1)).await.unwrap();
    assert_eq!(counted(&store).await, (6, 0, 1), "another day begins at nothing");
    store.close().await;
}

async fn a_rest_is_given_back_to_its_own_day_and_epoch(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.note(lease(5, None, 10)).await.unwrap();
    let rest = |day, epoch, calls| QuotaRest { account: SHOP, call: CALL.into(), day, epoch, calls };
    let rests = vec![rest(5, 0, 3), rest(4, 0, 1), rest(5, 1, 1), rest(5, 0, 100)];
    store.writer.note(Traffic::QuotaGivenBack(rests)).await.unwrap();
    assert_eq!(counted(&store).await, (5, 0, 7));
    store.close().await;
}

async fn a_month_has_so_many_clearings_and_no_more(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.note(lease(5, None, 10)).await.unwrap();
    let clear = |call: Option<&str>, month| {
        let act = QuotaCleared { account: SHOP, call: call.map(str::to_owned), month, most: 2 };
        store.writer.record(Fact { at: NOW, actor: Actor::Platform, act: act.into() })
    };
    let three = tokio::join!(clear(None, 7), clear(None, 7), clear(None, 7));
    let three = [three.0, three.1, three.2];
    assert_eq!(three.iter().filter(|done| done.is_ok()).count(), 2, "{three:?}");
    assert_eq!(counted(&store).await, (5, 2, 0));
    assert!(clear(Some(CALL), 7).await.is_ok(), "counted apart");
    assert!(clear(None, 7).await.is_err() && clear(None, 8).await.is_ok(), "the next month");
    assert!(clear(None, 7).await.is_err(), "no month comes back");
    assert_eq!(store.engine.count_of_month(SHOP, "clear", 8).await.unwrap(), 1);
    assert_eq!(store.engine.count_of_month(SHOP, "clear_one", 7).await.unwrap(), 1);
    store.close().await;
}
