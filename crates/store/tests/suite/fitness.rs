//! What PostgreSQL must be before a store is opened on it.

use vermilion_store::{Place, StoreFault};

use crate::ground::Ground;
use crate::on_postgres;
use crate::server::connect;

on_postgres!(only_migrate_makes_the_schema, a_server_that_forgets_is_refused);

async fn only_migrate_makes_the_schema(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { return };
    let client = connect(&url.url).await;
    client.batch_execute("drop table meta; drop table migration").await.unwrap();
    assert!(matches!(ground.opened("one").await, Err(StoreFault::Behind { found: 0, .. })));
}

async fn a_server_that_forgets_is_refused(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { return };
    let client = connect(&url.url).await;
    let (_, name) = url.url.rsplit_once('/').unwrap();
    client.batch_execute(&format!("alter database {name} set synchronous_commit = off")).await.unwrap();
    assert!(matches!(ground.opened("one").await, Err(StoreFault::Unfit(_))));
}
