//! A session of the console: a long random cookie, of which the store keeps a keyed digest.

use vermilion_model::fact::traffic::{SessionOpened, Traffic};
use vermilion_model::{Id, Member, Session, Time};
use vermilion_seal::{DigestOf, SecretText, mint};

use crate::{Desk, Failure};

/// A session just opened.
#[derive(Debug)]
pub struct OpenedSession {
    /// Which.
    pub session: Id<Session>,
    /// What the browser shows from now on; it is told once.
    pub cookie: SecretText,
    /// When it was opened.
    pub at: Time,
    /// At most until then; without use it ends earlier.
    pub until: Time,
}

/// Opens one for somebody who has proven who they are.
pub(crate) async fn open_session(
    desk: &Desk,
    member: Id<Member>,
    now: Time,
) -> Result<OpenedSession, Failure> {
    let cookie = mint::session_cookie(desk.incarnation, &*desk.entropy);
    let digest = {
        let ring = desk.ring.load();
        ring.digests.digest(DigestOf::SessionCookie, &[], cookie.expose().as_bytes())
    };
    let (session, until) = (desk.id(now), now.plus(desk.settings.console_life));
    let opened = SessionOpened { session, member, digest: digest.to_bytes().to_vec(), at: now, until };
    desk.note(Traffic::SessionOpened(opened)).await?;
    Ok(OpenedSession { session, cookie, at: now, until })
}
