//! Where a run's store lives: a folder, or a database of its own on a throw-away server.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tempfile::TempDir;
use vermilion_decide::ServedCall;
use vermilion_model::{Catalogue, Entropy, Span};
use vermilion_seal::{MasterKeys, SeededEntropy, SystemEntropy};
use vermilion_service::{Clock, Desk, Settings, StartOptions, start_through};
use vermilion_store::{
    Bounds, Chain, Clocks, Kind, Opened, Place, PostgresUrl, Sink, StoreFault, StoreOptions, migrate, open,
};

use crate::clock::SimClock;
use crate::fault::Fault;
use crate::proxy::Proxy;
use crate::tampering::{Heard, Tampering};

/// The one call that is counted here: it has few a day.
pub(crate) const COUNTED: &str = "POST:/cgi-bin/freepublish/submit";

/// Where the server of a run's databases is named.
const SERVER: &str = "VERMILION_TEST_POSTGRES";
/// A node whose connection is cut while it starts is started again, by whoever looks after it.
const OPENED_AGAIN: usize = 2;
static DATABASES: AtomicU64 = AtomicU64::new(0);

/// One run's store.
pub struct Ground {
    /// Of each node: PostgreSQL is reached by each through a proxy of its own.
    places: Vec<Place>,
    pub(crate) proxies: Vec<Proxy>,
    folder: TempDir,
    /// The server and the database's name, which is deleted at the end.
    database: Option<(String, String)>,
    pub(crate) nodes: usize,
    pub(crate) masters: Arc<MasterKeys>,
}

async fn on_server(server: &str, what: &str) {
    let (client, connection) =
        tokio_postgres::connect(server, tokio_postgres::NoTls).await.expect("the server is there");
    tokio::spawn(connection);
    client.batch_execute(what).await.expect("a database is made, or deleted");
}

impl Ground {
    /// One node on SQLite.
    pub fn sqlite() -> Ground {
        Ground::at(vec![Place::Sqlite], Vec::new())
    }

    /// Two nodes on one PostgreSQL; nothing where no server is named.
    ///
    /// # Panics
    /// Where a server is named and cannot be used.
    pub async fn postgres() -> Option<Ground> {
        Ground::postgres_of(2).await
    }

    /// So many nodes on one PostgreSQL; nothing where no server is named.
    ///
    /// # Panics
    /// Where a server is named and cannot be used.
    #[expect(clippy::disallowed_methods, reason = "tests are told of their server by the environment")]
    pub async fn postgres_of(nodes: usize) -> Option<Ground> {
        let server = std::env::var(SERVER).ok()?;
        let number = DATABASES.fetch_add(1, Ordering::SeqCst);
        let name = format!("simulation_{}_{number}", std::process::id());
        on_server(&server, &format!("create database {name}")).await;
        let base = server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base);
        let (mut places, mut proxies) = (Vec::new(), Vec::new());
        for _ in 0..nodes {
            let (proxy, through) = Proxy::before(&format!("{base}/{name}"), b"commit\0").await;
            places.push(Place::Postgres { url: PostgresUrl::plain(through) });
            proxies.push(proxy);
        }
        let mut ground = Ground::at(places, proxies);
        ground.database = Some((server, name));
        let clock: Arc<SimClock> = Arc::new(SimClock::new());
        migrate(ground.store_options(0, &clock)).await.expect("the schema comes up");
        Some(ground)
    }

    fn at(places: Vec<Place>, proxies: Vec<Proxy>) -> Ground {
        let masters = MasterKeys::generate(&SeededEntropy::from_number(7));
        let folder = TempDir::new().expect("a folder");
        Ground { nodes: places.len(), places, proxies, folder, database: None, masters: Arc::new(masters) }
    }

    /// Which engine.
    pub fn engine(&self) -> &'static str {
        if self.database.is_some() { "postgres" } else { "sqlite" }
    }

    /// How many nodes.
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// Deletes what was made on a server; everything else goes by itself.
    pub(crate) async fn end(&self) {
        if let Some((server, name)) = &self.database {
            on_server(server, &format!("drop database if exists {name} with (force)")).await;
        }
    }

    fn data(&self, node: usize) -> PathBuf {
        self.folder.path().join(format!("node{node}"))
    }

    /// The bytes of everything this run keeps on disk in folders of its own.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.data(0)).into_iter().flatten().flatten();
        files.filter_map(|file| std::fs::read(file.path()).ok()).flatten().collect()
    }

    fn store_options(&self, node: usize, clock: &Arc<SimClock>) -> StoreOptions {
        let (wall, boot) = (Arc::clone(clock), Arc::clone(clock));
        let data = self.data(node);
        std::fs::create_dir_all(&data).expect("a folder");
        StoreOptions {
            place: self.places[node].clone(),
            data,
            kind: Kind::Dev,
            chain: Arc::new(Chain::new(self.masters.audit().clone())),
            clocks: Clocks { wall: Arc::new(move || wall.now()), boot: Arc::new(move || boot.boot()) },
            entropy: Arc::new(SystemEntropy),
            heads: Vec::new(),
            bounds: Bounds::default(),
            fresh_for: Duration::from_secs(1),
            max_pages: None,
        }
    }

    /// Opens a node's store, again where the connection was lost meanwhile.
    async fn opened(&self, node: usize, clock: &Arc<SimClock>) -> Opened {
        for _ in 0..OPENED_AGAIN {
            match open(self.store_options(node, clock)).await {
                Err(StoreFault::Busy(_)) => {}
                opened => return opened.expect("the store opens"),
            }
        }
        open(self.store_options(node, clock)).await.expect("the store opens at last")
    }

    /// Starts a node; every call of an account is served, so that every capability matters.
    pub(crate) async fn start(
        &self,
        node: usize,
        clock: &Arc<SimClock>,
        (fault, heard): (Option<Fault>, &Heard),
    ) -> Desk {
        let catalogue = Catalogue::embedded().expect("the catalogue is sound");
        let served = catalogue.calls().iter().map(|call| {
            let daily_limit = catalogue.limits().of(call.no).daily.filter(|_| call.name() == COUNTED);
            ServedCall { call: call.no, daily_limit, minute_limit: None }
        });
        let served = served.collect();
        let heard = Arc::clone(heard);
        let options = StartOptions {
            opened: self.opened(node, clock).await,
            masters: Arc::clone(&self.masters),
            clock: Arc::clone(clock) as Arc<dyn Clock>,
            entropy: Arc::new(SystemEntropy) as Arc<dyn Entropy>,
            served,
            // The wall clock is moved by hours and the boot clock is the machine's.
            settings: Settings { clock_slack: Span::days(36_500), ..Settings::default() },
        };
        let tampering = |honest| Arc::new(Tampering { honest, fault, heard, held: Mutex::new(None) });
        start_through(options, |honest| tampering(honest) as Arc<dyn Sink>).await.expect("the node starts")
    }
}
