//! Signing in with e-mail address and password.

use vermilion_model::{Email, Refusal};
use vermilion_seal::SecretText;

use super::open_session::{OpenedSession, open_session};
use super::prove_password::prove_password;
use crate::members::MemberView;
use crate::{Desk, Failure};

/// As typed.
#[derive(Debug)]
pub struct SignIn {
    /// The e-mail address.
    pub login: SecretText,
    /// The password.
    pub password: SecretText,
}

/// Opens a session. Which of the two was wrong is not said, and time does not tell it either.
pub async fn sign_in(desk: &Desk, typed: SignIn) -> Result<(MemberView, OpenedSession), Failure> {
    let Ok(email) = Email::parse(typed.login.expose()) else {
        desk.hasher.verify(None, typed.password).await?;
        return Err(Refusal::BadCredentials.into());
    };
    let row = desk.read.member_by_email(&desk.email_digest(&email)).await?;
    let row = row.filter(|row| row.erased_at.is_none());
    let stored = row.as_ref().map(|row| row.password.clone());
    let right = prove_password(desk, &email, stored, typed.password).await?;
    let row = row.filter(|_| right).ok_or(Refusal::BadCredentials)?;
    let view = MemberView::of(desk, &row).await?;
    let opened = open_session(desk, row.member, desk.now()).await?;
    Ok((view, opened))
}
