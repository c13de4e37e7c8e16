//! Comes to a place in commit order before anything is answered from memory.

use std::time::Duration;

use vermilion_model::{Place, Refusal};

use crate::{Desk, Failure};

/// Longest that is waited for the store's answer; who asks then asks again, here or elsewhere.
const PATIENCE: Duration = Duration::from_secs(2);

/// Returns once memory is at least as new as the place.
///
/// # Errors
/// `PlaceUnknown` for one of another life of the store, or that the store itself has not come to; busy when the
/// store does not say in time.
pub async fn reach(desk: &Desk, place: Place) -> Result<(), Failure> {
    if place.incarnation != desk.incarnation {
        return Err(Refusal::PlaceUnknown.into());
    }
    match tokio::time::timeout(PATIENCE, desk.store().reach(place.seq)).await {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(Refusal::PlaceUnknown.into()),
        Ok(Err(fault)) => {
            tracing::warn!(%fault, "the store cannot be asked how far it has come");
            Err(Failure::Busy)
        }
        Err(_) => Err(Failure::Busy),
    }
}
