//! `serve`: the server.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use vermilion_config::{Config, Flag, Problem, Problems};
use vermilion_http::App;
use vermilion_seal::MasterKeys;
use vermilion_store::Kind;

use super::settings::SettingsArgs;
use crate::dev_folder::DevFolder;
use crate::env::SystemClock;
use crate::node::{Node, in_runtime};
use crate::stop::Stop;
use crate::wire_up::Parts;
use crate::{log, master};

/// Run the server
///
/// Listens on 127.0.0.1:8080 unless server.listen says otherwise; put a proxy with TLS in front.
/// Metrics and readiness are on 127.0.0.1:9464 (/metrics, /ready). SIGTERM and SIGINT stop it in
/// order: no new connections, requests under way are answered, the store is closed.
///
/// It needs a master key: `vermilion key new --out FILE`, then name the file in
/// `keys.master_key_file`. PostgreSQL's schema is brought up by `vermilion migrate`, SQLite's by
/// starting.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    settings: SettingsArgs,
    /// Address and port to listen on, instead of server.listen
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let listen =
        args.listen.map(|at| Flag { setting: "server.listen", name: "--listen", value: at.to_string() });
    let config = args.settings.load(listen.into_iter().collect()).into_config()?;
    log::start(&config.log, Arc::new(SystemClock)).map_err(one)?;
    let masters = masters(&config)?;
    let layout = config.server.runtime;
    let parts = Parts { config, masters: Arc::new(masters), clock: Arc::new(SystemClock), kind: Kind::Serve };
    in_runtime(layout, serve(parts))?;
    Ok(ExitCode::SUCCESS)
}

/// The keys, if there is nothing else that forbids to serve.
fn masters(config: &Config) -> Result<MasterKeys, Problems> {
    let data = &config.store.data;
    let dev = DevFolder::is_one(data).then(|| {
        let reason =
            format!("{} belongs to `vermilion dev`, whose people and secrets are known", data.display());
        Problem::new("store.data", reason, "name another folder")
    });
    match (dev, master::read(&config.keys)) {
        (None, Ok(masters)) => Ok(masters),
        (dev, masters) => Err(Problems(dev.into_iter().chain(masters.err()).collect())),
    }
}

async fn serve(parts: Parts) -> Result<()> {
    let stop = Stop::on_signal()?;
    let desk = Arc::new(parts.desk().await?);
    let app = App::new(Arc::clone(&desk));
    let node = Node::start(desk, app, &parts.config, stop)?.with_courier(parts.courier()?);
    tracing::info!(
        address = %node.address(),
        node = parts.config.server.node,
        version = env!("CARGO_PKG_VERSION"),
        "ready"
    );
    node.run().await
}

/// One problem, as several are reported.
pub(super) fn one(problem: Problem) -> Problems {
    Problems(vec![problem])
}
