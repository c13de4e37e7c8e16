//! Serials and ordinals: drawn from blocks that were leased durably, so issuing a code writes nothing.

use std::collections::HashMap;

use parking_lot::Mutex;
use vermilion_model::{AccountNo, Ordinal, Span, Time};
use vermilion_seal::Serial;

use crate::{Desk, Failure};

/// A block of serials is large, since a code costs one each, and is dropped after this long.
const SERIALS: u32 = 65_536;
const SERIALS_LIVE: Span = Span::mins(10);
/// A block of ordinals is small: consents stand in memory by ordinal, and gaps cost bytes.
const ORDINALS: u32 = 32;

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    next: i64,
    end: i64,
    leased: Time,
}

impl Block {
    fn draw(&mut self) -> Option<i64> {
        let drawn = (self.next < self.end).then_some(self.next)?;
        self.next += 1;
        Some(drawn)
    }
}

/// This node's blocks.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    serials: Mutex<Block>,
    ordinals: Mutex<HashMap<AccountNo, Block>>,
    // One lease at a time: whoever waits finds the block that the first one leased.
    leasing: tokio::sync::Mutex<()>,
}

impl Numbers {
    /// A serial nobody else has or will have.
    pub(crate) async fn serial(&self, desk: &Desk, now: Time) -> Result<Serial, Failure> {
        loop {
            if let Some(drawn) = self.drawn_serial(now) {
                return Serial::new(drawn).ok_or_else(|| Failure::broken("serials have run out"));
            }
            let _leasing = self.leasing.lock().await;
            if self.serials_left(now) {
                continue;
            }
            let first = desk.lease("serial", SERIALS).await?;
            *self.serials.lock() = Block { next: first, end: first + i64::from(SERIALS), leased: now };
        }
    }

    fn drawn_serial(&self, now: Time) -> Option<i64> {
        let mut block = self.serials.lock();
        if now.since(block.leased) > SERIALS_LIVE { None } else { block.draw() }
    }

    fn serials_left(&self, now: Time) -> bool {
        let block = self.serials.lock();
        block.next < block.end && now.since(block.leased) <= SERIALS_LIVE
    }

    /// An ordinal of an account that no other pair has.
    pub(crate) async fn ordinal(&self, desk: &Desk, account: AccountNo) -> Result<Ordinal, Failure> {
        loop {
            let drawn = self.ordinals.lock().entry(account).or_default().draw();
            if let Some(drawn) = drawn {
                let small = u32::try_from(drawn).ok().filter(|n| *n < 1 << 31);
                return small.map(Ordinal).ok_or_else(|| Failure::broken("ordinals have run out"));
            }
            let _leasing = self.leasing.lock().await;
            if self.ordinals.lock().get(&account).is_some_and(|block| block.next < block.end) {
                continue;
            }
            let first = desk.lease(&format!("ordinal:{}", account.0), ORDINALS).await?;
            let block = Block { next: first, end: first + i64::from(ORDINALS), leased: Time::ZERO };
            self.ordinals.lock().insert(account, block);
        }
    }
}
