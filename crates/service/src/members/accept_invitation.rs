//! Accepting an invitation: the link's reader becomes a member with the role, and is signed in.

use vermilion_model::fact::{Actor, InvitationAccepted};
use vermilion_model::{Email, Id, Member, PlatformRole, Refusal, Seq, Time};
use vermilion_seal::{Place, SecretText};
use vermilion_store::InvitationRow;

use super::new_member::{Person, new_member};
use super::open_session::{OpenedSession, open_session};
use super::strong_password::strong_password;
use crate::faults::{Faults, label};
use crate::members::MemberView;
use crate::{Desk, Failure, Kind};

/// The longest name of a person, in characters.
const LONGEST_NAME: usize = 60;

/// As typed.
pub struct Acceptance {
    /// The link's secret.
    pub token: SecretText,
    /// The password to sign in with from now on.
    pub password: SecretText,
    /// What the person is called.
    pub name: String,
}

/// Personal: it does not print.
impl std::fmt::Debug for Acceptance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Acceptance(..)")
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Accepted {
    /// The fact's place.
    pub seq: Seq,
    /// The new member.
    pub member: MemberView,
    /// Their role.
    pub role: PlatformRole,
    /// Their session; nothing when it could not be opened, and then they sign in.
    pub session: Option<OpenedSession>,
}

/// Accepts.
///
/// # Errors
/// `Missing` when the link is unknown, spent or too old; faulty fields; `AddressTaken` when the
/// address was registered meanwhile: invite it again, and the role is given.
pub async fn accept_invitation(desk: &Desk, typed: &Acceptance) -> Result<Accepted, Failure> {
    let now = desk.now();
    let row = living(desk, &typed.token, now).await?;
    let email = address(desk, &row)?;
    let person = check(typed, email)?;
    let member: Id<Member> = desk.id(now);
    let act = InvitationAccepted {
        invitation: row.invitation,
        member,
        role: row.role,
        row: new_member(desk, member, person).await?,
    };
    let seq = match desk.record(now, Actor::Member(member), act).await {
        Ok(seq) => seq,
        Err(Failure::Stale) if desk.read.member_by_email(&row.email_digest).await?.is_none() => {
            return Err(Failure::Missing(Kind::Invitation));
        }
        Err(Failure::Stale) => return Err(Refusal::AddressTaken.into()),
        Err(failure) => return Err(failure),
    };
    let (_, member) = MemberView::by_id(desk, member).await?;
    let session = open_session(desk, member.member, desk.now()).await;
    let session = session.inspect_err(|failure| tracing::warn!(%failure, "accepted, not signed in"));
    Ok(Accepted { seq, member, role: row.role, session: session.ok() })
}

async fn living(desk: &Desk, token: &SecretText, now: Time) -> Result<InvitationRow, Failure> {
    let row = desk.read.invitation_by_digest(&desk.link_digest(token.expose())).await?;
    row.filter(|row| now < row.expires_at).ok_or(Failure::Missing(Kind::Invitation))
}

fn address(desk: &Desk, row: &InvitationRow) -> Result<Email, Failure> {
    let place = Place { table: "invitation", row: row.invitation.bytes() };
    let opened = desk.ring.load().boxes.open(place, &row.sealed)?;
    let text = opened.text().ok_or_else(|| Failure::broken("an invited address is no text"))?;
    Email::parse(text.expose()).map_err(Failure::broken)
}

/// Checks name and password of who enters by a link.
pub(crate) fn check(typed: &Acceptance, email: Email) -> Result<Person, Failure> {
    let mut faults = Faults::default();
    let password = faults.take(strong_password(typed.password.clone(), email.as_str(), "/password"));
    let name = faults.take(label(&typed.name, LONGEST_NAME, "/name"));
    faults.done()?;
    let password = password.ok_or_else(|| Failure::broken("a form without fault lacks a field"))?;
    Ok(Person { email, phone: None, name, password })
}
