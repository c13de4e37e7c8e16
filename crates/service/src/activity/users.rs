//! Which users calls were about: a bit a user, a call and a day.

use std::collections::HashMap;

use parking_lot::Mutex;
use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::{Traffic, UsersOfDay};
use vermilion_model::{AccountNo, CallNo};

use crate::{Desk, Failure};

/// Users a chunk, and the bytes of their bits.
const CHUNK: u32 = 4096;
const BYTES: usize = 512;
/// Users that do not share a part never wait for each other.
const PARTS: usize = 16;
/// How many chunks one flush writes at most; the rest is the next one's.
const ROWS: usize = 2000;

type Key = (AccountNo, CallNo, u32);

#[derive(Debug)]
struct Chunk {
    day: u32,
    bits: Box<[u8; BYTES]>,
    unwritten: bool,
}

/// The present day's.
#[derive(Debug)]
pub(super) struct UserLog {
    run: [u8; 16],
    parts: [Mutex<HashMap<Key, Chunk>>; PARTS],
}

impl UserLog {
    pub(super) fn new(run: [u8; 16]) -> UserLog {
        UserLog { run, parts: std::array::from_fn(|_| Mutex::default()) }
    }

    fn note(&self, pair: Pair, call: CallNo, day: u32) {
        let (chunk, within) = (pair.ordinal.0 / CHUNK, pair.ordinal.0 % CHUNK);
        let part = usize::try_from(chunk.wrapping_add(pair.account.0)).unwrap_or(0) % PARTS;
        let Some(part) = self.parts.get(part) else { return };
        let mut held = part.lock();
        let new = || Chunk { day, bits: Box::new([0; BYTES]), unwritten: false };
        let held = held.entry((pair.account, call, chunk)).or_insert_with(new);
        if held.day != day {
            // What of the day before was not written by now is a minute's at most.
            *held = new();
        }
        let (byte, bit) = (usize::try_from(within / 8).unwrap_or(0), 1u8 << (within % 8));
        if let Some(byte) = held.bits.get_mut(byte).filter(|byte| **byte & bit == 0) {
            *byte |= bit;
            held.unwritten = true;
        }
    }

    fn unwritten(&self) -> Vec<(Key, u32, Vec<u8>)> {
        let mut rows = Vec::new();
        for part in &self.parts {
            for (key, chunk) in part.lock().iter_mut().filter(|(_, chunk)| chunk.unwritten) {
                if rows.len() < ROWS {
                    chunk.unwritten = false;
                    rows.push((*key, chunk.day, chunk.bits.to_vec()));
                }
            }
        }
        rows
    }

    /// They could not be written; the next flush has them again, and those of another day are dropped.
    fn not_written(&self, keys: &[(Key, u32)], today: u32) {
        for part in &self.parts {
            let mut held = part.lock();
            for (key, day) in keys {
                if let Some(chunk) = held.get_mut(key).filter(|chunk| chunk.day == *day) {
                    chunk.unwritten = true;
                }
            }
            held.retain(|_, chunk| chunk.day == today || chunk.unwritten);
        }
    }
}

impl Desk {
    /// A call was about this user.
    pub(crate) fn note_user(&self, pair: Pair, call: CallNo, now: vermilion_model::Time) {
        self.activity.users.note(pair, call, self.day(now));
    }

    /// Likewise, where the catalogue has the call.
    pub(crate) fn note_user_of(&self, pair: Pair, call: Option<CallNo>, now: vermilion_model::Time) {
        if let Some(call) = call {
            self.note_user(pair, call, now);
        }
    }
}

/// Writes the chunks that changed.
pub(crate) async fn flush_users(desk: &Desk) -> Result<(), Failure> {
    let _one = desk.activity.flushing.lock().await;
    let now = desk.now();
    let log = &desk.activity.users;
    let taken = log.unwritten();
    let keys: Vec<(Key, u32)> = taken.iter().map(|(key, day, _)| (*key, *day)).collect();
    let row = |((account, call, chunk), day, bits): (Key, u32, Vec<u8>)| {
        let call = desk.catalogue.call(call)?.name();
        Some(UsersOfDay { account, day, call, chunk, run: log.run, bits, at: now })
    };
    let rows: Vec<UsersOfDay> = taken.into_iter().filter_map(row).collect();
    let written = if rows.is_empty() { Ok(()) } else { desk.note(Traffic::UsersSeen(rows)).await };
    log.not_written(if written.is_err() { &keys } else { &[] }, desk.day(now));
    written
}

/// How many users are in chunks of any number of days.
#[derive(Debug, Default)]
pub(super) struct Distinct(HashMap<u32, Vec<u8>>);

impl Distinct {
    /// Adds one chunk's.
    pub(super) fn add(&mut self, chunk: u32, bits: &[u8]) {
        let held = self.0.entry(chunk).or_insert_with(|| vec![0; BYTES]);
        held.iter_mut().zip(bits).for_each(|(held, new)| *held |= new);
    }

    /// How many.
    pub(super) fn count(&self) -> u64 {
        self.0.values().flatten().map(|byte| u64::from(byte.count_ones())).sum()
    }
}

#[cfg(test)]
mod tests {
    use vermilion_model::Ordinal;

    use super::*;

    #[test]
    fn a_user_is_counted_once_whatever_the_day_and_the_run() {
        let log = UserLog::new([1; 16]);
        let pair = |n| Pair { account: AccountNo(1), ordinal: Ordinal(n) };
        for n in [1, 1, 7, 4095, 4096, 1 << 31] {
            log.note(pair(n), CallNo(3), 5);
        }
        let rows = log.unwritten();
        assert_eq!(rows.len(), 3);
        assert!(log.unwritten().is_empty(), "written once");
        let mut all = Distinct::default();
        for ((_, _, chunk), day, bits) in &rows {
            assert_eq!(*day, 5);
            all.add(*chunk, bits);
            all.add(*chunk, bits);
        }
        assert_eq!(all.count(), 5);
        log.note(pair(1), CallNo(3), 6);
        assert_eq!(log.unwritten().len(), 1, "another day begins anew");
    }
}
