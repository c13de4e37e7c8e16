//! Where a member is signed in.

use vermilion_model::{Id, Session, Time};
use vermilion_store::SessionRow;

use super::origin;
use crate::{Desk, Failure, SignedIn};

/// One living session.
pub struct SessionView {
    /// The id.
    pub session: Id<Session>,
    /// Since when.
    pub created_at: Time,
    /// At most until then.
    pub until: Time,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When it was used last, to the minute.
    pub seen_at: Time,
    /// With which browser on which system, such as `Chrome · Windows`; nothing where that is not known.
    pub device: Option<String>,
    /// From which address; nothing before its first use.
    pub address: Option<String>,
}

/// Personal: it does not print.
impl std::fmt::Debug for SessionView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SessionView({})", self.session)
    }
}

/// The newest hundred that live; those that ended for want of use are left out.
pub async fn list_sessions(desk: &Desk, by: SignedIn) -> Result<Vec<SessionView>, Failure> {
    let now = desk.now();
    let rows = desk.read.sessions_of_member(by.member).await?;
    let living: Vec<SessionRow> = rows.into_iter().filter(|row| desk.session_lives(row, now)).collect();
    let sealed: Vec<_> = living.iter().map(|row| (row.session, row.sealed.clone())).collect();
    let origins = origin::opened(desk, by.member, &sealed).await?;
    let views = living.into_iter().zip(origins).map(|(row, origin)| {
        let (device, address) = origin.map_or((None, None), |origin| (origin.device, Some(origin.address)));
        SessionView {
            session: row.session,
            created_at: row.created_at,
            until: row.until,
            current: row.session == by.session,
            seen_at: row.seen_at,
            device,
            address,
        }
    });
    Ok(views.collect())
}
