//! The servers of a run, as child processes.

use std::net::{SocketAddr, TcpListener};
use std::process::Command;

use anyhow::{Context, Result};
use vermilion_rig::Child;

use crate::Run;
use crate::supply::Supply;

/// How the product spreads work over the processors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Shared,
    PerCore,
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// The released binary on a store: `serve` as a user runs it, logs at info and metrics on.
pub(crate) fn product(run: &Run, supply: &Supply, layout: Layout) -> Result<Child> {
    let installation = supply.installation()?;
    let (face, metrics) = (free_address()?, free_address()?);
    let mut serve = Command::new(&run.server);
    let log = supply.folder().join("log");
    serve.arg("serve").current_dir(supply.folder()).stderr(std::fs::File::create(&log)?);
    serve.env("VERMILION_SERVER_LISTEN", face.to_string());
    serve.env("VERMILION_METRICS_LISTEN", metrics.to_string());
    serve.env("VERMILION_STORE_DATA", installation.data());
    serve.env("VERMILION_MASTER_KEY_FILE", installation.key_file());
    if let Some(url) = &supply.url {
        serve.env("VERMILION_STORE_URL", url);
    }
    if layout == Layout::PerCore {
        serve.env("VERMILION_SERVER_RUNTIME", "per-core");
    }
    // Every path answers 200 on WeChat's face; this one is a refusal, so that nothing is spent on it.
    Child::start_at(&mut serve, face, "/cgi-bin/token")
        .with_context(|| std::fs::read_to_string(&log).unwrap_or_default())
}

/// Bare axum.
pub(crate) fn bare() -> Result<Child> {
    Child::start(Command::new(std::env::current_exe()?).arg("bare"))
}

/// One transaction a request, with the codes of a store that no other server holds.
pub(crate) fn naive(supply: &Supply) -> Result<Child> {
    let mut naive = Command::new(std::env::current_exe()?);
    naive.arg("naive").arg(supply.folder());
    if let Some(url) = &supply.url {
        naive.args(["--url", url]);
    }
    Child::start(&mut naive)
}
