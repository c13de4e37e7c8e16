//! How a store is opened.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use vermilion_model::Entropy;

use crate::chain::Chain;
use crate::clock::Clocks;
use crate::meta::Kind;
use crate::queue::Bounds;

/// Where the store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file in the data folder; one server.
    Sqlite,
    /// A `postgres://` address; any number of nodes.
    Postgres {
        /// May hold a password, so it is not printed.
        url: PostgresUrl,
    },
}

/// An address that may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl {
    /// `postgres://user:password@host/database?sslmode=require`. Over TLS the server's name and chain are always
    /// proven; without `sslmode`, TLS is used where the server has it, and not at all on this machine.
    pub url: String,
    /// Whose certificates are believed, as a PEM file; the machine's own authorities without it.
    pub root_certificate: Option<PathBuf>,
}

impl PostgresUrl {
    /// An address whose server proves itself by the machine's own authorities, if at all.
    pub fn plain(url: impl Into<String>) -> PostgresUrl {
        PostgresUrl { url: url.into(), root_certificate: None }
    }
}

impl std::fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PostgresUrl(..)")
    }
}

/// How to open a store.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Where it is.
    pub place: Place,
    /// The data folder: the lock, SQLite's file, the signed heads.
    pub data: PathBuf,
    /// Whose it is, when it is made; another kind is refused when it exists.
    pub kind: Kind,
    /// The audit keys.
    pub chain: Arc<Chain>,
    /// The clocks.
    pub clocks: Clocks,
    /// Where the store's and the batches' ids come from; on PostgreSQL it must not repeat over starts.
    pub entropy: Arc<dyn Entropy>,
    /// Files that get each signed head beside the data folder's own, on a disk or a share that whoever
    /// could rewrite the store cannot rewrite.
    pub heads: Vec<PathBuf>,
    /// The writer's bounds.
    pub bounds: Bounds,
    /// How old memory may be on a node of several; 1 s is what is published.
    pub fresh_for: Duration,
    /// Bounds SQLite's file, in pages of 4,096 bytes; nothing: the disk does.
    pub max_pages: Option<u32>,
}
