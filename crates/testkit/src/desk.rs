//! A desk on a throw-away SQLite store, and the faces over it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tempfile::TempDir;
use vermilion_http::App;
use vermilion_model::{Catalogue, Entropy, Span, Time};
use vermilion_seal::{MasterKeys, SeededEntropy};
use vermilion_service::{Clock, Desk, Settings, StartOptions, rebuild_sessions, start};
use vermilion_store::{Bounds, Chain, Clocks, Kind, Place, StoreOptions, open};

use crate::TestClock;

/// When every test begins: Friday 2027-01-15 08:00:00 UTC, 16:00 in China.
pub const NOW: Time = Time::from_secs(1_800_000_000);

/// A node in the test's own process. Dropping it deletes its store.
#[derive(Debug)]
pub struct TestDesk {
    /// The desk, for use cases and reads.
    pub desk: Arc<Desk>,
    /// Its clock.
    pub clock: Arc<TestClock>,
    pub(crate) masters: Arc<MasterKeys>,
    pub(crate) router: Router,
    // Deleted when the test ends.
    pub(crate) folder: TempDir,
}

impl TestDesk {
    /// With the settings that an operator gets who sets nothing.
    pub async fn new() -> TestDesk {
        TestDesk::with(Settings::default()).await
    }

    /// With settings of the test's own.
    pub async fn with(settings: Settings) -> TestDesk {
        let folder = TempDir::new().expect("a folder for the store");
        let entropy = SeededEntropy::from_number(1);
        let masters = Arc::new(MasterKeys::generate(&entropy.branch("masters")));
        TestDesk::at(folder, masters, &entropy, (Arc::new(TestClock::at(NOW)), settings)).await
    }

    /// In a folder, under these keys. The entropy must not be one that the store has seen.
    pub(crate) async fn at(
        folder: TempDir,
        masters: Arc<MasterKeys>,
        entropy: &SeededEntropy,
        (clock, mut settings): (Arc<TestClock>, Settings),
    ) -> TestDesk {
        settings.files.folder.get_or_insert_with(|| folder.path().join("blobs"));
        let opened = open(store_options(folder.path(), &masters, entropy, &clock)).await;
        let desk = start(StartOptions {
            opened: opened.expect("the store opens"),
            masters: Arc::clone(&masters),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            entropy: entropy.child("desk"),
            served: vermilion_http::served_calls(&Catalogue::embedded().expect("a sound catalogue")),
            settings,
        });
        let desk = Arc::new(desk.await.expect("the desk starts"));
        rebuild_sessions(&desk).await.expect("sessions are read");
        let router = vermilion_http::router(App::new(Arc::clone(&desk)));
        TestDesk { desk, clock, masters, router, folder }
    }

    /// Where the store's files are.
    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Moves the clock ahead.
    pub fn advance(&self, span: Span) {
        self.clock.advance(span);
    }
}

/// How a test's store is opened.
pub(crate) fn store_options(
    data: &Path,
    masters: &MasterKeys,
    entropy: &SeededEntropy,
    clock: &Arc<TestClock>,
) -> StoreOptions {
    StoreOptions {
        place: Place::Sqlite,
        data: data.to_owned(),
        kind: Kind::Dev,
        chain: Arc::new(Chain::new(masters.audit().clone())),
        clocks: clocks(clock),
        entropy: entropy.child("store"),
        heads: Vec::new(),
        bounds: Bounds::default(),
        fresh_for: Duration::from_secs(1),
        max_pages: None,
    }
}

fn clocks(clock: &Arc<TestClock>) -> Clocks {
    let (wall, boot) = (Arc::clone(clock), Arc::clone(clock));
    Clocks { wall: Arc::new(move || wall.now()), boot: Arc::new(move || boot.boot()) }
}
