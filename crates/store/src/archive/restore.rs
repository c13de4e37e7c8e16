//! `restore`: an archive's rows into a fresh store, which begins a new incarnation.

use std::path::{Path, PathBuf};

use vermilion_model::{Incarnation, Seq, Time};

use super::folder::Folder;
use super::line::{Line, What};
use super::person_keys::PERSON_KEY;
use super::scan::{Found, Gap, Plan, plan, scan};
use super::settle;
use super::table::Table;
use crate::chain::Chain;
use crate::cursor::Cursor;
use crate::engine::{Loader, sqlite};
use crate::meta::Meta;
use crate::options::StoreOptions;
use crate::{Stmt, StoreFault, heads, migrate};

/// How many statements go at a time.
const STEP: usize = 1_000;

/// What is to be restored.
#[derive(Debug)]
pub struct Restoring {
    /// Where to: a data folder without a database, or a migrated database without rows.
    pub options: StoreOptions,
    /// The archive's folder. The new incarnation is noted in it.
    pub archive: PathBuf,
    /// The newest mirror of the person keys, when it is not the one in the archive's folder.
    pub mirror: Option<PathBuf>,
}

/// What a restore came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The new incarnation.
    pub incarnation: Incarnation,
    /// When the newest part that was put back was written.
    pub archived_at: Time,
    /// Up to where entries were put back.
    pub until: Seq,
    /// How many rows were put back.
    pub rows: u64,
    /// How many persons' keys.
    pub persons: u64,
    /// What is missing. While one is not accepted, nothing is allowed.
    pub gaps: Vec<Gap>,
    /// Whether remembered heads prove that nothing behind the archive's end is missing.
    pub proven: bool,
}

/// Puts the newest base and every group behind it into a fresh store.
///
/// All or nothing: cut short, it may be run again.
///
/// # Errors
/// [`StoreFault::Locked`] while a server holds the data folder; [`StoreFault::Archive`] when the
/// archive can't be read, is of another kind or schema, or the store is not fresh.
pub async fn restore(restoring: Restoring) -> Result<Restored, StoreFault> {
    let Restoring { options, archive, mirror } = restoring;
    let data = sqlite::Folder::take(&options.data)?;
    let folder = Folder::take(&archive)?;
    let chain = &options.chain;
    let mut plan = plan(&folder, chain)?.ok_or_else(|| StoreFault::Archive("it has no whole base".into()))?;
    let archived = fit(&plan, &options)?;
    let mirror = scan(&mirror.unwrap_or_else(|| folder.mirror()), chain)?;
    let keys = mirror.last().filter(|part| part.header.what == What::Mirror);
    let keys = keys.ok_or_else(|| StoreFault::Archive("its mirror of the person keys is damaged".into()))?;
    if keys.header.meta()?.store_id != archived.store_id {
        return Err(StoreFault::Archive("the person keys are of another store".into()));
    }
    let remembered = Remembered::read(&options.data, chain)?;
    let proven = remembered.tail(&mut plan, archived.incarnation);
    let incarnation = raised(&[archived.incarnation.0, remembered.incarnation, folder.taken()?])?;
    folder.note(incarnation)?;

    let now = (options.clocks.wall)();
    let mut loader = Loader::begin(&options, &data).await?;
    let mut rows = 0_u64;
    for part in std::iter::once(&plan.base).chain(&plan.groups) {
        rows = rows.saturating_add(put_back(&mut loader, part, Table::named).await?);
    }
    let persons =
        put_back(&mut loader, keys, |name| (name == PERSON_KEY.name).then_some(&PERSON_KEY)).await?;
    remembered.agrees(&mut loader, &plan, archived.incarnation).await?;
    let mut stmts = settle::lives(archived.incarnation, incarnation);
    stmts.extend(plan.gaps.iter().map(|gap| settle::note_gap(incarnation, gap)));
    loader.run(stmts).await?;
    let meta = Meta { incarnation, ..archived };
    let head = settle::raise(&mut loader, (chain, &meta), (&plan.end, now)).await?;
    loader.finish(&data).await?;
    heads::keep(&options.data, &chain.sign_head(incarnation, &head, now))?;
    let newest = plan.groups.last().unwrap_or(&plan.base);
    Ok(Restored {
        incarnation,
        archived_at: Time::from_millis(newest.header.at),
        until: plan.end.seq,
        rows,
        persons,
        gaps: plan.gaps,
        proven,
    })
}

/// What the archived store was, if it is one that this binary restores here.
fn fit(plan: &Plan, options: &StoreOptions) -> Result<Meta, StoreFault> {
    for part in std::iter::once(&plan.base).chain(&plan.groups) {
        if part.header.schema != migrate::newest() {
            let (theirs, ours) = (part.header.schema, migrate::newest());
            let why =
                format!("its schema is {theirs}, this binary's {ours}: restore with the one that wrote it");
            return Err(StoreFault::Archive(why));
        }
    }
    plan.base.header.meta()?.check(options.kind)
}

fn raised(known: &[u16]) -> Result<Incarnation, StoreFault> {
    let next = known.iter().max().and_then(|newest| newest.checked_add(1));
    next.map(Incarnation).ok_or_else(|| StoreFault::Archive("no incarnation is left".into()))
}

/// Wipes what a part replaces and inserts what it holds; counts the rows.
async fn put_back(
    loader: &mut Loader,
    part: &Found,
    known: fn(&str) -> Option<&'static Table>,
) -> Result<u64, StoreFault> {
    let mut reading = part.read()?;
    let mut rows = 0_u64;
    let mut stmts = Vec::with_capacity(STEP);
    while let Some(line) = reading.next()? {
        match line {
            Line::Root(root) => {
                let wipe = |image: &'static super::images::Image| Stmt::new(&image.wipe, root.key());
                stmts.extend(root.images().iter().map(wipe));
            }
            Line::Row(name, values) => {
                let odd =
                    || StoreFault::Archive(format!("it has rows of {name}, which this binary does not know"));
                let table = known(&name).ok_or_else(odd)?;
                rows = rows.saturating_add(1);
                stmts.push(Stmt::new(table.put(), values));
            }
            Line::End(_) | Line::Seal(_) => {}
        }
        if stmts.len() >= STEP {
            loader.run(std::mem::replace(&mut stmts, Vec::with_capacity(STEP))).await?;
        }
    }
    loader.run(stmts).await?;
    Ok(rows)
}

/// What the signed heads of the data folder remember of the lives before.
struct Remembered {
    /// The newest incarnation.
    incarnation: u16,
    heads: Vec<(Incarnation, Cursor)>,
}

impl Remembered {
    fn read(data: &Path, chain: &Chain) -> Result<Remembered, StoreFault> {
        let text = heads::text(data)?.unwrap_or_default();
        let heads: Vec<_> = text
            .lines()
            .filter_map(|line| chain.read_head(line).ok())
            .map(|head| (head.incarnation, head.cursor))
            .collect();
        let incarnation = heads.iter().map(|(incarnation, _)| incarnation.0).max().unwrap_or(0);
        Ok(Remembered { incarnation, heads })
    }

    /// Adds a gap for entries that are remembered and not archived; whether the tail is proven whole.
    fn tail(&self, plan: &mut Plan, archived: Incarnation) -> bool {
        let end = plan.end.seq.number;
        let later = self.heads.iter().filter(|(incarnation, _)| *incarnation >= archived);
        let newest = later.clone().map(|(_, head)| head.seq.number).max();
        let another_life = later.clone().any(|(incarnation, _)| *incarnation > archived);
        match newest {
            Some(number) if number > end || another_life => {
                plan.gaps.push(Gap { after: end, before: number.max(end).saturating_add(1) });
                false
            }
            Some(number) => number == end,
            None => false,
        }
    }

    /// Compares what was put back with every remembered head of its life.
    async fn agrees(
        &self,
        loader: &mut Loader,
        plan: &Plan,
        archived: Incarnation,
    ) -> Result<(), StoreFault> {
        let missing = |number: i64| plan.gaps.iter().any(|gap| gap.after < number && number < gap.before);
        for (_, head) in self.heads.iter().filter(|(incarnation, _)| *incarnation == archived) {
            if missing(head.seq.number) {
                continue;
            }
            let params = [head.seq.lane.into(), head.seq.number.into()];
            let found = loader.read(&heads::ENTRY_MAC, &params).await?;
            if found.first().map(|row| row.array(1)).transpose()? != Some(head.mac) {
                let why = format!("the archive's entry {} is not the one a signed head remembers", head.seq);
                return Err(StoreFault::Chain(why));
            }
        }
        Ok(())
    }
}
