//! The saved copy of consents: read only where it is whole, undamaged and near, and never made older.

use vermilion_model::{AccountNo, Ground as Row, Ordinal, Seq};
use vermilion_store::{Lowered, SavedChunk, Sql, Stmt, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};
use crate::sql::{claim, fact, traffic};

both_engines!(
    a_copy_is_read_when_it_is_whole_and_undamaged,
    an_older_state_never_replaces_a_younger_one,
    who_adds_to_a_copy_that_was_dropped_learns_so,
    with_an_unknown_fact_behind_the_copy_the_rows_are_read,
);

const COPY: [u8; 16] = [7; 16];

fn chunk(number: i64, bits: &[u8]) -> SavedChunk {
    let cursor = Seq { lane: 0, number };
    SavedChunk { account: AccountNo(3), number: 2, cursor, bits: bits.to_vec() }
}

/// The chunks that a start is handed, if it reads the copy.
async fn read(store: &Store) -> Option<Vec<Row>> {
    let mut rows = Vec::new();
    let stood = store.engine.ground(1, NOW, &mut |row| rows.push(row)).await.unwrap();
    stood.saved.map(|_| rows)
}

async fn whole(store: &Store) -> bool {
    store.writer.consents_saved(&COPY, Seq { lane: 0, number: 0 }).await.unwrap()
}

async fn a_copy_is_read_when_it_is_whole_and_undamaged(ground: &Ground) {
    static DAMAGE: Sql = Sql::both("update consent_chunk set bits = $1");
    let (store, _) = ground.store().await;
    assert_eq!(read(&store).await, None);
    store.writer.begin_saved_consents(0, &COPY).await.unwrap();
    store.writer.save_chunks(&[chunk(0, &[0, 1, 0x80])]).await.unwrap();
    assert_eq!(read(&store).await, None, "not whole yet");
    assert!(whole(&store).await);
    let expected = Row::ConsentChunk { account: AccountNo(3), first: Ordinal(8_192), bits: vec![0, 1, 0x80] };
    assert_eq!(read(&store).await, Some(vec![expected]));
    let damage = Stmt::new(&DAMAGE, [vec![0_u8, 1, 0x81].into()]);
    let damage = Lowered { writes: vec![damage], ..traffic(claim("damage")) };
    store.writer.commit(fact(damage)).await.unwrap();
    assert_eq!(read(&store).await, None);
    store.close().await;
}

async fn an_older_state_never_replaces_a_younger_one(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.begin_saved_consents(0, &COPY).await.unwrap();
    for saved in [chunk(5, &[1]), chunk(4, &[2]), chunk(6, &[3]), chunk(5, &[4])] {
        store.writer.save_chunks(&[saved]).await.unwrap();
    }
    assert!(whole(&store).await);
    let rows = read(&store).await.unwrap();
    let [Row::ConsentChunk { bits, .. }] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(bits, &[3]);
    store.close().await;
}

async fn who_adds_to_a_copy_that_was_dropped_learns_so(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.begin_saved_consents(0, &COPY).await.unwrap();
    store.writer.save_chunks(&[chunk(0, &[1])]).await.unwrap();
    assert!(whole(&store).await && whole(&store).await, "as often as one likes");
    store.writer.begin_saved_consents(0, &[8; 16]).await.unwrap();
    assert!(!whole(&store).await);
    assert_eq!(read(&store).await, None);
    assert!(store.writer.consents_saved(&[8; 16], Seq { lane: 0, number: 0 }).await.unwrap());
    assert_eq!(read(&store).await, Some(Vec::new()), "what stood in the dropped one is gone");
    store.close().await;
}

async fn with_an_unknown_fact_behind_the_copy_the_rows_are_read(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.begin_saved_consents(0, &COPY).await.unwrap();
    assert!(whole(&store).await);
    assert!(read(&store).await.is_some());
    store.writer.commit(fact(claim("a fact that this binary does not know"))).await.unwrap();
    assert_eq!(read(&store).await, None);
    let head = store.cursor().seq;
    assert!(store.writer.consents_saved(&COPY, head).await.unwrap());
    assert!(read(&store).await.is_some(), "it is in the copy now");
    store.close().await;
}
