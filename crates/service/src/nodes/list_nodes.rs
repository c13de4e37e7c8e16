//! Every node of the store, this one as it stands at the moment.

use vermilion_model::Time;
use vermilion_model::fact::traffic::NodeSeen;

use super::speak::own;
use crate::may::Audit;
use crate::{Desk, Failure, PlatformMay};

/// The nodes.
#[derive(Debug)]
pub struct NodesView {
    /// Which time it is for the database, by which the nodes' times are.
    pub now: Time,
    /// Whether other nodes may work on the same store.
    pub shared: bool,
    /// The one that answers.
    pub own: NodeSeen,
    /// The others that spoke within a day, by name.
    pub others: Vec<NodeSeen>,
}

/// What the node that is asked knows of itself, and what the others said last. When the store cannot be read, that
/// is the answer: this node's own `/ready` tells the rest.
///
/// # Errors
/// The store could not be read.
pub async fn list_nodes(desk: &Desk, _: &PlatformMay<Audit>) -> Result<NodesView, Failure> {
    let own = own(desk).await;
    let shared = desk.read.is_shared();
    let said = if shared { desk.read.nodes().await? } else { Vec::new() };
    let others = said.into_iter().filter(|node| node.run != own.run).collect();
    Ok(NodesView { now: own.at, shared, own, others })
}
