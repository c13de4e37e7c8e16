//! A member has themselves erased: their row is emptied and their key destroyed (I10).
//!
//! Messages that wait, codes, tries, devices, notices and sessions go with it. What they did stays in the audit
//! log, by their id alone; what they wrote in an account's cases is the account's and stays sealed under its key.

use vermilion_model::fact::{Actor, MemberErased};
use vermilion_model::{Email, Phone, Refusal, Role, Seq};
use vermilion_seal::SecretText;

use super::tries;
use crate::members::{MemberView, reprove_password};
use crate::{Desk, Failure, SignedIn};

/// Erases who is signed in and knows the password.
///
/// # Errors
/// A fault at `/password`; `LastAdministrator` while they are the only one of an account that is not closed.
pub async fn erase_member(desk: &Desk, by: SignedIn, password: SecretText) -> Result<Seq, Failure> {
    let view = reprove_password(desk, by, password, "/password").await?;
    let addresses = addresses(desk, by, &view);
    let seq = match erased(desk, by, &addresses).await {
        // Perhaps they became an administrator of one more account meanwhile.
        Err(Failure::Stale) => erased(desk, by, &addresses).await,
        done => done,
    };
    let seq = match seq {
        Ok(seq) => seq,
        Err(Failure::Stale) => {
            let row = desk.read.member_by_id(by.member).await?;
            let there = row.is_some_and(|row| row.erased_at.is_none());
            return Err(if there { Refusal::LastAdministrator.into() } else { Failure::SignedOut });
        }
        Err(failure) => return Err(failure),
    };
    desk.forget_log().await;
    Ok(seq)
}

async fn erased(desk: &Desk, by: SignedIn, addresses: &[Vec<u8>]) -> Result<Seq, Failure> {
    let roles = desk.read.roles_of_member(by.member).await?;
    let administers = roles.into_iter().filter(|(_, role)| *role == Role::Administrator);
    let administers = administers.map(|(account, _)| account).collect();
    let act = MemberErased { member: by.member, addresses: addresses.to_vec(), administers };
    desk.record(desk.now(), Actor::Member(by.member), act).await
}

/// Under what messages, codes, tries and devices stand.
fn addresses(desk: &Desk, by: SignedIn, view: &MemberView) -> Vec<Vec<u8>> {
    let mut found = vec![tries::key(desk, by.member.bytes(), b"second factor")];
    if let Ok(email) = Email::parse(&view.person.email) {
        let address = desk.email_digest(&email);
        found.push(tries::key(desk, &address, by.session.bytes()));
        found.push(address);
    }
    let phone = view.person.phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
    found.extend(phone.map(|phone| desk.phone_digest(&phone)));
    found
}
