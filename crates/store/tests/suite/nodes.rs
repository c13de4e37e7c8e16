//! Several nodes on one PostgreSQL.

use std::sync::atomic::Ordering;

use vermilion_model::{Span, Time};
use vermilion_store::{CommitFault, Place, StoreFault, migrate};

use crate::admission::of_two_nodes_one_uses_it;
use crate::ground::{Ground, NOW};
use crate::on_postgres;
use crate::server::connect;
use crate::sql::{ENTRIES, bump, claim, fact, login};

on_postgres!(
    two_nodes_let_one_win_a_code,
    two_nodes_let_one_win_a_key,
    of_two_nodes_one_uses_it,
    two_nodes_number_without_gaps_and_apply_in_order,
    a_lock_not_had_in_time_makes_that_fact_busy_alone,
    a_node_that_migrates_keeps_others_from_it,
    a_lease_is_one_nodes_until_it_ends,
    blocks_of_two_nodes_never_meet,
    a_commit_is_told_to_whoever_listens,
);

async fn two_nodes_let_one_win_a_code(ground: &Ground) {
    let ((one, _), (two, _)) = (ground.node("one").await, ground.node("two").await);
    let mut won = 0;
    for first in (1..=400_i64).step_by(8) {
        let mut callers = Vec::new();
        for serial in first..first + 8 {
            for writer in [&one.writer, &two.writer] {
                let writer = writer.clone();
                callers.push(tokio::spawn(async move { writer.spend(login(serial)).await.unwrap() }));
            }
        }
        for caller in callers {
            won += i32::from(caller.await.unwrap());
        }
    }
    assert_eq!(won, 400);
    one.close().await;
    two.close().await;
}

async fn two_nodes_let_one_win_a_key(ground: &Ground) {
    let ((one, _), (two, _)) = (ground.node("one").await, ground.node("two").await);
    one.writer.commit(fact(claim("root"))).await.unwrap();
    for round in 1..=30 {
        let (a, b) = tokio::join!(
            one.writer.commit(fact(bump("root", round))),
            two.writer.commit(fact(bump("root", round))),
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "round {round}: {a:?} {b:?}");
    }
    one.close().await;
    two.close().await;
}

async fn two_nodes_number_without_gaps_and_apply_in_order(ground: &Ground) {
    let ((one, seen_by_one), (two, seen_by_two)) = (ground.node("one").await, ground.node("two").await);
    let mut callers = Vec::new();
    for caller in 0..100 {
        let writer = if caller % 2 == 0 { one.writer.clone() } else { two.writer.clone() };
        callers.push(tokio::spawn(async move {
            writer.commit(fact(claim(&format!("n{caller}")))).await.unwrap()
        }));
    }
    let mut answered = Vec::new();
    for caller in callers {
        answered.push(caller.await.unwrap().seq.unwrap().number);
    }
    answered.sort_unstable();
    assert_eq!(answered, (1..=100).collect::<Vec<_>>());
    let rows = one.engine.read(&ENTRIES, &[]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.int(0).unwrap()).collect::<Vec<_>>(), answered);
    for (name, store, seen) in [("one", one, seen_by_one), ("two", two, seen_by_two)] {
        // Its own last fact brought everything before it along.
        let last = store.writer.commit(fact(claim(&format!("last of {name}")))).await;
        let last = last.unwrap().seq.unwrap().number;
        assert_eq!(seen.numbers(), (1..=last).collect::<Vec<_>>());
        assert!(seen.governance.lock().iter().filter(|(_, own)| *own).count() == 51);
        store.close().await;
    }
}

async fn a_lock_not_had_in_time_makes_that_fact_busy_alone(ground: &Ground) {
    let (store, notes) = ground.store().await;
    store.writer.commit(fact(claim("held"))).await.unwrap();
    let Place::Postgres { url } = &ground.place else { return };
    let mut client = connect(&url.url).await;
    let holding = client.transaction().await.unwrap();
    holding.execute("update block set next = next where name = 'held'", &[]).await.unwrap();
    let (busy, free) =
        tokio::join!(store.writer.commit(fact(bump("held", 1))), store.writer.commit(fact(claim("free"))));
    assert_eq!(busy, Err(CommitFault::Busy));
    assert!(free.is_ok());
    holding.rollback().await.unwrap();
    assert!(store.writer.commit(fact(bump("held", 1))).await.is_ok());
    assert_eq!(notes.numbers(), vec![1, 2, 3]);
    store.close().await;
}

async fn a_node_that_migrates_keeps_others_from_it(ground: &Ground) {
    let until = NOW.plus(Span::mins(1)).millis();
    ground
        .tamper(&format!("insert into lease (name, holder, until) values ('migrate', '\\x01', {until})"))
        .await;
    assert!(matches!(migrate(ground.options("two")).await, Err(StoreFault::Leased { .. })));
    // Dead for as long as its lease and the clocks' slack last.
    ground.wall.store(NOW.plus(Span::secs(66)).millis(), Ordering::SeqCst);
    assert_eq!(migrate(ground.options("two")).await, Ok(()));
}

async fn a_lease_is_one_nodes_until_it_ends(ground: &Ground) {
    let ((one, _), (two, _)) = (ground.node("one").await, ground.node("two").await);
    let (mine, theirs) = ([1; 16], [2; 16]);
    let minute = |from: Time| (from, from.plus(Span::mins(1)));
    assert!(one.writer.hold("sweep", &mine, minute(NOW)).await.unwrap());
    assert!(!two.writer.hold("sweep", &theirs, minute(NOW)).await.unwrap());
    assert!(one.writer.hold("sweep", &mine, minute(NOW)).await.unwrap(), "its holder renews it");
    let later = NOW.plus(Span::secs(61));
    assert!(!two.writer.hold("sweep", &theirs, minute(later)).await.unwrap(), "clocks may differ by 5 s");
    assert!(two.writer.hold("sweep", &theirs, minute(NOW.plus(Span::secs(66)))).await.unwrap());
    assert!(!one.writer.release("sweep", &mine).await.unwrap(), "it is another's by now");
    assert!(two.writer.release("sweep", &theirs).await.unwrap());
    one.close().await;
    two.close().await;
}

async fn blocks_of_two_nodes_never_meet(ground: &Ground) {
    let ((one, _), (two, _)) = (ground.node("one").await, ground.node("two").await);
    let mut firsts = Vec::new();
    for _ in 0..10 {
        let (a, b) = tokio::join!(one.lease_block("serial", 100), two.lease_block("serial", 100));
        firsts.extend([a.unwrap(), b.unwrap()]);
    }
    firsts.sort_unstable();
    assert_eq!(firsts, (0..20).map(|n| 1 + n * 100).collect::<Vec<i64>>());
    one.close().await;
    two.close().await;
}

async fn a_commit_is_told_to_whoever_listens(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { return };
    let (client, mut connection) = tokio_postgres::connect(&url.url, tokio_postgres::NoTls).await.unwrap();
    let heard = tokio::spawn(async move {
        loop {
            let message = std::future::poll_fn(|context| connection.poll_message(context)).await;
            if let tokio_postgres::AsyncMessage::Notification(word) = message.unwrap().unwrap() {
                return word.channel().to_owned();
            }
        }
    });
    client.batch_execute("listen vermilion_feed").await.unwrap();
    let (store, _) = ground.node("one").await;
    store.writer.commit(fact(claim("told"))).await.unwrap();
    assert_eq!(heard.await.unwrap(), "vermilion_feed");
    store.close().await;
}
