//! Guessing made slow: tries are counted before what was typed is looked at, so that a hundred at once are a
//! hundred. Past the free ones each must wait longer, but never long.
//!
//! Guesses at an address from devices that are not known there are counted together; a device on which somebody
//! signed in at it before has a count of its own, so nobody can delay an owner at their own machine.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Refusal, Span, Time};
use vermilion_seal::DigestOf;

use crate::{Desk, Failure};

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

/// Lets one try through, counted under a key.
///
/// # Errors
/// `TooManyTries` while the wait lasts.
pub(crate) async fn let_through(desk: &Desk, address: &[u8], now: Time) -> Result<(), Failure> {
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

/// A count of its own, within something.
pub(crate) fn key(desk: &Desk, within: &[u8], of: &[u8]) -> Vec<u8> {
    let ring = desk.ring.load();
    ring.digests.digest(DigestOf::Device, within, of).to_bytes().to_vec()
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
