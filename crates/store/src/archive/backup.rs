//! A base: every archived table at one moment, and the mirror of the person keys at the same one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use vermilion_model::{Seq, Time};

use super::folder::{Folder, UNFINISHED};
use super::line::What;
use super::part::{Part, Parts, rename};
use super::person_keys::PERSON_KEY;
use super::table::Table;
use super::tables::TABLES;
use crate::chain::Chain;
use crate::cursor::Cursor;
use crate::meta::Meta;
use crate::migrate::{APPLIED, newest};
use crate::{Engine, Snapshot, StoreFault, Value, statements};

/// How many rows are read at a time.
const PAGE: i64 = 1_000;

/// The lane that is archived; a store with more of them is refused.
pub(crate) const LANE: u16 = 0;

/// A store to back up, read beside the server that has it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where to read.
    pub engine: Engine,
    /// What the store is.
    pub meta: Meta,
    /// The audit keys: they seal what is written.
    pub chain: Arc<Chain>,
}

/// What a backup came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Up to where it holds everything.
    pub seq: Seq,
    /// How many rows it holds.
    pub rows: u64,
    /// How many persons' keys the mirror holds.
    pub persons: u64,
    /// The file.
    pub file: PathBuf,
}

/// Writes a base into an archive's folder, and overwrites the mirror of the person keys there.
///
/// # Errors
/// [`StoreFault::Archive`] while another backup is at work in the folder.
pub async fn backup(source: &Source, archive: &Path, now: Time) -> Result<BackedUp, StoreFault> {
    let folder = Folder::take(archive)?;
    source.fit().await?;
    base(source, &folder, now).await.map(|(done, _)| done)
}

impl Source {
    /// Refuses a store whose tables this binary does not know.
    pub(crate) async fn fit(&self) -> Result<(), StoreFault> {
        let applied = self.engine.read(&APPLIED, &[]).await?;
        let found = applied.last().map_or(Ok(0), |row| row.int(0))?;
        if found != newest() {
            return Err(StoreFault::Behind { found, wanted: newest() });
        }
        if self.meta.lanes != 1 {
            return Err(StoreFault::Unfit("a store of several lanes is not archived".into()));
        }
        Ok(())
    }
}

/// Writes a base; answers where it ends, too.
pub(crate) async fn base(
    source: &Source,
    folder: &Folder,
    now: Time,
) -> Result<(BackedUp, Cursor), StoreFault> {
    let mut snapshot = source.engine.snapshot().await?;
    source.same(&mut snapshot).await?;
    let end = snapshot.cursor(LANE).await?;
    let file = folder.base(source.meta.incarnation, end.seq.number);
    let unfinished = file.with_extension(UNFINISHED);
    let mut parts = Parts::create(&unfinished)?;
    let mut part = parts.begin(&source.chain, What::Base, (&source.meta, &Cursor::start(LANE), now))?;
    let mut rows = 0_u64;
    for table in &TABLES {
        rows = rows.saturating_add(copy(&mut snapshot, table, &mut part, &mut |_| {}).await?);
    }
    part.finish(&end)?;
    // The keys first: a row whose key is nowhere could not be read again.
    let persons = mirror(source, folder, &mut snapshot, now, &mut |_| {}).await?;
    rename(&unfinished, &file)?;
    Ok((BackedUp { seq: end.seq, rows, persons, file }, end))
}

impl Source {
    /// Refuses a snapshot of another life of the store: it was restored meanwhile.
    pub(crate) async fn same(&self, snapshot: &mut Snapshot) -> Result<(), StoreFault> {
        let rows = snapshot.read(&statements::META_READ, &[]).await?;
        let meta = rows.first().map(Meta::from_row).transpose()?;
        if meta.as_ref() == Some(&self.meta) {
            return Ok(());
        }
        Err(StoreFault::Archive("the store was restored meanwhile; begin again".into()))
    }
}

/// Overwrites the mirror with the snapshot's keys, and says how many; there is no history of it (I10).
pub(crate) async fn mirror(
    source: &Source,
    folder: &Folder,
    snapshot: &mut Snapshot,
    now: Time,
    seen: &mut (dyn FnMut([u8; 16]) + Send),
) -> Result<u64, StoreFault> {
    let file = folder.mirror();
    let unfinished = file.with_extension(UNFINISHED);
    let end = snapshot.cursor(LANE).await?;
    let mut parts = Parts::create(&unfinished)?;
    let mut part = parts.begin(&source.chain, What::Mirror, (&source.meta, &Cursor::start(LANE), now))?;
    let mut person = |row: &crate::Row| {
        if let Ok(person) = row.array(0) {
            seen(person);
        }
    };
    let persons = copy(snapshot, &PERSON_KEY, &mut part, &mut person).await?;
    part.finish(&end)?;
    rename(&unfinished, &file)?;
    Ok(persons)
}

/// Copies a table, page by page in the order of its key.
async fn copy(
    snapshot: &mut Snapshot,
    table: &'static Table,
    part: &mut Part<'_>,
    seen: &mut (dyn FnMut(&crate::Row) + Send),
) -> Result<u64, StoreFault> {
    let mut after: Vec<Value> = table.before.iter().map(|least| least.value()).collect();
    let mut copied = 0_u64;
    loop {
        let params: Vec<Value> = after.iter().cloned().chain([PAGE.into()]).collect();
        let rows = snapshot.read(&table.page, &params).await?;
        let Some(last) = rows.last() else { return Ok(copied) };
        after = last.values().iter().take(table.before.len()).cloned().collect();
        for row in &rows {
            part.row(table, row)?;
            seen(row);
            copied = copied.saturating_add(1);
        }
    }
}
