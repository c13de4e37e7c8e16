//! One form makes a member and their first account, and signs them in.

use vermilion_model::fact::{Actor, MemberRegistered, NewMember};
use vermilion_model::{AccountNo, Id, Member, Refusal, Seq, Verification};
use vermilion_seal::SecretText;

use super::new_member::new_member;
use super::open_session::{OpenedSession, open_session};
use super::registration_form::{Checked, Proofs, check};
use crate::accounts::{AccountView, Opening, Wanted, draw_account, free_name};
use crate::admission::still_open;
use crate::members::MemberView;
use crate::{Desk, Failure, notices};

/// The form as typed.
pub struct Registration {
    /// A word of the account types.
    pub account_type: String,
    /// 名称
    pub account_name: String,
    /// The e-mail address, to sign in with.
    pub email: String,
    /// The code that was mailed there.
    pub email_code: String,
    /// The phone number, where one is given.
    pub phone: Option<String>,
    /// The code that was sent there.
    pub phone_code: String,
    /// The password.
    pub password: SecretText,
    /// The code of an invitation, where the platform asks for one.
    pub invitation_code: String,
    /// What the account is for, where reviewers admit each new one.
    pub statement: String,
    /// The agreement's version that was shown and accepted; 0 where none was.
    pub agreement: u32,
}

/// Personal: it does not print.
impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Registration(..)")
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Registered {
    /// The fact's place.
    pub seq: Seq,
    /// The new member.
    pub member: MemberView,
    /// Their first account.
    pub account: AccountView,
    /// Their session; nothing when it could not be opened, and then they sign in.
    pub session: Option<OpenedSession>,
}

/// How often numbers that were taken are drawn again.
const DRAWS: usize = 3;

/// Registers.
///
/// # Errors
/// Every faulty field at once; `AddressTaken` when the address was proven but registered meanwhile;
/// `RegistrationClosed`.
pub async fn register(desk: &Desk, form: Registration) -> Result<Registered, Failure> {
    if !desk.settings.open_registration {
        return Err(Refusal::RegistrationClosed.into());
    }
    let now = desk.now();
    let Checked { wanted, person, proofs, agreement, statement } = check(desk, form, now).await?;
    let Proofs { email: email_proof, phone: phone_proof, invitation } = proofs;
    let member: Id<Member> = desk.id(now);
    let person = new_member(desk, member, person).await?;
    let opening = Opening { administrator: member, wanted: &wanted, statement: statement.as_deref() };
    for _ in 0..DRAWS {
        let account = draw_account(desk, now, &opening)?;
        let (no, case) = (account.account, account.admission.as_ref().and_then(|asked| asked.case));
        let row = person.clone();
        let act = MemberRegistered { member, agreement, email_proof, phone_proof, invitation, account, row };
        match desk.record(now, Actor::Member(member), act).await {
            Ok(seq) => {
                if let Some(case) = case {
                    notices::case_waits(desk, case, member).await;
                }
                return registered(desk, seq, member, no).await;
            }
            Err(Failure::Stale) => why_not(desk, &person, &wanted, proofs).await?,
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Stale)
}

async fn registered(
    desk: &Desk,
    seq: Seq,
    member: Id<Member>,
    account: AccountNo,
) -> Result<Registered, Failure> {
    let (_, member) = MemberView::by_id(desk, member).await?;
    let account = AccountView::by_no(desk, account).await?;
    let session = open_session(desk, member.member, desk.now()).await;
    let session = session.inspect_err(|failure| tracing::warn!(%failure, "registered, not signed in"));
    Ok(Registered { seq, member, account, session: session.ok() })
}

/// Why the store refused; nothing when only numbers collided, and then others are drawn.
async fn why_not(desk: &Desk, row: &NewMember, wanted: &Wanted, proofs: Proofs) -> Result<(), Failure> {
    if desk.read.member_by_email(&row.email_digest).await?.is_some() {
        return Err(Refusal::AddressTaken.into());
    }
    if let Some(phone) = &row.phone_digest
        && desk.read.members_with_phone(phone).await? >= i64::from(row.phone_shared_by)
    {
        return Err(Refusal::AddressTaken.into());
    }
    let mendable = match free_name(desk, &wanted.name).await? {
        Ok(()) => still_open(desk, proofs.invitation, &row.email_digest).await?,
        Err(fault) => Err(fault),
    };
    if let Err(fault) = mendable {
        proofs.keep(desk).await?;
        return Err(fault.into());
    }
    if !stands(desk, &row.email_digest, proofs.email).await? {
        return Err(Failure::field("/email_code", "code_wrong"));
    }
    if let Some((phone, proof)) = row.phone_digest.as_deref().zip(proofs.phone)
        && !stands(desk, phone, proof).await?
    {
        return Err(Failure::field("/phone_code", "code_wrong"));
    }
    Ok(())
}

/// Whether a proof of this address is neither spent nor too old.
async fn stands(desk: &Desk, address: &[u8], proof: Id<Verification>) -> Result<bool, Failure> {
    let open = desk.read.verification_by_address(address).await?;
    Ok(open.is_some_and(|row| row.verification == proof && desk.now() < row.expires_at))
}
