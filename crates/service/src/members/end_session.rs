//! Signing out: here, or of another session of one's own.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Id, Session};

use crate::{Desk, Failure, Kind, SignedIn};

/// Ends the session that asks. Ending it twice at once is no fault.
pub async fn end_this_session(desk: &Desk, by: SignedIn) -> Result<(), Failure> {
    match desk.note(Traffic::SessionEnded { session: by.session, at: desk.now() }).await {
        Ok(()) | Err(Failure::Stale) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Ends one of one's own sessions; another's is not there.
pub async fn end_session(desk: &Desk, by: SignedIn, session: &str) -> Result<(), Failure> {
    let missing = || Failure::Missing(Kind::Session);
    let session: Id<Session> = session.parse().map_err(|_| missing())?;
    let own = desk.read.sessions_of_member(by.member).await?;
    if !own.iter().any(|row| row.session == session) {
        return Err(missing());
    }
    match desk.note(Traffic::SessionEnded { session, at: desk.now() }).await {
        Err(Failure::Stale) => Err(missing()),
        ended => ended,
    }
}
