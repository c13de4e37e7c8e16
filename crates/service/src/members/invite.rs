//! Inviting somebody to a platform role: `admin invite`.

use vermilion_model::fact::{Actor, MemberInvited, PlatformRoleGiven};
use vermilion_model::{Email, Id, Invitation, Member, PlatformRole, Span, Time};
use vermilion_seal::{Place, SecretText, mint};

use crate::{Desk, Failure};

/// How long a link works.
const LIFE: Span = Span::days(7);

/// What came of it.
#[derive(Debug)]
pub enum Invited {
    /// The link's secret, shown once: with it the person chooses name and password.
    Link {
        /// For `POST /api/v1/invitations/accept`.
        token: SecretText,
        /// Until when it works.
        expires_at: Time,
    },
    /// The address is a member's, who has the role from now on.
    Given(Id<Member>),
}

/// Invites the reader of an address, or gives the role to the member who registered it.
///
/// # Errors
/// A fault at `/email`; `Stale` when the member has the role already.
pub async fn invite(desk: &Desk, actor: Actor, role: PlatformRole, email: &str) -> Result<Invited, Failure> {
    let email = Email::parse(email).map_err(|_| Failure::field("/email", "email"))?;
    let now = desk.now();
    let email_digest = desk.email_digest(&email);
    if let Some(row) = desk.read.member_by_email(&email_digest).await? {
        desk.record(now, actor, PlatformRoleGiven { member: row.member, role }).await?;
        return Ok(Invited::Given(row.member));
    }
    let invitation: Id<Invitation> = desk.id(now);
    let (token, expires_at) = (mint::link(&*desk.entropy), now.plus(LIFE));
    let place = Place { table: "invitation", row: invitation.bytes() };
    let sealed = desk.ring.load().boxes.seal(place, email.as_str().as_bytes(), &*desk.entropy)?;
    let digest = desk.link_digest(token.expose());
    let act = MemberInvited { invitation, role, expires_at, digest, email_digest, sealed };
    desk.record(now, actor, act).await?;
    Ok(Invited::Link { token, expires_at })
}
