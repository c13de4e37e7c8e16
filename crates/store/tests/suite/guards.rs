//! A guard writes, its row count is the verdict, and a refusal leaves no trace.

use vermilion_store::{CommitFault, Lowered, Sql, Stmt};

use crate::both_engines;
use crate::ground::Ground;
use crate::sql::{BLOCKS, NOTES, bump, claim, fact, key, note, traffic};

both_engines!(
    the_same_key_twice_at_once_lets_one_win,
    a_version_lets_one_of_two_win_in_either_order,
    a_refused_fact_leaves_no_trace_and_harms_no_neighbour,
    a_later_guard_takes_the_earlier_ones_write_back,
    a_data_error_falls_alone,
    parameters_out_of_order_bind_by_their_numbers,
    traffic_takes_no_number,
);

async fn the_same_key_twice_at_once_lets_one_win(ground: &Ground) {
    let (store, notes) = ground.store().await;
    let mut callers = Vec::new();
    for _ in 0..8 {
        let writer = store.writer.clone();
        callers.push(tokio::spawn(async move { writer.commit(fact(claim("name"))).await }));
    }
    let mut won = 0;
    for caller in callers {
        match caller.await.unwrap() {
            Ok(committed) => {
                assert_eq!(committed.seq.unwrap().number, 1);
                won += 1;
            }
            Err(fault) => assert_eq!(fault, CommitFault::Refused { guard: 0 }),
        }
    }
    assert_eq!((won, notes.numbers()), (1, vec![1]));
    store.close().await;
}

async fn a_version_lets_one_of_two_win_in_either_order(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.commit(fact(claim("root"))).await.unwrap();
    for round in 1..=6 {
        let (a, b) = tokio::join!(
            store.writer.commit(fact(bump("root", round))),
            store.writer.commit(fact(Lowered { writes: vec![note(round, "other")], ..bump("root", round) })),
        );
        assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "round {round}: {a:?} {b:?}");
    }
    let rows = store.engine.read(&BLOCKS, &[]).await.unwrap();
    assert_eq!(rows[0].int(1).unwrap(), 7);
    store.close().await;
}

async fn a_refused_fact_leaves_no_trace_and_harms_no_neighbour(ground: &Ground) {
    let (store, notes) = ground.store().await;
    let (gone, stays, also) = tokio::join!(
        store.writer.commit(fact(bump("absent", 1))),
        store.writer.commit(fact(claim("a"))),
        store.writer.commit(fact(claim("b"))),
    );
    assert_eq!(gone, Err(CommitFault::Refused { guard: 0 }));
    assert!(stays.is_ok() && also.is_ok());
    assert_eq!(store.engine.read(&NOTES, &[]).await.unwrap().len(), 2);
    assert_eq!(notes.numbers(), vec![1, 2]);
    store.close().await;
}

async fn a_later_guard_takes_the_earlier_ones_write_back(ground: &Ground) {
    let (store, _) = ground.store().await;
    let mut both = claim("first");
    both.keys.push(key("second"));
    both.guards.extend(bump("second", 1).guards);
    assert_eq!(store.writer.commit(fact(both.clone())).await, Err(CommitFault::Refused { guard: 1 }));
    assert!(store.engine.read(&BLOCKS, &[]).await.unwrap().is_empty());
    store.writer.commit(fact(claim("second"))).await.unwrap();
    assert!(store.writer.commit(fact(both)).await.is_ok());
    store.close().await;
}

async fn a_data_error_falls_alone(ground: &Ground) {
    static WRONG: Sql = Sql::both("insert into ring (purpose, id, wrapped, made_at) values ($1, 7, null, 0)");
    let (store, notes) = ground.store().await;
    let wrong = Lowered { writes: vec![Stmt::new(&WRONG, ["x".into()])], ..claim("wrong") };
    let (a, wrong, b) = tokio::join!(
        store.writer.commit(fact(claim("a"))),
        store.writer.commit(fact(wrong)),
        store.writer.commit(fact(claim("b"))),
    );
    assert!(a.is_ok() && b.is_ok());
    assert!(matches!(wrong, Err(CommitFault::Bad(_))), "{wrong:?}");
    assert_eq!(store.engine.read(&BLOCKS, &[]).await.unwrap().len(), 2);
    assert_eq!(notes.numbers(), vec![1, 2]);
    store.close().await;
}

async fn parameters_out_of_order_bind_by_their_numbers(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.commit(fact(claim("p"))).await.unwrap();
    let rows = store.engine.read(&NOTES, &[]).await.unwrap();
    let row = &rows[0];
    assert_eq!((row.int(0).unwrap(), row.text(1).unwrap()), (1, "p".to_owned()));
    assert_eq!((row.blob(2).unwrap(), row.time(3).unwrap()), (vec![1, 2], crate::ground::NOW));
    assert_eq!(row.opt_time(4).unwrap(), None);
    store.close().await;
}

async fn traffic_takes_no_number(ground: &Ground) {
    let (store, notes) = ground.store().await;
    let committed = store.writer.commit(fact(traffic(claim("t")))).await.unwrap();
    assert_eq!(committed.seq, None);
    assert_eq!(notes.numbers(), Vec::<i64>::new());
    assert_eq!(notes.traffic.load(std::sync::atomic::Ordering::SeqCst), 1);
    store.close().await;
}
