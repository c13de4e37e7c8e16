//! Statements about nodes.

use vermilion_model::Span;
use vermilion_model::fact::traffic::{NodeSeen, Traffic};

use super::{Table, key, stmt};
use crate::{Lowered, Sql, Value};

static SEE: Sql = Sql::both(
    "insert into node (run, name, version, started_at, seen_at, incarnation, lane, number, view_age, waiting, \
     oldest_wait, clock_off, disk_free, disk_total, obstacles) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
     on conflict (run) do update set seen_at = excluded.seen_at, lane = excluded.lane, number = excluded.number, \
     view_age = excluded.view_age, waiting = excluded.waiting, oldest_wait = excluded.oldest_wait, \
     clock_off = excluded.clock_off, disk_free = excluded.disk_free, disk_total = excluded.disk_total, \
     obstacles = excluded.obstacles",
);
// An earlier run of the same node that was killed; one that still speaks is another machine of that name.
static REPLACE: Sql = Sql::both("delete from node where name = $1 and run <> $2 and seen_at < $3");
static LEAVE: Sql = Sql::both("delete from node where run = $1");

/// A run that has not spoken for this long is over when another one speaks under its name: three times as long as
/// nodes are apart in speaking.
const SILENT: Span = Span::secs(30);

/// A fact of these as statements; of others there are none here.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    let (run, writes) = match fact {
        Traffic::NodeSeen(node) => (node.run, seen(node)),
        Traffic::NodeLeft { run } => (*run, vec![stmt!(LEAVE, *run)]),
        _ => return Lowered::default(),
    };
    Lowered { keys: vec![key(Table::Installation, run)], writes, ..Lowered::default() }
}

fn seen(node: &NodeSeen) -> Vec<crate::Stmt> {
    let millis = |span: Option<Span>| span.map(Span::as_millis);
    let bytes = |of: u64| i64::try_from(of).unwrap_or(i64::MAX);
    let values: Vec<Value> = vec![
        node.run.into(),
        node.name.as_str().into(),
        node.version.as_str().into(),
        node.started_at.into(),
        node.at.into(),
        node.incarnation.into(),
        node.applied.lane.into(),
        node.applied.number.into(),
        millis(node.view_age).into(),
        node.waiting.into(),
        millis(node.oldest_wait).into(),
        node.clock_off.as_millis().into(),
        node.disk.map(|disk| bytes(disk.free)).into(),
        node.disk.map(|disk| bytes(disk.total)).into(),
        node.obstacles.join(" ").into(),
    ];
    vec![crate::Stmt::new(&SEE, values), stmt!(REPLACE, node.name.as_str(), node.run, node.at.minus(SILENT))]
}
