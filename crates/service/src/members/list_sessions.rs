//! Where a member is signed in.

use vermilion_model::{Id, Session, Time};

use crate::{Desk, Failure, SignedIn};

/// One living session.
#[derive(Debug)]
pub struct SessionView {
    /// The id.
    pub session: Id<Session>,
    /// Since when.
    pub created_at: Time,
    /// At most until then.
    pub until: Time,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The newest hundred that live; those that ended for want of use are left out.
pub async fn list_sessions(desk: &Desk, by: SignedIn) -> Result<Vec<SessionView>, Failure> {
    let now = desk.now();
    let rows = desk.read.sessions_of_member(by.member).await?;
    let living = rows.into_iter().filter(|row| desk.session_lives(row, now));
    Ok(living
        .map(|row| SessionView {
            session: row.session,
            created_at: row.created_at,
            until: row.until,
            current: row.session == by.session,
        })
        .collect())
}
