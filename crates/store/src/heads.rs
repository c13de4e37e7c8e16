//! `DATA/audit-heads`: signed lines that say how far each lane had come, kept apart from the store.
//!
//! A store that was cut, rewritten or put back behind such a line is found out by it (I8, I5).

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use vermilion_model::Incarnation;

use crate::chain::{Chain, SignedHead};
use crate::clock::Clocks;
use crate::cursor::Cursor;
use crate::sink::Applier;
use crate::{Engine, Sql, StoreFault, StoreOptions};

/// A line goes out when this many entries came since the last one …
const EVERY_ENTRIES: i64 = 1_000;

/// … or when any came and this long has passed.
const EVERY: Duration = Duration::from_mins(10);

/// The MAC of one entry.
pub(crate) static ENTRY_MAC: Sql = Sql::both("select number, mac from entry where lane = $1 and number = $2");

/// The file's place in a data folder.
pub(crate) fn path(data: &Path) -> PathBuf {
    data.join("audit-heads")
}

/// The newest genuine line of this incarnation and lane; a later incarnation's line is a fault.
pub(crate) fn newest(
    text: &str,
    chain: &Chain,
    incarnation: Incarnation,
    lane: u16,
) -> Result<Option<SignedHead>, StoreFault> {
    let mut newest: Option<SignedHead> = None;
    for line in text.lines() {
        let Ok(head) = chain.read_head(line) else { continue };
        if head.incarnation > incarnation {
            return Err(StoreFault::Chain(format!(
                "a head was signed in incarnation {}, the store is in {}",
                head.incarnation.0, incarnation.0
            )));
        }
        let newer = newest.is_none_or(|old| old.cursor.seq.number < head.cursor.seq.number);
        if head.incarnation == incarnation && head.cursor.seq.lane == lane && newer {
            newest = Some(head);
        }
    }
    Ok(newest)
}

/// The remembered heads; nothing when there never were any.
pub(crate) fn text(data: &Path) -> Result<Option<String>, StoreFault> {
    read(&path(data))
}

fn read(path: &Path) -> Result<Option<String>, StoreFault> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreFault::file("reading", path, &error)),
    }
}

/// Keeps one more signed line.
pub(crate) fn keep(data: &Path, line: &str) -> Result<(), StoreFault> {
    append(&path(data), line)
}

/// Compares the store with the newest head that each file remembers, at start.
pub(crate) async fn compare(
    engine: &Engine,
    options: &StoreOptions,
    incarnation: Incarnation,
) -> Result<(), StoreFault> {
    let own = path(&options.data);
    for file in std::iter::once(&own).chain(&options.heads) {
        let Some(text) = read(file)? else { continue };
        let Some(head) = newest(&text, &options.chain, incarnation, 0)? else { continue };
        if !holds(engine, &head.cursor).await? {
            let seq = head.cursor.seq;
            return Err(StoreFault::Chain(format!("entry {seq} is not the one a signed head remembers")));
        }
    }
    Ok(())
}

/// Whether the store has this entry under this MAC.
pub(crate) async fn holds(engine: &Engine, cursor: &Cursor) -> Result<bool, StoreFault> {
    let params = [cursor.seq.lane.into(), cursor.seq.number.into()];
    let row = engine.read_one(&ENTRY_MAC, &params).await?;
    Ok(row.map(|row| row.array(1)).transpose()? == Some(cursor.mac))
}

/// Writes the lines while the store is at work.
pub(crate) struct Keeper {
    path: PathBuf,
    elsewhere: Vec<PathBuf>,
    applier: Arc<Applier>,
    clocks: Clocks,
    incarnation: Incarnation,
    written: i64,
    at: Duration,
}

impl Keeper {
    pub(crate) fn new(options: &StoreOptions, applier: Arc<Applier>, incarnation: Incarnation) -> Keeper {
        let clocks = options.clocks.clone();
        let (written, at) = (applier.cursor().seq.number, (clocks.boot)());
        let elsewhere = options.heads.clone();
        Keeper { path: path(&options.data), elsewhere, applier, clocks, incarnation, written, at }
    }

    /// Looks once, and writes a line if one is due.
    pub(crate) fn look(&mut self) {
        let cursor = self.applier.cursor();
        let came = cursor.seq.number.saturating_sub(self.written);
        let now = (self.clocks.boot)();
        if came >= EVERY_ENTRIES || (came > 0 && now.saturating_sub(self.at) >= EVERY) {
            self.write(&cursor, now);
        }
    }

    /// Writes a last line for what has none yet.
    pub(crate) fn close(&mut self) {
        let cursor = self.applier.cursor();
        if cursor.seq.number > self.written {
            self.write(&cursor, (self.clocks.boot)());
        }
    }

    fn write(&mut self, cursor: &Cursor, now: Duration) {
        let line = self.applier.chain().sign_head(self.incarnation, cursor, (self.clocks.wall)());
        for path in &self.elsewhere {
            // A share that is away must not keep the line from the data folder and the log.
            if let Err(fault) = append(path, &line) {
                tracing::error!(%fault, "the audit head could not be kept there");
            }
        }
        match append(&self.path, &line) {
            Ok(()) => {
                tracing::info!(head = line, "audit head");
                (self.written, self.at) = (cursor.seq.number, now);
            }
            Err(fault) => tracing::error!(%fault, head = line, "the audit head could not be kept"),
        }
    }
}

fn append(path: &Path, line: &str) -> Result<(), StoreFault> {
    let written = || {
        let mut file = File::options().create(true).append(true).open(path)?;
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_data()
    };
    written().map_err(|error: std::io::Error| StoreFault::file("writing", path, &error))
}
