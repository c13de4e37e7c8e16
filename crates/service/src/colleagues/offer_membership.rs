//! Inviting somebody to an account by e-mail, with a role.

use vermilion_model::fact::{Actor, MembershipOffered, NewInvitation};
use vermilion_model::text::{Language, sentence};
use vermilion_model::{Email, FieldFault, Id, Invitation, Refusal, Seq, Span};
use vermilion_seal::{Place, mint};

use super::list_offers::{Offer, list_offers};
use super::read_role;
use crate::faults::{Faults, given};
use crate::may::ManageMembers;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, May, mail};

/// How long a link works.
const LIFE: Span = Span::days(7);
/// How many invitations of one account may wait at once.
const WAITING_MAX: usize = 50;

/// Mails an invitation. Whether the address is registered is not told to who invites.
///
/// # Errors
/// Faults at `/email` and `/role`; `AlreadyInvited`, `AlreadyMember`, `TooManyInvitations`, `AccountStopped`.
pub async fn offer_membership(
    desk: &Desk,
    may: &May<ManageMembers>,
    (email, role): (&str, &str),
    language: Language,
) -> Result<(Seq, Offer), Failure> {
    let mut faults = Faults::default();
    let email = faults.take(read_email(email));
    let role = faults.take(read_role(role));
    faults.done()?;
    let (email, role) =
        email.zip(role).ok_or_else(|| Failure::broken("a form without fault lacks a field"))?;
    may.standing(desk)?;
    let email_digest = desk.email_digest(&email);
    may_be_invited(desk, may, &email, &email_digest).await?;
    let now = desk.now();
    let (invitation, expires_at): (Id<Invitation>, _) = (desk.id(now), now.plus(LIFE));
    let token = mint::link(&*desk.entropy);
    // Behind `#` a link's secret reaches no server's log.
    let link = format!("{}/invitation#{}", desk.settings.public_url, token.expose());
    let account = account_box(desk, &may.row).await?.name;
    let role_name = sentence(language, &format!("role.{}", role.word())).unwrap_or_default();
    let places = [("account", account.as_str()), ("role", role_name), ("link", &link), ("days", "7")];
    let letter = mail::email(&email, language, "membership_offer", &places);
    let place = Place { table: "invitation", row: invitation.bytes() };
    let sealed = desk.ring.load().boxes.seal(place, email.as_str().as_bytes(), &*desk.entropy)?;
    let row = NewInvitation {
        digest: desk.link_digest(token.expose()),
        email_digest,
        sealed,
        mail: Some(mail::seal(desk, now, &letter)?),
    };
    let act = MembershipOffered { invitation, account: may.account(), role, expires_at, row };
    let seq = desk.record(now, Actor::Member(may.by.member), act).await?;
    let email = email.as_str().to_owned();
    Ok((seq, Offer { invitation, email, role, created_at: now, expires_at }))
}

fn read_email(typed: &str) -> Result<Email, FieldFault> {
    given(typed, "/email")?;
    Email::parse(typed).map_err(|_| FieldFault::new("/email", "email"))
}

async fn may_be_invited(
    desk: &Desk,
    may: &May<ManageMembers>,
    email: &Email,
    digest: &[u8],
) -> Result<(), Failure> {
    let waiting = list_offers(desk, may).await?;
    if waiting.iter().any(|offer| offer.email == email.as_str()) {
        return Err(Refusal::AlreadyInvited.into());
    }
    if waiting.len() >= WAITING_MAX {
        return Err(Refusal::TooManyInvitations.into());
    }
    // Who acts in the account is seen there anyway.
    if let Some(row) = desk.read.member_by_email(digest).await?
        && desk.read.role_in_account(may.account(), row.member).await?.is_some()
    {
        return Err(Refusal::AlreadyMember.into());
    }
    Ok(())
}
