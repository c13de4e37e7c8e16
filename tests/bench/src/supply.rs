//! The installation that is measured: one program with rights, and login codes enough.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use vermilion_model::{AccountNo, CapabilityNo, ReviewClass, Span};
use vermilion_rig::{Folder, Installation, Minting, Program, create_database, grant, mint, open_program};

/// Codes are for these users, in turn.
const USERS: u32 = 100_000;
/// A run takes longer than the five minutes that a code lives.
const LIFE: Span = Span::hours(12);

/// A store that no server holds yet.
#[derive(Debug)]
pub(crate) struct Supply {
    folder: Folder,
    pub(crate) url: Option<String>,
    pub(crate) program: Program,
}

impl Supply {
    /// On SQLite, or on a new database of this PostgreSQL.
    pub(crate) async fn new(postgres: Option<&str>) -> Result<Supply> {
        let folder = Folder::new("bench")?;
        let url = match postgres {
            Some(server) => Some(create_database(server).await?),
            None => None,
        };
        let installation = Installation::at(folder.path(), url.as_deref())?;
        installation.migrate().await?;
        let desk = installation.desk().await?;
        let account = AccountNo(1);
        let program = open_program(&desk, account).await?;
        grant(&desk, account, (1..=20).map(CapabilityNo).collect(), ReviewClass::None).await?;
        desk.close().await;
        Ok(Supply { folder, url, program })
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Keys and data.
    pub(crate) fn installation(&self) -> Result<Installation> {
        Installation::at(self.folder.path(), self.url.as_deref())
    }

    /// Files of fresh codes; no server may hold the store.
    pub(crate) async fn codes(&self, files: usize, each: usize) -> Result<Vec<PathBuf>> {
        let desk = Arc::new(self.installation()?.desk().await?);
        let mut paths = Vec::new();
        for number in 0..files {
            let minting = Minting { account: self.program.account, users: USERS, count: each, life: LIFE };
            let path = self.folder.path().join(format!("codes-{number}"));
            std::fs::write(&path, mint(&desk, minting).await?.join("\n"))?;
            paths.push(path);
        }
        if let Some(desk) = Arc::into_inner(desk) {
            desk.close().await;
        }
        Ok(paths)
    }

    /// What stands before and behind a code in the path of an exchange.
    pub(crate) fn exchange(&self) -> (String, String) {
        let Program { app_id, secret, .. } = &self.program;
        let before = format!("/sns/jscode2session?appid={}&secret={secret}&js_code=", app_id.as_str());
        (before, "&grant_type=authorization_code".into())
    }

    /// The path by which a token is asked for.
    pub(crate) fn token(&self) -> String {
        let Program { app_id, secret, .. } = &self.program;
        let app_id = app_id.as_str();
        format!("/cgi-bin/token?grant_type=client_credential&appid={app_id}&secret={secret}")
    }

    /// The body by which the stable one is.
    pub(crate) fn stable_token(&self) -> String {
        let Program { app_id, secret, .. } = &self.program;
        let app_id = app_id.as_str();
        format!(r#"{{"grant_type":"client_credential","appid":"{app_id}","secret":"{secret}"}}"#)
    }
}
