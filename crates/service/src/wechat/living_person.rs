//! What an allowed call reads of a person: nothing of one who is gone.

use vermilion_model::fact::Pair;
use vermilion_seal::Place;

use crate::people::UserBox;
use crate::{Desk, Failure};

/// What the host app said of a user, unless they were closed or erased.
pub(super) async fn living_person(desk: &Desk, pair: Pair) -> Result<Option<UserBox>, Failure> {
    let Some(user) = desk.read.user_of_pair(pair.account, pair.ordinal).await? else { return Ok(None) };
    let Some(row) = desk.read.user_by_id(user).await? else { return Ok(None) };
    if row.closed_at.is_some() {
        return Ok(None);
    }
    desk.vault.read(user.bytes(), Place { table: "usr", row: user.bytes() }, &row.sealed).await
}
