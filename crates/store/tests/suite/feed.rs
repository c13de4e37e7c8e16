//! Nodes follow each other's facts, know how fresh they are, and stop when history changes.

use std::sync::atomic::Ordering;

use vermilion_model::{Seq, Span, Time};
use vermilion_store::{CommitFault, Place, StoreFault};

use crate::ground::Ground;
use crate::on_postgres;
use crate::server;
use crate::sql::{claim, fact};

on_postgres!(
    a_node_follows_anothers_facts_in_order,
    memory_is_fresh_only_for_the_bound,
    a_clock_off_the_servers_is_noticed,
    a_later_number_is_caught_up_with,
    a_lower_head_halts_the_node,
    another_history_halts_the_node,
    an_edited_entry_of_the_feed_halts_the_node,
);

async fn a_node_follows_anothers_facts_in_order(ground: &Ground) {
    let ((one, _), (two, seen)) = (ground.node("one").await, ground.node("two").await);
    for n in 1..=30 {
        one.writer.commit(fact(claim(&format!("n{n}")))).await.unwrap();
    }
    assert_eq!(two.catch_up().await.unwrap().number, 30);
    assert_eq!(seen.numbers(), (1..=30).collect::<Vec<_>>());
    assert!(seen.governance.lock().iter().all(|(_, own)| !own), "another's facts come as text");
    one.close().await;
    two.close().await;
}

async fn a_clock_off_the_servers_is_noticed(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { panic!("a case for PostgreSQL") };
    let (store, _) = ground.store().await;
    let asked = "select (extract(epoch from clock_timestamp()) * 1000)::bigint";
    let theirs: i64 = server::connect(&url.url).await.query_one(asked, &[]).await.unwrap().get(0);
    for (ours, off) in [(theirs - 60_000, true), (theirs, false)] {
        ground.wall.store(ours, Ordering::SeqCst);
        store.catch_up().await.unwrap();
        assert_eq!(store.clock_off() > Span::secs(30), off, "{:?}", store.clock_off());
        // Our own clock is behind by a minute, so theirs shows a later time.
        let (shown, theirs) =
            (store.by_the_databases_clock(Time::from_millis(ours)), Time::from_millis(theirs));
        assert!(shown.since(theirs) < Span::secs(30) && theirs.since(shown) < Span::secs(30), "{shown:?}");
    }
    store.close().await;
}

async fn memory_is_fresh_only_for_the_bound(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.catch_up().await.unwrap();
    assert!(store.freshness.fresh());
    // The boot clock of the case stands still but for this: polls meanwhile renew from its new time.
    let freshness = store.freshness.clone();
    store.close().await;
    ground.boot.fetch_add(1_000, Ordering::SeqCst);
    assert!(!freshness.fresh());
}

async fn a_later_number_is_caught_up_with(ground: &Ground) {
    let ((one, _), (two, seen)) = (ground.node("one").await, ground.node("two").await);
    let seq = one.writer.commit(fact(claim("a"))).await.unwrap().seq.unwrap();
    assert!(two.reach(seq).await.unwrap());
    assert_eq!(seen.numbers(), vec![1]);
    assert!(!two.reach(Seq { number: 2, ..seq }).await.unwrap(), "nobody has come so far");
    one.close().await;
    two.close().await;
}

async fn halted_by(ground: &Ground, tampering: &str) {
    let (store, notes) = ground.store().await;
    for n in 1..=3 {
        store.writer.commit(fact(claim(&format!("n{n}")))).await.unwrap();
    }
    ground.tamper(tampering).await;
    assert!(matches!(store.catch_up().await, Err(StoreFault::Chain(_))));
    assert!(notes.halted.lock().is_some() && store.halted().is_some());
    assert!(matches!(store.writer.commit(fact(claim("later"))).await, Err(CommitFault::Stopped(_))));
    assert_eq!(notes.numbers(), vec![1, 2, 3]);
    store.close().await;
}

async fn a_lower_head_halts_the_node(ground: &Ground) {
    let back = "delete from entry where number = 3; \
                update lane set number = 2, mac = (select mac from entry where number = 2)";
    halted_by(ground, back).await;
}

async fn another_history_halts_the_node(ground: &Ground) {
    let other = "update entry set mac = '\\x00' where number = 3; update lane set mac = '\\x00'; \
                 update lane set mac = decode(repeat('11', 32), 'hex')";
    halted_by(ground, other).await;
}

async fn an_edited_entry_of_the_feed_halts_the_node(ground: &Ground) {
    let ((one, _), (two, seen)) = (ground.node("one").await, ground.node("two").await);
    two.catch_up().await.unwrap();
    one.writer.commit(fact(claim("a"))).await.unwrap();
    let edited = "update entry set body = '{}' where number = 1";
    ground.tamper(edited).await;
    // Unless the edit came after the second node read it.
    if seen.numbers().is_empty() {
        let caught = two.catch_up().await;
        assert!(matches!(caught, Err(StoreFault::Chain(_))) || seen.numbers() == vec![1], "{caught:?}");
    }
    one.close().await;
    two.close().await;
}
