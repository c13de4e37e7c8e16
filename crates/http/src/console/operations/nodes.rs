//! `GET /operations/nodes`: how the nodes stand.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::Span;
use vermilion_service::may::Audit;
use vermilion_service::nodes::{NodeSeen, NodesView, list_nodes};

use crate::App;
use crate::may::ProvenPlatform;
use crate::problem::{Document, Problem};
use crate::when::rfc3339;

/// The nodes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NodesBody {
    /// The time by which those of the nodes are: the database's.
    now: String,
    /// Whether other nodes may work on the same store.
    shared: bool,
    /// The one that answers, and the others that spoke within a day.
    items: Vec<NodeBody>,
}

/// One node.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NodeBody {
    /// It is the one that answers, and this is how it stands at the moment; the others speak every ten seconds.
    own: bool,
    /// The run's, drawn at each start.
    id: String,
    /// The machine and the port.
    name: String,
    version: String,
    started_at: String,
    seen_at: String,
    /// The life of the store.
    incarnation: u16,
    /// The newest fact that it has applied, as `lane-number`.
    applied: String,
    /// How old its view of the store was; null where nobody else writes.
    view_age_ms: Option<i64>,
    /// How many facts waited to be written, and the oldest for how long.
    waiting: u32,
    oldest_wait_ms: Option<i64>,
    /// How far its clock was off the database's, either way.
    clock_off_ms: i64,
    /// The room where its data folder is.
    disk: Option<DiskBody>,
    /// What keeps it from working as it should: `halted`, `behind`, `writer_stuck`, `clock_behind`,
    /// `clock_off_database`, `clock_ahead`. With one of the first two it allows nothing.
    obstacles: Vec<String>,
}

/// The room on a disk, in bytes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DiskBody {
    free: u64,
    total: u64,
}

fn body(node: NodeSeen, own: bool) -> NodeBody {
    NodeBody {
        own,
        id: hex::encode(node.run),
        name: node.name,
        version: node.version,
        started_at: rfc3339(node.started_at),
        seen_at: rfc3339(node.at),
        incarnation: node.incarnation.0,
        applied: node.applied.to_string(),
        view_age_ms: node.view_age.map(Span::as_millis),
        waiting: node.waiting,
        oldest_wait_ms: node.oldest_wait.map(Span::as_millis),
        clock_off_ms: node.clock_off.as_millis(),
        disk: node.disk.map(|disk| DiskBody { free: disk.free, total: disk.total }),
        obstacles: node.obstacles,
    }
}

impl From<NodesView> for NodesBody {
    fn from(view: NodesView) -> NodesBody {
        let others = view.others.into_iter().map(|node| body(node, false));
        let items = std::iter::once(body(view.own, true)).chain(others).collect();
        NodesBody { now: rfc3339(view.now), shared: view.shared, items }
    }
}

#[utoipa::path(get, path = "/operations/nodes", tag = "operations", operation_id = "list_nodes",
    responses((status = 200, body = NodesBody), (status = 401, body = Document), (status = 403, body = Document),
        (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    ProvenPlatform(may): ProvenPlatform<Audit>,
) -> Result<Json<NodesBody>, Problem> {
    Ok(Json(list_nodes(&app.desk, &may).await?.into()))
}

#[cfg(test)]
#[path = "nodes_tests.rs"]
mod tests;
