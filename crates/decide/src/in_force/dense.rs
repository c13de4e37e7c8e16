//! An array that grows without moving: cells indexed by a user's ordinal.
//!
//! Readers follow three set-once pointers and never wait; a writer that needs a part nobody made
//! yet makes it, and only writers of that part wait for it. Above 4,095 cells come in chunks of
//! 4,096; below, in parts that double from 64, so that ten thousand small accounts stay small.

use std::sync::OnceLock;

/// Cells a chunk.
pub(super) const CHUNK: u32 = 4096;
const FIRST_PART: u32 = 64;
/// Ordinals from here up are not dense.
pub(super) const DENSE_END: u32 = 1 << 31;
// 64 + 64 + 128 + … + 2,048 = 4,096.
const PARTS: usize = 7;
// Chunks 1 … 2^19 - 1, in directories that double from one.
const DIRECTORIES: usize = 19;

type Cells<T> = OnceLock<Box<[T]>>;

#[derive(Debug)]
pub(super) struct Dense<T> {
    parts: [Cells<T>; PARTS],
    chunks: OnceLock<Box<[Cells2<T>; DIRECTORIES]>>,
}

type Cells2<T> = OnceLock<Box<[Cells<T>]>>;

impl<T: Default> Default for Dense<T> {
    fn default() -> Self {
        Dense { parts: std::array::from_fn(|_| OnceLock::new()), chunks: OnceLock::new() }
    }
}

/// Where a cell is: which part or directory, which chunk of it, which cell of that.
fn log2(n: u32) -> u32 {
    n.checked_ilog2().unwrap_or(0)
}
const fn at(n: u32) -> usize {
    n as usize
}

/// The part of a small ordinal: (which, its first ordinal, its size).
fn part_of(n: u32) -> (usize, u32, u32) {
    if n < FIRST_PART {
        return (0, 0, FIRST_PART);
    }
    let floor = log2(n);
    (at(floor) - 5, 1 << floor, 1 << floor)
}

impl<T: Default> Dense<T> {
    /// The cell, if its part was ever made.
    #[inline]
    pub(super) fn get(&self, n: u32) -> Option<&T> {
        if n < CHUNK {
            let (part, first, _) = part_of(n);
            return self.parts.get(part)?.get()?.get(at(n - first));
        }
        if n >= DENSE_END {
            return None;
        }
        let chunk = n / CHUNK;
        let directory = log2(chunk);
        let chunks = self.chunks.get()?.get(at(directory))?.get()?;
        chunks.get(at(chunk - (1 << directory)))?.get()?.get(at(n % CHUNK))
    }

    /// The cell, made where it is missing; `None` only from [`DENSE_END`] up.
    pub(super) fn make(&self, n: u32) -> Option<&T> {
        if n < CHUNK {
            let (part, first, size) = part_of(n);
            return self.parts.get(part)?.get_or_init(|| blank(size)).get(at(n - first));
        }
        if n >= DENSE_END {
            return None;
        }
        let chunk = n / CHUNK;
        let directory = log2(chunk);
        let directories = self.chunks.get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new())));
        let chunks = directories.get(at(directory))?.get_or_init(|| blank(1 << directory));
        chunks.get(at(chunk - (1 << directory)))?.get_or_init(|| blank(CHUNK)).get(at(n % CHUNK))
    }

    /// Every cell that was made, with its ordinal, rising.
    pub(super) fn made(&self) -> impl Iterator<Item = (u32, &T)> {
        let parts = (0u32..).zip(&self.parts).flat_map(|(part, cells)| {
            let first = if part == 0 { 0 } else { FIRST_PART << (part - 1) };
            (first..).zip(cells.get().into_iter().flatten())
        });
        let directories = self.chunks.get().into_iter().flat_map(|all| (0u32..).zip(all.iter()));
        let chunks = directories
            .flat_map(|(directory, chunks)| (1u32 << directory..).zip(chunks.get().into_iter().flatten()));
        parts
            .chain(chunks.flat_map(|(chunk, cells)| (chunk * CHUNK..).zip(cells.get().into_iter().flatten())))
    }
}

fn blank<T: Default>(size: u32) -> Box<[T]> {
    (0..size).map(|_| T::default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    const EDGES: [u32; 16] = [
        0,
        1,
        63,
        64,
        127,
        128,
        2047,
        2048,
        4095,
        4096,
        8191,
        8192,
        12_287,
        12_288,
        5_000_000,
        DENSE_END - 1,
    ];

    #[test]
    fn every_ordinal_has_a_cell_of_its_own() {
        let dense = Dense::<AtomicU32>::default();
        for n in EDGES {
            assert!(dense.get(n).is_none_or(|cell| cell.load(Relaxed) == 0), "{n} is someone else's");
            dense.make(n).unwrap().store(n + 1, Relaxed);
        }
        for n in EDGES {
            assert_eq!(dense.get(n).unwrap().load(Relaxed), n + 1);
        }
        let set: Vec<u32> = dense.made().filter(|(_, c)| c.load(Relaxed) != 0).map(|(n, _)| n).collect();
        assert_eq!(set, EDGES);
        assert!(dense.made().all(|(n, c)| [0, n + 1].contains(&c.load(Relaxed))));
        assert!(dense.get(DENSE_END).is_none() && dense.make(DENSE_END).is_none());
    }

    #[test]
    fn reading_makes_nothing_and_small_accounts_stay_small() {
        let dense = Dense::<AtomicU32>::default();
        assert!(dense.get(70_000).is_none());
        dense.make(1);
        assert_eq!(dense.made().count(), 64);
        dense.make(4096);
        assert_eq!(dense.made().count(), 64 + 4096);
    }
}
