//! Who came from an address that is not on the list.

use vermilion_store::StrangerRow;

use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// How many are shown.
const SHOWN: i64 = 100;

/// The last hundred addresses, the newest first.
pub async fn read_strangers(desk: &Desk, may: &May<ManageSettings>) -> Result<Vec<StrangerRow>, Failure> {
    // What came within the last second waits in memory.
    desk.callers.flush(desk).await?;
    Ok(desk.read.strangers_of_account(may.account(), SHOWN).await?)
}
