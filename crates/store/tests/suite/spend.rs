//! I6: a code is spent once.

use vermilion_model::Time;

use crate::both_engines;
use crate::ground::{Ground, NOW};
use crate::sql::{LOGINS, login};

both_engines!(
    exactly_one_of_many_callers_spends_a_code,
    a_spent_code_stays_spent_over_a_restart,
    old_rows_go_from_the_low_end
);

async fn exactly_one_of_many_callers_spends_a_code(ground: &Ground) {
    let (store, notes) = ground.store().await;
    let mut callers = Vec::new();
    for serial in 1..=50 {
        for _ in 0..4 {
            let writer = store.writer.clone();
            callers.push(tokio::spawn(async move { (serial, writer.spend(login(serial)).await.unwrap()) }));
        }
    }
    let mut won = Vec::new();
    for caller in callers {
        let (serial, mine) = caller.await.unwrap();
        won.extend(mine.then_some(serial));
    }
    won.sort_unstable();
    assert_eq!(won, (1..=50).collect::<Vec<i64>>());
    let mut told = notes.spent.lock().clone();
    told.sort_unstable();
    assert_eq!(told, won, "memory is told of each code once");
    store.close().await;
}

async fn a_spent_code_stays_spent_over_a_restart(ground: &Ground) {
    let (store, _) = ground.store().await;
    assert!(store.writer.spend(login(9)).await.unwrap());
    store.close().await;
    let (store, _) = ground.store().await;
    assert!(!store.writer.spend(login(9)).await.unwrap());
    let rows = store.engine.read(&LOGINS, &[]).await.unwrap();
    let row: Vec<i64> = (0..6).map(|i| rows[0].int(i).unwrap()).collect();
    assert_eq!(row, vec![9, 1, 2, 3, 4, NOW.millis()]);
    store.close().await;
}

async fn old_rows_go_from_the_low_end(ground: &Ground) {
    let (store, _) = ground.store().await;
    for serial in 1..=3 {
        let row = vermilion_store::LoginRow { at: NOW.millis() + serial, ..login(serial) };
        assert!(store.writer.spend(row).await.unwrap());
    }
    let before = Time::from_millis(NOW.millis() + 3);
    assert!(store.writer.sweep_logins(before).await.unwrap());
    assert!(!store.writer.sweep_logins(before).await.unwrap(), "nothing is left that is old enough");
    let rows = store.engine.read(&LOGINS, &[]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.int(0).unwrap()).collect::<Vec<_>>(), vec![3]);
    drop(rows);
    store.close().await;
}
