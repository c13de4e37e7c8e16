//! `dev`: a simulated installation on this machine.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use vermilion_config::{Config, File, Flag, Sources};
use vermilion_http::{App, DevTools};
use vermilion_service::Clock;
use vermilion_service::seed::seed;
use vermilion_store::Kind;

use super::settings::LogArgs;
use super::{dev_env, serve};
use crate::dev_folder::DevFolder;
use crate::env::DevClock;
use crate::node::{Node, in_runtime};
use crate::stop::Stop;
use crate::wire_up::Parts;
use crate::{log, say, welcome};

/// Run a simulated installation on this machine
///
/// Prints one line, `ready http://ADDRESS`, when it answers; everything else goes to stderr. Its
/// people, programs and secrets are made up, from DATA/dev.seed, and known: it refuses to listen
/// beyond this machine unless told to, and `serve` refuses its data. Its clock can be moved forward.
///
/// Reads no settings file and, of the environment, `VERMILION_LOG_*` alone: a simulation must not
/// touch what is real.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Env(dev_env::Args),
}

#[derive(Debug, clap::Args)]
struct Options {
    /// Address and port to listen on; port 0 takes any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The data folder, kept from run to run
    #[arg(long, value_name = "DIR", default_value = "./.vermilion")]
    data: PathBuf,
    /// Forget the data folder's content first
    #[arg(long)]
    fresh: bool,
    /// Make people and secrets from this number, so that runs are alike; at random without it
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Listen beyond this machine, though everybody's secrets are known
    #[arg(long)]
    expose: bool,
    /// Who may register: open, invited or case, as `registration.admission`; open without it
    #[arg(long, value_name = "WHO")]
    admission: Option<String>,
    /// Address and port of /metrics and /ready; off without it
    #[arg(long, value_name = "ADDR")]
    metrics: Option<SocketAddr>,
    #[command(flatten)]
    log: LogArgs,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.verb {
        Some(Verb::Env(args)) => dev_env::run(args),
        None => simulate(&args.options),
    }
}

fn simulate(options: &Options) -> Result<ExitCode> {
    if !options.listen.ip().is_loopback() && !options.expose {
        bail!(
            "{} is reached from other machines, and the secrets of a simulation are known; \
             add --expose if that is what you want",
            options.listen
        );
    }
    let config = config(options)?;
    if options.fresh {
        DevFolder::clear(&options.data)?;
    }
    let folder = DevFolder::open(&options.data, options.seed)?;
    let file = folder.clock();
    let clock = DevClock::open(file.clone()).with_context(|| format!("cannot use {}", file.display()))?;
    let clock = Arc::new(clock);
    log::start(&config.log, Arc::clone(&clock) as Arc<dyn Clock>).map_err(serve::one)?;
    let layout = config.server.runtime;
    let masters = Arc::new(folder.masters()?);
    let parts = Parts { config, masters, clock: Arc::clone(&clock) as Arc<dyn Clock>, kind: Kind::Dev };
    let moved = Arc::clone(&clock);
    let tools = DevTools {
        advance: Arc::new(move |by| moved.advance(by).map(drop).map_err(|error| error.to_string())),
        seed: Arc::new(folder.seed()?),
        base_url: Arc::default(),
    };
    in_runtime(layout, answer(parts, tools))?;
    clock.close().with_context(|| format!("cannot write {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}

async fn answer(parts: Parts, tools: DevTools) -> Result<()> {
    let stop = Stop::on_signal()?;
    let desk = Arc::new(parts.desk().await?);
    seed(&desk, &tools.seed).await.context("the simulation could not be filled")?;
    let (base_url, seed) = (Arc::clone(&tools.base_url), Arc::clone(&tools.seed));
    let app = App::new(Arc::clone(&desk)).with_dev(tools);
    let node = Node::start(Arc::clone(&desk), app, &parts.config, stop)?;
    let url = format!("http://{}", node.address());
    base_url.get_or_init(|| url.clone());
    say::out(&format!("ready {url}"));
    welcome::tell(&desk, &seed, &url).await;
    // The node closes the store when it ends, and wants to be the last to hold it.
    drop(desk);
    node.run().await
}

fn config(options: &Options) -> Result<Config> {
    let flag = |setting, name, value: String| Flag { setting, name, value };
    let metrics = options.metrics.map_or_else(|| "off".to_owned(), |at| at.to_string());
    let mut flags = vec![
        flag("server.listen", "--listen", options.listen.to_string()),
        flag("server.public_url", "--listen", format!("http://{}", options.listen)),
        flag("store.data", "--data", options.data.display().to_string()),
        flag("metrics.listen", "--metrics", metrics),
    ];
    flags.extend(
        options.admission.iter().map(|who| flag("registration.admission", "--admission", who.clone())),
    );
    flags.extend(options.log.flags());
    let mut sources = Sources::of_process(File::None, flags);
    sources.environment.retain(|(name, _)| name.starts_with("VERMILION_LOG_"));
    Ok(Config::load(sources).into_config()?)
}
