//! A desk's store backed up, put back elsewhere, and started again under other keys.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use vermilion_seal::{MasterKeys, SeededEntropy};
use vermilion_store::{
    Chain, Gap, Place, Restored, Restoring, Source, StoreOptions, accept_gaps, backup, open_beside, restore,
};

use crate::TestDesk;
use crate::desk::store_options;

/// Every start draws other numbers, as the machine's would.
static STARTS: AtomicU64 = AtomicU64::new(1_000);

fn entropy() -> SeededEntropy {
    SeededEntropy::from_number(STARTS.fetch_add(1, Ordering::SeqCst))
}

/// A store that was put back, not started yet.
#[derive(Debug)]
pub struct PutBack {
    /// What the restore came to.
    pub restored: Restored,
    folder: TempDir,
}

impl TestDesk {
    /// Backs the store up into an archive.
    pub async fn backed_up(&self, archive: &Path) {
        let opened = open_beside(&Place::Sqlite, self.data()).await;
        let (engine, meta) = opened.expect("the store is read beside the desk");
        let chain = Arc::new(Chain::new(self.masters.audit().clone()));
        let done = backup(&Source { engine, meta, chain }, archive, self.desk.now()).await;
        done.expect("a backup");
    }

    /// Restores an archive of this store into a folder of its own. `heads` says whether the folder
    /// remembers this store's signed heads.
    pub async fn put_back(&self, archive: &Path, heads: bool) -> PutBack {
        let folder = TempDir::new().expect("a folder for the store");
        if heads {
            let name = "audit-heads";
            let copied = std::fs::copy(self.data().join(name), folder.path().join(name));
            copied.expect("the heads are kept when the desk is closed");
        }
        let (options, archive) = (self.options(folder.path()), archive.to_owned());
        let restored = restore(Restoring { options, archive, mirror: None }).await;
        PutBack { restored: restored.expect("a restore"), folder }
    }

    /// Accepts what a restore found missing.
    pub async fn accept_gaps(&self, there: &PutBack) -> Vec<Gap> {
        accept_gaps(self.options(there.folder.path())).await.expect("the gaps are accepted")
    }

    /// Starts a store that was put back, with this desk's keys and clock.
    pub async fn started(&self, there: PutBack) -> TestDesk {
        let (masters, clock) = (Arc::clone(&self.masters), Arc::clone(&self.clock));
        TestDesk::at(there.folder, masters, &entropy(), (clock, self.desk.settings.clone())).await
    }

    /// The master key file's keys.
    pub fn masters(&self) -> &Arc<MasterKeys> {
        &self.masters
    }

    /// Closes the desk, which keeps the store's head, and starts another on its store.
    pub async fn restarted(self) -> TestDesk {
        let masters = Arc::clone(&self.masters);
        self.restarted_under(masters).await
    }

    /// Likewise, under other keys.
    pub async fn restarted_under(self, masters: Arc<MasterKeys>) -> TestDesk {
        let TestDesk { desk, clock, router, folder, .. } = self;
        drop(router);
        let settings = desk.settings.clone();
        Arc::into_inner(desk).expect("nobody else holds the desk").close().await;
        TestDesk::at(folder, masters, &entropy(), (clock, settings)).await
    }

    fn options(&self, data: &Path) -> StoreOptions {
        store_options(data, &self.masters, &entropy(), &self.clock)
    }
}
