//! Proving a password, slower with every wrong try.
//!
//! Tries are counted by the address typed, before the password is looked at, so that a hundred at
//! once are a hundred; whether somebody is registered there changes nothing. Past the free ones each
//! must wait longer, but never long: who keeps guessing at an address delays its owner and nobody else,
//! and after the wait the right password works.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Email, Refusal, Span, Time};
use vermilion_seal::SecretText;

use crate::members::MemberView;
use crate::{Desk, Failure, SignedIn};

/// Tries without a wait.
const FREE: i64 = 5;
/// The first wait; each is twice the one before.
const FIRST_WAIT_SECS: i64 = 15;
/// The longest.
const LONGEST_WAIT_SECS: i64 = 15 * 60;
/// After this long without a try, earlier ones are forgotten.
const FORGOTTEN: Span = Span::days(1);
/// How often a try that met another goes again.
const MEETINGS: usize = 4;

/// How long after the last of so many tries the next may come.
fn wait(tries: i64) -> Span {
    let over = tries.saturating_sub(FREE);
    if over < 0 {
        return Span::ZERO;
    }
    let doubled = FIRST_WAIT_SECS.saturating_mul(1 << over.min(16));
    Span::secs(doubled.min(LONGEST_WAIT_SECS))
}

async fn let_through(desk: &Desk, address: &[u8], now: Time) -> Result<(), Failure> {
    for _ in 0..MEETINGS {
        let (seen, last) = desk.read.sign_in_failures(address).await?.unwrap_or((0, Time::ZERO));
        let age = now.since(last);
        let standing = if age < FORGOTTEN { seen } else { 0 };
        if standing > 0 && age < wait(standing) {
            break;
        }
        let tried = Traffic::PasswordTried { address: address.to_vec(), seen, tries: standing + 1, at: now };
        match desk.note(tried).await {
            Err(Failure::Stale) => {}
            other => return other,
        }
    }
    Err(Refusal::TooManyTries.into())
}

/// Whether this is the password that was hashed; with nobody's the same work is done.
///
/// # Errors
/// `TooManyTries` while the wait lasts.
pub(super) async fn prove_password(
    desk: &Desk,
    email: &Email,
    stored: Option<String>,
    typed: SecretText,
) -> Result<bool, Failure> {
    let address = desk.email_digest(email);
    let_through(desk, &address, desk.now()).await?;
    let right = desk.hasher.verify(stored, typed).await?;
    if right {
        desk.note(Traffic::PasswordRight { address }).await?;
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
    if prove_password(desk, &email, Some(row.password), typed).await? {
        Ok(view)
    } else {
        Err(Failure::field(pointer, "wrong_password"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let waits: Vec<i64> = (4..14).map(|tries| wait(tries).as_secs()).collect();
        assert_eq!(waits, [0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!(wait(i64::MAX).as_secs(), 900);
    }
}
