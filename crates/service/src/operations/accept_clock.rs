//! Saying that a clock which jumped ahead is right: `admin clock --accept`.

use vermilion_model::fact::Actor;
use vermilion_model::{Seq, Time};

use crate::{Desk, Failure};

/// Records what the clock shows as accepted: every node whose clock jumped ahead to no more than that
/// writes again. Returns what was accepted.
///
/// # Errors
/// `Busy` when the clock is behind the last fact or off the database's: that is to be set right, not
/// accepted.
pub async fn accept_clock(desk: &Desk, actor: Actor) -> Result<(Time, Seq), Failure> {
    // So that the last fact and the database's clock are known.
    desk.store().catch_up().await?;
    desk.put_clock_accepted(actor).await
}
