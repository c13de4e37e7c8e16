//! Accepting an invitation to an account: as the member one is, or as one becomes by it.

use vermilion_model::fact::{Actor, MembershipBegun};
use vermilion_model::{AppId, Email, Id, Member, Refusal, Role, Seq};
use vermilion_seal::SecretText;
use vermilion_store::OfferRow;

use super::list_offers::opened;
use super::read_offer::living;
use crate::members::{Acceptance, MemberView, OpenedSession, enter, present_agreement};
use crate::notices::{About, What, tell};
use crate::{Desk, Failure, Kind, SignedIn};

/// What came of it for somebody who became a member.
#[derive(Debug)]
pub struct NewColleague {
    /// The fact's place.
    pub seq: Seq,
    /// The new member.
    pub member: MemberView,
    /// The account.
    pub app_id: AppId,
    /// Their role there.
    pub role: Role,
    /// Their session; nothing when it could not be opened, and then they sign in.
    pub session: Option<OpenedSession>,
}

/// A signed-in member accepts what was mailed to their own address.
///
/// # Errors
/// `Missing` when the link works no more; `NotInvited` when it was mailed to somebody else's address;
/// `AlreadyMember`.
pub async fn accept_as_member(
    desk: &Desk,
    by: SignedIn,
    token: &SecretText,
) -> Result<(Seq, AppId, Role), Failure> {
    let row = living(desk, token).await?;
    let invited = desk.read.member_by_email(&row.email_digest).await?;
    if invited.is_none_or(|invited| invited.member != by.member) {
        return Err(Refusal::NotInvited.into());
    }
    let seq = begin(desk, &row, by.member, None).await?;
    Ok((seq, app_id(desk, &row).await?, row.role))
}

/// The link's reader becomes a member, and is signed in. That they read the mail proves the address.
///
/// # Errors
/// `Missing` when the link works no more; faulty fields; `AddressTaken` when the address is a member's, who
/// signs in and accepts.
pub async fn accept_as_new(desk: &Desk, typed: &Acceptance) -> Result<NewColleague, Failure> {
    let row = living(desk, &typed.token).await?;
    if desk.read.member_by_email(&row.email_digest).await?.is_some() {
        return Err(Refusal::AddressTaken.into());
    }
    let email = Email::parse(&opened(desk, &row)?.email).map_err(Failure::broken)?;
    let person = enter::check(typed, email)?;
    let member: Id<Member> = desk.id(desk.now());
    let made = enter::new_member(desk, member, person).await?;
    let seq = begin(desk, &row, member, Some(made)).await?;
    let (_, view) = MemberView::by_id(desk, member).await?;
    let session = enter::open_session(desk, member, desk.now()).await;
    let session = session.inspect_err(|failure| tracing::warn!(%failure, "accepted, not signed in"));
    let app_id = app_id(desk, &row).await?;
    Ok(NewColleague { seq, member: view, app_id, role: row.role, session: session.ok() })
}

async fn begin(
    desk: &Desk,
    row: &OfferRow,
    member: Id<Member>,
    made: Option<vermilion_model::fact::NewMember>,
) -> Result<Seq, Failure> {
    let agreement = match &made {
        Some(_) => Some(present_agreement(desk).await?),
        None => None,
    };
    let act = MembershipBegun {
        invitation: row.invitation,
        account: row.account,
        member,
        role: row.role,
        agreement,
        row: made,
    };
    match desk.record(desk.now(), Actor::Member(member), act).await {
        Err(Failure::Stale) => Err(why_not(desk, row, member).await?),
        Ok(seq) => {
            tell_administrators(desk, row, member).await;
            Ok(seq)
        }
        Err(failure) => Err(failure),
    }
}

/// Tells the account's administrators. The membership stands whatever becomes of this.
async fn tell_administrators(desk: &Desk, row: &OfferRow, joined: Id<Member>) {
    let told = async {
        let about = About { app_id: Some(app_id(desk, row).await?.to_string()), ..About::default() };
        for member in
            desk.read.administrators_of_account(row.account).await?.into_iter().filter(|it| *it != joined)
        {
            tell(desk, member, What::of("membership_begun").about(about.clone())).await?;
        }
        Ok::<(), Failure>(())
    };
    if let Err(failure) = told.await {
        tracing::warn!(%failure, "administrators were not told of a new member");
    }
}

async fn why_not(desk: &Desk, row: &OfferRow, member: Id<Member>) -> Result<Failure, Failure> {
    if desk.read.role_in_account(row.account, member).await?.is_some() {
        return Ok(Refusal::AlreadyMember.into());
    }
    let waits = desk.read.offers_of_account(row.account, desk.now()).await?;
    if !waits.iter().any(|waiting| waiting.invitation == row.invitation) {
        return Ok(Failure::Missing(Kind::Invitation));
    }
    let taken = desk.read.member_by_email(&row.email_digest).await?.is_some_and(|row| row.member != member);
    Ok(if taken { Refusal::AddressTaken.into() } else { Refusal::AccountStopped.into() })
}

async fn app_id(desk: &Desk, row: &OfferRow) -> Result<AppId, Failure> {
    let account = desk.read.account_by_no(row.account).await?;
    Ok(account.ok_or(Failure::Missing(Kind::Account))?.app_id)
}
