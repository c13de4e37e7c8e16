//! Reading the ring again.

use std::sync::Arc;

use vermilion_seal::Ring;

use crate::{Desk, Failure};

/// Reads the ring from the store, if word came that it changed; whether it did.
///
/// # Errors
/// It could not be read; the ring in memory stays, and the next call tries again.
pub async fn reload_ring(desk: &Desk) -> Result<bool, Failure> {
    if !desk.news.take() {
        return Ok(false);
    }
    reload_now(desk).await.inspect_err(|_| desk.news.put_back()).map(|()| true)
}

/// Reads the ring from the store, whatever was heard.
pub(crate) async fn reload_now(desk: &Desk) -> Result<(), Failure> {
    // One at a time: an older reading must not come in behind a newer one.
    let _reading = desk.news.reading().await;
    let rows = desk.read.ring().await?;
    desk.ring.store(Arc::new(Ring::open(desk.vault.masters(), &rows)?));
    Ok(())
}
