//! `backup --follow`: the entries as they come, with the images of everything they were about.
//!
//! A group is read in one snapshot: its images are of the very moment at which its entries end. So a
//! base with every group up to there is the store at that moment, whatever a fact's statements did.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use vermilion_model::fact::Act;
use vermilion_model::{Seq, Span, Time};

use super::backup::{BackedUp, LANE, Source, base, mirror};
use super::folder::Folder;
use super::line::What;
use super::part::Parts;
use super::roots::{Root, roots};
use super::scan::{Gap, plan};
use super::table::Table;
use super::tables::ENTRY;
use crate::chain::Entry;
use crate::cursor::Cursor;
use crate::{Row, Snapshot, StoreFault, heads, statements};

/// How many entries are read at a time.
const PAGE: i64 = 1_000;

/// A log this long is closed, and the next one begun.
const LOG_BYTES: u64 = 64 << 20;

/// An archive that follows a store.
pub struct Follow {
    source: Source,
    folder: Folder,
    base_every: Span,
    at: Cursor,
    based: Time,
    log: Option<Parts>,
    mirrored: Option<HashSet<[u8; 16]>>,
}

impl std::fmt::Debug for Follow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follow").field("at", &self.at.seq).finish_non_exhaustive()
    }
}

/// What one look at the store came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Nothing was new.
    Nothing,
    /// A group was archived, up to here.
    Group(Seq),
    /// A base was written: there was none, or the last one was old.
    Base(BackedUp),
}

impl Follow {
    /// Takes the archive's folder and goes on where it ends. An archive that is empty, of an earlier
    /// incarnation, or has gaps begins again with a base; answers the gaps found.
    ///
    /// # Errors
    /// [`StoreFault::Archive`] when the store is of another history than the archive: it was put back
    /// behind our back, and only `restore` knows what is true.
    pub async fn begin(
        source: Source,
        archive: &Path,
        (base_every, now): (Span, Time),
    ) -> Result<(Follow, Vec<Gap>), StoreFault> {
        let folder = Folder::take(archive)?;
        source.fit().await?;
        let found = plan(&folder, &source.chain)?;
        let mut gaps = Vec::new();
        let mut going_on = None;
        if let Some(plan) = found {
            let (meta, ours) = (plan.base.header.meta()?, &source.meta);
            if meta.store_id != ours.store_id || meta.incarnation > ours.incarnation {
                return Err(StoreFault::Archive("it is of another store, or of a later life of it".into()));
            }
            if meta.incarnation == ours.incarnation {
                if plan.end.seq.number > 0 && !heads::holds(&source.engine, &plan.end).await? {
                    let why = format!("the store is of another history than entry {} of it", plan.end.seq);
                    return Err(StoreFault::Archive(why));
                }
                if plan.gaps.is_empty() {
                    going_on = Some((plan.end, Time::from_millis(plan.base.header.at)));
                }
                gaps = plan.gaps;
            }
        }
        let (at, based) = match going_on {
            Some(place) => place,
            None => (base(&source, &folder, now).await?.1, now),
        };
        let mut following = Follow { source, folder, base_every, at, based, log: None, mirrored: None };
        let mut snapshot = following.source.engine.snapshot().await?;
        following.mirror(&mut snapshot, now).await?;
        Ok((following, gaps))
    }

    /// Up to where everything is archived.
    pub fn archived(&self) -> Seq {
        self.at.seq
    }

    /// Looks once, and archives what came. Durable when it answers; after a fault it may be asked
    /// again.
    pub async fn step(&mut self, now: Time) -> Result<Step, StoreFault> {
        let head = self.head().await?;
        if head == self.at {
            return Ok(Step::Nothing);
        }
        if now.since(self.based) >= self.base_every {
            let (done, at) = base(&self.source, &self.folder, now).await?;
            (self.at, self.based, self.log, self.mirrored) = (at, now, None, None);
            return Ok(Step::Base(done));
        }
        match self.group(now).await {
            Ok(at) => {
                self.at = at;
                if self.log.as_ref().is_some_and(|log| log.bytes() >= LOG_BYTES) {
                    self.log = None;
                }
                Ok(Step::Group(at.seq))
            }
            Err(fault) => {
                // What was half written stands in the old file, where reading passes over it.
                self.log = None;
                Err(fault)
            }
        }
    }

    async fn head(&self) -> Result<Cursor, StoreFault> {
        let row = self.source.engine.read_one(&statements::LANE_READ, &[LANE.into()]).await?;
        let row = row.ok_or_else(|| StoreFault::Schema("there is no lane".into()))?;
        let head = Cursor::from_row(LANE, &row)?;
        let behind = head.seq.number < self.at.seq.number;
        if behind || (head.seq == self.at.seq && head.mac != self.at.mac) {
            return Err(StoreFault::Archive(format!("the store is of another history than {}", self.at.seq)));
        }
        Ok(head)
    }

    /// Archives everything from here to the head of one snapshot.
    async fn group(&mut self, now: Time) -> Result<Cursor, StoreFault> {
        let mut snapshot = self.source.engine.snapshot().await?;
        self.source.same(&mut snapshot).await?;
        let end = snapshot.cursor(LANE).await?;
        let mut log = match self.log.take() {
            Some(log) => log,
            None => self.open_log()?,
        };
        let chain = std::sync::Arc::clone(&self.source.chain);
        let meta = self.source.meta.clone();
        let mut part = log.begin(&chain, What::Group, (&meta, &self.at, now))?;
        let mut about = BTreeSet::new();
        let entries = table(ENTRY)?;
        let mut at = self.at;
        while at.seq.number < end.seq.number {
            let rows = page(&mut snapshot, &at).await?;
            if rows.is_empty() {
                return Err(StoreFault::Chain(format!("the entries behind {} are gone", at.seq)));
            }
            for row in &rows {
                let entry = Entry::from_row(row)?;
                let next = chain.follow(&at, &entry);
                at = next.map_err(|fault| StoreFault::Chain(format!("entry {}: {fault}", entry.seq)))?;
                about.extend(about_of(&entry)?);
                part.row(entries, row)?;
            }
        }
        // All roots before any row: what one gave up, a digest say, another may have taken.
        about.iter().try_for_each(|root| part.root(root))?;
        let mut persons = Vec::new();
        for root in &about {
            for image in root.images() {
                let of = table(image.table)?;
                for row in snapshot.read(&image.read, &root.key()).await? {
                    persons.extend(person_of(of, &row));
                    part.row(of, &row)?;
                }
            }
        }
        self.keep_keys(&mut snapshot, (&about, &persons), now).await?;
        part.finish(&at)?;
        self.log = Some(log);
        Ok(at)
    }

    fn open_log(&self) -> Result<Parts, StoreFault> {
        let path = self.folder.log(self.source.meta.incarnation, self.at.seq.number);
        let log = Parts::create(&path)?;
        path.parent().map_or(Ok(()), super::part::sync_folder)?;
        Ok(log)
    }

    /// Overwrites the mirror when a key came, went, or was wrapped again; before the group counts.
    async fn keep_keys(
        &mut self,
        snapshot: &mut Snapshot,
        (about, persons): (&BTreeSet<Root>, &[[u8; 16]]),
        now: Time,
    ) -> Result<(), StoreFault> {
        let rewrapped = about.contains(&Root::Installation);
        let mut due = rewrapped || (self.mirrored.is_none() && about.iter().any(Root::has_key));
        for person in persons {
            if due {
                break;
            }
            let there = !snapshot.read(&crate::read::keys::PERSON, &[(*person).into()]).await?.is_empty();
            let known = self.mirrored.as_ref().is_some_and(|mirrored| mirrored.contains(person));
            due = there != known;
        }
        if due { self.mirror(snapshot, now).await } else { Ok(()) }
    }

    async fn mirror(&mut self, snapshot: &mut Snapshot, now: Time) -> Result<(), StoreFault> {
        let mut mirrored = HashSet::new();
        let mut seen = |person| {
            mirrored.insert(person);
        };
        mirror(&self.source, &self.folder, snapshot, now, &mut seen).await?;
        self.mirrored = Some(mirrored);
        Ok(())
    }
}

async fn page(snapshot: &mut Snapshot, at: &Cursor) -> Result<Vec<Row>, StoreFault> {
    let params = [at.seq.lane.into(), at.seq.number.into(), PAGE.into()];
    snapshot.read(&statements::ENTRIES_AFTER, &params).await
}

fn about_of(entry: &Entry) -> Result<Vec<Root>, StoreFault> {
    let act = Act::parse(&entry.kind, entry.version, &entry.body);
    act.map(|act| roots(&act))
        .map_err(|unknown| StoreFault::Schema(format!("entry {}: {unknown}", entry.seq)))
}

fn table(name: &str) -> Result<&'static Table, StoreFault> {
    Table::named(name).ok_or_else(|| StoreFault::Schema(format!("{name} is not archived")))
}

/// Whose key a row is read with.
fn person_of(table: &Table, row: &Row) -> Option<[u8; 16]> {
    match table.name {
        "usr" | "member" => row.array(0).ok(),
        "account" => row.array(3).ok(),
        _ => None,
    }
}
