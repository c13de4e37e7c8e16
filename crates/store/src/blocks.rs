//! Blocks of numbers, leased durably: disjoint between nodes, and never given again after a restart.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use parking_lot::Mutex;
use vermilion_model::{AccountNo, Ordinal};

use crate::{Boot, CommitFault, Engine, Sql, Stmt, Writer};

/// A block of serials is used for at most this long, then dropped: what is at the low end of the
/// table is then known to be old.
const SERIALS_FOR: Duration = Duration::from_secs(600);

/// How many serials a block has.
const SERIALS: u32 = 100_000;

/// How many ordinals of one account a block has.
const ORDINALS: u32 = 64;

/// From here up an ordinal means that the pair's OpenID was brought from elsewhere.
const ORDINALS_END: i64 = 1 << 31;

static NEXT: Sql = Sql::both("select next from block where name = $1");
static BEGIN: Sql = Sql::both("insert into block (name, next) values ($1, $2) on conflict do nothing");
static ADVANCE: Sql = Sql::both("update block set next = $3 where name = $1 and next = $2");

pub(crate) static STATEMENTS: &[&Sql] = &[&NEXT, &BEGIN, &ADVANCE];

/// Leases blocks by name.
#[derive(Debug, Clone)]
struct Blocks {
    engine: Engine,
    writer: Writer,
}

impl Blocks {
    /// The next block of a name: numbers from 1 up that nobody else has or will have.
    async fn take(&self, name: &str, size: u32) -> Result<Range<i64>, CommitFault> {
        loop {
            let row = self.engine.read_one(&NEXT, &[name.into()]).await;
            let next = row.and_then(|row| row.map(|row| row.int(0)).transpose()).map_err(|fault| {
                tracing::warn!(%fault, name, "a block could not be leased");
                CommitFault::Busy
            })?;
            let first = next.unwrap_or(1);
            let end = first.saturating_add(i64::from(size));
            let guard = match next {
                None => Stmt::new(&BEGIN, [name.into(), end.into()]),
                Some(next) => Stmt::new(&ADVANCE, [name.into(), next.into(), end.into()]),
            };
            // Another node was quicker: read again. Each round one of them gets on.
            if self.writer.upkeep(vec![guard]).await? {
                return Ok(first..end);
            }
        }
    }
}

/// A block in use.
#[derive(Debug)]
struct Held {
    left: Range<i64>,
    until: Duration,
}

/// The serials of codes, for all kinds of code together.
pub struct Serials {
    blocks: Blocks,
    boot: Boot,
    held: Mutex<Held>,
    refill: tokio::sync::Mutex<()>,
}

impl std::fmt::Debug for Serials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Serials").field("held", &*self.held.lock()).finish_non_exhaustive()
    }
}

impl Serials {
    pub(crate) fn new(engine: Engine, writer: Writer, boot: Boot) -> Serials {
        let held = Mutex::new(Held { left: 0..0, until: Duration::ZERO });
        Serials { blocks: Blocks { engine, writer }, boot, held, refill: tokio::sync::Mutex::default() }
    }

    /// A serial nobody was given before; waits only when a new block is to be leased.
    pub async fn next(&self) -> Result<i64, CommitFault> {
        if let Some(serial) = self.held() {
            return Ok(serial);
        }
        let _one_at_a_time = self.refill.lock().await;
        if let Some(serial) = self.held() {
            return Ok(serial);
        }
        let until = (self.boot)().saturating_add(SERIALS_FOR);
        let mut left = self.blocks.take("serial", SERIALS).await?;
        let serial = left.next().ok_or(CommitFault::Busy)?;
        *self.held.lock() = Held { left, until };
        Ok(serial)
    }

    fn held(&self) -> Option<i64> {
        let mut held = self.held.lock();
        if (self.boot)() >= held.until {
            return None;
        }
        held.left.next()
    }
}

/// The ordinals of users within accounts.
#[derive(Debug)]
pub struct Ordinals {
    blocks: Blocks,
    held: Mutex<HashMap<AccountNo, Range<i64>>>,
    refill: tokio::sync::Mutex<()>,
}

impl Ordinals {
    pub(crate) fn new(engine: Engine, writer: Writer) -> Ordinals {
        Ordinals {
            blocks: Blocks { engine, writer },
            held: Mutex::default(),
            refill: tokio::sync::Mutex::default(),
        }
    }

    /// An ordinal of the account that nobody was given before.
    pub async fn next(&self, account: AccountNo) -> Result<Ordinal, CommitFault> {
        if let Some(ordinal) = self.held(account) {
            return Ok(ordinal);
        }
        let _one_at_a_time = self.refill.lock().await;
        if let Some(ordinal) = self.held(account) {
            return Ok(ordinal);
        }
        let block = self.blocks.take(&format!("ordinal {}", account.0), ORDINALS).await?;
        if block.end > ORDINALS_END {
            return Err(CommitFault::Bad(format!("account {} has no ordinal left", account.0)));
        }
        self.held.lock().insert(account, block);
        self.held(account).ok_or(CommitFault::Busy)
    }

    fn held(&self, account: AccountNo) -> Option<Ordinal> {
        let next = self.held.lock().get_mut(&account)?.next()?;
        u32::try_from(next).ok().map(Ordinal)
    }
}
