//! Proving a password, slower with every wrong try; whether somebody is registered changes nothing.

use vermilion_model::Email;
use vermilion_model::fact::traffic::Traffic;
use vermilion_seal::SecretText;

use super::tries;
use crate::members::MemberView;
use crate::{Desk, Failure, SignedIn};

/// Whether this is the password that was hashed; with nobody's the same work is done.
///
/// # Errors
/// `TooManyTries` while the wait lasts.
pub(super) async fn prove_password(
    desk: &Desk,
    counted: &[u8],
    stored: Option<String>,
    typed: SecretText,
) -> Result<bool, Failure> {
    tries::let_through(desk, counted, desk.now()).await?;
    let right = desk.hasher.verify(stored, typed).await?;
    if right {
        desk.note(Traffic::PasswordRight { address: counted.to_vec() }).await?;
    }
    Ok(right)
}

/// Has a signed-in member prove their password once more; a wrong one is a fault at `pointer`.
pub(crate) async fn reprove_password(
    desk: &Desk,
    by: SignedIn,
    typed: SecretText,
    pointer: &str,
) -> Result<MemberView, Failure> {
    let (row, view) = MemberView::by_id(desk, by.member).await?;
    let email = Email::parse(&view.person.email).map_err(Failure::broken)?;
    // Counted by the session: who guesses at the address from elsewhere does not delay who is signed in.
    let counted = tries::key(desk, &desk.email_digest(&email), by.session.bytes());
    if prove_password(desk, &counted, Some(row.password), typed).await? {
        Ok(view)
    } else {
        Err(Failure::field(pointer, "wrong_password"))
    }
}
