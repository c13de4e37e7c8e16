//! A throw-away store of either engine, with a sink that writes down what it is told.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tempfile::TempDir;
use vermilion_model::AccountNo;
use vermilion_model::fact::traffic::Mark;
use vermilion_model::fact::{AccountSuspended, Actor, Fact};
use vermilion_model::{Entropy, Seq, Time};
use vermilion_seal::{MasterKeys, SeededEntropy};
use vermilion_store::{
    Bounds, Chain, Clocks, Happened, Kind, LoginRow, Opened, Place, PostgresUrl, Sink, Store, StoreFault,
    StoreOptions, Told, migrate, open,
};

use crate::server;

/// The time of every fact, unless a case moves it.
pub(crate) const NOW: Time = Time::from_secs(1_800_000_000);

/// Where one case's stores live.
pub(crate) struct Ground {
    pub(crate) place: Place,
    pub(crate) folder: TempDir,
    pub(crate) wall: Arc<AtomicI64>,
    pub(crate) boot: Arc<AtomicU64>,
    /// Each start draws other ids, as the system's entropy would.
    pub(crate) starts: AtomicU64,
    pub(crate) heads: Vec<PathBuf>,
    pub(crate) bounds: Bounds,
    pub(crate) max_pages: Option<u32>,
}

impl Ground {
    pub(crate) fn sqlite() -> Ground {
        Ground::at(Place::Sqlite)
    }

    /// A database of its own, its schema brought up; nothing when no server is named.
    pub(crate) async fn postgres(name: &str) -> Option<Ground> {
        let Some(url) = server::address() else {
            println!("skipped: {name}: VERMILION_TEST_POSTGRES is not set");
            return None;
        };
        let ground =
            Ground::at(Place::Postgres { url: PostgresUrl::plain(server::create(&url, name).await) });
        migrate(ground.options("one")).await.unwrap();
        Some(ground)
    }

    pub(crate) async fn drop_database(self) {
        if let Place::Postgres { url } = &self.place {
            server::drop(&url.url).await;
        }
    }

    fn at(place: Place) -> Ground {
        Ground {
            place,
            folder: TempDir::new().unwrap(),
            wall: Arc::new(AtomicI64::new(NOW.millis())),
            boot: Arc::new(AtomicU64::new(1_000)),
            starts: AtomicU64::new(0),
            heads: Vec::new(),
            bounds: Bounds::default(),
            max_pages: None,
        }
    }

    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }

    /// SQLite's file.
    pub(crate) fn file(&self) -> PathBuf {
        self.data().join("vermilion.db")
    }

    fn clocks(&self) -> Clocks {
        let (wall, boot) = (Arc::clone(&self.wall), Arc::clone(&self.boot));
        Clocks {
            wall: Arc::new(move || Time::from_millis(wall.load(Ordering::SeqCst))),
            boot: Arc::new(move || Duration::from_millis(boot.load(Ordering::SeqCst))),
        }
    }

    fn entropy(&self, node: &str) -> Arc<dyn Entropy> {
        let start = self.starts.fetch_add(1, Ordering::SeqCst);
        SeededEntropy::from_number(start).child(node)
    }

    pub(crate) fn options(&self, node: &str) -> StoreOptions {
        StoreOptions {
            place: self.place.clone(),
            data: self.data().join(if self.place == Place::Sqlite { "" } else { node }),
            kind: Kind::Dev,
            chain: Arc::new(chain()),
            clocks: self.clocks(),
            entropy: self.entropy(node),
            heads: self.heads.clone(),
            bounds: self.bounds,
            fresh_for: Duration::from_secs(1),
            max_pages: self.max_pages,
        }
    }

    pub(crate) async fn opened(&self, node: &str) -> Result<Opened, StoreFault> {
        open(self.options(node)).await
    }

    /// A store at work, as one node of possibly several.
    pub(crate) async fn node(&self, node: &str) -> (Store, Arc<Notes>) {
        let opened = self.opened(node).await.unwrap();
        let cursor = opened.engine.snapshot().await.unwrap().cursor(0).await.unwrap();
        let notes = Arc::new(Notes::default());
        (opened.start(Arc::clone(&notes) as Arc<dyn Sink>, cursor).unwrap(), notes)
    }

    /// A node of this ground's database that reaches it at another address.
    pub(crate) async fn at_place(&self, place: Place, node: &str) -> (Store, Arc<Notes>) {
        let opened = open(StoreOptions { place, ..self.options(node) }).await.unwrap();
        let cursor = opened.engine.snapshot().await.unwrap().cursor(0).await.unwrap();
        let notes = Arc::new(Notes::default());
        (opened.start(Arc::clone(&notes) as Arc<dyn Sink>, cursor).unwrap(), notes)
    }

    pub(crate) async fn store(&self) -> (Store, Arc<Notes>) {
        self.node("one").await
    }
}

pub(crate) fn chain() -> Chain {
    Chain::new(MasterKeys::generate(&SeededEntropy::from_number(7)).audit().clone())
}

/// A value for the sink where the case does not care which.
pub(crate) fn some_fact() -> Arc<Happened> {
    let (account, reason) = (AccountNo(1), "rules".to_owned());
    let act = AccountSuspended { account, reason }.into();
    Arc::new(Happened::Governance(Fact { at: Time::from_secs(1), actor: Actor::Platform, act }))
}

/// What the sink was told, in order.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) governance: Mutex<Vec<(Seq, bool)>>,
    pub(crate) traffic: AtomicU64,
    pub(crate) spent: Mutex<Vec<i64>>,
    pub(crate) marks: Mutex<Vec<Mark>>,
    pub(crate) halted: Mutex<Option<String>>,
}

impl Notes {
    /// The numbers of the governance facts told, in the order told.
    pub(crate) fn numbers(&self) -> Vec<i64> {
        self.governance.lock().iter().map(|(seq, _)| seq.number).collect()
    }
}

impl Sink for Notes {
    fn governance(&self, seq: Seq, told: Told<'_>) {
        self.governance.lock().push((seq, matches!(told, Told::Own(_))));
    }
    fn traffic(&self, _: &Arc<Happened>) {
        self.traffic.fetch_add(1, Ordering::SeqCst);
    }
    fn marks(&self, marks: &[Mark]) {
        self.marks.lock().extend_from_slice(marks);
    }
    fn spent(&self, row: &LoginRow) {
        self.spent.lock().push(row.serial);
    }
    fn fresh_until(&self, _: std::time::Duration) {}
    fn halted(&self, why: &str) {
        *self.halted.lock() = Some(why.to_owned());
    }
}
