//! Where a store is, and how servers are started on it.

use std::process::Command;

use anyhow::{Context, Result};
use vermilion_model::AccountNo;
use vermilion_rig::{Child, Client, Folder, Installation, Postgres, create_database, drop_database};

use crate::callers::Caller;

/// How many callers there are.
const CALLERS: u32 = 16;

/// One engine, its present store, and the callers who know what is in it.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) postgres: Option<Postgres>,
    store: Option<(Folder, Option<String>)>,
    mutant: bool,
    pub(crate) callers: Vec<Caller>,
}

/// Whether the engine is there.
pub(crate) enum Found {
    Site(Site),
    Nothing(&'static str),
}

impl Site {
    pub(crate) async fn find(postgres: bool, mutant: bool) -> Result<Found> {
        let postgres = match (postgres, Postgres::programs()) {
            (false, _) => None,
            (true, Some(programs)) => Some(Postgres::start(programs).await?),
            (true, None) => {
                return Ok(Found::Nothing("its programs are not there (it must be one that may be killed)"));
            }
        };
        Ok(Found::Site(Site { postgres, store: None, mutant, callers: Vec::new() }))
    }

    /// A new store, which nobody knows yet.
    pub(crate) async fn renew(&mut self) -> Result<()> {
        self.callers.clear();
        if let Some((_, Some(url))) = self.store.take() {
            drop_database(&url).await?;
        }
        let url = match &self.postgres {
            Some(postgres) => Some(create_database(&postgres.url("postgres")).await?),
            None => None,
        };
        let folder = Folder::new("crash")?;
        Installation::at(folder.path(), url.as_deref())?.migrate().await?;
        self.store = Some((folder, url));
        let server = self.start(&[])?;
        let mut client = Client::connect(server.address).await?;
        for number in 1..=CALLERS {
            self.callers.push(Caller::open(&mut client, AccountNo(number)).await?);
        }
        Ok(())
    }

    /// A server on the store, with these variables.
    pub(crate) fn start(&self, variables: &[(&str, &str)]) -> Result<Child> {
        let (folder, url) = self.store.as_ref().context("there is no store")?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("node").arg(folder.path());
        if let Some(url) = url {
            command.args(["--url", url]);
        }
        command.env_remove("VERMILION_CRASH_AT").env_remove("VERMILION_CRASH_MUTANT");
        command.envs(variables.iter().copied());
        Child::start(&mut command)
    }

    /// The variables of a server that is to be killed.
    pub(crate) fn mutant(&self) -> Option<(&'static str, &'static str)> {
        self.mutant.then_some(("VERMILION_CRASH_MUTANT", "early-answer"))
    }
}
