//! The statements of the ground: the head, the entries, spending. Facts bring their own.

use crate::Sql;
use crate::chain::entry_columns;

/// The head of a lane.
pub static LANE_READ: Sql = Sql::both("select number, mac from lane where lane = $1");

/// The head of a lane, held until the commit. SQLite's writer holds the whole store by then.
pub static LANE_LOCK: Sql = Sql::each(
    "select number, mac from lane where lane = $1",
    "select number, mac from lane where lane = $1 for update",
);

/// Moves the head.
pub static LANE_ADVANCE: Sql = Sql::both("update lane set number = $2, mac = $3 where lane = $1");

/// Entries after a number, oldest first, at most so many.
pub static ENTRIES_AFTER: Sql = Sql::both(concat!(
    "select ",
    entry_columns!(),
    " from entry where lane = $1 and number > $2 order by number limit $3"
));

/// One entry more.
pub static ENTRY_INSERT: Sql = Sql::both(concat!(
    "insert into entry (",
    entry_columns!(),
    ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
));

/// I6: the row is the proof. One row a time; the serial key keeps a hundred of them on one page.
pub static SPEND_CODE: Sql = Sql::both(
    "insert into login (serial, kind, key, account, usr, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
);

/// Deletes from the low end of the serials what is older than a time, a thousand a step: no index
/// on `at` is needed, since serials are used within minutes of being leased.
pub static LOGIN_SWEEP: Sql = Sql::both(
    "delete from login where serial in (select serial from login order by serial limit 1000) and at < $1",
);

/// Deletes the marks of batches whose answers nobody waits for any more.
pub static BATCH_SWEEP: Sql = Sql::both("delete from batch where at < $1");

/// What this store is.
pub static META_READ: Sql =
    Sql::both("select store_id, kind, incarnation, lanes, created_at from meta where one = 1");

/// Makes the store what it is, once.
pub static META_INSERT: Sql = Sql::both(
    "insert into meta (one, store_id, kind, incarnation, lanes, created_at) values (1, $1, $2, 1, $3, $4) on conflict do nothing",
);

/// Begins a lane.
pub static LANE_INSERT: Sql =
    Sql::both("insert into lane (lane, number, mac) values ($1, 0, $2) on conflict do nothing");

static GROUND: &[&Sql] = &[
    &LANE_READ,
    &LANE_LOCK,
    &LANE_ADVANCE,
    &ENTRIES_AFTER,
    &ENTRY_INSERT,
    &SPEND_CODE,
    &LOGIN_SWEEP,
    &BATCH_SWEEP,
    &crate::block::READ,
    &crate::block::LEASE,
    &crate::ring::MAKE,
    &crate::heads::ENTRY_MAC,
    &crate::feed::HEAD,
    &META_READ,
    &META_INSERT,
    &LANE_INSERT,
];

/// Every statement of the ground, so that the suite can prepare each on both engines.
pub fn all() -> impl Iterator<Item = &'static Sql> {
    let engines = crate::engine::postgres::STATEMENTS.iter().copied().flatten();
    let saved = crate::read::saved_consents::STATEMENTS;
    GROUND
        .iter()
        .chain(saved)
        .chain(crate::migrate::STATEMENTS)
        .chain(crate::lease::STATEMENTS)
        .chain(engines)
        .copied()
}
