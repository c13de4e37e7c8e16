//! An open store at work.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use tokio::sync::oneshot;
use vermilion_model::{Seq, Span, Time};
use vermilion_seal::RingRow;

use crate::audit::{self, Report};
use crate::chain::Chain;
use crate::cursor::Cursor;
use crate::engine::{Engine, Hand, postgres, sqlite};
use crate::feed::{Feed, Freshness};
use crate::heads::Keeper;
use crate::meta::Meta;
use crate::open::{Hands, Opened};
use crate::options::StoreOptions;
use crate::queue::Queue;
use crate::ring::Rewrapped;
use crate::sink::{Applier, Sink};
use crate::upkeep::Upkeep;
use crate::writer::{Beat, Desk, Writer};
use crate::{CommitFault, StoreFault, block, heads, ring};

/// An open store at work.
#[derive(Debug)]
pub struct Store {
    /// Where reads go.
    pub engine: Engine,
    /// Where facts go.
    pub writer: Writer,
    /// What the store is.
    pub meta: Meta,
    /// Until when memory may be believed.
    pub freshness: Freshness,
    work: Work,
    upkeep: (oneshot::Sender<()>, tokio::task::JoinHandle<()>),
    upkeep_waits: Arc<AtomicBool>,
    following: Following,
    /// Held while the head is asked because somebody showed a later place: strangers may, too, and must not have
    /// the store asked by each of them at once.
    reaching: tokio::sync::Mutex<()>,
    /// By which the entries are read back, and where the signed heads are.
    proof: (Arc<Chain>, PathBuf),
}

#[derive(Debug)]
enum Work {
    /// The writer's thread, and the folder: while this process believes its memory, nobody else may
    /// write there, even if the writer itself has ended.
    Thread(std::thread::JoinHandle<()>, Arc<sqlite::Folder>),
    Tasks(Vec<tokio::task::JoinHandle<()>>),
}

/// The feed and the task that follows it; on SQLite nobody polls, since nobody else writes.
struct Following {
    feed: Arc<Feed>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl std::fmt::Debug for Following {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Following").field("polls", &!self.tasks.is_empty()).finish_non_exhaustive()
    }
}

impl Opened {
    /// Puts the store to work, within a tokio runtime. `cursor` is where the rebuilt memory stands:
    /// the head of the very snapshot it was read in.
    pub fn start(self, sink: Arc<dyn Sink>, cursor: Cursor) -> Result<Store, StoreFault> {
        let Opened { engine, meta, hand, options } = self;
        let applier = Arc::new(Applier::new(sink, Arc::clone(&options.chain), cursor));
        let boot = Arc::clone(&options.clocks.boot);
        let between = postgres::Word::new(options.entropy.child("a node's name").bytes());
        let mut following = Vec::new();
        let (writer, work, freshness) = match hand {
            Hands::Sqlite(folder, conn) => {
                let desk = desk(&options, Hand::Sqlite(sqlite::Hand::new(conn)), &applier);
                let writer = Writer::new(desk.door(), desk.door(), Arc::clone(&boot));
                let folder = Arc::new(folder);
                let thread = run_thread(desk, Arc::clone(&folder))?;
                applier.sink().fresh_until(std::time::Duration::MAX);
                (writer, Work::Thread(thread, folder), Freshness::for_ever(Arc::clone(&boot)))
            }
            Hands::Postgres(server) => {
                let (writer, tasks) = run_tasks(&options, &server, (&applier, &between));
                following.push(tokio::spawn(between.clone().tell(server.clone())));
                following.push(tokio::spawn(between.clone().listen(server)));
                (writer, Work::Tasks(tasks), Freshness::stale(Arc::clone(&boot)))
            }
        };
        let keeper = Keeper::new(&options, Arc::clone(&applier), meta.incarnation);
        let (stop, stopped) = oneshot::channel();
        let upkeep_waits = Arc::new(AtomicBool::new(false));
        let upkeep = Upkeep {
            keeper,
            writer: writer.clone(),
            clocks: options.clocks.clone(),
            waits: Arc::clone(&upkeep_waits),
        };
        let feed = Feed {
            engine: engine.clone(),
            applier,
            freshness: freshness.clone(),
            clocks: options.clocks.clone(),
            ahead: AtomicI64::new(0),
            bound: options.fresh_for,
            heard: Arc::clone(&between.heard),
        };
        let feed = Arc::new(feed);
        if matches!(work, Work::Tasks(_)) {
            following.push(tokio::spawn(Arc::clone(&feed).follow()));
        }
        Ok(Store {
            upkeep: (stop, tokio::spawn(upkeep.work(stopped))),
            upkeep_waits,
            following: Following { feed, tasks: following },
            engine,
            writer,
            meta,
            freshness,
            work,
            reaching: tokio::sync::Mutex::default(),
            proof: (Arc::clone(&options.chain), options.data.clone()),
        })
    }
}

fn desk(options: &StoreOptions, hand: Hand, applier: &Arc<Applier>) -> Desk {
    Desk {
        queue: Arc::new(Queue::new(options.bounds)),
        hand,
        applier: Arc::clone(applier),
        beat: Arc::new(Beat::default()),
        boot: Arc::clone(&options.clocks.boot),
    }
}

/// Traffic and governance apart, on a connection each.
fn run_tasks(
    options: &StoreOptions,
    server: &postgres::Server,
    (applier, between): (&Arc<Applier>, &postgres::Word),
) -> (Writer, Vec<tokio::task::JoinHandle<()>>) {
    let hand = |purpose: &str| {
        let entropy = options.entropy.child(purpose);
        Hand::Postgres(postgres::Hand::new(server.clone(), entropy, options.clocks.clone(), between.clone()))
    };
    let traffic = desk(options, hand("traffic batches"), applier);
    let governance = desk(options, hand("governance batches"), applier);
    let writer = Writer::new(traffic.door(), governance.door(), Arc::clone(&options.clocks.boot));
    (writer, vec![tokio::spawn(traffic.work()), tokio::spawn(governance.work())])
}

/// SQLite blocks, so its writer has a thread of its own; the folder's lock lives at least as long as it.
fn run_thread(desk: Desk, folder: Arc<sqlite::Folder>) -> Result<std::thread::JoinHandle<()>, StoreFault> {
    let fault = |error: std::io::Error| StoreFault::Engine(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(fault)?;
    let work = move || {
        runtime.block_on(desk.work());
        drop(folder);
    };
    std::thread::Builder::new().name("store-writer".into()).spawn(work).map_err(fault)
}

impl Store {
    /// Leases `size` numbers of one series to this node for good; they run from the answer up.
    pub async fn lease_block(&self, name: &str, size: u32) -> Result<i64, CommitFault> {
        block::lease(&self.engine, &self.writer, name, size).await
    }

    /// Reads the audit log from its beginning and compares it with the signed heads (I8).
    pub async fn verify(&self) -> Result<Report, StoreFault> {
        let (chain, data) = &self.proof;
        let path = heads::path(data);
        let remembered = match tokio::fs::read_to_string(&path).await {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(StoreFault::file("reading", &path, &error)),
        };
        audit::verify(&self.engine, chain, (self.meta.incarnation, 0), remembered.as_deref()).await
    }

    /// Writes a new installation's ring; refused when it has one.
    pub async fn make_ring(&self, rows: &[RingRow]) -> Result<(), CommitFault> {
        ring::make(&self.writer, rows).await
    }

    /// Replaces wrapped person keys where they still stand so: one that was erased meanwhile stays
    /// erased.
    pub async fn rewrap_persons(&self, keys: &[Rewrapped]) -> Result<(), CommitFault> {
        ring::rewrap_persons(&self.writer, keys).await
    }

    /// Whether memory has come to a number: at once, or after asking the head. False when the store
    /// itself has not come so far, which no honest caller asks for.
    pub async fn reach(&self, seq: Seq) -> Result<bool, StoreFault> {
        let feed = &self.following.feed;
        let reached = || feed.applier.cursor().seq >= seq;
        if reached() {
            return Ok(true);
        }
        let _one = self.reaching.lock().await;
        if !reached() {
            feed.poll().await?;
        }
        Ok(reached())
    }

    /// Where memory stands.
    pub fn cursor(&self) -> Cursor {
        self.following.feed.applier.cursor()
    }

    /// How long ago memory was known to hold everything; nothing where nobody else writes, and before the first
    /// poll of the database.
    pub fn view_age(&self) -> Option<std::time::Duration> {
        self.following.feed.view_age()
    }

    /// The folder that is this node's own.
    pub fn data(&self) -> &std::path::Path {
        &self.proof.1
    }

    /// Why nothing is allowed any more, if the order of facts is in doubt.
    pub fn halted(&self) -> Option<&str> {
        self.following.feed.applier.halted()
    }

    /// How far the database's wall clock was off ours at the last poll, either way, beyond what the
    /// question's own way explains. Zero on SQLite, which has no clock but ours.
    pub fn clock_off(&self) -> Span {
        self.following.feed.clock_off()
    }

    /// A time of ours as the database's clock would have shown it: what several nodes stamp so can be
    /// compared, however far apart their own clocks are.
    pub fn by_the_databases_clock(&self, ours: Time) -> Time {
        self.following.feed.by_the_servers_clock(ours)
    }

    /// Deletes nothing that has outlived its use until told otherwise: the clock cannot be believed.
    pub fn let_upkeep_wait(&self, waits: bool) {
        self.upkeep_waits.store(waits, Ordering::Release);
    }

    /// Reads other nodes' marks now instead of within half a minute.
    pub async fn read_marks(&self) -> Result<(), StoreFault> {
        self.following.feed.read_marks().await
    }

    /// Asks the head now instead of at the next tick, and applies everything up to it.
    pub async fn catch_up(&self) -> Result<Seq, StoreFault> {
        self.following.feed.poll().await
    }

    /// Empties SQLite's write-ahead log, in which what was erased can still be read (I10); false when
    /// readers kept it from being emptied just now. PostgreSQL's log is its operator's.
    pub async fn forget_log(&self) -> Result<bool, StoreFault> {
        let Work::Thread(_, folder) = &self.work else { return Ok(true) };
        let file = folder.database();
        let emptied = tokio::task::spawn_blocking(move || sqlite::empty_log(&file)).await;
        emptied.unwrap_or_else(|error| Err(StoreFault::Engine(error.to_string())))
    }

    /// Takes no more facts, writes what waits, and ends.
    pub async fn close(self) {
        self.writer.close("the store is closing");
        for task in self.following.tasks {
            task.abort();
        }
        let mut well = true;
        match self.work {
            Work::Thread(thread, _) => {
                well = matches!(tokio::task::spawn_blocking(|| thread.join()).await, Ok(Ok(())));
            }
            Work::Tasks(tasks) => {
                for task in tasks {
                    well &= task.await.is_ok();
                }
            }
        }
        let (stop, upkeep) = self.upkeep;
        drop(stop);
        well &= upkeep.await.is_ok();
        if !well {
            tracing::error!("the writer did not end well");
        }
    }
}
