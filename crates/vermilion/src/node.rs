//! One node's life: answer, keep house, stop in order.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::task::JoinHandle;
use vermilion_config::{Config, Door, Runtime};
use vermilion_http::{App, Calls};
use vermilion_service::{Courier, Desk, deliver, housekeep};

use crate::counts::Counts;
use crate::listen::{self, Face, HEAD, Serving};
use crate::ops;
use crate::readiness::Readiness;
use crate::stop::Stop;

/// How long the machines' own face may take to end.
const OPS_DRAIN: Duration = Duration::from_secs(1);

/// Runs something in the runtime that the settings ask for.
pub(crate) fn in_runtime<T>(layout: Runtime, work: impl Future<Output = Result<T>>) -> Result<T> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if layout == Runtime::PerCore {
        // Requests have threads of their own; here is what is left: the store's tasks, the housekeeping.
        builder.worker_threads(1);
    }
    builder.enable_all().build()?.block_on(work)
}

/// A node that answers.
#[derive(Debug)]
pub(crate) struct Node {
    desk: Arc<Desk>,
    face: Serving,
    ops: Option<Serving>,
    housekeeping: JoinHandle<()>,
    delivering: Option<JoinHandle<()>>,
    stop: Stop,
}

impl Node {
    /// Starts to answer; the settings say where.
    pub(crate) fn start(desk: Arc<Desk>, app: App, config: &Config, stop: Stop) -> Result<Node> {
        let calls = Some(Calls::new(&app));
        let router = vermilion_http::router(app);
        let ops = match config.metrics.listen {
            Door::Off => None,
            Door::At(address) => Some(serve_ops(&desk, address, &stop)?),
        };
        let drain = Duration::from_secs(config.server.drain_seconds.into());
        let face = Face { calls, router, drain, patience: HEAD, counts: Counts::new() };
        let face = listen::serve(config.server.listen, &face, config.server.runtime, &stop)
            .with_context(|| format!("cannot listen on {}", config.server.listen))?;
        let housekeeping = tokio::spawn(housekeep(Arc::clone(&desk), stop.channel()));
        Ok(Node { desk, face, ops, housekeeping, delivering: None, stop })
    }

    /// Sends what waits in the outbox, too.
    #[must_use]
    pub(crate) fn with_courier(mut self, courier: Arc<dyn Courier>) -> Node {
        self.delivering = Some(tokio::spawn(deliver(Arc::clone(&self.desk), courier, self.stop.channel())));
        self
    }

    /// Where it answers.
    pub(crate) fn address(&self) -> SocketAddr {
        self.face.address
    }

    /// Answers until it is time, then ends in order: requests, housekeeping, the store.
    pub(crate) async fn run(self) -> Result<()> {
        let Node { desk, face, ops, housekeeping, delivering, mut stop } = self;
        stop.told().await;
        face.ended().await;
        housekeeping.await.context("the housekeeping did not end well")?;
        if let Some(delivering) = delivering {
            delivering.await.context("the sending of messages did not end well")?;
        }
        if let Some(ops) = ops {
            ops.ended().await;
        }
        if let Some(desk) = Arc::into_inner(desk) {
            desk.close().await;
        } else {
            // What was answered is durable; what still waits is told nothing and may come again.
            tracing::warn!("a request would not end; the store is left without closing it");
        }
        tracing::info!("stopped");
        Ok(())
    }
}

fn serve_ops(desk: &Arc<Desk>, address: SocketAddr, stop: &Stop) -> Result<Serving> {
    let metrics = PrometheusBuilder::new().install_recorder().context("metrics cannot be kept")?;
    let router = ops::router(metrics, Readiness::new(Arc::clone(desk)));
    let face = Face { calls: None, router, drain: OPS_DRAIN, patience: HEAD, counts: Counts::none() };
    listen::serve(address, &face, Runtime::Shared, stop)
        .with_context(|| format!("cannot listen on {address} for metrics"))
}
