//! Far more callers than connections: each is answered, or told that it is busy, and nobody waits for good.

use tokio::task::JoinSet;
use vermilion_store::{Bounds, CommitFault, Engine, Place, Store, StoreFault, StoreOptions, Writer, open};

use crate::ground::{Ground, Notes};
use crate::on_postgres;
use crate::server::connect;
use crate::sql::{BLOCKS, ENTRIES, LOGINS, claim, fact, login};

on_postgres!(more_callers_than_connections_are_all_answered);

const CALLERS: i64 = 400;
/// A node's readers, its two writers, its feed and its word to others, with a few to spare.
const CONNECTIONS: i64 = 20;
/// Whoever still waits when the server has answered somebody else so often will wait for good.
const PATIENCE: u32 = 100_000;

/// A node whose queue is short, so that many a caller finds it full.
async fn crowded(ground: &Ground) -> Store {
    let bounds = Bounds { waiting: 48, batch: 16 };
    let opened = open(StoreOptions { bounds, ..ground.options("one") }).await.unwrap();
    let cursor = opened.engine.snapshot().await.unwrap().cursor(0).await.unwrap();
    opened.start(std::sync::Arc::new(Notes::default()), cursor).unwrap()
}

/// What a request does: reads, decides, commits one fact, reads again. True unless it was too busy.
async fn request(engine: Engine, writer: Writer, caller: i64) -> Result<bool, StoreFault> {
    engine.read(&BLOCKS, &[]).await?;
    let done = if caller % 2 == 0 {
        writer.commit(fact(claim(&format!("caller {caller}")))).await.map(|_| true)
    } else {
        writer.spend(login(caller)).await
    };
    engine.read(&ENTRIES, &[]).await?;
    match done {
        Ok(done) => Ok(done),
        Err(CommitFault::Busy) => Ok(false),
        Err(fault) => panic!("caller {caller} was answered {fault}"),
    }
}

async fn more_callers_than_connections_are_all_answered(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { panic!("the case is PostgreSQL's") };
    let store = crowded(ground).await;
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        callers.spawn(request(store.engine.clone(), store.writer.clone(), caller));
    }
    let beside = connect(&url.url).await;
    let held = "select count(*) from pg_stat_activity where datname = current_database() \
                and pid <> pg_backend_pid()";
    let (mut answered, mut done, mut beats) = (0, 0, 0_u32);
    while answered < CALLERS {
        while let Some(ended) = callers.try_join_next() {
            answered += 1;
            done += i64::from(ended.unwrap().unwrap());
        }
        let held: i64 = beside.query_one(held, &[]).await.unwrap().get(0);
        assert!(held <= CONNECTIONS, "{held} connections for {CALLERS} callers");
        beats += 1;
        assert!(beats < PATIENCE, "{answered} of {CALLERS} were answered, and no more are");
    }
    println!("{done} of {CALLERS} were done, the others were told that it is busy");
    assert!(done > 0 && done < CALLERS, "{done}: the queue was to be too short");
    let facts = store.engine.read(&ENTRIES, &[]).await.unwrap().len();
    let codes = store.engine.read(&LOGINS, &[]).await.unwrap().len();
    assert_eq!(i64::try_from(facts + codes).unwrap(), done, "busy means that nothing was done");
    // Nobody left a place taken.
    assert!(store.writer.commit(fact(claim("after"))).await.is_ok());
    assert!(store.writer.spend(login(CALLERS + 1)).await.unwrap());
    store.close().await;
}
