//! Counts that every request adds to and hardly anybody reads: each thread has a part of its own, so that no two
//! processors write the same line of memory. A reader goes through all the parts.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use parking_lot::{Mutex, MutexGuard};

/// More than a machine runs threads of requests; further ones share parts, which costs time and nothing else.
const PARTS: usize = 64;

/// Alone on its line of memory, and on the one that processors fetch along with it.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Part<T>(Mutex<T>);

/// As many parts as threads that add.
#[derive(Debug)]
pub(crate) struct Stripes<T>(Box<[Part<T>]>);

impl<T: Default> Default for Stripes<T> {
    fn default() -> Stripes<T> {
        Stripes((0..PARTS).map(|_| Part::default()).collect())
    }
}

impl<T> Stripes<T> {
    /// Works on this thread's part.
    pub(crate) fn mine(&self, work: impl FnOnce(&mut T)) {
        // There is a part for every place.
        if let Some(part) = self.0.get(place() % PARTS) {
            work(&mut part.0.lock());
        }
    }

    /// Every part, one after the other.
    pub(crate) fn all(&self) -> impl Iterator<Item = MutexGuard<'_, T>> {
        self.0.iter().map(|part| part.0.lock())
    }
}

/// This thread's number, given at its first use.
fn place() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static PLACE: Cell<Option<usize>> = const { Cell::new(None) };
    }
    PLACE.with(|place| {
        place.get().unwrap_or_else(|| {
            let new = NEXT.fetch_add(1, Relaxed);
            place.set(Some(new));
            new
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_between_threads() {
        let stripes: Stripes<u64> = Stripes::default();
        std::thread::scope(|scope| {
            for _ in 0..2 * PARTS {
                scope.spawn(|| (0..100).for_each(|_| stripes.mine(|count| *count += 1)));
            }
        });
        assert_eq!(stripes.all().map(|count| *count).sum::<u64>(), 200 * 64);
        assert!(stripes.all().filter(|count| **count > 0).count() > 1, "not all in one part");
    }
}
