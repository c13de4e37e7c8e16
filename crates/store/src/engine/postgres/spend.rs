//! Codes spent, as one statement that is its own transaction.

use std::collections::HashSet;

use tokio_postgres::Statement;

use super::connect::{Link, Server};
use super::lost::{self, Mark, Outcome};
use super::{Trouble, sort};
use crate::crash::{self, Point};
use crate::engine::{BatchFault, Written};
use crate::queue::Batch;
use crate::{LoginRow, Sql};

/// I6: the row is the proof. In order of serial, so that two nodes never wait for each other in a
/// ring; the mark keeps the serials that were spent before, for an answer that gets lost. Nearly always there are
/// none, and they are not looked for.
static SPEND_CODES: Sql = Sql::each(
    "select 1",
    "with put as (
       insert into login (serial, kind, key, account, usr, at)
       select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
       on conflict do nothing returning serial
     ), noted as (
       insert into batch (id, at, lost)
       select $7, $8, case when (select count(*) from put) < cardinality($1) then (
         select string_agg(asked.serial::text, ',') from unnest($1::bigint[]) as asked (serial)
         where not exists (select 1 from put where put.serial = asked.serial)) end
     )
     select serial from put",
);

pub(crate) static STATEMENTS: &[&Sql] = &[&SPEND_CODES];

/// Spends every code of the batch. When two ask for one serial, the first in the queue has it.
pub(super) async fn run(
    link: &mut Link,
    server: &Server,
    batch: &Batch,
    mark: &Mark,
) -> Result<Written, BatchFault> {
    let prepared = link.prepared(std::iter::once(&SPEND_CODES)).await;
    let statement = prepared.map_err(|error| sort(&error).of_batch())?.pop().ok_or(BatchFault::Busy)?;
    // One statement is the whole transaction, so there is only a before and an after.
    crash::here(Point::BeforeCommit);
    let mut won = match insert(link, &statement, batch, mark).await {
        Ok(won) => won,
        Err(Trouble::Away(why)) => match lost::outcome(server, mark, &why).await {
            Outcome::Committed { lost } => {
                let lost: HashSet<i64> = lost.into_iter().collect();
                batch
                    .spends
                    .iter()
                    .map(|spend| spend.row.serial)
                    .filter(|serial| !lost.contains(serial))
                    .collect()
            }
            Outcome::Never => return Err(BatchFault::Again),
        },
        Err(trouble) => return Err(trouble.of_fact(None)),
    };
    crash::here(Point::AfterCommit);
    let won = batch.spends.iter().map(|spend| won.remove(&spend.row.serial)).collect();
    Ok(Written { won, ..Written::default() })
}

async fn insert(
    link: &Link,
    statement: &Statement,
    batch: &Batch,
    mark: &Mark,
) -> Result<HashSet<i64>, Trouble> {
    let mut rows: Vec<&LoginRow> = batch.spends.iter().map(|spend| &spend.row).collect();
    rows.sort_unstable_by_key(|row| row.serial);
    let column = |of: fn(&LoginRow) -> i64| rows.iter().map(|row| of(row)).collect::<Vec<i64>>();
    let (serial, kind, key) = (column(|row| row.serial), column(|row| row.kind), column(|row| row.key));
    let (account, usr, at) = (column(|row| row.account), column(|row| row.usr), column(|row| row.at));
    let found = link
        .client
        .query(
            statement,
            &[&serial, &kind, &key, &account, &usr, &at, &mark.id.as_slice(), &mark.at.millis()],
        )
        .await
        .map_err(|error| sort(&error))?;
    found.iter().map(|row| row.try_get(0).map_err(|error| sort(&error))).collect()
}
