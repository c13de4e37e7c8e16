//! An installation in a folder: keys and store, opened by us or by a server.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::TcpListener;
use vermilion_http::App;
use vermilion_model::{Catalogue, Entropy};
use vermilion_seal::{MasterKeys, SystemEntropy};
use vermilion_service::{Clock, Desk, Settings, StartOptions, housekeep, start};
use vermilion_store::{Bounds, Chain, Clocks, Kind, Place, PostgresUrl, StoreOptions, migrate, open, verify};

use crate::Machine;

/// Where keys and data are.
#[derive(Debug, Clone)]
pub struct Installation {
    folder: PathBuf,
    place: Place,
}

impl Installation {
    /// The installation of this folder; made with its keys when it is not there. `url` names a database
    /// of PostgreSQL; without one it is SQLite's.
    pub fn at(folder: &Path, url: Option<&str>) -> Result<Installation> {
        let place =
            url.map_or(Place::Sqlite, |url| Place::Postgres { url: PostgresUrl::plain(url.to_owned()) });
        let installation = Installation { folder: folder.to_owned(), place };
        let file = installation.key_file();
        if !file.exists() {
            let mut opened = std::fs::File::options().write(true).create_new(true).mode(0o600).open(&file)?;
            opened.write_all(MasterKeys::generate(&SystemEntropy).to_text().expose().as_bytes())?;
        }
        Ok(installation)
    }

    /// The master key file.
    pub fn key_file(&self) -> PathBuf {
        self.folder.join("master.key")
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn masters(&self) -> Result<MasterKeys> {
        Ok(MasterKeys::parse(&std::fs::read_to_string(self.key_file())?)?)
    }

    fn options(&self, masters: &MasterKeys) -> StoreOptions {
        StoreOptions {
            place: self.place.clone(),
            data: self.data(),
            kind: Kind::Serve,
            chain: Arc::new(Chain::new(masters.audit().clone())),
            clocks: Clocks { wall: Arc::new(|| Machine.now()), boot: Arc::new(|| Machine.boot()) },
            entropy: SystemEntropy.child("store"),
            heads: Vec::new(),
            bounds: Bounds::default(),
            fresh_for: Duration::from_secs(1),
            max_pages: None,
        }
    }

    /// Brings the schema up; SQLite's is brought up by opening.
    pub async fn migrate(&self) -> Result<()> {
        if matches!(self.place, Place::Postgres { .. }) {
            migrate(self.options(&self.masters()?)).await?;
        }
        Ok(())
    }

    /// Starts the service on the store, as the binary does.
    pub async fn desk(&self) -> Result<Desk> {
        let masters = self.masters()?;
        let opened = open(self.options(&masters)).await?;
        let served = vermilion_http::served_calls(&Catalogue::embedded()?);
        let desk = start(StartOptions {
            opened,
            masters: Arc::new(masters),
            clock: Arc::new(Machine),
            entropy: Arc::new(SystemEntropy),
            served,
            settings: Settings::default(),
        });
        let desk = desk.await?;
        // A node of several believes its memory from its first look at the head on.
        desk.store().catch_up().await?;
        Ok(desk)
    }

    /// Reads the audit chain; answers what does not hold, in words.
    pub async fn audit(&self, desk: &Desk) -> Result<Vec<String>> {
        let chain = Chain::new(self.masters()?.audit().clone());
        let heads = std::fs::read_to_string(self.data().join("audit-heads")).ok();
        let report = verify(&desk.read, &chain, (desk.incarnation, 0), heads.as_deref()).await?;
        Ok(report.findings.iter().map(ToString::to_string).collect())
    }
}

/// Answers on a listener with the product's own faces, and keeps house, until the process ends. `more`
/// may add a face.
pub async fn listen_and_answer(
    desk: Arc<Desk>,
    listener: TcpListener,
    more: impl FnOnce(axum::Router) -> axum::Router,
) -> Result<()> {
    let router = more(vermilion_http::router(App::new(Arc::clone(&desk))));
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    tokio::spawn(housekeep(desk, stopped));
    axum::serve(
        axum::serve::ListenerExt::tap_io(listener, |stream| {
            // Fails only when the connection is gone, which its first read then says.
            let _gone = stream.set_nodelay(true);
        }),
        router,
    )
    .await
    .context("the listener ended")
}
