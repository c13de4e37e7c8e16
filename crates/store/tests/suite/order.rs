//! `Seq` has no gaps and equals commit order; the sink is told in it, before the caller is answered.

use crate::both_engines;
use crate::ground::Ground;
use crate::sql::{ENTRIES, bump, claim, fact};

both_engines!(numbers_have_no_gaps_under_concurrency, an_answer_comes_after_the_sink_was_told);

async fn numbers_have_no_gaps_under_concurrency(ground: &Ground) {
    let (store, notes) = ground.store().await;
    let mut callers = Vec::new();
    for caller in 0..60 {
        let writer = store.writer.clone();
        callers.push(tokio::spawn(async move {
            // One in three is refused, and takes no number.
            let lowered = if caller % 3 == 0 { bump("absent", caller) } else { claim(&format!("n{caller}")) };
            writer.commit(fact(lowered)).await.map(|done| (done.seq.unwrap().number, format!("n{caller}")))
        }));
    }
    let mut answered = Vec::new();
    for caller in callers {
        answered.extend(caller.await.unwrap());
    }
    answered.sort();
    let rows = store.engine.read(&ENTRIES, &[]).await.unwrap();
    let stored: Vec<_> = rows.iter().map(|row| (row.int(0).unwrap(), row.text(1).unwrap())).collect();
    assert_eq!(stored, answered);
    assert_eq!(stored.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (1..=40).collect::<Vec<_>>());
    assert_eq!(notes.numbers(), (1..=40).collect::<Vec<_>>());
    store.close().await;
}

async fn an_answer_comes_after_the_sink_was_told(ground: &Ground) {
    let (store, notes) = ground.store().await;
    for n in 1..=20 {
        let committed = store.writer.commit(fact(claim(&format!("n{n}")))).await.unwrap();
        assert_eq!(notes.numbers().last(), Some(&committed.seq.unwrap().number));
    }
    store.close().await;
}
