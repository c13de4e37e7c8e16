//! Reads the whole audit log and says whether it holds.

use vermilion_store::Report;

use crate::may::Audit;
use crate::{Desk, Failure, PlatformMay};

/// Reads every entry, so it takes as long as there are entries; one reading at a time, others are told to
/// come back.
pub async fn verify_chain(desk: &Desk, _: &PlatformMay<Audit>) -> Result<Report, Failure> {
    let _one = desk.verifying.try_lock().map_err(|_| Failure::Busy)?;
    Ok(desk.store.verify().await?)
}
