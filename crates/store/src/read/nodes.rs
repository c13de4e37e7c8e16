//! Reads about nodes.

use vermilion_model::fact::traffic::{DiskRoom, NodeSeen};
use vermilion_model::{Seq, Span};

use crate::{Engine, Row, Sql, StoreFault, Value};

static ALL: Sql = Sql::both(
    "select run, name, version, started_at, seen_at, incarnation, lane, number, view_age, waiting, oldest_wait, \
     clock_off, disk_free, disk_total, obstacles from node order by name, run limit $1",
);

impl Engine {
    /// What every node last said of itself, by name; a hundred at most.
    pub async fn nodes(&self) -> Result<Vec<NodeSeen>, StoreFault> {
        let params: [Value; 1] = [super::PAGE.into()];
        self.read(&ALL, &params).await?.iter().map(node).collect()
    }
}

fn node(row: &Row) -> Result<NodeSeen, StoreFault> {
    let span = |column| row.opt_int(column).map(|millis| millis.map(Span::millis));
    let bytes = |column| row.opt_int(column).map(|bytes| bytes.and_then(|bytes| u64::try_from(bytes).ok()));
    let disk = bytes(12)?.zip(bytes(13)?);
    Ok(NodeSeen {
        run: row.array(0)?,
        name: row.text(1)?,
        version: row.text(2)?,
        started_at: row.time(3)?,
        at: row.time(4)?,
        incarnation: vermilion_model::Incarnation(row.small(5)?),
        applied: Seq { lane: row.small(6)?, number: row.int(7)? },
        view_age: span(8)?,
        waiting: row.small(9)?,
        oldest_wait: span(10)?,
        clock_off: Span::millis(row.int(11)?),
        disk: disk.map(|(free, total)| DiskRoom { free, total }),
        obstacles: row.text(14)?.split_whitespace().map(str::to_owned).collect(),
    })
}
