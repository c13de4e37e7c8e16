//! Word that the ring changed: from the feed, which must not wait, to whoever reads it again.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{Mutex, MutexGuard, Notify};

/// Whether the ring in memory is older than the store's.
#[derive(Debug, Default)]
pub(crate) struct News {
    waits: AtomicBool,
    bell: Notify,
    reading: Mutex<()>,
}

impl News {
    /// The ring changed.
    pub(crate) fn tell(&self) {
        self.waits.store(true, Ordering::Release);
        self.bell.notify_one();
    }

    /// Whether it did since the last time; from now on it counts as heard.
    pub(crate) fn take(&self) -> bool {
        self.waits.swap(false, Ordering::AcqRel)
    }

    /// Hearing it came to nothing: it is to be heard again, at the next look.
    pub(crate) fn put_back(&self) {
        self.waits.store(true, Ordering::Release);
    }

    /// Held while the ring is read again.
    pub(crate) async fn reading(&self) -> MutexGuard<'_, ()> {
        self.reading.lock().await
    }

    /// Ends when there is news.
    pub(crate) async fn heard(&self) {
        self.bell.notified().await;
    }
}
