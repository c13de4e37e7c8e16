//! A node says how it stands, where there are others to hear it.

use std::time::Duration;

use vermilion_model::Span;
use vermilion_model::fact::traffic::{NodeSeen, Traffic};

use super::{disk, obstacles};
use crate::{Desk, Failure};

/// The desk's own node, as it stands now.
pub(super) async fn own(desk: &Desk) -> NodeSeen {
    let store = desk.store();
    let span = |time: Duration| Span::millis(i64::try_from(time.as_millis()).unwrap_or(i64::MAX));
    NodeSeen {
        run: desk.own_run.run,
        name: desk.settings.node_name.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: desk.store_time(desk.own_run.started_at),
        at: desk.store_time(desk.clock.now()),
        incarnation: desk.incarnation,
        applied: store.cursor().seq,
        view_age: store.view_age().map(span),
        waiting: u32::try_from(store.writer.waiting()).unwrap_or(u32::MAX),
        oldest_wait: store.writer.oldest().map(span),
        clock_off: store.clock_off(),
        disk: disk::room(store.data().to_owned()).await,
        obstacles: obstacles(desk).iter().map(|obstacle| obstacle.code().to_owned()).collect(),
    }
}

/// Writes how the node stands. While its clock cannot be believed, too: that is what others must see, and the time
/// is the database's.
///
/// # Errors
/// It could not be written.
pub(crate) async fn speak(desk: &Desk) -> Result<(), Failure> {
    let seen = Traffic::NodeSeen(own(desk).await);
    Ok(desk.store().writer.note(seen).await?)
}

/// Takes back what it said: it ends in order.
///
/// # Errors
/// It could not be written; the others see a node that is silent, for a day.
pub(crate) async fn leave(desk: &Desk) -> Result<(), Failure> {
    Ok(desk.store().writer.note(Traffic::NodeLeft { run: desk.own_run.run }).await?)
}
