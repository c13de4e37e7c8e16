//! A host app has a user erased: the row is emptied and its key destroyed (I10).

use vermilion_model::fact::UserErased;
use vermilion_model::{Id, Seq, User};

use super::HostCaller;
use super::close_user::close_late_pairs;
use crate::{Desk, Failure};

/// Erases a user; nothing is committed for one who was erased already.
pub async fn erase_user(desk: &Desk, by: HostCaller, user: Id<User>) -> Result<Option<Seq>, Failure> {
    let row = by.user(desk, user).await?;
    let now = desk.now();
    let mut erased = None;
    if row.erased_at.is_none() {
        let pairs = desk.read.pairs_of_user(user).await?;
        erased = match desk.record(now, by.actor(), UserErased { user, pairs }).await {
            Ok(seq) => Some(seq),
            // Erased by another request meanwhile.
            Err(Failure::Stale) => None,
            Err(failure) => return Err(failure),
        };
    }
    let late = close_late_pairs(desk, by, user, now).await?;
    desk.forget_log().await;
    Ok(late.or(erased))
}
