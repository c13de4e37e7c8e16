//! The saved copy of consents: chunks, each with its own cursor and checksum, and the facts behind it.

use vermilion_model::fact::{Act, Pair};
use vermilion_model::{AccountNo, Ground, Ordinal, Scope, Seq};

use super::hosts::scope;
use crate::{CommitFault, Cursor, Engine, Row, Snapshot, Sql, Stmt, StoreFault, Value, Writer};

/// With more facts than this behind the copy, reading the rows is as fast as replaying them.
const REPLAYED_AT_MOST: i64 = 50_000;

static SAVED: Sql = Sql::both("select copy, number from consent_saved where lane = $1");
static CHUNKS: Sql = Sql::both("select account, chunk, lane, number, bits, checksum from consent_chunk");
static LATER: Sql =
    Sql::both("select kind, version, at, body from entry where lane = $1 and number > $2 order by number");
// An older state never replaces a younger one, whichever node comes last.
static SAVE_CHUNK: Sql = Sql::both(
    "insert into consent_chunk (account, chunk, lane, number, bits, checksum) values ($1, $2, $3, $4, $5, $6) \
     on conflict (account, chunk) do update set lane = excluded.lane, number = excluded.number, \
     bits = excluded.bits, checksum = excluded.checksum where consent_chunk.number <= excluded.number",
);
// What the rows say of one chunk, and where the next one with pairs begins: to hold memory against them.
static GRANTED: Sql = Sql::both(
    "select ordinal, scope from consent where account = $1 and ordinal >= $2 and ordinal <= $3 \
     and withdrawn_at is null",
);
static GONE: Sql = Sql::both(
    "select p.ordinal from pair p join usr u on u.id = p.usr \
     where p.account = $1 and p.ordinal >= $2 and p.ordinal <= $3 and u.closed_at is not null",
);
static NEXT_PAIR: Sql = Sql::both(
    "select account, ordinal from pair where (account, ordinal) >= ($1, $2) order by account, ordinal limit 1",
);
static DROP_CHUNKS: Sql = Sql::both("delete from consent_chunk");
static BEGIN_COPY: Sql = Sql::both(
    "insert into consent_saved (lane, copy, number) values ($1, $2, -1) \
     on conflict (lane) do update set copy = excluded.copy, number = excluded.number",
);
// Nothing changes when another node began another copy meanwhile.
static SAVED_UP_TO: Sql = Sql::both(
    "update consent_saved set number = case when number < $3 then $3 else number end \
     where lane = $1 and copy = $2",
);

pub(crate) static STATEMENTS: &[&Sql] = &[
    &SAVED,
    &CHUNKS,
    &LATER,
    &SAVE_CHUNK,
    &DROP_CHUNKS,
    &BEGIN_COPY,
    &SAVED_UP_TO,
    &GRANTED,
    &GONE,
    &NEXT_PAIR,
];

/// How many neighbouring pairs a chunk holds.
const PAIRS: u32 = 4096;

/// Which saved copy there is, and how old it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavedCopy {
    /// Its name, drawn when it was begun.
    pub copy: [u8; 16],
    /// Every fact up to here is in its chunks.
    pub up_to: i64,
}

impl SavedCopy {
    // One that is not whole is none.
    fn of_rows(rows: &[Row]) -> Result<Option<SavedCopy>, StoreFault> {
        let read = |row: &Row| Ok(SavedCopy { copy: row.array(0)?, up_to: row.int(1)? });
        Ok(rows.first().map(read).transpose()?.filter(|saved| saved.up_to >= 0))
    }
}

/// One chunk of the saved copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedChunk {
    /// Which account.
    pub account: AccountNo,
    /// Which chunk of it.
    pub number: u32,
    /// Every fact up to here is in it.
    pub cursor: Seq,
    /// A byte a pair.
    pub bits: Vec<u8>,
}

impl SavedChunk {
    fn checksum(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.account.0.to_be_bytes()).update(&self.number.to_be_bytes());
        hasher.update(&self.cursor.lane.to_be_bytes()).update(&self.cursor.number.to_be_bytes());
        *hasher.update(&self.bits).finalize().as_bytes()
    }

    /// Nothing when the row is not what was written.
    fn from_row(row: &Row) -> Result<Option<SavedChunk>, StoreFault> {
        let cursor = Seq { lane: row.small(2)?, number: row.int(3)? };
        let chunk = SavedChunk {
            account: AccountNo(row.small(0)?),
            number: row.small(1)?,
            cursor,
            bits: row.blob(4)?,
        };
        Ok((chunk.checksum() == row.array::<32>(5)? && chunk.bits.len() <= PAIRS as usize).then_some(chunk))
    }

    fn save(&self) -> Stmt {
        let params: [Value; 6] = [
            self.account.into(),
            self.number.into(),
            self.cursor.lane.into(),
            self.cursor.number.into(),
            self.bits.as_slice().into(),
            self.checksum().into(),
        ];
        Stmt::new(&SAVE_CHUNK, params)
    }
}

/// Hands the copy and then what came after it to `stand`; nothing is handed over, and the answer is
/// none, when there is no copy, or none that can be believed.
pub(super) async fn stand(
    snapshot: &mut Snapshot,
    head: Seq,
    stand: &mut (dyn FnMut(Ground) + Send),
) -> Result<Option<SavedCopy>, StoreFault> {
    let saved = SavedCopy::of_rows(&snapshot.read(&SAVED, &[head.lane.into()]).await?)?;
    // One ahead of the head is another history's.
    let near =
        |saved: &SavedCopy| (0..=REPLAYED_AT_MOST).contains(&(head.number.saturating_sub(saved.up_to)));
    let Some(saved) = saved.filter(near) else { return Ok(None) };
    let mut chunks = Vec::new();
    for row in snapshot.read(&CHUNKS, &[]).await? {
        let Some(chunk) = SavedChunk::from_row(&row)? else {
            tracing::warn!(
                account = row.int(0)?,
                chunk = row.int(1)?,
                "a part of the saved copy of consents is damaged; every row is read instead"
            );
            return Ok(None);
        };
        chunks.push(chunk);
    }
    let Some(later) = later(snapshot, Seq { number: saved.up_to, ..head }).await? else { return Ok(None) };
    for SavedChunk { account, number, bits, .. } in chunks {
        stand(Ground::ConsentChunk { account, first: Ordinal(number.saturating_mul(PAIRS)), bits });
    }
    later.into_iter().for_each(stand);
    Ok(Some(saved))
}

/// The facts behind the copy, in order; nothing when one is not known to this binary: what it does to
/// consents cannot be guessed, and the rows say it.
///
/// Replaying one that a chunk already holds changes nothing in the end: of each bit, the last fact
/// about it decides, and that one is replayed, too.
async fn later(snapshot: &mut Snapshot, after: Seq) -> Result<Option<Vec<Ground>>, StoreFault> {
    let mut facts = Vec::new();
    for row in snapshot.read(&LATER, &[after.lane.into(), after.number.into()]).await? {
        let (kind, version, body) = (row.text(0)?, row.small(1)?, row.text(3)?);
        let Ok(act) = Act::parse(&kind, version, &body) else {
            tracing::warn!(kind, version, "a fact behind the saved copy of consents is not known");
            return Ok(None);
        };
        facts.push(Ground::Later { at: row.time(2)?, act: Box::new(act) });
    }
    Ok(Some(facts))
}

impl Engine {
    /// What the rows say of one chunk, a byte a pair, and the moment that they say it of.
    pub async fn chunk_of_rows(
        &self,
        account: AccountNo,
        number: u32,
    ) -> Result<(Vec<u8>, Cursor), StoreFault> {
        let first = number.saturating_mul(PAIRS);
        let params: [Value; 3] = [account.into(), first.into(), first.saturating_add(PAIRS - 1).into()];
        let mut snapshot = self.snapshot().await?;
        let mut bits = Vec::new();
        for row in snapshot.read(&GRANTED, &params).await? {
            let granted = scope(&row, 1)?.bit().unwrap_or(0);
            set(&mut bits, row.small::<u32>(0)?.saturating_sub(first), |held| held | granted);
        }
        for row in snapshot.read(&GONE, &params).await? {
            set(&mut bits, row.small::<u32>(0)?.saturating_sub(first), |_| Scope::GONE);
        }
        bits.truncate(bits.iter().rposition(|held| *held != 0).map_or(0, |last| last + 1));
        Ok((bits, snapshot.cursor(0).await?))
    }

    /// The first pair at or behind this one; none when there is none.
    pub async fn pair_from(&self, pair: Pair) -> Result<Option<Pair>, StoreFault> {
        let row = self.read_one(&NEXT_PAIR, &[pair.account.into(), pair.ordinal.into()]).await?;
        let read = |row: Row| Ok(Pair { account: AccountNo(row.small(0)?), ordinal: Ordinal(row.small(1)?) });
        row.map(read).transpose()
    }

    /// The copy there is now, if it is whole.
    pub async fn saved_consents(&self, lane: u16) -> Result<Option<SavedCopy>, StoreFault> {
        SavedCopy::of_rows(&self.read(&SAVED, &[lane.into()]).await?)
    }
}

fn set(bits: &mut Vec<u8>, at: u32, change: impl FnOnce(u8) -> u8) {
    let at = at as usize;
    if bits.len() <= at {
        bits.resize(at + 1, 0);
    }
    if let Some(held) = bits.get_mut(at) {
        *held = change(*held);
    }
}

impl Writer {
    /// Begins a new copy; what there was is dropped, and whoever adds to it learns so.
    pub async fn begin_saved_consents(&self, lane: u16, copy: &[u8; 16]) -> Result<(), CommitFault> {
        let begin = Stmt::new(&BEGIN_COPY, [lane.into(), (*copy).into()]);
        self.keep(vec![begin, Stmt::new(&DROP_CHUNKS, [])]).await
    }

    /// Saves these chunks, in one transaction.
    pub async fn save_chunks(&self, chunks: &[SavedChunk]) -> Result<(), CommitFault> {
        self.keep(chunks.iter().map(SavedChunk::save).collect()).await
    }

    /// Says that every chunk of the copy holds all facts up to here; false when it was dropped.
    pub async fn consents_saved(&self, copy: &[u8; 16], up_to: Seq) -> Result<bool, CommitFault> {
        let params: [Value; 3] = [up_to.lane.into(), (*copy).into(), up_to.number.into()];
        self.upkeep(vec![Stmt::new(&SAVED_UP_TO, params)]).await
    }
}
