//! Several nodes on one PostgreSQL.

use crate::ground::Ground;
use crate::on_postgres;
use crate::sql::{ENTRIES, bump, claim, fact, login};

on_postgres!(
    two_nodes_let_one_win_a_code,
    two_nodes_let_one_win_a_key,
    two_nodes_number_without_gaps_and_apply_in_order,
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
    for (store, seen) in [(one, seen_by_one), (two, seen_by_two)] {
        // Its own last fact brought everything before it along.
        let last = store.writer.commit(fact(claim(&format!("last after {}", seen.numbers().len())))).await;
        let last = last.unwrap().seq.unwrap().number;
        assert_eq!(seen.numbers(), (1..=last).collect::<Vec<_>>());
        assert!(seen.governance.lock().iter().filter(|(_, own)| *own).count() == 51);
        store.close().await;
    }
}
