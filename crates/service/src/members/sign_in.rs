//! Signing in with e-mail address and password, and a second factor where there is one.

use vermilion_model::{Email, Refusal};
use vermilion_seal::SecretText;

use super::enter;
use super::open_session::OpenedSession;
use super::prove_password::prove_password;
use super::tries;
use crate::factors::{Step, begin_second_step};
use crate::members::MemberView;
use crate::{Desk, Failure};

/// As typed.
#[derive(Debug)]
pub struct SignIn {
    /// The e-mail address.
    pub login: SecretText,
    /// The password.
    pub password: SecretText,
    /// What the browser was given when somebody signed in with it before; or what it is given now.
    pub device: SecretText,
}

/// What came of it.
#[derive(Debug)]
pub enum Entered {
    /// A session.
    Session(MemberView, OpenedSession),
    /// The password was right, and a second factor is still to be shown.
    Step(Step),
}

/// Signs in. Which of the two was wrong is not said, and time does not tell it either.
///
/// # Errors
/// `BadCredentials`; `TooManyTries` while the wait after wrong ones lasts.
pub async fn sign_in(desk: &Desk, typed: SignIn) -> Result<Entered, Failure> {
    let Ok(email) = Email::parse(typed.login.expose()) else {
        desk.hasher.verify(None, typed.password).await?;
        return Err(Refusal::BadCredentials.into());
    };
    let address = desk.email_digest(&email);
    let device = tries::key(desk, &address, typed.device.expose().as_bytes());
    let row = desk.read.member_by_email(&address).await?;
    let row = row.filter(|row| row.erased_at.is_none());
    let stored = row.as_ref().map(|row| row.password.clone());
    let counted = counted(desk, &address, &device).await?;
    let right = prove_password(desk, &counted, stored, typed.password).await?;
    let row = row.filter(|_| right).ok_or(Refusal::BadCredentials)?;
    if let Some(step) = begin_second_step(desk, row.member, &address).await? {
        return Ok(Entered::Step(step));
    }
    let view = MemberView::of(desk, &row).await?;
    enter::know_device(desk, address, device).await;
    Ok(Entered::Session(view, enter::open_session(desk, row.member, desk.now()).await?))
}

/// Under what tries are counted: the device where it is known at this address, else the address.
async fn counted(desk: &Desk, address: &[u8], device: &[u8]) -> Result<Vec<u8>, Failure> {
    let known = desk.read.device_seen(address, device).await?.is_some();
    Ok(if known { device.to_vec() } else { address.to_vec() })
}
