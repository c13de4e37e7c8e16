//! What a host app sees of its user.

use vermilion_model::{Id, Time, User};
use vermilion_seal::Place;

use super::HostCaller;
use crate::people::UserBox;
use crate::{Desk, Failure};

/// A user as the host app knows them.
#[derive(Debug)]
pub struct KnownUser {
    /// The id.
    pub user: Id<User>,
    /// What the user's key opens; nothing once they were erased (I10).
    pub person: Option<UserBox>,
    /// When they were made.
    pub created_at: Time,
    /// When they were closed.
    pub closed_at: Option<Time>,
    /// When they were erased.
    pub erased_at: Option<Time>,
}

/// Reads one user.
pub async fn read_user(desk: &Desk, by: HostCaller, user: Id<User>) -> Result<KnownUser, Failure> {
    let row = by.user(desk, user).await?;
    let person = match row.erased_at {
        Some(_) => None,
        None => person(desk, user, &row.sealed).await?,
    };
    Ok(KnownUser {
        user,
        person,
        created_at: row.created_at,
        closed_at: row.closed_at,
        erased_at: row.erased_at,
    })
}

/// Opens a user's row; nothing when the key was destroyed meanwhile.
pub(super) async fn person(desk: &Desk, user: Id<User>, sealed: &[u8]) -> Result<Option<UserBox>, Failure> {
    desk.vault.read(user.bytes(), Place { table: "usr", row: user.bytes() }, sealed).await
}
