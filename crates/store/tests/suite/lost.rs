//! A connection lost around a commit: what happened is found out, never guessed.

use vermilion_store::{Place, PostgresUrl, Store};

use crate::ground::{Ground, Notes};
use crate::on_postgres;
use crate::proxy::Proxy;
use crate::sql::{BLOCKS, ENTRIES, LOGINS, claim, fact, login};

on_postgres!(
    a_commit_that_took_place_is_answered_though_its_answer_was_lost,
    a_commit_that_did_not_take_place_is_run_again,
    codes_spent_are_known_though_the_answer_was_lost,
    codes_whose_statement_was_lost_are_spent_again,
);

/// A node that reaches the server through a proxy.
async fn node(ground: &Ground, words: &'static [u8]) -> (Proxy, Store, std::sync::Arc<Notes>) {
    let Place::Postgres { url } = &ground.place else { panic!("the case is PostgreSQL's") };
    let (proxy, through) = Proxy::before(&url.url, words).await;
    let place = Place::Postgres { url: PostgresUrl::plain(through) };
    let (store, notes) = ground.at_place(place, "proxied").await;
    (proxy, store, notes)
}

async fn a_commit_that_took_place_is_answered_though_its_answer_was_lost(ground: &Ground) {
    let (proxy, store, notes) = node(ground, b"commit\0").await;
    store.writer.commit(fact(claim("before"))).await.unwrap();
    proxy.cut_after_commit();
    let committed = store.writer.commit(fact(claim("lost"))).await.unwrap();
    assert!(proxy.has_cut());
    assert_eq!((committed.seq.unwrap().number, notes.numbers()), (2, vec![1, 2]));
    assert_eq!(store.engine.read(&ENTRIES, &[]).await.unwrap().len(), 2, "it was not run a second time");
    assert!(store.writer.commit(fact(claim("lost"))).await.is_err(), "the name is taken");
    store.close().await;
}

async fn a_commit_that_did_not_take_place_is_run_again(ground: &Ground) {
    let (proxy, store, notes) = node(ground, b"commit\0").await;
    store.writer.commit(fact(claim("before"))).await.unwrap();
    proxy.cut_before_commit();
    let committed = store.writer.commit(fact(claim("again"))).await.unwrap();
    assert!(proxy.has_cut());
    assert_eq!((committed.seq.unwrap().number, notes.numbers()), (2, vec![1, 2]));
    assert_eq!(store.engine.read(&BLOCKS, &[]).await.unwrap().len(), 2);
    store.close().await;
}

/// The bytes that come with the set of codes and with no other statement: the serial 7,777,777,777.
const SERIAL: i64 = 7_777_777_777;
const SERIAL_BYTES: &[u8] = &SERIAL.to_be_bytes();

async fn codes_spent_are_known_though_the_answer_was_lost(ground: &Ground) {
    let (proxy, store, _) = node(ground, SERIAL_BYTES).await;
    assert!(store.writer.spend(login(1)).await.unwrap());
    proxy.cut_after_commit();
    assert!(store.writer.spend(login(SERIAL)).await.unwrap(), "this node's statement spent it");
    assert!(proxy.has_cut());
    // Once more, of a code that was spent before: the lost answer was a no.
    proxy.cut_after_commit();
    assert!(!store.writer.spend(login(SERIAL)).await.unwrap());
    assert!(proxy.has_cut());
    assert_eq!(store.engine.read(&LOGINS, &[]).await.unwrap().len(), 2);
    store.close().await;
}

async fn codes_whose_statement_was_lost_are_spent_again(ground: &Ground) {
    let (proxy, store, notes) = node(ground, SERIAL_BYTES).await;
    assert!(store.writer.spend(login(1)).await.unwrap());
    proxy.cut_before_commit();
    assert!(store.writer.spend(login(SERIAL)).await.unwrap());
    assert!(proxy.has_cut());
    assert_eq!(*notes.spent.lock(), vec![1, SERIAL]);
    store.close().await;
}
