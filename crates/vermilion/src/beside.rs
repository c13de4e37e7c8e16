//! A store looked at beside the server that has it: nothing is locked, nothing written.

use std::sync::Arc;

use anyhow::{Context, Result};
use vermilion_config::{Config, Problems};
use vermilion_seal::MasterKeys;
use vermilion_store::{Engine, Kind, Meta, open_beside};

use crate::dev_folder::DevFolder;
use crate::env::{DevClock, SystemClock};
use crate::wire_up::{Parts, data, place};
use crate::{log, master};

/// What there is to look at.
#[derive(Debug)]
pub(crate) struct Beside {
    /// Where reads go.
    pub(crate) engine: Engine,
    /// What the store is.
    pub(crate) meta: Meta,
    /// What it is sealed under.
    pub(crate) parts: Parts,
}

impl Beside {
    /// Opens the store that the settings name.
    pub(crate) async fn open(config: Config) -> Result<Beside> {
        let parts = parts(config)?;
        let data = data(&parts.config);
        let opened = open_beside(&place(&parts.config), &data).await;
        let (engine, meta) =
            opened.with_context(|| format!("cannot read the store of {}", data.display()))?;
        Ok(Beside { engine, meta, parts })
    }
}

/// The parts of a node of this store, `dev`'s or `serve`'s, for a command that is not the server.
pub(crate) fn parts(config: Config) -> Result<Parts> {
    log::start(&config.log, Arc::new(SystemClock)).map_err(|problem| Problems(vec![problem]))?;
    let (kind, masters) = sealed_under(&config)?;
    Ok(Parts { config, masters: Arc::new(masters), clock: Arc::new(SystemClock), kind })
}

/// Likewise for a command that writes while the server is stopped: it goes by the store's own clock,
/// which `dev` may have moved.
pub(crate) fn writing_parts(config: Config) -> Result<Parts> {
    let parts = parts(config)?;
    let Some(folder) = DevFolder::found(&parts.config.store.data) else { return Ok(parts) };
    let file = folder.clock();
    let clock = DevClock::open(file.clone()).with_context(|| format!("cannot use {}", file.display()))?;
    Ok(Parts { clock: Arc::new(clock), ..parts })
}

fn sealed_under(config: &Config) -> Result<(Kind, MasterKeys)> {
    match DevFolder::found(&config.store.data) {
        Some(folder) => Ok((Kind::Dev, folder.masters()?)),
        None => Ok((Kind::Serve, master::read(&config.keys).map_err(|problem| Problems(vec![problem]))?)),
    }
}
