//! What each engine must take or refuse.

use vermilion_store::{
    CommitFault, Kind, Lowered, Place, Sql, Stmt, StoreFault, StoreOptions, migrate, open, statements,
};

use crate::both_engines;
use crate::ground::Ground;
use crate::sql::{BLOCKS, claim, fact, login, traffic};

both_engines!(
    every_statement_prepares,
    a_snapshot_sees_one_moment,
    a_newer_schema_is_refused,
    a_store_of_the_other_kind_is_refused,
    a_full_queue_answers_busy,
    a_head_that_others_moved_stops_the_node,
);

async fn every_statement_prepares(ground: &Ground) {
    let opened = ground.opened("one").await.unwrap();
    let mut prepared = 0;
    for sql in statements::all() {
        opened.engine.prepares(sql).await.unwrap_or_else(|fault| panic!("{sql:?}: {fault}"));
        prepared += 1;
    }
    assert!(prepared >= 15);
}

async fn a_snapshot_sees_one_moment(ground: &Ground) {
    let (store, _) = ground.store().await;
    let mut snapshot = store.engine.snapshot().await.unwrap();
    store.writer.commit(fact(claim("later"))).await.unwrap();
    assert_eq!(snapshot.read(&BLOCKS, &[]).await.unwrap().len(), 0);
    assert_eq!(snapshot.cursor(0).await.unwrap().seq.number, 0);
    assert_eq!(store.engine.read(&BLOCKS, &[]).await.unwrap().len(), 1);
    store.close().await;
}

async fn a_newer_schema_is_refused(ground: &Ground) {
    static LATER: Sql =
        Sql::both("insert into migration (number, name, checksum, at) values (9999, '9999_later', '', 0)");
    let (store, _) = ground.store().await;
    let lowered = traffic(claim("n"));
    let later = Lowered { writes: vec![Stmt::new(&LATER, [])], ..lowered };
    store.writer.commit(fact(later)).await.unwrap();
    store.close().await;
    assert!(matches!(ground.opened("one").await, Err(StoreFault::Schema(_))));
    assert!(matches!(migrate(ground.options("one")).await, Err(StoreFault::Schema(_))));
}

async fn a_store_of_the_other_kind_is_refused(ground: &Ground) {
    drop(ground.opened("one").await.unwrap());
    let serve = StoreOptions { kind: Kind::Serve, ..ground.options("one") };
    assert!(matches!(open(serve).await, Err(StoreFault::Unfit(_))));
}

async fn a_full_queue_answers_busy(ground: &Ground) {
    let bounds = vermilion_store::Bounds { waiting: 0, batch: 1 };
    let opened = open(StoreOptions { bounds, ..ground.options("one") }).await.unwrap();
    let cursor = opened.engine.snapshot().await.unwrap().cursor(0).await.unwrap();
    let store = opened.start(std::sync::Arc::new(crate::ground::Notes::default()), cursor).unwrap();
    assert_eq!(store.writer.spend(login(1)).await, Err(CommitFault::Busy));
    assert_eq!(store.writer.commit(fact(claim("a"))).await, Err(CommitFault::Busy));
    store.close().await;
}

#[tokio::test]
async fn a_second_process_is_refused_the_folder() {
    let ground = Ground::sqlite();
    let opened = ground.opened("one").await.unwrap();
    assert!(matches!(ground.opened("two").await, Err(StoreFault::Locked)));
    drop(opened);
    assert!(ground.opened("two").await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_answers_busy_and_breaks_nothing() {
    let ground = Ground { max_pages: Some(3_000), ..Ground::sqlite() };
    let (store, notes) = ground.store().await;
    let mut written = 0;
    let full = loop {
        let wide = Lowered {
            entry: Some(vermilion_store::EntryDraft {
                body: "x".repeat(400_000),
                ..crate::sql::entry("wide")
            }),
            ..claim(&format!("n{written}"))
        };
        match store.writer.commit(fact(wide)).await {
            Ok(_) => written += 1,
            Err(fault) => break fault,
        }
        assert!(written < 100, "the disk never was full");
    };
    assert_eq!(full, CommitFault::Busy);
    let numbers: Vec<i64> = (1..=written).collect();
    assert_eq!(notes.numbers(), numbers);
    assert_eq!(store.engine.read(&BLOCKS, &[]).await.unwrap().len(), numbers.len());
    store.close().await;
    let (store, _) = Ground { max_pages: None, ..ground }.store().await;
    assert_eq!(store.writer.commit(fact(claim("after"))).await.unwrap().seq.unwrap().number, written + 1);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_is_in_no_file() {
    static ERASE: Sql = Sql::both("delete from ring where purpose = $1");
    const SECRET: &str = "a person's own words";
    let ground = Ground::sqlite();
    let found = || {
        let files = std::fs::read_dir(ground.data())
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.filter(|bytes| bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())).count()
    };
    let (store, _) = ground.store().await;
    let written = Lowered { writes: vec![crate::sql::note(1, SECRET)], ..claim("a") };
    store.writer.commit(fact(written)).await.unwrap();
    assert!(found() > 0);
    let erased = Lowered { writes: vec![Stmt::new(&ERASE, [SECRET.into()])], ..claim("b") };
    store.writer.commit(fact(erased)).await.unwrap();
    assert!(store.forget_log().await.unwrap());
    assert_eq!(found(), 0);
    store.close().await;
}

/// What memory says is not what the store holds: nothing is written and nothing allowed any more, and while
/// this process lives nobody else may begin to write in its folder.
async fn a_head_that_others_moved_stops_the_node(ground: &Ground) {
    let (store, notes) = ground.store().await;
    store.writer.commit(fact(claim("first"))).await.unwrap();
    ground.tamper("update lane set number = number - 1").await;
    let stopped = store.writer.commit(fact(claim("second"))).await;
    assert!(matches!(stopped, Err(CommitFault::Stopped(_))), "{stopped:?}");
    assert!(notes.halted.lock().is_some() && store.halted().is_some());
    assert!(matches!(store.writer.spend(login(1)).await, Err(CommitFault::Stopped(_))));
    if ground.place == Place::Sqlite {
        assert!(matches!(ground.opened("two").await, Err(StoreFault::Locked)));
    }
    store.close().await;
}
